//! Cases over runs, their logs, and what people decide.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Case, CaseId, CaseKind, CaseState, Deciban, Finding, Term};
use bongsu_store::{Annotation, CaseEventKind, CaseFilter, RunRecord, Store, StoreError};
use proptest::strategy::{Strategy, ValueTree};

use super::Database;
use crate::fixtures::{NOW, case, finding, later, run};

pub(crate) async fn the_same_run_twice_appends_nothing<D: Database>() {
    let (_database, store) = D::with_store().await;
    let findings = [finding("1"), finding("2")];
    let cases = [case("a", &["1", "2"]), case("b", &["2"])];
    let first = store
        .commit_run(&run("r1"), &findings, &cases)
        .await
        .unwrap();
    assert_eq!(
        (first.new_findings, first.opened.len(), first.changed.len()),
        (2, 2, 0)
    );
    assert_eq!(
        log(&store, "a").await,
        ["opened", "finding added find_1", "finding added find_2"]
    );
    let before = (
        log(&store, "a").await,
        log(&store, "b").await,
        store.table_counts().await.unwrap(),
    );

    // Under its own id.
    let again = store
        .commit_run(&run("r1"), &findings, &cases)
        .await
        .unwrap();
    assert_eq!(
        (
            again.new_findings,
            again.opened.len(),
            again.changed.len(),
            again.n_unchanged
        ),
        (0, 0, 0, 2)
    );
    assert_eq!(
        (
            log(&store, "a").await,
            log(&store, "b").await,
            store.table_counts().await.unwrap()
        ),
        before
    );

    // As a later run.
    let later_run = RunRecord {
        at: later(1),
        ..run("r2")
    };
    store
        .commit_run(&later_run, &findings, &cases)
        .await
        .unwrap();
    assert_eq!(
        (log(&store, "a").await, log(&store, "b").await),
        (before.0, before.1)
    );
    let stored = store.case(&id("a")).await.unwrap().unwrap();
    assert_eq!((stored.opened_at, stored.changed_at), (NOW, NOW));
    assert_eq!(
        (stored.first_run.as_str(), stored.last_run.as_str()),
        ("r1", "r2")
    );
}

pub(crate) async fn a_later_run_appends_only_what_is_new<D: Database>() {
    let (database, store) = D::with_store().await;
    store
        .commit_run(&run("r1"), &[finding("1")], &[case("a", &["1"])])
        .await
        .unwrap();
    let mut grown = case("a", &["1", "2"]);
    grown.title = "더 많이 반출".to_owned();
    grown.score.total = Deciban(9.5);
    // A term may cite what no fact does.
    grown.score.terms = vec![Term {
        label: "t".to_owned(),
        family: None,
        weight: Deciban(1.0),
        finding: Some(finding("3").id),
        counted: true,
    }];
    let second = RunRecord {
        at: later(1),
        ..run("r2")
    };
    let commit = store
        .commit_run(&second, &[finding("2"), finding("3")], &[grown.clone()])
        .await
        .unwrap();
    assert_eq!((commit.new_findings, commit.changed), (2, vec![id("a")]));

    let again = database.open().await;
    let added = [
        "opened",
        "finding added find_1",
        "document changed",
        "finding added find_2",
        "finding added find_3",
    ];
    assert_eq!(log(&again, "a").await, added);
    let stored = again.case(&id("a")).await.unwrap().unwrap();
    assert_eq!(
        (stored.case, stored.opened_at, stored.changed_at),
        (grown, NOW, later(1))
    );
    let events = again.case_events(&id("a")).await.unwrap();
    assert_eq!(
        (events[2].run.as_deref(), events[2].at),
        (Some("r2"), later(1))
    );
    assert_ne!(events[0].document_digest, events[2].document_digest);
}

pub(crate) async fn a_state_set_by_people_survives_a_run<D: Database>() {
    let (_database, store) = D::with_store().await;
    store
        .commit_run(&run("r1"), &[finding("1")], &[case("a", &["1"])])
        .await
        .unwrap();
    let closed = annotation("a", Some(CaseState::Closed), "인수인계 확인");
    assert_eq!(
        store.annotate_case(&closed).await.unwrap(),
        CaseEventKind::Closed
    );
    assert_eq!(
        store.annotate_case(&closed).await.unwrap(),
        CaseEventKind::Noted
    );

    // The engine may hand back the state it read: that is no change.
    let given_back = Case {
        state: CaseState::Closed,
        ..case("a", &["1"])
    };
    store
        .commit_run(&run("r2"), &[finding("1")], &[given_back])
        .await
        .unwrap();
    store
        .commit_run(
            &run("r3"),
            &[finding("1"), finding("2")],
            &[case("a", &["1", "2"])],
        )
        .await
        .unwrap();
    assert_eq!(
        store.case(&id("a")).await.unwrap().unwrap().case.state,
        CaseState::Closed
    );

    let reopened = annotation("a", Some(CaseState::Open), "new finding");
    assert_eq!(
        store.annotate_case(&reopened).await.unwrap(),
        CaseEventKind::Reopened
    );
    assert_eq!(
        store.case(&id("a")).await.unwrap().unwrap().case.state,
        CaseState::Open
    );
    let tail = [
        "closed",
        "noted",
        "document changed",
        "finding added find_2",
        "reopened",
    ];
    assert_eq!(log(&store, "a").await[2..], tail);
    let events = store.case_events(&id("a")).await.unwrap();
    assert_eq!(
        (events[2].who.as_deref(), events[2].why.as_deref()),
        (Some("analyst"), Some("인수인계 확인"))
    );
}

pub(crate) async fn a_case_not_given_again_stays_and_is_marked<D: Database>() {
    let (_database, store) = D::with_store().await;
    let both = [case("a", &["1"]), case("b", &["1"])];
    store
        .commit_run(&run("r1"), &[finding("1")], &both)
        .await
        .unwrap();
    store
        .commit_run(&run("r2"), &[finding("1")], &both[1..])
        .await
        .unwrap();
    let all = store.cases(&CaseFilter::default()).await.unwrap();
    let runs: Vec<_> = all.iter().map(|stored| stored.last_run.as_str()).collect();
    assert_eq!(runs, ["r1", "r2"]);
    let of_last = CaseFilter {
        of_last_run: true,
        ..CaseFilter::default()
    };
    assert_eq!(ids(&store, &of_last).await, ["case_b"]);
    // A run that is made again keeps its id, and may give less: a detector was stopped.
    store
        .commit_run(&run("r2"), &[finding("1")], &both[..1])
        .await
        .unwrap();
    assert_eq!(ids(&store, &of_last).await, ["case_a"]);
}

pub(crate) async fn cases_are_filtered_and_ordered<D: Database>() {
    let (_database, store) = D::with_store().await;
    let mut cohort = case("c", &[]);
    cohort.kind = CaseKind::Cohort;
    cohort.score.total = Deciban(12.5);
    let mut low = case("d", &[]);
    low.score.total = Deciban(-4.0);
    store
        .commit_run(
            &run("r1"),
            &[],
            &[low, case("b", &[]), case("a", &[]), cohort],
        )
        .await
        .unwrap();
    store
        .annotate_case(&annotation("b", Some(CaseState::Closed), "checked"))
        .await
        .unwrap();

    let any = CaseFilter::default();
    assert_eq!(
        ids(&store, &any).await,
        ["case_c", "case_a", "case_b", "case_d"]
    );
    assert_eq!(
        ids(
            &store,
            &CaseFilter {
                limit: Some(2),
                ..any.clone()
            }
        )
        .await,
        ["case_c", "case_a"]
    );
    let open = CaseFilter {
        state: Some(CaseState::Open),
        ..any.clone()
    };
    assert_eq!(ids(&store, &open).await, ["case_c", "case_a", "case_d"]);
    let at_least = CaseFilter {
        min_score: Some(Deciban(3.0)),
        kind: Some(CaseKind::Person),
        ..any
    };
    assert_eq!(ids(&store, &at_least).await, ["case_a", "case_b"]);
    assert_eq!(store.case(&id("nothing")).await.unwrap(), None);
}

pub(crate) async fn annotations_need_a_reason_and_a_case<D: Database>() {
    let (_database, store) = D::with_store().await;
    store
        .commit_run(&run("r1"), &[], &[case("a", &[])])
        .await
        .unwrap();
    let error = store
        .annotate_case(&annotation("a", Some(CaseState::Closed), "  "))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Blank { .. }), "{error}");
    let error = store
        .annotate_case(&annotation("z", None, "reason"))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::UnknownCase { .. }), "{error}");
    assert_eq!(
        store
            .annotate_case(&annotation("a", None, "asked HR"))
            .await
            .unwrap(),
        CaseEventKind::Noted
    );
    assert_eq!(log(&store, "a").await, ["opened", "noted"]);
}

pub(crate) async fn a_case_cites_known_findings_only<D: Database>() {
    let (_database, store) = D::with_store().await;
    let error = store
        .commit_run(&run("r1"), &[finding("1")], &[case("a", &["1", "2"])])
        .await
        .unwrap_err();
    assert!(
        matches!(error, StoreError::UnknownFinding { .. }),
        "{error}"
    );
    assert_eq!(store.runs().await.unwrap(), []);
    store
        .commit_run(&run("r1"), &[finding("1")], &[])
        .await
        .unwrap();
    // A finding of an earlier run may be cited.
    store
        .commit_run(&run("r2"), &[], &[case("a", &["1"])])
        .await
        .unwrap();
}

pub(crate) async fn a_case_given_twice_is_refused<D: Database>() {
    let (_database, store) = D::with_store().await;
    let error = store
        .commit_run(&run("r1"), &[], &[case("a", &[]), case("a", &[])])
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::CaseTwice { .. }), "{error}");
}

pub(crate) async fn case_events_cannot_be_changed_by_raw_sql<D: Database>() {
    let (database, store) = D::with_store().await;
    store
        .commit_run(&run("r1"), &[finding("1")], &[case("a", &["1"])])
        .await
        .unwrap();
    store
        .annotate_case(&annotation("a", Some(CaseState::Closed), "checked"))
        .await
        .unwrap();
    let before = store.case_events(&id("a")).await.unwrap();
    for attack in [
        "UPDATE case_events SET why = 'another' WHERE who IS NOT NULL",
        "DELETE FROM case_events WHERE kind = 'closed'",
        "INSERT OR REPLACE INTO case_events (seq, case_id, at, kind, who, why)
         SELECT seq, case_id, at, 'noted', 'x', 'y' FROM case_events WHERE kind = 'closed'",
    ] {
        let refused = database.raw(attack).await.unwrap_err();
        assert!(refused.contains("append-only"), "{attack}: {refused}");
    }
    assert!(
        database.raw("DELETE FROM cases").await.is_err(),
        "a case with a log stays"
    );
    assert_eq!(store.case_events(&id("a")).await.unwrap(), before);
}

/// Random runs over three cases, against a model of what the log must say.
pub(crate) async fn any_sequence_of_runs_logs_each_change_once<D: Database>() {
    // For each run and case: not given, or given with a title and some of four findings.
    let one_case = proptest::option::of((0_u8..2, proptest::bits::u8::between(0, 4)));
    let sequence = proptest::collection::vec(proptest::array::uniform3(one_case), 1..8);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..24 {
        let runs = sequence.new_tree(&mut runner).unwrap().current();
        let (_database, store) = D::with_store().await;
        let mut model: BTreeMap<&str, Expected> = BTreeMap::new();
        let findings: Vec<Finding> = (0..4).map(|number| finding(&number.to_string())).collect();
        for (number, given) in runs.iter().enumerate() {
            let mut cases = Vec::new();
            for (name, content) in ["a", "b", "c"].into_iter().zip(given) {
                let Some((title, mask)) = content else {
                    continue;
                };
                let cited: Vec<String> = (0..4)
                    .filter(|bit| mask & (1 << bit) != 0)
                    .map(|bit| bit.to_string())
                    .collect();
                let mut case = case(name, &cited.iter().map(String::as_str).collect::<Vec<_>>());
                case.title = title.to_string();
                expect(model.entry(name).or_default(), &case, &cited);
                cases.push(case);
            }
            store
                .commit_run(&run(&format!("r{number}")), &findings, &cases)
                .await
                .unwrap();
        }
        for (
            name,
            Expected {
                log: expected,
                latest,
                ..
            },
        ) in &model
        {
            assert_eq!(log(&store, name).await, *expected, "{runs:?}");
            assert_eq!(
                store
                    .case(&id(name))
                    .await
                    .unwrap()
                    .map(|stored| stored.case),
                *latest
            );
        }
    }
}

/// What the store must hold of one case.
#[derive(Default)]
struct Expected {
    log: Vec<String>,
    latest: Option<Case>,
    cited: BTreeSet<String>,
}

/// What the log of a case gains when a run gives it.
fn expect(expected: &mut Expected, case: &Case, cited: &[String]) {
    let event = match &expected.latest {
        Some(latest) if latest == case => return,
        Some(_) => "document changed",
        None => "opened",
    };
    expected.log.push(event.to_owned());
    for finding in cited {
        if expected.cited.insert(finding.clone()) {
            expected.log.push(format!("finding added find_{finding}"));
        }
    }
    expected.latest = Some(case.clone());
}

async fn log(store: &Store, case: &str) -> Vec<String> {
    let events = store.case_events(&id(case)).await.unwrap();
    let line = |event: bongsu_store::CaseEvent| match event.finding {
        Some(finding) => format!("{} {finding}", event.kind),
        None => event.kind.to_string(),
    };
    events.into_iter().map(line).collect()
}

async fn ids(store: &Store, filter: &CaseFilter) -> Vec<String> {
    store
        .cases(filter)
        .await
        .unwrap()
        .into_iter()
        .map(|stored| stored.case.id.to_string())
        .collect()
}

fn id(name: &str) -> CaseId {
    format!("case_{name}").parse().unwrap()
}

fn annotation(case: &str, state: Option<CaseState>, why: &str) -> Annotation {
    Annotation {
        case: id(case),
        who: "analyst".to_owned(),
        why: why.to_owned(),
        state,
        at: later(2),
    }
}
