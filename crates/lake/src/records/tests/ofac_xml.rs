//! The lists of the US Treasury as XML.

use super::*;

fn list(name: &str, entries: &str) -> Bench {
    let text = format!(
        "<?xml version=\"1.0\" standalone=\"yes\"?>\n<sdnList xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://sample.example/sdnList.xsd\">\n\
         <publshInformation><Publish_Date>08/07/2026</Publish_Date><Record_Count>2</Record_Count></publshInformation>\n{entries}\n</sdnList>"
    );
    Bench::new(RecordFormat::Ofac, name, text)
}

const COMPANY: &str = "<sdnEntry><uid>100</uid><lastName>GARAM PUMPS</lastName><sdnType>Entity</sdnType><remarks>Linked to X.</remarks>\
    <programList><program>PUMPS</program><program>VALVES</program></programList>\
    <idList><id><uid>1</uid><idType>Registration Number</idType><idNumber>secret-42</idNumber></id></idList>\
    <akaList><aka><uid>103</uid><type>a.k.a.</type><category>strong</category><lastName>GARAM</lastName></aka></akaList>\
    <addressList><address><uid>105</uid><address1>1 Road</address1><city>Sampleton</city><country>Sampleland</country></address></addressList></sdnEntry>\n";

const PERSON: &str = "<sdnEntry><uid>101</uid><firstName>Hana</firstName><lastName>SAMPLE</lastName><title>title-secret</title><sdnType>Individual</sdnType>\
    <remarks>remark-secret</remarks><programList><program>PUMPS</program></programList>\
    <akaList><aka><uid>3</uid><lastName>SAMPLE</lastName><firstName>H.</firstName></aka></akaList>\
    <nationalityList><nationality><country>nation-secret</country></nationality></nationalityList>\
    <dateOfBirthList><dateOfBirthItem><dateOfBirth>birth-secret</dateOfBirth></dateOfBirthItem></dateOfBirthList></sdnEntry>\n";

const VESSEL: &str = "<sdnEntry><uid>102</uid><lastName>SEA SAMPLE</lastName><sdnType>Vessel</sdnType>\
    <vesselInfo><callSign>X</callSign><vesselFlag>Sampleland</vesselFlag></vesselInfo></sdnEntry>\n";

#[test]
fn entries_become_rows_and_of_persons_nothing_but_the_listing() {
    let bench = list("SDN.XML", &format!("{COMPANY}{PERSON}{VESSEL}"));
    assert_eq!(bench.detected().unwrap(), RecordFormat::Ofac);
    let done = bench.done();
    let list = "list=OFAC SDN list_version=2026-08-07";
    assert_eq!(
        done.rows,
        [
            format!(
                "listed: entry=100 names=[GARAM PUMPS, GARAM] kind=organisation {list} programme=PUMPS; VALVES reason=Linked to X. jurisdiction=Sampleland addresses=[1 Road, Sampleton, Sampleland] row=1"
            ),
            format!(
                "listed: entry=101 names=[SAMPLE, Hana, SAMPLE, H.] kind=person {list} programme=PUMPS row=2"
            ),
            format!(
                "listed: entry=102 names=[SEA SAMPLE] kind=vessel {list} jurisdiction=Sampleland row=3"
            ),
        ]
    );
}

#[test]
fn the_name_of_the_file_tells_which_list_it_is() {
    for (name, list_name) in [
        ("CONSOLIDATED.XML", "list=OFAC consolidated "),
        ("cons_list.xml", "list=OFAC consolidated "),
        ("download.xml", "list=OFAC list_version"),
    ] {
        let done = list(name, COMPANY).done();
        assert!(done.rows[0].contains(list_name), "{}", done.rows[0]);
    }
}

#[test]
fn a_bad_entry_is_refused_and_a_bad_document_is_refused_whole() {
    let entries = [
        COMPANY.replace("Entity", "Statue"),
        COMPANY.replace("<lastName>GARAM PUMPS</lastName>", ""),
        COMPANY.replace("<uid>100</uid>", ""),
        COMPANY.replace("<uid>100</uid>", "<uid>1</uid><uid>2</uid>"),
        "<other/>".to_owned(),
        COMPANY.to_owned(),
    ];
    let done = list("sdn.xml", &entries.concat()).done();
    assert_eq!(done.counts(), (6, 1, 5, 0));
    let rejects = done.rejects().join("\n");
    for part in [
        "`Statue` is no type",
        "`lastName` is empty",
        "`uid` is empty",
        "uid: stands twice",
        "other: not `sdnEntry`",
    ] {
        assert!(rejects.contains(part), "{part} in {rejects}");
    }
    let bench = |text: &str| Bench::new(RecordFormat::Ofac, "sdn.xml", text).error();
    assert!(bench("<sdnList><sdnEntry>").contains("it is cut off"));
    assert!(bench("<sdnList/>").contains("no entry is in it"));
    assert!(bench("<!DOCTYPE sdnList><sdnList/>").contains("a document type is declared"));
    assert!(
        bench(&format!("<sdnList>{}", "<a>".repeat(10_000))).contains("it is cut off")
            || bench(&format!("<sdnList>{}", "<a>".repeat(10_000))).contains("256 elements")
    );
}
