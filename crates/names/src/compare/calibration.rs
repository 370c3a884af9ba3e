//! From a raw score to a probability: how often labelled pairs with such a score were one party.
//!
//! The knots follow isotonic fits on half of the labelled pairs and, with the same weight, on half of a public list:
//! alternate names that share something with their entry, against what an index finds for them of other entries; for
//! people also on Korean names against the Latin spelling of every other of their surname.
//! Half of the weight is on pairs of one party: the prior is one to one.
//! Two knots are fixed, so that 0.5 and 0.85 go on to part the verdicts: between them more pairs are of one party than
//! the scores say. The README has the figures of the other halves.

use crate::prepare::NameKind;

/// The probability that stands for a raw score.
pub(super) fn probability(kind: NameKind, raw: f64) -> f64 {
    let knots = match kind {
        NameKind::Person => PEOPLE,
        NameKind::Organisation => ORGANISATIONS,
    };
    let after = knots.iter().position(|(at, _)| *at >= raw);
    let Some(after) = after else {
        return knots.last().map_or(raw, |(_, value)| *value);
    };
    let (Some((high, above)), Some((low, below))) =
        (knots.get(after), knots.get(after.saturating_sub(1)))
    else {
        return raw;
    };
    if high <= low {
        return *above;
    }
    below + (above - below) * (raw - low) / (high - low)
}

const PEOPLE: &[(f64, f64)] = &[
    (0.0, 0.043),
    (0.4, 0.175),
    (0.45, 0.2),
    (0.499, 0.35),
    (0.5, 0.6),
    (0.65, 0.8),
    (0.71, 0.845),
    (0.849, 0.849),
    (0.85, 0.94),
    (0.95, 0.965),
    (1.0, 0.99),
];

const ORGANISATIONS: &[(f64, f64)] = &[
    (0.0, 0.115),
    (0.1, 0.15),
    (0.2, 0.23),
    (0.45, 0.25),
    (0.499, 0.35),
    (0.5, 0.7),
    (0.51, 0.77),
    (0.55, 0.79),
    (0.8, 0.815),
    (0.849, 0.849),
    (0.85, 0.95),
    (1.0, 0.99),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_alike_is_never_less_likely_and_verdicts_stay() {
        for kind in [NameKind::Person, NameKind::Organisation] {
            let mut before = 0.0;
            for step in 0..=1000 {
                let raw = f64::from(step) / 1000.0;
                let value = probability(kind, raw);
                assert!(value >= before && value <= 1.0, "{raw} {value}");
                assert_eq!(
                    (value >= 0.5, value >= 0.85),
                    (raw >= 0.5, raw >= 0.85),
                    "{raw}"
                );
                before = value;
            }
        }
    }
}
