//! Public documents beside the checkout, where they are, and Hangul 3, which nothing here writes.

use std::path::{Path, PathBuf};

use bongsu_extract::{Format, Place, Problem};

use crate::build::{item, items, property, text};

fn folder(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/documents")
        .join(name);
    let Ok(entries) = fs_err::read_dir(&folder) else {
        println!("{name}: the sample documents are absent, nothing was tried");
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// A document of Hangul 3 that is not packed: one paragraph with a tab, a table of one cell in it, and a footnote.
pub(crate) fn hangul_3() -> Vec<u8> {
    let words = |text: &[u16]| {
        text.iter()
            .flat_map(|unit| unit.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    let list_end = vec![0; 43];
    let paragraph = |count: u16, content: Vec<u8>| {
        let mut out = vec![1];
        out.extend(count.to_le_bytes());
        out.resize(43, 0);
        out.extend(content);
        out
    };
    let mut table = words(&[10, 0, 0, 10]);
    table.extend(vec![0; 80]);
    table.extend(words(&[1, 0]));
    table.extend(vec![0; 27]);
    table.extend(paragraph(2, words(&[0x8861, 13])));
    table.extend(&list_end);
    table.extend(&list_end);
    let mut note = words(&[17, 0, 0, 17]);
    note.extend(vec![0; 14]);
    note.extend(paragraph(2, words(&[0x4000, 13])));
    note.extend(&list_end);
    let content = [
        words(&[0x41]),
        note,
        words(&[9, 0, 0, 9, 0x42]),
        table,
        words(&[13]),
    ]
    .concat();
    let mut file = b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05".to_vec();
    file.resize(30 + 128 + 1008, 0);
    file[158..162].copy_from_slice(&words(&[0x8861, 0x8862]));
    file.extend(vec![0; 16]);
    file.extend(paragraph(1 + 4 + 4 + 1 + 4 + 1, content));
    file.extend(&list_end);
    file
}

#[test]
fn a_document_of_hangul_3_is_read() {
    let item = item("a.hwp", &hangul_3());
    assert_eq!(item.format, Format::Hwp3);
    assert_eq!(item.text, "A\tB\n가\n伽\n");
    assert_eq!(item.problems, []);
    assert_eq!(property(&item, "title"), ["가각"]);
}

#[test]
fn every_sample_of_hangul_gives_text_or_is_empty_as_it_looks() {
    // Documents of tables without words, pictures, and nothing at all.
    let empty = [
        "basic_blank",
        "_blank",
        "basic_ole",
        "changing-image",
        "inserting_image",
        "making_caption",
        "removing-row",
        "setting-celltext",
    ];
    for path in folder("hwp") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let item = item(&name, &fs_err::read(&path).unwrap());
        let mut problems = item.problems.clone();
        problems.retain(|problem| *problem != Problem::ImageOnly { pages: 1 });
        assert_eq!(problems, [], "{name}");
        let body = item
            .text
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .count();
        let shown = text(&item, Place::Body);
        let letters = shown.chars().filter(|letter| letter.is_alphanumeric());
        let has_picture = problems != item.problems;
        assert!(letters.count() < 20 || !has_picture, "{name}");
        assert!(
            body > 0 || empty.iter().any(|part| name.contains(part)),
            "{name}"
        );
    }
}

#[test]
fn samples_that_are_cut_off_or_changed_are_survived() {
    for path in folder("hwp") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs_err::read(&path).unwrap();
        let mut tries: Vec<Vec<u8>> = (1..20)
            .map(|step| bytes[..bytes.len() * step / 20].to_vec())
            .collect();
        for step in 0..40_usize {
            let mut changed = bytes.clone();
            let at = step * 104_729 % changed.len();
            changed[at] ^= 0xA5;
            tries.push(changed);
        }
        for bytes in tries {
            for item in items(&name, &bytes) {
                let failed = item
                    .problems
                    .iter()
                    .any(|problem| matches!(problem, Problem::Failed(_)));
                assert!(!failed, "{name}: {:?}", item.problems);
            }
        }
    }
}

#[test]
fn encrypted_samples_say_that_they_are() {
    let names = [
        "protected_normal_case.docx",
        "testWORD_protected_passtika.docx",
    ];
    for path in folder("docx") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if names.contains(&name.as_str()) {
            let item = item(&name, &fs_err::read(&path).unwrap());
            assert_eq!(item.problems, [Problem::Password], "{name}");
        }
    }
}
