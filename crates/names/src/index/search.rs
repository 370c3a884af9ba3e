//! Ranking: the postings of the rarest terms are added up name by name, a window of names at a time.

use super::packed::{Packed, Postings};
use super::terms::Term;

/// Names scored at once: their scores stay in the processor's cache.
const WINDOW: u32 = 1 << 14;

/// Rarity counts more than in proportion.
const RARITY: f32 = 2.0;

/// A longer name is likelier to have a term by chance.
const LENGTH: f32 = -0.48;
const LENGTH_MORE: f32 = 3.0;

/// The postings of a term while they are read.
struct List<'a> {
    names: Postings<'a>,
    /// The first name that is not read yet.
    next: Option<u32>,
    worth: f32,
}

/// The names that share the rarest terms, the best first, at most `limit`; at most about `max_read` postings are read.
pub(super) fn ranked(
    packed: &Packed,
    terms: &[Term],
    limit: usize,
    max_read: usize,
) -> Vec<(u32, f32)> {
    let mut lists = lists(packed, terms, max_read);
    let by_length: Vec<f32> = (0_u8..=255)
        .map(|length| (f32::from(length) + LENGTH_MORE).powf(LENGTH))
        .collect();
    let n_names = packed.n_names as u32;
    let mut scores = vec![0.0_f32; WINDOW.min(n_names) as usize];
    let mut touched: Vec<u32> = Vec::new();
    let mut best = Best::new(limit);
    let mut n_left = max_read;
    // A window begins where the next name with a term is.
    while let Some(start) = lists.iter().filter_map(|list| list.next).min() {
        let end = start.saturating_add(WINDOW).min(n_names);
        if start >= end || n_left == 0 {
            break;
        }
        for list in &mut lists {
            let (mut next, worth) = (list.next, list.worth);
            while let Some(name) = next.filter(|name| *name < end) {
                if let Some(score) = scores.get_mut((name - start) as usize) {
                    if *score == 0.0 {
                        touched.push(name);
                    }
                    *score += worth;
                }
                next = list.names.next();
            }
            list.next = next;
        }
        n_left = n_left.saturating_sub(touched.len());
        for name in touched.drain(..) {
            let Some(score) = scores.get_mut((name - start) as usize) else {
                continue;
            };
            let length = packed.length(name).unwrap_or(0);
            let norm = by_length.get(usize::from(length)).copied().unwrap_or(1.0);
            best.offer(name, *score * norm);
            *score = 0.0;
        }
    }
    best.finish()
}

/// The rarest terms first; common ones are read only while little has been read: they rank, they do not find.
fn lists<'a>(packed: &'a Packed, terms: &[Term], max_read: usize) -> Vec<List<'a>> {
    let mut lists: Vec<(Postings<'a>, Term)> = terms
        .iter()
        .filter_map(|term| Some((packed.postings(term.hash)?, *term)))
        .collect();
    lists.sort_by_key(|(names, term)| (names.n_names, term.hash));
    let mut n_read = 0;
    let mut taken = Vec::with_capacity(lists.len());
    for (mut names, term) in lists {
        n_read += names.n_names;
        if n_read > max_read && !taken.is_empty() {
            break;
        }
        let rarity = (packed.n_names as f32 / names.n_names as f32).ln_1p();
        taken.push(List {
            next: names.next(),
            names,
            worth: term.weight * rarity.powf(RARITY),
        });
    }
    taken
}

/// The best names so far.
struct Best {
    limit: usize,
    found: Vec<(u32, f32)>,
    /// Less than this is not among the best.
    least: f32,
}

impl Best {
    const fn new(limit: usize) -> Self {
        Self {
            limit,
            found: Vec::new(),
            least: 0.0,
        }
    }

    fn offer(&mut self, name: u32, score: f32) {
        if score < self.least {
            return;
        }
        self.found.push((name, score));
        if self.found.len() >= 2 * self.limit + 256 {
            self.cut();
        }
    }

    fn cut(&mut self) {
        self.found
            .sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        self.found.truncate(self.limit);
        self.least = self.found.last().map_or(0.0, |(_, score)| *score);
    }

    fn finish(mut self) -> Vec<(u32, f32)> {
        self.cut();
        self.found
    }
}
