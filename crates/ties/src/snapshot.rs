//! Votes on one day: one number per holder and subject, from all the interests that a register gives.
//!
//! Whole for computing all control at once, or only what lies above one party for a single question.

use std::collections::{HashMap, HashSet, VecDeque};

use bongsu_model::Day;

use crate::graph::{Edge, NOBODY, TieGraph};
use crate::register::{Directness, InterestKind, PartyKind};
use crate::shares::{Parts, WHOLE};

/// What one holder has of one subject on a day, and the interests that say so.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Holding {
    /// [`NOBODY`] where not known.
    pub(crate) holder: u32,
    pub(crate) min: Parts,
    pub(crate) max: Parts,
    pub(crate) is_direct: bool,
    /// Indices into the graph's interests.
    pub(crate) edges: Vec<u32>,
}

/// Votes on a day, in compressed rows by holder; nodes are local indices.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// The graph's index of each local node, sorted.
    pub(crate) nodes: Vec<u32>,
    /// Local nodes, the ones nearest to the targets first.
    pub(crate) nearest_first: Vec<u32>,
    starts: Vec<u32>,
    votes: Vec<Votes>,
    /// Parties that are controlled by none alone.
    pub(crate) is_arrangement: Vec<bool>,
    #[expect(dead_code, reason = "for callers that must tell a cut")]
    /// Whether the search upwards was cut.
    pub(crate) is_cut: bool,
}

/// Votes of a holder in a subject (local index).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Votes {
    pub(crate) subject: u32,
    pub(crate) min: u32,
    pub(crate) max: u32,
}

impl Snapshot {
    /// All votes of a day.
    pub(crate) fn whole(graph: &TieGraph, day: Day) -> Self {
        let nodes: Vec<u32> = (0..graph.parties.len() as u32).collect();
        Self::of(graph, nodes.clone(), nodes, day, false)
    }

    /// The votes of a day in a party and in everything that holds it through any number of layers.
    pub(crate) fn above(graph: &TieGraph, targets: &[u32], day: Day, limit: usize) -> Self {
        let mut seen: HashSet<u32> = targets.iter().copied().collect();
        let mut order: Vec<u32> = seen.iter().copied().collect();
        order.sort_unstable();
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
        let mut nodes = order.clone();
        nodes.sort_unstable();
        Self::of(graph, nodes, order, day, is_cut)
    }

    /// `nodes` sorted, and the same nodes by nearness.
    fn of(graph: &TieGraph, nodes: Vec<u32>, order: Vec<u32>, day: Day, is_cut: bool) -> Self {
        let is_whole = nodes.len() == graph.parties.len();
        let local = |node: u32| {
            if is_whole {
                Some(node)
            } else {
                nodes.binary_search(&node).ok().map(|at| at as u32)
            }
        };
        let mut entries: Vec<(u32, Votes)> = Vec::new();
        for (subject, node) in (0..).zip(&nodes) {
            for_each_holding(graph, *node, day, |holding| {
                if let Some(holder) = local(holding.holder).filter(|_| holding.holder != NOBODY) {
                    let (min, max) = (holding.min as u32, holding.max as u32);
                    entries.push((holder, Votes { subject, min, max }));
                }
            });
        }
        // By holder; subjects are in order already and a stable sort keeps them so.
        entries.sort_by_key(|(holder, _)| *holder);
        let mut starts = vec![0_u32; nodes.len() + 1];
        for (holder, _) in &entries {
            if let Some(slot) = starts.get_mut(*holder as usize + 1) {
                *slot += 1;
            }
        }
        let mut total = 0;
        for slot in &mut starts {
            total += *slot;
            *slot = total;
        }
        let is_arrangement = nodes
            .iter()
            .map(|node| graph.kind_at(*node) == PartyKind::Arrangement)
            .collect();
        let votes = entries.into_iter().map(|(_, votes)| votes).collect();
        let nearest_first = order.into_iter().filter_map(local).collect();
        Self {
            nodes,
            nearest_first,
            starts,
            votes,
            is_arrangement,
            is_cut,
        }
    }

    /// The votes of a holder, by subject.
    pub(crate) fn of_holder(&self, holder: u32) -> &[Votes] {
        self.votes
            .get(crate::graph::bounds(&self.starts, holder))
            .unwrap_or(&[])
    }

    /// The local index of a node of the graph.
    pub(crate) fn local(&self, node: u32) -> Option<u32> {
        self.nodes.binary_search(&node).ok().map(|at| at as u32)
    }

    /// The graph's index of a local node.
    pub(crate) fn global(&self, local: u32) -> u32 {
        self.nodes.get(local as usize).copied().unwrap_or(NOBODY)
    }
}

/// What each holder has of a subject on a day, by holder; unknown holders last and each by itself.
pub(crate) fn holdings(graph: &TieGraph, subject: u32, day: Day) -> Vec<Holding> {
    let mut out = Vec::new();
    for_each_holding(graph, subject, day, |holding| out.push(holding.clone()));
    out
}

fn for_each_holding(graph: &TieGraph, subject: u32, day: Day, mut each: impl FnMut(&Holding)) {
    let first = graph.first_edge_into(subject);
    let mut found: Vec<Holding> = Vec::new();
    let mut group: Vec<(u32, &Edge)> = Vec::new();
    let edges = graph.edges_into(subject);
    for (at, edge) in (first..).zip(edges) {
        if !edge.span.holds(day) || !edge.kind.has_votes() {
            continue;
        }
        if group
            .last()
            .is_some_and(|(_, before)| before.holder != edge.holder || edge.holder == NOBODY)
        {
            found.extend(one_holding(graph, &group, day));
            group.clear();
        }
        group.push((at, edge));
    }
    found.extend(one_holding(graph, &group, day));
    limit_to_whole(&mut found);
    found.iter().for_each(&mut each);
}

/// The interests of one holder in one subject as one holding.
///
/// Votes go before shares, direct before indirect. Within a source different interests are blocks that add up;
/// across sources they are the same holding told twice, and the widest range that all allow is taken.
fn one_holding(graph: &TieGraph, group: &[(u32, &Edge)], day: Day) -> Option<Holding> {
    let holder = group.first()?.1.holder;
    let is_direct = |edge: &Edge| edge.directness != Directness::Indirect;
    let any_direct = group.iter().any(|(_, edge)| is_direct(edge));
    if !any_direct
        && group
            .first()
            .is_some_and(|(_, edge)| has_chain(graph, edge, day))
    {
        return None;
    }
    if let [(at, edge)] = group {
        return Some(Holding {
            holder,
            min: edge.min(),
            max: edge.max(),
            is_direct: any_direct,
            edges: vec![*at],
        });
    }
    let fitting: Vec<&(u32, &Edge)> = group
        .iter()
        .filter(|(_, edge)| is_direct(edge) == any_direct)
        .collect();
    let any_votes = fitting
        .iter()
        .any(|(_, edge)| edge.kind == InterestKind::Voting);
    let mut by_source: HashMap<u32, (Parts, Parts)> = HashMap::new();
    let mut edges = Vec::new();
    for (at, edge) in fitting {
        if any_votes && edge.kind != InterestKind::Voting {
            continue;
        }
        let sum = by_source.entry(edge.at.source).or_default();
        *sum = (sum.0 + edge.min(), sum.1 + edge.max());
        edges.push(*at);
    }
    let min = by_source.values().map(|(min, _)| *min).min()?.min(WHOLE);
    let max = by_source.values().map(|(_, max)| *max).max()?.min(WHOLE);
    Some(Holding {
        holder,
        min,
        max,
        is_direct: any_direct,
        edges,
    })
}

/// No direct holder can have more than what the others leave.
fn limit_to_whole(found: &mut [Holding]) {
    let sum: Parts = found
        .iter()
        .filter(|holding| holding.is_direct)
        .map(|holding| holding.min)
        .sum();
    for holding in found.iter_mut().filter(|holding| holding.is_direct) {
        let left = WHOLE.saturating_sub(sum - holding.min);
        holding.max = holding.max.min(left).max(holding.min);
    }
}

/// Whether an indirect interest sums up a chain that the register also gives step by step.
fn has_chain(graph: &TieGraph, edge: &Edge, day: Day) -> bool {
    let mut seen: HashSet<u32> = HashSet::from([edge.subject]);
    let mut queue = VecDeque::from([edge.subject]);
    while let Some(node) = queue.pop_front() {
        for step in graph.edges_into(node) {
            if step.directness == Directness::Indirect
                || step.holder == NOBODY
                || !step.span.holds(day)
            {
                continue;
            }
            if step.holder == edge.holder {
                return true;
            }
            if seen.len() < MAX_CHAIN && seen.insert(step.holder) {
                queue.push_back(step.holder);
            }
        }
    }
    false
}

/// Parties looked at for the chain behind an indirect interest.
const MAX_CHAIN: usize = 512;
