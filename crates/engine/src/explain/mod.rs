//! Groups become cases: who, what, to whom, the pictures, the facts, what speaks against, what is not known.

mod content;
mod innocent;
mod material;
mod person;
mod sections;
mod steps;
mod timeline;
mod title;

use bongsu_model::{Case, CaseKind, CaseState, Day, Deciban, Fact, Score, Term};

use crate::Site;
use crate::correlate::{FAN_OUT, Group};

pub(crate) use material::Material;

/// The cases of a run, the heaviest first, then by id.
pub(crate) fn cases(site: &Site, groups: &[Group<'_>], material: &Material) -> Vec<Case> {
    let made = groups
        .iter()
        .filter_map(|group| case(site, group, material));
    let mut cases: Vec<Case> = made.collect();
    cases.sort_by(|a, b| {
        b.score
            .total
            .0
            .total_cmp(&a.score.total.0)
            .then_with(|| a.id.cmp(&b.id))
    });
    cases
}

/// One case, unless its findings weigh less than the site's floor.
fn case(site: &Site, group: &Group<'_>, material: &Material) -> Option<Case> {
    let run = &site.settings.run;
    let score = Score::weigh(run.prior, terms(group));
    let before = score.total.0 - run.prior.0;
    if before < run.case_floor.0 {
        return None;
    }
    let innocent = innocent::check(group, material, &score);
    let mut terms = score.terms;
    terms.extend(innocent.iter().filter_map(|checked| checked.term.clone()));
    let score = Score::weigh(run.prior, terms);
    // What is explained on record needs no case; its findings stay in the list of findings.
    if score.total.0 - run.prior.0 < run.case_floor.0 {
        return None;
    }
    let zone = &site.zone;
    let facts = facts(group, zone);
    let (first, last) = (
        facts.iter().map(|fact| fact.from).min()?,
        facts.iter().map(|fact| fact.to).max()?,
    );
    let view = person::View::of(group, material, (first, last));
    let timeline = timeline::timeline(&view, material);
    Some(Case {
        id: site.keys.case(&format!("{} {}", group.kind, group.subject)),
        kind: group.kind,
        subject: group.subject.clone(),
        state: CaseState::Open,
        people: group.people.clone(),
        title: title::title(group, &view, material),
        holder: site.settings.holder.name.clone(),
        first_finding: first,
        last_finding: last,
        last_day: view.last_day,
        until: material.until,
        scheme: title::scheme(group, &view).to_owned(),
        channel: view.channel.clone(),
        sector: view
            .sector
            .clone()
            .unwrap_or_else(|| site.settings.holder.sector.clone()),
        who: sections::who(group, &view, material),
        what: sections::what(group, &view, material),
        whom: sections::whom(group, &view),
        timeline,
        paths: view.paths.clone(),
        facts,
        unknown: sections::unknown(group, &view, material),
        next_steps: steps::next_steps(group, &view),
        innocent: innocent.into_iter().map(|checked| checked.shown).collect(),
        score,
    })
}

/// One term a finding.
fn terms(group: &Group<'_>) -> Vec<Term> {
    let terms = group.findings.iter().map(|finding| Term {
        label: match finding.people.as_slice() {
            // A cohort weighs the same finding of several people.
            [person] if group.kind == CaseKind::Cohort => format!(
                "{} ({})",
                words(finding.detector.as_str()),
                sections::short(person.as_str())
            ),
            _ => words(finding.detector.as_str()),
        },
        family: Some(finding.family),
        weight: finding.weight,
        finding: Some(finding.id.clone()),
        counted: false,
    });
    terms.collect()
}

/// `leaver.bulk-collection` as "bulk collection".
fn words(detector: &str) -> String {
    detector
        .split_once('.')
        .map_or(detector, |(_, name)| name)
        .replace('-', " ")
}

fn facts(group: &Group<'_>, zone: &bongsu_model::Zone) -> Vec<Fact> {
    let mut facts: Vec<Fact> = group
        .findings
        .iter()
        .map(|finding| Fact {
            finding: finding.id.clone(),
            detector: finding.detector.to_string(),
            text: match group.kind {
                // A cohort reads facts of several people.
                CaseKind::Cohort if finding.people.len() == 1 => {
                    format!("{}: {}", finding.subject, finding.explain)
                }
                _ => finding.explain.clone(),
            },
            from: zone.day(finding.from),
            to: zone.day(finding.to),
            weight: finding.weight,
            refs: finding.refs.clone(),
        })
        .collect();
    facts.sort_by(|a, b| {
        b.weight
            .0
            .total_cmp(&a.weight.0)
            .then_with(|| (a.from, &a.finding).cmp(&(b.from, &b.finding)))
    });
    facts
}

/// How far a checked explanation takes weight away, and how it is shown.
pub(crate) struct Answer {
    pub(crate) shown: bongsu_model::Checked,
    pub(crate) term: Option<Term>,
}

/// The span that a case's picture and sums look at: half a year before its end, at least its findings.
pub(crate) fn window(first: Day, last: Day, last_day: Option<Day>) -> (Day, Day) {
    let end = last_day.map_or(last, |day| day.max(last)).plus(7);
    (first.plus(-21).max(end.plus(-190)), end)
}

/// A weight rounded to a tenth.
pub(crate) fn deciban(value: f64) -> Deciban {
    Deciban((value * 10.0).round() / 10.0)
}

/// What a capped cohort says of the cap.
pub(crate) fn cap_note(group: &Group<'_>) -> Option<String> {
    (group.left_out > 0).then(|| {
        format!(
            "findings of {} more people: only {FAN_OUT} are read",
            group.left_out
        )
    })
}
