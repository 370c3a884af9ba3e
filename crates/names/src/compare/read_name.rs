//! Whole names of people that are read: Hangul, characters and Latin letters, in either order, with initials.

use crate::fold::skeleton;
use crate::han;
use crate::hangul::{self, shared_reading};
use crate::japanese::{Read, read_person};
use crate::loan::is_loan;
use crate::prepare::{PreparedName, Role, Script, Word};
use crate::romanisation;
use crate::tables::surnames;

use super::FeatureKind;
use super::word::{Likeness, read};

/// The surname and first letters, which many share.
const INITIALS: f64 = 0.7;
/// By the rules of McCune–Reischauer or Yale.
const ROMANISED: f64 = 0.93;
/// The same sounds, which several spellings have.
const LOAN: f64 = 0.86;

/// Characters said in Japanese: surname and given name, or a surname beside a given name that no table has.
const JAPANESE: f64 = 0.93;
const PERHAPS_JAPANESE: f64 = 0.7;

/// A name of one run, Hangul or Han, against another run or Latin words in either order.
pub(super) fn read_name(name: &PreparedName, other: &PreparedName) -> Option<Likeness> {
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
        let said = fits.reduce(f64::max).map(read);
        return said.or_else(|| japanese(&word.text, name.original(), &texts));
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

/// A name in characters that may be Japanese.
fn japanese(han: &str, original: &str, latin: &[&str]) -> Option<Likeness> {
    match read_person(han, original, latin)? {
        Read::Known => Some(read(JAPANESE)),
        Read::Possible => Some(Likeness::new(PERHAPS_JAPANESE, FeatureKind::Spelling)),
    }
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
pub(super) fn orders(texts: &[&str]) -> Vec<String> {
    let mut orders = vec![texts.concat()];
    if let Some((last, rest)) = texts.split_last().filter(|(_, rest)| !rest.is_empty()) {
        orders.push(format!("{last}{}", rest.concat()));
    }
    orders
}

/// Two Latin spellings of one Korean or Chinese name, in either order.
pub(super) fn respelled(left: &PreparedName, right: &PreparedName) -> Option<Likeness> {
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
