//! From the hits of one registered text to what is said about it.

use super::certainty::Certain;
use super::chain::chains;
use super::cover::joined;
use super::pairs::{Pair, Pairs, Stretch};
use super::passage::{self, Found};
use super::reach::Shared;
use super::survey::{Candidate, Survey};
use super::{Certainty, Match, Passage};
use crate::print::{Prints, Tier};

/// What is known of the text that is asked about, and of the register.
pub(super) struct Judge<'a> {
    prints: &'a Prints,
    survey: &'a Survey,
    certain: Certain<'a>,
}

/// What was seen of a registered text, before shares are counted.
pub(super) struct Seen {
    pub(super) passages: Vec<Passage>,
    /// What lies under its hits, here and there, without gaps that count with them.
    pub(super) here: Vec<Stretch>,
    pub(super) there: Vec<Stretch>,
    /// Shares of copied code, which is counted by its runs.
    pub(super) code: [f64; 2],
}

impl<'a> Judge<'a> {
    /// Of the prints of a text of so many characters, or of a window of it.
    pub(super) fn new(prints: &'a Prints, survey: &'a Survey, length: u32) -> Self {
        Self {
            prints,
            survey,
            certain: Certain::new(prints, survey, length),
        }
    }

    /// What is seen of a registered text, if anything.
    pub(super) fn of(&self, candidate: &Candidate, pairs: &Pairs) -> Option<Seen> {
        let prints = self.prints;
        let mut found = Vec::new();
        let mut hits: Vec<Pair> = Vec::new();
        let shared = Shared::new(self.survey, pairs);
        for (tier, pairs) in Tier::ALL.into_iter().zip(pairs) {
            if pairs.is_empty() {
                continue;
            }
            for chain in chains(pairs, gap(tier)) {
                let certainty = self.certain.of(tier, &chain, &shared);
                if certainty.is_some() || chain.n_hashes >= LEAST_BESIDE {
                    if tier != Tier::Code {
                        hits.extend(&chain.pairs);
                    }
                    found.push(Found {
                        tier,
                        certainty,
                        here: chain.here,
                        there: chain.there,
                        n_hits: chain.n_hashes,
                    });
                }
            }
        }
        let code = SharedCode::of(prints, candidate, pairs);
        found.extend(code.whole(prints, candidate));
        let passages = passage::passages(found);
        (!passages.is_empty()).then(|| Seen {
            passages,
            here: joined(hits.iter().map(|pair| pair.here).collect(), SEAM),
            there: joined(hits.iter().map(|pair| pair.there).collect(), SEAM),
            code: [code.of_registered, code.of_this],
        })
    }
}

impl Seen {
    /// What is said about the registered text, by a text of so many characters.
    pub(super) fn into_match(self, candidate: &Candidate, length: u32) -> Option<Match> {
        let surest = self
            .passages
            .iter()
            .max_by_key(|passage| (passage.certainty, std::cmp::Reverse(passage.tier)))?;
        let (tier, certainty) = (surest.tier, surest.certainty);
        // A passage takes in what stands between its hits; a share does not.
        let share = |stretches: &[Stretch], length: u32| {
            let n_covered: u32 = stretches.iter().copied().map(Stretch::length).sum();
            f64::from(n_covered) / f64::from(length.max(1))
        };
        let code_runs = self
            .passages
            .iter()
            .filter(|passage| passage.tier == Tier::Code)
            .map(|passage| passage.here.len() as u32);
        let runs = self.here.iter().copied().map(Stretch::length);
        let [code_of_registered, code_of_this] = self.code;
        Some(Match {
            text: candidate.text,
            tier,
            certainty,
            share_of_registered: share(&self.there, candidate.registered.length)
                .max(code_of_registered),
            share_of_this: share(&self.here, length).max(code_of_this),
            evidence: candidate.evidence,
            longest_run: runs.chain(code_runs).max().unwrap_or(0),
            passages: self.passages,
        })
    }
}

/// The code two texts share, by runs: a copy whose statements were moved and parted has few long passages.
struct SharedCode {
    n_runs: u32,
    of_registered: f64,
    of_this: f64,
}

impl SharedCode {
    fn of(prints: &Prints, candidate: &Candidate, pairs: &Pairs) -> Self {
        let code = Tier::Code as usize;
        let pairs = pairs.get(code).into_iter().flatten();
        let mut shared: Vec<u32> = pairs.map(|pair| pair.hash).collect();
        shared.sort_unstable();
        shared.dedup();
        let mut here: Vec<u64> = prints
            .of(Tier::Code)
            .iter()
            .map(|print| print.hash)
            .collect();
        here.sort_unstable();
        here.dedup();
        let n_registered = candidate.registered.hashes.get(code).copied().unwrap_or(0);
        let share = |n_all: f64| (shared.len() as f64 / n_all.max(1.0)).min(1.0);
        Self {
            n_runs: shared.len() as u32,
            of_registered: share(f64::from(n_registered)),
            of_this: share(here.len() as f64),
        }
    }

    /// Both texts as one passage, where much of the smaller is in the other.
    fn whole(&self, prints: &Prints, candidate: &Candidate) -> Option<Found> {
        let share = self.of_registered.max(self.of_this);
        let certainty = match self.n_runs {
            WHOLE_CODE.. if share >= 0.6 => Certainty::Match,
            WHOLE_CODE_POSSIBLE.. if share >= 0.5 => Certainty::Possible,
            _ => return None,
        };
        let all = |end| Stretch { start: 0, end };
        Some(Found {
            tier: Tier::Code,
            certainty: Some(certainty),
            here: all(prints.length),
            there: all(candidate.registered.length),
            n_hits: self.n_runs,
        })
    }
}

/// Runs that two programs share where one is a copy, and where it may be.
const WHOLE_CODE: u32 = 15;
const WHOLE_CODE_POSSIBLE: u32 = 10;

/// Characters between two hits of one chain.
const fn gap(tier: Tier) -> u32 {
    match tier {
        Tier::Exact => 0,
        Tier::Verbatim | Tier::Reworked => 120,
        Tier::Technical => 200,
        Tier::Code => 400,
    }
}

/// Characters between two hits that count with them: gaps and signs in a copied run.
pub(super) const SEAM: u32 = 8;

/// Hashes of a chain that is nothing by itself and may still widen a passage beside it.
const LEAST_BESIDE: u32 = 2;
