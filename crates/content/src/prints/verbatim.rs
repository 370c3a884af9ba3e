//! The tier of equal runs of letters and digits.
//!
//! A rolling hash over [`RUN`] symbols, of which winnowing keeps the smallest in every [`WINDOW`]: two texts with an
//! equal run of `RUN + WINDOW - 1` = 48 symbols share a print, with one of `RUN + 2 * WINDOW - 1` = 73 they share two.

use crate::canonical::{pieces, symbols};
use crate::key::Key;
use crate::print::{Print, Tier};
use crate::winnow::Winnow;

/// Symbols under one hash.
pub(crate) const RUN: usize = 24;

/// Hashes of which one is kept.
pub(crate) const WINDOW: usize = 25;

/// Places of the last symbols, by their number modulo this; a choice may lie a window back.
const N_PLACES: usize = 64;

/// The prints of a text.
pub(crate) fn verbatim(text: &str, key: &Key) -> Vec<Print> {
    let letters = key.letters();
    let secret = key.secret(Tier::Verbatim);
    let mut rolling = Rolling::new();
    let mut winnow = Winnow::<WINDOW>::new();
    let mut prints = Vec::with_capacity(text.len() / 16);
    pieces(text, &mut |piece, start| {
        symbols(piece, start, &mut |symbol, position| {
            let Some(hash) = rolling.push(letters.of(symbol), position) else {
                return;
            };
            if let Some((number, smallest)) = winnow.push(hash) {
                prints.push(rolling.print(number, secret.kept(&[smallest])));
            }
        });
    });
    if let Some((number, smallest)) = winnow.finish() {
        prints.push(rolling.print(number, secret.kept(&[smallest])));
    }
    prints
}

/// Every run of a text, for asking: where an excerpt begins or ends inside a window, another hash may have been kept.
pub(crate) fn every(text: &str, key: &Key) -> Vec<Print> {
    let letters = key.letters();
    let secret = key.secret(Tier::Verbatim);
    let mut rolling = Rolling::new();
    let mut prints = Vec::new();
    pieces(text, &mut |piece, start| {
        symbols(piece, start, &mut |symbol, position| {
            if let Some(hash) = rolling.push(letters.of(symbol), position) {
                prints.push(rolling.print(rolling.n_seen - RUN, secret.kept(&[hash])));
            }
        });
    });
    prints
}

/// A hash by cyclic polynomial over the last [`RUN`] symbols, and where they stood.
struct Rolling {
    values: [u64; N_PLACES],
    places: [u32; N_PLACES],
    n_seen: usize,
    hash: u64,
}

impl Rolling {
    const fn new() -> Self {
        Self {
            values: [0; N_PLACES],
            places: [0; N_PLACES],
            n_seen: 0,
            hash: 0,
        }
    }

    #[inline]
    fn push(&mut self, value: u64, position: u32) -> Option<u64> {
        let slot = self.n_seen % N_PLACES;
        let leaving = self.n_seen.wrapping_sub(RUN) % N_PLACES;
        let gone = self.values.get(leaving).copied().unwrap_or(0);
        if let (Some(at), Some(place)) = (self.values.get_mut(slot), self.places.get_mut(slot)) {
            (*at, *place) = (value, position);
        }
        self.n_seen += 1;
        self.hash = self.hash.rotate_left(1) ^ value ^ gone.rotate_left(RUN as u32);
        (self.n_seen >= RUN).then_some(self.hash)
    }

    /// A print over the symbols of the hash with this number.
    fn print(&self, number: usize, hash: u64) -> Print {
        let place = |symbol: usize| self.places.get(symbol % N_PLACES).copied().unwrap_or(0);
        Print {
            hash,
            start: place(number),
            end: place(number + RUN - 1).saturating_add(1),
        }
    }
}
