//! Documents of Hangul 5.

use aes::Aes128;
use aes::cipher::{Array, BlockCipherEncrypt, KeyInit};
use bongsu_extract::{Format, Place, Problem, State};

use crate::build::{
    compound, control, control_header, custom_property, deflated, file_header, hwp, item, items,
    packaged, paragraph, property, record, text, utf16,
};

fn counted(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().count() as u16;
    [units.to_le_bytes().to_vec(), utf16(text)].concat()
}

/// A control with one paragraph in it.
fn with_paragraph(level: u32, id: [u8; 4], words: &str) -> Vec<u8> {
    let mut out = control_header(level, id, &[0; 40]);
    out.extend(record(72, level + 1, &[0; 34]));
    out.extend(paragraph(level + 1, &utf16(words)));
    out
}

#[test]
fn a_sentence_with_a_footnote_stays_whole_and_the_note_follows() {
    let mut section = paragraph(
        0,
        &[utf16("슬러리는 "), control(17), utf16("산화세륨이다.")].concat(),
    );
    section.extend(with_paragraph(1, *b"fn  ", "특허 참조"));
    section.extend(paragraph(0, &utf16("다음 문단")));
    let item = item("a.hwp", &hwp(&section));
    assert_eq!(item.format, Format::Hwp);
    assert_eq!(item.text, "슬러리는 산화세륨이다.\n특허 참조\n다음 문단\n");
    assert_eq!(text(&item, Place::Notes), "특허 참조");
}

#[test]
fn a_header_comes_before_the_paragraph_that_it_is_set_in() {
    let mut section = paragraph(0, &[control(16), utf16("본문")].concat());
    section.extend(with_paragraph(1, *b"head", "대외비"));
    assert_eq!(item("a.hwp", &hwp(&section)).text, "대외비\n본문\n");
}

#[test]
fn cells_of_a_table_come_where_it_stands_in_their_order() {
    let mut section = paragraph(0, &[utf16("앞"), control(11), utf16("뒤")].concat());
    section.extend(control_header(1, *b"tbl ", &[0; 40]));
    section.extend(record(77, 2, &[0; 20]));
    for words in ["온도", "압력", "350"] {
        section.extend(record(72, 2, &[0; 47]));
        section.extend(paragraph(2, &utf16(words)));
    }
    assert_eq!(
        item("a.hwp", &hwp(&section)).text,
        "앞\n온도\n압력\n350\n뒤\n"
    );
}

#[test]
fn what_stands_elsewhere_on_the_page_has_its_place() {
    let mut section = paragraph(
        0,
        &[control(16), control(16), control(15), utf16("본문")].concat(),
    );
    section.extend(with_paragraph(1, *b"head", "대외비"));
    section.extend(with_paragraph(1, *b"foot", "쪽"));
    section.extend(with_paragraph(1, *b"tcmt", "숨은 설명"));
    section.extend(record(93, 1, &[0; 22]));
    section.extend(record(72, 1, &[0; 34]));
    section.extend(paragraph(1, &utf16("메모")));
    let item = item("a.hwp", &hwp(&section));
    assert_eq!(text(&item, Place::Header), "대외비");
    assert_eq!(text(&item, Place::Footer), "쪽");
    assert_eq!(text(&item, Place::Comment), "숨은 설명\n메모");
    assert_eq!(text(&item, Place::Body), "본문");
}

#[test]
fn a_page_that_others_are_laid_over_is_a_master() {
    let mut section = paragraph(0, &[control(2), utf16("본문")].concat());
    section.extend(with_paragraph(1, *b"secd", "바탕쪽"));
    let mut last = paragraph(0, &utf16("끝"));
    last.extend(record(72, 1, &[0; 34]));
    last.extend(paragraph(1, &utf16("마지막 바탕쪽")));
    section.extend(last);
    let item = item("a.hwp", &hwp(&section));
    assert_eq!(item.text, "본문\n끝\n바탕쪽\n마지막 바탕쪽\n");
    assert_eq!(text(&item, Place::Master), "바탕쪽\n마지막 바탕쪽");
}

#[test]
fn equations_and_drawn_text_are_read_where_they_stand_links_and_descriptions_at_the_end() {
    let mut section = paragraph(
        0,
        &[
            utf16("식 "),
            control(11),
            control(11),
            control(3),
            utf16(" 끝"),
        ]
        .concat(),
    );
    section.extend(control_header(1, *b"eqed", &[0; 40]));
    section.extend(record(88, 2, &[vec![0; 4], counted("x over 2")].concat()));
    let mut drawing = vec![0; 40];
    drawing.extend(counted("그림입니다."));
    section.extend(control_header(1, *b"gso ", &drawing));
    section.extend(record(76, 2, &[0; 4]));
    section.extend(record(90, 3, &[vec![0; 32], counted("글맵시")].concat()));
    let mut link = vec![0; 5];
    link.extend(counted("http\\://example.com/a\\;b;1;0;0;"));
    section.extend(control_header(1, *b"%hlk", &link));
    section.extend(paragraph(0, &utf16("다음")));
    let item = item("a.hwp", &hwp(&section));
    assert_eq!(text(&item, Place::Body), "식 x over 2\n글맵시\n 끝\n다음");
    assert_eq!(text(&item, Place::Alternative), "그림입니다.");
    assert_eq!(text(&item, Place::Raw), "http://example.com/a;b");
}

#[test]
fn letters_outside_the_first_plane_tabs_and_hyphens_are_read() {
    let letters = [
        utf16("𠀀"),
        control(9),
        utf16("a"),
        24_u16.to_le_bytes().to_vec(),
        utf16("b"),
    ]
    .concat();
    assert_eq!(
        item("a.hwp", &hwp(&paragraph(0, &letters))).text,
        "𠀀\ta-b\n"
    );
}

#[test]
fn what_keeps_a_document_shut_is_said() {
    for (flags, problem) in [
        (1 << 1, Problem::Password),
        (1 << 4, Problem::Wrapped("Hancom DRM".to_owned())),
        (
            1 << 8,
            Problem::Wrapped("Hancom certificate encryption".to_owned()),
        ),
    ] {
        let file = compound(&[
            ("FileHeader", file_header(1 | flags)),
            ("DocInfo", Vec::new()),
            ("BodyText/Section0", vec![1; 64]),
        ]);
        let item = item("a.hwp", &file);
        assert_eq!(item.problems, [problem]);
        assert_eq!(item.state(), State::Unreadable);
    }
}

/// The numbers that Microsoft's C library gives for a seed.
fn numbers(seed: u32) -> impl FnMut() -> u32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
        state >> 16 & 0x7FFF
    }
}

#[test]
fn a_document_for_distribution_is_read() {
    let key = *b"0123456789abcdef";
    let seed = 7_u32;
    let mut hidden = vec![0x55; 256];
    hidden[..4].copy_from_slice(&seed.to_le_bytes());
    hidden[11..27].copy_from_slice(&key);
    let mut next = numbers(seed);
    let (mut byte, mut times) = (0, 0);
    for (at, value) in hidden.iter_mut().enumerate() {
        if times == 0 {
            byte = (next() & 0xFF) as u8;
            times = (next() & 0xF) + 1;
        }
        if at >= 4 {
            *value ^= byte;
        }
        times -= 1;
    }
    let mut body = deflated(&paragraph(0, &utf16("배포용 문서의 본문")));
    body.resize(body.len().next_multiple_of(16), 0);
    let cipher = Aes128::new(&Array::from(key));
    for block in body.chunks_exact_mut(16) {
        let mut array = Array::<u8, _>::try_from(&*block).unwrap();
        cipher.encrypt_block(&mut array);
        block.copy_from_slice(&array);
    }
    let section = [record(28, 0, &hidden), body].concat();
    let file = compound(&[
        ("FileHeader", file_header(1 | 1 << 2)),
        ("DocInfo", Vec::new()),
        ("ViewText/Section0", section),
    ]);
    let item = item("a.hwp", &file);
    assert_eq!(item.text, "배포용 문서의 본문\n");
    assert_eq!(item.state(), State::Read);
}

#[test]
fn the_preview_is_read_only_where_the_body_is_broken() {
    let document = |body: Vec<u8>| {
        compound(&[
            ("FileHeader", file_header(1)),
            ("DocInfo", Vec::new()),
            ("BodyText/Section0", body),
            ("PrvText", utf16("미리 보기")),
        ])
    };
    let broken = item("a.hwp", &document(vec![0xFF; 40]));
    assert_eq!(broken.text, "미리 보기");
    assert_eq!(broken.state(), State::Partly);
    let empty = item("a.hwp", &document(deflated(&paragraph(0, &[]))));
    assert_eq!(empty.text, "");
    assert_eq!(empty.problems, []);
}

#[test]
fn a_body_that_breaks_off_gives_what_is_there() {
    let numbers = (0..4000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_string());
    let whole = numbers.collect::<Vec<_>>().join(" ");
    let packed = deflated(&paragraph(0, &utf16(&whole)));
    let file = compound(&[
        ("FileHeader", file_header(1)),
        ("DocInfo", Vec::new()),
        ("BodyText/Section0", packed[..packed.len() / 2].to_vec()),
    ]);
    let item = item("a.hwp", &file);
    assert_eq!(item.state(), State::Partly);
    assert!(whole.starts_with(item.text.trim_end()) && item.text.len() > 4000);
}

#[test]
fn an_embedded_object_is_a_file_inside_and_a_picture_is_not() {
    let object = compound(&[("\u{1}Ole10Native", packaged(b"recipe.txt", b"ceria 3.2 %"))]);
    let stored = deflated(&[(object.len() as u32).to_le_bytes().to_vec(), object].concat());
    let file = compound(&[
        ("FileHeader", file_header(1)),
        ("DocInfo", Vec::new()),
        ("BodyText/Section0", deflated(&paragraph(0, &utf16("본문")))),
        ("BinData/BIN0001.OLE", stored),
        ("BinData/BIN0002.png", vec![1; 50]),
    ]);
    let items = items("a.hwp", &file);
    let paths: Vec<&str> = items.iter().map(|item| item.path.as_str()).collect();
    assert_eq!(
        paths,
        ["a.hwp", "a.hwp/BIN0001.OLE", "a.hwp/BIN0001.OLE/recipe.txt"]
    );
    assert_eq!(items[2].text, "ceria 3.2 %");
}

#[test]
fn a_label_among_the_properties_is_read() {
    let mut file = vec![
        ("FileHeader", file_header(1)),
        ("DocInfo", Vec::new()),
        ("BodyText/Section0", deflated(&paragraph(0, &utf16("본문")))),
    ];
    file.push((
        "\u{5}DocumentSummaryInformation",
        custom_property("MSIP_Label_1_Name", "대외비"),
    ));
    let item = item("a.hwp", &compound(&file));
    assert_eq!(property(&item, "MSIP_Label_1_Name"), ["대외비"]);
}

#[test]
fn paragraphs_a_thousand_levels_deep_are_read() {
    let mut section = Vec::new();
    for level in (0..1000).step_by(2) {
        section.extend(paragraph(level, &[control(11), utf16("가")].concat()));
        section.extend(control_header(level + 1, *b"tbl ", &[0; 40]));
    }
    let item = item("a.hwp", &hwp(&section));
    assert_eq!(item.text.matches('가').count(), 500);
}

#[test]
fn a_document_of_pictures_and_no_text_says_so() {
    let with = |words: &str, picture: usize| {
        let document = compound(&[
            ("FileHeader", file_header(1)),
            ("DocInfo", deflated(&[])),
            ("BodyText/Section0", deflated(&paragraph(0, &utf16(words)))),
            ("BinData/BIN0001.jpg", vec![7; picture]),
        ]);
        item("a.hwp", &document).problems
    };
    assert_eq!(with("그림 1", 10_001), [Problem::ImageOnly { pages: 1 }]);
    assert_eq!(with("그림 1", 500), []);
    assert_eq!(with(&"슬러리".repeat(7), 10_001), []);
}

/// A numbering whose levels are written so, with the code of each.
fn numbering(levels: &[(u32, &str)]) -> Vec<u8> {
    let mut data = Vec::new();
    for number in 0..7 {
        let (code, pattern) = levels.get(number).copied().unwrap_or((0, ""));
        data.extend((code << 5).to_le_bytes());
        data.extend([0; 8]);
        data.extend(counted(pattern));
    }
    data.extend([0; 2]);
    data.extend([1_u32.to_le_bytes(); 7].concat());
    record(23, 0, &data)
}

/// A shape of paragraphs: a kind of list, its number, the level.
fn shape(kind: u32, id: u16, level: u32) -> Vec<u8> {
    let mut data = (kind << 23 | level << 25).to_le_bytes().to_vec();
    data.resize(30, 0);
    data.extend(id.to_le_bytes());
    record(25, 0, &data)
}

#[test]
fn numbered_paragraphs_are_read_without_their_numbers_and_beside_that_with_them() {
    let mut bullet = vec![0; 12];
    bullet.extend(utf16("※"));
    let shapes = [
        numbering(&[(0, "^1."), (8, "^2)"), (1, "^3")]),
        record(24, 0, &bullet),
        shape(0, 0, 0),
        shape(1, 0, 0),
        shape(2, 1, 1),
        shape(3, 1, 0),
    ];
    let with_shape = |number: u8, words: &str| {
        let mut header = vec![0; 24];
        header[8] = number;
        let text = utf16(&format!("{words}\r"));
        [record(66, 0, &header), record(67, 1, &text)].concat()
    };
    let section = [
        with_shape(1, "개요"),
        with_shape(0, "본문"),
        with_shape(2, "온도"),
        with_shape(2, "압력"),
        with_shape(3, "비고"),
        with_shape(1, "결과"),
    ];
    let file = compound(&[
        ("FileHeader", file_header(1)),
        ("DocInfo", deflated(&shapes.concat())),
        ("BodyText/Section0", deflated(&section.concat())),
    ]);
    let item = item("a.hwp", &file);
    assert_eq!(
        text(&item, Place::Body),
        "개요\n본문\n온도\n압력\n비고\n결과"
    );
    assert_eq!(
        text(&item, Place::Raw),
        "1. 개요\n본문\n가) 온도\n나) 압력\n※ 비고\n2. 결과"
    );
}
