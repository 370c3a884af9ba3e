//! Why one party controls another: the holdings that suffice, back to the controller; and further ways that lean on
//! other holdings.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::Certainty;

use crate::graph::{NOBODY, Node, TieGraph};
use crate::rule::Bar;
use crate::shares::{Parts, range};
use crate::snapshot::Holding;

use super::cone::{Banned, Cone, End};
use super::{TieEdge, TieKind};

/// Holdings that prove a claim: parties from the target up, and the edges between them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proof {
    /// The party controlled first, the controller last.
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<TieEdge>,
    /// The holdings as (holder, subject) by local index.
    leans_on: Vec<(u32, u32)>,
}

/// What is to be proved.
pub(crate) struct Claim<'a> {
    pub(crate) bar: Bar,
    pub(crate) certainty: Certainty,
    /// Whether the holdings count in aggregate for listed parties.
    pub(crate) is_aggregate: bool,
    /// The parties that begin: the controller, or the listed parties.
    pub(crate) roots: &'a [u32],
    /// What they reach, nearest first.
    pub(crate) reached: &'a [u32],
    pub(crate) banned: &'a Banned,
}

/// Holdings of one proof that are left out in turn to find other ways.
const MAX_TURNS: usize = 12;

/// Proofs looked for, beside the first, for each one kept.
const MAX_TRIES: usize = 6;

impl Cone<'_> {
    /// Different ways in which x controls y, the shortest first; none where it does not.
    pub(crate) fn ways(&mut self, x: u32, y: u32, by: (Bar, Certainty), k: usize) -> Vec<Proof> {
        let mut found: Vec<Proof> = Vec::new();
        let mut tried: BTreeSet<Banned> = BTreeSet::new();
        let mut open = vec![Banned::new()];
        let mut n_tries = 0;
        let mut next = 0;
        while let Some(banned) = open.get(next).cloned() {
            next += 1;
            if found.len() >= k || n_tries > k * MAX_TRIES {
                break;
            }
            n_tries += 1;
            let Some(proof) = self.way(x, y, by, &banned) else {
                continue;
            };
            if k > 1 {
                let turns = proof.leans_on.iter().take(MAX_TURNS);
                open.extend(
                    turns
                        .map(|holding| {
                            let mut more = banned.clone();
                            more.insert(*holding);
                            more
                        })
                        .filter(|more| tried.insert(more.clone())),
                );
            }
            let is_new = found
                .iter()
                .all(|known| known.nodes != proof.nodes || known.edges != proof.edges);
            if is_new {
                found.push(proof);
            }
        }
        found.sort_by_key(|proof| proof.edges.len());
        found
    }

    /// The shortest way without some holdings.
    fn way(
        &mut self,
        x: u32,
        y: u32,
        (bar, certainty): (Bar, Certainty),
        banned: &Banned,
    ) -> Option<Proof> {
        let reached = self.control(x, y, (bar, End::at(certainty)), banned)?;
        let claim = Claim {
            bar,
            certainty,
            is_aggregate: false,
            roots: &[x],
            reached: &reached,
            banned,
        };
        Some(claim.prove(self, y))
    }
}

impl Claim<'_> {
    /// The fewest holdings that prove that the roots reach a party, largest first.
    ///
    /// Each party is proved by parties reached before it, so that a circle never proves itself.
    pub(crate) fn prove(&self, cone: &Cone<'_>, target: u32) -> Proof {
        let mut rank: BTreeMap<u32, usize> = BTreeMap::new();
        let roots = self.roots.iter().map(|root| (0, root));
        for (at, node) in roots.chain((1..).zip(self.reached)) {
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
            proof.nodes.push(Node(cone.global(node)));
            if at == 0 {
                continue;
            }
            for (holder, holding) in self.enough(cone, (node, at), &rank) {
                let before = rank.get(&holder).copied().unwrap_or(0);
                open.insert((before, holder));
                proof.leans_on.push((holder, node));
                proof.edges.push(self.edge(cone, node, holding));
            }
        }
        proof
    }

    /// The largest holdings of earlier parties that are enough together.
    fn enough<'b>(
        &self,
        cone: &'b Cone<'_>,
        (node, at): (u32, usize),
        rank: &BTreeMap<u32, usize>,
    ) -> Vec<(u32, &'b Holding)> {
        let mut held: Vec<(std::cmp::Reverse<Parts>, usize, u32, &Holding)> = cone
            .held(node)
            .iter()
            .filter(|holding| holding.holder != NOBODY && self.parts(holding) > 0)
            .filter_map(|holding| {
                let holder = cone.local(Node(holding.holder))?;
                let before = rank.get(&holder).copied().filter(|before| *before < at)?;
                let is_banned = self.banned.contains(&(holder, node));
                (!is_banned).then_some((
                    std::cmp::Reverse(self.parts(holding)),
                    before,
                    holder,
                    holding,
                ))
            })
            .collect();
        held.sort_by_key(|(parts, before, holder, _)| (*parts, *before, *holder));
        let mut sum: Parts = 0;
        let mut out = Vec::new();
        for (parts, _, holder, holding) in held {
            sum += parts.0;
            out.push((holder, holding));
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

    fn edge(&self, cone: &Cone<'_>, subject: u32, holding: &Holding) -> TieEdge {
        let kind = if self.is_aggregate {
            TieKind::Aggregate(self.certainty)
        } else {
            TieKind::Control(self.certainty)
        };
        holding_edge(cone.graph, cone.global(subject), holding, kind)
    }
}

impl Proof {
    pub(crate) fn of(nodes: Vec<Node>, edges: Vec<TieEdge>) -> Self {
        Self {
            nodes,
            edges,
            leans_on: Vec::new(),
        }
    }

    /// The same way told from the controller down.
    pub(crate) fn reversed(mut self) -> Self {
        self.nodes.reverse();
        self.edges.reverse();
        self
    }

    /// Goes on from the last party by another proof that starts there.
    pub(crate) fn then(mut self, other: Self) -> Self {
        self.nodes.extend(other.nodes.into_iter().skip(1));
        self.edges.extend(other.edges);
        self
    }
}

/// A holding as an edge of a path.
pub(crate) fn holding_edge(
    graph: &TieGraph,
    subject: u32,
    holding: &Holding,
    kind: TieKind,
) -> TieEdge {
    let edges = || graph.edges_in(holding);
    TieEdge {
        from: Node(holding.holder),
        to: Node(subject),
        kind,
        share: Some(range(holding.min, holding.max)),
        since: edges().filter_map(|edge| edge.span.since()).min(),
        refs: edges().map(|edge| graph.row_ref(edge.at)).collect(),
    }
}
