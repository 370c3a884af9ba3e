//! The shelf on disk: against a model, after crashes, with damage, and what is left of what was forgotten.

use std::path::Path;

use super::*;
use crate::print::{Print, Prints, Tier};
use crate::shelf::{Hit, Number, Registered, Shelf};

mod crash;
mod damage;
mod model;
mod sharing;

/// A text with these hashes in one tier, one every ten characters.
fn text(tier: Tier, hashes: &[u64]) -> (Registered, Prints) {
    let mut prints = Prints {
        length: hashes.len() as u32 * 10 + 20,
        ..Prints::default()
    };
    let places = (0..).step_by(10);
    prints.tiers[tier as usize] = hashes
        .iter()
        .zip(places)
        .map(|(hash, start)| Print {
            hash: *hash,
            start,
            end: start + 24,
        })
        .collect();
    let mut facts = Registered {
        length: prints.length,
        ..Registered::default()
    };
    facts.hashes[tier as usize] = hashes.len() as u32;
    (facts, prints)
}

fn verbatim(hashes: &[u64]) -> (Registered, Prints) {
    text(Tier::Verbatim, hashes)
}

fn find(index: &Index, tier: Tier, hashes: &[u64]) -> Vec<Hit> {
    find_in(&index.snapshot().unwrap(), tier, hashes)
}

fn find_in(snapshot: &Snapshot, tier: Tier, hashes: &[u64]) -> Vec<Hit> {
    let mut found = Vec::new();
    snapshot
        .find(tier, hashes, &mut |hit| found.push(hit))
        .unwrap();
    found
}

/// The texts in which a verbatim hash stands.
fn texts_with(index: &Index, hash: u64) -> Vec<Number> {
    let hits = find(index, Tier::Verbatim, &[hash]);
    hits.into_iter().map(|hit| hit.text).collect()
}

/// Every byte of every file in a folder.
fn all_bytes(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        all.extend(fs_bytes(&entry.unwrap().path()));
    }
    all
}

fn fs_bytes(path: &Path) -> Vec<u8> {
    use std::io::Read;
    let mut bytes = Vec::new();
    let mut file = std::fs::OpenOptions::new().read(true).open(path).unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

fn put_bytes(path: &Path, bytes: &[u8]) {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    let file = options.write(true).create(true).truncate(true).open(path);
    file.unwrap().write_all(bytes).unwrap();
}

fn file_names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_added_is_found_in_its_tier() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let writer = index.writer().unwrap();
    let numbers = writer
        .add([verbatim(&[9, 3, 9]), text(Tier::Code, &[3])])
        .unwrap();
    assert_eq!(numbers, 0..2);
    let hit = |asked, text, start| Hit {
        asked,
        text,
        start,
        end: start + 24,
    };
    assert_eq!(
        find(&index, Tier::Verbatim, &[3, 5, 9]),
        [hit(0, 0, 10), hit(2, 0, 0), hit(2, 0, 20)]
    );
    assert_eq!(find(&index, Tier::Code, &[3]), [hit(0, 1, 0)]);
    assert_eq!(find(&index, Tier::Exact, &[3]), []);
    let facts = index.snapshot().unwrap().registered(0);
    assert_eq!(facts, Some(verbatim(&[9, 3, 9]).0));
    assert_eq!(index.snapshot().unwrap().registered(2), None);
}

#[test]
fn a_hash_that_fills_many_blocks_is_found_whole() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let writer = index.writer().unwrap();
    let texts = (0..1_000_u64).map(|number| verbatim(&[7, 7, number + 8, number % 7]));
    writer.add(texts).unwrap();
    assert_eq!(texts_with(&index, 7).len(), 2_000);
    let hits = find(&index, Tier::Verbatim, &[6, 7, 8, 1_007, 1_008]);
    let count = |asked| hits.iter().filter(|hit| hit.asked == asked).count();
    assert_eq!([0, 1, 2, 3, 4].map(count), [142, 2_000, 1, 1, 0]);
    assert!(hits.is_sorted());
}

#[test]
fn places_at_the_ends_of_what_numbers_can_hold_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let writer = index.writer().unwrap();
    let edge = |hash, start, end| {
        let (mut facts, mut prints) = verbatim(&[hash]);
        prints.tiers[1][0].start = start;
        prints.tiers[1][0].end = end;
        facts.length = u32::MAX;
        facts.boilerplate = true;
        (facts, prints)
    };
    let last = (1 << crate::HASH_BITS) - 1;
    let texts = [
        edge(0, 0, u32::MAX),
        edge(last, u32::MAX, u32::MAX),
        edge(1, 5, 3),
    ];
    writer.add(texts.clone()).unwrap();
    let places: Vec<_> = find(&index, Tier::Verbatim, &[0, 1, last, u64::MAX])
        .into_iter()
        .map(|hit| (hit.asked, hit.text, hit.start, hit.end))
        .collect();
    assert_eq!(
        places,
        [
            (0, 0, 0, u32::MAX),
            (1, 2, 5, 3),
            (2, 1, u32::MAX, u32::MAX)
        ]
    );
    assert_eq!(index.snapshot().unwrap().registered(1), Some(texts[1].0));
}

#[test]
fn nothing_of_a_forgotten_text_is_left_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let writer = index.writer().unwrap().with_small_runs(3);
    let secret = 0xBAD_C0FF_EE11_u64;
    // One segment is the secret alone, one has it among others.
    let texts = [
        verbatim(&[secret, secret + 1, secret + 2]),
        verbatim(&[secret]),
        verbatim(&[secret + 1, 0xF000_0000_0000]),
        verbatim(&[1, 2, 3]),
    ];
    writer.add(texts).unwrap();
    let holds = |bytes: &[u8], hash: u64| {
        let wanted = hash.to_le_bytes();
        bytes.windows(6).any(|window| window == &wanted[..6])
    };
    assert!(holds(&all_bytes(folder.path()), secret));
    let before = file_names(folder.path());
    assert_eq!(writer.forget([1, 0, 0, 99]).unwrap(), 2);
    assert!(!holds(&all_bytes(folder.path()), secret));
    assert_eq!(texts_with(&index, secret), []);
    assert_eq!(texts_with(&index, secret + 1), [2]);
    assert_eq!(index.snapshot().unwrap().registered(0), None);
    let kept = file_names(folder.path());
    let old = before.iter().filter(|name| kept.contains(name)).count();
    assert_eq!((old, kept.len()), (3, 4), "{before:?} {kept:?}");
    assert_eq!(writer.forget(0..10).unwrap(), 2);
    assert_eq!(file_names(folder.path()), ["lock", "manifest"]);
}

#[test]
fn numbers_are_not_used_twice() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..3 {
        let index = Index::create(folder.path()).unwrap();
        let writer = index.writer().unwrap();
        assert_eq!(
            writer.add([verbatim(&[1]), verbatim(&[2])]).unwrap(),
            round * 2..round * 2 + 2
        );
        writer.forget(0..100).unwrap();
    }
}

#[test]
fn numbers_can_run_out_and_then_nothing_is_added() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let manifest = Manifest {
        next_text: Number::MAX - 1,
        ..Manifest::default()
    };
    put_bytes(&folder.path().join("manifest"), &manifest.bytes());
    let writer = index.writer().unwrap();
    let refused = writer.add([verbatim(&[1]), verbatim(&[2])]);
    assert!(
        matches!(refused, Err(ShelfError::Full { .. })),
        "{refused:?}"
    );
    assert_eq!(writer.add([verbatim(&[1])]).unwrap().start, Number::MAX - 1);
    assert_eq!(texts_with(&index, 1), [Number::MAX - 1]);
}

#[test]
fn a_batch_without_texts_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let writer = index.writer().unwrap();
    assert!(writer.add([]).unwrap().is_empty());
    assert_eq!(
        index.snapshot().unwrap().statistics(),
        Statistics::default()
    );
    assert_eq!(file_names(folder.path()), ["lock", "manifest"]);
}

#[test]
fn a_folder_without_a_shelf_is_said_to_have_none() {
    let folder = tempfile::tempdir().unwrap();
    let error = Index::open(folder.path()).unwrap_err();
    assert!(error.to_string().contains("no shelf"), "{error}");
    assert!(Index::open(&folder.path().join("missing")).is_err());
}

#[test]
fn the_lints_of_this_crate_are_those_of_the_workspace_but_for_unsafe_code() {
    let list = |manifest: &str, start: &str| {
        let lines = manifest.lines().skip_while(|line| *line != start).skip(1);
        let lines = lines.take_while(|line| !line.is_empty());
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let workspace = include_str!("../../../../Cargo.toml");
    let own = include_str!("../../Cargo.toml");
    let mut rust = list(workspace, "[workspace.lints.rust]");
    rust[0] = "unsafe_code = \"deny\"".to_owned();
    assert_eq!(list(own, "[lints.rust]"), rust);
    assert_eq!(
        list(own, "[lints.clippy]"),
        list(workspace, "[workspace.lints.clippy]")
    );
}
