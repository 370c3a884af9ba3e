//! What each holder has of one party on a day, from all the interests that a register gives.

use std::collections::{HashSet, VecDeque};

use bongsu_model::Day;

use crate::graph::{Edge, NOBODY, TieGraph};
use crate::register::{Directness, InterestKind};
use crate::rule::{Counted, First};
use crate::shares::{Parts, WHOLE};

/// What one holder has of one subject on a day, and the interests that say so.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Holding {
    /// [`NOBODY`] where not known.
    pub(crate) holder: u32,
    pub(crate) min: Parts,
    pub(crate) max: Parts,
    pub(crate) is_direct: bool,
    /// Indices into the graph's interests; empty where they are not asked for.
    pub(crate) edges: Vec<u32>,
}

/// What each holder has of a subject on a day, votes before shares; by holder, unknown holders last and each by itself.
pub(crate) fn holdings(graph: &TieGraph, subject: u32, day: Day) -> Vec<Holding> {
    holdings_by(graph, subject, day, Counted::VOTES)
}

/// The same by what a rule counts.
pub(crate) fn holdings_by(
    graph: &TieGraph,
    subject: u32,
    day: Day,
    counted: Counted,
) -> Vec<Holding> {
    let mut reader = Reader {
        with_edges: true,
        ..Reader::default()
    };
    reader.read(graph, subject, day, counted);
    reader.found
}

/// Reads the holdings of one party after the other in the same memory.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    found: Vec<Holding>,
    group: Vec<u32>,
    with_edges: bool,
    /// What holds the current subject step by step, once an indirect interest asks for it.
    chain: Option<Chain>,
}

impl Reader {
    /// The holdings of a subject; without the interests that say so.
    pub(crate) fn read(
        &mut self,
        graph: &TieGraph,
        subject: u32,
        day: Day,
        counted: Counted,
    ) -> &[Holding] {
        self.found.clear();
        self.group.clear();
        self.chain = None;
        let mut before = NOBODY;
        let first = graph.first_edge_into(subject);
        for (at, edge) in (first..).zip(graph.edges_into(subject)) {
            if !edge.span.holds(day) || !counted.counts(edge.kind) {
                continue;
            }
            if before != edge.holder || edge.holder == NOBODY {
                self.close(graph, day, counted);
            }
            before = edge.holder;
            self.group.push(at);
        }
        self.close(graph, day, counted);
        limit_to_whole(&mut self.found);
        &self.found
    }

    /// The interests of one holder become one holding.
    fn close(&mut self, graph: &TieGraph, day: Day, counted: Counted) {
        let first = self
            .group
            .first()
            .and_then(|at| graph.edges.get(*at as usize));
        let mut holding = if let [at] = self.group.as_slice() {
            graph.edges.get(*at as usize).map(|edge| Holding {
                holder: edge.holder,
                min: edge.min(),
                max: edge.max(),
                is_direct: edge.directness != Directness::Indirect,
                edges: Vec::new(),
            })
        } else {
            several(graph, &self.group, counted)
        };
        if let (Some(own), Some(edge)) = (&mut holding, first)
            && !own.is_direct
            && own.holder != NOBODY
        {
            let chain = self
                .chain
                .get_or_insert_with(|| Chain::above(graph, edge.subject, day));
            if chain.holders.contains(&own.holder) {
                holding = None;
            } else if chain.is_cut {
                // Perhaps told twice: it is not sure that anything comes on top.
                own.min = 0;
            }
        }
        if let Some(own) = &mut holding
            && self.with_edges
            && own.edges.is_empty()
        {
            own.edges.extend(&self.group);
        }
        self.found.extend(holding);
        self.group.clear();
    }
}

impl Counted {
    pub(crate) const fn counts(self, kind: InterestKind) -> bool {
        kind.has_votes() || self.convertibles && matches!(kind, InterestKind::Convertible)
    }
}

/// Several interests of one holder in one subject as one holding.
///
/// Votes go before shares (or shares before votes, as the rule says), direct before indirect, and convertibles come
/// on top. Within a source different interests are blocks that add up; across sources they are the same holding told
/// twice, and the widest range that all allow is taken.
fn several(graph: &TieGraph, group: &[u32], counted: Counted) -> Option<Holding> {
    let edge = |at: u32| graph.edges.get(at as usize).map(|edge| (at, edge));
    let all: Vec<(u32, &Edge)> = group.iter().filter_map(|at| edge(*at)).collect();
    let is_direct = |edge: &Edge| edge.directness != Directness::Indirect;
    let any_direct = all.iter().any(|(_, edge)| is_direct(edge));
    let first = match counted.first {
        First::Votes => InterestKind::Voting,
        First::Shares => InterestKind::Shareholding,
    };
    let fitting = || {
        all.iter()
            .filter(|(_, edge)| is_direct(edge) == any_direct)
            .copied()
    };
    let any_first = fitting().any(|(_, edge)| edge.kind == first);
    let is_base = |edge: &Edge| edge.kind.has_votes() && (!any_first || edge.kind == first);
    let (base, base_edges) = blocks(fitting().filter(|(_, edge)| is_base(edge)));
    let (more, more_edges) = blocks(fitting().filter(|(_, edge)| !edge.kind.has_votes()));
    let (min, max) = match (base, more) {
        (None, None) => return None,
        (one, other) => {
            let (one, other) = (one.unwrap_or_default(), other.unwrap_or_default());
            (one.0 + other.0, one.1 + other.1)
        }
    };
    Some(Holding {
        holder: all.first()?.1.holder,
        min: min.min(WHOLE),
        max: max.min(WHOLE),
        is_direct: any_direct,
        edges: base_edges.into_iter().chain(more_edges).collect(),
    })
}

/// What blocks sum up to, and their places; `None` where there is none.
fn blocks<'a>(edges: impl Iterator<Item = (u32, &'a Edge)>) -> (Option<(Parts, Parts)>, Vec<u32>) {
    // Sources are files, of which there are few.
    let mut by_source: Vec<(u32, Parts, Parts)> = Vec::new();
    let mut places = Vec::new();
    for (at, edge) in edges {
        let source = edge.at.source;
        match by_source.iter_mut().find(|sum| sum.0 == source) {
            Some(sum) => *sum = (source, sum.1 + edge.min(), sum.2 + edge.max()),
            None => by_source.push((source, edge.min(), edge.max())),
        }
        places.push(at);
    }
    let min = by_source.iter().map(|sum| sum.1).min();
    let max = by_source.iter().map(|sum| sum.2).max();
    (min.zip(max), places)
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

/// Who holds a party through chains that the register gives step by step: an indirect interest of theirs sums them up.
#[derive(Debug)]
struct Chain {
    holders: HashSet<u32>,
    /// Whether there is more than was looked at.
    is_cut: bool,
}

impl Chain {
    fn above(graph: &TieGraph, subject: u32, day: Day) -> Self {
        let mut chain = Self {
            holders: HashSet::new(),
            is_cut: false,
        };
        let mut queue = VecDeque::from([subject]);
        let mut n_steps = 0;
        while let Some(node) = queue.pop_front() {
            for step in graph.edges_into(node) {
                n_steps += 1;
                if n_steps > MAX_CHAIN {
                    chain.is_cut = true;
                    return chain;
                }
                if step.directness != Directness::Indirect
                    && step.holder != NOBODY
                    && step.span.holds(day)
                    && chain.holders.insert(step.holder)
                {
                    queue.push_back(step.holder);
                }
            }
        }
        chain
    }
}

/// Interests looked at for the chains behind indirect interests in one party.
const MAX_CHAIN: usize = 4_096;
