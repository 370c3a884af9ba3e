//! Imports, rejects, and the manifest of the lake.

use bongsu_model::Digest;
use bongsu_store::{ImportRecord, LakeFile, RejectRow, Replaced, Store, StoreError};

use super::Database;
use crate::fixtures::{add_sources, import, lake_file, later, reading, reject};

pub(crate) async fn an_import_reads_back_whole<D: Database>() {
    let (database, store) = D::with_store().await;
    add_sources(&store, &["hr"]).await;
    let record = ImportRecord {
        rows_read: 100,
        rows_stored: 95,
        rows_rejected: 2,
        rows_folded: 3,
        bytes: 5_000_000_000,
        ..import("i1")
    };
    let files = [
        LakeFile {
            month: Some("2026-02".to_owned()),
            ..lake_file("activity", "lake/b.parquet")
        },
        LakeFile {
            month: Some("2026-01".to_owned()),
            ..lake_file("activity", "lake/c.parquet")
        },
        lake_file("employment", "lake/a.parquet"),
    ];
    let rejects = [
        RejectRow {
            line: 17,
            file: Some("add.csv".to_owned()),
            column: Some("at".to_owned()),
            reason: "`32/01/2026` is not a day".to_owned(),
        },
        reject(3, "too few columns"),
    ];
    store
        .commit_import(&record, &files, &rejects, &[])
        .await
        .unwrap();

    let again = database.open().await;
    let found = again
        .find_import(&record.digest, "employment", &reading("as it is"))
        .await
        .unwrap();
    assert_eq!(found.as_ref(), Some(&record));
    assert_eq!(
        again
            .find_import(&record.digest, "departures", &reading("as it is"))
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        again
            .find_import(&Digest::of(b"other"), "employment", &reading("as it is"))
            .await
            .unwrap(),
        None
    );
    assert_eq!(again.rejects("i1").await.unwrap(), rejects);
    let current = again.current_files().await.unwrap();
    assert_eq!(
        paths(&again).await,
        ["lake/c.parquet", "lake/b.parquet", "lake/a.parquet"]
    );
    assert_eq!(current[0].file, files[1]);
    assert_eq!(
        (current[0].digest, current[0].source.as_str()),
        (record.digest, "hr")
    );
    assert_eq!(
        (current[0].import.as_str(), current[0].format.as_str()),
        ("i1", "hr")
    );
}

pub(crate) async fn counts_that_do_not_add_up_are_refused<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr"]).await;
    for (read, stored, rejected, folded) in [(10, 9, 0, 0), (10, 10, 1, 0), (0, u64::MAX, 1, 0)] {
        let record = ImportRecord {
            rows_read: read,
            rows_stored: stored,
            rows_rejected: rejected,
            rows_folded: folded,
            ..import("i1")
        };
        let error = store
            .commit_import(&record, &[], &[], &[])
            .await
            .unwrap_err();
        assert!(matches!(error, StoreError::CountsDiffer { .. }), "{error}");
    }
    assert_eq!(store.imports().await.unwrap(), []);
}

pub(crate) async fn the_schema_itself_refuses_counts_that_do_not_add_up<D: Database>() {
    let (database, store) = D::with_store().await;
    add_sources(&store, &["hr"]).await;
    store
        .commit_import(&import("i1"), &[], &[], &[])
        .await
        .unwrap();
    assert!(
        database
            .raw("UPDATE imports SET rows_stored = 9 WHERE import = 'i1'")
            .await
            .is_err()
    );
    database
        .raw("UPDATE imports SET rows_stored = 9, rows_folded = 1 WHERE import = 'i1'")
        .await
        .unwrap();
}

pub(crate) async fn more_rejects_than_rejected_rows_are_refused<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr"]).await;
    let record = ImportRecord {
        rows_stored: 9,
        rows_rejected: 1,
        ..import("i1")
    };
    let error = store
        .commit_import(&record, &[], &[reject(1, "a"), reject(2, "b")], &[])
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::RejectsDiffer {
                given: 2,
                rejected: 1
            }
        ),
        "{error}"
    );
    store.commit_import(&record, &[], &[], &[]).await.unwrap();
}

pub(crate) async fn the_same_bytes_are_imported_once<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr", "logs"]).await;
    store
        .commit_import(&import("i1"), &[], &[], &[])
        .await
        .unwrap();
    let again = ImportRecord {
        import: "i2".to_owned(),
        ..import("i1")
    };
    let error = store
        .commit_import(&again, &[], &[], &[])
        .await
        .unwrap_err();
    assert!(
        matches!(&error, StoreError::AlreadyImported { import } if import == "i1"),
        "{error}"
    );
    let same_id = ImportRecord {
        digest: Digest::of(b"other"),
        ..import("i1")
    };
    let error = store
        .commit_import(&same_id, &[], &[], &[])
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::ImportExists { .. }), "{error}");

    let of_another_source = ImportRecord {
        source: "logs".to_owned(),
        format: "csv".to_owned(),
        ..again.clone()
    };
    let error = store
        .commit_import(&of_another_source, &[], &[], &[])
        .await
        .unwrap_err();
    assert!(
        matches!(&error, StoreError::AlreadyImported { import } if import == "i1"),
        "{error}"
    );
    let as_another_table = ImportRecord {
        target: "departures".to_owned(),
        ..again
    };
    store
        .commit_import(&as_another_table, &[], &[], &[])
        .await
        .unwrap();
    assert_eq!(store.imports().await.unwrap().len(), 2);
}

pub(crate) async fn another_reading_of_the_same_bytes_takes_the_place_of_the_first<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr", "logs"]).await;
    let read = |id: &str, source: &str, how: &str| ImportRecord {
        import: id.to_owned(),
        source: source.to_owned(),
        reading: reading(how),
        ..import("i1")
    };
    let first = [lake_file("activity", "a1"), lake_file("activity", "a2")];
    store
        .commit_import(&read("i1", "hr", "first mapping"), &first, &[], &[])
        .await
        .unwrap();
    store
        .commit_import(&import("other"), &[lake_file("activity", "o")], &[], &[])
        .await
        .unwrap();
    let second = read("i2", "logs", "second mapping");
    let replaced = store
        .commit_import(&second, &[lake_file("activity", "a3")], &[], &[])
        .await
        .unwrap();
    assert_eq!((replaced.reread_rows, replaced.earlier_rows), (20, 0));
    assert_eq!(paths(&store).await, ["a3", "o"]);
    let imports = store.imports().await.unwrap();
    let superseded: Vec<_> = imports
        .iter()
        .map(|import| import.superseded_by.as_deref())
        .collect();
    assert_eq!(superseded, [Some("i2"), None, None]);
    let claims = store.claims(Some("i2")).await.unwrap();
    let held_by: Vec<&str> = claims.iter().map(|claim| claim.source.as_str()).collect();
    assert_eq!(
        held_by,
        ["hr", "logs"],
        "whoever gave the bytes holds the new reading"
    );
    // The first reading may come back.
    store
        .commit_import(
            &read("i3", "hr", "first mapping"),
            &[lake_file("activity", "a4")],
            &[],
            &[],
        )
        .await
        .unwrap();
    assert_eq!(paths(&store).await, ["a4", "o"]);
}

pub(crate) async fn an_unknown_source_is_refused<D: Database>() {
    let (_database, store) = D::with_store().await;
    let error = store
        .commit_import(&import("i1"), &[], &[], &[])
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::UnknownSource { .. }), "{error}");
}

pub(crate) async fn a_load_replaces_earlier_ones_of_its_source_name_and_target_only<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr", "register"]).await;
    let of = |id: &str, source: &str| ImportRecord {
        source: source.to_owned(),
        file_name: "companies.json".to_owned(),
        ..import(id)
    };
    let first = [
        lake_file("organisations", "o1"),
        lake_file("interests", "n1"),
    ];
    store
        .commit_import(&of("i1", "register"), &first, &[], &[])
        .await
        .unwrap();
    let another_source = of("i2", "hr");
    let another_file = ImportRecord {
        file_name: "other.json".to_owned(),
        ..of("i5", "register")
    };
    let another_target = ImportRecord {
        target: "departures".to_owned(),
        ..of("i6", "register")
    };
    let adding = of("i3", "register");
    for (record, file) in [
        (&another_source, "o2"),
        (&another_file, "o5"),
        (&another_target, "o6"),
        (&adding, "o3"),
    ] {
        store
            .commit_import(record, &[lake_file("organisations", file)], &[], &[])
            .await
            .unwrap();
    }
    assert_eq!(paths(&store).await, ["n1", "o1", "o2", "o3", "o5", "o6"]);

    let load = ImportRecord {
        replaces: true,
        ..of("i4", "register")
    };
    let replaced = store.commit_import(&load, &[], &[], &[]).await.unwrap();
    assert_eq!((replaced.reread_rows, replaced.earlier_rows), (0, 30));
    assert_eq!(
        paths(&store).await,
        ["o2", "o5", "o6"],
        "a load without rows also takes the place"
    );
    let imports = store.imports().await.unwrap();
    let superseded: Vec<_> = imports
        .iter()
        .map(|import| import.superseded_by.as_deref())
        .collect();
    assert_eq!(superseded, [Some("i4"), None, None, None, Some("i4"), None]);
    assert!(imports[5].record.replaces);
    assert_eq!(
        store.table_counts().await.unwrap()["lake_files"],
        6,
        "history stays"
    );
}

pub(crate) async fn rows_stay_while_another_source_gives_them<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr", "partner"]).await;
    let load = |id: &str, source: &str| ImportRecord {
        source: source.to_owned(),
        file_name: "list.csv".to_owned(),
        replaces: true,
        ..import(id)
    };
    let first = load("i1", "hr");
    store
        .commit_import(&first, &[lake_file("listed", "l1")], &[], &[])
        .await
        .unwrap();
    let claimed = store.claim(&first, "partner", "ours.csv", later(1)).await;
    assert_eq!(claimed.unwrap(), Some(Replaced::default()));
    let again = store.claim(&first, "partner", "ours.csv", later(2)).await;
    assert_eq!(again.unwrap(), None, "known already");

    let replaced = store
        .commit_import(&load("i2", "hr"), &[lake_file("listed", "l2")], &[], &[])
        .await
        .unwrap();
    assert_eq!(replaced.earlier_rows, 0);
    assert_eq!(
        replaced.held_by,
        [("partner".to_owned(), "ours.csv".to_owned())]
    );
    let current = store.current_files().await.unwrap();
    let held: Vec<_> = current
        .iter()
        .map(|file| (file.file.path.as_str(), file.source.as_str()))
        .collect();
    assert_eq!(held, [("l1", "partner"), ("l2", "hr")]);

    // The partner gives what `hr` gives: its claim on the first load ends, and with it the load.
    let second = load("i2", "hr");
    let claimed = store.claim(&second, "partner", "ours.csv", later(3)).await;
    assert_eq!(claimed.unwrap().map(|found| found.earlier_rows), Some(10));
    assert_eq!(paths(&store).await, ["l2"]);
    let claims = store.claims(Some("i2")).await.unwrap();
    let standing: Vec<_> = claims
        .iter()
        .map(|claim| (claim.source.as_str(), claim.ended_by.as_deref()))
        .collect();
    assert_eq!(standing, [("hr", None), ("partner", None)]);
}

pub(crate) async fn superseded_bytes_may_come_back<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr"]).await;
    let load = |id: &str, bytes: &str| ImportRecord {
        digest: Digest::of(bytes.as_bytes()),
        file_name: "staff.csv".to_owned(),
        replaces: true,
        ..import(id)
    };
    store
        .commit_import(
            &load("i1", "old"),
            &[lake_file("organisations", "o1")],
            &[],
            &[],
        )
        .await
        .unwrap();
    store
        .commit_import(
            &load("i2", "new"),
            &[lake_file("organisations", "o2")],
            &[],
            &[],
        )
        .await
        .unwrap();
    assert_eq!(
        store
            .find_import(&Digest::of(b"old"), "employment", &reading("as it is"))
            .await
            .unwrap(),
        None
    );
    store
        .commit_import(
            &load("i3", "old"),
            &[lake_file("organisations", "o3")],
            &[],
            &[],
        )
        .await
        .unwrap();
    assert_eq!(paths(&store).await, ["o3"]);
    let found = store
        .find_import(&Digest::of(b"old"), "employment", &reading("as it is"))
        .await
        .unwrap();
    assert_eq!(found.unwrap().import, "i3");
}

pub(crate) async fn imports_past_retention_are_listed<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr", "partner"]).await;
    store
        .commit_import(&import("i1"), &[], &[], &[])
        .await
        .unwrap();
    store
        .commit_import(
            &ImportRecord {
                at: later(10),
                ..import("i2")
            },
            &[],
            &[],
            &[],
        )
        .await
        .unwrap();
    assert_eq!(store.expired(later(365)).await.unwrap(), []);
    assert_eq!(store.expired(later(366)).await.unwrap(), [import("i1")]);
    assert_eq!(store.expired(later(376)).await.unwrap().len(), 2);
    // A source that gave the bytes later keeps them longer.
    store
        .claim(&import("i1"), "partner", "i1.csv", later(300))
        .await
        .unwrap();
    assert_eq!(store.expired(later(376)).await.unwrap().len(), 1);
}

pub(crate) async fn a_path_is_in_the_lake_once<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr"]).await;
    store
        .commit_import(&import("i1"), &[lake_file("employment", "a")], &[], &[])
        .await
        .unwrap();
    let error = store
        .commit_import(&import("i2"), &[lake_file("employment", "a")], &[], &[])
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Refused { .. }), "{error}");
    let error = store
        .commit_import(&import("i2"), &[lake_file("employment", "/a")], &[], &[])
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Refused { .. }), "{error}");
    assert_eq!(store.imports().await.unwrap().len(), 1);
}

async fn paths(store: &Store) -> Vec<String> {
    store
        .current_files()
        .await
        .unwrap()
        .into_iter()
        .map(|current| current.file.path)
        .collect()
}
