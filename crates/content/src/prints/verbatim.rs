//! The tier of equal runs of letters and digits.
//!
//! A rolling hash over [`RUN`] symbols, of which winnowing keeps the smallest in every [`WINDOW`]: two texts with an
//! equal run of `RUN + WINDOW - 1` = 48 symbols share a print, with one of `RUN + 2 * WINDOW - 1` = 73 they share two.
//!
//! Symbols are worked on in blocks: first a block is filled, then hashed, then winnowed, each in a loop without
//! branches that a processor would guess wrongly.

use crate::canonical::{JAMO, Sink, Symbol, ascii, jamo, pieces, syllable, symbols};
use crate::key::{Key, Letters, Secret};
use crate::print::{Chosen, Print, Tier};

/// Symbols under one hash.
pub(crate) const RUN: usize = 24;

/// Hashes of which one is kept.
pub(crate) const WINDOW: usize = 25;

/// Symbols of a block.
const BLOCK: usize = 1024;

/// Syllables that are taken at once.
const SYLLABLES: usize = 32;

/// Symbols of the last block that the next one needs: a window of runs before the new ones.
const CARRIED: usize = RUN + WINDOW;

/// Which hashes become prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Density {
    /// One in every window, to be kept.
    Winnowed,
    /// Each, for asking: where an excerpt begins or ends inside a window, another hash may have been kept.
    Every,
}

/// The prints of a text, and which of them would be kept where all are there.
pub(crate) fn verbatim(text: &str, density: Density, key: &Key) -> (Vec<Print>, Vec<Chosen>) {
    let mut blocks = Blocks::new(key, density, text.len());
    pieces(text, &mut |piece, start| symbols(piece, start, &mut blocks));
    blocks.finish()
}

struct Blocks<'a> {
    letters: &'a Letters,
    ascii: [u64; 128],
    jamo: [[u64; 32]; 3],
    secret: &'a Secret,
    density: Density,
    /// The numbers of the symbols, the carried ones first, and the characters they stand in.
    values: [u64; CARRIED + BLOCK],
    places: [u32; CARRIED + BLOCK],
    n_held: usize,
    /// How many of those are from the block before.
    n_carried: usize,
    /// The hash of each run; the first begins with the first symbol.
    hashes: [u64; CARRIED + BLOCK],
    /// The hash of the last run, without a symbol that left.
    rolling: u64,
    /// The run that was chosen last, and its hash; `None` before the first window is full or where it was left behind.
    chosen: Option<usize>,
    smallest: u64,
    /// What was chosen in this block: the window, the run and its hash.
    picked: Vec<(usize, usize, u64)>,
    prints: Vec<Print>,
    /// Symbols that were worked on and moved out.
    n_gone: usize,
    /// What would be kept, where every run is a print.
    all_chosen: Vec<Chosen>,
}

impl Sink for Blocks<'_> {
    #[inline]
    fn run(&mut self, run: &[u8], position: u32) {
        let mut position = position;
        for chunk in run.chunks(BLOCK / 2) {
            self.make_room(chunk.len());
            let mut n_held = self.n_held;
            for byte in chunk {
                let value = self.ascii.get(usize::from(*byte)).copied().unwrap_or(0);
                if let (Some(slot), Some(place)) =
                    (self.values.get_mut(n_held), self.places.get_mut(n_held))
                {
                    // What is no symbol is overwritten by the next.
                    (*slot, *place) = (value, position);
                }
                n_held += usize::from(value != 0);
                position = position.saturating_add(1);
            }
            self.n_held = n_held;
        }
    }

    #[inline]
    fn syllables(&mut self, bytes: &[u8], position: u32) -> (usize, u32) {
        self.make_room(3 * SYLLABLES);
        let (mut at, mut n_characters) = (0, 0);
        let mut n_held = self.n_held;
        for _ in 0..SYLLABLES {
            let rest = bytes.get(at..).unwrap_or(&[]);
            if let Some(number) = syllable(rest) {
                let values = self.values.get_mut(n_held..n_held + 3);
                let places = self.places.get_mut(n_held..n_held + 3);
                if let (Some([first, second, third]), Some(places)) = (values, places) {
                    let [leading, vowel, trailing] = jamo(number);
                    let value = |of: &[u64; 32], number: u32| {
                        of.get(number as usize % 32).copied().unwrap_or(0)
                    };
                    let [leadings, vowels, trailings] = &self.jamo;
                    *first = value(leadings, leading);
                    *second = value(vowels, vowel);
                    *third = value(trailings, trailing);
                    places.fill(position.saturating_add(n_characters));
                    // A syllable without a trailing consonant leaves the third place to the next symbol.
                    n_held += 2 + usize::from(trailing > 0);
                }
                at += 3;
            } else if rest.first() == Some(&b' ') {
                at += 1;
            } else {
                break;
            }
            n_characters += 1;
        }
        self.n_held = n_held;
        (at, n_characters)
    }

    #[inline]
    fn symbol(&mut self, symbol: Symbol, position: u32) {
        self.make_room(1);
        let value = self.letters.of(symbol);
        if let (Some(slot), Some(place)) = (
            self.values.get_mut(self.n_held),
            self.places.get_mut(self.n_held),
        ) {
            (*slot, *place) = (value, position);
            self.n_held += 1;
        }
    }
}

impl<'a> Blocks<'a> {
    fn new(key: &'a Key, density: Density, n_bytes: usize) -> Self {
        let letters = key.letters();
        // No number is 0: that marks what is no symbol.
        let ascii = std::array::from_fn(|byte| match ascii(byte as u8) {
            0 => 0,
            symbol => letters.of(symbol).max(1),
        });
        Self {
            letters,
            ascii,
            jamo: JAMO.map(|first| std::array::from_fn(|number| letters.of(first + number as u32))),
            secret: key.secret(Tier::Verbatim),
            density,
            values: [0; CARRIED + BLOCK],
            places: [0; CARRIED + BLOCK],
            n_held: 0,
            n_carried: 0,
            hashes: [0; CARRIED + BLOCK],
            rolling: 0,
            chosen: None,
            smallest: u64::MAX,
            picked: Vec::with_capacity(BLOCK / 8),
            prints: Vec::with_capacity(n_bytes / 16),
            n_gone: 0,
            all_chosen: Vec::new(),
        }
    }

    #[inline]
    fn make_room(&mut self, n_symbols: usize) {
        if self.n_held + n_symbols > CARRIED + BLOCK {
            self.work();
            self.carry();
        }
    }

    fn finish(mut self) -> (Vec<Print>, Vec<Chosen>) {
        self.work();
        let n_runs = (self.n_held + 1).saturating_sub(RUN);
        // A text shorter than a window keeps one hash.
        if self.prints.is_empty() && self.density == Density::Winnowed {
            let runs = self.hashes.get(..n_runs).unwrap_or(&[]).iter().copied();
            let smallest = runs
                .enumerate()
                .min_by_key(|(number, hash)| (*hash, usize::MAX - number));
            if let Some((number, hash)) = smallest {
                self.print(number, hash);
            }
        }
        // The last choice stands until the text ends.
        (self.prints, self.all_chosen)
    }

    /// Hashes and chooses in what is held.
    fn work(&mut self) {
        let n_before = (self.n_carried + 1).saturating_sub(RUN);
        self.hash();
        let n_runs = (self.n_held + 1).saturating_sub(RUN);
        match self.density {
            Density::Every => {
                for number in n_before..n_runs {
                    let hash = self.hashes.get(number).copied().unwrap_or(0);
                    self.print(number, hash);
                }
            }
            Density::Winnowed => {}
        }
        self.winnow(n_before, n_runs);
    }

    /// A hash by cyclic polynomial over the last [`RUN`] symbols, for each new one.
    fn hash(&mut self) {
        let mut rolling = self.rolling;
        let first = self.n_carried;
        let new = self.values.get(first..self.n_held).unwrap_or(&[]);
        // As long as there are fewer symbols than a run has, none leaves.
        let n_filling = (RUN - 1).saturating_sub(first).min(new.len());
        let (filling, new) = new.split_at_checked(n_filling).unwrap_or((new, &[]));
        for value in filling {
            rolling = rolling.rotate_left(1) ^ value;
        }
        let first_run = (first + n_filling + 1).saturating_sub(RUN);
        let leaving = self.values.get(first_run..).unwrap_or(&[]);
        let hashes = self.hashes.get_mut(first_run..).unwrap_or(&mut []);
        for ((value, gone), hash) in new.iter().zip(leaving).zip(hashes) {
            rolling = rolling.rotate_left(1) ^ value;
            *hash = rolling;
            // The symbol that leaves with the next step has been turned once for each that followed it.
            rolling ^= gone.rotate_left(RUN as u32 - 1);
        }
        self.rolling = rolling;
    }

    /// Keeps the smallest hash of every window that ends with a new run: of equal ones that chosen before, else the last.
    fn winnow(&mut self, n_before: usize, n_runs: usize) {
        let runs = self.hashes.get(..n_runs).unwrap_or(&[]);
        let (mut chosen, mut smallest) = (self.chosen, self.smallest);
        // The last run of the window that is looked at.
        let mut newest = n_before.max(WINDOW - 1);
        while newest < n_runs {
            let first = newest + 1 - WINDOW;
            if let Some(inside) = chosen.filter(|chosen| *chosen >= first) {
                // As long as the chosen run is inside, only a smaller one matters.
                let until = (inside + WINDOW).min(n_runs);
                let new = runs.get(newest..until).unwrap_or(&[]);
                let Some(ahead) = new.iter().position(|hash| *hash < smallest) else {
                    newest = until;
                    continue;
                };
                newest += ahead;
                chosen = Some(newest);
                smallest = new.get(ahead).copied().unwrap_or(u64::MAX);
                self.picked.push((newest + 1 - WINDOW, newest, smallest));
            } else {
                let window = runs.get(first..=newest).unwrap_or(&[]);
                smallest = window.iter().copied().fold(u64::MAX, u64::min);
                let place = window.iter().rposition(|hash| *hash == smallest);
                let number = first + place.unwrap_or(0);
                chosen = Some(number);
                self.picked.push((first, number, smallest));
            }
            newest += 1;
        }
        (self.chosen, self.smallest) = (chosen, smallest);
        let mut picked = std::mem::take(&mut self.picked);
        for (window, number, hash) in picked.drain(..) {
            match self.density {
                Density::Winnowed => self.print(number, hash),
                Density::Every => self.choose(window, number),
            }
        }
        self.picked = picked;
    }

    /// Notes a run that would be kept from this window on.
    fn choose(&mut self, window: usize, number: usize) {
        let first = (self.n_gone + window) as u32;
        if let Some(before) = self.all_chosen.last_mut() {
            before.last = first.saturating_sub(1);
        }
        self.all_chosen.push(Chosen {
            number: (self.n_gone + number) as u32,
            first,
            last: u32::MAX,
        });
    }

    /// Moves the last symbols and hashes to the front.
    fn carry(&mut self) {
        let gone = self.n_held.saturating_sub(CARRIED);
        self.values.copy_within(gone..self.n_held, 0);
        self.places.copy_within(gone..self.n_held, 0);
        self.hashes.copy_within(gone..self.n_held, 0);
        self.n_held -= gone;
        self.n_gone += gone;
        self.n_carried = self.n_held;
        self.chosen = self.chosen.and_then(|chosen| chosen.checked_sub(gone));
    }

    fn print(&mut self, number: usize, hash: u64) {
        let place = |symbol: usize| self.places.get(symbol).copied().unwrap_or(0);
        self.prints.push(Print {
            hash: self.secret.kept(&[hash]),
            start: place(number),
            end: place(number + RUN - 1).saturating_add(1),
        });
    }
}

#[cfg(test)]
mod tests;
