//! Sensitivity labels as documents bear them.

use super::*;
use crate::marking::MarkedText;

const ID: &str = "2096f6a2-d2f7-48be-b329-b73aaa526e5d";
const OWN: &str = "cb46c030-1825-4e81-a295-151c039dbf02";
const OTHER: &str = "11111111-2222-3333-4444-555555555555";

/// Custom properties of one label.
fn custom(prefix: &str, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields
        .iter()
        .map(|(field, value)| {
            (
                format!("{prefix}MSIP_Label_{ID}_{field}"),
                (*value).to_owned(),
            )
        })
        .collect()
}

fn borrowed(properties: &[(String, String)]) -> Vec<(&str, &str)> {
    let pairs = properties.iter();
    pairs
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn findings(properties: &[(&str, &str)], texts: &[MarkedText<'_>]) -> Vec<LabelFinding> {
    let document = MarkedDocument {
        file_name: "plan.docx",
        properties,
        texts,
    };
    label_findings(&document, &Tenants::new([OWN]))
}

#[test]
fn custom_properties_and_xmp_make_the_same_label() {
    let fields = [
        ("Enabled", "true"),
        ("SetDate", "2024-03-01T09:10:11Z"),
        ("Method", "Privileged"),
        ("Name", "대외비"),
        ("SiteId", OWN),
        ("ActionId", "7f0f"),
        ("ContentBits", "2"),
    ];
    let wanted = Label {
        id: ID.to_owned(),
        name: Some("대외비".to_owned()),
        tenant: Some(OWN.to_owned()),
        method: Some("Privileged".to_owned()),
        set_at: Some("2024-03-01T09:10:11Z".to_owned()),
        marks_content: true,
        removed: false,
    };
    for prefix in ["", "pdfx:"] {
        let properties = custom(prefix, &fields);
        assert_eq!(
            labels(borrowed(&properties)),
            std::slice::from_ref(&wanted),
            "{prefix}"
        );
    }
    let mail: Vec<String> = custom("", &fields)
        .iter()
        .map(|(name, value)| format!(" {name}={value}"))
        .collect();
    assert_eq!(labels([("msip_labels", mail.join(";").as_str())]), [wanted]);
}

#[test]
fn the_part_of_newer_office_adds_to_the_properties() {
    let mut properties = custom("", &[("Name", "Secret")]);
    let braces = format!("{{{}}}", ID.to_uppercase());
    for (name, value) in [
        ("labelinfo:id", braces.as_str()),
        ("labelinfo:siteId", "{cb46c030-1825-4e81-a295-151c039dbf02}"),
        ("labelinfo:enabled", "1"),
        ("labelinfo:method", "Standard"),
        ("labelinfo:contentBits", "8"),
        ("labelinfo:removed", "0"),
        ("labelinfo:id", "{aaaa}"),
        ("labelinfo:removed", "1"),
    ] {
        properties.push((name.to_owned(), value.to_owned()));
    }
    let found = labels(borrowed(&properties));
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].name.as_deref(), Some("Secret"));
    assert_eq!(found[0].tenant.as_deref(), Some(OWN));
    assert!(!found[0].removed && !found[0].marks_content);
    assert!(found[1].removed && found[1].id == "aaaa");
}

#[test]
fn a_label_of_another_tenant_is_foreign_and_an_unknown_one_is_not_judged() {
    let with = |tenant: &str| custom("", &[("Enabled", "true"), ("SiteId", tenant)]);
    let foreign = with(OTHER);
    assert!(matches!(
        findings(&borrowed(&foreign), &[])[..],
        [LabelFinding::ForeignTenant { .. }]
    ));
    assert_eq!(findings(&borrowed(&with(&OWN.to_uppercase())), &[]), []);
    assert_eq!(findings(&borrowed(&with("")), &[]), []);
    let label = &labels(borrowed(&foreign))[0];
    assert_eq!(Tenants::default().is_foreign(label), None);
}

#[test]
fn a_label_that_was_taken_off_is_told_with_the_marks_it_left() {
    let properties = custom("", &[("Enabled", "false"), ("Name", "Confidential")]);
    let texts = [
        MarkedText {
            place: MarkingPlace::Header,
            text: "Company Confidential",
        },
        MarkedText {
            place: MarkingPlace::Body,
            text: "Top secret",
        },
    ];
    let found = findings(&borrowed(&properties), &texts);
    let [
        LabelFinding::Removed {
            label: Some(label),
            left,
        },
    ] = &found[..]
    else {
        panic!("{found:?}");
    };
    assert_eq!(label.name.as_deref(), Some("Confidential"));
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].place, MarkingPlace::Header);
}

#[test]
fn marks_that_office_made_tell_of_a_label_that_is_gone() {
    let header = [MarkedText {
        place: MarkingPlace::Header,
        text: "CONFIDENTIAL",
    }];
    let noted = [("ClassificationContentMarkingHeaderText", "CONFIDENTIAL")];
    let is_removed = |found: &[LabelFinding]| matches!(found, [LabelFinding::Removed { label: None, left }] if left.len() == 1);
    assert!(is_removed(&findings(&noted, &header)));
    let shape = [
        header[0],
        MarkedText {
            place: MarkingPlace::Hidden,
            text: r#"{"HashCode":-1267603503,"Height":842.0,"Placement":"Header","Index":"Primary"}"#,
        },
    ];
    assert!(is_removed(&findings(&[], &shape)));
    // A header alone was typed by someone, and a label that is there explains the marks.
    assert_eq!(findings(&[], &header), []);
    let mut labelled = custom("", &[("Enabled", "true"), ("SiteId", OWN)]);
    labelled.push((noted[0].0.to_owned(), noted[0].1.to_owned()));
    assert_eq!(findings(&borrowed(&labelled), &shape), []);
}

#[test]
fn the_name_of_a_label_is_no_marking_of_its_own() {
    let properties = custom("", &[("Enabled", "false"), ("Name", "Confidential")]);
    let properties = borrowed(&properties);
    let document = MarkedDocument {
        properties: &properties,
        ..MarkedDocument::default()
    };
    assert_eq!(markings(&document), []);
}

#[test]
fn a_hundred_thousand_labels_are_read() {
    let names: Vec<String> = (0..100_000)
        .map(|id| format!("MSIP_Label_{id}_Enabled"))
        .collect();
    assert_eq!(
        labels(names.iter().map(|name| (name.as_str(), "true"))).len(),
        100_000
    );
}
