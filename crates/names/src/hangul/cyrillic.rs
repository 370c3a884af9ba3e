//! Korean names in Cyrillic letters: by the system of Kontsevich, by the older one (Чен for 정), and customary surnames.
//!
//! Neither keeps ㄴ and ㅇ apart, nor ㅓ and ㅗ: a Cyrillic name stands for several Hangul ones.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Custom, Spelling, from_letters, letters, step};
use crate::tables::surnames;

/// The cost of reading a Cyrillic text (lower case, no spaces) as a Hangul one; `None` where it cannot be.
pub(crate) fn cost_of_cyrillic(hangul: &str, text: &str, surname_first: bool) -> Option<f32> {
    let mut costs = vec![f32::INFINITY; text.len() + 1];
    *costs.first_mut()? = 0.0;
    let mut done = 0;
    if surname_first && let Some((surname, spellings)) = surname_of(hangul) {
        let mut after = surname
            .chars()
            .try_fold(costs.clone(), |costs, c| step(&CYRILLIC, c, text, &costs))
            .unwrap_or_else(|| vec![f32::INFINITY; text.len() + 1]);
        for spelling in spellings
            .iter()
            .filter(|spelling| text.starts_with(**spelling))
        {
            if let Some(slot) = after.get_mut(spelling.len()) {
                *slot = slot.min(CUSTOMARY);
            }
        }
        costs = after;
        done = surname.len();
    }
    for c in hangul.get(done..)?.chars() {
        costs = step(&CYRILLIC, c, text, &costs)?;
    }
    costs.last().copied().filter(|cost| cost.is_finite())
}

/// A surname that a whole Hangul name begins with, and its customary Cyrillic spellings.
fn surname_of(hangul: &str) -> Option<(&str, &'static [&'static str])> {
    [2, 1].into_iter().find_map(|n| {
        let (at, _) = hangul.char_indices().nth(n)?;
        let surname = hangul.get(..at)?;
        surnames::spellings(surname).map(|_| (surname, customary(surname)))
    })
}

fn customary(surname: &str) -> &'static [&'static str] {
    let found = SURNAMES.iter().find(|(hangul, _)| *hangul == surname);
    found.map_or(&[], |(_, spellings)| *spellings)
}

/// The Hangul names that a Cyrillic name of a person may stand for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CyrillicName {
    /// In Hangul.
    pub(crate) surnames: Vec<&'static str>,
    /// In Hangul, the likeliest first, each with what it costs.
    pub(crate) given: Vec<(String, f32)>,
}

impl CyrillicName {
    /// Reads words as a Korean name: a surname, first or last, and one or two syllables.
    pub(crate) fn read(words: &[&str]) -> Option<Self> {
        let ends = [words.split_first(), words.split_last()];
        ends.into_iter().flatten().find_map(|(surname, given)| {
            let surnames = surnames_of(surname);
            let given = match given {
                [one] => readings(one, 2),
                [first, second] => pairs(&readings(first, 1), &readings(second, 1)),
                _ => Vec::new(),
            };
            (!surnames.is_empty() && !given.is_empty()).then_some(Self { surnames, given })
        })
    }
}

/// The Hangul surnames that a Cyrillic word is.
fn surnames_of(word: &str) -> Vec<&'static str> {
    static BY_SPELLING: LazyLock<HashMap<String, Vec<&str>>> = LazyLock::new(|| {
        let mut by_spelling: HashMap<String, Vec<&str>> = HashMap::new();
        for surname in surnames::all() {
            let by_letters = spellings(surname);
            let customary = customary(surname).iter().map(|text| (*text).to_owned());
            for spelling in by_letters.into_iter().chain(customary) {
                let surnames = by_spelling.entry(spelling).or_default();
                if !surnames.contains(&surname) {
                    surnames.push(surname);
                }
            }
        }
        by_spelling
    });
    BY_SPELLING.get(word).cloned().unwrap_or_default()
}

/// The Cyrillic spellings of a Hangul word, no odd ones.
fn spellings(hangul: &str) -> Vec<String> {
    let mut found = vec![(String::new(), 0.0)];
    for (onset, vowel, coda) in hangul.chars().filter_map(letters) {
        let list = |lists: &[&'static [Spelling]], at: usize| lists.get(at).copied().unwrap_or(&[]);
        let parts = [
            list(&ONSETS, onset),
            list(&VOWELS, vowel),
            list(&CODAS, coda),
        ];
        for part in parts {
            let longer = found.iter().flat_map(|(before, cost)| {
                let more = part.iter();
                more.map(move |(text, more)| (format!("{before}{text}"), cost + more))
            });
            found = longer.filter(|(_, cost)| *cost <= ODD).collect();
        }
    }
    found.into_iter().map(|(text, _)| text).collect()
}

/// The Hangul words of at most so many syllables that a Cyrillic word may be.
fn readings(word: &str, n_syllables: usize) -> Vec<(String, f32)> {
    let mut found: Vec<(String, f32)> = Vec::new();
    let mut open: Vec<(&str, String, f32)> = vec![(word, String::new(), 0.0)];
    for _ in 0..n_syllables {
        let mut next = Vec::new();
        for (text, before, cost) in &open {
            for (syllable, rest, more) in syllables(text) {
                let said = format!("{before}{syllable}");
                if rest.is_empty() {
                    found.push((said, cost + more));
                } else {
                    next.push((rest, said, cost + more));
                }
            }
        }
        open = next;
    }
    likeliest(found)
}

fn pairs(first: &[(String, f32)], second: &[(String, f32)]) -> Vec<(String, f32)> {
    let both = first
        .iter()
        .flat_map(|(a, x)| second.iter().map(move |(b, y)| (format!("{a}{b}"), x + y)));
    likeliest(both.collect())
}

fn likeliest(mut found: Vec<(String, f32)>) -> Vec<(String, f32)> {
    found.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    found.truncate(MAX_READINGS);
    found
}

/// The Hangul syllables that a Cyrillic text may begin with: syllable, rest, cost; no odder ones.
fn syllables(text: &str) -> Vec<(char, &str, f32)> {
    let mut out = Vec::new();
    for (onset, onsets) in CYRILLIC.onsets.iter().enumerate() {
        for (first, a) in *onsets {
            let Some(behind) = text.strip_prefix(first) else {
                continue;
            };
            for vowel in 0..CYRILLIC.vowels.len() {
                for coda in CODAS_OF_NAMES {
                    let vowels = CYRILLIC.vowels(vowel, (onset, first), coda == 0);
                    let ways =
                        vowels.filter_map(|(middle, b)| Some((behind.strip_prefix(middle)?, b)));
                    for (rest, b) in ways {
                        let codas = CYRILLIC.codas.get(coda).copied().unwrap_or(&[]);
                        out.extend(codas.iter().filter_map(|(last, c)| {
                            let cost = a + b + c;
                            let rest = rest.strip_prefix(last)?;
                            let syllable = from_letters(onset, vowel, coda)?;
                            (cost <= ODD).then_some((syllable, rest, cost))
                        }));
                    }
                }
            }
        }
    }
    out
}

/// More readings than these are far-fetched.
const MAX_READINGS: usize = 48;

/// What a surname costs that is not written by a system.
const CUSTOMARY: f32 = 0.05;

/// A syllable that costs more is not thought of where there is no Hangul to compare with.
const ODD: f32 = 0.1;

/// Surnames as Koreans of Russia and older books write them, where no system does.
const SURNAMES: &[(&str, &[&str])] = &[
    ("강", &["кан", "ган"]),
    ("나", &["на", "ра"]),
    ("노", &["но", "ро"]),
    ("류", &["лю", "рю", "ю", "нью"]),
    ("신", &["син", "шин"]),
    ("심", &["сим", "шим"]),
    ("여", &["ё", "ре", "е"]),
    ("유", &["ю", "лю"]),
    ("이", &["ли", "и", "ри", "ни"]),
    ("임", &["им", "лим", "рим"]),
    ("장", &["чан", "тян", "дян"]),
    ("전", &["чон", "тен", "ден"]),
    ("정", &["чон", "тен", "ден"]),
    ("조", &["чо", "те", "тё", "де"]),
    ("주", &["чу", "тю", "дю"]),
    ("최", &["чхве", "чхой", "цой", "чой", "цхой", "цхай", "чве"]),
];

/// The codas that names have.
const CODAS_OF_NAMES: [usize; 8] = [0, 1, 4, 8, 16, 17, 19, 21];

const CYRILLIC: Custom = Custom {
    onsets: &ONSETS,
    vowels: &VOWELS,
    codas: &CODAS,
    bare: &[],
    last: &[],
    added: &[(18, ("", 0.15))],
    soft: &[],
    softening: &[],
    turned: &[],
};

const ONSETS: [&[Spelling]; 19] = [
    &[("к", 0.0), ("г", 0.0)],
    &[("кк", 0.0), ("к", 0.1)],
    &[("н", 0.0)],
    &[("т", 0.0), ("д", 0.0)],
    &[("тт", 0.0), ("т", 0.1)],
    &[("р", 0.0), ("л", 0.0), ("н", 0.2)],
    &[("м", 0.0)],
    &[("п", 0.0), ("б", 0.0)],
    &[("пп", 0.0), ("п", 0.1)],
    &[("с", 0.0), ("ш", 0.1)],
    &[("сс", 0.0), ("с", 0.05)],
    &[("", 0.0)],
    &[("ч", 0.0), ("чж", 0.0), ("дж", 0.0), ("дз", 0.2)],
    &[("чч", 0.0), ("ч", 0.1)],
    &[("чх", 0.0), ("ч", 0.1)],
    &[("кх", 0.0), ("к", 0.1)],
    &[("тх", 0.0), ("т", 0.1)],
    &[("пх", 0.0), ("п", 0.1), ("ф", 0.2)],
    &[("х", 0.0)],
];

const VOWELS: [&[Spelling]; 21] = [
    &[("а", 0.0)],
    &[("э", 0.0), ("е", 0.05), ("ай", 0.2)],
    &[("я", 0.0)],
    &[("йя", 0.0), ("йе", 0.1), ("е", 0.1)],
    &[("о", 0.0), ("е", 0.05), ("э", 0.2)],
    &[("э", 0.0), ("е", 0.0)],
    &[("ё", 0.0), ("е", 0.05), ("йо", 0.1), ("ио", 0.2)],
    &[("йе", 0.0), ("е", 0.0), ("э", 0.2)],
    &[("о", 0.0)],
    &[("ва", 0.0), ("уа", 0.2)],
    &[("вэ", 0.0), ("ве", 0.0)],
    &[("ве", 0.0), ("вэ", 0.05), ("ой", 0.1)],
    &[("ё", 0.0), ("йо", 0.1), ("е", 0.1)],
    &[("у", 0.0)],
    &[("во", 0.0), ("уо", 0.2)],
    &[("ве", 0.0), ("вэ", 0.05)],
    &[("ви", 0.0)],
    &[("ю", 0.0), ("йу", 0.1)],
    &[("ы", 0.0), ("у", 0.2), ("и", 0.2)],
    &[("ый", 0.0), ("и", 0.0), ("ы", 0.1), ("ыи", 0.1)],
    &[("и", 0.0)],
];

const CODAS: [&[Spelling]; 28] = [
    &[("", 0.0)],
    K,
    K,
    K,
    N,
    N,
    N,
    T,
    L,
    K,
    &[("м", 0.0)],
    L,
    L,
    L,
    P,
    L,
    &[("м", 0.0)],
    P,
    P,
    T,
    T,
    &[("н", 0.0), ("нг", 0.1)],
    T,
    T,
    K,
    T,
    P,
    &[("", 0.0)],
];
const K: &[Spelling] = &[("к", 0.0), ("г", 0.0)];
const N: &[Spelling] = &[("н", 0.0), ("л", 0.1)];
const T: &[Spelling] = &[("т", 0.0), ("д", 0.0), ("с", 0.1)];
const L: &[Spelling] = &[("ль", 0.0), ("л", 0.0), ("р", 0.0)];
const P: &[Spelling] = &[("п", 0.0), ("б", 0.0)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_systems() {
        for (hangul, text) in [
            ("김정은", "кимченын"),
            ("김정은", "кимчонын"),
            ("김일성", "кимирсен"),
            ("박정희", "пакчонхи"),
            ("노무현", "номухён"),
            ("문재인", "мунчжэин"),
            ("반기문", "пангимун"),
            ("윤석열", "юнсогёль"),
            ("최룡해", "чхверёнхэ"),
            ("최성우", "цойсону"),
            ("이명박", "лимёнбак"),
            ("삼성", "самсон"),
            ("현대", "хёндэ"),
        ] {
            let cost = cost_of_cyrillic(hangul, text, true);
            assert!(
                cost.is_some_and(|cost| cost <= 0.2),
                "{hangul} {text} {cost:?}"
            );
        }
        for (hangul, text) in [
            ("김정은", "кимчонин"),
            ("박정희", "пакчонсу"),
            ("김정은", "иванов"),
        ] {
            let cost = cost_of_cyrillic(hangul, text, true);
            assert!(
                cost.is_none_or(|cost| cost >= 0.2),
                "{hangul} {text} {cost:?}"
            );
        }
    }

    #[test]
    fn a_cyrillic_name_stands_for_hangul_ones() {
        let read = |text: &str| CyrillicName::read(&text.split(' ').collect::<Vec<_>>());
        let found = read("ким чен ын").unwrap();
        assert_eq!(found.surnames, ["김"]);
        let given: Vec<&str> = found.given.iter().map(|(text, _)| text.as_str()).collect();
        assert!(
            given.contains(&"정은") && !given.contains(&"정인"),
            "{given:?}"
        );
        assert!(read("цой сону").unwrap().surnames.contains(&"최"));
        for ordinary in [
            "иван петров",
            "иванов",
            "ким",
            "анна иванова",
            "лев толстой",
        ] {
            assert_eq!(read(ordinary), None, "{ordinary}");
        }
    }
}
