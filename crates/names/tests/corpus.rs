//! Replays what fuzzing kept (`fuzz/corpus/names`).
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test, and what it shares with the fuzz target"
)]

#[path = "../../../fuzz/names.rs"]
#[expect(
    clippy::pedantic,
    reason = "shared with the fuzz target, which has lints of its own"
)]
mod entry;

#[test]
fn names_of_anything_hold_what_they_promise() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/names");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        entry::names(&std::fs::read(file).unwrap());
    }
}
