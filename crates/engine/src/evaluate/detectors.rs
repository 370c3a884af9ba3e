//! What each detector's findings weigh by these answers: how much likelier among leaking people than among others.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{DetectorId, PersonId};
use serde::Serialize;

use super::answers::{Leak, TrueRow, Truth};
use super::score::Evidence;

/// How often a detector spoke of leaking people and of others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DetectorScore {
    /// The detector.
    pub detector: DetectorId,
    /// The mean weight of its findings about people, in decibans.
    pub weight: f64,
    /// Leaking people with a finding of it.
    pub leaking_found: usize,
    /// Leaking people.
    pub leaking: usize,
    /// Other people with a finding of it.
    pub others_found: usize,
    /// Other people.
    pub others: usize,
    /// The weight by these answers, in decibans, with half a person added to each count so that none is zero.
    pub measured: f64,
    /// The lower end of its 95 % interval.
    pub measured_min: f64,
    /// The upper end.
    pub measured_max: f64,
}

/// Counts people by detector; `n_people` is how many the site knows.
pub(super) fn scores(
    leaks: &[Leak<TrueRow>],
    evidence: &Evidence<'_>,
    n_people: usize,
) -> Vec<DetectorScore> {
    let leaking: BTreeSet<&PersonId> = leaks
        .iter()
        .filter(|leak| leak.truth == Truth::Leak)
        .flat_map(|leak| &leak.people)
        .collect();
    let mut found: BTreeMap<&DetectorId, (BTreeSet<&PersonId>, Vec<f64>)> = BTreeMap::new();
    for finding in evidence
        .findings
        .iter()
        .filter(|one| !one.people.is_empty())
    {
        let (people, weights) = found.entry(&finding.detector).or_default();
        people.extend(&finding.people);
        weights.push(finding.weight.0);
    }
    let others = n_people.saturating_sub(leaking.len());
    let one = |(detector, (people, weights)): (&DetectorId, (BTreeSet<&PersonId>, Vec<f64>))| {
        let leaking_found = people.intersection(&leaking).count();
        let others_found = people.len() - leaking_found;
        let [measured, measured_min, measured_max] =
            decibans((leaking_found, leaking.len()), (others_found, others));
        DetectorScore {
            detector: detector.clone(),
            weight: tenth(weights.iter().sum::<f64>() / weights.len().max(1) as f64),
            leaking_found,
            leaking: leaking.len(),
            others_found,
            others,
            measured,
            measured_min,
            measured_max,
        }
    };
    found.into_iter().map(one).collect()
}

/// Ten times the logarithm of how much likelier the first share is than the second, with its 95 % interval
/// (Katz 1978, half a person added to each count).
pub fn decibans((a, of_a): (usize, usize), (b, of_b): (usize, usize)) -> [f64; 3] {
    let [a, of_a, b, of_b] = [
        a as f64 + 0.5,
        of_a as f64 + 1.0,
        b as f64 + 0.5,
        of_b as f64 + 1.0,
    ];
    let ratio = ((a / of_a) / (b / of_b)).ln();
    let spread = 1.96
        * (1.0 / a - 1.0 / of_a + 1.0 / b - 1.0 / of_b)
            .max(0.0)
            .sqrt();
    [ratio, ratio - spread, ratio + spread]
        .map(|value| tenth(value * 10.0 / std::f64::consts::LN_10))
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::decibans;

    #[test]
    fn ten_times_likelier_is_ten_decibans_and_few_people_leave_it_open() {
        let [measured, min, max] = decibans((500, 1_000), (5_000, 100_000));
        assert!((measured - 10.0).abs() < 0.1, "{measured}");
        assert!(min > 9.5 && max < 10.5, "{min} {max}");
        let [measured, min, max] = decibans((1, 7), (0, 293));
        assert!(
            measured > 15.0 && min < 10.0 && max > 30.0,
            "{measured} {min} {max}"
        );
        let [even, ..] = decibans((1, 10), (10, 100));
        assert!(even.abs() < 2.0, "{even}");
    }
}
