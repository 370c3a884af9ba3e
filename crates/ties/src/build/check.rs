//! What a register says that cannot be: more than the whole, and circles.

use crate::circles::Circles;
use crate::graph::{Edge, NOBODY, Node, TieGraph, bounds};
use crate::issue::Issue;
use crate::register::Directness;
use crate::shares::{Parts, ROUNDING, WHOLE};

pub(super) fn check(graph: &TieGraph) -> Vec<Issue> {
    let mut issues: Vec<Issue> = (0..graph.n_parties() as u32)
        .filter_map(|node| more_than_whole(graph, node))
        .collect();
    issues.extend(circles(graph).into_iter().map(|members| {
        Issue::Circular {
            n_members: members.len(),
            members: members
                .iter()
                .take(10)
                .map(|node| graph.id(Node(*node)).to_owned())
                .collect(),
        }
    }));
    issues
}

/// The most that direct holders have together on any day on which an interest begins.
fn more_than_whole(graph: &TieGraph, node: u32) -> Option<Issue> {
    let edges = graph.edges_into(node);
    let direct = || {
        edges
            .iter()
            .filter(|edge| edge.kind.has_votes() && edge.directness != Directness::Indirect)
    };
    if direct().map(Edge::min).sum::<Parts>() <= WHOLE + ROUNDING {
        return None;
    }
    let mut days: Vec<Option<bongsu_model::Day>> = direct().map(|edge| edge.span.since()).collect();
    days.sort();
    days.dedup();
    // Late days tell most; a register with thousands of changes need not be searched to the last.
    let worst = days.iter().rev().take(64).filter_map(|day| {
        let day = day.unwrap_or(bongsu_model::Day::from_epoch_days(i32::MIN));
        let mut by_holder: Vec<(u32, Parts)> = direct()
            .filter(|edge| edge.span.holds(day))
            .map(|edge| (edge.holder, edge.min()))
            .collect();
        // Votes and shares of one holder are one holding.
        by_holder.sort_unstable();
        by_holder.reverse();
        by_holder.dedup_by(|a, b| a.0 == b.0 && a.0 != NOBODY);
        let sum: Parts = by_holder.iter().map(|(_, share)| share).sum();
        (sum > WHOLE + ROUNDING).then_some(sum)
    });
    let sum = worst.max()?;
    let at = direct()
        .take(10)
        .map(|edge| graph.row_ref(edge.at))
        .collect();
    Some(Issue::MoreThanWhole {
        id: graph.id(Node(node)).to_owned(),
        percent: sum.div_ceil(WHOLE / 100),
        at,
    })
}

/// Groups of parties that hold each other in a circle, sorted.
fn circles(graph: &TieGraph) -> Vec<Vec<u32>> {
    let next = |node: u32, at: u32| {
        let range = bounds(&graph.out_starts, node);
        let edge = graph.out_edges.get(range)?.get(at as usize)?;
        graph.edges.get(*edge as usize).map(|edge| edge.subject)
    };
    let mut found: Vec<Vec<u32>> = Vec::new();
    Circles::default().visit(graph.n_parties() as u32, next, |members| {
        if members.len() > 1 {
            members.sort_unstable();
            found.push(members.to_vec());
        }
    });
    found.sort();
    found
}
