//! Votes on one day: one number per holder and subject, from all the interests that a rule counts.
//!
//! Whole for computing all control at once, or only what lies above one party for a single question.

use std::collections::HashSet;

use bongsu_model::Day;

use crate::graph::{NOBODY, TieGraph};
use crate::register::PartyKind;
use crate::rule::{Aggregates, Counted};

mod chain;
pub(crate) mod holding;
mod links;

pub(crate) use holding::{Holding, Reader, holdings, holdings_by, surely_held};
pub(crate) use links::{Link, LinkKind, Links, Numbering, Rivals, links_into};

/// What a snapshot is taken by: the day, what counts as a holding, and who is counted together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    pub(crate) day: Day,
    pub(crate) counted: Counted,
    pub(crate) aggregates: Aggregates,
}

/// Votes on a day, in compressed rows by holder; nodes are local indices.
#[derive(Debug)]
pub(crate) struct Snapshot {
    nodes: Nodes,
    /// Local nodes, the ones nearest to the targets first; empty where all are taken.
    pub(crate) nearest_first: Vec<u32>,
    starts: Vec<u32>,
    votes: Vec<Votes>,
    /// Parties that are controlled by none alone.
    pub(crate) is_arrangement: Vec<bool>,
    /// Whether the search upwards was cut.
    pub(crate) is_cut: bool,
    /// Whether both ends of all ranges are equal, so that one of them answers for both.
    pub(crate) is_exact: bool,
    /// What counts beside votes.
    pub(crate) links: Links,
}

/// Votes of a holder in a subject (local index).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Votes {
    pub(crate) subject: u32,
    pub(crate) min: u32,
    pub(crate) max: u32,
}

/// The graph's index of each local node.
#[derive(Debug)]
pub(crate) enum Nodes {
    /// All, each under its own number.
    All(u32),
    /// Some, sorted.
    Some(Vec<u32>),
}

impl Snapshot {
    /// All votes of a day.
    pub(crate) fn whole(graph: &TieGraph, terms: &Terms) -> Self {
        let nodes = Nodes::All(graph.n_parties() as u32);
        Self::of(graph, nodes, Vec::new(), terms, false)
    }

    /// The votes of a day in some parties and in everything that holds them through any number of layers.
    pub(crate) fn above_by(graph: &TieGraph, targets: &[u32], terms: &Terms, limit: usize) -> Self {
        let (order, is_cut) = everything_above(graph, targets, terms.day, limit);
        let mut nodes = order.clone();
        nodes.sort_unstable();
        Self::of(graph, Nodes::Some(nodes), order, terms, is_cut)
    }

    /// The votes of a day among the parties of a sorted list.
    pub(crate) fn among(graph: &TieGraph, nodes: Vec<u32>, terms: &Terms) -> Self {
        Self::of(graph, Nodes::Some(nodes), Vec::new(), terms, false)
    }

    /// The nodes, and the same nodes by nearness.
    fn of(graph: &TieGraph, nodes: Nodes, order: Vec<u32>, terms: &Terms, is_cut: bool) -> Self {
        let n = nodes.len();
        let mut entries: Vec<(u32, Votes)> = Vec::new();
        let mut starts = vec![0_u32; n as usize + 1];
        let mut is_exact = true;
        let mut reader = Reader::default();
        for subject in 0..n {
            for holding in reader.read(graph, nodes.global(subject), terms.day, terms.counted) {
                let Some(holder) = nodes.local(holding.holder) else {
                    continue;
                };
                let (min, max) = (holding.lower() as u32, holding.upper() as u32);
                is_exact &= min == max;
                entries.push((holder, Votes { subject, min, max }));
                if let Some(slot) = starts.get_mut(holder as usize + 1) {
                    *slot += 1;
                }
            }
        }
        let mut total = 0;
        for slot in &mut starts {
            total += *slot;
            *slot = total;
        }
        let votes = by_holder(&starts, &entries);
        drop(entries);
        let kind = |local| graph.kind_at(nodes.global(local));
        let is_arrangement = (0..n)
            .map(|local| kind(local) == PartyKind::Arrangement)
            .collect();
        let nearest_first = order.into_iter().filter_map(|node| nodes.local(node));
        let mut snapshot = Self {
            nearest_first: nearest_first.collect(),
            nodes,
            starts,
            votes,
            is_arrangement,
            is_cut,
            is_exact,
            links: Links::default(),
        };
        snapshot.links = Links::of(graph, &snapshot, terms);
        snapshot.is_exact &= snapshot.links.is_exact();
        snapshot
    }

    /// How many nodes.
    pub(crate) fn n_nodes(&self) -> u32 {
        self.nodes.len()
    }

    /// The votes of a holder, by subject.
    pub(crate) fn of_holder(&self, holder: u32) -> &[Votes] {
        self.votes
            .get(crate::graph::bounds(&self.starts, holder))
            .unwrap_or(&[])
    }

    /// The local index of a node of the graph.
    pub(crate) fn local(&self, node: u32) -> Option<u32> {
        self.nodes.local(node)
    }

    /// The graph's index of a local node.
    pub(crate) fn global(&self, local: u32) -> u32 {
        self.nodes.global(local)
    }
}

impl Numbering for Snapshot {
    fn n_nodes(&self) -> u32 {
        self.nodes.len()
    }

    fn global(&self, local: u32) -> u32 {
        self.nodes.global(local)
    }

    fn local(&self, node: u32) -> Option<u32> {
        self.nodes.local(node)
    }

    fn is_read(&self, _local: u32) -> bool {
        true
    }
}

impl Nodes {
    pub(crate) fn len(&self) -> u32 {
        match self {
            Self::All(n) => *n,
            Self::Some(nodes) => nodes.len() as u32,
        }
    }

    pub(crate) fn local(&self, node: u32) -> Option<u32> {
        match self {
            Self::All(n) => (node < *n).then_some(node),
            Self::Some(nodes) => nodes.binary_search(&node).ok().map(|at| at as u32),
        }
    }

    pub(crate) fn global(&self, local: u32) -> u32 {
        match self {
            Self::All(_) => local,
            Self::Some(nodes) => nodes.get(local as usize).copied().unwrap_or(NOBODY),
        }
    }
}

/// Entries, which come by subject, in rows by holder; subjects stay in order.
fn by_holder(starts: &[u32], entries: &[(u32, Votes)]) -> Vec<Votes> {
    let nothing = Votes {
        subject: NOBODY,
        min: 0,
        max: 0,
    };
    let mut votes = vec![nothing; entries.len()];
    let mut next = starts.to_vec();
    for (holder, one) in entries {
        let Some(place) = next.get_mut(*holder as usize) else {
            continue;
        };
        if let Some(slot) = votes.get_mut(*place as usize) {
            *slot = *one;
        }
        *place += 1;
    }
    votes
}

/// Some parties and everything that holds them through any number of layers, the nearest first.
pub(crate) fn everything_above(
    graph: &TieGraph,
    targets: &[u32],
    day: Day,
    limit: usize,
) -> (Vec<u32>, bool) {
    let mut order: Vec<u32> = targets.to_vec();
    order.sort_unstable();
    order.dedup();
    let mut seen: HashSet<u32> = order.iter().copied().collect();
    let mut is_cut = false;
    let mut done = 0;
    while let Some(node) = order.get(done).copied() {
        done += 1;
        for edge in graph
            .edges_into(node)
            .iter()
            .filter(|edge| edge.span.holds(day) && edge.holder != NOBODY)
        {
            if seen.contains(&edge.holder) {
                continue;
            }
            if seen.len() >= limit {
                is_cut = true;
                break;
            }
            seen.insert(edge.holder);
            order.push(edge.holder);
        }
    }
    (order, is_cut)
}
