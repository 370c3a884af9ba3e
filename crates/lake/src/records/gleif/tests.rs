//! The three files of GLEIF in both forms, good, odd and broken.

use std::io::Write as _;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::RecordFormat;
use super::super::tests::Bench;

const CHILD: &str = "5299000GARAM00000011";
const PARENT: &str = "5299000NARU000000022";
const TOP: &str = "5299000SAEM000000033";

fn xml(text: &str) -> Bench {
    Bench::new(RecordFormat::Gleif, "gleif.xml", text)
}

fn csv(text: &str) -> Bench {
    Bench::new(RecordFormat::Gleif, "gleif.csv", text)
}

fn entities(records: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <lei:LEIData xmlns:lei=\"http://www.gleif.org/data/schema/leidata/2016\">\n\
         <lei:LEIHeader><lei:ContentDate>2026-01-01T08:00:00Z</lei:ContentDate><lei:Extension><x>1</x></lei:Extension></lei:LEIHeader>\n\
         <lei:LEIRecords>\n{records}\n</lei:LEIRecords>\n</lei:LEIData>\n"
    )
}

fn entity(lei: &str, name: &str, more: &str) -> String {
    format!(
        "<lei:LEIRecord><lei:LEI>{lei}</lei:LEI><lei:Entity><lei:LegalName xml:lang=\"ko\">{name}</lei:LegalName>{more}</lei:Entity>\
         <lei:Registration><lei:RegistrationStatus>ISSUED</lei:RegistrationStatus></lei:Registration></lei:LEIRecord>"
    )
}

const MORE: &str = "<lei:OtherEntityNames><lei:OtherEntityName type=\"PREVIOUS_LEGAL_NAME\">Garam Old</lei:OtherEntityName>\
    <lei:OtherEntityName type=\"TRADING_OR_OPERATING_NAME\">Garam</lei:OtherEntityName></lei:OtherEntityNames>\
    <lei:TransliteratedOtherEntityNames><lei:TransliteratedOtherEntityName type=\"AUTO_ASCII_TRANSLITERATED_LEGAL_NAME\">Garam Jeongmil</lei:TransliteratedOtherEntityName></lei:TransliteratedOtherEntityNames>\
    <lei:LegalAddress xml:lang=\"ko\"><lei:FirstAddressLine>1 Saem-gil</lei:FirstAddressLine><lei:AddressNumber>1</lei:AddressNumber>\
    <lei:AdditionalAddressLine>Floor 2</lei:AdditionalAddressLine><lei:AdditionalAddressLine>East</lei:AdditionalAddressLine>\
    <lei:City>Suwon</lei:City><lei:Region>KR-41</lei:Region><lei:Country>KR</lei:Country><lei:PostalCode>16001</lei:PostalCode></lei:LegalAddress>\
    <lei:HeadquartersAddress><lei:FirstAddressLine>9 Head-ro</lei:FirstAddressLine><lei:City>Seoul</lei:City><lei:Country>KR</lei:Country></lei:HeadquartersAddress>\
    <lei:OtherAddresses><lei:OtherAddress type=\"ALTERNATIVE_LANGUAGE_LEGAL_ADDRESS\"><lei:FirstAddressLine>샘길 1</lei:FirstAddressLine><lei:Country>KR</lei:Country></lei:OtherAddress></lei:OtherAddresses>\
    <lei:RegistrationAuthority><lei:RegistrationAuthorityID>RA000657</lei:RegistrationAuthorityID><lei:RegistrationAuthorityEntityID>110111-0000001</lei:RegistrationAuthorityEntityID></lei:RegistrationAuthority>\
    <lei:LegalJurisdiction>KR</lei:LegalJurisdiction><lei:EntityCategory>GENERAL</lei:EntityCategory>\
    <lei:LegalForm><lei:EntityLegalFormCode>8888</lei:EntityLegalFormCode><lei:OtherLegalForm>주식회사</lei:OtherLegalForm></lei:LegalForm>\
    <lei:EntityStatus>INACTIVE</lei:EntityStatus><lei:EntityCreationDate>2001-05-06T00:00:00.000Z</lei:EntityCreationDate><lei:EntityExpirationDate>2020-02-03T00:00:00+09:00</lei:EntityExpirationDate>";

const ENTITY_ROW: &str = "organisations: org=org_lei-5299000GARAM00000011 names=[가람정밀, Garam Old, Garam, Garam Jeongmil] \
    kind=organisation legal_form=주식회사 registration=110111-0000001 jurisdiction=KR founded_on=2001-05-06 dissolved_on=2020-02-03 \
    addresses=[1 Saem-gil, Floor 2, East, Suwon, 16001, KR, 9 Head-ro, Seoul, KR, 샘길 1, KR] row=1";

#[test]
fn a_holder_of_an_lei_is_an_organisation_with_all_its_names() {
    let text = entities(&entity(CHILD, "가람정밀", MORE));
    let done = xml(&text).done();
    assert_eq!(done.rows, [ENTITY_ROW]);
    assert_eq!((done.counts(), done.notes.len()), ((1, 1, 0, 0), 0));
}

#[test]
fn the_table_gives_the_same_row_as_the_document() {
    let header = "LEI,Entity.LegalName,Entity.LegalName.xmllang,Entity.OtherEntityNames.OtherEntityName.1,\
        Entity.OtherEntityNames.OtherEntityName.1.type,Entity.OtherEntityNames.OtherEntityName.2,\
        Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.1,Entity.LegalAddress.FirstAddressLine,\
        Entity.LegalAddress.AdditionalAddressLine.1,Entity.LegalAddress.AdditionalAddressLine.2,Entity.LegalAddress.City,\
        Entity.LegalAddress.Country,Entity.LegalAddress.PostalCode,Entity.HeadquartersAddress.FirstAddressLine,\
        Entity.HeadquartersAddress.City,Entity.HeadquartersAddress.Country,Entity.RegistrationAuthority.RegistrationAuthorityEntityID,\
        Entity.LegalJurisdiction,Entity.LegalForm.EntityLegalFormCode,Entity.LegalForm.OtherLegalForm,Entity.EntityCreationDate,\
        Entity.EntityExpirationDate,Registration.RegistrationStatus";
    let row = format!(
        "{CHILD},가람정밀,ko,Garam Old,PREVIOUS_LEGAL_NAME,Garam,Garam Jeongmil,1 Saem-gil,Floor 2,East,Suwon,KR,16001,\
         9 Head-ro,Seoul,KR,110111-0000001,KR,8888,주식회사,2001-05-06T00:00:00.000Z,2020-02-03T00:00:00+09:00,RETIRED"
    );
    let done = csv(&format!("{}\n{row}\n", header.replace([' ', '\n'], ""))).done();
    assert_eq!(done.rows, [ENTITY_ROW.replace(", 샘길 1, KR]", "]")]);
    let named = Bench::new(RecordFormat::Gleif, "x", header.replace([' ', '\n'], ""));
    assert_eq!(named.detected().unwrap(), RecordFormat::Gleif);
}

fn relationships(records: &str) -> String {
    format!(
        "<rr:RelationshipData xmlns:rr=\"http://www.gleif.org/data/schema/rr/2016\"><rr:Header><rr:ContentDate>2026-01-01</rr:ContentDate></rr:Header>\
         <rr:RelationshipRecords>{records}</rr:RelationshipRecords></rr:RelationshipData>"
    )
}

fn relationship(kind: &str, ends: (&str, &str), status: &str, more: &str) -> String {
    let (start, end) = ends;
    format!(
        "\n<rr:RelationshipRecord><rr:Relationship><rr:StartNode><rr:NodeID>{start}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode>\
         <rr:EndNode><rr:NodeID>{end}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode><rr:RelationshipType>{kind}</rr:RelationshipType>\
         <rr:RelationshipPeriods><rr:RelationshipPeriod><rr:StartDate>2021-01-01T00:00:00Z</rr:StartDate><rr:EndDate>2021-12-31T00:00:00Z</rr:EndDate>\
         <rr:PeriodType>ACCOUNTING_PERIOD</rr:PeriodType></rr:RelationshipPeriod><rr:RelationshipPeriod><rr:StartDate>2017-12-06T00:00:00Z</rr:StartDate>\
         <rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod></rr:RelationshipPeriods>\
         <rr:RelationshipStatus>{status}</rr:RelationshipStatus>{more}</rr:Relationship>\
         <rr:Registration><rr:LastUpdateDate>2023-04-05T06:07:08Z</rr:LastUpdateDate><rr:RegistrationStatus>PUBLISHED</rr:RegistrationStatus></rr:Registration></rr:RelationshipRecord>"
    )
}

#[test]
fn consolidation_is_influence_and_the_ultimate_parent_an_indirect_one() {
    let share = "<rr:RelationshipQuantifiers><rr:RelationshipQuantifier><rr:MeasurementMethod>ACCOUNTING_CONSOLIDATION</rr:MeasurementMethod>\
        <rr:QuantifierAmount>80.00</rr:QuantifierAmount><rr:QuantifierUnits>PERCENTAGE</rr:QuantifierUnits></rr:RelationshipQuantifier></rr:RelationshipQuantifiers>";
    let text = relationships(
        &[
            relationship(
                "IS_DIRECTLY_CONSOLIDATED_BY",
                (CHILD, PARENT),
                "ACTIVE",
                share,
            ),
            relationship(
                "IS_ULTIMATELY_CONSOLIDATED_BY",
                (CHILD, TOP),
                "INACTIVE",
                "",
            ),
            relationship("IS_INTERNATIONAL_BRANCH_OF", (CHILD, PARENT), "ACTIVE", ""),
            relationship("IS_FUND-MANAGED_BY", (CHILD, PARENT), "ACTIVE", ""),
            relationship("IS_SUBFUND_OF", (CHILD, PARENT), "ACTIVE", ""),
            relationship(
                "IS_FEEDER_TO",
                (CHILD, PARENT),
                "ACTIVE",
                &share.replace("80.00", "1.00"),
            ),
        ]
        .concat(),
    );
    let done = xml(&text).done();
    let (child, parent, top) = (
        format!("org_lei-{CHILD}"),
        format!("org_lei-{PARENT}"),
        format!("org_lei-{TOP}"),
    );
    let whole = "share_min=1.0 share_max=1.0 exact=1.0";
    assert_eq!(
        done.rows,
        [
            format!(
                "interests: subject={child} holder={parent} kind=influence directness=direct share_min=0.8 share_max=0.8 exact=0.8 from_on=2017-12-06 row=1"
            ),
            format!(
                "interests: subject={child} holder={top} kind=influence directness=indirect from_on=2017-12-06 to_on=2023-04-05 row=2"
            ),
            format!(
                "interests: subject={child} holder={parent} kind=shareholding directness=direct {whole} from_on=2017-12-06 row=3"
            ),
            format!(
                "interests: subject={child} holder={parent} kind=influence directness=direct from_on=2017-12-06 row=4"
            ),
            format!(
                "interests: subject={child} holder={parent} kind=influence directness=direct from_on=2017-12-06 row=5"
            ),
            format!(
                "interests: subject={parent} holder={child} kind=shareholding directness=direct {whole} from_on=2017-12-06 row=6"
            ),
        ]
    );
}

#[test]
fn a_relationship_in_the_table_is_the_same_as_in_the_document() {
    let header = "Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,\
        Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Relationship.RelationshipStatus,\
        Relationship.Period.1.startDate,Relationship.Period.1.endDate,Relationship.Period.1.periodType,\
        Relationship.Period.2.startDate,Relationship.Period.2.endDate,Relationship.Period.2.periodType,\
        Relationship.Quantifiers.1.QuantifierAmount,Relationship.Quantifiers.1.QuantifierUnits,\
        Registration.LastUpdateDate,Registration.RegistrationStatus"
        .replace([' ', '\n'], "");
    let row = |status: &str, kind: &str, registered: &str| {
        format!(
            "{CHILD},LEI,{PARENT},LEI,{kind},{status},2021-01-01T00:00:00.000Z,2021-12-31T00:00:00.000Z,ACCOUNTING_PERIOD,\
             2017-12-06T00:00:00.000Z,,RELATIONSHIP_PERIOD,60,PERCENTAGE,2023-04-05T00:00:00Z,{registered}"
        )
    };
    let direct = "IS_DIRECTLY_CONSOLIDATED_BY";
    let text = [
        header,
        row("ACTIVE", direct, "PUBLISHED"),
        row("INACTIVE", direct, "RETIRED"),
        row("ACTIVE", direct, "DUPLICATE"),
        row("ACTIVE", direct, "ANNULLED"),
        row("ACTIVE", "IS_FRIEND_OF", "PUBLISHED"),
        "a,b".to_owned(),
    ]
    .join("\n");
    let done = csv(&text).done();
    let start = format!(
        "interests: subject=org_lei-{CHILD} holder=org_lei-{PARENT} kind=influence directness=direct share_min=0.6 share_max=0.6 exact=0.6 from_on=2017-12-06"
    );
    assert_eq!(
        done.rows,
        [
            format!("{start} row=1"),
            format!("{start} to_on=2023-04-05 row=2")
        ]
    );
    assert_eq!(done.counts(), (6, 2, 3, 1));
    assert_eq!(
        done.rejects(),
        [
            "5 Registration.RegistrationStatus: the relationship was annulled: it was filed in error",
            "6 Relationship.RelationshipType: `IS_FRIEND_OF` is no type of relationship",
            "7 : 2 fields: the header has 16",
        ]
    );
}

#[test]
fn an_exception_is_an_unknown_holder_with_its_reason() {
    let document = format!(
        "<repex:ReportingExceptionData xmlns:repex=\"http://www.gleif.org/data/schema/repex/2016\"><repex:Header/><repex:ReportingExceptions>\
         <repex:Exception><repex:LEI>{CHILD}</repex:LEI><repex:ExceptionCategory>ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT</repex:ExceptionCategory>\
         <repex:ExceptionReason>NO_LEI</repex:ExceptionReason><repex:ExceptionReason>NON_PUBLIC</repex:ExceptionReason>\
         <repex:ExceptionReference>x</repex:ExceptionReference></repex:Exception></repex:ReportingExceptions></repex:ReportingExceptionData>"
    );
    let done = xml(&document).done();
    assert_eq!(
        done.rows,
        [format!(
            "interests: subject=org_lei-{CHILD} directness=indirect unknown_reason=ultimate parent not reported: \
             NO_LEI (the parent has no LEI and does not consent to one); NON_PUBLIC (the relationship is not public) row=1"
        )]
    );
    let direct = "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT";
    let table = format!(
        "LEI,Exception.Category,Exception.Reason.1,Exception.Reason.2,Exception.Reference.1\n\
         {CHILD},{direct},NATURAL_PERSONS,,\n{CHILD},{direct},SOMETHING_NEW,,\n{CHILD},{direct},,,\nshort,{direct},NO_LEI,,\n{CHILD},SIDEWAYS,NO_LEI,,\n"
    );
    let done = csv(&table).done();
    assert_eq!(
        done.rows,
        [
            format!(
                "interests: subject=org_lei-{CHILD} directness=direct unknown_reason=direct parent not reported: NATURAL_PERSONS (natural persons control it, no entity between them) row=1"
            ),
            format!(
                "interests: subject=org_lei-{CHILD} directness=direct unknown_reason=direct parent not reported: SOMETHING_NEW row=2"
            ),
        ]
    );
    assert_eq!(
        done.rejects(),
        [
            "4 Exception.Reason: no reason is given for the exception",
            "5 LEI: `short` is not an LEI: twenty capitals and digits",
            "6 Exception.Category: `SIDEWAYS` is no category of exception",
        ]
    );
}

#[test]
fn a_bad_record_is_refused_with_its_line_and_the_others_are_stored() {
    let good = entity(PARENT, "Naru", "");
    let annulled = entity(TOP, "Saem", "").replace("ISSUED", "ANNULLED");
    let long = "x".repeat(700 << 10);
    let records = [
        entity("5299", "A", ""),
        entity(CHILD, " ", ""),
        entity(CHILD, "A</lei:LegalName><lei:LegalName>B", ""),
        entity(
            CHILD,
            "A",
            "<lei:EntityCreationDate>yesterday</lei:EntityCreationDate>",
        ),
        annulled,
        "<lei:Statue><lei:LEI>x</lei:LEI></lei:Statue>".to_owned(),
        entity(
            CHILD,
            &long,
            &format!("<lei:LegalJurisdiction>{long}</lei:LegalJurisdiction>"),
        ),
        good,
    ];
    let done = xml(&entities(&records.join("\n"))).done();
    assert_eq!(done.counts(), (8, 1, 7, 0));
    assert_eq!(
        done.rejects(),
        [
            "5 LEI: `5299` is not an LEI: twenty capitals and digits",
            "6 Entity.LegalName: `Entity.LegalName` is empty: every record needs it",
            "7 Entity.LegalName: stands twice in the record",
            "8 Entity.EntityCreationDate: `yesterday` is not a day: YYYY-MM-DD, YYYY-MM or YYYY is wanted",
            "9 Registration.RegistrationStatus: the LEI was annulled: it was given in error",
            "10 Statue: not `LEIRecord` or `RelationshipRecord` or `Exception`: nothing of it is read",
            "11 : the record holds more than 1 MiB: no record is that long",
        ]
    );
}

#[test]
fn a_document_made_to_do_harm_is_refused_whole() {
    let good = entities(&entity(CHILD, "A", MORE));
    let cut = &good[..good.len() - 40];
    let deep = entities(&format!("<lei:LEIRecord>{}", "<a>".repeat(10_000)));
    let bomb = format!("<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;\">]>{good}");
    let long = entities(&entity(CHILD, &"x".repeat(2 << 20), ""));
    for (text, reason) in [
        (cut, "it is cut off"),
        (&deep, "more than 256 elements"),
        (&bomb, "a document type is declared"),
        (&long, "more than 1 MiB"),
        ("<html><p>x</p></html>", "its root is `html`"),
        (&entities(""), "no record is in it"),
    ] {
        let error = xml(text).error();
        assert!(error.contains(reason), "{reason} in {error}");
    }
    let mut bytes = good.into_bytes();
    let at = bytes.windows(4).position(|four| four == b"Head").unwrap();
    bytes[at] = 0xff;
    let error = Bench::new(RecordFormat::Gleif, "x.xml", bytes).error();
    assert!(error.contains("not text in the file's encoding"), "{error}");
}

#[test]
fn a_table_made_to_do_harm_is_refused_row_by_row() {
    let long = "x".repeat(3 << 20);
    let table =
        format!("LEI,Entity.LegalName\n{CHILD},A\n{PARENT},\"{long}\"\n{TOP},\"open\n{CHILD},B\n");
    let done = csv(&table).done();
    assert_eq!(
        (done.counts().0, done.counts().1),
        (4, 2),
        "{:?}",
        done.rejects()
    );
    let error = csv("LEI,Entity.LegalName,LEI\nA,B,C\n").error();
    assert!(error.contains("`LEI` twice"), "{error}");
    let error = csv("a,b\n1,2\n").error();
    assert!(error.contains("its header has none of"), "{error}");
}

/// An archive of these files.
pub(in crate::records) fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_zip_of_one_file_is_read_as_the_file() {
    let text = entities(&entity(CHILD, "가람정밀", MORE));
    let bytes = zipped(&[("20260101-lei.xml", &text)]);
    let bench = Bench::new(RecordFormat::Gleif, "20260101-lei.xml.zip", &bytes);
    assert_eq!(bench.detected().unwrap(), RecordFormat::Gleif);
    assert_eq!(bench.done().rows, [ENTITY_ROW]);
    // Its bytes count, not how they are packed.
    let plain = xml(&text);
    assert_eq!(bench.digest(), plain.digest());

    let two = zipped(&[("a.xml", &text), ("b.xml", &text)]);
    let error = Bench::new(RecordFormat::Gleif, "two.zip", two).error();
    assert!(
        error.contains("unpack an archive of several files"),
        "{error}"
    );

    // A bit of the packed text that flips is found out at the end.
    let mut damaged = bytes.clone();
    let middle = damaged.len() / 3;
    damaged[middle] ^= 0x10;
    let error = Bench::new(RecordFormat::Gleif, "damaged.zip", damaged).error();
    assert!(
        error.contains("ZIP data is damaged") || error.contains("XML"),
        "{error}"
    );
    let cut = &bytes[..bytes.len() - 30];
    let error = Bench::new(RecordFormat::Gleif, "cut.zip", cut).error();
    assert!(error.contains("ZIP archive"), "{error}");
}
