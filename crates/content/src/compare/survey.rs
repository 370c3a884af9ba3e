//! The first look at the shelf: which texts share hashes with this one, and how rare those are.

use std::collections::HashMap;

use crate::print::{Prints, Tier};
use crate::shelf::{Hit, Number, Registered, Shelf, ShelfError};

/// A hash that stands in more texts than this says nothing and is passed over.
const MOST_TEXTS: usize = 4096;

/// Texts that are looked at closely, those with the most evidence.
const MOST_CANDIDATES: usize = 128;

/// Shared hashes that are held at a time.
const BATCH: u64 = 4_000_000;

/// In how many texts a hash stands, where that is not to count.
const PASSED_OVER: u32 = u32::MAX;

/// A registered text that shares hashes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) text: Number,
    pub(super) registered: Registered,
    pub(super) evidence: f64,
    /// Shared hashes of all tiers.
    pub(super) n_shared: u64,
}

/// What the shelf knows of the hashes of a text.
#[derive(Debug)]
pub(super) struct Survey {
    /// The different hashes of each tier, sorted.
    pub(super) hashes: [Vec<u64>; 5],
    /// In how many texts each of those stands, if it counts.
    n_texts: [Vec<u32>; 5],
    /// How many texts are registered.
    pub(super) n_registered: u64,
    /// Texts in the order of their evidence.
    pub(super) candidates: Vec<Candidate>,
}

impl Survey {
    pub(super) fn of(prints: &Prints, shelf: &dyn Shelf) -> Result<Self, ShelfError> {
        let mut tally = Tally {
            registered: shelf,
            known: HashMap::new(),
            candidates: HashMap::new(),
        };
        let mut hashes: [Vec<u64>; 5] = [const { Vec::new() }; 5];
        let mut n_texts: [Vec<u32>; 5] = [const { Vec::new() }; 5];
        let lists = hashes.iter_mut().zip(&mut n_texts);
        for (tier, (hashes, n_texts)) in Tier::ALL.into_iter().zip(lists) {
            hashes.extend(prints.of(tier).iter().map(|print| print.hash));
            hashes.sort_unstable();
            hashes.dedup();
            n_texts.resize(hashes.len(), 0);
            tally.tier(tier, hashes, n_texts)?;
        }
        let mut candidates: Vec<Candidate> = tally.candidates.into_values().collect();
        candidates.sort_by(|left, right| {
            let order = right.evidence.total_cmp(&left.evidence);
            order.then(left.text.cmp(&right.text))
        });
        candidates.truncate(MOST_CANDIDATES);
        Ok(Self {
            hashes,
            n_texts,
            n_registered: shelf.n_texts(),
            candidates,
        })
    }

    /// In how many texts a hash stands; 0 where it does not count.
    pub(super) fn n_texts(&self, tier: Tier, hash: u32) -> u32 {
        match self.noted(tier, hash) {
            PASSED_OVER => 0,
            n_texts => n_texts,
        }
    }

    /// Whether a hash is registered and does not count: boilerplate has it, or very many texts.
    pub(super) fn is_passed_over(&self, tier: Tier, hash: u32) -> bool {
        self.noted(tier, hash) == PASSED_OVER
    }

    fn noted(&self, tier: Tier, hash: u32) -> u32 {
        let n_texts = self.n_texts.get(tier as usize);
        n_texts
            .and_then(|list| list.get(hash as usize))
            .copied()
            .unwrap_or(0)
    }

    /// The place of a hash among those of its tier.
    pub(super) fn number(&self, tier: Tier, hash: u64) -> Option<u32> {
        let hashes = self.hashes.get(tier as usize)?;
        let number = hashes.binary_search(&hash).ok()?;
        u32::try_from(number).ok()
    }

    /// The candidates, in lots whose shared hashes can be held together.
    pub(super) fn batches(&self) -> impl Iterator<Item = &[Candidate]> {
        let mut rest = self.candidates.as_slice();
        std::iter::from_fn(move || {
            let mut n_held = 0;
            let fits = |candidate: &&Candidate| {
                n_held += candidate.n_shared;
                n_held <= BATCH
            };
            let n_fitting = rest.iter().take_while(fits).count().max(1);
            let (batch, after) = rest.split_at_checked(n_fitting)?;
            rest = after;
            Some(batch)
        })
    }
}

/// How much a shared hash of a tier is worth beside one of another: three triples begin with each word.
const fn worth(tier: Tier) -> f64 {
    match tier {
        Tier::Exact => 1000.0,
        Tier::Verbatim | Tier::Code => 1.0,
        Tier::Reworked | Tier::Technical => 1.0 / 3.0,
    }
}

struct Tally<'a> {
    registered: &'a dyn Shelf,
    known: HashMap<Number, Option<Registered>>,
    candidates: HashMap<Number, Candidate>,
}

impl Tally<'_> {
    /// Counts the texts of each hash of a tier, and gives each of them its part of the evidence.
    fn tier(&mut self, tier: Tier, hashes: &[u64], n_texts: &mut [u32]) -> Result<(), ShelfError> {
        let registered = self.registered;
        let mut asked = 0;
        let mut texts: Vec<Number> = Vec::new();
        registered.find(tier, hashes, &mut |hit: Hit| {
            if hit.asked != asked {
                self.hash(tier, &mut texts, n_texts.get_mut(asked as usize));
                asked = hit.asked;
            }
            if texts.len() <= 2 * MOST_TEXTS && texts.last() != Some(&hit.text) {
                texts.push(hit.text);
            }
        })?;
        self.hash(tier, &mut texts, n_texts.get_mut(asked as usize));
        Ok(())
    }

    /// Ends a hash: what stands in a boilerplate text, or in very many, does not count.
    fn hash(&mut self, tier: Tier, texts: &mut Vec<Number>, n_texts: Option<&mut u32>) {
        texts.sort_unstable();
        texts.dedup();
        let (all, known) = (self.registered, &mut self.known);
        let mut is_boilerplate = false;
        texts.retain(|text| {
            let registered = known.entry(*text).or_insert_with(|| all.registered(*text));
            is_boilerplate |= registered.is_some_and(|registered| registered.boilerplate);
            registered.is_some()
        });
        let counts = !is_boilerplate && texts.len() <= MOST_TEXTS;
        if let Some(slot) = n_texts {
            *slot = if counts {
                texts.len() as u32
            } else {
                PASSED_OVER
            };
        }
        if counts {
            for text in texts.iter() {
                let Some(registered) = known.get(text).copied().flatten() else {
                    continue;
                };
                let candidate = self.candidates.entry(*text).or_insert(Candidate {
                    text: *text,
                    registered,
                    evidence: 0.0,
                    n_shared: 0,
                });
                candidate.evidence += worth(tier) / texts.len() as f64;
                candidate.n_shared += 1;
            }
        }
        texts.clear();
    }
}
