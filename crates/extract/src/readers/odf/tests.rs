//! Tests of `OpenDocument`.

use crate::testkit::{container, property, read, text_in};
use crate::{Format, Item, Place, Problem};

fn document(content: &str, members: &[(&str, &str)]) -> Item {
    let content = format!("<office:document-content>{content}</office:document-content>");
    let mut all = vec![
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_str()),
    ];
    all.extend(members);
    read(&container(&all)).remove(0)
}

#[test]
fn paragraphs_with_their_spaces_are_read() {
    let item = document(
        "<office:body><text:h>Slurry</text:h><text:p>B-4<text:s text:c='3'/>pH<text:tab/>10.4<text:line-break/><text:span>end</text:span></text:p>\
         <text:p>outer <draw:text-box><text:p>box</text:p></draw:text-box>goes on</text:p></office:body>",
        &[],
    );
    assert_eq!(item.format, Format::Odf);
    assert_eq!(
        text_in(&item, Place::Body),
        "Slurry | B-4 pH 10.4 | end | outer goes on | box"
    );
}

#[test]
fn a_number_of_spaces_is_bounded() {
    let item = document("<text:p>a<text:s text:c='999999999'/>b</text:p>", &[]);
    assert!(item.text.len() < 100);
}

#[test]
fn what_lies_around_the_text_stands_in_its_place() {
    let item = document(
        "<office:automatic-styles><style:style style:name='H'><style:text-properties text:display='none'/></style:style></office:automatic-styles>\
         <text:tracked-changes><text:deletion><office:change-info/><text:p>10.2</text:p></text:deletion></text:tracked-changes>\
         <text:p>body<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note>\
         <office:annotation><dc:creator>Kim</dc:creator><text:p>why?</text:p></office:annotation>\
         <text:span text:style-name='H'>hidden</text:span><draw:frame><svg:desc>a wafer</svg:desc></draw:frame>\
         <text:a xlink:href='https://example.org'>link</text:a></text:p>",
        &[
            (
                "styles.xml",
                "<s><style:master-page><style:header><text:p>top</text:p></style:header><style:footer><text:p>foot</text:p></style:footer></style:master-page></s>",
            ),
            (
                "meta.xml",
                "<m><office:meta><dc:title>Recipe</dc:title><meta:user-defined meta:name='Grade'>A</meta:user-defined></office:meta></m>",
            ),
        ],
    );
    let places = [
        (Place::Body, "bodylink"),
        (Place::Header, "top"),
        (Place::Footer, "foot"),
        (Place::Notes, "1note"),
        (Place::Comment, "Kim | why?"),
        (Place::Hidden, "hidden"),
        (Place::Deleted, "10.2"),
        (Place::Alternative, "a wafer"),
        (Place::Raw, "https://example.org | body1link"),
    ];
    for (place, text) in places {
        assert_eq!(text_in(&item, place), text, "{place:?}");
    }
    assert_eq!(property(&item, "title"), Some("Recipe"));
    assert_eq!(property(&item, "Grade"), Some("A"));
}

#[test]
fn rows_that_are_shown_otherwise_are_also_there_as_they_are() {
    let item = document(
        "<office:automatic-styles><style:style style:name='ta1'><style:table-properties table:display='false'/></style:style></office:automatic-styles>\
         <office:spreadsheet><table:table table:name='Recipe'><table:table-row><table:table-cell office:value-type='string'><text:p>ceria</text:p></table:table-cell>\
         <table:table-cell office:value='0.0325' table:formula='of:=[.A1]'><text:p>3.3%</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated='16000'/></table:table-row></table:table>\
         <table:table table:name='Old' table:style-name='ta1'><table:table-row><table:table-cell><text:p>gone</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>",
        &[],
    );
    assert_eq!(text_in(&item, Place::Body), "Recipe | ceria | 3.3%");
    assert_eq!(text_in(&item, Place::Raw), "ceria 0.0325 | ceria =[.A1]");
    assert_eq!(text_in(&item, Place::Hidden), "Old | gone");
}

#[test]
fn an_encrypted_document_asks_for_its_password() {
    let manifest = "<m><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></m>";
    let item = document("", &[("META-INF/manifest.xml", manifest)]);
    assert_eq!(item.problems, [Problem::Password]);
}

#[test]
fn a_document_in_one_xml_file_is_read() {
    let flat = "<?xml version='1.0'?><office:document xmlns:office='o'><office:meta><dc:title>Flat</dc:title></office:meta>\
        <office:body><text:p>flat body</text:p><office:binary-data>aGk=</office:binary-data></office:body></office:document>";
    let item = &read(flat.as_bytes())[0];
    assert_eq!(item.format, Format::Odf);
    assert_eq!(item.text, "flat body\n");
    assert_eq!(property(item, "title"), Some("Flat"));
}

#[test]
fn objects_inside_are_read_with_the_document() {
    let bytes = container(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "<c><text:p>body</text:p></c>"),
        (
            "Object 1/content.xml",
            "<math><mi>x</mi><mo>=</mo><mn>1</mn></math>",
        ),
        ("Object 2", "a foreign object"),
    ]);
    let items = read(&bytes);
    assert_eq!(text_in(&items[0], Place::Body), "body | x = 1");
    assert_eq!(items[1].path, "file/Object 2");
}

#[test]
fn prompts_of_masters_are_left_out_and_what_somebody_wrote_there_is_kept() {
    let styles = "<s><style:master-page>\
        <draw:frame presentation:class='title' presentation:placeholder='true'><draw:text-box><text:p>Click to edit</text:p></draw:text-box></draw:frame>\
        <draw:frame presentation:class='footer' presentation:placeholder='true'><draw:text-box><text:p>Fab 2 only</text:p></draw:text-box></draw:frame>\
        <draw:frame><draw:text-box><text:p>Company secret</text:p></draw:text-box></draw:frame></style:master-page></s>";
    let body = "<draw:frame presentation:placeholder='true'><text:p>Etch</text:p></draw:frame>";
    let item = document(body, &[("styles.xml", styles)]);
    assert_eq!(text_in(&item, Place::Master), "Fab 2 only | Company secret");
    assert_eq!(text_in(&item, Place::Body), "Etch");
}

#[test]
fn a_document_of_pictures_and_no_text_says_so() {
    let scan = "p".repeat(10_001);
    let item = document("<text:p>1</text:p>", &[("Pictures/scan.png", &scan)]);
    assert_eq!(item.problems, [Problem::ImageOnly { pages: 1 }]);
}

const LISTS: &str = "<text:list-style style:name='L'>\
    <text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>\
    <text:list-level-style-number text:level='2' style:num-format='가, 나, 다, ...' style:num-suffix=')' text:display-levels='2'/></text:list-style>\
    <text:outline-style><text:outline-level-style text:level='1' style:num-format='I' style:num-suffix='.'/></text:outline-style>";

#[test]
fn lists_and_headings_are_read_without_their_numbers_and_beside_that_with_them() {
    let item_of = |inside: &str| format!("<text:list-item>{inside}</text:list-item>");
    let body = format!(
        "<text:h text:outline-level='1'>Slurry</text:h>\
         <text:list text:style-name='L'>{}{}</text:list><text:p>between</text:p>\
         <text:list text:style-name='L' text:continue-numbering='true'>{}</text:list>\
         <text:list text:style-name='L'>{}</text:list><text:h text:outline-level='1'>Etch</text:h>",
        item_of("<text:p>one</text:p><text:p>more of it</text:p>"),
        item_of(&format!(
            "<text:list>{}</text:list>",
            item_of("<text:p>deeper</text:p>")
        )),
        item_of("<text:p>two</text:p>"),
        item_of("<text:p>anew</text:p>"),
    );
    let styles = format!("<s>{LISTS}</s>");
    let item = document(&body, &[("styles.xml", &styles)]);
    assert_eq!(
        text_in(&item, Place::Body),
        "Slurry | one | more of it | deeper | between | two | anew | Etch"
    );
    assert_eq!(
        text_in(&item, Place::Raw),
        "I. Slurry | 1. one | more of it | 1.가) deeper | between | 2. two | 1. anew | II. Etch"
    );
}
