//! CSV files of a published format: fields by the names of their header.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::delimited::broken;
use super::nodes::wrong;
use super::value::excerpt;
use super::{Note, ReadError, RecordFormat};
use crate::import::Reject;
use crate::input::{CsvRecord, CsvRow, Input, LimitedCsv, TextEncoding};

/// Reads records with a header.
pub(super) struct HeaderCsv {
    path: PathBuf,
    csv: LimitedCsv<Input>,
    columns: BTreeMap<String, usize>,
    n_columns: usize,
}

/// A record by the names of its fields.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    columns: &'a BTreeMap<String, usize>,
    record: CsvRecord<'a>,
}

impl HeaderCsv {
    /// Opens a file whose header must have the columns named.
    pub(super) fn open(
        path: &Path,
        format: RecordFormat,
        (delimiter, wanted): (u8, &[&str]),
    ) -> Result<Self, ReadError> {
        let mut csv = LimitedCsv::new(Input::open(path)?, delimiter);
        let refuse = |reason| wrong(path, format, reason);
        let mut columns = BTreeMap::new();
        let mut n_columns = 0;
        match csv.next_row().map_err(|source| broken(path, source))? {
            Some(CsvRow::Fields(record)) => {
                n_columns = record.len();
                for (index, name) in record.iter().enumerate() {
                    let name = String::from_utf8_lossy(name).trim().to_owned();
                    if !name.is_empty() && columns.insert(name.clone(), index).is_some() {
                        let reason = format!("its header has `{}` twice", excerpt(&name));
                        return Err(refuse(reason));
                    }
                }
            }
            Some(CsvRow::TooLong { .. } | CsvRow::Unclosed { .. }) | None => {}
        }
        let missing = wanted.iter().find(|name| !columns.contains_key(**name));
        if let Some(missing) = missing {
            return Err(refuse(format!("its header has no column `{missing}`")));
        }
        Ok(Self {
            path: path.to_owned(),
            csv,
            columns,
            n_columns,
        })
    }

    /// How many bytes of the file have been read.
    pub(super) fn position(&self) -> u64 {
        self.csv.input().position()
    }

    /// Whether the header has a column.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.contains_key(name)
    }

    /// What else the user should know of the file.
    pub(super) fn note(&self) -> Option<Note> {
        match self.csv.input().encoding() {
            TextEncoding::Utf8 => None,
            encoding => Some(Note::Decoded { encoding }),
        }
    }

    /// The next record, or why a line is none; `None` at the end.
    pub(super) fn next_record(&mut self) -> Result<Option<Result<Fields<'_>, Reject>>, ReadError> {
        let row = self
            .csv
            .next_row()
            .map_err(|source| broken(&self.path, source))?;
        let (line, reason) = match row {
            None => return Ok(None),
            Some(CsvRow::Fields(record)) if record.len() == self.n_columns => {
                let columns = &self.columns;
                return Ok(Some(Ok(Fields { columns, record })));
            }
            Some(CsvRow::Fields(record)) => {
                let reason = format!("{} fields: the header has {}", record.len(), self.n_columns);
                (record.line(), reason)
            }
            Some(CsvRow::TooLong { line }) => (line, "longer than 1 MiB".to_owned()),
            Some(CsvRow::Unclosed { line }) => {
                (line, "a quote is opened and never closed".to_owned())
            }
        };
        Ok(Some(Err(Reject::new(line, "", reason))))
    }
}

impl<'a> Fields<'a> {
    pub(super) fn line(&self) -> u64 {
        self.record.line()
    }

    /// A field's text, where there is any; a refusal where its bytes are no text.
    pub(super) fn text(&self, name: &str) -> Result<Option<&'a str>, Reject> {
        let bytes = self
            .columns
            .get(name)
            .and_then(|index| self.record.get(*index))
            .unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.trim()).filter(|text| !text.is_empty())),
            Err(_) => Err(Reject::new(
                self.line(),
                name,
                "not text in the file's encoding: save it as UTF-8",
            )),
        }
    }

    /// The texts of columns that end with a number: `name.1`, `name.2`, as far as the header goes.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<&'a str>, Reject> {
        let mut texts = Vec::new();
        for number in 1_usize.. {
            let column = format!("{name}.{number}");
            if !self.columns.contains_key(&column) {
                break;
            }
            texts.extend(self.text(&column)?);
        }
        Ok(texts)
    }
}
