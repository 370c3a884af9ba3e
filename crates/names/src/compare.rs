//! Two prepared names compared: a score, a verdict, and the features that made it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::prepare::{NameKind, PreparedName};

mod align;
mod calibration;
mod organisation;
mod person;
mod read_cyrillic;
mod read_name;
mod romanised;
mod word;

/// What comparing two names says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// How likely the names are one party's, from 0 to 1, where half of the pairs put forward are.
    pub score: f64,
    /// What the score means.
    pub verdict: Verdict,
    /// What speaks for and against, the strongest first.
    pub features: Vec<Feature>,
}

/// What a name comparison can say. A name alone never says more; registration and jurisdiction do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Two names of different parties.
    Different,
    /// Could be one party or two: ask for the registration number.
    Unsure,
    /// One name, as far as names go.
    Same,
}

/// One thing that two names agree or disagree in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// What it is.
    pub kind: FeatureKind,
    /// The words of the first name.
    pub left: String,
    /// The words of the second name.
    pub right: String,
    /// How much it speaks for (above 0) or against (below 0).
    pub effect: f64,
}

/// What a feature is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FeatureKind {
    /// The same word.
    Word,
    /// The same word read in another script.
    Reading,
    /// A spelling that may be the same word.
    Spelling,
    /// Another form of the same given name.
    Variant,
    /// The same company word, in any language.
    CompanyWord,
    /// The letters that the other name's words begin with.
    Acronym,
    /// A single letter that agrees.
    Initial,
    /// A word that only one name has.
    Extra,
    /// Words that contradict each other.
    OtherWord,
    /// Numbers that contradict each other.
    Number,
    /// Places that contradict each other, or that one name lacks.
    Place,
    /// Legal forms of different kinds.
    LegalForm,
    /// Legal forms that no country has both of.
    Jurisdiction,
    /// Group, holding or branch: another level of the same family.
    Level,
    /// Names in another order that means another person.
    Order,
    /// Nothing but common words agrees.
    OnlyCommonWords,
    /// The match is that of a former, trading or other-script name that stands in the name.
    OtherName,
}

/// From this score on, two names are the same.
const SAME_FROM: f64 = 0.85;

/// From this score on, two names may be the same.
const UNSURE_FROM: f64 = 0.5;

/// Compares two names as what the first one is: organisation or person.
///
/// ```
/// use bongsu_names::{NameKind, PreparedName, Verdict, compare};
///
/// let name = |text| PreparedName::new(NameKind::Organisation, text);
/// assert_eq!(compare(&name("㈜해동전자"), &name("Haedong Electronics Co., Ltd.")).verdict, Verdict::Same);
/// assert_eq!(compare(&name("Hanseong Display"), &name("Hansung Display Group")).verdict, Verdict::Unsure);
/// assert_eq!(compare(&name("Hanseong Display"), &name("Daeyang Display")).verdict, Verdict::Different);
/// ```
pub fn compare(left: &PreparedName, right: &PreparedName) -> Comparison {
    let mut best = compare_single(left, right);
    if left.other_names().is_empty() && right.other_names().is_empty() {
        return best;
    }
    let all = |name| -> Vec<&PreparedName> {
        let name: &PreparedName = name;
        std::iter::once(name).chain(name.other_names()).collect()
    };
    let rights = all(right);
    let pairs = all(left)
        .into_iter()
        .flat_map(|a| rights.iter().map(move |b| (a, *b)));
    for (a, b) in pairs.skip(1) {
        let mut found = compare_single(a, b);
        if found.score > best.score {
            let shown = |name: &PreparedName, whole: &PreparedName| {
                if std::ptr::eq(name, whole) {
                    String::new()
                } else {
                    name.original().to_owned()
                }
            };
            found.features.push(Feature {
                kind: FeatureKind::OtherName,
                left: shown(a, left),
                right: shown(b, right),
                effect: 0.0,
            });
            best = found;
        }
    }
    best
}

/// The names themselves, without the other names that stand in them.
fn compare_single(left: &PreparedName, right: &PreparedName) -> Comparison {
    let mut tally = if left.words.is_empty() || right.words.is_empty() {
        Tally::default()
    } else {
        match left.kind() {
            NameKind::Organisation => organisation::compare(left, right),
            NameKind::Person => person::compare(left, right),
        }
    };
    let probability = calibration::probability(left.kind(), tally.score.clamp(0.0, 1.0));
    let score = (probability * 1000.0).round() / 1000.0;
    tally.features.sort_by(|a, b| {
        b.effect
            .abs()
            .total_cmp(&a.effect.abs())
            .then(a.kind.cmp(&b.kind))
    });
    Comparison {
        score,
        verdict: Verdict::of(score),
        features: tally.features,
    }
}

impl Comparison {
    /// The score where another share of the pairs put forward are one party's, say one in a thousand of a screening.
    ///
    /// ```
    /// use bongsu_names::{NameKind, PreparedName, compare};
    ///
    /// let name = |text| PreparedName::new(NameKind::Organisation, text);
    /// let comparison = compare(&name("Hanbit Display"), &name("Hanbit Display"));
    /// assert!(comparison.score > 0.9 && comparison.under_prior(0.001) < 0.2);
    /// ```
    pub fn under_prior(&self, prior: f64) -> f64 {
        let prior = prior.clamp(1e-9, 1.0 - 1e-9);
        let (same, other) = (self.score * prior, (1.0 - self.score) * (1.0 - prior));
        same / (same + other)
    }
}

impl Verdict {
    /// What a score means.
    pub fn of(score: f64) -> Self {
        if score >= SAME_FROM {
            Self::Same
        } else if score >= UNSURE_FROM {
            Self::Unsure
        } else {
            Self::Different
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Same => "same",
            Self::Unsure => "unsure",
            Self::Different => "different",
        })
    }
}

/// The score while it is made.
#[derive(Debug, Default)]
struct Tally {
    score: f64,
    features: Vec<Feature>,
}

impl Tally {
    fn note(&mut self, kind: FeatureKind, left: String, right: String, effect: f64) {
        self.features.push(Feature {
            kind,
            left,
            right,
            effect,
        });
    }

    /// Limits the score for a reason, which is noted even where the score is lower already.
    fn cap(&mut self, at: f64, kind: FeatureKind, words: (String, String)) {
        let effect = -(self.score - at).max(0.05);
        self.note(kind, words.0, words.1, effect);
        self.score = self.score.min(at);
    }
}

#[cfg(test)]
mod custom_tests;
#[cfg(test)]
mod cyrillic_tests;
#[cfg(test)]
mod number_tests;
#[cfg(test)]
mod script_tests;
#[cfg(test)]
mod tests;
