//! Chinese and Korean names in Cyrillic letters: Си Цзиньпин is 习近平 and Xi Jinping, Ким Чен Ын 김정은 and Kim Jong Un.
//!
//! A word counts as Chinese only where it is syllables of Palladius from end to end, a name as Korean only where it
//! is a Korean surname and one or two syllables; every word keeps its transliteration beside that.

use unicode_normalization::UnicodeNormalization;

use crate::hangul::CyrillicName;
use crate::prepare::Word;
use crate::tables::{palladius, places};

/// A word in Cyrillic letters and what it may be in pinyin.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CyrillicWord {
    /// Lower case, in Russian letters.
    pub(crate) text: String,
    /// Without spaces and tones, `ü` in every custom; empty where the word is not Chinese.
    pub(crate) pinyin: Vec<String>,
    /// Whether it is a given name that Russians have.
    pub(crate) is_russian: bool,
}

/// What a whole name of a person in Cyrillic letters may be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CyrillicPerson {
    /// All words together as they stand, and with the last one first.
    pub(crate) orders: Vec<String>,
    /// The same in pinyin; empty where a word is not Chinese.
    pub(crate) pinyin: Vec<String>,
    pub(crate) korean: Option<CyrillicName>,
    /// Whether a word is a given name that Russians have: then it may as well be one.
    pub(crate) is_russian: bool,
}

/// The Cyrillic words of a text with their places in it.
pub(crate) fn words(text: &str) -> Vec<String> {
    if !text.chars().any(is_cyrillic) {
        return Vec::new();
    }
    let text: String = text
        .nfc()
        .flat_map(char::to_lowercase)
        .map(russian)
        .collect();
    let words = text.split(|c: char| !is_cyrillic(c));
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

impl CyrillicWord {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            pinyin: pinyin(text),
            is_russian: RUSSIAN.contains(&text),
            text: text.to_owned(),
        }
    }

    /// Words written together; `None` where one of them is no Cyrillic one.
    pub(crate) fn joined(words: &[Word]) -> Option<Self> {
        let words: Option<Vec<&Self>> = words.iter().map(|word| word.cyrillic.as_deref()).collect();
        let words = words?;
        Some(Self {
            text: words.iter().map(|word| word.text.as_str()).collect(),
            pinyin: together(&words),
            is_russian: words.iter().any(|word| word.is_russian),
        })
    }
}

impl CyrillicPerson {
    /// A name whose words are all Cyrillic ones; `None` where it reads neither as Chinese nor as Korean.
    pub(crate) fn new(words: &[Word]) -> Option<Self> {
        if !(2..=4).contains(&words.len()) {
            return None;
        }
        let words: Vec<&CyrillicWord> = words
            .iter()
            .map(|word| word.cyrillic.as_deref())
            .collect::<Option<_>>()?;
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let mut pinyin = Vec::new();
        for words in turned(&words) {
            pinyin.extend(together(&words));
        }
        let korean = CyrillicName::read(&texts);
        if pinyin.is_empty() && korean.is_none() {
            return None;
        }
        Some(Self {
            orders: turned(&texts).iter().map(|texts| texts.concat()).collect(),
            pinyin,
            korean,
            is_russian: words.iter().any(|word| word.is_russian),
        })
    }
}

/// A text with its Chinese, Korean and Japanese places in the spelling that other texts have them in; `None` where there are none.
pub(crate) fn with_plain_places(text: &str) -> Option<String> {
    if !text.chars().any(is_cyrillic) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut found = false;
    for part in text.split_inclusive(|c: char| !is_cyrillic(c)) {
        let word = part.trim_end_matches(|c: char| !is_cyrillic(c));
        let lower: String = word
            .chars()
            .flat_map(char::to_lowercase)
            .map(russian)
            .collect();
        if let Some(place) = place(&lower) {
            found = true;
            out.push_str(&place);
            out.push_str(part.get(word.len()..).unwrap_or(""));
        } else {
            out.push_str(part);
        }
    }
    found.then_some(out)
}

/// The place that a word is, or is an adjective of: Пекин, пекинский.
fn place(word: &str) -> Option<String> {
    let mut endings = ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending));
    let stem = endings.find_map(|stem| stem.strip_suffix("ск"));
    [Some(word), stem].into_iter().flatten().find_map(|word| {
        let known = PLACES.iter().find(|(russian, _)| *russian == word);
        let by_sound = || {
            // One syllable is also another word: сянь is a county, Сиань a city.
            let n_vowels = word.chars().filter(|c| "аоэеиуыюя".contains(*c)).count();
            let mut readings = pinyin(word).into_iter();
            readings.find(|reading| n_vowels > 1 && places::is_place(reading))
        };
        known
            .map(|(_, place)| (*place).to_owned())
            .or_else(by_sound)
    })
}

/// Endings of adjectives.
const ENDINGS: [&str; 9] = ["ий", "ая", "ое", "ие", "ого", "ой", "их", "ому", "ую"];

/// Places that Russian writes by no system, and the bare stem of what adjectives are made of.
const PLACES: [(&str, &str); 24] = [
    ("пекин", "Beijing"),
    ("пекина", "Beijing"),
    ("нанкин", "Nanjing"),
    ("тяньцзинь", "Tianjin"),
    ("тяньцзин", "Tianjin"),
    ("гонконг", "Hong Kong"),
    ("тайбэй", "Taipei"),
    ("тайвань", "Taiwan"),
    ("китай", "China"),
    ("китая", "China"),
    ("корея", "Korea"),
    ("кореи", "Korea"),
    ("корей", "Korea"),
    ("сеул", "Seoul"),
    ("сеуль", "Seoul"),
    ("пусан", "Busan"),
    ("инчхон", "Incheon"),
    ("тэгу", "Daegu"),
    ("тэджон", "Daejeon"),
    ("ульсан", "Ulsan"),
    ("япония", "Japan"),
    ("японии", "Japan"),
    ("япон", "Japan"),
    ("токио", "Tokyo"),
];

/// The words as they stand, and with the last one first.
fn turned<T: Copy>(words: &[T]) -> Vec<Vec<T>> {
    let mut orders = vec![words.to_vec()];
    if let Some((last, rest)) = words.split_last() {
        orders.push(std::iter::once(last).chain(rest).copied().collect());
    }
    orders
}

/// Pinyin of words together; none where one of them has none.
fn together(words: &[&CyrillicWord]) -> Vec<String> {
    let mut all = vec![String::new()];
    for word in words {
        let longer = all.iter().flat_map(|before| {
            let readings = word.pinyin.iter();
            readings.map(move |reading| format!("{before}{reading}"))
        });
        all = longer.take(MAX_READINGS).collect();
    }
    all
}

/// Every reading of a word as syllables of Palladius from end to end.
fn pinyin(text: &str) -> Vec<String> {
    let mut open = vec![(text, String::new())];
    let mut found = Vec::new();
    for _ in 0..MAX_SYLLABLES {
        let mut next = Vec::new();
        for (text, before) in &open {
            for (start, syllables) in palladius::at_start(text) {
                // A hard sign parts two syllables.
                let rest = text.get(start.len()..).unwrap_or("");
                let rest = rest.strip_prefix('ъ').unwrap_or(rest);
                for reading in syllables.iter().flat_map(|syllable| &syllable.pinyin) {
                    next.push((rest, format!("{before}{reading}")));
                }
            }
        }
        next.truncate(MAX_OPEN);
        let (whole, rest): (Vec<_>, Vec<_>) =
            next.into_iter().partition(|(rest, _)| rest.is_empty());
        found.extend(whole.into_iter().map(|(_, reading)| reading));
        open = rest;
    }
    found.dedup();
    found.truncate(MAX_READINGS);
    found
}

const MAX_SYLLABLES: usize = 4;
const MAX_READINGS: usize = 8;
/// Beginnings that are followed further.
const MAX_OPEN: usize = 64;

/// Given names that Russians have and that read as Chinese or Korean otherwise than they are transliterated.
const RUSSIAN: [&str; 11] = [
    "иван",
    "анна",
    "инна",
    "ия",
    "юлия",
    "лия",
    "лилия",
    "лиана",
    "ева",
    "сима",
    "гоша",
];

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52F}')
}

/// Ukrainian and Belarusian letters as the Russian ones that the systems are written in.
fn russian(c: char) -> char {
    match c {
        'і' | 'ї' => 'и',
        'є' => 'е',
        'ґ' => 'г',
        'ў' => 'у',
        other => other,
    }
}
