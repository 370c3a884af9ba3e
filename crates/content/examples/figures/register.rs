//! Texts that have nothing to do with a register, asked of registers of several sizes.
//!
//! Some of them do share text with it, as manuals that took a paragraph from the same source: such a find is true. So
//! each text that was found is compared with the one asked: a sentence in common is a true find, a run of 49 to 74 letters
//! is a true one of part of a sentence or a set phrase, and what has neither is chance.
//!
//! The folder given has `registered/`, `boilerplate/` and one folder or more whose names begin with `asked`.

use std::error::Error;
use std::path::Path;

use bongsu_content::{Certainty, Key, Kind, Match, MemoryShelf, Prints, Tier, compare};

use crate::copied::{SEEN, SENTENCE, share_a_run};
use crate::data::{Dice, Text, texts};
use crate::{say, share};

/// Texts registered, and how many such registers are tried.
const SIZES: [(usize, usize); 4] = [(1, 20), (100, 5), (1000, 2), (10_000, 1)];

/// What was flagged of all that was asked.
#[derive(Default)]
struct Flagged {
    n_asked: usize,
    n_match: usize,
    n_any: usize,
    /// Texts that were only found in texts they share a sentence with.
    n_copied: usize,
    /// Others that were only found in texts they share a run of 49 letters with.
    n_parts: usize,
    /// Texts that were found in one they share no such run with: as a match, and at all.
    n_chance: [usize; 2],
    /// Those by tier.
    by_tier: [usize; 5],
}

/// Every text asked of registers drawn by lot.
pub(crate) fn register(_: &Path, folder: Option<&Path>, key: &Key) -> Result<(), Box<dyn Error>> {
    let Some(folder) = folder.filter(|folder| folder.join("registered").is_dir()) else {
        return say("no folder with registered/ was given: nothing to measure");
    };
    let mut registered = texts(&folder.join("registered"))?;
    shuffle(&mut registered);
    let boilerplate = match folder.join("boilerplate") {
        folder if folder.is_dir() => texts(&folder)?,
        _ => Vec::new(),
    };
    let mut asked = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        if let Some(name) = name.filter(|name| name.starts_with("asked")) {
            asked.push((name, texts(&path)?));
        }
    }
    asked.sort_by(|(left, _), (right, _)| left.cmp(right));
    for (size, n_registers) in SIZES {
        if registered.len() < size {
            continue;
        }
        let mut flagged: Vec<Flagged> = asked.iter().map(|_| Flagged::default()).collect();
        for lot in registered.chunks_exact(size).take(n_registers) {
            let shelf = shelf(lot, &boilerplate, key);
            for ((_, texts), flagged) in asked.iter().zip(&mut flagged) {
                for text in texts {
                    ask(text, lot, &shelf, flagged, key)?;
                }
            }
        }
        for ((name, _), flagged) in asked.iter().zip(&flagged) {
            let [_, verbatim, reworked, technical, _] = flagged.by_tier;
            say(&format!(
                "{name}, a register of {size}: {} flagged as match, {} as match or possible, of {}; with a sentence of 75 letters in common {}, with 49 to 74 letters {}, by chance {} (as match {}; verbatim {verbatim}, reworked {reworked}, technical {technical})",
                share(flagged.n_match, flagged.n_asked),
                share(flagged.n_any, flagged.n_asked),
                flagged.n_asked,
                share(flagged.n_copied, flagged.n_asked),
                share(flagged.n_parts, flagged.n_asked),
                share(flagged.n_chance[1], flagged.n_asked),
                share(flagged.n_chance[0], flagged.n_asked),
            ))?;
        }
    }
    Ok(())
}

fn shelf(lot: &[Text], boilerplate: &[Text], key: &Key) -> MemoryShelf {
    let mut shelf = MemoryShelf::new();
    for text in lot {
        shelf.add(&Prints::new(&text.text, Kind::Prose, key), false);
    }
    for text in boilerplate {
        shelf.add(&Prints::asked(&text.text, Kind::Prose, key), true);
    }
    shelf
}

fn ask(
    text: &Text,
    lot: &[Text],
    shelf: &MemoryShelf,
    flagged: &mut Flagged,
    key: &Key,
) -> Result<(), Box<dyn Error>> {
    let found = compare(&Prints::asked(&text.text, Kind::Prose, key), shelf)?;
    flagged.n_asked += 1;
    flagged.n_any += usize::from(!found.is_empty());
    let is_match = |found: &Match| found.certainty == Certainty::Match;
    flagged.n_match += usize::from(found.iter().any(is_match));
    let without = |length: usize| -> Vec<&Match> {
        let has_none = |found: &&Match| {
            let other = lot.get(found.text as usize);
            other.is_none_or(|other| !share_a_run(&text.text, &other.text, length))
        };
        found.iter().filter(has_none).collect()
    };
    let by_chance = without(SEEN);
    let has_sentences = without(SENTENCE).is_empty();
    flagged.n_copied += usize::from(has_sentences && !found.is_empty());
    flagged.n_parts += usize::from(by_chance.is_empty() && !has_sentences);
    flagged.n_chance[0] += usize::from(by_chance.iter().copied().any(is_match));
    flagged.n_chance[1] += usize::from(!by_chance.is_empty());
    for (tier, count) in Tier::ALL.into_iter().zip(&mut flagged.by_tier) {
        *count += usize::from(by_chance.iter().any(|found| found.tier == tier));
    }
    Ok(())
}

fn shuffle(texts: &mut [Text]) {
    let mut dice = Dice(9);
    for last in (1..texts.len()).rev() {
        texts.swap(last, dice.below(last + 1));
    }
}
