//! Names to be found and explained: an index of each kind of name, the names themselves, and what comparing found.
//!
//! A question goes through three sieves: the index ranks candidates, their bits refuse most of them, and what is left
//! is compared. Names are prepared when they are first compared, and some thousands are kept.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::compare::{Comparison, Verdict, compare};
use crate::index::NameIndex;
use crate::prepare::{NameKind, PreparedName, Script};
use crate::scan::ScanName;

mod bytes;

/// Names of organisations and of people under keys, searched by any spelling; one key may have several names.
///
/// ```
/// use bongsu_names::{NameBook, NameKind, PreparedName};
///
/// let book = NameBook::build([
///     (1, NameKind::Organisation, "Haedong Electronics Co., Ltd."),
///     (1, NameKind::Organisation, "Haedong Radio"),
///     (2, NameKind::Person, "LEE, Sun-shin"),
/// ]);
/// let hits = book.search(&PreparedName::new(NameKind::Organisation, "㈜해동전자"), 5);
/// assert_eq!((hits[0].key, hits[0].name.as_str()), (1, "Haedong Electronics Co., Ltd."));
/// assert_eq!(book.search(&PreparedName::new(NameKind::Person, "이순신"), 5)[0].key, 2);
/// ```
#[derive(Debug)]
pub struct NameBook {
    organisations: Shelf,
    people: Shelf,
}

/// A key with a name that may be the one looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The key that the name stands under.
    pub key: u32,
    /// The name of that key which comes nearest.
    pub name: String,
    /// What speaks for and against.
    pub comparison: Comparison,
}

impl NameBook {
    /// Takes up names under keys, each with what it is a name of.
    pub fn build<'a>(names: impl IntoIterator<Item = (u32, NameKind, &'a str)>) -> Self {
        let (mut organisations, mut people) = (Vec::new(), Vec::new());
        for (key, kind, name) in names {
            match kind {
                NameKind::Organisation => organisations.push((key, name)),
                NameKind::Person => people.push((key, name)),
            }
        }
        Self {
            organisations: Shelf::build(NameKind::Organisation, &organisations),
            people: Shelf::build(NameKind::Person, &people),
        }
    }

    /// How many names there are.
    pub fn n_names(&self) -> usize {
        self.organisations.index.n_names() + self.people.index.n_names()
    }

    /// The keys that a name may mean, one hit each, the likeliest first; those that differ are left out.
    ///
    /// No hit says that nothing was found, never that there is nothing.
    pub fn search(&self, name: &PreparedName, limit: usize) -> Vec<Hit> {
        self.shelf(name.kind()).search(name, limit)
    }

    /// The same, comparing every name that the bits let through: for a list that is screened once and must not miss.
    pub fn search_all(&self, name: &PreparedName, limit: usize) -> Vec<Hit> {
        self.shelf(name.kind()).search_all(name, limit)
    }

    /// The index over the names of a kind.
    pub const fn index(&self, kind: NameKind) -> &NameIndex {
        &self.shelf(kind).index
    }

    const fn shelf(&self, kind: NameKind) -> &Shelf {
        match kind {
            NameKind::Organisation => &self.organisations,
            NameKind::Person => &self.people,
        }
    }
}

/// Names ranked for each question at least; a key may have several.
const CANDIDATES: usize = 100;

/// A candidate of so small a share of what the best one ranks by is far below it.
const FAR_BELOW: f32 = 0.2;

/// What is known of a name before it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nearness {
    /// The index gave it.
    Ranked,
    /// It is one of all.
    Unknown,
}

/// Whether a text has letters that are read before they are compared: Hangul, Han, kana.
fn has_other_script(text: &str) -> bool {
    text.chars()
        .any(|letter| letter >= '\u{1100}' && letter.is_alphabetic())
}

/// The names of one kind.
#[derive(Debug)]
struct Shelf {
    index: NameIndex,
    /// All names, one behind the other, and where each ends.
    text: String,
    ends: Vec<usize>,
    prepared: Prepared,
}

impl Shelf {
    fn build(kind: NameKind, names: &[(u32, &str)]) -> Self {
        let mut text = String::new();
        let mut ends = Vec::with_capacity(names.len());
        for (_, name) in names {
            text.push_str(name);
            ends.push(text.len());
        }
        Self {
            index: NameIndex::build(kind, names.iter().copied()),
            text,
            ends,
            prepared: Prepared::new(names.len()),
        }
    }

    fn search(&self, name: &PreparedName, limit: usize) -> Vec<Hit> {
        let ranked = self.index.ranked(name, limit.max(CANDIDATES));
        let least = ranked.first().map_or(0.0, |(_, score)| score * FAR_BELOW);
        let near = ranked.into_iter().take_while(|(_, score)| *score >= least);
        self.compared(name, near.map(|(at, _)| (at, Nearness::Ranked)), limit)
    }

    fn search_all(&self, name: &PreparedName, limit: usize) -> Vec<Hit> {
        let ranked = self.index.ranked(name, CANDIDATES).into_iter();
        let mut ranked: Vec<u32> = ranked.map(|(at, _)| at).collect();
        ranked.sort_unstable();
        let mut ranked = ranked.into_iter().peekable();
        let all = (0..self.ends.len() as u32).map(|at| match ranked.next_if_eq(&at) {
            Some(at) => (at, Nearness::Ranked),
            None => (at, Nearness::Unknown),
        });
        self.compared(name, all, limit)
    }

    /// Compares what the bits let through of some names. They know less of how one script writes another's words than
    /// the comparison does: between scripts a candidate of the index is compared whatever they say.
    fn compared(
        &self,
        name: &PreparedName,
        places: impl Iterator<Item = (u32, Nearness)>,
        limit: usize,
    ) -> Vec<Hit> {
        let bits = ScanName::new(name);
        let is_latin = name.words.iter().all(|word| word.script == Script::Latin);
        let mut best: BTreeMap<u32, (Comparison, u32)> = BTreeMap::new();
        for (at, nearness) in places {
            let (Some(key), Some(text)) = (self.index.key(at), self.name(at)) else {
                continue;
            };
            let may_be = self.index.scan(at).is_some_and(|scan| bits.may_be(&scan))
                || nearness == Nearness::Ranked && is_latin == has_other_script(text);
            if !may_be {
                continue;
            }
            let other = self.prepared.of(at, self.index.kind(), text);
            let comparison = compare(name, &other);
            if comparison.verdict == Verdict::Different {
                continue;
            }
            let is_better = best
                .get(&key)
                .is_none_or(|(before, _)| comparison.score > before.score);
            if is_better {
                best.insert(key, (comparison, at));
            }
        }
        let mut hits: Vec<Hit> = best
            .into_iter()
            .map(|(key, (comparison, at))| Hit {
                key,
                name: self.name(at).unwrap_or_default().to_owned(),
                comparison,
            })
            .collect();
        // Keys are in order already: equal scores keep it.
        hits.sort_by(|a, b| b.comparison.score.total_cmp(&a.comparison.score));
        hits.truncate(limit);
        hits
    }

    fn name(&self, at: u32) -> Option<&str> {
        let at = at as usize;
        let start = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..*self.ends.get(at)?)
    }
}

/// Prepared names that were compared lately, one in each slot, about a kilobyte and a half each.
#[derive(Debug)]
struct Prepared(Vec<Mutex<Option<Kept>>>);

/// A prepared name and its place.
type Kept = (u32, Arc<PreparedName>);

/// Slots at most: a question compares dozens, a list of names some thousands again and again.
const MAX_SLOTS: usize = 1 << 15;

impl Prepared {
    fn new(n_names: usize) -> Self {
        let n_slots = n_names.clamp(1, MAX_SLOTS);
        Self((0..n_slots).map(|_| Mutex::new(None)).collect())
    }

    fn of(&self, at: u32, kind: NameKind, text: &str) -> Arc<PreparedName> {
        let prepare = || Arc::new(PreparedName::new(kind, text));
        let Some(slot) = self.0.get(at as usize % self.0.len().max(1)) else {
            return prepare();
        };
        // What is kept is whole even where another thread panicked.
        let mut kept = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, name)) = kept.as_ref().filter(|(place, _)| *place == at) {
            return Arc::clone(name);
        }
        let name = prepare();
        *kept = Some((at, Arc::clone(&name)));
        name
    }
}

#[cfg(test)]
mod tests;
