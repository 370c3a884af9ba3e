//! Ids by number: each text is kept once, in one piece of memory, and found again by its hash.

use std::hash::BuildHasher;
use std::sync::OnceLock;

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
    /// Numbers by hash, made when an id is first looked for.
    table: OnceLock<HashTable<u32>>,
    hasher: DefaultHashBuilder,
}

impl Ids {
    /// The number of an id, a new one where it is not known.
    ///
    /// INVARIANT: numbers are dense; beyond `u32::MAX - 1` ids all new ones share the last number.
    pub fn place(&mut self, id: &str) -> u32 {
        match self.find(id) {
            Some(known) => known,
            None => self.add(id),
        }
    }

    /// The number of an id that is surely new.
    pub(crate) fn add(&mut self, id: &str) -> u32 {
        let next = u32::try_from(self.ends.len())
            .unwrap_or(u32::MAX)
            .min(u32::MAX - 1);
        self.text.push_str(id);
        self.ends.push(self.text.len());
        let Self {
            text,
            ends,
            table,
            hasher,
        } = self;
        if let Some(table) = table.get_mut() {
            table.insert_unique(hasher.hash_one(id), next, |at| {
                hasher.hash_one(slice(text, ends, *at).unwrap_or(""))
            });
        }
        next
    }

    /// The number of an id.
    pub fn find(&self, id: &str) -> Option<u32> {
        let is_same = |at: &u32| self.get(*at) == Some(id);
        let table = self.table.get_or_init(|| self.indexed());
        table.find(self.hasher.hash_one(id), is_same).copied()
    }

    fn indexed(&self) -> HashTable<u32> {
        let hash = |at: &u32| self.hasher.hash_one(self.get(*at).unwrap_or(""));
        let mut table = HashTable::with_capacity(self.ends.len());
        for at in 0..self.ends.len() as u32 {
            table.insert_unique(hash(&at), at, hash);
        }
        table
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
