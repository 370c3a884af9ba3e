//! What each fuzz target does with its bytes; the tests of `crates/extract` replay the kept corpus through the same.
//!
//! Fuzzers change bytes, and a changed byte in a compressed stream breaks it before any reader sees it. So what is
//! compressed or packed in real files is packed here, from a form in which every byte counts.

use std::io::{Cursor, Write};

use bongsu_extract::{Item, Limits, Problem, extract};

/// Members of a package: `@@name`, a line end, then the content up to the next one.
const MEMBER: &[u8] = b"@@";
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Word, Excel, `PowerPoint`, `OpenDocument`, Hangul in a package.
pub(crate) fn package(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return read("a.zip", bytes);
    }
    read("a.zip", &zip(bytes));
}

/// Hangul 5: a compound file, or the records of one section.
pub(crate) fn hwp(bytes: &[u8]) {
    if bytes.starts_with(&COMPOUND) || bytes.starts_with(b"HWP Document File") {
        return read("a.hwp", bytes);
    }
    read("a.hwp", &hwp_file(bytes));
}

/// A document of Hangul 5 with the records of one section.
pub(crate) fn hwp_file(records: &[u8]) -> Vec<u8> {
    let mut header = b"HWP Document File".to_vec();
    header.resize(256, 0);
    let streams: [(&str, &[u8]); 3] = [
        ("FileHeader", &header),
        ("DocInfo", b""),
        ("BodyText/Section0", records),
    ];
    compound(&streams)
}

/// PDF.
pub(crate) fn pdf(bytes: &[u8]) {
    read("a.pdf", bytes);
}

/// Word, Excel and `PowerPoint` of before 2007: a compound file, or the records of a workbook or a presentation.
pub(crate) fn office97(bytes: &[u8]) {
    if bytes.starts_with(&COMPOUND) {
        return read("a.doc", bytes);
    }
    read("a.doc", &office97_file(bytes));
}

/// A workbook, or after a `P` a presentation, of these records.
pub(crate) fn office97_file(bytes: &[u8]) -> Vec<u8> {
    match bytes.split_first() {
        Some((b'P', records)) => compound(&[("PowerPoint Document", records)]),
        Some((_, records)) => compound(&[("Workbook", records)]),
        None => Vec::new(),
    }
}

/// Rich text.
pub(crate) fn rtf(bytes: &[u8]) {
    read("a.rtf", bytes);
}

/// HTML and XML.
pub(crate) fn html(bytes: &[u8]) {
    read("a.html", bytes);
}

/// Mails and what Outlook attaches to them.
pub(crate) fn mail(bytes: &[u8]) {
    read("a.eml", bytes);
}

/// Archives and compressed files.
pub(crate) fn archive(bytes: &[u8]) {
    read("a.bin", bytes);
}

/// Drawings and models.
pub(crate) fn cad(bytes: &[u8]) {
    let name = if bytes.starts_with(b"ISO") {
        "a.step"
    } else {
        "a.dxf"
    };
    read(name, bytes);
}

/// Text in any encoding, and source code.
pub(crate) fn text(bytes: &[u8]) {
    read("a.txt", bytes);
    read("a.c", bytes);
}

/// Reads a file within small limits and checks what every answer must be.
fn read(name: &str, bytes: &[u8]) {
    let limits = Limits {
        unpacked_bytes: 8 << 20,
        text_bytes: 2 << 20,
        depth: 3,
        parts: 64,
    };
    let (mut items, mut text) = (0, 0);
    extract(name, bytes, &limits, &mut |item| {
        items += 1;
        text += item.text.len() as u64;
        check(&item);
    });
    assert!(items >= 1 && items <= limits.parts + 1);
    assert!(text <= limits.text_bytes);
}

fn check(item: &Item) {
    for problem in &item.problems {
        let is_panic = matches!(problem, Problem::Failed(_));
        assert!(!is_panic, "{}: {problem}", item.path);
    }
    let mut end = 0;
    for section in &item.sections {
        assert_eq!(section.start, end, "sections follow each other");
        assert!(item.text.is_char_boundary(section.end));
        end = section.end;
    }
    assert_eq!(end, item.text.len(), "sections cover the text");
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    for (name, bytes) in streams {
        if let Some((storage, _)) = name.split_once('/') {
            file.create_storage_all(storage).expect("memory");
        }
        let mut stream = file.create_stream(name).expect("memory");
        stream.write_all(bytes).expect("memory");
    }
    file.flush().expect("memory");
    file.into_inner().into_inner()
}

/// A package of members that are not compressed.
pub(crate) fn zip(members: &[u8]) -> Vec<u8> {
    let (mut file, mut directory, mut count) = (Vec::new(), Vec::new(), 0_u16);
    let mut rest = members;
    while let Some(after) = rest.strip_prefix(MEMBER) {
        let end = after
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(after.len());
        let (name, content) = after.split_at(end);
        let content = content.get(1..).unwrap_or(&[]);
        let next = content.windows(3).position(|window| window == b"\n@@");
        let (content, left) = match next {
            Some(next) => (&content[..next], &content[next + 1..]),
            None => (content, &[][..]),
        };
        rest = left;
        if name.len() > 1024 || count > 200 {
            break;
        }
        let size = (content.len() as u32).to_le_bytes();
        let head = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
            &crc32fast::hash(content).to_le_bytes(),
            &size,
            &size,
            &(name.len() as u16).to_le_bytes(),
            &[0, 0],
        ]
        .concat();
        let at = (file.len() as u32).to_le_bytes();
        directory.extend([b"PK\x01\x02\x14\0", &head[..], &[0; 10], &at, name].concat());
        file.extend([b"PK\x03\x04", &head[..], name, content].concat());
        count += 1;
    }
    let start = (file.len() as u32).to_le_bytes();
    let size = (directory.len() as u32).to_le_bytes();
    let counts = [count.to_le_bytes(), count.to_le_bytes()].concat();
    file.extend(directory);
    file.extend([b"PK\x05\x06\0\0\0\0", &counts[..], &size, &start, &[0, 0]].concat());
    file
}
