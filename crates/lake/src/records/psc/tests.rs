//! Snapshots of persons with significant control, good, odd and broken.

use super::super::RecordFormat;
use super::super::tests::Bench;

fn psc(lines: &[&str]) -> Bench {
    Bench::new(RecordFormat::Psc, "psc.txt", lines.join("\n"))
}

const PERSON: &str = r#"{"company_number":"01234567","data":{"address":{"address_line_1":"Sample Road","country":"England","locality":"Sampleton","postal_code":"SA1 1AA","premises":"2"},"ceased_on":"2018-05-14","country_of_residence":"Secretland","date_of_birth":{"month":2,"year":1977},"etag":"x","kind":"individual-person-with-significant-control","links":{"self":"/company/01234567/persons-with-significant-control/individual/AbC_1"},"name":"Mrs Hana Garam Sample","name_elements":{"forename":"Hana","middle_name":"Garam","surname":"Sample","title":"Mrs"},"nationality":"Secretish","natures_of_control":["ownership-of-shares-50-to-75-percent","voting-rights-75-to-100-percent-as-trust","right-to-appoint-and-remove-directors-as-firm","significant-influence-or-control"],"notified_on":"2016-04-06"}}"#;

const COMPANY: &str = r#"{"company_number":"SC123456","data":{"kind":"corporate-entity-person-with-significant-control","name":"Naru Holdings Limited","address":{"premises":"9","address_line_1":"Head Road","locality":"Sampleton"},"identification":{"country_registered":"England & Wales","legal_authority":"Companies Act 2006","legal_form":"Limited By Shares","place_registered":"Companies House","registration_number":"1234567"},"links":{"self":"/company/SC123456/persons-with-significant-control/corporate-entity/Zz"},"natures_of_control":["ownership-of-shares-25-to-50-percent"],"notified_on":"2019-01-02"}}"#;

#[test]
fn a_person_has_an_interest_for_each_nature_of_control_and_nothing_private() {
    let done = psc(&[PERSON]).done();
    let holder = "org_GB-COH-PSC-01234567-AbC_1";
    let start = format!("interests: subject=org_GB-COH-01234567 holder={holder}");
    let span = "from_on=2016-04-06 to_on=2018-05-14";
    assert_eq!(
        done.rows,
        [
            format!("{start} kind=shareholding directness=unknown share_min=0.500001 share_max=0.749999 {span} row=1"),
            format!("{start} kind=voting directness=unknown share_min=0.75 share_max=1.0 {span} unknown_reason=held as trustee: for whom is not stated row=1"),
            format!("{start} kind=appointment directness=unknown share_min=0.500001 share_max=1.0 {span} unknown_reason=held as member of a firm that is no legal person row=1"),
            format!("{start} kind=influence directness=unknown {span} row=1"),
            "organisations: org=org_GB-COH-01234567 kind=organisation registration=01234567 jurisdiction=GB row=1".to_owned(),
            format!("organisations: org={holder} names=[Hana Garam Sample] kind=person addresses=[2 Sample Road, Sampleton, SA1 1AA, England] row=1"),
        ]
    );
    let everything = format!("{:?} {:?}", done.rows, done.imported);
    for private in ["Secret", "1977", "Mrs"] {
        assert!(!everything.contains(private), "{private}");
    }
    let notes: Vec<String> = done.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes.len(), 3);
    assert!(
        notes[1].contains("`date_of_birth` is never imported"),
        "{notes:?}"
    );
}

#[test]
fn a_company_registered_in_britain_is_the_same_party_as_a_subject_and_as_a_holder() {
    let done = psc(&[COMPANY, PERSON, COMPANY]).done();
    let rows = done.rows.join("\n");
    assert!(rows.contains("subject=org_GB-COH-SC123456 holder=org_GB-COH-01234567 kind=shareholding directness=unknown share_min=0.250001 share_max=0.5"), "{rows}");
    let named = "org=org_GB-COH-01234567 names=[Naru Holdings Limited] kind=organisation legal_form=Limited By Shares registration=01234567 jurisdiction=GB";
    assert_eq!(rows.matches(named).count(), 1, "{rows}");
    // It is described once, and so is the company it holds.
    assert_eq!(
        rows.matches("organisations: org=org_GB-COH-01234567")
            .count(),
        1,
        "{rows}"
    );
    assert_eq!(
        rows.matches("organisations: org=org_GB-COH-SC123456")
            .count(),
        1,
        "{rows}"
    );
    // A number of another register is another party, whatever it looks like.
    let foreign = COMPANY
        .replace("England & Wales", "Jersey")
        .replace("Companies House", "JFSC");
    let rows = psc(&[&foreign]).done().rows.join("\n");
    assert!(rows.contains("org=org_GB-COH-PSC-SC123456-Zz names=[Naru Holdings Limited] kind=organisation legal_form=Limited By Shares registration=1234567 jurisdiction=Jersey"), "{rows}");
}

#[test]
fn whoever_is_not_named_is_an_unknown_holder_with_the_reason() {
    let done = psc(&[
        r#"{"company_number":"01234567","data":{"kind":"persons-with-significant-control-statement","statement":"psc-exists-but-not-identified","notified_on":"2017-01-01","ceased_on":"2018-01-01","linked_psc_name":"Mr Secret"}}"#,
        r#"{"company_number":"01234567","data":{"kind":"persons-with-significant-control-statement","statement":"no-individual-or-entity-with-signficant-control"}}"#,
        r#"{"company_number":"01234567","data":{"kind":"super-secure-person-with-significant-control","ceased":false,"description":"super-secure-persons-with-significant-control"}}"#,
        r#"{"company_number":"01234567","data":{"kind":"exemptions","exemptions":{"psc_exempt_as_trading_on_uk_regulated_market":{"exemption_type":"psc-exempt-as-trading-on-uk-regulated-market","items":[{"exempt_from":"2018-09-30","exempt_to":"2020-01-01"},{"exempt_from":"2021-01-01"}]}}}}"#,
        r#"{"company_number":"01234567","data":{"kind":"individual-person-with-significant-control","name":"Mr. Naru Sample","notified_on":"2020-01-01"}}"#,
    ])
    .done();
    let interests: Vec<&String> = done
        .rows
        .iter()
        .filter(|row| row.starts_with("interests"))
        .collect();
    let start = "interests: subject=org_GB-COH-01234567 directness=unknown";
    assert_eq!(
        interests[0],
        &format!(
            "{start} from_on=2017-01-01 to_on=2018-01-01 unknown_reason=psc-exists-but-not-identified row=1"
        )
    );
    assert_eq!(
        interests[1],
        &format!("{start} unknown_reason=no-individual-or-entity-with-significant-control row=2")
    );
    assert_eq!(
        interests[2],
        &format!(
            "{start} unknown_reason=super-secure: the register knows who it is and the law protects it row=3"
        )
    );
    assert_eq!(
        interests[3],
        &format!(
            "{start} from_on=2018-09-30 to_on=2020-01-01 unknown_reason=exempt: psc-exempt-as-trading-on-uk-regulated-market row=4"
        )
    );
    assert_eq!(
        interests[4],
        &format!(
            "{start} from_on=2021-01-01 unknown_reason=exempt: psc-exempt-as-trading-on-uk-regulated-market row=4"
        )
    );
    assert!(interests[5].contains("unknown_reason=no nature of control stated"));
    assert!(
        done.rows
            .iter()
            .any(|row| row.contains("names=[Naru Sample] kind=person"))
    );
    assert!(!format!("{:?}", done.rows).contains("Secret"));
}

#[test]
fn natures_of_overseas_entities_and_partnerships_keep_their_ranges() {
    let line = |nature: &str| COMPANY.replace("ownership-of-shares-25-to-50-percent", nature);
    for (nature, row) in [
        (
            "ownership-of-shares-more-than-25-percent-registered-overseas-entity",
            "kind=shareholding directness=unknown share_min=0.250001 share_max=1.0",
        ),
        (
            "voting-rights-25-to-50-percent-limited-liability-partnership",
            "kind=voting directness=unknown share_min=0.250001 share_max=0.5",
        ),
        (
            "right-to-share-surplus-assets-75-to-100-percent-as-firm-limited-liability-partnership",
            "kind=rightsToSurplusAssets directness=unknown share_min=0.75 share_max=1.0",
        ),
        (
            "right-to-appoint-and-remove-members-limited-liability-partnership",
            "kind=appointment directness=unknown share_min=0.500001 share_max=1.0 from_on",
        ),
        (
            "significant-influence-or-control-as-control-over-trust",
            "kind=influence directness=unknown from_on=2019-01-02 unknown_reason=held through control over a trust",
        ),
        (
            "something-new",
            "kind=something-new directness=unknown from_on",
        ),
    ] {
        let rows = psc(&[&line(nature)]).done().rows.join("\n");
        assert!(rows.contains(row), "{row} in {rows}");
    }
}

#[test]
fn the_totals_are_checked_against_what_was_read() {
    let totals = |n: u64| {
        format!(
            r#"{{"data":{{"kind":"totals#persons-of-significant-control-snapshot","persons_of_significant_control_count":{n},"statements_count":0,"exemptions_count":0,"generated_at":"2026-01-01T03:00:00Z"}}}}"#
        )
    };
    let done = psc(&[PERSON, &totals(1)]).done();
    assert_eq!((done.counts(), done.notes.len()), ((2, 1, 0, 1), 3));
    let done = psc(&[PERSON, &totals(9)]).done();
    let note = done.notes[0].to_string();
    assert!(
        note.contains("speaks of 9 records, and 1 are in it"),
        "{note}"
    );
}

#[test]
fn a_line_that_is_no_record_is_refused_and_the_others_are_stored() {
    let deep = format!(
        r#"{{"company_number":"1","data":{{"x":{}"#,
        "[".repeat(10_000)
    );
    let long = format!(
        r#"{{"company_number":"1","data":{{"kind":"{}"}}}}"#,
        "x".repeat(2 << 20)
    );
    let done = psc(&[
        PERSON,
        "[]",
        "7",
        r#"{"company_number":"1"}"#,
        r#"{"data":{"kind":"individual-person-with-significant-control"}}"#,
        r#"{"company_number":"1","data":{"kind":"statue"}}"#,
        r#"{"company_number":"1","company_number":"2","data":{}}"#,
        &PERSON.replace("2016-04-06", "soon"),
        r#"{"company_number":"1","data":{"kind":"super-secure-person-with-significant-control","ceased":true}}"#,
        r#"{"company_number":"1","data":{"kind":"exemptions","exemptions":{}}}"#,
        &deep,
        &long,
        &PERSON[..200],
    ])
    .done();
    assert_eq!(done.counts(), (13, 1, 12, 0));
    let rejects = done.rejects().join("\n");
    for part in [
        "4 data: there is no `data`",
        "5 company_number: no company is named",
        "6 kind: `statue` is no kind of record",
        "2 : not a record, at character 2: invalid length 0, expected a record of the snapshot",
        "7 : not a record, at character 38: duplicate field `company_number`",
        "8 notified_on: `soon` is not a day",
        "9 ceased: it has ended, and no day says when",
        "10 exemptions: no exemption is named in it",
        "11 : not a record, at character",
        "12 : longer than 1 MiB",
        "13 : cut off after 200 characters",
    ] {
        assert!(rejects.contains(part), "{part} in {rejects}");
    }
}

#[test]
fn the_format_is_told_from_the_first_line() {
    assert_eq!(psc(&[PERSON]).detected().unwrap(), RecordFormat::Psc);
}
