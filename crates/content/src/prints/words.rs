//! Words of a text, each in one script and one spelling.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;

use crate::canonical::{is_invisible, is_mark, look_alike, pieces};

/// The writing a word is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Digits only.
    Digits,
    /// Latin, Greek, Cyrillic and every other alphabet, with digits among them.
    Letters,
    Hangul,
    Han,
    Katakana,
    /// Written in no word that bears content by itself.
    Hiragana,
}

/// A word in lower case, without accents.
#[derive(Debug)]
pub(crate) struct Word<'a> {
    pub(crate) text: &'a str,
    pub(crate) script: Script,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A word is cut after so many letters, so that a text without spaces is not one word.
const LONGEST: usize = 64;

/// Calls `each` with every word of the text.
pub(crate) fn words(text: &str, each: &mut dyn FnMut(&Word)) {
    let mut reader = Reader::new(each);
    pieces(text, &mut |piece, start| {
        reader.finish();
        let mut position = start;
        for letter in piece.chars() {
            reader.push(letter, position);
            position = position.saturating_add(1);
        }
    });
    reader.finish();
}

struct Reader<'a> {
    each: &'a mut dyn FnMut(&Word),
    word: String,
    script: Script,
    n_letters: usize,
    has_jamo: bool,
    has_look_alike: bool,
    start: u32,
    end: u32,
}

impl<'a> Reader<'a> {
    fn new(each: &'a mut dyn FnMut(&Word)) -> Self {
        Self {
            each,
            word: String::with_capacity(4 * LONGEST),
            script: Script::Digits,
            n_letters: 0,
            has_jamo: false,
            has_look_alike: false,
            start: 0,
            end: 0,
        }
    }

    #[inline]
    fn push(&mut self, letter: char, position: u32) {
        if letter.is_ascii() {
            if letter.is_ascii_alphanumeric() {
                self.letter(letter.to_ascii_lowercase(), position);
            } else {
                self.finish();
            }
        } else if ('가'..='힣').contains(&letter) {
            self.letter(letter, position);
        } else if !is_invisible(letter) {
            decompose_compatible(letter, |part| self.part(part, position));
        }
    }

    fn part(&mut self, part: char, position: u32) {
        if !part.is_alphanumeric() {
            if !is_mark(part) {
                self.finish();
            }
            return;
        }
        self.has_look_alike |= look_alike(part).is_some();
        for lower in part.to_lowercase() {
            self.letter(lower, position);
        }
    }

    fn letter(&mut self, letter: char, position: u32) {
        let script = script(letter);
        let joined = match (self.script, script) {
            (Script::Digits, Script::Letters) | (Script::Letters, Script::Digits) => {
                Script::Letters
            }
            (before, now) if before == now => now,
            _ => {
                self.finish();
                script
            }
        };
        if self.n_letters >= LONGEST {
            self.finish();
        }
        if self.word.is_empty() {
            self.start = position;
        }
        self.script = if self.word.is_empty() { script } else { joined };
        self.has_jamo |= ('\u{1100}'..='\u{11ff}').contains(&letter);
        self.word.push(letter);
        self.n_letters += 1;
        self.end = position.saturating_add(1);
    }

    fn finish(&mut self) {
        if !self.word.is_empty() {
            if self.has_jamo {
                self.word = self.word.nfc().collect();
            }
            if self.has_look_alike
                && self
                    .word
                    .contains(|letter: char| letter.is_ascii_alphabetic())
            {
                let latin = |letter| look_alike(letter).unwrap_or(letter);
                self.word = self.word.chars().map(latin).collect();
            }
            (self.each)(&Word {
                text: &self.word,
                script: self.script,
                start: self.start,
                end: self.end,
            });
            self.word.clear();
        }
        self.n_letters = 0;
        self.has_jamo = false;
        self.has_look_alike = false;
        self.script = Script::Digits;
    }
}

fn script(letter: char) -> Script {
    match letter {
        '0'..='9' => Script::Digits,
        '가'..='힣' | '\u{1100}'..='\u{11ff}' => Script::Hangul,
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Script::Han
        }
        '\u{30a0}'..='\u{30ff}' => Script::Katakana,
        '\u{3041}'..='\u{309f}' => Script::Hiragana,
        _ => Script::Letters,
    }
}
