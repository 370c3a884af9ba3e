//! Tests of XML in pieces.

use super::*;

/// Everything in a document: `<name` and `>` for elements, text as it stands.
fn pieces(bytes: &[u8]) -> (String, Option<Problem>) {
    let mut xml = Xml::new(bytes, "part");
    let mut all = String::new();
    loop {
        match xml.next() {
            Ok(Some(Piece::Start(tag))) => all.push_str(&format!("<{}", tag.name())),
            Ok(Some(Piece::End(name))) => all.push_str(&format!("{name}>")),
            Ok(Some(Piece::Text(text))) => all.push_str(&text),
            Ok(None) => return (all, None),
            Err(problem) => return (all, Some(problem)),
        }
    }
}

fn text(document: &str) -> String {
    let (all, problem) = pieces(document.as_bytes());
    assert_eq!(problem, None);
    all
}

#[test]
fn elements_are_told_by_their_local_name() {
    assert_eq!(text("<w:p><a:t>x</a:t><br/></w:p>"), "<p<txt><brbr>p>");
}

#[test]
fn predefined_entities_and_characters_are_resolved_and_no_others() {
    assert_eq!(
        text("<t>1 &lt; 2 &amp; &#xAC00;&nbsp;!</t>"),
        "<t1 < 2 & 가!t>"
    );
}

#[test]
fn entities_that_a_document_declares_are_not_resolved_and_not_passed_over_in_silence() {
    let document = "<!DOCTYPE t [<!ENTITY a 'aaa'>]><t>1&a;2</t>";
    let (all, problem) = pieces(document.as_bytes());
    assert_eq!(all, "<t12t>");
    assert!(matches!(problem, Some(Problem::Damaged(_))));
}

#[test]
fn an_ampersand_that_stands_alone_is_text() {
    assert_eq!(text("<t>R&D & more</t>"), "<tR&D & moret>");
}

#[test]
fn attributes_are_found_with_and_without_their_prefix() {
    let mut xml = Xml::new(&b"<s id='1' r:id='2&amp;&x;' &bad/>"[..], "part");
    let Ok(Some(Piece::Start(tag))) = xml.next() else {
        panic!("no element");
    };
    assert_eq!(tag.attribute("id").as_deref(), Some("1"));
    assert_eq!(tag.prefixed("id").as_deref(), Some("2&"));
    assert_eq!(tag.plain("id").as_deref(), Some("1"));
    assert_eq!(tag.attribute("name"), None);
}

#[test]
fn utf_16_is_read_with_and_without_a_mark() {
    let document = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><t>가각 slurry</t>";
    let little: Vec<u8> = document.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = document.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = [&[0xff, 0xfe], little.as_slice()].concat();
    for bytes in [little, big, marked] {
        assert_eq!(pieces(&bytes), ("<t가각 slurryt>".to_owned(), None));
    }
}

#[test]
fn a_declared_code_page_is_read() {
    let (body, _, _) = encoding_rs::EUC_KR.encode("<t>공정</t>");
    let bytes = [&b"<?xml version='1.0' encoding='euc-kr'?>"[..], &body].concat();
    assert_eq!(pieces(&bytes), ("<t공정t>".to_owned(), None));
}

#[test]
fn a_long_text_comes_in_pieces_and_loses_nothing() {
    let long = "가나다 <![CDATA[<x>]]>".repeat(2) + &"슬러리 B-4 ".repeat(40_000);
    let document = format!("<a><b>{long}</b><c>after</c></a>");
    let expected = long.replace("<![CDATA[", "").replace("]]>", "");
    assert_eq!(text(&document), format!("<a<b{expected}b><cafterc>a>"));
    let mut xml = Xml::new(document.as_bytes(), "part");
    while let Some(piece) = xml.next().unwrap() {
        if let Piece::Text(text) = piece {
            assert!(text.len() < 128 << 10);
        }
    }
}

#[test]
fn what_is_cut_off_gives_its_beginning() {
    let (all, problem) = pieces(b"<a><b>begin and");
    assert_eq!(all, "<a<bbegin and");
    assert!(matches!(problem, Some(Problem::CutOff(_))));
}

#[test]
fn depth_is_bounded() {
    let (_, problem) = pieces("<p>".repeat(1_000_000).as_bytes());
    assert!(matches!(problem, Some(Problem::Damaged(_))));
}

#[test]
fn a_tag_without_end_is_refused() {
    let document = format!("<a><b c='{}'/></a>", "x".repeat(100 << 20));
    let (all, problem) = pieces(document.as_bytes());
    assert_eq!(all, "<a");
    assert!(matches!(problem, Some(Problem::Damaged(_))));
}

#[test]
fn an_element_is_skipped_with_all_that_is_in_it() {
    let mut xml = Xml::new(&b"<a><b><c>x</c>y</b><d/>z</a>"[..], "part");
    let mut seen = String::new();
    while let Some(piece) = xml.next().unwrap() {
        match piece {
            Piece::Start(tag) if matches!(tag.name(), "b" | "d") => xml.skip().unwrap(),
            Piece::Text(text) => seen.push_str(&text),
            _ => {}
        }
    }
    assert_eq!((seen.as_str(), xml.depth()), ("z", 0));
}

#[test]
fn bytes_that_are_no_xml_do_no_harm() {
    pieces(b"\x00\x01\x02<\xff\xfe>&&&;;;<!><?><!--");
    pieces(b"<");
    pieces(b"");
    pieces(b"</a></b><c/>");
}
