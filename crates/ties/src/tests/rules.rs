//! Rules as data: what the program brings, what a site may say, what cannot be.

use super::*;

const OWN: &str = r#"
name = "third"
title = "a third of the votes"
kind = "control"
threshold = 0.3333
strict = true
counts = "votes"
aggregates = ["controlled"]
note = "the site's own measure"

[source]
citation = "house rule"
reference = "house rules, page 3"

[[in-force]]
from = "2024-01-01"
to = "2025-12-31"
"#;

fn book() -> RuleBook {
    RuleBook::built_in().unwrap()
}

fn refused(text: &str) -> String {
    RuleBook::parse("rules/own.toml", text)
        .unwrap_err()
        .to_string()
}

#[test]
fn the_built_in_rules_are_those_of_the_code() {
    let book = book();
    let names: Vec<&str> = book.rules().iter().map(|rule| rule.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "majority",
            "statutory",
            "cascade",
            "affiliates",
            "integrated"
        ]
    );
    let rule = |name| book.on(name, today()).unwrap();
    assert_eq!(
        rule("majority").control(today()),
        Some(ControlRule::majority(today()))
    );
    assert_eq!(
        rule("cascade").cascade(today()),
        Some(CascadeRule::half_in_aggregate(today()))
    );
    assert_eq!(
        rule("integrated").integrated(today()),
        Some(IntegratedRule::more_than_half(today()))
    );
    assert_eq!(rule("cascade").control(today()), None);
    for rule in book.rules() {
        assert!(rule.note.contains("not advice") || rule.note.contains("Not advice"));
        assert!(
            !rule.source.reference.contains("://"),
            "references name texts"
        );
    }
}

#[test]
fn a_rule_says_on_which_days_it_is_in_force() {
    let book = book();
    let said = |name, on| match book.on(name, day(on)).map(|rule| rule.force(day(on))) {
        Ok(Force::InForce) => "in force".to_owned(),
        Ok(Force::Unknown(why)) => format!("unknown: {why}"),
        Ok(Force::NotInForce(_)) => unreachable!("such a rule is refused"),
        Err(error) => error.to_string(),
    };
    assert_eq!(said("cascade", "2014-08-13"), "in force");
    assert_eq!(
        said("cascade", "2014-08-12"),
        "the rule `cascade` is not in force on 2014-08-12: it is in force from 2014-08-13"
    );
    assert_eq!(said("affiliates", "2025-11-09"), "in force");
    assert_eq!(
        said("affiliates", "2025-11-10"),
        "the rule `affiliates` is not in force on 2025-11-10: it is in force from 2025-09-29 to 2025-11-09, and in force from 2026-11-10"
    );
    assert!(said("affiliates", "2026-11-10").starts_with("unknown: the suspending rule"));
    assert!(said("statutory", "2026-11-23").starts_with("unknown: the day from which"));
    assert_eq!(said("majority", "1900-01-01"), "in force");
    assert_eq!(
        said("half", "2026-11-23"),
        "no rule is named `half`\nhint: there are majority, statutory, cascade, affiliates, integrated"
    );
}

#[test]
fn a_site_adds_and_replaces_rules() {
    let changed = OWN.replace("\"third\"", "\"majority\"");
    let book = book()
        .with([("rules/third.toml", OWN), ("rules/majority.toml", &changed)])
        .unwrap();
    assert_eq!(book.rules().len(), 6);
    assert!(book.on("majority", day("2026-01-01")).is_err());
    let rule = book.on("third", day("2025-01-01")).unwrap();
    // The rule is of its time, the holdings of another day.
    let graph = Sketch::default()
        .orgs(&["a", "b"])
        .holds("a", "b", 0.34)
        .graph();
    let control = rule.control(today()).unwrap();
    let found = graph.controlled_by(node(&graph, "a"), &control);
    assert_eq!(found[0].certainty, Certainty::Certain);

    let later = OWN
        .replace("2024-01-01", "2026-01-01")
        .replace("to = \"2025-12-31\"", "");
    let versions = [("a.toml", OWN), ("b.toml", later.as_str())];
    let book = RuleBook::default().with(versions).unwrap();
    assert_eq!(
        book.on("third", today()).unwrap().in_force[0].from,
        Some(day("2026-01-01"))
    );
    let twice = RuleBook::default().with([("a.toml", OWN), ("b.toml", OWN)]);
    assert_eq!(
        twice.unwrap_err().to_string(),
        "two rules named `third` are in force at the same time"
    );
}

#[test]
fn what_a_rule_cannot_say_names_file_line_and_key() {
    for (from, to, words) in [
        (
            "strict = true",
            "strict = true\nvotes = 3",
            "`rules/own.toml`:7: unknown field `votes`",
        ),
        ("threshold = 0.3333\n", "", "missing field `threshold`"),
        (
            "0.3333",
            "33.3",
            "`rules/own.toml`:5: `threshold` is 33.3: a share",
        ),
        ("0.3333", "nan", ":5: `threshold` is NaN"),
        ("0.3333", "\"half\"", ":5: invalid type: string \"half\""),
        (
            "\"control\"",
            "\"majority\"",
            ":4: unknown variant `majority`",
        ),
        (
            "[\"controlled\"]",
            "[]",
            ":8: `aggregates` of a rule of control must have `controlled`",
        ),
        (
            "[\"controlled\"]",
            "[\"controlled\", \"listed\"]",
            ":8: `aggregates` of a rule of control cannot have",
        ),
        (
            "\"control\"",
            "\"cascade\"",
            "`aggregates` of a rule of cascade cannot have",
        ),
        (
            "2024-01-01",
            "2024-02-30",
            ":16: `from` of `in-force`: `2024-02-30` is not a day",
        ),
        (
            "2025-12-31",
            "2023-12-31",
            ":17: `to` of `in-force` is 2023-12-31, before `from`, 2024-01-01",
        ),
        ("\"2024-01-01\"", "\"unknown\"", "must say `why`"),
        (
            "[[in-force]]\nfrom = \"2024-01-01\"\nto = \"2025-12-31\"",
            "",
            ":2: a law has `[[in-force]]`",
        ),
        ("\"house rule\"", "\" \"", ":12: `citation` is empty"),
        ("name =", "name", ":2: "),
    ] {
        assert!(OWN.contains(from), "{from}");
        let said = refused(&OWN.replacen(from, to, 1));
        assert!(said.contains(words), "{said} does not say {words}");
    }
}

fn statutory() -> ControlRule {
    let book = book();
    book.on("statutory", today())
        .unwrap()
        .control(today())
        .unwrap()
}

fn by_decree(graph: &TieGraph, id: &str) -> Vec<String> {
    let found = graph.controllers(node(graph, id), &statutory());
    found
        .iter()
        .map(|one| format!("{} {}", graph.id(one.node), one.certainty))
        .collect()
}

fn of_kind(kind: InterestKind) -> impl FnOnce(&mut Interest) {
    move |interest| interest.kind = kind
}

#[test]
fn convertibles_count_under_the_decree_and_not_for_votes() {
    let graph = Sketch::default()
        .orgs(&["x", "a"])
        .holds("x", "a", 0.3)
        .interest(
            Some("x"),
            "a",
            (0.2, 0.2),
            of_kind(InterestKind::Convertible),
        )
        .graph();
    assert_eq!(by_decree(&graph, "a"), ["x certain"]);
    assert_eq!(controllers(&graph, "a", today()), []);
}

#[test]
fn the_largest_holder_controls_only_with_influence() {
    let sketch = || {
        Sketch::default()
            .orgs(&["x", "a", "y", "z"])
            .holds("x", "a", 0.4)
            .holds("y", "a", 0.3)
            .holds("z", "a", 0.3)
    };
    assert!(by_decree(&sketch().graph(), "a").is_empty());
    let influence = |who| {
        sketch()
            .interest(Some(who), "a", (0.0, 1.0), of_kind(InterestKind::Influence))
            .graph()
    };
    assert_eq!(by_decree(&influence("x"), "a"), ["x certain"]);
    assert_eq!(by_decree(&influence("y"), "a"), ["y possible"]);
}

#[test]
fn the_largest_holder_is_not_sure_where_nobody_named_may_hold_more() {
    let graph = Sketch::default()
        .orgs(&["x", "a"])
        .holds("x", "a", 0.4)
        .interest(Some("x"), "a", (0.0, 1.0), of_kind(InterestKind::Influence))
        .graph();
    assert_eq!(by_decree(&graph, "a"), ["x possible"]);
}

#[test]
fn a_board_that_is_appointed_and_an_arrangement_count_together() {
    let board = of_kind(InterestKind::Appointment);
    let graph = Sketch::default()
        .orgs(&["x", "puppet", "a"])
        .with("family", |org| org.kind = PartyKind::Arrangement)
        .interest(Some("x"), "puppet", (0.5, 0.5), board)
        .holds("x", "family", 0.2)
        .holds("puppet", "a", 0.2)
        .holds("family", "a", 0.2)
        .holds("x", "a", 0.1)
        .graph();
    assert_eq!(by_decree(&graph, "a"), ["x certain"]);
    assert_eq!(by_decree(&graph, "puppet"), ["x certain"]);
    let below = graph.controlled_by(node(&graph, "x"), &statutory());
    let names: Vec<&str> = below.iter().map(|one| graph.id(one.controlled)).collect();
    assert_eq!(
        names,
        ["puppet", "a"],
        "an arrangement is controlled by none alone"
    );
    assert_eq!(controllers(&graph, "a", today()), []);
}

#[test]
fn the_cascade_goes_by_shares_and_control_by_votes() {
    let graph = Sketch::default()
        .orgs(&["x", "a"])
        .holds("x", "a", 0.5)
        .interest(Some("x"), "a", (0.1, 0.1), of_kind(InterestKind::Voting))
        .graph();
    let listed = [node(&graph, "x")];
    let rule = CascadeRule::half_in_aggregate(today());
    assert_eq!(graph.cascade(&listed, &rule).len(), 1);
    assert_eq!(controllers(&graph, "a", today()), []);
}

#[test]
fn halves_are_joint_and_unnamed_holders_leave_control_open() {
    let graph = Sketch::default()
        .orgs(&["a", "venture", "b", "open"])
        .holds("a", "venture", 0.5)
        .holds("b", "venture", 0.5)
        .holds("a", "open", 0.3)
        .graph();
    let rule = ControlRule::majority(today());
    let mut joint = Vec::new();
    graph.visit_joint_control(&rule, |one| joint.push(graph.id(one.controlled).to_owned()));
    assert_eq!(joint, ["venture"]);
    let mut halves = Vec::new();
    graph.visit_joint_control(&statutory(), |one| halves.push(one.controlled));
    assert_eq!(halves, [], "where half is enough, each controls alone");
    let mut open = Vec::new();
    graph.visit_open_control(&rule, |one| {
        open.push(format!("{} {}", graph.id(one.node), one.unnamed));
    });
    assert_eq!(open, ["a 100 %", "b 100 %", "open 70 %"]);
}
