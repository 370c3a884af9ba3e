//! People: every word of the shorter name must find its place; initials and particles are weak by nature.

use crate::compound;
use crate::fold::sound;
use crate::index::terms::consonants;
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
/// Names that very many have, beside others that only one name has.
const COMMON_NAMES: f64 = 0.7;
/// How much must agree beside a word that only one name has, beside several, and where some of it is weak.
const ENOUGH: f64 = 1.5;
const ENOUGH_FOR_MANY: f64 = 2.0;
const ENOUGH_OF_WEAK: f64 = 1.2;
/// A spelling of the same sound, or one letter of many.
const HEARD_ALIKE: f64 = 0.85;
/// Spellings as far apart as this are two names.
const NEARLY: f64 = 0.72;
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
    let evidence = Evidence::of(left, right, alignment);
    let words = (only_left.join(" "), only_right.join(" "));
    if !only_left.is_empty() && !only_right.is_empty() {
        tally.cap(CONTRADICTED, FeatureKind::OtherWord, words);
    } else if !only_left.is_empty() || !only_right.is_empty() {
        // One name more is a middle name; one name alone of several says little.
        let n_extra = only_left.len() + only_right.len();
        tally.score -= 0.04 * n_extra.min(4) as f64;
        tally.note(FeatureKind::Extra, words.0, words.1, -0.04 * n_extra as f64);
        // An initial that stands for the other's word leaves no word of its own name over: `Sergei N. Haddad` is not
        // `Sergei Norvik`.
        let is_initial = |word: Option<&Word>| word.is_some_and(|word| word.role == Role::Initial);
        let takes_another = alignment.pairs.iter().any(|pair| {
            let (a, b) = (pair.left.first(), pair.right.first());
            !only_left.is_empty() && is_initial(a.and_then(|at| left.words.get(*at)))
                || !only_right.is_empty() && is_initial(b.and_then(|at| right.words.get(*at)))
        });
        let limit = if takes_another {
            Some(CONTRADICTED)
        } else {
            evidence.limit_with_more(n_extra)
        };
        if let Some(limit) = limit.filter(|limit| tally.score > *limit) {
            let whole = (left.original().to_owned(), right.original().to_owned());
            tally.cap(limit, FeatureKind::Extra, whole);
        }
    } else if evidence.is_far_fetched(tally.score) {
        tally.cap(CONTRADICTED, FeatureKind::OtherWord, words);
    } else if evidence.n_agreed == 0 {
        tally.cap(ONE_NAME_OF_MANY, FeatureKind::OtherWord, words);
    }
    if tally.score > REORDERED_SURNAMES && surnames_swapped(left, right) {
        let words = (left.original().to_owned(), right.original().to_owned());
        tally.cap(REORDERED_SURNAMES, FeatureKind::Order, words);
    }
    if tally.score > REORDERED_SURNAMES && given_swapped(left, right) {
        let words = (left.original().to_owned(), right.original().to_owned());
        tally.cap(REORDERED_SURNAMES, FeatureKind::Order, words);
    }
    if parents_swapped(left, right) {
        let words = (left.original().to_owned(), right.original().to_owned());
        tally.cap(REORDERED_PARENTS, FeatureKind::Order, words);
    }
}

/// What agrees in two names of people.
struct Evidence {
    /// How many words of a name of its own agree.
    n_agreed: usize,
    /// How much that says: a name that very many have says half, a spelling that may be it half or more, the servant
    /// of `Abdul Karim` nothing.
    weight: f64,
    /// Whether a spelling or an initial is among it, and whether anything else is.
    has_weak: bool,
    has_sure: bool,
}

impl Evidence {
    fn of(left: &PreparedName, right: &PreparedName, alignment: &Alignment) -> Self {
        let mut found = Self {
            n_agreed: 0,
            weight: 0.0,
            has_weak: false,
            has_sure: false,
        };
        let of = |name, at: &[usize]| -> Vec<&Word> {
            let name: &PreparedName = name;
            at.iter().filter_map(|at| name.words.get(*at)).collect()
        };
        for pair in &alignment.pairs {
            let words = [of(left, &pair.left), of(right, &pair.right)].concat();
            if !words.iter().any(|word| word.role == Role::Name) {
                continue;
            }
            found.n_agreed += usize::from(words.iter().any(|word| word.text.len() > 1));
            let is_common = words.iter().any(|word| people::is_common(&word.text));
            if words.iter().any(|word| people::is_half(&word.text)) {
                continue;
            }
            let is_well_spelled = pair.likeness.value >= HEARD_ALIKE || differ_in_vowels(&words);
            let by_how: f64 = match pair.likeness.how {
                FeatureKind::Spelling if is_well_spelled => 0.75,
                FeatureKind::Spelling => 0.5,
                FeatureKind::Initial => 0.25,
                _ => 1.0,
            };
            let is_weak = by_how < 1.0;
            found.has_weak |= is_weak;
            found.has_sure |= !is_weak;
            found.weight += if is_common { by_how.min(0.5) } else { by_how };
        }
        found
    }

    /// What is left of a score where one name has so many words more; `None` where they are middle names.
    fn limit_with_more(&self, n_extra: usize) -> Option<f64> {
        if self.n_agreed < 2 {
            Some(ONE_NAME_OF_MANY)
        } else if self.has_weak && self.weight < ENOUGH_OF_WEAK {
            Some(CONTRADICTED)
        } else if self.weight < ENOUGH || n_extra > 1 && self.weight < ENOUGH_FOR_MANY {
            Some(COMMON_NAMES)
        } else {
            None
        }
    }

    /// Whether nothing but spellings agree, and these not well.
    fn is_far_fetched(&self, score: f64) -> bool {
        self.has_weak && !self.has_sure && self.n_agreed > 1 && score < NEARLY
    }
}

/// Whether two words have the same consonants, as customs write one Arabic name.
fn differ_in_vowels(words: &[&Word]) -> bool {
    let [a, b] = words else { return false };
    let (a, b) = (consonants(&a.skeleton), consonants(&b.skeleton));
    a.len() > 1 && a == b
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

/// `Ali Hassan` is a son of Hassan, `Hassan Ali` one of Ali: both words are names that are given.
fn given_swapped(left: &PreparedName, right: &PreparedName) -> bool {
    let own = |name| -> Vec<&Word> {
        let name: &PreparedName = name;
        let words = name.words.iter();
        words.filter(|word| word.role == Role::Name).collect()
    };
    let is_one = |a: &Word, b: &Word| a.text == b.text || people::are_variants(&a.text, &b.text);
    match (own(left).as_slice(), own(right).as_slice()) {
        ([a, b], [c, d]) => {
            let all_given = [a, b, c, d]
                .iter()
                .all(|word| people::is_common_given(&word.text));
            all_given && !is_one(a, b) && is_one(a, d) && is_one(b, c)
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
