//! The consolidated list of the UN Security Council.

use std::io::Write as _;

use super::*;

/// A list of these entries.
fn list(entries: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <CONSOLIDATED_LIST xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" dateGenerated=\"2026-02-27T00:00:09.554Z\">\n\
         {entries}\n</CONSOLIDATED_LIST>\n"
    )
}

const PERSON: &str = "<INDIVIDUALS>\n<INDIVIDUAL>\n<DATAID>1</DATAID><FIRST_NAME>GARAM</FIRST_NAME>\
    <SECOND_NAME>NARU </SECOND_NAME>\n<FOURTH_NAME>na</FOURTH_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>\
    <REFERENCE_NUMBER>KPi.1</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON><GENDER>Male-secret</GENDER>\
    <TITLE><VALUE>title-secret</VALUE></TITLE><COMMENTS1>life-secret</COMMENTS1>\
    <NATIONALITY><VALUE>nation-secret</VALUE></NATIONALITY>\
    <NAME_ORIGINAL_SCRIPT>가람 나루</NAME_ORIGINAL_SCRIPT>\
    <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Garam, Na-ru; Karam Naru</ALIAS_NAME>\
    <DATE_OF_BIRTH>birth-secret</DATE_OF_BIRTH><NOTE>note-secret</NOTE></INDIVIDUAL_ALIAS>\
    <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Karam  NARU</ALIAS_NAME></INDIVIDUAL_ALIAS>\
    <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>\
    <INDIVIDUAL_ADDRESS><CITY>Sample</CITY><COUNTRY>Nowhere</COUNTRY><NOTE>address-secret</NOTE></INDIVIDUAL_ADDRESS>\
    <INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>\
    <INDIVIDUAL_DATE_OF_BIRTH><YEAR>year-secret</YEAR></INDIVIDUAL_DATE_OF_BIRTH>\
    <INDIVIDUAL_PLACE_OF_BIRTH><CITY>place-secret</CITY></INDIVIDUAL_PLACE_OF_BIRTH>\
    <INDIVIDUAL_DOCUMENT><NUMBER>paper-secret</NUMBER></INDIVIDUAL_DOCUMENT>\n</INDIVIDUAL>\n</INDIVIDUALS>\n";

const ENTITY: &str = "<ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>A &amp; B\nTRADING; A B T</FIRST_NAME>\
    <UN_LIST_TYPE>Iran</UN_LIST_TYPE><LISTED_ON>2015-04-07-04:00</LISTED_ON><DELISTED_ON><VALUE>2020-01-31</VALUE></DELISTED_ON>\
    <COMMENTS1>Deals in <![CDATA[<pumps>]]>.\n See &#x41;.</COMMENTS1>\
    <ENTITY_ALIAS><ALIAS_NAME>ABT</ALIAS_NAME></ENTITY_ALIAS>\
    <ENTITY_ADDRESS><STREET>1 Road</STREET><CITY>Sample</CITY><ZIP_CODE>1</ZIP_CODE><COUNTRY>Nowhere</COUNTRY></ENTITY_ADDRESS>\
    <ENTITY_ADDRESS><COUNTRY>Nowhere</COUNTRY></ENTITY_ADDRESS></ENTITY></ENTITIES>";

fn bench(text: impl AsRef<[u8]>) -> Bench {
    Bench::new(RecordFormat::Un, "list.xml", text)
}

/// An entity with some elements.
fn entity(elements: &str) -> String {
    list(&format!("<ENTITIES><ENTITY>{elements}</ENTITY></ENTITIES>"))
}

const NAMED: &str = "<DATAID>3</DATAID><FIRST_NAME>C</FIRST_NAME>";

#[test]
fn individuals_and_entities_become_rows_with_all_their_names() {
    let done = bench(list(&format!("{PERSON}{ENTITY}"))).done();
    assert_eq!(
        done.rows,
        [
            "listed: entry=KPi.1 names=[GARAM NARU, 가람 나루, Garam, Na-ru, Karam Naru] kind=person list=UN consolidated \
             list_version=2026-02-27 programme=DPRK addresses=[Sample, Nowhere] from_on=2016-03-02 row=1",
            "listed: entry=2 names=[A & B TRADING; A B T, A & B TRADING, A B T, ABT] kind=organisation list=UN consolidated \
             list_version=2026-02-27 programme=Iran reason=Deals in <pumps>. See A. jurisdiction=Nowhere \
             addresses=[1 Road, Sample, 1, Nowhere, Nowhere] from_on=2015-04-07 to_on=2020-01-31 row=2",
        ]
    );
    assert_eq!(done.counts(), (2, 2, 0, 0));
}

#[test]
fn of_individuals_nothing_but_the_listing_is_read() {
    let done = bench(list(PERSON)).done();
    assert!(!done.rows[0].contains("secret"), "{:?}", done.rows);
    assert!(!done.rows[0].contains("jurisdiction"), "{:?}", done.rows);
    // The same elements of an individual that is refused are not told in the reason either.
    let unnamed = PERSON
        .replace("<DATAID>1</DATAID>", "")
        .replace("<REFERENCE_NUMBER>KPi.1</REFERENCE_NUMBER>", "");
    let rejects = bench(list(&unnamed)).done().rejects().join(" ");
    assert!(
        rejects.contains("REFERENCE_NUMBER") && !rejects.contains("secret"),
        "{rejects}"
    );
}

#[test]
fn a_bad_entry_is_refused_with_its_line_and_the_others_are_stored() {
    let entries = format!(
        "<ENTITIES>\n<ENTITY>{NAMED}\n<LISTED_ON>2016-02-30</LISTED_ON></ENTITY>\n\
         <ENTITY><DATAID>4</DATAID><ENTITY_ALIAS><ALIAS_NAME> </ALIAS_NAME></ENTITY_ALIAS></ENTITY>\n\
         <ENTITY><FIRST_NAME>D</FIRST_NAME></ENTITY>\n\
         <ENTITY>{NAMED}<FIRST_NAME>E</FIRST_NAME></ENTITY>\n\
         <VESSEL><NAME>F</NAME></VESSEL>\n\
         <ENTITY>{NAMED}<DELISTED_ON>yesterday</DELISTED_ON></ENTITY>\n\
         <ENTITY>{NAMED}</ENTITY></ENTITIES><OTHERS><ENTITY>{NAMED}</ENTITY></OTHERS>"
    );
    let done = bench(list(&entries)).done();
    assert_eq!(done.counts(), (8, 1, 7, 0));
    assert_eq!(
        done.rejects(),
        [
            "5 LISTED_ON: `2016-02-30` is not a day: YYYY-MM-DD is wanted",
            "6 FIRST_NAME: the entry has no name",
            "7 REFERENCE_NUMBER: neither this nor `DATAID` is given",
            "8 FIRST_NAME: stands twice in the entry",
            "9 VESSEL: neither `INDIVIDUAL` nor `ENTITY`: nothing of it is read",
            "10 DELISTED_ON: `yesterday` is not a day: YYYY-MM-DD is wanted",
            "11 OTHERS: neither `INDIVIDUAL` nor `ENTITY`: nothing of it is read",
        ]
    );
}

#[test]
fn a_document_that_is_not_the_list_is_refused_whole() {
    let whole = list(&format!("{PERSON}{ENTITY}"));
    let cut = &whole[..whole.len() * 2 / 3];
    let errors = [
        (cut.to_owned(), "the document ends before its elements do"),
        (whole[..whole.len() - 4].to_owned(), "cut off"),
        (whole.replace("</ENTITY>", "</ENTITIE>"), "line "),
        (list(""), "no entry is in it"),
        (
            "<html><body>Not found</body></html>".to_owned(),
            "its root is `html`, and `CONSOLIDATED_LIST` is wanted",
        ),
        ("No list, only text".to_owned(), "wanted is the list as XML"),
        (
            "<?xml version=\"1.0\"?>".to_owned(),
            "there is no element in it",
        ),
        (format!("{whole}<more/>"), "a second root element"),
        (
            whole.replace("A &amp; B", "A & B"),
            "line 9: an entity is used",
        ),
        (whole.replace("A &amp; B", "A &b; B"), "an entity is used"),
    ];
    for (text, wanted) in errors {
        let error = bench(&text).error();
        assert!(error.contains(wanted), "{error}\nwanted: {wanted}");
        assert!(
            error.contains("is not the consolidated list of the UN") && error.contains("line ")
                || wanted.starts_with("no entry"),
            "{error}"
        );
    }
}

#[test]
fn entities_that_unpack_are_refused_before_they_do() {
    let mut bomb = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"lol\">".to_owned();
    for n in b'b'..=b'j' {
        let (name, before) = (char::from(n), char::from(n - 1));
        bomb.push_str(&format!(
            "<!ENTITY {name} \"{}\">",
            format!("&{before};").repeat(10)
        ));
    }
    bomb.push_str("]><CONSOLIDATED_LIST><ENTITIES><ENTITY><FIRST_NAME>&j;</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>");
    assert!(bench(&bomb).error().contains("a document type is declared"));
    let outside = "<!DOCTYPE l SYSTEM \"file:///etc/passwd\"><CONSOLIDATED_LIST/>";
    assert!(
        bench(outside)
            .error()
            .contains("a document type is declared")
    );
}

#[test]
fn depth_and_length_have_bounds() {
    let nested = |depth: usize| format!("{NAMED}{}{}", "<X>".repeat(depth), "</X>".repeat(depth));
    assert_eq!(bench(entity(&nested(100))).done().counts(), (1, 1, 0, 0));
    assert!(bench(entity(&nested(300))).error().contains("256 elements"));
    let long = |n: usize, name: &str| format!("{NAMED}<{name}>{}</{name}>", "x".repeat(n));
    // A text in pieces is no shorter.
    let pieces = format!(
        "{NAMED}<COMMENTS1>{}</COMMENTS1>",
        "xxxxxxxxxxxxxxx&amp;".repeat(1 << 17)
    );
    for text in [long(3 << 20, "COMMENTS1"), long(3 << 20, "NOTE"), pieces] {
        assert!(bench(entity(&text)).error().contains("1 MiB"));
    }
    let aliases = format!(
        "{NAMED}{}",
        format!(
            "<ENTITY_ALIAS><ALIAS_NAME>{}</ALIAS_NAME></ENTITY_ALIAS>",
            "x".repeat(1000)
        )
        .repeat(2000)
    );
    assert_eq!(bench(entity(&aliases)).done().counts(), (1, 0, 1, 0));
    let name = "N".repeat(5000);
    assert!(
        bench(entity(&format!("{NAMED}<{name}/>")))
            .error()
            .contains("longer than 1 KiB")
    );
}

#[test]
fn a_text_of_two_gigabytes_is_refused_at_its_first_mebibyte() {
    // Packed, it is two megabytes.
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed
        .write_all(list("").split_once("\n</").unwrap().0.as_bytes())
        .unwrap();
    packed.write_all(b"<ENTITIES><ENTITY><FIRST_NAME>").unwrap();
    let chunk = vec![b'A'; 1 << 20];
    for _ in 0..2048 {
        packed.write_all(&chunk).unwrap();
    }
    let error = bench(packed.finish().unwrap()).error();
    assert!(error.contains("more than 1 MiB"), "{error}");
}

#[test]
fn empty_addresses_count_for_an_entry_too() {
    let addresses = "<ENTITY_ADDRESS/>".repeat(20_000);
    let text = format!("<ENTITY><DATAID>1</DATAID><FIRST_NAME>A</FIRST_NAME>{addresses}</ENTITY>");
    let done = bench(list(&format!("<ENTITIES>{text}</ENTITIES>{ENTITY}"))).done();
    let rejects = done.rejects();
    assert!(
        rejects.len() == 1 && rejects[0].contains("more than 1 MiB"),
        "{rejects:?}"
    );
}

#[test]
fn the_list_is_read_packed_and_in_every_encoding() {
    let plain = list(&format!("{PERSON}{ENTITY}"));
    let wanted = bench(&plain).done().rows;
    let utf16: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(plain.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(plain.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let encoded = [
        [b"\xef\xbb\xbf", plain.as_bytes()].concat(),
        utf16,
        gzip.clone(),
        zstd::encode_all(plain.as_bytes(), 1).unwrap(),
    ];
    for bytes in encoded {
        let bench = bench(bytes);
        assert_eq!(
            RecordFormat::of_file(&bench.path).unwrap(),
            RecordFormat::Un
        );
        assert_eq!(bench.done().rows, wanted);
    }
    let cut = bench(&gzip[..gzip.len() - 20]).error();
    assert!(cut.contains("cut off"), "{cut}");
    // A byte that is no text is not stored as something else.
    let mut broken = plain.into_bytes();
    let at = broken
        .windows(4)
        .position(|bytes| bytes == b"TRAD")
        .unwrap();
    broken[at] = 0xff;
    let error = bench(broken).error();
    assert!(
        error.contains("line ") && error.contains("encoding"),
        "{error}"
    );
}

#[test]
fn the_published_list_is_read_in_full_where_it_is_at_hand() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/lists/un/UN_consolidated.xml.gz");
    if !path.is_file() {
        eprintln!("skipped: {} is absent", path.display());
        return;
    }
    assert_eq!(RecordFormat::of_file(&path).unwrap(), RecordFormat::Un);
    let done = Bench::at(RecordFormat::Un, &path).done();
    assert_eq!(done.counts(), (1003, 1003, 0, 0), "{:?}", done.rejects());
    let with = |part: &str| done.rows.iter().filter(|row| row.contains(part)).count();
    assert_eq!(
        (with(" kind=person "), with(" kind=organisation ")),
        (730, 273)
    );
    assert_eq!((with(" reason="), with(" jurisdiction=")), (266, 161));
    assert_eq!(with(" list_version=2026-02-27 "), 1003);
    assert_eq!(with(" from_on="), 1003);
}
