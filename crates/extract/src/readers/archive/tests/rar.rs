//! Tests of RAR.

use rars::{ArchiveVersion, Builder};

use super::other::problems;
use super::*;
use crate::testkit::read_within;

/// A member of a RAR archive of the older kind.
fn rar(name: &str, flags: u16, method: u8, packed: &[u8]) -> Vec<u8> {
    let length = (packed.len() as u32).to_le_bytes();
    [
        &[0, 0, 0x74][..],
        &(flags | 0x8000).to_le_bytes(),
        &(32 + name.len() as u16).to_le_bytes(),
        &length,
        &length,
        &[2, 0, 0, 0, 0, 0, 0, 0, 0, 20, method],
        &(name.len() as u16).to_le_bytes(),
        &[0; 4],
        name.as_bytes(),
        packed,
    ]
    .concat()
}

#[test]
fn members_of_rar_are_named_and_stored_ones_are_read() {
    let head = b"Rar!\x1A\x07\0\0\0\x73\0\0\x0D\0\0\0\0\0\0\0".to_vec();
    let whole = [
        head,
        rar("a\\b.txt", 0, 0x30, TEXT.as_bytes()),
        rar("d.hwp", 4, 0x33, b"..."),
        rar("folder", 0xE0, 0x30, b""),
        b"\0\0\x7B\0\x40\x07\0".to_vec(),
    ]
    .concat();
    let items = read("a.rar", &whole);
    assert_eq!(told(&items), [("a.rar/a/b.txt", TEXT), ("a.rar/d.hwp", "")]);
    assert_eq!(problems(&items), [("a.rar/d.hwp", &Problem::Password)]);
    let shut = b"Rar!\x1A\x07\0\0\0\x73\x80\0\x0D\0\0\0\0\0\0\0..........";
    assert_eq!(
        problems(&read("a.rar", shut)),
        [("a.rar", &Problem::Password)]
    );
}

/// A member of a RAR 5 archive.
fn rar5(name: &str, method: u8, packed: &[u8]) -> Vec<u8> {
    let info = u16::from(method) << 7;
    let info = [(info & 0x7F) as u8 | 0x80, (info >> 7) as u8];
    let body = [
        &[2, 2, packed.len() as u8, 0, packed.len() as u8, 0][..],
        &info,
        &[0, name.len() as u8],
        name.as_bytes(),
    ]
    .concat();
    [&[0; 4][..], &[body.len() as u8], &body, packed].concat()
}

#[test]
fn members_of_rar_5_are_named_and_stored_ones_are_read() {
    let whole = [
        b"Rar!\x1A\x07\x01\0".to_vec(),
        vec![0, 0, 0, 0, 3, 1, 0, 0],
        rar5("배합비.txt", 0, TEXT.as_bytes()),
        vec![0, 0, 0, 0, 3, 5, 0, 0],
    ]
    .concat();
    let items = read("a.rar", &whole);
    assert_eq!(told(&items), [("a.rar/배합비.txt", TEXT)]);
    assert_eq!(problems(&items), []);
    let shut = b"Rar!\x1A\x07\x01\0\0\0\0\0\x03\x04\0\0....";
    assert_eq!(
        problems(&read("a.rar", shut)),
        [("a.rar", &Problem::Password)]
    );
}

/// An archive with two members that are compressed.
fn packed(version: ArchiveVersion, is_solid: bool) -> Vec<u8> {
    let mut archive = Builder::new(version)
        .compression_level(Some(3))
        .solid(is_solid);
    for name in ["a.txt", "b.txt"] {
        let numbers = (0..300_u32).map(|number| format!("{} ", number * 7919 % 9973));
        let text = format!("{name}: {}{}", numbers.collect::<String>(), TEXT.repeat(20));
        archive
            .add_bytes(name.into(), text.into_bytes(), None, None)
            .unwrap();
    }
    archive.to_bytes().unwrap()
}

#[test]
fn compressed_members_of_rar_are_read() {
    for (version, is_solid) in [
        (ArchiveVersion::Rar29, false),
        (ArchiveVersion::Rar29, true),
        (ArchiveVersion::Rar50, false),
        (ArchiveVersion::Rar50, true),
    ] {
        let archive = packed(version, is_solid);
        let items = read("a.rar", &archive);
        let texts: Vec<&str> = items[1..].iter().map(|item| item.text.as_str()).collect();
        let [first, second] = texts.as_slice() else {
            panic!("{items:?}");
        };
        assert!(first.starts_with("a.txt: ") && first.ends_with(TEXT));
        assert!(second.starts_with("b.txt: ") && second.ends_with(TEXT));
        assert_eq!(problems(&items), []);
    }
}

#[test]
fn a_broken_member_of_rar_is_said_and_the_next_one_is_read() {
    let mut archive = packed(ArchiveVersion::Rar50, false);
    let place = |name: &[u8]| memchr::memmem::find(&archive, name).unwrap();
    let middle = usize::midpoint(place(b"a.txt"), place(b"b.txt"));
    archive[middle] ^= 0x55;
    let items = read("a.rar", &archive);
    assert!(
        problems(&items)
            .iter()
            .any(|(_, problem)| matches!(problem, Problem::Damaged(_)))
    );
    assert!(
        items.iter().any(|item| item.text.starts_with("b.txt: ")),
        "{items:?}"
    );
}

#[test]
fn a_rar_that_unpacks_too_far_stops() {
    let archive = packed(ArchiveVersion::Rar50, true);
    let limits = Limits {
        unpacked_bytes: 100,
        ..Limits::default()
    };
    let items = read_within(&limits, &archive);
    assert_eq!(items[0].problems, [Problem::UnpacksTooFar { limit: 100 }]);
}
