//! Innocent explanations that the detectors ask for, each checked against the records, each with its answer.
//!
//! An explanation on record takes away the weight it explains, in the share of days it covers: a handover agreed for
//! one week of six explains one sixth. What the records cannot answer is said to be so.

use std::collections::BTreeSet;

use bongsu_model::{CaseKind, Checked, Day, Family, Finding, RowRange, Score, Term};
use bongsu_names::{NameKind, PreparedName, Verdict, compare};

use super::material::{Approval, Material};
use super::{Answer, deciban};
use crate::correlate::Group;

/// How much of the explained weight is taken away at most: a record can be wrong too.
const AT_MOST: f64 = 0.9;

/// Kinds of approval that answer a question, and the families they explain.
const BY_APPROVAL: [(&str, &str, &[Family]); 8] = [
    (
        "handover agreed in writing",
        "handover",
        &[Family::Taking, Family::Leaving, Family::Access],
    ),
    (
        "backup duty",
        "backup",
        &[Family::Taking, Family::Leaving, Family::Access],
    ),
    ("new device issued", "device", &[Family::Taking]),
    ("night maintenance", "night", &[Family::Access]),
    ("role change", "role", &[Family::Taking]),
    (
        "transfer agreed in writing",
        "transfer",
        &[Family::Taking, Family::Leaving],
    ),
    (
        "travel",
        "travel",
        &[Family::Access, Family::Approach, Family::Taking],
    ),
    (
        "team moved by agreement",
        "transfer",
        &[Family::Destination],
    ),
];

/// Answers every question of the group's detectors, in order of the first that asks.
pub(super) fn check(group: &Group<'_>, material: &Material, score: &Score) -> Vec<Answer> {
    let mut asked = BTreeSet::new();
    let mut questions = Vec::new();
    for question in group.findings.iter().flat_map(|finding| &finding.innocent) {
        if asked.insert(question.as_str()) {
            questions.push(question.as_str());
        }
    }
    questions
        .into_iter()
        .map(|question| answer(question, group, material, score))
        .collect()
}

fn answer(question: &str, group: &Group<'_>, material: &Material, score: &Score) -> Answer {
    if let Some((_, kind, families)) = BY_APPROVAL.iter().find(|(known, _, _)| *known == question) {
        return by_approval(question, (kind, families), group, material, score);
    }
    match question {
        "same peak in the team" => same_peak(question, group),
        "partner of the holder" => partner(question, group, material, score),
        _ => plain(
            question,
            "nothing in the records answers this; ask",
            false,
            Vec::new(),
        ),
    }
}

fn by_approval(
    question: &str,
    (kind, families): (&str, &[Family]),
    group: &Group<'_>,
    material: &Material,
    score: &Score,
) -> Answer {
    let approvals: Vec<&Approval> = group
        .people
        .iter()
        .filter_map(|person| material.approvals.get(person.as_str()))
        .flatten()
        .filter(|approval| approval.kind == kind)
        .collect();
    if approvals.is_empty() {
        return plain(question, "no record", false, Vec::new());
    }
    let refs: Vec<RowRange> = approvals
        .iter()
        .map(|approval| approval.at.clone())
        .collect();
    // Finding by finding: what one cites may be covered whole, and what another cites not at all.
    let (mut weight, mut taken, mut parts) = (0.0, 0.0, Vec::new());
    for (finding, counted) in explainable(group, score, families) {
        let (covered, total) = covered_acts(finding, group, material, kind);
        weight += counted;
        taken += counted * covered as f64 / total.max(1) as f64;
        if covered > 0 {
            let what = super::words(finding.detector.as_str());
            parts.push(format!("{covered} of {total} acts of {what}"));
        }
    }
    if parts.is_empty() {
        return plain(
            question,
            "on record, for other days or technology",
            false,
            refs,
        );
    }
    let about = approvals
        .first()
        .map_or("", |approval| approval.about.as_str());
    let about = if about.is_empty() {
        String::new()
    } else {
        format!(" ({about})")
    };
    let text = format!("yes, for {}{about}", parts.join(", "));
    explained(question, text, taken / weight, refs, weight)
}

/// The findings of some families that the score counts, with what each weighs.
fn explainable<'a>(
    group: &'a Group<'_>,
    score: &Score,
    families: &[Family],
) -> Vec<(&'a Finding, f64)> {
    let counted = score.terms.iter().filter(|term| {
        term.counted && term.family.is_some_and(|family| families.contains(&family))
    });
    counted
        .filter_map(|term| {
            let finding = group
                .findings
                .iter()
                .find(|finding| Some(&finding.id) == term.finding.as_ref())?;
            Some((*finding, term.weight.0))
        })
        .collect()
}

/// How many of the acts that a finding cites an approval of their person covers, and how many it cites.
///
/// A finding that cites no act, such as a tie of the next employer, is covered as the acts of its days are.
fn covered_acts(
    finding: &Finding,
    group: &Group<'_>,
    material: &Material,
    kind: &str,
) -> (u64, u64) {
    let covers = |person: &str, on: Day, technology: &str| {
        let approvals = material.approvals.get(person).into_iter().flatten();
        approvals
            .filter(|approval| approval.kind == kind)
            .any(|approval| covers(approval, on, technology))
    };
    let (mut covered, mut total) = (0, 0);
    let mut count = |person: &str, on: Day, technology: &str, acts: u64| {
        total += acts;
        if covers(person, on, technology) {
            covered += acts;
        }
    };
    if let Some(cited) = material.cited.get(finding.id.as_str()) {
        for row in cited {
            count(&row.person, row.day, &row.technology, row.acts);
        }
        return (covered, total);
    }
    let days: Vec<(Day, Day)> = group
        .findings
        .iter()
        .filter(|finding| counts(finding))
        .map(|finding| span(finding))
        .collect();
    for person in &group.people {
        let rows = material.touched.get(person.as_str()).into_iter().flatten();
        for row in rows.filter(|row| {
            days.iter()
                .any(|(from, to)| *from <= row.day && row.day <= *to)
        }) {
            count(person.as_str(), row.day, &row.technology, row.acts);
        }
    }
    (covered, total)
}

fn covers(approval: &Approval, on: Day, technology: &str) -> bool {
    approval.from <= on
        && approval.to.is_none_or(|to| on <= to)
        && approval
            .technology
            .as_ref()
            .is_none_or(|approved| technology.is_empty() || approved == technology)
}

fn counts(finding: &Finding) -> bool {
    matches!(
        finding.family,
        Family::Taking | Family::Leaving | Family::Access | Family::Destination
    )
}

/// The days of a finding, a day wider on both sides: days belong to the site's zone, findings to instants.
fn span(finding: &Finding) -> (Day, Day) {
    let day = |micros: i64| Day::from_epoch_days(micros.div_euclid(86_400_000_000) as i32);
    (day(finding.from.0).plus(-1), day(finding.to.0).plus(1))
}

/// The bulk-collection detector carries what peers did in the same weeks.
fn same_peak(question: &str, group: &Group<'_>) -> Answer {
    let peer = group
        .findings
        .iter()
        .find_map(|finding| finding.facts.get("peer_max"))
        .and_then(serde_json::Value::as_f64);
    let text = peer.map_or_else(
        || "not known: no peers with the same role and unit".to_owned(),
        |peer| format!("no: peers at most {peer:.1} × their own usual in the same weeks"),
    );
    plain(question, &text, false, Vec::new())
}

/// Whether the declared employer is a customer, supplier or research partner.
fn partner(question: &str, group: &Group<'_>, material: &Material, score: &Score) -> Answer {
    let employers: BTreeSet<&str> = group
        .people
        .iter()
        .filter_map(|person| material.departures.get(person.as_str()))
        .map(|departure| departure.employer.as_str())
        .filter(|employer| !employer.is_empty())
        .collect();
    let known: Vec<(&str, RowRange)> = employers
        .iter()
        .filter_map(|employer| partner_of(employer, material))
        .collect();
    if known.is_empty() {
        return plain(
            question,
            "no: the employer is not on the list of partners",
            false,
            Vec::new(),
        );
    }
    let share = known.len() as f64 / employers.len() as f64;
    let names: BTreeSet<&str> = known.iter().map(|(name, _)| *name).collect();
    let text = format!(
        "yes: {} of {} ({})",
        known.len(),
        employers.len(),
        names.into_iter().collect::<Vec<_>>().join(", ")
    );
    let refs = known.into_iter().map(|(_, at)| at).collect();
    let families: &[Family] = if group.kind == CaseKind::Cohort {
        &[Family::Destination, Family::Leaving]
    } else {
        &[Family::Destination]
    };
    explained(question, text, share, refs, weight_of(score, families))
}

fn partner_of<'a>(employer: &str, material: &'a Material) -> Option<(&'a str, RowRange)> {
    let declared = PreparedName::new(NameKind::Organisation, employer);
    material.partners.iter().find_map(|(name, at)| {
        let same = compare(&declared, &PreparedName::new(NameKind::Organisation, name)).verdict
            == Verdict::Same;
        same.then(|| (name.as_str(), at.clone()))
    })
}

/// The counted weight of some families.
fn weight_of(score: &Score, families: &[Family]) -> f64 {
    let terms = score.terms.iter().filter(|term| term.counted);
    terms
        .filter(|term| term.family.is_some_and(|family| families.contains(&family)))
        .map(|term| term.weight.0)
        .sum()
}

fn explained(
    question: &str,
    answer: String,
    share: f64,
    refs: Vec<RowRange>,
    weight: f64,
) -> Answer {
    let taken = deciban(-weight * share.clamp(0.0, 1.0) * AT_MOST);
    let whole = if share >= 0.95 {
        "checked"
    } else {
        "checked, partly"
    };
    let term = (taken.0 < 0.0).then(|| Term {
        label: format!("{question} ({whole})"),
        family: None,
        weight: taken,
        finding: None,
        counted: true,
    });
    Answer {
        shown: Checked {
            question: question.to_owned(),
            answer,
            speaks_against: term.is_some(),
            refs,
        },
        term,
    }
}

fn plain(question: &str, answer: &str, speaks_against: bool, refs: Vec<RowRange>) -> Answer {
    Answer {
        shown: Checked {
            question: question.to_owned(),
            answer: answer.to_owned(),
            speaks_against,
            refs,
        },
        term: None,
    }
}
