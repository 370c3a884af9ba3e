//! Drawings and models made here.

use crate::{Format, Item, Limits, Place, Problem, extract};

fn read(bytes: &[u8]) -> Item {
    let mut items = Vec::new();
    extract("part", bytes, &Limits::default(), &mut |item| {
        items.push(item);
    });
    items.remove(0)
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

/// Groups as lines of a drawing.
fn drawing(groups: &[(i32, &str)]) -> String {
    let lines = groups
        .iter()
        .flat_map(|(code, value)| [format!("{code:>3}"), (*value).to_owned()]);
    lines.fold(String::new(), |text, line| text + &line + "\r\n")
}

const DRAWING: &[(i32, &str)] = &[
    (0, "SECTION"),
    (2, "HEADER"),
    (9, "$ACADVER"),
    (1, "AC1018"),
    (9, "$DWGCODEPAGE"),
    (3, "ANSI_949"),
    (9, "$CUSTOMPROPERTYTAG"),
    (1, "Grade"),
    (9, "$CUSTOMPROPERTY"),
    (1, "대외비"),
    (0, "ENDSEC"),
    (0, "SECTION"),
    (2, "TABLES"),
    (0, "LAYER"),
    (2, "치수"),
    (0, "ENDSEC"),
    (0, "SECTION"),
    (2, "BLOCKS"),
    (0, "BLOCK"),
    (8, "0"),
    (2, "PUMP"),
    (0, "BLOCK"),
    (2, "*U12"),
    (0, "ENDSEC"),
    (0, "SECTION"),
    (2, "ENTITIES"),
    (0, "TEXT"),
    (8, "치수"),
    (1, "%%c12 %%p0.1"),
    (0, "MTEXT"),
    (3, "{\\H2.5;슬러리 "),
    (1, "배합\\Pline two}"),
    (0, "ATTRIB"),
    (1, "B-4"),
    (2, "PARTNO"),
    (0, "ENDSEC"),
    (0, "EOF"),
];

#[test]
fn a_drawing_gives_its_texts_names_and_header_in_the_page_of_codes_it_states() {
    let text = drawing(DRAWING);
    let korean = encoding_rs::EUC_KR.encode(&text).0.into_owned();
    let item = read(&korean);
    assert_eq!(item.format, Format::Dxf);
    assert_eq!(
        of(&item, Place::Body),
        "⌀12 ±0.1\n슬러리 배합\nline two\nB-4\n"
    );
    assert_eq!(of(&item, Place::Raw), "0\n치수\nPUMP\n");
    assert_eq!(property(&item, "Grade"), Some("대외비"));
    assert_eq!(property(&item, "$ACADVER"), Some("AC1018"));
    assert_eq!(item.problems, []);
}

#[test]
fn newer_drawings_are_unicode_and_a_cut_one_says_so() {
    let text = drawing(DRAWING).replace("AC1018", "AC1027");
    let cut = text.split("  0\r\nEOF").next().unwrap();
    let item = read(cut.as_bytes());
    assert!(of(&item, Place::Body).contains("슬러리 배합"));
    assert!(matches!(item.problems[0], Problem::CutOff(_)));
}

#[test]
fn the_binary_form_reads_the_same_texts() {
    let mut bytes = b"AutoCAD Binary DXF\r\n\x1A\0".to_vec();
    for (code, value) in DRAWING {
        bytes.extend_from_slice(&(*code as i16).to_le_bytes());
        bytes.extend_from_slice(&encoding_rs::EUC_KR.encode(value).0);
        bytes.push(0);
    }
    let item = read(&bytes);
    assert_eq!(
        of(&item, Place::Body),
        "⌀12 ±0.1\n슬러리 배합\nline two\nB-4\n"
    );
}

#[test]
fn a_model_gives_its_strings_and_its_header() {
    let model = "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('pump, ''B'' type'),'2;1');\n\
        FILE_NAME('pump.stp','2026-01-02',('Lab 3'),('Works'),'pre','CAD 9','');\nFILE_SCHEMA(('AP214'));\nENDSEC;\nDATA;\n\
        #1=PRODUCT('B-4','\\X2\\C2ACB7ECB9AC\\X0\\ pump','Ma\\X\\DFe \\S\\d',(#2)); /* a comment 'x' */\n\
        #2=CARTESIAN_POINT('',(0.,1.,2.));\nENDSEC;\nEND-ISO-10303-21;\n";
    let item = read(model.as_bytes());
    assert_eq!(item.format, Format::Step);
    assert_eq!(item.text, "B-4\n슬러리 pump\nMaße ä\n");
    assert_eq!(property(&item, "description"), Some("pump, 'B' type"));
    assert_eq!(property(&item, "author"), Some("Lab 3"));
    assert_eq!(property(&item, "originating_system"), Some("CAD 9"));
    assert_eq!(property(&item, "schema"), Some("AP214"));
    assert_eq!(item.problems, []);
    let cut = read(&model.as_bytes()[..model.len() - 40]);
    assert!(matches!(cut.problems[0], Problem::CutOff(_)));
}
