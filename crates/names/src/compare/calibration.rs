//! From a raw score to a probability: how often labelled pairs with such a score were one party.
//!
//! The knots are isotonic fits on half of the labelled pairs (and, for people, Korean names against the Latin spelling
//! of every other of their surname), each half of the weight on pairs of one party: the prior is one to one.
//! Two knots are fixed, so that 0.5 and 0.85 go on to part the verdicts. The README has the figures of the other half.

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
    (0.0, 0.047),
    (0.4, 0.086),
    (0.45, 0.09),
    (0.499, 0.3),
    (0.5, 0.5),
    (0.71, 0.75),
    (0.849, 0.849),
    (0.85, 0.908),
    (0.95, 0.925),
    (1.0, 0.99),
];

const ORGANISATIONS: &[(f64, f64)] = &[
    (0.0, 0.023),
    (0.45, 0.03),
    (0.499, 0.3),
    (0.5, 0.5),
    (0.55, 0.767),
    (0.849, 0.82),
    (0.85, 0.95),
    (1.0, 0.983),
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
