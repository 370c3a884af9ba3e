//! People: every word of the shorter name must find its place; initials and particles are weak by nature.

use crate::compound;
use crate::fold::{skeleton, sound};
use crate::han;
use crate::hangul::{self, shared_reading};
use crate::loan::is_loan;
use crate::prepare::{PreparedName, Role, Script, Word};
use crate::romanisation;
use crate::tables::{people, surnames};

use super::align::{Alignment, align};

use super::romanised::{are_romanisations, fit_of_bare};
use super::word::{Likeness, likeness, read};
use super::{FeatureKind, Tally};

const CONTRADICTED: f64 = 0.4;
const REORDERED_PARENTS: f64 = 0.45;
const REORDERED_SURNAMES: f64 = 0.7;
/// The surname and first letters, which many share.
const INITIALS: f64 = 0.7;
const SPELLED: f64 = 0.84;
const ONE_NAME_OF_MANY: f64 = 0.45;
/// By the rules of McCune–Reischauer or Yale.
const ROMANISED: f64 = 0.93;
/// Customary romanisations of one Cyrillic name.
const ROMANISATION: f64 = 0.9;
/// An Arabic name of two words, written together.
const COMPOUND: f64 = 0.9;
/// The same sounds, which several spellings have.
const LOAN: f64 = 0.86;

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
    if let Some(likeness) = (tally.score < SPELLED)
        .then(|| respelled(left, right))
        .flatten()
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

/// A name of one run, Hangul or Han, against another run or Latin words in either order.
fn read_name(name: &PreparedName, other: &PreparedName) -> Option<Likeness> {
    let [word] = name.words.as_slice() else {
        return None;
    };
    if word.script == Script::Latin {
        return None;
    }
    if let [single] = other.words.as_slice()
        && single.script != Script::Latin
    {
        let fit = match (word.script, single.script) {
            (Script::Han, Script::Hangul) => han::as_hangul(&word.text, &single.text),
            (Script::Hangul, Script::Hangul) => han::both_hangul(&word.text, &single.text),
            _ => None,
        };
        return fit.map(read);
    }
    if let Some(likeness) = (word.script == Script::Hangul)
        .then(|| initials(&word.text, &other.words))
        .flatten()
    {
        return Some(likeness);
    }
    let all_latin = other.words.iter().all(|word| word.script == Script::Latin);
    if !all_latin || other.words.is_empty() {
        return None;
    }
    let texts: Vec<&str> = other.words.iter().map(|word| word.text.as_str()).collect();
    let orders = orders(&texts);
    if word.script == Script::Han {
        let fits = orders
            .iter()
            .filter_map(|text| han::as_latin(&word.text, text));
        return fits.reduce(f64::max).map(read);
    }
    let costs = orders
        .iter()
        .filter_map(|text| hangul::cost_of_reading(&word.text, text, true));
    let by_letters = costs
        .reduce(f32::min)
        .map(|cost| (0.98 - 0.25 * f64::from(cost)).max(0.5));
    if let Some(fit) = by_letters.filter(|fit| *fit >= 0.85) {
        return Some(read(fit));
    }
    if orders
        .iter()
        .any(|text| romanisation::is_romanised_person(&word.text, text))
    {
        return Some(read(ROMANISED));
    }
    let mandarin = orders
        .iter()
        .filter_map(|text| han::hangul_as_pinyin(&word.text, text))
        .reduce(f64::max);
    let fit = match (by_letters, mandarin) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (a, b) => a.or(b),
    };
    fit.map(read).or_else(|| loan(&word.text, &texts))
}

/// A Hangul name against its surname in Latin letters and the initials of its given name.
fn initials(hangul: &str, latin: &[Word]) -> Option<Likeness> {
    let letters: Vec<&str> = latin
        .iter()
        .filter(|word| word.role == Role::Initial)
        .map(|word| word.latin.as_str())
        .collect();
    let mut own = latin.iter().filter(|word| word.role == Role::Name);
    let (surname, None) = (own.next()?, own.next()) else {
        return None;
    };
    let begins = |syllable: char, letter: &str| {
        let said = hangul::romanise(&syllable.to_string());
        let first = said.get(..1).unwrap_or("");
        skeleton(first) == skeleton(letter)
    };
    let fits = hangul.char_indices().skip(1).take(2).any(|(at, _)| {
        hangul.split_at_checked(at).is_some_and(|(own, given)| {
            surnames::spellings(own).is_some_and(|known| known.contains(&surname.latin.as_str()))
                && !letters.is_empty()
                && letters.len() <= given.chars().count()
                && given
                    .chars()
                    .zip(&letters)
                    .all(|(c, letter)| begins(c, letter))
        })
    });
    fits.then_some(Likeness::new(INITIALS, FeatureKind::Initial))
}

/// The words joined as they stand and with the last one first.
fn orders(texts: &[&str]) -> Vec<String> {
    let mut orders = vec![texts.concat()];
    if let Some((last, rest)) = texts.split_last().filter(|(_, rest)| !rest.is_empty()) {
        orders.push(format!("{last}{}", rest.concat()));
    }
    orders
}

/// Two Latin spellings of one Korean or Chinese name, in either order.
fn respelled(left: &PreparedName, right: &PreparedName) -> Option<Likeness> {
    let short = |name: &PreparedName| {
        (2..=4).contains(&name.words.len())
            && name.words.iter().all(|word| {
                word.script == Script::Latin && word.role == Role::Name && word.text.len() <= 12
            })
    };
    if !short(left) || !short(right) {
        return None;
    }
    let texts = |name: &PreparedName| {
        let texts: Vec<&str> = name.words.iter().map(|word| word.text.as_str()).collect();
        orders(&texts)
    };
    let has_surname = |name: &PreparedName| {
        let ends = [name.words.first(), name.words.last()]
            .into_iter()
            .flatten();
        ends.into_iter().any(|word| surnames::is_latin(&word.text))
    };
    let are_korean = has_surname(left) && has_surname(right);
    let (left, right) = (texts(left), texts(right));
    let pairs = left
        .iter()
        .flat_map(|a| right.iter().map(move |b| (a.as_str(), b.as_str())));
    let fits = pairs.filter_map(|(a, b)| {
        let chinese =
            || han::wade_giles_as_pinyin(a, b).or_else(|| han::wade_giles_as_pinyin(b, a));
        let korean = || {
            if !are_korean {
                return None;
            }
            let cost = f64::from(shared_reading(a, b)?);
            Some(0.94 - 0.3 * cost).filter(|fit| *fit >= 0.7)
        };
        match (chinese(), korean()) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        }
    });
    fits.reduce(f64::max).map(read)
}

/// A Korean surname and a given name of another language, in either order.
fn loan(hangul: &str, latin: &[&str]) -> Option<Likeness> {
    let orders = [latin.split_first(), latin.split_last()];
    let fits = orders.into_iter().flatten().any(|(surname, given)| {
        let given = given.concat();
        hangul.char_indices().skip(1).take(2).any(|(at, _)| {
            hangul.split_at_checked(at).is_some_and(|(own, name)| {
                hangul::cost_of_reading(own, surname, true).is_some_and(|cost| cost < 0.2)
                    && is_loan(name, &given)
            })
        })
    });
    fits.then_some(Likeness::new(LOAN, FeatureKind::Spelling))
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
    let (a, b) = (parents(left), parents(right));
    a.iter().any(|(child, parent)| {
        b.iter().any(|(other_child, other_parent)| {
            child != parent && alike(child, other_parent) && alike(parent, other_child)
        })
    })
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
