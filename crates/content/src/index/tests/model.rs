//! Whatever is added, forgotten, merged and reopened: the shelf answers as a plain list would.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// What can be done to a shelf.
#[derive(Clone, Debug)]
enum Act {
    Add(Vec<(Registered, Prints)>),
    Forget(Vec<prop::sample::Index>),
    Merge,
    Reopen,
}

/// Hashes from few, so that they meet.
fn prints() -> impl Strategy<Value = Vec<Print>> {
    let hash = prop_oneof![0..12_u64, Just((1 << 48) - 1)];
    let print = (hash, 0..500_u32, 0..80_u32).prop_map(|(hash, start, span)| Print {
        hash,
        start,
        end: start + span,
    });
    prop::collection::vec(print, 0..12)
}

fn a_text() -> impl Strategy<Value = (Registered, Prints)> {
    let tiers = prop::array::uniform5(prints());
    (tiers, 0..600_u32, any::<bool>()).prop_map(|(tiers, length, boilerplate)| {
        let hashes = [0, 1, 2, 3, 4].map(|tier: usize| tiers[tier].len() as u32);
        let facts = Registered {
            length,
            hashes,
            boilerplate,
        };
        (
            facts,
            Prints {
                length,
                tiers,
                ..Prints::default()
            },
        )
    })
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => prop::collection::vec(a_text(), 0..6).prop_map(Act::Add),
        2 => prop::collection::vec(any::<prop::sample::Index>(), 1..4).prop_map(Act::Forget),
        1 => Just(Act::Merge),
        1 => Just(Act::Reopen),
    ]
}

type Model = BTreeMap<Number, (Registered, Prints)>;

fn check(snapshot: &Snapshot, model: &Model) {
    let hashes: Vec<u64> = (0..13).chain([(1 << 48) - 1, 1 << 50]).collect();
    let mut postings = [0; 5];
    for tier in Tier::ALL {
        let mut wanted = Vec::new();
        for (asked, hash) in (0..).zip(&hashes) {
            for (number, (_, prints)) in model {
                let equal = prints.of(tier).iter().filter(|print| print.hash == *hash);
                wanted.extend(equal.map(|print| Hit {
                    asked,
                    text: *number,
                    start: print.start,
                    end: print.end,
                }));
            }
        }
        wanted.sort();
        assert_eq!(find_in(snapshot, tier, &hashes), wanted, "{tier}");
        let prints = model
            .values()
            .map(|(_, prints)| prints.of(tier).len() as u64);
        postings[tier as usize] = prints.sum();
    }
    let numbers = model.keys().next_back().map_or(2, |last| last + 2);
    for number in 0..numbers {
        let wanted = model.get(&number).map(|(facts, _)| *facts);
        assert_eq!(snapshot.registered(number), wanted, "{number}");
    }
    let statistics = snapshot.statistics();
    assert_eq!(statistics.texts, model.len() as u64);
    assert_eq!(statistics.postings, postings);
    assert!(snapshot.numbers().eq(model.keys().copied()));
    snapshot.verify().unwrap();
}

fn play(acts: Vec<Act>) {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let mut writer = index.writer().unwrap().with_small_runs(30);
    let mut model = Model::new();
    let mut next = 0;
    let mut kept: Option<(Snapshot, Model)> = None;
    for act in acts {
        match act {
            Act::Add(texts) => {
                let numbers = writer.add(texts.clone()).unwrap();
                assert_eq!(numbers, next..next + texts.len() as u32);
                next = numbers.end;
                model.extend(numbers.zip(texts));
            }
            Act::Forget(_) if next == 0 => {}
            Act::Forget(which) => {
                let numbers = which.iter().map(|one| one.index(next as usize) as u32);
                let numbers: Vec<Number> = numbers.collect();
                let before = model.len();
                model.retain(|number, _| !numbers.contains(number));
                let forgotten = writer.forget(numbers).unwrap();
                assert_eq!(forgotten, (before - model.len()) as u64);
            }
            Act::Merge => assert_eq!(writer.merge().unwrap(), Merged::Done),
            Act::Reopen => {
                drop(writer);
                writer = Index::open(folder.path())
                    .and_then(|index| index.writer())
                    .unwrap()
                    .with_small_runs(30);
            }
        }
        let snapshot = index.snapshot().unwrap();
        check(&snapshot, &model);
        if let Some((snapshot, model)) = &kept {
            check(snapshot, model);
        }
        kept.get_or_insert((snapshot, model.clone()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_shelf_answers_as_a_list_would(acts in prop::collection::vec(act(), 1..14)) {
        play(acts);
    }
}
