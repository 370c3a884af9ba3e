//! Lines with their numbers, each at most [`RECORD_LIMIT`] bytes long.

use std::io::{self, BufRead};

use super::RECORD_LIMIT;

/// Reads lines; one that is too long is passed over without being held.
#[derive(Debug)]
pub struct LimitedLines<R> {
    input: R,
    number: u64,
    line: Vec<u8>,
}

/// A line of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// Its bytes without the end of line, and whether an end of line followed.
    Text {
        /// Counted from 1.
        number: u64,
        /// Without the end of line.
        bytes: &'a [u8],
        /// Whether an end of line followed; without it the file may be cut off.
        ended: bool,
    },
    /// Longer than [`RECORD_LIMIT`].
    TooLong {
        /// Counted from 1.
        number: u64,
    },
}

impl<R: BufRead> LimitedLines<R> {
    /// Starts at line 1.
    pub fn new(input: R) -> Self {
        Self {
            input,
            number: 0,
            line: Vec::new(),
        }
    }

    /// What is read from.
    pub fn input(&self) -> &R {
        &self.input
    }

    /// The next line, blank ones included; `None` at the end.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let (mut length, mut ended) = (0_usize, false);
        while !ended {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                break;
            }
            let newline = memchr::memchr(b'\n', chunk);
            let part = chunk
                .get(..newline.unwrap_or(chunk.len()))
                .unwrap_or_default();
            ended = newline.is_some();
            length = length.saturating_add(part.len());
            if length <= RECORD_LIMIT {
                self.line.extend_from_slice(part);
            }
            let taken = part.len() + usize::from(ended);
            self.input.consume(taken);
        }
        if length == 0 && !ended {
            return Ok(None);
        }
        self.number += 1;
        let number = self.number;
        if length > RECORD_LIMIT {
            return Ok(Some(Line::TooLong { number }));
        }
        let bytes = self.line.strip_suffix(b"\r").unwrap_or(&self.line);
        Ok(Some(Line::Text {
            number,
            bytes,
            ended,
        }))
    }
}
