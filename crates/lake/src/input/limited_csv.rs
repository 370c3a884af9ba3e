//! CSV records with their line numbers, each at most [`RECORD_LIMIT`] bytes long.
//!
//! A quote that is never closed would swallow the rest of the file. When a record grows past the limit, or the file
//! ends inside quotes, only the line that opened the quote is given up, and reading goes on at the line after it.

use std::fmt;
use std::io::{self, BufRead};

use csv_core::ReadRecordResult;

use super::RECORD_LIMIT;

/// More fields than any table has; a record with more is too long.
const FIELD_LIMIT: usize = 1 << 14;

/// How much may be read a second time beyond what was read once, so that hostile quotes cost no more than twice.
const REPLAY_ALLOWANCE: u64 = 16 << 20;

/// Reads CSV records: fields as bytes, quoted fields with delimiters, quotes and line ends in them.
///
/// ```
/// # use bongsu_lake::input::{CsvRow, LimitedCsv};
/// let mut csv = LimitedCsv::new("a,b\n1,\"x,\ny\"\n".as_bytes(), b',');
/// let mut second_fields = Vec::new();
/// while let Some(row) = csv.next_row().unwrap() {
///     if let CsvRow::Fields(record) = row {
///         second_fields.push((record.line(), record.get(1).unwrap_or_default().to_vec()));
///     }
/// }
/// assert_eq!(second_fields, [(1, b"b".to_vec()), (2, b"x,\ny".to_vec())]);
/// ```
pub struct LimitedCsv<R> {
    input: R,
    parser: csv_core::Reader,
    /// The line at which reading stands, counted from 1.
    line: u64,
    fields: Vec<u8>,
    ends: Vec<usize>,
    /// The start of a record that did not end in the chunk it began in, as it is in the file.
    raw: Vec<u8>,
    /// What is read again before the input goes on.
    replay: Vec<u8>,
    replayed_to: usize,
    n_read: u64,
    n_replayed: u64,
}

/// What stands at a place in a CSV file.
#[derive(Clone, Copy, Debug)]
pub enum CsvRow<'a> {
    /// A record.
    Fields(CsvRecord<'a>),
    /// A line longer than [`RECORD_LIMIT`]; it was passed over.
    TooLong {
        /// Counted from 1.
        line: u64,
    },
    /// A line with a quote that is never closed; it was passed over.
    Unclosed {
        /// Counted from 1.
        line: u64,
    },
}

/// The fields of a record.
#[derive(Clone, Copy, Debug)]
pub struct CsvRecord<'a> {
    line: u64,
    last_line: u64,
    fields: &'a [u8],
    ends: &'a [usize],
}

/// How reading a record came to its end.
enum Outcome {
    Record {
        fields: usize,
        ends: usize,
        at_end: bool,
    },
    TooLong,
    End,
}

impl<R: BufRead> LimitedCsv<R> {
    /// Reads from the start of a file; the delimiter is an ASCII character.
    pub fn new(input: R, delimiter: u8) -> Self {
        Self {
            input,
            parser: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            line: 1,
            fields: vec![0; 1 << 10],
            ends: vec![0; 32],
            raw: Vec::new(),
            replay: Vec::new(),
            replayed_to: 0,
            n_read: 0,
            n_replayed: 0,
        }
    }

    /// What is read from.
    pub fn input(&self) -> &R {
        &self.input
    }

    /// The next record; blank lines and the end-of-file mark of DOS are passed over. `None` at the end.
    pub fn next_row(&mut self) -> io::Result<Option<CsvRow<'_>>> {
        loop {
            if !self.skip_blank_lines()? {
                return Ok(None);
            }
            let line = self.line;
            match self.parse_record()? {
                Outcome::End => return Ok(None),
                Outcome::TooLong => return self.give_up(line).map(Some),
                Outcome::Record { at_end: true, .. } if self.ends_inside_quotes() => {
                    return self.give_up(line).map(Some);
                }
                Outcome::Record {
                    fields,
                    ends,
                    at_end,
                } => {
                    if fields == 1 && self.fields.first() == Some(&0x1a) && self.is_at_end()? {
                        continue;
                    }
                    // The end of line that closed the record is not part of it.
                    let last_line = if at_end {
                        self.line
                    } else {
                        self.line.saturating_sub(1).max(line)
                    };
                    return Ok(Some(CsvRow::Fields(CsvRecord {
                        line,
                        last_line,
                        fields: self.fields.get(..fields).unwrap_or_default(),
                        ends: self.ends.get(..ends).unwrap_or_default(),
                    })));
                }
            }
        }
    }

    /// Parses one record into `fields` and `ends`.
    fn parse_record(&mut self) -> io::Result<Outcome> {
        self.raw.clear();
        let (mut n_fields, mut n_ends) = (0, 0);
        loop {
            let chunk = chunk(&mut self.input, &self.replay, self.replayed_to)?;
            let at_end = chunk.is_empty();
            let (result, n_in, n_out, n_end) = self.parser.read_record(
                chunk,
                self.fields.get_mut(n_fields..).unwrap_or_default(),
                self.ends.get_mut(n_ends..).unwrap_or_default(),
            );
            let used = chunk.get(..n_in).unwrap_or_default();
            self.line += memchr::memchr_iter(b'\n', used).count() as u64;
            if !matches!(result, ReadRecordResult::Record | ReadRecordResult::End) {
                self.raw.extend_from_slice(used);
            }
            self.consume(n_in);
            n_fields += n_out;
            n_ends += n_end;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() < FIELD_LIMIT => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull => return Ok(Outcome::TooLong),
                ReadRecordResult::Record => {
                    return Ok(Outcome::Record {
                        fields: n_fields,
                        ends: n_ends,
                        at_end,
                    });
                }
                ReadRecordResult::End => return Ok(Outcome::End),
            }
            if self.raw.len() > RECORD_LIMIT {
                return Ok(Outcome::TooLong);
            }
        }
    }

    /// Gives up the line at which a record began: goes back to the line after it, or on to the next one.
    fn give_up(&mut self, line: u64) -> io::Result<CsvRow<'_>> {
        self.parser.reset();
        let allowed = self.n_replayed <= self.n_read + REPLAY_ALLOWANCE;
        match memchr::memchr(b'\n', &self.raw) {
            Some(newline) if allowed => {
                let mut again = self.raw.split_off(newline + 1);
                self.n_replayed += again.len() as u64;
                again.extend_from_slice(self.replay.get(self.replayed_to..).unwrap_or_default());
                (self.replay, self.replayed_to) = (again, 0);
                self.line = line + 1;
                Ok(CsvRow::Unclosed { line })
            }
            Some(_) => {
                self.skip_line()?;
                Ok(CsvRow::Unclosed { line })
            }
            None => {
                self.skip_line()?;
                Ok(CsvRow::TooLong { line })
            }
        }
    }

    /// Whether the record that ended with the file is one that a quote held together over several lines.
    fn ends_inside_quotes(&self) -> bool {
        memchr::memchr_iter(b'"', &self.raw).count() % 2 == 1
            && memchr::memchr(b'\n', self.raw.trim_ascii_end()).is_some()
    }

    fn skip_blank_lines(&mut self) -> io::Result<bool> {
        loop {
            let chunk = chunk(&mut self.input, &self.replay, self.replayed_to)?;
            if chunk.is_empty() {
                return Ok(false);
            }
            let blank = chunk
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count();
            if blank == 0 {
                return Ok(true);
            }
            let skipped = chunk.get(..blank).unwrap_or_default();
            self.line += memchr::memchr_iter(b'\n', skipped).count() as u64;
            self.consume(blank);
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let chunk = chunk(&mut self.input, &self.replay, self.replayed_to)?;
            if chunk.is_empty() {
                return Ok(());
            }
            let (length, newline) = (chunk.len(), memchr::memchr(b'\n', chunk));
            self.consume(newline.map_or(length, |at| at + 1));
            if newline.is_some() {
                self.line += 1;
                return Ok(());
            }
        }
    }

    fn is_at_end(&mut self) -> io::Result<bool> {
        Ok(!self.skip_blank_lines()?)
    }

    fn consume(&mut self, amount: usize) {
        if self.replayed_to < self.replay.len() {
            self.replayed_to += amount;
            if self.replayed_to >= self.replay.len() {
                self.replay.clear();
                self.replayed_to = 0;
            }
        } else {
            self.input.consume(amount);
            self.n_read += amount as u64;
        }
    }
}

/// What is read next: what is read again, then the input. Empty at the end only.
fn chunk<'a, R: BufRead>(input: &'a mut R, replay: &'a [u8], from: usize) -> io::Result<&'a [u8]> {
    match replay.get(from..) {
        Some(again) if !again.is_empty() => Ok(again),
        _ => input.fill_buf(),
    }
}

impl<R> fmt::Debug for LimitedCsv<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LimitedCsv")
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

impl<'a> CsvRecord<'a> {
    /// The line it begins on, counted from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The line it ends on; another than [`Self::line`] where a quoted field holds line ends.
    pub fn last_line(&self) -> u64 {
        self.last_line
    }

    /// How many fields it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no fields; a record always has one.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A field, unquoted.
    pub fn get(&self, index: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(index)?;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.fields.get(start..end)
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let this = *self;
        (0..this.len()).filter_map(move |index| this.get(index))
    }
}
