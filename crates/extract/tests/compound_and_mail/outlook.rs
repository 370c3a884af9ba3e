//! Mails as Outlook keeps them.

use bongsu_extract::{Format, Problem};

use crate::build::{compound, item, items, property, utf16};

fn head(path: &str, rows: &[(u32, u64)], head: usize) -> (String, Vec<u8>) {
    let mut table = vec![0; head];
    for (tag, value) in rows {
        table.extend(tag.to_le_bytes());
        table.extend(6_u32.to_le_bytes());
        table.extend(value.to_le_bytes());
    }
    (format!("{path}__properties_version1.0"), table)
}

fn text_of(path: &str, id: &str, value: &str) -> (String, Vec<u8>) {
    (format!("{path}__substg1.0_{id}001F"), utf16(value))
}

fn message(streams: &[(String, Vec<u8>)]) -> Vec<u8> {
    let named: Vec<(&str, Vec<u8>)> = streams
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.clone()))
        .collect();
    compound(&named)
}

pub(crate) fn mail() -> Vec<u8> {
    let (to, cc) = (
        "__recip_version1.0_#00000000/",
        "__recip_version1.0_#00000001/",
    );
    let (file, inner) = (
        "__attach_version1.0_#00000000/",
        "__attach_version1.0_#00000001/",
    );
    let within = format!("{inner}__substg1.0_3701000D/");
    message(&[
        head("", &[(0x0039_0040, 133_537_247_990_000_000)], 32),
        text_of("", "0037", "견적 송부"),
        text_of(
            "",
            "007D",
            "Subject: x\r\nMSIP_Labels: MSIP_Label_1_Enabled=true;\r\n MSIP_Label_1_Name=Secret\r\nTo: y\r\n",
        ),
        text_of("", "0C1A", "Sender"),
        text_of("", "5D01", "sender@example.com"),
        text_of("", "1000", "첨부를 보십시오."),
        head(to, &[(0x0C15_0003, 1)], 8),
        text_of(to, "3001", "Receiver"),
        text_of(to, "39FE", "receiver@example.com"),
        head(cc, &[(0x0C15_0003, 2)], 8),
        text_of(cc, "3003", "copy@example.com"),
        head(file, &[], 8),
        text_of(file, "3707", "도면 목록.txt"),
        (format!("{file}__substg1.0_37010102"), b"A-1, A-2".to_vec()),
        head(inner, &[], 8),
        text_of(inner, "3001", "전달한 메일"),
        head(&within, &[], 24),
        text_of(&within, "1000", "안쪽 본문"),
    ])
}

#[test]
fn head_body_and_attachments_of_a_mail_are_read() {
    let items = items("m.msg", &mail());
    assert_eq!(items[0].format, Format::Msg);
    assert_eq!(items[0].text, "첨부를 보십시오.");
    assert_eq!(property(&items[0], "MSIP_Label_1_Enabled"), ["true"]);
    assert_eq!(property(&items[0], "MSIP_Label_1_Name"), ["Secret"]);
    assert_eq!(property(&items[0], "subject"), ["견적 송부"]);
    assert_eq!(property(&items[0], "from"), ["Sender <sender@example.com>"]);
    assert_eq!(
        property(&items[0], "to"),
        ["Receiver <receiver@example.com>"]
    );
    assert_eq!(property(&items[0], "cc"), ["copy@example.com"]);
    assert_eq!(property(&items[0], "date"), ["2024-02-29T23:59:59Z"]);
    assert_eq!(
        (items[1].path.as_str(), items[1].text.as_str()),
        ("m.msg/도면 목록.txt", "A-1, A-2")
    );
    assert_eq!(
        (items[2].path.as_str(), items[2].text.as_str()),
        ("m.msg/전달한 메일", "안쪽 본문")
    );
    assert_eq!(items[2].within, Some(0));
}

#[test]
fn rich_text_is_unpacked_where_there_is_no_plain_text() {
    // The example of the published description of the packing.
    let packed = [
        0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0,
        0x0a, 0, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68,
        0x65, 0x6c, 0x09, 0, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f,
        0xa0,
    ];
    let file = message(&[
        head("", &[], 32),
        ("__substg1.0_10090102".to_owned(), packed.to_vec()),
    ]);
    assert_eq!(item("m.msg", &file).text, "hello world\n");
}

#[test]
fn a_page_is_read_in_its_code_page_where_there_is_nothing_else() {
    let page = b"<p>\xB0\xA1\xB3\xAA</p>".to_vec();
    let file = message(&[
        head("", &[(0x3FDE_0003, 949)], 32),
        ("__substg1.0_10130102".to_owned(), page),
    ]);
    assert_eq!(item("m.msg", &file).text.trim(), "가나");
}

#[test]
fn an_encrypted_mail_and_an_attachment_that_lies_elsewhere_are_said() {
    let file = "__attach_version1.0_#00000000/";
    let mail = message(&[
        head("", &[], 32),
        text_of("", "001A", "IPM.Note.SMIME"),
        head(file, &[], 8),
        text_of(file, "3707", "cloud.docx"),
    ]);
    let problems = item("m.msg", &mail).problems;
    assert_eq!(problems[0], Problem::Wrapped("S/MIME".to_owned()));
    assert_eq!(
        problems[1].to_string(),
        "format not read: attachment that lies elsewhere: cloud.docx"
    );
}
