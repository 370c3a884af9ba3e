//! Reads who holds one party after the other into one list, without memory of its own for each.

use bongsu_model::Day;

use crate::graph::{NOBODY, TieGraph};
use crate::register::Directness;
use crate::rule::Counted;
use crate::shares::{Parts, WHOLE};
use crate::snapshot::{Holding, holdings_by};

/// Adds who holds a party on a day; the interests behind it are looked up where a path shows them.
///
/// Where every holder has one direct interest, as mostly, its ends are taken as they are; else the general
/// reading decides what adds up and what is told twice.
///
/// Says whether so it was: then it does not matter what of several interests goes first.
pub(super) fn read(
    graph: &TieGraph,
    node: u32,
    (day, counted): (Day, Counted),
    out: &mut Vec<Holding>,
) -> bool {
    let start = out.len();
    let mut sum: Parts = 0;
    let mut before = None;
    for edge in graph.edges_into(node) {
        if !edge.span.holds(day) || !counted.counts(edge.kind) {
            continue;
        }
        let is_single = edge.holder == NOBODY || before != Some(edge.holder);
        if !is_single || edge.directness == Directness::Indirect {
            out.truncate(start);
            out.extend(holdings_by(graph, node, day, counted));
            return false;
        }
        before = Some(edge.holder);
        sum += edge.min();
        out.push(Holding::plain(edge.holder, (edge.min(), edge.max()), true));
    }
    // No direct holder can have more than what the others leave.
    for holding in out.iter_mut().skip(start) {
        let left = WHOLE.saturating_sub(sum - holding.min);
        holding.max = holding.max.min(left).max(holding.min);
    }
    true
}

/// Who holds so much of a party on a day, with the interests that say so; a crowd of small holders costs one look each.
pub(crate) fn large_holdings(graph: &TieGraph, node: u32, day: Day, floor: Parts) -> Vec<Holding> {
    let mut held = Vec::new();
    read(graph, node, (day, Counted::VOTES), &mut held);
    held.retain(|holding| holding.max >= floor);
    let all = graph.edges_into(node);
    let first = graph.first_edge_into(node);
    for holding in held
        .iter_mut()
        .filter(|holding| holding.edges.is_empty() && holding.holder != NOBODY)
    {
        let start = all.partition_point(|edge| edge.holder < holding.holder);
        let own = (first..).zip(all).skip(start);
        let own = own.take_while(|(_, edge)| edge.holder == holding.holder);
        let counted = own.filter(|(_, edge)| edge.span.holds(day) && edge.kind.has_votes());
        holding.edges = counted.map(|(at, _)| at).collect();
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::holdings;
    use crate::{Interest, InterestKind, Register};
    use bongsu_model::{RowRef, ShareRange};

    /// Both readings say the same of registers with one and with several interests of a holder.
    #[test]
    fn the_short_reading_says_what_the_general_one_says() {
        let mut register = Register::default();
        for n in 0..400_u64 {
            let (low, more) = ((n * 37 % 60) as f64 / 100.0, (n * 13 % 40) as f64 / 100.0);
            let holder = (n % 11 != 0).then(|| format!("h{}", n * 7 % 23));
            let kind = [
                InterestKind::Shareholding,
                InterestKind::Voting,
                InterestKind::Influence,
            ];
            register.interests.push(Interest {
                subject: format!("s{}", n % 150),
                holder,
                kind: if n % 150 < 75 {
                    kind[0]
                } else {
                    kind[(n % 3) as usize]
                },
                directness: if n % 29 == 0 {
                    Directness::Indirect
                } else {
                    Directness::Direct
                },
                share: ShareRange::new(low, low + more).unwrap(),
                from: None,
                to: None,
                unknown_reason: None,
                at: RowRef {
                    source: "a".to_owned(),
                    row: n,
                },
            });
        }
        let (graph, _) = TieGraph::build(register);
        let day = Day::from_ymd(2026, 11, 28).unwrap();
        let mut n_short = 0;
        for node in 0..graph.n_parties() as u32 {
            let mut read = Vec::new();
            super::read(&graph, node, (day, Counted::VOTES), &mut read);
            n_short += usize::from(read.iter().any(|holding| holding.edges.is_empty()));
            let general = holdings(&graph, node, day);
            let ends = |list: &[Holding]| -> Vec<(u32, Parts, Parts, bool)> {
                list.iter()
                    .map(|one| (one.holder, one.min, one.max, one.is_direct))
                    .collect()
            };
            assert_eq!(ends(&read), ends(&general));
            let mut large = general;
            large.retain(|holding| holding.max >= 100_000_000 && holding.holder != NOBODY);
            let mut found = large_holdings(&graph, node, day, 100_000_000);
            found.retain(|holding| holding.holder != NOBODY);
            assert_eq!(found, large);
        }
        assert!(n_short > 20, "{n_short}");
    }
}
