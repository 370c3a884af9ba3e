//! Which registered texts a text holds, how much of them, and where.

use std::ops::Range;

use crate::print::{Prints, Tier};
use crate::shelf::{Number, Shelf, ShelfError};

mod certainty;
mod chain;
mod cover;
mod judge;
mod opposed;
mod pairs;
mod passage;
mod reach;
mod survey;
mod windows;

pub use opposed::{hidden, subtracted};
pub use windows::compare_text;

use judge::{Judge, Seen};
use survey::{Candidate, Survey};

/// Changes with what is recognised and how sure it is: answers of another number are asked for again.
pub const COMPARISON: u32 = 3;

/// How sure it is that a registered text, or some of it, is in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Someone should look.
    Possible,
    /// More than chance or common phrases can bring about.
    Match,
}

/// A stretch of the text that a registered text has too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The surest way by which it was recognised.
    pub tier: Tier,
    /// How sure that is.
    pub certainty: Certainty,
    /// Its characters in the text that was asked about.
    pub here: Range<u32>,
    /// Its characters in the registered text.
    pub there: Range<u32>,
    /// Different hashes the two share.
    pub n_hits: u32,
}

/// A registered text that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Which one.
    pub text: Number,
    /// The surest way by which it was recognised.
    pub tier: Tier,
    /// How sure that is.
    pub certainty: Certainty,
    /// The share of the registered text that is here, in characters: 0 to 1.
    pub share_of_registered: f64,
    /// The share of this text that is in the registered one, in characters: 0 to 1.
    pub share_of_this: f64,
    /// Shared hashes, each by how few registered texts have it: what the list is sorted by.
    pub evidence: f64,
    /// Characters of this text in the longest run that has no gap; a passage may take in more.
    pub longest_run: u32,
    /// Where, in the order of this text.
    pub passages: Vec<Passage>,
}

impl Match {
    /// The passage with the most characters of the registered text.
    #[must_use]
    pub fn longest(&self) -> Option<&Passage> {
        self.passages
            .iter()
            .max_by_key(|passage| passage.there.len())
    }

    /// The share of the registered text as it is said to people: `17 %`, `less than 1 %`.
    #[must_use]
    pub fn percent(&self) -> String {
        percent(self.share_of_registered)
    }
}

/// A share as whole percent; only all of it is 100 %, and what is there is never 0 %.
#[must_use]
pub fn percent(share: f64) -> String {
    let whole = (share * 100.0).round();
    if share > 0.0 && whole < 1.0 {
        "less than 1 %".to_owned()
    } else if share < 1.0 && whole >= 100.0 {
        "more than 99 %".to_owned()
    } else {
        format!("{whole} %")
    }
}

/// Compares a text with all registered ones; the text with the most evidence comes first.
///
/// # Errors
/// Where the shelf cannot be read.
pub fn compare(prints: &Prints, shelf: &dyn Shelf) -> Result<Vec<Match>, ShelfError> {
    let survey = Survey::of(prints, shelf)?;
    let mut matches = Vec::new();
    look(
        prints,
        shelf,
        &survey,
        prints.length,
        &mut |candidate, seen| {
            matches.extend(seen.into_match(candidate, prints.length));
        },
    )?;
    sort(&mut matches);
    Ok(matches)
}

/// Calls `each` with every candidate of which something is seen.
fn look(
    prints: &Prints,
    shelf: &dyn Shelf,
    survey: &Survey,
    length: u32,
    each: &mut dyn FnMut(&Candidate, Seen),
) -> Result<(), ShelfError> {
    let judge = Judge::new(prints, survey, length);
    for batch in survey.batches() {
        let found = pairs::of(prints, shelf, survey, batch)?;
        for (candidate, pairs) in batch.iter().zip(&found) {
            if let Some(seen) = judge.of(candidate, pairs) {
                each(candidate, seen);
            }
        }
    }
    Ok(())
}

fn sort(matches: &mut [Match]) {
    matches.sort_by(|left, right| {
        let order = right.evidence.total_cmp(&left.evidence);
        order.then(left.text.cmp(&right.text))
    });
}

/// How much two texts share of one tier, whatever that says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shared {
    /// The registered text.
    pub text: Number,
    /// Different hashes they share; those of boilerplate do not count.
    pub n_hashes: u64,
    /// The share of the registered text's different hashes: 0 to 1.
    pub of_registered: f64,
    /// The share of this text's different hashes: 0 to 1.
    pub of_this: f64,
}

/// The texts that share hashes of one tier, those with the rarest first, without a verdict.
///
/// # Errors
/// Where the shelf cannot be read.
pub fn shared(prints: &Prints, tier: Tier, shelf: &dyn Shelf) -> Result<Vec<Shared>, ShelfError> {
    let at = tier as usize;
    let mut only = Prints {
        length: prints.length,
        ..Prints::default()
    };
    if let Some(list) = only.tiers.get_mut(at) {
        *list = prints.of(tier).to_vec();
    }
    let survey = Survey::of(&only, shelf)?;
    let n_asked = survey.hashes.get(at).map_or(0, Vec::len);
    let share = |n_shared: u64, n_all: f64| (n_shared as f64 / n_all.max(1.0)).min(1.0);
    let shared = survey.candidates.iter().map(|candidate| {
        let n_registered = candidate.registered.hashes.get(at).copied().unwrap_or(0);
        Shared {
            text: candidate.text,
            n_hashes: candidate.n_shared,
            of_registered: share(candidate.n_shared, f64::from(n_registered)),
            of_this: share(candidate.n_shared, n_asked as f64),
        }
    });
    Ok(shared.collect())
}

#[cfg(test)]
mod tests;
