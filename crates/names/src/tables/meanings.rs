//! Common words of organisations' names that lists translate: one meaning a line, in many languages.
//!
//! They find candidates, and are no evidence: whoever is called the Bank of Agriculture in one list and Keshavarzi Bank
//! in another is found by what the words mean, and judged by comparing.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::{skeleton, sound};

use super::words::{Concept, concept};

/// What a word means: a company word, or a line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// What a company word says, by its number.
    Company(u16),
    /// A line of this table, by its number.
    Line(u16),
}

/// What a word in Latin letters may mean.
pub(crate) fn meanings(word: &str) -> &'static [Meaning] {
    let known = |word: &str| {
        let by_text = TABLE.by_text.get(word);
        by_text.or_else(|| TABLE.by_sound.get(&key(word)?))
    };
    // `alislami` is `islami` where the article was written with its word.
    let alone = || {
        let rest = word
            .strip_prefix("al")
            .or_else(|| word.strip_prefix("el"))?;
        known(rest).filter(|_| rest.len() > 3)
    };
    known(word).or_else(alone).map_or(&[], Vec::as_slice)
}

/// The company word that a longer word of another language stands for, where it can hardly be a name.
pub(crate) fn company_word(word: &str) -> Option<Concept> {
    TABLE.company.get(word).copied()
}

/// Company words whose translations are names of their own: `Nova`, `Neu`.
const NAMES_ELSEWHERE: [&str; 7] = [
    "new", "general", "korea", "china", "state", "marine", "railway",
];

struct Table {
    company: HashMap<&'static str, Concept>,
    by_text: HashMap<&'static str, Vec<Meaning>>,
    by_sound: HashMap<String, Vec<Meaning>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut by_text: HashMap<&str, Vec<Meaning>> = HashMap::new();
    let mut by_sound: HashMap<String, Vec<Meaning>> = HashMap::new();
    let mut words = HashMap::new();
    for (at, line) in (0..).zip(lines()) {
        let (written, said) = line.split_once('|').unwrap_or((line, ""));
        let english = written.split_whitespace().next().unwrap_or("");
        let company = concept(english);
        if let Some(found) = company.filter(|_| !NAMES_ELSEWHERE.contains(&english)) {
            let long = written.split_whitespace().filter(|word| word.len() > 5);
            long.for_each(|word| {
                words.entry(word).or_insert(found);
            });
        }
        let meaning = company.map_or(Meaning::Line(at), |concept| Meaning::Company(concept.id));
        for word in written.split_whitespace().chain(said.split_whitespace()) {
            by_text.entry(word).or_default().push(meaning);
        }
        for key in said.split_whitespace().filter_map(key) {
            let of_sound = by_sound.entry(key).or_default();
            if !of_sound.contains(&meaning) {
                of_sound.push(meaning);
            }
        }
    }
    Table {
        company: words,
        by_text,
        by_sound,
    }
});

fn lines() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../data/meanings.txt").lines();
    lines.filter(|line| !line.starts_with('#'))
}

/// What the spellings of a word have in common: its skeleton without the vowels that it ends with.
fn key(word: &str) -> Option<String> {
    let mut skeleton = skeleton(&sound(word));
    while skeleton.ends_with(['a', 'i', 'o', 'h']) {
        skeleton.pop();
    }
    (skeleton.len() > 2).then_some(skeleton)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_meaning_meet() {
        for (a, b) in [
            ("bank", "banco"),
            ("fulad", "steel"),
            ("foolad", "acero"),
            ("jamaat", "society"),
            ("sazmane", "organization"),
            ("alislamiyya", "islamico"),
            ("kombinat", "factory"),
        ] {
            let of_b = meanings(b);
            assert!(
                meanings(a).iter().any(|found| of_b.contains(found)),
                "{a} {b}"
            );
        }
        for word in ["lantern", "hanseong", "", "al", "\u{d55c}\u{c131}"] {
            assert!(meanings(word).is_empty(), "{word}");
        }
        assert_ne!(meanings("steel"), meanings("bank"));
    }

    #[test]
    fn every_line_has_words_and_no_word_twice() {
        for line in lines() {
            let mut words: Vec<&str> = line.split_whitespace().collect();
            words.retain(|word| *word != "|");
            let n = words.len();
            words.sort_unstable();
            words.dedup();
            assert!(n > 1 && words.len() == n, "{line}");
            assert!(
                words.iter().all(|word| crate::fold::fold(word) == **word),
                "{line}"
            );
        }
    }
}
