//! Mapping files: how a file of another shape fills a table.
//!
//! ```toml
//! table = "departures"
//! day_format = "%d.%m.%Y"
//!
//! [columns]
//! person = "Employee No"
//! last_day = "Last day"
//!
//! [constants]
//! stated_reason = "not given"
//! ```

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use bongsu_model::tables::{Kind, Table};
use bongsu_model::{Digest, Zone};
use jiff::civil::DateTime;
use serde::Deserialize;
use toml::Spanned;

use super::{headers, table_by_name, table_names};

/// How the columns of a file become those of a table.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// Of the text it was read from.
    digest: Digest,
    pub(super) table: &'static Table,
    /// From a column of the table to a header of the file.
    pub(super) columns: BTreeMap<String, String>,
    /// From a column of the table to the text that stands in every row.
    pub(super) constants: BTreeMap<String, String>,
    /// From a column of the table to what its numbers are multiplied with.
    pub(super) scale: BTreeMap<String, f64>,
    pub(super) time_format: Option<String>,
    pub(super) day_format: Option<String>,
    pub(super) time_zone: Option<Zone>,
    pub(super) delimiter: Option<u8>,
    pub(super) list_separator: Option<char>,
    pub(super) sheet: Option<String>,
    /// Counted from 1.
    pub(super) header_row: Option<u64>,
}

/// What is wrong in a mapping file, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct MappingError {
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1.
    pub column: usize,
    /// The bytes of the file it is about.
    pub span: Range<usize>,
    /// What is wrong, and what was wanted.
    pub reason: String,
}

/// Why a mapping file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadMappingError {
    /// It cannot be read.
    #[error("cannot read the mapping: {0}")]
    Read(#[source] std::io::Error),
    /// It says something that cannot be.
    #[error("`{path}`: {error}")]
    Content {
        /// The file.
        path: String,
        /// Its text.
        text: String,
        /// What is wrong in it.
        error: MappingError,
    },
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    table: Spanned<String>,
    #[serde(default)]
    columns: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    constants: BTreeMap<Spanned<String>, Spanned<toml::Value>>,
    #[serde(default)]
    scale: BTreeMap<Spanned<String>, Spanned<f64>>,
    time_format: Option<Spanned<String>>,
    day_format: Option<Spanned<String>>,
    time_zone: Option<Spanned<String>>,
    delimiter: Option<Spanned<String>>,
    list_separator: Option<Spanned<char>>,
    sheet: Option<String>,
    header_row: Option<Spanned<u64>>,
}

/// A complaint before its line is known.
type Complaint = (Range<usize>, String);

impl Mapping {
    /// Reads a mapping file.
    pub fn load(path: &Path) -> Result<Self, LoadMappingError> {
        let text = fs_err::read_to_string(path).map_err(LoadMappingError::Read)?;
        Self::parse(&text).map_err(|error| {
            let path = path.display().to_string();
            LoadMappingError::Content { path, text, error }
        })
    }

    /// Takes the text of a mapping file.
    ///
    /// ```
    /// use bongsu_lake::records::Mapping;
    ///
    /// let mapping = Mapping::parse("table = 'departures'\n[columns]\nperson = 'Employee No'").unwrap();
    /// assert_eq!(mapping.table().name, "departures");
    /// let error = Mapping::parse("table = 'departures'\n[columns]\nwho = 'Employee No'").unwrap_err();
    /// assert_eq!((error.line, error.column), (3, 1));
    /// ```
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let place = |(span, reason): Complaint| {
            let (line, column) = line_and_column(text, span.start);
            MappingError {
                line,
                column,
                span,
                reason,
            }
        };
        let file: MappingFile = toml::from_str(text)
            .map_err(|error| place((error.span().unwrap_or(0..0), error.message().to_owned())))?;
        file.check(Digest::of(text.as_bytes())).map_err(place)
    }

    /// The table that is filled.
    pub fn table(&self) -> &'static Table {
        self.table
    }

    /// The digest of its text: another text may read a file in another way.
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// The time zone of times without an offset, where the mapping names one.
    pub fn time_zone(&self) -> Option<&Zone> {
        self.time_zone.as_ref()
    }
}

impl MappingFile {
    fn check(self, digest: Digest) -> Result<Mapping, Complaint> {
        let table = table_by_name(self.table.get_ref()).ok_or_else(|| {
            let reason = format!(
                "there is no table `{}`: one of {} is wanted",
                self.table.get_ref(),
                table_names()
            );
            (self.table.span(), reason)
        })?;
        for (column, header) in &self.columns {
            known(table, column)?;
            if headers::is_denied_header(header.get_ref())
                && table.column(header.get_ref()).is_none()
            {
                let reason = format!("`{}` is never imported: leave it out", header.get_ref());
                return Err((header.span(), reason));
            }
        }
        let mut constants = BTreeMap::new();
        for (column, value) in &self.constants {
            known(table, column)?;
            if self
                .columns
                .keys()
                .any(|other| other.get_ref() == column.get_ref())
            {
                let reason = format!(
                    "`{}` has a constant and a header: keep one",
                    column.get_ref()
                );
                return Err((column.span(), reason));
            }
            constants.insert(column.get_ref().clone(), constant(value)?);
        }
        check_scale(table, &self.scale)?;
        for format in [&self.time_format, &self.day_format].into_iter().flatten() {
            check_format(format)?;
        }
        Ok(Mapping {
            digest,
            table,
            columns: self.columns.into_iter().map(plain).collect(),
            constants,
            scale: self.scale.into_iter().map(plain).collect(),
            time_format: self.time_format.map(Spanned::into_inner),
            day_format: self.day_format.map(Spanned::into_inner),
            time_zone: self.time_zone.as_ref().map(zone).transpose()?,
            delimiter: self.delimiter.as_ref().map(delimiter).transpose()?,
            list_separator: self.list_separator.map(Spanned::into_inner),
            sheet: self.sheet,
            header_row: self.header_row.as_ref().map(header_row).transpose()?,
        })
    }
}

fn plain<T>((key, value): (Spanned<String>, Spanned<T>)) -> (String, T) {
    (key.into_inner(), value.into_inner())
}

fn known(table: &Table, column: &Spanned<String>) -> Result<(), Complaint> {
    if table
        .columns
        .iter()
        .any(|candidate| candidate.name == column.get_ref())
    {
        return Ok(());
    }
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("`{}`", column.name))
        .collect();
    let reason = format!(
        "`{}` has no column `{}`: one of {} is wanted",
        table.name,
        column.get_ref(),
        names.join(", ")
    );
    Err((column.span(), reason))
}

fn constant(value: &Spanned<toml::Value>) -> Result<String, Complaint> {
    match value.get_ref() {
        toml::Value::String(text) => Ok(text.clone()),
        toml::Value::Array(_) | toml::Value::Table(_) => Err((
            value.span(),
            "a constant is one value: a text, number, day or true or false is wanted".to_owned(),
        )),
        other => Ok(other.to_string()),
    }
}

fn check_scale(
    table: &Table,
    scale: &BTreeMap<Spanned<String>, Spanned<f64>>,
) -> Result<(), Complaint> {
    for (column, factor) in scale {
        known(table, column)?;
        let is_number = table
            .columns
            .iter()
            .any(|candidate| candidate.name == column.get_ref() && candidate.kind == Kind::Number);
        if !is_number {
            let reason = format!(
                "`{}` is not a column of numbers: it cannot be scaled",
                column.get_ref()
            );
            return Err((column.span(), reason));
        }
        if !factor.get_ref().is_finite() || *factor.get_ref() == 0.0 {
            return Err((
                factor.span(),
                "a scale is a number other than 0: 0.01 makes percent a share".to_owned(),
            ));
        }
    }
    Ok(())
}

/// A format that cannot print a moment cannot read one either.
fn check_format(format: &Spanned<String>) -> Result<(), Complaint> {
    let moment = DateTime::constant(2026, 11, 23, 12, 34, 56, 0);
    let printed = moment
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .and_then(|moment| jiff::fmt::strtime::format(format.get_ref(), &moment));
    match printed {
        Ok(printed) if printed != *format.get_ref() => Ok(()),
        Ok(_) => Err((
            format.span(),
            "a format with directives is wanted, like %d.%m.%Y %H:%M".to_owned(),
        )),
        Err(error) => Err((
            format.span(),
            format!("{error}: a format like %d.%m.%Y %H:%M is wanted"),
        )),
    }
}

fn zone(name: &Spanned<String>) -> Result<Zone, Complaint> {
    Zone::new(name.get_ref()).map_err(|error| (name.span(), error.to_string()))
}

fn delimiter(text: &Spanned<String>) -> Result<u8, Complaint> {
    match text.get_ref().as_bytes() {
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n') => Ok(*byte),
        _ => Err((
            text.span(),
            "one ASCII character is wanted, like `;`".to_owned(),
        )),
    }
}

fn header_row(row: &Spanned<u64>) -> Result<u64, Complaint> {
    match row.get_ref() {
        0 => Err((row.span(), "rows are counted from 1".to_owned())),
        row => Ok(*row),
    }
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    (line, column)
}
