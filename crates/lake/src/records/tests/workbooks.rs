//! Workbooks that are made to take memory or time.

use std::io::Write as _;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const SHEET: &str = "<worksheet><dimension ref=\"A1:C2\"/><sheetData>\
    <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
    <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>1</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>Garam</t></is></c></row>\
    </sheetData></worksheet>";

const STRINGS: &str = "<sst uniqueCount=\"2\"><si><t>entry</t></si><si><t>name</t></si></sst>";

const STYLES: &str = "<styleSheet><cellXfs><xf numFmtId=\"0\"/></cellXfs></styleSheet>";

/// What stands in a part: a start, a middle so many times, an end.
type Content<'a> = (&'a str, (&'a str, usize), &'a str);

fn plain(text: &str) -> Content<'_> {
    (text, ("", 0), "")
}

/// A workbook of one sheet, with some parts replaced or added.
fn workbook(replaced: &[(&str, Content<'_>)]) -> Vec<u8> {
    let relation = |id: u8, kind: &str, target: &str| {
        format!(
            "<Relationship Id=\"rId{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    let package = format!(
        "<Relationships>{}</Relationships>",
        relation(1, "officeDocument", "xl/workbook.xml")
    );
    let relations = format!(
        "<Relationships>{}{}{}</Relationships>",
        relation(1, "worksheet", "worksheets/sheet1.xml"),
        relation(2, "sharedStrings", "sharedStrings.xml"),
        relation(3, "styles", "styles.xml")
    );
    let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
        <sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let mut parts: Vec<(&str, Content<'_>)> = vec![
        ("_rels/.rels", plain(&package)),
        ("xl/workbook.xml", plain(book)),
        ("xl/_rels/workbook.xml.rels", plain(&relations)),
        ("xl/worksheets/sheet1.xml", plain(SHEET)),
        ("xl/sharedStrings.xml", plain(STRINGS)),
        ("xl/styles.xml", plain(STYLES)),
    ];
    for (name, content) in replaced {
        match parts.iter_mut().find(|(known, _)| known == name) {
            Some(part) => part.1 = *content,
            None => parts.push((name, *content)),
        }
    }
    let mut archive = ZipWriter::new(io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_level(Some(1))
        .large_file(true);
    for (name, (start, (middle, n), end)) in parts {
        archive.start_file(name, options).unwrap();
        archive.write_all(start.as_bytes()).unwrap();
        let block = middle.repeat(1000);
        for _ in 0..n / 1000 {
            archive.write_all(block.as_bytes()).unwrap();
        }
        archive
            .write_all(middle.repeat(n % 1000).as_bytes())
            .unwrap();
        archive.write_all(end.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn bench(replaced: &[(&str, Content<'_>)]) -> Bench {
    Bench::new(RecordFormat::Xlsx, "restricted.xlsx", workbook(replaced))
}

const SHEET_NAME: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_plain_workbook_is_read_with_pictures_and_sloppy_drawings_in_it() {
    let picture = "\u{1}".repeat(3 << 20);
    let extra = [
        ("xl/media/image1.png", plain(&picture)),
        (
            "xl/drawings/vmlDrawing1.vml",
            plain("<xml><div>a<br>b</div></xml>"),
        ),
    ];
    let done = bench(&extra).done();
    assert_eq!(done.rows, ["listed: entry=1 names=[Garam] row=1"]);
}

#[test]
fn strings_that_unpack_to_gigabytes_are_refused() {
    // Many short ones, one long one, one of many pieces; packed, each takes some megabytes at most.
    let many = ("<sst>", ("<si><t>A</t></si>", 10_000_000), "</sst>");
    let long = (
        "<sst><si><t>",
        ("AAAAAAAAAAAAAAAA", 70_000_000),
        "</t></si></sst>",
    );
    let pieces = (
        "<sst><si>",
        ("<r><t>AAAAAAAAAAAA</t></r>", 3_000_000),
        "</si></sst>",
    );
    for (content, wanted) in [(many, "512 MiB"), (long, "1 MiB"), (pieces, "4 MiB")] {
        let error = bench(&[("xl/sharedStrings.xml", content)]).error();
        assert!(
            error.contains(wanted) && error.contains("xl/sharedStrings.xml"),
            "{error}"
        );
    }
}

#[test]
fn a_size_that_is_declared_untruly_does_not_help() {
    let mut bytes = workbook(&[(
        "xl/sharedStrings.xml",
        ("<sst>", ("<si><t>A</t></si>", 10_000_000), "</sst>"),
    )]);
    let name = b"xl/sharedStrings.xml";
    let places: Vec<usize> = memchr::memmem::find_iter(&bytes, name).collect();
    assert_eq!(places.len(), 2);
    // The size stands 22 bytes before the end of either header: it is set to a hundred bytes.
    let (local, central) = (places[0] - 30 + 22, places[1] - 46 + 24);
    for at in [local, central] {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let error = Bench::new(RecordFormat::Xlsx, "a.xlsx", bytes).error();
    assert!(
        error.contains("xl/sharedStrings.xml")
            || error.contains("ZIP")
            || error.contains("archive"),
        "{error}"
    );
}

#[test]
fn rows_and_cells_that_unpack_to_gigabytes_are_refused() {
    let row = (
        "<worksheet><sheetData><row r=\"1\">",
        ("<c r=\"A1\"><v>1</v></c>", 1_000_000),
        "</row></sheetData></worksheet>",
    );
    let cell = (
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>",
        ("<r><t>AAAAAAAAAAAA</t></r>", 1_000_000),
        "</is></c></row></sheetData></worksheet>",
    );
    for content in [row, cell] {
        let error = bench(&[(SHEET_NAME, content)]).error();
        assert!(
            error.contains("a row or a text unpacks to more than 16 MiB"),
            "{error}"
        );
    }
    // The same row in many elements is one row still.
    let again = (
        "<worksheet><sheetData>",
        ("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", 100_000),
        "</sheetData></worksheet>",
    );
    let error = bench(&[(SHEET_NAME, again)]).error();
    assert!(
        error.contains("row 1 is larger than a spreadsheet can hold"),
        "{error}"
    );
}

#[test]
fn numbers_that_no_workbook_has_are_refused_and_not_reckoned_with() {
    let sheet = |row: &str, cell: &str, dimension: &str| {
        format!(
            "<worksheet><dimension ref=\"{dimension}\"/><sheetData><row r=\"{row}\"><c r=\"{cell}\"><v>1</v></c></row></sheetData></worksheet>"
        )
    };
    for text in [
        sheet("99999999999", "A1", "A1"),
        sheet("1", "ZZZZZZZZZ1", "A1"),
        sheet("1", "A99999999999", "A1"),
        sheet("0", "A1", "A1"),
        sheet("1", "A1", "B2:A1"),
    ] {
        let error = bench(&[(SHEET_NAME, plain(&text))]).error();
        assert!(error.contains("is no place of a cell"), "{error}");
    }
    let far = sheet("1", "ZZZ1", "A1");
    assert!(
        bench(&[(SHEET_NAME, plain(&far))])
            .error()
            .contains("larger than a spreadsheet")
    );
    let count = "<sst uniqueCount=\"9999999999999\"><si><t>entry</t></si></sst>";
    let error = bench(&[("xl/sharedStrings.xml", plain(count))]).error();
    assert!(error.contains("strings are declared"), "{error}");
    let formats = (
        "<styleSheet><cellXfs>",
        ("<xf/>", 70_000),
        "</cellXfs></styleSheet>",
    );
    let error = bench(&[("xl/styles.xml", formats)]).error();
    assert!(error.contains("formats of cells"), "{error}");
}

#[test]
fn entities_and_documents_of_another_kind_are_refused() {
    let bomb = format!("<!DOCTYPE w [<!ENTITY a \"lol\">]>{SHEET}");
    let error = bench(&[(SHEET_NAME, plain(&bomb))]).error();
    assert!(error.contains("document type"), "{error}");
    let broken = SHEET.replace("</c>", "");
    let error = bench(&[(SHEET_NAME, plain(&broken))]).error();
    assert!(error.contains("not well-formed"), "{error}");
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/documents/hostile");
    if !folder.is_dir() {
        eprintln!("skipped: {} is absent", folder.display());
        return;
    }
    for name in [
        "zipbomb1g.docx",
        "laughs.docx",
        "deep.docx",
        "bomb.hwpx",
        "trunc.docx",
        "manyparas.docx",
    ] {
        let error = Bench::at(RecordFormat::Xlsx, &folder.join(name)).error();
        assert!(error.contains(name), "{error}");
    }
    // A sheet that declares itself to be huge and is not is read as any other.
    let error = Bench::at(RecordFormat::Xlsx, &folder.join("sparse.xlsx")).error();
    assert!(error.contains("fit no table"), "{error}");
}
