//! What two names have in common at all, found without an index: which names an index could find, and which nobody
//! finds who has not been told.

use rapidfuzz::distance::osa;

use crate::fold::{skeleton, sound};
use crate::index::terms::{first_letters, korean_parts, other_readings, saying};
use crate::prepare::{PreparedName, Role};
use crate::tables::meanings::{Meaning, meanings};

/// The strongest thing that two names have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InCommon {
    /// A word of its own, as it sounds.
    Word,
    /// A word of its own that is spelled otherwise, in at most every third letter.
    Spelling,
    /// Letters: words written together or apart, a word within another.
    Letters,
    /// First letters or syllables that the words of one name lend to the other.
    FirstLetters,
    /// A number, a place, a company word, or a common word of another language.
    CommonWord,
    /// Nothing: who has not been told does not find the one by the other.
    Nothing,
}

/// What two names have in common.
///
/// ```
/// use bongsu_names::{InCommon, NameKind, PreparedName, in_common};
///
/// let name = |text| PreparedName::new(NameKind::Organisation, text);
/// assert_eq!(in_common(&name("Hanseong Display"), &name("Hansung")), InCommon::Word);
/// assert_eq!(in_common(&name("Lantern Ship Safety"), &name("LSS")), InCommon::FirstLetters);
/// assert_eq!(in_common(&name("Foolad Vostok"), &name("Eastern Steel")), InCommon::CommonWord);
/// assert_eq!(in_common(&name("Hanseong Display"), &name("Norvik")), InCommon::Nothing);
/// ```
pub fn in_common(left: &PreparedName, right: &PreparedName) -> InCommon {
    let mut best = InCommon::Nothing;
    for a in std::iter::once(left).chain(left.other_names()) {
        for b in std::iter::once(right).chain(right.other_names()) {
            best = best.min(of_single(a, b));
        }
    }
    best
}

fn of_single(left: &PreparedName, right: &PreparedName) -> InCommon {
    let (a, b) = (Seen::of(left), Seen::of(right));
    let has_pair = |fits: fn(&str, &str) -> bool| {
        let mut words = a.words.iter();
        words.any(|x| b.words.iter().any(|y| fits(x, y)))
    };
    let within = |words: &[String], joined: &str| {
        let mut long = words.iter().filter(|word| word.len() > 4);
        long.any(|word| joined.contains(word.as_str()))
    };
    if has_pair(|x, y| x == y) {
        InCommon::Word
    } else if has_pair(is_near) {
        InCommon::Spelling
    } else if is_near(&a.joined, &b.joined)
        || within(&a.words, &b.joined)
        || within(&b.words, &a.joined)
    {
        InCommon::Letters
    } else if is_short_for(left, right) || is_short_for(right, left) {
        InCommon::FirstLetters
    } else if a.common.iter().any(|word| b.common.contains(word)) {
        InCommon::CommonWord
    } else {
        InCommon::Nothing
    }
}

/// A name as it is looked at here.
#[derive(Default)]
struct Seen {
    /// Skeletons of its own words.
    words: Vec<String>,
    /// The skeleton of all of them.
    joined: String,
    /// What its common words say.
    common: Vec<Common>,
}

#[derive(PartialEq)]
enum Common {
    Meaning(Meaning),
    Number(String),
}

impl Seen {
    fn of(name: &PreparedName) -> Self {
        let mut seen = Self::default();
        let mut core = String::new();
        for word in &name.words {
            match &word.role {
                Role::Filler | Role::Initial => {}
                Role::Company(concept) => {
                    seen.common
                        .push(Common::Meaning(Meaning::Company(concept.id)));
                }
                Role::Number(value) => seen.common.push(Common::Number(value.clone())),
                Role::Name | Role::Place => {
                    seen.words.push(word.skeleton.clone());
                    let readings = other_readings(word).into_iter();
                    seen.words
                        .extend(readings.map(|text| skeleton(&sound(&text))));
                    let common = meanings(&word.latin).iter().copied();
                    seen.common.extend(common.map(Common::Meaning));
                    core.push_str(&word.latin);
                }
            }
        }
        if let Some((surnames, given)) = korean_parts(name) {
            let parts = surnames.into_iter().chain(given.iter().map(String::as_str));
            seen.words.extend(parts.map(|text| skeleton(&sound(text))));
        }
        seen.words.retain(|word| word.len() > 1);
        seen.joined = skeleton(&sound(&core));
        seen
    }
}

/// Whether at most every third letter differs, where there are enough of them.
fn is_near(a: &str, b: &str) -> bool {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    short > 3 && 3 * (long - short) <= long && 3 * osa::distance(a.chars(), b.chars()) <= long
}

/// Whether the one word of a name is made of the first letters or syllables of the other's words.
fn is_short_for(short: &PreparedName, long: &PreparedName) -> bool {
    let mut own = short.words.iter().filter(|word| word.role == Role::Name);
    let Some(word) = own.find(|word| (3..=12).contains(&word.latin.len())) else {
        return false;
    };
    let short = word.latin.as_str();
    if first_letters(long).iter().any(|letters| letters == short) {
        return true;
    }
    let words = saying(long);
    words.len() > 1 && short.len() > 3 && is_cut_together(short, &words, 0)
}

/// Whether letters are the beginnings of words, each word giving one to four, at most one word of them all left out.
fn is_cut_together(letters: &str, words: &[&str], n_left_out: usize) -> bool {
    let Some((word, rest)) = words.split_first() else {
        return letters.is_empty();
    };
    let n_same = letters
        .bytes()
        .zip(word.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let taken = (1..=n_same.min(4)).any(|n| {
        letters
            .get(n..)
            .is_some_and(|letters| is_cut_together(letters, rest, n_left_out))
    });
    taken || n_left_out == 0 && is_cut_together(letters, rest, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NameKind;

    #[test]
    fn the_strongest_thing_in_common_is_told() {
        let organisation = |text: &str| PreparedName::new(NameKind::Organisation, text);
        for (a, b, wanted) in [
            ("㈜한성디스플레이", "Hanseong Display", InCommon::Word),
            ("Norvik Haedong", "Haedang Trading", InCommon::Spelling),
            ("Noorviktrans", "Noorvik Trading", InCommon::Letters),
            (
                "OBNAPA",
                "Obras y Navegacion del Pacifico S.A.",
                InCommon::FirstLetters,
            ),
            ("Lantern Bank", "Banco Norvik", InCommon::CommonWord),
            (
                "Lantern Bank",
                "Norvik (formerly Lantern Trust)",
                InCommon::Word,
            ),
            ("Lantern", "Norvik", InCommon::Nothing),
            ("", "", InCommon::Nothing),
        ] {
            let found = in_common(&organisation(a), &organisation(b));
            assert_eq!(found, wanted, "{a} | {b}");
            assert_eq!(in_common(&organisation(b), &organisation(a)), wanted);
        }
    }
}
