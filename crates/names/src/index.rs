//! An index over many names: candidates first, comparison after.

use std::collections::{BTreeMap, HashMap};

use crate::fold::{skeleton, sound};
use crate::prepare::{NameKind, PreparedName, Role, Word};

/// An inverted index from the words, readings and letter groups of names to their keys.
#[derive(Clone, Debug)]
pub struct NameIndex {
    kind: NameKind,
    /// Keys of each term, sorted, without repetition.
    postings: HashMap<Box<str>, Vec<u32>>,
    n_names: usize,
}

impl NameIndex {
    /// Indexes names under keys; one key may have several names.
    ///
    /// ```
    /// use bongsu_names::{NameIndex, NameKind, PreparedName};
    ///
    /// let index = NameIndex::build(NameKind::Organisation, [(0, "해동선박안전㈜"), (1, "Daeyang Chemical")]);
    /// let name = PreparedName::new(NameKind::Organisation, "Haedong Seonbak Anjeon");
    /// assert_eq!(index.candidates(&name, 5), [0]);
    /// ```
    pub fn build<'a>(kind: NameKind, names: impl IntoIterator<Item = (u32, &'a str)>) -> Self {
        let mut postings: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        let mut n_names = 0;
        for (key, name) in names {
            n_names += 1;
            for term in terms(&PreparedName::new(kind, name)).into_keys() {
                let keys = postings.entry(term.into_boxed_str()).or_default();
                if keys.last() != Some(&key) {
                    keys.push(key);
                }
            }
        }
        for keys in postings.values_mut() {
            keys.sort_unstable();
            keys.dedup();
            keys.shrink_to_fit();
        }
        Self {
            kind,
            postings,
            n_names,
        }
    }

    /// How many names were indexed.
    pub const fn n_names(&self) -> usize {
        self.n_names
    }

    /// What the names are names of.
    pub const fn kind(&self) -> NameKind {
        self.kind
    }

    /// How many keys have the first word of its own that a name has, however spelled.
    pub fn n_sharing_word(&self, name: &PreparedName) -> usize {
        let word = name.words.iter().find(|word| word.role == Role::Name);
        let term = word.map(|word| format!("w{}", word.sound));
        term.and_then(|term| self.postings.get(term.as_str()))
            .map_or(0, Vec::len)
    }

    /// The keys whose names share the rarest terms with a name, the likeliest first.
    pub fn candidates(&self, name: &PreparedName, limit: usize) -> Vec<u32> {
        self.candidates_within(name, limit, MAX_READ)
    }

    /// The same by the very rarest terms, for thousands of names at once: finds equal names, and misses distant ones.
    pub fn near_candidates(&self, name: &PreparedName, limit: usize) -> Vec<u32> {
        self.candidates_within(name, limit, NEAR_READ)
    }

    fn candidates_within(&self, name: &PreparedName, limit: usize, max_read: usize) -> Vec<u32> {
        let mut found: Vec<(&Vec<u32>, f64)> = terms(name)
            .into_iter()
            .filter_map(|(term, weight)| {
                self.postings.get(term.as_str()).map(|keys| (keys, weight))
            })
            .collect();
        found.sort_by_key(|(keys, _)| keys.len());
        let mut scores: HashMap<u32, f64> = HashMap::new();
        let mut n_read = 0;
        for (keys, weight) in found {
            // Common terms are read only while little has been found: they rank, they do not find.
            let is_costly = n_read + keys.len() > max_read;
            if is_costly && !scores.is_empty() {
                continue;
            }
            let rarity = (self.n_names as f64 / keys.len() as f64).ln_1p();
            for key in keys.iter().take(max_read) {
                *scores.entry(*key).or_default() += weight * rarity;
            }
            n_read += keys.len().min(max_read);
        }
        let mut ranked: Vec<(u32, f64)> = scores.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.into_iter().take(limit).map(|(key, _)| key).collect()
    }
}

/// Postings read for one question.
const MAX_READ: usize = 50_000;

/// Postings read for one of thousands of questions.
const NEAR_READ: usize = 1_000;

/// The terms of a name with their weights: whole words, the joined name, its letter groups, its acronym.
fn terms(name: &PreparedName) -> BTreeMap<String, f64> {
    let mut out = BTreeMap::new();
    let own: Vec<&Word> = name
        .words
        .iter()
        .filter(|word| word.role == Role::Name)
        .collect();
    for word in &name.words {
        match &word.role {
            Role::Filler => {}
            Role::Initial => {
                out.insert(format!("i{}", word.latin), 0.2);
            }
            Role::Company(concept) => {
                out.insert(format!("c{}", concept.id), 0.3);
            }
            Role::Number(value) => {
                out.insert(format!("n{value}"), 0.3);
            }
            Role::Name | Role::Place => {
                out.insert(format!("w{}", word.sound), 1.0);
                out.insert(format!("s{}", word.skeleton), 1.0);
            }
        }
    }
    let core: String = own.iter().map(|word| word.latin.as_str()).collect();
    for joined in [skeleton(&sound(&core)), name.joined_skeleton()] {
        if joined.len() < 2 {
            continue;
        }
        out.insert(format!("j{joined}"), 2.0);
        let letters: Vec<char> = joined.chars().collect();
        for group in letters.windows(3) {
            out.insert(
                std::iter::once('g').chain(group.iter().copied()).collect(),
                0.25,
            );
        }
    }
    let acronym: String = name
        .words
        .iter()
        .filter(|word| !matches!(word.role, Role::Filler | Role::Number(_)))
        .filter_map(|word| word.latin.chars().next())
        .collect();
    if acronym.len() >= 3 {
        out.insert(format!("a{acronym}"), 0.8);
    }
    for word in own
        .iter()
        .filter(|word| (3..=6).contains(&word.latin.len()))
    {
        out.insert(format!("a{}", word.latin), 0.8);
    }
    out
}
