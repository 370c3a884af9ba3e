//! Registers of every version, good and broken.

use std::path::Path;

use proptest::prelude::*;

use super::super::RecordFormat;
use super::super::json_items::Items;
use super::super::parties::org_id;
use super::super::tests::Bench;

fn bods(text: &str) -> Bench {
    Bench::new(RecordFormat::Bods, "register.json", text)
}

const ENTITY: &str = r#"{"statementId":"s1","recordId":"e1","recordType":"entity","recordStatus":"new","statementDate":"2020-01-01",
  "recordDetails":{"entityType":{"type":"registeredEntity"},"name":"가람 \"Cell\" [Ltd], {x}","alternateNames":["Garam"],
  "jurisdiction":{"code":"KR"},"identifiers":[{"scheme":"XI-LEI","id":"L"},{"scheme":"KR-BRN","id":"110"}],"foundingDate":"2019-05",
  "addresses":[{"type":"registered","address":"1 Gil, Seoul","postCode":"04524","country":{"name":"Korea","code":"KR"}}]}}"#;
const PERSON: &str = r#"{"statementId":"s2","recordId":"p 1","recordType":"person","recordStatus":"new","statementDate":"2020-01-01",
  "recordDetails":{"personType":"knownPerson","names":[{"type":"birth","fullName":"Old Name"},{"type":"alternative","fullName":"H. Kim"},
  {"type":"legal","fullName":"Hana Kim"}],"birthDate":"1970-01-01","nationalities":[{"code":"KR"}],"placeOfBirth":{"address":"Busan"},
  "taxResidencies":[{"code":"KR"}],"politicalExposure":{"status":"isPep"},"identifiers":[{"id":"700101-1"}],
  "addresses":[{"type":"residence","address":"Home 1"},{"type":"service","address":"Office 2"}]}}"#;

fn relationship(record: &str, details: &str) -> String {
    format!(
        r#"{{"statementId":"{record}","recordId":"{record}","recordType":"relationship","recordStatus":"new","statementDate":"2020-01-01",
        "recordDetails":{{"subject":"e1",{details}}}}}"#
    )
}

fn array(statements: &[&str]) -> Bench {
    bods(&format!("[\n{}\n]\n", statements.join(",\n")))
}

#[test]
fn entities_persons_and_interests_are_taken_and_nothing_private() {
    let interests = relationship(
        "r1",
        r#""interestedParty":"p 1","interests":[
        {"type":"shareholding","directOrIndirect":"direct","share":{"exact":62.5},"startDate":"2020-01-01"},
        {"type":"votingRights","directOrIndirect":"indirect","share":{"exclusiveMinimum":50,"maximum":75},"endDate":"2021"},
        {"type":"boardMember","directOrIndirect":"direct","startDate":"2020-02"}]"#,
    );
    let done = array(&[&interests, ENTITY, PERSON]).done();
    let person = org_id("p 1");
    assert_eq!(done.rows, [
        "organisations: org=org_e1 names=[가람 \"Cell\" [Ltd], {x}, Garam] kind=organisation registration=110 jurisdiction=KR \
         founded_on=2019-05-01 addresses=[1 Gil, Seoul, 04524, Korea] row=2".to_owned(),
        format!("organisations: org={person} names=[Hana Kim, H. Kim] kind=person addresses=[Office 2] row=3"),
        format!("interests: subject=org_e1 holder={person} kind=shareholding directness=direct share_min=0.625 share_max=0.625 exact=0.625 from_on=2020-01-01 row=1"),
        format!("interests: subject=org_e1 holder={person} kind=voting directness=indirect share_min=0.500001 share_max=0.75 to_on=2021-12-31 row=1"),
        format!("interests: subject=org_e1 holder={person} kind=boardMember directness=direct from_on=2020-02-01 row=1"),
        "officers: org=org_e1 person_name=Hana Kim role=boardMember from_on=2020-02-01 row=1".to_owned(),
    ]);
    assert_eq!(done.counts(), (3, 3, 0, 0));
    let everything = format!("{done:?}");
    for private in [
        "1970",
        "nationalit",
        "Busan",
        "700101",
        "isPep",
        "Home 1",
        "Old Name",
    ] {
        assert!(!everything.contains(private), "{private}");
    }
}

#[test]
fn an_unknown_holder_keeps_its_reason() {
    let party = r#""interestedParty":{"reason":"subjectUnableToConfirmOrIdentifyBeneficialOwner","description":"asked twice"}"#;
    let done = array(&[
        &relationship("r1", party),
        &relationship("r2", r#""interestedParty":"x","interests":[]"#),
    ])
    .done();
    assert_eq!(
        done.rows,
        [
            "interests: subject=org_e1 directness=unknown unknown_reason=subjectUnableToConfirmOrIdentifyBeneficialOwner: asked twice row=1",
            "interests: subject=org_e1 holder=org_x directness=unknown unknown_reason=no interest stated row=2",
        ]
    );
}

#[test]
fn the_latest_statement_of_a_record_stands() {
    let newer = ENTITY
        .replace("2020-01-01", "2021-06-01T10:00:00Z")
        .replace("Garam", "Garam 2");
    let closed = relationship(
        "r1",
        r#""interestedParty":"x","interests":[{"type":"shareholding"}]"#,
    )
    .replace("\"new\"", "\"closed\"")
    .replace("2020-01-01", "2022-03-04");
    let open = relationship(
        "r1",
        r#""interestedParty":"x","interests":[{"type":"shareholding"}]"#,
    );
    let done = array(&[&newer, ENTITY, &closed, &open]).done();
    assert_eq!(done.counts(), (4, 2, 0, 2));
    assert!(
        done.rows[0].contains("Garam 2") && done.rows[0].ends_with("row=1"),
        "{}",
        done.rows[0]
    );
    assert_eq!(
        done.rows[1],
        "interests: subject=org_e1 holder=org_x kind=shareholding directness=unknown to_on=2022-03-04 row=3"
    );
}

#[test]
fn a_closed_record_never_stays_open() {
    let close = |details: &str| relationship("r1", details).replace("\"new\"", "\"closed\"");
    let open = relationship(
        "r1",
        r#""interestedParty":"x","interests":[{"type":"shareholding"}]"#,
    );
    // Without an interest it ends on the day of the statement all the same.
    let bare = close(r#""interestedParty":"x""#).replace("2020-01-01", "2022-03-04");
    let done = array(&[&open, &bare]).done();
    assert_eq!(done.rows.len(), 1);
    assert!(done.rows[0].contains("to_on=2022-03-04"), "{:?}", done.rows);
    // Without anything but its end it has no row, and the older statement counts no more.
    let end = bare.replace("\"subject\":\"e1\",", "");
    assert_ne!(end, bare);
    let done = array(&[&open, &end]).done();
    assert_eq!((done.rows.len(), done.counts()), (0, (2, 0, 0, 2)));
    // Since when is not said at all.
    let undated = bare.replace("\"statementDate\":\"2022-03-04\",", "");
    assert_ne!(undated, bare);
    let said = array(&[&undated]).done().rejects().join(" ");
    assert!(said.contains("neither endDate nor statementDate"), "{said}");
}

#[test]
fn interests_that_nobody_names_may_be_any() {
    let interest = |kind: &str| {
        let details = format!(r#""interestedParty":"x","interests":[{{"type":"{kind}"}}]"#);
        array(&[&relationship("r1", &details)]).done().rows[0].clone()
    };
    for (kind, words) in [
        (
            "unknownInterest",
            "kind=shareholding directness=unknown unknown_reason=the kind of interest is not known",
        ),
        (
            "unpublishedInterest",
            "kind=shareholding directness=unknown unknown_reason=the kind of interest is not published",
        ),
        ("controlViaCompanyRulesOrArticles", "kind=influence"),
        ("control-by-legal-framework", "kind=influence"),
        ("trustee", "kind=trustee"),
    ] {
        assert!(interest(kind).contains(words), "{kind}: {}", interest(kind));
    }
}

#[test]
fn an_indirect_interest_is_not_counted_beside_its_links() {
    let link = |record: &str, subject: &str, party: &str, share: &str| {
        relationship(record, &format!(r#""isComponent":true,"interestedParty":"{party}","interests":[{{"type":"shareholding","directOrIndirect":"direct"{share}}}]"#))
            .replace("\"subject\":\"e1\"", &format!("\"subject\":\"{subject}\""))
    };
    let sum = relationship(
        "sum",
        r#""isComponent":false,"componentRecords":["b","l1","l2"],"interestedParty":"p","interests":[{"type":"shareholding","directOrIndirect":"indirect","share":{"exact":30}}]"#,
    );
    let b = ENTITY.replace("\"e1\"", "\"b\"");
    let known = r#","share":{"exact":60}"#;
    let done = array(&[
        &b,
        &link("l1", "e1", "b", known),
        &link("l2", "b", "p", known),
        &sum,
    ])
    .done();
    assert_eq!((done.counts(), done.rows.len()), ((4, 3, 0, 1), 3));
    // One that has a direct interest too is more than its parts.
    let mixed = sum.replace("\"interests\":[", "\"interests\":[{\"type\":\"shareholding\",\"directOrIndirect\":\"direct\",\"share\":{\"exact\":20}},");
    let done = array(&[
        &b,
        &link("l1", "e1", "b", known),
        &link("l2", "b", "p", known),
        &mixed,
    ])
    .done();
    assert_eq!((done.counts(), done.rows.len()), ((4, 4, 0, 0), 5));
    // A link of unknown share leaves the sum as the only thing known.
    let done = array(&[
        &b,
        &link("l1", "e1", "b", known),
        &link("l2", "b", "p", ""),
        &sum,
    ])
    .done();
    assert_eq!(done.counts(), (4, 4, 0, 0));
    // So does a link that is not in the file.
    let done = array(&[&b, &link("l1", "e1", "b", known), &sum]).done();
    assert_eq!(done.counts(), (3, 3, 0, 0));
}

#[test]
fn version_0_2_is_read_with_its_replacements() {
    let entity = r#"{"statementID":"old-e","statementType":"entityStatement","entityType":"registeredEntity","name":"A","incorporatedInJurisdiction":{"code":"GB","name":"UK"},"isComponent":false}"#;
    let newer = r#"{"statementID":"new-e","statementType":"entityStatement","entityType":"registeredEntity","name":"B","replacesStatements":["old-e"]}"#;
    let person = r#"{"statementID":"p","statementType":"personStatement","personType":"anonymousPerson","unspecifiedPersonDetails":{"reason":"subjectExempt"}}"#;
    let control = r#"{"statementID":"c","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"new-e"},"interestedParty":{"describedByPersonStatement":"p"},"interests":[{"type":"voting-rights","interestLevel":"direct","share":{"minimum":25,"maximum":50,"exclusiveMinimum":true,"exclusiveMaximum":false}},{"type":"senior-managing-official"}]}"#;
    let unspecified = r#"{"statementID":"d","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"old-e"},"interestedParty":{"unspecified":{"reason":"no-beneficial-owners"}}}"#;
    let done = bods(&[entity, newer, person, control, unspecified].join("\n")).done();
    assert_eq!(
        done.rows,
        [
            "organisations: org=org_old-e names=[B] kind=organisation row=2",
            "organisations: org=org_p kind=anonymous unknown_reason=subjectExempt row=3",
            "interests: subject=org_old-e holder=org_p kind=voting directness=direct share_min=0.250001 share_max=0.5 row=4",
            "interests: subject=org_old-e holder=org_p kind=seniorManagingOfficial directness=unknown row=4",
            "interests: subject=org_old-e directness=unknown unknown_reason=no-beneficial-owners row=5",
        ]
    );
    assert_eq!((done.counts(), done.notes.len()), ((5, 4, 0, 1), 1));
}

#[test]
fn version_0_1_is_read_like_the_later_ones() {
    let entity = r#"{"statementID":"e","statementType":"entityStatement","statementDate":"2017-11-18","entityType":"registeredEntity","name":"A","incorporatedInJurisdiction":{"code":"GB","name":"United Kingdom"},"identifiers":[{"scheme":"GB-COH","id":"01234567"}],"foundingDate":"2001-02"}"#;
    let person = r#"{"statementID":"p","statementType":"personStatement","personType":"naturalPerson","names":[{"type":"individual","fullName":"Hana Sample"}],"birthDate":"1977-01-01","nationalities":["GB"]}"#;
    let nominee = r#"{"statementID":"n","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e"},"interestedParty":{"describedByPersonStatement":"p"},"interests":[{"type":"shareholding","interestLevel":"direct","share":{"minimum":25,"maximum":50,"exclusiveMinimum":true,"exclusiveMaximum":true}},{"type":"nominee"}]}"#;
    let unknown = r#"{"statementID":"u","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e"},"interestedParty":{"unspecified":{"reason":"unknown","description":"the trustee did not answer"}},"interests":[{"type":"voting-rights","share":{"exact":30}}]}"#;
    let done = bods(&[entity, person, nominee, unknown].join("\n")).done();
    assert_eq!(
        done.rows,
        [
            "organisations: org=org_e names=[A] kind=organisation registration=01234567 jurisdiction=GB founded_on=2001-02-01 row=1",
            "organisations: org=org_p names=[Hana Sample] kind=person row=2",
            "interests: subject=org_e holder=org_p kind=shareholding directness=direct share_min=0.250001 share_max=0.499999 row=3",
            "interests: subject=org_e holder=org_p kind=nominee directness=unknown row=3",
            "interests: subject=org_e kind=voting directness=unknown share_min=0.3 share_max=0.3 exact=0.3 unknown_reason=unknown: the trustee did not answer row=4",
        ]
    );
}

#[test]
fn version_0_3_folds_a_replaced_interest_and_keeps_an_indirect_one_without_its_links() {
    let entity = |id: &str| {
        format!(
            r#"{{"statementID":"{id}","statementType":"entityStatement","entityType":"registeredEntity","name":"{id}","isComponent":false}}"#
        )
    };
    let control = |id: &str, more: &str, share: u32| {
        format!(
            r#"{{"statementID":"{id}","statementType":"ownershipOrControlStatement","subject":{{"describedByEntityStatement":"e1"}},"interestedParty":{{"describedByEntityStatement":"e2"}},{more}"interests":[{{"type":"shareholding","directOrIndirect":"indirect","share":{{"exact":{share}}}}}]}}"#
        )
    };
    let old = control("c1", "", 10);
    let new = control("c2", r#""replacesStatements":["c1"],"#, 20);
    let sum = control(
        "c3",
        r#""isComponent":false,"componentStatementIDs":["gone"],"#,
        30,
    );
    let lines = [entity("e1"), entity("e2"), old, new, sum].join("\n");
    let done = bods(&lines).done();
    assert_eq!(done.counts(), (5, 4, 0, 1));
    assert_eq!(
        done.rows[2..],
        [
            "interests: subject=org_e1 holder=org_e2 kind=shareholding directness=indirect share_min=0.2 share_max=0.2 exact=0.2 row=4",
            "interests: subject=org_e1 holder=org_e2 kind=shareholding directness=indirect share_min=0.3 share_max=0.3 exact=0.3 row=5",
        ]
    );
}

#[test]
fn a_register_read_once_is_the_same_as_one_read_twice() {
    let office = relationship(
        "r1",
        r#""interestedParty":"p 1","interests":[{"type":"boardChair","directOrIndirect":"direct"},{"type":"shareholding","share":{"exact":40}}]"#,
    );
    let broken = relationship(
        "r2",
        r#""interestedParty":"x","interests":[{"share":{"exact":150}}]"#,
    );
    let many: Vec<String> = (0..700)
        .map(|n| ENTITY.replace("\"e1\"", &format!("\"m{n}\"")))
        .collect();
    let mut statements: Vec<&str> = vec![&office, ENTITY, PERSON, &broken, "{}"];
    statements.extend(many.iter().map(String::as_str));
    let once = array(&statements).done();
    // A second statement of one record makes the reader go over the file again.
    statements.push(ENTITY);
    let twice = array(&statements).done();
    assert_eq!(
        (once.counts(), twice.counts()),
        ((705, 703, 2, 0), (706, 703, 2, 1))
    );
    let later = |row: &String| row.replace("row=706", "row=2");
    let mut again: Vec<String> = twice.rows.iter().map(later).collect();
    let mut first = once.rows.clone();
    first.sort();
    again.sort();
    assert_eq!(first, again);
    assert_eq!(once.rejects(), twice.rejects());
    assert!(first.iter().any(|row| row.starts_with("officers: org=org_e1 person_name=Hana Kim role=boardChair")));
}

#[test]
fn statements_that_are_none_are_refused_one_by_one() {
    let done = array(&[
        "{}",
        "7",
        &ENTITY.replace("2019-05", "long ago"),
        &relationship("r1", r#""interestedParty":"x","interests":[{"share":{"exact":150}}]"#),
        &relationship("r2", r#""interestedParty":"x","interests":[{"share":{"minimum":50,"maximum":20}}]"#),
        r#"{"statementId":"r3","recordId":"r3","recordType":"relationship","recordDetails":{"subject":{"reason":"unknown"}}}"#,
        r#"{"statementId":"x","recordType":"statue"}"#,
    ])
    .done();
    assert_eq!((done.counts(), done.rows.len()), ((7, 0, 7, 0), 0));
    let rejects = done.rejects().join("\n");
    for part in [
        "2 : neither `recordType`",
        "3 : not a BODS statement",
        "foundingDate: `long ago` is not a day",
        "`150` is not a share",
        "ends at 0.2 before it starts at 0.5",
        "subject: no organisation is named as the subject (unknown)",
        "`statue` is no type",
    ] {
        assert!(rejects.contains(part), "{part} in {rejects}");
    }
}

#[test]
fn an_array_cut_in_the_middle_leaves_nothing() {
    let text = format!("[{ENTITY},\n{PERSON}]");
    for cut in [text.len() - 1, text.len() / 2, 1] {
        let error = bods(&text[..text.floor_char_boundary(cut)]).error();
        assert!(error.contains("the file is cut off"), "{error}");
    }
    let error = bods(&format!("[{ENTITY},\n{{\"a\" 1}}]")).error();
    assert!(error.contains("character"), "{error}");
    assert!(
        bods(&format!("[{ENTITY},]"))
            .error()
            .contains("where a statement is wanted")
    );
    assert!(
        bods("[] x")
            .error()
            .contains("the end of the file is wanted")
    );
    assert!(bods("nothing").error().contains("`[` or `{`"));
    assert_eq!(bods("[ ]").done().counts(), (0, 0, 0, 0));
    // Lines stand alone: only the cut one is refused.
    let lines = format!(
        "{}\n{}",
        ENTITY.replace('\n', " "),
        &PERSON.replace('\n', " ")[..80]
    );
    assert_eq!(bods(&lines).done().counts(), (2, 1, 1, 0));
}

#[test]
fn records_get_ids_that_never_meet() {
    assert_eq!(org_id("31c55e425764"), "org_31c55e425764");
    let long = "x".repeat(200);
    for (one, other) in [
        ("a b", "a-b"),
        ("a/b", "a b"),
        (long.as_str(), &long[1..]),
        ("", " "),
    ] {
        assert_ne!(org_id(one), org_id(other));
        for id in [org_id(one), org_id(other)] {
            assert!(id.parse::<bongsu_model::OrgId>().is_ok(), "{id}");
        }
    }
}

#[test]
fn items_are_split_wherever_the_buffer_ends() {
    let text = "[ {\"a\":\"]}\\\"\"}\n,[1,[2]], \"x,y\" ,3 ]\n";
    for capacity in 1..text.len() {
        let mut items = Items::new(std::io::BufReader::with_capacity(capacity, text.as_bytes()));
        let mut found = Vec::new();
        while let Some((line, item)) = items.next_item().unwrap() {
            found.push((
                line,
                String::from_utf8_lossy(item.unwrap()).trim().to_owned(),
            ));
        }
        let expected = [
            (1, "{\"a\":\"]}\\\"\"}"),
            (2, "[1,[2]]"),
            (2, "\"x,y\""),
            (2, "3"),
        ];
        assert_eq!(found, expected.map(|(line, item)| (line, item.to_owned())));
    }
}

#[test]
fn the_published_examples_are_read_in_full_where_they_are_at_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/registers/bods-0.4-examples");
    if !folder.is_dir() {
        eprintln!("skipped: {} is absent", folder.display());
        return;
    }
    let mut n_read = 0;
    for entry in fs_err::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let done = Bench::at(RecordFormat::Bods, &path).done();
            assert_eq!(done.rejects(), Vec::<String>::new(), "{}", path.display());
            n_read += done.counts().0;
        }
    }
    assert_eq!(n_read, 119);
}

proptest! {
    #[test]
    fn a_damaged_register_is_counted_or_refused(
        at in 0.0..1.0_f64,
        piece in "[\\[\\]{}\",:0-9a-z\n]{0,4}",
        as_lines in any::<bool>(),
    ) {
        let details = r#""interestedParty":"p 1","interests":[{"share":{"exact":5}}]"#;
        let statements = [ENTITY, PERSON, &relationship("r", details)].map(|text| text.replace('\n', " "));
        let mut text = if as_lines { statements.join("\n") } else { format!("[{}]", statements.join(",\n")) };
        let start = text.floor_char_boundary((at * text.len() as f64) as usize);
        let end = text.ceil_char_boundary((start + piece.len()).min(text.len()));
        text.replace_range(start..end, &piece);
        let result = bods(&text).read();
        // Lines stand alone; the harness checks that the counts add up.
        prop_assert!(result.is_ok() || !as_lines || !text.starts_with('{'), "{text}");
    }
}
