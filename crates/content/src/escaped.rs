//! Text that is written in signs of another kind inside of a text: escaped, percent-encoded, quoted, as base64.
//!
//! Each stretch of that is read once more as what it says, and what is read there twice, if it is escaped twice. A view
//! never has more characters than what it was read from, so the work is bounded by three times the text. Views are
//! handed on one by one, and of what they were read from only places are kept.

use crate::canonical::count;

mod base64;
mod bytes;
mod escapes;
mod marks;

use base64::Blocks;
use bytes::Encoding;
use escapes::{Escape, Escapes, Sign};
use marks::Marks;

/// A stretch of a text as it is meant.
#[derive(Debug, Default)]
pub(crate) struct View {
    pub(crate) text: String,
    marks: Marks,
}

/// Bytes between two escapes of one stretch.
const APART: usize = 400;

/// Bytes around a stretch that are read with it, so that a sentence is not cut.
const AROUND: usize = 200;

/// Bytes that are held before they are read as letters, where there is a place to part them.
const HELD: usize = 65_536;

/// Calls `each` with every stretch of the text that is not written as it is, and with what is read in that.
pub(crate) fn views(text: &str, each: &mut dyn FnMut(&View)) {
    let source = Source { text, view: None };
    of(&source, &mut |view| {
        each(&view);
        let again = Source {
            text: &view.text,
            view: Some(&view),
        };
        of(&again, &mut |view| each(&view));
    });
}

impl View {
    /// The characters of the text that a stretch of this view was read from; none where it is written as it is.
    pub(crate) fn place(&self, start: u32, end: u32) -> Option<(u32, u32)> {
        let first = self.marks.get(start as usize)?;
        let last = self.marks.get((end as usize).checked_sub(1)?)?;
        // The mark behind the last character is there as well.
        let after = self.marks.get(end as usize)?;
        let is_read = after.n_read > first.n_read;
        is_read.then_some((first.start, last.end))
    }

    fn push(&mut self, letter: char, start: u32, end: u32, is_read: bool) {
        self.text.push(letter);
        self.marks.push(start, end, is_read);
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
        let mark = |at: u32| view.marks.get(at as usize).unwrap_or_default();
        (mark(start).start, mark(end.saturating_sub(1)).end)
    }
}

fn of(source: &Source, each: &mut dyn FnMut(View)) {
    escaped(source, each);
    encoded(source, each);
}

/// The stretches with escapes; a single one changes little.
fn escaped(source: &Source, each: &mut dyn FnMut(View)) {
    let mut escapes = Escapes::new(source.text.as_bytes()).peekable();
    let (mut counted, mut n_counted, mut floor) = (0, 0, 0);
    while let Some(first) = escapes.next() {
        let mut end = first.end;
        let Some(second) = escapes.next_if(|next| next.start - end <= APART) else {
            continue;
        };
        let start = first.start.saturating_sub(AROUND).max(floor);
        let start = source.text.floor_char_boundary(start);
        n_counted += count(source.text.get(counted..start).unwrap_or(""));
        counted = start;
        let mut reader = Reader::new(source, start, n_counted);
        reader.escape(first);
        reader.escape(second);
        end = second.end;
        while let Some(next) = escapes.next_if(|next| next.start - end <= APART) {
            reader.escape(next);
            end = next.end;
        }
        floor = end;
        let end = source.text.ceil_char_boundary(end.saturating_add(AROUND));
        each(reader.finish(end));
    }
}

/// Reads a stretch, escape by escape.
struct Reader<'a> {
    source: &'a Source<'a>,
    view: View,
    /// The byte of the source that comes next, and the number of its character.
    at: usize,
    position: u32,
    /// Bytes that follow each other, and the characters they are written in.
    held: Vec<(u8, u32, u32)>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source<'a>, at: usize, position: u32) -> Self {
        Self {
            source,
            view: View::default(),
            at,
            position,
            held: Vec::new(),
        }
    }

    fn escape(&mut self, escape: Escape) {
        self.plain(escape.start);
        let after = self.position + (escape.end - escape.start) as u32;
        match escape.sign {
            Sign::Letter(letter) => {
                self.flush();
                self.push(letter, self.position, after, true);
            }
            Sign::Byte(byte) => {
                self.held.push((byte, self.position, after));
                if self.held.len() >= HELD && byte.is_ascii() {
                    self.flush();
                }
            }
            Sign::Nothing => {}
        }
        (self.at, self.position) = (escape.end, after);
    }

    /// What is written as it is.
    fn plain(&mut self, end: usize) {
        let source = self.source;
        let plain = source.text.get(self.at..end).unwrap_or("");
        if !plain.is_empty() {
            self.flush();
        }
        for letter in plain.chars() {
            self.push(letter, self.position, self.position + 1, false);
            self.position += 1;
        }
        self.at = end;
    }

    fn push(&mut self, letter: char, start: u32, end: u32, is_read: bool) {
        let (start, end) = self.source.place(start, end);
        self.view.push(letter, start, end, is_read);
    }

    /// The letters of the bytes that are held.
    fn flush(&mut self) {
        if self.held.is_empty() {
            return;
        }
        let raw: Vec<u8> = self.held.iter().map(|(byte, ..)| *byte).collect();
        let (source, view, held) = (self.source, &mut self.view, &self.held);
        let encoding = Encoding::of_bytes(&raw);
        encoding.read(&raw, &mut |letter, from, to| {
            let start = held.get(from).map(|(_, start, _)| *start);
            let end = held.get(to.saturating_sub(1)).map(|(.., end)| *end);
            if let (Some(start), Some(end)) = (start, end) {
                let (start, end) = source.place(start, end);
                view.push(letter, start, end, true);
            }
        });
        self.held.clear();
    }

    fn finish(mut self, end: usize) -> View {
        self.flush();
        self.plain(end);
        self.view
    }
}

/// The stretches in base64.
fn encoded(source: &Source, each: &mut dyn FnMut(View)) {
    let (mut counted, mut n_counted) = (0, 0);
    for block in Blocks::new(source.text.as_bytes()) {
        n_counted += count(source.text.get(counted..block.start()).unwrap_or(""));
        counted = block.start();
        let mut view = View::default();
        block.read(&mut |letter, start, end| {
            let (start, end) = source.place(n_counted + start as u32, n_counted + end as u32);
            view.push(letter, start, end, true);
        });
        if !view.text.is_empty() {
            each(view);
        }
    }
}

#[cfg(test)]
mod tests;
