//! Several ways to one party, what would settle an unknown, and everything between two parties.

use super::*;

#[test]
fn two_chains_of_holdings_to_one_rival_are_two_paths() {
    let graph = Sketch::default()
        .orgs(&["rival", "a", "b", "front"])
        .holds("rival", "a", 0.7)
        .holds("a", "front", 0.6)
        .holds("rival", "b", 0.4)
        .holds("b", "front", 0.3)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    let paths: Vec<(Vec<String>, Certainty)> = trace
        .paths
        .iter()
        .map(|path| (ids(&graph, &path.nodes), path.certainty))
        .collect();
    let way = |middle: &str| ["front", middle, "rival"].map(str::to_owned).to_vec();
    assert_eq!(
        paths,
        [
            (way("a"), Certainty::Certain),
            (way("b"), Certainty::Unknown)
        ]
    );
    let second = &trace.paths[1];
    assert!(second.rule.contains("without control"), "{}", second.rule);
    assert_eq!(second.edges[0].share.unwrap().to_string(), "30 %");
    assert_eq!(second.edges[0].refs.len(), 1);
    let one = TraceRequest {
        k: 1,
        ..request(&graph, "front", "rival")
    };
    assert_eq!(graph.trace(&one).paths.len(), 1);
}

#[test]
fn further_ways_of_control_lean_on_other_holdings() {
    let graph = Sketch::default()
        .orgs(&["rival", "a", "b", "c", "front"])
        .holds("rival", "a", 0.6)
        .holds("rival", "b", 0.6)
        .holds("rival", "c", 0.6)
        .holds("a", "front", 0.3)
        .holds("b", "front", 0.3)
        .holds("c", "front", 0.3)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    let hard: Vec<&TiePath> = trace
        .paths
        .iter()
        .filter(|path| path.basis == Basis::Affiliate)
        .collect();
    assert_eq!(hard.len(), 3, "any two of the three are enough");
    let middles: std::collections::BTreeSet<Vec<String>> = hard
        .iter()
        .map(|path| {
            let mut middles = ids(&graph, &path.nodes);
            middles.retain(|id| id.len() == 1);
            middles.sort();
            middles
        })
        .collect();
    assert_eq!(middles.len(), 3, "{middles:?}");
}

#[test]
fn circles_give_no_path_twice_and_no_path_through_a_party_twice() {
    let sketch = Sketch::default()
        .orgs(&["a", "b", "c", "front", "rival"])
        .holds("a", "b", 0.4)
        .holds("b", "c", 0.4)
        .holds("c", "a", 0.4)
        .holds("a", "front", 0.4)
        .holds("rival", "b", 0.5);
    let (graph, _) = TieGraph::build(sketch.register);
    let trace = graph.trace(&request(&graph, "front", "rival"));
    let ways: Vec<Vec<String>> = trace
        .paths
        .iter()
        .map(|path| ids(&graph, &path.nodes))
        .collect();
    assert_eq!(ways, [["front", "a", "c", "b", "rival"]]);
}

#[test]
fn each_party_is_told_before_second_ways_to_one() {
    let graph = Sketch::default()
        .orgs(&["rival", "other", "a", "b", "c", "front"])
        .holds("rival", "a", 0.6)
        .holds("rival", "b", 0.6)
        .holds("rival", "c", 0.6)
        .holds("a", "front", 0.3)
        .holds("b", "front", 0.3)
        .holds("c", "front", 0.3)
        .holds("other", "rival", 0.8)
        .graph();
    let both = TraceRequest {
        restricted: vec![party(&graph, "rival"), party(&graph, "other")],
        ..request(&graph, "front", "rival")
    };
    let trace = graph.trace(&both);
    let first: Vec<&str> = trace.paths[..2]
        .iter()
        .map(|path| graph.id(path.target.node))
        .collect();
    assert_eq!(first, ["rival", "other"]);
}

fn questions(trace: &Trace) -> Vec<(Effect, &str)> {
    trace
        .questions
        .iter()
        .map(|question| (question.effect, question.sentence.as_str()))
        .collect()
}

#[test]
fn what_would_settle_an_unknown_is_asked_the_weightiest_first() {
    let graph = Sketch::default()
        .orgs(&["rival", "front", "friend"])
        .holds_between("rival", "front", 0.25, 0.6)
        .holds("friend", "front", 0.1)
        .graph();
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert_eq!(trace.reach, Certainty::Possible);
    assert_eq!(
        questions(&trace)[0],
        (
            Effect::Decides,
            "the range 25 to 60 % that rival Co., Ltd. holds of front Co., Ltd. leaves control open: ask for the exact share"
        )
    );
    let gap = Sketch::default()
        .orgs(&["rival", "front", "friend"])
        .holds("rival", "front", 0.3)
        .holds("friend", "front", 0.4)
        .graph();
    let trace = gap.trace(&request(&gap, "front", "rival"));
    assert_eq!(
        questions(&trace),
        [
            (
                Effect::Contributes,
                "30 % of front Co., Ltd. is held by nobody the register names (holders not in the register): ask for the shareholder list"
            ),
            (
                Effect::Contributes,
                "no holder of friend Co., Ltd. is in the register: ask for the shareholder list"
            ),
            (
                Effect::Informs,
                "no holder of rival Co., Ltd. is in the register: ask for the shareholder list"
            ),
        ]
    );
}

#[test]
fn a_holder_that_is_named_and_not_described_is_to_be_identified() {
    let sketch = Sketch::default()
        .orgs(&["rival", "front"])
        .holds("rival", "front", 0.2)
        .holds("ghost", "front", 0.7);
    let (graph, _) = TieGraph::build(sketch.register);
    let trace = graph.trace(&request(&graph, "front", "rival"));
    assert!(
        questions(&trace).contains(&(
            Effect::Decides,
            "ghost holds 70 % of front Co., Ltd. and the register does not describe it: identify it"
        )),
        "{:?}",
        questions(&trace)
    );
    let settled = graph.trace(&request(&graph, "front", "ghost"));
    assert_eq!(settled.reach, Certainty::Certain);
    assert!(
        settled
            .questions
            .iter()
            .all(|question| question.effect == Effect::Informs),
        "an answer that stands is not changed by more knowledge"
    );
}

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
