//! One example of each stored version: it must read for ever.

use super::*;

#[test]
fn version_1_of_a_finding_reads() {
    let text = r#"{"version":"1","id":"find_1","detector":"taking.slow-drip","detector_digest":"3f9a12c45d01",
        "title":"Slow drip","family":"taking","subject":{"kind":"person","person":"pers_1"},"people":["pers_1"],
        "from":1700000000000000,"to":1700000001000000,"strength":0.5,"weight":6.0,"explain":"외부로 412건",
        "facts":{"n_files":412,"share":0.25,"host":null},"refs":["3f9a12c45d01#5-9"],"innocent":["handover"]}"#;
    let VersionedFinding::V1(finding) = read("finding", text).unwrap();
    assert_eq!(
        (finding.explain.as_str(), finding.refs.len()),
        ("외부로 412건", 1)
    );
}

#[test]
fn version_1_of_a_case_reads() {
    let text = r#"{"version":"1","id":"case_1","kind":"person","subject":"pers_1","state":"open","people":["pers_1"],
        "title":"t","holder":"h","first_finding":"2026-01-02","last_finding":"2026-02-03","last_day":null,
        "scheme":"drip","channel":"cloud","sector":"display","score":{"prior":-20.0,"terms":[],"total":-20.0},
        "who":{"headline":"","pairs":[]},"what":{"headline":"","pairs":[]},"whom":{"headline":"","pairs":[]},
        "timeline":null,"paths":[],"facts":[],"innocent":[],"unknown":[],"next_steps":[]}"#;
    let VersionedCase::V1(case) = read("case", text).unwrap();
    assert_eq!(case.id.as_str(), "case_1");
}

#[test]
fn version_1_of_settings_and_people_reads() {
    let VersionedSettings::V1 { settings } = read(
        "settings",
        r#"{"version":"1","settings":{"run":{"prior":-20.0}}}"#,
    )
    .unwrap();
    assert_eq!(settings["run"]["prior"], -20.0);
    let VersionedPeople::V1 { people } =
        read("people", r#"{"version":"1","people":["pers_1"]}"#).unwrap();
    assert_eq!(people.len(), 1);
}

#[test]
fn another_version_is_named_as_unreadable() {
    let error = read::<VersionedPeople>("list of people", r#"{"version":"9","people":[]}"#)
        .err()
        .unwrap();
    assert!(
        matches!(
            error,
            StoreError::Unreadable {
                what: "list of people",
                ..
            }
        ),
        "{error:?}"
    );
}
