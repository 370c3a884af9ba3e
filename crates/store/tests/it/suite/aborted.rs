//! Writes that end before their commit leave nothing.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use bongsu_model::{Case, Finding};
use bongsu_store::{Store, StoreError, VaultKind, VaultRow};

use super::Database;
use crate::fixtures::{add_sources, case, finding, import, lake_file, reject, run, vault_row};

pub(crate) async fn a_dropped_import_leaves_nothing<D: Database>() {
    let (database, store) = D::with_store().await;
    add_sources(&store, &["hr"]).await;
    let before = store.table_counts().await.unwrap();
    let rows: Vec<VaultRow> = (0..2_000)
        .map(|number| vault_row(&format!("pers_{number}"), VaultKind::Name, "김철수"))
        .collect();
    let files = [lake_file("employment", "a")];
    let mut record = import("i1");
    (record.rows_stored, record.rows_rejected) = (9, 1);
    let mut n_dropped = 0;
    for polls in 0.. {
        let rejects = [reject(1, "wrong")];
        let write = store.commit_import(&record, &files, &rejects, &rows);
        match polled(write, polls * 3).await {
            // Dropped during the commit itself, an import may be complete.
            Some(Ok(_) | Err(StoreError::AlreadyImported { .. })) => break,
            Some(Err(error)) => panic!("after {polls} polls: {error}"),
            None => {}
        }
        let left = database.open().await.table_counts().await.unwrap();
        if left["imports"] == 0 {
            assert_eq!(left, before, "after {polls} polls");
            n_dropped += 1;
        }
    }
    assert!(n_dropped > 5, "the write was never dropped in its middle");
    assert_eq!(store.table_counts().await.unwrap()["vault"], 2_000);
}

pub(crate) async fn a_dropped_run_leaves_nothing<D: Database>() {
    let (database, store) = D::with_store().await;
    let before = store.table_counts().await.unwrap();
    let findings: Vec<Finding> = (0..200)
        .map(|number| finding(&number.to_string()))
        .collect();
    let cases: Vec<Case> = (0..20)
        .map(|number| case(&number.to_string(), &[&number.to_string()]))
        .collect();
    let record = run("r1");
    let mut n_dropped = 0;
    for polls in 0.. {
        let write = store.commit_run(&record, &findings, &cases);
        match polled(write, polls * 5).await {
            Some(Ok(_)) => break,
            Some(Err(error)) => panic!("after {polls} polls: {error}"),
            None => {}
        }
        let left = database.open().await.table_counts().await.unwrap();
        // Dropped during the commit itself, a run may be complete.
        if left["runs"] == 0 {
            assert_eq!(left, before, "after {polls} polls");
            n_dropped += 1;
        }
    }
    assert!(n_dropped > 5, "the write was never dropped in its middle");
    assert_eq!(store.table_counts().await.unwrap()["case_events"], 40);
}

pub(crate) async fn a_refused_import_leaves_nothing<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr"]).await;
    let before = store.table_counts().await.unwrap();
    // The last row of the last table is refused by the schema.
    let rows = [
        vault_row("pers_1", VaultKind::Name, "김철수"),
        vault_row("", VaultKind::Name, "x"),
    ];
    assert!(
        store
            .commit_import(&import("i1"), &[lake_file("employment", "a")], &[], &rows)
            .await
            .is_err()
    );
    assert_eq!(store.table_counts().await.unwrap(), before);
    store
        .commit_import(
            &import("i1"),
            &[lake_file("employment", "a")],
            &[],
            &rows[..1],
        )
        .await
        .unwrap();
}

pub(crate) async fn futures_may_move_between_threads<D: Database>() {
    fn check<T: Send>(_: &T) {}
    fn every(store: &Store) {
        check(&store.commit_import(&import("i1"), &[], &[], &[]));
        check(&store.commit_run(&run("r1"), &[], &[]));
        check(&store.cases(&bongsu_store::CaseFilter::default()));
        check(&store.findings(&bongsu_store::FindingFilter::default()));
        check(&store.audit());
    }
    let _ = every;
}

/// Polls a write so many times; what it returned, or `None` where it was dropped unfinished.
async fn polled<T>(write: impl Future<Output = T>, mut polls: usize) -> Option<T> {
    let mut write = pin!(write);
    poll_fn(|context| match write.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Some(result)),
        Poll::Pending if polls == 0 => Poll::Ready(None),
        Poll::Pending => {
            polls -= 1;
            Poll::Pending
        }
    })
    .await
}
