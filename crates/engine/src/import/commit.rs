//! Staged files become part of the lake: moved to their place, then named by one transaction.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bongsu_lake::import::{Imported, Reject};
use bongsu_lake::input::{FileDigest, digest_file};
use bongsu_lake::records::RecordFormat;
use bongsu_model::Digest;
use bongsu_store::{ImportRecord, LakeFile, RejectRow, VaultKind, VaultRow};

use super::undated::undated;
use super::{FileOutcome, FileStatus, ImportError, ImportRequest, Reading, claims, next_number};
use crate::Site;

/// Rejects shown at once.
const SHOWN: usize = 20;

/// A folder for staged files; removed with what is left in it.
pub(crate) struct Staging {
    path: PathBuf,
}

/// A file that was read.
pub(crate) struct Done<'a> {
    pub(crate) path: &'a Path,
    pub(crate) file: FileDigest,
    pub(crate) format: &'a str,
    pub(crate) reading: Reading,
    pub(crate) imported: Imported,
    pub(crate) notes: Vec<String>,
    /// Whether it takes the place of the earlier file of its source, name and target.
    pub(crate) replaces: bool,
    /// Stands in file names of `activity`: the digest of the path rules that were applied.
    pub(crate) mark: &'a str,
}

impl Staging {
    pub(crate) fn new(site: &Site, digest: &Digest) -> Result<Self, ImportError> {
        let path = site
            .staging()
            .join(format!("{}-{}", digest.short(), next_number()));
        if path.exists() {
            fs_err::remove_dir_all(&path)?;
        }
        fs_err::create_dir_all(&path)?;
        Ok(Self { path })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is swept away by the next import.
        let _left = fs_err::remove_dir_all(&self.path);
    }
}

/// Moves the files, writes the record; on failure the moved files are taken away again.
pub(crate) async fn commit(
    site: &Site,
    request: &ImportRequest<'_>,
    staging: Staging,
    done: Done<'_>,
) -> Result<FileOutcome, ImportError> {
    let counts = done.imported.counts;
    if let Some(first) = done
        .imported
        .rejects
        .first()
        .filter(|_| counts.stored == 0 && counts.folded == 0)
    {
        return Err(ImportError::NothingStored {
            file: done.path.to_owned(),
            read: counts.read,
            line: first.line,
            reason: first.reason.clone(),
        });
    }
    let import = import_id(request, &done);
    let mut files = Vec::new();
    for (n, staged) in done.imported.files.iter().enumerate() {
        let folder = match &staged.month {
            Some(month) => format!("lake/{}/{month}", staged.table),
            None => format!("lake/{}", staged.table),
        };
        let mark = if done.mark.is_empty() {
            String::new()
        } else {
            format!(".{}", done.mark)
        };
        let path = format!("{folder}/{import}-{n:04}{mark}.parquet");
        fs_err::create_dir_all(site.dir().join(&folder))?;
        if let Err(error) = place(&staged.path, &site.dir().join(&path)) {
            remove(site, &files);
            return Err(error.into());
        }
        files.push(LakeFile {
            table: staged.table.clone(),
            path,
            month: staged.month.clone(),
            rows: staged.rows,
        });
    }
    let record = record(request, &done, import);
    let rejects: Vec<RejectRow> = done.imported.rejects.iter().map(reject_row).collect();
    let vault = vault_rows(&done.imported, request.source);
    let committed = site
        .store
        .commit_import(&record, &files, &rejects, &vault)
        .await;
    drop(staging);
    let replaced = match committed {
        Ok(replaced) => replaced,
        Err(error) => {
            remove(site, &files);
            return Err(error.into());
        }
    };
    let name = claimed_name(done.path, &done.reading.target);
    let mut notes = done.notes;
    notes.extend(cut_off(&done.file, &done.imported.rejects));
    notes.extend(claims::places(&replaced, &name));
    notes.extend(claims::holders(site, &record.import, (request.source, &name)).await?);
    let mut tables: Vec<String> = files.into_iter().map(|file| file.table).collect();
    tables.sort_unstable();
    tables.dedup();
    let mut rejects = done.imported.rejects;
    let n_listed = Some(rejects.len() as u64);
    rejects.truncate(SHOWN);
    let outcome = FileOutcome {
        file: done.path.to_owned(),
        digest: done.file.digest,
        tables,
        status: FileStatus::Imported,
        counts: done.imported.counts,
        rejects,
        n_listed,
        notes,
    };
    outcome.log();
    Ok(outcome)
}

/// Says where a file ends in the middle of a row.
fn cut_off(file: &FileDigest, rejects: &[Reject]) -> Option<String> {
    let line = file.open_line?;
    let is_refused = rejects.iter().any(|reject| reject.line == line);
    is_refused.then(|| {
        format!(
            "the file ends in the middle of line {line}, which was refused: \
             if it was cut off while it was copied, import it again when it is whole"
        )
    })
}

/// Moves a staged file to its place, where none may lie: the lake only grows.
fn place(staged: &Path, path: &Path) -> std::io::Result<()> {
    if path.try_exists()? {
        return Err(std::io::Error::new(
            std::io::ErrorKind::AlreadyExists,
            format!("`{}` is there already", path.display()),
        ));
    }
    fs_err::rename(staged, path)
}

/// The name under which a source gives a file.
///
/// Registers and lists are published anew under the day of each, which is left out of the name: the newer one takes the
/// place of the older one, as a file of any other kind does under one name.
pub(super) fn claimed_name(path: &Path, target: &str) -> String {
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    if RecordFormat::with_own_tables().any(|format| format.to_string() == target) {
        undated(&name)
    } else {
        name
    }
}

/// Removes files of the lake that no import names: what an interrupted import left.
pub async fn sweep(site: &Site) -> Result<(), ImportError> {
    if site.staging().exists() {
        fs_err::remove_dir_all(site.staging())?;
    }
    let named: BTreeSet<PathBuf> = site
        .store
        .lake_paths()
        .await?
        .into_iter()
        .map(|path| site.dir().join(path))
        .collect();
    let mut folders = vec![site.lake()];
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                if path != site.derived() {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ending| ending == "parquet")
                && !named.contains(&path)
            {
                fs_err::remove_file(&path)?;
            }
        }
    }
    Ok(())
}

/// Keeps a register or list as it was given, under its digest.
pub(crate) fn keep_originals(site: &Site, paths: &[PathBuf]) -> Result<(), ImportError> {
    for path in paths.iter().filter(|path| path.is_file()) {
        let ending = path.extension().map_or_else(String::new, |ending| {
            format!(".{}", ending.to_string_lossy())
        });
        let digest = digest_file(path)?.digest;
        let target = site.dir().join("records").join(format!("{digest}{ending}"));
        if !target.exists() {
            fs_err::copy(path, target)?;
        }
    }
    Ok(())
}

fn remove(site: &Site, files: &[LakeFile]) {
    for file in files {
        // What cannot be removed now is swept away by the next import.
        let _left = fs_err::remove_file(site.dir().join(&file.path));
    }
}

/// The id names bytes, what they were read as and how, source, format, time and place in the command, so that two equal snapshots of one
/// command are two imports, and a file may come back after it was superseded.
fn import_id(request: &ImportRequest<'_>, done: &Done<'_>) -> String {
    let identity = format!(
        "{}\n{}\n{}\n{}\n{}\n{}\n{}",
        done.file.digest,
        done.reading.target,
        done.reading.how,
        request.source,
        done.format,
        request.at.0,
        next_number()
    );
    format!("imp_{}", Digest::of(identity.as_bytes()).short())
}

fn record(request: &ImportRequest<'_>, done: &Done<'_>, import: String) -> ImportRecord {
    let counts = done.imported.counts;
    ImportRecord {
        import,
        source: request.source.to_owned(),
        format: done.format.to_owned(),
        target: done.reading.target.clone(),
        reading: done.reading.how,
        file_name: claimed_name(done.path, &done.reading.target),
        digest: done.file.digest,
        bytes: done.file.size,
        rows_read: counts.read,
        rows_stored: counts.stored,
        rows_rejected: counts.rejected,
        rows_folded: counts.folded,
        at: request.at,
        replaces: done.replaces,
    }
}

fn reject_row(reject: &Reject) -> RejectRow {
    RejectRow {
        line: reject.line,
        file: reject.file.map(str::to_owned),
        column: Some(reject.column.clone()).filter(|column| !column.is_empty()),
        reason: reject.reason.clone(),
    }
}

fn vault_rows(imported: &Imported, source: &str) -> Vec<VaultRow> {
    let kind = |kind: &str| match kind {
        "name" => VaultKind::Name,
        "account" => VaultKind::Account,
        "address" => VaultKind::Address,
        _ => VaultKind::Key,
    };
    let rows = imported.vault.iter().map(|entry| VaultRow {
        pseudonym: entry.pseudonym.clone(),
        kind: kind(entry.kind),
        value: entry.value.clone(),
        source: source.to_owned(),
    });
    rows.collect()
}
