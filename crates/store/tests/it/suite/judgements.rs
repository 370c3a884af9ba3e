//! Judgements: a pair either way round, the last one counts, nothing is changed.

use bongsu_store::{JudgedAs, JudgedSide, Judgement, StoreError};

use super::Database;
use crate::fixtures::NOW;

fn judgement(a: JudgedSide, b: JudgedSide, verdict: JudgedAs) -> Judgement {
    Judgement {
        a,
        b,
        verdict,
        who: "analyst".to_owned(),
        why: "same registration number".to_owned(),
        at: NOW,
    }
}

fn party(id: &str) -> JudgedSide {
    JudgedSide::Party(id.to_owned())
}

fn name(text: &str) -> JudgedSide {
    JudgedSide::Name(text.to_owned())
}

pub(crate) async fn a_pair_is_kept_one_way_round_with_all_that_was_said<D: Database>() {
    let (_database, store) = D::with_store().await;
    let same = judgement(party("org_2"), party("org_1"), JudgedAs::Same);
    store.judge(&same).await.unwrap();
    let undone = judgement(party("org_1"), party("org_2"), JudgedAs::Undone);
    store.judge(&undone).await.unwrap();
    let named = judgement(party("org_1"), name("한빛정공"), JudgedAs::Different);
    store.judge(&named).await.unwrap();
    let log = store.judgements().await.unwrap();
    let pairs: Vec<_> = log
        .iter()
        .map(|one| (&one.judgement.a, &one.judgement.b, one.judgement.verdict))
        .collect();
    assert_eq!(
        pairs,
        [
            (&party("org_1"), &party("org_2"), JudgedAs::Same),
            (&party("org_1"), &party("org_2"), JudgedAs::Undone),
            (&name("한빛정공"), &party("org_1"), JudgedAs::Different),
        ]
    );
    assert!(log.windows(2).all(|pair| pair[0].seq < pair[1].seq));
    assert_eq!(log[0].judgement.why, same.why);
}

pub(crate) async fn a_judgement_needs_two_sides_a_person_and_a_reason<D: Database>() {
    let (_database, store) = D::with_store().await;
    let good = judgement(party("org_1"), party("org_2"), JudgedAs::Same);
    for broken in [
        Judgement {
            why: " ".to_owned(),
            ..good.clone()
        },
        Judgement {
            who: String::new(),
            ..good.clone()
        },
        Judgement {
            b: name(" "),
            ..good.clone()
        },
    ] {
        let error = store.judge(&broken).await.unwrap_err();
        assert!(matches!(error, StoreError::Blank { .. }), "{error}");
    }
    let one = judgement(party("org_1"), party("org_1"), JudgedAs::Same);
    let error = store.judge(&one).await.unwrap_err();
    assert!(matches!(error, StoreError::OneSide { .. }), "{error}");
    assert_eq!(store.judgements().await.unwrap(), []);
}

pub(crate) async fn judgements_cannot_be_changed_by_raw_sql<D: Database>() {
    let (database, store) = D::with_store().await;
    let same = judgement(party("org_1"), party("org_2"), JudgedAs::Same);
    store.judge(&same).await.unwrap();
    let before = store.judgements().await.unwrap();
    for attack in [
        "UPDATE judgements SET verdict = 'different'",
        "DELETE FROM judgements",
        "INSERT OR REPLACE INTO judgements SELECT seq, at, a_kind, a, b_kind, b, 'different', who, why FROM judgements",
    ] {
        let refused = database.raw(attack).await.unwrap_err();
        assert!(refused.contains("append-only"), "{attack}: {refused}");
    }
    assert_eq!(store.judgements().await.unwrap(), before);
}
