//! Cuts a delimited log into blocks of whole records, with the line and row each block starts at.
//!
//! A record ends at a line feed outside quotes; a quote opens only at the start of a field, as in RFC 4180. A record
//! longer than [`MAX_RECORD`] is refused and the scan goes on at the next line, so that a missing quote or a line of
//! two gigabytes costs one row and no memory.

use std::io::{self, BufRead};

use memchr::{memchr, memchr3};

use crate::import::Reject;

/// The longest record that is read, in bytes.
pub(super) const MAX_RECORD: usize = 1 << 20;

/// Blocks are about this long, in bytes.
const BLOCK: usize = 1 << 20;

/// Whole records of a log.
#[derive(Debug, Default)]
pub(super) struct RawBlock {
    /// Their bytes.
    pub(super) bytes: Vec<u8>,
    /// Line of the first byte, counted from 1.
    pub(super) first_line: u64,
    /// Row of the first record, counted from 1 after the header.
    pub(super) first_row: u64,
    /// Records refused while cutting.
    pub(super) rejects: Vec<Reject>,
}

/// Reads blocks from a log.
pub(super) struct Splitter<R> {
    input: R,
    rest: Vec<u8>,
    line: u64,
    row: u64,
    done: bool,
}

impl<R: BufRead> Splitter<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            rest: Vec::new(),
            line: 1,
            row: 0,
            done: false,
        }
    }

    /// The header record, without its line ending; empty at the end of input.
    pub(super) fn header(&mut self) -> io::Result<Vec<u8>> {
        let mut header = Vec::new();
        let limit = MAX_RECORD as u64;
        io::Read::take(&mut self.input, limit).read_until(b'\n', &mut header)?;
        self.line += 1;
        while matches!(header.last(), Some(b'\n' | b'\r')) {
            header.pop();
        }
        Ok(header)
    }

    /// The next block, `None` at the end. A block ends where a record is refused, so that rows behind it count on.
    pub(super) fn next_block(&mut self) -> io::Result<Option<RawBlock>> {
        let mut bytes = std::mem::take(&mut self.rest);
        let mut scan = Scan::default();
        while !self.done && (bytes.len() < BLOCK || scan.end == 0) {
            self.fill(&mut bytes)?;
            scan.advance(&bytes);
            if bytes.len() - scan.end > MAX_RECORD {
                let tail = bytes.split_off(scan.end);
                let mut block = self.finish(bytes, &scan);
                block.rejects.push(self.drop_line(&tail)?);
                return Ok(Some(block));
            }
        }
        if self.done {
            scan.advance(&bytes);
            if scan.end < bytes.len() {
                if scan.is_open(&bytes) {
                    // The file ends inside quotes: its line is refused, what follows it is read.
                    let tail = bytes.split_off(scan.end);
                    let mut block = self.finish(bytes, &scan);
                    block.rejects.push(self.drop_line(&tail)?);
                    return Ok(Some(block));
                }
                // The last record has no line ending.
                scan.records += 1;
                scan.end = bytes.len();
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        self.rest = bytes.split_off(scan.end);
        Ok(Some(self.finish(bytes, &scan)))
    }

    fn finish(&mut self, bytes: Vec<u8>, scan: &Scan) -> RawBlock {
        let (first_line, first_row) = (self.line, self.row + 1);
        self.line += memchr::memchr_iter(b'\n', &bytes).count() as u64;
        self.row += scan.records;
        RawBlock {
            bytes,
            first_line,
            first_row,
            rejects: Vec::new(),
        }
    }

    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        let chunk = self.input.fill_buf()?;
        let n = chunk.len();
        bytes.extend_from_slice(chunk);
        self.input.consume(n);
        self.done = n == 0;
        Ok(())
    }

    /// Drops the first line of a runaway record, to its line feed, wherever that is; it counts as a row.
    fn drop_line(&mut self, tail: &[u8]) -> io::Result<Reject> {
        let line = self.line;
        match memchr(b'\n', tail) {
            Some(cut) => self.rest = tail.get(cut + 1..).unwrap_or(&[]).to_vec(),
            None => self.skip_to_line_feed()?,
        }
        self.line += 1;
        self.row += 1;
        let reason =
            format!("the record is longer than {MAX_RECORD} bytes, or a quote is not closed");
        Ok(Reject::new(line, "", reason))
    }

    fn skip_to_line_feed(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                self.done = true;
                return Ok(());
            }
            let (n, found) = memchr(b'\n', chunk).map_or((chunk.len(), false), |at| (at + 1, true));
            self.input.consume(n);
            if found {
                return Ok(());
            }
        }
    }
}

/// Where the scan for record ends stands.
#[derive(Debug, Default)]
struct Scan {
    /// Behind the last whole record.
    end: usize,
    /// Whole records so far.
    records: u64,
    at: usize,
    quoted: bool,
    field_start: bool,
    begun: bool,
}

impl Scan {
    /// Whether a quote is still open at the end of all input.
    fn is_open(&self, bytes: &[u8]) -> bool {
        self.quoted && bytes.get(self.at..) != Some(b"\"")
    }

    /// Scans on to the end of `bytes`.
    fn advance(&mut self, bytes: &[u8]) {
        if !self.begun {
            (self.begun, self.field_start) = (true, true);
        }
        while let Some(tail) = bytes.get(self.at..).filter(|tail| !tail.is_empty()) {
            if self.quoted {
                let Some(next) = memchr(b'"', tail) else {
                    self.at = bytes.len();
                    return;
                };
                match tail.get(next + 1) {
                    Some(b'"') => self.at += next + 2,
                    Some(_) => {
                        self.at += next + 1;
                        self.quoted = false;
                    }
                    // The quote is the last byte so far: decide when more is there.
                    None => {
                        self.at += next;
                        return;
                    }
                }
                continue;
            }
            if self.field_start && tail.first() == Some(&b'"') {
                (self.quoted, self.field_start) = (true, false);
                self.at += 1;
                continue;
            }
            let Some(next) = memchr3(b',', b'\n', b'\n', tail) else {
                self.field_start = false;
                self.at = bytes.len();
                return;
            };
            self.at += next + 1;
            self.field_start = true;
            if tail.get(next) == Some(&b'\n') {
                self.records += 1;
                self.end = self.at;
            }
        }
    }
}

/// The fields of one record, at most `N`; quotes are taken off, doubled quotes stay doubled.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    fields: [&'a [u8]; 16],
    /// How many fields the record has.
    pub(super) n: usize,
}

impl<'a> Fields<'a> {
    /// A field by its place.
    pub(super) fn at(&self, place: usize) -> &'a [u8] {
        self.fields.get(place).copied().unwrap_or(&[])
    }
}

/// Cuts the first record off `bytes`: its fields, how many bytes and how many lines it takes.
pub(super) fn record(bytes: &[u8]) -> (Fields<'_>, usize, u64) {
    let mut fields = Fields {
        fields: [&[]; 16],
        n: 0,
    };
    let (mut at, mut lines) = (0, 0);
    loop {
        let tail = bytes.get(at..).unwrap_or(&[]);
        let quoted = tail.first() == Some(&b'"');
        let (field, next) = if quoted {
            quoted_field(tail, &mut lines)
        } else {
            plain_field(tail)
        };
        if let Some(place) = fields.fields.get_mut(fields.n) {
            *place = field;
        }
        fields.n += 1;
        at += next;
        match bytes.get(at) {
            Some(b',') => at += 1,
            Some(_) => return (fields, at + 1, lines + 1),
            None => return (fields, at, lines + 1),
        }
    }
}

/// A field up to a comma or line feed; a carriage return before the line feed is dropped.
fn plain_field(tail: &[u8]) -> (&[u8], usize) {
    let next = memchr::memchr2(b',', b'\n', tail).unwrap_or(tail.len());
    let field = tail.get(..next).unwrap_or(tail);
    let ended = tail.get(next) != Some(&b',');
    (
        if ended {
            field.strip_suffix(b"\r").unwrap_or(field)
        } else {
            field
        },
        next,
    )
}

/// A quoted field; what stands between its closing quote and the next comma is dropped.
fn quoted_field<'a>(tail: &'a [u8], lines: &mut u64) -> (&'a [u8], usize) {
    let mut at = 1;
    let close = loop {
        match memchr(b'"', tail.get(at..).unwrap_or(&[])) {
            Some(next) if tail.get(at + next + 1) == Some(&b'"') => at += next + 2,
            Some(next) => break at + next,
            None => break tail.len(),
        }
    };
    let field = tail.get(1..close).unwrap_or(&[]);
    *lines += memchr::memchr_iter(b'\n', field).count() as u64;
    let after = tail.get(close..).unwrap_or(&[]);
    let next = memchr::memchr2(b',', b'\n', after).unwrap_or(after.len());
    (field, close + next)
}

#[cfg(test)]
mod tests;
