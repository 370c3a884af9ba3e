//! Mails as they are sent, boxes of them, and what Outlook makes of them for others.

use bongsu_extract::{Format, Problem};

use crate::build::{item, items, property, utf16};

const HEAD: &str = "From: Sender <sender@example.com>\r\nTo: a@example.com, B <b@example.com>\r\nSubject: =?ks_c_5601-1987?B?sN/A+w==?=\r\nDate: Tue, 1 Jul 2025 10:00:00 +0900\r\nMIME-Version: 1.0\r\n";

fn mail(rest: &[u8]) -> Vec<u8> {
    [HEAD.as_bytes(), rest].concat()
}

pub(crate) fn with_attachments() -> Vec<u8> {
    let mut rest = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n7LKo67aA66W8IOuztOyLreyLnOyYpA==\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--c--\r\n".to_vec();
    rest.extend(b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename*=UTF-8''%EA%B0%80%20%EB%82%98.txt\r\n\r\none\r\n");
    rest.extend(b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"=?euc-kr?B?sKE=?=.txt\"\r\n\r\ntwo\r\n");
    rest.extend(b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"\xB0\xA1\xB3\xAA.txt\"\r\n\r\nthree\r\n");
    rest.extend(b"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@example.com\r\nSubject: inner\r\nDate: Tue, 1 Jul 2025 10:00:00 +0900\r\n\r\ninside\r\n--b--\r\n");
    mail(&rest)
}

#[test]
fn head_text_and_attachments_of_a_mail_are_read_under_korean_names() {
    let items = items("m.eml", &with_attachments());
    assert_eq!(items[0].format, Format::Eml);
    assert_eq!(items[0].text, "첨부를 보십시오");
    assert_eq!(property(&items[0], "subject"), ["견적"]);
    assert_eq!(property(&items[0], "from"), ["Sender <sender@example.com>"]);
    assert_eq!(
        property(&items[0], "to"),
        ["a@example.com", "B <b@example.com>"]
    );
    let inside: Vec<(&str, &str)> = items[1..]
        .iter()
        .map(|item| (item.path.as_str(), item.text.trim()))
        .collect();
    assert_eq!(
        inside,
        [
            ("m.eml/가 나.txt", "one"),
            ("m.eml/가.txt", "two"),
            ("m.eml/가나.txt", "three"),
            ("m.eml/mail.eml", "inside")
        ]
    );
}

#[test]
fn labels_that_only_korean_mails_use_are_known() {
    let cp949 = mail(b"Content-Type: text/plain; charset=cp949\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xB0\xA1\xB3\xAA");
    assert_eq!(item("m.eml", &cp949).text, "가나");
    let iso = mail(b"Content-Type: text/plain; charset=iso-2022-kr\r\n\r\n\x1b$)C\x0e0!3*\x0f ok");
    assert_eq!(item("m.eml", &iso).text, "가나 ok");
}

#[test]
fn sensitivity_labels_in_the_head_are_properties() {
    let labelled =
        mail(b"msip_labels: MSIP_Label_1_Enabled=True;\r\n MSIP_Label_1_Name=Secret;\r\n\r\nbody");
    let item = item("m.eml", &labelled);
    assert_eq!(property(&item, "MSIP_Label_1_Name"), ["Secret"]);
    assert_eq!(property(&item, "MSIP_Label_1_Enabled"), ["True"]);
}

#[test]
fn a_page_is_read_only_where_there_is_no_plain_text() {
    let html = mail(
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<style>no</style><p>one</p><p>two</p>",
    );
    assert_eq!(
        item("m.eml", &html)
            .text
            .split_whitespace()
            .collect::<Vec<_>>(),
        ["one", "two"]
    );
}

#[test]
fn encrypted_mails_are_said() {
    let smime = mail(b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n");
    assert_eq!(
        item("m.eml", &smime).problems,
        [Problem::Wrapped("S/MIME".to_owned())]
    );
    let pgp = mail(b"Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b--\r\n");
    assert_eq!(
        item("m.eml", &pgp).problems,
        [Problem::Wrapped("PGP".to_owned())]
    );
    let inline = mail(b"\r\n-----BEGIN PGP MESSAGE-----\r\nabc\r\n-----END PGP MESSAGE-----\r\n");
    assert_eq!(
        item("m.eml", &inline).problems,
        [Problem::Wrapped("PGP".to_owned())]
    );
}

#[test]
fn each_mail_of_a_box_is_a_file_inside() {
    let one = "From x Tue Jul  1 10:00:00 2025\nFrom: a@example.com\nSubject: 1\n\nfirst\n\n";
    let two = "From y Tue Jul  1 10:00:00 2025\nFrom: b@example.com\nSubject: 2\n\nsecond\n";
    let items = items("box", [one, two].concat().as_bytes());
    let inside: Vec<(&str, &str)> = items[1..]
        .iter()
        .map(|item| (item.path.as_str(), item.text.trim()))
        .collect();
    assert_eq!(
        inside,
        [("box/mail 1.eml", "first"), ("box/mail 2.eml", "second")]
    );
}

#[test]
fn a_note_with_colons_is_no_mail() {
    assert_eq!(
        item("a.txt", b"Subject: slurry\nTemperature: 350\n\nmore").format,
        Format::Text
    );
    let note = b"From: lab\nSubject: slurry\nTo: all\nTemperature: 350\n\nmore";
    assert!(item("a.txt", note).text.contains("Temperature: 350"));
    assert_eq!(
        item("a.txt", b"to: do\nshopping list\nfrom: the shop").format,
        Format::Text
    );
}

fn attribute(level: u8, id: u32, data: &[u8]) -> Vec<u8> {
    let sum: u16 = data
        .iter()
        .fold(0, |sum, &byte| sum.wrapping_add(u16::from(byte)));
    [
        &[level][..],
        &id.to_le_bytes(),
        &(data.len() as u32).to_le_bytes(),
        data,
        &sum.to_le_bytes(),
    ]
    .concat()
}

/// What Outlook attaches where it thinks the receiver has Outlook too.
pub(crate) fn winmail() -> Vec<u8> {
    let name = utf16("도면 1.txt\0");
    let mut properties = 1_u32.to_le_bytes().to_vec();
    properties.extend([0x1F, 0, 0x07, 0x37]);
    properties.extend(1_u32.to_le_bytes());
    properties.extend((name.len() as u32).to_le_bytes());
    properties.extend(&name);
    properties.resize(properties.len().next_multiple_of(4), 0);
    [
        &[0x78, 0x9F, 0x3E, 0x22, 1, 0][..],
        &attribute(1, 0x0006_9007, &[949_u32.to_le_bytes(), [0; 4]].concat()),
        &attribute(1, 0x0002_800C, b"\xB0\xA1\0"),
        &attribute(2, 0x0006_9002, &[0; 14]),
        &attribute(2, 0x0001_8010, b"dwg.txt\0"),
        &attribute(2, 0x0006_800F, b"line list"),
        &attribute(2, 0x0006_9005, &properties),
    ]
    .concat()
}

#[test]
fn attachments_inside_winmail_dat_are_found() {
    let items = items("winmail.dat", &winmail());
    assert_eq!(items[0].text, "가");
    assert_eq!(
        (items[1].path.as_str(), items[1].text.as_str()),
        ("winmail.dat/도면 1.txt", "line list")
    );
}
