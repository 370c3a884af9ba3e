//! The manifest of the lake: which files belong to it now, and what each came from.
//!
//! A file counts only when it stands here and is current: what an interrupted import left on the disk does not.

use bongsu_model::{Digest, Micros};

use crate::imports::ImportRecord;
use crate::sqlite::Connect;
use crate::values::{count, parsed, whole};
use crate::{Store, StoreError, bulk};

/// A file of the lake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LakeFile {
    /// The table.
    pub table: String,
    /// The path, relative to the site.
    pub path: String,
    /// The month, `YYYY-MM`, for tables kept by month.
    pub month: Option<String>,
    /// Its rows.
    pub rows: u64,
}

/// A file of the lake as it is now, with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentFile {
    /// The file.
    pub file: LakeFile,
    /// The import that wrote it.
    pub import: String,
    /// The digest of the bytes that were imported.
    pub digest: Digest,
    /// The source that gives them; the first, where several do.
    pub source: String,
    /// The format they were read as.
    pub format: String,
}

impl Store {
    /// The manifest of the lake: the current files by table, month and path.
    pub async fn current_files(&self) -> Result<Vec<CurrentFile>, StoreError> {
        let query = sqlx::query_as::<_, FileRow>(include_str!("../queries/lake_files_current.sql"));
        query
            .fetch_all(self.reader())
            .await?
            .into_iter()
            .map(FileRow::file)
            .collect()
    }

    /// The files that were current at an instant, as far as imports tell.
    pub async fn files_as_of(&self, at: Micros) -> Result<Vec<CurrentFile>, StoreError> {
        let query = sqlx::query_as::<_, FileRow>(include_str!("../queries/lake_files_as_of.sql"));
        query
            .bind(at.0)
            .fetch_all(self.reader())
            .await?
            .into_iter()
            .map(FileRow::file)
            .collect()
    }

    /// Every path that any import names, superseded ones included: what may not be swept away.
    pub async fn lake_paths(&self) -> Result<Vec<String>, StoreError> {
        let query = sqlx::query_scalar(include_str!("../queries/lake_paths.sql"));
        Ok(query.fetch_all(self.reader()).await?)
    }
}

/// Adds the files that an import wrote.
pub(crate) async fn insert(
    connection: &mut Connect,
    record: &ImportRecord,
    files: &[LakeFile],
) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(files.len());
    for file in files {
        rows.push((file, whole("number of rows", file.rows)?));
    }
    bulk::insert(
        connection,
        include_str!("../queries/lake_file_insert.sql"),
        &rows,
        |statement, (file, n_rows)| {
            statement
                .bind(&file.path)
                .bind(&record.import)
                .bind(&file.table)
                .bind(&file.month)
                .bind(*n_rows)
        },
    )
    .await?;
    Ok(())
}

/// Makes the files of imports that this one has superseded not current; says how many rows were another reading of
/// the same bytes, and how many were of other bytes.
pub(crate) async fn drop_superseded(
    connection: &mut Connect,
    record: &ImportRecord,
) -> Result<(u64, u64), StoreError> {
    let leaving: Vec<(bool, i64)> =
        sqlx::query_as(include_str!("../queries/lake_files_leaving.sql"))
            .bind(&record.import)
            .fetch_all(&mut *connection)
            .await?;
    let rows = |wanted: bool| {
        let found = leaving.iter().find(|(reread, _)| *reread == wanted);
        count("number of rows", found.map_or(0, |(_, rows)| *rows))
    };
    let replaced = (rows(true)?, rows(false)?);
    sqlx::query(include_str!("../queries/lake_files_of_superseded.sql"))
        .bind(&record.import)
        .execute(connection)
        .await?;
    Ok(replaced)
}

#[derive(sqlx::FromRow)]
struct FileRow {
    path: String,
    table_name: String,
    month: Option<String>,
    n_rows: i64,
    import: String,
    digest: String,
    source: String,
    format: String,
}

impl FileRow {
    fn file(self) -> Result<CurrentFile, StoreError> {
        let rows = count("number of rows", self.n_rows)?;
        Ok(CurrentFile {
            file: LakeFile {
                table: self.table_name,
                path: self.path,
                month: self.month,
                rows,
            },
            digest: parsed("digest of an import", &self.digest)?,
            import: self.import,
            source: self.source,
            format: self.format,
        })
    }
}
