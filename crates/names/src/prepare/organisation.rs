//! The words of an organisation's name.

use crate::fold::runs;
use crate::tables::forms::{self, Form};
use crate::tables::meanings::company_word as company_word_of;
use crate::tables::{numbers, places, words as company};

use super::glued::push_glued;
use super::ordinals::{self, is_ordinal_mark};
use super::{Role, Script, Word, script_of};

/// Weights: a word that tells firms apart counts full, one that says what they do counts little.
pub(super) const NAME: f64 = 1.0;
pub(super) const SHORT_NAME: f64 = 0.7;
const COMPANY: f64 = 0.35;
const STRUCTURE: f64 = 0.15;
pub(super) const PLACE: f64 = 0.3;
const NUMBER: f64 = 0.4;
const FILLER: f64 = 0.0;

/// The words and legal forms of a folded name.
pub(super) fn words(folded: &str) -> (Vec<Word>, Vec<&'static Form>) {
    let mut found = Vec::new();
    let mut out = Vec::new();
    let texts: Vec<&str> = folded.split_whitespace().collect();
    let mut at = 0;
    while let Some(rest) = texts.get(at..).filter(|rest| !rest.is_empty()) {
        // A form at the very start is taken only where something follows it.
        if let Some((form, n)) = forms::at_start(rest).filter(|(_, n)| is_form_here(&texts, at, *n))
        {
            found.push(form);
            at += n;
        } else if let [first, second, ..] = rest
            && places::is_place_of_two(first, second)
        {
            let place = format!("{first}{second}");
            out.push(Word::new(&place, Script::Latin, Role::Place, PLACE));
            at += 2;
        } else if let Some((concept, n)) = company_phrase(rest) {
            let text = rest.get(..n).unwrap_or(&[]).join(" ");
            out.push(company_word(&text, Script::Latin, concept));
            at += n;
        } else if is_ordinal_mark(rest) {
            at += 1;
        } else {
            for run in ordinals::plain(&rest.first().map(|word| runs(word)).unwrap_or_default()) {
                push_run(&run, &mut out, &mut found);
            }
            at += 1;
        }
    }
    join_numbers(&mut out);
    pass_articles(&mut out);
    keep_last_letter(&mut out);
    (out, found)
}

/// Short forms (`as`, `sa`, `ab`, `co`) are forms only at the end or the start; long ones anywhere.
fn is_form_here(texts: &[&str], at: usize, n: usize) -> bool {
    let text = texts.get(at..at + n).unwrap_or(&[]);
    let letters: usize = text.iter().map(|word| word.chars().count()).sum();
    let is_last = texts
        .get(at + n..)
        .is_some_and(|rest| rest.is_empty() || forms::at_start(rest).is_some());
    let is_first = at == 0 && texts.len() > n;
    let bracketed = text.iter().any(|word| word.starts_with('('));
    is_last && at > 0
        || bracketed
        || letters >= 7 && texts.len() > n
        || is_first && letters >= 2 && !is_common_start(text)
}

/// Words that begin names and are forms only at the end.
fn is_common_start(text: &[&str]) -> bool {
    matches!(
        text,
        ["as"
            | "ad"
            | "co"
            | "se"
            | "ou"
            | "company"
            | "corporation"
            | "limited"
            | "sa"
            | "cv"
            | "sl"
            | "dd"]
    )
}

/// A company word of two words (`heavy industries`) or one.
fn company_phrase(rest: &[&str]) -> Option<(company::Concept, usize)> {
    let two = match rest {
        [first, second, ..] => company::concept_of_two(first, second),
        _ => None,
    };
    let one = || {
        let word = rest.first()?;
        company::concept(word).or_else(|| company_word_of(word))
    };
    two.map(|concept| (concept, 2))
        .or_else(|| one().map(|concept| (concept, 1)))
}

fn push_run(run: &str, out: &mut Vec<Word>, found: &mut Vec<&'static Form>) {
    match script_of(run) {
        Script::Latin => push_latin(run, out),
        script => push_glued(run, script, out, found),
    }
}

fn push_latin(run: &str, out: &mut Vec<Word>) {
    let (role, weight) = if let Some(value) = numbers::value(run) {
        (Role::Number(value), NUMBER)
    } else if places::is_place(run) {
        (Role::Place, PLACE)
    } else if is_filler(run) {
        (Role::Filler, FILLER)
    } else if run.chars().count() <= 2 {
        (Role::Name, SHORT_NAME)
    } else {
        (Role::Name, NAME)
    };
    out.push(Word::new(run, Script::Latin, role, weight));
}

pub(super) fn company_word(text: &str, script: Script, concept: company::Concept) -> Word {
    let weight = if concept.structure {
        STRUCTURE
    } else {
        COMPANY
    };
    Word::new(text, script, Role::Company(concept), weight)
}

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "and"
            | "for"
            | "in"
            | "de"
            | "la"
            | "le"
            | "les"
            | "del"
            | "di"
            | "der"
            | "die"
            | "das"
            | "und"
            | "et"
            | "ve"
            | "og"
            | "och"
            | "y"
            | "e"
            | "a"
            | "an"
            | "fur"
            | "do"
            | "da"
            | "com"
    )
}

/// An article before a word says nothing: `Al Noor`, `El Dorado`; at the end it may be short for something.
fn pass_articles(words: &mut [Word]) {
    let is_article = |word: &Word| matches!(word.text.as_str(), "al" | "el" | "ul");
    let is_own = |word: &Word| word.role == Role::Name && !is_article(word);
    if !words.iter().any(is_own) {
        return;
    }
    let before_another = words.split_last_mut().map(|(_, before)| before);
    for word in before_another.into_iter().flatten() {
        if is_article(word) {
            word.role = Role::Filler;
            word.weight = FILLER;
        }
    }
}

/// A letter at the end of a name joins nothing: it tells `Company A` from `Company B`.
fn keep_last_letter(words: &mut [Word]) {
    if let Some(last) = words.last_mut()
        && last.role == Role::Filler
        && last.text.len() == 1
    {
        last.role = Role::Name;
        last.weight = SHORT_NAME;
    }
}

/// `forty 4` and `forty four` are 44.
fn join_numbers(words: &mut Vec<Word>) {
    let mut at = 0;
    while at + 1 < words.len() {
        let value = match (
            words.get(at).map(|word| &word.role),
            words.get(at + 1).map(|word| &word.role),
        ) {
            (Some(Role::Number(tens)), Some(Role::Number(unit))) => {
                numbers::tens_and_unit(tens, unit)
            }
            _ => None,
        };
        if let Some(value) = value {
            words.remove(at + 1);
            if let Some(slot) = words.get_mut(at) {
                *slot = Word::new(&value, Script::Latin, Role::Number(value.clone()), NUMBER);
            }
        }
        at += 1;
    }
}
