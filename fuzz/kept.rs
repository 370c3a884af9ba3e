//! The inputs that fuzzing kept for a target, for the tests of crates that replay them.

use std::path::Path;

/// What is kept, in the order of the files' names; at least one.
pub(crate) fn kept(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let files = fs_err::read_dir(folder.join(target)).unwrap();
    let mut paths: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    assert!(!paths.is_empty(), "nothing is kept for {target}");
    paths.sort();
    let read = paths.into_iter().map(|path| fs_err::read(path).unwrap());
    read.collect()
}
