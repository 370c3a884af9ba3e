//! Weight of evidence (Good 1950) in decibans: +10 means ten times likelier under leaking than not.
//!
//! A case adds the site's prior and at most the strongest term of each family, because findings of one family lean
//! on the same acts; a checked innocent explanation adds a negative term.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Family, FindingId};

/// A weight of evidence in decibans.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Deciban(pub f64);

/// One term of a score, as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// What the term stands for: a detector's title or an explanation checked.
    pub label: String,
    /// The family, `None` for the prior and for explanations.
    pub family: Option<Family>,
    /// The weight.
    pub weight: Deciban,
    /// The finding that carries the term.
    pub finding: Option<FindingId>,
    /// Whether the term is counted; a weaker one of the same family is shown and not counted.
    pub counted: bool,
}

/// A prior and its terms.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The site's prior.
    pub prior: Deciban,
    /// Every term, counted or not, in the order of the page.
    pub terms: Vec<Term>,
    /// The prior plus the counted terms.
    pub total: Deciban,
}

impl Score {
    /// Counts the strongest term per family and every term without family.
    ///
    /// ```
    /// use bongsu_model::{Deciban, Family, Score, Term};
    ///
    /// let term = |family, db| Term {
    ///     label: String::new(), family, weight: Deciban(db), finding: None, counted: false,
    /// };
    /// let score = Score::weigh(Deciban(-20.0), vec![
    ///     term(Some(Family::Taking), 12.0),
    ///     term(Some(Family::Taking), 8.0),
    ///     term(None, -4.0),
    /// ]);
    /// assert_eq!(score.total, Deciban(-12.0));
    /// ```
    pub fn weigh(prior: Deciban, mut terms: Vec<Term>) -> Self {
        let mut strongest: BTreeMap<Family, usize> = BTreeMap::new();
        for (at, term) in terms.iter().enumerate() {
            let Some(family) = term.family else { continue };
            let best = strongest.entry(family).or_insert(at);
            if terms
                .get(*best)
                .is_some_and(|other| other.weight < term.weight)
            {
                *best = at;
            }
        }
        for (at, term) in terms.iter_mut().enumerate() {
            term.counted = term
                .family
                .is_none_or(|family| strongest.get(&family) == Some(&at));
        }
        let counted = terms
            .iter()
            .filter(|term| term.counted)
            .map(|term| term.weight.0);
        // Tenths are exact enough, and sums of them shall look like it.
        let total = Deciban(((prior.0 + counted.sum::<f64>()) * 10.0).round() / 10.0);
        Self {
            prior,
            terms,
            total,
        }
    }
}

impl fmt::Display for Deciban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = self.0.round();
        let sign = if rounded < 0.0 { "−" } else { "+" };
        f.pad(&format!("{sign}{}", rounded.abs()))
    }
}
