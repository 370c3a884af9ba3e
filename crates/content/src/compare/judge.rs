//! From the hits of one registered text to what is said about it.

use super::chain::{Chain, chains};
use super::pairs::{Pairs, Stretch};
use super::passage::{self, Found};
use super::survey::Candidate;
use super::{Certainty, Match, Passage};
use crate::print::{Prints, Tier};
use crate::prints::RUN;

/// What is said about a registered text, if anything.
pub(super) fn judge(prints: &Prints, candidate: &Candidate, pairs: &Pairs) -> Option<Match> {
    let mut found = Vec::new();
    for (tier, pairs) in Tier::ALL.into_iter().zip(pairs) {
        if pairs.is_empty() {
            continue;
        }
        for chain in chains(pairs, gap(tier)) {
            let certainty = certainty(tier, &chain, candidate, prints);
            if certainty.is_some() || chain.n_hashes >= LEAST_BESIDE {
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
    let passages = passage::passages(found);
    let surest = passages
        .iter()
        .max_by_key(|passage| (passage.certainty, std::cmp::Reverse(passage.tier)))?;
    let share = |length: u32, side: fn(&Passage) -> Stretch| {
        f64::from(covered(passages.iter().map(side))) / f64::from(length.max(1))
    };
    Some(Match {
        text: candidate.text,
        tier: surest.tier,
        certainty: surest.certainty,
        share_of_registered: share(candidate.registered.length, |passage| Stretch {
            start: passage.there.start,
            end: passage.there.end,
        }),
        share_of_this: share(prints.length, |passage| Stretch {
            start: passage.here.start,
            end: passage.here.end,
        }),
        evidence: candidate.evidence,
        passages,
    })
}

/// Characters between two hits of one chain.
const fn gap(tier: Tier) -> u32 {
    match tier {
        Tier::Exact => 0,
        Tier::Verbatim | Tier::Reworked => 120,
        Tier::Technical => 200,
        Tier::Code => 400,
    }
}

/// Hashes of a chain that is nothing by itself and may still widen a passage beside it.
const LEAST_BESIDE: u32 = 5;

/// Symbols of a verbatim passage that make a match, and that make it possible.
const VERBATIM: [f64; 2] = [40.0, 32.0];

/// Symbols of a verbatim passage that make a match although many registered texts have it.
const VERBATIM_COMMON: f64 = 96.0;

/// Places of triples that make a match, and that make it possible.
const REWORKED: [u32; 2] = [12, 6];
const TECHNICAL: [u32; 2] = [10, 5];

/// Characters for each of them: hits that lie farther apart are chance.
const SPREAD: u32 = 90;

/// How sure a chain is by itself.
fn certainty(
    tier: Tier,
    chain: &Chain,
    candidate: &Candidate,
    prints: &Prints,
) -> Option<Certainty> {
    let by = |is_match: bool, is_possible: bool| match (is_match, is_possible) {
        (true, _) => Some(Certainty::Match),
        (false, true) => Some(Certainty::Possible),
        (false, false) => None,
    };
    match tier {
        Tier::Exact => Some(Certainty::Match),
        Tier::Verbatim => {
            let n_symbols = n_symbols(chain);
            let [sure, possible] = VERBATIM;
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
            let n_registered = candidate
                .registered
                .hashes
                .get(tier as usize)
                .copied()
                .unwrap_or(0);
            let least = n_registered.min(prints.of(tier).len() as u32);
            let share = f64::from(chain.n_hashes) / f64::from(least.max(1));
            by(share >= 0.5, share >= 0.3)
        }
    }
}

/// Symbols under the hits of a verbatim chain, from the characters they take.
fn n_symbols(chain: &Chain) -> f64 {
    let n_characters: u32 = chain
        .pairs
        .iter()
        .map(|pair| pair.here.end - pair.here.start)
        .sum();
    let each = f64::from(n_characters) / chain.pairs.len().max(1) as f64;
    let covered = covered(chain.pairs.iter().map(|pair| pair.here));
    f64::from(covered) / each.max(1.0) * RUN as f64
}

/// Characters that some stretch covers.
fn covered(stretches: impl Iterator<Item = Stretch>) -> u32 {
    let mut stretches: Vec<Stretch> = stretches.collect();
    stretches.sort_unstable();
    let mut end = 0;
    let mut covered = 0;
    for stretch in stretches {
        covered += stretch.end.saturating_sub(stretch.start.max(end));
        end = end.max(stretch.end);
    }
    covered
}
