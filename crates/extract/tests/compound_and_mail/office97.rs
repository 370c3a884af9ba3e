//! Word, Excel and PowerPoint of before 2007.

use bongsu_extract::{Place, Problem};

use crate::build::{compound, item, text, utf16};

/// A document of Word whose text is two pieces, one of bytes and one of Unicode, and has a footnote.
pub(crate) fn doc() -> Vec<u8> {
    let (narrow, wide, note) = (
        "caf\u{E9} one\r",
        "가나 \u{13} HYPERLINK x \u{14}다\u{15}\r",
        "각주\r",
    );
    let mut main = vec![0; 0x400];
    main[..2].copy_from_slice(&0xA5EC_u16.to_le_bytes());
    main[2..4].copy_from_slice(&0x00C1_u16.to_le_bytes());
    main[0x0B] = 2;
    let lengths = [narrow, wide, note].map(|text| text.encode_utf16().count() as u32);
    main[0x4C..0x50].copy_from_slice(&(lengths[0] + lengths[1]).to_le_bytes());
    main[0x50..0x54].copy_from_slice(&lengths[2].to_le_bytes());
    let mut places = Vec::new();
    places.push(0x4000_0000 | (main.len() as u32) << 1);
    main.extend(narrow.chars().map(|letter| letter as u8));
    places.push(main.len() as u32);
    main.extend(utf16(wide));
    main.extend(utf16(note));
    let ends = [0, lengths[0], lengths.iter().sum()];
    let mut table: Vec<u8> = ends.into_iter().flat_map(u32::to_le_bytes).collect();
    for place in places {
        table.extend([0, 0]);
        table.extend(place.to_le_bytes());
        table.extend([0, 0]);
    }
    let clx = [&[2][..], &(table.len() as u32).to_le_bytes(), &table].concat();
    main[0x1A6..0x1AA].copy_from_slice(&(clx.len() as u32).to_le_bytes());
    compound(&[("WordDocument", main), ("1Table", clx)])
}

#[test]
fn pieces_of_a_document_of_word_are_read_in_their_order_and_place() {
    let item = item("a.doc", &doc());
    assert_eq!(text(&item, Place::Body), "café one\n가나 다");
    assert_eq!(text(&item, Place::Notes), "각주");
    assert_eq!(text(&item, Place::Raw).trim(), "HYPERLINK x");
}

#[test]
fn a_document_of_word_with_a_password_is_said() {
    let mut main = vec![0; 0x400];
    main[0x0B] = 1;
    assert_eq!(
        item("a.doc", &compound(&[("WordDocument", main)])).problems,
        [Problem::Password]
    );
}

fn biff(kind: u16, data: &[u8]) -> Vec<u8> {
    [
        &kind.to_le_bytes()[..],
        &(data.len() as u16).to_le_bytes(),
        data,
    ]
    .concat()
}

fn cell(row: u16, column: u16, rest: &[u8]) -> Vec<u8> {
    [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], rest].concat()
}

/// A workbook with a visible and a hidden sheet, and a text that is torn between two records.
pub(crate) fn xls() -> Vec<u8> {
    let start = biff(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let sheet = |at: u32, hidden: u8, name: &str| {
        let units = utf16(name);
        let head = [
            &at.to_le_bytes()[..],
            &[hidden, 0, (units.len() / 2) as u8, 1],
            &units,
        ]
        .concat();
        biff(0x0085, &head)
    };
    let mut texts = [2_u32, 2]
        .into_iter()
        .flat_map(u32::to_le_bytes)
        .collect::<Vec<u8>>();
    texts.extend([&[3, 0, 0][..], b"one"].concat());
    // Five letters; the first two are Unicode, those in the next record are bytes.
    texts.extend([&[5, 0, 1][..], &utf16("가나")].concat());
    let texts = [biff(0x00FC, &texts), biff(0x003C, b"\0abc")].concat();
    let first = [
        start.clone(),
        biff(0x00FD, &cell(0, 0, &0_u32.to_le_bytes())),
        biff(0x00FD, &cell(0, 1, &1_u32.to_le_bytes())),
        biff(0x0203, &cell(1, 0, &3.25_f64.to_le_bytes())),
        biff(0x027E, &cell(1, 1, &((350_u32 << 2) | 2).to_le_bytes())),
        biff(0x0014, &[&[3, 0, 0][..], b"top"].concat()),
        biff(0x005D, &[0x15, 0, 0x12, 0, 0x19, 0, 0, 0]),
        biff(0x01B6, &[&[0; 10][..], &[4, 0], &[0; 6]].concat()),
        biff(0x003C, b"\0note"),
        biff(0x000A, &[]),
    ]
    .concat();
    let second = [
        start.clone(),
        biff(0x00FD, &cell(0, 0, &0_u32.to_le_bytes())),
        biff(0x000A, &[]),
    ]
    .concat();
    let names_length = sheet(0, 0, "값").len() + sheet(0, 1, "숨김").len();
    let at = (start.len() + names_length + texts.len() + 4) as u32;
    let book = [
        start,
        sheet(at, 0, "값"),
        sheet(at + first.len() as u32, 1, "숨김"),
        texts,
        biff(0x000A, &[]),
        first,
        second,
    ]
    .concat();
    compound(&[("Workbook", book)])
}

#[test]
fn cells_of_a_workbook_are_read_with_the_sheet_they_stand_in() {
    let item = item("a.xls", &xls());
    assert_eq!(text(&item, Place::Body), "값\none\t가나abc\t\n3.25\t350");
    assert_eq!(text(&item, Place::Hidden), "숨김\none");
    assert_eq!(text(&item, Place::Header), "top");
    assert_eq!(text(&item, Place::Comment), "note");
    let names: Vec<_> = item
        .sections
        .iter()
        .filter_map(|section| section.label.as_deref())
        .collect();
    assert_eq!(names, ["값", "숨김", "값", "값"]);
}

#[test]
fn numbers_of_a_workbook_are_there_as_shown_and_as_they_are() {
    let start = biff(0x0809, &[0, 6, 5, 0]);
    let style = |format: u16| biff(0x00E0, &[&[0, 0][..], &format.to_le_bytes()].concat());
    let number = |column: u16, style: u16, value: f64| {
        let place = [0_u16, column, style].map(u16::to_le_bytes).concat();
        biff(0x0203, &[place, value.to_le_bytes().to_vec()].concat())
    };
    let code = b"0.0%";
    let format = [&[164, 0, 4, 0, 0][..], code].concat();
    let truth = [0, 0, 3, 0, 0, 0, 1, 0];
    let book = [
        start.clone(),
        biff(0x041E, &format),
        style(0),
        style(164),
        style(14),
        style(4),
        biff(0x000A, &[]),
        start,
        number(0, 1, 0.0325),
        number(1, 2, 45292.0),
        number(2, 3, 1_234_567.0),
        biff(0x0205, &truth),
        biff(0x000A, &[]),
    ]
    .concat();
    let item = item("a.xls", &compound(&[("Workbook", book)]));
    assert_eq!(
        text(&item, Place::Body),
        "3.3%\t1/1/2024\t1,234,567.00\tTRUE"
    );
    assert_eq!(
        text(&item, Place::Raw),
        "0.0325\t2024-01-01 00:00:00\t1234567\tTRUE\n0.0325\t45292\t1234567\tTRUE"
    );
}

#[test]
fn a_workbook_with_a_password_is_said() {
    let book = [biff(0x0809, &[0, 6, 5, 0]), biff(0x002F, &[0; 6])].concat();
    assert_eq!(
        item("a.xls", &compound(&[("Workbook", book)])).problems,
        [Problem::Password]
    );
}

fn atom(kind: u16, head: u16, data: &[u8]) -> Vec<u8> {
    [
        &head.to_le_bytes()[..],
        &kind.to_le_bytes(),
        &(data.len() as u32).to_le_bytes(),
        data,
    ]
    .concat()
}

pub(crate) fn ppt() -> Vec<u8> {
    let slides = [
        atom(0x03F8, 0xF, &atom(0x0FA8, 0, b"master")),
        atom(
            0x03EE,
            0xF,
            &[
                atom(0x0FA0, 0, &utf16("제목\r둘째 줄")),
                atom(0x0FA8, 0, b"body"),
            ]
            .concat(),
        ),
        atom(0x03F0, 0xF, &atom(0x0FA0, 0, &utf16("발표자 메모"))),
    ]
    .concat();
    let document = atom(0x03E8, 0xF, &slides);
    compound(&[
        ("PowerPoint Document", document),
        ("Current User", vec![0; 20]),
    ])
}

#[test]
fn text_of_slides_masters_and_notes_is_read_in_its_place() {
    let item = item("a.ppt", &ppt());
    assert_eq!(text(&item, Place::Body), "제목\n둘째 줄\nbody");
    assert_eq!(text(&item, Place::Master), "master");
    assert_eq!(text(&item, Place::Notes), "발표자 메모");
}
