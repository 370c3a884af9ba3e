//! Scoring cases against answers.

use bongsu_model::{
    CaseKind, CaseState, Deciban, Fact, Family, Finding, Keyring, Micros, RowRange, RowRef, Score,
    Section, Strength, Subject, Zone,
};

use super::answers::{Answers, Leak, TrueRow};
use super::cited::CitedDays;
use super::score::{Evidence, score};
use super::*;

mod reading;
mod site;

const DAY: i64 = 86_400_000_000;

fn keys() -> Keyring {
    Keyring::new(&[7; 32])
}

fn day(n: i32) -> Day {
    Day::from_epoch_days(20_000 + n)
}

fn instant(n: i32) -> Micros {
    Micros(i64::from(day(n).epoch_days()) * DAY + DAY / 2)
}

fn leak(name: &str, people: &[&str]) -> Leak<TrueRow> {
    Leak {
        name: name.to_owned(),
        scenario: "a".to_owned(),
        truth: Truth::Leak,
        of: None,
        kind: if people.len() > 1 {
            SubjectKind::Cohort
        } else {
            SubjectKind::Person
        },
        asset: None,
        people: people.iter().map(|key| keys().person(key)).collect(),
        start: day(0),
        last_day: None,
        dataset: None,
        details: None,
        rows: Vec::new(),
    }
}

fn near(name: &str, people: &[&str]) -> Leak<TrueRow> {
    Leak {
        scenario: "looks-like-a".to_owned(),
        truth: Truth::HardNegative,
        of: Some("a".to_owned()),
        ..leak(name, people)
    }
}

fn act(key: &str, on: i32, row: u64) -> TrueRow {
    let at = RowRef {
        source: "f".to_owned(),
        row,
    };
    TrueRow {
        refs: vec![at],
        person_day: Some((keys().person(key), day(on))),
    }
}

fn finding(key: &str, (from, to): (i32, i32), weight: f64, refs: &[&str]) -> Finding {
    let person = keys().person(key);
    Finding {
        id: keys().finding(&format!("{key} {from} {to} {weight}")),
        detector: "test.test".parse().unwrap(),
        detector_digest: String::new(),
        title: String::new(),
        family: Family::Taking,
        subject: Subject::Person {
            person: person.clone(),
        },
        people: vec![person],
        from: instant(from),
        to: instant(to),
        strength: Strength(1.0),
        weight: Deciban(weight),
        explain: String::new(),
        facts: BTreeMap::new(),
        refs: refs
            .iter()
            .map(|text| text.parse::<RowRange>().unwrap())
            .collect(),
        innocent: Vec::new(),
    }
}

fn case(kind: CaseKind, subject: &str, people: &[&str], findings: &[&Finding]) -> Case {
    let facts = findings.iter().map(|finding| Fact {
        finding: finding.id.clone(),
        detector: finding.detector.to_string(),
        text: String::new(),
        from: Zone::utc().day(finding.from),
        to: Zone::utc().day(finding.to),
        weight: finding.weight,
        refs: finding.refs.clone(),
    });
    Case {
        id: keys().case(&format!("{kind} {subject} {people:?}")),
        kind,
        subject: subject.to_owned(),
        state: CaseState::Open,
        people: people.iter().map(|key| keys().person(key)).collect(),
        title: String::new(),
        holder: String::new(),
        first_finding: day(0),
        last_finding: day(0),
        last_day: None,
        until: None,
        scheme: String::new(),
        channel: String::new(),
        sector: String::new(),
        score: Score {
            total: Deciban(3.0),
            ..Score::default()
        },
        who: Section::default(),
        what: Section::default(),
        whom: Section::default(),
        timeline: None,
        paths: Vec::new(),
        facts: facts.collect(),
        innocent: Vec::new(),
        unknown: Vec::new(),
        next_steps: Vec::new(),
    }
}

fn person_case(key: &str) -> Case {
    case(CaseKind::Person, key, &[key], &[])
}

fn scored(leaks: Vec<Leak<TrueRow>>, cases: &[Case], findings: &[Finding]) -> Evaluation {
    let answers = Answers {
        layout: Layout::Simulator,
        leaks,
        notes: Vec::new(),
    };
    let zone = Zone::utc();
    // Each finding cites an act of its people on every day of its span.
    let cited = findings.iter().map(|finding| {
        let days = zone.day(finding.from).epoch_days()..=zone.day(finding.to).epoch_days();
        let days = days.flat_map(|day| {
            let day = Day::from_epoch_days(day);
            finding
                .people
                .iter()
                .map(move |person| (person.clone(), day))
        });
        (finding.id.clone(), days.collect())
    });
    scored_by(&answers, (cases, findings), &cited.collect())
}

fn scored_by(
    answers: &Answers<TrueRow>,
    (cases, findings): (&[Case], &[Finding]),
    cited: &CitedDays,
) -> Evaluation {
    score(
        answers,
        &Evidence {
            cases,
            findings,
            cited,
        },
        &[1, 2, 5],
    )
}

fn ranks(evaluation: &Evaluation) -> Vec<Option<usize>> {
    evaluation
        .leaks
        .iter()
        .map(|leak| leak.caught_at_rank)
        .collect()
}

#[test]
fn a_person_is_caught_by_a_case_of_their_own_or_of_a_cohort() {
    let cohort = case(CaseKind::Cohort, "unit", &["x", "b"], &[]);
    let cases = [person_case("z"), person_case("a"), cohort, person_case("b")];
    let result = scored(
        vec![leak("1", &["a"]), leak("2", &["b"]), leak("3", &["c"])],
        &cases,
        &[],
    );
    assert_eq!(ranks(&result), [Some(2), Some(3), None]);
    let shown: Vec<_> = result
        .budgets
        .iter()
        .map(|b| (b.k, b.cases, b.leaks, b.leaks_caught, b.precision))
        .collect();
    assert_eq!(
        shown,
        [(1, 1, 3, 0, 0.0), (2, 2, 3, 1, 0.5), (5, 4, 3, 2, 0.75)]
    );
}

#[test]
fn a_cohort_is_caught_by_half_of_its_people_together_or_one_by_one() {
    let people = ["a", "b", "c", "d"];
    let too_few = case(CaseKind::Cohort, "u", &["a", "x", "y"], &[]);
    let half = case(CaseKind::Cohort, "v", &["a", "b", "x"], &[]);
    let together = scored(vec![leak("1", &people)], &[too_few.clone(), half], &[]);
    assert_eq!(ranks(&together), [Some(2)]);
    let one_by_one = [
        too_few,
        person_case("c"),
        person_case("z"),
        person_case("a"),
        person_case("b"),
    ];
    let result = scored(vec![leak("1", &people)], &one_by_one, &[]);
    assert_eq!(ranks(&result), [Some(4)]);
    assert_eq!(
        ranks(&scored(vec![leak("1", &people)], &one_by_one[..3], &[])),
        [None]
    );
    // Each member's case is about the leak, though only half of them together catch it.
    assert!((result.budgets[2].precision - 0.6).abs() < 1e-9);
}

#[test]
fn an_organisation_is_caught_by_its_asset_only_and_a_foreign_listing_by_its_rows() {
    let asset = |name: &str, truth| Leak {
        kind: SubjectKind::Organisation,
        asset: Some(name.to_owned()),
        ..if truth == Truth::Leak {
            leak(name, &[])
        } else {
            near(name, &[])
        }
    };
    let mut look_alike = asset("other.example", Truth::HardNegative);
    look_alike.rows = vec![TrueRow {
        refs: vec![RowRef {
            source: "l".to_owned(),
            row: 3,
        }],
        person_day: None,
    }];
    let listing = finding("z", (0, 1), 5.0, &["l#2-4"]);
    let cases = [
        case(CaseKind::Person, "vpn", &["p"], &[]),
        case(CaseKind::Organisation, "host", &[], &[&listing]),
        case(CaseKind::Organisation, "vpn", &[], &[]),
    ];
    let result = scored(
        vec![asset("vpn", Truth::Leak), look_alike],
        &cases,
        &[listing],
    );
    assert_eq!(ranks(&result), [Some(3), Some(2)]);
    assert_eq!(result.hard_negatives_above_all, 1);
}

#[test]
fn hard_negatives_are_counted_by_case_and_against_all_leaks_of_their_kind() {
    let answers = || vec![near("n", &["n"]), leak("1", &["a"]), leak("2", &["b"])];
    let first = scored(
        answers(),
        &[person_case("n"), person_case("a"), person_case("b")],
        &[],
    );
    assert_eq!(
        first
            .budgets
            .iter()
            .map(|b| b.hard_negatives)
            .collect::<Vec<_>>(),
        [1, 1, 1]
    );
    assert_eq!(
        (
            first.hard_negatives_above_all,
            first.scenarios[0].hard_negatives_above_all
        ),
        (1, 1)
    );
    assert_eq!(first.leaks.last().unwrap().leak, "n");
    let between = scored(
        answers(),
        &[person_case("a"), person_case("n"), person_case("b")],
        &[],
    );
    assert_eq!(between.hard_negatives_above_all, 0);
    let alone = scored(answers(), &[person_case("n")], &[]);
    assert_eq!(alone.hard_negatives_above_all, 1);
    // A case about a leak as well speaks for the leak.
    let both = case(CaseKind::Cohort, "u", &["n", "a"], &[]);
    let joined = scored(answers(), &[both], &[]);
    assert_eq!(
        (
            joined.budgets[0].hard_negatives,
            joined.budgets[0].precision
        ),
        (0, 1.0)
    );
    // Nothing of its kind leaked: it stands above nothing.
    assert_eq!(
        scored(vec![near("n", &["n"])], &[person_case("n")], &[]).hard_negatives_above_all,
        0
    );
}

#[test]
fn days_and_cited_rows_are_those_of_the_catching_case() {
    let mut one = leak("1", &["a"]);
    one.last_day = Some(day(30));
    one.rows = vec![
        act("a", 0, 1),
        act("a", 3, 5),
        act("a", 4, 9),
        TrueRow {
            refs: Vec::new(),
            person_day: None,
        },
    ];
    let before = finding("a", (-9, -2), 9.0, &["f#9"]);
    let slow = finding("a", (0, 20), 9.0, &["f#4-6", "f#1-2"]);
    let fast = finding("a", (2, 7), 9.0, &["g#9"]);
    let other = finding("b", (0, 1), 9.0, &[]);
    let cases = [
        case(
            CaseKind::Cohort,
            "u",
            &["a", "b"],
            &[&before, &slow, &fast, &other],
        ),
        person_case("a"),
    ];
    let result = scored(vec![one], &cases, &[before, slow, fast, other]);
    let leak = &result.leaks[0];
    assert_eq!(
        (
            leak.first_finding,
            leak.days_to_first_finding,
            leak.days_before_last_day
        ),
        (Some(day(7)), Some(7), Some(23))
    );
    assert_eq!((leak.rows_true, leak.rows_cited), (4, 3));
    assert_eq!((result.rows_true, result.rows_cited), (4, 3));
    assert_eq!(result.scenarios[0].median_days_to_first_finding, Some(7.0));
    assert_eq!(leak.score, Some(3.0));
}

#[test]
fn recall_counts_days_that_the_daily_budget_reaches() {
    let mut one = leak("1", &["a"]);
    one.rows = vec![
        act("a", 1, 1),
        act("a", 1, 2),
        act("a", 2, 3),
        act("a", 9, 4),
    ];
    let mut findings = vec![finding("a", (1, 2), 5.0, &[])];
    // Six others weigh more on day 2, so only a budget of ten reaches `a` then.
    for other in ["p", "q", "r", "s", "t", "u"] {
        findings.push(finding(other, (2, 2), 6.0, &[]));
    }
    let result = scored(vec![one], &[], &findings);
    assert_eq!(result.true_person_days, 3);
    assert_eq!(result.user_day_recall[&5], Some(1.0 / 3.0));
    assert_eq!(result.user_day_recall[&10], Some(2.0 / 3.0));
    let nothing = scored(Vec::new(), &[], &findings);
    assert_eq!(nothing.user_day_recall[&5], None);
    let text = serde_json::to_string(&nothing.user_day_recall).unwrap();
    assert_eq!(text, r#"{"5":null,"10":null}"#);
}

#[test]
fn a_person_day_counts_where_an_act_of_it_is_cited_and_weighs_what_stands_behind_it() {
    let mut one = leak("1", &["a"]);
    one.rows = vec![act("a", 1, 1), act("a", 2, 2)];
    let answers = Answers {
        layout: Layout::Simulator,
        leaks: vec![one],
        notes: Vec::new(),
    };
    // `a` has a weak finding over days 1 and 2 with an act on day 2 only, and an offer without acts.
    let mut offer = finding("a", (1, 1), 7.0, &[]);
    offer.family = Family::Approach;
    let mut findings = vec![finding("a", (1, 2), 5.0, &[]), offer];
    let mut cited = CitedDays::new();
    let of = |key: &str, on: i32| (keys().person(key), day(on));
    cited.insert(findings[0].id.clone(), [of("a", 2)].into());
    for other in ["p", "q", "r", "s", "t"] {
        let stronger = finding(other, (1, 2), 6.0, &[]);
        cited.insert(stronger.id.clone(), [of(other, 1), of(other, 2)].into());
        findings.push(stronger);
    }
    let result = scored_by(&answers, (&[], &findings), &cited);
    // Day 1 is lost; on day 2 the offer lifts `a` above the five others.
    assert_eq!(result.user_day_recall[&5], Some(0.5));
    assert_eq!(result.user_day_recall[&10], Some(0.5));
}

#[test]
fn the_result_as_json_has_the_agreed_names() {
    let result = scored(vec![near("n", &["n"])], &[person_case("n")], &[]);
    let json = serde_json::to_value(&result).unwrap();
    assert_eq!(json["leaks"][0]["truth"], "hard-negative");
    assert_eq!(json["leaks"][0]["caught_at_rank"], 1);
    assert_eq!(json["budgets"][0]["leaks_caught"], 0);
    assert_eq!(json["hard_negatives_above_all"], 0);
    assert_eq!(json["layout"], "simulator");
}

/// A folder with files of some texts.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, text).unwrap();
    }
    folder
}
