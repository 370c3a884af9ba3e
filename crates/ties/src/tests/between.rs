//! Two organisations explained, what stands around them, and what is too deep or too crowded.

use super::*;

#[test]
fn two_organisations_are_explained_with_everything_between_them() {
    let graph = Sketch::default()
        .orgs(&["top", "mid", "one", "other", "venture", "customer"])
        .holds("top", "mid", 0.8)
        .holds("mid", "one", 0.7)
        .holds("top", "other", 0.6)
        .holds("one", "venture", 0.5)
        .holds("other", "venture", 0.5)
        .holds("other", "one", 0.1)
        .officer("one", "Kang Do-hyun")
        .officer("other", "Kang Do-hyun")
        .graph();
    let found = graph.explain(node(&graph, "one"), node(&graph, "other"), today());
    assert_eq!(found.control, []);
    assert_eq!(found.common.len(), 1);
    assert_eq!(
        ids(&graph, &found.common[0].nodes),
        ["one", "mid", "top", "other"]
    );
    assert_eq!(found.common[0].certainty, Certainty::Certain);
    assert_eq!(ids(&graph, &found.holdings[0].nodes), ["one", "other"]);
    assert_eq!(found.soft[0].kind, SoftKind::Director);
    assert!(!found.questions.is_empty() && !found.is_empty());
    let up = graph.explain(node(&graph, "one"), node(&graph, "top"), today());
    assert_eq!(ids(&graph, &up.control[0].nodes), ["one", "mid", "top"]);
    let nothing = graph.explain(node(&graph, "customer"), node(&graph, "top"), today());
    assert!(nothing.is_empty());
    assert_eq!(
        nothing.coverage,
        Coverage::Missing,
        "nothing known is no clearance"
    );
}

#[test]
fn a_neighbourhood_stays_small_and_counts_who_is_left_out() {
    let mut sketch = Sketch::default().orgs(&["top", "front", "rival", "one", "daughter"]);
    sketch = sketch
        .holds("top", "front", 0.6)
        .holds("top", "rival", 0.7)
        .holds("front", "daughter", 0.9);
    for n in 0..214 {
        let id = format!("sub-{n:03}");
        sketch = sketch.orgs(&[&id]).holds("top", &id, 0.8);
    }
    for n in 0..37 {
        let id = format!("small-{n:02}");
        sketch = sketch.orgs(&[&id]).holds(&id, "front", 0.005);
    }
    let graph = sketch.graph();
    let around = ["front", "rival"].map(|id| node(&graph, id));
    let drawn = graph.neighbourhood(&around, today(), 20);
    let shown: Vec<String> = drawn
        .parties
        .iter()
        .map(|one| graph.id(one.node).to_owned())
        .collect();
    assert_eq!(shown, ["front", "rival", "top", "daughter"]);
    assert_eq!(
        (drawn.parties[2].layer, drawn.parties[2].is_on_path),
        (1, true)
    );
    assert_eq!(drawn.parties[3].layer, -1);
    let labels: Vec<(&str, &str)> = drawn
        .collapsed
        .iter()
        .map(|one| (graph.id(one.node), one.label.as_str()))
        .collect();
    assert_eq!(
        labels,
        [
            ("front", "+ 37 holders under 1 %"),
            ("top", "+ 214 subsidiaries")
        ]
    );
    assert_eq!(drawn.edges.len(), 3);
    let small = graph.neighbourhood(&[node(&graph, "top")], today(), 10);
    assert!(small.parties.len() <= 10);
    let n_drawn = small.parties.iter().filter(|one| one.layer == -1).count();
    let n_counted: usize = small
        .collapsed
        .iter()
        .filter(|one| one.label.contains("subsidiar"))
        .map(|one| one.n)
        .sum();
    assert!(
        n_drawn + n_counted >= 216,
        "{n_drawn} drawn, {n_counted} counted"
    );
}

#[test]
fn a_long_chain_and_a_crowd_of_holders_are_answered_or_cut_and_told() {
    let ids: Vec<String> = (0..10_000).map(|n| format!("c{n}")).collect();
    let share = |value| ShareRange::exact(value).unwrap();
    let chain = ids
        .windows(2)
        .map(|pair| (pair[1].as_str(), pair[0].as_str(), share(0.6)));
    let (graph, _) = TieGraph::from_edges(chain);
    let trace = graph.trace(&request(&graph, "c0", "c9999"));
    assert_eq!(
        (trace.reach, trace.paths[0].edges.len()),
        (Certainty::Certain, 9_999)
    );
    let holders: Vec<String> = (0..30_000).map(|n| format!("h{n}")).collect();
    let above: Vec<String> = (0..30_000).map(|n| format!("a{n}")).collect();
    let crowd = holders
        .iter()
        .map(|holder| (holder.as_str(), "front", share(0.00001)));
    let more = above
        .iter()
        .zip(&holders)
        .map(|(top, holder)| (top.as_str(), holder.as_str(), share(0.3)));
    let (graph, _) = TieGraph::from_edges(crowd.chain(more));
    let trace = graph.trace(&request(&graph, "front", "a29999"));
    assert_eq!(
        (trace.reach, trace.coverage),
        (Certainty::Unknown, Coverage::Truncated)
    );
}
