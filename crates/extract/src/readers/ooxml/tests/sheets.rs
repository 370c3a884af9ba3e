//! Tests of Excel.

use super::*;

const WORKBOOK: &str = "<workbook><sheets><sheet name='Recipe' r:id='rId0'/><sheet name='Old' state='veryHidden' r:id='rId1'/></sheets>\
    <definedNames><definedName name='Target'>Recipe!$A$1</definedName></definedNames></workbook>";

fn workbook(sheet: &str, members: &[(&str, &str)]) -> Item {
    let rels = relationships(&[
        ("worksheet", "worksheets/sheet1.xml"),
        ("worksheet", "worksheets/sheet2.xml"),
    ]);
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    let mut all = vec![
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", rels.as_str()),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ];
    all.extend(members);
    read(&container(&all)).remove(0)
}

#[test]
fn cells_are_read_in_all_their_kinds() {
    let item = workbook(
        "<sheetData><row r='1'><c t='s'><v>1</v></c><c t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c><c t='b'><v>1</v></c>\
         <c t='e'><v>#N/A</v></c><c t='str'><f>A1</f><v>text</v></c><c><v>0.5</v></c></row></sheetData>",
        &[(
            "xl/sharedStrings.xml",
            "<sst><si><t>left over</t></si><si><r><t>SiH</t></r><r><t>4</t></r><rPh><t>シラン</t></rPh></si></sst>",
        )],
    );
    assert_eq!(item.format, Format::Xlsx);
    assert_eq!(
        text_in(&item, Place::Body),
        "Recipe | SiH4 inline TRUE #N/A text 0.5"
    );
    assert_eq!(
        text_in(&item, Place::Raw),
        "Target Recipe!$A$1 | Recipe | SiH4 inline TRUE #N/A =A1 0.5"
    );
    assert_eq!(text_in(&item, Place::Alternative), "SiH4 シラン");
    assert_eq!(text_in(&item, Place::Hidden), "left over");
}

#[test]
fn a_row_that_is_shown_otherwise_is_also_there_as_it_is() {
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0.0%'/></numFmts>\
        <cellStyleXfs><xf numFmtId='1'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='14'/></cellXfs></styleSheet>";
    let item = workbook(
        "<sheetData><row><c t='str'><v>ceria</v></c><c s='1'><v>0.0325</v></c></row>\
         <row><c s='2'><v>45292</v></c></row><row><c><v>7</v></c></row></sheetData>",
        &[("xl/styles.xml", styles)],
    );
    assert_eq!(
        text_in(&item, Place::Body),
        "Recipe | ceria 3.3% | 1/1/2024 | 7"
    );
    assert_eq!(
        text_in(&item, Place::Raw),
        "Target Recipe!$A$1 | Recipe | ceria 0.0325 | 2024-01-01 00:00:00 | 7 | ceria 0.0325 | 45292 | 7"
    );
}

#[test]
fn a_formula_that_cells_share_is_said_of_each() {
    let item = workbook(
        "<sheetData><row r='2'><c r='C2'><f t='shared' ref='C2:C3' si='0'>A2*$B$1</f><v>6</v></c></row>\
         <row r='3'><c r='C3'><f t='shared' si='0'/><v>9</v></c></row></sheetData>",
        &[],
    );
    assert_eq!(text_in(&item, Place::Body), "Recipe | 6 | 9");
    assert_eq!(
        text_in(&item, Place::Raw),
        "Target Recipe!$A$1 | Recipe | =A2*$B$1 | =A3*$B$1"
    );
}

#[test]
fn hidden_sheets_and_rows_stand_apart() {
    let item = workbook(
        "<sheetData><row hidden='1'><c><v>11</v></c></row><row><c><v>12</v></c></row></sheetData>",
        &[(
            "xl/worksheets/sheet2.xml",
            "<worksheet><sheetData><row><c><v>13</v></c></row></sheetData></worksheet>",
        )],
    );
    assert_eq!(text_in(&item, Place::Body), "Recipe | 12");
    assert_eq!(text_in(&item, Place::Hidden), "Old | 13 | 11");
}

#[test]
fn what_lies_around_the_cells_stands_in_its_place() {
    let rels = relationships(&[
        ("comments", "../comments1.xml"),
        (
            "threadedComment",
            "../threadedComments/threadedComment1.xml",
        ),
        ("drawing", "../drawings/drawing1.xml"),
        ("hyperlink", "!https://example.org"),
    ]);
    let item = workbook(
        "<sheetData/><dataValidations><dataValidation prompt='pick one'><formula1>\"A,B\"</formula1></dataValidation></dataValidations>\
         <headerFooter><oddHeader>&amp;C&amp;\"Arial\"대외비</oddHeader><oddFooter>&amp;RPage &amp;P</oddFooter></headerFooter>",
        &[
            ("xl/worksheets/_rels/sheet1.xml.rels", &rels),
            (
                "xl/comments1.xml",
                "<comments><authors><author>Kim</author></authors><comment><text><r><t>why</t></r><r><t> 12?</t></r></text></comment></comments>",
            ),
            (
                "xl/threadedComments/threadedComment1.xml",
                "<c><threadedComment><text>because</text></threadedComment></c>",
            ),
            (
                "xl/drawings/drawing1.xml",
                "<xdr:wsDr><xdr:txBody><a:p><a:r><a:t>box</a:t></a:r></a:p></xdr:txBody></xdr:wsDr>",
            ),
            (
                "xl/pivotCache/pivotCacheDefinition1.xml",
                "<p><cacheField name='dose'><sharedItems><s v='gone sheet'/></sharedItems></cacheField></p>",
            ),
        ],
    );
    let places = [
        (Place::Body, "Recipe | box"),
        (Place::Header, "대외비"),
        (Place::Footer, "Page"),
        (Place::Comment, "Kim | why 12? | because"),
        (Place::Alternative, "pick one"),
        (Place::Hidden, "dose | gone sheet"),
        (
            Place::Raw,
            "Target Recipe!$A$1 | \"A,B\" | https://example.org",
        ),
    ];
    for (place, text) in places {
        assert_eq!(text_in(&item, place), text, "{place:?}");
    }
}

#[test]
fn a_cell_in_the_last_corner_is_one_cell() {
    let item = workbook(
        "<dimension ref='A1:XFD1048576'/><sheetData><row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData>",
        &[],
    );
    assert_eq!(text_in(&item, Place::Body), "Recipe | 2");
}

#[test]
fn numbers_of_strings_that_are_not_there_are_nothing() {
    let item = workbook(
        "<sheetData><row><c t='s'><v>99999999999999999999</v></c><c t='s'><v>-1</v></c><c t='s'><v>5</v></c></row></sheetData>",
        &[("xl/sharedStrings.xml", "<sst/>")],
    );
    assert_eq!(text_in(&item, Place::Body), "Recipe");
    assert_eq!(item.problems, []);
}

/// A record of a binary part.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut record = Vec::new();
    if kind < 0x80 {
        record.push(kind as u8);
    } else {
        record.push((kind & 0x7f) as u8 | 0x80);
        record.push((kind >> 7) as u8);
    }
    let mut length = data.len();
    loop {
        let low = (length & 0x7f) as u8;
        length >>= 7;
        record.push(if length > 0 { low | 0x80 } else { low });
        if length == 0 {
            break;
        }
    }
    record.extend_from_slice(data);
    record
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

fn cell(kind: u16, style: u8, value: &[u8]) -> Vec<u8> {
    record(kind, &[&[0, 0, 0, 0, style, 0, 0, 0], value].concat())
}

#[test]
fn a_binary_workbook_is_read() {
    let mut sheet = record(
        156,
        &[
            &0_u32.to_le_bytes()[..],
            &1_u32.to_le_bytes(),
            &wide("rId0"),
            &wide("Recipe"),
        ]
        .concat(),
    );
    sheet.extend(record(
        156,
        &[
            &2_u32.to_le_bytes()[..],
            &2_u32.to_le_bytes(),
            &wide("rId1"),
            &wide("Old"),
        ]
        .concat(),
    ));
    let strings = record(19, &[&[0][..], &wide("슬러리 B-4")].concat());
    let styles = [
        record(44, &[&164_u16.to_le_bytes()[..], &wide("0.0%")].concat()),
        record(617, &[]),
        record(47, &[0, 0, 0, 0]),
        record(47, &[0, 0, 164, 0]),
        record(618, &[]),
    ]
    .concat();
    let cells = [
        record(0, &[0; 17]),
        cell(7, 0, &0_u32.to_le_bytes()),
        cell(5, 1, &0.0325_f64.to_le_bytes()),
        cell(2, 0, &((1250_u32 << 2) | 3).to_le_bytes()),
        cell(6, 0, &wide("inline")),
        cell(4, 0, &[1]),
        cell(3, 0, &[0x2a]),
        record(4095, &[7; 300]),
    ]
    .concat();
    let rels = relationships(&[
        ("worksheet", "worksheets/sheet1.bin"),
        ("worksheet", "worksheets/sheet2.bin"),
    ]);
    let hidden = [record(0, &[0; 17]), cell(6, 0, &wide("gone"))].concat();
    let members: [(&str, &[u8]); 6] = [
        ("xl/workbook.bin", &sheet),
        ("xl/_rels/workbook.bin.rels", rels.as_bytes()),
        ("xl/sharedStrings.bin", &strings),
        ("xl/styles.bin", &styles),
        ("xl/worksheets/sheet1.bin", &cells),
        ("xl/worksheets/sheet2.bin", &hidden),
    ];
    let item = read(&container_of(&members)).remove(0);
    assert_eq!(item.format, Format::Xlsb);
    assert_eq!(
        text_in(&item, Place::Body),
        "Recipe | 슬러리 B-4 3.3% 12.5 inline TRUE #N/A"
    );
    assert_eq!(text_in(&item, Place::Hidden), "Old | gone");
    assert_eq!(
        text_in(&item, Place::Raw),
        "Recipe | 슬러리 B-4 0.0325 12.5 inline TRUE #N/A"
    );
}
