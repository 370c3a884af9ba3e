//! The vault and the log of who looked.

use bongsu_model::PersonId;
use bongsu_store::{Identity, RevealRequest, Store, StoreError, VaultKind, VaultRow};

use super::Database;
use crate::fixtures::{NOW, add_sources, import, person, vault_row};

pub(crate) async fn identities_gather_what_sources_say<D: Database>() {
    let (_database, store) = D::with_store().await;
    fill(&store).await;
    let identities = store
        .identities(&[person("b"), person("a"), person("nobody")])
        .await
        .unwrap();
    let [b, a, nobody] = identities.as_slice() else {
        panic!("three people were asked for")
    };
    assert_eq!(
        (&b.person, b.names.as_slice()),
        (&person("b"), &["이영희".to_owned()][..])
    );
    assert_eq!(a.names, ["Kim Chulsoo", "김철수"]);
    assert_eq!(
        (a.keys.as_slice(), a.accounts.as_slice()),
        (&["A1001".to_owned()][..], &["ACM2278".to_owned()][..])
    );
    assert_eq!(a.addresses, ["kim@holder.example"]);
    let unknown = Identity {
        person: person("nobody"),
        keys: Vec::new(),
        names: Vec::new(),
        accounts: Vec::new(),
        addresses: Vec::new(),
    };
    assert_eq!(*nobody, unknown);
    assert_eq!(store.audit().await.unwrap(), []);
}

pub(crate) async fn vault_rows_repeat_without_harm<D: Database>() {
    let (_database, store) = D::with_store().await;
    fill(&store).await;
    let row = vault_row("pers_a", VaultKind::Name, "김철수");
    store
        .commit_import(&import("i2"), &[], &[], &[row.clone(), row])
        .await
        .unwrap();
    assert_eq!(
        store.identities(&[person("a")]).await.unwrap()[0]
            .names
            .len(),
        2
    );
    let lost = VaultRow {
        source: "nowhere".to_owned(),
        ..vault_row("pers_a", VaultKind::Name, "x")
    };
    let error = store
        .commit_import(&import("i3"), &[], &[], &[lost])
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Refused { .. }), "{error}");
}

pub(crate) async fn a_hundred_thousand_vault_rows_are_stored<D: Database>() {
    let (_database, store) = D::with_store().await;
    add_sources(&store, &["hr"]).await;
    let rows: Vec<VaultRow> = (0..100_007)
        .map(|number| {
            vault_row(
                &format!("pers_{number}"),
                VaultKind::Account,
                &format!("ACC{number}"),
            )
        })
        .collect();
    store
        .commit_import(&import("i1"), &[], &[], &rows)
        .await
        .unwrap();
    assert_eq!(store.table_counts().await.unwrap()["vault"], 100_007);
    assert_eq!(
        store.identities(&[person("100006")]).await.unwrap()[0].accounts,
        ["ACC100006"]
    );
}

pub(crate) async fn a_reveal_is_audited_with_its_reason<D: Database>() {
    let (database, store) = D::with_store().await;
    fill(&store).await;
    let first = request("사건 조사", vec![person("a"), person("nobody")]);
    let shown = store.reveal(&first).await.unwrap();
    assert_eq!(shown[0].names, ["Kim Chulsoo", "김철수"]);
    let second = request("evaluation", vec![person("b")]);
    store.reveal(&second).await.unwrap();

    let log = database.open().await.audit().await.unwrap();
    let requests: Vec<&RevealRequest> = log.iter().map(|entry| &entry.request).collect();
    assert_eq!(requests, [&first, &second]);
    assert!(log[0].seq < log[1].seq);
}

pub(crate) async fn a_reveal_without_reason_shows_nothing_and_logs_nothing<D: Database>() {
    let (_database, store) = D::with_store().await;
    fill(&store).await;
    for broken in [
        RevealRequest {
            why: " \n".to_owned(),
            ..request("", vec![person("a")])
        },
        RevealRequest {
            who: String::new(),
            ..request("reason", vec![person("a")])
        },
        RevealRequest {
            what: String::new(),
            ..request("reason", vec![person("a")])
        },
    ] {
        let error = store.reveal(&broken).await.unwrap_err();
        assert!(matches!(error, StoreError::Blank { .. }), "{error}");
    }
    assert_eq!(store.audit().await.unwrap(), []);
}

pub(crate) async fn the_audit_log_cannot_be_changed_by_raw_sql<D: Database>() {
    let (database, store) = D::with_store().await;
    fill(&store).await;
    store
        .reveal(&request("reason", vec![person("a")]))
        .await
        .unwrap();
    let before = store.audit().await.unwrap();
    for attack in [
        "UPDATE audit SET why = 'another'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (seq, at, who, what, why, people) SELECT seq, at, 'x', what, why, people FROM audit",
        "INSERT INTO audit (seq, at, who, what, why, people) SELECT seq, at, 'x', what, why, people FROM audit WHERE 1
         ON CONFLICT (seq) DO UPDATE SET who = 'x'",
    ] {
        let refused = database.raw(attack).await.unwrap_err();
        assert!(refused.contains("append-only"), "{attack}: {refused}");
    }
    assert!(
        database
            .raw("INSERT INTO audit (at, who, what, why, people) VALUES (1, 'w', 'w', ' ', '{}')")
            .await
            .is_err()
    );
    assert_eq!(store.audit().await.unwrap(), before);
}

/// Two people: `a` with everything, `b` with a name.
async fn fill(store: &Store) {
    add_sources(store, &["hr", "logs"]).await;
    let rows = [
        vault_row("pers_a", VaultKind::Key, "A1001"),
        vault_row("pers_a", VaultKind::Name, "김철수"),
        vault_row("pers_a", VaultKind::Name, "Kim Chulsoo"),
        vault_row("pers_a", VaultKind::Account, "ACM2278"),
        VaultRow {
            source: "logs".to_owned(),
            ..vault_row("pers_a", VaultKind::Account, "ACM2278")
        },
        vault_row("pers_a", VaultKind::Address, "kim@holder.example"),
        vault_row("pers_b", VaultKind::Name, "이영희"),
    ];
    store
        .commit_import(&import("i1"), &[], &[], &rows)
        .await
        .unwrap();
}

fn request(why: &str, people: Vec<PersonId>) -> RevealRequest {
    RevealRequest {
        who: "analyst".to_owned(),
        what: "case show case_1".to_owned(),
        why: why.to_owned(),
        people,
        at: NOW,
    }
}
