//! From the hits of one registered text to what is said about it.

use super::chain::{Chain, chains};
use super::pairs::{Pair, Pairs, Stretch};
use super::passage::{self, Found};
use super::survey::Candidate;
use super::{Certainty, Match};
use crate::print::{Prints, Tier};
use crate::prints::RUN;

/// What is said about a registered text, if anything.
pub(super) fn judge(prints: &Prints, candidate: &Candidate, pairs: &Pairs) -> Option<Match> {
    let mut found = Vec::new();
    let mut hits: Vec<Pair> = Vec::new();
    for (tier, pairs) in Tier::ALL.into_iter().zip(pairs) {
        if pairs.is_empty() {
            continue;
        }
        for chain in chains(pairs, gap(tier)) {
            let certainty = certainty(tier, &chain, prints);
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
    let surest = passages
        .iter()
        .max_by_key(|passage| (passage.certainty, std::cmp::Reverse(passage.tier)))?;
    // A passage takes in what stands between its hits; a share does not. Copied code is counted by its runs.
    let share = |length: u32, side: fn(&Pair) -> Stretch| {
        f64::from(covered(hits.iter().map(side), SEAM)) / f64::from(length.max(1))
    };
    let of_registered = share(candidate.registered.length, |pair| pair.there);
    let of_this = share(prints.length, |pair| pair.here);
    let code_run = passages
        .iter()
        .filter(|passage| passage.tier == Tier::Code)
        .map(|passage| passage.here.len() as u32)
        .max()
        .unwrap_or(0);
    Some(Match {
        text: candidate.text,
        tier: surest.tier,
        certainty: surest.certainty,
        share_of_registered: of_registered.max(code.of_registered),
        share_of_this: of_this.max(code.of_this),
        evidence: candidate.evidence,
        longest_run: longest(hits.iter().map(|pair| pair.here), SEAM).max(code_run),
        passages,
    })
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
const SEAM: u32 = 8;

/// Hashes of a chain that is nothing by itself and may still widen a passage beside it.
const LEAST_BESIDE: u32 = 5;

/// Symbols of a verbatim passage that make a match, and that make it possible. An excerpt of 75 symbols has two hits,
/// which take at least 27.
const VERBATIM: [f64; 2] = [40.0, 26.5];

/// The same between source texts, which are full of set phrases.
const VERBATIM_CODE: [f64; 2] = [120.0, 80.0];

/// Symbols of a verbatim passage that make a match although many registered texts have it.
const VERBATIM_COMMON: f64 = 96.0;

/// Places of triples that make a match, and that make it possible.
const REWORKED: [u32; 2] = [12, 6];
const TECHNICAL: [u32; 2] = [10, 5];

/// Runs of code that make a match, and that make it possible, and the share of the passage they have to cover.
const CODE: [u32; 2] = [16, 12];
const CODE_COVERAGE: f64 = 0.6;

/// Characters for each of them: hits that lie farther apart are chance.
const SPREAD: u32 = 90;

/// How sure a chain is by itself.
fn certainty(tier: Tier, chain: &Chain, prints: &Prints) -> Option<Certainty> {
    let by = |is_match: bool, is_possible: bool| match (is_match, is_possible) {
        (true, _) => Some(Certainty::Match),
        (false, true) => Some(Certainty::Possible),
        (false, false) => None,
    };
    match tier {
        Tier::Exact => Some(Certainty::Match),
        Tier::Verbatim => {
            let n_symbols = n_symbols(chain);
            let is_code = !prints.of(Tier::Code).is_empty();
            let [sure, possible] = if is_code { VERBATIM_CODE } else { VERBATIM };
            let is_rare = chain.n_rare > 0 || n_symbols >= VERBATIM_COMMON;
            let is_chain = chain.n_hashes > 1;
            by(
                is_chain && n_symbols >= sure && is_rare,
                is_chain && n_symbols >= possible,
            )
        }
        Tier::Reworked | Tier::Technical => {
            let [sure, possible] = if tier == Tier::Reworked {
                REWORKED
            } else {
                TECHNICAL
            };
            let n_places = chain.n_places.min(chain.n_hashes);
            let span = (chain.here.end - chain.here.start).min(chain.there.end - chain.there.start);
            let is_dense = span <= SPREAD * n_places;
            by(
                is_dense && n_places >= sure,
                is_dense && n_places >= possible,
            )
        }
        Tier::Code => {
            let coverage =
                coverage(chain, |pair| pair.here).min(coverage(chain, |pair| pair.there));
            let [sure, possible] = CODE;
            let is_dense = coverage >= CODE_COVERAGE;
            by(
                is_dense && chain.n_rare >= sure,
                is_dense && chain.n_rare >= possible,
            )
        }
    }
}

/// The share of a chain's characters that lie under its hits.
fn coverage(chain: &Chain, side: fn(&Pair) -> Stretch) -> f64 {
    let all = chain.pairs.iter().map(side);
    let start = all.clone().map(|stretch| stretch.start).min().unwrap_or(0);
    let end = all.clone().map(|stretch| stretch.end).max().unwrap_or(0);
    f64::from(covered(all, 0)) / f64::from((end - start).max(1))
}

/// Symbols under the hits of a verbatim chain, from the characters they take; each hash counts at one place only.
fn n_symbols(chain: &Chain) -> f64 {
    let mut pairs = chain.pairs.clone();
    pairs.sort_unstable_by_key(|pair| (pair.hash, pair.here, pair.there));
    pairs.dedup_by_key(|pair| pair.hash);
    let side = |side: fn(&Pair) -> Stretch| {
        let n_characters: u32 = pairs.iter().map(side).map(Stretch::length).sum();
        let each = f64::from(n_characters) / pairs.len().max(1) as f64;
        f64::from(covered(pairs.iter().map(side), 0)) / each.max(1.0) * RUN as f64
    };
    side(|pair| pair.here).min(side(|pair| pair.there))
}

/// Characters that some stretch covers, and those of gaps up to `seam` between them.
fn covered(stretches: impl Iterator<Item = Stretch>, seam: u32) -> u32 {
    let mut stretches: Vec<Stretch> = stretches.collect();
    stretches.sort_unstable();
    let mut end = 0_u32;
    let mut covered = 0;
    for stretch in stretches {
        let is_near = end > 0 && stretch.start <= end.saturating_add(seam);
        let start = if is_near { end } else { stretch.start };
        covered += stretch.end.saturating_sub(start);
        end = end.max(stretch.end);
    }
    covered
}

/// Characters of the longest run of stretches, gaps up to `seam` between them included.
fn longest(stretches: impl Iterator<Item = Stretch>, seam: u32) -> u32 {
    let mut stretches: Vec<Stretch> = stretches.collect();
    stretches.sort_unstable();
    let mut run = Stretch { start: 0, end: 0 };
    let mut longest = 0;
    for stretch in stretches {
        if run.end > 0 && stretch.start <= run.end.saturating_add(seam) {
            run.end = run.end.max(stretch.end);
        } else {
            run = stretch;
        }
        longest = longest.max(run.end - run.start);
    }
    longest
}
