//! One sentence of a document, pasted into another text in other spelling.

use std::error::Error;
use std::path::Path;

use bongsu_content::{Certainty, Key, Kind, MemoryShelf, Prints, compare};
use unicode_normalization::UnicodeNormalization;

use crate::data::{Dice, Text, texts};
use crate::{say, share};

const MAIL: &str = "Hello,\nas we said on the phone, this is what you asked for.\n\n";
const MAIL_END: &str = "\n\nThe rest comes tomorrow. Best regards";

/// Excerpts of every document of one half, looked up among all.
pub(crate) fn excerpts(samples: &Path, _: Option<&Path>, key: &Key) -> Result<(), Box<dyn Error>> {
    for (language, folder) in [("English", "en-1207ee36"), ("Korean", "head")] {
        let texts = texts(&samples.join("korean-revisions").join(folder))?;
        let mut shelf = MemoryShelf::new();
        for text in &texts {
            shelf.add(&Prints::new(&text.text, Kind::Prose, key), false);
        }
        let mut dice = Dice(75);
        for n_symbols in [48, 60, 75, 100] {
            let mut counts = [0; 4];
            for (number, text) in texts.iter().enumerate() {
                for change in CHANGES {
                    let Some(excerpt) = excerpt(text, n_symbols, &mut dice) else {
                        continue;
                    };
                    let mail = format!("{MAIL}{}{MAIL_END}", change(&excerpt));
                    let found = compare(&Prints::asked(&mail, Kind::Prose, key), &shelf)?;
                    let right = found.iter().find(|found| found.text as usize == number);
                    counts[0] += 1;
                    counts[1] += usize::from(right.is_some());
                    counts[2] +=
                        usize::from(right.is_some_and(|right| right.certainty == Certainty::Match));
                    counts[3] += usize::from(
                        found
                            .first()
                            .is_some_and(|first| first.text as usize == number),
                    );
                }
            }
            let [n_excerpts, found, sure, first] = counts;
            say(&format!(
                "{language}, {n_symbols} letters and digits: found {}, as a match {}, named first {} of {n_excerpts} (a text that stands in several documents is named by any)",
                share(found, n_excerpts),
                share(sure, n_excerpts),
                share(first, n_excerpts),
            ))?;
        }
    }
    Ok(())
}

type Change = fn(&str) -> String;

const CHANGES: [Change; 5] = [
    str::to_owned,
    str::to_uppercase,
    |text| text.split_whitespace().collect(),
    |text| text.nfd().collect(),
    |text| text.replace([',', '.', '`', '(', ')', '\''], " -- "),
];

/// So many letters and digits from the beginning of a word somewhere in a text, without addresses.
fn excerpt(text: &Text, n_symbols: usize, dice: &mut Dice) -> Option<String> {
    let start = text.text.floor_char_boundary(dice.below(text.text.len()));
    let rest = text.text.get(start..)?;
    let rest = rest.get(rest.find(char::is_whitespace)?..)?.trim_start();
    let mut n_seen = 0;
    // A Hangul syllable is two letters or three.
    let end = rest.char_indices().find_map(|(at, letter)| {
        n_seen += match letter {
            '가'..='힣' => letter.nfd().count(),
            _ => usize::from(letter.is_alphanumeric()),
        };
        (n_seen >= n_symbols).then_some(at + letter.len_utf8())
    })?;
    let excerpt = rest.get(..end)?;
    (!excerpt.contains("://") && !excerpt.contains('@')).then(|| excerpt.to_owned())
}
