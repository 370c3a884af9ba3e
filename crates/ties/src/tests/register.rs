//! Broken registers are data: reported, never a panic.

use super::*;

#[test]
fn everything_wrong_is_reported_with_its_row() {
    let sketch = Sketch::default()
        .orgs(&["a", "b"])
        .holds("a", "b", 0.8)
        .holds("ghost", "b", 0.9)
        .holds("a", "a", 0.1)
        .interest(Some("b"), "nowhere", (0.5, 0.5), |_| ())
        .interest(Some("a"), "nowhere", (0.5, 0.5), |interest| {
            interest.from = Some(day("2026-02-01"));
            interest.to = Some(day("2026-01-01"));
        });
    let mut register = sketch.register;
    let first = register.organisations[0].clone();
    register.organisations.push(first);
    let repeated = register.interests[0].clone();
    register.interests.push(repeated);
    let (graph, issues) = TieGraph::build(register);
    let texts: Vec<String> = issues.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "`a` is described twice; names and details were put together",
            "`ghost` is named as holder and not described in the register; it is kept under its id",
            "`a` holds 10 % of itself; own shares carry no votes; they stay in the total and nobody is counted for them",
            "`nowhere` is named as subject and not described in the register; it is kept under its id",
            "an interest in `nowhere` ends before it begins; it is left out",
            "an interest in `b` is given twice; it is counted once",
            "the holders of `b` have at least 170 % together; check the register for holdings counted twice",
        ]
    );
    assert_eq!((graph.n_parties(), graph.n_interests()), (4, 3));
}

#[test]
fn a_chain_of_ten_thousand_is_followed_and_a_hub_of_a_hundred_thousand_is_quick() {
    let half = ShareRange::exact(0.6).unwrap();
    let chain: Vec<String> = (0..10_001).map(|n| format!("c{n}")).collect();
    let (graph, _) = TieGraph::from_edges(
        chain
            .windows(2)
            .map(|pair| (pair[0].as_str(), pair[1].as_str(), half)),
    );
    let found = graph.ultimate_controllers(node(&graph, "c10000"), today());
    assert_eq!(ids(&graph, &[found[0].node]), ["c0"]);

    let tiny = ShareRange::exact(0.000_004).unwrap();
    let holders: Vec<String> = (0..100_000).map(|n| format!("h{n}")).collect();
    let many = holders.iter().map(|holder| (holder.as_str(), "hub", tiny));
    let below = holders
        .iter()
        .map(|subject| ("hub", subject.as_str(), half));
    let (graph, _) = TieGraph::from_edges(many.chain([("rival", "hub", half)]).chain(below));
    let trace = graph.trace(&TraceRequest {
        ..request(&graph, "h7", "rival")
    });
    assert_eq!(trace.reach, Certainty::Certain);
    let mut n = 0;
    graph.visit_control(&ControlRule::majority(today()), |_| n += 1);
    assert_eq!(n, 200_001);
}

#[test]
fn words_of_registers_are_read() {
    assert_eq!(
        InterestKind::from_word("votingRights"),
        InterestKind::Voting
    );
    assert_eq!(
        InterestKind::from_word("otherInfluenceOrControl"),
        InterestKind::Influence
    );
    assert_eq!(Directness::from_word("Indirect"), Directness::Indirect);
    assert_eq!(PartyKind::from_word("arrangement"), PartyKind::Arrangement);
    assert_eq!(PartyKind::from_word(""), PartyKind::Organisation);
}
