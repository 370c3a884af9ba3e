//! Statements of a file one by one: the items of one JSON array, or JSON lines.

use std::io::{self, BufRead as _};
use std::path::{Path, PathBuf};

use super::statement::{ParseError, Statement};
use crate::input::{Input, LimitedLines, Line};
use crate::records::json_items::{Items, ItemsError};
use crate::records::{ReadError, RecordFormat};

/// Reads statements in file order.
pub(super) struct Statements {
    path: PathBuf,
    number: u64,
    shape: Shape,
}

/// A statement with its place, or why it is none.
pub(super) struct Found {
    pub(super) line: u64,
    /// Counted from 1.
    pub(super) number: u64,
    /// How long it is.
    pub(super) n_bytes: usize,
    pub(super) statement: Result<Statement, String>,
}

enum Shape {
    Array(Items<Input>),
    Lines(LimitedLines<Input>),
}

impl Statements {
    pub(super) fn open(path: &Path) -> Result<Self, ReadError> {
        let mut input = Input::open(path)?;
        let broken = |source| ReadError::Broken {
            path: path.to_owned(),
            source,
        };
        let is_array = loop {
            let start = input.fill_buf().map_err(broken)?;
            let blank = start
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
            match start.get(blank) {
                // Lines are counted from the first one that holds anything only where all of it was blank.
                None if blank > 0 => input.consume(blank),
                first => break first != Some(&b'{'),
            }
        };
        let shape = if is_array {
            Shape::Array(Items::new(input))
        } else {
            Shape::Lines(LimitedLines::new(input))
        };
        Ok(Self {
            path: path.to_owned(),
            number: 0,
            shape,
        })
    }

    pub(super) fn position(&self) -> u64 {
        match &self.shape {
            Shape::Array(items) => items.input().position(),
            Shape::Lines(lines) => lines.input().position(),
        }
    }

    pub(super) fn next_statement(&mut self) -> Result<Option<Found>, ReadError> {
        let Self {
            path,
            shape,
            number,
            ..
        } = self;
        let found = match shape {
            Shape::Array(items) => match items.next_item() {
                Ok(None) => None,
                Ok(Some((line, Some(bytes)))) => match Statement::parse(bytes) {
                    Ok(statement) => Some((line, bytes.len(), Ok(statement))),
                    Err(ParseError::Content(reason)) => Some((line, bytes.len(), Err(reason))),
                    Err(ParseError::Syntax {
                        line: below,
                        column,
                        reason,
                    }) => {
                        let line = line + below.saturating_sub(1);
                        return Err(not_bods(
                            path,
                            format!("line {line}, character {column}: {reason}"),
                        ));
                    }
                },
                Ok(Some((line, None))) => Some((
                    line,
                    0,
                    Err("longer than 16 MiB: no statement is that long".to_owned()),
                )),
                Err(ItemsError::Io(source)) => {
                    return Err(ReadError::Broken {
                        path: path.clone(),
                        source,
                    });
                }
                Err(error) => return Err(not_bods(path, error.to_string())),
            },
            Shape::Lines(lines) => next_line(lines).map_err(|source| ReadError::Broken {
                path: path.clone(),
                source,
            })?,
        };
        Ok(found.map(|(line, n_bytes, statement)| {
            *number += 1;
            Found {
                line,
                number: *number,
                n_bytes,
                statement,
            }
        }))
    }
}

fn not_bods(path: &Path, reason: String) -> ReadError {
    ReadError::Format {
        path: path.to_owned(),
        format: RecordFormat::Bods,
        reason,
    }
}

/// The line of a statement, and how long it is.
type LineFound = (u64, usize, Result<Statement, String>);

fn next_line(lines: &mut LimitedLines<Input>) -> io::Result<Option<LineFound>> {
    while let Some(line) = lines.next_line()? {
        match line {
            Line::TooLong { number } => {
                return Ok(Some((
                    number,
                    0,
                    Err("longer than 1 MiB: no statement is that long".to_owned()),
                )));
            }
            Line::Text { bytes, .. } if bytes.trim_ascii().is_empty() => {}
            Line::Text { number, bytes, .. } => {
                let statement = Statement::parse(bytes).map_err(|error| match error {
                    ParseError::Content(reason) => reason,
                    ParseError::Syntax { column, reason, .. } => {
                        format!("not JSON, at character {column}: {reason}")
                    }
                });
                return Ok(Some((number, bytes.len(), statement)));
            }
        }
    }
    Ok(None)
}
