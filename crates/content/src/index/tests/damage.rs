//! Files that are not what was written: said, with the name of the file, and never a wrong answer.

use proptest::prelude::*;

use super::*;

/// A shelf of one segment with two blocks, its bytes, and the file they lie in.
fn shelf() -> (tempfile::TempDir, Vec<u8>, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let texts =
        (0..40_u64).map(|number| verbatim(&[number * 3, number * 5, 1 << 40, number << 30]));
    index.writer().unwrap().add(texts).unwrap();
    let path = folder.path().join("0000000000.segment");
    (folder, fs_bytes(&path), path)
}

/// Everything that can be found, or what is wrong.
fn read_all(folder: &Path) -> Result<Vec<Hit>, ShelfError> {
    let snapshot = Index::open(folder)?.snapshot()?;
    let hashes: Vec<u64> = (0..200).chain((1..40).map(|number| number << 30)).collect();
    let mut found = Vec::new();
    snapshot.find(Tier::Verbatim, &hashes, &mut |hit| found.push(hit))?;
    Ok(found)
}

fn is_damage_of(outcome: &Result<Vec<Hit>, ShelfError>, file: &Path) -> bool {
    matches!(outcome, Err(ShelfError::Damaged { path, .. }) if path == file)
}

proptest! {
    // Each case makes a shelf on disk.
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn a_changed_byte_is_damage_or_does_not_matter(
        place in any::<prop::sample::Index>(),
        change in 1_u8..=255,
    ) {
        let (folder, mut bytes, path) = shelf();
        let whole = read_all(folder.path()).unwrap();
        let place = place.index(bytes.len());
        bytes[place] ^= change;
        put_bytes(&path, &bytes);
        let outcome = read_all(folder.path());
        prop_assert!(
            is_damage_of(&outcome, &path) || outcome.as_ref().is_ok_and(|found| *found == whole),
            "{outcome:?}"
        );
        // Whether or not it matters to a lookup, who asks is told.
        let verified = Index::open(folder.path()).and_then(|index| index.snapshot()?.verify());
        let is_damage = matches!(verified, Err(ShelfError::Damaged { .. }));
        prop_assert!(is_damage);
    }

    #[test]
    fn a_file_that_ends_early_or_late_is_damage(length in any::<prop::sample::Index>(), more in 1_usize..50) {
        let (folder, mut bytes, path) = shelf();
        let length = length.index(bytes.len());
        put_bytes(&path, &bytes[..length]);
        prop_assert!(is_damage_of(&read_all(folder.path()), &path) || length == 0);
        prop_assert!(read_all(folder.path()).is_err());
        bytes.extend(vec![0; more]);
        put_bytes(&path, &bytes);
        prop_assert!(is_damage_of(&read_all(folder.path()), &path));
    }

    #[test]
    fn any_bytes_with_right_checksums_are_read_without_a_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let (folder, mut bytes, path) = shelf();
        for (place, value) in changes {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        let footer = bytes.len() - segment::FOOTER;
        sign(&mut bytes[..], footer);
        put_bytes(&path, &bytes);
        let manifest = folder.path().join("manifest");
        let mut read = Manifest::read(&manifest, &fs_bytes(&manifest)).unwrap();
        read.segments[0].checksum = blake3::hash(&bytes[footer..]);
        put_bytes(&manifest, &read.bytes());
        let _ = read_all(folder.path());
        if let Ok(index) = Index::open(folder.path()) {
            let snapshot = index.snapshot().unwrap();
            let _ = (snapshot.registered(3), snapshot.statistics(), snapshot.numbers().count());
            let writer = index.writer().unwrap();
            let _ = writer.forget([3]);
        }
    }
}

/// Puts checksums that fit over texts and fences, where the footer still says where they are.
fn sign(bytes: &mut [u8], footer: usize) {
    let number = |bytes: &[u8], at: usize| bytes::place_at(bytes, footer + at).unwrap();
    let covered = |bytes: &[u8], start: usize, length: usize| {
        let end = start.checked_add(length)?;
        bytes.get(start..end).map(crc32fast::hash)
    };
    let texts = number(bytes, 8).saturating_mul(segment::RECORD);
    let mut sums = vec![(16, covered(bytes, segment::HEAD, texts))];
    for tier in 0..5 {
        let at = 24 + tier * 32;
        let length = number(bytes, at + 8).saturating_mul(16);
        sums.push((at + 24, covered(bytes, number(bytes, at + 16), length)));
    }
    for (at, sum) in sums {
        let sum = sum.unwrap_or(0).to_le_bytes();
        bytes[footer + at..footer + at + 4].copy_from_slice(&sum);
    }
}

#[test]
fn a_damaged_block_is_not_carried_into_a_merged_segment() {
    let (folder, mut bytes, path) = shelf();
    let index = Index::open(folder.path()).unwrap();
    for hash in 0..3 {
        index.writer().unwrap().add([verbatim(&[hash])]).unwrap();
    }
    let writer = index.writer().unwrap();
    // The texts take 40 bytes each after 16 of the head, and a block starts with 8 of its own.
    let within_a_block = 16 + 40 * 40 + 20;
    bytes[within_a_block] ^= 0x10;
    put_bytes(&path, &bytes);
    let names = file_names(folder.path());
    assert!(matches!(writer.merge(), Err(ShelfError::Damaged { .. })));
    assert!(matches!(
        writer.forget([1]),
        Err(ShelfError::Damaged { .. })
    ));
    assert_eq!(file_names(folder.path()), names);
    // What does not touch the file goes on.
    assert_eq!(writer.forget([41]).unwrap(), 1);
}

#[test]
fn a_missing_segment_or_manifest_is_named() {
    let (folder, _, path) = shelf();
    std::fs::remove_file(&path).unwrap();
    assert!(is_damage_of(&read_all(folder.path()), &path));
    let (folder, _, path) = shelf();
    std::fs::remove_file(folder.path().join("manifest")).unwrap();
    let made = Index::create(folder.path());
    assert!(
        matches!(&made, Err(ShelfError::Damaged { path: named, .. }) if *named == path),
        "{made:?}"
    );
}

#[test]
fn the_error_tells_the_file_and_what_to_do() {
    let (folder, bytes, path) = shelf();
    put_bytes(&path, &bytes[..bytes.len() - 1]);
    let error = read_all(folder.path()).unwrap_err().to_string();
    assert!(
        error.contains("0000000000.segment") && error.contains("register the documents again"),
        "{error}"
    );
}
