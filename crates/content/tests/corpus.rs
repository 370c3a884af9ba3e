//! Replays what fuzzing kept (`fuzz/corpus/prints`).
#![expect(
    clippy::expect_used,
    reason = "a test, and what it shares with the fuzz target"
)]

#[path = "../../../fuzz/prints.rs"]
#[expect(
    clippy::pedantic,
    reason = "shared with the fuzz target, which has lints of its own"
)]
mod entry;

#[test]
fn prints_of_anything_hold_what_they_promise() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/prints");
    let mut files: Vec<_> = fs_err::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        entry::prints(&fs_err::read(file).unwrap());
    }
}
