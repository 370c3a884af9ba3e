//! Tests of containers.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::Limits;

fn container(members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn read(package: &mut Package<'_>, name: &str) -> Result<String, Problem> {
    let mut budget = Budget::new(&Limits::default());
    let bytes = package.bytes(name, &mut budget)?;
    Ok(String::from_utf8(bytes).unwrap())
}

#[test]
fn names_are_compared_as_office_does() {
    let bytes = container(&[("Word\\Document.XML", "x")]);
    let mut package = Package::open(&bytes).unwrap();
    assert_eq!(read(&mut package, "/word/document.xml"), Ok("x".to_owned()));
}

#[test]
fn names_in_the_korean_code_page_are_read() {
    let (name, _, _) = encoding_rs::EUC_KR.encode("공정/조건표.txt");
    let placeholder = "p".repeat(name.len());
    let mut bytes = container(&[(&placeholder, "12 mTorr")]);
    while let Some(at) = memchr::memmem::find(&bytes, placeholder.as_bytes()) {
        bytes[at..at + name.len()].copy_from_slice(&name);
    }
    let mut package = Package::open(&bytes).unwrap();
    assert_eq!(package.names(), ["공정/조건표.txt"]);
    assert_eq!(
        read(&mut package, "공정/조건표.txt"),
        Ok("12 mTorr".to_owned())
    );
}

#[test]
fn a_container_without_its_end_is_read_from_its_members() {
    let long = "a long text that goes on and on. ".repeat(100);
    let bytes = container(&[("a.txt", "first"), ("b.txt", &long), ("c.txt", "last")]);
    let cut = memchr::memmem::find(&bytes, b"c.txt").unwrap();
    let mut package = Package::open(&bytes[..cut]).unwrap();
    assert!(matches!(package.defect(), Some(Problem::CutOff(_))));
    assert_eq!(read(&mut package, "a.txt"), Ok("first".to_owned()));
    assert_eq!(read(&mut package, "b.txt"), Ok(long));
    assert!(!package.has("c.txt"));
}

#[test]
fn a_member_that_is_cut_off_gives_its_beginning() {
    let numbers: Vec<String> = (0..20_000).map(|number| number.to_string()).collect();
    let long = numbers.join(" ");
    let bytes = container(&[("a.txt", &long)]);
    let mut package = Package::open(&bytes[..bytes.len() / 2]).unwrap();
    let mut budget = Budget::new(&Limits::default());
    let (most, problem) = package.most_of(0, &mut budget);
    assert!(problem.is_some());
    assert!(most.len() > 1000 && long.as_bytes().starts_with(&most));
}

#[test]
fn two_members_of_one_name_are_both_listed() {
    let mut bytes = container(&[("a.txt", "shown"), ("b.txt", "other")]);
    while let Some(at) = memchr::memmem::find(&bytes, b"b.txt") {
        bytes[at] = b'a';
    }
    let mut package = Package::open(&bytes).unwrap();
    let shadowed: Vec<bool> = package
        .members()
        .iter()
        .map(|one| one.is_shadowed)
        .collect();
    assert_eq!(shadowed, [false, true]);
    let mut budget = Budget::new(&Limits::default());
    let mut texts: Vec<_> = (0..2)
        .map(|number| package.bytes_of(number, &mut budget).unwrap())
        .collect();
    texts.sort();
    assert_eq!(texts, [b"other".to_vec(), b"shown".to_vec()]);
}

#[test]
fn an_encrypted_member_asks_for_its_password() {
    let mut bytes = container(&[("a.txt", "secret")]);
    bytes[6] |= 1;
    let central = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[central + 8] |= 1;
    let mut package = Package::open(&bytes).unwrap();
    assert_eq!(read(&mut package, "a.txt"), Err(Problem::Password));
    let mut package = Package::open(&bytes[..central]).unwrap();
    assert_eq!(read(&mut package, "a.txt"), Err(Problem::Password));
}

#[test]
fn a_member_stops_at_the_limit() {
    let bytes = container(&[("a.txt", &"0".repeat(1 << 20))]);
    let mut package = Package::open(&bytes).unwrap();
    let limits = Limits {
        unpacked_bytes: 1 << 16,
        ..Limits::default()
    };
    let result = package.bytes("a.txt", &mut Budget::new(&limits));
    assert_eq!(result, Err(Problem::UnpacksTooFar { limit: 1 << 16 }));
}

#[test]
fn bytes_that_are_no_container_are_refused() {
    assert!(Package::open(b"PK").is_err());
    assert!(Package::open(b"").is_err());
}
