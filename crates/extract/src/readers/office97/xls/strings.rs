//! Texts in a workbook, which may be torn between records.

use crate::bytes::{part, u16_at};
use crate::codepage;

/// Bytes of a record and of those that continue it.
#[derive(Debug)]
pub(super) struct Texts<'r> {
    parts: &'r [&'r [u8]],
    at: usize,
}

impl<'r> Texts<'r> {
    pub(super) const fn new(parts: &'r [&'r [u8]], at: usize) -> Self {
        Self { parts, at }
    }

    fn rest(&self) -> &'r [u8] {
        let first = self.parts.first().copied().unwrap_or(&[]);
        first.get(self.at..).unwrap_or(&[])
    }

    /// Goes on in the next record where this one is at its end.
    fn turn(&mut self) -> bool {
        let mut turned = false;
        while self.rest().is_empty() && self.parts.len() > 1 {
            self.parts = self.parts.get(1..).unwrap_or(&[]);
            self.at = 0;
            turned = true;
        }
        turned
    }

    fn is_at_end(&mut self) -> bool {
        self.turn();
        self.rest().is_empty()
    }

    fn byte(&mut self) -> u8 {
        self.turn();
        let byte = self.rest().first().copied().unwrap_or(0);
        self.at += 1;
        byte
    }

    fn number(&mut self, bytes: usize) -> usize {
        (0..bytes).fold(0, |sum, n| sum | usize::from(self.byte()) << (8 * n))
    }

    fn pass(&mut self, mut count: usize) {
        while count > 0 && !self.is_at_end() {
            let step = self.rest().len().min(count);
            self.at += step;
            count -= step;
        }
    }

    /// Letters of one or two bytes; a record that continues them says anew which.
    fn letters(&mut self, count: usize, flags: u8) -> String {
        let mut units = Vec::new();
        let mut left = count;
        let mut wide = flags & 1 != 0;
        while left > 0 {
            if self.turn() {
                wide = self.byte() & 1 != 0;
            }
            let size = 1 + usize::from(wide);
            let raw = part(self.rest(), 0, left.saturating_mul(size));
            if raw.len() < size {
                break;
            }
            if wide {
                units.extend(raw.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)));
            } else {
                units.extend(raw.iter().map(|&byte| u16::from(byte)));
            }
            left -= raw.len() / size;
            self.at += raw.len() / size * size;
        }
        String::from_utf16_lossy(&units)
    }

    /// Letters whose first byte says of how many bytes each is.
    pub(super) fn letters_with_flags(&mut self, count: usize) -> String {
        let flags = self.byte();
        self.letters(count, flags)
    }

    /// A text of at most 255 letters.
    pub(super) fn short(&mut self, wide: bool, page: u32) -> String {
        let count = self.number(1);
        self.counted(count, wide, page)
    }

    /// A text of up to 65,535 letters.
    pub(super) fn long(&mut self, wide: bool, page: u32) -> String {
        let count = self.number(2);
        self.counted(count, wide, page)
    }

    fn counted(&mut self, count: usize, wide: bool, page: u32) -> String {
        if wide {
            return self.letters_with_flags(count);
        }
        codepage::decode(page, part(self.rest(), 0, count))
    }

    /// A text of the table: letters, and after them what formats and reads them.
    fn rich(&mut self) -> String {
        let count = self.number(2);
        let flags = self.byte();
        let runs = if flags & 8 == 0 { 0 } else { self.number(2) };
        let extra = if flags & 4 == 0 { 0 } else { self.number(4) };
        let text = self.letters(count, flags);
        self.pass(4 * runs + extra);
        text
    }
}

/// All texts of the table of a workbook.
#[derive(Debug, Default)]
pub(super) struct Table {
    all: String,
    ends: Vec<usize>,
}

impl Table {
    pub(super) fn read(texts: &mut Texts<'_>) -> Self {
        let mut table = Self::default();
        while !texts.is_at_end() {
            table.all.push_str(&texts.rich());
            table.ends.push(table.all.len());
        }
        table
    }

    /// The text of a number; nothing where there is none.
    pub(super) fn get(&self, number: usize) -> &str {
        let end = self.ends.get(number).copied().unwrap_or(0);
        let start = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        self.all.get(start..end).unwrap_or("")
    }
}
