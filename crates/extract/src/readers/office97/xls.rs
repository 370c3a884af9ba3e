//! Excel (MS-XLS): records of a workbook; cells with their row and column, texts in a table of their own.

use std::collections::BTreeMap;

use crate::bytes::{len_at, part, u16_at, u32_at};
use crate::cfb::Storage;
use crate::sink::Sink;
use crate::{Place, Problem};

use super::stream;

mod strings;

use strings::{Table, Texts};

const FORMULA: u16 = 0x0006;
const HEADER: u16 = 0x0014;
const FOOTER: u16 = 0x0015;
const FILE_PASS: u16 = 0x002F;
const CONTINUE: u16 = 0x003C;
const CODE_PAGE: u16 = 0x0042;
const OBJECT: u16 = 0x005D;
const SHEET: u16 = 0x0085;
const MANY_NUMBERS: u16 = 0x00BD;
const RICH_TEXT: u16 = 0x00D6;
const TEXTS: u16 = 0x00FC;
const TEXT_OF_TABLE: u16 = 0x00FD;
const TEXT_OF_SHAPE: u16 = 0x01B6;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const RESULT: u16 = 0x0207;
const PACKED_NUMBER: u16 = 0x027E;
const START: u16 = 0x0809;
const END: u16 = 0x000A;

/// The kind of a shape that is a comment.
const NOTE: u16 = 0x19;
/// Sheets of one workbook.
const MOST_SHEETS: usize = 4096;

/// One record, and those that go on where it ended.
struct Record<'w> {
    kind: u16,
    at: usize,
    parts: Vec<&'w [u8]>,
}

impl<'w> Record<'w> {
    fn texts(&self, at: usize) -> Texts<'_> {
        Texts::new(&self.parts, at)
    }

    fn data(&self) -> &'w [u8] {
        self.parts.first().copied().unwrap_or(&[])
    }
}

pub(super) fn read(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let name = if storage.has("Workbook") {
        "Workbook"
    } else {
        "Book"
    };
    let bytes = stream(storage, name, sink)?;
    let mut book = Book::default();
    let mut at = 0;
    while let Some(record) = next(&bytes, &mut at) {
        book.record(&record, sink)?;
    }
    book.shapes(sink)
}

/// The record at a place, with what continues it.
fn next<'w>(bytes: &'w [u8], at: &mut usize) -> Option<Record<'w>> {
    let mut record = Record {
        kind: u16_at(bytes, *at)?,
        at: *at,
        parts: Vec::new(),
    };
    loop {
        let length = usize::from(u16_at(bytes, *at + 2)?);
        record.parts.push(part(bytes, *at + 4, length));
        *at += 4 + length;
        if u16_at(bytes, *at) != Some(CONTINUE) {
            return Some(record);
        }
    }
}

#[derive(Default)]
struct Book {
    /// By where each sheet starts, its name, and whether it is hidden.
    sheets: BTreeMap<usize, (String, bool)>,
    texts: Table,
    page: u32,
    /// Whether texts are Unicode.
    wide: bool,
    row: Option<u16>,
    shape: u16,
    shapes: Vec<(Place, String)>,
}

impl Book {
    fn record(&mut self, record: &Record<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let data = record.data();
        match record.kind {
            FILE_PASS => return Err(Problem::Password),
            START => self.start(record, sink)?,
            END => self.shapes(sink)?,
            CODE_PAGE => self.page = u16_at(data, 0).map_or(949, u32::from),
            SHEET if self.sheets.len() < MOST_SHEETS => {
                let hidden = data.get(4).is_some_and(|state| state & 3 != 0);
                let name = record.texts(6).short(self.wide, self.page);
                let at = len_at(data, 0).unwrap_or(0);
                self.sheets.insert(at, (name, hidden));
            }
            TEXTS => self.texts = Table::read(&mut Texts::new(&record.parts, 8)),
            TEXT_OF_TABLE => {
                let number = len_at(data, 6).unwrap_or(usize::MAX);
                self.cell(data, sink)?;
                sink.text(self.texts.get(number))?;
            }
            LABEL | RICH_TEXT => {
                let text = record.texts(6).long(self.wide, self.page);
                self.cell(data, sink)?;
                sink.text(&text)?;
            }
            RESULT => sink.text(&record.texts(0).long(self.wide, self.page))?,
            NUMBER => self.number(data, f64_at(data, 6), sink)?,
            FORMULA => {
                // Results that are texts follow in a record of their own.
                let text = u16_at(data, 12) == Some(0xFFFF);
                self.number(data, f64_at(data, 6).filter(|_| !text), sink)?;
            }
            PACKED_NUMBER => self.number(data, u32_at(data, 6).map(unpack), sink)?,
            MANY_NUMBERS => {
                let count = data.len().saturating_sub(6) / 6;
                for column in 0..count {
                    self.number(data, u32_at(data, 6 + 6 * column).map(unpack), sink)?;
                }
            }
            HEADER | FOOTER if !data.is_empty() => {
                let place = if record.kind == HEADER {
                    Place::Header
                } else {
                    Place::Footer
                };
                let text = if self.wide {
                    record.texts(0).long(true, self.page)
                } else {
                    record.texts(0).short(false, self.page)
                };
                self.shapes.push((place, text));
            }
            OBJECT => self.shape = u16_at(data, 4).unwrap_or(0),
            TEXT_OF_SHAPE => {
                let place = if self.shape == NOTE {
                    Place::Comment
                } else {
                    Place::Body
                };
                let length = u16_at(data, 10).map_or(0, usize::from);
                let parts = record.parts.get(1..).unwrap_or(&[]);
                self.shapes
                    .push((place, Texts::new(parts, 0).letters_with_flags(length)));
            }
            _ => {}
        }
        Ok(())
    }

    /// The start of the workbook or of a sheet.
    fn start(&mut self, record: &Record<'_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        self.wide = u16_at(record.data(), 0).is_some_and(|version| version >= 0x0600);
        self.row = None;
        if let Some((name, hidden)) = self.sheets.get(&record.at) {
            let place = if *hidden { Place::Hidden } else { Place::Body };
            sink.section(place, Some(name));
            sink.text(name)?;
            sink.line()?;
        }
        Ok(())
    }

    /// Goes to a cell: a new line for a new row, a tab before each next one.
    fn cell(&mut self, data: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        let row = u16_at(data, 0);
        if self.row.is_some() && self.row == row {
            return sink.text("\t");
        }
        self.row = row;
        sink.line()
    }

    fn number(
        &mut self,
        data: &[u8],
        number: Option<f64>,
        sink: &mut Sink<'_, '_>,
    ) -> Result<(), Problem> {
        self.cell(data, sink)?;
        match number {
            Some(number) if number.is_finite() => sink.text(&number.to_string()),
            _ => Ok(()),
        }
    }

    /// What stands over the cells of a sheet, told after them.
    fn shapes(&mut self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        for (place, text) in std::mem::take(&mut self.shapes) {
            if !text.trim().is_empty() {
                sink.line()?;
                sink.section(place, None);
                sink.text(&text)?;
            }
        }
        Ok(())
    }
}

fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_bits(crate::bytes::u64_at(data, at)?))
}

/// A number in 30 bits: a whole one or the upper half of a broken one, by a hundred or not.
fn unpack(packed: u32) -> f64 {
    let number = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        f64::from(packed.cast_signed() >> 2)
    };
    if packed & 1 == 0 {
        number
    } else {
        number / 100.0
    }
}
