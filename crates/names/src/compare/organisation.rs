//! Organisations: words that tell firms apart carry the match; numbers, places and levels must agree.

use crate::index::terms::consonants;
use crate::prepare::{PreparedName, Role, Script, Word};
use crate::tables::forms::{Form, FormKind};
use crate::tables::places;
use crate::tables::words::is_country;

use super::align::{Aligned, Alignment, align};
use super::romanised::fit_of_bare;
use super::word::{Likeness, heard_as_a_whole, likeness, read};
use super::{FeatureKind, Tally};

/// What a disagreement leaves of a score: below `UNSURE_FROM` it is another party.
const CONTRADICTED: f64 = 0.45;
const NOTHING_OF_ITS_OWN: f64 = 0.3;
const ONE_SIDED_WORD: f64 = 0.7;
const ANOTHER_OF_A_SERIES: f64 = 0.55;
/// So much of two names agrees where they are of one series: a name of its own and more beside it.
const SERIES: f64 = 1.6;
const ONE_SIDED_LEVEL: f64 = 0.8;
const ACRONYM: f64 = 0.7;
/// Three letters are shared by many firms.
const SHORT_ACRONYM: f64 = 0.51;
/// One letter in a shorter word makes another word.
const ONE_LETTER_OF_FIVE: f64 = 0.8;
/// Firms of one family in several places share all words but the place.
const ONE_SIDED_BRANCH: f64 = 0.51;
const SPELLED: f64 = 0.84;
const ENOUGH_CONSONANTS: f64 = 0.87;
const HEARD: f64 = 0.8;

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
    let alignment = align(&left.words, &right.words, like, |_, _| None);
    weigh(left, right, &alignment, &mut tally);
    let sides = Sides::new(left, right, &alignment);
    if carries_nothing(left, right, &alignment) {
        if let Some(likeness) = heard_as_a_whole(left, right) {
            tally.score = likeness.value;
            let words = (left.original().to_owned(), right.original().to_owned());
            tally.note(likeness.how, words.0, words.1, likeness.value);
            legal_forms(left, right, &mut tally);
        } else if let Some(acronym) = acronym(left, right).or_else(|| acronym(right, left)) {
            tally.score = acronym.fit;
            tally.note(
                FeatureKind::Acronym,
                acronym.short,
                acronym.long,
                acronym.fit,
            );
        } else {
            tally.cap(
                NOTHING_OF_ITS_OWN,
                FeatureKind::OnlyCommonWords,
                (left.core(), right.core()),
            );
        }
        return tally;
    }
    contradictions(&sides, agreed(left, &alignment), &mut tally);
    if is_turned(left, right, &alignment) || says_one_thing(left, right) {
        let words = (left.original().to_owned(), right.original().to_owned());
        tally.cap(ONE_SIDED_WORD, FeatureKind::Order, words);
    }
    spelled_otherwise(left, right, &alignment, &mut tally);
    legal_forms(left, right, &mut tally);
    tally
}

/// Whether a name is one common word in two languages, as `United Company` and `Unidas S.A.` are.
fn says_one_thing(left: &PreparedName, right: &PreparedName) -> bool {
    fn only(name: &PreparedName) -> Option<&Word> {
        let mut words = name.words.iter().filter(|word| word.role != Role::Filler);
        let word = words.next()?;
        (words.next().is_none() && word.role != Role::Name).then_some(word)
    }
    let (a, b) = (only(left), only(right));
    a.zip(b).is_some_and(|(a, b)| a.text != b.text)
}

/// Whether two names of nothing but common words and places have them in another order, for which one says `of`
/// oftener: `Bank of China` and `China Bank`. With no word of its own the order is part of the name. Names that say it
/// alike may be of two languages.
fn is_turned(left: &PreparedName, right: &PreparedName, alignment: &Alignment) -> bool {
    let is_common = |name: &PreparedName| {
        let mut words = name.words.iter();
        words.all(|word| word.role != Role::Name && word.script == Script::Latin)
    };
    let n_of = |name: &PreparedName| {
        let words = name.words.iter();
        words.filter(|word| joins(&word.text)).count()
    };
    if !is_common(left) || !is_common(right) || n_of(left) == n_of(right) {
        return false;
    }
    let content = |at: &usize| {
        let word = left.words.get(*at);
        word.is_some_and(|word| word.role != Role::Filler)
    };
    let pairs = alignment.pairs.iter();
    let mut pairs: Vec<(usize, usize)> = pairs
        .filter_map(|pair| {
            Some((
                *pair.left.first().filter(|at| content(at))?,
                *pair.right.first()?,
            ))
        })
        .collect();
    pairs.sort_unstable();
    !pairs.is_sorted_by_key(|(_, right)| *right)
}

/// Whether a word says that what follows is part of what stands before.
fn joins(word: &str) -> bool {
    matches!(
        word,
        "of" | "de" | "del" | "di" | "do" | "da" | "der" | "des" | "du"
    )
}

/// Where only a spelling that may be the same word carries the match, it must be a long one, and all of the name.
fn spelled_otherwise(
    left: &PreparedName,
    right: &PreparedName,
    alignment: &Alignment,
    tally: &mut Tally,
) {
    let is_spelled = |pair: &&Aligned| pair.likeness.how == FeatureKind::Spelling;
    if !alignment.pairs.iter().any(|pair| is_spelled(&pair)) {
        return;
    }
    tally.score = tally.score.min(SPELLED);
    let is_own = |name: &PreparedName, at: &[usize]| {
        let mut words = at.iter().filter_map(|at| name.words.get(*at));
        words.any(|word| word.role == Role::Name)
    };
    let own: Vec<&Aligned> = alignment
        .pairs
        .iter()
        .filter(|pair| is_own(left, &pair.left) || is_own(right, &pair.right))
        .collect();
    if !own.iter().all(is_spelled) {
        return;
    }
    let has_more = is_own(left, &alignment.left) || is_own(right, &alignment.right);
    let n_letters = |name: &PreparedName, at: &[usize]| -> usize {
        let words = at.iter().filter_map(|at| name.words.get(*at));
        words.map(Word::n_chars).sum()
    };
    let is_short = |pair: &&Aligned| {
        let shorter = n_letters(left, &pair.left).min(n_letters(right, &pair.right));
        let words = [pair
            .left
            .first()
            .and_then(|at| left.words.get(*at))
            .zip(pair.right.first().and_then(|at| right.words.get(*at)))];
        // Customs write the vowels of one Arabic name in many ways.
        let only_vowels = words
            .iter()
            .flatten()
            .any(|(a, b)| consonants(&a.skeleton) == consonants(&b.skeleton));
        shorter < 5 && pair.likeness.value < ONE_LETTER_OF_FIVE && !only_vowels
    };
    if has_more || own.iter().all(is_short) {
        let words = (left.core(), right.core());
        tally.cap(CONTRADICTED, FeatureKind::OtherWord, words);
    }
}

/// Words of a script without vowels are compared by their consonants.
fn like(a: &Word, b: &Word) -> Option<Likeness> {
    if a.role == Role::Filler && b.role == Role::Filler {
        return Some(Likeness::SAME);
    }
    // `Noor Al` does not end in the article of `Al Noor`.
    if (a.role == Role::Filler) != (b.role == Role::Filler) && a.text == "al" {
        return None;
    }
    let both_own = a.role == Role::Name && b.role == Role::Name;
    let bare = (a.is_bare != b.is_bare && both_own).then(|| fit_of_bare(a, b));
    // Nothing else tells the firm: two consonants alone are shared by too many words.
    let fit = bare
        .flatten()
        .map(|fit| if fit < ENOUGH_CONSONANTS { HEARD } else { fit });
    fit.map(read).or_else(|| likeness(a, b))
}

/// The weight of what agrees over the weight of all; what both sides have apart counts double.
fn weigh(left: &PreparedName, right: &PreparedName, alignment: &Alignment, tally: &mut Tally) {
    let weight = |words: &[Word], at: &[usize]| {
        at.iter()
            .filter_map(|at| words.get(*at))
            .map(|word| word.weight)
            .fold(0.0, f64::max)
    };
    let sum = |words: &[Word], at: &[usize]| {
        at.iter()
            .filter_map(|at| words.get(*at))
            .map(|word| word.weight)
            .sum::<f64>()
    };
    let (mut agreed, mut paired) = (0.0, 0.0);
    for pair in &alignment.pairs {
        let share = weight(&left.words, &pair.left).midpoint(weight(&right.words, &pair.right));
        agreed += share * pair.likeness.value;
        paired += share;
        tally.note(
            pair.likeness.how,
            texts(&left.words, &pair.left),
            texts(&right.words, &pair.right),
            share * pair.likeness.value,
        );
    }
    let (only_left, only_right) = (
        sum(&left.words, &alignment.left),
        sum(&right.words, &alignment.right),
    );
    let all = paired + f64::midpoint(only_left, only_right) + only_left.min(only_right);
    tally.score = if all > 0.0 { agreed / all } else { 0.0 };
    let extra = [
        (&left.words, &alignment.left, true),
        (&right.words, &alignment.right, false),
    ];
    for (words, at, is_left) in extra {
        for word in at
            .iter()
            .filter_map(|at| words.get(*at))
            .filter(|word| word.role != Role::Filler)
        {
            let (a, b) = if is_left {
                (word.text.clone(), String::new())
            } else {
                (String::new(), word.text.clone())
            };
            tally.note(FeatureKind::Extra, a, b, -0.5 * word.weight);
        }
    }
}

/// What each side has that the other lacks, by role.
struct Sides<'a> {
    left: Vec<&'a Word>,
    right: Vec<&'a Word>,
    /// Whether a place stands in both names.
    a_place_agrees: bool,
    /// What a place that only one side has leaves of the score.
    one_sided_place: f64,
}

impl<'a> Sides<'a> {
    fn new(left: &'a PreparedName, right: &'a PreparedName, alignment: &Alignment) -> Self {
        let pick = |words: &'a [Word], at: &[usize]| -> Vec<&'a Word> {
            at.iter().filter_map(|at| words.get(*at)).collect()
        };
        let (only_left, only_right) = (
            pick(&left.words, &alignment.left),
            pick(&right.words, &alignment.right),
        );
        let places = alignment.pairs.iter().flat_map(|pair| &pair.left);
        Self {
            a_place_agrees: places
                .filter_map(|at| left.words.get(*at))
                .any(|word| word.role == Role::Place),
            one_sided_place: one_sided_place(left, &alignment.left)
                .min(one_sided_place(right, &alignment.right)),
            left: only_left,
            right: only_right,
        }
    }

    /// Whether a side has a word of its own where the other has a place, and it is not said after that place, as
    /// `Iranian` is after Iran.
    fn own_against_place(&self) -> bool {
        let is_place = |word: &&&Word| match word.role {
            Role::Place => true,
            Role::Company(concept) => is_country(concept),
            _ => false,
        };
        let contradicts = |own: &[&Word], places: &[&Word]| {
            let mut own = own.iter().filter(|word| word.role == Role::Name);
            let places: Vec<&&Word> = places.iter().filter(is_place).collect();
            let is_after = |word: &Word, place: &Word| {
                let start = place.latin.get(..4);
                start.is_some_and(|start| word.latin.starts_with(start))
            };
            !places.is_empty() && own.any(|word| !places.iter().any(|place| is_after(word, place)))
        };
        contradicts(&self.left, &self.right) || contradicts(&self.right, &self.left)
    }

    fn words(&self, wanted: impl Fn(&Role) -> bool) -> (String, String) {
        let pick = |words: &[&Word]| {
            let found: Vec<&str> = words
                .iter()
                .filter(|word| wanted(&word.role))
                .map(|word| word.text.as_str())
                .collect();
            found.join(" ")
        };
        (pick(&self.left), pick(&self.right))
    }
}

/// What the places that only this name has leave of a score.
///
/// A country behind a name with its legal form says where that firm is registered, and firms of one group are
/// registered country by country: `Hanbit Chile S.A.` is neither `Hanbit S.A.` nor `Hanbit`. Before the name, or after an `of`, it may
/// say whose the firm is, which others leave out; the same goes for the city that Chinese firms begin with.
fn one_sided_place(name: &PreparedName, only: &[usize]) -> f64 {
    let own = |word: &Word| word.role != Role::Filler;
    let first = name.words.iter().position(own);
    let is_registered = !name.forms.is_empty();
    let limits = only.iter().filter_map(|at| {
        let word = name.words.get(*at)?;
        let is_country = match word.role {
            Role::Place => places::is_country(&word.text),
            Role::Company(concept) if is_country(concept) => true,
            _ => return None,
        };
        let before = at.checked_sub(1).and_then(|at| name.words.get(at));
        let is_behind = first != Some(*at) && before.is_some_and(own);
        Some(match (is_country, is_behind && is_registered) {
            (true, true) => CONTRADICTED,
            (true, false) | (false, true) => ONE_SIDED_BRANCH,
            (false, false) => ONE_SIDED_WORD,
        })
    });
    limits.fold(ONE_SIDED_WORD, f64::min)
}

/// Whether a name of its own stands on a side and no such word agrees.
fn carries_nothing(left: &PreparedName, right: &PreparedName, alignment: &Alignment) -> bool {
    let has_own = |name: &PreparedName| name.words.iter().any(|word| word.role == Role::Name);
    let agreed = alignment.pairs.iter().any(|pair| {
        let own = |words: &[Word], at: &[usize]| {
            at.iter()
                .filter_map(|at| words.get(*at))
                .any(|word| word.role == Role::Name)
        };
        own(&left.words, &pair.left) || own(&right.words, &pair.right)
    });
    (has_own(left) || has_own(right)) && !agreed
}

/// The weight of the words of a name that the other has too, and whether one of them is of its own.
fn agreed(name: &PreparedName, alignment: &Alignment) -> (f64, bool) {
    let words = alignment
        .pairs
        .iter()
        .flat_map(|pair| &pair.left)
        .filter_map(|at| name.words.get(*at));
    words.fold((0.0, false), |(weight, has_own), word| {
        (weight + word.weight, has_own || word.role == Role::Name)
    })
}

fn contradictions(sides: &Sides<'_>, (agreed, has_own): (f64, bool), tally: &mut Tally) {
    let is_level = |role: &Role| matches!(role, Role::Company(concept) if concept.structure);
    let is_country = |role: &Role| matches!(role, Role::Company(concept) if is_country(*concept));
    let is_place = |role: &Role| *role == Role::Place || is_country(role);
    let is_company = |role: &Role| {
        matches!(role, Role::Company(concept) if !concept.structure) && !is_country(role)
    };
    let one_sided_place = if sides.a_place_agrees {
        // The other name says more exactly where: 广东省深圳市 and 深圳.
        1.0
    } else {
        sides.one_sided_place
    };
    let checks: [(FeatureKind, (String, String), f64); 5] = [
        (
            FeatureKind::OtherWord,
            sides.words(|role| *role == Role::Name),
            ONE_SIDED_WORD,
        ),
        (
            FeatureKind::Number,
            sides.words(|role| matches!(role, Role::Number(_))),
            ONE_SIDED_WORD,
        ),
        (FeatureKind::Place, sides.words(is_place), one_sided_place),
        (
            FeatureKind::OtherWord,
            sides.words(is_company),
            ONE_SIDED_LEVEL,
        ),
        (FeatureKind::Level, sides.words(is_level), ONE_SIDED_LEVEL),
    ];
    for (kind, words, one_sided) in checks {
        match (words.0.is_empty(), words.1.is_empty()) {
            (true, true) => {}
            (false, false) if kind == FeatureKind::Level => tally.cap(ONE_SIDED_LEVEL, kind, words),
            // Funds and trusts of one series: another member of a family whose long name agrees.
            (false, false) if kind == FeatureKind::Number && has_own && agreed >= SERIES => {
                tally.cap(ANOTHER_OF_A_SERIES, kind, words);
            }
            (false, false) => tally.cap(CONTRADICTED, kind, words),
            _ if kind == FeatureKind::Number && !has_own => tally.cap(CONTRADICTED, kind, words),
            _ if tally.score > one_sided => tally.cap(one_sided, kind, words),
            _ => {}
        }
    }
    // One side's own name against the other's company word or place: two firms of one family at most.
    let own = sides.words(|role| *role == Role::Name);
    let company = sides.words(is_company);
    let company = if sides.own_against_place() {
        sides.words(|role| is_company(role) || is_place(role))
    } else {
        company
    };
    if !own.0.is_empty() && !company.1.is_empty() || !own.1.is_empty() && !company.0.is_empty() {
        let words = (
            format!("{} {}", own.0, company.0),
            format!("{} {}", own.1, company.1),
        );
        tally.cap(
            CONTRADICTED,
            FeatureKind::OtherWord,
            (words.0.trim().to_owned(), words.1.trim().to_owned()),
        );
    }
}

/// Forms of different kinds in both names: another registration, unless one was written carelessly.
/// Forms that no country has both of: another party.
fn legal_forms(left: &PreparedName, right: &PreparedName, tally: &mut Tally) {
    let spelled = |name: &PreparedName| {
        let forms: Vec<&str> = name
            .forms
            .iter()
            .map(|form| form.spelling.as_str())
            .collect();
        forms.join(" ")
    };
    let known = |name: &PreparedName| -> Vec<FormKind> {
        let kinds = name.forms.iter().map(|form| form.kind);
        kinds.filter(|kind| *kind != FormKind::Any).collect()
    };
    let local = |name: &PreparedName| -> Vec<&'static Form> {
        let forms = name.forms.iter().copied();
        forms
            .filter(|form| !form.translates && !form.countries.is_empty())
            .collect()
    };
    let (a, b) = (local(left), local(right));
    let meet = a.iter().any(|x| {
        b.iter().any(|y| {
            x.countries
                .iter()
                .any(|country| y.countries.contains(country))
        })
    });
    if !a.is_empty() && !b.is_empty() && !meet {
        tally.cap(
            CONTRADICTED,
            FeatureKind::Jurisdiction,
            (spelled(left), spelled(right)),
        );
    }
    let (a, b) = (known(left), known(right));
    if !a.is_empty() && !b.is_empty() && !a.iter().any(|kind| b.contains(kind)) {
        let words = (spelled(left), spelled(right));
        tally.cap(ONE_SIDED_LEVEL, FeatureKind::LegalForm, words);
    }
}

/// A short name made of the first letters of the long one.
fn acronym(short: &PreparedName, long: &PreparedName) -> Option<Acronym> {
    let own: Vec<&Word> = short
        .words
        .iter()
        .filter(|word| word.role == Role::Name)
        .collect();
    let [word] = own.as_slice() else { return None };
    // What else it says must stand in the long one too: `KDB Bank`.
    let others = short.words.iter().filter(|word| word.role != Role::Name);
    let mut others = others.filter(|word| word.role != Role::Filler);
    if !others.all(|word| long.words.iter().any(|other| like(word, other).is_some())) {
        return None;
    }
    let words = long
        .words
        .iter()
        .filter(|word| !matches!(word.role, Role::Filler | Role::Number(_)));
    let letters: String = words
        .flat_map(|word| word.latin.split(' '))
        .filter_map(|word| word.chars().next())
        .collect();
    // `Corporation` and `Company` lend their letter too.
    let after_form = long
        .forms
        .first()
        .and_then(|form| form.spelling.chars().next());
    let rest = word.latin.strip_prefix(letters.as_str());
    let fits = (3..=6).contains(&word.latin.len())
        && letters.len() >= 2
        && rest.is_some_and(|rest| rest.is_empty() || rest.chars().eq(after_form));
    fits.then(|| Acronym {
        short: short.original().to_owned(),
        long: long.original().to_owned(),
        fit: if word.latin.len() > 3 {
            ACRONYM
        } else {
            SHORT_ACRONYM
        },
    })
}

/// Two names of which one is the first letters of the other.
struct Acronym {
    short: String,
    long: String,
    fit: f64,
}

fn texts(words: &[Word], at: &[usize]) -> String {
    let texts: Vec<&str> = at
        .iter()
        .filter_map(|at| words.get(*at))
        .map(|word| word.text.as_str())
        .collect();
    texts.join(" ")
}
