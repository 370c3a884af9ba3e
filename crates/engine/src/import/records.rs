//! Files of records: registers, lists, employment, agreements and every other table but activity.

use std::path::{Path, PathBuf};

use bongsu_lake::input::FileDigest;
use bongsu_lake::records::{
    Mapping, ReadError, RecordFormat, RecordsRequest, digest_source, lists_in, read_records,
    source_files,
};
use bongsu_model::tables::Table;

use super::claims::there_already;
use super::{FileOutcome, ImportError, ImportRequest, Progress, Reading, commit};
use crate::Site;

/// One file to read as records.
pub(crate) struct RecordsImport<'a> {
    pub(crate) path: &'a Path,
    pub(crate) format: Option<RecordFormat>,
    pub(crate) table: Option<&'static Table>,
    /// The name of the format in the records.
    pub(crate) label: &'a str,
    pub(crate) mapping: Option<&'a Mapping>,
    /// Tells files of one target apart that may have the same bytes: the day of a snapshot.
    pub(crate) part: &'a str,
}

impl RecordsImport<'_> {
    /// The files to import for a path: a folder of lists is one import for each list.
    pub(super) fn files(&self) -> Result<Vec<PathBuf>, ImportError> {
        let may_be_lists = match self.format {
            Some(format) => format == RecordFormat::Ofac,
            None => self.table.is_some_and(|table| table.name == "listed"),
        };
        if may_be_lists && self.path.is_dir() {
            Ok(lists_in(self.path)?)
        } else if self.path.is_dir() {
            Err(ImportError::Folder(self.path.to_owned()))
        } else {
            Ok(vec![self.path.to_owned()])
        }
    }
}

/// Tables whose rows always add up; in any other a later file replaces the earlier one of its source and name.
const ADDS_UP: [&str; 4] = ["activity", "staff_snapshots", "listings", "case_records"];

/// Reads one file of records and makes it part of the site.
pub(crate) async fn import_records(
    site: &Site,
    request: &ImportRequest<'_>,
    records: &RecordsImport<'_>,
    progress: Progress<'_>,
) -> Result<FileOutcome, ImportError> {
    let RecordsImport {
        path,
        mut table,
        mapping,
        ..
    } = *records;
    let format = records
        .format
        .map_or_else(|| RecordFormat::of_file(path), Ok)?;
    // A list that is found where a table was named fills that table by itself.
    if table.is_some_and(|table| format.own_tables().contains(&table.name)) {
        table = None;
    }
    if format.has_own_tables() && table.is_some() {
        return Err(ReadError::FixedTables { format }.into());
    }
    let reading = Reading::of_records(site, records, format)?;
    let file = digest_records(path, format)?;
    if let Some(known) = there_already(site, request, (path, &file.digest), &reading).await? {
        return Ok(known);
    }
    let staging = commit::Staging::new(site, &file.digest)?;
    let read = RecordsRequest {
        path,
        format,
        table,
        mapping,
        keyring: &site.keys,
        zone: &site.zone,
        staging: staging.path(),
        source_digest: file.digest,
    };
    let (imported, notes) = read_records(&read, &mut |bytes| progress(path, bytes))?;
    let mut files = imported.files.iter();
    if files.any(|file| REGISTERS.contains(&file.table.as_str())) {
        commit::keep_originals(site, &source_files(path, format)?)?;
    }
    let replaces = !ADDS_UP.contains(&reading.table());
    let notes = notes.iter().map(ToString::to_string).collect();
    let done = commit::Done {
        path,
        file,
        format: records.label,
        reading,
        imported,
        notes,
        replaces,
        mark: "",
    };
    commit::commit(site, request, staging, done).await
}

/// What stands for a file of records; only a text can end in the middle of a line.
pub(super) fn digest_records(path: &Path, format: RecordFormat) -> Result<FileDigest, ReadError> {
    let file = digest_source(path, format)?;
    let is_text = matches!(format, RecordFormat::Delimited | RecordFormat::JsonLines);
    Ok(FileDigest {
        open_line: file.open_line.filter(|_| is_text),
        ..file
    })
}

/// Tables whose files are kept as given in `records/`.
const REGISTERS: [&str; 6] = [
    "organisations",
    "interests",
    "officers",
    "supplies",
    "listed",
    "legal_forms",
];
