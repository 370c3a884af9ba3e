//! What counts beside votes under rules that aggregate: appointed boards, influence, members of arrangements.

use std::collections::HashMap;

use crate::graph::{Edge, TieGraph};
use crate::register::{InterestKind, PartyKind};
use crate::rule::Aggregates;
use crate::shares::{Parts, WHOLE};

use super::{Terms, holdings_by, surely_held};

/// Ties of a snapshot that are no votes; nodes are local.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// Sorted by holder, then subject.
    links: Vec<Link>,
    /// Whoever else holds votes of a party over which somebody has influence.
    rivals: HashMap<u32, Rivals>,
}

/// Parties numbered anew for one question.
pub(crate) trait Numbering {
    fn n_nodes(&self) -> u32;
    fn global(&self, local: u32) -> u32;
    fn local(&self, node: u32) -> Option<u32>;
    /// Whether who holds a party was looked at.
    fn is_read(&self, local: u32) -> bool;
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
    /// The ties among some parties; none where the terms aggregate nothing.
    pub(crate) fn of(graph: &TieGraph, parties: &impl Numbering, terms: &Terms) -> Self {
        let mut found = Self::default();
        if terms.aggregates == Aggregates::NONE {
            return found;
        }
        for local in (0..parties.n_nodes()).filter(|local| parties.is_read(*local)) {
            let node = parties.global(local);
            let mut is_influenced = false;
            for (edge, kind) in links_into(graph, node, terms) {
                let Some(holder) = parties.local(edge.holder) else {
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
                    .insert(local, Rivals::of(graph, parties, node, terms));
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

    /// All ties, by holder, then subject.
    pub(crate) fn all(&self) -> &[Link] {
        &self.links
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
    fn of(graph: &TieGraph, parties: &impl Numbering, node: u32, terms: &Terms) -> Self {
        let held = holdings_by(graph, node, terms.day, terms.counted);
        let local = |holder| parties.local(holder).unwrap_or(u32::MAX);
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

/// The interests in a party that are ties by the terms of a rule, and what they are.
pub(crate) fn links_into<'a>(
    graph: &'a TieGraph,
    node: u32,
    terms: &Terms,
) -> impl Iterator<Item = (&'a Edge, LinkKind)> + use<'a> {
    let terms = *terms;
    let is_arrangement = graph.kind_at(node) == PartyKind::Arrangement;
    let edges = if terms.aggregates == Aggregates::NONE {
        &[]
    } else {
        graph.edges_into(node)
    };
    let in_force = edges.iter().filter(move |edge| edge.span.holds(terms.day));
    in_force
        .filter_map(move |edge| Some((edge, link_kind(edge, is_arrangement, terms.aggregates)?)))
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
