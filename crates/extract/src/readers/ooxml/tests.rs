//! Tests of Office documents.

use crate::testkit::{container, container_of, property, read, read_within, sample, text_in};
use crate::{Format, Item, Limits, Place, Problem, State};

mod lists;
mod sheets;
mod slides;
mod words;

const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Relationships of a part: kind and target each; `!` before a target leads outside.
fn relationships(arrows: &[(&str, &str)]) -> String {
    let mut xml = String::from("<Relationships>");
    for (number, (kind, target)) in arrows.iter().enumerate() {
        let (mode, target) = target
            .strip_prefix('!')
            .map_or(("", *target), |target| (" TargetMode='External'", target));
        xml.push_str(&format!(
            "<Relationship Id='rId{number}' Type='{RELS}/{kind}' Target='{target}'{mode}/>"
        ));
    }
    xml.push_str("</Relationships>");
    xml
}

/// A document of Word with this body, these further parts in `word/`, each pointed to as its kind says.
fn word(body: &str, parts: &[(&str, &str, &str)]) -> Item {
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    let arrows: Vec<(&str, &str)> = parts.iter().map(|(kind, name, _)| (*kind, *name)).collect();
    let rels = relationships(&arrows);
    let names: Vec<String> = parts
        .iter()
        .map(|(_, name, _)| format!("word/{name}"))
        .collect();
    let mut members = vec![
        ("word/document.xml", document.as_str()),
        ("word/_rels/document.xml.rels", rels.as_str()),
    ];
    let further = names.iter().zip(parts);
    members.extend(further.map(|(name, (_, _, content))| (name.as_str(), *content)));
    read(&container(&members)).remove(0)
}

#[test]
fn properties_and_labels_are_read() {
    let rels = relationships(&[
        ("officeDocument", "word/document.xml"),
        ("core-properties", "docProps/core.xml"),
    ]);
    let bytes = container(&[
        ("_rels/.rels", &rels),
        ("word/document.xml", "<w:document/>"),
        (
            "docProps/core.xml",
            "<cp:core><dc:title>Recipe B-4</dc:title><dc:creator/></cp:core>",
        ),
        (
            "docProps/app.xml",
            "<Properties><Company>한빛소재</Company><TitlesOfParts><vt:vector><vt:lpstr>Sheet A</vt:lpstr><vt:i4>1</vt:i4></vt:vector></TitlesOfParts></Properties>",
        ),
        (
            "docProps/custom.xml",
            "<Properties><property name='MSIP_Label_1_Name'><vt:lpwstr>Secret</vt:lpwstr></property></Properties>",
        ),
        (
            "docMetadata/LabelInfo.xml",
            "<clbl:labelList><clbl:label id='{1}' enabled='1' method='Privileged' siteId='{2}' removed='0'/></clbl:labelList>",
        ),
    ]);
    let item = &read(&bytes)[0];
    assert_eq!(property(item, "title"), Some("Recipe B-4"));
    assert_eq!(property(item, "creator"), None);
    assert_eq!(property(item, "Company"), Some("한빛소재"));
    assert_eq!(property(item, "TitlesOfParts"), Some("Sheet A"));
    assert_eq!(property(item, "i4"), None);
    assert_eq!(property(item, "MSIP_Label_1_Name"), Some("Secret"));
    assert_eq!(property(item, "labelinfo:id"), Some("{1}"));
    assert_eq!(property(item, "labelinfo:siteId"), Some("{2}"));
    assert_eq!(property(item, "labelinfo:method"), Some("Privileged"));
    assert_eq!(property(item, "labelinfo:removed"), Some("0"));
}

#[test]
fn the_main_part_is_found_by_its_relationship_in_both_namespaces() {
    let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument";
    let rels = format!(
        "<Relationships><Relationship Id='a' Type='{strict}' Target='/doc/Main.xml'/></Relationships>"
    );
    let types = "<Types><Override ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
    let bytes = container(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", &rels),
        (
            "doc/main.xml",
            "<document><body><p><r><t>strict</t></r></p></body></document>",
        ),
    ]);
    let item = &read(&bytes)[0];
    assert_eq!(item.format, Format::Docx);
    assert_eq!(item.text, "strict\n");
}

#[test]
fn a_damaged_part_does_not_lose_the_others() {
    let item = word(
        "<w:p><w:r><w:t>body</w:t></w:r></w:p>",
        &[
            (
                "footnotes",
                "footnotes.xml",
                "<w:footnotes><w:footnote><w:p><w:r><w:t>begun",
            ),
            (
                "header",
                "header1.xml",
                "<w:hdr><w:p><w:r><w:t>top</w:t></w:r></w:p></w:hdr>",
            ),
        ],
    );
    assert_eq!(text_in(&item, Place::Body), "body");
    assert_eq!(text_in(&item, Place::Notes), "begun");
    assert_eq!(text_in(&item, Place::Header), "top");
    assert!(matches!(item.problems.as_slice(), [Problem::CutOff(_)]));
}

#[test]
fn what_belongs_to_no_document_is_a_file_inside() {
    let bytes = container(&[
        ("word/document.xml", "<w:document/>"),
        ("word/embeddings/note.txt", "embedded"),
        ("word/media/image1.png", "\u{89}PNG"),
        ("secret.txt", "a passenger"),
        ("xl/printerSettings/printerSettings1.bin", "x"),
    ]);
    let items = read(&bytes);
    let inside: Vec<&str> = items
        .iter()
        .skip(1)
        .map(|item| item.path.as_str())
        .collect();
    assert_eq!(inside, ["file/word/embeddings/note.txt", "file/secret.txt"]);
    assert_eq!(items[2].text, "a passenger");
}

#[test]
fn relationships_in_a_ring_end() {
    let header = "<w:hdr><w:p><w:r><w:t>top</w:t></w:r></w:p></w:hdr>";
    let ring = relationships(&[("header", "header1.xml"), ("chart", "header1.xml")]);
    let document = relationships(&[("header", "header1.xml"), ("subDocument", "document.xml")]);
    let bytes = container(&[
        ("word/document.xml", "<w:document/>"),
        ("word/_rels/document.xml.rels", &document),
        ("word/header1.xml", header),
        ("word/_rels/header1.xml.rels", &ring),
    ]);
    assert_eq!(read(&bytes)[0].text, "top\n");
}

#[test]
fn an_encrypted_part_asks_for_its_password() {
    let mut bytes = container(&[("word/document.xml", "<w:document/>")]);
    bytes[6] |= 1;
    let central = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[central + 8] |= 1;
    let item = &read(&bytes)[0];
    assert_eq!(item.problems, [Problem::Password]);
    assert_eq!(item.state(), State::Unreadable);
}

#[test]
fn text_stops_at_the_limit_and_says_so() {
    let paragraph = "<w:p><w:r><w:t>0123456789</w:t></w:r></w:p>".repeat(1000);
    let document = format!("<w:document><w:body>{paragraph}</w:body></w:document>");
    let limits = Limits {
        text_bytes: 500,
        ..Limits::default()
    };
    let item = &read_within(&limits, &container(&[("word/document.xml", &document)]))[0];
    assert_eq!(item.text.len(), 500);
    assert_eq!(item.problems, [Problem::TooMuchText { limit: 500 }]);
}

#[test]
fn hostile_samples_get_an_answer() {
    let limits = Limits {
        text_bytes: 256 << 10,
        ..Limits::default()
    };
    let cases = [
        ("hostile/zipbomb1g.docx", State::Partly),
        ("hostile/bomb.hwpx", State::Partly),
        ("hostile/deep.docx", State::Unreadable),
        ("hostile/laughs.docx", State::Unreadable),
        ("hostile/manyparas.docx", State::Partly),
        ("hostile/sparse.xlsx", State::Read),
        ("hostile/trunc.docx", State::Partly),
    ];
    for (name, state) in cases {
        if let Some(bytes) = sample(name) {
            let item = &read_within(&limits, &bytes)[0];
            assert_eq!(item.state(), state, "{name}: {:?}", item.problems);
        }
    }
}

#[test]
fn a_document_of_pictures_and_next_to_no_text_says_so() {
    let scan = vec![7_u8; 10_001];
    let said = |part: &str, xml: &str, picture: &str, bytes: &[u8]| {
        let members = [(part, xml.as_bytes()), (picture, bytes)];
        read(&container_of(&members)).remove(0).problems
    };
    let word = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let part = "word/document.xml";
    let picture = "word/media/image1.png";
    let only = [Problem::ImageOnly { pages: 1 }];
    assert_eq!(said(part, &word("그림 1"), picture, &scan), only);
    assert_eq!(said(part, &word("그림 1"), picture, &[7; 500]), []);
    let long = word("twenty letters and more of a text");
    assert_eq!(said(part, &long, picture, &scan), []);
    let sheet = "<worksheet><sheetData/></worksheet>";
    let part = "xl/worksheets/sheet1.xml";
    assert_eq!(said(part, sheet, "xl/media/image1.emf", &scan), only);
}
