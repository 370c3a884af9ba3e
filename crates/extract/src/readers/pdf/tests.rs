//! PDF files made here, and shared samples where they are present.

use std::io::Write;

use crate::{Item, Limits, Place, Problem, State, extract};
use file::{Parts, page, page_of, stream};

mod file;

fn all(bytes: &[u8]) -> Vec<Item> {
    let mut items = Vec::new();
    extract("paper.pdf", bytes, &Limits::default(), &mut |item| {
        items.push(item);
    });
    items.sort_by_key(|item| item.number);
    items
}

fn read(bytes: &[u8]) -> Item {
    all(bytes).remove(0)
}

fn of(item: &Item, place: Place) -> String {
    let sections = item
        .sections
        .iter()
        .filter(|section| section.place == place);
    sections.map(|section| item.text_of(section)).collect()
}

fn property<'i>(item: &'i Item, name: &str) -> Option<&'i str> {
    let found = item
        .properties
        .iter()
        .find(|property| property.name == name);
    found.map(|property| property.value.as_str())
}

#[test]
fn lines_words_and_pages_read_as_they_stand() {
    let item = read(&page(
        "BT /F 12 Tf 14 TL 50 700 Td (Slurry B-4) Tj T* [(ceria) -400 (3.2 %)] TJ 0 -14 Td (half) Tj 20 0 Td (word) Tj ET",
        "",
        &[],
    ));
    assert_eq!(item.text, "Slurry B-4\nceria 3.2 %\nhalfword\n");
    assert_eq!(item.sections[0].label.as_deref(), Some("page 1"));
    assert_eq!(item.reader, "pdf 3");
    assert_eq!(item.state(), State::Read);
}

#[test]
fn encodings_differences_and_maps_say_what_a_code_is() {
    let more = [
        "<< /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [65 /alpha /uniAC00 /f_f_i] >> >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Y /ToUnicode 8 0 R >>".to_owned(),
        stream("", "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <43> <AC00> endbfrange"),
    ];
    let item = read(&page_of(&Parts {
        content: "BT /F 12 Tf 50 700 Td (Gr\\374n \\200) Tj /G 12 Tf 0 -20 Td (ABC) Tj /H 12 Tf 0 -20 Td (ABC) Tj ET",
        fonts: "/G 6 0 R /H 7 0 R",
        more: &more,
        ..Parts::default()
    }));
    assert_eq!(item.text, "Grün €\nα가ffi\n가각갂\n");
}

#[test]
fn korean_fonts_that_are_not_embedded_read_by_the_tables_of_their_country() {
    let more = [
        "<< /Type /Font /Subtype /Type0 /BaseFont /HYGoThic /Encoding /KSCms-UHC-H /DescendantFonts [7 0 R] >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYGoThic /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >> >>".to_owned(),
        "<< /Type /Font /Subtype /Type0 /BaseFont /HYGoThic /Encoding /UniKS-UCS2-H /DescendantFonts [7 0 R] >>".to_owned(),
        "<< /Type /Font /Subtype /Type0 /BaseFont /J /Encoding /90ms-RKSJ-H /DescendantFonts [10 0 R] >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /J /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 1 >> >>".to_owned(),
    ];
    let item = read(&page_of(&Parts {
        content: "BT /K 12 Tf 50 700 Td <B4EBBFDCBAF1> Tj /U 12 Tf 0 -20 Td <B300C678BE44> Tj /J 12 Tf 0 -20 Td <8ED0> Tj ET",
        fonts: "/K 6 0 R /U 8 0 R /J 9 0 R",
        more: &more,
        ..Parts::default()
    }));
    assert_eq!(item.text, "대외비\n대외비\n社\n");
}

#[test]
fn headers_footers_and_watermarks_stand_where_they_are_marked() {
    let item = read(&page(
        "/Artifact << /Type /Pagination /Subtype /Watermark >> BDC BT /F 40 Tf 100 400 Td (CONFIDENTIAL) Tj ET EMC \
         /Artifact << /Type /Pagination >> BDC BT /F 9 Tf 50 780 Td (internal) Tj ET BT /F 9 Tf 50 20 Td (page one) Tj ET EMC \
         BT /F 12 Tf 50 700 Td (body) Tj ET",
        "",
        &[],
    ));
    assert_eq!(of(&item, Place::Body), "body\n");
    assert_eq!(of(&item, Place::Header), "internal\n");
    assert_eq!(of(&item, Place::Footer), "page one\n");
    assert_eq!(of(&item, Place::Watermark), "CONFIDENTIAL\n");
}

#[test]
fn large_text_across_the_page_is_a_watermark_and_layers_switched_off_are_hidden() {
    let bytes = page_of(&Parts {
        content: "BT /F 1 Tf 40 40 -40 40 100 300 Tm (SECRET) Tj ET /OC /L BDC BT /F 12 Tf 50 700 Td (off) Tj ET EMC BT /F 12 Tf 50 600 Td (on) Tj ET",
        resources: "/Properties << /L 6 0 R >>",
        catalogue: "/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>",
        more: &["<< /Type /OCG /Name (draft notes) >>".to_owned()],
        ..Parts::default()
    });
    let item = read(&bytes);
    assert_eq!(of(&item, Place::Watermark), "SECRET\n");
    assert_eq!(of(&item, Place::Hidden), "off\n");
    assert_eq!(of(&item, Place::Body), "on\n");
}

#[test]
fn text_that_stands_for_glyphs_replaces_them() {
    let item = read(&page(
        "BT /F 12 Tf 50 700 Td (a) Tj /Span << /ActualText (recipe) >> BDC (xyz) Tj EMC (b) Tj ET",
        "",
        &[],
    ));
    assert_eq!(of(&item, Place::Body), "arecipeb\n");
    // What the glyphs say otherwise is there too: people see it.
    assert_eq!(of(&item, Place::Alternative), "xyz\n");
}

#[test]
fn glyphs_that_say_the_same_as_their_stretch_are_not_said_twice() {
    let item = read(&page(
        "BT /F 12 Tf 50 700 Td /Span << /ActualText (off-set) >> BDC (off) Tj 0 -14 Td (set) Tj EMC ET",
        "",
        &[],
    ));
    assert_eq!(item.text, "off-set\n");
}

#[test]
fn what_is_said_of_pictures_and_stands_in_patterns_is_read() {
    let more = [
        stream(
            "/Type /Pattern /PatternType 1 /PaintType 1 /BBox [0 0 90 20] /XStep 90 /YStep 20 /Resources << /Font << /F 5 0 R >> >>",
            "BT /F 9 Tf 2 2 Td (tiled) Tj ET",
        ),
        "<< /Type /StructTreeRoot /K [8 0 R 7 0 R] >>".to_owned(),
        "<< /S /Figure /Alt (a pump) /K [<< /S /Span /ActualText (whole) /E (abbr) >>] >>"
            .to_owned(),
    ];
    let item = read(&page_of(&Parts {
        content: "/Pattern cs /P scn /Q scn 0 0 90 20 re f /Figure << /Alt (a valve) >> BDC EMC BT /F 12 Tf 50 700 Td (text) Tj ET",
        resources: "/Pattern << /P 6 0 R >>",
        catalogue: "/StructTreeRoot 7 0 R",
        more: &more,
        ..Parts::default()
    }));
    assert_eq!(of(&item, Place::Body), "tiled\ntext\n");
    assert_eq!(
        of(&item, Place::Alternative),
        "a valve\na pump\nwhole\nabbr\n"
    );
}

#[test]
fn invisible_text_over_a_scan_is_text_and_a_scan_alone_is_an_image() {
    let picture = [stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        "x",
    )];
    let with = read(&page(
        "q /I Do Q BT 3 Tr /F 12 Tf 50 700 Td (seen by a machine) Tj ET",
        "/XObject << /I 6 0 R >>",
        &picture,
    ));
    assert_eq!(with.text, "seen by a machine\n");
    assert_eq!(with.problems, []);
    let without = read(&page("q /I Do Q", "/XObject << /I 6 0 R >>", &picture));
    assert_eq!(without.problems, [Problem::ImageOnly { pages: 1 }]);
    assert_eq!(without.state(), State::Unreadable);
}

#[test]
fn notes_fields_links_and_attachments_are_read() {
    let more = [
        "<< /Type /Annot /Subtype /Text /Contents (check the pH) /Rect [0 0 1 1] >>".to_owned(),
        "<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.org/a) >> /Rect [0 0 1 1] >>".to_owned(),
        "<< /Type /Annot /Subtype /FileAttachment /FS 9 0 R /Rect [0 0 1 1] >>".to_owned(),
        "<< /Type /Filespec /UF (recipe.txt) /EF << /F 10 0 R >> >>".to_owned(),
        stream("/Type /EmbeddedFile", "3.2 % ceria"),
        "<< /FT /Tx /T (a) /V (filled in) >>".to_owned(),
        "<< /FT /Ch /T (b) /V (k1) /Opt [[(k1) (Grade A)]] >>".to_owned(),
        "<< /Names [(x) 9 0 R (y) 14 0 R] >>".to_owned(),
        "<< /Type /Filespec /F (other.txt) /EF << /F 15 0 R >> >>".to_owned(),
        stream("/Type /EmbeddedFile", "other words"),
    ];
    let items = all(&page_of(&Parts {
        content: "BT /F 12 Tf 50 700 Td (body) Tj ET",
        on_page: "/Annots [6 0 R 7 0 R 8 0 R]",
        catalogue: "/AcroForm << /Fields [11 0 R 12 0 R] >> /Names << /EmbeddedFiles 13 0 R >>",
        more: &more,
        ..Parts::default()
    }));
    assert_eq!(of(&items[0], Place::Comment), "check the pH\n");
    assert_eq!(of(&items[0], Place::Raw), "https://example.org/a\n");
    assert_eq!(of(&items[0], Place::Body), "body\nfilled in\nGrade A\n");
    let inside: Vec<_> = items[1..]
        .iter()
        .map(|item| (item.path.as_str(), item.text.as_str()))
        .collect();
    assert_eq!(
        inside,
        [
            ("paper.pdf/recipe.txt", "3.2 % ceria"),
            ("paper.pdf/other.txt", "other words")
        ]
    );
}

#[test]
fn the_document_says_about_itself() {
    let xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='r'><rdf:Description xmlns:pdfx='p' pdfx:Company='Lab'>\
        <dc:title><rdf:Alt><rdf:li xml:lang='x'>A &amp; B</rdf:li></rdf:Alt></dc:title>\
        <pdfx:MSIP_Label_1_Name>Secret</pdfx:MSIP_Label_1_Name></rdf:Description></rdf:RDF></x:xmpmeta>";
    let more = [
        stream("/Type /Metadata /Subtype /XML", xmp),
        "<< /Title <FEFFB300C678BE44> /MSIP_Label_2_Enabled (true) >>".to_owned(),
        "<< /First 9 0 R >>".to_owned(),
        "<< /Title (Chapter one) /Next 9 0 R /First 9 0 R >>".to_owned(),
    ];
    let item = read(&page_of(&Parts {
        catalogue: "/Metadata 6 0 R /Outlines 8 0 R",
        trailer: "/Info 7 0 R",
        more: &more,
        ..Parts::default()
    }));
    assert_eq!(property(&item, "Title"), Some("대외비"));
    assert_eq!(property(&item, "MSIP_Label_2_Enabled"), Some("true"));
    assert_eq!(property(&item, "pdfx:Company"), Some("Lab"));
    assert_eq!(property(&item, "dc:title"), Some("A & B"));
    assert_eq!(property(&item, "pdfx:MSIP_Label_1_Name"), Some("Secret"));
    assert_eq!(item.text, "Chapter one\n");
}

#[test]
fn a_lock_of_another_product_is_named() {
    let bytes = page_of(&Parts {
        trailer: "/Encrypt 6 0 R /ID [(a) (a)]",
        more: &["<< /Filter /MicrosoftIRMServices /V 1 >>".to_owned()],
        ..Parts::default()
    });
    assert_eq!(
        read(&bytes).problems,
        [Problem::Wrapped("MicrosoftIRMServices".into())]
    );
}

#[test]
fn letters_without_a_meaning_are_counted_and_said() {
    let more = ["<< /Type /Font /Subtype /Type0 /BaseFont /Z /Encoding /Identity-H /DescendantFonts [7 0 R] >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Z /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".to_owned()];
    let item = read(&page_of(&Parts {
        content: &format!("BT /Z 12 Tf 50 700 Td <{}> Tj ET", "0102".repeat(40)),
        fonts: "/Z 6 0 R",
        more: &more,
        ..Parts::default()
    }));
    assert_eq!(
        item.problems,
        [Problem::Damaged(
            "40 of 40 letters have no known meaning in their font".into()
        )]
    );
}

#[test]
fn a_lost_table_is_rebuilt_and_a_lost_end_is_said() {
    let whole = page("BT /F 12 Tf 50 700 Td (still here) Tj ET", "", &[]);
    let at = memchr::memmem::find(&whole, b"xref\n").unwrap();
    let broken = [&whole[..at], b"xref\n0 9\ngarbage\nstartxref\n77\n%%EOF"].concat();
    assert_eq!(read(&broken).text, "still here\n");
    let cut = read(&whole[..at]);
    assert_eq!(cut.text, "still here\n");
    assert!(matches!(cut.problems[0], Problem::CutOff(_)));
    let moved = [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &whole].concat();
    assert_eq!(read(&moved).text, "still here\n");
}

#[test]
fn forms_in_circles_and_forms_of_forms_are_read_once() {
    let draw = "BT /F 12 Tf 50 700 Td (once) Tj ET /X Do /X Do";
    let more = [stream(
        "/Type /XObject /Subtype /Form /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >>",
        draw,
    )];
    assert_eq!(
        read(&page("/X Do", "/XObject << /X 6 0 R >>", &more)).text,
        "once\n"
    );
    // Each form draws the next one a hundred times.
    let chain: Vec<String> = (6..26)
        .map(|number| {
            let dict = format!("/Type /XObject /Subtype /Form /Resources << /Font << /F 5 0 R >> /XObject << /X {} 0 R >> >>", number + 1);
            stream(&dict, &format!("BT /F 12 Tf 50 {} Td (x{number}) Tj ET {}", 20 * number, "/X Do ".repeat(100)))
        })
        .collect();
    assert_eq!(
        read(&page("/X Do", "/XObject << /X 6 0 R >>", &chain))
            .text
            .lines()
            .count(),
        16
    );
}

#[test]
fn deep_arrays_and_bombs_end_with_an_answer() {
    let deep = format!(
        "BT /F 12 Tf 50 700 Td (top) Tj ET {} {}",
        "[".repeat(200_000),
        "]".repeat(200_000)
    );
    assert_eq!(read(&page(&deep, "", &[])).text, "top\n");
    let mut spaces = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    spaces.write_all(&vec![b' '; 140 << 20]).unwrap();
    let packed = spaces.finish().unwrap();
    let mut bytes = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>\nendobj\n".to_vec();
    writeln!(
        bytes,
        "4 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream",
        packed.len()
    )
    .unwrap();
    bytes.extend_from_slice(&packed);
    bytes.extend_from_slice(b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF");
    assert!(read(&bytes).problems[0].is_limit());
    let objects = [b"%PDF-1.7\n7 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length 99 >>\nstream\n".as_slice(), &packed].concat();
    assert!(read(&objects).problems[0].is_limit());
}

#[test]
fn shared_samples_give_an_answer_each() {
    let shared = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/documents"
    );
    let Ok(hostile) = fs_err::read_dir(format!("{shared}/hostile")) else {
        println!("shared documents are absent");
        return;
    };
    for entry in hostile {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "pdf") {
            let bytes = fs_err::read(&path).unwrap();
            let item = read(&bytes);
            assert_eq!(item.number, 0, "{}", path.display());
        }
    }
    let sample = |name: &str| read(&fs_err::read(format!("{shared}/{name}")).unwrap());
    let expected = fs_err::read_to_string(format!("{shared}/ko/ref.txt")).unwrap();
    let letters = |text: &str| {
        text.chars()
            .filter(|letter| !letter.is_whitespace())
            .collect::<String>()
    };
    assert_eq!(
        letters(&sample("ko/ko-predefined-cmap.pdf").text),
        letters(&expected)
    );
    assert_eq!(
        sample("pdf/testPassword4Spaces.pdf").problems,
        [Problem::Password]
    );
    assert_eq!(
        sample("pdf/testPDF_no_extract_no_accessibility_owner_user.pdf").problems,
        [Problem::Password]
    );
    assert_eq!(sample("pdf/testPDF_protected.pdf").problems, []);
    assert_eq!(
        sample("pdf/testOCR.pdf").problems,
        [Problem::ImageOnly { pages: 1 }]
    );
}
