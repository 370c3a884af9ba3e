//! Registers made to exhaust: loaded or refused with the reason, in steps that are counted and not in time.

use super::*;
use crate::control::{End, Growth, controllers_within};
use crate::snapshot::Snapshot;

fn share(value: f64) -> ShareRange {
    ShareRange::exact(value).unwrap()
}

fn numbered(n: u32, edges: impl IntoIterator<Item = (u32, u32, f64)>) -> (TieGraph, Vec<Issue>) {
    let mut ids = Ids::default();
    for at in 0..n {
        ids.place(&format!("p{at}"));
    }
    let edges = edges.into_iter().map(|(a, b, value)| (a, b, share(value)));
    TieGraph::from_numbered(ids, edges)
}

fn integrated() -> IntegratedRule {
    IntegratedRule::more_than_half(today())
}

#[test]
fn a_million_holders_of_one_firm_are_counted_once() {
    const N: u32 = 1_000_000;
    let small = 1.0 / f64::from(N);
    let (graph, issues) = numbered(N + 1, (1..=N).map(|holder| (holder, 0, small)));
    assert_eq!(issues, []);
    let hub = node(&graph, "p0");
    let (found, is_cut) = graph.who_controls(hub, &ControlRule::majority(today()));
    // The search upwards is cut at its limit, and says so.
    assert_eq!((found.len(), is_cut), (0, true));
    let mut pairs = 0;
    let left_out = graph.visit_control(&ControlRule::majority(today()), |_| pairs += 1);
    assert_eq!((pairs, left_out.len()), (0, 0));
    let mut enough = 0;
    let cut = graph.visit_integrated(&integrated(), |_, _| enough += 1);
    assert_eq!((enough, cut.len()), (0, 0));
    let listed: Vec<Node> = (1..=500_000).map(Node).collect();
    let reached = graph.cascade(&listed, &CascadeRule::half_in_aggregate(today()));
    assert_eq!(
        reached.len(),
        1,
        "half a million of them have half together"
    );
}

#[test]
fn a_chain_of_ten_thousand_needs_no_recursion_under_any_rule() {
    const N: u32 = 10_000;
    let chain = || (0..N).map(|at| (at, at + 1, 0.999));
    let (graph, _) = numbered(N + 1, chain());
    let last = node(&graph, &format!("p{N}"));
    let rule = RuleBook::built_in().unwrap();
    let statutory = rule.on("statutory", today()).unwrap();
    let statutory = statutory.control(today()).unwrap();
    for rule in [&ControlRule::majority(today()), &statutory] {
        assert_eq!(graph.controllers(last, rule).len(), N as usize);
        assert_eq!(graph.controlled_by(Node(0), rule).len(), N as usize);
    }
    let found = graph.integrated_in(last, &integrated());
    assert!(!found.is_cut || found.shares.len() < N as usize);
    assert_eq!(graph.id(found.shares[0].holder), "p9999");
    let below = graph.integrated_of(Node(0), &integrated());
    assert_eq!((below.shares.len(), below.is_cut), (N as usize, false));
    let closed = chain().chain([(N, 0, 0.999)]);
    let (circle, issues) = numbered(N + 1, closed);
    assert_eq!(issues.len(), 1);
    assert_eq!(circle.controllers(last, &statutory).len(), N as usize);
    let below = circle.integrated_of(Node(0), &integrated());
    assert_eq!(below.shares.len(), N as usize);
}

#[test]
fn a_chain_that_almost_controls_ends_at_its_steps() {
    // Everybody on the chain grows the whole rest of it in vain: the square of its length.
    const N: u32 = 3_000;
    let chain = (1..N).map(|at| (at + 1, at, 0.6)).chain([(1, 0, 0.3)]);
    let (graph, _) = numbered(N + 1, chain);
    let terms = ControlRule::majority(today()).terms();
    let snapshot = Snapshot::above_by(&graph, &[0], &terms, usize::MAX);
    let bar = ControlRule::majority(today()).bar();
    let (found, is_cut) = controllers_within(&snapshot, 0, bar, 100_000);
    assert_eq!((found.len(), is_cut), (0, true));
    let (found, is_cut) = controllers_within(&snapshot, 0, bar, 100_000_000);
    assert_eq!((found.len(), is_cut), (0, false));
    let mut growth = Growth::new(&snapshot, bar);
    growth.from(snapshot.local(N).unwrap(), End::Max);
    assert!(
        growth.n_steps() <= 3 * u64::from(N),
        "each holding is followed once"
    );
    let mut n = 0;
    let left_out = graph.visit_control_within(&ControlRule::majority(today()), 10_000, |_| n += 1);
    assert!(
        n > 0 && !left_out.is_empty(),
        "what was not followed is named"
    );
}

#[test]
fn a_hub_of_indirect_holders_is_not_searched_for_each_of_them() {
    const N: usize = 20_000;
    let mut sketch = Sketch::default();
    sketch.register.interests.reserve(2 * N);
    let mut at = 0;
    let mut row = |holder: String, share: f64, directness| {
        at += 1;
        Interest {
            subject: "hub".to_owned(),
            holder: Some(holder),
            kind: InterestKind::Shareholding,
            directness,
            share: ShareRange::exact(share).unwrap(),
            from: None,
            to: None,
            unknown_reason: None,
            at: RowRef {
                source: "3f9a12c45d01".to_owned(),
                row: at,
            },
        }
    };
    let mut interests = Vec::new();
    for n in 0..N {
        interests.push(row(format!("direct{n}"), 0.000_04, Directness::Direct));
        interests.push(row(format!("indirect{n}"), 0.9, Directness::Indirect));
    }
    sketch.register.interests = interests;
    let (graph, _) = TieGraph::build(sketch.register);
    let found = graph.controllers(node(&graph, "hub"), &ControlRule::majority(today()));
    // Whether their chains are told as well was not searched to the end: nothing of it is certain.
    assert_eq!(found.len(), N);
    assert!(found.iter().all(|one| one.certainty == Certainty::Possible));
}

#[test]
fn ownership_of_three_hundred_percent_is_reported_and_capped() {
    let whole = (1..=3).map(|holder| (holder, 0, 1.0));
    let (graph, issues) = numbered(4, whole);
    assert_eq!(
        issues[0].to_string(),
        "the holders of `p0` have at least 300 % together; check the register for holdings counted twice"
    );
    let found = graph.integrated_in(Node(0), &integrated());
    assert!(
        found
            .shares
            .iter()
            .all(|one| one.share == ShareRange::UNKNOWN)
    );
}

#[test]
fn own_shares_in_circles_stay_within_the_whole() {
    let edges = [
        (0, 0, 1.0),
        (1, 0, 0.5),
        (0, 1, 0.5),
        (1, 1, 0.5),
        (2, 1, 0.5),
        (2, 2, 1.0),
    ];
    let (graph, issues) = numbered(3, edges);
    assert!(
        issues
            .iter()
            .any(|issue| matches!(issue, Issue::HoldsItself { .. }))
    );
    for at in 0..3 {
        for one in graph.integrated_of(Node(at), &integrated()).shares {
            assert!(one.share.max() <= 1.0 && one.share.min() <= one.share.max());
        }
    }
}

#[test]
fn a_wide_circle_is_bounded_by_sweeps() {
    // Larger than what is solved at once, with ranges, and almost closed.
    const N: u32 = 2_000;
    let mut ids = Ids::default();
    for at in 0..=N {
        ids.place(&format!("p{at}"));
    }
    let ring = (0..N).map(|at| {
        let share = ShareRange::new(0.5, 0.9).unwrap();
        (at, (at + 1) % N, share)
    });
    let outside = (0..N).step_by(10).map(|at| (N, at, share(0.1)));
    let (graph, _) = TieGraph::from_numbered(ids, ring.chain(outside));
    let found = graph.integrated_of(Node(N), &integrated());
    assert_eq!((found.shares.len(), found.is_cut), (N as usize, false));
    let one = found.shares[0].share;
    assert!(
        one.min() >= 0.1 && one.max() <= 1.0 && one.min() < one.max(),
        "{one}"
    );
    assert!(
        (one.max() - 0.1 / (1.0 - 0.9_f64.powi(10))).abs() < 1e-6,
        "{one}"
    );
}

#[test]
fn numbers_without_an_id_are_refused_and_the_rest_is_kept() {
    let (graph, issues) = numbered(2, [(0, 1, 0.6), (0, 7, 0.6), (u32::MAX, 1, 0.1)]);
    let texts: Vec<String> = issues.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "an edge names party number 7, which has no id; the edge is left out",
            "an edge names party number 4294967295, which has no id; the edge is left out",
        ]
    );
    assert_eq!((graph.n_parties(), graph.n_interests()), (2, 1));
}

#[test]
fn ranges_reversed_and_numbers_that_are_none_never_reach_the_graph() {
    assert!(ShareRange::new(0.6, 0.5).is_err());
    for wrong in [f64::NAN, f64::INFINITY, -0.1, 3.0] {
        assert!(ShareRange::exact(wrong).is_err(), "{wrong}");
        assert!(ShareRange::new(0.0, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn days_at_the_ends_of_the_calendar_hold() {
    let sketch = || Sketch::default().orgs(&["a", "b"]);
    let lasting = |from: Option<&str>, to: Option<&str>| {
        sketch()
            .interest(Some("a"), "b", (0.6, 0.6), |interest| {
                interest.from = from.map(day);
                interest.to = to.map(day);
            })
            .register
    };
    let (graph, issues) = TieGraph::build(lasting(Some("9999-12-31"), None));
    assert_eq!(
        (issues.len(), controllers(&graph, "b", today()).len()),
        (0, 0)
    );
    let (graph, _) = TieGraph::build(lasting(Some("0001-01-01"), Some("9999-12-31")));
    assert_eq!(controllers(&graph, "b", day("9999-12-31")).len(), 1);
    let (graph, issues) = TieGraph::build(lasting(Some("2026-01-02"), Some("2026-01-01")));
    assert_eq!((issues.len(), graph.n_interests()), (1, 0));
}

#[test]
fn an_id_given_a_thousand_times_is_one_party() {
    let mut sketch = Sketch::default().orgs(&["a"]);
    let first = sketch.register.organisations[0].clone();
    for n in 0..1_000 {
        let mut again = first.clone();
        again.names = vec![format!("name {}", n % 3)];
        sketch.register.organisations.push(again);
    }
    let (graph, issues) = TieGraph::build(sketch.register);
    assert_eq!((graph.n_parties(), issues.len()), (1, 1_000));
    assert_eq!(graph.names(node(&graph, "a")).len(), 4);
}
