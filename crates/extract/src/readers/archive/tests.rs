//! Archives made here; those that no library at hand writes are kept as bytes.

use std::io::Write;

use zip::write::SimpleFileOptions;

use crate::{Format, Item, Limits, Problem, extract};

const XZ: &str = "fd377a585a0000016922de360200210116000000742fe5a301000a736c7572727920422d340a0000749cb15f00011f0b3d620e7a9042990d010000000001595a";
const BZIP2: &str = "425a6839314159265359cd7730510000045d80001040020400100000041a202000310030201a1ea5092e0e27c5dc914e1424335dcc1440";
const SEVEN: &str = "377abcaf271c000496f0791c86000000000000001400000000000000661699b7010010736c7572727920422d340a7365636f6e6400e0007c00695d0000813307ae0fcf4b6f8c07c8437f418899d73c2bf78a1e3f3cf17344572f84ae028b5372740d0ad196a467dc67ed322371ec558873fcf5bbc90812a591557de9111eaa4b8b2e52c994cae7fe123329b23c547e1f52936cc6e60af8b90d7d50e3400bb9de120c0000000017061501097100070b010001212101180c7d0000";
const SEVEN_LOCKED: &str = "377abcaf271c000402558428af000000000000001600000000000000a2dc100adeda443ddd071d10b6a51be67470d773756f0425db597bafd5be87831a93b132e0009800875d0000813307ae0fd00efe139349c8bbdcf5216c885c7df2011d21e1c51a4a2f83366014b6250d337694bc75333aac22c7c0e361cbd0f44a7e39b1dc5979daae5a7c6837e0d4525edf3b5ad5d89efd73d045958c3af71e7a3da3a12028c2f0af7b2d3a29c556cbd62cc40bd42631e024532b9cb09f0fe2bf72ff6d460240e783a586ebb8c55c000000001706200109808f00070b010001212101180c80990000";
const SEVEN_SHUT: &str = "377abcaf271c00043ac4767280000000000000002800000000000000c079155948a94661085a992960b46451e8220c46be7bf5ac9ccc7afc8f73eb0754a5cb297436778bf1a6d389517438006c9d1c39cf004eb8fbae4761f185a645829714f7b21a89a295b635c07c4481cd524dc1bea38142ec6138b42097d10ea7cc220abcf7c3e7115c6df72142074975df18e56a33fcf7319f2f05153904bf122f53007317061001097000070b0100012406f1070112530f01097bacced8c6d07b159b2f38e421770c650000";

const TEXT: &str = "slurry B-4\n";

fn bytes_of(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn read_within(name: &str, bytes: &[u8], limits: &Limits) -> Vec<Item> {
    let mut items = Vec::new();
    extract(name, bytes, limits, &mut |item| items.push(item));
    items.sort_by_key(|item| item.number);
    items
}

fn read(name: &str, bytes: &[u8]) -> Vec<Item> {
    read_within(name, bytes, &Limits::default())
}

fn told(items: &[Item]) -> Vec<(&str, &str)> {
    items
        .iter()
        .skip(1)
        .map(|item| (item.path.as_str(), item.text.as_str()))
        .collect()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A tar header for a member.
fn header(name: &[u8], size: usize, kind: u8) -> Vec<u8> {
    let mut block = vec![0_u8; 512];
    block[..name.len()].copy_from_slice(name);
    block[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
    block[148..156].copy_from_slice(b"        ");
    block[156] = kind;
    block[257..265].copy_from_slice(b"ustar\x0000");
    let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
    block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    block
}

fn padded(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

fn tarred() -> Vec<u8> {
    let long = format!("{}/deep.txt", "d".repeat(120));
    [
        header(b"a/recipe.txt", TEXT.len(), b'0'),
        padded(TEXT.as_bytes()),
        header(b"folder/", 0, b'5'),
        header(b"././@LongLink", long.len() + 1, b'L'),
        padded(format!("{long}\0").as_bytes()),
        header(b"cut", 3, b'0'),
        padded(b"two"),
        vec![0; 1024],
    ]
    .concat()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn members_of_a_zip_are_files_and_their_names_are_only_names() {
    let items = read(
        "a.zip",
        &zipped(&[
            ("../../etc/one.txt", b"one"),
            ("/abs.txt", b"two"),
            ("d/one.txt", b"three"),
        ]),
    );
    assert_eq!(items[0].format, Format::Zip);
    assert_eq!(
        told(&items),
        [
            ("a.zip/../../etc/one.txt", "one"),
            ("a.zip//abs.txt", "two"),
            ("a.zip/d/one.txt", "three")
        ]
    );
}

#[test]
fn korean_names_of_old_archives_read() {
    let bytes = zipped(&[("XXXXXX.txt", b"one")]);
    let name = encoding_rs::EUC_KR.encode("배합비").0.into_owned();
    let mut renamed = bytes.clone();
    for at in memchr::memmem::find_iter(&bytes, b"XXXXXX") {
        renamed[at..at + 6].copy_from_slice(&name);
    }
    assert_eq!(
        told(&read("a.zip", &renamed)),
        [("a.zip/배합비.txt", "one")]
    );
}

#[test]
fn a_member_under_a_password_is_named() {
    let mut bytes = zipped(&[("open.txt", b"one"), ("shut.txt", b"two")]);
    // The flag of encryption in both headers of the second member.
    let places: Vec<usize> = memchr::memmem::find_iter(&bytes, b"shut.txt").collect();
    bytes[places[0] - 30 + 6] |= 1;
    bytes[places[1] - 46 + 8] |= 1;
    let items = read("a.zip", &bytes);
    assert_eq!(
        told(&items),
        [("a.zip/open.txt", "one"), ("a.zip/shut.txt", "")]
    );
    assert_eq!(items[2].problems, [Problem::Password]);
}

#[test]
fn a_zip_without_its_directory_gives_what_it_holds() {
    let bytes = zipped(&[("one.txt", b"one")]);
    let cut = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    let mut bytes = bytes[..cut].to_vec();
    // Streamed archives leave the sizes to what follows each member.
    bytes[14..26].fill(0);
    let items = read("a.zip", &bytes);
    assert_eq!(told(&items), [("a.zip/one.txt", "one")]);
    assert!(matches!(items[0].problems[0], Problem::CutOff(_)));
}

#[test]
fn an_archive_behind_a_pdf_is_read_too() {
    let mut both = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n".to_vec();
    both.extend_from_slice(&zipped(&[("one.txt", b"one")]));
    let items = read("a.pdf", &both);
    assert_eq!(items[0].format, Format::Pdf);
    assert!(told(&items).contains(&("a.pdf/archive behind the pages/one.txt", "one")));
}

#[test]
fn archives_in_archives_end_at_the_depth_and_say_so() {
    let mut bytes = TEXT.as_bytes().to_vec();
    for _ in 0..6 {
        bytes = zipped(&[("in.zip", &bytes)]);
    }
    let items = read("a.zip", &bytes);
    assert_eq!(items.len(), 4);
    assert_eq!(items[3].problems, [Problem::TooDeep { limit: 3 }]);
}

#[test]
fn bombs_and_crowds_stop_at_their_limits() {
    let bomb = zipped(&[("zero.txt", &vec![b'0'; 4 << 20]), ("after.txt", b"after")]);
    let limits = Limits {
        unpacked_bytes: 1 << 20,
        ..Limits::default()
    };
    let items = read_within("a.zip", &bomb, &limits);
    assert_eq!(
        items[0].problems,
        [Problem::UnpacksTooFar { limit: 1 << 20 }]
    );
    let crowd: Vec<(String, &[u8])> = (0..20)
        .map(|number| (format!("{number}.txt"), &b"x"[..]))
        .collect();
    let crowd: Vec<(&str, &[u8])> = crowd
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .collect();
    let items = read_within(
        "a.zip",
        &zipped(&crowd),
        &Limits {
            parts: 5,
            ..Limits::default()
        },
    );
    assert_eq!(items.len(), 6);
    assert_eq!(items[0].problems, [Problem::TooManyParts { limit: 5 }]);
}

#[test]
fn members_of_a_tar_read_also_with_long_names_and_when_compressed() {
    let long = format!("{}/deep.txt", "d".repeat(120));
    let items = read("a.tar", &tarred());
    assert_eq!(items[0].format, Format::Tar);
    assert_eq!(
        told(&items),
        [
            ("a.tar/a/recipe.txt", TEXT),
            (format!("a.tar/{long}").as_str(), "two")
        ]
    );
    let items = read("a.tar.gz", &gzipped(&tarred()));
    assert_eq!(items[0].format, Format::Compressed);
    assert_eq!(
        told(&items),
        [
            ("a.tar.gz/a/recipe.txt", TEXT),
            (format!("a.tar.gz/{long}").as_str(), "two")
        ]
    );
}

#[test]
fn a_tar_that_ends_early_gives_what_it_has() {
    let items = read("a.tar", &tarred()[..515]);
    assert_eq!(told(&items), [("a.tar/a/recipe.txt", "slu")]);
    assert!(matches!(items[0].problems[0], Problem::CutOff(_)));
}

#[test]
fn single_files_unpack_under_the_name_without_the_ending() {
    let zstd = zstd::encode_all(TEXT.as_bytes(), 1).unwrap();
    for (name, bytes) in [
        ("r.txt.gz", gzipped(TEXT.as_bytes())),
        ("r.txt.bz2", bytes_of(BZIP2)),
        ("r.txt.xz", bytes_of(XZ)),
        ("r.txt.zst", zstd),
    ] {
        assert_eq!(
            told(&read(name, &bytes)),
            [(format!("{name}/r.txt").as_str(), TEXT)]
        );
    }
}

#[test]
fn a_compressed_file_that_is_cut_gives_what_it_has() {
    let text = (0..5000).fold(String::new(), |text, number| {
        text + &number.to_string() + " "
    });
    let bytes = gzipped(text.as_bytes());
    let items = read("r.txt.gz", &bytes[..bytes.len() / 2]);
    assert!(items[1].text.starts_with("0 1 2 3"));
    assert!(matches!(items[0].problems[0], Problem::Damaged(_)));
}

#[test]
fn members_of_a_7z_read_and_locked_ones_are_named() {
    let items = read("a.7z", &bytes_of(SEVEN));
    assert_eq!(
        told(&items),
        [("a.7z/배합/recipe.txt", TEXT), ("a.7z/two.txt", "second")]
    );
    let items = read("a.7z", &bytes_of(SEVEN_LOCKED));
    assert_eq!(
        told(&items),
        [("a.7z/배합/recipe.txt", ""), ("a.7z/two.txt", "")]
    );
    assert_eq!(items[1].problems, [Problem::Password]);
    assert_eq!(
        read("a.7z", &bytes_of(SEVEN_SHUT))[0].problems,
        [Problem::Password]
    );
}

#[test]
fn archives_that_are_not_opened_are_named() {
    let lha = [b"ab-lh5-".as_slice(), &[0; 40]].concat();
    assert_eq!(
        read("a.lzh", &lha)[0].problems,
        [Problem::NotRead("LHA archive".into())]
    );
    let ace = [b"0123456**ACE**".as_slice(), &[0; 40]].concat();
    assert_eq!(
        read("a.ace", &ace)[0].problems,
        [Problem::NotRead("ACE archive".into())]
    );
}

#[test]
fn broken_archives_are_answers() {
    let archives = [
        bytes_of(SEVEN),
        bytes_of(XZ),
        bytes_of(BZIP2),
        zipped(&[("one.txt", b"one")]),
        tarred(),
    ];
    let check = |bytes: &[u8]| {
        for item in read("a", bytes) {
            let failed = item
                .problems
                .iter()
                .find(|problem| matches!(problem, Problem::Failed(_)));
            assert_eq!(failed, None);
        }
    };
    for bytes in archives {
        for length in 0..bytes.len().min(700) {
            check(&bytes[..length]);
        }
        for at in 0..bytes.len().min(700) {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0xFF;
            check(&bytes);
        }
    }
}

#[test]
fn two_members_of_one_name_are_both_read() {
    let mut bytes = zipped(&[
        ("a.txt", b"hidden"),
        ("c.txt", b"other"),
        ("b.txt", b"shown"),
    ]);
    while let Some(at) = memchr::memmem::find(&bytes, b"b.txt") {
        bytes[at] = b'a';
    }
    let items = read("a.zip", &bytes);
    let mut texts: Vec<_> = told(&items);
    texts.sort_unstable();
    let all = [
        ("a.zip/a.txt", "hidden"),
        ("a.zip/a.txt", "shown"),
        ("a.zip/c.txt", "other"),
    ];
    assert_eq!(texts, all);
    let behind = [b"a letter first\n".as_slice(), &bytes].concat();
    assert_eq!(read("a.zip", &behind).len(), 5);
}

#[test]
fn bytes_around_a_zip_are_read_or_named() {
    let archive = zipped(&[("a.txt", b"inside")]);
    let before = [b"Dear colleague, slurry B-4.\n".as_slice(), &archive].concat();
    assert_eq!(
        told(&read("a.zip", &before)),
        [
            ("a.zip/before the archive", "Dear colleague, slurry B-4.\n"),
            ("a.zip/a.txt", "inside")
        ]
    );
    let after = [archive.as_slice(), b"slurry B-4 after it\n"].concat();
    assert_eq!(
        told(&read("a.zip", &after)),
        [
            ("a.zip/a.txt", "inside"),
            ("a.zip/after the archive", "slurry B-4 after it\n")
        ]
    );
    let junk: Vec<u8> = (0..100).map(|number| 1 + number * 2).collect();
    let items = read("a.zip", &[junk.as_slice(), &archive].concat());
    let problem = Problem::NotRead("100 bytes before the archive".to_owned());
    assert_eq!(items[0].problems, [problem]);
    let items = read("a.zip", &[archive.as_slice(), &junk].concat());
    let problem = Problem::NotRead("100 bytes after the archive".to_owned());
    assert_eq!(items[0].problems, [problem]);
    let program = [b"MZ\0\x01".as_slice(), &junk].concat();
    let items = read("a.zip", &[program.as_slice(), &archive].concat());
    let problem = Problem::NotRead("a program of 104 bytes before the archive".to_owned());
    assert_eq!(items[0].problems, [problem]);
}

#[test]
fn padding_around_a_zip_and_its_comment_are_no_bytes_around_it() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file("a.txt", SimpleFileOptions::default())
        .unwrap();
    writer.set_comment("kept for the audit").unwrap();
    let archive = writer.finish().unwrap().into_inner();
    for bytes in [archive.clone(), [archive, vec![0; 512]].concat()] {
        let items = read("a.zip", &bytes);
        assert_eq!((items.len(), items[0].problems.len()), (2, 0));
    }
}

mod other;
mod rar;
