//! Texts that have nothing in common, and texts into which a passage was planted.

use std::error::Error;
use std::path::Path;

use bongsu_content::{Certainty, Key, Kind, MemoryShelf, Prints, Tier, compare};

use crate::data::{Text, texts};
use crate::obfuscate::Change;
use crate::plagdet::Plagdet;
use crate::planted::{distinct, measure, plant};
use crate::{say, share};

/// Texts of one collection looked up among those of another.
pub(crate) fn unrelated(
    samples: &Path,
    others: Option<&Path>,
    key: &Key,
) -> Result<(), Box<dyn Error>> {
    let folder = samples.join("korean-revisions");
    let (english, korean) = (
        texts(&folder.join("en-1207ee36"))?,
        texts(&folder.join("head"))?,
    );
    let source = texts(&samples.join("source-code"))?;
    let source: Vec<Text> = source.into_iter().filter(Text::is_java).collect();
    let what = "Java programs among English documentation";
    cross(what, &source, &english, None, key)?;
    let licence = fs_err::read_to_string(folder.join("LICENSE-DOCS.md"))?;
    let licensed = |texts: &[Text]| -> Vec<Text> {
        let with = |text: &Text| Text {
            path: text.path.clone(),
            text: format!("{}\n{licence}", text.text),
        };
        texts.iter().map(with).collect()
    };
    // Every query finds the licence in every text, so one program in six will do.
    let some: Vec<Text> = source.into_iter().step_by(6).collect();
    let (source, licensed_english) = (licensed(&some), licensed(&english));
    let what = "one program in six, with one licence under every text";
    cross(what, &source, &licensed_english, None, key)?;
    let what = "the same with that licence registered as boilerplate";
    cross(what, &source, &licensed_english, Some(&licence), key)?;
    if let Some(others) = others {
        let others = texts(others)?;
        cross(
            "other texts among English documentation",
            &others,
            &english,
            None,
            key,
        )?;
        cross(
            "other texts among Korean documentation",
            &others,
            &korean,
            None,
            key,
        )?;
        cross(
            "English documentation among other texts",
            &english,
            &others,
            None,
            key,
        )?;
    }
    Ok(())
}

fn cross(
    what: &str,
    asked: &[Text],
    registered: &[Text],
    boilerplate: Option<&str>,
    key: &Key,
) -> Result<(), Box<dyn Error>> {
    let mut shelf = MemoryShelf::new();
    for text in registered {
        shelf.add(&Prints::new(&text.text, Kind::Prose, key), false);
    }
    if let Some(boilerplate) = boilerplate {
        shelf.add(&Prints::asked(boilerplate, Kind::Prose, key), true);
    }
    let (mut n_match, mut n_any, mut n_pairs) = (0, 0, 0);
    let mut by_tier = [0; 5];
    for text in asked {
        let found = compare(&Prints::asked(&text.text, Kind::Prose, key), &shelf)?;
        n_match += usize::from(
            found
                .iter()
                .any(|found| found.certainty == Certainty::Match),
        );
        n_any += usize::from(!found.is_empty());
        n_pairs += found.len();
        for (tier, count) in Tier::ALL.into_iter().zip(&mut by_tier) {
            *count += usize::from(found.iter().any(|found| found.tier == tier));
        }
    }
    let [_, verbatim, reworked, technical, _] = by_tier;
    say(&format!(
        "{what}: {} of {} flagged as match ({}), {n_any} as match or possible ({}; verbatim {verbatim}, reworked {reworked}, technical {technical}); {} of pairs",
        n_match,
        asked.len(),
        share(n_match, asked.len()),
        share(n_any, asked.len()),
        share(n_pairs, asked.len() * registered.len()),
    ))
}

/// Passages planted into other texts: found or not, and where. Gaps and thresholds were set on every fourth text
/// (`set by`); the passages planted into the others are the check. Both have the same sources.
pub(crate) fn planted(
    samples: &Path,
    others: Option<&Path>,
    key: &Key,
) -> Result<(), Box<dyn Error>> {
    let folder = samples.join("korean-revisions");
    let english = texts(&folder.join("en-1207ee36"))?;
    let hosts = match others {
        Some(others) => texts(others)?,
        None => texts(&folder.join("2021-06-01"))?,
    };
    let sources: Vec<&Text> = english
        .iter()
        .filter(|text| text.text.len() > 3000)
        .collect();
    let sources = distinct(&sources, key)?;
    for (half, is_in) in [("set by", true), ("check", false)] {
        let hosts: Vec<&Text> = hosts
            .iter()
            .enumerate()
            .filter(|(number, text)| (number % 4 == 0) == is_in && text.text.len() < 60_000)
            .map(|(_, text)| text)
            .collect();
        let mut all = Plagdet::default();
        for change in Change::ALL {
            let planted = plant(&sources, &hosts, change, 1 + u64::from(is_in));
            let found = measure(&sources, &planted, key)?;
            say(&format!(
                "{half}, {change:?}: found {} (as a match {}) of {} pairs, false {} (as a match {}) of {}; {}",
                share(found.n_right[1], found.n_pairs),
                share(found.n_right[0], found.n_pairs),
                found.n_pairs,
                share(found.n_false[1], found.n_other_pairs),
                share(found.n_false[0], found.n_other_pairs),
                found.n_other_pairs,
                found.plagdet,
            ))?;
            all.join(&found.plagdet);
        }
        say(&format!("{half}, all: {all}"))?;
    }
    Ok(())
}
