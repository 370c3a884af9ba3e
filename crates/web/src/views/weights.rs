//! The weights: the waterfall, and the same as a table.

use bongsu_model::Score;

use crate::pictures;
use crate::words;

/// The score of a case.
#[derive(Debug)]
pub(crate) struct WeightsView {
    pub(crate) svg: String,
    pub(crate) prior: String,
    pub(crate) terms: Vec<TermView>,
    pub(crate) total: String,
}

/// A term.
#[derive(Debug)]
pub(crate) struct TermView {
    pub(crate) label: String,
    pub(crate) weight: String,
    pub(crate) counted: bool,
}

impl WeightsView {
    pub(crate) fn new(score: &Score) -> Self {
        let terms = score.terms.iter().map(|term| TermView {
            label: words::term_label(term),
            weight: term.weight.to_string(),
            counted: term.counted,
        });
        Self {
            svg: pictures::weights(score, "weights"),
            prior: score.prior.to_string(),
            terms: terms.collect(),
            total: words::decibans(score.total),
        }
    }
}
