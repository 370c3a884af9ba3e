//! Trusts and agreements: whoever takes part decides together with the others, with shares or without.

use super::*;

fn trust(role: InterestKind) -> TieGraph {
    Sketch::default()
        .orgs(&["front", "rival", "beneficiary", "owner"])
        .with("trust", |org| org.kind = PartyKind::Arrangement)
        .holds("trust", "front", 0.6)
        .holds("owner", "rival", 0.9)
        .interest(Some("beneficiary"), "trust", (0.0, 1.0), |interest| {
            interest.kind = InterestKind::Other;
        })
        .interest(Some("rival"), "trust", (0.0, 1.0), |interest| {
            interest.kind = role;
            interest.from = Some(day("2025-01-01"));
        })
        .graph()
}

#[test]
fn a_trustee_without_shares_decides_together_with_the_others() {
    for role in [
        InterestKind::Other,
        InterestKind::Influence,
        InterestKind::Appointment,
    ] {
        let graph = trust(role);
        for (target, n_nodes) in [("rival", 3), ("owner", 4)] {
            let trace = graph.trace(&request(&graph, "front", target));
            let joint = trace.paths.iter().find(|path| path.basis == Basis::Joint);
            let joint = joint.expect("the trustee takes part");
            assert_eq!(joint.nodes.len(), n_nodes);
            assert_eq!(joint.certainty, Certainty::Possible);
            let seat = &joint.edges[1];
            assert_eq!(seat.kind, TieKind::Joint);
            assert_eq!(seat.since, Some(day("2025-01-01")));
            assert_eq!(seat.refs.len(), 1);
            assert_eq!(seat.share, None, "a seat is no share");
        }
        let rule = ControlRule::majority(today());
        let joint = graph.joint_control(node(&graph, "front"), &rule).unwrap();
        let holders: Vec<&str> = joint
            .holders
            .iter()
            .map(|(holder, _)| graph.id(*holder))
            .collect();
        assert_eq!(holders, ["rival", "beneficiary"]);
        let between = graph.explain(node(&graph, "front"), node(&graph, "rival"), today());
        assert_eq!(between.joint, [joint]);
    }
}

#[test]
fn who_took_part_before_does_not_any_more() {
    let graph = trust(InterestKind::Other);
    let early = graph.trace(&TraceRequest {
        as_of: day("2024-12-31"),
        ..request(&graph, "front", "rival")
    });
    assert!(early.paths.iter().all(|path| path.basis != Basis::Joint));
}
