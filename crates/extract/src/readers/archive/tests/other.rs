//! Archives of Korean makers and of Windows, made here from their published layouts.

use std::io::Write;

use flate2::{Compress, Compression, FlushCompress};

use super::{TEXT, bytes_of, read, told};
use crate::Problem;

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut deflater = flate2::write::DeflateEncoder::new(Vec::new(), Compression::default());
    deflater.write_all(bytes).unwrap();
    deflater.finish().unwrap()
}

pub(super) fn problems(items: &[crate::Item]) -> Vec<(&str, &Problem)> {
    items
        .iter()
        .flat_map(|item| item.problems.iter().map(|one| (item.path.as_str(), one)))
        .collect()
}

/// A member of an ALZ archive.
fn alz(name: &str, about: u8, method: u8, packed: &[u8]) -> Vec<u8> {
    let name = encoding_rs::EUC_KR.encode(name).0.into_owned();
    let length = packed.len() as u16;
    [
        &b"BLZ\x01"[..],
        &(name.len() as u16).to_le_bytes(),
        &[0x20, 0, 0, 0, 0, about | 0x20, 0],
        &[method, 0, 0, 0, 0, 0],
        &length.to_le_bytes(),
        &100_u16.to_le_bytes(),
        &name,
        packed,
    ]
    .concat()
}

#[test]
fn members_of_alz_are_read_and_what_is_not_is_named() {
    let whole = [
        b"ALZ\x01\x0A\0\0\0".to_vec(),
        alz("배합비.txt", 0, 0, TEXT.as_bytes()),
        alz("a\\b.txt", 0, 2, &deflated(TEXT.as_bytes())),
        alz("c.txt", 0, 1, b"DLZ\x01..."),
        alz("d.txt", 0, 9, b"..."),
        b"CLZ\x01\0\0\0\0\0\0\0\0CLZ\x02".to_vec(),
    ]
    .concat();
    let items = read("a.alz", &whole);
    assert_eq!(
        told(&items),
        [
            ("a.alz/배합비.txt", TEXT),
            ("a.alz/a/b.txt", TEXT),
            ("a.alz/c.txt", ""),
            ("a.alz/d.txt", ""),
        ]
    );
    let other =
        |method: &str| Problem::NotRead(format!("member compressed by {method}, ALZ archive"));
    assert_eq!(
        problems(&items),
        [
            ("a.alz/c.txt", &other("bzip2 of its own kind")),
            ("a.alz/d.txt", &other("a method that is not known")),
        ]
    );
    let items = read("a.alz", &whole[..60]);
    assert_eq!(items[1].text, TEXT);
    assert!(matches!(items[0].problems[..], [Problem::CutOff(_)]));
}

#[test]
fn a_locked_member_of_alz_is_said() {
    let mut locked = alz("c.txt", 1, 0, b"");
    locked.extend([7; 12]);
    let items = read(
        "a.alz",
        &[&b"ALZ\x01\x0A\0\0\0"[..], &locked, b"CLZ\x01"].concat(),
    );
    assert_eq!(problems(&items), [("a.alz/c.txt", &Problem::Password)]);
}

/// A member of an EGG archive, of blocks each with its method.
fn egg(name: &str, fields: &[u8], blocks: &[(u8, &[u8])]) -> Vec<u8> {
    let end = 0x08E2_8222_u32.to_le_bytes();
    let mut member = [
        &0x0A85_90E3_u32.to_le_bytes()[..],
        &[0; 4],
        &9_u64.to_le_bytes(),
        &0x0A85_91AC_u32.to_le_bytes(),
        &[0],
        &(name.len() as u16).to_le_bytes(),
        name.as_bytes(),
        fields,
        &end,
    ]
    .concat();
    for (method, packed) in blocks {
        let length = (packed.len() as u32).to_le_bytes();
        member.extend(0x02B5_0C13_u32.to_le_bytes());
        member.extend([*method, 0]);
        member.extend([&[0; 4][..], &length, &[0; 4], &end, packed].concat());
    }
    member
}

#[test]
fn members_of_egg_are_read_and_what_is_not_is_named() {
    let end = 0x08E2_8222_u32.to_le_bytes();
    let lock = [&0x08D1_470F_u32.to_le_bytes()[..], &[0, 1, 0, 7]].concat();
    let head = [&b"EGGA\0\x01\x01\0\0\0\0\0\0\0"[..], &end].concat();
    let bzip2 = bytes_of(super::BZIP2);
    let (first, second) = TEXT.split_at(4);
    let whole = [
        head,
        egg(
            "배합비.txt",
            &[],
            &[(0, first.as_bytes()), (0, second.as_bytes())],
        ),
        egg("b.txt", &[], &[(1, &deflated(TEXT.as_bytes()))]),
        egg("c.txt", &[], &[(2, &bzip2)]),
        egg("d.txt", &[], &[(3, b"...")]),
        egg("e.txt", &[], &[(4, b"...")]),
        egg("f.txt", &lock, &[(0, b"...")]),
        end.to_vec(),
    ]
    .concat();
    let items = read("a.egg", &whole);
    assert_eq!(
        told(&items)[..3],
        [
            ("a.egg/배합비.txt", TEXT),
            ("a.egg/b.txt", TEXT),
            ("a.egg/c.txt", TEXT),
        ]
    );
    let other =
        |method: &str| Problem::NotRead(format!("member compressed by {method}, EGG archive"));
    assert_eq!(
        problems(&items),
        [
            ("a.egg/d.txt", &other("AZO")),
            ("a.egg/e.txt", &other("LZMA")),
            ("a.egg/f.txt", &Problem::Password),
        ]
    );
}

#[test]
fn a_member_of_egg_may_have_a_hundred_thousand_parts() {
    let end = 0x08E2_8222_u32.to_le_bytes();
    let stored = (0, Vec::new(), TEXT.as_bytes().to_vec());
    let packed = (1, deflated(b""), deflated(TEXT.as_bytes()));
    for (method, nothing, text) in [stored, packed] {
        let mut blocks = vec![(method, nothing.as_slice()); 100_000];
        blocks.push((method, &text));
        let whole = [
            b"EGGA\0\x01".to_vec(),
            vec![0; 8],
            end.to_vec(),
            egg("a.txt", &[], &blocks),
            end.to_vec(),
        ]
        .concat();
        assert_eq!(told(&read("a.egg", &whole)), [("a.egg/a.txt", TEXT)]);
    }
}

/// A CAB of one folder with these blocks, each with what it unpacks to, and members of these lengths.
fn cab(method: u16, blocks: &[(Vec<u8>, usize)], members: &[(&str, usize)]) -> Vec<u8> {
    let mut names = Vec::new();
    let mut start = 0_u32;
    for (name, size) in members {
        names.extend((*size as u32).to_le_bytes());
        names.extend(start.to_le_bytes());
        names.extend([0, 0, 0, 0, 0, 0, 0x80, 0]);
        names.extend([name.as_bytes(), &[0]].concat());
        start += *size as u32;
    }
    let data = 44 + names.len() as u32;
    let mut file = [
        &b"MSCF\0\0\0\0"[..],
        &[0; 8],
        &44_u32.to_le_bytes(),
        &[0, 0, 0, 0, 3, 1, 1, 0],
        &(members.len() as u16).to_le_bytes(),
        &[0; 6],
        &data.to_le_bytes(),
        &(blocks.len() as u16).to_le_bytes(),
        &method.to_le_bytes(),
        &names,
    ]
    .concat();
    for (block, size) in blocks {
        file.extend([0; 4]);
        file.extend((block.len() as u16).to_le_bytes());
        file.extend((*size as u16).to_le_bytes());
        file.extend(block);
    }
    file
}

#[test]
fn members_of_cab_are_read_across_their_blocks() {
    let steps: Vec<String> = (0..4000)
        .map(|number| format!("step {number} of B-4\n"))
        .collect();
    let text = steps.concat();
    let whole = format!("{TEXT}{text}");
    let blocks = whole.as_bytes().chunks(32 << 10);
    let stored: Vec<_> = blocks
        .clone()
        .map(|block| (block.to_vec(), block.len()))
        .collect();
    // One stream of deflate whose blocks refer to what came before them.
    let mut deflater = Compress::new(Compression::default(), false);
    let mut zipped = Vec::new();
    for block in blocks {
        let mut packed = Vec::with_capacity(64 << 10);
        deflater
            .compress_vec(block, &mut packed, FlushCompress::Sync)
            .unwrap();
        // An empty last block ends it.
        packed.extend([3, 0]);
        zipped.push(([&b"CK"[..], &packed].concat(), block.len()));
    }
    let members = [("배합비.txt", TEXT.len()), ("d\\b.txt", text.len())];
    for (method, blocks) in [(0, &stored), (1, &zipped)] {
        let items = read("a.cab", &cab(method, blocks, &members));
        assert_eq!(
            told(&items),
            [("a.cab/배합비.txt", TEXT), ("a.cab/d/b.txt", text.as_str())]
        );
        assert_eq!(items[0].problems, []);
    }
    let items = read("a.cab", &cab(0x1503, &stored, &members));
    let other = Problem::NotRead("member compressed by LZX, CAB archive".into());
    assert_eq!(
        problems(&items),
        [("a.cab/배합비.txt", &other), ("a.cab/d/b.txt", &other)]
    );
    let broken: Vec<_> = zipped[..2].to_vec();
    let items = read("a.cab", &cab(1, &broken, &members));
    assert_eq!(items[1].text, TEXT);
    let cut = Problem::CutOff("what it lies in ends before it".into());
    assert_eq!(items[0].problems, [cut]);
    assert!(text.starts_with(&items[2].text) && items[2].text.len() > 60_000);
}
