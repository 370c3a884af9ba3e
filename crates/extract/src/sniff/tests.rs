//! Formats by bytes, whatever the name says.

use crate::{Format, Limits, extract};

fn format(name: &str, bytes: &[u8]) -> Format {
    super::format(name, bytes)
}

#[test]
fn a_renamed_file_is_still_what_it_is() {
    assert_eq!(format("recipe.jpg", b"%PDF-1.4\n1 0 obj"), Format::Pdf);
    assert_eq!(format("notes.txt", b"\x89PNG\r\n\x1A\n...."), Format::Image);
    assert_eq!(
        format("photo.png", "대외비 배합비".as_bytes()),
        Format::Text
    );
    assert_eq!(format("a.doc", b"{\\rtf1 hello}"), Format::Rtf);
    assert_eq!(
        format("a.txt", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"),
        Format::Compound
    );
    assert_eq!(format("a.txt", b"\x7FELF\x02\x01"), Format::Program);
    assert_eq!(format("x", b"AC1027\0\0\0\0\0"), Format::Dwg);
    assert_eq!(
        format("x", b"HWP Document File V3.00 \x1A\x01"),
        Format::Hwp3
    );
}

#[test]
fn texts_are_told_apart_by_what_they_say() {
    assert_eq!(
        format("x", b"<!-- made by hand -->\n<!DOCTYPE html><p>hi"),
        Format::Html
    );
    assert_eq!(format("x", b"<?xml version='1.0'?><a>b</a>"), Format::Xml);
    assert_eq!(
        format(
            "x",
            b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>"
        ),
        Format::Html
    );
    assert_eq!(
        format(
            "x.txt",
            b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nDate: y\r\n\r\nhi"
        ),
        Format::Eml
    );
    assert_eq!(format("x.txt", b"Note: this\nTo: remember\n"), Format::Text);
    assert_eq!(format("x.java", b"class A {}"), Format::Source);
    assert_eq!(format("x", b"  0\nSECTION\n  2\nHEADER\n"), Format::Dxf);
    assert_eq!(format("x", b"ISO-10303-21;\nHEADER;"), Format::Step);
    assert_eq!(
        format(
            "tags.txt",
            b"ID3 tags and MZ headers and how BM files begin"
        ),
        Format::Text
    );
    assert_eq!(
        format("about.txt", b"A file that begins with %PDF-1.4 is a PDF."),
        Format::Text
    );
}

#[test]
fn a_file_that_is_two_formats_is_read_as_the_one_with_text() {
    let zip_end = [b"PK\x05\x06\0\0\0\0\x01\0\x01\0".as_slice(), &[0; 10]].concat();
    let both = [b"junk\n%PDF-1.4\n1 0 obj\n".as_slice(), &zip_end].concat();
    assert_eq!(format("x", &both), Format::Pdf);
    let behind_junk = [&[0xFF_u8; 100][..], &zip_end].concat();
    assert_eq!(format("x", &behind_junk), Format::Zip);
    let behind_script = [b"#!/bin/sh\nexec unzip $0\n".as_slice(), &zip_end].concat();
    assert_eq!(format("x.sh", &behind_script), Format::Zip);
}

#[test]
fn every_start_of_every_magic_is_an_answer() {
    for (at, magic, _) in super::MAGIC {
        for length in 0..=magic.len() {
            let bytes = [vec![b' '; *at], magic[..length].to_vec()].concat();
            extract("x", &bytes, &Limits::default(), &mut |_| {});
        }
    }
}
