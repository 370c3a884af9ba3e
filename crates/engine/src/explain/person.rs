//! What a case shows of its people: departure, ties, technologies and amounts within its span.

use std::collections::BTreeMap;

use bongsu_model::{CaseKind, Day, Path, PersonId};

use super::material::{Departure, Material, Person, Tie};
use super::window;
use crate::correlate::Group;

/// The gathered view of one case.
pub(crate) struct View<'a> {
    /// The person the pictures show: the subject, or the member of a cohort who left first.
    pub(crate) lead: Option<&'a str>,
    pub(crate) person: Option<&'a Person>,
    pub(crate) departure: Option<&'a Departure>,
    pub(crate) last_day: Option<Day>,
    /// Whether that day lies within what was looked at.
    pub(crate) has_left: bool,
    /// What the pictures show.
    pub(crate) span: (Day, Day),
    /// What of it was looked at: the amounts are of these days.
    pub(crate) period: (Day, Day),
    /// Ties to a target, the surest first.
    pub(crate) ties: Vec<&'a Tie>,
    /// Every tie row, those without target too.
    pub(crate) all_ties: Vec<&'a Tie>,
    pub(crate) paths: Vec<Path>,
    /// Technologies touched within the span: id, acts, outward acts; the most outward first.
    pub(crate) technologies: Vec<(String, u64, u64)>,
    pub(crate) outward: BTreeMap<String, (u64, u64)>,
    pub(crate) channel: String,
    pub(crate) sector: Option<String>,
    pub(crate) class: Option<String>,
}

impl<'a> View<'a> {
    pub(crate) fn of(
        group: &'a Group<'_>,
        material: &'a Material,
        (first, last): (Day, Day),
    ) -> Self {
        let people: Vec<&str> = group.people.iter().map(PersonId::as_str).collect();
        let mut leavers: Vec<(&str, &Departure)> = people
            .iter()
            .filter_map(|person| Some((*person, material.departures.get(*person)?)))
            .collect();
        leavers.sort_by_key(|(person, departure)| (departure.last_day, *person));
        let lead = leavers
            .first()
            .map(|(person, _)| *person)
            .or_else(|| people.first().copied());
        let departure = leavers.first().map(|(_, departure)| *departure);
        // A cohort counts its days from the first to leave; what it shows reaches to the last.
        let last_day = departure.map(|departure| departure.last_day);
        let last_to_leave = leavers.last().map(|(_, departure)| departure.last_day);
        let span = window(first, last, last_to_leave);
        // What nobody could see yet is no part of the period.
        let end = material.end.unwrap_or(span.1);
        let period = (span.0, span.1.min(end).max(last));
        let has_left = last_day.is_none_or(|day| day <= end);
        let all_ties: Vec<&Tie> = people
            .iter()
            .filter_map(|person| material.ties.get(*person))
            .flatten()
            .collect();
        let mut ties: Vec<&Tie> = all_ties
            .iter()
            .copied()
            .filter(|tie| tie.kind != "destination" && !tie.target.is_empty())
            .collect();
        ties.sort_by_key(|tie| (certainty_order(&tie.certainty), tie.basis == "resemblance"));
        let (technologies, outward) = amounts(&people, material, span);
        let main = technologies
            .first()
            .and_then(|(id, _, _)| material.technologies.get(id));
        let channel = outward
            .iter()
            .max_by_key(|(channel, (acts, _))| (*acts, std::cmp::Reverse((*channel).clone())));
        let channel = match group.kind {
            CaseKind::Organisation => "remote".to_owned(),
            _ => channel.map_or_else(|| "none".to_owned(), |(channel, _)| channel.clone()),
        };
        Self {
            lead,
            person: lead.and_then(|person| material.people.get(person)),
            departure,
            last_day,
            has_left,
            span,
            period,
            paths: paths(group.kind, &ties),
            ties,
            all_ties,
            sector: main
                .map(|technology| technology.sector.clone())
                .filter(|sector| !sector.is_empty()),
            class: main
                .map(|technology| technology.class.clone())
                .filter(|class| !class.is_empty()),
            technologies,
            outward,
            channel,
        }
    }

    /// The best tie.
    pub(crate) fn tie(&self) -> Option<&'a Tie> {
        self.ties.first().copied()
    }
}

/// One path for a person, one a firm for a cohort, at most five.
fn paths(kind: CaseKind, ties: &[&Tie]) -> Vec<Path> {
    let mut seen = Vec::new();
    let mut paths = Vec::new();
    for tie in ties {
        // Spellings of one employer are one firm.
        let key = if kind == CaseKind::Cohort {
            &tie.resolved
        } else {
            &tie.target
        };
        if let Some(path) = tie.path.as_ref().filter(|_| !seen.contains(&key)) {
            seen.push(key);
            paths.push(path.clone());
        }
    }
    paths.truncate(5);
    paths
}

type Amounts = (Vec<(String, u64, u64)>, BTreeMap<String, (u64, u64)>);

/// Acts and outward acts by technology, outward acts and bytes by channel.
fn amounts(people: &[&str], material: &Material, (from, to): (Day, Day)) -> Amounts {
    let mut by_technology: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    let mut by_channel: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let rows = people
        .iter()
        .filter_map(|person| material.touched.get(*person))
        .flatten();
    for row in rows.filter(|row| from <= row.day && row.day <= to) {
        if !row.technology.is_empty() {
            let sums = by_technology.entry(&row.technology).or_default();
            sums.0 += row.acts;
            sums.1 += row.outward;
        }
        if row.outward > 0 {
            let sums = by_channel.entry(row.channel.clone()).or_default();
            sums.0 += row.outward;
            sums.1 += row.bytes;
        }
    }
    let mut technologies: Vec<(String, u64, u64)> = by_technology
        .into_iter()
        .map(|(id, (acts, outward))| (id.to_owned(), acts, outward))
        .collect();
    technologies.sort_by(|a, b| (b.2, b.1).cmp(&(a.2, a.1)).then_with(|| a.0.cmp(&b.0)));
    (technologies, by_channel)
}

/// Certain first, then possible, then unknown.
fn certainty_order(certainty: &str) -> u8 {
    match certainty {
        "certain" => 0,
        "possible" => 1,
        _ => 2,
    }
}
