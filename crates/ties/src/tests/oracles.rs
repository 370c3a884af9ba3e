//! The same answers by other means: brute force on small graphs, and worked examples.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proptest::prelude::*;

use super::*;

/// (holder, subject, lower and upper percent).
type Edges = Vec<(u8, u8, u8, u8)>;

fn edges() -> impl Strategy<Value = Edges> {
    let edge = (0..7_u8, 0..7_u8, 0..70_u8, 0..40_u8)
        .prop_map(|(a, b, low, more)| (a, b, low, (low + more).min(100)));
    prop::collection::vec(edge, 0..16).prop_map(|edges| {
        let mut one: BTreeMap<(u8, u8), (u8, u8)> = BTreeMap::new();
        edges
            .into_iter()
            .filter(|edge| edge.0 != edge.1)
            .for_each(|(a, b, low, high)| {
                one.insert((a, b), (low, high));
            });
        one.into_iter()
            .map(|((a, b), (low, high))| (a, b, low, high))
            .collect()
    })
}

fn id(n: u8) -> String {
    format!("p{n}")
}

fn build(edges: &Edges) -> TieGraph {
    let ids: Vec<(String, String)> = edges.iter().map(|edge| (id(edge.0), id(edge.1))).collect();
    let shares = edges
        .iter()
        .map(|edge| ShareRange::new(f64::from(edge.2) / 100.0, f64::from(edge.3) / 100.0).unwrap());
    TieGraph::from_edges(
        ids.iter()
            .zip(shares)
            .map(|((a, b), share)| (a.as_str(), b.as_str(), share)),
    )
    .0
}

/// Shares by subject and holder at one end of the ranges, upper ends limited by what others surely hold.
fn shares(edges: &Edges, upper: bool) -> BTreeMap<u8, BTreeMap<u8, u32>> {
    let mut out: BTreeMap<u8, BTreeMap<u8, u32>> = BTreeMap::new();
    for (holder, subject, low, high) in edges {
        let others: u32 = edges
            .iter()
            .filter(|edge| edge.1 == *subject && edge.0 != *holder)
            .map(|edge| u32::from(edge.2))
            .sum();
        let most = u32::from(*high)
            .min(100_u32.saturating_sub(others))
            .max(u32::from(*low));
        out.entry(*subject)
            .or_default()
            .insert(*holder, if upper { most } else { u32::from(*low) });
    }
    out
}

/// The least fixpoint by trying until nothing changes.
fn brute(edges: &Edges, upper: bool) -> BTreeSet<(u8, u8)> {
    let by_subject = shares(edges, upper);
    let mut found = BTreeSet::new();
    for x in 0..7 {
        let mut group = BTreeSet::from([x]);
        loop {
            let more: Vec<u8> = by_subject
                .iter()
                .filter(|(y, holders)| {
                    !group.contains(y)
                        && holders
                            .iter()
                            .filter(|(holder, _)| group.contains(holder))
                            .map(|(_, share)| share)
                            .sum::<u32>()
                            > 50
                })
                .map(|(y, _)| *y)
                .collect();
            if more.is_empty() {
                break;
            }
            group.extend(more);
        }
        found.extend(group.into_iter().filter(|y| *y != x).map(|y| (x, y)));
    }
    found
}

proptest! {
    #[test]
    fn control_is_the_least_fixpoint(edges in edges()) {
        let graph = build(&edges);
        let rule = ControlRule::majority(today());
        let (certain, possible) = (brute(&edges, false), brute(&edges, true));
        let mut wanted: BTreeSet<(String, String, Certainty)> =
            certain.iter().map(|(x, y)| (id(*x), id(*y), Certainty::Certain)).collect();
        wanted.extend(possible.difference(&certain).map(|(x, y)| (id(*x), id(*y), Certainty::Possible)));
        let name = |node| graph.id(node).to_owned();
        let mut whole = BTreeSet::new();
        graph.visit_control(&rule, |one| { whole.insert((name(one.controller), name(one.controlled), one.certainty)); });
        prop_assert_eq!(&whole, &wanted);
        let (mut up, mut down) = (BTreeSet::new(), BTreeSet::new());
        for n in 0..7 {
            let Some(node) = graph.node(&id(n)) else { continue };
            up.extend(graph.controllers(node, &rule).into_iter().map(|one| (name(one.node), id(n), one.certainty)));
            down.extend(graph.controlled_by(node, &rule).into_iter().map(|one| (id(n), name(one.controlled), one.certainty)));
        }
        prop_assert_eq!(&up, &wanted);
        prop_assert_eq!(&down, &wanted);
    }

    #[test]
    fn a_path_of_control_proves_itself(edges in edges()) {
        let graph = build(&edges);
        for (x, y) in brute(&edges, false) {
            let trace = graph.trace(&request(&graph, &id(y), &id(x)));
            let path = trace.paths.iter().find(|path| path.basis == Basis::Affiliate).unwrap();
            prop_assert_eq!(path.certainty, Certainty::Certain);
            // Every party on the path but the controller is held by parties of the path with more than half.
            let into: BTreeSet<Node> = path.edges.iter().map(|edge| edge.to).collect();
            for held in into {
                let sum: f64 = path.edges.iter().filter(|edge| edge.to == held).map(|edge| edge.share.unwrap().min()).sum();
                prop_assert!(sum > 0.5, "{:?}", path);
            }
            prop_assert_eq!(path.nodes.first(), Some(&node(&graph, &id(y))));
            prop_assert_eq!(path.nodes.last(), Some(&node(&graph, &id(x))));
        }
    }

    #[test]
    fn the_cascade_is_its_own_fixpoint(edges in edges(), listed in prop::collection::btree_set(0..7_u8, 1..3)) {
        let graph = build(&edges);
        let by_subject = shares(&edges, false);
        let mut group = listed.clone();
        loop {
            let before = group.len();
            for (y, holders) in &by_subject {
                if holders.iter().filter(|(holder, _)| group.contains(holder)).map(|(_, share)| share).sum::<u32>() >= 50 {
                    group.insert(*y);
                }
            }
            if group.len() == before {
                break;
            }
        }
        let nodes: Vec<Node> = listed.iter().filter_map(|n| graph.node(&id(*n))).collect();
        let found = graph.cascade(&nodes, &CascadeRule::half_in_aggregate(today()));
        let certain: BTreeSet<String> = found
            .iter().filter(|one| one.certainty == Certainty::Certain).map(|one| graph.id(one.node).to_owned()).collect();
        let wanted: BTreeSet<String> = group.difference(&listed).map(|n| id(*n)).collect();
        prop_assert_eq!(certain, wanted);
    }
}

#[test]
fn worked_examples_of_the_cascade_rule_hold() {
    let start = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = start
        .ancestors()
        .map(|folder| folder.join("shared/data/control/ofac-faq401.json"))
        .find(|file| file.is_file());
    let Some(file) = file else {
        println!("skipped: no folder `shared` with the worked examples beside the checkout");
        return;
    };
    let read: serde_json::Value =
        serde_json::from_str(&fs_err::read_to_string(file).unwrap()).unwrap();
    let texts = |value: &serde_json::Value| -> Vec<String> {
        value
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| one.as_str().unwrap().to_owned())
            .collect()
    };
    let mut n_checked = 0;
    for example in read["examples"].as_array().unwrap() {
        let own: Vec<(String, String, f64)> = example["own"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                (
                    row[0].as_str().unwrap().into(),
                    row[1].as_str().unwrap().into(),
                    row[2].as_f64().unwrap() / 100.0,
                )
            })
            .collect();
        let (graph, _) = TieGraph::from_edges(
            own.iter()
                .map(|(a, b, share)| (a.as_str(), b.as_str(), ShareRange::exact(*share).unwrap())),
        );
        let listed: Vec<Node> = texts(&example["listed"])
            .iter()
            .map(|id| node(&graph, id))
            .collect();
        let found = graph.cascade(&listed, &CascadeRule::half_in_aggregate(today()));
        let blocked: BTreeSet<String> = found
            .iter()
            .map(|one| graph.id(one.node).to_owned())
            .collect();
        assert_eq!(
            blocked,
            texts(&example["blocked"]).into_iter().collect(),
            "example {}",
            example["id"]
        );
        assert!(
            texts(&example["not_blocked"])
                .iter()
                .all(|id| !blocked.contains(id))
        );
        n_checked += 1;
    }
    assert!(n_checked > 3);
}
