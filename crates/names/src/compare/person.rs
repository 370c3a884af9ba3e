//! People: every word of the shorter name must find its place; initials and particles are weak by nature.

use crate::compound;
use crate::fold::sound;
use crate::prepare::{PreparedName, Role, Script, Word};
use crate::tables::people;

use super::align::{Alignment, align};
use super::read_cyrillic::read_cyrillic;
use super::read_name::{read_name, respelled};
use super::romanised::{are_romanisations, fit_of_bare};
use super::word::{Likeness, likeness, read};
use super::{FeatureKind, Tally};

const CONTRADICTED: f64 = 0.4;
const REORDERED_PARENTS: f64 = 0.45;
const REORDERED_SURNAMES: f64 = 0.7;
const SPELLED: f64 = 0.84;
const ONE_NAME_OF_MANY: f64 = 0.45;
/// Customary romanisations of one Cyrillic name.
const ROMANISATION: f64 = 0.9;
/// An Arabic name of two words, written together.
const COMPOUND: f64 = 0.9;

pub(super) fn compare(left: &PreparedName, right: &PreparedName) -> Tally {
    let mut tally = Tally::default();
    if left.folded() == right.folded() {
        tally.score = 1.0;
        tally.note(
            FeatureKind::Word,
            left.original().to_owned(),
            right.original().to_owned(),
            1.0,
        );
        return tally;
    }
    if let Some(likeness) = read_name(left, right).or_else(|| read_name(right, left)) {
        tally.score = likeness.value;
        tally.note(
            likeness.how,
            left.original().to_owned(),
            right.original().to_owned(),
            likeness.value,
        );
        return tally;
    }
    if left.joined() == right.joined() {
        tally.score = 0.97;
        tally.note(
            FeatureKind::Word,
            left.original().to_owned(),
            right.original().to_owned(),
            0.97,
        );
        return tally;
    }
    let alignment = align(&left.words, &right.words, like, together);
    weigh(left, right, &alignment, &mut tally);
    contradictions(left, right, &alignment, &mut tally);
    let from_cyrillic = || read_cyrillic(left, right).or_else(|| read_cyrillic(right, left));
    let respelled = || {
        (tally.score < SPELLED)
            .then(|| respelled(left, right))
            .flatten()
    };
    if let Some(likeness) = from_cyrillic()
        .or_else(respelled)
        .filter(|likeness| likeness.value > tally.score)
    {
        tally = Tally::default();
        tally.score = likeness.value;
        tally.note(
            likeness.how,
            left.original().to_owned(),
            right.original().to_owned(),
            likeness.value,
        );
    }
    tally
}

fn like(a: &Word, b: &Word) -> Option<Likeness> {
    let initial = |short: &Word, long: &Word| {
        short.role == Role::Initial
            && long.role != Role::Filler
            && long.latin.starts_with(&short.latin)
    };
    if a.text == b.text {
        return Some(Likeness::SAME);
    }
    if initial(a, b) || initial(b, a) {
        return Some(Likeness::new(0.6, FeatureKind::Initial));
    }
    if a.role == Role::Initial
        || b.role == Role::Initial
        || (a.role == Role::Filler) != (b.role == Role::Filler)
    {
        return None;
    }
    if people::are_variants(&a.latin, &b.latin) {
        return Some(Likeness::new(0.9, FeatureKind::Variant));
    }
    if a.skeleton == b.skeleton
        && a.text.len() > 2
        && b.text.len() > 2
        && a.script == b.script
        && are_romanisations(&a.latin, &b.latin)
    {
        return Some(Likeness::new(ROMANISATION, FeatureKind::Variant));
    }
    if a.is_compound && b.is_compound && compound::are_one(&a.text, &b.text) {
        return Some(Likeness::new(COMPOUND, FeatureKind::Variant));
    }
    if a.role == Role::Filler && people::are_one_particle(&a.text, &b.text) {
        return Some(Likeness::new(0.95, FeatureKind::Variant));
    }
    if a.is_bare != b.is_bare
        && a.script == b.script
        && let Some(fit) = fit_of_bare(a, b)
    {
        return Some(read(fit));
    }
    likeness(a, b)
}

/// A word against several that are it written apart.
fn together(whole: &Word, parts: &[Word]) -> Option<Likeness> {
    compound::is_together(whole, parts).then_some(Likeness::new(COMPOUND, FeatureKind::Variant))
}

fn weigh(left: &PreparedName, right: &PreparedName, alignment: &Alignment, tally: &mut Tally) {
    let (mut agreed, mut paired) = (0.0, 0.0);
    for pair in &alignment.pairs {
        let weight = |words: &[Word], at: &[usize]| {
            at.iter()
                .filter_map(|at| words.get(*at))
                .map(|word| word.weight)
                .fold(0.0, f64::max)
        };
        let share = weight(&left.words, &pair.left).min(weight(&right.words, &pair.right));
        agreed += share * pair.likeness.value;
        paired += share;
        tally.note(
            pair.likeness.how,
            texts(&left.words, &pair.left),
            texts(&right.words, &pair.right),
            share * pair.likeness.value,
        );
    }
    tally.score = if paired > 0.0 { agreed / paired } else { 0.0 };
    if alignment.pairs.iter().any(|pair| {
        matches!(
            pair.likeness.how,
            FeatureKind::Spelling | FeatureKind::Initial
        )
    }) {
        tally.score = tally.score.min(SPELLED);
    }
}

fn contradictions(
    left: &PreparedName,
    right: &PreparedName,
    alignment: &Alignment,
    tally: &mut Tally,
) {
    let own = |words: &[Word], at: &[usize]| -> Vec<String> {
        let found = at.iter().filter_map(|at| words.get(*at));
        found
            .filter(|word| matches!(word.role, Role::Name | Role::Initial))
            .map(|word| word.text.clone())
            .collect()
    };
    let (only_left, only_right) = (
        own(&left.words, &alignment.left),
        own(&right.words, &alignment.right),
    );
    let n_agreed = alignment
        .pairs
        .iter()
        .filter(|pair| {
            own(&left.words, &pair.left)
                .iter()
                .chain(&own(&right.words, &pair.right))
                .any(|text| text.len() > 1)
        })
        .count();
    let words = (only_left.join(" "), only_right.join(" "));
    if !only_left.is_empty() && !only_right.is_empty() {
        tally.cap(CONTRADICTED, FeatureKind::OtherWord, words);
    } else if !only_left.is_empty() || !only_right.is_empty() {
        // One name more is a middle name; one name alone of several says little.
        let n_extra = only_left.len() + only_right.len();
        tally.score -= 0.04 * n_extra.min(4) as f64;
        tally.note(FeatureKind::Extra, words.0, words.1, -0.04 * n_extra as f64);
        if n_agreed < 2 {
            tally.cap(
                ONE_NAME_OF_MANY,
                FeatureKind::Extra,
                (left.original().to_owned(), right.original().to_owned()),
            );
        }
    } else if n_agreed == 0 {
        tally.cap(ONE_NAME_OF_MANY, FeatureKind::OtherWord, words);
    }
    if tally.score > REORDERED_SURNAMES && surnames_swapped(left, right) {
        let words = (left.original().to_owned(), right.original().to_owned());
        tally.cap(REORDERED_SURNAMES, FeatureKind::Order, words);
    }
    if parents_swapped(left, right) {
        let words = (left.original().to_owned(), right.original().to_owned());
        tally.cap(REORDERED_PARENTS, FeatureKind::Order, words);
    }
}

/// `José García López` is a son of García, `José López García` one of López; a name turned round begins otherwise.
fn surnames_swapped(left: &PreparedName, right: &PreparedName) -> bool {
    if left.words.len() < 3 || left.words.len() != right.words.len() {
        return false;
    }
    let own = |name| -> Vec<&str> {
        let name: &PreparedName = name;
        let words = name.words.iter();
        let words = words.filter(|word| word.role == Role::Name && word.script == Script::Latin);
        words.map(|word| word.sound.as_str()).collect()
    };
    let (a, b) = (own(left), own(right));
    match (a.as_slice(), b.as_slice()) {
        ([given @ .., father, mother], [other_given @ .., other_father, other_mother]) => {
            !given.is_empty()
                && given == other_given
                && father != mother
                && father == other_mother
                && mother == other_father
        }
        _ => false,
    }
}

/// `X bin Y` is not `Y bin X`, `Ivan Petrovich` not `Pyotr Ivanovich`.
fn parents_swapped(left: &PreparedName, right: &PreparedName) -> bool {
    if are_turned(left, right) {
        return true;
    }
    let (a, b) = (parents(left), parents(right));
    a.iter().any(|(child, parent)| {
        b.iter().any(|(other_child, other_parent)| {
            child != parent && alike(child, other_parent) && alike(parent, other_child)
        })
    })
}

/// Whether each name's parent is one of the other's own names: `Mohan Kumar bin Rajiv` and `Rajiv Kumar bin Mohan`.
fn are_turned(left: &PreparedName, right: &PreparedName) -> bool {
    let parts = |name| {
        let name: &PreparedName = name;
        let at = name
            .words
            .iter()
            .position(|word| people::is_parent_particle(&word.text))?;
        name.words.split_at_checked(at)
    };
    let (Some((own, parent)), Some((other_own, other_parent))) = (parts(left), parts(right)) else {
        return false;
    };
    let (Some(parent), Some(other_parent)) = (parent.get(1), other_parent.get(1)) else {
        return false;
    };
    let is_among =
        |word: &Word, words: &[Word]| words.iter().any(|other| other.sound == word.sound);
    parent.sound != other_parent.sound && is_among(parent, other_own) && is_among(other_parent, own)
}

/// Child and parent, where a name says whose child somebody is, by their sounds.
fn parents(name: &PreparedName) -> Vec<(String, String)> {
    let by_particle = name.words.windows(3).filter_map(|three| match three {
        [child, particle, parent] if people::is_parent_particle(&particle.text) => {
            Some((child.sound.clone(), parent.sound.clone()))
        }
        _ => None,
    });
    let by_ending = name.words.windows(2).filter_map(|two| match two {
        [child, patronymic] => {
            let father = people::father(&patronymic.text)?;
            Some((child.sound.clone(), sound(father)))
        }
        _ => None,
    });
    by_particle.chain(by_ending).collect()
}

/// One name, or the stem of it that a patronymic keeps: `Pyotr` and `Petr`-ovich share their consonants.
fn alike(a: &str, b: &str) -> bool {
    let consonants = |text: &str| -> String {
        text.chars()
            .filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'))
            .collect()
    };
    a == b || a.len() >= 4 && b.len() >= 4 && consonants(a) == consonants(b)
}

fn texts(words: &[Word], at: &[usize]) -> String {
    let texts: Vec<&str> = at
        .iter()
        .filter_map(|at| words.get(*at))
        .map(|word| word.text.as_str())
        .collect();
    texts.join(" ")
}
