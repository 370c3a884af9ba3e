//! Tests of files that the password of Excel keeps shut.

use std::io::{Cursor, Write};

use super::agile::tests::{ABOUT, encrypted};
use crate::testkit::{container, read, sample, text_in};
use crate::{Format, Place, Problem};

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn a_package_that_only_the_password_of_excel_shuts_is_read() {
    let sheet = format!(
        "<worksheet><sheetData><row><c t='str'><v>slurry B-4{}</v></c></row></sheetData></worksheet>",
        " and so on".repeat(1000)
    );
    let package = container(&[
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/media/filler.bin", &"0123456789".repeat(900)),
    ]);
    let about = [&[4, 0, 4, 0, 0x40, 0, 0, 0], ABOUT.as_bytes()].concat();
    let file = compound(&[
        ("EncryptionInfo", &about),
        ("EncryptedPackage", &encrypted(&package)),
    ]);
    let items = read(&file);
    assert_eq!(items[0].problems, []);
    assert_eq!(items[1].format, Format::Xlsx);
    assert!(text_in(&items[1], Place::Hidden).starts_with("slurry B-4 and so on"));
}

#[test]
fn a_package_with_another_password_stays_shut() {
    let about = ABOUT.replace("4F5K/AVAt9hC", "4F5K/AVAt9hD");
    let about = [&[4, 0, 4, 0, 0x40, 0, 0, 0], about.as_bytes()].concat();
    for about in [
        &about[..],
        &about[..40],
        b"",
        &[3, 0, 2, 0],
        &[3, 0, 2, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0],
    ] {
        let file = compound(&[("EncryptionInfo", about), ("EncryptedPackage", &[7; 64])]);
        let items = read(&file);
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].problems, [Problem::Password]);
    }
}

#[test]
fn a_package_of_2007_that_only_the_password_of_excel_shuts_is_read() {
    let Some(bytes) = sample("xlsx/protect.xlsx") else {
        return;
    };
    let items = read(&bytes);
    assert_eq!(items[1].format, Format::Xlsx);
    assert!(text_in(&items[1], Place::Body).contains("Office 2007"));
}
