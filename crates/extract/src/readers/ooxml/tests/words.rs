//! Tests of Word.

use super::*;

/// The body's text of a document with this body.
fn body(body: &str) -> String {
    text_in(&word(body, &[]), Place::Body)
}

fn paragraph(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

#[test]
fn paragraphs_and_cells_are_lines() {
    let table = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph(&run("SiH4")),
        paragraph(&run("45 sccm"))
    );
    let text = body(&(paragraph(&(run("Depo") + &run("sition"))) + &table));
    assert_eq!(text, "Deposition | SiH4 | 45 sccm");
}

#[test]
fn glyphs_that_are_elements_become_characters() {
    let text = body(
        "<w:p><w:pPr><w:tabs><w:tab w:pos='1'/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t>\
         <w:noBreakHyphen/><w:sym w:font='Symbol' w:char='F06D'/><w:t>m</w:t><w:br/><w:t>c</w:t></w:r></w:p>",
    );
    assert_eq!(text, "a b\u{2011}μm | c");
}

#[test]
fn versions_of_one_content_are_read_once() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run(text)));
    let versions = format!(
        "<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{}</wps:txbx></mc:Choice>\
         <mc:Fallback><v:textbox>{}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>",
        text_box("box"),
        text_box("box")
    );
    let inside = run("before ") + &versions + &run("after");
    assert_eq!(body(&paragraph(&inside)), "before after | box");
}

#[test]
fn a_fallback_is_read_where_the_choice_has_no_text() {
    let inside = "<w:r><mc:AlternateContent><mc:Choice><cx:chart/></mc:Choice>\
                  <mc:Fallback><w:t>fallback</w:t></mc:Fallback></mc:AlternateContent></w:r>";
    assert_eq!(body(&paragraph(inside)), "fallback");
}

#[test]
fn deleted_and_hidden_text_stand_apart() {
    let styles = "<w:styles><w:style w:styleId='H'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let item = word(
        &paragraph(
            &("<w:del><w:r><w:delText>10.2</w:delText></w:r></w:del>".to_owned()
                + "<w:ins><w:r><w:t>10.4</w:t></w:r></w:ins>"
                + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
                + "<w:r><w:rPr><w:rStyle w:val='H'/></w:rPr><w:t>by style</w:t></w:r>"
                + "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> shown</w:t></w:r>"),
        ),
        &[("styles", "styles.xml", styles)],
    );
    assert_eq!(text_in(&item, Place::Body), "10.4 shown");
    assert_eq!(text_in(&item, Place::Deleted), "10.2");
    assert_eq!(text_in(&item, Place::Hidden), "hidden | by style");
}

#[test]
fn field_codes_are_raw_and_their_results_are_text() {
    let item = word(
        &paragraph(
            "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>result</w:t></w:r>\
             <w:fldSimple w:instr='PAGE'><w:r><w:t>7</w:t></w:r></w:fldSimple>",
        ),
        &[],
    );
    assert_eq!(text_in(&item, Place::Body), "result7");
    assert_eq!(text_in(&item, Place::Raw), "HYPERLINK x | PAGE");
}

#[test]
fn stories_stand_in_their_places() {
    let story = |text: &str| format!("<w:x>{}</w:x>", paragraph(&run(text)));
    let comment = format!(
        "<w:comments><w:comment w:author='Kim'>{}</w:comment></w:comments>",
        paragraph(&run("why?"))
    );
    let watermark = "<w:hdr><w:p><w:r><w:pict><v:shape alt='alt'><v:textpath string='대외비'/></v:shape></w:pict></w:r></w:p></w:hdr>";
    let item = word(
        &paragraph(&run("body")),
        &[
            ("footer", "footer1.xml", &story("foot")),
            ("header", "header1.xml", watermark),
            ("endnotes", "endnotes.xml", &story("note")),
            ("comments", "comments.xml", &comment),
            (
                "glossaryDocument",
                "glossary/document.xml",
                &story("building block"),
            ),
        ],
    );
    let places = [
        (Place::Body, "body"),
        (Place::Footer, "foot"),
        (Place::Watermark, "대외비"),
        (Place::Notes, "note"),
        (Place::Comment, "Kim | why?"),
        (Place::Master, "building block"),
        (Place::Alternative, "alt"),
    ];
    for (place, text) in places {
        assert_eq!(text_in(&item, place), text, "{place:?}");
    }
}

#[test]
fn formulae_lists_and_alternative_texts_are_read() {
    let item = word(
        "<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>\
         <w:r><w:drawing><wp:docPr id='1' name='Picture 1' descr='a wafer'/></w:drawing></w:r>\
         <w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='Grade A' w:value='Grade A'/></w:dropDownList></w:sdtPr></w:sdt></w:p>",
        &[],
    );
    assert_eq!(text_in(&item, Place::Body), "x=1");
    assert_eq!(text_in(&item, Place::Alternative), "a wafer | Grade A");
}

#[test]
fn charts_diagrams_and_chunks_are_read() {
    let chart = "<c:chart><c:title><a:p><a:r><a:t>Yield</a:t></a:r></a:p></c:title><c:pt><c:v>97.5</c:v></c:pt></c:chart>";
    let diagram = "<dgm:pt><dgm:t><a:p><a:r><a:t>Step 1</a:t></a:r></a:p></dgm:t></dgm:pt>";
    let item = word(
        "<w:p/>",
        &[
            ("chart", "charts/chart1.xml", chart),
            ("diagramData", "diagrams/data1.xml", diagram),
            ("hyperlink", "!https://example.org/b4", ""),
        ],
    );
    assert_eq!(text_in(&item, Place::Alternative), "Yield | 97.5");
    assert_eq!(text_in(&item, Place::Body), "Step 1");
    assert_eq!(text_in(&item, Place::Raw), "https://example.org/b4");
}

#[test]
fn a_chunk_of_another_format_is_a_file_inside() {
    let bytes = container(&[
        (
            "word/document.xml",
            "<w:document><w:body><w:altChunk r:id='rId0'/></w:body></w:document>",
        ),
        (
            "word/_rels/document.xml.rels",
            &relationships(&[("aFChunk", "chunk.xml")]),
        ),
        ("word/chunk.xml", "chunk of text"),
    ]);
    let items = read(&bytes);
    assert_eq!(items[1].path, "file/word/chunk.xml");
    assert_eq!(items[1].text, "chunk of text");
}

#[test]
fn a_document_in_one_xml_file_is_read() {
    let flat = "<?xml version='1.0'?><pkg:package xmlns:pkg='p'>\
        <pkg:part pkg:name='/word/document.xml'><pkg:xmlData><w:document><w:body><w:p><w:r><w:t>flat body</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part>\
        <pkg:part pkg:name='/word/media/image1.png'><pkg:binaryData>aGlkZGVu</pkg:binaryData></pkg:part>\
        <pkg:part pkg:name='/word/styles.xml'><pkg:xmlData><w:styles><w:t>style</w:t></w:styles></pkg:xmlData></pkg:part>\
        <pkg:part pkg:name='/word/footnotes.xml'><pkg:xmlData><w:footnotes><w:p><w:r><w:t>flat note</w:t></w:r></w:p></w:footnotes></pkg:xmlData></pkg:part>\
        </pkg:package>";
    let item = &read(flat.as_bytes())[0];
    assert_eq!(item.format, Format::Docx);
    assert_eq!(text_in(item, Place::Body), "flat body");
    assert_eq!(text_in(item, Place::Notes), "flat note");
    assert_eq!(item.sections.len(), 2);
}

#[test]
fn a_document_without_its_end_gives_what_is_left() {
    let many: String = (0..20_000)
        .map(|number| paragraph(&run(&number.to_string())))
        .collect();
    let bytes = container(&[
        (
            "word/header1.xml",
            "<w:hdr><w:p><w:r><w:t>top</w:t></w:r></w:p></w:hdr>",
        ),
        (
            "word/document.xml",
            &format!("<w:document><w:body>{many}</w:body></w:document>"),
        ),
    ]);
    let item = &read(&bytes[..bytes.len() / 2])[0];
    assert_eq!(item.format, Format::Docx);
    assert!(text_in(item, Place::Body).starts_with("0 | 1 | 2 | 3"));
    assert_eq!(text_in(item, Place::Header), "top");
    assert!(
        item.problems
            .iter()
            .any(|problem| matches!(problem, Problem::CutOff(_)))
    );
}

#[test]
fn text_behind_a_document_is_read() {
    let document = container(&[(
        "word/document.xml",
        "<w:p><w:r><w:t>shown</w:t></w:r></w:p>",
    )]);
    let items = read(&[document.as_slice(), b"slurry B-4 behind it\n"].concat());
    assert_eq!(text_in(&items[0], Place::Body), "shown");
    let behind = (items[1].path.as_str(), items[1].text.as_str());
    assert_eq!(behind, ("file/after the archive", "slurry B-4 behind it\n"));
}
