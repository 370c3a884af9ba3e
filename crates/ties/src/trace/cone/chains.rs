//! Chains of holdings from a party up, those through which most of it is held first; loops are left out.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::graph::{NOBODY, Node};
use crate::shares::{Parts, WHOLE};
use crate::snapshot::Holding;
use crate::trace::TieEdge;
use crate::trace::TieKind;
use crate::trace::explain::holding_edge;

use super::Cone;

/// Chains looked at.
const MAX_CHAINS: usize = 600;

/// Parties of a chain; a longer one is as good as none.
const MAX_LENGTH: usize = 12;

/// A chain through which less is held is an investment among many.
const WORTH_TELLING: Parts = 10_000_000;

/// A chain: parties from the one held up, and the part that is held through it at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) parties: Vec<u32>,
    pub(crate) part: Parts,
}

/// A chain so far: the part held through it, the shortest first where equal, the parties from the employer up.
type Open = (Parts, Reverse<usize>, Reverse<Vec<u32>>);

impl Cone<'_> {
    /// The chains above a party, at most k to each other party.
    pub(crate) fn chains(&self, from: u32, k: usize) -> Vec<Held> {
        let mut out = Vec::new();
        let mut n_found: BTreeMap<u32, usize> = BTreeMap::new();
        let mut open: BinaryHeap<Open> = BinaryHeap::new();
        open.push((WHOLE, Reverse(1), Reverse(vec![from])));
        for _ in 0..MAX_CHAINS {
            let Some((part, _, Reverse(parties))) = open.pop() else {
                break;
            };
            let Some(last) = parties.last().copied() else {
                continue;
            };
            let n = n_found.entry(last).or_default();
            if *n >= k.max(1) {
                continue;
            }
            *n += 1;
            if parties.len() <= MAX_LENGTH {
                for (holder, holding) in self.known_holders(last) {
                    let part = part * holding.max / WHOLE;
                    if part >= WORTH_TELLING && !parties.contains(&holder) {
                        let mut longer = parties.clone();
                        longer.push(holder);
                        open.push((part, Reverse(longer.len()), Reverse(longer)));
                    }
                }
            }
            if parties.len() > 1 {
                out.push(Held { parties, part });
            }
        }
        out
    }

    /// The holdings of a chain as edges, each of the kind given.
    pub(crate) fn chain_edges(
        &self,
        chain: &Held,
        kind: impl Fn(&Holding, Node) -> TieKind,
    ) -> Vec<TieEdge> {
        let mut edges = Vec::new();
        for pair in chain.parties.windows(2) {
            let [subject, holder] = pair else { continue };
            let of = self.global(*subject);
            let found = self.known_holders(*subject).find(|(at, _)| at == holder);
            edges.extend(found.map(|(_, holding)| {
                holding_edge(
                    (self.graph, &self.terms),
                    of,
                    holding,
                    kind(holding, Node(of)),
                )
            }));
        }
        edges
    }

    pub(crate) fn known_holders(&self, at: u32) -> impl Iterator<Item = (u32, &Holding)> {
        let held = self
            .held(at)
            .iter()
            .filter(|holding| holding.holder != NOBODY);
        held.filter_map(|holding| Some((self.local(Node(holding.holder))?, holding)))
    }
}
