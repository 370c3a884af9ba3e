//! Tests of HWPX.

use crate::testkit::{container, property, read, sample, text_in};
use crate::{Format, Item, Place, Problem};

const CONTENTS: &str = "<opf:package><opf:metadata><opf:title>식각 조건</opf:title><opf:meta name='creator' content='text'>kim</opf:meta></opf:metadata>\
    <opf:manifest><opf:item id='b' href='Contents/section0.xml'/><opf:item id='a' href='Contents/section1.xml'/></opf:manifest>\
    <opf:spine><opf:itemref idref='a'/><opf:itemref idref='b'/></opf:spine></opf:package>";

fn document(section: &str, members: &[(&str, &str)]) -> Item {
    let section = format!("<hs:sec xmlns:hp='p'>{section}</hs:sec>");
    let mut all = vec![
        ("mimetype", "application/hwp+zip"),
        ("Contents/content.hpf", CONTENTS),
        ("Contents/section0.xml", section.as_str()),
    ];
    all.extend(members);
    read(&container(&all)).remove(0)
}

fn run(text: &str) -> String {
    format!("<hp:run><hp:t>{text}</hp:t></hp:run>")
}

#[test]
fn sections_come_in_their_order_with_what_the_document_says_of_itself() {
    let item = document(
        "<hp:p><hp:run><hp:t>second</hp:t></hp:run></hp:p>",
        &[
            (
                "Contents/section1.xml",
                "<hs:sec><hp:p><hp:run><hp:t>first</hp:t></hp:run></hp:p></hs:sec>",
            ),
            (
                "Contents/section2.xml",
                "<hs:sec><hp:p><hp:run><hp:t>in no list</hp:t></hp:run></hp:p></hs:sec>",
            ),
            (
                "Contents/masterpage0.xml",
                "<m><hp:p><hp:run><hp:t>대외비</hp:t></hp:run></hp:p></m>",
            ),
            ("Preview/PrvText.txt", "not read"),
        ],
    );
    assert_eq!(item.format, Format::Hwpx);
    assert_eq!(text_in(&item, Place::Body), "first | second | in no list");
    assert_eq!(text_in(&item, Place::Master), "대외비");
    assert_eq!(property(&item, "title"), Some("식각 조건"));
    assert_eq!(property(&item, "creator"), Some("kim"));
    assert_eq!(item.problems, []);
}

#[test]
fn characters_that_are_elements_are_read() {
    let item = document(
        "<hp:p><hp:run><hp:t>압력<hp:tab/>12<hp:nbSpace/>mTorr<hp:lineBreak/>끝<hp:markpenEnd/></hp:t>\
         <hp:compose composeText='12'/><hp:dutmal><hp:mainText>본말</hp:mainText><hp:subText>덧말</hp:subText></hp:dutmal></hp:run></hp:p>",
        &[],
    );
    assert_eq!(text_in(&item, Place::Body), "압력 12 mTorr | 끝12본말덧말");
}

#[test]
fn what_lies_in_a_paragraph_stands_in_its_place() {
    let list = |text: &str| format!("<hp:subList><hp:p>{}</hp:p></hp:subList>", run(text));
    let section = format!(
        "<hp:p><hp:run><hp:ctrl><hp:header>{}</hp:header></hp:ctrl><hp:ctrl><hp:footer>{}</hp:footer></hp:ctrl>\
         <hp:t>본문 </hp:t><hp:ctrl><hp:footNote>{}</hp:footNote></hp:ctrl><hp:ctrl><hp:hiddenComment>{}</hp:hiddenComment></hp:ctrl>\
         <hp:ctrl><hp:fieldBegin type='MEMO'><hp:parameters><hp:stringParam>cmd</hp:stringParam></hp:parameters>{}</hp:fieldBegin></hp:ctrl>\
         <hp:t>계속</hp:t></hp:run></hp:p>",
        list("머리말"),
        list("꼬리말"),
        list("각주"),
        list("숨은 설명"),
        list("메모")
    );
    let item = document(&section, &[]);
    let places = [
        (Place::Body, "본문 계속"),
        (Place::Header, "머리말"),
        (Place::Footer, "꼬리말"),
        (Place::Notes, "각주"),
        (Place::Comment, "숨은 설명 | 메모"),
        (Place::Raw, "cmd"),
    ];
    for (place, text) in places {
        assert_eq!(text_in(&item, place), text, "{place:?}");
    }
}

#[test]
fn tables_boxes_equations_and_forms_are_read() {
    let cell = |text: &str| {
        format!(
            "<hp:tc><hp:subList><hp:p>{}</hp:p></hp:subList></hp:tc>",
            run(text)
        )
    };
    let section = format!(
        "<hp:p><hp:run><hp:t>표</hp:t><hp:tbl><hp:caption><hp:subList><hp:p>{}</hp:p></hp:subList></hp:caption><hp:tr>{}{}</hp:tr></hp:tbl>\
         <hp:equation><hp:shapeComment>수식입니다.</hp:shapeComment><hp:script>1 over 2</hp:script></hp:equation>\
         <hp:btn caption='확인'/><hp:textart text='글맵시'/><hp:comboBox><hp:listItem displayText='가' value='나'/></hp:comboBox></hp:run></hp:p>",
        run("캡션"),
        cell("염소"),
        cell("80")
    );
    let item = document(&section, &[]);
    assert_eq!(
        text_in(&item, Place::Body),
        "표1 over 2 확인 글맵시 | 캡션 | 염소 | 80"
    );
    assert_eq!(text_in(&item, Place::Alternative), "수식입니다. | 가 | 나");
}

#[test]
fn deleted_text_and_versions_of_one_content_stand_apart() {
    let item = document(
        "<hp:p><hp:run><hp:t>변경<hp:deleteBegin Id='2'/> 추적<hp:deleteEnd Id='2'/> 됨</hp:t>\
         <hp:switch><hp:case><hp:t>새것</hp:t></hp:case><hp:default><hp:t>옛것</hp:t></hp:default></hp:switch></hp:run></hp:p>",
        &[],
    );
    assert_eq!(text_in(&item, Place::Body), "변경 됨새것");
    assert_eq!(text_in(&item, Place::Deleted), "추적");
}

#[test]
fn an_encrypted_document_asks_for_its_password() {
    let item = document(
        "\u{1}\u{2}",
        &[(
            "META-INF/manifest.xml",
            "<odf:manifest><odf:file-entry><odf:encryption-data/></odf:file-entry></odf:manifest>",
        )],
    );
    assert_eq!(item.problems, [Problem::Password]);
    assert_eq!(item.text, "");
}

#[test]
fn objects_are_files_inside() {
    let bytes = container(&[
        ("mimetype", "application/hwp+zip"),
        ("Contents/section0.xml", "<hs:sec/>"),
        ("BinData/ole1.ole", "an object"),
        ("BinData/image1.png", "x"),
    ]);
    let items = read(&bytes);
    assert_eq!(items.len(), 2);
    assert_eq!(items[1].path, "file/BinData/ole1.ole");
}

#[test]
fn shared_samples_are_read_without_a_problem() {
    for name in [
        "error_20240626_no_manifest",
        "reader_writer_sample1",
        "tool_textextractor_Table",
    ] {
        if let Some(bytes) = sample(&format!("hwpx/hwpxlib-testFile_{name}.hwpx")) {
            let item = &read(&bytes)[0];
            assert_eq!(
                (item.format, item.problems.as_slice()),
                (Format::Hwpx, &[][..]),
                "{name}"
            );
            assert!(!item.text.trim().is_empty(), "{name}");
        }
    }
}

#[test]
fn a_document_of_pictures_and_no_text_says_so() {
    let scan = "p".repeat(10_001);
    let item = document(&run("1"), &[("BinData/image1.jpg", &scan)]);
    assert_eq!(item.problems, [Problem::ImageOnly { pages: 1 }]);
}

#[test]
fn numbered_paragraphs_are_read_without_their_numbers_and_beside_that_with_them() {
    let header = "<hh:head><hh:numbering id='1'><hh:paraHead level='1' start='1' numFormat='DIGIT'>^1.</hh:paraHead>\
        <hh:paraHead level='2' start='1' numFormat='HANGUL_SYLLABLE'>^1-^2)</hh:paraHead></hh:numbering>\
        <hh:bullet id='1' char='■'/>\
        <hh:paraPr id='3'><hh:heading type='OUTLINE' idRef='0' level='0'/></hh:paraPr>\
        <hh:paraPr id='4'><hh:heading type='NUMBER' idRef='1' level='1'/></hh:paraPr>\
        <hh:paraPr id='5'><hh:heading type='BULLET' idRef='1' level='0'/></hh:paraPr></hh:head>";
    let shaped =
        |shape: u32, text: &str| format!("<hp:p paraPrIDRef='{shape}'>{}</hp:p>", run(text));
    let section = [
        shaped(3, "개요"),
        shaped(0, "본문"),
        shaped(4, "조건"),
        shaped(4, "온도"),
        shaped(5, "비고"),
        shaped(3, "결과"),
    ];
    let item = document(&section.concat(), &[("Contents/header.xml", header)]);
    assert_eq!(
        text_in(&item, Place::Body),
        "개요 | 본문 | 조건 | 온도 | 비고 | 결과"
    );
    assert_eq!(
        text_in(&item, Place::Raw),
        "1. 개요 | 본문 | 1-가) 조건 | 1-나) 온도 | ■ 비고 | 2. 결과"
    );
}
