//! The store on SQLite: how it is opened, and the two pools behind it.
//!
//! One connection writes; several read beside it (write-ahead log). Every write is one `BEGIN IMMEDIATE` transaction,
//! so that a second process waits at the beginning and never fails in the middle. A transaction that is dropped
//! before its commit leaves nothing. Everything that is particular to SQLite is in this file, in `migrate` and in
//! `error`.

use std::path::Path;
use std::time::Duration;

use bongsu_model::Micros;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection, Transaction};

use crate::StoreError;
use crate::error::{BUSY, CANNOT_OPEN, NOT_A_DATABASE, primary_code};
use crate::migrate;

/// The database that queries are written for.
pub(crate) type Db = sqlx::Sqlite;
/// A connection of that database.
pub(crate) type Connect = SqliteConnection;
/// A statement with its values.
pub(crate) type Statement<'q> = sqlx::query::Query<'q, Db, sqlx::sqlite::SqliteArguments>;

/// The records of a site: sources, imports, vault, audit, runs, findings, cases.
///
/// Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    reader: SqlitePool,
}

impl Store {
    /// Opens the database, creates it where there is none, and brings its schema up to date.
    pub async fn open(path: &Path, now: Micros) -> Result<Self, StoreError> {
        Self::open_waiting(path, now, WAIT).await
    }

    /// Opens an existing database for reading; every write fails with [`StoreError::ReadOnly`].
    ///
    /// Works on a read-only disk too, where the last writer closed the database in order.
    pub async fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        if !fs_err::metadata(path).is_ok_and(|found| found.is_file()) {
            return Err(StoreError::Missing {
                path: path.to_owned(),
            });
        }
        let options = options(path, WAIT).read_only(true);
        let options = match check_read_only(&options, path).await {
            Ok(()) => options,
            Err(StoreError::CannotOpen { .. } | StoreError::ReadOnly) if no_log(path) => {
                let frozen = options.immutable(true);
                check_read_only(&frozen, path).await?;
                frozen
            }
            Err(error) => return Err(error),
        };
        let reader = pool(READERS).connect_lazy_with(options);
        Ok(Self {
            writer: reader.clone(),
            reader,
        })
    }

    /// Ends the connections and folds the write-ahead log into the database.
    pub async fn close(self) {
        self.reader.close().await;
        self.writer.close().await;
    }

    /// [`Self::open`] with its own waiting time for a busy database.
    pub(crate) async fn open_waiting(
        path: &Path,
        now: Micros,
        wait: Duration,
    ) -> Result<Self, StoreError> {
        let options = options(path, wait);
        let mut connection = connect(&options.clone().create_if_missing(true), path).await?;
        migrate::migrate(&mut connection, path, now).await?;
        use_log(&mut connection).await?;
        connection.close().await?;
        Ok(Self {
            writer: pool(1).connect_lazy_with(options.clone()),
            reader: pool(READERS).connect_lazy_with(options.read_only(true)),
        })
    }

    /// Where reads of one statement go.
    pub(crate) fn reader(&self) -> &SqlitePool {
        &self.reader
    }

    /// A transaction for reads that must see one state.
    pub(crate) async fn begin_read(&self) -> Result<Transaction<'static, Db>, StoreError> {
        Ok(self.reader.begin().await?)
    }

    /// A transaction that may write; it holds the database's write lock from the beginning.
    pub(crate) async fn begin_write(&self) -> Result<Transaction<'static, Db>, StoreError> {
        match self.writer.begin_with(BEGIN_WRITE).await {
            // A full disk makes SQLite end the transaction by itself; the driver still counts it as open and
            // refuses a new one on that connection for ever.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.writer.acquire().await?.close().await?;
                Ok(self.writer.begin_with(BEGIN_WRITE).await?)
            }
            begun => Ok(begun?),
        }
    }
}

const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";
/// How long a statement waits for another process.
const WAIT: Duration = Duration::from_secs(20);
/// More processes than this do not open one new site at once.
const LOG_ATTEMPTS: u32 = 100;
/// How many readers a process has at most.
const READERS: u32 = 4;

fn options(path: &Path, wait: Duration) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(wait)
        // A committed audit row or case event survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        // What is deleted is overwritten: a forgotten document leaves nothing in the file.
        .pragma("secure_delete", "ON")
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // A long commit of this process makes the next writer wait, as long as it takes.
        .acquire_timeout(Duration::from_mins(10))
}

async fn connect(options: &SqliteConnectOptions, path: &Path) -> Result<Connect, StoreError> {
    SqliteConnection::connect_with(options)
        .await
        .map_err(|error| opening(error, path))
}

/// Switches the file to the write-ahead log; the switch is kept in the file.
///
/// SQLite does not wait here while another process opens the same new file, so the waiting is done by a lock.
async fn use_log(connection: &mut Connect) -> Result<(), StoreError> {
    for _ in 0..LOG_ATTEMPTS {
        match sqlx::query("PRAGMA journal_mode = WAL")
            .execute(&mut *connection)
            .await
        {
            Err(error) if primary_code(&error) == Some(BUSY) => {
                connection
                    .begin_with("BEGIN EXCLUSIVE")
                    .await?
                    .rollback()
                    .await?;
            }
            switched => return Ok(switched.map(|_done| ())?),
        }
    }
    Err(StoreError::Busy)
}

async fn check_read_only(options: &SqliteConnectOptions, path: &Path) -> Result<(), StoreError> {
    let mut connection = connect(options, path).await?;
    let checked = migrate::check(&mut connection, path).await;
    connection.close().await?;
    checked
}

/// Whether no write-ahead log lies beside the database, so that the file alone is the whole of it.
fn no_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs_err::metadata(Path::new(&log)).map_or(true, |found| found.len() == 0)
}

/// Names a failure while opening by the file.
pub(crate) fn opening(error: sqlx::Error, path: &Path) -> StoreError {
    match primary_code(&error) {
        Some(CANNOT_OPEN) => StoreError::CannotOpen {
            path: path.to_owned(),
            source: Box::new(error),
        },
        Some(NOT_A_DATABASE) => StoreError::NotADatabase {
            path: path.to_owned(),
        },
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests;
