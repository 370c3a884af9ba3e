//! Why one party controls another: the holdings that suffice, back to the controller; and further ways that lean on
//! other holdings.

use std::collections::BTreeSet;

use bongsu_model::Certainty;

use crate::graph::{NOBODY, Node, TieGraph};
use crate::register::InterestKind;
use crate::rule::Bar;
use crate::shares::{Parts, range};
use crate::snapshot::{Holding, LinkKind, Terms, links_into};

use super::cone::{Banned, Cone, End};
use super::{TieEdge, TieKind};

/// Holdings that prove a claim: parties from the target up, and the edges between them.
#[derive(Clone, Debug)]
pub(crate) struct Proof {
    /// The party controlled first, the controller last.
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<TieEdge>,
    /// How sure it is. A seat on a board may be control for sure, by the rule that is proved.
    pub(crate) certainty: Certainty,
    /// Whether any of it is control.
    pub(crate) is_control: bool,
    /// The holdings and ties as (holder, subject) by local index.
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

/// What joins two parties of a proof.
#[derive(Clone, Copy)]
enum Step<'a> {
    Held(&'a Holding),
    Tied(LinkKind),
}

/// A party that is not reached.
const UNREACHED: u32 = u32::MAX;

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
                // Where nobody else holds a party, leaving a holding out leads nowhere.
                let turns = proof
                    .leans_on
                    .iter()
                    .filter(|(_, subject)| self.held(*subject).len() > 1);
                open.extend(
                    turns
                        .take(MAX_TURNS)
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
        // The place of each party in the order in which it was reached; the roots first.
        let mut rank: Vec<u32> = vec![UNREACHED; cone.n_parties()];
        let roots = self.roots.iter().map(|root| (0, root));
        for (at, node) in roots.chain((1..).zip(self.reached)) {
            if let Some(slot) = rank.get_mut(*node as usize) {
                *slot = at.min(*slot);
            }
        }
        let place = |node: u32| rank.get(node as usize).copied().unwrap_or(UNREACHED);
        let mut nodes: Vec<u32> = Vec::new();
        let mut steps: Vec<(u32, u32, Step<'_>, Certainty)> = Vec::new();
        let mut open: BTreeSet<(u32, u32)> = BTreeSet::new();
        if place(target) != UNREACHED {
            open.insert((place(target), target));
        }
        // The latest first: every party that a proof leans on comes later in the loop.
        while let Some((at, node)) = open.pop_last() {
            nodes.push(node);
            if at == 0 {
                continue;
            }
            let enough = self.enough(cone, (node, at), &rank);
            let certainty = self.certainty_of(&enough);
            for (holder, step) in enough {
                open.insert((place(holder), holder));
                steps.push((holder, node, step, certainty));
            }
        }
        // Built at once: a way may have thousands of steps.
        Proof {
            nodes: nodes.iter().map(|at| Node(cone.global(*at))).collect(),
            edges: steps
                .iter()
                .map(|(holder, node, step, certainty)| {
                    self.edge(cone, (*holder, *node), *step, *certainty)
                })
                .collect(),
            certainty: self.certainty,
            is_control: !self.is_aggregate && !steps.is_empty(),
            leans_on: steps
                .iter()
                .map(|(holder, node, ..)| (*holder, *node))
                .collect(),
        }
    }

    /// The largest holdings of earlier parties that are enough together; where they are not, a tie that is no vote.
    fn enough<'b>(
        &self,
        cone: &'b Cone<'_>,
        (node, at): (u32, u32),
        rank: &[u32],
    ) -> Vec<(u32, Step<'b>)> {
        if cone.is_arrangement(node) && !self.is_aggregate {
            // It holds for its members, whatever they have of it.
            let tie = self.tie(cone, (node, at), rank).into_iter();
            return tie
                .map(|(holder, kind)| (holder, Step::Tied(kind)))
                .collect();
        }
        let earlier = || {
            let known = cone.held(node).iter();
            let known = known.filter(|holding| holding.holder != NOBODY && self.parts(holding) > 0);
            known.filter_map(|holding| {
                let holder = cone.local(Node(holding.holder))?;
                let before = rank.get(holder as usize).copied();
                let before = before.filter(|before| *before < at)?;
                let is_banned = self.banned.contains(&(holder, node));
                let parts = std::cmp::Reverse(self.parts(holding));
                (!is_banned).then_some((parts, before, holder, holding))
            })
        };
        // Mostly the largest alone is enough.
        let largest = earlier().min_by_key(|(parts, before, holder, _)| (*parts, *before, *holder));
        if let Some((parts, _, holder, holding)) = largest
            && self.bar.is_met(parts.0)
        {
            return vec![(holder, Step::Held(holding))];
        }
        let mut held: Vec<_> = earlier().collect();
        held.sort_by_key(|(parts, before, holder, _)| (*parts, *before, *holder));
        let mut sum: Parts = 0;
        let mut out = Vec::new();
        for (parts, _, holder, holding) in held {
            sum += parts.0;
            out.push((holder, Step::Held(holding)));
            if self.bar.is_met(sum) {
                return out;
            }
        }
        if let Some((holder, kind)) = self.tie(cone, (node, at), rank) {
            let needs_most = matches!(kind, LinkKind::Influences | LinkKind::MayAppoint)
                && self.certainty == Certainty::Certain;
            if !needs_most {
                out.clear();
            }
            out.push((holder, Step::Tied(kind)));
        }
        out
    }

    /// The surest tie of an earlier party to one, the earliest first.
    fn tie(
        &self,
        cone: &Cone<'_>,
        (node, at): (u32, u32),
        rank: &[u32],
    ) -> Option<(u32, LinkKind)> {
        if self.is_aggregate {
            return None;
        }
        let found = cone.links_into(node).filter_map(|link| {
            let before = rank.get(link.holder as usize).copied();
            let before = before.filter(|before| *before < at)?;
            let is_banned = self.banned.contains(&(link.holder, node));
            (!is_banned).then_some((link.kind, before, link.holder))
        });
        found.min().map(|(kind, _, holder)| (holder, kind))
    }

    /// How sure one step of a proof is by itself: holdings that are enough at their lower ends are surely enough.
    fn certainty_of(&self, steps: &[(u32, Step<'_>)]) -> Certainty {
        let lower = steps.iter().map(|(_, step)| match step {
            Step::Held(holding) => holding.lower(),
            Step::Tied(_) => 0,
        });
        if self.bar.is_met(lower.sum()) {
            Certainty::Certain
        } else {
            self.certainty
        }
    }

    fn parts(&self, holding: &Holding) -> Parts {
        if self.certainty == Certainty::Certain {
            holding.lower()
        } else {
            holding.upper()
        }
    }

    fn edge(
        &self,
        cone: &Cone<'_>,
        (holder, subject): (u32, u32),
        step: Step<'_>,
        certainty: Certainty,
    ) -> TieEdge {
        let of = cone.global(subject);
        let holding = match step {
            Step::Held(holding) => holding,
            Step::Tied(kind) => {
                let ends = [cone.global(holder), of];
                return tie_edge((cone.graph, &cone.terms), ends, kind);
            }
        };
        let kind = if self.is_aggregate {
            TieKind::Aggregate(certainty)
        } else {
            TieKind::Control(certainty)
        };
        holding_edge((cone.graph, &cone.terms), of, holding, kind)
    }
}

impl Proof {
    /// Of what needs none.
    pub(crate) fn none() -> Self {
        Self::of(Vec::new(), Vec::new())
    }

    pub(crate) fn of(nodes: Vec<Node>, edges: Vec<TieEdge>) -> Self {
        let certainties = edges.iter().map(|edge| edge.kind.certainty());
        Self {
            certainty: certainties.min().unwrap_or(Certainty::Certain),
            nodes,
            edges,
            is_control: false,
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
        self.certainty = self.certainty.min(other.certainty);
        self.is_control |= other.is_control;
        self
    }
}

/// A holding as an edge of a path.
pub(crate) fn holding_edge(
    (graph, terms): (&TieGraph, &Terms),
    subject: u32,
    holding: &Holding,
    kind: TieKind,
) -> TieEdge {
    // Read without its interests, it is the one of this holder.
    let all = graph.edges_into(subject);
    let start = if holding.edges.is_empty() {
        all.partition_point(|edge| edge.holder < holding.holder)
    } else {
        all.len()
    };
    let edges = || {
        let own = all.get(start..).unwrap_or(&[]).iter();
        let own = own.take_while(|edge| edge.holder == holding.holder);
        let own = own.filter(|edge| edge.span.holds(terms.day) && terms.counted.counts(edge.kind));
        graph.edges_in(holding).chain(own)
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

/// A tie that is no vote as an edge of a path: the right to appoint a board, influence, a part in an arrangement.
fn tie_edge(
    (graph, terms): (&TieGraph, &Terms),
    [holder, subject]: [u32; 2],
    kind: LinkKind,
) -> TieEdge {
    let own = links_into(graph, subject, terms)
        .filter(|(edge, own)| edge.holder == holder && *own == kind)
        .map(|(edge, _)| edge);
    let edges: Vec<_> = own.collect();
    TieEdge {
        from: Node(holder),
        to: Node(subject),
        kind: match kind {
            LinkKind::Member => TieKind::Joint,
            LinkKind::Appoints | LinkKind::MayAppoint => {
                TieKind::Influence(InterestKind::Appointment)
            }
            LinkKind::Influences => TieKind::Influence(InterestKind::Influence),
        },
        share: None,
        since: edges.iter().filter_map(|edge| edge.span.since()).min(),
        refs: edges.iter().map(|edge| graph.row_ref(edge.at)).collect(),
    }
}
