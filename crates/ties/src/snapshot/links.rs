//! What counts beside votes under rules that aggregate: appointed boards, influence, members of arrangements.

use std::collections::HashMap;

use crate::graph::{Edge, TieGraph};
use crate::register::InterestKind;
use crate::rule::Aggregates;
use crate::shares::{Parts, WHOLE};

use super::{Snapshot, Terms, holdings_by, surely_held};

/// Ties of a snapshot that are no votes; nodes are local.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// Sorted by holder, then subject.
    links: Vec<Link>,
    /// Whoever else holds votes of a party over which somebody has influence.
    rivals: HashMap<u32, Rivals>,
}

/// One tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    pub(crate) holder: u32,
    pub(crate) subject: u32,
    pub(crate) kind: LinkKind,
}

/// What a tie is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LinkKind {
    /// The holder is a member of the arrangement.
    Member,
    /// The holder surely appoints half of the board.
    Appoints,
    /// The holder may appoint half of the board: the register gives no share.
    MayAppoint,
    /// The holder has registered influence.
    Influences,
}

/// The holders of a party, to tell who is the largest.
#[derive(Debug, Default)]
pub(crate) struct Rivals {
    /// Local nodes with their upper ends, the largest first; `u32::MAX` for those outside.
    pub(crate) by_max: Vec<(u32, Parts)>,
    /// The same with their lower ends.
    pub(crate) by_min: Vec<(u32, Parts)>,
    /// The part that nobody named holds: one holder may have all of it.
    pub(crate) unnamed: Parts,
}

/// Half of a board.
const HALF: Parts = WHOLE / 2;

impl Links {
    pub(super) fn of(graph: &TieGraph, snapshot: &Snapshot, terms: &Terms) -> Self {
        let mut found = Self::default();
        for local in 0..snapshot.n_nodes() {
            let node = snapshot.global(local);
            let is_arrangement = snapshot.is_arrangement.get(local as usize) == Some(&true);
            let mut is_influenced = false;
            for edge in graph.edges_into(node) {
                if !edge.span.holds(terms.day) {
                    continue;
                }
                let kind = link_kind(edge, is_arrangement, terms.aggregates);
                let (Some(kind), Some(holder)) = (kind, snapshot.local(edge.holder)) else {
                    continue;
                };
                is_influenced |= matches!(kind, LinkKind::Influences | LinkKind::MayAppoint);
                found.links.push(Link {
                    holder,
                    subject: local,
                    kind,
                });
            }
            if is_influenced && terms.aggregates.largest_with_influence {
                found
                    .rivals
                    .insert(local, Rivals::of(graph, snapshot, node, terms));
            }
        }
        found.links.sort_unstable();
        found.links.dedup();
        found
    }

    /// The ties of a holder.
    pub(crate) fn of_holder(&self, holder: u32) -> &[Link] {
        let start = self.links.partition_point(|link| link.holder < holder);
        let rest = self.links.get(start..).unwrap_or(&[]);
        let n = rest.partition_point(|link| link.holder == holder);
        rest.get(..n).unwrap_or(&[])
    }

    /// The holders of a party over which somebody has influence.
    pub(crate) fn rivals(&self, subject: u32) -> Option<&Rivals> {
        self.rivals.get(&subject)
    }

    /// Whether both ends of all ranges give the same answer.
    pub(crate) fn is_exact(&self) -> bool {
        let is_sure = |link: &Link| matches!(link.kind, LinkKind::Member | LinkKind::Appoints);
        self.links.iter().all(is_sure)
    }
}

impl Rivals {
    fn of(graph: &TieGraph, snapshot: &Snapshot, node: u32, terms: &Terms) -> Self {
        let held = holdings_by(graph, node, terms.day, terms.counted);
        let local = |holder| snapshot.local(holder).unwrap_or(u32::MAX);
        let known = surely_held(held.iter());
        let mut by_max: Vec<(u32, Parts)> = Vec::with_capacity(held.len());
        let mut by_min: Vec<(u32, Parts)> = Vec::with_capacity(held.len());
        for holding in &held {
            by_max.push((local(holding.holder), holding.max));
            by_min.push((local(holding.holder), holding.min));
        }
        let largest_first = |one: &(u32, Parts)| (std::cmp::Reverse(one.1), one.0);
        by_max.sort_unstable_by_key(largest_first);
        by_min.sort_unstable_by_key(largest_first);
        Self {
            by_max,
            by_min,
            unnamed: WHOLE.saturating_sub(known),
        }
    }
}

fn link_kind(edge: &Edge, is_arrangement: bool, aggregates: Aggregates) -> Option<LinkKind> {
    if is_arrangement {
        return aggregates.arrangements.then_some(LinkKind::Member);
    }
    match edge.kind {
        InterestKind::Appointment if aggregates.appointed_boards => {
            if edge.min() >= HALF {
                Some(LinkKind::Appoints)
            } else {
                (edge.max() >= HALF).then_some(LinkKind::MayAppoint)
            }
        }
        InterestKind::Influence if aggregates.largest_with_influence => Some(LinkKind::Influences),
        _ => None,
    }
}
