//! Korean documents years later, and translated by people.

use std::error::Error;
use std::path::Path;

use bongsu_content::{Certainty, Key, Kind, MemoryShelf, Prints, compare};
use unicode_normalization::UnicodeNormalization;

use crate::data::{Change, Text, texts};
use crate::{say, share};

/// Whether a text is long enough to be about something, as the notes on the samples have it.
fn is_long(text: &Text) -> bool {
    text.text
        .chars()
        .filter(|letter| ('가'..='힣').contains(letter))
        .count()
        > 800
}

/// Documents as they were, looked up among those of today. Those of 2021 had other paths.
pub(crate) fn revisions(samples: &Path, _: Option<&Path>, key: &Key) -> Result<(), Box<dyn Error>> {
    let folder = samples.join("korean-revisions");
    let today: Vec<Text> = texts(&folder.join("head"))?
        .into_iter()
        .filter(is_long)
        .collect();
    let changes: [Change; 3] = [
        ("as it was", str::to_owned),
        ("in parts (NFD)", |text| text.nfd().collect()),
        ("without spaces", |text| text.split([' ', '\t']).collect()),
    ];
    for date in ["2023-06-01", "2024-06-01", "2025-06-01"] {
        let before: Vec<Text> = texts(&folder.join(date))?
            .into_iter()
            .filter(is_long)
            .collect();
        for (how, change) in changes {
            rank(&format!("{date}, {how}"), &before, &today, change, key)?;
        }
    }
    Ok(())
}

/// Korean documents looked up among the English ones, and the other way round.
pub(crate) fn translations(
    samples: &Path,
    _: Option<&Path>,
    key: &Key,
) -> Result<(), Box<dyn Error>> {
    let folder = samples.join("korean-revisions");
    let korean: Vec<Text> = texts(&folder.join("head"))?
        .into_iter()
        .filter(is_long)
        .collect();
    let english = texts(&folder.join("en-1207ee36"))?;
    let changes: [Change; 2] = [
        ("whole", str::to_owned),
        ("without its code blocks", without_code),
    ];
    for (how, change) in changes {
        rank(
            &format!("Korean among English, {how}"),
            &korean,
            &english,
            change,
            key,
        )?;
        rank(
            &format!("English among Korean, {how}"),
            &english,
            &korean,
            change,
            key,
        )?;
    }
    Ok(())
}

/// A text without what stands between lines of three backquotes.
fn without_code(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// How often the document of the same path is named first.
fn rank(
    what: &str,
    asked: &[Text],
    registered: &[Text],
    change: fn(&str) -> String,
    key: &Key,
) -> Result<(), Box<dyn Error>> {
    let mut shelf = MemoryShelf::new();
    for text in registered {
        shelf.add(&Prints::new(&text.text, Kind::Prose, key), false);
    }
    let (mut n_asked, mut n_first, mut n_match, mut n_any) = (0, 0, 0, 0);
    let mut missed = Vec::new();
    for text in asked {
        let Some(right) = registered.iter().position(|other| other.path == text.path) else {
            continue;
        };
        let found = compare(
            &Prints::asked(&change(&text.text), Kind::Prose, key),
            &shelf,
        )?;
        n_asked += 1;
        let place = found.iter().position(|found| found.text as usize == right);
        n_first += usize::from(place == Some(0));
        n_any += usize::from(place.is_some());
        let named = place.and_then(|place| found.get(place));
        n_match += usize::from(named.is_some_and(|named| named.certainty == Certainty::Match));
        if place != Some(0) {
            missed.push(text.path.as_str());
        }
    }
    say(&format!(
        "{what}: right document first {} of {n_asked}, found {}, as a match {}",
        share(n_first, n_asked),
        share(n_any, n_asked),
        share(n_match, n_asked),
    ))?;
    for path in missed.iter().take(3) {
        say(&format!("    not first: {path}"))?;
    }
    Ok(())
}
