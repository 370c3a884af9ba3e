//! The second look at the shelf: every place a hash has in this text, beside every place it has in a registered one.

use std::collections::HashMap;

use super::survey::{Candidate, Survey};
use crate::print::{Prints, Tier};
use crate::shelf::{Hit, Number, Shelf, ShelfError};

/// Places of one hash in this text that are looked at; a sentence written a million times is a sentence.
const MOST_PLACES: usize = 8;

/// Places here times places in a registered text that are looked at, so that what stands here once is looked for in
/// more places there.
const MOST_PAIRS: usize = 64;

/// A hash at a place here and at a place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) here: Stretch,
    pub(super) there: Stretch,
    /// Which print of this text.
    pub(super) number: u32,
    /// Which hash.
    pub(super) hash: u32,
    /// In how many registered texts it stands.
    pub(super) n_texts: u32,
}

/// Characters of a text, the last not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Stretch {
    pub(super) const fn length(self) -> u32 {
        self.end.saturating_sub(self.start)
    }
}

/// The pairs of each tier.
pub(super) type Pairs = [Vec<Pair>; 5];

/// The pairs of each candidate, in their order.
pub(super) fn of(
    prints: &Prints,
    shelf: &dyn Shelf,
    survey: &Survey,
    batch: &[Candidate],
) -> Result<Vec<Pairs>, ShelfError> {
    let numbers: HashMap<Number, usize> = batch
        .iter()
        .enumerate()
        .map(|(number, candidate)| (candidate.text, number))
        .collect();
    let mut found: Vec<Pairs> = batch.iter().map(|_| Pairs::default()).collect();
    for (at, tier) in Tier::ALL.into_iter().enumerate() {
        let Some(hashes) = survey.hashes.get(at) else {
            continue;
        };
        let here = Places::new(prints, tier);
        let mut last = (u32::MAX, Number::MAX, 0);
        shelf.find(tier, hashes, &mut |hit: Hit| {
            let n_texts = survey.n_texts(tier, hit.asked);
            let number = numbers.get(&hit.text);
            let (Some(number), true) = (number, n_texts > 0) else {
                return;
            };
            let (asked, text, n_places) = last;
            let is_same = (asked, text) == (hit.asked, hit.text);
            last = (hit.asked, hit.text, if is_same { n_places + 1 } else { 1 });
            let hash = hashes.get(hit.asked as usize);
            let pairs = found.get_mut(*number).and_then(|pairs| pairs.get_mut(at));
            let (Some(hash), Some(pairs)) = (hash, pairs) else {
                return;
            };
            if last.2 > MOST_PAIRS / here.of(*hash).count().max(1) {
                return;
            }
            pairs.extend(here.of(*hash).map(|(here, number)| Pair {
                here,
                number,
                there: Stretch {
                    start: hit.start,
                    end: hit.end,
                },
                hash: hit.asked,
                n_texts,
            }));
        })?;
    }
    Ok(found)
}

/// Where the hashes of one tier stand in this text.
struct Places(Vec<(u64, Stretch, u32)>);

impl Places {
    fn new(prints: &Prints, tier: Tier) -> Self {
        let place = |(print, number): (&crate::print::Print, u32)| {
            let (start, end) = (print.start, print.end);
            (print.hash, Stretch { start, end }, number)
        };
        let mut places: Vec<_> = prints.of(tier).iter().zip(0..).map(place).collect();
        places.sort_unstable();
        Self(places)
    }

    /// Each place, and the number of the print that stands there.
    fn of(&self, hash: u64) -> impl Iterator<Item = (Stretch, u32)> {
        let first = self.0.partition_point(|(other, ..)| *other < hash);
        let rest = self.0.get(first..).unwrap_or(&[]);
        rest.iter()
            .take(MOST_PLACES)
            .take_while(move |(other, ..)| *other == hash)
            .map(|(_, stretch, number)| (*stretch, *number))
    }
}
