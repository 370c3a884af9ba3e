//! Scores cases against answers. Nothing is read or written here: the same input gives the same figures.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Case, CaseKind, Day, Finding, FindingId, PersonId, RowRange, RowRef};

use super::answers::{Answers, Leak, SubjectKind, TrueRow, Truth};
use super::cited::CitedDays;
use super::{Budget, Evaluation, LeakScore, Scenario, person_days};

/// What a run gave.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence<'a> {
    /// The cases, the heaviest first.
    pub(super) cases: &'a [Case],
    pub(super) findings: &'a [Finding],
    /// The person-days of the acts that findings cite.
    pub(super) cited: &'a CitedDays,
}

/// Scores a run; the name of the run is left to the caller.
pub(super) fn score(
    answers: &Answers<TrueRow>,
    evidence: &Evidence<'_>,
    budgets: &[usize],
) -> Evaluation {
    let budgets: BTreeSet<usize> = budgets.iter().copied().collect();
    let verdicts = Verdicts::of(&answers.leaks, evidence.cases);
    let people: BTreeMap<&FindingId, &[PersonId]> = evidence
        .findings
        .iter()
        .map(|finding| (&finding.id, finding.people.as_slice()))
        .collect();
    let scores: Vec<LeakScore> = answers
        .leaks
        .iter()
        .map(|leak| verdicts.leak_score(leak, evidence.cases, &people))
        .collect();
    let above = above_all(&scores);
    let of = |truth: Truth| scores.iter().filter(move |score| score.truth == truth);
    let (true_person_days, user_day_recall) = person_days::recall(&answers.leaks, evidence);
    let scenarios = scenarios(&scores, &above, &budgets);
    Evaluation {
        run: String::new(),
        layout: answers.layout,
        n_cases: evidence.cases.len(),
        n_leaks: of(Truth::Leak).count(),
        n_hard_negatives: of(Truth::HardNegative).count(),
        budgets: budgets
            .iter()
            .map(|k| verdicts.budget(*k, &scores))
            .collect(),
        scenarios,
        hard_negatives_above_all: above.len(),
        true_person_days,
        user_day_recall,
        rows_true: of(Truth::Leak).map(|score| score.rows_true).sum(),
        rows_cited: of(Truth::Leak).map(|score| score.rows_cited).sum(),
        leaks: {
            let mut ordered: Vec<LeakScore> = of(Truth::Leak).cloned().collect();
            ordered.extend(of(Truth::HardNegative).cloned());
            ordered
        },
        detectors: Vec::new(),
        notes: answers.notes.clone(),
    }
}

/// What each case is about, in the order of cases.
struct Verdicts {
    about: Vec<About>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Leak,
    HardNegative,
    Neither,
}

/// The cases that catch a leak: their places from 0, the deciding one last.
type Catch = Vec<usize>;

impl Verdicts {
    fn of(leaks: &[Leak<TrueRow>], cases: &[Case]) -> Self {
        let about = cases.iter().map(|case| {
            let any = |truth| {
                leaks
                    .iter()
                    .any(|leak| leak.truth == truth && is_about(case, leak))
            };
            match (any(Truth::Leak), any(Truth::HardNegative)) {
                (true, _) => About::Leak,
                (false, true) => About::HardNegative,
                (false, false) => About::Neither,
            }
        });
        Self {
            about: about.collect(),
        }
    }

    fn budget(&self, k: usize, scores: &[LeakScore]) -> Budget {
        let count = |wanted| {
            self.about
                .iter()
                .take(k)
                .filter(|about| **about == wanted)
                .count()
        };
        let cases = self.about.len().min(k);
        let leaks = || scores.iter().filter(|score| score.truth == Truth::Leak);
        Budget {
            k,
            cases,
            leaks: leaks().count(),
            leaks_caught: leaks().filter(|score| within(score, k)).count(),
            hard_negatives: count(About::HardNegative),
            precision: count(About::Leak) as f64 / cases.max(1) as f64,
        }
    }

    /// The cases that catch a leak, or the first about a hard negative and no leak.
    fn catch(&self, leak: &Leak<TrueRow>, cases: &[Case]) -> Option<Catch> {
        match (leak.truth, leak.kind) {
            (Truth::Leak, SubjectKind::Cohort) => catch_cohort(leak, cases),
            (Truth::Leak, SubjectKind::Person | SubjectKind::Organisation) => cases
                .iter()
                .position(|case| is_about(case, leak))
                .map(|at| vec![at]),
            (Truth::HardNegative, _) => {
                let mut about = cases.iter().zip(&self.about);
                about
                    .position(|(case, about)| *about != About::Leak && is_about(case, leak))
                    .map(|at| vec![at])
            }
        }
    }

    fn leak_score(
        &self,
        leak: &Leak<TrueRow>,
        cases: &[Case],
        people: &BTreeMap<&FindingId, &[PersonId]>,
    ) -> LeakScore {
        let catch = self.catch(leak, cases);
        let catching: Vec<&Case> = catch
            .iter()
            .flatten()
            .filter_map(|at| cases.get(*at))
            .collect();
        let case = catching.last().copied();
        let first_finding = first_finding(leak, &catching, people);
        let last_day = leak
            .last_day
            .or_else(|| catching.iter().find_map(|case| case.last_day));
        let days = |from: Day, to: Day| to.epoch_days() - from.epoch_days();
        let cited = Cited::by(&catching);
        LeakScore {
            leak: leak.name.clone(),
            scenario: leak.scenario.clone(),
            truth: leak.truth,
            of: leak.of.clone(),
            subject_kind: leak.kind,
            people: leak.people.clone(),
            asset: leak.asset.clone(),
            start: leak.start,
            last_day,
            caught_at_rank: catch
                .as_ref()
                .and_then(|places| places.last())
                .map(|at| at + 1),
            case: case.map(|case| case.id.clone()),
            score: case.map(|case| case.score.total.0),
            first_finding,
            days_to_first_finding: first_finding.map(|first| days(leak.start, first)),
            days_before_last_day: first_finding
                .zip(last_day)
                .map(|(first, last)| days(first, last)),
            rows_true: leak.rows.len(),
            rows_cited: leak
                .rows
                .iter()
                .filter(|row| row.refs.iter().any(|at| cited.holds(at)))
                .count(),
        }
    }
}

/// Whether a case is about the subject of an answer.
///
/// A cohort case is about a cohort when it holds at least half of its people. A hard negative may name something that
/// is no asset of the holder: a case about the holder's exposure is about it when it cites one of its rows.
fn is_about(case: &Case, leak: &Leak<TrueRow>) -> bool {
    let shared = || {
        case.people
            .iter()
            .filter(|person| leak.people.contains(person))
            .count()
    };
    match (case.kind, leak.kind) {
        (CaseKind::Person, SubjectKind::Person | SubjectKind::Cohort)
        | (CaseKind::Cohort, SubjectKind::Person) => shared() > 0,
        (CaseKind::Cohort, SubjectKind::Cohort) => is_half(shared(), leak.people.len()),
        (CaseKind::Organisation, SubjectKind::Organisation) => {
            leak.asset.as_ref() == Some(&case.subject)
                || leak.truth == Truth::HardNegative && cites_any(case, leak)
        }
        (CaseKind::Person | CaseKind::Cohort, SubjectKind::Organisation)
        | (CaseKind::Organisation, SubjectKind::Person | SubjectKind::Cohort) => false,
    }
}

/// The first cohort case about the cohort, or the cases of single people that reach half of it, whichever is first.
fn catch_cohort(leak: &Leak<TrueRow>, cases: &[Case]) -> Option<Catch> {
    let mut places = Vec::new();
    let mut found: BTreeSet<&PersonId> = BTreeSet::new();
    for (at, case) in cases
        .iter()
        .enumerate()
        .filter(|(_, case)| is_about(case, leak))
    {
        if case.kind == CaseKind::Cohort {
            return Some(vec![at]);
        }
        found.extend(
            case.people
                .iter()
                .filter(|person| leak.people.contains(person)),
        );
        places.push(at);
        if is_half(found.len(), leak.people.len()) {
            return Some(places);
        }
    }
    None
}

fn is_half(part: usize, whole: usize) -> bool {
    part > 0 && part * 2 >= whole
}

fn within(score: &LeakScore, k: usize) -> bool {
    score.caught_at_rank.is_some_and(|rank| rank <= k)
}

fn cites_any(case: &Case, leak: &Leak<TrueRow>) -> bool {
    let cited = Cited::by(&[case]);
    leak.rows
        .iter()
        .flat_map(|row| &row.refs)
        .any(|at| cited.holds(at))
}

/// The earliest day on which a fact about the leak was whole; facts that ended before its first act are about
/// something else.
fn first_finding(
    leak: &Leak<TrueRow>,
    catching: &[&Case],
    people: &BTreeMap<&FindingId, &[PersonId]>,
) -> Option<Day> {
    let about = |finding: &FindingId| {
        leak.kind == SubjectKind::Organisation
            || people
                .get(finding)
                .is_some_and(|people| people.iter().any(|person| leak.people.contains(person)))
    };
    let facts = catching.iter().flat_map(|case| &case.facts);
    facts
        .filter(|fact| fact.to >= leak.start && about(&fact.finding))
        .map(|fact| fact.to)
        .min()
}

/// Hard negatives whose first case stands before every leak of the scenario they resemble, by name.
fn above_all(scores: &[LeakScore]) -> BTreeSet<String> {
    let is_above = |near: &&LeakScore| {
        let mut of_kind = scores
            .iter()
            .filter(|leak| leak.truth == Truth::Leak && near.of.as_ref() == Some(&leak.scenario))
            .peekable();
        let Some(rank) = near.caught_at_rank else {
            return false;
        };
        of_kind.peek().is_some()
            && of_kind.all(|leak| leak.caught_at_rank.is_none_or(|caught| caught > rank))
    };
    let near = scores
        .iter()
        .filter(|score| score.truth == Truth::HardNegative);
    near.filter(is_above)
        .map(|score| score.leak.clone())
        .collect()
}

fn scenarios(
    scores: &[LeakScore],
    above: &BTreeSet<String>,
    budgets: &BTreeSet<usize>,
) -> Vec<Scenario> {
    let names: BTreeSet<&String> = scores
        .iter()
        .filter(|score| score.truth == Truth::Leak)
        .map(|score| &score.scenario)
        .collect();
    let of_scenario = |name: &String| {
        let leaks: Vec<&LeakScore> = scores
            .iter()
            .filter(|score| score.truth == Truth::Leak && score.scenario == *name)
            .collect();
        let near: Vec<&LeakScore> = scores
            .iter()
            .filter(|score| score.truth == Truth::HardNegative && score.of.as_ref() == Some(name))
            .collect();
        let caught_within = budgets
            .iter()
            .map(|k| (*k, leaks.iter().filter(|leak| within(leak, *k)).count()));
        Scenario {
            scenario: name.clone(),
            leaks: leaks.len(),
            leaks_caught: leaks
                .iter()
                .filter(|leak| leak.caught_at_rank.is_some())
                .count(),
            caught_within: caught_within.collect(),
            hard_negatives: near.len(),
            hard_negatives_above_all: near
                .iter()
                .filter(|near| above.contains(&near.leak))
                .count(),
            median_days_to_first_finding: median(
                leaks
                    .iter()
                    .filter_map(|leak| leak.days_to_first_finding)
                    .collect(),
            ),
            rows_true: leaks.iter().map(|leak| leak.rows_true).sum(),
            rows_cited: leaks.iter().map(|leak| leak.rows_cited).sum(),
        }
    };
    names.into_iter().map(of_scenario).collect()
}

fn median(mut days: Vec<i32>) -> Option<f64> {
    days.sort_unstable();
    let upper = f64::from(*days.get(days.len() / 2)?);
    let lower = f64::from(*days.get((days.len() - 1) / 2)?);
    Some(f64::midpoint(lower, upper))
}

/// The rows that cases cite: by file, ranges that neither touch nor overlap, in order.
struct Cited<'a> {
    by_source: BTreeMap<&'a str, Vec<(u64, u64)>>,
}

impl<'a> Cited<'a> {
    fn by(cases: &[&'a Case]) -> Self {
        let mut by_source: BTreeMap<&str, Vec<(u64, u64)>> = BTreeMap::new();
        let facts = cases.iter().flat_map(|case| &case.facts);
        for RowRange {
            source,
            first,
            last,
        } in facts.flat_map(|fact| &fact.refs)
        {
            by_source.entry(source).or_default().push((*first, *last));
        }
        for ranges in by_source.values_mut() {
            ranges.sort_unstable();
            ranges.dedup_by(|next, kept| {
                let joined = next.0 <= kept.1.saturating_add(1);
                if joined {
                    kept.1 = kept.1.max(next.1);
                }
                joined
            });
        }
        Self { by_source }
    }

    fn holds(&self, at: &RowRef) -> bool {
        let Some(ranges) = self.by_source.get(at.source.as_str()) else {
            return false;
        };
        let after = ranges.partition_point(|(first, _)| *first <= at.row);
        after
            .checked_sub(1)
            .and_then(|before| ranges.get(before))
            .is_some_and(|(_, last)| at.row <= *last)
    }
}
