//! Two registers beside each other: which party of one is which of the other, and what changed above whom.

use std::collections::BTreeSet;

use bongsu_model::Day;

use crate::graph::{Edge, NOBODY, Node, TieGraph};

use super::Version;

/// Two registers with their parties matched by id.
pub(super) struct Pair<'a> {
    pub(super) before: &'a Version<'a>,
    pub(super) after: &'a Version<'a>,
    /// The newer number of each party of the older register, [`NOBODY`] where there is none.
    pub(super) to_after: Vec<u32>,
    /// The older number of each party of the newer register, [`NOBODY`] where there is none.
    pub(super) to_before: Vec<u32>,
    /// By newer number: whether holdings, influence, supplies or lists changed at the party or anywhere above it.
    pub(super) is_affected: Vec<bool>,
}

/// An interest as it is compared: holder in newer numbers, ends of the range, kind.
type Told = (u32, u32, u32, u8);

impl<'a> Pair<'a> {
    pub(super) fn new(before: &'a Version<'a>, after: &'a Version<'a>) -> Self {
        let to_after: Vec<u32> = (0..before.graph.n_parties() as u32)
            .map(|old| {
                after
                    .graph
                    .node(before.graph.id(Node(old)))
                    .map_or(NOBODY, |node| node.0)
            })
            .collect();
        let mut to_before = vec![NOBODY; after.graph.n_parties()];
        for (old, new) in (0..).zip(&to_after) {
            if let Some(slot) = to_before.get_mut(*new as usize) {
                *slot = old;
            }
        }
        let mut pair = Self {
            before,
            after,
            to_after,
            to_before,
            is_affected: Vec::new(),
        };
        pair.is_affected = pair.affected();
        pair
    }

    pub(super) fn older(&self, node: u32) -> Option<u32> {
        self.to_before
            .get(node as usize)
            .copied()
            .filter(|old| *old != NOBODY)
    }

    pub(super) fn newer(&self, node: u32) -> u32 {
        self.to_after.get(node as usize).copied().unwrap_or(NOBODY)
    }

    /// What changed by itself, and everything below it in either register.
    fn affected(&self) -> Vec<bool> {
        let n = self.after.graph.n_parties();
        let mut is_affected = vec![false; n];
        let mut open: Vec<u32> = (0..n as u32)
            .filter(|node| self.is_changed(*node))
            .collect();
        open.extend(self.relisted());
        while let Some(node) = open.pop() {
            let Some(flag) = is_affected.get_mut(node as usize).filter(|flag| !**flag) else {
                continue;
            };
            *flag = true;
            open.extend(self.after.graph.edges_of(node).map(|edge| edge.subject));
            if let Some(old) = self.older(node) {
                let below = self
                    .before
                    .graph
                    .edges_of(old)
                    .map(|edge| self.newer(edge.subject));
                open.extend(below.filter(|node| *node != NOBODY));
            }
        }
        is_affected
    }

    /// Whether who holds or influences a party, or whom it supplies, is told differently.
    fn is_changed(&self, node: u32) -> bool {
        let (old, new) = (self.before, self.after);
        let was = self.older(node);
        let is_silent =
            new.graph.edges_into(node).is_empty() && new.graph.supplies_of(node).is_empty();
        let was_silent = was.is_none_or(|was| {
            old.graph.edges_into(was).is_empty() && old.graph.supplies_of(was).is_empty()
        });
        if is_silent && was_silent {
            return false;
        }
        let Some(was) = was else { return true };
        let told_before = told(old.graph, was, old.day(), |node| self.newer(node));
        let told_after = told(new.graph, node, new.day(), |node| node);
        told_before != told_after
            || old.graph.kind_at(was) != new.graph.kind_at(node)
            || supplied(old.graph, was, old.day(), |node| self.newer(node))
                != supplied(new.graph, node, new.day(), |node| node)
    }

    /// Parties that are on a list in one of the two only, or more surely in one.
    fn relisted(&self) -> Vec<u32> {
        let (was, is) = (self.before.surest(), self.after.surest());
        let ids: BTreeSet<&str> = was.keys().chain(is.keys()).copied().collect();
        ids.into_iter()
            .filter(|id| was.get(id) != is.get(id))
            .filter_map(|id| self.after.graph.node(id))
            .map(|node| node.0)
            .collect()
    }

    /// The rows that describe or hold a party in the newer register; at most a few.
    pub(super) fn rows(
        &self,
        node: u32,
        edges: impl Iterator<Item = Edge>,
    ) -> Vec<bongsu_model::RowRef> {
        let graph = self.after.graph;
        let mut refs: Vec<_> = edges.map(|edge| graph.row_ref(edge.at)).take(8).collect();
        if refs.is_empty() {
            refs.extend(graph.row(Node(node)));
        }
        refs
    }
}

fn told(graph: &TieGraph, node: u32, day: Day, number: impl Fn(u32) -> u32) -> Vec<Told> {
    let edges = graph
        .edges_into(node)
        .iter()
        .filter(|edge| edge.span.holds(day));
    let mut told: Vec<Told> = edges
        .map(|edge| {
            let holder = if edge.holder == NOBODY {
                NOBODY
            } else {
                number(edge.holder)
            };
            (
                holder,
                edge.min,
                edge.max,
                edge.kind as u8 * 4 + edge.directness as u8,
            )
        })
        .collect();
    told.sort_unstable();
    told
}

fn supplied(graph: &TieGraph, node: u32, day: Day, number: impl Fn(u32) -> u32) -> Vec<u32> {
    let links = graph
        .supplies_of(node)
        .iter()
        .filter(|link| link.span.holds(day));
    let mut customers: Vec<u32> = links.map(|link| number(link.to)).collect();
    customers.sort_unstable();
    customers.dedup();
    customers
}
