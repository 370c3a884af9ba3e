//! Excel workbooks: one sheet, a header row, cells read one after another.

mod bounds;

use std::borrow::Cow;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

use calamine::{
    Cell, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader,
};
use jiff::civil::{Date, DateTime};

use self::bounds::Refusal;
use super::column::{ColumnCell, place};
use super::layout::{Layout, Misfit, Plan};
use super::value::Raw;
use super::{Mapping, Note, ReadError, RecordFormat, RowSink, RowsRequest, SinkError, Tally};
use crate::input::open_file;

/// Columns of a sheet, and cells of a row.
const COLUMNS: usize = 1 << 14;

type Workbook = Xlsx<BufReader<File>>;

/// Reads the rows of a sheet below its header.
pub(super) fn read(
    request: &RowsRequest<'_>,
    sink: &mut dyn RowSink,
    progress: &mut dyn FnMut(u64),
) -> Result<Tally, ReadError> {
    let path = request.path;
    let misfit = |misfit: Misfit| misfit.in_file(path);
    let (mut workbook, size) = open(path)?;
    let (sheet, sheet_note) = choose_sheet(&workbook, path, request.mapping)?;
    let mut plan = Plan::new(request.table, request.mapping, request.zone).map_err(misfit)?;
    plan.conversion.serial_days = Some(epoch(workbook.has_1904_epoch()));
    let mut rows = Rows::new(&mut workbook, path, &sheet)?;
    let (header_row, headers) = rows.header(request.mapping)?;
    let (layout, notes) = Layout::new(plan, headers).map_err(misfit)?;
    let mut tally = Tally {
        notes,
        ..Tally::default()
    };
    tally.notes.extend(sheet_note);
    let mut without_header = std::collections::BTreeSet::new();
    while let Some((row, cells)) = rows.next_row()? {
        let is_headless = |column: &usize| layout.headers.get(*column).is_none_or(String::is_empty);
        without_header.extend(cells.iter().map(|(column, _)| *column).filter(is_headless));
        let place = (row, row.saturating_sub(header_row));
        let mapped = layout.row(place, |field| {
            cells
                .iter()
                .find(|(column, _)| *column == field)
                .map(|(_, cell)| raw(cell))
                .transpose()
        });
        tally.count(
            mapped
                .map_err(SinkError::Reject)
                .and_then(|row| sink.row(&row)),
        )?;
    }
    let unnamed = without_header
        .into_iter()
        .map(|column| format!("column {}", column_name(column)));
    tally
        .notes
        .extend(unnamed.map(|header| Note::UnknownColumn { header }));
    progress(size);
    tally.clear_days = layout.plan.conversion.clear_days.take();
    tally.swapped = layout.plan.conversion.swapped.take();
    Ok(tally)
}

/// Reads one column of the first sheet below its header.
pub(super) fn read_column(
    path: &Path,
    column: &str,
    take: &mut dyn FnMut(ColumnCell<'_>) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let (mut workbook, _) = open(path)?;
    let (sheet, _) = choose_sheet(&workbook, path, None)?;
    let mut rows = Rows::new(&mut workbook, path, &sheet)?;
    let (_, headers) = rows.header(None)?;
    let at = place(path, &headers, column)?;
    while let Some((row, cells)) = rows.next_row()? {
        let cell = cells.iter().find(|(column, _)| *column == at);
        let text = match cell.map(|(_, cell)| cell) {
            None => Ok(String::new()),
            Some(DataRef::Error(error)) => Err(format!("the cell holds the error {error}")),
            Some(cell) => Ok(header_text(cell)),
        };
        let text = text.as_deref().map_err(Clone::clone);
        if take((row, text)).is_break() {
            break;
        }
    }
    Ok(())
}

/// The headers of the first sheet.
pub(super) fn headers(path: &Path) -> Result<Vec<String>, ReadError> {
    let (mut workbook, _) = open(path)?;
    let (sheet, _) = choose_sheet(&workbook, path, None)?;
    Rows::new(&mut workbook, path, &sheet)?
        .header(None)
        .map(|(_, headers)| headers)
}

/// The rows of a sheet that hold anything.
struct Rows<'a> {
    path: &'a Path,
    cells: XlsxCellReader<'a, BufReader<File>>,
    ahead: Option<Cell<DataRef<'a>>>,
    last_row: u64,
    is_at_end: bool,
}

impl<'a> Rows<'a> {
    fn new(workbook: &'a mut Workbook, path: &'a Path, sheet: &str) -> Result<Self, ReadError> {
        let cells = workbook
            .worksheet_cells_reader(sheet)
            .map_err(|error| not_a_workbook(path, &error))?;
        Ok(Self {
            path,
            cells,
            ahead: None,
            last_row: 0,
            is_at_end: false,
        })
    }

    /// The next row with its number in the sheet, counted from 1, and its cells by column.
    #[expect(clippy::type_complexity, reason = "a row is a number and its cells")]
    fn next_row(&mut self) -> Result<Option<(u64, Vec<(usize, DataRef<'a>)>)>, ReadError> {
        let mut cells = Vec::new();
        let mut n_bytes = 0;
        let mut current = None;
        loop {
            let Some(cell) = self.next_cell()? else {
                return Ok(current.map(|row| (row, cells)));
            };
            let (row, column) = (
                u64::from(cell.get_position().0) + 1,
                cell.get_position().1 as usize,
            );
            if *cell.get_value() == DataRef::Empty {
                continue;
            }
            if current.is_some_and(|current| current != row) {
                self.ahead = Some(cell);
                return Ok(current.map(|row| (row, cells)));
            }
            if current.is_none() && row <= self.last_row {
                let reason = format!("row {row} stands behind row {}", self.last_row);
                return Err(format_error(self.path, reason));
            }
            n_bytes += match cell.get_value() {
                DataRef::String(text) => text.len() as u64,
                _ => 0,
            };
            if column >= COLUMNS || cells.len() >= COLUMNS || n_bytes > bounds::ROW_LIMIT {
                let reason = format!("row {row} is larger than a spreadsheet can hold");
                return Err(too_large(self.path, reason));
            }
            self.last_row = row;
            current = Some(row);
            cells.push((column, cell.get_value().clone()));
        }
    }

    fn next_cell(&mut self) -> Result<Option<Cell<DataRef<'a>>>, ReadError> {
        if let Some(cell) = self.ahead.take() {
            return Ok(Some(cell));
        }
        // Behind the last cell the reader must not be asked again.
        if self.is_at_end {
            return Ok(None);
        }
        let cell = self
            .cells
            .next_cell()
            .map_err(|error| not_a_workbook(self.path, &error))?;
        self.is_at_end = cell.is_none();
        Ok(cell)
    }

    /// Reads to the header: the row a mapping names, or the first that holds anything.
    fn header(&mut self, mapping: Option<&Mapping>) -> Result<(u64, Vec<String>), ReadError> {
        let wanted = mapping.and_then(|mapping| mapping.header_row);
        while let Some((row, cells)) = self.next_row()? {
            if wanted.is_some_and(|wanted| row < wanted) {
                continue;
            }
            if wanted.is_some_and(|wanted| row > wanted) {
                break;
            }
            let width = cells
                .iter()
                .map(|(column, _)| column + 1)
                .max()
                .unwrap_or_default();
            let mut headers = vec![String::new(); width];
            for (column, cell) in cells {
                if let Some(header) = headers.get_mut(column) {
                    *header = header_text(&cell);
                }
            }
            return Ok((row, headers));
        }
        let row = wanted.map_or_else(|| "any row".to_owned(), |row| format!("row {row}"));
        let reason = format!(
            "there is no header in {row}: name its row with `header_row` in a mapping file"
        );
        Err(ReadError::Header {
            path: self.path.to_owned(),
            reason,
        })
    }
}

fn open(path: &Path) -> Result<(Workbook, u64), ReadError> {
    let (file, size) = open_file(path)?;
    let mut file = file.into_parts().0;
    bounds::check(&mut file).map_err(|refusal| match refusal {
        Refusal::NoWorkbook(reason) => format_error(path, reason),
        Refusal::TooLarge(reason) => too_large(path, reason),
    })?;
    let reader = BufReader::new(file);
    let workbook = Xlsx::new(reader).map_err(|error| not_a_workbook(path, &error))?;
    Ok((workbook, size))
}

/// The sheet a mapping names, or the first visible one, with a note about the others.
fn choose_sheet(
    workbook: &Workbook,
    path: &Path,
    mapping: Option<&Mapping>,
) -> Result<(String, Option<Note>), ReadError> {
    let sheets = workbook.sheets_metadata().iter();
    let mut names: Vec<String> = sheets
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    if let Some(wanted) = mapping.and_then(|mapping| mapping.sheet.clone()) {
        if workbook
            .sheets_metadata()
            .iter()
            .any(|sheet| sheet.name == wanted)
        {
            return Ok((wanted, None));
        }
        let reason = format!(
            "it has no sheet `{wanted}`; it has `{}`",
            names.join("`, `")
        );
        return Err(ReadError::Header {
            path: path.to_owned(),
            reason,
        });
    }
    if names.is_empty() {
        return Err(format_error(path, "it has no visible sheet".to_owned()));
    }
    let read = names.remove(0);
    let note = (!names.is_empty()).then(|| Note::OtherSheets {
        read: read.clone(),
        others: names,
    });
    Ok((read, note))
}

fn header_text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        _ => String::new(),
    }
}

fn raw<'a>(cell: &DataRef<'a>) -> Result<Raw<'a>, String> {
    Ok(match cell {
        DataRef::Int(number) => Raw::Whole(*number),
        DataRef::Float(number) => Raw::Number(*number),
        DataRef::Bool(flag) => Raw::Flag(*flag),
        DataRef::SharedString(text) => Raw::Text(Cow::Borrowed(text)),
        DataRef::String(text) | DataRef::DurationIso(text) => Raw::Text(Cow::Owned(text.clone())),
        DataRef::DateTimeIso(text) => text
            .parse::<DateTime>()
            .map_or_else(|_| Raw::Text(Cow::Owned(text.clone())), Raw::Moment),
        DataRef::DateTime(serial) if serial.is_duration() => Raw::Number(serial.as_f64()),
        DataRef::DateTime(serial) => match moment(serial) {
            Some(moment) => Raw::Moment(moment),
            None => {
                return Err(format!(
                    "the cell holds the date number {}, which is no day",
                    serial.as_f64()
                ));
            }
        },
        DataRef::Error(error) => return Err(format!("the cell holds the error {error}")),
        DataRef::Empty => Raw::Text(Cow::Borrowed("")),
    })
}

fn moment(serial: &ExcelDateTime) -> Option<DateTime> {
    /// Below is before 1900, above is after 9999: spreadsheets know no days there.
    const SERIALS: std::ops::Range<f64> = 1.0..2_958_466.0;
    if !SERIALS.contains(&serial.as_f64()) {
        return None;
    }
    let (year, month, day, hour, minute, second, milli) = serial.to_ymd_hms_milli();
    let [month, day, hour, minute, second] =
        [month, day, hour, minute, second].map(|part| i8::try_from(part).unwrap_or(-1));
    let nanos = i32::from(milli) * 1_000_000;
    DateTime::new(
        i16::try_from(year).ok()?,
        month,
        day,
        hour,
        minute,
        second,
        nanos,
    )
    .ok()
}

fn epoch(is_1904: bool) -> Date {
    if is_1904 {
        Date::constant(1904, 1, 1)
    } else {
        Date::constant(1899, 12, 30)
    }
}

/// The letters a spreadsheet shows above a column.
fn column_name(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(
            b'A' + u8::try_from(column % 26).unwrap_or_default(),
        ));
        column /= 26;
        if column == 0 {
            break;
        }
        column -= 1;
    }
    letters.into_iter().rev().collect()
}

fn not_a_workbook(path: &Path, error: &calamine::XlsxError) -> ReadError {
    format_error(
        path,
        format!("{error}: save it again as XLSX, without a password"),
    )
}

fn too_large(path: &Path, reason: String) -> ReadError {
    ReadError::TooLarge {
        path: path.to_owned(),
        reason,
    }
}

fn format_error(path: &Path, reason: String) -> ReadError {
    ReadError::Format {
        path: path.to_owned(),
        format: RecordFormat::Xlsx,
        reason,
    }
}
