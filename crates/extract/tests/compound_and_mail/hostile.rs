//! Files that are cut off, changed or made to cost much: every one gets an answer, and none makes a reader fail.

use bongsu_extract::Problem;

use crate::build::{
    compound, control, control_header, custom_property, deflated, file_header, item, items,
    packaged, paragraph, record, utf16,
};
use crate::{mails, office97, outlook};

/// One small file of each format.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let mut section = paragraph(
        0,
        &[utf16("본문 "), control(17), control(11), utf16("끝")].concat(),
    );
    section.extend(control_header(1, *b"fn  ", &[0; 20]));
    section.extend(record(72, 2, &[0; 34]));
    section.extend(paragraph(2, &utf16("각주")));
    section.extend(control_header(1, *b"tbl ", &[0; 60]));
    section.extend(record(72, 2, &[0; 47]));
    section.extend(paragraph(2, &utf16("칸")));
    let document = [
        ("FileHeader", file_header(0)),
        ("DocInfo", Vec::new()),
        ("BodyText/Section0", section.clone()),
        (
            "BinData/BIN0001.OLE",
            compound(&[("\u{1}Ole10Native", packaged(b"a.txt", b"inside"))]),
        ),
        (
            "\u{5}DocumentSummaryInformation",
            custom_property("Label", "secret"),
        ),
    ];
    let mut packed = document.clone();
    packed[0].1 = file_header(1);
    packed[2].1 = deflated(&section);
    vec![
        ("plain.hwp", compound(&document)),
        ("packed.hwp", compound(&packed)),
        ("old.hwp", crate::samples::hangul_3()),
        ("mail.msg", outlook::mail()),
        ("mail.eml", mails::with_attachments()),
        ("winmail.dat", mails::winmail()),
        ("a.doc", office97::doc()),
        ("a.xls", office97::xls()),
        ("a.ppt", office97::ppt()),
        (
            "a.rtf",
            b"{\\rtf1\\ansi\\ansicpg949{\\fonttbl{\\f0\\fcharset129 A;}}{\\header h}\\f0\\'b0\\'a1\\u44032?{\\footnote n}{\\object{\\*\\objdata 0105000002000000}}\\par}".to_vec(),
        ),
    ]
}

fn survives(name: &str, bytes: &[u8], what: &str) {
    for item in items(name, bytes) {
        let failed = |problem: &&Problem| matches!(problem, Problem::Failed(_));
        assert_eq!(
            item.problems.iter().find(failed),
            None,
            "{name} {what}: {}",
            item.path
        );
    }
}

#[test]
fn files_that_are_cut_off_anywhere_are_survived() {
    for (name, bytes) in files() {
        for step in 0..20 {
            survives(
                name,
                &bytes[..bytes.len() * step / 20],
                &format!("cut at {step}/20"),
            );
        }
    }
}

#[test]
fn files_with_a_changed_byte_are_survived() {
    for (name, bytes) in files() {
        for step in 0..200_usize {
            let mut changed = bytes.clone();
            let at = step * 7919 % changed.len();
            changed[at] ^= 1 << (step % 8) | 0x80;
            survives(name, &changed, &format!("changed at {at}"));
        }
    }
}

#[test]
fn a_compound_file_without_its_end_gives_the_streams_that_are_there() {
    let words = (0..9000)
        .map(|n| n.to_string())
        .collect::<Vec<_>>()
        .join(" ");
    let file = compound(&[
        ("FileHeader", file_header(0)),
        ("DocInfo", Vec::new()),
        ("BodyText/Section0", paragraph(0, &utf16(&words))),
    ]);
    let cut = item("a.hwp", &file[..file.len() - 20_000]);
    assert!(words.starts_with(cut.text.trim_end()) && cut.text.len() > 10_000);
    assert!(!cut.problems.is_empty());
}

/// A compound file whose table of sectors says that each sector is followed by the one before it, so that every chain
/// goes round.
fn looped() -> Vec<u8> {
    let mut file = compound(&[("Workbook", vec![7; 100_000]), ("small", vec![1; 100])]);
    let sector = |number: u32| (number as usize + 1) << usize::from(file[30]);
    let fat = u32::from_le_bytes(file[76..80].try_into().unwrap());
    let at = sector(fat);
    let ends = at + (1 << usize::from(file[30]));
    for place in (at + 16..ends).step_by(4) {
        let number = ((place - at) / 4 - 1) as u32;
        file[place..place + 4].copy_from_slice(&number.to_le_bytes());
    }
    file
}

#[test]
fn chains_that_go_round_end() {
    survives("a.xls", &looped(), "looped");
}

#[test]
fn sizes_that_a_file_claims_are_not_believed() {
    let mut file = compound(&[("Workbook", vec![9; 5000])]);
    // The size of every entry of the directory, its root included.
    let directory = (u32::from_le_bytes(file[48..52].try_into().unwrap()) as usize + 1)
        << usize::from(file[30]);
    for entry in 0..4 {
        let at = directory + 128 * entry + 120;
        file[at..at + 8].copy_from_slice(&u64::MAX.to_le_bytes());
    }
    survives("a.xls", &file, "huge");
    let huge = [0xFF, 0xFF, 0xFF, 0xFF].repeat(20);
    let section = [paragraph(0, &utf16("가")), huge].concat();
    let document = compound(&[
        ("FileHeader", file_header(0)),
        ("DocInfo", Vec::new()),
        ("BodyText/Section0", section),
    ]);
    let item = item("a.hwp", &document);
    assert!(item.text.starts_with("가\n"));
    assert!(
        item.problems
            .iter()
            .any(|problem| matches!(problem, Problem::CutOff(_)))
    );
}

#[test]
fn files_inside_files_end_at_the_limit_of_depth() {
    let mut file = b"innermost".to_vec();
    for _ in 0..40 {
        file = compound(&[("CONTENTS", file)]);
    }
    let items = items("a.bin", &file);
    assert_eq!(items.len(), 4);
    assert_eq!(items[3].problems, [Problem::TooDeep { limit: 3 }]);
}

#[test]
fn many_pieces_of_text_at_one_place_are_damage() {
    let mut main = vec![0; 1 << 20];
    main[2] = 0xC1;
    main[0x4C..0x50].copy_from_slice(&u32::MAX.to_le_bytes());
    let count = 20_000_u32;
    let letters = 900_000_u32;
    let mut table: Vec<u8> = (0..=count)
        .flat_map(|n| (n % 4000 * letters).to_le_bytes())
        .collect();
    table.extend([0, 0, 0, 8, 0, 0x40, 0, 0].repeat(count as usize));
    let list = [&[2][..], &(table.len() as u32).to_le_bytes(), &table].concat();
    main[0x1A6..0x1AA].copy_from_slice(&(list.len() as u32).to_le_bytes());
    let document = compound(&[("WordDocument", main), ("0Table", list)]);
    let problems = item("a.doc", &document).problems;
    assert!(
        problems.contains(&Problem::Damaged(
            "pieces of text over each other".to_owned()
        )),
        "{problems:?}"
    );
}

#[test]
fn mails_of_very_many_parts_are_an_answer() {
    let part = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(40_000);
    let head =
        "From: a@example.com\r\nSubject: many\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    let text = item("m.eml", [head, &part].concat().as_bytes()).text;
    assert!(text.starts_with('x'));
    let nested = (0..5_000)
        .map(|n| format!("Content-Type: multipart/mixed; boundary={n}\r\n\r\n--{n}\r\n"))
        .collect::<Vec<_>>()
        .concat();
    survives(
        "m.eml",
        [head, "--b\r\n", &nested].concat().as_bytes(),
        "nested",
    );
}

#[test]
fn mails_inside_each_other_without_end_are_an_answer() {
    let mail =
        "From: a@example.com\r\nSubject: x\r\nContent-Type: Message/rfc822\r\n\r\n".repeat(20_000);
    assert_eq!(
        item("m.eml", mail.as_bytes()).problems,
        [Problem::TooManyParts { limit: 10_000 }]
    );
    survives("m.eml", &mail.as_bytes()[..mail.len() / 3], "nested");
}

#[test]
fn three_million_empty_paragraphs_are_an_answer() {
    let section = record(66, 0, &[]).repeat(3_000_000);
    let document = compound(&[
        ("FileHeader", file_header(1)),
        ("DocInfo", Vec::new()),
        ("BodyText/Section0", deflated(&section)),
    ]);
    assert!(document.len() < 300_000);
    assert_eq!(item("a.hwp", &document).text, "");
}
