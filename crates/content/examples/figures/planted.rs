//! Passages of known texts planted into others, and how well they are found.

use std::error::Error;
use std::ops::Range;

use bongsu_content::{Certainty, Key, Kind, Match, MemoryShelf, Prints, compare};

use crate::data::{Dice, Text};
use crate::obfuscate::Change;

/// A text with one passage of a registered text in it.
pub(crate) struct Planted {
    pub(crate) text: String,
    pub(crate) source: usize,
    /// In characters.
    pub(crate) here: Range<u32>,
    pub(crate) there: Range<u32>,
}

/// One passage for each of `others`, from the sources in turn.
pub(crate) fn plant(
    sources: &[&Text],
    others: &[&Text],
    change: Change,
    seed: u64,
) -> Vec<Planted> {
    let mut dice = Dice(seed);
    let mut planted = Vec::new();
    for other in others {
        let source = dice.below(sources.len());
        let Some(from) = sources.get(source) else {
            continue;
        };
        let n_words = if change == Change::Summarised {
            4000
        } else {
            50 + dice.below(350)
        };
        let Some(there) = stretch(&from.text, n_words, &mut dice) else {
            continue;
        };
        let words: Vec<&str> = other.text.split_whitespace().collect();
        let passage = change.apply(&from.text[there.clone()], &words, &mut dice);
        let at = boundary(&other.text, dice.below(other.text.len()));
        let text = format!("{}\n{passage}\n{}", &other.text[..at], &other.text[at..]);
        let start = n_chars(&text[..=at]);
        planted.push(Planted {
            here: start..start + n_chars(&passage),
            there: n_chars(&from.text[..there.start])..n_chars(&from.text[..there.end]),
            text,
            source,
        });
    }
    planted
}

/// The texts of which no other of them holds a passage: whatever is found in a second one is found wrongly.
pub(crate) fn distinct<'a>(texts: &[&'a Text], key: &Key) -> Result<Vec<&'a Text>, Box<dyn Error>> {
    let mut shelf = MemoryShelf::new();
    let mut kept = Vec::new();
    for text in texts {
        let prints = Prints::new(&text.text, Kind::Prose, key);
        if compare(&prints, &shelf)?.is_empty() {
            shelf.add(&prints, false);
            kept.push(*text);
        }
    }
    Ok(kept)
}

/// A stretch of so many words, or the whole text where it is shorter; in bytes.
fn stretch(text: &str, n_words: usize, dice: &mut Dice) -> Option<Range<usize>> {
    let starts: Vec<usize> = text
        .split_whitespace()
        .map(|word| word.as_ptr() as usize - text.as_ptr() as usize)
        .collect();
    if starts.len() < 60 {
        return None;
    }
    let first = dice.below(starts.len().saturating_sub(n_words));
    let end = starts.get(first + n_words).copied().unwrap_or(text.len());
    Some(*starts.get(first)?..end)
}

fn boundary(text: &str, from: usize) -> usize {
    text[..text.floor_char_boundary(from)]
        .rfind('\n')
        .unwrap_or(0)
}

pub(crate) fn n_chars(text: &str) -> u32 {
    text.chars().count() as u32
}

/// What comparing planted texts gave.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) n_pairs: usize,
    /// As a match, and at all.
    pub(crate) n_right: [usize; 2],
    pub(crate) n_other_pairs: usize,
    pub(crate) n_false: [usize; 2],
    pub(crate) plagdet: Plagdet,
}

/// Compares every planted text with all sources.
pub(crate) fn measure(
    sources: &[&Text],
    planted: &[Planted],
    key: &Key,
) -> Result<Found, Box<dyn Error>> {
    let mut shelf = MemoryShelf::new();
    for source in sources {
        shelf.add(&Prints::new(&source.text, Kind::Prose, key), false);
    }
    let mut found = Found::default();
    for case in planted {
        let matches = compare(&Prints::asked(&case.text, Kind::Prose, key), &shelf)?;
        found.n_pairs += 1;
        found.n_other_pairs += sources.len() - 1;
        for found_text in &matches {
            let is_right = found_text.text as usize == case.source;
            let counts = if is_right {
                &mut found.n_right
            } else {
                &mut found.n_false
            };
            counts[0] += usize::from(found_text.certainty == Certainty::Match);
            counts[1] += 1;
        }
        found.plagdet.add(case, &matches);
    }
    Ok(found)
}

/// Precision, recall and granularity over characters, as PAN measures them (macro averages).
#[derive(Default)]
pub(crate) struct Plagdet {
    recall: f64,
    n_cases: f64,
    precision: f64,
    n_detections: f64,
    n_detecting: f64,
    n_detected: f64,
}

impl Plagdet {
    fn add(&mut self, case: &Planted, matches: &[Match]) {
        let size = case.here.len() as f64 + case.there.len() as f64;
        let (mut here, mut there) = (vec![false; case.here.len()], vec![false; case.there.len()]);
        let mut n_detecting = 0.0;
        for found in matches {
            for passage in &found.passages {
                let mut overlap = 0;
                if found.text as usize == case.source
                    && overlap_of(&passage.here, &case.here) > 0
                    && overlap_of(&passage.there, &case.there) > 0
                {
                    overlap = overlap_of(&passage.here, &case.here)
                        + overlap_of(&passage.there, &case.there);
                    mark(&mut here, &passage.here, &case.here);
                    mark(&mut there, &passage.there, &case.there);
                    n_detecting += 1.0;
                }
                let all = passage.here.len() + passage.there.len();
                self.precision += f64::from(overlap) / all as f64;
                self.n_detections += 1.0;
            }
        }
        let n_marked = here.iter().chain(&there).filter(|marked| **marked).count();
        self.recall += n_marked as f64 / size;
        self.n_cases += 1.0;
        if n_detecting > 0.0 {
            self.n_detecting += n_detecting;
            self.n_detected += 1.0;
        }
    }

    pub(crate) fn precision(&self) -> f64 {
        self.precision / self.n_detections.max(1.0)
    }

    pub(crate) fn recall(&self) -> f64 {
        self.recall / self.n_cases.max(1.0)
    }

    pub(crate) fn granularity(&self) -> f64 {
        if self.n_detected > 0.0 {
            self.n_detecting / self.n_detected
        } else {
            1.0
        }
    }

    pub(crate) fn score(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        f1 / (1.0 + self.granularity()).log2()
    }

    pub(crate) fn join(&mut self, other: &Self) {
        self.recall += other.recall;
        self.n_cases += other.n_cases;
        self.precision += other.precision;
        self.n_detections += other.n_detections;
        self.n_detecting += other.n_detecting;
        self.n_detected += other.n_detected;
    }
}

fn overlap_of(left: &Range<u32>, right: &Range<u32>) -> u32 {
    left.end
        .min(right.end)
        .saturating_sub(left.start.max(right.start))
}

fn mark(marks: &mut [bool], found: &Range<u32>, case: &Range<u32>) {
    let first = found.start.max(case.start) - case.start;
    let end = found.end.min(case.end).saturating_sub(case.start);
    if let Some(marks) = marks.get_mut(first as usize..end as usize) {
        marks.fill(true);
    }
}
