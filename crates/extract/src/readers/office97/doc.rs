//! Word (MS-DOC): pieces of text in one stream, listed in another.

use crate::bytes::{len_at, part, u16_at, u32_at, utf16};
use crate::cfb::Storage;
use crate::codepage;
use crate::sink::Sink;
use crate::{Place, Problem};

use super::stream;

const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;
/// Versions from here on (Word 97) have Unicode and pieces.
const WORD_97: u16 = 0x00C1;

/// What stands after each other in the text, and where the header says how long it is.
const STORIES: [(usize, Place); 8] = [
    (0x4C, Place::Body),
    (0x50, Place::Notes),
    (0x54, Place::Header),
    (0x58, Place::Raw),
    (0x5C, Place::Comment),
    (0x60, Place::Notes),
    (0x64, Place::Body),
    (0x68, Place::Header),
];

pub(super) fn read(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let main = stream(storage, "WordDocument", sink)?;
    let flags = u16_at(&main, 0x0A).unwrap_or(0);
    if flags & ENCRYPTED != 0 {
        return Err(Problem::Password);
    }
    if u16_at(&main, 2).unwrap_or(0) < WORD_97 {
        return before_97(&main, sink);
    }
    let table = if flags & SECOND_TABLE != 0 {
        "1Table"
    } else {
        "0Table"
    };
    let table = stream(storage, table, sink)?;
    let place = len_at(&main, 0x01A2).unwrap_or(0);
    let length = len_at(&main, 0x01A6).unwrap_or(0);
    let pieces = pieces(part(&table, place, length));
    if pieces.is_empty() {
        return Err(Problem::Damaged("the list of pieces of text".to_owned()));
    }
    let mut stories = STORIES
        .iter()
        .map(|&(at, place)| (u64::from(u32_at(&main, at).unwrap_or(0)), place));
    let mut letters = Letters::default();
    // A letter of one byte is at most three in UTF-8.
    let mut room = main.len().saturating_mul(3);
    let mut left = next_story(&mut stories, &mut letters, sink)?;
    for piece in pieces {
        if left == 0 {
            break;
        }
        let mut text = piece.text(&main);
        // Pieces of a sound document lie beside each other, so that they are no longer than it.
        room = match room.checked_sub(text.len()) {
            Some(room) => room,
            None => {
                return Err(Problem::Damaged(
                    "pieces of text over each other".to_owned(),
                ));
            }
        };
        // A piece may reach over the end of a story.
        while left > 0 {
            let count = text.encode_utf16().count() as u64;
            if count <= left {
                left -= count;
                letters.write(&text, sink)?;
                break;
            }
            let cut = cut(&text, left);
            letters.write(text.get(..cut).unwrap_or(""), sink)?;
            text = text.get(cut..).unwrap_or("").to_owned();
            left = next_story(&mut stories, &mut letters, sink)?;
        }
        if left == 0 {
            left = next_story(&mut stories, &mut letters, sink)?;
        }
    }
    letters.end(sink)
}

/// Starts the next story that has text, and says how long it is.
fn next_story(
    stories: &mut impl Iterator<Item = (u64, Place)>,
    letters: &mut Letters,
    sink: &mut Sink<'_, '_>,
) -> Result<u64, Problem> {
    for (length, place) in stories {
        if length > 0 {
            letters.end(sink)?;
            sink.section(place, None);
            return Ok(length);
        }
    }
    Ok(0)
}

/// The byte that so many units of UTF-16 end before.
fn cut(text: &str, units: u64) -> usize {
    let mut left = units;
    for (at, letter) in text.char_indices() {
        let length = letter.len_utf16() as u64;
        if length > left {
            return at;
        }
        left -= length;
    }
    text.len()
}

/// A piece of text: how long, and where its letters are.
struct Piece {
    letters: usize,
    place: u32,
}

impl Piece {
    fn text(&self, main: &[u8]) -> String {
        let at = (self.place & 0x3FFF_FFFF) as usize;
        if self.place & 0x4000_0000 == 0 {
            return utf16(part(main, at, self.letters.saturating_mul(2)));
        }
        codepage::decode(1252, part(main, at / 2, self.letters))
    }
}

/// The list of pieces: after what changes formats, a mark, places in the text, then where each piece lies.
fn pieces(list: &[u8]) -> Vec<Piece> {
    let mut at = 0;
    while list.get(at) == Some(&1) {
        at += 3 + usize::from(u16_at(list, at + 1).unwrap_or(0));
    }
    if list.get(at) != Some(&2) {
        return Vec::new();
    }
    let table = part(list, at + 5, len_at(list, at + 1).unwrap_or(0));
    let count = table.len().saturating_sub(4) / 12;
    (0..count)
        .filter_map(|n| {
            let (from, to) = (len_at(table, 4 * n)?, len_at(table, 4 * n + 4)?);
            Some(Piece {
                letters: to.checked_sub(from)?,
                place: u32_at(table, 4 * (count + 1) + 8 * n + 2)?,
            })
        })
        .collect()
}

/// Word 6 and 95: one run of text in a code page.
fn before_97(main: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let (from, to) = (
        len_at(main, 0x18).unwrap_or(0),
        len_at(main, 0x1C).unwrap_or(0),
    );
    let mut letters = Letters::default();
    sink.section(Place::Body, None);
    letters.write(
        &codepage::guess(part(main, from, to.saturating_sub(from))),
        sink,
    )?;
    letters.end(sink)
}

/// Letters on their way to the sink: marks become line ends, codes of fields are put aside.
#[derive(Default)]
struct Letters {
    fields: Vec<bool>,
    codes: String,
}

impl Letters {
    fn write(&mut self, text: &str, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            // A field is its code, a mark, and what it shows.
            let in_code = self.fields.last().copied().unwrap_or(false);
            match letter {
                '\u{13}' if self.fields.len() < 64 => self.fields.push(true),
                '\u{14}' => self
                    .fields
                    .iter_mut()
                    .last()
                    .into_iter()
                    .for_each(|code| *code = false),
                '\u{15}' => {
                    self.fields.pop();
                    if in_code {
                        self.codes.push('\n');
                    }
                }
                _ if in_code => self.codes.push(letter),
                '\r' | '\u{B}' | '\u{C}' => out.push('\n'),
                '\u{1E}' => out.push('-'),
                '\t' | '\u{7}' => out.push('\t'),
                _ if letter < ' ' => {}
                _ => out.push(letter),
            }
            if letter == '\u{14}' && in_code {
                self.codes.push('\n');
            }
        }
        sink.text(&out)
    }

    /// Ends a story, with the codes of its fields after it.
    fn end(&mut self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        self.fields.clear();
        let codes = std::mem::take(&mut self.codes);
        if codes.trim().is_empty() {
            return Ok(());
        }
        sink.section(Place::Raw, None);
        sink.text(&codes)
    }
}
