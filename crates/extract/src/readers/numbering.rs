//! Numbers of paragraphs: counted here, because no format of documents keeps them.

pub(super) mod hangul;
mod numerals;

use std::cmp::Ordering;

pub(super) use numerals::Numeral;

/// Levels of a list.
pub(super) const LEVELS: usize = 10;

/// How the paragraphs of one level are numbered.
#[derive(Clone, Debug)]
pub(super) struct Level {
    /// How its numbers are written; none where a level has a mark only.
    pub(super) numeral: Option<Numeral>,
    /// What is written, with the numbers of levels in it.
    pub(super) pattern: Vec<Piece>,
    pub(super) start: u32,
    pub(super) restart: Restart,
    /// Whether all numbers in it are written in digits.
    pub(super) is_legal: bool,
}

/// A piece of what is written before a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// The number of a level, the first one 0.
    Number(usize),
}

/// When a level begins anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Restart {
    /// After every level above it.
    Always,
    Never,
    /// After this level and those above it.
    After(usize),
}

/// Where one list stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Counters {
    values: [Option<u32>; LEVELS],
}

impl Default for Level {
    fn default() -> Self {
        Self {
            numeral: Some(Numeral::Decimal),
            pattern: Vec::new(),
            start: 1,
            restart: Restart::Always,
            is_legal: false,
        }
    }
}

/// Bytes of the name of a list or style that are kept.
const ID_BYTES: usize = 128;

/// The name of a list or style as it is kept.
pub(super) fn id(name: &str) -> String {
    let end = name.floor_char_boundary(ID_BYTES);
    name.get(..end).unwrap_or("").to_owned()
}

/// Letters of a mark that are kept: it is a number and what stands around it.
const MARK_LETTERS: usize = 64;

/// What is written before a paragraph, taken apart: `sign` and a digit stand for the number of that level.
pub(super) fn pattern(text: &str, sign: char) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut letters = text.chars().take(MARK_LETTERS).peekable();
    while let Some(letter) = letters.next() {
        let level = match letters.peek() {
            Some(next) if letter == sign => next.to_digit(10),
            _ => None,
        };
        match level {
            Some(level) => {
                letters.next();
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                // HWP writes the tenth level as 0.
                let level = if level == 0 { 10 } else { level };
                pieces.push(Piece::Number(level as usize - 1));
            }
            None => plain.push(letter),
        }
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}

/// A bullet that is a place in a font of signs, as the sign that stands there in Symbol or Wingdings.
pub(super) const fn bullet(letter: char) -> char {
    match letter {
        '\u{f0b7}' | '\u{f09f}' | '\u{f06c}' => '•',
        '\u{f0a7}' => '▪',
        '\u{f06e}' => '■',
        '\u{f0a8}' | '\u{f071}' => '□',
        '\u{f0d8}' => '➢',
        '\u{f0e0}' | '\u{f0e8}' => '➔',
        '\u{f0fc}' => '✓',
        '\u{f076}' => '❖',
        '\u{f075}' => '◆',
        '\u{f0ab}' => '★',
        other => other,
    }
}

impl Counters {
    /// Counts a paragraph of a level on.
    pub(super) fn count(&mut self, levels: &[Level], level: usize) {
        let start = levels.get(level).map_or(1, |one| one.start);
        let value = self.values.get(level).copied().flatten();
        self.set(
            levels,
            level,
            value.map_or(start, |value| value.saturating_add(1)),
        );
    }

    /// A paragraph of a level has this number.
    pub(super) fn set(&mut self, levels: &[Level], level: usize, value: u32) {
        for (number, counter) in self.values.iter_mut().enumerate() {
            let own = levels.get(number);
            match number.cmp(&level) {
                Ordering::Equal => *counter = Some(value),
                // A level that was passed over counts as one that a paragraph had.
                Ordering::Less => {
                    counter.get_or_insert(own.map_or(1, |one| one.start));
                }
                Ordering::Greater => {
                    let begins_anew = match own.map_or(Restart::Always, |one| one.restart) {
                        Restart::Always => true,
                        Restart::Never => false,
                        Restart::After(last) => level <= last,
                    };
                    if begins_anew {
                        *counter = None;
                    }
                }
            }
        }
    }

    /// What stands before the paragraph that was counted last, of this level.
    pub(super) fn mark(&self, levels: &[Level], level: usize) -> String {
        let Some(own) = levels.get(level) else {
            return String::new();
        };
        let mut mark = String::new();
        for piece in &own.pattern {
            match piece {
                Piece::Text(text) => mark.push_str(text),
                Piece::Number(of) => mark.push_str(&self.number(levels, *of, own)),
            }
        }
        mark
    }

    fn number(&self, levels: &[Level], of: usize, own: &Level) -> String {
        let Some(one) = levels.get(of) else {
            return String::new();
        };
        let value = self.values.get(of).copied().flatten().unwrap_or(one.start);
        match one.numeral {
            Some(_) if own.is_legal => value.to_string(),
            Some(numeral) => numeral.write(value),
            None => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels() -> Vec<Level> {
        let level = |text, numeral| Level {
            numeral: Some(numeral),
            pattern: pattern(text, '%'),
            ..Level::default()
        };
        vec![
            level("%1.", Numeral::UpperRoman),
            level("%1.%2)", Numeral::Decimal),
            level("(%3)", Numeral::Ganada),
        ]
    }

    fn marks(levels: &[Level], paragraphs: &[usize]) -> String {
        let mut counters = Counters::default();
        let marks = paragraphs.iter().map(|level| {
            counters.count(levels, *level);
            counters.mark(levels, *level)
        });
        marks.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn deeper_levels_begin_anew() {
        let found = marks(&levels(), &[0, 1, 1, 2, 2, 1, 0, 1]);
        assert_eq!(found, "I. I.1) I.2) (가) (나) I.3) II. II.1)");
    }

    #[test]
    fn a_level_may_go_on_and_digits_may_stand_for_all_levels() {
        let mut levels = levels();
        levels[1].restart = Restart::Never;
        levels[1].is_legal = true;
        assert_eq!(marks(&levels, &[0, 1, 0, 1]), "I. 1.1) II. 2.2)");
        levels[2].restart = Restart::After(0);
        assert_eq!(marks(&levels, &[0, 1, 2, 1, 2]), "I. 1.1) (가) 1.2) (나)");
    }

    #[test]
    fn a_level_that_is_passed_over_is_counted() {
        assert_eq!(marks(&levels(), &[1, 0]), "I.1) II.");
    }

    #[test]
    fn signs_without_a_level_are_text() {
        let pieces = pattern("100% %1", '%');
        assert_eq!(pieces, [Piece::Text("100% ".to_owned()), Piece::Number(0)]);
    }
}
