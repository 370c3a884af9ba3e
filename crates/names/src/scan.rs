//! The cheap form of a name, for scanning: a few words of bits that say which names need not be compared.
//!
//! A pair that the bits let through is compared and explained; a pair that they refuse has so few letters in common
//! that the comparison would call it different. Some pairs are refused wrongly: how many is measured in the tests.

use serde::{Deserialize, Serialize};

use crate::fold::{skeleton, sound};
use crate::index::terms::{consonants, korean_parts, mix};
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
    /// The first letters of the words.
    letters: u32,
}

/// Two names may be one where so many hundredths of the bits of the shorter one agree.
const ENOUGH: u32 = 40;
const ENOUGH_OF_PEOPLE: u32 = 34;

/// How many bytes the bits take in an index.
pub(crate) const BYTES: usize = 40;

impl ScanName {
    /// The bits of a name.
    pub fn new(name: &PreparedName) -> Self {
        let mut out = Self {
            is_person: name.kind() == NameKind::Person,
            ..Self::default()
        };
        let mut core = String::new();
        let mut n_own = 0;
        for word in &name.words {
            match &word.role {
                Role::Filler => {}
                Role::Company(concept) => out.set(mix(2, u64::from(concept.id))),
                Role::Number(value) => {
                    out.set(value.chars().fold(3, |seen, c| mix(seen, u64::from(c))));
                }
                Role::Name | Role::Place | Role::Initial => {
                    out.set_word(&word.skeleton);
                    core.push_str(&word.latin);
                    n_own += 1;
                }
            }
        }
        if core.is_empty() {
            core = name.joined();
        }
        let core = skeleton(&sound(&core));
        out.set_letters(&core);
        if n_own != 1 {
            out.set_word(&core);
        }
        if let Some((surnames, given)) = korean_parts(name) {
            for surname in surnames {
                out.set_word(&skeleton(&sound(surname)));
            }
            let given = skeleton(&sound(&given));
            out.set_word(&given);
            out.set_letters(&given);
        }
        out.set_acronyms(name);
        out.count();
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
            || self.short != 0 && self.short == other.letters
            || other.short != 0 && other.short == self.letters
    }

    /// The bits as they are kept in an index.
    pub(crate) fn to_bytes(self) -> [u8; BYTES] {
        let mut out = [0; BYTES];
        let words = self.bits.iter().flat_map(|bits| bits.to_le_bytes());
        let letters = [self.short, self.letters].into_iter();
        let all = words.chain(letters.flat_map(u32::to_le_bytes));
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
        if let Some(last) = words.last() {
            let last = u64::from_le_bytes(*last);
            (out.short, out.letters) = (last as u32, (last >> 32) as u32);
        }
        out.count();
        out
    }

    fn count(&mut self) {
        let n_bits: u32 = self.bits.iter().map(|bits| bits.count_ones()).sum();
        self.n_bits = n_bits as u16;
    }

    fn n_common(&self, other: &Self) -> u32 {
        let pairs = self.bits.iter().zip(&other.bits);
        pairs.map(|(a, b)| (a & b).count_ones()).sum()
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
        let hash = |letters: &mut dyn Iterator<Item = char>| {
            (letters.fold(6, |seen, c| mix(seen, u64::from(c))) >> 32) as u32 | 1
        };
        let words = || {
            let words = name.words.iter();
            words.filter(|word| !matches!(word.role, Role::Filler | Role::Number(_)))
        };
        if words().count() >= 3 {
            self.letters = hash(&mut words().filter_map(|word| word.latin.chars().next()));
        }
        let mut own = name.words.iter().filter(|word| word.role == Role::Name);
        if let (Some(word), None) = (own.next(), own.next())
            && (3..=6).contains(&word.latin.len())
        {
            self.short = hash(&mut word.latin.chars());
        }
    }
}

#[cfg(test)]
mod tests;
