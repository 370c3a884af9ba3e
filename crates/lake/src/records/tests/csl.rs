//! The consolidated screening list of the US.

use super::*;

const HEADER: &str = "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,\
    license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,\
    alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids";

const ROWS: [&str; 4] = [
    "listed: entry=id-1 names=[Garam Pumps, Garam; Ltd, 가람펌프] kind=organisation list=Entity List (EL) - Sample Bureau programme=EAR \
     reason=For all items; Presumption of denial; 99 F.R. 1; deals in pumps jurisdiction=XA addresses=[1 Road, Sampleton, XA, 2 Road, Sampleton, XA] from_on=2022-03-04 row=1",
    "listed: entry=77 names=[Hana Sample] kind=person list=Specially Designated (SDN) - Sample Treasury programme=A; B addresses=[Sampleton, XB] row=2",
    "listed: entry=id-3 names=[Naru Sample] list=Denied Persons List (DPL) - Sample Bureau reason=88 F.R. 2 from_on=2017-10-16 to_on=2020-10-13 row=3",
    "listed: entry=79 names=[Sea Sample] kind=vessel list=Specially Designated (SDN) - Sample Treasury reason=linked to pumps jurisdiction=XC row=4",
];

#[test]
fn the_table_gives_a_row_for_each_entry_and_of_persons_nothing_but_the_listing() {
    let table = [
        HEADER.replace(['\n', ' '], "").as_str(),
        "id-1,Entity List (EL) - Sample Bureau,,Entity,EAR,Garam Pumps,,\"1 Road, Sampleton, XA; 2 Road, Sampleton, XA\",99 F.R. 1,2022-03-04,,,For all items,Presumption of denial,,,,,,,deals in pumps,https://x,\"Garam; 가람펌프\",,,,,https://y,",
        "id-2,Specially Designated (SDN) - Sample Treasury,77,Individual,A; B,Hana Sample,title-secret,\"Sampleton, XB\",,,,,,,,,,,,,remark-secret,https://x,,citizen-secret,1977-secret,nation-secret,place-secret,https://y,paper-secret",
        "id-3,Denied Persons List (DPL) - Sample Bureau,,,,Naru Sample,,,88 F.R. 2,2017-10-16,2020-10-13,Y,,,,,,,,,remark-secret,https://x,,,,,,https://y,",
        "id-4,Specially Designated (SDN) - Sample Treasury,79,Vessel,,Sea Sample,,,,,,,,,,,,,XC,,linked to pumps,https://x,,,,,,https://y,",
        "id-5,List,,Statue,,X,,,,,,,,,,,,,,,,https://x,,,,,,,",
        "id-6,List,,Entity,,,,,,,,,,,,,,,,,,https://x,,,,,,,",
        "id-7,,,Entity,,X,,,,,,,,,,,,,,,,https://x,,,,,,,",
        ",List,,Entity,,X,,,,,,,,,,,,,,,,https://x,,,,,,,",
        "id-9,List,,Entity,,X,,,,soon,,,,,,,,,,,,https://x,,,,,,,",
    ]
    .join("\n");
    let bench = Bench::new(RecordFormat::Csl, "csl.csv", &table);
    assert_eq!(bench.detected().unwrap(), RecordFormat::Csl);
    let done = bench.done();
    // The table has the other names in one field, parted by semicolons.
    assert_eq!(
        done.rows,
        ROWS.map(|row| row.replace("Garam; Ltd", "Garam"))
    );
    assert_eq!(done.counts(), (9, 4, 5, 0));
    let rejects = done.rejects().join("\n");
    for part in [
        "6 type: `Statue` is no type of entry",
        "7 name: the entry has no name",
        "8 source: the entry does not say on which list it is",
        "9 id: neither this nor `entity_number` is given",
        "10 start_date: `soon` is not a day",
    ] {
        assert!(rejects.contains(part), "{part} in {rejects}");
    }
}

const RESULTS: &str = r#"[
{"id":"id-1","source":"Entity List (EL) - Sample Bureau","entity_number":null,"type":"Entity","programs":["EAR"],"name":"Garam Pumps","title":null,"alt_names":["Garam; Ltd","가람펌프"],"addresses":[{"address":"1 Road","city":"Sampleton","state":null,"postal_code":null,"country":"XA"},{"address":"2 Road","city":"Sampleton","country":"XA"}],"federal_register_notice":"99 F.R. 1","start_date":"2022-03-04","end_date":null,"license_requirement":"For all items","license_policy":"Presumption of denial","remarks":"deals in pumps","source_list_url":"https://x"},
{"id":"id-2","source":"Specially Designated (SDN) - Sample Treasury","entity_number":77,"type":"Individual","programs":["A","B"],"name":"Hana Sample","title":"title-secret","addresses":[{"city":"Sampleton","country":"XB"}],"remarks":"remark-secret","dates_of_birth":["1977-secret"],"nationalities":["nation-secret"],"ids":[{"number":"paper-secret"}]},
{"id":"id-3","source":"Denied Persons List (DPL) - Sample Bureau","type":null,"name":"Naru Sample","federal_register_notice":"88 F.R. 2","start_date":"2017-10-16","end_date":"2020-10-13","remarks":"remark-secret"},
{"id":"id-4","source":"Specially Designated (SDN) - Sample Treasury","entity_number":"79","type":"Vessel","name":"Sea Sample","vessel_flag":"XC","remarks":"linked to pumps"}]"#;

fn document() -> String {
    format!(
        r#"{{"total":4,"sources_used":[{{"results":["x"],"source":"[a]"}}],"results":{RESULTS},"more":{{"a":[1]}}}}"#
    )
}

#[test]
fn the_document_gives_the_same_rows() {
    let bench = Bench::new(RecordFormat::Csl, "csl.json", document());
    assert_eq!(bench.detected().unwrap(), RecordFormat::Csl);
    let done = bench.done();
    // Semicolons part names, also within the list of them.
    assert_eq!(
        done.rows,
        ROWS.map(|row| row.replace("Garam; Ltd", "Garam, Ltd"))
    );
    assert_eq!(done.counts(), (4, 4, 0, 0));
}

#[test]
fn a_document_that_is_not_whole_leaves_nothing() {
    let whole = document();
    for cut in [whole.len() - 1, whole.len() / 2, 40] {
        let error = Bench::new(
            RecordFormat::Csl,
            "csl.json",
            &whole[..whole.floor_char_boundary(cut)],
        )
        .error();
        assert!(
            error.contains("cut off") || error.contains("no array"),
            "{error}"
        );
    }
    for (text, reason) in [
        (
            r#"{"total":1,"entries":[]}"#,
            "the object ends and has no array `results`",
        ),
        (r#"{"results":[{"a" 1}]}"#, "expected `:`"),
        (r#"{"results":[{},]}"#, "where a statement is wanted"),
    ] {
        let error = Bench::new(RecordFormat::Csl, "csl.json", text).error();
        assert!(error.contains(reason), "{reason} in {error}");
    }
    // An entry that is none is refused by itself.
    let deep = format!(
        r#"{{"results":[7,{{"source":{}1{}}},{{"id":"1","id":"2"}}]}}"#,
        "[".repeat(100),
        "]".repeat(100)
    );
    let done = Bench::new(RecordFormat::Csl, "csl.json", deep).done();
    assert_eq!(done.counts(), (3, 0, 3, 0));
}
