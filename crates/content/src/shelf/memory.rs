//! A shelf in memory, for a few texts.

use std::collections::{BTreeMap, HashMap};

use super::{Hit, Number, Registered, Shelf, ShelfError};
use crate::print::{Prints, Tier};

/// Where a print stands: text, first character, character after the last.
type Place = (Number, u32, u32);

/// Registered texts in memory; what is added is looked up from then on.
#[derive(Debug, Default)]
pub struct MemoryShelf {
    texts: BTreeMap<Number, Registered>,
    places: [HashMap<u64, Vec<Place>>; 5],
}

impl MemoryShelf {
    /// An empty shelf.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Registers a text and gives its number.
    pub fn add(&mut self, prints: &Prints, boilerplate: bool) -> Number {
        let number = self.texts.last_key_value().map_or(0, |(last, _)| last + 1);
        let mut registered = Registered {
            length: prints.length,
            hashes: [0; 5],
            boilerplate,
        };
        for (tier, places) in Tier::ALL.into_iter().zip(&mut self.places) {
            let mut n_different = 0;
            for print in prints.of(tier) {
                let list = places.entry(print.hash).or_default();
                n_different += u32::from(list.last().is_none_or(|(text, ..)| *text != number));
                list.push((number, print.start, print.end));
            }
            if let Some(slot) = registered.hashes.get_mut(tier as usize) {
                *slot = n_different;
            }
        }
        self.texts.insert(number, registered);
        number
    }
}

impl Shelf for MemoryShelf {
    fn find(
        &self,
        tier: Tier,
        hashes: &[u64],
        hits: &mut dyn FnMut(Hit),
    ) -> Result<(), ShelfError> {
        let Some(places) = self.places.get(tier as usize) else {
            return Ok(());
        };
        for (asked, hash) in hashes.iter().enumerate() {
            for (text, start, end) in places.get(hash).map_or(&[][..], Vec::as_slice) {
                hits(Hit {
                    asked: asked as u32,
                    text: *text,
                    start: *start,
                    end: *end,
                });
            }
        }
        Ok(())
    }

    fn n_texts(&self) -> u64 {
        self.texts.len() as u64
    }

    fn registered(&self, text: Number) -> Option<Registered> {
        self.texts.get(&text).copied()
    }
}
