//! Readers, writers and merging beside each other.

use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

#[test]
fn a_second_writer_is_kept_out() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let first = index.writer().unwrap();
    let second = Index::open(folder.path()).unwrap().writer();
    assert!(matches!(second, Err(ShelfError::Busy { .. })), "{second:?}");
    drop(first);
    assert!(index.writer().is_ok());
}

#[test]
fn a_snapshot_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let writer = index.writer().unwrap().with_small_runs(1);
    writer.add((0..6).map(|hash| verbatim(&[hash, 9]))).unwrap();
    let before = index.snapshot().unwrap();
    writer.merge().unwrap();
    writer.forget([0, 1, 2]).unwrap();
    writer.add([verbatim(&[9])]).unwrap();
    assert_eq!(find_in(&before, Tier::Verbatim, &[9]).len(), 6);
    assert_eq!(texts_with(&index, 9), [3, 4, 5, 6]);
    before.verify().unwrap();
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_can_be_read() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    index.writer().unwrap().add([verbatim(&[4])]).unwrap();
    for name in file_names(folder.path()) {
        set_permissions(folder.path().join(name), Permissions::from_mode(0o444)).unwrap();
    }
    set_permissions(folder.path(), Permissions::from_mode(0o555)).unwrap();
    let names = file_names(folder.path());
    let read = Index::open(folder.path()).unwrap();
    assert_eq!(texts_with(&read, 4), [0]);
    assert_eq!(file_names(folder.path()), names);
    set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn readers_find_the_same_while_segments_are_added_and_merged() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let writer = index.writer().unwrap().with_small_runs(4);
    writer
        .add((0..20).map(|hash| verbatim(&[hash, 777])))
        .unwrap();
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut rounds = 0;
            while !is_done.load(Ordering::SeqCst) || rounds == 0 {
                let found = texts_with(&index, 777);
                assert!(found.starts_with(&(0..20).collect::<Vec<_>>()), "{found:?}");
                assert!(found.is_sorted());
                rounds += 1;
            }
        });
        let merger = scope.spawn(|| {
            while !is_done.load(Ordering::SeqCst) {
                writer.merge().unwrap();
            }
        });
        for round in 0..30_u64 {
            let numbers = writer
                .add((0..5).map(|hash| verbatim(&[1_000 + round, hash, 777])))
                .unwrap();
            assert_eq!(writer.forget([numbers.start]).unwrap(), 1);
        }
        is_done.store(true, Ordering::SeqCst);
        reader.join().unwrap();
        merger.join().unwrap();
    });
    writer.merge().unwrap();
    assert_eq!(texts_with(&index, 777).len(), 20 + 30 * 4);
    let segments = index.snapshot().unwrap().statistics().segments;
    assert!(segments < 4, "{segments}");
    index.snapshot().unwrap().verify().unwrap();
}

#[test]
fn a_merge_gives_way_to_forgetting() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let writer = index.writer().unwrap().with_small_runs(1);
    writer.add((0..8).map(|hash| verbatim(&[hash]))).unwrap();
    writer.pretend_to_forget(1);
    assert_eq!(writer.merge().unwrap(), Merged::Interrupted);
    assert_eq!(index.snapshot().unwrap().statistics().segments, 8);
    writer.pretend_to_forget(0);
    assert_eq!(writer.merge().unwrap(), Merged::Done);
    assert_eq!(index.snapshot().unwrap().statistics().segments, 1);
}
