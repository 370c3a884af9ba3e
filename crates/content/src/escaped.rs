//! Text that is written in signs of another kind inside of a text: escaped, percent-encoded, quoted, as base64.
//!
//! Each stretch of that is read once more as what it says, and what is read there twice, if it is escaped twice. A view
//! never has more characters than what it was read from, so the work is bounded by three times the text.

use crate::canonical::count;

mod base64;
mod bytes;
mod escapes;

use escapes::{Escape, Sign};

/// A stretch of a text as it is meant.
#[derive(Debug, Default)]
pub(crate) struct View {
    pub(crate) text: String,
    marks: Vec<Mark>,
}

/// Where a character of a view stands in the text.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    start: u32,
    end: u32,
    /// How many characters before this one were not written as they are.
    n_read: u32,
}

/// How often what is read is read again.
const DEPTH: u32 = 2;

/// Escapes of one stretch; a single one changes little.
const FEWEST: usize = 2;

/// Bytes between two escapes of one stretch.
const APART: usize = 400;

/// Bytes around a stretch that are read with it, so that a sentence is not cut.
const AROUND: usize = 200;

/// Every stretch of the text that is not written as it is.
pub(crate) fn views(text: &str) -> Vec<View> {
    let mut all = of(&Source { text, view: None });
    let mut first = 0;
    for _ in 1..DEPTH {
        let again: Vec<View> = all
            .iter()
            .skip(first)
            .flat_map(|view| {
                of(&Source {
                    text: &view.text,
                    view: Some(view),
                })
            })
            .collect();
        first = all.len();
        all.extend(again);
    }
    all
}

impl View {
    /// The characters of the text that a stretch of this view was read from; none where it is written as it is.
    pub(crate) fn place(&self, start: u32, end: u32) -> Option<(u32, u32)> {
        let first = self.marks.get(start as usize)?;
        let last = self.marks.get((end as usize).checked_sub(1)?)?;
        let after = self.marks.get(end as usize).map(|mark| mark.n_read);
        // The mark behind the last character is there as well.
        let is_read = after.is_some_and(|after| after > first.n_read);
        is_read.then_some((first.start, last.end))
    }

    fn push(&mut self, letter: char, start: u32, end: u32, is_read: bool) {
        let n_read = self.marks.pop().map_or(0, |mark| mark.n_read);
        self.text.push(letter);
        self.marks.push(Mark { start, end, n_read });
        self.marks.push(Mark {
            start: end,
            end,
            n_read: n_read + u32::from(is_read),
        });
    }
}

/// What is read: the text itself, or a view of it.
struct Source<'a> {
    text: &'a str,
    view: Option<&'a View>,
}

impl Source<'_> {
    /// Where characters of the source stand in the text.
    fn place(&self, start: u32, end: u32) -> (u32, u32) {
        let Some(view) = self.view else {
            return (start, end);
        };
        let mark = |at: u32| view.marks.get(at as usize).copied().unwrap_or_default();
        (mark(start).start, mark(end.saturating_sub(1)).end)
    }
}

fn of(source: &Source) -> Vec<View> {
    let mut views = escaped(source);
    views.extend(encoded(source));
    views
}

/// The stretches with escapes.
fn escaped(source: &Source) -> Vec<View> {
    let escapes = escapes::all(source.text.as_bytes());
    let mut views = Vec::new();
    let (mut counted, mut n_counted, mut floor) = (0, 0, 0);
    for stretch in escapes.chunk_by(|left, right| right.start - left.end <= APART) {
        let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else {
            continue;
        };
        if stretch.len() < FEWEST {
            continue;
        }
        let start = first.start.saturating_sub(AROUND).max(floor);
        let start = source.text.floor_char_boundary(start);
        let end = source
            .text
            .ceil_char_boundary(last.end.saturating_add(AROUND));
        n_counted += count(source.text.get(counted..start).unwrap_or(""));
        counted = start;
        floor = last.end;
        views.push(read(source, start..end, n_counted, stretch));
    }
    views
}

/// A stretch with its escapes read; its first character has the number `position`.
fn read(source: &Source, range: std::ops::Range<usize>, position: u32, escapes: &[Escape]) -> View {
    let mut view = View::default();
    let mut position = position;
    let mut at = range.start;
    // Bytes that follow each other, and the characters they are written in.
    let mut held: Vec<(u8, u32, u32)> = Vec::new();
    let flush = |held: &mut Vec<(u8, u32, u32)>, view: &mut View| {
        let raw: Vec<u8> = held.iter().map(|(byte, ..)| *byte).collect();
        bytes::letters(&raw, &mut |letter, from, to| {
            let start = held.get(from).map(|(_, start, _)| *start);
            let end = held.get(to.saturating_sub(1)).map(|(.., end)| *end);
            if let (Some(start), Some(end)) = (start, end) {
                let (start, end) = source.place(start, end);
                view.push(letter, start, end, true);
            }
        });
        held.clear();
    };
    for escape in escapes {
        let plain = source.text.get(at..escape.start).unwrap_or("");
        if !plain.is_empty() {
            flush(&mut held, &mut view);
        }
        for letter in plain.chars() {
            let (start, end) = source.place(position, position + 1);
            view.push(letter, start, end, false);
            position += 1;
        }
        let after = position + (escape.end - escape.start) as u32;
        match escape.sign {
            Sign::Letter(letter) => {
                flush(&mut held, &mut view);
                let (start, end) = source.place(position, after);
                view.push(letter, start, end, true);
            }
            Sign::Byte(byte) => held.push((byte, position, after)),
            Sign::Nothing => {}
        }
        (at, position) = (escape.end, after);
    }
    flush(&mut held, &mut view);
    for letter in source.text.get(at..range.end).unwrap_or("").chars() {
        let (start, end) = source.place(position, position + 1);
        view.push(letter, start, end, false);
        position += 1;
    }
    view
}

/// The stretches in base64.
fn encoded(source: &Source) -> Vec<View> {
    let mut views = Vec::new();
    let (mut counted, mut n_counted) = (0, 0);
    for block in base64::blocks(source.text.as_bytes()) {
        n_counted += count(source.text.get(counted..block.start).unwrap_or(""));
        counted = block.start;
        let Some(read) = block.text() else {
            continue;
        };
        let mut view = View::default();
        for (letter, start, end) in read {
            let (start, end) = source.place(n_counted + start as u32, n_counted + end as u32);
            view.push(letter, start, end, true);
        }
        views.push(view);
    }
    views
}

#[cfg(test)]
mod tests;
