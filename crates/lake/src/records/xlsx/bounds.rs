//! What a workbook unpacks to, found out before it is opened.
//!
//! A workbook is a ZIP archive of XML, and a small one may unpack to any size. The library that reads workbooks holds
//! strings and styles in memory and trusts the numbers it finds, so every part is unpacked here first, with what it
//! declares checked and with what it really holds counted, and nothing of it kept.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};

use zip::ZipArchive;

use crate::input::{LimitedXml, XmlError, XmlPiece, XmlTag};
use crate::records::value::excerpt;

/// What all parts that are held in memory may unpack to: everything but the rows of sheets. A tag counts for as much
/// as the library needs for what it stands for.
const HELD_LIMIT: u64 = 512 << 20;

/// What a tag counts for, beside its length.
const TAG_WEIGHT: u64 = 32;

/// What the rows of all sheets may unpack to. They are read one after another, so this bounds time, not memory.
const ROWS_LIMIT: u64 = 4 << 30;

/// What a row of a sheet may unpack to.
pub(super) const ROW_LIMIT: u64 = 16 << 20;

/// What a shared string may unpack to.
const STRING_LIMIT: u64 = 4 << 20;

/// More parts than any workbook has.
const PARTS_LIMIT: usize = 10_000;

/// More shared strings than fit the limit, whatever number is declared.
const STRINGS_LIMIT: u64 = 8_000_000;

/// Formats of cells: spreadsheets know no more than about 64,000.
const FORMATS_LIMIT: u64 = 65_536;

/// The longest tag in the list of fonts and number formats, which are copied into each format of cells.
const STYLE_TAG_LIMIT: usize = 1 << 10;

/// What is unpacked at once.
const CHUNK: usize = 1 << 16;

/// Elements that only a part which is read as a sheet, as strings or as styles holds.
const READ: [&[u8]; 4] = [b"sheetData", b"dimension", b"sst", b"cellXfs"];

/// What a tag of one of these takes, at most, up to the byte behind its name.
const READ_TAG: usize = 1024;

/// Why a workbook is not opened; the text says which part of it is to blame.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It is no workbook that can be read.
    NoWorkbook(String),
    /// It would take too much memory or time.
    TooLarge(String),
}

/// Refuses a workbook that would take too much memory or time.
pub(super) fn check(file: &mut File) -> Result<(), Refusal> {
    let mut archive =
        ZipArchive::new(BufReader::new(&mut *file)).map_err(|error| no_zip(&error))?;
    if archive.len() > PARTS_LIMIT {
        return Err(Refusal::TooLarge(format!(
            "it has {} parts, and no workbook has more than {PARTS_LIMIT}",
            archive.len()
        )));
    }
    // What is declared may be untrue, and need not be declared.
    let declared = archive.decompressed_size();
    if declared.is_some_and(|declared| declared > u128::from(HELD_LIMIT + ROWS_LIMIT)) {
        return Err(too_large(HELD_LIMIT + ROWS_LIMIT));
    }
    let mut used = Used::default();
    for index in 0..archive.len() {
        part(&mut archive, index, &mut used)?;
    }
    drop(archive);
    file.rewind()
        .map_err(|error| Refusal::NoWorkbook(error.to_string()))
}

/// What the parts so far have used of the limits.
#[derive(Clone, Copy, Default)]
struct Used {
    held: u64,
    rows: u64,
}

impl Used {
    fn check(self) -> Result<(), Refusal> {
        if self.held > HELD_LIMIT {
            Err(too_large(HELD_LIMIT))
        } else if self.rows > ROWS_LIMIT {
            Err(too_large(ROWS_LIMIT))
        } else {
            Ok(())
        }
    }
}

fn too_large(limit: u64) -> Refusal {
    Refusal::TooLarge(format!(
        "it unpacks to more than {} MiB: export the table as CSV",
        limit >> 20
    ))
}

fn no_zip(error: &zip::result::ZipError) -> Refusal {
    Refusal::NoWorkbook(format!(
        "{error}: save it again as XLSX, without a password"
    ))
}

impl Refusal {
    /// The same, of a part.
    fn of(self, part: &str) -> Self {
        match self {
            Self::NoWorkbook(reason) => Self::NoWorkbook(format!("`{part}`: {reason}")),
            Self::TooLarge(reason) => Self::TooLarge(format!("`{part}`: {reason}")),
        }
    }
}

fn part<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    index: usize,
    used: &mut Used,
) -> Result<(), Refusal> {
    let before = *used;
    let file = archive.by_index(index).map_err(|error| no_zip(&error))?;
    let name = excerpt(&file.name().unwrap_or_default());
    let Err(fault) = xml(BufReader::with_capacity(CHUNK, file), used) else {
        return Ok(());
    };
    let reason = match fault {
        Fault::Refused(refusal) => return Err(refusal.of(&name)),
        Fault::NotXml(reason) => reason,
    };
    // Pictures and the like are no XML, and old drawings are sloppy: they are not read, but they might be named as
    // something that is.
    *used = before;
    let file = archive.by_index(index).map_err(|error| no_zip(&error))?;
    match raw(BufReader::with_capacity(CHUNK, file), used) {
        Ok(false) => Ok(()),
        Ok(true) => Err(Refusal::NoWorkbook(reason).of(&name)),
        Err(refusal) => Err(refusal.of(&name)),
    }
}

enum Fault {
    Refused(Refusal),
    NotXml(String),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

fn unreadable(error: &io::Error) -> Refusal {
    Refusal::NoWorkbook(format!("{error}: copy the file again"))
}

/// Reads a part as XML.
fn xml(input: impl BufRead, used: &mut Used) -> Result<(), Fault> {
    let mut xml = LimitedXml::new(input);
    let mut part = Part::default();
    let mut counted = 0;
    loop {
        let piece = match xml.next_piece() {
            Ok(Some(piece)) => piece,
            Ok(None) => return Ok(()),
            Err(XmlError::Io(error)) => return Err(unreadable(&error).into()),
            Err(error) => return Err(Fault::NotXml(error.to_string())),
        };
        let weight = match piece {
            XmlPiece::Start(tag) => {
                part.start(&tag)?;
                TAG_WEIGHT
            }
            XmlPiece::End => {
                part.end();
                0
            }
            XmlPiece::Text(_) | XmlPiece::Aside => 0,
        };
        let n_bytes = xml.n_bytes() - counted;
        counted = xml.n_bytes();
        if part.is_row {
            used.rows += n_bytes;
        } else {
            used.held += n_bytes + weight;
        }
        part.grow(n_bytes)?;
        used.check()?;
    }
}

/// Counts a part as bytes; true where it holds a tag of what is read.
fn raw(mut input: impl BufRead, used: &mut Used) -> Result<bool, Refusal> {
    let mut window: Vec<u8> = Vec::new();
    loop {
        let bytes = input.fill_buf().map_err(|error| unreadable(&error))?;
        if bytes.is_empty() {
            return Ok(false);
        }
        let n_bytes = bytes.len();
        used.held += n_bytes as u64;
        used.held += memchr::memchr_iter(b'<', bytes).count() as u64 * TAG_WEIGHT;
        used.check()?;
        window.extend_from_slice(bytes);
        if has_read_tag(&window) {
            return Ok(true);
        }
        window.drain(..window.len().saturating_sub(READ_TAG));
        input.consume(n_bytes);
    }
}

/// Whether bytes hold the opening tag of what is read, as `<sst …` or `<x:sst …`: the bare word stands in any
/// picture of some megabytes by chance.
fn has_read_tag(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let tag = bytes.get(at + 1..).unwrap_or_default();
        let tag = tag.get(..READ_TAG).unwrap_or(tag);
        let end = tag.iter().position(|byte| {
            !(byte.is_ascii_alphanumeric() || *byte >= 0x80 || b"._-:".contains(byte))
        });
        let Some((name, behind)) = end.and_then(|end| tag.split_at_checked(end)) else {
            // No name that anybody writes is so long; one that has not ended yet is looked at again.
            // The white of a picture is no text.
            let is_text =
                std::str::from_utf8(tag).map_or_else(|error| error.error_len().is_none(), |_| true);
            return tag.len() >= READ_TAG && is_text;
        };
        let is_tag = matches!(
            behind.first(),
            Some(b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/')
        );
        let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
        is_tag && READ.contains(&local)
    })
}

/// A row or string that is read: how deep it stands, what it has, and what it may have.
struct Item {
    depth: usize,
    n_bytes: u64,
    limit: u64,
}

/// What is known of a part while it is read.
#[derive(Default)]
struct Part {
    /// For each open element within the rows of a sheet, whether it belongs to them.
    rows: Vec<bool>,
    /// Whether what is read now is a row that is passed on and forgotten.
    is_row: bool,
    depth: usize,
    /// The row or string at hand.
    item: Option<Item>,
    n_formats: u64,
}

impl Part {
    fn start(&mut self, tag: &XmlTag<'_>) -> Result<(), Refusal> {
        let name = tag.name();
        self.depth += 1;
        match name {
            "row" | "c" => {
                self.item(ROW_LIMIT);
                check_places(tag, "r")?;
            }
            "si" => self.item(STRING_LIMIT),
            "dimension" => check_places(tag, "ref")?,
            "sst" => check_strings(tag)?,
            "xf" => {
                self.n_formats += 1;
                if self.n_formats > FORMATS_LIMIT {
                    let reason = format!("more than {FORMATS_LIMIT} formats of cells");
                    return Err(Refusal::TooLarge(reason));
                }
            }
            "name" | "numFmt" if tag.n_bytes() > STYLE_TAG_LIMIT => {
                let reason = format!("the name of a style is longer than {STYLE_TAG_LIMIT} bytes");
                return Err(Refusal::TooLarge(reason));
            }
            _ => {}
        }
        if name == "sheetData" || !self.rows.is_empty() {
            self.is_row = matches!(
                name,
                "sheetData" | "row" | "c" | "v" | "f" | "is" | "t" | "r"
            );
            self.rows.push(self.is_row);
        }
        Ok(())
    }

    fn end(&mut self) {
        self.rows.pop();
        self.is_row = self.rows.last().copied().unwrap_or_default();
        self.depth = self.depth.saturating_sub(1);
        self.item.take_if(|item| item.depth > self.depth);
    }

    /// A row or string begins, unless it stands within one.
    fn item(&mut self, limit: u64) {
        self.item.get_or_insert(Item {
            depth: self.depth,
            n_bytes: 0,
            limit,
        });
    }

    fn grow(&mut self, n_bytes: u64) -> Result<(), Refusal> {
        let Some(item) = &mut self.item else {
            return Ok(());
        };
        item.n_bytes += n_bytes;
        if item.n_bytes <= item.limit {
            return Ok(());
        }
        let limit = item.limit >> 20;
        let reason = format!("a row or a text unpacks to more than {limit} MiB");
        Err(Refusal::TooLarge(reason))
    }
}

/// Refuses places of cells that are beyond every sheet, which the library would reckon with.
fn check_places(tag: &XmlTag<'_>, attribute: &str) -> Result<(), Refusal> {
    for value in tag.raw_values(attribute) {
        let places: Option<Vec<(u32, u32)>> = value.split(':').map(place).collect();
        let is_known = places.is_some_and(|places| {
            places.is_sorted_by(|one, other| one.0 <= other.0 && one.1 <= other.1)
        });
        if !is_known {
            return Err(Refusal::NoWorkbook(format!(
                "line {}: `{}` is no place of a cell",
                tag.line(),
                excerpt(&value)
            )));
        }
    }
    Ok(())
}

/// The row and column of a place like `BC12` or `12`; nothing where it is beyond every sheet.
fn place(text: &str) -> Option<(u32, u32)> {
    let end = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let (letters, digits) = text.split_at_checked(end)?;
    if letters.len() > 3 || digits.is_empty() || digits.len() > 7 {
        return None;
    }
    let column = letters.bytes().fold(0, |column, letter| {
        column * 26 + u32::from(letter.to_ascii_uppercase().saturating_sub(b'A')) + 1
    });
    let is_number = digits.bytes().all(|digit| digit.is_ascii_digit());
    let row = digits.parse().ok().filter(|row| is_number && *row > 0)?;
    Some((row, column))
}

/// Refuses a number of strings that the library would set memory aside for.
fn check_strings(tag: &XmlTag<'_>) -> Result<(), Refusal> {
    for value in tag.raw_values("uniqueCount") {
        if value
            .trim()
            .parse::<u64>()
            .is_ok_and(|n| n <= STRINGS_LIMIT)
        {
            continue;
        }
        return Err(Refusal::TooLarge(format!(
            "`{}` strings are declared, and at most {STRINGS_LIMIT} are read",
            excerpt(&value)
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_may_hold_the_words_of_a_workbook_and_no_tag_of_it() {
        let mut used = Used::default();
        let mut picture = vec![0x89; CHUNK - 2];
        picture.extend_from_slice(b"sst\0sheetData <sstx> <ss <q:cellXfs\x01 dimension");
        picture.resize(3 * CHUNK, 0xff);
        let in_pieces = BufReader::with_capacity(CHUNK, picture.as_slice());
        assert!(matches!(raw(in_pieces, &mut used), Ok(false)));
        let long = format!("<{}:sst>", "a".repeat(2000));
        for tag in [
            "<sst>",
            "<x:sst uniqueCount='9'>",
            "<sheetData/>",
            "<가:sst uniqueCount='9'>",
            &long,
        ] {
            // Also where it lies across two pieces.
            let mut hidden = picture.clone();
            hidden.splice(CHUNK - 3..CHUNK, tag.bytes());
            let in_pieces = BufReader::with_capacity(CHUNK, hidden.as_slice());
            assert!(matches!(raw(in_pieces, &mut used), Ok(true)), "{tag}");
        }
    }
}
