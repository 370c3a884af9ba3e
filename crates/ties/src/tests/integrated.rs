//! Integrated ownership: circles of the literature, ranges, contradictions; and dense linear algebra on random graphs.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn rule() -> IntegratedRule {
    IntegratedRule::more_than_half(today())
}

fn graph_of(edges: &[(&str, &str, f64, f64)]) -> TieGraph {
    let share = |low, high| ShareRange::new(low, high).unwrap();
    TieGraph::from_edges(
        edges
            .iter()
            .map(|(holder, subject, low, high)| (*holder, *subject, share(*low, *high))),
    )
    .0
}

fn integrated(graph: &TieGraph, holder: &str, company: &str) -> (f64, f64) {
    let find = |found: Integrated| {
        let (holder, company) = (node(graph, holder), node(graph, company));
        let one = found
            .shares
            .iter()
            .find(|one| (one.holder, one.company) == (holder, company))
            .map(|one| (one.share.min(), one.share.max()));
        one.unwrap_or_default()
    };
    let down = find(graph.integrated_of(node(graph, holder), &rule()));
    let up = find(graph.integrated_in(node(graph, company), &rule()));
    assert_eq!(down, up, "both directions agree");
    down
}

fn about(found: (f64, f64), low: f64, high: f64) {
    let close = (found.0 - low).abs() < 1e-8 && (found.1 - high).abs() < 1e-8;
    assert!(close, "{found:?} is not {low} to {high}");
}

#[test]
fn a_chain_multiplies_and_two_arms_add_up() {
    let graph = graph_of(&[
        ("owner", "a", 0.6, 0.6),
        ("owner", "b", 0.5, 0.5),
        ("a", "c", 0.5, 0.5),
        ("b", "c", 0.2, 0.2),
        ("owner", "c", 0.1, 0.1),
    ]);
    about(integrated(&graph, "owner", "c"), 0.5, 0.5);
    let found = graph.integrated_of(node(&graph, "owner"), &rule());
    let in_c = found
        .shares
        .iter()
        .find(|one| one.company == node(&graph, "c"));
    assert_eq!(in_c.unwrap().direct.to_string(), "10 %");
}

#[test]
fn a_circle_is_solved_and_outsiders_own_everything() {
    let graph = graph_of(&[
        ("x", "a", 0.5, 0.5),
        ("y", "b", 0.5, 0.5),
        ("a", "b", 0.5, 0.5),
        ("b", "a", 0.5, 0.5),
    ]);
    about(integrated(&graph, "x", "a"), 2.0 / 3.0, 2.0 / 3.0);
    about(integrated(&graph, "x", "b"), 1.0 / 3.0, 1.0 / 3.0);
    about(integrated(&graph, "y", "a"), 1.0 / 3.0, 1.0 / 3.0);
    // Inside the circle nobody counts what comes back to it.
    about(integrated(&graph, "a", "b"), 0.5, 0.5);
}

#[test]
fn own_shares_belong_to_whoever_else_holds_the_company() {
    let graph = graph_of(&[
        ("x", "a", 0.6, 0.6),
        ("y", "a", 0.2, 0.2),
        ("a", "a", 0.2, 0.2),
    ]);
    about(integrated(&graph, "x", "a"), 0.75, 0.75);
    about(integrated(&graph, "y", "a"), 0.25, 0.25);
}

#[test]
fn circles_that_nobody_outside_holds_belong_to_nobody() {
    let graph = graph_of(&[
        ("a", "b", 1.0, 1.0),
        ("b", "a", 1.0, 1.0),
        ("a", "c", 1.0, 1.0),
    ]);
    about(integrated(&graph, "a", "c"), 1.0, 1.0);
    about(integrated(&graph, "b", "c"), 1.0, 1.0);
    assert_eq!(graph.integrated_of(node(&graph, "c"), &rule()).shares, []);
}

#[test]
fn an_upper_end_never_gives_away_more_than_the_whole() {
    let graph = graph_of(&[
        ("x", "a", 0.0, 1.0),
        ("x", "b", 0.3, 0.7),
        ("a", "c", 0.2, 0.9),
        ("b", "c", 0.2, 0.9),
        ("z", "c", 0.1, 0.1),
    ]);
    // At most 0.7 of c can lie with a, all of it x's; the other 0.2 with b, of which 0.7 is x's.
    about(integrated(&graph, "x", "c"), 0.06, 0.7 + 0.2 * 0.7);
}

#[test]
fn three_holders_of_the_whole_are_sure_of_nothing() {
    let graph = graph_of(&[
        ("x", "a", 1.0, 1.0),
        ("y", "a", 1.0, 1.0),
        ("z", "a", 1.0, 1.0),
        ("a", "b", 1.0, 1.0),
    ]);
    about(integrated(&graph, "x", "a"), 0.0, 1.0);
    about(integrated(&graph, "x", "b"), 0.0, 1.0);
    let two = graph_of(&[("x", "a", 0.6, 0.6), ("y", "a", 0.6, 0.6)]);
    about(integrated(&two, "x", "a"), 0.4, 0.6);
}

#[test]
fn three_thirds_in_percent_are_not_a_contradiction() {
    let graph = graph_of(&[
        ("x", "a", 0.3334, 0.3334),
        ("y", "a", 0.3333, 0.3333),
        ("z", "a", 0.3334, 0.3334),
    ]);
    let (low, high) = integrated(&graph, "x", "a");
    about((low, high), low, low);
    assert!((low - 0.3333).abs() < 1e-4);
}

#[test]
fn the_whole_graph_keeps_what_is_enough() {
    let graph = graph_of(&[
        ("owner", "a", 0.8, 0.8),
        ("a", "b", 0.8, 0.8),
        ("b", "c", 0.7, 0.9),
        ("c", "d", 0.6, 0.6),
    ]);
    let mut found = Vec::new();
    let cut = graph.visit_integrated(&rule(), |one, certainty| {
        found.push(format!(
            "{} {} {} {certainty}",
            graph.id(one.holder),
            graph.id(one.company),
            one.share
        ));
    });
    assert_eq!(
        found,
        [
            "owner a 80 % certain",
            "owner b 64 % certain",
            "owner c 44.8 to 57.6 % possible",
            "a b 80 % certain",
            "a c 56 to 72 % certain",
            "b c 70 to 90 % certain",
            "b d 42 to 54 % possible",
            "c d 60 % certain",
        ]
    );
    assert_eq!(cut, []);
}

/// (holder, subject, lower end and room above it, in hundredths), with own shares and circles.
fn wild() -> impl Strategy<Value = Vec<(u8, u8, u8, u8)>> {
    let edge = (0..6_u8, 0..6_u8, 0..50_u8, 0..40_u8);
    prop::collection::vec(edge, 0..18).prop_map(|edges| {
        // One edge a pair, and no company held beyond the whole.
        let mut one: BTreeMap<(u8, u8), (u8, u8)> = BTreeMap::new();
        for (holder, subject, low, more) in edges {
            let sum: u8 = one
                .iter()
                .filter(|((_, other), _)| *other == subject)
                .map(|(_, (low, _))| *low)
                .sum();
            let low = low.min(100 - sum);
            one.entry((holder, subject)).or_insert((low, more));
        }
        one.into_iter()
            .map(|((a, b), (low, more))| (a, b, low, more))
            .collect()
    })
}

/// What arrives at `holder` from each company when the shares are `a[holder][company]`: (I - A) with the holder taken out,
/// by Gauss and Jordan. A closed circle, of which nothing arrives anywhere, is left to the least solution.
fn dense(a: &[[f64; 6]; 6], holder: usize) -> [f64; 6] {
    // Only companies from which the holder is reached; the rest gets nothing.
    let mut reached = [false; 6];
    reached[holder] = true;
    for _ in 0..6 {
        for company in 0..6 {
            reached[company] |=
                (0..6).any(|up| reached[up] && a[up][company] > 0.0 && up != company);
        }
    }
    let mut m = [[0.0; 7]; 6];
    for company in 0..6 {
        m[company][company] = 1.0;
        if company == holder || !reached[company] {
            continue;
        }
        for up in 0..6 {
            if up == holder {
                m[company][6] += a[up][company];
            } else if reached[up] {
                m[company][up] -= a[up][company];
            }
        }
    }
    for step in 0..6 {
        let pivot = (step..6)
            .max_by(|x, y| m[*x][step].abs().total_cmp(&m[*y][step].abs()))
            .unwrap();
        m.swap(step, pivot);
        for row in 0..6 {
            if row != step {
                let factor = m[row][step] / m[step][step];
                let top = m[step];
                for (cell, above) in m[row].iter_mut().zip(top) {
                    *cell -= factor * above;
                }
            }
        }
    }
    std::array::from_fn(|company| m[company][6] / m[company][company])
}

fn build_wild(edges: &[(u8, u8, u8, u8)], is_exact: bool) -> TieGraph {
    let ids: Vec<String> = (0..6).map(|n| format!("p{n}")).collect();
    let share = |low: u8, more: u8| {
        let high = if is_exact { low } else { (low + more).min(100) };
        ShareRange::new(f64::from(low) / 100.0, f64::from(high) / 100.0).unwrap()
    };
    TieGraph::from_edges(edges.iter().map(|(a, b, low, more)| {
        (
            ids[usize::from(*a)].as_str(),
            ids[usize::from(*b)].as_str(),
            share(*low, *more),
        )
    }))
    .0
}

fn found_in(graph: &TieGraph) -> BTreeMap<(String, String), (f64, f64)> {
    let mut found = BTreeMap::new();
    for n in 0..6 {
        let Some(holder) = graph.node(&format!("p{n}")) else {
            continue;
        };
        for one in graph.integrated_of(holder, &rule()).shares {
            let key = (
                graph.id(holder).to_owned(),
                graph.id(one.company).to_owned(),
            );
            found.insert(key, (one.share.min(), one.share.max()));
        }
    }
    found
}

proptest! {
    #[test]
    fn exact_shares_are_the_solution_of_the_linear_system(edges in wild()) {
        let mut a = [[0.0; 6]; 6];
        for (holder, subject, low, _) in &edges {
            a[usize::from(*holder)][usize::from(*subject)] = f64::from(*low) / 100.0;
        }
        let graph = build_wild(&edges, true);
        let found = found_in(&graph);
        for holder in 0..6 {
            let wanted = dense(&a, holder);
            for (company, wanted) in wanted.iter().enumerate().filter(|(company, _)| *company != holder) {
                let key = (format!("p{holder}"), format!("p{company}"));
                let (low, high) = found.get(&key).copied().unwrap_or_default();
                prop_assert!((low - wanted).abs() < 1e-7 && (high - wanted).abs() < 1e-7, "{:?}: {} to {} is not {}", key, low, high, wanted);
            }
        }
    }

    #[test]
    fn ranges_hold_every_register_that_they_allow(edges in wild(), draws in prop::collection::vec(0.0..1.0_f64, 18)) {
        let ranged = found_in(&build_wild(&edges, false));
        // One register within the ranges: what is free of each company is drawn, never beyond the whole.
        let mut a = [[0.0; 6]; 6];
        for company in 0..6_u8 {
            let own: Vec<usize> = (0..edges.len()).filter(|at| edges[*at].1 == company).collect();
            let mut free = 100.0 - own.iter().map(|at| f64::from(edges[*at].2)).sum::<f64>();
            for at in own {
                let (holder, _, low, more) = edges[at];
                let room = f64::from((low + more).min(100) - low).min(free);
                let drawn = room * draws[at];
                free -= drawn;
                a[usize::from(holder)][usize::from(company)] = (f64::from(low) + drawn) / 100.0;
            }
        }
        for holder in 0..6 {
            for (company, share) in dense(&a, holder).iter().enumerate().filter(|(company, _)| *company != holder) {
                let key = (format!("p{holder}"), format!("p{company}"));
                let (low, high) = ranged.get(&key).copied().unwrap_or_default();
                prop_assert!(low - 1e-7 <= *share && *share <= high + 1e-7, "{:?}: {} is not in {} to {}", key, share, low, high);
                prop_assert!(high <= 1.0);
            }
        }
    }
}
