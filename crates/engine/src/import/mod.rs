//! Import: a file becomes staged Parquet, then part of the lake in one transaction, or nothing at all.
//!
//! Files are moved to their place before the transaction that names them; what no transaction names is swept away by
//! the next import. An interrupted import therefore leaves the site as it was.

mod activity;
mod cert;
mod claims;
mod commit;
mod reading;
mod records;
mod undated;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use bongsu_lake::activity::{ImportError as LogError, WriteError};
use bongsu_lake::import::{Counts, Reject};
use bongsu_lake::input::InputError;
use bongsu_lake::records::{Mapping, ReadError, RecordFormat};
use bongsu_model::tables::{self, Table};
use bongsu_model::{Day, Digest, Micros};
use bongsu_store::StoreError;

use crate::tables::TablesError;
use crate::{Site, SiteError};

use reading::Reading;
use records::{RecordsImport, import_records};

pub use commit::sweep;

/// What to import.
#[derive(Debug)]
pub struct ImportRequest<'a> {
    /// The format: `cert`, `csv`, `xlsx`, `jsonl`, `bods`, `ftm`, `gleif`, `psc`, `ofac`, `un`, `eu`, `csl`, `hr`,
    /// `restricted`, or the name of a table.
    pub format: &'a str,
    /// Files and folders.
    pub paths: &'a [PathBuf],
    /// The source; it must have been added with its lawful basis.
    pub source: &'a str,
    /// A mapping for `csv`, `xlsx` and `jsonl`.
    pub mapping: Option<&'a Mapping>,
    /// The clock.
    pub at: Micros,
}

/// What became of one file.
#[derive(Clone, Debug)]
pub struct FileOutcome {
    /// The file as given.
    pub file: PathBuf,
    /// Its digest.
    pub digest: Digest,
    /// The tables it filled; none where it was there already.
    pub tables: Vec<String>,
    /// Whether anything was added.
    pub status: FileStatus,
    /// The counts of this or the earlier import.
    pub counts: Counts,
    /// The first refused rows, to be shown at once.
    pub rejects: Vec<Reject>,
    /// How many refused rows are listed in `system.rejects`, the others being counted only; for a new import.
    pub n_listed: Option<u64>,
    /// What else to know.
    pub notes: Vec<String>,
}

/// Whether a file added anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileStatus {
    /// It was imported.
    Imported,
    /// The same bytes were imported before; nothing was added.
    AlreadyThere,
}

/// Hears how an import goes on: the file, and how much of it was read (rows of a log, bytes of other files).
pub type Progress<'a> = &'a mut dyn FnMut(&Path, u64);

/// Why an import stopped; files before the one named are imported, nothing of it is.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The format is not known.
    #[error("`{0}` is not a format\nhint: use cert, csv, xlsx, jsonl, bods, ftm, gleif, psc, ofac, un, eu, csl, hr, restricted, or a table: {tables}", tables = table_names())]
    Format(String),
    /// The source was not added.
    #[error(
        "the source `{0}` has no recorded basis, purpose, notice date and retention: nothing was imported\n\
         hint: bongsu source add {0} --basis TEXT --purpose TEXT --notice DATE --retention 365d"
    )]
    NoTerms(String),
    /// Activity has no columns of its own.
    #[error(
        "activity has no fixed columns: a mapping file says what each column is\n\
         hint: bongsu import csv FILE --map MAP.toml (or xlsx, jsonl), see docs/import.md; CERT logs: bongsu import cert"
    )]
    NoMapping,
    /// A folder where a file is wanted.
    #[error(
        "`{0}` is a folder\nhint: name the files in it, e.g. `{0}/*`; only cert, ofac and restricted read folders"
    )]
    Folder(PathBuf),
    /// People are told of the source on a later day.
    #[error(
        "people are told of the source `{source_name}` on {notice} only: nothing was imported\n\
         hint: import it from that day on"
    )]
    NoNotice {
        /// The source.
        source_name: String,
        /// The day of the notice.
        notice: Day,
    },
    /// A folder holds nothing of the format.
    #[error(
        "`{0}` holds no file of this format\nhint: a CERT folder has logon.csv, device.csv, file.csv, email.csv, http.csv or LDAP/"
    )]
    NothingThere(PathBuf),
    /// A log cannot be imported.
    #[error("`{file}`: {source}")]
    Log {
        /// The file.
        file: PathBuf,
        /// Why.
        source: LogError,
    },
    /// A log cannot be written.
    #[error("`{file}`: {source}")]
    Write {
        /// The file.
        file: PathBuf,
        /// Why.
        source: WriteError,
    },
    /// A file cannot be opened.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Records cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The tables of the site cannot be read.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// The site is locked or cannot be written.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// No row of a file could be stored.
    #[error(
        "`{file}`: none of its {read} rows can be stored, so nothing of it was kept; first: line {line}: {reason}\nhint: is this the right format or mapping?"
    )]
    NothingStored {
        /// The file.
        file: PathBuf,
        /// Rows read.
        read: u64,
        /// Line of the first refused row.
        line: u64,
        /// Why it was refused.
        reason: String,
    },
    /// A file cannot be moved or removed.
    #[error("{0}\nhint: nothing of this file was kept; free space or rights, then import again")]
    Io(#[from] std::io::Error),
}

/// Imports files one after another; each is whole or not there.
///
/// `outcomes` takes what became of each file as it is done, so that they are known where a later one fails.
pub async fn import(
    site: &Site,
    request: &ImportRequest<'_>,
    progress: Progress<'_>,
    outcomes: &mut Vec<FileOutcome>,
) -> Result<(), ImportError> {
    let plan = Plan::of(request)?;
    let Some(terms) = site.store.source(request.source).await? else {
        return Err(ImportError::NoTerms(request.source.to_owned()));
    };
    if terms.notice > site.zone.day(request.at) {
        return Err(ImportError::NoNotice {
            source_name: terms.name,
            notice: terms.notice,
        });
    }
    let _lock = site.lock()?;
    sweep(site).await?;
    let started = Instant::now();
    import_all(site, request, plan, progress, outcomes).await?;
    let (format, n_files) = (request.format, outcomes.len());
    let duration_ms = started.elapsed().as_millis() as u64;
    tracing::info!(
        format,
        n_files,
        duration_ms,
        "import of {n_files} files as {format} done in {duration_ms} ms"
    );
    Ok(())
}

async fn import_all(
    site: &Site,
    request: &ImportRequest<'_>,
    plan: Plan<'_>,
    progress: Progress<'_>,
    outcomes: &mut Vec<FileOutcome>,
) -> Result<(), ImportError> {
    match plan {
        Plan::Cert => cert::import(site, request, progress, outcomes).await,
        Plan::Activity(mapping) => {
            activity::import(site, request, mapping, progress, outcomes).await
        }
        Plan::Records {
            format,
            table,
            label,
        } => {
            for path in request.paths {
                let records = RecordsImport {
                    path,
                    format,
                    table,
                    label: &label,
                    mapping: request.mapping,
                    part: "",
                };
                for file in records.files()? {
                    let records = RecordsImport {
                        path: &file,
                        ..records
                    };
                    outcomes.push(import_records(site, request, &records, progress).await?);
                }
            }
            Ok(())
        }
    }
}

/// The source a format belongs to where none is named.
pub fn default_source(format: &str) -> &str {
    format
}

enum Plan<'a> {
    Cert,
    Activity(&'a Mapping),
    Records {
        format: Option<RecordFormat>,
        table: Option<&'static Table>,
        label: String,
    },
}

impl<'a> Plan<'a> {
    fn of(request: &ImportRequest<'a>) -> Result<Self, ImportError> {
        if let Some(mapping) = request
            .mapping
            .filter(|mapping| mapping.table().name == "activity")
        {
            return Ok(Self::Activity(mapping));
        }
        let (format, table) = match request.format {
            "cert" => return Ok(Self::Cert),
            "activity" => return Err(ImportError::NoMapping),
            "csv" => (Some(RecordFormat::Delimited), None),
            "xlsx" => (Some(RecordFormat::Xlsx), None),
            "jsonl" => (Some(RecordFormat::JsonLines), None),
            "bods" => (Some(RecordFormat::Bods), None),
            "ofac" => (Some(RecordFormat::Ofac), None),
            "un" => (Some(RecordFormat::Un), None),
            "ftm" => (Some(RecordFormat::Ftm), None),
            "gleif" => (Some(RecordFormat::Gleif), None),
            "psc" => (Some(RecordFormat::Psc), None),
            "eu" => (Some(RecordFormat::Eu), None),
            "csl" => (Some(RecordFormat::Csl), None),
            "hr" => (None, tables::by_name("employment")),
            "restricted" => (None, tables::by_name("listed")),
            name => {
                let table =
                    tables::by_name(name).ok_or_else(|| ImportError::Format(name.to_owned()))?;
                (None, Some(table))
            }
        };
        let table = if request.mapping.is_some() {
            None
        } else {
            table
        };
        Ok(Self::Records {
            format,
            table,
            label: request.format.to_owned(),
        })
    }
}

impl FileOutcome {
    /// Writes what became of the file into the log, at once: a later file may fail.
    pub(crate) fn log(&self) {
        let (digest, counts) = (self.digest.short(), self.counts);
        tracing::info!(
            digest,
            rows_read = counts.read,
            rows_stored = counts.stored,
            rows_rejected = counts.rejected,
            rows_folded = counts.folded,
            "file {digest}: {} rows read, {} stored, {} rejected, {} folded",
            counts.read,
            counts.stored,
            counts.rejected,
            counts.folded
        );
    }

    pub(crate) fn already(path: &Path, known: &bongsu_store::ImportRecord) -> Self {
        let counts = Counts {
            read: known.rows_read,
            stored: known.rows_stored,
            rejected: known.rows_rejected,
            folded: known.rows_folded,
        };
        Self {
            file: path.to_owned(),
            digest: known.digest,
            tables: Vec::new(),
            status: FileStatus::AlreadyThere,
            counts,
            rejects: Vec::new(),
            n_listed: None,
            notes: Vec::new(),
        }
    }
}

/// Names of staged folders, unique within the process.
pub(crate) fn next_number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn table_names() -> String {
    tables::all()
        .map(|table| table.name)
        .collect::<Vec<_>>()
        .join(", ")
}
