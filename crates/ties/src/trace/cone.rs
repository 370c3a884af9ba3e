//! What lies above some parties, as far as a question may look: a small picture of the register that every answer of
//! one question is read from.
//!
//! Chains of majorities are followed first and far; what holds less is followed by how much of the way it holds, so
//! that a cut drops the smallest holdings. What is read, and what is counted, is bounded; a cut is told.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use bongsu_model::Certainty;

use crate::graph::{NOBODY, Node, TieGraph, bounds};
use crate::register::PartyKind;
use crate::rule::{Bar, Counted};
use crate::shares::{Parts, WHOLE};
use crate::snapshot::{Holding, Link, Links, Numbering, Terms, links_into};

mod chains;
mod grow;
mod numbers;
mod reader;

pub(crate) use chains::Held;
use grow::Memory;
pub(crate) use grow::{Banned, End};
use numbers::Numbers;
pub(crate) use reader::large_holdings;

/// Parties read along chains of majorities.
const MAX_CHAIN: usize = 12_000;

/// Other parties read.
const MAX_OTHERS: usize = 3_000;

/// Steps of growth of one question: every answer is cut there.
const MAX_STEPS: usize = 300_000;

/// Parties above some others, by local index: nearest first.
#[derive(Debug)]
pub(crate) struct Cone<'a> {
    pub(crate) graph: &'a TieGraph,
    pub(crate) terms: Terms,
    nodes: Vec<u32>,
    local: Numbers,
    /// Who holds the parties that were read, one after the other.
    held: Vec<Holding>,
    /// Where the holders of each party lie in `held`; nowhere where it was not read.
    held_at: Vec<(u32, u32)>,
    is_arrangement: Vec<bool>,
    /// The part of the way by which each party was met; only while reading.
    part: Vec<Parts>,
    /// Votes of each holder, in compressed rows.
    starts: Vec<u32>,
    votes: Vec<Votes>,
    /// Whether both ends of all ranges are equal, so that one of them answers for both.
    is_exact: bool,
    /// Whether each holding that was read is one direct interest, which counts as it is.
    is_plain: bool,
    /// What counts beside votes.
    links: Links,
    /// The same by subject.
    linked: Vec<Link>,
    /// Whether reading was cut.
    is_cut: bool,
    memory: Memory,
}

/// Votes of a holder in a subject (local index).
#[derive(Clone, Copy, Debug)]
struct Votes {
    subject: u32,
    min: u32,
    max: u32,
}

/// Where holders lie that were not read.
const UNREAD: (u32, u32) = (u32::MAX, u32::MAX);

/// A party to read: the part of the way that is held, the order it was met in, which.
type Open = (Parts, Reverse<u32>, u32);

impl<'a> Cone<'a> {
    /// Reads what lies above the roots, by the terms of a rule.
    pub(crate) fn above(graph: &'a TieGraph, roots: &[u32], terms: Terms) -> Self {
        let mut cone = Self {
            graph,
            terms,
            nodes: Vec::new(),
            local: Numbers::default(),
            held: Vec::new(),
            held_at: Vec::new(),
            is_arrangement: Vec::new(),
            part: Vec::new(),
            starts: Vec::new(),
            votes: Vec::new(),
            is_exact: true,
            is_plain: true,
            links: Links::default(),
            linked: Vec::new(),
            is_cut: false,
            memory: Memory::new(MAX_STEPS),
        };
        let mut open: BinaryHeap<Open> = BinaryHeap::new();
        for root in roots {
            cone.meet(*root, WHOLE, &mut open);
        }
        let (mut n_chain, mut n_others) = (0, 0);
        while let Some((part, _, at)) = open.pop() {
            if cone.held_at.get(at as usize) != Some(&UNREAD) {
                continue;
            }
            let (n_read, limit) = if part == WHOLE {
                (&mut n_chain, MAX_CHAIN)
            } else {
                (&mut n_others, MAX_OTHERS + roots.len())
            };
            if *n_read >= limit {
                cone.is_cut = true;
                continue;
            }
            *n_read += 1;
            cone.read(at, part, &mut open);
        }
        cone.index();
        cone.links = Links::of(graph, &cone, &terms);
        cone.is_exact &= cone.links.is_exact();
        cone.linked = cone.links.all().to_vec();
        cone.linked.sort_by_key(|link| link.subject);
        cone
    }

    fn read(&mut self, at: u32, part: Parts, open: &mut BinaryHeap<Open>) {
        let node = self.global(at);
        let start = self.held.len();
        let terms = self.terms;
        self.is_plain &= reader::read(self.graph, node, (terms.day, terms.counted), &mut self.held);
        for place in start..self.held.len() {
            let Some(holding) = self.held.get(place) else {
                continue;
            };
            let (holder, max) = (holding.holder, holding.max);
            if holder != NOBODY {
                let held = if max * 2 >= WHOLE { WHOLE } else { max };
                // What holds a part of a part comes after what holds more of the way.
                self.meet(holder, part * held / WHOLE, open);
            }
        }
        if self.graph.kind_at(node) == PartyKind::Arrangement {
            // Who takes part in it decides with the others, whatever it holds.
            for member in self.graph.members(node, terms.day) {
                self.meet(member, part, open);
            }
        }
        for (edge, _) in links_into(self.graph, node, &terms) {
            if edge.holder != NOBODY {
                self.meet(edge.holder, part, open);
            }
        }
        let bounds = (start as u32, self.held.len() as u32);
        if let Some(slot) = self.held_at.get_mut(at as usize) {
            *slot = bounds;
        }
        if let Some(slot) = self.is_arrangement.get_mut(at as usize) {
            *slot = self.graph.kind_at(node) == PartyKind::Arrangement;
        }
    }

    fn meet(&mut self, node: u32, part: Parts, open: &mut BinaryHeap<Open>) {
        let next = self.nodes.len() as u32;
        let at = self.local.place(node, next);
        if at == next {
            self.nodes.push(node);
            self.held_at.push(UNREAD);
            self.is_arrangement.push(false);
            self.part.push(0);
        }
        let Some(best) = self.part.get_mut(at as usize).filter(|best| **best < part) else {
            return;
        };
        *best = part;
        // Most of a register are persons and firms that nobody holds: they need not be queued. Who is met again
        // by more of the way is queued again, and read the first time only.
        if !self.graph.edges_into(node).is_empty() {
            open.push((part, Reverse(at), at));
        }
    }

    /// Turns holdings into votes by holder.
    fn index(&mut self) {
        let mut is_exact = true;
        let mut entries: Vec<(u32, Votes)> = Vec::with_capacity(self.held.len());
        for subject in 0..self.nodes.len() as u32 {
            for holding in self.held(subject) {
                if let Some(holder) = self.local.find(holding.holder) {
                    let (min, max) = (holding.lower() as u32, holding.upper() as u32);
                    is_exact &= min == max;
                    entries.push((holder, Votes { subject, min, max }));
                }
            }
        }
        self.is_exact = is_exact;
        entries.sort_unstable_by_key(|(holder, votes)| (*holder, votes.subject));
        self.starts = vec![0; self.nodes.len() + 1];
        for (holder, _) in &entries {
            if let Some(slot) = self.starts.get_mut(*holder as usize + 1) {
                *slot += 1;
            }
        }
        let mut total = 0;
        for slot in &mut self.starts {
            total += *slot;
            *slot = total;
        }
        self.votes = entries.into_iter().map(|(_, votes)| votes).collect();
        self.memory.resize(self.nodes.len());
    }

    /// Whether reading or counting was cut anywhere.
    pub(crate) const fn is_cut(&self) -> bool {
        self.is_cut || self.memory.is_spent()
    }

    pub(crate) fn n_parties(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn local(&self, node: Node) -> Option<u32> {
        self.local.find(node.0)
    }

    pub(crate) fn global(&self, at: u32) -> u32 {
        self.nodes.get(at as usize).copied().unwrap_or(NOBODY)
    }

    /// Who holds a party, unknown holders among them.
    pub(crate) fn held(&self, at: u32) -> &[Holding] {
        let (start, end) = self.held_at.get(at as usize).copied().unwrap_or(UNREAD);
        self.held.get(start as usize..end as usize).unwrap_or(&[])
    }

    fn of_holder(&self, at: u32) -> &[Votes] {
        self.votes.get(bounds(&self.starts, at)).unwrap_or(&[])
    }

    /// Who holds a party or has a tie to it that is no vote.
    fn holders(&self, at: u32) -> impl Iterator<Item = u32> {
        let known = self
            .held(at)
            .iter()
            .filter(|holding| holding.holder != NOBODY);
        known
            .filter_map(|holding| self.local.find(holding.holder))
            .chain(self.links_into(at).map(|link| link.holder))
    }

    /// The ties to a party that are no votes.
    pub(crate) fn links_into(&self, at: u32) -> impl Iterator<Item = Link> {
        let start = self.linked.partition_point(|link| link.subject < at);
        let linked = self.linked.get(start..).unwrap_or(&[]).iter();
        linked.take_while(move |link| link.subject == at).copied()
    }

    /// Whether holdings read by what another rule counts are the same.
    pub(crate) fn reads_like(&self, counted: Counted) -> bool {
        let own = self.terms.counted;
        own == counted || self.is_plain && own.convertibles == counted.convertibles
    }

    pub(crate) fn is_arrangement(&self, at: u32) -> bool {
        self.is_arrangement.get(at as usize) == Some(&true)
    }

    /// Who controls a party, surest first, then nearest.
    pub(crate) fn controllers(&mut self, at: u32, bar: Bar) -> Vec<Above> {
        if self.is_arrangement(at) {
            // Held for each of its members, and controlled by none alone.
            return Vec::new();
        }
        let order = self.above_one(at);
        let certain = self.reaching(at, &order, bar, End::Min);
        let possible = if self.is_exact {
            Vec::new()
        } else {
            self.reaching(at, &order, bar, End::Max)
        };
        let mut out: Vec<Above> = Vec::new();
        let mut is_told = vec![false; self.nodes.len()];
        for (certainty, list) in [
            (Certainty::Certain, certain),
            (Certainty::Possible, possible),
        ] {
            let new = list.into_iter().filter(|at| {
                let flag = is_told.get_mut(*at as usize);
                flag.is_some_and(|flag| !std::mem::replace(flag, true))
            });
            out.extend(new.map(|at| Above { at, certainty }));
        }
        out
    }

    /// Everything above a party, nearest first.
    fn above_one(&self, at: u32) -> Vec<u32> {
        let mut is_seen = vec![false; self.nodes.len()];
        let mut mark = |at: u32| {
            is_seen
                .get_mut(at as usize)
                .is_some_and(|flag| !std::mem::replace(flag, true))
        };
        mark(at);
        let mut order = Vec::new();
        let mut next = Some(at);
        let mut done = 0;
        while let Some(subject) = next {
            order.extend(self.holders(subject).filter(|holder| mark(*holder)));
            next = order.get(done).copied();
            done += 1;
        }
        order
    }
}

impl Numbering for Cone<'_> {
    fn n_nodes(&self) -> u32 {
        self.nodes.len() as u32
    }

    fn global(&self, local: u32) -> u32 {
        Self::global(self, local)
    }

    fn local(&self, node: u32) -> Option<u32> {
        self.local.find(node)
    }

    fn is_read(&self, local: u32) -> bool {
        self.held_at.get(local as usize) != Some(&UNREAD)
    }
}

/// Who controls a party, by local index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Above {
    pub(crate) at: u32,
    pub(crate) certainty: Certainty,
}
