//! The rules of control by other means: Datalog, with sums in rounds until nothing changes.

#![expect(
    clippy::no_effect_underscore_binding,
    reason = "the macro binds what a rule leaves open"
)]

use std::collections::{BTreeMap, BTreeSet};

use ascent::aggregators::sum;
use ascent::ascent;
use proptest::prelude::*;

use super::*;

ascent! {
    /// One round: whoever is in the group of x holds for x.
    struct Round;
    relation holds(u8, u8, u32);
    relation appoints(u8, u8);
    relation influences(u8, u8);
    relation influence_is_enough(u8);
    /// What a party other than x has at most, and what nobody named has.
    relation rival(u8, u8, u32);
    relation unnamed(u8, u32);
    relation arrangement(u8);
    relation member(u8, u8);
    relation bar(u32);
    relation strictly(u8);
    relation group(u8, u8);

    relation counted(u8, u8, u8, u32);
    counted(x, y, via, share) <-- group(x, via), holds(via, y, share), !arrangement(y);
    relation total(u8, u8, u32);
    total(x, y, votes) <-- counted(x, y, _, _), agg votes = sum(share) in counted(x, y, _, share);
    relation influenced(u8, u8);
    influenced(x, y) <-- group(x, via), influences(via, y), !arrangement(y);
    relation beaten(u8, u8);
    beaten(x, y) <-- total(x, y, votes), rival(other, y, share), !group(x, other), if share >= votes, strictly(_);
    beaten(x, y) <-- total(x, y, votes), rival(other, y, share), !group(x, other), if share > votes;
    beaten(x, y) <-- total(x, y, votes), unnamed(y, share), if share >= votes, strictly(_);

    relation next(u8, u8);
    next(x, y) <-- group(x, y);
    next(x, y) <-- total(x, y, votes), bar(enough), if votes >= enough;
    next(x, y) <-- group(x, via), appoints(via, y), !arrangement(y);
    next(x, y) <-- group(x, via), member(via, y);
    next(x, y) <-- influenced(x, y), influence_is_enough(_);
    next(x, y) <-- influenced(x, y), total(x, y, votes), if *votes > 0, !beaten(x, y);
}

/// (holder, subject, lower and upper percent, what): 0 shares, 1 appointment, 2 influence, 3 convertibles.
type Row = (u8, u8, u8, u8, u8);

const N: u8 = 7;

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let kind = prop_oneof![5 => Just(0_u8), 1 => Just(1), 1 => Just(2), 1 => Just(3)];
    let row = (0..N, 0..N, 0..70_u8, 0..40_u8, kind)
        .prop_map(|(a, b, low, more, kind)| (a, b, low, (low + more).min(100), kind));
    prop::collection::vec(row, 0..16).prop_map(|rows| {
        let mut one: BTreeMap<(u8, u8, u8), (u8, u8)> = BTreeMap::new();
        for (a, b, low, high, kind) in rows.into_iter().filter(|row| row.0 != row.1) {
            one.insert((a, b, kind), (low, high));
        }
        one.into_iter()
            .map(|((a, b, kind), (low, high))| (a, b, low, high, kind))
            .collect()
    })
}

fn id(n: u8) -> String {
    format!("p{n}")
}

fn build(rows: &[Row], arrangement: Option<u8>) -> TieGraph {
    let ids: Vec<String> = (0..N).map(id).collect();
    let mut sketch = Sketch::default().orgs(&ids.iter().map(String::as_str).collect::<Vec<_>>());
    if let Some(n) = arrangement {
        sketch = sketch.with(&id(n), |org| org.kind = PartyKind::Arrangement);
    }
    for (a, b, low, high, kind) in rows {
        let ends = (f64::from(*low) / 100.0, f64::from(*high) / 100.0);
        sketch = sketch.interest(Some(&id(*a)), &id(*b), ends, |interest| {
            interest.kind = match kind {
                1 => InterestKind::Appointment,
                2 => InterestKind::Influence,
                3 => InterestKind::Convertible,
                _ => InterestKind::Shareholding,
            };
        });
    }
    TieGraph::build(sketch.register).0
}

/// Ends of what each holder has of each subject, with or without convertibles; upper ends within what others leave.
fn ends(rows: &[Row], with_convertibles: bool) -> BTreeMap<(u8, u8), (u32, u32)> {
    let mut out: BTreeMap<(u8, u8), (u32, u32)> = BTreeMap::new();
    for (a, b, low, high, kind) in rows {
        if *kind == 0 || *kind == 3 && with_convertibles {
            let one = out.entry((*a, *b)).or_default();
            *one = (
                (one.0 + u32::from(*low)).min(100),
                (one.1 + u32::from(*high)).min(100),
            );
        }
    }
    let lows = out.clone();
    for ((a, b), (low, high)) in &mut out {
        let others: u32 = lows
            .iter()
            .filter(|((other, subject), _)| subject == b && other != a)
            .map(|(_, ends)| ends.0)
            .sum();
        *high = (*high).min(100_u32.saturating_sub(others)).max(*low);
    }
    out
}

struct Question {
    rows: Vec<Row>,
    arrangement: Option<u8>,
    is_statutory: bool,
    is_upper: bool,
}

/// Who controls whom at one end of the ranges.
fn by_datalog(question: &Question) -> BTreeSet<(u8, u8)> {
    let ends = ends(&question.rows, question.is_statutory);
    let upper = question.is_upper;
    let is_arrangement = |n: u8| question.arrangement == Some(n);
    let mut group: Vec<(u8, u8)> = (0..N).map(|x| (x, x)).collect();
    loop {
        let mut round = Round::default();
        let votes = |ends: &(u32, u32)| if upper { ends.1 } else { ends.0 };
        round.holds = ends
            .iter()
            .map(|((a, b), one)| (*a, *b, votes(one)))
            .filter(|one| one.2 > 0)
            .collect();
        round.bar = vec![(if question.is_statutory { 50 } else { 51 },)];
        round.arrangement = question.arrangement.into_iter().map(|n| (n,)).collect();
        round.group.clone_from(&group);
        if question.is_statutory {
            let of = |wanted: u8| question.rows.iter().filter(move |row| row.4 == wanted);
            let is_sure = |row: &&Row| row.2 >= 50 || upper && row.3 >= 50;
            round.appoints = of(1).filter(is_sure).map(|row| (row.0, row.1)).collect();
            let may = of(1).filter(|row| row.2 < 50 && row.3 >= 50);
            round.influences = of(2).chain(may).map(|row| (row.0, row.1)).collect();
            round.rival = ends
                .iter()
                .map(|((a, b), one)| (*a, *b, if upper { one.0 } else { one.1 }))
                .collect();
            round.member = question
                .rows
                .iter()
                .filter(|row| is_arrangement(row.1))
                .map(|row| (row.0, row.1))
                .collect();
            round.unnamed = (0..N)
                .map(|y| {
                    let known: u32 = ends
                        .iter()
                        .filter(|((_, b), _)| *b == y)
                        .map(|(_, one)| one.0)
                        .sum();
                    (y, 100_u32.saturating_sub(known))
                })
                .collect();
            if upper {
                round.influence_is_enough = vec![(1,)];
            } else {
                round.strictly = vec![(1,)];
            }
        }
        round.run();
        let mut next = round.next;
        next.sort_unstable();
        next.dedup();
        if next.len() == group.len() {
            break next
                .into_iter()
                .filter(|(x, y)| x != y && !is_arrangement(*y))
                .collect();
        }
        group = next;
    }
}

fn statutory() -> ControlRule {
    let book = RuleBook::built_in().unwrap();
    book.on("statutory", today())
        .unwrap()
        .control(today())
        .unwrap()
}

proptest! {
    #[test]
    fn control_is_what_datalog_says(rows in rows(), arrangement in prop::option::of(0..N), is_statutory: bool) {
        let graph = build(&rows, arrangement);
        let rule = if is_statutory { statutory() } else { ControlRule::majority(today()) };
        let ask = |is_upper| by_datalog(&Question { rows: rows.clone(), arrangement, is_statutory, is_upper });
        let (certain, possible) = (ask(false), ask(true));
        let mut wanted: BTreeSet<(String, String, Certainty)> =
            certain.iter().map(|(x, y)| (id(*x), id(*y), Certainty::Certain)).collect();
        wanted.extend(possible.difference(&certain).map(|(x, y)| (id(*x), id(*y), Certainty::Possible)));
        let name = |node| graph.id(node).to_owned();
        let mut whole = BTreeSet::new();
        let left_out = graph.visit_control(&rule, |one| { whole.insert((name(one.controller), name(one.controlled), one.certainty)); });
        prop_assert_eq!(&whole, &wanted);
        prop_assert!(left_out.is_empty());
        let (mut up, mut down) = (BTreeSet::new(), BTreeSet::new());
        for n in 0..N {
            let at = node(&graph, &id(n));
            up.extend(graph.controllers(at, &rule).into_iter().map(|one| (name(one.node), id(n), one.certainty)));
            down.extend(graph.controlled_by(at, &rule).into_iter().map(|one| (id(n), name(one.controlled), one.certainty)));
        }
        prop_assert_eq!(&up, &wanted);
        prop_assert_eq!(&down, &wanted);
        // What is explained is what is computed, each with a way from the controlled one up to who controls it.
        let mut explained = BTreeSet::new();
        for (a, b) in (0..N).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let between = graph.explain_by(node(&graph, &id(a)), node(&graph, &id(b)), &rule);
            for chain in between.control {
                let ends = [chain.nodes.last(), chain.nodes.first()].map(|end| name(*end.unwrap()));
                prop_assert!(chain.edges.iter().all(|edge| !edge.refs.is_empty()));
                let [controller, controlled] = ends;
                explained.insert((controller, controlled, chain.certainty));
            }
        }
        prop_assert_eq!(&explained, &wanted);
    }
}

ascent! {
    /// One round of the cascade.
    struct Step;
    relation holds(u8, u8, u32);
    relation reached(u8);
    relation counted(u8, u8, u32);
    counted(y, by, share) <-- reached(by), holds(by, y, share);
    relation next(u8);
    next(y) <-- reached(y);
    next(y) <-- counted(y, _, _), agg votes = sum(share) in counted(y, _, share), if votes >= 50;
}

proptest! {
    #[test]
    fn the_cascade_is_what_datalog_says(rows in rows(), listed in prop::collection::btree_set(0..N, 1..3)) {
        let graph = build(&rows, None);
        let ends = ends(&rows, false);
        let ask = |is_upper: bool| {
            let mut reached: Vec<(u8,)> = listed.iter().map(|n| (*n,)).collect();
            loop {
                let end = |one: &(u32, u32)| if is_upper { one.1 } else { one.0 };
                let mut step = Step {
                    holds: ends.iter().map(|((a, b), one)| (*a, *b, end(one))).collect(),
                    reached: reached.clone(),
                    ..Step::default()
                };
                step.run();
                let next: BTreeSet<(u8,)> = step.next.into_iter().collect();
                if next.len() == reached.len() {
                    break next.into_iter().map(|(n,)| n).filter(|n| !listed.contains(n)).collect::<BTreeSet<u8>>();
                }
                reached = next.into_iter().collect();
            }
        };
        let (certain, possible) = (ask(false), ask(true));
        let mut wanted: BTreeSet<(String, Certainty)> = certain.iter().map(|n| (id(*n), Certainty::Certain)).collect();
        wanted.extend(possible.difference(&certain).map(|n| (id(*n), Certainty::Possible)));
        let nodes: Vec<Node> = listed.iter().map(|n| node(&graph, &id(*n))).collect();
        let found: BTreeSet<(String, Certainty)> = graph
            .cascade(&nodes, &CascadeRule::half_in_aggregate(today()))
            .iter().map(|one| (graph.id(one.node).to_owned(), one.certainty)).collect();
        prop_assert_eq!(found, wanted);
    }
}
