//! Recall over person-days: the share of days of leaking people that a small daily budget of people would look at.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Day, Family, Finding, PersonId};

use super::answers::{Leak, TrueRow, Truth};
use super::score::Evidence;

/// People looked at a day.
const DAILY: [usize; 2] = [5, 10];

/// The number of true person-days, and the share of them among the heaviest person-days of each day.
///
/// A person-day is one on which a finding cites an act of the person. It weighs what a case would at that day: the
/// strongest of each family among the findings that cite an act of that day and those that cite no acts at all (an
/// offer, a tie). Equal weights are taken in the order of pseudonyms, which favours nobody.
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
    let weighed = Weighed::of(evidence);
    let mut taken = DAILY.map(|_| 0_usize);
    for (day, people) in &by_day {
        let ranked = weighed.ranked(*day);
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

/// The strongest weight of each family.
type Families = BTreeMap<Family, f64>;

/// What findings weigh, by day and person.
#[derive(Default)]
struct Weighed<'a> {
    /// Of findings that cite acts of the day.
    days: BTreeMap<Day, BTreeMap<&'a PersonId, Families>>,
    /// Of findings that cite no acts.
    always: BTreeMap<&'a PersonId, Families>,
}

impl<'a> Weighed<'a> {
    fn of(evidence: &Evidence<'a>) -> Self {
        let mut weighed = Self::default();
        for finding in evidence.findings {
            match evidence.cited.get(&finding.id) {
                Some(days) => {
                    for (person, day) in days {
                        let people = weighed.days.entry(*day).or_default();
                        strengthen(people.entry(person).or_default(), finding);
                    }
                }
                None => {
                    for person in &finding.people {
                        strengthen(weighed.always.entry(person).or_default(), finding);
                    }
                }
            }
        }
        weighed
    }

    /// The people of whom an act of the day is cited, the heaviest first.
    fn ranked(&self, day: Day) -> Vec<&'a PersonId> {
        let people = self.days.get(&day).into_iter().flatten();
        let mut ranked: Vec<(f64, &PersonId)> = people
            .map(|(person, families)| {
                let mut families = families.clone();
                for (family, weight) in self.always.get(person).into_iter().flatten() {
                    let strongest = families.entry(*family).or_insert(0.0);
                    *strongest = strongest.max(*weight);
                }
                (families.into_values().sum(), *person)
            })
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        ranked.into_iter().map(|(_, person)| person).collect()
    }
}

fn strengthen(families: &mut Families, finding: &Finding) {
    let strongest = families.entry(finding.family).or_insert(0.0);
    *strongest = strongest.max(finding.weight.0);
}
