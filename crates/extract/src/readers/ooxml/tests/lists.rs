//! Tests of numbered paragraphs and signs of notes.

use super::*;

const NUMBERING: &str = "<w:numbering>\
    <w:abstractNum w:abstractNumId='7'>\
    <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:pStyle w:val='Head'/><w:lvlText w:val='제%1조'/></w:lvl>\
    <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='ganada'/><w:lvlText w:val='%2.'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='\u{f0b7}'/></w:lvl></w:abstractNum>\
    <w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>\
    <w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>\
    <w:num w:numId='3'><w:abstractNumId w:val='8'/></w:num></w:numbering>";

fn item_of(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>\
         <w:pPrChange><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:pPrChange></w:pPr>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

#[test]
fn paragraphs_are_read_without_their_numbers_and_beside_that_with_them() {
    let body = [
        item_of(1, 0, "목적"),
        item_of(1, 1, "범위"),
        item_of(1, 1, "용어"),
        "<w:p><w:r><w:t>between</w:t></w:r></w:p>".to_owned(),
        item_of(1, 0, "관리"),
        item_of(2, 0, "again"),
        item_of(2, 0, "and on"),
        item_of(3, 0, "bullet"),
    ];
    let item = word(&body.concat(), &[("numbering", "numbering.xml", NUMBERING)]);
    assert_eq!(
        text_in(&item, Place::Body),
        "목적 | 범위 | 용어 | between | 관리 | again | and on | bullet"
    );
    assert_eq!(
        text_in(&item, Place::Raw),
        "제1조 목적 | 가. 범위 | 나. 용어 | between | 제2조 관리 | 제5조 again | 제6조 and on | • bullet"
    );
}

#[test]
fn a_style_numbers_its_paragraphs_and_one_based_on_it() {
    let styles = "<w:styles><w:style w:styleId='Head'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
        <w:style w:styleId='Sub'><w:basedOn w:val='Head'/></w:style></w:styles>";
    let with_style = |style: &str, more: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='{style}'/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        with_style("Head", "", "one"),
        with_style("Sub", "", "two"),
        with_style("Sub", "<w:numPr><w:numId w:val='0'/></w:numPr>", "none"),
    ];
    let item = word(
        &body.concat(),
        &[
            ("styles", "styles.xml", styles),
            ("numbering", "numbering.xml", NUMBERING),
        ],
    );
    assert_eq!(text_in(&item, Place::Raw), "제1조 one | 제2조 two");
}

#[test]
fn signs_of_notes_are_shown_beside_the_text() {
    let body = "<w:p><w:r><w:t>ceria</w:t></w:r><w:r><w:footnoteReference w:id='4'/></w:r><w:r><w:t> slurry</w:t></w:r>\
        <w:r><w:endnoteReference w:id='4'/></w:r></w:p>";
    let notes = "<w:footnotes><w:footnote w:id='4'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>see B-4</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let item = word(body, &[("footnotes", "footnotes.xml", notes)]);
    assert_eq!(text_in(&item, Place::Body), "ceria slurry");
    assert_eq!(text_in(&item, Place::Notes), "see B-4");
    assert_eq!(text_in(&item, Place::Raw), "ceria1 slurryi | 1see B-4");
}

#[test]
fn of_a_long_paragraph_only_what_is_near_its_number_is_said_again() {
    let long = "etch ".repeat(1000) + "end";
    let body = item_of(1, 0, &long) + &item_of(1, 0, "next");
    let item = word(&body, &[("numbering", "numbering.xml", NUMBERING)]);
    let shown = text_in(&item, Place::Raw);
    assert!(shown.starts_with("제1조 etch etch") && shown.ends_with("etch end | 제2조 next"));
    assert!(shown.len() < 1000, "{}", shown.len());
}
