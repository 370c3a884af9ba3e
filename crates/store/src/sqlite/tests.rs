//! What only the inside can provoke: a full disk, a database that stays busy.

use super::*;

async fn store(wait: Duration) -> (tempfile::TempDir, Store) {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open_waiting(&directory.path().join("bongsu.db"), Micros(0), wait)
        .await
        .unwrap();
    (directory, store)
}

#[tokio::test]
async fn a_full_disk_is_named_and_leaves_nothing() {
    let (_directory, store) = store(WAIT).await;
    // The same error code as of a full disk.
    sqlx::query("PRAGMA max_page_count = 1")
        .execute(&store.writer)
        .await
        .unwrap();
    let long = "긴".repeat(1_000_000);
    let error = store.set_meta("key", &long).await.unwrap_err();
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    assert_eq!(store.meta("key").await.unwrap(), None);
    // The next write gets a connection of its own, without the limit.
    store.set_meta("key", &long).await.unwrap();
}

#[tokio::test]
async fn a_database_that_stays_busy_is_named() {
    let (directory, first) = store(Duration::from_millis(20)).await;
    let path = directory.path().join("bongsu.db");
    let second = Store::open_waiting(&path, Micros(0), Duration::from_millis(20))
        .await
        .unwrap();
    let held = first.begin_write().await.unwrap();
    let error = second.set_meta("key", "value").await.unwrap_err();
    assert!(matches!(error, StoreError::Busy), "{error:?}");
    assert_eq!(second.meta("key").await.unwrap(), None);
    drop(held);
    second.set_meta("key", "value").await.unwrap();
}

#[tokio::test]
async fn a_frozen_database_is_read_without_its_log() {
    let (directory, store) = store(WAIT).await;
    let path = directory.path().join("bongsu.db");
    store.set_meta("key", "값").await.unwrap();
    assert!(!no_log(&path));
    store.close().await;
    assert!(no_log(&path));
    let frozen = options(&path, WAIT).read_only(true).immutable(true);
    check_read_only(&frozen, &path).await.unwrap();
}

#[tokio::test]
async fn every_statement_is_valid_for_the_schema() {
    let (_directory, store) = store(WAIT).await;
    let queries = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let mut n_queries = 0;
    for entry in fs_err::read_dir(queries).unwrap() {
        let path = entry.unwrap().path();
        let text = fs_err::read_to_string(&path).unwrap();
        let explained = sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN {text}")))
            .execute(&store.writer)
            .await;
        assert!(explained.is_ok(), "{}: {explained:?}", path.display());
        n_queries += 1;
    }
    assert!(n_queries > 40);
}

#[tokio::test]
async fn every_table_is_strict() {
    let (_directory, store) = store(WAIT).await;
    let strict: Vec<(String,)> = sqlx::query_as(
        "SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .fetch_all(store.reader())
    .await
    .unwrap();
    assert_eq!(strict, []);
}
