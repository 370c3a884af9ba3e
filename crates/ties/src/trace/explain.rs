//! Why one party controls another: the holdings that suffice, back to the controller.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::Certainty;

use crate::graph::{NOBODY, Node, TieGraph};
use crate::rule::Bar;
use crate::shares::{Parts, range};
use crate::snapshot::{Holding, holdings};

use super::{TieEdge, TieKind};

/// Holdings that prove a claim: parties from the target up, and the edges between them.
#[derive(Debug, Default)]
pub(super) struct Proof {
    /// The party controlled first, the controller last.
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<TieEdge>,
}

/// What is to be proved.
pub(super) struct Claim<'a> {
    pub(super) graph: &'a TieGraph,
    pub(super) day: bongsu_model::Day,
    pub(super) bar: Bar,
    pub(super) certainty: Certainty,
    /// Whether the holdings count in aggregate for listed parties.
    pub(super) is_aggregate: bool,
    /// The parties that begin: the controller, or the listed parties.
    pub(super) roots: &'a [u32],
    /// What they reach, nearest first.
    pub(super) reached: &'a [u32],
}

impl Claim<'_> {
    /// The fewest holdings that prove that the roots reach a party, largest first.
    ///
    /// Each party is proved by parties reached before it, so that a circle never proves itself.
    pub(super) fn prove(&self, target: u32) -> Proof {
        let mut rank: BTreeMap<u32, usize> = BTreeMap::new();
        for (at, node) in self
            .roots
            .iter()
            .map(|root| (0, root))
            .chain((1..).zip(self.reached))
        {
            rank.entry(*node).or_insert(at);
        }
        let mut proof = Proof::default();
        let mut open: BTreeSet<(usize, u32)> = rank
            .get(&target)
            .map(|at| (*at, target))
            .into_iter()
            .collect();
        // The latest first: every party that a proof leans on comes later in the loop.
        while let Some((at, node)) = open.pop_last() {
            proof.nodes.push(Node(node));
            if at == 0 {
                continue;
            }
            for holding in self.enough(node, at, &rank) {
                let before = rank.get(&holding.holder).copied().unwrap_or(0);
                open.insert((before, holding.holder));
                proof.edges.push(self.edge(node, &holding));
            }
        }
        proof
    }

    /// The largest holdings of earlier parties that are enough together.
    fn enough(&self, node: u32, at: usize, rank: &BTreeMap<u32, usize>) -> Vec<Holding> {
        let is_earlier =
            |holder: u32| holder != NOBODY && rank.get(&holder).is_some_and(|before| *before < at);
        let mut held: Vec<Holding> = holdings(self.graph, node, self.day);
        held.retain(|holding| is_earlier(holding.holder) && self.parts(holding) > 0);
        held.sort_by_key(|holding| {
            (
                std::cmp::Reverse(self.parts(holding)),
                rank.get(&holding.holder).copied(),
                holding.holder,
            )
        });
        let mut sum: Parts = 0;
        let mut out = Vec::new();
        for holding in held {
            sum += self.parts(&holding);
            out.push(holding);
            if self.bar.is_met(sum) {
                break;
            }
        }
        out
    }

    fn parts(&self, holding: &Holding) -> Parts {
        if self.certainty == Certainty::Certain {
            holding.min
        } else {
            holding.max
        }
    }

    fn edge(&self, subject: u32, holding: &Holding) -> TieEdge {
        let kind = if self.is_aggregate {
            TieKind::Aggregate(self.certainty)
        } else {
            TieKind::Control(self.certainty)
        };
        holding_edge(self.graph, subject, holding, kind)
    }
}

/// A holding as an edge of a path.
pub(super) fn holding_edge(
    graph: &TieGraph,
    subject: u32,
    holding: &Holding,
    kind: TieKind,
) -> TieEdge {
    let edges = || {
        holding
            .edges
            .iter()
            .filter_map(|at| graph.edges.get(*at as usize))
    };
    TieEdge {
        from: Node(holding.holder),
        to: Node(subject),
        kind,
        share: Some(range(holding.min, holding.max)),
        since: edges().filter_map(|edge| edge.span.since()).min(),
        refs: edges().map(|edge| graph.row_ref(edge.at)).collect(),
    }
}
