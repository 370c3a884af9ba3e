//! What a document says about its own protection, in its name or anywhere in it: 대외비, confidential, 社外秘, 机密 and
//! their like.
//!
//! A marking is a word of its own. That matters most where words are written together: 양극비율 (cathode ratio) is not
//! 극비 (top secret), 대외비용 (external cost) not 대외비, and 机密封 (machine seal) not 机密.

use std::fmt;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::fold::fold;

mod around;
mod controls;
mod document;
mod line;
mod place;
mod spelling;
mod words;

pub use controls::Control;
pub use document::{FoundMarking, MarkedDocument, MarkedText, MarkingSpot, Protection, markings};
pub use place::{MarkingPlace, Standing, Strength};

use words::{CJK, LATIN, SIGNS};

/// A marking found in a file name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marking {
    /// How protected the file says it is.
    pub level: Level,
    /// The word that says so, as the list spells it.
    pub word: &'static str,
}

/// How protected a file says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// For use inside: 대외비, 사내한, internal use only, 社外秘, 内部资料.
    Internal,
    /// For named people: 비밀, 기밀, confidential, restricted, secret, 机密, 秘密.
    Confidential,
    /// The highest: 극비, top secret, strictly confidential, 绝密, 極秘.
    TopSecret,
}

/// The strongest marking in a file name; the folders before it do not count.
///
/// ```
/// use bongsu_content::{Level, marking};
///
/// assert_eq!(marking("CellDesign_CONFIDENTIAL_v2.pdf").map(|found| found.level), Some(Level::Confidential));
/// assert_eq!(marking("confidentiality-training.pdf"), None);
/// ```
pub fn marking(file_name: &str) -> Option<Marking> {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let folded = fold(name);
    if FINDER
        .as_ref()
        .is_some_and(|finder| !finder.is_match(folded.as_bytes()))
    {
        return None;
    }
    let words = latin_words(&folded);
    let found = latin(&words).chain(cjk(&folded)).chain(signs(&folded));
    found.reduce(|best, next| if next.level > best.level { next } else { best })
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Internal => "internal",
            Self::Confidential => "confidential",
            Self::TopSecret => "top secret",
        })
    }
}

/// Any text without which a name has no marking; most names are done after one pass of it.
static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let latin = LATIN
        .iter()
        .filter_map(|phrase| phrase.words.iter().max_by_key(|word| word.len()).copied());
    let cjk = CJK.iter().map(|mark| mark.word);
    let needles = latin.chain(cjk).chain(SIGNS.iter().map(|(sign, _)| *sign));
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(needles)
        .ok()
});

fn latin(words: &[String]) -> impl Iterator<Item = Marking> {
    let starts = 0..words.len();
    starts.flat_map(move |start| {
        LATIN.iter().filter_map(move |phrase| {
            phrase.is_at(words, start).then_some(Marking {
                level: phrase.level,
                word: phrase.name,
            })
        })
    })
}

/// The Latin words of a name in lower case: cut at everything else and where a small letter meets a capital.
fn latin_words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut after_small = false;
    for letter in name.chars() {
        if !letter.is_ascii_alphabetic() || (after_small && letter.is_ascii_uppercase()) {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_ascii_alphabetic() {
            word.push(letter.to_ascii_lowercase());
        }
        after_small = letter.is_ascii_lowercase();
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

fn cjk(name: &str) -> impl Iterator<Item = Marking> {
    let runs = name
        .split(|letter: char| !is_cjk(letter))
        .filter(|run| !run.is_empty());
    runs.flat_map(|run| {
        CJK.iter()
            .filter(move |mark| mark.is_in(run))
            .map(|mark| Marking {
                level: mark.level,
                word: mark.word,
            })
    })
}

fn signs(name: &str) -> impl Iterator<Item = Marking> {
    let found = SIGNS.iter().filter(move |(sign, _)| name.contains(sign));
    found.map(|(word, level)| Marking {
        level: *level,
        word,
    })
}

/// Hangul, Han and kana.
fn is_cjk(letter: char) -> bool {
    matches!(letter, '가'..='힣' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '々')
}

#[cfg(test)]
mod tests;
