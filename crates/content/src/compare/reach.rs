//! How long the copied run can be that a few hits are of, and how long it is at least.
//!
//! A copy of a registered text has every run that winnowing kept there, wherever a whole window was copied. So a run
//! that would be kept of this text and that the registered text does not have ends the copy: inside of every window in
//! which it would be kept. In the same way a triple of words that the registered text does not have ends it, where the
//! words of the hits themselves are read alike. Common phrases have two hits now and then, but hardly ever room for a
//! sentence around them.

use std::collections::HashSet;

use super::chain::Chain;
use super::pairs::{Pair, Pairs, Stretch};
use super::survey::Survey;
use crate::print::{Chosen, Print, Prints, Tier};
use crate::prints::{RUN, WINDOW};

/// What would be kept of this text, and its words, with the hash of each.
#[derive(Debug)]
pub(super) struct Reaches<'a> {
    /// The verbatim prints of the text as it stands.
    every: &'a [Print],
    chosen: Vec<(Chosen, u32)>,
    triples: Vec<(Stretch, u32)>,
}

/// A stretch of this text that may be a copy as a whole, by its symbols.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// Symbols of the longest copy that the hits allow; very many where the text ends.
    pub(super) most: u32,
    /// The same by the words around it, where those under the hits are surely read alike.
    pub(super) most_by_words: u32,
    /// The same where they probably are: they take as many characters there as here, or a triple of theirs goes on a
    /// little.
    pub(super) most_by_likely_words: u32,
    /// Symbols under the hits and under the words beside them that are hits too.
    pub(super) least_by_words: u32,
}

/// What the words around hits say of a copy.
#[derive(Clone, Copy, Debug)]
struct ByWords {
    /// The fewest and the most symbols of it.
    least: u32,
    most: u32,
    /// Whether a triple under the hits says that they are read alike.
    is_sure: bool,
}

/// What a registered text shares, boilerplate and very common hashes included.
#[derive(Debug)]
pub(super) struct Shared<'a> {
    survey: &'a Survey,
    runs: HashSet<u32>,
    triples: HashSet<u32>,
    /// Pairs of the reworked tier, by their place here.
    words: Vec<Pair>,
}

impl<'a> Shared<'a> {
    pub(super) fn new(survey: &'a Survey, pairs: &Pairs) -> Self {
        let of = |tier: Tier| pairs.get(tier as usize).map_or(&[][..], Vec::as_slice);
        let hashes = |tier: Tier| of(tier).iter().map(|pair| pair.hash).collect();
        let mut words = of(Tier::Reworked).to_vec();
        words.sort_unstable_by_key(|pair| (pair.here, pair.there));
        Self {
            survey,
            runs: hashes(Tier::Verbatim),
            triples: hashes(Tier::Reworked),
            words,
        }
    }

    fn has_run(&self, hash: u32) -> bool {
        self.runs.contains(&hash) || self.survey.is_passed_over(Tier::Verbatim, hash)
    }

    fn has_triple(&self, hash: u32) -> bool {
        self.triples.contains(&hash) || self.survey.is_passed_over(Tier::Reworked, hash)
    }
}

/// Characters around hits in which words are looked at.
const BESIDE: u32 = 400;

/// Characters between the words of a copied run: short ones that say nothing.
const BETWEEN: u32 = 20;

/// Characters by which the words of hits go on beside them.
const EDGE: u32 = 12;

/// Characters by which a copied word may stand elsewhere, counted from the hits: other spacing.
const MOVED: u32 = 40;

impl<'a> Reaches<'a> {
    pub(super) fn new(prints: &'a Prints, survey: &'a Survey) -> Self {
        let every = prints.of(Tier::Verbatim);
        let every = every.get(..prints.n_plain as usize).unwrap_or(every);
        let chosen = prints.chosen.iter().filter_map(|chosen| {
            let print = every.get(chosen.number as usize)?;
            Some((*chosen, survey.number(Tier::Verbatim, print.hash)?))
        });
        let triples = prints.of(Tier::Reworked).iter().filter_map(|print| {
            let (start, end) = (print.start, print.end);
            let hash = survey.number(Tier::Reworked, print.hash)?;
            Some((Stretch { start, end }, hash))
        });
        Self {
            every,
            chosen: chosen.collect(),
            triples: triples.collect(),
        }
    }

    /// Whether it is known what would be kept of this text: not of a very long or a very short one.
    pub(super) fn are_known(&self) -> bool {
        !self.chosen.is_empty()
    }

    /// The stretch of a verbatim chain with the most symbols under two hits and more.
    pub(super) fn of(&self, chain: &Chain, shared: &Shared) -> Option<Reach> {
        let hit = |pair: &Pair| (pair.number, pair.hash);
        let mut hits: Vec<(u32, u32)> = chain.pairs.iter().map(hit).collect();
        hits.sort_unstable();
        hits.dedup();
        let mut best: Option<(u32, Reach)> = None;
        let mut last = None;
        for (hit, _) in &hits {
            let around = self.around(*hit, shared);
            if last == Some(around) {
                continue;
            }
            last = Some(around);
            let (start, end) = around;
            let first = hits.partition_point(|(number, _)| *number < start);
            let fits = |(number, _): &(u32, u32)| number.saturating_add(RUN as u32) <= end;
            let after = hits.partition_point(fits);
            let inside = hits.get(first..after).unwrap_or(&[]);
            let n_different: HashSet<u32> = inside.iter().map(|(_, hash)| *hash).collect();
            let n_under = n_symbols(inside);
            if n_different.len() > 1 && best.is_none_or(|(best, _)| n_under > best) {
                let by_words = self.by_words(inside, chain, shared);
                let surely = by_words.filter(|words| words.is_sure);
                let reach = Reach {
                    most: end.saturating_sub(start),
                    most_by_words: surely.map_or(u32::MAX, |words| words.most),
                    most_by_likely_words: by_words.map_or(u32::MAX, |words| words.most),
                    least_by_words: by_words.map_or(n_under, |words| words.least),
                };
                best = Some((n_under, reach));
            }
        }
        best.map(|(_, reach)| reach)
    }

    /// The symbols around a run that may be a copy: up to the runs that would be kept here and are not there.
    fn around(&self, run: u32, shared: &Shared) -> (u32, u32) {
        // What is escaped is not asked as closely.
        if run as usize >= self.every.len() {
            return (0, u32::MAX);
        }
        let at = self
            .chosen
            .partition_point(|(chosen, _)| chosen.number < run);
        let (before, after) = self.chosen.split_at_checked(at).unwrap_or_default();
        let last = before.iter().rev().find(|(_, hash)| !shared.has_run(*hash));
        let next = after.iter().find(|(_, hash)| !shared.has_run(*hash));
        match (last, next) {
            // A copy that begins in the last window or before would have the run, and so would one that ends after
            // the first.
            (Some((last, _)), Some((next, _))) => (
                last.last.saturating_add(1),
                next.first.saturating_add((WINDOW + RUN - 2) as u32),
            ),
            // Where the text begins or ends, so may the excerpt.
            _ => (0, u32::MAX),
        }
    }

    /// What the words say of the copy; none where nothing says that those under the hits are read alike.
    fn by_words(&self, hits: &[(u32, u32)], chain: &Chain, shared: &Shared) -> Option<ByWords> {
        let first = self.every.get(hits.first()?.0 as usize)?;
        let last = self.every.get(hits.last()?.0 as usize)?;
        let (start, end) = (first.start, last.end);
        let at = |start: u32| {
            self.triples
                .partition_point(|(place, _)| place.start < start)
        };
        let beside = self
            .triples
            .get(at(start.saturating_sub(BESIDE))..at(end.saturating_add(BESIDE)))?;
        let inside = |place: &Stretch| place.start >= start && place.end <= end;
        let mut n_alike = 0;
        let (mut from, mut to) = (start.saturating_sub(BESIDE), end.saturating_add(BESIDE));
        for (place, hash) in beside {
            let is_shared = shared.has_triple(*hash);
            if inside(place) {
                if !is_shared {
                    return None;
                }
                n_alike += 1;
            } else if !is_shared && place.start < start && place.end <= end {
                from = from.max(place.start + 1);
            } else if !is_shared && place.end > end && place.start >= start {
                to = to.min(place.end - 1);
            }
        }
        let offset = |here: u32, there: u32| i64::from(here) - i64::from(there);
        let of_chain = offset(chain.here.start, chain.there.start);
        let (mut first, mut end) = (start, end);
        let near = |pair: &&Pair| {
            offset(pair.here.start, pair.there.start).abs_diff(of_chain) <= u64::from(MOVED)
        };
        let at = |start: u32| shared.words.partition_point(|pair| pair.here.start < start);
        let (lowest, highest) = (start.saturating_sub(BESIDE), end.saturating_add(BESIDE));
        let words = shared.words.get(at(lowest)..at(highest))?;
        let is_beside = |pair: &Pair| {
            pair.here.start.saturating_add(EDGE) >= start
                && pair.here.end <= end.saturating_add(EDGE)
        };
        let is_likely = chain
            .pairs
            .iter()
            .all(|pair| pair.here.length() == pair.there.length())
            || words.iter().filter(near).any(is_beside);
        if n_alike == 0 && !is_likely {
            return None;
        }
        for pair in words.iter().filter(near) {
            if pair.here.start >= start && pair.here.start <= end.saturating_add(BETWEEN) {
                end = end.max(pair.here.end);
            }
        }
        for pair in words.iter().rev().filter(near) {
            if pair.here.start < start && pair.here.end.saturating_add(BETWEEN) >= first {
                first = first.min(pair.here.start);
            }
        }
        Some(ByWords {
            least: self.symbols_of(first, end),
            most: self.symbols_of(from, to),
            is_sure: n_alike > 0,
        })
    }

    /// Symbols of these characters, counted by the runs inside.
    fn symbols_of(&self, start: u32, end: u32) -> u32 {
        let first = self.every.partition_point(|print| print.start < start);
        let after = self.every.partition_point(|print| print.end <= end);
        match after.saturating_sub(first) {
            0 => 0,
            n_runs => (n_runs + RUN - 1) as u32,
        }
    }
}

/// Symbols under runs, in their order.
fn n_symbols(runs: &[(u32, u32)]) -> u32 {
    let mut end = 0;
    let mut n_symbols = 0;
    for (number, _) in runs {
        let start = (*number).max(end);
        end = number.saturating_add(RUN as u32);
        n_symbols += end.saturating_sub(start);
    }
    n_symbols
}
