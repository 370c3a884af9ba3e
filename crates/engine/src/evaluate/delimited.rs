//! Comma-separated answer files: cells by column name, and errors that name file, line and column.

use std::path::{Path, PathBuf};

use csv::ByteRecord;

/// What is wrong in an answer file, with the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}`, line {line}{}: {reason}", .path.display(), column_part(.column))]
pub struct AnswersError {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1.
    pub line: u64,
    /// The column, where one is to blame.
    pub column: String,
    /// What is wrong, and what was expected.
    pub reason: String,
}

/// One row of a file; columns are asked for by name.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    path: &'a Path,
    line: u64,
    columns: &'a [String],
    record: &'a ByteRecord,
}

/// Reads a file with a header that must hold `wanted`; further columns are passed over.
pub(super) fn with_header(
    path: &Path,
    wanted: &[&str],
    mut each: impl FnMut(&Cells<'_>) -> Result<(), AnswersError>,
) -> Result<(), AnswersError> {
    let mut columns: Option<Vec<String>> = None;
    records(path, |line, record| {
        let Some(columns) = &columns else {
            columns = Some(header(path, line, record, wanted)?);
            return Ok(());
        };
        let (found, expected) = (record.len(), columns.len());
        if found != expected {
            let reason = format!("{found} fields where the header has {expected}");
            return Err(AnswersError::new(path, line, "", reason));
        }
        each(&Cells {
            path,
            line,
            columns,
            record,
        })
    })?;
    if columns.is_none() {
        let reason = format!(
            "the file is empty: a header with {} was expected",
            wanted.join(",")
        );
        return Err(AnswersError::new(path, 1, "", reason));
    }
    Ok(())
}

/// Reads a file without header whose rows start with `columns` and may go on.
pub(super) fn headless(
    path: &Path,
    columns: &[&str],
    mut each: impl FnMut(&Cells<'_>) -> Result<(), AnswersError>,
) -> Result<(), AnswersError> {
    let names: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
    records(path, |line, record| {
        let (found, expected) = (record.len(), columns.len());
        if found < expected {
            let reason = format!(
                "{found} fields where at least {expected} were expected: {}",
                columns.join(",")
            );
            return Err(AnswersError::new(path, line, "", reason));
        }
        each(&Cells {
            path,
            line,
            columns: &names,
            record,
        })
    })
}

impl Cells<'_> {
    /// The text of a column, trimmed.
    pub(super) fn text(&self, column: &str) -> Result<&str, AnswersError> {
        let place = self.columns.iter().position(|name| name == column);
        let field = place
            .and_then(|place| self.record.get(place))
            .unwrap_or(b"");
        match std::str::from_utf8(field) {
            Ok(text) => Ok(text.trim()),
            Err(error) => {
                let reason = format!(
                    "not UTF-8 at byte {} of the field: UTF-8 was expected",
                    error.valid_up_to()
                );
                Err(self.wrong(column, reason))
            }
        }
    }

    /// The text of a column that must not be empty.
    pub(super) fn given(&self, column: &str, expected: &str) -> Result<&str, AnswersError> {
        match self.text(column)? {
            "" => Err(self.wrong(column, format!("empty: {expected} was expected"))),
            text => Ok(text),
        }
    }

    /// What a column says once read, or an error with what was expected.
    pub(super) fn read<T>(
        &self,
        column: &str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, AnswersError> {
        let text = self.text(column)?;
        read(text).ok_or_else(|| {
            let shown: String = text.chars().take(60).collect();
            self.wrong(column, format!("`{shown}`: {expected} was expected"))
        })
    }

    /// An error at a column of this row.
    pub(super) fn wrong(&self, column: &str, reason: String) -> AnswersError {
        AnswersError::new(self.path, self.line, column, reason)
    }
}

impl AnswersError {
    fn new(path: &Path, line: u64, column: &str, reason: String) -> Self {
        Self {
            path: path.to_owned(),
            line,
            column: column.to_owned(),
            reason,
        }
    }
}

fn records(
    path: &Path,
    mut each: impl FnMut(u64, &ByteRecord) -> Result<(), AnswersError>,
) -> Result<(), AnswersError> {
    let unreadable = |line, error: &dyn std::fmt::Display| {
        AnswersError::new(path, line, "", format!("cannot be read: {error}"))
    };
    let file = fs_err::File::open(path).map_err(|error| unreadable(1, &error))?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(file);
    let mut record = ByteRecord::new();
    loop {
        let line = reader.position().line();
        let more = reader.read_byte_record(&mut record);
        if !more.map_err(|error| unreadable(line, &error))? {
            return Ok(());
        }
        let line = record
            .position()
            .map_or(line, |position| position.line().max(1));
        each(line, &record)?;
    }
}

fn header(
    path: &Path,
    line: u64,
    record: &ByteRecord,
    wanted: &[&str],
) -> Result<Vec<String>, AnswersError> {
    let name = |field: &[u8]| {
        let text = String::from_utf8_lossy(field);
        text.trim_start_matches('\u{feff}').trim().to_lowercase()
    };
    let columns: Vec<String> = record.iter().map(name).collect();
    match wanted
        .iter()
        .find(|wanted| !columns.iter().any(|name| name == *wanted))
    {
        None => Ok(columns),
        Some(missing) => {
            let found: String = columns.join(",").chars().take(200).collect();
            let reason = format!(
                "the column is missing: {} were expected, `{found}` was found",
                wanted.join(",")
            );
            Err(AnswersError::new(path, line, missing, reason))
        }
    }
}

fn column_part(column: &str) -> String {
    if column.is_empty() {
        String::new()
    } else {
        format!(", column `{column}`")
    }
}
