//! Passages of known texts planted into others, and how well they are found.

use std::error::Error;
use std::ops::Range;

use bongsu_content::{Certainty, Key, Kind, MemoryShelf, Prints, Tier, compare, shared};

use crate::data::{Dice, Text};
use crate::obfuscate::Change;
use crate::plagdet::{Place, Plagdet, detections};

/// A text with one passage of a registered text in it.
pub(crate) struct Planted {
    pub(crate) text: String,
    pub(crate) source: usize,
    /// In characters.
    pub(crate) here: Range<u32>,
    pub(crate) there: Range<u32>,
}

impl Planted {
    fn case(&self) -> Place {
        Place {
            source: self.source as u32,
            here: self.here.clone(),
            there: self.there.clone(),
        }
    }
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

/// Texts that share hardly a hash with each other, whatever the thresholds: what is found in a second one is found
/// wrongly.
pub(crate) fn distinct<'a>(texts: &[&'a Text], key: &Key) -> Result<Vec<&'a Text>, Box<dyn Error>> {
    const MOST: [(Tier, u64); 3] = [
        (Tier::Verbatim, 1),
        (Tier::Reworked, 24),
        (Tier::Technical, 12),
    ];
    let mut shelf = MemoryShelf::new();
    let mut kept = Vec::new();
    for text in texts {
        let prints = Prints::new(&text.text, Kind::Prose, key);
        let mut is_alike = false;
        for (tier, most) in MOST {
            let shared = shared(&prints, tier, &shelf)?;
            is_alike |= shared.iter().any(|shared| shared.n_hashes > most);
        }
        if !is_alike {
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
        found.plagdet.add(&[case.case()], &detections(&matches));
    }
    Ok(found)
}
