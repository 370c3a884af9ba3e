//! Texts of any length, compared window by window.
//!
//! Windows overlap, so that what lies at the edge of one is inside of the next. Of each only what was seen is kept.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cover::joined;
use super::judge::{SEAM, Seen};
use super::pairs::Stretch;
use super::survey::{Candidate, Survey};
use super::{Match, Passage, look, sort};
use crate::canonical::count;
use crate::key::Key;
use crate::print::{Print, Prints, Tier};
use crate::prints::Kind;
use crate::shelf::{Number, Shelf, ShelfError};

/// Bytes of a window, and bytes that two windows have in common.
const WINDOW: usize = 16 << 20;
const OVERLAP: usize = 256 << 10;

/// Compares a text of any length with all registered ones; the text with the most evidence comes first. `file` is the
/// BLAKE3 of the bytes it was read from.
///
/// A text of up to 16 MiB is compared as a whole, as by [`Prints::asked`] and [`compare`](super::compare). A longer one
/// is looked at in windows of that size, so that the memory it takes does not grow with it. Windows have 256 KiB in
/// common: a passage of up to that length is found as in the whole, a longer one by its parts, which are put together
/// again. Evidence is that of the window that has most.
///
/// # Errors
/// Where the shelf cannot be read.
pub fn compare_text(
    text: &str,
    kind: Kind,
    file: Option<&[u8; 32]>,
    key: &Key,
    shelf: &dyn Shelf,
) -> Result<Vec<Match>, ShelfError> {
    let windows = windows(text, WINDOW, OVERLAP);
    by_windows(text, &windows, (kind, file), key, shelf)
}

/// The windows of a text, in bytes.
fn windows(text: &str, size: usize, overlap: usize) -> Vec<Range<usize>> {
    let mut windows = Vec::new();
    let mut start = 0_usize;
    loop {
        let end = text.floor_char_boundary(start.saturating_add(size));
        windows.push(start..end);
        if end >= text.len() {
            return windows;
        }
        start = text.floor_char_boundary(end.saturating_sub(overlap).max(start + 1));
    }
}

fn by_windows(
    text: &str,
    windows: &[Range<usize>],
    (kind, file): (Kind, Option<&[u8; 32]>),
    key: &Key,
    shelf: &dyn Shelf,
) -> Result<Vec<Match>, ShelfError> {
    let length = count(text);
    let mut all: BTreeMap<Number, (Candidate, Seen)> = BTreeMap::new();
    let (mut counted, mut before) = (0, 0);
    for (number, window) in windows.iter().enumerate() {
        before += count(text.get(counted..window.start).unwrap_or(""));
        counted = window.start;
        let mut prints = Prints::asked(text.get(window.clone()).unwrap_or(""), kind, key);
        if let Some(digest) = file.filter(|_| number == 0) {
            prints = prints.with_file(digest, key);
            let exact = prints.tiers.get_mut(Tier::Exact as usize);
            for Print { end, .. } in exact.into_iter().flatten() {
                *end = length;
            }
        }
        let survey = Survey::of(&prints, shelf)?;
        look(&prints, shelf, &survey, length, &mut |candidate, seen| {
            let seen = seen.moved(before);
            match all.entry(candidate.text) {
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert((*candidate, seen));
                }
                std::collections::btree_map::Entry::Occupied(mut entry) => {
                    let (known, sum) = entry.get_mut();
                    known.evidence = known.evidence.max(candidate.evidence);
                    sum.join(seen);
                }
            }
        })?;
    }
    let matches = all.into_values();
    let mut matches: Vec<Match> = matches
        .filter_map(|(candidate, seen)| seen.into_match(&candidate, length))
        .collect();
    sort(&mut matches);
    Ok(matches)
}

impl Seen {
    /// The same so many characters later in the text that is asked about.
    fn moved(mut self, by: u32) -> Self {
        for passage in &mut self.passages {
            // The whole file is the whole text already.
            if passage.tier != Tier::Exact {
                passage.here.start = passage.here.start.saturating_add(by);
                passage.here.end = passage.here.end.saturating_add(by);
            }
        }
        for stretch in &mut self.here {
            stretch.start = stretch.start.saturating_add(by);
            stretch.end = stretch.end.saturating_add(by);
        }
        self
    }

    /// Adds what was seen in a later window; what both have counts once.
    fn join(&mut self, later: Self) {
        for passage in later.passages {
            match self
                .passages
                .iter_mut()
                .find(|known| overlap(known, &passage))
            {
                Some(known) => {
                    known.here = around(&known.here, &passage.here);
                    known.there = around(&known.there, &passage.there);
                    known.n_hits = known.n_hits.max(passage.n_hits);
                    if passage.certainty > known.certainty {
                        (known.certainty, known.tier) = (passage.certainty, passage.tier);
                    }
                }
                None => self.passages.push(passage),
            }
        }
        self.passages
            .sort_by_key(|passage| (passage.here.start, passage.there.start));
        let add = |all: &mut Vec<Stretch>, more: Vec<Stretch>| {
            all.extend(more);
            *all = joined(std::mem::take(all), SEAM);
        };
        add(&mut self.here, later.here);
        add(&mut self.there, later.there);
        for (share, other) in self.code.iter_mut().zip(later.code) {
            *share = share.max(other);
        }
    }
}

/// Whether two passages are one that was cut at the edge of a window.
fn overlap(left: &Passage, right: &Passage) -> bool {
    let share =
        |left: &Range<u32>, right: &Range<u32>| left.start < right.end && right.start < left.end;
    left.tier != Tier::Exact
        && right.tier != Tier::Exact
        && share(&left.here, &right.here)
        && share(&left.there, &right.there)
}

fn around(left: &Range<u32>, right: &Range<u32>) -> Range<u32> {
    left.start.min(right.start)..left.end.max(right.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MemoryShelf, compare};

    /// Sentences of words that no two of them share in a row.
    fn text(seed: u32, n_sentences: u32) -> String {
        let word = |n: u32| {
            let n = n.wrapping_mul(2_654_435_761) ^ n >> 3;
            let letters = (0..7).map(|at| char::from(b'a' + (n >> (4 * at) & 15) as u8));
            letters.collect::<String>()
        };
        let sentence = |n: u32| {
            let words = (0..12).map(|at| word(seed + 12 * n + at));
            words.collect::<Vec<String>>().join(" ") + ". "
        };
        (0..n_sentences).map(sentence).collect()
    }

    #[test]
    fn windows_say_what_the_whole_says() -> Result<(), ShelfError> {
        let key = Key::new(&[7; 32]);
        let recipe = text(1_000_000, 40);
        let other = text(2_000_000, 40);
        let mut shelf = MemoryShelf::new();
        shelf.add(&Prints::new(&recipe, Kind::Prose, &key), false);
        shelf.add(&Prints::new(&other, Kind::Prose, &key), false);
        let (first, rest) = recipe.split_at(recipe.find(". ").unwrap() * 5);
        let (second, third) = rest.split_at(rest.len() / 2);
        let filler = |seed| format!("가나다 {}", text(seed, 150));
        let asked = format!(
            "{}{first}{}{second}{}{other}{}{third}",
            filler(3_000_000),
            filler(4_000_000),
            filler(5_000_000),
            filler(6_000_000),
        );
        let whole = compare(&Prints::asked(&asked, Kind::Prose, &key), &shelf)?;
        assert_eq!(whole.len(), 2);
        for (size, overlap) in [
            (1 << 30, 0),
            (12_000, 6_000),
            (9_001, 5_000),
            (20_000, 8_000),
        ] {
            let windows = windows(&asked, size, overlap);
            let found = by_windows(&asked, &windows, (Kind::Prose, None), &key, &shelf)?;
            assert_eq!(found.len(), whole.len(), "{size}");
            for whole in &whole {
                let of = found.iter().find(|found| found.text == whole.text).unwrap();
                assert_eq!(of.passages, whole.passages, "{size}");
                assert_eq!((of.tier, of.certainty), (whole.tier, whole.certainty));
                assert_eq!(of.longest_run, whole.longest_run, "{size}");
                assert!(
                    (of.share_of_this - whole.share_of_this).abs() < 1e-9,
                    "{size}"
                );
                let shares = (of.share_of_registered, whole.share_of_registered);
                assert!((shares.0 - shares.1).abs() < 1e-9, "{size}: {shares:?}");
            }
        }
        Ok(())
    }

    #[test]
    fn the_whole_file_is_found_once() -> Result<(), ShelfError> {
        let key = Key::new(&[7; 32]);
        let text = text(1, 100);
        let digest = [3; 32];
        let mut shelf = MemoryShelf::new();
        let prints = Prints::new(&text, Kind::Prose, &key);
        shelf.add(&prints.with_file(&digest, &key), false);
        let windows = windows(&text, 3000, 500);
        assert!(windows.len() > 3);
        let found = by_windows(&text, &windows, (Kind::Prose, Some(&digest)), &key, &shelf)?;
        let [found] = found.as_slice() else {
            panic!("{found:?}")
        };
        let exact: Vec<&Passage> = found
            .passages
            .iter()
            .filter(|passage| passage.tier == Tier::Exact)
            .collect();
        assert_eq!(exact.len(), 1, "{found:?}");
        assert_eq!(exact[0].here, 0..text.len() as u32);
        assert_eq!(found.tier, Tier::Exact);
        Ok(())
    }
}
