//! How alike two words are, across scripts and spellings.

use rapidfuzz::distance::osa;

use crate::han;
use crate::hangul;
use crate::loan::{fit_of_kana, fit_of_loan, is_loan};
use crate::prepare::{PreparedName, Role, Script, Word};
use crate::romanisation::is_romanised;

use super::FeatureKind;
use super::read_cyrillic::read_word;

/// A whole word by the rules of another romanisation.
const ROMANISED: f64 = 0.93;
/// A word of another language as it is heard in Korean; a short one sounds like others.
const LOAN: f64 = 0.87;
const SHORT_LOAN: f64 = 0.8;

/// A mark written out as a second letter.
const DIGRAPH: f64 = 0.92;

/// How alike, and in what way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    pub(super) value: f64,
    pub(super) how: FeatureKind,
}

impl Likeness {
    pub(super) const SAME: Self = Self {
        value: 1.0,
        how: FeatureKind::Word,
    };

    pub(super) const fn new(value: f64, how: FeatureKind) -> Self {
        Self { value, how }
    }

    /// Whether the words are surely one: written alike, or the standard reading of each other.
    pub(super) fn is_sure(self) -> bool {
        self.how != FeatureKind::Spelling && self.how != FeatureKind::Initial && self.value >= 0.85
    }
}

/// How alike two words of names are; `None` where they are not.
pub(super) fn likeness(a: &Word, b: &Word) -> Option<Likeness> {
    match (&a.role, &b.role) {
        (Role::Company(x), Role::Company(y)) => {
            return (x.id == y.id).then_some(Likeness::new(1.0, FeatureKind::CompanyWord));
        }
        (Role::Number(x), Role::Number(y)) => return (x == y).then_some(Likeness::SAME),
        (Role::Number(_), _) | (_, Role::Number(_)) => return None,
        (Role::Company(_), _) => return company_word(a, b),
        (_, Role::Company(_)) => return company_word(b, a),
        _ => {}
    }
    if a.text == b.text {
        return Some(Likeness::SAME);
    }
    if let Some(likeness) = read_word(a, b).or_else(|| read_word(b, a)) {
        return Some(likeness);
    }
    match (a.script, b.script) {
        (Script::Latin, Script::Latin) => heard_in_kana(a, b).or_else(|| spelled(a, b)),
        (Script::Hangul, Script::Latin) => read_hangul(a, b),
        (Script::Latin, Script::Hangul) => read_hangul(b, a),
        (Script::Hangul, Script::Hangul) => hangul_slip(a, b).or_else(|| {
            let fit =
                han::both_hangul(&a.text, &b.text).or_else(|| han::both_hangul(&b.text, &a.text));
            fit.map(read)
        }),
        // Many characters share one reading: the same reading is not the same name.
        (Script::Han, Script::Han) => (a.latin == b.latin && a.n_chars() > 1)
            .then_some(Likeness::new(0.8, FeatureKind::Spelling)),
        (Script::Han, Script::Latin) => han::as_latin(&a.text, &b.text).map(read),
        (Script::Latin, Script::Han) => han::as_latin(&b.text, &a.text).map(read),
        (Script::Hangul, Script::Han) => han::as_hangul(&b.text, &a.text).map(read),
        (Script::Han, Script::Hangul) => han::as_hangul(&a.text, &b.text).map(read),
    }
}

/// A company word against a word that is none: the same letters, or an abbreviation of it.
fn company_word(company: &Word, other: &Word) -> Option<Likeness> {
    let is_heard = || {
        let fit = match (other.script, company.script) {
            (Script::Latin, Script::Latin) if other.is_kana => {
                fit_of_kana(&other.text, &company.text)
            }
            (Script::Hangul, Script::Latin) => fit_of_loan(&other.text, &company.text),
            _ => None,
        };
        fit.is_some_and(|fit| fit >= LOAN)
    };
    if company.latin == other.latin || is_heard() {
        return Some(Likeness::new(1.0, FeatureKind::CompanyWord));
    }
    let is_short = company.script == Script::Latin
        && other.script == Script::Latin
        && other.role == Role::Name
        && abbreviates(&other.text, &company.text);
    is_short.then_some(Likeness::new(0.9, FeatureKind::CompanyWord))
}

/// Whether a word is another with letters left out: its consonants (`mfrg`, `cnstr`), or its beginning (`indust`).
fn abbreviates(short: &str, long: &str) -> bool {
    let (n_short, n_long) = (short.len(), long.len());
    if n_short < 3 || n_long < n_short + 2 || short.bytes().next() != long.bytes().next() {
        return false;
    }
    let is_beginning = n_short >= 4 && long.starts_with(short);
    let is_vowelless = !short
        .bytes()
        .skip(1)
        .any(|letter| b"aeiou".contains(&letter));
    let in_order = || {
        let mut letters = long.bytes();
        short
            .bytes()
            .all(|letter| letters.any(|other| other == letter))
    };
    is_beginning || is_vowelless && in_order()
}

/// A reading, or where it fits loosely a spelling.
pub(super) fn read(fit: f64) -> Likeness {
    let how = if fit >= 0.85 {
        FeatureKind::Reading
    } else {
        FeatureKind::Spelling
    };
    Likeness::new(fit, how)
}

/// A Hangul word read as a Latin one: Korean in any romanisation, a word of another language as it is heard, Mandarin.
fn read_hangul(hangul: &Word, latin: &Word) -> Option<Likeness> {
    let cost = hangul::cost_of_reading(&hangul.text, &latin.text, false).map(f64::from);
    let by_letters = cost.map(|cost| 0.98 - 0.3 * cost).filter(|fit| *fit >= 0.6);
    if let Some(fit) = by_letters.filter(|fit| *fit >= 0.85) {
        return Some(read(fit));
    }
    if hangul.n_chars() > 1 && is_romanised(&hangul.text, &latin.text) {
        return Some(read(ROMANISED));
    }
    if let Some(fit) = han::hangul_as_pinyin(&hangul.text, &latin.text).filter(|fit| *fit >= 0.85) {
        return Some(read(fit));
    }
    if let Some(fit) = fit_of_loan(&hangul.text, &latin.text) {
        return Some(read(fit));
    }
    if is_loan(&hangul.text, &latin.text) {
        return Some(read(if hangul.n_chars() > 2 {
            LOAN
        } else {
            SHORT_LOAN
        }));
    }
    let heard = || {
        let heard = edits(
            &hangul.sound,
            &latin.sound,
            hangul.letters.1 ^ latin.letters.1,
        )?;
        (hangul.n_chars() > 2 && heard >= 0.8).then_some(0.8 * heard)
    };
    let fit = by_letters
        .or_else(|| han::hangul_as_pinyin(&hangul.text, &latin.text))
        .or_else(heard)?;
    Some(read(fit.min(SHORT_LOAN)))
}

/// All words of a Hangul name together against those of a Latin one, for company words are cut off at other places:
/// 한빛바이오파마 is `hanbit biopharma`.
pub(super) fn heard_as_a_whole(left: &PreparedName, right: &PreparedName) -> Option<Likeness> {
    let whole = |name: &PreparedName, wanted: Script| -> Option<String> {
        let words = name.words.iter().filter(|word| word.role != Role::Filler);
        let texts: Option<Vec<&str>> = words
            .map(|word| (word.script == wanted).then_some(word.text.as_str()))
            .collect();
        texts.map(|texts| texts.concat())
    };
    let pair = |hangul, latin| whole(hangul, Script::Hangul).zip(whole(latin, Script::Latin));
    let (hangul, latin) = pair(left, right).or_else(|| pair(right, left))?;
    let fit = fit_of_loan(&hangul, &latin.replace(' ', ""))?;
    (fit >= LOAN).then(|| read(fit))
}

/// A word of katakana against one that is none.
fn heard_in_kana(a: &Word, b: &Word) -> Option<Likeness> {
    let fit = match (a.is_kana, b.is_kana) {
        (true, false) => fit_of_kana(&a.text, &b.text),
        (false, true) => fit_of_kana(&b.text, &a.text),
        _ => None,
    };
    fit.map(read)
}

/// Two Hangul words: a slip of one syllable in a long word, nothing in a short one.
fn hangul_slip(a: &Word, b: &Word) -> Option<Likeness> {
    let distance = osa::distance(a.text.chars(), b.text.chars());
    let longest = a.n_chars().max(b.n_chars());
    (longest >= 5 && distance == 1).then_some(Likeness::new(0.75, FeatureKind::Spelling))
}

fn spelled(a: &Word, b: &Word) -> Option<Likeness> {
    if are_digraphs(&a.text, &b.text) {
        return Some(Likeness::new(DIGRAPH, FeatureKind::Variant));
    }
    let written = edits(&a.text, &b.text, a.letters.0 ^ b.letters.0);
    let heard = if a.sound == b.sound && a.sound.len() >= 3 {
        Some(0.9)
    } else if a.sound.len().min(b.sound.len()) < 4 {
        // Short sounds are shared by chance.
        None
    } else {
        edits(&a.sound, &b.sound, a.letters.1 ^ b.letters.1)
    };
    let rough = (a.sound.len() >= 6 && a.skeleton == b.skeleton).then_some(0.78);
    let value = [written, heard, rough]
        .into_iter()
        .flatten()
        .fold(0.0, f64::max);
    (value >= 0.6).then_some(Likeness::new(value, FeatureKind::Spelling))
}

/// Whether one word writes out the marks that the other drops: `Mueller` and `Müller`.
fn are_digraphs(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() < 4 || long.len() == short.len() || long.len() > short.len() + 2 {
        return false;
    }
    let mut rest = short;
    let mut letters = long.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(after) = rest.strip_prefix(letter) else {
            return false;
        };
        rest = after;
        // The second letter is left out where the short word goes on without it.
        let second = match letter {
            'a' | 'o' | 'u' => 'e',
            _ => continue,
        };
        if letters.peek() == Some(&second) && !rest.starts_with(second) {
            letters.next();
        }
    }
    rest.is_empty()
}

/// Whether the first letters may be one sound as customs write it.
fn may_begin_alike(a: &str, b: &str) -> bool {
    const ALIKE: [&str; 10] = [
        "aeiouywh", "kgqchx", "gj", "dt", "bpvfw", "lrn", "jczstd", "sx", "yji", "mn",
    ];
    let (Some(a), Some(b)) = (a.chars().next(), b.chars().next()) else {
        return false;
    };
    a == b
        || ALIKE
            .iter()
            .any(|group| group.contains(a) && group.contains(b))
}

/// 1 less the share of letters that differ, where no more differ than a slip explains; `apart` are the letters that
/// occur in one only.
fn edits(a: &str, b: &str, apart: u32) -> Option<f64> {
    let n_chars = |text: &str| {
        if text.is_ascii() {
            text.len()
        } else {
            text.chars().count()
        }
    };
    let (n_a, n_b) = (n_chars(a), n_chars(b));
    let (longest, shortest) = (n_a.max(n_b), n_a.min(n_b));
    let allowed = match shortest {
        0..=2 => return None,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    // Each edit changes at most two of the letters that occur.
    let is_plain = a.is_ascii() && b.is_ascii();
    if longest - shortest > allowed || is_plain && apart.count_ones() as usize > 2 * allowed {
        return None;
    }
    // Nobody mistakes the letter that a name begins with and another.
    let allowed = if may_begin_alike(a, b) { allowed } else { 1 };
    let cutoff = osa::Args::default().score_cutoff(allowed);
    let distance = if is_plain {
        osa::distance_with_args(a.bytes(), b.bytes(), &cutoff)?
    } else {
        osa::distance_with_args(a.chars(), b.chars(), &cutoff)?
    };
    Some(1.0 - distance as f64 / longest as f64)
}
