//! The cheap form of a name, for scanning: a few words of bits that say which names need not be compared.
//!
//! A pair that the bits let through is compared and explained; a pair that they refuse has so few letters in common
//! that the comparison would call it different. Some pairs are refused wrongly: how many is measured in the tests.

use serde::{Deserialize, Serialize};

use crate::fold::{skeleton, sound};
use crate::index::terms::{
    consonants, first_letters, korean_parts, mix, other_readings, whole_readings,
};
use crate::prepare::{NameKind, PreparedName, Role};

/// A name as bits: its groups of letters and consonants, its company words, its first letters.
///
/// ```
/// use bongsu_names::{NameKind, PreparedName, ScanName};
///
/// let scan = |text| ScanName::new(&PreparedName::new(NameKind::Organisation, text));
/// assert!(scan("㈜해동전자").may_be(&scan("Haedong Electronics Co., Ltd.")));
/// assert!(!scan("㈜해동전자").may_be(&scan("Mingyuan Optoelectronics")));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanName {
    bits: [u64; 4],
    n_bits: u16,
    is_person: bool,
    /// The one word of its own, where it may be an acronym.
    short: u32,
    /// The first letters of the words, without and with those of the legal form.
    letters: [u32; 2],
}

/// Two names may be one where so many hundredths of the bits of the shorter one agree.
const ENOUGH: u32 = 40;
const ENOUGH_OF_PEOPLE: u32 = 34;

/// How many bytes the bits take in an index.
pub(crate) const BYTES: usize = 46;

impl ScanName {
    /// The bits of a name.
    pub fn new(name: &PreparedName) -> Self {
        let mut out = Self {
            is_person: name.kind() == NameKind::Person,
            ..Self::default()
        };
        out.add(name);
        out.n_bits = out.count();
        for other in name.other_names() {
            // As many as the shortest of the names has: any of them may be the one that agrees.
            let alone = Self::new(other);
            out.n_bits = out.n_bits.min(alone.n_bits);
            for (bits, more) in out.bits.iter_mut().zip(alone.bits) {
                *bits |= more;
            }
        }
        out
    }

    /// Whether the names have enough in common to be compared.
    #[inline]
    pub fn may_be(&self, other: &Self) -> bool {
        let enough = if self.is_person {
            ENOUGH_OF_PEOPLE
        } else {
            ENOUGH
        };
        let n_least = u32::from(self.n_bits.min(other.n_bits));
        self.n_common(other) * 100 >= n_least * enough
            || self.short != 0 && other.letters.contains(&self.short)
            || other.short != 0 && self.letters.contains(&other.short)
    }

    /// The bits as they are kept in an index.
    pub(crate) fn to_bytes(self) -> [u8; BYTES] {
        let mut out = [0; BYTES];
        let words = self.bits.iter().flat_map(|bits| bits.to_le_bytes());
        let letters = std::iter::once(self.short).chain(self.letters);
        let all = words.chain(letters.flat_map(u32::to_le_bytes));
        let all = all.chain(self.n_bits.to_le_bytes());
        for (slot, byte) in out.iter_mut().zip(all) {
            *slot = byte;
        }
        out
    }

    /// Reads what [`Self::to_bytes`] wrote.
    pub(crate) fn from_bytes(kind: NameKind, bytes: &[u8; BYTES]) -> Self {
        let mut out = Self {
            is_person: kind == NameKind::Person,
            ..Self::default()
        };
        let (words, _) = bytes.as_chunks::<8>();
        for (slot, word) in out.bits.iter_mut().zip(words) {
            *slot = u64::from_le_bytes(*word);
        }
        // Behind the four words lie three halves and a quarter.
        let (halves, quarter) = bytes.as_chunks::<4>();
        let mut halves = halves.iter().skip(8).map(|half| u32::from_le_bytes(*half));
        out.short = halves.next().unwrap_or(0);
        for (slot, half) in out.letters.iter_mut().zip(halves) {
            *slot = half;
        }
        out.n_bits = quarter.first_chunk().map_or(0, |n| u16::from_le_bytes(*n));
        out
    }

    fn count(&self) -> u16 {
        self.bits.iter().map(|bits| bits.count_ones() as u16).sum()
    }

    fn n_common(&self, other: &Self) -> u32 {
        let pairs = self.bits.iter().zip(&other.bits);
        pairs.map(|(a, b)| (a & b).count_ones()).sum()
    }

    fn add(&mut self, name: &PreparedName) {
        let mut core = String::new();
        let mut n_own = 0;
        for word in &name.words {
            match &word.role {
                Role::Filler => {}
                Role::Company(concept) => self.set(mix(2, u64::from(concept.id))),
                Role::Number(value) => {
                    self.set(value.chars().fold(3, |seen, c| mix(seen, u64::from(c))));
                }
                Role::Name | Role::Place | Role::Initial => {
                    self.set_word(&word.skeleton);
                    for reading in other_readings(word) {
                        let reading = skeleton(&sound(&reading));
                        self.set_word(&reading);
                        self.set_letters(&reading);
                    }
                    core.push_str(&word.latin);
                    n_own += 1;
                }
            }
        }
        if core.is_empty() {
            core = name.joined();
        }
        let core = skeleton(&sound(&core));
        self.set_letters(&core);
        if n_own != 1 {
            self.set_word(&core);
        }
        if let Some((surnames, given)) = korean_parts(name) {
            for surname in surnames {
                self.set_word(&skeleton(&sound(surname)));
            }
            for given in given {
                let given = skeleton(&sound(&given));
                self.set_word(&given);
                self.set_letters(&given);
            }
        }
        for reading in whole_readings(name) {
            self.set_letters(&skeleton(&sound(&reading)));
        }
        self.set_acronyms(name);
    }

    fn set(&mut self, hash: u64) {
        if let Some(bits) = self.bits.get_mut((hash >> 62) as usize) {
            *bits |= 1 << (hash >> 56 & 63);
        }
    }

    /// The letters a word begins and ends with, and its consonants.
    fn set_word(&mut self, skeleton: &str) {
        let consonants = consonants(skeleton);
        for (space, text) in [(4, skeleton), (5, &consonants)] {
            let letters: Vec<char> = std::iter::once('^')
                .chain(text.chars())
                .chain(['$'])
                .collect();
            let n = letters.len();
            for (at, group) in letters.windows(3).enumerate() {
                if space == 5 || at == 0 || at + 3 == n {
                    self.set_group(space, group);
                }
            }
        }
    }

    fn set_letters(&mut self, skeleton: &str) {
        let letters: Vec<char> = skeleton.chars().collect();
        for group in letters.windows(3) {
            self.set_group(4, group);
        }
    }

    fn set_group(&mut self, space: u64, group: &[char]) {
        self.set(group.iter().fold(space, |seen, c| mix(seen, u64::from(*c))));
    }

    fn set_acronyms(&mut self, name: &PreparedName) {
        let hash = |letters: &str| {
            let hash = letters.chars().fold(6, |seen, c| mix(seen, u64::from(c)));
            (hash >> 32) as u32 | 1
        };
        let [by_words, with_forms, _] = first_letters(name);
        for (slot, letters) in self.letters.iter_mut().zip([by_words, with_forms]) {
            if letters.len() >= 3 {
                *slot = hash(&letters);
            }
        }
        let mut own = name.words.iter().filter(|word| word.role == Role::Name);
        if let (Some(word), None) = (own.next(), own.next())
            && (3..=6).contains(&word.latin.len())
        {
            self.short = hash(&word.latin);
        }
    }
}

#[cfg(test)]
mod tests;
