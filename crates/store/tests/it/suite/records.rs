//! Sources, small facts, counts, text, readers beside a writer.

use bongsu_model::SourceTerms;
use bongsu_store::StoreError;

use super::Database;
use crate::fixtures::{NOW, add_sources, finding, import, later, run, terms};

pub(crate) async fn a_source_is_added_once_and_keeps_its_terms<D: Database>() {
    let (database, store) = D::with_store().await;
    add_sources(&store, &["logs", "hr"]).await;
    assert!(!store.add_source(&terms("hr"), later(1)).await.unwrap());
    let other = SourceTerms {
        retention_days: 30,
        ..terms("hr")
    };
    let error = store.add_source(&other, NOW).await.unwrap_err();
    assert!(matches!(error, StoreError::SourceExists { .. }), "{error}");

    let again = database.open().await;
    assert_eq!(again.sources().await.unwrap(), [terms("hr"), terms("logs")]);
    assert_eq!(again.source("hr").await.unwrap(), Some(terms("hr")));
    assert_eq!(again.source("nothing").await.unwrap(), None);
}

pub(crate) async fn a_source_without_terms_is_refused<D: Database>() {
    let (_database, store) = D::with_store().await;
    let whole = terms("hr");
    for broken in [
        SourceTerms {
            name: " ".to_owned(),
            ..whole.clone()
        },
        SourceTerms {
            basis: String::new(),
            ..whole.clone()
        },
        SourceTerms {
            purpose: "\t".to_owned(),
            ..whole.clone()
        },
        SourceTerms {
            retention_days: 0,
            ..whole.clone()
        },
    ] {
        let error = store.add_source(&broken, NOW).await.unwrap_err();
        assert!(matches!(error, StoreError::Blank { .. }), "{error}");
    }
    assert_eq!(store.sources().await.unwrap(), []);
}

pub(crate) async fn meta_is_set_and_changed<D: Database>() {
    let (_database, store) = D::with_store().await;
    assert_eq!(store.meta("derived").await.unwrap(), None);
    store.set_meta("derived", "lake/derived/1").await.unwrap();
    store.set_meta("derived", "lake/derived/2").await.unwrap();
    assert_eq!(
        store.meta("derived").await.unwrap().as_deref(),
        Some("lake/derived/2")
    );
    assert!(store.set_meta("", "x").await.is_err());
}

pub(crate) async fn table_counts_name_every_table<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr"]).await;
    store
        .commit_run(&run("r1"), &[finding("1"), finding("2")], &[])
        .await
        .unwrap();
    let counts = store.table_counts().await.unwrap();
    assert_eq!(counts.len(), 17);
    assert_eq!(
        (
            counts["sources"],
            counts["findings"],
            counts["run_detectors"],
            counts["cases"]
        ),
        (1, 2, 2, 0)
    );
}

pub(crate) async fn korean_text_reads_back<D: Database>() {
    let (_database, store) = D::with_store().await;
    let mut korean = terms("인사");
    korean.basis = "근로계약 제9조 — 「산업기술보호법」".to_owned();
    store.add_source(&korean, NOW).await.unwrap();
    let mut record = import("i1");
    record.source = "인사".to_owned();
    record.file_name = "퇴사자 명단 (2026년 9월).csv".to_owned();
    store.commit_import(&record, &[], &[], &[]).await.unwrap();
    let mut drip = finding("1");
    drip.explain = "외부로 412건 · 𠮷野家 · e\u{301}".to_owned();
    store
        .commit_run(&run("r1"), &[drip.clone()], &[])
        .await
        .unwrap();

    assert_eq!(store.source("인사").await.unwrap(), Some(korean));
    assert_eq!(store.imports().await.unwrap()[0].record, record);
    assert_eq!(store.finding(&drip.id).await.unwrap(), Some(drip));
}

pub(crate) async fn readers_see_the_state_before_a_write_until_it_ends<D: Database>() {
    let (database, store) = D::with_store().await;
    add_sources(&store, &["hr"]).await;
    let other = database.open().await;
    let writes = async {
        for number in 0..20 {
            let run = run(&format!("r{number}"));
            store
                .commit_run(
                    &run,
                    &[
                        finding(&format!("{number}a")),
                        finding(&format!("{number}b")),
                    ],
                    &[],
                )
                .await
                .unwrap();
        }
    };
    let reads = async |store: &bongsu_store::Store| {
        let mut n_reads = 0;
        loop {
            let counts = store.table_counts().await.unwrap();
            assert_eq!(
                counts["findings"],
                2 * counts["runs"],
                "a reader saw half a run"
            );
            n_reads += 1;
            if counts["runs"] == 20 {
                return n_reads;
            }
        }
    };
    let ((), first, second) = tokio::join!(writes, reads(&store), reads(&other));
    assert!(first > 1 && second > 1);
}
