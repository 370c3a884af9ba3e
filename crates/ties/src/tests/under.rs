//! Traces under rules of choice.

use super::*;

fn of_kind(kind: InterestKind) -> impl Fn(&mut Interest) {
    move |interest| interest.kind = kind
}

#[test]
fn a_trace_adds_up_the_shares_of_listed_parties_and_not_their_votes() {
    let voting = of_kind(InterestKind::Voting);
    let graph = Sketch::default()
        .orgs(&["listed", "front", "daughter"])
        .holds("listed", "front", 0.6)
        .interest(Some("listed"), "front", (0.1, 0.1), &voting)
        .holds("front", "daughter", 0.5)
        .graph();
    let listed = [node(&graph, "listed")];
    let reached = graph.cascade(&listed, &CascadeRule::half_in_aggregate(today()));
    for blocked in &reached {
        let trace = graph.trace(&TraceRequest {
            restricted: vec![],
            listed: vec![party(&graph, "listed")],
            ..request(&graph, graph.id(blocked.node), "front")
        });
        assert_eq!(trace.reach, blocked.certainty);
        let path = &trace.paths[0];
        assert_eq!(path.basis, Basis::Listed);
        let last = path.edges.last().unwrap();
        assert_eq!(
            (last.from, last.share),
            (listed[0], Some(ShareRange::exact(0.6).unwrap()))
        );
        assert_eq!(last.refs.len(), 1, "the row of the votes says nothing here");
    }
    assert_eq!(reached.len(), 2);
    // Votes alone, without shares, are no reason either way: they are all that is known of the holding.
    let graph = Sketch::default()
        .orgs(&["listed", "front"])
        .holds("listed", "front", 0.1)
        .interest(Some("listed"), "front", (0.6, 0.6), &voting)
        .graph();
    let trace = graph.trace(&TraceRequest {
        restricted: vec![],
        listed: vec![party(&graph, "listed")],
        ..request(&graph, "front", "listed")
    });
    assert_eq!(trace.reach, Certainty::Unknown, "10 % of the shares");
}

fn statutory() -> ControlRule {
    let book = RuleBook::built_in().unwrap();
    let rule = book.on("statutory", today()).unwrap();
    rule.control(today()).unwrap()
}

/// Everything about a rival that only the decree takes for control of `front`; how sure, and by how many steps.
fn only_by_decree() -> Vec<(&'static str, TieGraph, Certainty, usize)> {
    let influence = of_kind(InterestKind::Influence);
    let board = of_kind(InterestKind::Appointment);
    let convertible = of_kind(InterestKind::Convertible);
    let orgs = || Sketch::default().orgs(&["front", "rival", "other", "holding"]);
    let largest = || {
        orgs()
            .holds("rival", "front", 0.4)
            .holds("other", "front", 0.3)
    };
    let trust = |org: &mut Organisation| org.kind = PartyKind::Arrangement;
    vec![
        (
            "half",
            orgs().holds("rival", "front", 0.5).graph(),
            Certainty::Certain,
            1,
        ),
        (
            "half of half",
            orgs()
                .holds("rival", "holding", 0.5)
                .holds("holding", "front", 0.5)
                .graph(),
            Certainty::Certain,
            2,
        ),
        (
            "convertibles",
            orgs()
                .holds("rival", "front", 0.3)
                .interest(Some("rival"), "front", (0.2, 0.2), &convertible)
                .graph(),
            Certainty::Certain,
            1,
        ),
        (
            "the largest with influence",
            largest()
                .holds("holding", "front", 0.3)
                .interest(Some("rival"), "front", (0.0, 1.0), &influence)
                .graph(),
            Certainty::Certain,
            2,
        ),
        (
            "perhaps the largest with influence",
            orgs()
                .holds("rival", "front", 0.3)
                .holds("other", "front", 0.2)
                .interest(Some("rival"), "front", (0.0, 1.0), &influence)
                .graph(),
            Certainty::Possible,
            1,
        ),
        (
            "a board",
            orgs()
                .interest(Some("rival"), "front", (0.6, 0.6), &board)
                .graph(),
            Certainty::Certain,
            1,
        ),
        (
            "a board of a holder",
            orgs()
                .interest(Some("rival"), "holding", (0.6, 0.6), &board)
                .holds("holding", "front", 0.8)
                .graph(),
            Certainty::Certain,
            2,
        ),
        (
            "perhaps a board",
            orgs()
                .interest(Some("rival"), "front", (0.0, 1.0), &board)
                .graph(),
            Certainty::Possible,
            1,
        ),
        (
            "a voting agreement",
            orgs()
                .with("agreement", trust)
                .holds("rival", "front", 0.3)
                .holds("rival", "agreement", 0.1)
                .holds("agreement", "front", 0.2)
                .graph(),
            Certainty::Certain,
            3,
        ),
    ]
}

#[test]
fn what_only_the_decree_takes_for_control_is_found_by_the_decree_and_by_its_name() {
    let rule = statutory();
    for (what, graph, certainty, n_edges) in only_by_decree() {
        let asked = request(&graph, "front", "rival");
        let affiliate = |trace: &Trace| -> Vec<TiePath> {
            let paths = trace.paths.iter();
            let paths = paths.filter(|path| path.basis == Basis::Affiliate);
            paths.cloned().collect()
        };
        assert!(affiliate(&graph.trace(&asked)).is_empty(), "{what}");
        let trace = graph.trace_by(&asked, &rule);
        assert_eq!(trace.reach, certainty, "{what}");
        let paths = affiliate(&trace);
        assert_eq!(paths.len(), 1, "{what}: {paths:?}");
        let path = &paths[0];
        assert_eq!((&path.rule, path.certainty), (&rule.name, certainty));
        assert_eq!(path.nodes.first(), Some(&node(&graph, "front")), "{what}");
        assert_eq!(path.nodes.last(), Some(&node(&graph, "rival")), "{what}");
        assert_eq!(path.edges.len(), n_edges, "{what}: {path:?}");
        assert!(
            path.edges.iter().all(|edge| !edge.refs.is_empty()),
            "{what}: every step has its row"
        );
        let (front, rival) = (node(&graph, "front"), node(&graph, "rival"));
        assert!(graph.explain(front, rival, today()).control.is_empty());
        let between = graph.explain_by(front, rival, &rule);
        assert_eq!(between.control.len(), 1, "{what}");
        assert_eq!(between.control[0].certainty, certainty, "{what}");
        let tops = graph.ultimate_controllers_by(front, &rule);
        let top = tops.iter().find(|one| one.node == rival);
        assert_eq!(top.map(|one| one.certainty), Some(certainty), "{what}");
    }
}

#[test]
fn a_firm_beside_a_rival_is_found_by_the_decree_and_drawn_by_it() {
    let board = of_kind(InterestKind::Appointment);
    let graph = Sketch::default()
        .orgs(&["front", "rival", "parent", "buyer"])
        .interest(Some("parent"), "front", (0.5, 0.5), &board)
        .holds("parent", "rival", 0.5)
        .supplies("parent", "buyer")
        .graph();
    let rule = statutory();
    let found = |target: &str, rule: &ControlRule| -> Vec<(Basis, Certainty)> {
        let trace = graph.trace_by(&request(&graph, "front", target), rule);
        let hard = trace.paths.iter().filter(|path| path.basis != Basis::Soft);
        hard.map(|path| {
            assert!(path.rule.contains(&rule.name), "{}", path.rule);
            (path.basis, path.certainty)
        })
        .collect()
    };
    let majority = ControlRule::majority(today());
    assert_eq!(found("rival", &majority), []);
    let both = (Basis::CommonControl, Certainty::Certain);
    assert_eq!(found("rival", &rule), [both]);
    assert_eq!(
        found("buyer", &rule),
        [(Basis::Supplier, Certainty::Certain)],
        "a seat on the board is control, and so is the way to the supply"
    );
    let around = [node(&graph, "front"), node(&graph, "rival")];
    let is_drawn = |drawn: &Neighbourhood| {
        let parent = node(&graph, "parent");
        let found = drawn.parties.iter().find(|one| one.node == parent);
        found.is_some_and(|one| one.is_on_path)
    };
    assert!(is_drawn(&graph.neighbourhood_by(&around, &rule, 12)));
}

#[test]
fn a_question_is_asked_again_by_the_rule_of_the_comparison() {
    let before = Sketch::default().orgs(&["front", "rival"]).graph();
    let after = Sketch::default()
        .orgs(&["front", "rival"])
        .holds("rival", "front", 0.5)
        .graph();
    let standing = [Standing {
        employer: "front".to_owned(),
        restricted: vec!["rival".to_owned()],
        covers: Covers::default(),
    }];
    let again = |rule: &ControlRule| -> Vec<Certainty> {
        let [was, is] = [&before, &after].map(|graph| Version {
            graph,
            rule: rule.clone(),
            listed: &[],
        });
        let found = reopened(&was, &is, &standing);
        found.iter().map(|one| one.is).collect()
    };
    assert!(again(&ControlRule::majority(today())).is_empty());
    assert_eq!(again(&statutory()), [Certainty::Certain]);
}
