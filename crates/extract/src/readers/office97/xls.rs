//! Excel (MS-XLS): records of a workbook; cells with their row and column, texts in a table of their own.

use std::collections::{BTreeMap, BTreeSet};

use crate::bytes::{len_at, part, u16_at, u32_at};
use crate::cfb::Storage;
use crate::flow::Flow;
use crate::readers::cells::formats::Formats;
use crate::readers::cells::grid::Grid;
use crate::readers::cells::{Later, error, without_codes};
use crate::readers::password;
use crate::sink::Sink;
use crate::{Place, Problem};

use super::stream;

mod strings;

use strings::{Table, Texts};

const FORMULA: u16 = 0x0006;
const HEADER: u16 = 0x0014;
const FOOTER: u16 = 0x0015;
const DATE_MODE: u16 = 0x0022;
const FILE_PASS: u16 = 0x002F;
const CONTINUE: u16 = 0x003C;
const CODE_PAGE: u16 = 0x0042;
const OBJECT: u16 = 0x005D;
const SHEET: u16 = 0x0085;
const MANY_NUMBERS: u16 = 0x00BD;
const RICH_TEXT: u16 = 0x00D6;
const STYLE: u16 = 0x00E0;
const TEXTS: u16 = 0x00FC;
const TEXT_OF_TABLE: u16 = 0x00FD;
const TEXT_OF_SHAPE: u16 = 0x01B6;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_OR_ERROR: u16 = 0x0205;
const RESULT: u16 = 0x0207;
const ROW: u16 = 0x0208;
const PACKED_NUMBER: u16 = 0x027E;
const FORMAT: u16 = 0x041E;
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
    let mut bytes = stream(storage, name, sink)?;
    if let Some(record) = asks_for_password(&bytes)
        && !password::open_workbook(&mut bytes, &record)
    {
        return Err(Problem::Password);
    }
    let mut book = Book::default();
    let mut records = Records {
        bytes: &bytes,
        at: 0,
    };
    let mut later = Later::default();
    let mut outcome = Ok(());
    while outcome.is_ok()
        && let Some(record) = records.next()
    {
        if record.kind == START && record.at > 0 {
            outcome = book.sheet(&record, &mut records, &mut later, sink);
        } else {
            book.global(&record);
        }
    }
    later.write(sink)?;
    outcome
}

/// The record that asks for a password, where there is one.
fn asks_for_password(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut records = Records { bytes, at: 0 };
    // It stands among the first ones, before what it keeps shut.
    for _ in 0..64 {
        let record = records.next()?;
        if record.kind == FILE_PASS {
            return Some(record.data().to_vec());
        }
    }
    None
}

struct Records<'w> {
    bytes: &'w [u8],
    at: usize,
}

impl<'w> Records<'w> {
    /// The next record, with what continues it.
    fn next(&mut self) -> Option<Record<'w>> {
        let mut record = Record {
            kind: u16_at(self.bytes, self.at)?,
            at: self.at,
            parts: Vec::new(),
        };
        loop {
            let length = usize::from(u16_at(self.bytes, self.at + 2)?);
            record.parts.push(part(self.bytes, self.at + 4, length));
            self.at += 4 + length;
            if u16_at(self.bytes, self.at) != Some(CONTINUE) {
                return Some(record);
            }
        }
    }
}

#[derive(Default)]
struct Book {
    /// By where each sheet starts, its name, and whether it is hidden.
    sheets: BTreeMap<usize, (String, bool)>,
    texts: Table,
    formats: Formats,
    page: u32,
    /// Whether texts are Unicode.
    wide: bool,
}

impl Book {
    /// A record about the whole workbook.
    fn global(&mut self, record: &Record<'_>) {
        let data = record.data();
        match record.kind {
            START => self.start(record),
            CODE_PAGE => self.page = u16_at(data, 0).map_or(949, u32::from),
            SHEET if self.sheets.len() < MOST_SHEETS => {
                let hidden = data.get(4).is_some_and(|state| state & 3 != 0);
                let name = record.texts(6).short(self.wide, self.page);
                let at = len_at(data, 0).unwrap_or(0);
                self.sheets.insert(at, (name, hidden));
            }
            TEXTS => self.texts = Table::read(&mut Texts::new(&record.parts, 8)),
            DATE_MODE if u16_at(data, 0) == Some(1) => self.formats.count_from_1904(),
            FORMAT => {
                let id = u16_at(data, 0).unwrap_or(0);
                self.formats.add_code(u32::from(id), &self.text(record, 2));
            }
            STYLE => self.formats.add_style(u16_at(data, 2).map_or(0, u32::from)),
            _ => {}
        }
    }

    fn start(&mut self, record: &Record<'_>) {
        self.wide = u16_at(record.data(), 0).is_some_and(|version| version >= 0x0600);
    }

    /// A text with its length before it, of two bytes in workbooks of 1997 and later.
    fn text(&self, record: &Record<'_>, at: usize) -> String {
        if self.wide {
            record.texts(at).long(true, self.page)
        } else {
            record.texts(at).short(false, self.page)
        }
    }

    /// The records of a sheet, to its end.
    fn sheet(
        &mut self,
        start: &Record<'_>,
        records: &mut Records<'_>,
        later: &mut Later,
        sink: &mut Sink<'_, '_>,
    ) -> Result<(), Problem> {
        self.start(start);
        let sheet = self.sheets.get(&start.at).cloned();
        let (name, hidden) = sheet.unwrap_or_default();
        let place = if hidden { Place::Hidden } else { Place::Body };
        let label = Some(name.as_str()).filter(|name| !name.is_empty());
        let mut flow = Flow::new(sink, place, label);
        let mut outcome = flow.text(&name).and_then(|()| flow.line());
        let mut cells = Cells {
            grid: Grid::new(&mut flow, label),
            book: self,
            row: None,
            hidden: BTreeSet::new(),
            shape: 0,
            is_text_awaited: false,
        };
        let mut inside = 1_usize;
        while outcome.is_ok()
            && inside > 0
            && let Some(record) = records.next()
        {
            match record.kind {
                START => inside += 1,
                END => inside -= 1,
                _ => outcome = cells.record(&record),
            }
        }
        let ended = cells.grid.end();
        later.keep(label, flow.finish_base()?, sink)?;
        outcome.and(ended)
    }
}

/// The cells of one sheet.
struct Cells<'b, 'g, 'f, 'x, 'e> {
    grid: Grid<'g, 'f, 'x, 'e>,
    book: &'b mut Book,
    row: Option<u16>,
    /// Rows that are not shown.
    hidden: BTreeSet<u16>,
    /// The kind of the shape whose text follows.
    shape: u16,
    /// Whether the result of a formula follows in a record of its own.
    is_text_awaited: bool,
}

impl Cells<'_, '_, '_, '_, '_> {
    fn record(&mut self, record: &Record<'_>) -> Result<(), Problem> {
        let data = record.data();
        let number = |at| f64_at(data, at);
        match record.kind {
            ROW => {
                if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) {
                    self.hidden.insert(u16_at(data, 0).unwrap_or(0));
                }
                Ok(())
            }
            TEXT_OF_TABLE => {
                self.row(data)?;
                let text = len_at(data, 6).unwrap_or(usize::MAX);
                self.grid.text(self.book.texts.get(text), "")
            }
            LABEL | RICH_TEXT => {
                self.row(data)?;
                let text = record.texts(6).long(self.book.wide, self.book.page);
                self.grid.text(&text, "")
            }
            RESULT if std::mem::take(&mut self.is_text_awaited) => {
                let text = record.texts(0).long(self.book.wide, self.book.page);
                self.grid.text(&text, "")
            }
            NUMBER => self.number(data, number(6), u16_at(data, 4)),
            PACKED_NUMBER => {
                let value = u32_at(data, 6).map(unpack);
                self.number(data, value, u16_at(data, 4))
            }
            MANY_NUMBERS => {
                for column in 0..data.len().saturating_sub(6) / 6 {
                    let value = u32_at(data, 6 + 6 * column).map(unpack);
                    self.number(data, value, u16_at(data, 4 + 6 * column))?;
                }
                Ok(())
            }
            BOOL_OR_ERROR => {
                let is_error = data.get(7).is_some_and(|kind| *kind != 0);
                self.row(data)?;
                self.grid.text(logical(is_error, data.get(6)), "")
            }
            FORMULA => self.formula(data),
            HEADER | FOOTER if !data.is_empty() => {
                let place = if record.kind == HEADER {
                    Place::Header
                } else {
                    Place::Footer
                };
                let text = self.book.text(record, 0);
                self.grid.beside(place, &without_codes(&text))
            }
            OBJECT => {
                self.shape = u16_at(data, 4).unwrap_or(0);
                Ok(())
            }
            TEXT_OF_SHAPE => {
                let place = if self.shape == NOTE {
                    Place::Comment
                } else {
                    Place::Body
                };
                let length = u16_at(data, 10).map_or(0, usize::from);
                let parts = record.parts.get(1..).unwrap_or(&[]);
                let text = Texts::new(parts, 0).letters_with_flags(length);
                self.grid.beside(place, &text)
            }
            _ => Ok(()),
        }
    }

    /// A formula: its result as a number, a truth or an error; results that are texts follow.
    fn formula(&mut self, data: &[u8]) -> Result<(), Problem> {
        if u16_at(data, 12) != Some(0xFFFF) {
            return self.number(data, f64_at(data, 6), u16_at(data, 4));
        }
        self.row(data)?;
        match data.get(6) {
            Some(0) => {
                self.is_text_awaited = true;
                Ok(())
            }
            Some(kind @ 1..=2) => self.grid.text(logical(*kind == 2, data.get(8)), ""),
            _ => Ok(()),
        }
    }

    /// Goes to the row of a cell.
    fn row(&mut self, data: &[u8]) -> Result<(), Problem> {
        let row = u16_at(data, 0);
        if self.row.is_some() && self.row == row {
            return Ok(());
        }
        self.row = row;
        let is_hidden = row.is_some_and(|row| self.hidden.contains(&row));
        self.grid.row(is_hidden)
    }

    fn number(
        &mut self,
        data: &[u8],
        number: Option<f64>,
        style: Option<u16>,
    ) -> Result<(), Problem> {
        self.row(data)?;
        match number {
            Some(number) if number.is_finite() => {
                let style = style.map_or(0, usize::from);
                let format = (style, &mut self.book.formats);
                self.grid.number(&number.to_string(), "", format)
            }
            _ => Ok(()),
        }
    }
}

/// A truth or an error as it is shown.
fn logical(is_error: bool, code: Option<&u8>) -> &'static str {
    match (is_error, code.copied().unwrap_or(0)) {
        (true, code) => error(code),
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
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
