//! People: every word of the shorter name must find its place; initials and particles are weak by nature.

use crate::hangul;
use crate::loan::is_loan;
use crate::prepare::{PreparedName, Role, Script, Word};
use crate::tables::people;

use super::align::{Alignment, align};
use super::word::{Likeness, likeness};
use super::{FeatureKind, Tally};

const CONTRADICTED: f64 = 0.4;
const REORDERED_PARENTS: f64 = 0.45;
const SPELLED: f64 = 0.84;
const ONE_NAME_OF_MANY: f64 = 0.45;
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
    if let Some(likeness) = korean(left, right).or_else(|| korean(right, left)) {
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
    let alignment = align(&left.words, &right.words, like);
    weigh(left, right, &alignment, &mut tally);
    contradictions(left, right, &alignment, &mut tally);
    tally
}

/// A Hangul name against Latin words in either order.
fn korean(hangul: &PreparedName, latin: &PreparedName) -> Option<Likeness> {
    let [name] = hangul.words.as_slice() else {
        return None;
    };
    let all_latin = latin.words.iter().all(|word| word.script == Script::Latin);
    if name.script != Script::Hangul || !all_latin || latin.words.is_empty() {
        return None;
    }
    let texts: Vec<&str> = latin.words.iter().map(|word| word.text.as_str()).collect();
    let mut orders = vec![texts.concat()];
    if let Some((last, rest)) = texts.split_last().filter(|(_, rest)| !rest.is_empty()) {
        orders.push(format!("{last}{}", rest.concat()));
    }
    let costs = orders
        .iter()
        .filter_map(|text| hangul::cost_of_reading(&name.text, text, true));
    let Some(cost) = costs.reduce(f32::min) else {
        return loan(&name.text, &texts);
    };
    let cost = f64::from(cost);
    let value = (0.98 - 0.25 * cost).max(0.5);
    let how = if value >= 0.85 {
        FeatureKind::Reading
    } else {
        FeatureKind::Spelling
    };
    Some(Likeness::new(value, how))
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
    likeness(a, b)
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
    if parents_swapped(left, right) {
        let words = (left.original().to_owned(), right.original().to_owned());
        tally.cap(REORDERED_PARENTS, FeatureKind::Order, words);
    }
}

/// `X bin Y` is not `Y bin X`.
fn parents_swapped(left: &PreparedName, right: &PreparedName) -> bool {
    let around = |name: &PreparedName| -> Vec<(String, String)> {
        let triples = name.words.windows(3);
        triples
            .filter_map(|three| match three {
                [child, particle, parent] if people::is_parent_particle(&particle.text) => {
                    Some((child.sound.clone(), parent.sound.clone()))
                }
                _ => None,
            })
            .collect()
    };
    let (a, b) = (around(left), around(right));
    a.iter()
        .any(|(child, parent)| child != parent && b.contains(&(parent.clone(), child.clone())))
}

fn texts(words: &[Word], at: &[usize]) -> String {
    let texts: Vec<&str> = at
        .iter()
        .filter_map(|at| words.get(*at))
        .map(|word| word.text.as_str())
        .collect();
    texts.join(" ")
}
