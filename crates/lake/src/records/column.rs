//! One column of any table, delimited or a workbook: for questions about a file that is not imported.

use std::ops::ControlFlow;
use std::path::Path;

use super::{ReadError, RecordFormat, delimited, xlsx};

/// A cell of the column: its line in the file (of a workbook its row), and its text or why it has none.
pub type ColumnCell<'a> = (u64, Result<&'a str, String>);

/// Reads a column by its header, row after row, until `take` breaks off.
///
/// Cells are given as they stand, without white space around them; an empty one is an empty text.
pub fn read_column(
    path: &Path,
    column: &str,
    take: &mut dyn FnMut(ColumnCell<'_>) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    match RecordFormat::of_file(path)? {
        RecordFormat::Delimited => delimited::read_column(path, column, take),
        RecordFormat::Xlsx => xlsx::read_column(path, column, take),
        other => Err(ReadError::Header {
            path: path.to_owned(),
            reason: format!("it is {other}, which has no columns: CSV or XLSX is wanted"),
        }),
    }
}

/// The place of a header, however it is capitalised.
pub(super) fn place(path: &Path, headers: &[String], column: &str) -> Result<usize, ReadError> {
    let wanted = column.trim().to_lowercase();
    let is_wanted =
        |header: &String| header.trim_start_matches('\u{feff}').trim().to_lowercase() == wanted;
    let mut places = headers
        .iter()
        .enumerate()
        .filter(|(_, header)| is_wanted(header));
    let misfit = |reason: String| {
        Err(ReadError::Header {
            path: path.to_owned(),
            reason,
        })
    };
    match (places.next(), places.next()) {
        (Some((place, _)), None) => Ok(place),
        (Some(_), Some(_)) => misfit(format!("two columns are called `{column}`")),
        (None, _) => misfit(format!(
            "it has no column `{column}`; it has `{}`",
            headers.join("`, `")
        )),
    }
}
