//! What somebody makes of a document to carry it away: some of it, all of it, or all of it in other words.

use super::document::{Document, Line};
use crate::stream::Stream;

/// What was made of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A tenth to four fifths of it, in one piece.
    Excerpt,
    /// The file as it is, under another name.
    Whole,
    /// Its lines in another order.
    Shuffled,
    /// Each sentence said a little differently.
    Reworked,
}

impl Form {
    /// The forms in turn.
    pub(super) fn of(number: usize) -> Self {
        [Self::Excerpt, Self::Whole, Self::Reworked, Self::Shuffled]
            .get(number % 4)
            .copied()
            .unwrap_or(Self::Excerpt)
    }

    /// The lines of the file; those of a whole document are its own.
    pub(super) fn lines(self, document: &Document, stream: &mut Stream) -> Vec<Line> {
        match self {
            Self::Excerpt => {
                let share = stream.between(0.1, 0.8);
                excerpt(document, share, stream)
            }
            Self::Whole => document.lines.clone(),
            Self::Shuffled => shuffled(document, stream),
            Self::Reworked => document
                .lines
                .iter()
                .map(|line| reworked(line, stream))
                .collect(),
        }
    }
}

/// So much of a document's words, from somewhere in it.
pub(super) fn excerpt(document: &Document, share: f64, stream: &mut Stream) -> Vec<Line> {
    let words = document.words();
    let wanted = (words as f64 * share) as usize;
    let skipped = stream.below(words.saturating_sub(wanted).max(1));
    let (mut before, mut taken) = (0, 0);
    let mut lines = Vec::new();
    for line in &document.lines {
        let own = line.words();
        if before < skipped {
            before += own;
        } else if taken < wanted {
            taken += own;
            lines.push(line.clone());
        }
    }
    lines
}

fn shuffled(document: &Document, stream: &mut Stream) -> Vec<Line> {
    let mut lines: Vec<Line> = document
        .lines
        .iter()
        .filter(|line| **line != Line::Break)
        .cloned()
        .collect();
    stream.shuffle(&mut lines);
    lines
        .chunks(7)
        .flat_map(|chunk| chunk.iter().cloned().chain([Line::Break]))
        .collect()
}

fn reworked(line: &Line, stream: &mut Stream) -> Line {
    match line {
        Line::Heading(text) => Line::Heading(said(text, stream)),
        Line::Sentence(text) | Line::Step(text) => Line::Sentence(said(text, stream)),
        Line::Columns(cells) | Line::Row(cells) => {
            let mut cells = cells.clone();
            cells.rotate_left(1);
            Line::Row(cells)
        }
        Line::Break => Line::Break,
    }
}

/// The sentence without some of its small words, with neighbours changed over here and there.
fn said(text: &str, stream: &mut Stream) -> String {
    const SMALL: [&str; 9] = [
        "the", "with", "once", "then", "while", "no", "이때", "바로", "쪽",
    ];
    let mut words: Vec<&str> = text
        .trim_end_matches('.')
        .split_whitespace()
        .filter(|word| !SMALL.contains(&word.to_lowercase().as_str()))
        .collect();
    let mut place = stream.below(4);
    while place + 1 < words.len() {
        words.swap(place, place + 1);
        place += 3 + stream.below(3);
    }
    let opening = stream.pick(&["So:", "Also,", "Here", "As seen,", ""]);
    format!("{opening} {}.", words.join(" "))
        .trim_start()
        .to_owned()
}
