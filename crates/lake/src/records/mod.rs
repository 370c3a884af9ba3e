//! Readers of records: files of many shapes into Parquet for the tables of the catalogue.
//!
//! Every reader streams, refuses bad rows one by one with their line, column and reason, and counts so that
//! `read = stored + rejected + folded`. A file that is cut in the middle of compressed data, of a JSON array or of a
//! workbook is refused as a whole, and nothing of it stays behind.

mod activity;
mod bods;
mod column;
mod conversion;
mod csl;
mod days;
mod delimited;
mod derived;
mod eu;
mod fields;
mod format;
mod ftm;
mod gleif;
mod headers;
mod intake;
mod json_items;
mod jsonl;
mod layout;
mod mapping;
mod nodes;
mod notes;
mod ofac;
mod ofac_xml;
mod parties;
mod psc;
mod table;
#[cfg(test)]
mod tests;
mod un;
mod value;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use bongsu_model::tables::{self, Table};
use bongsu_model::{Digest, Keyring, Zone};

use crate::import::{Counts, Imported, Reject, Rejects, StagedFile, VaultEntry};
use crate::input::InputError;

pub use activity::ACTIVITY;
pub use column::{ColumnCell, read_column};
pub use format::{RecordFormat, digest_source, source_files};
pub use mapping::{LoadMappingError, Mapping, MappingError};
pub use notes::Note;
pub use ofac::lists_in;
pub use table::{TableWriter, WriteError, arrow_schema};
pub use value::{MappedRow, Value};

/// What to read, and into what.
#[derive(Debug)]
pub struct RecordsRequest<'a> {
    /// The file; for [`RecordFormat::Ofac`] also its folder.
    pub path: &'a Path,
    /// Its format.
    pub format: RecordFormat,
    /// The table; where neither it nor a mapping is given, the header decides.
    pub table: Option<&'static Table>,
    /// How the file's columns become the table's.
    pub mapping: Option<&'a Mapping>,
    /// Makes the pseudonyms.
    pub keyring: &'a Keyring,
    /// The time zone of times without an offset.
    pub zone: &'a Zone,
    /// The folder to write Parquet into.
    pub staging: &'a Path,
    /// The digest of the file, which every row refers to.
    pub source_digest: Digest,
}

/// What to read, for a sink of the caller's own.
#[derive(Clone, Copy, Debug)]
pub struct RowsRequest<'a> {
    /// The file.
    pub path: &'a Path,
    /// Its format: one of those with rows of any table.
    pub format: RecordFormat,
    /// The table that rows are mapped onto.
    pub table: &'static Table,
    /// How the file's columns become the table's.
    pub mapping: Option<&'a Mapping>,
    /// The time zone of times without an offset.
    pub zone: &'a Zone,
}

/// Takes rows as they are read.
pub trait RowSink {
    /// Takes one row, refuses it, or reports that nothing more can be taken.
    fn row(&mut self, row: &MappedRow<'_>) -> Result<(), SinkError>;
}

/// Why a sink did not take a row.
#[derive(Debug)]
pub enum SinkError {
    /// The row is wrong; reading goes on.
    Reject(Reject),
    /// The sink is broken; reading stops.
    Fault(Box<dyn Error + Send + Sync>),
}

/// What reading rows left behind.
#[derive(Debug, Default)]
pub struct Tally {
    /// The counts.
    pub counts: Counts,
    /// The first refused rows, in file order.
    pub rejects: Rejects,
    /// What else the user should know.
    pub notes: Vec<Note>,
    /// By column, rows refused because day and month look swapped.
    swapped: BTreeMap<&'static str, u64>,
    /// By column, days read that no other order of day and month would give.
    clear_days: BTreeMap<&'static str, u64>,
}

/// Why a file cannot be read as records; nothing of it is stored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file cannot be opened.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Reading stopped in the middle.
    #[error("`{}` cannot be read to its end: {source}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What stopped it.
        source: io::Error,
    },
    /// The header fits nothing.
    #[error("`{}` does not fit: {reason}", path.display())]
    Header {
        /// The file.
        path: PathBuf,
        /// What was found, and what was expected.
        reason: String,
    },
    /// The content contradicts the format.
    #[error("`{}` is not {format}: {reason}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The format.
        format: RecordFormat,
        /// What is wrong, and where.
        reason: String,
    },
    /// It would take more memory or time than any file of records does.
    #[error("`{}` is too large to be read: {reason}", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Which part of it, and what to do.
        reason: String,
    },
    /// Too many days with a month over 12.
    #[error(
        "`{}`: {swapped} of {read} rows have a month over 12: day and month look swapped\n\
         hint: nothing was imported, because the other rows would be read wrongly; give `day_format` or \
         `time_format` in a mapping file", path.display()
    )]
    Swapped {
        /// The file.
        path: PathBuf,
        /// Rows with a month over 12.
        swapped: u64,
        /// All rows.
        read: u64,
    },
    /// The format fills tables of its own.
    #[error("{format} fills its own tables: leave out the table and the mapping")]
    FixedTables {
        /// The format.
        format: RecordFormat,
    },
    /// Activity has a writer of its own.
    #[error("rows of `activity` cannot be written as records: give them to the activity writer")]
    Activity,
    /// A staged file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The sink of the rows is broken.
    #[error("cannot store the rows: {source}")]
    Sink {
        /// What broke it.
        source: Box<dyn Error + Send + Sync>,
    },
}

/// Reads a file into staged Parquet.
///
/// `progress` hears how many bytes of the file have been read.
pub fn read_records(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    if request.format.has_own_tables() && (request.table.is_some() || request.mapping.is_some()) {
        return Err(ReadError::FixedTables {
            format: request.format,
        });
    }
    match request.format {
        RecordFormat::Bods => bods::read(request, progress),
        RecordFormat::Ofac => ofac::read(request, progress),
        RecordFormat::Un => un::read(request, progress),
        RecordFormat::Ftm => ftm::read(request, progress),
        RecordFormat::Gleif => gleif::read(request, progress),
        RecordFormat::Psc => psc::read(request, progress),
        RecordFormat::Eu => eu::read(request, progress),
        RecordFormat::Csl => csl::read(request, progress),
        RecordFormat::Delimited | RecordFormat::Xlsx | RecordFormat::JsonLines => {
            read_table(request, progress)
        }
    }
}

/// Reads the rows of a file into a sink.
pub fn read_rows(
    request: &RowsRequest<'_>,
    sink: &mut dyn RowSink,
    progress: &mut dyn FnMut(u64),
) -> Result<Tally, ReadError> {
    let tally = match request.format {
        RecordFormat::Delimited => delimited::read(request, sink, progress),
        RecordFormat::Xlsx => xlsx::read(request, sink, progress),
        RecordFormat::JsonLines => jsonl::read(request, sink, progress),
        format @ (RecordFormat::Bods
        | RecordFormat::Ofac
        | RecordFormat::Un
        | RecordFormat::Ftm
        | RecordFormat::Gleif
        | RecordFormat::Psc
        | RecordFormat::Eu
        | RecordFormat::Csl) => Err(ReadError::FixedTables { format }),
    }?;
    let read = tally.counts.read;
    // A few wrong rows are rejects; one row in fifty means that the whole file is written the other way round, unless
    // there are days in the same column that read in one way only.
    let is_swapped = |(column, swapped): &(&&str, &u64)| {
        let clear = tally.clear_days.get(*column).copied();
        **swapped > clear.unwrap_or(0) && **swapped * 50 >= read
    };
    if let Some((_, swapped)) = tally.swapped.iter().find(is_swapped) {
        let (path, swapped) = (request.path.to_owned(), *swapped);
        return Err(ReadError::Swapped {
            path,
            swapped,
            read,
        });
    }
    Ok(tally)
}

/// The table whose columns a file's header has.
pub fn detect_table(path: &Path, format: RecordFormat) -> Result<&'static Table, ReadError> {
    let headers = match format {
        RecordFormat::Delimited => delimited::headers(path)?,
        RecordFormat::Xlsx => xlsx::headers(path)?,
        RecordFormat::JsonLines => jsonl::headers(path)?,
        RecordFormat::Bods
        | RecordFormat::Ofac
        | RecordFormat::Un
        | RecordFormat::Ftm
        | RecordFormat::Gleif
        | RecordFormat::Psc
        | RecordFormat::Eu
        | RecordFormat::Csl => return Err(ReadError::FixedTables { format }),
    };
    headers::table_of(&headers).map_err(|misfit| misfit.in_file(path))
}

fn read_table(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let table = match (request.mapping, request.table) {
        (Some(mapping), Some(table)) if mapping.table().name != table.name => {
            let reason = format!(
                "the mapping fills `{}`, not `{}`: leave out the table or change the mapping",
                mapping.table().name,
                table.name
            );
            return Err(ReadError::Header {
                path: request.path.to_owned(),
                reason,
            });
        }
        (Some(mapping), _) => mapping.table(),
        (None, Some(table)) => table,
        (None, None) => detect_table(request.path, request.format)?,
    };
    if table.name == ACTIVITY.name {
        return Err(ReadError::Activity);
    }
    let rows = RowsRequest {
        path: request.path,
        format: request.format,
        table,
        mapping: request.mapping,
        zone: request.zone,
    };
    let mut writer = TableWriter::new(
        table,
        request.keyring,
        request.source_digest,
        request.staging,
    );
    let tally = read_rows(&rows, &mut writer, progress)?;
    let (staged, vault) = writer.finish()?;
    Ok(tally.into_imported(staged, vault))
}

/// The table of a name, `activity` included.
fn table_by_name(name: &str) -> Option<&'static Table> {
    if name == ACTIVITY.name {
        Some(&ACTIVITY)
    } else {
        tables::by_name(name)
    }
}

/// All names of tables, for messages.
fn table_names() -> String {
    let names: BTreeSet<&str> = tables::all()
        .map(|table| table.name)
        .chain([ACTIVITY.name])
        .collect();
    names
        .into_iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Why a line is not the object of JSON that it should be.
fn line_reject(number: u64, error: &serde_json::Error, ended: bool) -> Reject {
    let at = error.column();
    let reason = if error.is_eof() && !ended {
        format!("cut off after {at} characters: the file is not complete")
    } else {
        let text = error.to_string();
        let text = text.split(" at line ").next().unwrap_or(&text);
        format!("not a record, at character {at}: {text}")
    };
    Reject::new(number, "", reason)
}

impl Tally {
    /// Counts a row by what became of it.
    fn count(&mut self, outcome: Result<(), SinkError>) -> Result<(), ReadError> {
        self.counts.read += 1;
        match outcome {
            Ok(()) => self.counts.stored += 1,
            Err(SinkError::Reject(reject)) => {
                self.counts.rejected += 1;
                self.rejects.push(reject);
            }
            Err(SinkError::Fault(source)) => return Err(ReadError::Sink { source }),
        }
        Ok(())
    }

    fn into_imported(
        self,
        staged: impl IntoIterator<Item = StagedFile>,
        vault: BTreeSet<VaultEntry>,
    ) -> (Imported, Vec<Note>) {
        let imported = Imported {
            counts: self.counts,
            rejects: self.rejects.into_first(),
            vault: vault.into_iter().collect(),
            files: staged.into_iter().collect(),
        };
        (imported, self.notes)
    }
}

impl From<Reject> for SinkError {
    fn from(reject: Reject) -> Self {
        Self::Reject(reject)
    }
}
