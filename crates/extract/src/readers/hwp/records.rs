//! Records: a tag, a level in the tree, and bytes; met one after the other, never held.

use crate::bytes::{len_at, part, u32_at};

/// Tags that are read; each is 16 more than its number in the published tables.
pub(super) const NUMBERING: u16 = 23;
pub(super) const BULLET: u16 = 24;
pub(super) const PARA_SHAPE: u16 = 25;
pub(super) const DISTRIBUTE_DOC_DATA: u16 = 28;
pub(super) const PARA_HEADER: u16 = 66;
pub(super) const PARA_TEXT: u16 = 67;
pub(super) const CTRL_HEADER: u16 = 71;
pub(super) const EQUATION: u16 = 88;
pub(super) const TEXT_ART: u16 = 90;
pub(super) const FORM_OBJECT: u16 = 91;
pub(super) const MEMO_LIST: u16 = 93;

/// One record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'s> {
    pub(super) tag: u16,
    pub(super) level: u16,
    pub(super) data: &'s [u8],
    /// Whether all of its bytes are there.
    pub(super) whole: bool,
}

/// The records of a stream.
#[derive(Debug)]
pub(super) struct Records<'s> {
    bytes: &'s [u8],
    at: usize,
    /// Whether the last record lacked bytes.
    pub(super) cut_off: bool,
}

impl<'s> Records<'s> {
    pub(super) const fn new(bytes: &'s [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            cut_off: false,
        }
    }

    /// The next record without passing it.
    pub(super) fn peek(&self) -> Option<Record<'s>> {
        self.record().map(|(record, _)| record)
    }

    /// Passes the next record.
    pub(super) fn next(&mut self) -> Option<Record<'s>> {
        let Some((record, end)) = self.record() else {
            self.cut_off |= self.at < self.bytes.len();
            return None;
        };
        self.at = end;
        self.cut_off |= !record.whole;
        Some(record)
    }

    /// Where the next record starts.
    pub(super) const fn place(&self) -> usize {
        self.at
    }

    /// Passes the next record if it lies below this level.
    pub(super) fn next_below(&mut self, level: u16) -> Option<Record<'s>> {
        self.peek().filter(|record| record.level > level)?;
        self.next()
    }

    fn record(&self) -> Option<(Record<'s>, usize)> {
        let head = u32_at(self.bytes, self.at)?;
        let mut start = self.at + 4;
        let mut size = (head >> 20) as usize;
        if size == 0xFFF {
            size = len_at(self.bytes, start)?;
            start += 4;
        }
        let data = part(self.bytes, start, size);
        let record = Record {
            tag: (head & 0x3FF) as u16,
            level: (head >> 10 & 0x3FF) as u16,
            data,
            whole: data.len() == size,
        };
        Some((record, start + data.len()))
    }
}
