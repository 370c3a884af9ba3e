//! The items of a JSON array one by one: of a document that is one, or of one within the object that the document is.

use std::io::{self, BufRead};

/// The longest item that is held.
const ITEM_LIMIT: usize = 16 << 20;

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
    #[error("line {line}: the object ends and has no array `{key}`")]
    Missing { line: u64, key: &'static str },
}

/// The items of a JSON array as bytes, one at a time.
pub(super) struct Items<R> {
    input: R,
    state: State,
    /// The key of the array, where it stands in an object.
    key: Option<&'static str>,
    /// Whether the array is behind.
    is_done: bool,
    line: u64,
    item: Vec<u8>,
    is_first: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// The `[` is still to come.
    Before,
    /// In the object around the array.
    Seeking(Place),
    /// In the array: the place is within the item.
    Inside(Place),
    /// The `]` has been read that ends the document.
    Behind,
}

/// A place in JSON.
#[derive(Clone, Copy, Default, PartialEq)]
struct Place {
    /// Brackets that are open.
    depth: usize,
    in_string: bool,
    escaped: bool,
}

/// Within the object around the array, in nothing of it.
const IN_OBJECT: Place = Place {
    depth: 1,
    in_string: false,
    escaped: false,
};

/// What ended a run of bytes.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// The bytes did.
    Chunk,
    /// A comma between two items.
    Item,
    /// The `]` of the array.
    Array,
}

/// An item: its line, and its bytes unless it is longer than the limit.
type Item<'a> = (u64, Option<&'a [u8]>);

impl<R: BufRead> Items<R> {
    /// The items of a document that is one array.
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            state: State::Before,
            key: None,
            is_done: false,
            line: 1,
            item: Vec::new(),
            is_first: true,
        }
    }

    /// The items of an array in the object that the document is.
    pub(super) fn in_object(input: R, key: &'static str) -> Self {
        Self {
            key: Some(key),
            ..Self::new(input)
        }
    }

    /// What is read from.
    pub(super) fn input(&self) -> &R {
        &self.input
    }

    pub(super) fn next_item(&mut self) -> Result<Option<Item<'_>>, ItemsError> {
        self.item.clear();
        self.item.shrink_to(ITEM_KEPT);
        let (mut length, mut start_line) = (0_usize, self.line);
        loop {
            let State::Inside(mut place) = self.state else {
                if self.pass()? {
                    start_line = self.line;
                    continue;
                }
                return Ok(None);
            };
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Err(ItemsError::Cut { line: self.line });
            }
            let mut skipped = 0;
            if length == 0 {
                skipped = blank(chunk);
                let before = chunk.get(..skipped).unwrap_or_default();
                self.line += lines_in(before);
                start_line = self.line;
            }
            let rest = chunk.get(skipped..).unwrap_or_default();
            let (n_taken, end) = place.pass_item(rest);
            let taken = rest.get(..n_taken).unwrap_or_default();
            self.line += lines_in(taken);
            let kept = match end {
                End::Chunk => taken,
                End::Item | End::Array => taken.get(..n_taken - 1).unwrap_or_default(),
            };
            length += kept.len();
            if length <= ITEM_LIMIT {
                self.item.extend_from_slice(kept);
            }
            let closing = taken.last().copied().unwrap_or_default();
            self.input.consume(skipped + n_taken);
            self.state = match end {
                End::Array if self.key.is_some() => State::Seeking(IN_OBJECT),
                End::Array => State::Behind,
                End::Chunk | End::Item => State::Inside(place),
            };
            self.is_done |= end == End::Array;
            match end {
                End::Chunk => continue,
                End::Array if length == 0 && self.is_first => continue,
                End::Item | End::Array if length == 0 => {
                    return Err(ItemsError::Unexpected {
                        line: self.line,
                        found: char::from(closing),
                        wanted: "a statement",
                    });
                }
                End::Item | End::Array => {}
            }
            self.is_first = false;
            return Ok(Some((
                start_line,
                (length <= ITEM_LIMIT).then_some(self.item.as_slice()),
            )));
        }
    }

    /// Passes over what stands outside of the array; false at the end of the document.
    fn pass(&mut self) -> Result<bool, ItemsError> {
        let mut name = Name::default();
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                let line = self.line;
                return match (self.state, self.key) {
                    (State::Behind, _) => Ok(false),
                    (State::Seeking(Place { depth: 0, .. }), _) if self.is_done => Ok(false),
                    (State::Seeking(Place { depth: 0, .. }), Some(key)) => {
                        Err(ItemsError::Missing { line, key })
                    }
                    _ => Err(ItemsError::Cut { line }),
                };
            }
            let mut n_taken = 0;
            for &byte in chunk {
                n_taken += 1;
                let key = self.key.filter(|_| !self.is_done);
                step(&mut self.state, (key, &mut name), byte, self.line)?;
                self.line += u64::from(byte == b'\n');
                if matches!(self.state, State::Inside(_)) {
                    break;
                }
            }
            self.input.consume(n_taken);
            if matches!(self.state, State::Inside(_)) {
                return Ok(true);
            }
        }
    }
}

/// The key that was read last in the object around the array.
#[derive(Default)]
struct Name {
    text: Vec<u8>,
    /// Whether a `:` has followed it, so that what comes next is its value.
    is_key: bool,
}

/// A key that is longer is none that is looked for.
const NAME_LIMIT: usize = 64;

/// A byte outside of the array.
fn step(
    state: &mut State,
    (key, name): (Option<&'static str>, &mut Name),
    byte: u8,
    line: u64,
) -> Result<(), ItemsError> {
    let unexpected = |wanted| ItemsError::Unexpected {
        line,
        found: char::from(byte),
        wanted,
    };
    match state {
        State::Before | State::Behind if byte.is_ascii_whitespace() => {}
        State::Before => match (byte, key) {
            (b'[', None) => *state = State::Inside(Place::default()),
            (b'{', Some(_)) => *state = State::Seeking(IN_OBJECT),
            (_, None) => return Err(unexpected("`[` or `{`")),
            (_, Some(_)) => return Err(unexpected("`{`")),
        },
        State::Seeking(place) => {
            let is_key_of = |name: &Name| key.is_some_and(|key| name.text == key.as_bytes());
            if place.depth == 0 && !byte.is_ascii_whitespace() {
                return Err(unexpected("the end of the file"));
            }
            if byte == b'['
                && !place.in_string
                && place.depth == 1
                && name.is_key
                && is_key_of(name)
            {
                *state = State::Inside(Place::default());
                return Ok(());
            }
            name.take(*place, byte);
            place.pass_byte(byte);
        }
        State::Inside(_) => {}
        State::Behind => return Err(unexpected("the end of the file")),
    }
    Ok(())
}

impl Name {
    /// Takes a byte at a place in the object.
    fn take(&mut self, place: Place, byte: u8) {
        if place.depth != 1 {
            return;
        }
        match (place.in_string, byte) {
            (false, b'"') => {
                self.text.clear();
                self.is_key = false;
            }
            (false, b':') => self.is_key = true,
            (false, b',') => self.is_key = false,
            (true, b'"') if !place.escaped => {}
            (true, byte) if self.text.len() < NAME_LIMIT => self.text.push(byte),
            _ => {}
        }
    }
}

impl Place {
    /// Goes on to the end of an item; hands back how many bytes that took, with what ended it.
    fn pass_item(&mut self, bytes: &[u8]) -> (usize, End) {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            if self.in_string && !self.escaped {
                // Most of a document is text: its end is looked for in one go.
                let Some(next) = memchr::memchr2(b'"', b'\\', rest) else {
                    return (bytes.len(), End::Chunk);
                };
                self.escaped = rest.get(next) == Some(&b'\\');
                self.in_string = self.escaped;
                at += next + 1;
                continue;
            }
            if self.in_string {
                self.escaped = false;
                at += 1;
                continue;
            }
            for byte in rest {
                at += 1;
                match byte {
                    b',' if self.depth == 0 => return (at, End::Item),
                    b']' if self.depth == 0 => return (at, End::Array),
                    b'"' => {
                        self.in_string = true;
                        break;
                    }
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
        (bytes.len(), End::Chunk)
    }

    fn pass_byte(&mut self, byte: u8) {
        if self.in_string {
            let closes = byte == b'"' && !self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
            self.in_string = !closes;
            return;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// How much room an item keeps for the next one.
const ITEM_KEPT: usize = 1 << 20;

fn blank(bytes: &[u8]) -> usize {
    let mut blank = bytes.iter();
    blank
        .position(|byte| !byte.is_ascii_whitespace())
        .unwrap_or(bytes.len())
}

fn lines_in(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
