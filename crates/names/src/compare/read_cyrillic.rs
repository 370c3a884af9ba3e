//! Chinese and Korean names that came in Cyrillic letters, against the same in characters, Hangul or Latin letters.

use crate::han;
use crate::hangul::{CyrillicName, cost_of_cyrillic, cost_of_reading};
use crate::prepare::{PreparedName, Script, Word};
use crate::tables::surnames;

use super::read_name::orders;
use super::word::{Likeness, read};

/// Cyrillic keeps Mandarin syllables apart as pinyin does.
const MANDARIN: f64 = 0.93;
/// Several Korean names have one Cyrillic spelling.
const KOREAN: f64 = 0.97;
/// How much the cost of a Korean reading counts.
const PER_COST: f64 = 0.25;
/// A farther reading is none.
const LEAST: f64 = 0.7;
/// One syllable is shared by many words, a Russian given name by many people.
const SHARED: f64 = 0.8;

/// A whole name of a person in Cyrillic letters against one in others.
pub(super) fn read_cyrillic(name: &PreparedName, other: &PreparedName) -> Option<Likeness> {
    let cyrillic = name.cyrillic.as_deref()?;
    if other.words.iter().any(|word| word.cyrillic.is_some()) {
        return None;
    }
    let korean = cyrillic.korean.as_ref();
    let all_latin = || other.words.iter().all(|word| word.script == Script::Latin);
    let fit = match other.words.as_slice() {
        [word] if word.script == Script::Hangul => {
            let mandarin = cyrillic.pinyin.iter();
            let mandarin = mandarin.filter_map(|text| han::hangul_as_pinyin(&word.text, text));
            let said = || hangul(&cyrillic.orders, &word.text);
            let korean = korean.and_then(|_| said());
            mandarin.chain(korean).reduce(f64::max)
        }
        [word] if word.script == Script::Han => {
            let mandarin = cyrillic.pinyin.iter();
            let mandarin = mandarin.filter_map(|text| han::as_pinyin(&word.text, text));
            let said = || hangul(&cyrillic.orders, &han::korean(&word.text)?);
            let korean = korean.and_then(|_| said());
            mandarin.chain(korean).reduce(f64::max)
        }
        words if all_latin() => {
            let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
            let orders = orders(&texts);
            let mandarin = same_pinyin(&cyrillic.pinyin, &orders);
            let korean = korean.and_then(|korean| as_latin(korean, &orders));
            mandarin.into_iter().chain(korean).reduce(f64::max)
        }
        _ => None,
    };
    let fit = fit.map(|fit| fit.min(KOREAN))?;
    Some(read(if cyrillic.is_russian {
        fit.min(SHARED)
    } else {
        fit
    }))
}

/// The same pinyin, or Wade–Giles of it.
fn same_pinyin(pinyin: &[String], orders: &[String]) -> Option<f64> {
    if pinyin.iter().any(|text| orders.contains(text)) {
        return Some(MANDARIN);
    }
    let pairs = pinyin
        .iter()
        .flat_map(|text| orders.iter().map(move |other| (text, other)));
    let fits = pairs.filter_map(|(text, other)| han::wade_giles_as_pinyin(other, text));
    fits.reduce(f64::max)
}

/// A Hangul name by the Cyrillic spellings of its letters.
fn hangul(orders: &[String], said: &str) -> Option<f64> {
    let costs = orders.iter();
    let costs = costs.filter_map(|text| cost_of_cyrillic(said, text, true));
    fit(costs.reduce(f32::min)?)
}

/// The Hangul names that it may be by their customary Latin spellings.
fn as_latin(korean: &CyrillicName, orders: &[String]) -> Option<f64> {
    let spellings = korean
        .surnames
        .iter()
        .flat_map(|surname| surnames::spellings(surname).unwrap_or(&[]));
    let mut given: Vec<&str> = spellings
        .flat_map(|spelling| {
            orders
                .iter()
                .filter_map(move |text| text.strip_prefix(spelling))
        })
        .collect();
    given.sort_unstable();
    given.dedup();
    let costs = given.iter().flat_map(|latin| {
        let readings = korean.given.iter();
        readings.filter_map(|(hangul, cost)| Some(cost + cost_of_reading(hangul, latin, false)?))
    });
    fit(costs.reduce(f32::min)?)
}

fn fit(cost: f32) -> Option<f64> {
    let fit = KOREAN - PER_COST * f64::from(cost);
    (fit >= LEAST).then_some(fit)
}

/// One Cyrillic word against a word in other letters; `None` where it is no reading of it.
pub(super) fn read_word(word: &Word, other: &Word) -> Option<Likeness> {
    let cyrillic = word
        .cyrillic
        .as_deref()
        .filter(|_| other.cyrillic.is_none())?;
    let pinyin = || cyrillic.pinyin.iter();
    let fit = match other.script {
        Script::Latin => pinyin().any(|text| *text == other.text).then_some(MANDARIN),
        Script::Hangul => {
            let mandarin = pinyin().filter_map(|text| han::hangul_as_pinyin(&other.text, text));
            let korean = cost_of_cyrillic(&other.text, &cyrillic.text, false).and_then(fit);
            mandarin.chain(korean).reduce(f64::max)
        }
        Script::Han => {
            let mandarin = pinyin().filter_map(|text| han::as_pinyin(&other.text, text));
            let said = || cost_of_cyrillic(&han::korean(&other.text)?, &cyrillic.text, false);
            let korean = said().and_then(fit);
            mandarin.chain(korean).reduce(f64::max)
        }
    };
    let is_shared = cyrillic.is_russian || cyrillic.text.chars().count() < 4;
    let fit = fit?;
    Some(read(if is_shared {
        fit.min(SHARED)
    } else {
        fit.min(KOREAN)
    }))
}
