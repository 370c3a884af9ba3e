//! Delimited text: CSV and its relatives, with a header.

use std::borrow::Cow;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::Path;

use bongsu_model::tables;

use super::column::{ColumnCell, place};
use super::headers;
use super::layout::{Layout, Misfit, Plan};
use super::value::Raw;
use super::{Mapping, Note, ReadError, RowSink, RowsRequest, SinkError, Tally};
use crate::import::Reject;
use crate::input::{CsvRecord, CsvRow, Input, LimitedCsv, TextEncoding};

/// What fields may be parted by, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// After so many rows progress is told.
pub(super) const PROGRESS_ROWS: u64 = 4096;

/// Reads rows below a header.
pub(super) fn read(
    request: &RowsRequest<'_>,
    sink: &mut dyn RowSink,
    progress: &mut dyn FnMut(u64),
) -> Result<Tally, ReadError> {
    let path = request.path;
    let misfit = |misfit: Misfit| misfit.in_file(path);
    let (mut csv, headers) = open(path, request.mapping, |headers| {
        request.mapping.map_or_else(
            || headers::fit(request.table, headers).0,
            |mapping| headers::fit_mapping(mapping, headers),
        )
    })?;
    let plan = Plan::new(request.table, request.mapping, request.zone).map_err(misfit)?;
    let (layout, notes) = Layout::new(plan, headers).map_err(misfit)?;
    let mut tally = Tally {
        notes,
        ..Tally::default()
    };
    while let Some(row) = csv.next_row().map_err(|source| broken(path, source))? {
        let outcome = take(&layout, row, tally.counts.read + 1, sink);
        tally.count(outcome)?;
        if tally.counts.read.is_multiple_of(PROGRESS_ROWS) {
            progress(csv.input().position());
        }
    }
    progress(csv.input().position());
    tally.clear_days = layout.plan.conversion.clear_days.take();
    tally.swapped = layout.plan.conversion.swapped.take();
    match csv.input().encoding() {
        TextEncoding::Utf8 => {}
        encoding => tally.notes.push(Note::Decoded { encoding }),
    }
    Ok(tally)
}

/// The headers of a file, parted where they fit most tables best.
pub(super) fn headers(path: &Path) -> Result<Vec<String>, ReadError> {
    let fit_any = |headers: &[String]| {
        tables::all()
            .map(|table| headers::fit(table, headers).0)
            .max()
            .unwrap_or_default()
    };
    open(path, None, fit_any).map(|(_, headers)| headers)
}

/// Reads one column below a header.
pub(super) fn read_column(
    path: &Path,
    column: &str,
    take: &mut dyn FnMut(ColumnCell<'_>) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    // The delimiter that finds the column; where none does, the one that parts most.
    let fit = |headers: &[String]| {
        headers.len() + COLUMN_FOUND * usize::from(place(path, headers, column).is_ok())
    };
    let (mut csv, headers) = open(path, None, fit)?;
    let at = place(path, &headers, column)?;
    while let Some(row) = csv.next_row().map_err(|source| broken(path, source))? {
        let flow = match row {
            CsvRow::TooLong { line } => take((line, Err("longer than 1 MiB".to_owned()))),
            CsvRow::Unclosed { line } => {
                take((line, Err("a quote is opened and never closed".to_owned())))
            }
            CsvRow::Fields(record) if record.len() != headers.len() => {
                let (found, wanted) = (record.len(), headers.len());
                let reason = format!("{found} fields, but the header has {wanted}");
                take((record.line(), Err(reason)))
            }
            CsvRow::Fields(record) => {
                let text = field_text(record.get(at).unwrap_or_default());
                take((
                    record.line(),
                    text.as_deref().map(str::trim).map_err(Clone::clone),
                ))
            }
        };
        if flow.is_break() {
            break;
        }
    }
    Ok(())
}

/// More than any number of columns: to find the one that is asked for goes before all else.
const COLUMN_FOUND: usize = 1 << 20;

fn take(
    layout: &Layout,
    row: CsvRow<'_>,
    number: u64,
    sink: &mut dyn RowSink,
) -> Result<(), SinkError> {
    let whole_line = |line, reason: &str| Err(SinkError::Reject(Reject::new(line, "", reason)));
    match row {
        CsvRow::TooLong { line } => {
            whole_line(line, "longer than 1 MiB: no row of a table is that long")
        }
        CsvRow::Unclosed { line } => whole_line(
            line,
            "a quote is opened and never closed: close it or double it",
        ),
        CsvRow::Fields(record) => {
            check_fields(layout, &record)?;
            let row = layout.row((record.line(), number), |field| {
                record
                    .get(field)
                    .map(|bytes| field_text(bytes).map(Raw::Text))
                    .transpose()
            })?;
            sink.row(&row)
        }
    }
}

fn check_fields(layout: &Layout, record: &CsvRecord<'_>) -> Result<(), Reject> {
    let (found, wanted) = (record.len(), layout.headers.len());
    if found == wanted {
        return Ok(());
    }
    let mut reason = format!("{found} fields, but the header has {wanted}");
    if record.last_line() > record.line() {
        let last = record.last_line();
        reason = format!("{reason}; the row runs to line {last}: is a quote not closed?");
    }
    Err(Reject::new(record.line(), "", reason))
}

fn field_text(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => Err(format!(
            "byte {} of the field is not text in the file's encoding: save the file as UTF-8",
            error.valid_up_to() + 1
        )),
    }
}

/// Opens a file and reads to its header, parted by the delimiter that fits best.
fn open(
    path: &Path,
    mapping: Option<&Mapping>,
    fit: impl Fn(&[String]) -> usize,
) -> Result<(LimitedCsv<Input>, Vec<String>), ReadError> {
    let mut input = Input::open(path)?;
    let header_row = mapping.and_then(|mapping| mapping.header_row).unwrap_or(1);
    let delimiter = if let Some(delimiter) = mapping.and_then(|mapping| mapping.delimiter) {
        delimiter
    } else {
        let start = input.fill_buf().map_err(|source| broken(path, source))?;
        best_delimiter(start, header_row, fit)
    };
    let mut csv = LimitedCsv::new(input, delimiter);
    let headers = header(&mut csv, header_row).map_err(|source| broken(path, source))?;
    if let Some(headers) = headers {
        return Ok((csv, headers));
    }
    let reason = format!(
        "there is no header in row {header_row}: name its row with `header_row` in a mapping file"
    );
    Err(ReadError::Header {
        path: path.to_owned(),
        reason,
    })
}

fn best_delimiter(start: &[u8], header_row: u64, fit: impl Fn(&[String]) -> usize) -> u8 {
    let (mut best, mut most) = (b',', 0);
    for delimiter in DELIMITERS {
        let headers = header(&mut LimitedCsv::new(start, delimiter), header_row);
        let known = headers.ok().flatten().map_or(0, |headers| fit(&headers));
        if known > most {
            (best, most) = (delimiter, known);
        }
    }
    best
}

fn header<R: BufRead>(
    csv: &mut LimitedCsv<R>,
    header_row: u64,
) -> std::io::Result<Option<Vec<String>>> {
    let mut n = 0;
    while let Some(row) = csv.next_row()? {
        n += 1;
        match row {
            CsvRow::Fields(record) if n == header_row => {
                let text = |bytes| String::from_utf8_lossy(bytes).trim().to_owned();
                return Ok(Some(record.iter().map(text).collect()));
            }
            CsvRow::Fields(_) | CsvRow::TooLong { .. } | CsvRow::Unclosed { .. }
                if n < header_row => {}
            _ => return Ok(None),
        }
    }
    Ok(None)
}

pub(super) fn broken(path: &Path, source: std::io::Error) -> ReadError {
    ReadError::Broken {
        path: path.to_owned(),
        source,
    }
}
