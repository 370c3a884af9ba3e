//! What detectors were measured to weigh, for their page.

use std::collections::BTreeMap;

use anyhow::Context;
use bongsu_engine::evaluate::decibans;

/// Written by `cargo xtask bench calibrate`.
const MEASURED: &str = include_str!("../../../../../data/calibration.csv");

/// How often a detector spoke of leaking people and of others, on simulated sites.
#[derive(Debug)]
pub(super) struct Measured {
    leaking: (usize, usize),
    others: (usize, usize),
    /// What its findings weigh by that, in decibans, and the 95 % interval.
    weight: [f64; 3],
}

/// Every detector that was measured.
pub(super) fn measured() -> anyhow::Result<BTreeMap<String, Measured>> {
    let mut measured = BTreeMap::new();
    for row in csv::Reader::from_reader(MEASURED.as_bytes()).into_deserialize() {
        let (detector, a, of_a, b, of_b, _seeds): (String, usize, usize, usize, usize, String) =
            row.context("data/calibration.csv")?;
        let (leaking, others) = ((a, of_a), (b, of_b));
        let weight = decibans(leaking, others);
        measured.insert(
            detector,
            Measured {
                leaking,
                others,
                weight,
            },
        );
    }
    Ok(measured)
}

impl Measured {
    /// "+18.7 dB (+15.0 … +22.3): 12 of 73 leaking people and 8 of 3727 others".
    pub(super) fn said(&self) -> String {
        let [weight, least, most] = self.weight;
        let ((a, of_a), (b, of_b)) = (self.leaking, self.others);
        format!(
            "{weight:+.1} dB ({least:+.1} … {most:+.1}): {a} of {of_a} leaking people and {b} of {of_b} others"
        )
    }
}

#[cfg(test)]
mod tests {
    use bongsu_engine::query::pack;

    use super::*;

    #[test]
    fn no_detector_weighs_more_than_was_measured() {
        let measured = measured().unwrap();
        let mut n_compared = 0;
        for detector in pack(None).unwrap().detectors.values() {
            let id = detector.header.id.to_string();
            let Some(found) = measured.get(&id) else {
                continue;
            };
            n_compared += 1;
            let [_, least, _] = found.weight;
            let weight = detector.header.weight.0;
            assert!(
                weight <= least && weight <= 16.0,
                "{id} weighs {weight}, and the lower end is {least}"
            );
        }
        assert!(n_compared > 10, "{n_compared}");
    }
}
