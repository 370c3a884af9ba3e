//! Ids by number: each text is kept once, in one piece of memory, and found again by its hash.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Ids, numbered from 0 in the order in which they came.
///
/// ```
/// use bongsu_ties::Ids;
///
/// let mut ids = Ids::default();
/// assert_eq!((ids.place("a"), ids.place("b"), ids.place("a")), (0, 1, 0));
/// assert_eq!((ids.get(1), ids.find("c"), ids.len()), (Some("b"), None, 2));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Ids {
    /// All texts, one after the other.
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Ids {
    /// The number of an id, a new one where it is not known.
    ///
    /// INVARIANT: numbers are dense; beyond `u32::MAX - 1` ids all new ones share the last number.
    pub fn place(&mut self, id: &str) -> u32 {
        let Self {
            text,
            ends,
            table,
            hasher,
        } = self;
        let hash = hasher.hash_one(id);
        if let Some(known) = table.find(hash, |at| slice(text, ends, *at) == Some(id)) {
            return *known;
        }
        let next = u32::try_from(ends.len())
            .unwrap_or(u32::MAX)
            .min(u32::MAX - 1);
        text.push_str(id);
        ends.push(text.len());
        table.insert_unique(hash, next, |at| {
            hasher.hash_one(slice(text, ends, *at).unwrap_or(""))
        });
        next
    }

    /// The number of an id.
    pub fn find(&self, id: &str) -> Option<u32> {
        let is_same = |at: &u32| self.get(*at) == Some(id);
        self.table.find(self.hasher.hash_one(id), is_same).copied()
    }

    /// The id of a number.
    pub fn get(&self, at: u32) -> Option<&str> {
        slice(&self.text, &self.ends, at)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Gives back what memory grew beyond need.
    pub(crate) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

fn slice<'a>(text: &'a str, ends: &[usize], at: u32) -> Option<&'a str> {
    let at = at as usize;
    let end = *ends.get(at)?;
    let start = match at.checked_sub(1) {
        Some(before) => *ends.get(before)?,
        None => 0,
    };
    text.get(start..end)
}
