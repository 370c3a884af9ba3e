//! What a newer register says differently, and which answers it changes.

use super::*;

fn version<'a>(graph: &'a TieGraph, listed: &'a [Party]) -> Version<'a> {
    Version {
        graph,
        rule: ControlRule::majority(today()),
        listed,
    }
}

fn told(before: &TieGraph, after: &TieGraph) -> Vec<String> {
    let found = changes(&version(before, &[]), &version(after, &[]));
    assert!(!found.is_truncated);
    let text = |change: &Change| {
        format!(
            "{}: {} ({})",
            change.id,
            change.kind.word(),
            change.kind.detail()
        )
    };
    found.changes.iter().map(text).collect()
}

fn base() -> Sketch {
    Sketch::default()
        .orgs(&["rival", "holding", "front", "founder", "daughter"])
        .holds("holding", "front", 0.8)
        .holds("front", "daughter", 0.7)
}

#[test]
fn nothing_changed_where_the_register_is_the_same() {
    let (before, after) = (base().graph(), base().graph());
    assert_eq!(told(&before, &after), Vec::<String>::new());
}

#[test]
fn a_rival_that_buys_a_holding_gains_everything_below_it() {
    let before = base().holds("founder", "holding", 0.6).graph();
    let after = base()
        .holds("founder", "holding", 0.2)
        .holds("rival", "holding", 0.55)
        .graph();
    assert_eq!(
        told(&before, &after),
        [
            "daughter: control gained (rival: unknown before, certain now)",
            "front: control gained (rival: unknown before, certain now)",
            "holding: control gained (rival: unknown before, certain now)",
            "daughter: control lost (founder: certain before, unknown now)",
            "front: control lost (founder: certain before, unknown now)",
            "holding: control lost (founder: certain before, unknown now)",
            "holding: new holder (rival holds 55 %)",
        ]
    );
}

#[test]
fn control_that_becomes_sure_is_a_change_of_certainty() {
    let before = base().holds_between("rival", "holding", 0.25, 0.75).graph();
    let after = base().holds("rival", "holding", 0.6).graph();
    let found = told(&before, &after);
    assert!(
        found.contains(&"front: control gained (rival: possible before, certain now)".to_owned()),
        "{found:?}"
    );
    let back = told(&after, &before);
    assert!(
        back.contains(&"front: control lost (rival: certain before, possible now)".to_owned()),
        "{back:?}"
    );
}

#[test]
fn holders_facts_names_and_ids_that_come_and_go_are_told() {
    let before = base()
        .holds("founder", "front", 0.06)
        .org("old", "Old Firm")
        .with("old", |org| org.registration = Some("110-81-77777".into()))
        .org("lost", "Lost Firm")
        .officer("front", "Kang Do-hyun")
        .with("front", |org| {
            org.addresses
                .push("12 Teheran-ro, Gangnam-gu, Seoul".into());
        })
        .graph();
    let after = base()
        .org("new", "New Firm")
        .with("new", |org| org.registration = Some("1108177777".into()))
        .org("front", "front Renamed")
        .with("front", |org| {
            org.names.reverse();
            // The same house, written differently, is no change.
            org.addresses
                .push("서울특별시 강남구 테헤란로 12, 5층".into());
        })
        .officer("front", "Kang Do-hyun")
        .officer("front", "Oh Se-jin")
        .graph();
    assert_eq!(
        told(&before, &after),
        [
            "front: holder gone (founder held 6 %)",
            "front: new fact (director Oh Se-jin)",
            "lost: no longer in the register ()",
            "new: merged (with old)",
            "front: renamed (was front Co., Ltd.)",
        ]
    );
}

#[test]
fn a_new_listing_comes_first_and_carries_its_reason() {
    let (before, after) = (
        base().graph(),
        base().orgs(&["late"]).holds("late", "holding", 0.3).graph(),
    );
    let listed = [Party {
        node: node(&after, "rival"),
        why: "on a list of 2026-11".into(),
        certainty: Certainty::Certain,
    }];
    let found = changes(&version(&before, &[]), &version(&after, &listed));
    assert_eq!(found.changes[0].id, "rival");
    assert_eq!(
        found.changes[0].kind,
        ChangeKind::Listed {
            why: "on a list of 2026-11".into()
        }
    );
    let was = [Party {
        node: node(&before, "rival"),
        why: "on a list".into(),
        certainty: Certainty::Certain,
    }];
    let back = changes(&version(&before, &was), &version(&after, &[]));
    assert!(
        back.changes
            .iter()
            .any(|change| change.kind == ChangeKind::Unlisted)
    );
}

#[test]
fn a_second_list_is_told_and_that_a_party_is_off_one_of_two() {
    let (before, after) = (base().graph(), base().graph());
    let listed = |graph: &TieGraph, reasons: &[&str]| -> Vec<Party> {
        let of = |why: &&str| Party {
            node: node(graph, "rival"),
            why: (*why).to_owned(),
            certainty: Certainty::Certain,
        };
        reasons.iter().map(of).collect()
    };
    let told = |was: &[&str], is: &[&str]| -> Vec<String> {
        let (was, is) = (listed(&before, was), listed(&after, is));
        let found = changes(&version(&before, &was), &version(&after, &is));
        let text = |change: &Change| format!("{}: {}", change.kind.word(), change.kind.detail());
        found.changes.iter().map(text).collect()
    };
    let nothing: [&str; 0] = [];
    assert_eq!(told(&["on A", "on B"], &["on B", "on A"]), nothing);
    assert_eq!(told(&["on A"], &["on A", "on B"]), ["listed: on B"]);
    assert_eq!(
        told(&["on A", "on B"], &["on A"]),
        ["off a list, on another: was on B"]
    );
    assert_eq!(
        told(&["on A"], &["on B"]),
        ["listed: on B", "off a list, on another: was on A"]
    );
    assert_eq!(told(&["on A", "on B"], &[]), ["no longer listed: "]);
    // What is another list is for the caller to say.
    assert_eq!(
        told(&["on list 1"], &["on list 1", "on list 2"]),
        ["listed: on list 2"]
    );
}

#[test]
fn a_firm_that_a_rival_buys_later_is_asked_about_again() {
    let before = base()
        .holds("founder", "holding", 0.6)
        .orgs(&["elsewhere"])
        .graph();
    let after = base()
        .holds("rival", "holding", 0.6)
        .orgs(&["elsewhere"])
        .graph();
    let standing = ["elsewhere", "front"].map(|employer| Standing {
        employer: employer.to_owned(),
        restricted: vec!["rival".to_owned()],
        covers: Covers::default(),
    });
    let found = reopened(&version(&before, &[]), &version(&after, &[]), &standing);
    assert_eq!(
        found,
        [Reopened {
            at: 1,
            was: Certainty::Unknown,
            is: Certainty::Certain,
            appeared: vec![Answer {
                certainty: Certainty::Certain,
                target: "rival".to_owned(),
                basis: Basis::Affiliate,
            }],
            gone: Vec::new(),
        }]
    );
    assert_eq!(
        reopened(&version(&before, &[]), &version(&before, &[]), &standing),
        []
    );
}

#[test]
fn a_listing_reopens_what_the_listed_party_holds() {
    let graph = base().graph();
    let listed = [Party {
        node: node(&graph, "holding"),
        why: "on a list".into(),
        certainty: Certainty::Certain,
    }];
    let standing = [Standing {
        employer: "front".to_owned(),
        ..Standing::default()
    }];
    let found = reopened(&version(&graph, &[]), &version(&graph, &listed), &standing);
    assert_eq!(
        (found[0].was, found[0].is),
        (Certainty::Unknown, Certainty::Certain)
    );
    assert_eq!(found[0].appeared[0].basis, Basis::Listed);
}

#[test]
fn a_listing_that_became_sure_reopens_what_the_party_holds() {
    let graph = base().graph();
    let listed = |certainty| {
        [Party {
            node: node(&graph, "holding"),
            why: "on a list".into(),
            certainty,
        }]
    };
    let (was, is) = (listed(Certainty::Possible), listed(Certainty::Certain));
    let standing = [Standing {
        employer: "front".to_owned(),
        ..Standing::default()
    }];
    let found = reopened(&version(&graph, &was), &version(&graph, &is), &standing);
    let answers = found.first().map(|one| (one.was, one.is));
    assert_eq!(answers, Some((Certainty::Possible, Certainty::Certain)));
}

#[test]
fn whoever_may_be_a_listed_party_makes_an_answer_possible_and_no_surer() {
    let graph = Sketch::default()
        .orgs(&["sure", "maybe", "one", "both", "below"])
        .holds("maybe", "one", 0.6)
        .holds("sure", "both", 0.3)
        .holds("maybe", "both", 0.3)
        .holds("sure", "below", 0.5)
        .holds("sure", "maybe", 0.1)
        .graph();
    let of = |id: &str, certainty| Party {
        node: node(&graph, id),
        why: "on a list".into(),
        certainty,
    };
    let listed = [
        of("sure", Certainty::Certain),
        of("maybe", Certainty::Possible),
    ];
    let reach = |employer: &str| {
        let mut request = request(&graph, employer, "sure");
        request.restricted.clear();
        request.listed = listed.to_vec();
        let trace = graph.trace(&request);
        let path = trace.paths.first().map(|path| path.nodes.len());
        (trace.reach, path)
    };
    assert_eq!(reach("maybe"), (Certainty::Possible, Some(1)));
    assert_eq!(reach("one"), (Certainty::Possible, Some(2)));
    assert_eq!(reach("both"), (Certainty::Possible, Some(3)));
    assert_eq!(reach("below"), (Certainty::Certain, Some(2)));
    let rule = CascadeRule::half_in_aggregate(today());
    let found = graph.cascade_of(&[listed[0].node], &[listed[1].node], &rule);
    let told: Vec<(&str, Certainty)> = found
        .iter()
        .map(|blocked| (graph.id(blocked.node), blocked.certainty))
        .collect();
    assert_eq!(
        told,
        [
            ("one", Certainty::Possible),
            ("both", Certainty::Possible),
            ("below", Certainty::Certain)
        ]
    );
}

#[test]
fn each_step_says_how_sure_it_is_by_itself() {
    let graph = Sketch::default()
        .orgs(&["top", "middle", "front"])
        .holds("top", "middle", 0.6)
        .holds_between("middle", "front", 0.45, 0.62)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "top"));
    let path = &trace.paths[0];
    assert_eq!(path.certainty, Certainty::Possible);
    let steps: Vec<Certainty> = path
        .edges
        .iter()
        .map(|edge| edge.kind.certainty())
        .collect();
    assert_eq!(steps, [Certainty::Possible, Certainty::Certain]);
}

#[test]
fn a_circle_that_nobody_else_holds_is_not_known_to_its_end() {
    let share = ShareRange::exact(0.6).unwrap();
    let (ring, _circular) = TieGraph::from_edges([
        ("one", "two", share),
        ("two", "one", share),
        ("someone", "other", share),
    ]);
    let trace = ring.trace(&request(&ring, "one", "other"));
    assert_eq!(trace.coverage, Coverage::Missing);
}

#[test]
fn a_short_number_speaks_against_a_name_too() {
    let graph = Sketch::default()
        .orgs(&["firm"])
        .with("firm", |org| org.registration = Some("434151".to_owned()))
        .graph();
    let name = graph.name(node(&graph, "firm")).to_owned();
    let verdict = |number: &str| {
        let declared = Declared {
            registration: Some(number.to_owned()),
            ..Declared::named(&name)
        };
        graph.resolve(&declared, 3)[0].verdict
    };
    assert_eq!(verdict("434151"), bongsu_names::Verdict::Same);
    assert_eq!(verdict("999"), bongsu_names::Verdict::Unsure);
}

/// The comparison below what changed says the same as comparing all control of both registers.
#[test]
fn only_what_lies_below_a_change_is_compared_and_nothing_is_missed() {
    let chain = |last: &str| {
        let ids: Vec<String> = (0..60).map(|n| format!("c{n}")).collect();
        let names: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut sketch = Sketch::default().orgs(&names).orgs(&["x", "y"]);
        for pair in names.windows(2) {
            sketch = sketch.holds(pair[0], pair[1], 0.9);
        }
        sketch
            .holds(last, "c30", 0.05)
            .holds(last, "c0", 0.7)
            .graph()
    };
    let (before, after) = (chain("x"), chain("y"));
    let all = |graph: &TieGraph| {
        let mut pairs = std::collections::BTreeSet::new();
        graph.visit_control(&ControlRule::majority(today()), |one| {
            pairs.insert((
                graph.id(one.controller).to_owned(),
                graph.id(one.controlled).to_owned(),
            ));
        });
        pairs
    };
    let (was, is) = (all(&before), all(&after));
    let found = changes(&version(&before, &[]), &version(&after, &[]));
    let pairs = |is_gain: bool| {
        let of = found
            .changes
            .iter()
            .filter_map(|change| match &change.kind {
                ChangeKind::Gained { controller, .. } if is_gain => {
                    Some((controller.clone(), change.id.clone()))
                }
                ChangeKind::Lost { controller, .. } if !is_gain => {
                    Some((controller.clone(), change.id.clone()))
                }
                _ => None,
            });
        of.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(pairs(true), is.difference(&was).cloned().collect());
    assert_eq!(pairs(false), was.difference(&is).cloned().collect());
    assert!(!pairs(true).is_empty());
}
