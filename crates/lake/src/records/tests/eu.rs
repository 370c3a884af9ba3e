//! The consolidated list of the EU.

use super::*;

fn xml(entries: &str) -> Bench {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\" \
         generationDate=\"2026-01-02T10:00:00.000+01:00\" globalFileId=\"1\">\n{entries}\n</export>"
    );
    Bench::new(RecordFormat::Eu, "eu.xml", text)
}

const COMPANY: &str = "<sanctionEntity designationDate=\"2022-03-15\" designationDetails=\"x\" unitedNationId=\"\" euReferenceNumber=\"EU.1.2\" logicalId=\"7\">\n\
    <remark>Deals in pumps.</remark><regulation regulationType=\"amendment\" programme=\"UKR\" entryIntoForceDate=\"2023-01-01\" publicationDate=\"2022-12-31\"><publicationUrl>https://x</publicationUrl></regulation>\n\
    <regulation programme=\"BLR\" publicationDate=\"2021-06-07\"/><subjectType code=\"enterprise\" classificationCode=\"E\"/>\n\
    <nameAlias wholeName=\"Garam Pumps\" firstName=\"\" lastName=\"\" nameLanguage=\"EN\" strong=\"true\"/><nameAlias wholeName=\"가람펌프\"/><nameAlias wholeName=\"GARAM PUMPS\"/>\n\
    <address street=\"1 Road\" zipCode=\"10\" city=\"Sampleton\" countryIso2Code=\"XA\" countryDescription=\"SAMPLELAND\"/>\n\
    <address city=\"\" countryIso2Code=\"00\" countryDescription=\"UNKNOWN\"/></sanctionEntity>\n";

const PERSON: &str = "<sanctionEntity euReferenceNumber=\"EU.3.4\" logicalId=\"8\"><remark>remark-secret</remark><subjectType code=\"person\" classificationCode=\"P\"/>\
    <regulation programme=\"TERR\" entryIntoForceDate=\"2020-02-03\"/>\
    <nameAlias firstName=\"Hana\" middleName=\"\" lastName=\"Sample\" wholeName=\"\" gender=\"gender-secret\" title=\"title-secret\" function=\"function-secret\"/>\
    <citizenship countryDescription=\"citizen-secret\"/><birthdate birthdate=\"1977-secret\" city=\"birth-secret\"/>\
    <identification number=\"paper-secret\"/><address city=\"Sampleton\" countryIso2Code=\"XA\"/></sanctionEntity>\n";

#[test]
fn entries_become_rows_and_of_persons_nothing_but_the_listing() {
    let done = xml(&format!("{COMPANY}{PERSON}")).done();
    assert_eq!(
        done.rows,
        [
            "listed: entry=EU.1.2 names=[Garam Pumps, 가람펌프] kind=organisation list=EU consolidated list_version=2026-01-02 \
             programme=BLR; UKR reason=Deals in pumps. jurisdiction=XA addresses=[1 Road, 10, Sampleton, SAMPLELAND] from_on=2022-03-15 row=1",
            "listed: entry=EU.3.4 names=[Hana Sample] kind=person list=EU consolidated list_version=2026-01-02 \
             programme=TERR addresses=[Sampleton, XA] from_on=2020-02-03 row=2",
        ]
    );
    assert_eq!(xml(COMPANY).detected().unwrap(), RecordFormat::Eu);
}

const HEADER: &str = "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_DesignationDate;Entity_Remark;Entity_SubjectType;\
    Entity_SubjectType_ClassificationCode;Entity_Regulation_PublicationDate;Entity_Regulation_EntryIntoForceDate;Entity_Regulation_Programme;\
    NameAlias_WholeName;NameAlias_Gender;Address_City;Address_Street;Address_ZipCode;Address_CountryIso2Code;Address_CountryDescription;BirthDate_BirthDate";

#[test]
fn the_rows_of_an_entry_in_the_table_are_one_row() {
    let header = HEADER.replace(['\n', ' '], "");
    let table = [
        header.as_str(),
        "02/01/2026;7;EU.1.2;15/03/2022;Deals in pumps.;E;enterprise;;2023-01-01;UKR;Garam Pumps;;;;;;;",
        "02/01/2026;8;EU.3.4;;remark-secret;P;person;;03/02/2020;TERR;Hana Sample;gender-secret;Sampleton;;;XA;SAMPLELAND;",
        "02/01/2026;7;EU.1.2;15/03/2022;Deals in pumps.;E;enterprise;;2023-01-01;BLR;가람펌프;;Sampleton;1 Road;10;XA;SAMPLELAND;",
        "02/01/2026;8;EU.3.4;;;P;person;;;;;;;;;;;birth-secret",
        "02/01/2026;;EU.9.9;;;E;enterprise;;;;X;;;;;;;",
        "02/01/2026;9;EU.9.9;soon;;E;enterprise;;;;X;;;;;;;",
        "02/01/2026;9;EU.9.9;;;E;enterprise;;;;Y;;;;;;;",
        "02/01/2026;10;EU.10;;;E;enterprise;;;;;;;;;;;",
        "1;2",
    ]
    .join("\n");
    let bench = Bench::new(RecordFormat::Eu, "eu.csv", &table);
    assert_eq!(bench.detected().unwrap(), RecordFormat::Eu);
    let done = bench.done();
    assert_eq!(
        done.rows,
        [
            "listed: entry=EU.1.2 names=[Garam Pumps, 가람펌프] kind=organisation list=EU consolidated list_version=2026-01-02 \
             programme=BLR; UKR reason=Deals in pumps. jurisdiction=XA addresses=[1 Road, 10, Sampleton, SAMPLELAND] from_on=2022-03-15 row=1",
            "listed: entry=EU.3.4 names=[Hana Sample] kind=person list=EU consolidated list_version=2026-01-02 \
             programme=TERR addresses=[Sampleton, SAMPLELAND] from_on=2020-02-03 row=2",
            "listed: entry=EU.9.9 names=[Y] kind=organisation list=EU consolidated list_version=2026-01-02 row=6",
        ]
    );
    assert_eq!(done.counts(), (9, 3, 4, 2));
    let mut rejects = done.rejects();
    rejects.sort();
    assert_eq!(
        rejects,
        [
            "10 : 2 fields: the header has 18",
            "6 Entity_LogicalId: it is empty: every row needs it",
            "7 Entity_DesignationDate: `soon` is not a day: YYYY-MM-DD or DD/MM/YYYY is wanted",
            "9 nameAlias: the entry has no name",
        ]
    );
}

#[test]
fn a_bad_entry_is_refused_and_a_bad_document_is_refused_whole() {
    let nameless = COMPANY.replace("nameAlias", "other");
    let statue = COMPANY
        .replace("\"enterprise\"", "\"statue\"")
        .replace("\"E\"", "\"S\"");
    let unnumbered = COMPANY.replace("euReferenceNumber=\"EU.1.2\" logicalId=\"7\"", "");
    let done = xml(&format!("{nameless}{statue}{unnumbered}<other/>{COMPANY}")).done();
    assert_eq!(done.counts(), (5, 1, 4, 0));
    let rejects = done.rejects().join("\n");
    for part in [
        "the entry has no name",
        "`statue` is no type",
        "neither this nor `logicalId`",
        "other: not `sanctionEntity`",
    ] {
        assert!(rejects.contains(part), "{part} in {rejects}");
    }
    for (text, reason) in [
        ("<export><sanctionEntity>", "it is cut off"),
        (
            "<!DOCTYPE x [<!ENTITY a \"b\">]><export/>",
            "a document type is declared",
        ),
        ("<export/>", "no entry is in it"),
        ("<list/>", "its root is `list`"),
    ] {
        let error = Bench::new(RecordFormat::Eu, "eu.xml", text).error();
        assert!(error.contains(reason), "{reason} in {error}");
    }
}
