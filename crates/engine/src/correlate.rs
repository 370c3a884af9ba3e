//! Findings become groups: one a person, one a cohort, one an asset. Linear in the number of findings.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_lake::detector::{Pack, Status};
use bongsu_model::{CaseKind, DetectorId, Finding, PersonId, Subject};

/// People of one cohort whose own findings are read with it, at most; the cap is reported in the case.
pub(crate) const FAN_OUT: usize = 50;

/// Findings that belong to one case.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    pub(crate) kind: CaseKind,
    pub(crate) subject: String,
    pub(crate) people: Vec<PersonId>,
    /// Findings about the subject, then those about its people.
    pub(crate) findings: Vec<&'a Finding>,
    /// Members whose findings were left out by the cap.
    pub(crate) left_out: usize,
}

/// Groups findings; a group in which only detectors under test fire is left out.
pub(crate) fn correlate<'a>(findings: &'a [Finding], pack: &Pack) -> Vec<Group<'a>> {
    let stable: BTreeSet<&DetectorId> = pack
        .detectors
        .values()
        .filter(|detector| detector.header.status == Status::Stable)
        .map(|detector| &detector.header.id)
        .collect();
    let mut groups: BTreeMap<&Subject, Group<'a>> = BTreeMap::new();
    let mut of_person: BTreeMap<&PersonId, Vec<&'a Finding>> = BTreeMap::new();
    for finding in findings {
        if let Subject::Person { person } = &finding.subject {
            of_person.entry(person).or_default().push(finding);
        }
        let group = groups.entry(&finding.subject).or_insert_with(|| Group {
            kind: match finding.subject {
                Subject::Person { .. } => CaseKind::Person,
                Subject::Cohort { .. } => CaseKind::Cohort,
                Subject::Organisation { .. } => CaseKind::Organisation,
            },
            subject: finding.subject.to_string(),
            people: finding.people.clone(),
            findings: Vec::new(),
            left_out: 0,
        });
        group.findings.push(finding);
    }
    let mut groups: Vec<Group<'a>> = groups.into_values().collect();
    for group in &mut groups {
        if group.kind == CaseKind::Cohort {
            group.left_out = group.people.len().saturating_sub(FAN_OUT);
            let members = group
                .people
                .iter()
                .take(FAN_OUT)
                .filter_map(|person| of_person.get(person));
            let theirs: Vec<&Finding> = members.flatten().copied().collect();
            group.findings.extend(theirs);
        }
    }
    groups.retain(|group| {
        group
            .findings
            .iter()
            .any(|finding| stable.contains(&finding.detector))
    });
    groups
}
