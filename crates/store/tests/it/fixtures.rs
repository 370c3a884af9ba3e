//! Builders with boring defaults.

use std::collections::BTreeMap;

use bongsu_model::{
    Case, CaseKind, CaseState, Day, Deciban, Digest, Fact, Family, Finding, Micros, PersonId,
    Score, Section, SourceTerms, Strength, Subject,
};
use bongsu_store::{
    Blindness, DetectorRun, ImportRecord, LakeFile, RejectRow, RunRecord, Store, VaultKind,
    VaultRow,
};

pub(crate) const NOW: Micros = Micros(1_790_000_000_000_000);
pub(crate) const DAY: i64 = 86_400_000_000;

pub(crate) fn later(days: i64) -> Micros {
    Micros(NOW.0 + days * DAY)
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn person(name: &str) -> PersonId {
    format!("pers_{name}").parse().unwrap()
}

pub(crate) fn terms(name: &str) -> SourceTerms {
    SourceTerms {
        name: name.to_owned(),
        basis: "contract".to_owned(),
        purpose: "protection".to_owned(),
        notice: day("2026-01-02"),
        retention_days: 365,
        owner: "security".to_owned(),
    }
}

pub(crate) async fn add_sources(store: &Store, names: &[&str]) {
    for name in names {
        assert!(store.add_source(&terms(name), NOW).await.unwrap());
    }
}

/// A way of reading.
pub(crate) fn reading(how: &str) -> Digest {
    Digest::of(how.as_bytes())
}

/// An import of 10 rows from source `hr`; its digest is that of its id.
pub(crate) fn import(id: &str) -> ImportRecord {
    ImportRecord {
        import: id.to_owned(),
        source: "hr".to_owned(),
        format: "hr".to_owned(),
        target: "employment".to_owned(),
        reading: reading("as it is"),
        file_name: format!("{id}.csv"),
        digest: Digest::of(id.as_bytes()),
        bytes: 1_000,
        rows_read: 10,
        rows_stored: 10,
        rows_rejected: 0,
        rows_folded: 0,
        at: NOW,
        replaces: false,
    }
}

pub(crate) fn lake_file(table: &str, path: &str) -> LakeFile {
    LakeFile {
        table: table.to_owned(),
        path: path.to_owned(),
        month: None,
        rows: 10,
    }
}

pub(crate) fn reject(line: u64, reason: &str) -> RejectRow {
    RejectRow {
        line,
        file: None,
        column: None,
        reason: reason.to_owned(),
    }
}

pub(crate) fn vault_row(pseudonym: &str, kind: VaultKind, value: &str) -> VaultRow {
    VaultRow {
        pseudonym: pseudonym.to_owned(),
        kind,
        value: value.to_owned(),
        source: "hr".to_owned(),
    }
}

pub(crate) fn run(id: &str) -> RunRecord {
    RunRecord {
        run: id.to_owned(),
        at: NOW,
        until: Some(day("2026-09-21")),
        input_digest: Digest::of(b"input"),
        settings: serde_json::json!({ "run": { "prior": -20.0 } }),
        program_version: "0.1.0".to_owned(),
        duration_ms: 1_200,
        blindness: vec![Blindness {
            kind: "silent source".to_owned(),
            what: "proxy".to_owned(),
            detail: "no row since 2026-08-01".to_owned(),
        }],
        detectors: vec![
            detector_run("access.unusual-hours"),
            detector_run("taking.slow-drip"),
        ],
    }
}

pub(crate) fn detector_run(detector: &str) -> DetectorRun {
    DetectorRun {
        detector: detector.parse().unwrap(),
        version: 1,
        digest: "3f9a12c45d01".to_owned(),
        family: Family::Taking,
        status: "stable".to_owned(),
        n_findings: 2,
        n_people: 1,
        duration_ms: 300,
        error: None,
    }
}

/// A finding of `taking.slow-drip` about person `a`.
pub(crate) fn finding(id: &str) -> Finding {
    Finding {
        id: format!("find_{id}").parse().unwrap(),
        detector: "taking.slow-drip".parse().unwrap(),
        detector_digest: "3f9a12c45d01".to_owned(),
        title: "Slow drip".to_owned(),
        family: Family::Taking,
        subject: Subject::Person {
            person: person("a"),
        },
        people: vec![person("a")],
        from: NOW,
        to: later(1),
        strength: Strength(0.5),
        weight: Deciban(6.0),
        explain: "412 files in 30 days".to_owned(),
        facts: BTreeMap::from([("n_files".to_owned(), serde_json::json!(412))]),
        refs: vec!["3f9a12c45d01#5-9".parse().unwrap()],
        innocent: vec!["handover agreed in writing".to_owned()],
    }
}

/// A person case with a score of +3 that cites findings.
pub(crate) fn case(id: &str, findings: &[&str]) -> Case {
    Case {
        id: format!("case_{id}").parse().unwrap(),
        kind: CaseKind::Person,
        subject: "pers_a".to_owned(),
        state: CaseState::Open,
        people: vec![person("a")],
        title: "Carried files out".to_owned(),
        holder: "holder".to_owned(),
        first_finding: day("2026-09-01"),
        last_finding: day("2026-09-20"),
        last_day: None,
        until: None,
        scheme: "drip".to_owned(),
        channel: "cloud".to_owned(),
        sector: "display".to_owned(),
        score: Score {
            prior: Deciban(-20.0),
            terms: Vec::new(),
            total: Deciban(3.0),
        },
        who: Section::default(),
        what: Section::default(),
        whom: Section::default(),
        timeline: None,
        paths: Vec::new(),
        facts: findings.iter().map(|finding| fact(finding)).collect(),
        innocent: Vec::new(),
        unknown: Vec::new(),
        next_steps: Vec::new(),
    }
}

fn fact(finding: &str) -> Fact {
    Fact {
        finding: format!("find_{finding}").parse().unwrap(),
        detector: "taking.slow-drip".to_owned(),
        text: "412 files".to_owned(),
        from: day("2026-09-01"),
        to: day("2026-09-20"),
        weight: Deciban(6.0),
        refs: vec!["3f9a12c45d01#5-9".parse().unwrap()],
    }
}
