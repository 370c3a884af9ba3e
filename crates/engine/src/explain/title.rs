//! One sentence that says what happened, and what statistics count the case under.

use bongsu_model::{CaseKind, Family, Finding};

use super::material::Material;
use super::person::View;
use crate::correlate::Group;

/// What happened, without verdict.
pub(super) fn title(group: &Group<'_>, view: &View<'_>, material: &Material) -> String {
    match group.kind {
        CaseKind::Organisation => {
            let incidents = group.findings.iter().any(|finding| {
                finding
                    .facts
                    .get("n_incidents")
                    .and_then(serde_json::Value::as_i64)
                    .unwrap_or(0)
                    > 0
            });
            let after = if incidents {
                ", and an incident followed"
            } else {
                ""
            };
            format!("Access to {} was offered for sale{after}", group.subject)
        }
        CaseKind::Cohort => {
            let unit = view
                .person
                .map_or("one unit", |person| person.unit.as_str());
            let target = group.subject.split(" → ").nth(1).unwrap_or("one party");
            format!(
                "{} people of {unit} left to firms behind which {target} stands",
                group.people.len()
            )
        }
        CaseKind::Person => person(group, view, material),
    }
}

fn person(group: &Group<'_>, view: &View<'_>, material: &Material) -> String {
    let role = view.person.map_or("", |person| person.role.as_str());
    let who = if role.is_empty() {
        "A person".to_owned()
    } else {
        article(role)
    };
    let did = leading(group).map_or_else(String::new, |finding| act(finding, view, material));
    let left = if view.has_left { "left" } else { "is leaving" };
    let gone = match (view.departure, view.tie()) {
        (Some(_), Some(tie)) if tie.basis == "resemblance" => {
            format!("{left} to a firm named like {}", tie.target)
        }
        (Some(_), Some(tie)) if tie.certainty == "certain" => {
            format!("{left} to a firm tied to {}", tie.target)
        }
        (Some(_), Some(tie)) => format!("{left} to a firm perhaps tied to {}", tie.target),
        (Some(departure), None) if departure.employer.is_empty() => left.to_owned(),
        (Some(departure), None) => format!("{left} to {}", departure.employer),
        (None, Some(tie)) => format!("holds a position at {}", tie.organisation),
        (None, None) => String::new(),
    };
    let parts: Vec<String> = [did, gone]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        format!("{who}: see the facts")
    } else {
        format!("{who} {}", parts.join(" and "))
    }
}

/// The act a finding stands for, in no stronger words than its facts carry.
fn act(finding: &Finding, view: &View<'_>, material: &Material) -> String {
    let n_protected = finding
        .facts
        .get("n_protected")
        .and_then(serde_json::Value::as_i64);
    let technology = view
        .technologies
        .first()
        .filter(|_| n_protected != Some(0))
        .and_then(|(id, _, _)| material.technologies.get(id));
    let what = technology.map_or("files", |technology| technology.name.as_str());
    match (finding.detector.as_str(), finding.family) {
        ("taking.slow-drip", _) => "carried more and more to private cloud or mail".to_owned(),
        ("taking.read-then-carried", _) => {
            format!("opened {what} minutes before sending something to private cloud or mail")
        }
        ("taking.content-left", _) => {
            format!("sent or carried out text of {what}")
        }
        ("taking.disclosure-site", _) => "turned to a disclosure site".to_owned(),
        ("taking.new-removable-device", _) => {
            format!("began to copy {what} to removable media")
        }
        ("leaver.bulk-collection", _) => format!("collected {what} beyond own usual"),
        ("leaver.outward-before-exit", _) => {
            format!("sent or carried out {what} beyond own usual")
        }
        ("leaver.job-search", _) => "looked for work".to_owned(),
        ("access.another-computer", _) => {
            "used removable media on a computer of somebody else".to_owned()
        }
        ("access.monitoring-software", _) => "looked for monitoring software".to_owned(),
        ("access.without-right", _) => format!(
            "touched {} without a place on the access list",
            unlisted(finding)
        ),
        (_, Family::Access) => format!("worked on {what} at unusual hours"),
        (_, Family::Research) => "asked for technology beyond the agreement".to_owned(),
        (_, Family::Approach) => "was approached from outside".to_owned(),
        // A site's own detector says in its own sentence what it found.
        (_, Family::Taking | Family::Leaving) => "acted beyond own usual".to_owned(),
        (_, Family::Destination | Family::Exposure) => String::new(),
    }
}

/// The technology that was touched without right, or how many were.
fn unlisted(finding: &Finding) -> String {
    let fact = |name: &str| finding.facts.get(name);
    let n = fact("n_technologies").and_then(serde_json::Value::as_u64);
    match n {
        Some(2..) => format!("{} protected technologies", n.unwrap_or_default()),
        _ => fact("technologies")
            .map_or_else(|| "a protected technology".to_owned(), bongsu_lake::text_of),
    }
}

/// The heaviest finding that is an act of the person, else the heaviest.
fn leading<'a>(group: &'a Group<'_>) -> Option<&'a Finding> {
    let order = |family: Family| matches!(family, Family::Destination | Family::Approach);
    group.findings.iter().copied().max_by(|a, b| {
        (!order(a.family))
            .cmp(&!order(b.family))
            .then_with(|| a.weight.0.total_cmp(&b.weight.0))
    })
}

/// Detectors of taking little by little.
const DRIP: [&str; 2] = ["taking.slow-drip", "taking.read-then-carried"];

/// The scheme that statistics count.
pub(super) fn scheme(group: &Group<'_>, view: &View<'_>) -> &'static str {
    let has = |family: Family| {
        group
            .findings
            .iter()
            .any(|finding| finding.family == family)
    };
    match group.kind {
        CaseKind::Cohort => "cohort",
        CaseKind::Organisation => "exposure",
        CaseKind::Person if has(Family::Research) => "research",
        CaseKind::Person if view.departure.is_some() => "leaver",
        CaseKind::Person
            if group
                .findings
                .iter()
                .any(|finding| DRIP.contains(&finding.detector.as_str())) =>
        {
            "drip"
        }
        CaseKind::Person if has(Family::Approach) => "approach",
        CaseKind::Person => "insider",
    }
}

fn article(role: &str) -> String {
    let lower = spaced(role);
    let vowel = lower.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {lower}", if vowel { "An" } else { "A" })
}

/// `CellEngineer` as "cell engineer": directories write roles in one word. Capitals in a row stay together.
pub(super) fn spaced(role: &str) -> String {
    let mut text = String::new();
    let mut before_lower = false;
    for c in role.chars() {
        if c.is_uppercase() && before_lower {
            text.push(' ');
        }
        before_lower = c.is_lowercase();
        text.extend(c.to_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn roles_of_one_word_are_spaced() {
        assert_eq!(super::spaced("CellEngineer"), "cell engineer");
        assert_eq!(super::spaced("IT Operator"), "it operator");
        assert_eq!(super::spaced("공정 엔지니어"), "공정 엔지니어");
    }
}
