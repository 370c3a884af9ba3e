//! Recall over person-days: the share of days of leaking people that a small daily budget of people would look at.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Day, Family, Finding, PersonId};

use super::answers::{Leak, TrueRow, Truth};
use super::score::Evidence;

/// People looked at a day.
const DAILY: [usize; 2] = [5, 10];

/// The number of true person-days, and the share of them among the heaviest person-days of each day.
///
/// A person-day weighs what findings that cover the day weigh together: the strongest of each family, as in a case.
/// Equal weights are taken in the order of pseudonyms, which favours nobody.
pub(super) fn recall(
    leaks: &[Leak<TrueRow>],
    evidence: &Evidence<'_>,
) -> (usize, BTreeMap<usize, Option<f64>>) {
    let mut by_day: BTreeMap<Day, BTreeSet<&PersonId>> = BTreeMap::new();
    let leaks = leaks.iter().filter(|leak| leak.truth == Truth::Leak);
    for (person, day) in leaks
        .flat_map(|leak| &leak.rows)
        .filter_map(|row| row.person_day.as_ref())
    {
        by_day.entry(*day).or_default().insert(person);
    }
    let total: usize = by_day.values().map(BTreeSet::len).sum();
    let spans: Vec<Span<'_>> = evidence
        .findings
        .iter()
        .map(|finding| {
            (
                evidence.zone.day(finding.from),
                evidence.zone.day(finding.to),
                finding,
            )
        })
        .collect();
    let mut taken = DAILY.map(|_| 0_usize);
    for (day, people) in &by_day {
        let ranked = ranked(&spans, *day);
        for (taken, n) in taken.iter_mut().zip(DAILY) {
            *taken += ranked
                .iter()
                .take(n)
                .filter(|person| people.contains(*person))
                .count();
        }
    }
    let share = |taken: usize| (total > 0).then(|| taken as f64 / total as f64);
    (total, DAILY.into_iter().zip(taken.map(share)).collect())
}

/// A finding with its first and last day.
type Span<'a> = (Day, Day, &'a Finding);

/// The people with a finding that covers a day, the heaviest first.
fn ranked<'a>(spans: &[Span<'a>], day: Day) -> Vec<&'a PersonId> {
    let mut weights: BTreeMap<&PersonId, BTreeMap<Family, f64>> = BTreeMap::new();
    for (_, _, finding) in spans
        .iter()
        .filter(|(from, to, _)| *from <= day && day <= *to)
    {
        for person in &finding.people {
            let strongest = weights
                .entry(person)
                .or_default()
                .entry(finding.family)
                .or_insert(0.0);
            *strongest = strongest.max(finding.weight.0);
        }
    }
    let sum = |families: BTreeMap<Family, f64>| families.into_values().sum::<f64>();
    let mut ranked: Vec<(f64, &PersonId)> = weights
        .into_iter()
        .map(|(person, families)| (sum(families), person))
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    ranked.into_iter().map(|(_, person)| person).collect()
}
