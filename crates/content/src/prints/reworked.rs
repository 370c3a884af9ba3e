//! The tier of equal content words close together, in any order and inflection.
//!
//! Words that every text has are dropped and the rest is cut to its stem: six letters, two Hangul syllables, two Han
//! characters. Of every four stems in a row, those triples are hashed that begin with the first and leave out at most
//! one; a triple is sorted first, so that its order does not matter.

use crate::key::Key;
use crate::print::{Print, Tier};

use super::stop::is_stop_word;
use super::triples::Triples;
use super::words::{Script, Word, words};

/// Letters of a stem in an alphabet.
const STEM_LETTERS: usize = 6;

/// Syllables of a stem in Hangul, characters of a Han word.
const STEM_SYLLABLES: usize = 2;

/// The prints of a text.
pub(crate) fn reworked(text: &str, key: &Key) -> Vec<Print> {
    let mut triples = Triples::new(key.secret(Tier::Reworked), u32::MAX);
    words(text, &mut |word| match word.script {
        Script::Han => pairs(word, &mut triples),
        // Numbers are technical tokens; alone they count the lines of any list.
        Script::Hiragana | Script::Digits => {}
        _ => {
            if let Some(stem) = stem(word) {
                triples.push(stem.as_bytes(), word.start, word.end);
            }
        }
    });
    triples.finish()
}

/// The stem of a word that bears content.
fn stem<'a>(word: &Word<'a>) -> Option<&'a str> {
    let length = match word.script {
        Script::Hangul => STEM_SYLLABLES,
        _ => STEM_LETTERS,
    };
    let cut = word.text.char_indices().nth(length);
    let stem = cut.map_or(word.text, |(at, _)| word.text.get(..at).unwrap_or(""));
    let n_letters = stem.chars().take(2).count();
    (n_letters > 1 && !is_stop_word(stem)).then_some(stem)
}

/// Han is written without spaces: every two characters are a word.
fn pairs(word: &Word, triples: &mut Triples) {
    let mut letters = word.text.char_indices().peekable();
    let mut position = word.start;
    while let Some((at, first)) = letters.next() {
        if let Some((next, second)) = letters.peek() {
            let end = next + second.len_utf8();
            let pair = word.text.get(at..end).unwrap_or("");
            triples.push(pair.as_bytes(), position, position.saturating_add(2));
        } else if at == 0 {
            let end = at + first.len_utf8();
            let alone = word.text.get(at..end).unwrap_or("");
            triples.push(alone.as_bytes(), position, position.saturating_add(1));
        }
        position = position.saturating_add(1);
    }
}
