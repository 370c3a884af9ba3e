//! Statements of a file one by one: the items of one JSON array, or JSON lines.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use super::statement::{ParseError, Statement};
use crate::input::{Input, LimitedLines, Line};
use crate::records::{ReadError, RecordFormat};

/// The longest statement of an array that is read.
const STATEMENT_LIMIT: usize = 16 << 20;

/// Reads statements in file order.
pub(super) struct Statements {
    path: PathBuf,
    size: u64,
    number: u64,
    shape: Shape,
}

/// A statement with its place, or why it is none.
pub(super) struct Found {
    pub(super) line: u64,
    /// Counted from 1.
    pub(super) number: u64,
    pub(super) statement: Result<Statement, String>,
}

enum Shape {
    Array(Items<Input>),
    Lines(LimitedLines<Input>),
}

/// Why an array cannot be read on.
#[derive(Debug, thiserror::Error)]
pub(super) enum ItemsError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(
        "the JSON ends in line {line}, before its array does: the file is cut off, copy it again"
    )]
    Cut { line: u64 },
    #[error("line {line}: `{found}` where {wanted} is wanted")]
    Unexpected {
        line: u64,
        found: char,
        wanted: &'static str,
    },
}

impl Statements {
    pub(super) fn open(path: &Path) -> Result<Self, ReadError> {
        let mut input = Input::open(path)?;
        let size = input.size();
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
            size,
            number: 0,
            shape,
        })
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    pub(super) fn position(&self) -> u64 {
        match &self.shape {
            Shape::Array(items) => items.input.position(),
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
                    Ok(statement) => Some((line, Ok(statement))),
                    Err(ParseError::Content(reason)) => Some((line, Err(reason))),
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
        Ok(found.map(|(line, statement)| {
            *number += 1;
            Found {
                line,
                number: *number,
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

type LineFound = (u64, Result<Statement, String>);

fn next_line(lines: &mut LimitedLines<Input>) -> io::Result<Option<LineFound>> {
    while let Some(line) = lines.next_line()? {
        match line {
            Line::TooLong { number } => {
                return Ok(Some((
                    number,
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
                return Ok(Some((number, statement)));
            }
        }
    }
    Ok(None)
}

/// The items of a JSON array as bytes, one at a time.
pub(super) struct Items<R> {
    input: R,
    state: State,
    line: u64,
    item: Vec<u8>,
    is_first: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// The `[` is still to come.
    Before,
    /// In the array: `depth` brackets are open in the item.
    Inside {
        depth: usize,
        in_string: bool,
        escaped: bool,
    },
    /// The `]` has been read.
    Behind,
}

const OUTSIDE: State = State::Inside {
    depth: 0,
    in_string: false,
    escaped: false,
};

/// What a byte does.
enum Step {
    Skip,
    Keep,
    EndItem,
    EndArray,
}

/// An item: its line, and its bytes unless it is longer than the limit.
type Item<'a> = (u64, Option<&'a [u8]>);

impl<R: BufRead> Items<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            state: State::Before,
            line: 1,
            item: Vec::new(),
            is_first: true,
        }
    }

    pub(super) fn next_item(&mut self) -> Result<Option<Item<'_>>, ItemsError> {
        self.item.clear();
        let (mut length, mut start_line) = (0_usize, self.line);
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return if self.state == State::Behind {
                    Ok(None)
                } else {
                    Err(ItemsError::Cut { line: self.line })
                };
            }
            let (mut taken, mut ended) = (0, None);
            for &byte in chunk {
                taken += 1;
                let step = step(&mut self.state, byte, self.line)?;
                match step {
                    Step::Keep if length == 0 && byte.is_ascii_whitespace() => {}
                    Step::Keep => {
                        if length == 0 {
                            start_line = self.line;
                        }
                        length += 1;
                        if length <= STATEMENT_LIMIT {
                            self.item.push(byte);
                        }
                    }
                    Step::Skip => {}
                    Step::EndItem | Step::EndArray => {
                        ended = Some((byte, matches!(step, Step::EndArray)));
                    }
                }
                self.line += u64::from(byte == b'\n');
                if ended.is_some() {
                    break;
                }
            }
            self.input.consume(taken);
            let Some((byte, is_last)) = ended else {
                continue;
            };
            if length == 0 && is_last && self.is_first {
                continue;
            }
            if length == 0 {
                return Err(ItemsError::Unexpected {
                    line: self.line,
                    found: char::from(byte),
                    wanted: "a statement",
                });
            }
            self.is_first = false;
            return Ok(Some((
                start_line,
                (length <= STATEMENT_LIMIT).then_some(self.item.as_slice()),
            )));
        }
    }
}

fn step(state: &mut State, byte: u8, line: u64) -> Result<Step, ItemsError> {
    let unexpected = |wanted| ItemsError::Unexpected {
        line,
        found: char::from(byte),
        wanted,
    };
    match *state {
        State::Before if byte == b'[' => *state = OUTSIDE,
        State::Before | State::Behind if byte.is_ascii_whitespace() => {}
        State::Before => return Err(unexpected("`[` or `{`")),
        State::Behind => return Err(unexpected("the end of the file")),
        State::Inside {
            depth,
            in_string: true,
            escaped,
        } => {
            let closes = byte == b'"' && !escaped;
            *state = State::Inside {
                depth,
                in_string: !closes,
                escaped: byte == b'\\' && !escaped,
            };
            return Ok(Step::Keep);
        }
        State::Inside { depth, .. } => {
            let deeper = |depth| State::Inside {
                depth,
                in_string: false,
                escaped: false,
            };
            match (byte, depth) {
                (b'"', _) => {
                    *state = State::Inside {
                        depth,
                        in_string: true,
                        escaped: false,
                    }
                }
                (b'{' | b'[', _) => *state = deeper(depth + 1),
                (b',', 0) => return Ok(Step::EndItem),
                (b']', 0) => {
                    *state = State::Behind;
                    return Ok(Step::EndArray);
                }
                (b'}' | b']', _) => *state = deeper(depth.saturating_sub(1)),
                _ => {}
            }
            return Ok(Step::Keep);
        }
    }
    Ok(Step::Skip)
}
