//! Replays what fuzzing kept (`fuzz/corpus/names`).

#[path = "../../../fuzz/names.rs"]
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
        entry::names(&fs_err::read(file).unwrap());
    }
}
