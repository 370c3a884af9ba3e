//! Runs and findings.

use bongsu_model::{Deciban, Digest, Strength, Subject};
use bongsu_store::{DetectorRun, FindingFilter, RunRecord, RunScope, Store, StoreError};

use super::Database;
use crate::fixtures::{detector_run, finding, later, person, run};

pub(crate) async fn a_run_reads_back_whole<D: Database>() {
    let (database, store) = D::with_store().await;
    let mut first = run("r1");
    first.detectors[1] = DetectorRun {
        status: "failed".to_owned(),
        error: Some("column `외부` is not known".to_owned()),
        ..detector_run("taking.slow-drip")
    };
    let bare = RunRecord {
        until: None,
        blindness: Vec::new(),
        detectors: Vec::new(),
        ..run("r2")
    };
    store.commit_run(&first, &[], &[]).await.unwrap();
    store.commit_run(&bare, &[], &[]).await.unwrap();
    let again = database.open().await;
    assert_eq!(again.runs().await.unwrap(), [first.clone(), bare]);
    assert_eq!(again.detector_runs("r1").await.unwrap(), first.detectors);
    assert_eq!(again.run("r1").await.unwrap(), Some(first));
    assert_eq!(again.run("nothing").await.unwrap(), None);
}

pub(crate) async fn the_last_run_is_the_one_committed_last<D: Database>() {
    let (_database, store) = D::with_store().await;
    assert_eq!(store.last_run().await.unwrap(), None);
    assert_eq!(store.findings(&FindingFilter::default()).await.unwrap(), []);
    store.commit_run(&run("r2"), &[], &[]).await.unwrap();
    // The clock may be set back.
    store
        .commit_run(
            &RunRecord {
                at: later(-9),
                ..run("r1")
            },
            &[],
            &[],
        )
        .await
        .unwrap();
    assert_eq!(store.last_run().await.unwrap().unwrap().run, "r1");
    store.commit_run(&run("r2"), &[], &[]).await.unwrap();
    assert_eq!(store.last_run().await.unwrap().unwrap().run, "r2");
    assert_eq!(store.runs().await.unwrap().len(), 2);
}

pub(crate) async fn a_run_id_of_other_inputs_is_refused<D: Database>() {
    let (_database, store) = D::with_store().await;
    store
        .commit_run(&run("r1"), &[finding("1")], &[])
        .await
        .unwrap();
    let other = RunRecord {
        input_digest: Digest::of(b"other"),
        ..run("r1")
    };
    let error = store.commit_run(&other, &[], &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::RunExists { .. }), "{error}");
    assert_eq!(ids(&store, RunScope::Latest).await, ["find_1"]);
}

pub(crate) async fn findings_are_filtered_and_ordered<D: Database>() {
    let (_database, store) = D::with_store().await;
    let mut of_b = finding("1");
    of_b.subject = Subject::Person {
        person: person("b"),
    };
    let mut later_one = finding("2");
    later_one.from = later(1);
    let mut cohort = finding("3");
    cohort.detector = "cohort.converging".parse().unwrap();
    cohort.subject = Subject::Cohort {
        cohort: "셀개발팀 → Hanbit".to_owned(),
    };
    let all = [of_b, later_one.clone(), finding("4"), cohort.clone()];
    store.commit_run(&run("r1"), &all, &[]).await.unwrap();
    store
        .commit_run(&run("r2"), &[later_one, finding("5")], &[])
        .await
        .unwrap();

    assert_eq!(ids(&store, RunScope::Latest).await, ["find_5", "find_2"]);
    assert_eq!(
        ids(&store, RunScope::Of("r1".to_owned())).await,
        ["find_3", "find_4", "find_2", "find_1"]
    );
    assert_eq!(
        ids(&store, RunScope::All).await,
        ["find_3", "find_4", "find_5", "find_2", "find_1"]
    );
    let by_detector = FindingFilter {
        detector: Some(cohort.detector.clone()),
        subject: None,
        run: RunScope::All,
    };
    assert_eq!(
        store.findings(&by_detector).await.unwrap(),
        std::slice::from_ref(&cohort)
    );
    let by_subject = FindingFilter {
        subject: Some(cohort.subject.to_string()),
        ..by_detector.clone()
    };
    assert_eq!(store.findings(&by_subject).await.unwrap(), [cohort]);
    let nothing = FindingFilter {
        subject: Some("pers_a".to_owned()),
        ..by_detector
    };
    assert_eq!(store.findings(&nothing).await.unwrap(), []);
}

pub(crate) async fn a_finding_keeps_every_text_it_had<D: Database>() {
    let (database, store) = D::with_store().await;
    let before = finding("1");
    let mut after = finding("1");
    after.weight = Deciban(9.0);
    after.detector_digest = "aaaaaaaaaaaa".to_owned();
    assert_eq!(
        store
            .commit_run(&run("r1"), &[before.clone(), before.clone()], &[])
            .await
            .unwrap()
            .new_findings,
        1
    );
    assert_eq!(
        store
            .commit_run(&run("r2"), std::slice::from_ref(&after), &[])
            .await
            .unwrap()
            .new_findings,
        0
    );

    let of = |run| FindingFilter {
        run,
        ..FindingFilter::default()
    };
    assert_eq!(
        store
            .findings(&of(RunScope::Of("r1".to_owned())))
            .await
            .unwrap(),
        [before]
    );
    assert_eq!(
        store.findings(&of(RunScope::Latest)).await.unwrap(),
        std::slice::from_ref(&after)
    );
    assert_eq!(
        store.findings(&of(RunScope::All)).await.unwrap(),
        std::slice::from_ref(&after)
    );
    assert_eq!(store.finding(&after.id).await.unwrap(), Some(after));
    let refused = database
        .raw("UPDATE finding_documents SET document = '{}'")
        .await
        .unwrap_err();
    assert!(refused.contains("never changed"), "{refused}");
}

pub(crate) async fn two_findings_with_one_id_are_refused<D: Database>() {
    let (_database, store) = D::with_store().await;
    let mut other = finding("1");
    other.explain = "something else".to_owned();
    let error = store
        .commit_run(&run("r1"), &[finding("1"), other], &[])
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::FindingTwice { .. }), "{error}");
    assert_eq!(store.runs().await.unwrap(), []);
}

pub(crate) async fn a_number_that_is_not_finite_is_refused<D: Database>() {
    let (_database, store) = D::with_store().await;
    for strength in [f64::NAN, f64::INFINITY] {
        let mut broken = finding("1");
        broken.strength = Strength(strength);
        let error = store
            .commit_run(&run("r1"), &[broken], &[])
            .await
            .unwrap_err();
        assert!(
            matches!(
                error,
                StoreError::Unwritable {
                    what: "finding",
                    ..
                }
            ),
            "{error}"
        );
    }
}

pub(crate) async fn detectors_of_an_unknown_run_are_an_error<D: Database>() {
    let (_database, store) = D::with_store().await;
    let error = store.detector_runs("nothing").await.unwrap_err();
    assert!(matches!(error, StoreError::UnknownRun { .. }), "{error}");
}

async fn ids(store: &Store, run: RunScope) -> Vec<String> {
    let filter = FindingFilter {
        run,
        ..FindingFilter::default()
    };
    store
        .findings(&filter)
        .await
        .unwrap()
        .into_iter()
        .map(|finding| finding.id.to_string())
        .collect()
}
