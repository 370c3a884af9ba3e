//! Entities and statements, good, odd and broken.

use super::super::RecordFormat;
use super::super::tests::Bench;
use super::share::{self, Said};

fn ftm(lines: &[&str]) -> Bench {
    Bench::new(RecordFormat::Ftm, "entities.ftm.json", lines.join("\n"))
}

const COMPANY: &str = r#"{"id":"c-1","caption":"Garam","schema":"Company","properties":{"name":["Garam Precision"],"alias":["가람정밀","garam precision"],"jurisdiction":["kr"],"country":["kr"],"legalForm":["Ltd"],"registrationNumber":["110111"],"incorporationDate":["2001-05"],"dissolutionDate":["2020"],"address":["1 Saem-gil, Suwon"],"addressEntity":["a-1"],"phone":["+82 2 000"],"website":["https://www.garam.example/about"],"sector":["pumps"]},"datasets":["sample"],"referents":[]}"#;
const OWNER: &str = r#"{"id":"p-1","schema":"Person","properties":{"name":["Hana Sample"],"birthDate":["1977-02-03"],"nationality":["secretish"],"gender":["secretgender"],"address":["Home 1"],"position":["secretposition"],"country":["secretland"]}}"#;
const DIRECTOR: &str =
    r#"{"id":"p-2","schema":"Person","properties":{"firstName":["Naru"],"lastName":["Sample"]}}"#;
const STRANGER: &str = r#"{"id":"p-3","schema":"Person","properties":{"name":["Nobody Secret"]}}"#;
const ADDRESS: &str =
    r#"{"id":"a-1","schema":"Address","properties":{"full":["9 Head-ro, Seoul"]}}"#;

fn ownership(percentage: &str, more: &str) -> String {
    format!(
        r#"{{"id":"o-1","schema":"Ownership","properties":{{"owner":["p-1"],"asset":["c-1"],"percentage":["{percentage}"],"startDate":["2015","2014-02-03"]{more}}}}}"#
    )
}

#[test]
fn companies_owners_and_directors_are_taken_and_nothing_private() {
    let directorship = r#"{"id":"d-1","schema":"Directorship","properties":{"director":["p-2"],"organization":["c-1"],"role":["chief executive"],"startDate":["2016-01-01"],"endDate":["2018"]}}"#;
    let family = r#"{"id":"f-1","schema":"Family","properties":{"person":["p-1"],"relative":["p-3"],"relationship":["secret"]}}"#;
    let done = ftm(&[
        &ownership("62.5%", ""),
        directorship,
        family,
        COMPANY,
        OWNER,
        DIRECTOR,
        STRANGER,
        ADDRESS,
    ])
    .done();
    assert_eq!(
        done.rows,
        [
            "interests: subject=org_c-1 holder=org_p-1 kind=shareholding directness=unknown share_min=0.625 share_max=0.625 exact=0.625 from_on=2014-02-03 row=1",
            "interests: subject=org_c-1 holder=org_p-2 kind=directorship directness=direct from_on=2016-01-01 to_on=2018-12-31 row=2",
            "officers: org=org_c-1 person_name=Naru Sample role=chief executive from_on=2016-01-01 to_on=2018-12-31 row=2",
            "organisations: org=org_c-1 names=[Garam Precision, 가람정밀] kind=organisation legal_form=Ltd registration=110111 jurisdiction=KR \
             founded_on=2001-05-01 dissolved_on=2020-12-31 addresses=[1 Saem-gil, Suwon, 9 Head-ro, Seoul] phones=[+82 2 000] domains=[garam.example] row=4",
            "organisations: org=org_p-1 names=[Hana Sample] kind=person row=5",
        ]
    );
    assert_eq!(done.counts(), (8, 4, 0, 4));
    let notes: Vec<String> = done.notes.iter().map(ToString::to_string).collect();
    let everything = format!("{:?} {:?} {notes:?}", done.rows, done.imported);
    for private in ["1977", "secret", "Secret", "Home 1"] {
        assert!(!everything.contains(private), "{private}");
    }
    let notes = notes.join("\n");
    for part in [
        "`birthDate` is never imported",
        "`gender` is never",
        "1 records of `Family` were passed over",
        "1 records of `Person`",
    ] {
        assert!(notes.contains(part), "{part} in {notes}");
    }
}

#[test]
fn entities_inside_others_are_taken_once_wherever_they_stand() {
    let nested = r#"{"id":"c-1","schema":"Company","properties":{"name":["Garam Precision"],"sanctions":[{"id":"s-1","schema":"Sanction","properties":{"authority":["Sample authority"],"program":["P1"],"startDate":["2020-01-02"]}}],"ownershipAsset":[{"id":"o-1","schema":"Ownership","properties":{"percentage":["60%"],"owner":[{"id":"p-1","schema":"Person","properties":{"name":["Hana Sample"],"birthDate":["1977-02-03"]}}]}}],"addressEntity":[{"id":"a-1","schema":"Address","properties":{"full":["9 Head-ro, Seoul"]}}]}}"#;
    // The same interest as its owner tells it.
    let owner = r#"{"id":"p-1","schema":"Person","properties":{"name":["Hana Sample"],"ownershipOwner":[{"id":"o-1","schema":"Ownership","properties":{"percentage":["60%"],"asset":[{"id":"c-1","schema":"Company","properties":{"name":["Garam Precision"]}}]}}]}}"#;
    // A company says more of itself on its own line than inside another.
    let own = r#"{"id":"c-2","schema":"Company","properties":{"name":["Saem Works"],"jurisdiction":["kr"]}}"#;
    let inside = r#"{"id":"o-3","schema":"Ownership","properties":{"owner":["c-1"],"asset":[{"id":"c-2","schema":"Company","properties":{"name":["Saem"]}}]}}"#;
    let done = ftm(&[inside, own, nested]).done();
    let of_saem = |row: &&String| row.starts_with("organisations: org=org_c-2");
    let of_saem: Vec<&String> = done.rows.iter().filter(of_saem).collect();
    assert_eq!(of_saem.len(), 1);
    assert!(of_saem[0].contains("names=[Saem Works]"), "{of_saem:?}");

    // Of a company without a line of its own counts what says most.
    let fuller = inside.replace("c-2", "c-3").replace("o-3", "o-4");
    let fuller = fuller.replace(r#"["Saem"]"#, r#"["Saem"],"jurisdiction":["kr"]"#);
    let thin = fuller.replace("o-4", "o-5").replace(
        r#","properties":{"name":["Saem"],"jurisdiction":["kr"]}"#,
        "",
    );
    let done = ftm(&[&thin, &fuller, nested]).done();
    let of_saem = |row: &&String| row.starts_with("organisations: org=org_c-3");
    let of_saem: Vec<&String> = done.rows.iter().filter(of_saem).collect();
    assert_eq!(of_saem.len(), 1);
    assert!(of_saem[0].contains("jurisdiction=KR"), "{of_saem:?}");

    // What is wrong inside is refused by itself.
    let wrong = r#"{"id":"c-4","schema":"Company","properties":{"name":["Dan Works"],"ownershipOwner":null,"sanctions":[{"schema":"Sanction"},{"id":"s-4","schema":"Sanction","properties":{"authority":[["x"]]}}]}}"#;
    let done = ftm(&[wrong]).done();
    assert_eq!(done.counts(), (3, 1, 2, 0));
    assert!(
        done.rows[0].starts_with("organisations: org=org_c-4"),
        "{:?}",
        done.rows
    );

    let done = ftm(&[nested, owner]).done();
    assert_eq!(
        done.rows,
        [
            "interests: subject=org_c-1 holder=org_p-1 kind=shareholding directness=unknown share_min=0.6 share_max=0.6 exact=0.6 row=1",
            "listed: entry=s-1 names=[Garam Precision] kind=organisation list=Sample authority programme=P1 addresses=[9 Head-ro, Seoul] from_on=2020-01-02 row=1",
            "organisations: org=org_c-1 names=[Garam Precision] kind=organisation addresses=[9 Head-ro, Seoul] row=1",
            "organisations: org=org_p-1 names=[Hana Sample] kind=person row=2",
        ]
    );
    let notes: Vec<String> = done.notes.iter().map(ToString::to_string).collect();
    assert!(notes.join(" ").contains("`birthDate` is never imported"));
    assert!(!format!("{:?}", done.rows).contains("1977"));
    // A nested entity of which only the id is given is a reference and no entity.
    let reference = r#"{"id":"o-2","schema":"Ownership","properties":{"owner":[{"id":"p-1"}],"asset":["c-1"],"percentage":["60%"]}}"#;
    assert_eq!(ftm(&[reference, COMPANY]).done().counts(), (2, 2, 0, 0));
}

#[test]
fn shares_are_read_from_texts_in_percent() {
    let range = |low, high, is_small| Said::Range {
        low,
        high,
        is_small,
    };
    for (text, said) in [
        ("25%", range(0.25, 0.25, false)),
        ("25", range(0.25, 0.25, false)),
        ("25,5 %", range(0.255, 0.255, false)),
        ("25-50", range(0.25, 0.5, false)),
        ("25% – 50%", range(0.25, 0.5, false)),
        ("25 to 50 percent", range(0.25, 0.5, false)),
        ("> 50 %", range(0.500_001, 1.0, false)),
        ("more than 50", range(0.500_001, 1.0, false)),
        ("≥ 75%", range(0.75, 1.0, false)),
        ("75+", range(0.75, 1.0, false)),
        ("< 10", range(0.0, 0.099_999, false)),
        ("up to 10", range(0.0, 0.1, false)),
        ("0", range(0.0, 0.0, false)),
        ("0.5%", range(0.005, 0.005, false)),
        ("0.25", range(0.0025, 0.0025, true)),
        ("1", range(0.01, 0.01, true)),
        ("minority", Said::Words),
        ("", Said::Words),
        ("-5", Said::Words),
        ("1e9", Said::Words),
        ("300%", Said::Beyond),
        ("50-25", Said::Beyond),
    ] {
        assert_eq!(share::read(text), said, "{text}");
    }
}

#[test]
fn an_ownership_says_what_is_not_known_of_it() {
    let rows = |line: &str| ftm(&[COMPANY, OWNER, line]).done();
    let done = rows(&ownership("controlling", ""));
    assert!(
        done.rows[0].ends_with(
            "from_on=2014-02-03 unknown_reason=the share is stated as `controlling` row=3"
        ),
        "{}",
        done.rows[0]
    );
    let done = rows(&ownership("25-50", r#","role":["Nominee shareholder"]"#));
    assert!(done.rows[0].contains("share_min=0.25 share_max=0.5 from_on=2014-02-03 unknown_reason=held as nominee: for whom is not stated"), "{}", done.rows[0]);
    let done = rows(&ownership("0.25", ""));
    assert!(done.rows[0].contains("exact=0.0025"), "{}", done.rows[0]);
    let notes: Vec<String> = done.notes.iter().map(ToString::to_string).collect();
    assert!(
        notes
            .iter()
            .any(|note| note.contains("1 shares are at most 1 and were read as percent")),
        "{notes:?}"
    );
    let done = rows(
        r#"{"id":"o-1","schema":"Ownership","properties":{"asset":[{"id":"c-1","schema":"Company","properties":{}}]}}"#,
    );
    assert_eq!(
        done.rows[0],
        "interests: subject=org_c-1 kind=shareholding directness=unknown unknown_reason=no `owner` is stated row=3"
    );
    let done = rows(&ownership("300", ""));
    assert_eq!(
        done.rejects(),
        ["3 percentage: `300` is not a share in percent: 0 to 100 is wanted"]
    );
}

#[test]
fn an_unknown_link_leads_from_the_organisation_and_never_joins_persons() {
    let link = |subject: &str, object: &str| {
        format!(
            r#"{{"id":"l","schema":"UnknownLink","properties":{{"subject":["{subject}"],"object":["{object}"],"role":["partner"]}}}}"#
        )
    };
    let done = ftm(&[
        COMPANY,
        OWNER,
        DIRECTOR,
        &link("p-1", "c-1"),
        &link("c-1", "c-2"),
        &link("p-1", "p-2"),
    ])
    .done();
    let reason = "kind=unknownLink directness=unknown unknown_reason=what links the two is stated as `partner` only";
    assert_eq!(
        done.rows[0],
        format!("interests: subject=org_c-1 holder=org_p-1 {reason} row=4")
    );
    assert_eq!(
        done.rows[1],
        format!("interests: subject=org_c-1 holder=org_c-2 {reason} row=5")
    );
    assert_eq!(done.counts(), (6, 5, 0, 1));
}

#[test]
fn a_sanction_lists_its_party_wherever_that_stands_in_the_file() {
    let sanction = |id: &str, entity: &str| {
        format!(
            r#"{{"id":"{id}","schema":"Sanction","properties":{{"entity":["{entity}"],"authority":["Sample Treasury"],"program":["PUMPS"],"reason":["deals in pumps"],"authorityId":["S-7"],"startDate":["2022-01-02"],"endDate":["2023-04-05"]}}}}"#
        )
    };
    let vessel =
        r#"{"id":"v-1","schema":"Vessel","properties":{"name":["Sea Sample"],"flag":["xx"]}}"#;
    let done = ftm(&[
        &sanction("s-1", "c-1"),
        &sanction("s-2", "p-1"),
        &sanction("s-3", "v-1"),
        &sanction("s-4", "gone"),
        COMPANY,
        OWNER,
        vessel,
    ])
    .done();
    let listed: Vec<&String> = done
        .rows
        .iter()
        .filter(|row| row.starts_with("listed"))
        .collect();
    assert_eq!(
        listed[0],
        "listed: entry=S-7 names=[Garam Precision, 가람정밀] kind=organisation list=Sample Treasury programme=PUMPS reason=deals in pumps \
         jurisdiction=KR addresses=[1 Saem-gil, Suwon] from_on=2022-01-02 to_on=2023-04-05 row=1"
    );
    assert_eq!(
        listed[1],
        "listed: entry=S-7 names=[Hana Sample] kind=person list=Sample Treasury programme=PUMPS addresses=[Home 1] from_on=2022-01-02 to_on=2023-04-05 row=2"
    );
    assert!(
        listed[2].contains("names=[Sea Sample] kind=vessel"),
        "{}",
        listed[2]
    );
    assert_eq!(
        done.rejects(),
        ["4 entity: `gone` is no party with a name in the file: a listing needs one"]
    );
    assert_eq!(done.counts(), (7, 4, 1, 2));
}

const HEADER: &str = "canonical_id,entity_id,prop,prop_type,schema,value,dataset,lang,original_value,external,first_seen,last_seen";

const STATEMENTS: [&str; 9] = [
    "c-1,c-1,name,name,LegalEntity,Garam Precision,sample,,,f,2024,2025",
    "c-1,src-c-1,name,name,Company,Garam Precision,other,,,f,2024,2025",
    "c-1,c-1,jurisdiction,country,Company,kr,sample,,,f,2024,2025",
    "c-1,c-1,name,name,Company,Candidate Secret,sample,,,t,2024,2025",
    "o-1,o-1,asset,entity,Ownership,c-1,sample,,,f,2024,2025",
    "o-1,o-1,owner,entity,Ownership,p-1,sample,,,f,2024,2025",
    "o-1,o-1,percentage,string,Ownership,40,sample,,,f,2024,2025",
    "p-1,p-1,name,name,Person,Hana Sample,sample,,,f,2024,2025",
    "p-1,p-1,birthDate,date,Person,1977-01-01,sample,,,f,2024,2025",
];

const ROWS: [&str; 3] = [
    "interests: subject=org_c-1 holder=org_p-1 kind=shareholding directness=unknown share_min=0.4 share_max=0.4 exact=0.4 row=5",
    "organisations: org=org_c-1 names=[Garam Precision] kind=organisation jurisdiction=KR row=1",
    "organisations: org=org_p-1 names=[Hana Sample] kind=person row=8",
];

#[test]
fn statements_are_put_together_into_entities() {
    let table = format!("{HEADER}\n{}\n", STATEMENTS.join("\n"));
    let bench = Bench::new(RecordFormat::Ftm, "statements.csv", &table);
    assert_eq!(bench.detected().unwrap(), RecordFormat::Ftm);
    let done = bench.done();
    assert_eq!(done.rows, ROWS);
    // Of each entity one statement is stored and the others are part of it.
    assert_eq!(done.counts(), (9, 3, 0, 6));
    let notes: Vec<String> = done.notes.iter().map(ToString::to_string).collect();
    let notes = notes.join("\n");
    assert!(
        notes.contains("`birthDate` is never imported") && notes.contains("external statements"),
        "{notes}"
    );
    assert!(!format!("{:?}", done.rows).contains("Secret"));
}

#[test]
fn statements_of_an_entity_need_not_stand_together() {
    let order = [4, 0, 7, 5, 2, 8, 6, 1, 3];
    let scattered: Vec<&str> = order.iter().map(|at| STATEMENTS[*at]).collect();
    let table = format!("{HEADER}\n{}\n", scattered.join("\n"));
    let done = Bench::new(RecordFormat::Ftm, "statements.csv", table).done();
    let without_row = |row: &str| row.rsplit_once(" row=").map(|(row, _)| row.to_owned());
    let found: Vec<_> = done.rows.iter().map(|row| without_row(row)).collect();
    assert_eq!(found, ROWS.map(without_row));
    assert_eq!(done.counts(), (9, 3, 0, 6));
}

#[test]
fn statements_as_json_lines_are_the_same() {
    let names: Vec<&str> = HEADER.split(',').collect();
    let lines: Vec<String> = STATEMENTS
        .iter()
        .map(|line| {
            let pairs = names.iter().zip(line.split(','));
            let pairs = pairs.map(|(name, value)| match *name {
                "external" => format!("\"external\":{}", value == "t"),
                _ => format!("\"{name}\":\"{value}\""),
            });
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
        })
        .collect();
    let bench = Bench::new(RecordFormat::Ftm, "statements.json", lines.join("\n"));
    assert_eq!(bench.detected().unwrap(), RecordFormat::Ftm);
    assert_eq!(bench.done().rows, ROWS);
}

#[test]
fn a_bad_statement_is_refused_with_its_line_and_a_bad_entity_with_all_of_its() {
    let table = format!(
        "{HEADER}\n,,name,name,Company,x,s,,,f,,\n{}\no-2,o-2,owner,entity,Ownership,p-1,s,,,f,,\no-2,o-2,percentage,string,Ownership,4,s,,,f,,\na,b\n",
        STATEMENTS[0]
    );
    let done = Bench::new(RecordFormat::Ftm, "statements.csv", table).done();
    assert_eq!(done.counts(), (5, 1, 4, 0));
    assert_eq!(
        done.rejects(),
        [
            "2 : `canonical_id`, `schema` and `prop` are needed: not a statement",
            "4 asset: no `asset` is stated: `Ownership` needs one",
            "5 asset: no `asset` is stated: `Ownership` needs one",
            "6 : 2 fields: the header has 12",
        ]
    );
}

#[test]
fn a_line_that_is_no_entity_is_refused_and_the_others_are_stored() {
    let deep = format!(
        r#"{{"id":"x","schema":"Company","properties":{{"name":{}"#,
        "[".repeat(10_000)
    );
    let long = COMPANY.replace("Garam Precision", &"x".repeat(2 << 20));
    let many: Vec<String> = (0..100).map(|n| format!("\"p{n}\"")).collect();
    let many = many.join(",");
    let crossed = format!(
        r#"{{"id":"o","schema":"Ownership","properties":{{"owner":[{many}],"asset":[{many}]}}}}"#
    );
    let done = ftm(&[
        COMPANY,
        "7",
        r#"{"schema":"Company"}"#,
        r#"{"id":"x"}"#,
        r#"{"id":"x","schema":"Company","properties":{"name":["A"],"name":["B"]}}"#,
        &COMPANY.replace("2001-05", "soon"),
        &deep,
        &long,
        &crossed,
        &COMPANY[..100],
    ])
    .done();
    assert_eq!(done.counts(), (10, 1, 9, 0));
    let rejects = done.rejects().join("\n");
    for part in [
        "3 : no `id`: nothing can refer to it",
        "4 : no `schema`: not an entity",
        "duplicate property `name`",
        "6 incorporationDate: `soon` is not a day",
        "7 : not a record",
        "8 : longer than 1 MiB",
        "9 : more than 4096 pairs of parties",
        "10 : cut off after 100 characters",
    ] {
        assert!(rejects.contains(part), "{part} in {rejects}");
    }
}

#[test]
fn the_format_is_told_from_the_first_line() {
    assert_eq!(ftm(&[COMPANY]).detected().unwrap(), RecordFormat::Ftm);
}
