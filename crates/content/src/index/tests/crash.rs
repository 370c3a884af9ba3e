//! Stopped between any two steps, the shelf is as it was before or as it is after, and nothing is left over.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::folder::steps::watched;
use super::*;

/// Does something to a shelf of eight segments and looks at the folder after each step as if the program had been
/// stopped there; says how many steps there were.
fn stopped_at_each_step(act: impl FnOnce(&Writer)) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let writer = index.writer().unwrap().with_small_runs(3);
    writer
        .add((0..8).map(|number| verbatim(&[number, number + 1, 50])))
        .unwrap();
    let before = contents(&index);
    let copies = Rc::new(RefCell::new(Vec::new()));
    let witness = Rc::clone(&copies);
    watched(
        move |folder| witness.borrow_mut().push(copy(folder)),
        || act(&writer),
    );
    let after = contents(&index);
    let copies = copies.take();
    let mut is_new = false;
    for (step, copy) in copies.iter().enumerate() {
        let read_only = Index::open(copy.path()).unwrap();
        let read = contents(&read_only);
        let writer = read_only.writer().unwrap();
        assert_eq!(contents(&read_only), read, "step {step}");
        assert!(read == before || read == after, "step {step}");
        assert!(!is_new || read == after, "step {step} went back");
        is_new = read == after;
        drop(writer);
        let segments = read_only.snapshot().unwrap().statistics().segments as usize;
        assert_eq!(file_names(copy.path()).len(), segments + 2, "step {step}");
    }
    assert!(is_new, "the last step made it so");
    copies.len()
}

type Contents = (Vec<Hit>, Vec<Number>, u64);

/// Everything that can be found, and in how many segments it lies.
fn contents(index: &Index) -> Contents {
    let hashes: Vec<u64> = (0..100).collect();
    let snapshot = index.snapshot().unwrap();
    snapshot.verify().unwrap();
    (
        find_in(&snapshot, Tier::Verbatim, &hashes),
        snapshot.numbers().collect(),
        snapshot.statistics().segments,
    )
}

fn copy(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for name in file_names(folder) {
        std::fs::copy(folder.join(&name), copy.path().join(name)).unwrap();
    }
    copy
}

#[test]
fn while_adding() {
    let steps = stopped_at_each_step(|writer| {
        writer
            .add((10..14).map(|number| verbatim(&[number, 50, 60])))
            .unwrap();
    });
    assert!(steps > 10, "{steps}");
}

#[test]
fn while_forgetting() {
    let steps = stopped_at_each_step(|writer| {
        assert_eq!(writer.forget([1, 2, 6]).unwrap(), 3);
    });
    assert!(steps > 5, "{steps}");
}

#[test]
fn while_merging() {
    let steps = stopped_at_each_step(|writer| {
        assert_eq!(writer.merge().unwrap(), Merged::Done);
    });
    assert!(steps > 10, "{steps}");
}

#[test]
fn half_a_segment_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    index.writer().unwrap().add([verbatim(&[1])]).unwrap();
    put_bytes(&folder.path().join("0000000001.segment"), b"bongsu.s");
    put_bytes(&folder.path().join("manifest.new"), b"bongsu shelf 1\nte");
    put_bytes(&folder.path().join("notes.txt"), b"not ours");
    assert_eq!(texts_with(&index, 1), [0]);
    let writer = index.writer().unwrap();
    assert_eq!(
        file_names(folder.path()),
        ["0000000000.segment", "lock", "manifest", "notes.txt"]
    );
    assert_eq!(writer.add([verbatim(&[1])]).unwrap(), 1..2);
    assert_eq!(texts_with(&index, 1), [0, 1]);
}
