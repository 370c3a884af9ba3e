//! Files that rights management or a password keeps shut.

use bongsu_extract::{Format, Problem, State};

use crate::build::{compound, item, property, utf16};

#[test]
fn a_wrapped_file_is_told_from_an_unknown_one() {
    for (start, name) in [
        (b"SCDSA002\0\0".as_slice(), "SoftCamp Document Security"),
        (b"SCDSA004\0\0", "SoftCamp Document Security"),
        (
            b"\x9B DRMONE  This Document is encrypted and protected by Fasoo DRM ",
            "Fasoo",
        ),
        (b"<!-- FasooSecureContainer ", "Fasoo"),
        (b"<DOCUMENT SAFER V3.0", "MarkAny Document SAFER"),
        (b"<## NASCA DRM FILE - VER1.00 ##>", "Samsung NASCA"),
        (b".pfile\x02\0\0\0", "Microsoft RMS"),
    ] {
        let file = [start, &[0xA7; 100]].concat();
        let item = item("recipe.xlsx", &file);
        assert_eq!(item.format, Format::Wrapped, "{name}");
        assert_eq!(item.problems, [Problem::Wrapped(name.to_owned())]);
        assert_eq!(item.state(), State::Unreadable);
    }
}

#[test]
fn a_text_that_speaks_of_a_wrapper_is_a_text() {
    assert_eq!(
        item("a.txt", b"files start with SCDSA002").format,
        Format::Text
    );
}

#[test]
fn an_encrypted_package_is_a_password_or_rights_management() {
    let password = compound(&[
        ("EncryptionInfo", vec![4, 0, 4, 0]),
        ("EncryptedPackage", vec![1; 64]),
    ]);
    assert_eq!(item("a.docx", &password).problems, [Problem::Password]);
    let rights = compound(&[
        (
            "\u{6}DataSpaces/DataSpaceInfo/DRMEncryptedDataSpace",
            utf16("DRMEncryptedTransform"),
        ),
        (
            "\u{6}DataSpaces/TransformInfo/LabelInfo",
            b"<?xml version=\"1.0\"?><clbl:labelList xmlns:clbl=\"x\"><clbl:label id=\"{1}\" siteId=\"{2}\"/></clbl:labelList>".to_vec(),
        ),
        ("EncryptedPackage", vec![1; 64]),
    ]);
    let item = item("a.docx", &rights);
    assert_eq!(property(&item, "labelinfo:id"), ["{1}"]);
    assert_eq!(property(&item, "labelinfo:siteId"), ["{2}"]);
    assert_eq!(item.format, Format::Wrapped);
    assert_eq!(
        item.problems,
        [Problem::Wrapped("Microsoft RMS".to_owned())]
    );
}
