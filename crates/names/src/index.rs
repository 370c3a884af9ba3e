//! An index over many names: candidates first, comparison after.
//!
//! The index is one run of bytes, which questions are answered from: it is written beside the register as it is, and
//! read back without building anything.

use std::collections::HashSet;

use crate::prepare::{NameKind, PreparedName, Role};
use crate::scan::ScanName;

mod build;
mod packed;
mod search;
pub(crate) mod terms;
mod weights;

#[cfg(test)]
pub(crate) mod figures;
#[cfg(test)]
mod tests;

pub use packed::IndexError;
pub(crate) use packed::{put_varint, varint};

use packed::Packed;

/// An inverted index from the words, readings and letter groups of names to their keys.
#[derive(Clone, Debug)]
pub struct NameIndex {
    packed: Packed,
}

impl NameIndex {
    /// Indexes names under keys; one key may have several names.
    ///
    /// ```
    /// use bongsu_names::{NameIndex, NameKind, PreparedName};
    ///
    /// let index = NameIndex::build(NameKind::Organisation, [(0, "해동선박안전㈜"), (1, "Daeyang Chemical")]);
    /// let name = PreparedName::new(NameKind::Organisation, "Haedong Seonbak Anjeon");
    /// assert_eq!(index.candidates(&name, 5).first(), Some(&0));
    /// ```
    pub fn build<'a>(kind: NameKind, names: impl IntoIterator<Item = (u32, &'a str)>) -> Self {
        Self {
            packed: build::build(kind, names),
        }
    }

    /// The index as bytes, to be kept in a file.
    ///
    /// ```
    /// use bongsu_names::{NameIndex, NameKind, PreparedName};
    ///
    /// let index = NameIndex::build(NameKind::Person, [(7, "Han Seojin")]);
    /// let again = NameIndex::from_bytes(index.as_bytes().to_vec())?;
    /// let name = PreparedName::new(NameKind::Person, "HAN Seo-Jin");
    /// assert_eq!(again.candidates(&name, 5), [7]);
    /// # Ok::<(), bongsu_names::IndexError>(())
    /// ```
    pub fn as_bytes(&self) -> &[u8] {
        self.packed.bytes()
    }

    /// Takes the bytes of an index as they are, after checking them.
    ///
    /// Keys are what the bytes say: look them up, do not take them for places in a list.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, IndexError> {
        Packed::read(bytes).map(|packed| Self { packed })
    }

    /// How many names were indexed.
    pub const fn n_names(&self) -> usize {
        self.packed.n_names
    }

    /// What the names are names of.
    pub const fn kind(&self) -> NameKind {
        self.packed.kind
    }

    /// How many keys have the first word of its own that a name has, however spelled.
    pub fn n_sharing_word(&self, name: &PreparedName) -> usize {
        let word = name.words.iter().find(|word| word.role == Role::Name);
        let postings = word.and_then(|word| self.packed.postings(terms::of_sound(word)));
        let mut keys: Vec<u32> = postings
            .into_iter()
            .flatten()
            .filter_map(|name| self.packed.key(name))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys.len()
    }

    /// The keys whose names share the rarest terms with a name, the likeliest first; to be compared, as even a few
    /// letters in common make a candidate.
    pub fn candidates(&self, name: &PreparedName, limit: usize) -> Vec<u32> {
        self.candidates_within(name, limit, MAX_READ)
    }

    /// The same by the very rarest terms, for thousands of names at once: finds equal names, and misses distant ones.
    pub fn near_candidates(&self, name: &PreparedName, limit: usize) -> Vec<u32> {
        self.candidates_within(name, limit, NEAR_READ)
    }

    fn candidates_within(&self, name: &PreparedName, limit: usize, max_read: usize) -> Vec<u32> {
        // A key may have several names among the best: more are ranked than are asked for.
        let n_ranked = limit.saturating_mul(NAMES_A_KEY).min(self.n_names());
        let ranked = search::ranked(&self.packed, &terms::terms(name), n_ranked, max_read);
        let mut seen = HashSet::new();
        ranked
            .into_iter()
            .filter_map(|(name, _)| self.packed.key(name))
            .filter(|key| seen.insert(*key))
            .take(limit)
            .collect()
    }

    /// The names, by their place in the order they were given, that rank best for a name; with what they rank by.
    pub(crate) fn ranked(&self, name: &PreparedName, limit: usize) -> Vec<(u32, f32)> {
        search::ranked(&self.packed, &terms::terms(name), limit, MAX_READ)
    }

    /// The key of the name at a place.
    pub(crate) fn key(&self, at: u32) -> Option<u32> {
        self.packed.key(at)
    }

    /// What is seen while scanning of the name at a place.
    pub(crate) fn scan(&self, at: u32) -> Option<ScanName> {
        self.packed.scan(at)
    }
}

/// Postings read for one question.
const MAX_READ: usize = 12_000;

/// Postings read for one of thousands of questions.
const NEAR_READ: usize = 1_000;

/// Names ranked for each key asked for.
const NAMES_A_KEY: usize = 3;

/// The letters of a name, as its length is kept.
fn n_letters(name: &PreparedName) -> u8 {
    u8::try_from(name.joined().len()).unwrap_or(u8::MAX)
}
