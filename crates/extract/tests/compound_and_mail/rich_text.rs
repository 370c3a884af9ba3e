//! Rich Text Format.

use bongsu_extract::{Format, Place, Problem, State};

use crate::build::{item, items, packaged, property, text};

#[test]
fn korean_is_read_from_bytes_of_its_code_page_and_from_numbers() {
    let item = item(
        "a.rtf",
        b"{\\rtf1\\ansi\\ansicpg949 \\'b0\\'a1\\'b3\\'aa \\uc2\\u45796??\\uc1\\u46972?\\par}",
    );
    assert_eq!(item.format, Format::Rtf);
    assert_eq!(item.text, "가나 다라\n");
    assert_eq!(item.state(), State::Read);
}

#[test]
fn the_character_set_of_a_font_counts_more_than_that_of_the_document() {
    let rtf = b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset129 B;}{\\f2\\fcharset128 C;}}\\f0 caf\\'e9 \\f1\\'b0\\'a1 \\f2\\'83\\'6e}";
    assert_eq!(item("a.rtf", rtf).text, "café 가 ハ\n");
}

#[test]
fn a_pair_of_numbers_is_one_letter_and_groups_end_what_is_passed() {
    assert_eq!(
        item("a.rtf", b"{\\rtf1\\u-10179?\\u-8704?x {\\u44032 }y}").text,
        "😀x 가y\n"
    );
}

#[test]
fn each_text_has_its_place() {
    let rtf = b"{\\rtf1{\\header secret\\par}{\\footer page\\par}one {\\footnote note}two{\\*\\annotation remark} {\\v hidden}{\\deleted gone}end\\par {\\field{\\*\\fldinst HYPERLINK \"http://example.com\"}{\\fldrslt link}}}";
    let item = item("a.rtf", rtf);
    assert_eq!(text(&item, Place::Body), "one two end\nlink");
    assert_eq!(text(&item, Place::Header), "secret");
    assert_eq!(text(&item, Place::Footer), "page");
    assert_eq!(text(&item, Place::Notes), "note");
    assert_eq!(text(&item, Place::Comment), "remark");
    assert_eq!(text(&item, Place::Hidden), "hidden");
    assert_eq!(text(&item, Place::Deleted), "gone");
    assert_eq!(text(&item, Place::Raw), "HYPERLINK \"http://example.com\"");
}

#[test]
fn properties_and_watermarks_are_read_pictures_and_unknown_groups_are_not() {
    let rtf = b"{\\rtf1{\\info{\\title T}{\\*\\company C}}{\\*\\userprops{\\propname MSIP_Label_1_Name}\\proptype30{\\staticval Secret}}{\\*\\unknown no}{\\pict 00ff}{\\stylesheet no}{\\shp{\\*\\shpinst{\\sp{\\sn gtextUNICODE}{\\sv DRAFT}}{\\shptxt box}}{\\shprslt twice}}a}";
    let item = item("a.rtf", rtf);
    assert_eq!(text(&item, Place::Body), "boxa");
    assert_eq!(text(&item, Place::Watermark), "DRAFT");
    assert_eq!(property(&item, "title"), ["T"]);
    assert_eq!(property(&item, "Company"), ["C"]);
    assert_eq!(property(&item, "MSIP_Label_1_Name"), ["Secret"]);
}

#[test]
fn an_embedded_file_is_a_file_inside() {
    let native = packaged(b"offer.txt", b"12 EUR")[4..].to_vec();
    let mut object = [0x0501_u32, 2, 8]
        .into_iter()
        .flat_map(u32::to_le_bytes)
        .collect::<Vec<u8>>();
    object.extend(b"Package\0");
    object.extend([0; 8]);
    object.extend((native.len() as u32).to_le_bytes());
    object.extend(native);
    let hex = data_encoding::HEXLOWER.encode(&object);
    let rtf = format!(
        "{{\\rtf1 see{{\\object\\objemb{{\\*\\objclass Package}}{{\\*\\objdata {hex}}}{{\\result icon}}}}}}"
    );
    let items = items("a.rtf", rtf.as_bytes());
    assert_eq!(items[0].text, "seeicon\n");
    assert_eq!(
        (items[1].path.as_str(), items[1].text.as_str()),
        ("a.rtf/offer.txt", "12 EUR")
    );
}

#[test]
fn a_document_without_its_end_gives_what_is_there_and_says_so() {
    let item = item("a.rtf", b"{\\rtf1 some text\\par more");
    assert_eq!(item.text, "some text\nmore\n");
    assert!(matches!(item.problems[..], [Problem::CutOff(_)]));
}

#[test]
fn bytes_that_are_counted_are_passed_and_many_groups_are_survived() {
    assert_eq!(item("a.rtf", b"{\\rtf1 a{\\pict\\bin3 }}}}b}").text, "ab\n");
    let deep = [
        b"{\\rtf1 a".to_vec(),
        vec![b'{'; 300_000],
        b"b".to_vec(),
        vec![b'}'; 300_001],
    ]
    .concat();
    assert_eq!(item("a.rtf", &deep).text, "ab\n");
}
