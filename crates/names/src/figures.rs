//! Figures on labelled names that lie beside a checkout; without them the tests say so and pass.

use std::path::{Path, PathBuf};

use crate::{NameIndex, NameKind, PreparedName, Verdict, compare};

mod reliability;

struct Pair {
    kind: NameKind,
    left: String,
    right: String,
    same: bool,
}

#[test]
fn labelled_pairs_reach_their_figure() {
    let Some(path) = shared("data/names/name-pairs.csv") else {
        return;
    };
    let pairs = read_pairs(&path);
    let of = |kind: Option<NameKind>| {
        f1(pairs
            .iter()
            .filter(|pair| kind.is_none_or(|kind| kind == pair.kind)))
    };
    let (all, people, organisations) = (
        of(None),
        of(Some(NameKind::Person)),
        of(Some(NameKind::Organisation)),
    );
    println!("F1 at 0.5: all {all:.3}, people {people:.3}, organisations {organisations:.3}");
    assert!(all >= 0.83, "{all}");
    assert!(organisations >= 0.9, "{organisations}");
}

#[test]
fn korean_full_names_meet_their_customary_spelling() {
    let Some(path) = shared("data/names/korean-full-names.json") else {
        return;
    };
    let text = fs_err::read_to_string(path).unwrap();
    let entries: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let names: Vec<(String, PreparedName, PreparedName)> = entries
        .iter()
        .map(|entry| {
            let text = |key: &str| {
                entry
                    .get(key)
                    .and_then(|value| value.as_str())
                    .unwrap_or("")
                    .to_owned()
            };
            let prepared = |key| PreparedName::new(NameKind::Person, &text(key));
            (
                text("lastNameHangul"),
                prepared("fullNameHangul"),
                prepared("fullNameRomanized"),
            )
        })
        .collect();
    for (_, a, b) in &names {
        let found = compare(a, b);
        if found.verdict != Verdict::Same {
            println!(
                "missed {:.2} {} | {}",
                found.score,
                a.original(),
                b.original()
            );
        }
    }
    let n_found = |from: Verdict| {
        names
            .iter()
            .filter(|(_, a, b)| compare(a, b).verdict >= from)
            .count()
    };
    let (mut n_other, mut n_joined, mut n_unsure) = (0_u32, 0_u32, 0_u32);
    for (surname, hangul, _) in &names {
        for (_, other, latin) in names.iter().filter(|(other, _, _)| other == surname) {
            if other.original() != hangul.original() {
                n_other += 1;
                let verdict = compare(hangul, latin).verdict;
                n_joined += u32::from(verdict == Verdict::Same);
                n_unsure += u32::from(verdict != Verdict::Different);
            }
        }
    }
    let share = |n: usize| n as f64 / names.len() as f64;
    let (same, unsure) = (
        share(n_found(Verdict::Same)),
        share(n_found(Verdict::Unsure)),
    );
    let wrong = f64::from(n_joined) / f64::from(n_other);
    println!(
        "found {same:.3} as same, {unsure:.3} at least unsure; wrongly joined {wrong:.4}, at least unsure {:.4} of {n_other}",
        f64::from(n_unsure) / f64::from(n_other)
    );
    assert!(same >= 0.95 && wrong <= 0.01, "{same} {wrong}");
}

#[test]
fn scores_are_probabilities() {
    let Some(path) = shared("data/names/name-pairs.csv") else {
        return;
    };
    let pairs = read_pairs(&path);
    for kind in [NameKind::Person, NameKind::Organisation] {
        for half in ["fitted", "other"] {
            // A pair that stands twice falls into one half.
            let of_half = pairs.iter().filter(|pair| {
                let sum: u32 = pair
                    .left
                    .bytes()
                    .chain(pair.right.bytes())
                    .map(u32::from)
                    .sum();
                pair.kind == kind && sum.is_multiple_of(2) == (half == "other")
            });
            let scored: Vec<(f64, bool)> = of_half
                .map(|pair| {
                    let name = |text: &str| PreparedName::new(kind, text);
                    let score = compare(&name(&pair.left), &name(&pair.right)).score;
                    (score, pair.same)
                })
                .collect();
            let (brier, error) = reliability::of_pairs(&scored);
            println!(
                "{kind:?}, {half} half: Brier {brier:.3}, calibration error {error:.3} of {}",
                scored.len()
            );
            assert!(brier < 0.2 && error < 0.15, "{kind:?} {brier} {error}");
        }
    }
}

#[test]
fn an_index_finds_the_other_spelling() {
    let Some(path) = shared("data/names/name-pairs.csv") else {
        return;
    };
    let pairs: Vec<Pair> = read_pairs(&path)
        .into_iter()
        .filter(|pair| pair.same)
        .collect();
    for kind in [NameKind::Person, NameKind::Organisation] {
        let of_kind: Vec<&Pair> = pairs.iter().filter(|pair| pair.kind == kind).collect();
        let index = NameIndex::build(
            kind,
            of_kind
                .iter()
                .zip(0..)
                .map(|(pair, at)| (at, pair.right.as_str())),
        );
        let found = of_kind
            .iter()
            .filter(|pair| {
                let candidates = index.candidates(&PreparedName::new(kind, &pair.left), 10);
                candidates
                    .iter()
                    .any(|at| of_kind[*at as usize].right == pair.right)
            })
            .count();
        let recall = found as f64 / of_kind.len() as f64;
        println!("{kind:?}: recall at 10 {recall:.3} of {}", of_kind.len());
        assert!(recall >= 0.9, "{kind:?} {recall}");
    }
}

fn f1<'a>(pairs: impl Iterator<Item = &'a Pair>) -> f64 {
    let (mut hit, mut extra, mut missed) = (0_u32, 0_u32, 0_u32);
    for pair in pairs {
        let name = |text: &str| PreparedName::new(pair.kind, text);
        let comparison = compare(&name(&pair.left), &name(&pair.right));
        match (comparison.verdict != Verdict::Different, pair.same) {
            (true, true) => hit += 1,
            (true, false) => extra += 1,
            (false, true) => missed += 1,
            (false, false) => {}
        }
        if (comparison.verdict != Verdict::Different) != pair.same {
            println!(
                "{:?} {:.2} {} | {} | wanted {}",
                pair.kind, comparison.score, pair.left, pair.right, pair.same
            );
        }
    }
    f64::from(2 * hit) / f64::from(2 * hit + extra + missed)
}

fn read_pairs(path: &Path) -> Vec<Pair> {
    let mut reader = csv::Reader::from_reader(fs_err::File::open(path).unwrap());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| Pair {
        kind: if &row[1] == "Person" {
            NameKind::Person
        } else {
            NameKind::Organisation
        },
        left: row[2].to_owned(),
        right: row[3].to_owned(),
        same: &row[4] == "true",
    })
    .collect()
}

/// A file of the folder `shared` beside the checkout.
fn shared(path: &str) -> Option<PathBuf> {
    let start = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = start
        .ancestors()
        .map(|folder| folder.join("shared").join(path))
        .find(|path| path.is_file());
    if found.is_none() {
        println!("skipped: no folder `shared` with {path} beside the checkout");
    }
    found
}
