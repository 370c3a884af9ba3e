//! Ways of hiding where a passage comes from, after those of the PAN 2013 plagiarism corpus.

use crate::data::Dice;

/// How a passage is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Not at all.
    None,
    /// Words change places over short distances; some are dropped, added, replaced.
    Shuffled,
    /// As machine translation there and back leaves it: other words here and there, function words anew, phrases moved.
    Translated,
    /// One sentence in three, shortened and partly in other words.
    Summarised,
}

impl Change {
    pub(crate) const ALL: [Self; 4] = [
        Self::None,
        Self::Shuffled,
        Self::Translated,
        Self::Summarised,
    ];

    /// The passage as it is written down; `others` are words to replace with.
    pub(crate) fn apply(self, passage: &str, others: &[&str], dice: &mut Dice) -> String {
        match self {
            Self::None => passage.to_owned(),
            Self::Shuffled => shuffled(passage, others, dice),
            Self::Translated => translated(passage, others, dice),
            Self::Summarised => summarised(passage, others, dice),
        }
    }
}

fn shuffled(passage: &str, others: &[&str], dice: &mut Dice) -> String {
    let mut words = replaced(passage, others, dice, [6, 6, 12]);
    for group in words.chunks_mut(6) {
        mix(group, dice);
    }
    words.join(" ")
}

fn translated(passage: &str, others: &[&str], dice: &mut Dice) -> String {
    const FUNCTION: [&str; 12] = [
        "the", "a", "of", "to", "in", "for", "with", "on", "that", "this", "is", "and",
    ];
    let words = replaced(passage, others, dice, [4, 4, 22]);
    let mut anew = Vec::new();
    for word in words {
        if FUNCTION.contains(&word) && dice.percent(50) {
            anew.push(dice.word(&FUNCTION));
        } else {
            anew.push(word);
        }
    }
    for phrases in anew.chunks_mut(10) {
        if dice.percent(25) && phrases.len() == 10 {
            phrases.rotate_left(4);
        }
    }
    anew.join(" ")
}

fn summarised(passage: &str, others: &[&str], dice: &mut Dice) -> String {
    let sentences: Vec<&str> = passage.split_inclusive(['.', '!', '?', '\n']).collect();
    let mut kept = Vec::new();
    for sentence in sentences {
        if dice.percent(33) {
            kept.extend(replaced(sentence, others, dice, [25, 3, 12]));
        }
    }
    kept.join(" ")
}

/// Words dropped, added and replaced, each in so many of a hundred.
fn replaced<'a>(
    passage: &'a str,
    others: &[&'a str],
    dice: &mut Dice,
    [drop, add, replace]: [usize; 3],
) -> Vec<&'a str> {
    let mut words = Vec::new();
    for word in passage.split_whitespace() {
        if dice.percent(add) {
            words.push(dice.word(others));
        }
        if dice.percent(replace) {
            words.push(dice.word(others));
        } else if !dice.percent(drop) {
            words.push(word);
        }
    }
    words
}

fn mix<T>(things: &mut [T], dice: &mut Dice) {
    for last in (1..things.len()).rev() {
        things.swap(last, dice.below(last + 1));
    }
}
