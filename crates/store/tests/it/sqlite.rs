//! SQLite under the suite, and what only a file can suffer.

use std::path::{Path, PathBuf};

use bongsu_store::{FindingFilter, Store, StoreError};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection};

use crate::fixtures::{NOW, add_sources, finding, import, lake_file, later, run, terms};
use crate::suite::Database;

/// A database file in a directory of its own.
pub(crate) struct Sqlite {
    directory: tempfile::TempDir,
}

impl Sqlite {
    fn path(&self) -> PathBuf {
        self.directory.path().join("bongsu.db")
    }
}

impl Database for Sqlite {
    async fn create() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
        }
    }

    async fn open(&self) -> Store {
        Store::open(&self.path(), NOW).await.unwrap()
    }

    async fn raw(&self, sql: &'static str) -> Result<(), String> {
        let mut connection = connect(&self.path()).await;
        let result = sqlx::raw_sql(sql).execute(&mut connection).await;
        connection.close().await.unwrap();
        result.map(|_done| ()).map_err(|error| error.to_string())
    }
}

#[tokio::test]
async fn a_site_killed_in_the_middle_of_a_write_opens_as_before() {
    let (database, store) = Sqlite::with_store().await;
    add_sources(&store, &["hr"]).await;
    store
        .commit_import(&import("i1"), &[lake_file("employment", "a")], &[], &[])
        .await
        .unwrap();
    let before = store.table_counts().await.unwrap();

    // A write that has spilled pages to the log and is not committed.
    let mut writer = connect(&database.path()).await;
    sqlx::raw_sql("PRAGMA cache_size = 2; BEGIN IMMEDIATE;")
        .execute(&mut writer)
        .await
        .unwrap();
    for number in 0..5_000 {
        let sql = format!("INSERT INTO vault VALUES ('pers_{number}', 'name', '김철수', 'hr')");
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut writer)
            .await
            .unwrap();
    }
    // What is on the disk now is what a killed process leaves.
    let after_kill = copy_files(&database);
    assert!(
        fs_err::metadata(after_kill.directory.path().join("bongsu.db-wal"))
            .unwrap()
            .len()
            > 100_000
    );

    let reopened = after_kill.open().await;
    assert_eq!(reopened.table_counts().await.unwrap(), before);
    reopened
        .commit_import(&import("i2"), &[lake_file("employment", "b")], &[], &[])
        .await
        .unwrap();
    assert_eq!(reopened.current_files().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_site_killed_while_it_was_made_opens() {
    let database = Sqlite::create().await;
    fs_err::write(database.path(), b"").unwrap();
    assert!(
        database
            .open()
            .await
            .add_source(&terms("hr"), NOW)
            .await
            .unwrap()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn many_processes_may_open_a_new_site_at_once() {
    let database = Sqlite::create().await;
    let opens: Vec<_> = (0..12)
        .map(|number| {
            let path = database.path();
            tokio::spawn(async move {
                let store = Store::open(&path, NOW).await?;
                store.set_meta(&format!("key {number}"), "value").await?;
                store.close().await;
                Ok::<(), StoreError>(())
            })
        })
        .collect();
    for open in opens {
        open.await.unwrap().unwrap();
    }
    assert_eq!(
        database.open().await.table_counts().await.unwrap()["meta"],
        12
    );
}

#[tokio::test]
async fn a_newer_schema_is_refused_untouched() {
    let (database, store) = Sqlite::with_store().await;
    store.close().await;
    let digest = "0".repeat(64);
    let sql = format!("INSERT INTO schema_versions VALUES (99, 'future', '{digest}', 1)");
    let mut connection = connect(&database.path()).await;
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let bytes = fs_err::read(database.path()).unwrap();
    for error in [
        Store::open(&database.path(), NOW).await.unwrap_err(),
        Store::open_read_only(&database.path()).await.unwrap_err(),
    ] {
        assert!(
            matches!(error, StoreError::Newer { found: 99, .. }),
            "{error:?}"
        );
        assert!(
            error.to_string().contains("hint: use that version"),
            "{error}"
        );
    }
    assert_eq!(fs_err::read(database.path()).unwrap(), bytes);
}

#[tokio::test]
async fn another_schema_of_the_same_number_is_refused() {
    let (database, store) = Sqlite::with_store().await;
    store.close().await;
    database.raw("UPDATE schema_versions SET digest = replace(digest, substr(digest, 1, 1), 'x') WHERE version = 2").await.unwrap();
    let error = Store::open(&database.path(), NOW).await.unwrap_err();
    assert!(
        matches!(error, StoreError::OtherSchema { version: 2, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_older_schema_is_not_opened_for_reading() {
    let database = Sqlite::create().await;
    fs_err::write(database.path(), b"").unwrap();
    let error = Store::open_read_only(&database.path()).await.unwrap_err();
    assert!(
        matches!(error, StoreError::Older { found: 0, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_untouched() {
    let database = Sqlite::create().await;
    for text in [
        "person,last_day\npers_a,2026-09-01\n".repeat(200),
        "short".to_owned(),
    ] {
        fs_err::write(database.path(), &text).unwrap();
        for error in [
            Store::open(&database.path(), NOW).await.unwrap_err(),
            Store::open_read_only(&database.path()).await.unwrap_err(),
        ] {
            assert!(
                matches!(error, StoreError::NotADatabase { .. }),
                "{error:?}"
            );
        }
        assert_eq!(fs_err::read_to_string(database.path()).unwrap(), text);
    }
}

#[tokio::test]
async fn a_database_of_another_program_is_refused_untouched() {
    let database = Sqlite::create().await;
    let mut connection = connect(&database.path()).await;
    sqlx::raw_sql("CREATE TABLE history (url TEXT)")
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let bytes = fs_err::read(database.path()).unwrap();
    let error = Store::open(&database.path(), NOW).await.unwrap_err();
    assert!(
        matches!(error, StoreError::NotADatabase { .. }),
        "{error:?}"
    );
    assert_eq!(fs_err::read(database.path()).unwrap(), bytes);
}

#[tokio::test]
async fn a_damaged_database_is_named() {
    let (database, store) = Sqlite::with_store().await;
    let findings: Vec<_> = (0..300)
        .map(|number| finding(&number.to_string()))
        .collect();
    store.commit_run(&run("r1"), &findings, &[]).await.unwrap();
    store.close().await;
    let mut bytes = fs_err::read(database.path()).unwrap();
    let tail = bytes.len() * 3 / 4;
    bytes[tail..].fill(0x5a);
    fs_err::write(database.path(), bytes).unwrap();
    let store = database.open().await;
    let error = store.findings(&FindingFilter::default()).await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged), "{error:?}");
}

#[tokio::test]
async fn a_missing_site_and_a_missing_directory_are_told_apart() {
    let database = Sqlite::create().await;
    let error = Store::open_read_only(&database.path()).await.unwrap_err();
    assert!(matches!(error, StoreError::Missing { .. }), "{error:?}");
    assert!(!database.path().exists(), "reading creates nothing");
    let nowhere = database.directory.path().join("nowhere/bongsu.db");
    let error = Store::open(&nowhere, NOW).await.unwrap_err();
    assert!(matches!(error, StoreError::CannotOpen { .. }), "{error:?}");
}

#[tokio::test]
async fn a_store_for_reading_reads_beside_a_writer_and_refuses_to_write() {
    let (database, store) = Sqlite::with_store().await;
    let reading = Store::open_read_only(&database.path()).await.unwrap();
    add_sources(&store, &["hr"]).await;
    assert_eq!(reading.sources().await.unwrap(), [terms("hr")]);
    let error = reading.set_meta("key", "value").await.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly), "{error:?}");
    store.close().await;
    assert_eq!(reading.sources().await.unwrap(), [terms("hr")]);
}

#[tokio::test]
async fn the_same_writes_make_the_same_rows() {
    let mut dumps = Vec::new();
    for _ in 0..2 {
        let (database, store) = Sqlite::with_store().await;
        add_sources(&store, &["hr"]).await;
        store
            .commit_run(&run("r1"), &[finding("1"), finding("2")], &[])
            .await
            .unwrap();
        store
            .commit_run(
                &bongsu_store::RunRecord {
                    at: later(1),
                    ..run("r2")
                },
                &[finding("2")],
                &[],
            )
            .await
            .unwrap();
        store.close().await;
        dumps.push(fs_err::read(database.path()).unwrap());
    }
    assert!(dumps[0] == dumps[1], "the files differ");
}

/// The files of a database as they lie on the disk, in another directory.
fn copy_files(database: &Sqlite) -> Sqlite {
    let copy = Sqlite {
        directory: tempfile::tempdir().unwrap(),
    };
    for entry in fs_err::read_dir(database.directory.path()).unwrap() {
        let entry = entry.unwrap();
        // The shared-memory file lives with the processes that map it; after a kill its content does not count.
        if !entry.file_name().to_string_lossy().ends_with("-shm") {
            fs_err::copy(entry.path(), copy.directory.path().join(entry.file_name())).unwrap();
        }
    }
    copy
}

async fn connect(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true);
    SqliteConnection::connect_with(&options).await.unwrap()
}
