//! Imports and their rejects.

use std::collections::BTreeSet;

use bongsu_model::{Digest, Micros};

use crate::claims::{self, Replaced};
use crate::lake_files::{self, LakeFile};
use crate::sqlite::Connect;
use crate::values::{count, not_blank, parsed, whole};
use crate::vault::{self, VaultRow};
use crate::{Store, StoreError, bulk};

/// One file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRecord {
    /// Its id.
    pub import: String,
    /// The source that gave it first; others may give the same bytes ([`Store::claims`]).
    pub source: String,
    /// The format it was read as.
    pub format: String,
    /// What the bytes were read as: a table, or a format with tables of its own. Of the same bytes and target, the
    /// latest import counts.
    pub target: String,
    /// How they were read: the digest of everything that decides what becomes of a row.
    pub reading: Digest,
    /// The file's name as first given.
    pub file_name: String,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its size.
    pub bytes: u64,
    /// Rows read; always the sum of the next three.
    pub rows_read: u64,
    /// Rows stored.
    pub rows_stored: u64,
    /// Rows rejected with a reason.
    pub rows_rejected: u64,
    /// Rows that repeat another or were merged into it.
    pub rows_folded: u64,
    /// When.
    pub at: Micros,
    /// Whether it takes the place of earlier imports with its source, file name and target.
    pub replaces: bool,
}

/// An import in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredImport {
    /// What was imported.
    pub record: ImportRecord,
    /// The later import that took its place.
    pub superseded_by: Option<String>,
}

/// A row that was not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectRow {
    /// The line of the file, counted from 1.
    pub line: u64,
    /// The file it stands in, where the import reads several.
    pub file: Option<String>,
    /// The column, where one is to blame.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: String,
}

impl Store {
    /// Records an import with its files, rejects and vault rows: all of it or nothing.
    ///
    /// There may be fewer rejects than `rows_rejected`, where the reader stopped writing them down, never more.
    pub async fn commit_import(
        &self,
        record: &ImportRecord,
        files: &[LakeFile],
        rejects: &[RejectRow],
        vault: &[VaultRow],
    ) -> Result<Replaced, StoreError> {
        check_counts(record, rejects)?;
        not_blank("the id of the import", &record.import)?;
        let mut transaction = self.begin_write().await?;
        check_new(&mut transaction, record).await?;
        supersede_reading(&mut transaction, record).await?;
        insert_record(&mut transaction, record).await?;
        let replaced = claims::of_import(&mut transaction, record).await?;
        lake_files::insert(&mut transaction, record, files).await?;
        insert_rejects(&mut transaction, record, rejects).await?;
        vault::insert(&mut transaction, vault).await?;
        transaction.commit().await?;
        Ok(replaced)
    }

    /// The import of the same bytes, read as the same thing in the same way, unless a later one superseded it.
    pub async fn find_import(
        &self,
        digest: &Digest,
        target: &str,
        reading: &Digest,
    ) -> Result<Option<ImportRecord>, StoreError> {
        let mut transaction = self.begin_read().await?;
        let Some(import) = find(&mut transaction, digest, target, reading).await? else {
            return Ok(None);
        };
        Ok(load(&mut transaction, Some(&import))
            .await?
            .pop()
            .map(|found| found.record))
    }

    /// Every import, in the order they were committed.
    pub async fn imports(&self) -> Result<Vec<StoredImport>, StoreError> {
        let mut transaction = self.begin_read().await?;
        load(&mut transaction, None).await
    }

    /// The imports that are older than the retention of every source that holds them.
    pub async fn expired(&self, now: Micros) -> Result<Vec<ImportRecord>, StoreError> {
        let mut transaction = self.begin_read().await?;
        let query = sqlx::query_scalar::<_, String>(include_str!("../queries/imports_expired.sql"))
            .bind(now.0);
        let expired: BTreeSet<String> = query
            .fetch_all(&mut *transaction)
            .await?
            .into_iter()
            .collect();
        let all = load(&mut transaction, None).await?;
        Ok(all
            .into_iter()
            .map(|found| found.record)
            .filter(|record| expired.contains(&record.import))
            .collect())
    }

    /// The rejects of an import, in the order of the reader.
    pub async fn rejects(&self, import: &str) -> Result<Vec<RejectRow>, StoreError> {
        let query = sqlx::query_as::<_, (i64, Option<String>, Option<String>, String)>(
            include_str!("../queries/rejects.sql"),
        );
        let rows = query.bind(import).fetch_all(self.reader()).await?;
        rows.into_iter()
            .map(|(line, file, column, reason)| {
                Ok(RejectRow {
                    line: count("line", line)?,
                    file,
                    column,
                    reason,
                })
            })
            .collect()
    }
}

fn check_counts(record: &ImportRecord, rejects: &[RejectRow]) -> Result<(), StoreError> {
    let ImportRecord {
        rows_read,
        rows_stored,
        rows_rejected,
        rows_folded,
        ..
    } = *record;
    let sum = rows_stored
        .checked_add(rows_rejected)
        .and_then(|sum| sum.checked_add(rows_folded));
    if sum != Some(rows_read) {
        return Err(StoreError::CountsDiffer {
            read: rows_read,
            stored: rows_stored,
            rejected: rows_rejected,
            folded: rows_folded,
        });
    }
    let given = rejects.len() as u64;
    if given > rows_rejected {
        return Err(StoreError::RejectsDiffer {
            given,
            rejected: rows_rejected,
        });
    }
    Ok(())
}

/// Refuses an unknown source, bytes that are in the store, and an id that is taken.
async fn check_new(connection: &mut Connect, record: &ImportRecord) -> Result<(), StoreError> {
    let source: Option<String> = sqlx::query_scalar(include_str!("../queries/sources.sql"))
        .bind(&record.source)
        .fetch_optional(&mut *connection)
        .await?;
    if source.is_none() {
        return Err(StoreError::UnknownSource {
            name: record.source.clone(),
        });
    }
    if let Some(import) = find(connection, &record.digest, &record.target, &record.reading).await? {
        return Err(StoreError::AlreadyImported { import });
    }
    let taken: i64 = sqlx::query_scalar(include_str!("../queries/import_exists.sql"))
        .bind(&record.import)
        .fetch_one(connection)
        .await?;
    if taken > 0 {
        return Err(StoreError::ImportExists {
            import: record.import.clone(),
        });
    }
    Ok(())
}

async fn find(
    connection: &mut Connect,
    digest: &Digest,
    target: &str,
    reading: &Digest,
) -> Result<Option<String>, StoreError> {
    let query = sqlx::query_scalar(include_str!("../queries/import_find.sql"));
    Ok(query
        .bind(digest.to_string())
        .bind(target)
        .bind(reading.to_string())
        .fetch_optional(connection)
        .await?)
}

/// Supersedes the earlier reading of the same bytes as the same thing; the record itself may follow.
async fn supersede_reading(
    connection: &mut Connect,
    record: &ImportRecord,
) -> Result<(), StoreError> {
    sqlx::query(include_str!("../queries/import_reread.sql"))
        .bind(&record.import)
        .bind(record.digest.to_string())
        .bind(&record.target)
        .execute(connection)
        .await?;
    Ok(())
}

async fn insert_record(connection: &mut Connect, record: &ImportRecord) -> Result<(), StoreError> {
    sqlx::query(include_str!("../queries/import_insert.sql"))
        .bind(&record.import)
        .bind(&record.source)
        .bind(&record.format)
        .bind(&record.target)
        .bind(record.reading.to_string())
        .bind(&record.file_name)
        .bind(record.digest.to_string())
        .bind(whole("size of the file", record.bytes)?)
        .bind(whole("number of rows read", record.rows_read)?)
        .bind(whole("number of rows stored", record.rows_stored)?)
        .bind(whole("number of rows rejected", record.rows_rejected)?)
        .bind(whole("number of rows folded", record.rows_folded)?)
        .bind(record.at.0)
        .bind(i64::from(record.replaces))
        .execute(connection)
        .await?;
    Ok(())
}

async fn insert_rejects(
    connection: &mut Connect,
    record: &ImportRecord,
    rejects: &[RejectRow],
) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(rejects.len());
    for (seq, reject) in (1_i64..).zip(rejects) {
        rows.push((seq, reject, whole("line", reject.line)?));
    }
    let sql = include_str!("../queries/reject_insert.sql");
    bulk::insert(connection, sql, &rows, |statement, (seq, reject, line)| {
        statement
            .bind(&record.import)
            .bind(*seq)
            .bind(*line)
            .bind(&reject.file)
            .bind(&reject.column)
            .bind(&reject.reason)
    })
    .await?;
    Ok(())
}

/// One import or all of them.
async fn load(
    connection: &mut Connect,
    import: Option<&str>,
) -> Result<Vec<StoredImport>, StoreError> {
    let rows: Vec<ImportRow> = sqlx::query_as(include_str!("../queries/imports.sql"))
        .bind(import)
        .fetch_all(connection)
        .await?;
    rows.into_iter().map(ImportRow::stored).collect()
}

#[derive(sqlx::FromRow)]
struct ImportRow {
    import: String,
    source: String,
    format: String,
    target: String,
    reading: String,
    file_name: String,
    digest: String,
    n_bytes: i64,
    rows_read: i64,
    rows_stored: i64,
    rows_rejected: i64,
    rows_folded: i64,
    imported_at: i64,
    replaces: bool,
    superseded_by: Option<String>,
}

impl ImportRow {
    fn stored(self) -> Result<StoredImport, StoreError> {
        let record = ImportRecord {
            digest: parsed("digest of an import", &self.digest)?,
            bytes: count("size of a file", self.n_bytes)?,
            rows_read: count("number of rows", self.rows_read)?,
            rows_stored: count("number of rows", self.rows_stored)?,
            rows_rejected: count("number of rows", self.rows_rejected)?,
            rows_folded: count("number of rows", self.rows_folded)?,
            at: Micros(self.imported_at),
            import: self.import,
            source: self.source,
            format: self.format,
            target: self.target,
            reading: parsed("reading of an import", &self.reading)?,
            file_name: self.file_name,
            replaces: self.replaces,
        };
        Ok(StoredImport {
            record,
            superseded_by: self.superseded_by,
        })
    }
}
