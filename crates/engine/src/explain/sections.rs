//! The three columns at the top, and what is not known.

use bongsu_model::{CaseKind, PersonId, Section, Unknown};

use super::cap_note;
use super::content;
use super::material::{Material, Technology, text};
use super::person::View;
use super::title::spaced;
use crate::correlate::Group;

/// Technologies named one by one.
const TECHNOLOGIES: usize = 4;

/// Who: the person by role and unit, never by name.
pub(super) fn who(group: &Group<'_>, view: &View<'_>, material: &Material) -> Section {
    let mut section = Section::default();
    match group.kind {
        CaseKind::Person => {
            section.headline = person_line(view, &group.subject);
            if let Some(person) = view.person {
                section.pair("Team", person.team.clone());
                section.pair(
                    "Joined",
                    person
                        .joined_on
                        .map_or_else(String::new, |day| day.to_string()),
                );
            }
            departure(&mut section, view);
            agreement(&mut section, view, material);
        }
        CaseKind::Cohort => {
            let unit = view.person.map_or("", |person| person.unit.as_str());
            section.headline = format!("{} people of {unit}", group.people.len());
            for person in &group.people {
                let role = material
                    .people
                    .get(person.as_str())
                    .map_or_else(String::new, |person| spaced(&person.role));
                let left = material.departures.get(person.as_str());
                let left = left.map_or_else(String::new, |departure| {
                    format!(", last day {}", departure.last_day)
                });
                section.pair(short(person.as_str()), format!("{role}{left}"));
            }
        }
        CaseKind::Organisation => {
            section.headline = format!("The holder's {}", group.subject);
            section.pair("People", "none named: the case is about a system");
        }
    }
    section
}

/// What: technologies, amounts, content.
pub(super) fn what(group: &Group<'_>, view: &View<'_>, material: &Material) -> Section {
    let mut section = Section::default();
    if group.kind == CaseKind::Organisation {
        let first = group.findings.first();
        let fact = |name: &str| {
            first
                .and_then(|finding| finding.facts.get(name))
                .map(bongsu_lake::text_of)
                .unwrap_or_default()
        };
        section.headline = format!("{} access offered for sale", fact("access"));
        section.pair("Market", fact("market"));
        section.pair("Seen", fact("seen_on"));
        section.pair("Advice not followed", fact("n_ignored"));
        section.pair("Incidents after", fact("n_incidents"));
        return section;
    }
    section.headline = what_line(group, view, material);
    for (id, acts, outward) in view.technologies.iter().take(TECHNOLOGIES) {
        section.pair(
            "Technology",
            format!(
                "{}: {}, {outward} outward",
                technology(id, material),
                counted(*acts, "act")
            ),
        );
    }
    let further = view.technologies.len().saturating_sub(TECHNOLOGIES);
    if further > 0 {
        section.pair("And", format!("{further} more"));
    }
    let main = view
        .technologies
        .first()
        .and_then(|(id, _, _)| material.technologies.get(id));
    section.pair("Class", main.map_or_else(String::new, class));
    for (channel, (acts, bytes)) in &view.outward {
        let size = if *bytes > 0 {
            format!(", {}", size(*bytes))
        } else {
            String::new()
        };
        section.pair(
            channel_word(channel),
            format!("{}{size}", counted(*acts, "outward act")),
        );
    }
    section.pair("Period", format!("{} … {}", view.period.0, view.period.1));
    content::captured(&mut section, view, material);
    section
}

/// To whom: the declared employer and who stands behind it.
pub(super) fn whom(group: &Group<'_>, view: &View<'_>) -> Section {
    let mut section = Section::default();
    if group.kind == CaseKind::Organisation {
        "Whoever buys: unknown".clone_into(&mut section.headline);
        return section;
    }
    if let Some(tie) = view.tie() {
        section.headline = format!("{}: {}", tie.target, tie.certainty);
        section.pair("Declared", tie.organisation.clone());
        if tie.resolved != tie.organisation {
            section.pair("In the register", tie.resolved.clone());
        }
        section.pair("Tie", tie.basis.clone());
        section.pair("Rule", tie.rule.clone());
        section.pair("Register", reach(&tie.coverage));
        let others: Vec<&str> = view
            .ties
            .iter()
            .skip(1)
            .map(|tie| tie.target.as_str())
            .collect();
        section.pair(
            "Also",
            if group.kind == CaseKind::Cohort {
                String::new()
            } else {
                others.join(", ")
            },
        );
    } else {
        let employer = view
            .departure
            .map_or("", |departure| departure.employer.as_str());
        section.headline = match (view.departure.is_some(), employer.is_empty()) {
            (false, _) => "Not known: no departure on record".to_owned(),
            (true, true) => "Not known: no employer declared".to_owned(),
            (true, false) => format!("{employer}: no tie found"),
        };
        section.pair("Declared", employer.to_owned());
        let coverage = view
            .all_ties
            .first()
            .map_or("", |tie| tie.coverage.as_str());
        section.pair("Register", reach(coverage));
    }
    if group.kind == CaseKind::Person
        && let Some(tie) = view.all_ties.iter().find(|tie| tie.kind == "departure")
    {
        section.pair("Beside that", tie.facts.join("; "));
    }
    section
}

/// What is not known, with what would settle it.
pub(super) fn unknown(group: &Group<'_>, view: &View<'_>, material: &Material) -> Vec<Unknown> {
    let mut unknown = Vec::new();
    let mut say = |mut what: String, ask: &str| {
        if !what.ends_with('.') {
            what.push('.');
        }
        let item = Unknown {
            what,
            ask: ask.to_owned(),
        };
        if !unknown.contains(&item) {
            unknown.push(item);
        }
    };
    for tie in &view.all_ties {
        let of = if tie.kind == "declaration" {
            format!(" (behind the position at {})", tie.organisation)
        } else {
            String::new()
        };
        for holding in &tie.unknown {
            say(format!("{holding}{of}"), "Ask for the shareholder list.");
        }
    }
    if group.kind == CaseKind::Organisation {
        say(
            "Who offers and who buys.".to_owned(),
            "Ask the national bureau; do not buy.",
        );
        say(
            "Whether the access still works.".to_owned(),
            "Close it and read its log.",
        );
    } else {
        match view.departure {
            Some(departure) if departure.employer.is_empty() => {
                say(
                    "The next employer: none was declared.".to_owned(),
                    "Ask the person; check the payer later.",
                );
            }
            Some(departure) if departure.inferred => {
                say(
                    "The exact last day: taken from the directory.".to_owned(),
                    "Ask human resources.",
                );
            }
            _ => {}
        }
        say(
            "Private mail, telephones and messengers.".to_owned(),
            "Not looked at, by design.",
        );
        let is_captured = |person: &PersonId| {
            let person = person.as_str();
            material.captured.contains_key(person) || material.contents.contains_key(person)
        };
        let files = if group.people.iter().any(is_captured) {
            "What is in the files of which no copy was captured."
        } else {
            "What is in the files: no copy was captured."
        };
        say(files.to_owned(), "Keep the devices that were returned.");
        let learning = group.people.iter().filter(|person| {
            material
                .days
                .get(person.as_str())
                .is_none_or(|days| days.len() < 30)
        });
        if learning.count() > 0 {
            say(
                "Own usual: less than 30 days of history.".to_owned(),
                "Compare with peers by hand.",
            );
        }
    }
    for note in material.silent.iter().cloned().chain(cap_note(group)) {
        say(note, "Look at the run's report.");
    }
    unknown
}

/// How far the register reaches, in few words.
fn reach(coverage: &str) -> &str {
    match coverage {
        "complete" => "names holders of more than half at each step",
        "missing" => "lacks holders on the way",
        "truncated" => "cut off on the way",
        other => other,
    }
}

/// "process engineer, Cell R&D".
fn person_line(view: &View<'_>, subject: &str) -> String {
    let short = short(subject);
    view.person.map_or_else(
        || short.to_owned(),
        |person| {
            let parts = [spaced(&person.role), person.unit.clone()];
            let known: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            format!("{short}, {}", known.join(", "))
        },
    )
}

/// The name of a technology, its id where the register has no name.
pub(super) fn technology<'a>(id: &'a str, material: &'a Material) -> &'a str {
    material
        .technologies
        .get(id)
        .map_or(id, |technology| technology.name.as_str())
}

/// "national-core, grade 4, 2019 list, item 3-2".
fn class(technology: &Technology) -> String {
    let mut parts = vec![technology.class.clone()];
    let mut add = |label: &str, value: &str| {
        if !value.is_empty() {
            parts.push(format!("{label}{value}"));
        }
    };
    add("grade ", &technology.grade);
    add("list ", &technology.list_version);
    add("item ", &technology.list_item);
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn what_line(group: &Group<'_>, view: &View<'_>, material: &Material) -> String {
    // Count and comparison come from one finding, the heaviest that has both.
    let both = |finding: &&bongsu_model::Finding| {
        let number = |name: &str| finding.facts.get(name).and_then(serde_json::Value::as_f64);
        Some((finding.weight.0, number("n_files")?, number("times")?))
    };
    let heaviest = group
        .findings
        .iter()
        .filter_map(both)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((_, files, times)) = heaviest {
        let whose = if group.kind == CaseKind::Cohort {
            " by one of them"
        } else {
            ""
        };
        return format!("{files:.0} files{whose}, {times:.1} × own usual");
    }
    let outward: u64 = view.outward.values().map(|(acts, _)| acts).sum();
    match (view.technologies.first(), outward) {
        (Some((id, _, out)), _) => {
            let most = if *out > 0 { "went out most" } else { "most" };
            let name = technology(id, material);
            match view.technologies.len() {
                1 => format!("{name} touched"),
                n => format!("{n} technologies touched, {name} {most}"),
            }
        }
        (None, 0) => "Nothing seen to leave".to_owned(),
        (None, outward) => counted(outward, "outward act"),
    }
}

fn departure(section: &mut Section, view: &View<'_>) {
    let Some(departure) = view.departure else {
        return;
    };
    let reason = if departure.reason.is_empty() {
        String::new()
    } else {
        format!(", “{}”", departure.reason)
    };
    if let Some(notice) = departure.notice_on {
        section.pair("Notice", format!("{notice}{reason}"));
    }
    let inferred = if departure.inferred {
        " (from the directory)"
    } else {
        ""
    };
    let ahead = if view.has_left { "" } else { ", still to come" };
    section.pair(
        "Last day",
        format!("{}{inferred}{ahead}", departure.last_day),
    );
}

fn agreement(section: &mut Section, view: &View<'_>, material: &Material) {
    let Some(rows) = view.lead.and_then(|person| material.agreements.get(person)) else {
        return section.pair("Agreement", "none on record");
    };
    for row in rows {
        let covers: Vec<&str> = [
            ("covers_named", "named"),
            ("covers_affiliates", "affiliates"),
            ("covers_suppliers", "suppliers"),
            ("covers_common_control", "common control"),
        ]
        .into_iter()
        .filter(|(column, _)| row.get(*column).and_then(serde_json::Value::as_bool) == Some(true))
        .map(|(_, word)| word)
        .collect();
        let days = row.get("duration_days").and_then(serde_json::Value::as_i64);
        let days = days.map_or_else(String::new, |days| format!(", {days} days"));
        let covers = if covers.is_empty() {
            String::new()
        } else {
            format!("; covers {}", covers.join(", "))
        };
        section.pair("Agreement", format!("{}{days}{covers}", text(row, "kind")));
    }
}

/// The first characters of a pseudonym: enough to tell people of one case apart.
pub(super) fn short(person: &str) -> &str {
    person.get(..13).unwrap_or(person)
}

/// "1 act", "3 acts".
pub(super) fn counted(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

pub(super) fn channel_word(channel: &str) -> &'static str {
    match channel {
        "removable" => "Removable",
        "mail" => "Mail",
        "cloud" => "Cloud",
        "web" => "Web",
        "print" => "Print",
        _ => "Other",
    }
}

fn size(bytes: u64) -> String {
    let mega = bytes as f64 / 1e6;
    if mega >= 1000.0 {
        format!("{:.1} GB", mega / 1000.0)
    } else {
        format!("{mega:.1} MB")
    }
}
