//! Workbooks in binary parts (XLSB): records of a number, a length and data.

use std::io::Read;

use super::{Sheet, Workbook, heading};
use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::package::problem_in;
use crate::readers::cells::error;
use crate::readers::cells::grid::Grid;
use crate::readers::parts::{Parts, tolerate};
use crate::sink::Sink;

/// The longest record; longer ones are not read.
const RECORD_BYTES: usize = 1 << 20;

const ROW: u16 = 0;
const CELL_RK: u16 = 2;
const CELL_ERROR: u16 = 3;
const CELL_BOOL: u16 = 4;
const CELL_REAL: u16 = 5;
const CELL_TEXT: u16 = 6;
const CELL_SHARED: u16 = 7;
const FORMULA_TEXT: u16 = 8;
const FORMULA_NUMBER: u16 = 9;
const FORMULA_BOOL: u16 = 10;
const FORMULA_ERROR: u16 = 11;
const SHARED_STRING: u16 = 19;
const DEFINED_NAME: u16 = 39;
const NUMBER_FORMAT: u16 = 44;
const STYLE: u16 = 47;
const CELL_RICH_TEXT: u16 = 62;
const WORKBOOK_PROPERTIES: u16 = 153;
const SHEET: u16 = 156;
const HEADER_FOOTER: u16 = 479;
const STYLES_BEGIN: u16 = 617;
const STYLES_END: u16 = 618;
const COMMENT_AUTHOR: u16 = 632;
const COMMENT_TEXT: u16 = 637;

/// Reads which sheets there are, and the names that cells were given.
pub(super) fn read_workbook(
    office: &mut Parts<'_, '_, '_, '_>,
    part: &str,
    workbook: &mut Workbook,
) -> Result<(), Problem> {
    flow(
        office,
        part,
        (Place::Raw, Some("defined names")),
        |flow, kind, data| {
            match kind {
                WORKBOOK_PROPERTIES if long(data, 0).unwrap_or(0) & 1 != 0 => {
                    workbook.formats.count_from_1904();
                }
                SHEET => {
                    let (relationship, used) = text(data.get(8..).unwrap_or(&[]));
                    let name = data.get(used.saturating_add(8)..).unwrap_or(&[]);
                    workbook.sheets.push(Sheet {
                        name: text(name).0,
                        relationship,
                        is_hidden: long(data, 0).unwrap_or(0) != 0,
                    });
                }
                DEFINED_NAME => {
                    flow.text(&text(data.get(9..).unwrap_or(&[])).0)?;
                    flow.line()?;
                }
                _ => {}
            }
            Ok(())
        },
    )
}

/// Reads the formats of numbers.
pub(super) fn read_styles(
    office: &mut Parts<'_, '_, '_, '_>,
    part: &str,
    workbook: &mut Workbook,
) -> Result<(), Problem> {
    let formats = &mut workbook.formats;
    let mut is_inside = false;
    flow(office, part, (Place::Raw, None), |_, kind, data| {
        match kind {
            NUMBER_FORMAT => {
                let id = short(data, 0).unwrap_or(0);
                formats.add_code(u32::from(id), &text(data.get(2..).unwrap_or(&[])).0);
            }
            STYLES_BEGIN => is_inside = true,
            STYLES_END => is_inside = false,
            STYLE if is_inside => formats.add_style(u32::from(short(data, 2).unwrap_or(0))),
            _ => {}
        }
        Ok(())
    })
}

/// Reads the texts that cells share.
pub(super) fn read_strings(
    office: &mut Parts<'_, '_, '_, '_>,
    part: &str,
    workbook: &mut Workbook,
) -> Result<(), Problem> {
    let strings = &mut workbook.strings;
    flow(office, part, (Place::Raw, None), |flow, kind, data| {
        if kind == SHARED_STRING {
            strings.push_str(&text(data.get(1..).unwrap_or(&[])).0, flow.text_left())?;
            strings.close()?;
        }
        Ok(())
    })
}

/// Reads the cells of a sheet.
pub(super) fn read_sheet(
    office: &mut Parts<'_, '_, '_, '_>,
    part: &str,
    (place, label): (Place, Option<&str>),
    workbook: &mut Workbook,
) -> Result<(), Problem> {
    records(office, part, |sink, source, name| {
        let mut flow = Flow::new(sink, place, label);
        let mut outcome = heading(&mut flow, label);
        let mut grid = Grid::new(&mut flow, label);
        while outcome.is_ok() {
            match source.next(name) {
                Ok(Some((kind, data))) => outcome = cell(&mut grid, workbook, kind, data),
                Ok(None) => break,
                Err(problem) => outcome = Err(problem),
            }
        }
        let ended = grid.end();
        workbook.later.keep(label, flow.finish_base()?, sink)?;
        outcome.and(ended)
    })
}

/// Reads comments.
pub(super) fn read_comments(
    office: &mut Parts<'_, '_, '_, '_>,
    part: &str,
    label: Option<&str>,
) -> Result<(), Problem> {
    flow(office, part, (Place::Comment, label), |flow, kind, data| {
        let data = match kind {
            COMMENT_AUTHOR => data,
            COMMENT_TEXT => data.get(1..).unwrap_or(&[]),
            _ => return Ok(()),
        };
        flow.text(&text(data).0)?;
        flow.line()
    })
}

fn cell(
    grid: &mut Grid<'_, '_, '_, '_>,
    workbook: &mut Workbook,
    kind: u16,
    data: &[u8],
) -> Result<(), Problem> {
    let style = long(data, 4).unwrap_or(0) & 0x00ff_ffff;
    let style = style as usize;
    let value = data.get(8..).unwrap_or(&[]);
    match kind {
        // Flags after the number, style and height of the row: 0x10 is hidden.
        ROW => grid.row(data.get(11).is_some_and(|flags| flags & 0x10 != 0)),
        CELL_RK => {
            let number = number(rk(long(value, 0).unwrap_or(0)));
            grid.number(&number, "", (style, &mut workbook.formats))
        }
        CELL_REAL | FORMULA_NUMBER => {
            let number = number(real(value).unwrap_or(0.0));
            grid.number(&number, "", (style, &mut workbook.formats))
        }
        CELL_BOOL | FORMULA_BOOL => grid.text(
            if value.first() == Some(&1) {
                "TRUE"
            } else {
                "FALSE"
            },
            "",
        ),
        CELL_ERROR | FORMULA_ERROR => grid.text(error(value.first().copied().unwrap_or(0)), ""),
        CELL_TEXT | FORMULA_TEXT => grid.text(&text(value).0, ""),
        CELL_RICH_TEXT => grid.text(&text(value.get(1..).unwrap_or(&[])).0, ""),
        CELL_SHARED => {
            let string = long(value, 0).unwrap_or(u32::MAX) as usize;
            grid.text(workbook.strings.text(string), "")
        }
        HEADER_FOOTER => {
            let mut rest = data.get(2..).unwrap_or(&[]);
            for place in [Place::Header, Place::Footer].into_iter().cycle().take(6) {
                let (edge, used) = text(rest);
                grid.beside(place, &crate::readers::cells::without_codes(&edge))?;
                rest = rest.get(used..).unwrap_or(&[]);
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Reads the records of a part that is running text, or none at all.
fn flow(
    office: &mut Parts<'_, '_, '_, '_>,
    part: &str,
    (place, label): (Place, Option<&str>),
    mut each: impl FnMut(&mut Flow<'_, '_, '_>, u16, &[u8]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    records(office, part, |sink, source, name| {
        let mut flow = Flow::new(sink, place, label);
        let mut outcome = Ok(());
        while outcome.is_ok() {
            match source.next(name) {
                Ok(Some((kind, data))) => outcome = each(&mut flow, kind, data),
                Ok(None) => break,
                Err(problem) => outcome = Err(problem),
            }
        }
        flow.finish()?;
        outcome
    })
}

fn records<'x, 'e>(
    office: &mut Parts<'_, '_, 'x, 'e>,
    part: &str,
    read: impl FnOnce(&mut Sink<'x, 'e>, &mut Records<'_>, &str) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let Some(number) = office.package.number(part) else {
        return Ok(());
    };
    if !office.seen.insert(number) {
        return Ok(());
    }
    let mut budget = office.sink.budget().clone();
    let outcome = match office.package.stream_of(number, &mut budget) {
        Ok(stream) => {
            let mut source = Records {
                from: Box::new(std::io::BufReader::new(stream)),
                data: Vec::new(),
            };
            read(office.sink, &mut source, part)
        }
        Err(problem) => Err(problem),
    };
    tolerate(outcome, office.sink)
}

/// The records of a part.
struct Records<'s> {
    from: Box<dyn Read + 's>,
    data: Vec<u8>,
}

impl Records<'_> {
    /// The next record: its number and its data.
    fn next(&mut self, part: &str) -> Result<Option<(u16, &[u8])>, Problem> {
        let Some(first) = self.byte(part)? else {
            return Ok(None);
        };
        let mut kind = u16::from(first & 0x7f);
        if first & 0x80 != 0 {
            let second = self.byte(part)?.unwrap_or(0);
            kind |= u16::from(second & 0x7f) << 7;
        }
        let mut length = 0_usize;
        for place in 0..4 {
            let byte = self.byte(part)?.unwrap_or(0);
            length |= usize::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.data.clear();
        let mut record = self.from.by_ref().take(length as u64);
        let kept = record.by_ref().take(RECORD_BYTES as u64);
        let mut kept = kept;
        let read = kept.read_to_end(&mut self.data);
        let skipped = read.and_then(|_| std::io::copy(&mut record, &mut std::io::sink()));
        skipped.map_err(|error| problem_in(&error, part))?;
        Ok(Some((kind, &self.data)))
    }

    fn byte(&mut self, part: &str) -> Result<Option<u8>, Problem> {
        let mut byte = [0];
        match self.from.read(&mut byte) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(byte.first().copied()),
            Err(error) => Err(problem_in(&error, part)),
        }
    }
}

/// A text with its length before it, and how many bytes both have.
fn text(data: &[u8]) -> (String, usize) {
    let length = long(data, 0).unwrap_or(0);
    if length == u32::MAX {
        return (String::new(), 4);
    }
    let end = (length as usize).saturating_mul(2).saturating_add(4);
    let bytes = data.get(4..end.min(data.len())).unwrap_or(&[]);
    let units = bytes
        .chunks_exact(2)
        .map(|pair| short(pair, 0).unwrap_or(0));
    let text = char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}'));
    (text.collect(), end)
}

/// A number in 30 bits: whole or the upper half of a real one, perhaps a hundredfold.
fn rk(bits: u32) -> f64 {
    let value = if bits & 2 != 0 {
        f64::from((bits as i32) >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 { value / 100.0 } else { value }
}

fn number(value: f64) -> String {
    format!("{value}")
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn real(data: &[u8]) -> Option<f64> {
    Some(f64::from_le_bytes(data.get(..8)?.try_into().ok()?))
}
