//! The words of a person's name.

use crate::fold::{fold, runs};
use crate::scripts::writes_no_short_vowels;
use crate::tables::{forms, people, surnames};

use super::{Role, Script, Word, script_of};

const NAME: f64 = 1.0;
const INITIAL: f64 = 0.25;
const PARTICLE: f64 = 0.1;

/// The words of a name as given; what stands before a comma is the surname and goes to the end.
pub(super) fn words(name: &str) -> Vec<Word> {
    let spelled_out = children(name);
    let name = spelled_out.as_deref().unwrap_or(name);
    let apart = initials_apart(name);
    let name = apart.as_deref().unwrap_or(name);
    let folded = match name.split_once(',') {
        Some((surname, given)) if !given.trim().is_empty() => {
            format!("{} {}", fold(given), fold(surname))
        }
        _ => fold(name),
    };
    let mut texts: Vec<&str> = folded.split_whitespace().collect();
    while texts.len() > 1 && texts.first().is_some_and(|word| people::is_title(word)) {
        texts.remove(0);
    }
    drop_form(&mut texts);
    let mut out: Vec<Word> = Vec::new();
    for text in texts.iter().flat_map(|word| runs(word)) {
        let script = script_of(text);
        let n_letters = text.chars().count();
        if people::is_title(text) && script != Script::Latin && texts.len() > 1 {
            continue;
        }
        let (role, weight) = match script {
            Script::Latin if n_letters == 1 => (Role::Initial, INITIAL),
            Script::Latin if people::is_particle(text) && texts.len() > 2 && !is_korean(&texts) => {
                (Role::Filler, PARTICLE)
            }
            Script::Latin | Script::Hangul | Script::Han => (Role::Name, NAME),
        };
        out.push(Word::new(text, script, role, weight));
    }
    join_syllables(&mut out);
    if writes_no_short_vowels(name) {
        for word in &mut out {
            word.is_bare = word.script == Script::Latin;
        }
    }
    // A name said twice is said once, where there is another beside it.
    let is_alone = out.len() < 3;
    let mut seen: Vec<String> = Vec::new();
    out.retain(|word| {
        // `Na Na` is one given name.
        let again = !is_alone
            && word.role == Role::Name
            && word.text.chars().count() > 3
            && seen.last().is_some_and(|before| *before == word.text);
        seen.push(word.text.clone());
        !again
    });
    out
}

/// `s/o`, `d/o`, `a/l` and `a/p` say whose son or daughter somebody is.
fn children(name: &str) -> Option<String> {
    if !name.contains('/') {
        return None;
    }
    let words = name.split_whitespace().map(|word| {
        let is = |short: &str| word.eq_ignore_ascii_case(short);
        if is("s/o") || is("a/l") {
            "bin"
        } else if is("d/o") || is("a/p") {
            "bint"
        } else {
            word
        }
    });
    Some(words.collect::<Vec<_>>().join(" "))
}

/// `J.H. Park` and `JP Dupont` have initials: each is a word of its own.
fn initials_apart(name: &str) -> Option<String> {
    let mut found = false;
    let words: Vec<String> = name
        .split_whitespace()
        .map(|word| {
            let text = word.trim_end_matches(',');
            let comma = word.get(text.len()..).unwrap_or("");
            let letters: Option<Vec<char>> = if text.contains('.') {
                let parts = text.split(['.', '-']).filter(|part| !part.is_empty());
                parts.map(only_letter).collect()
            } else {
                two_consonants(text)
            };
            match letters.filter(|letters| letters.len() > 1) {
                Some(letters) => {
                    found = true;
                    let letters: Vec<String> = letters.iter().map(char::to_string).collect();
                    letters.join(" ") + comma
                }
                None => word.to_owned(),
            }
        })
        .collect();
    found.then(|| words.join(" "))
}

fn only_letter(part: &str) -> Option<char> {
    let mut letters = part.chars();
    letters
        .next()
        .filter(|letter| letter.is_alphabetic() && letters.next().is_none())
}

/// Two large consonants nobody can say; `NG` is a surname, the others short for a word.
fn two_consonants(text: &str) -> Option<Vec<char>> {
    let is_consonant = |letter: char| {
        letter.is_ascii_uppercase() && !matches!(letter, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y')
    };
    let letters: Vec<char> = text.chars().collect();
    let is_short_for = matches!(
        text,
        "NG" | "MD" | "MR" | "MS" | "DR" | "JR" | "SR" | "ST" | "MC"
    );
    (letters.len() == 2 && !is_short_for && letters.iter().all(|letter| is_consonant(*letter)))
        .then_some(letters)
}

/// Whether the words look like a Korean name in Latin letters: a customary surname and at most three more words.
fn is_korean(texts: &[&str]) -> bool {
    (2..=4).contains(&texts.len())
        && [texts.first(), texts.last()]
            .into_iter()
            .flatten()
            .any(|word| surnames::is_latin(word))
        && texts.iter().all(|word| word.len() <= 6)
}

/// A legal form behind a person's name is a slip of the list.
fn drop_form(texts: &mut Vec<&str>) {
    while texts.len() > 2
        && texts
            .last()
            .is_some_and(|word| word.len() > 1 && is_sure_form(word))
    {
        texts.pop();
    }
}

fn is_sure_form(word: &str) -> bool {
    matches!(word, "sa" | "ag" | "se") || word.len() >= 3 && forms::at_start(&[word]).is_some()
}

/// `김 민준` and `김민준` are one run, `金 民俊` and `金民俊` too.
fn join_syllables(words: &mut Vec<Word>) {
    for script in [Script::Hangul, Script::Han] {
        if words.len() > 1 && words.iter().all(|word| word.script == script) {
            let text: String = words.iter().map(|word| word.text.as_str()).collect();
            *words = vec![Word::new(&text, script, Role::Name, NAME)];
        }
    }
}
