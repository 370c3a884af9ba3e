//! The comparison itself: lists, pairs of control, holders, facts and names.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Certainty, Day};

use crate::graph::{NOBODY, Node, TieGraph};
use crate::resolve::registration_key;
use crate::rule::ControlRule;
use crate::shares::{Parts, range};
use crate::snapshot::{Holding, holdings};

use super::pair::Pair;
use super::{Change, ChangeKind, Changes};

/// Holders of more are told.
const LARGE: Parts = 50_000_000;

/// Pairs of control compared at most: they grow with the square of a chain's length.
const MAX_PAIRS: usize = 10_000_000;

/// One pair of control; pairs sort by controlled, then controller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Below {
    subject: u32,
    controller: u32,
    certainty: Certainty,
}

impl Pair<'_> {
    pub(super) fn lists(&self, out: &mut Vec<Change>) {
        let (was, is) = (self.before.reasons(), self.after.reasons());
        let nothing = BTreeSet::new();
        let ids: BTreeSet<&str> = was.keys().chain(is.keys()).copied().collect();
        for id in ids {
            let (old, new) = (
                was.get(id).unwrap_or(&nothing),
                is.get(id).unwrap_or(&nothing),
            );
            let added = new.difference(old).map(|why| ChangeKind::Listed {
                why: (*why).to_owned(),
            });
            let mut kinds: Vec<ChangeKind> = added.collect();
            if new.is_empty() {
                kinds.push(ChangeKind::Unlisted);
            } else {
                let gone = old.difference(new);
                kinds.extend(gone.map(|why| ChangeKind::OffList {
                    why: (*why).to_owned(),
                }));
            }
            let node = self.after.graph.node(id);
            out.extend(kinds.into_iter().map(|kind| match node {
                Some(node) => self.change(node.0, kind),
                None => gone(self.before.graph, id, kind),
            }));
        }
    }

    /// Compares sorted pairs of control below what changed.
    pub(super) fn control(&self, out: &mut Changes) {
        let (was, is_cut) = self.pairs(self.before.graph, &self.before.rule, |node| {
            self.newer(node)
        });
        let (is, is_cut_as_well) = self.pairs(self.after.graph, &self.after.rule, |node| node);
        out.is_truncated = is_cut || is_cut_as_well;
        let (mut was, mut is) = (was.into_iter().peekable(), is.into_iter().peekable());
        loop {
            let key = match (was.peek(), is.peek()) {
                (None, None) => return,
                (Some(one), None) | (None, Some(one)) => one.key(),
                (Some(one), Some(other)) => one.key().min(other.key()),
            };
            let certainty =
                |one: Option<Below>| one.map_or(Certainty::Unknown, |one| one.certainty);
            let old = certainty(was.next_if(|one| one.key() == key));
            let new = certainty(is.next_if(|one| one.key() == key));
            if old != new {
                out.changes.push(self.control_change(key, old, new));
            }
        }
    }

    /// All control below what changed, in newer numbers, sorted; and whether it was cut.
    fn pairs(
        &self,
        graph: &TieGraph,
        rule: &ControlRule,
        number: impl Fn(u32) -> u32,
    ) -> (Vec<Below>, bool) {
        let mut out: Vec<Below> = Vec::new();
        let mut is_cut = false;
        if !self.is_affected.contains(&true) {
            return (out, is_cut);
        }
        graph.visit_control(rule, |one| {
            let subject = number(one.controlled.0);
            if self.is_affected.get(subject as usize) != Some(&true) {
                return;
            }
            let controller = number(one.controller.0);
            if controller == NOBODY {
                return;
            }
            is_cut |= out.len() >= MAX_PAIRS;
            if !is_cut {
                out.push(Below {
                    subject,
                    controller,
                    certainty: one.certainty,
                });
            }
        });
        out.sort_unstable();
        (out, is_cut)
    }

    fn control_change(&self, key: (u32, u32), was: Certainty, is: Certainty) -> Change {
        let controller = self.after.graph.id(Node(key.1)).to_owned();
        let kind = if is > was {
            ChangeKind::Gained {
                controller,
                was,
                is,
            }
        } else {
            ChangeKind::Lost {
                controller,
                was,
                is,
            }
        };
        self.change(key.0, kind)
    }

    /// Holders, facts and names of every party, and parties that are gone.
    pub(super) fn parties(&self, out: &mut Vec<Change>) {
        let merged = self.merged();
        for node in 0..self.after.graph.n_parties() as u32 {
            let Some(old) = self.older(node) else {
                continue;
            };
            if self.is_affected.get(node as usize) == Some(&true) {
                self.holders(node, old, out);
            }
            self.facts(node, old, out);
            let (was, is) = (
                self.before.graph.name(Node(old)),
                self.after.graph.name(Node(node)),
            );
            if was != is {
                out.push(self.change(
                    node,
                    ChangeKind::Renamed {
                        was: was.to_owned(),
                    },
                ));
            }
        }
        for (old, new) in (0..).zip(&self.to_after) {
            if *new != NOBODY || self.before.graph.row(Node(old)).is_none() {
                continue;
            }
            let id = self.before.graph.id(Node(old));
            match merged.get(&old) {
                Some(into) => {
                    let with = id.to_owned();
                    out.push(self.change(*into, ChangeKind::Merged { with }));
                }
                None => out.push(gone(self.before.graph, id, ChangeKind::Gone)),
            }
        }
    }

    /// Parties of the older register whose id is gone, and the one party that bears their registration number now.
    fn merged(&self) -> BTreeMap<u32, u32> {
        let gone = (0..)
            .zip(&self.to_after)
            .filter(|(_, new)| **new == NOBODY)
            .map(|(old, _)| old);
        gone.filter_map(|old: u32| {
            let party = self.before.graph.party(old)?;
            let key = party.registration.as_deref().and_then(registration_key)?;
            match self.after.graph.registrations.get(&key)?.as_slice() {
                [one] if self.after.graph.party(*one)?.jurisdiction == party.jurisdiction => {
                    Some((old, *one))
                }
                _ => None,
            }
        })
        .collect()
    }

    fn holders(&self, node: u32, old: u32, out: &mut Vec<Change>) {
        let was = large(self.before.graph, old, self.before.day(), |node| {
            self.newer(node)
        });
        let is = large(self.after.graph, node, self.after.day(), |node| node);
        let has = |list: &[(u32, Holding)], holder| list.iter().any(|(known, _)| *known == holder);
        for (holder, share) in is.iter().filter(|(holder, _)| !has(&was, *holder)) {
            let graph = self.after.graph;
            let kind = ChangeKind::NewHolder {
                holder: graph.id(Node(*holder)).to_owned(),
                share: range(share.min, share.max),
            };
            let mut change = self.change(node, kind);
            change.refs = graph
                .edges_in(share)
                .map(|edge| graph.row_ref(edge.at))
                .collect();
            out.push(change);
        }
        // Whom the newer register does not know at all holds nothing there either.
        for (_, share) in was
            .iter()
            .filter(|(holder, _)| *holder == NOBODY || !has(&is, *holder))
        {
            let graph = self.before.graph;
            let kind = ChangeKind::HolderGone {
                holder: graph.id(Node(share.holder)).to_owned(),
                share: range(share.min, share.max),
            };
            let mut change = self.change(node, kind);
            change.refs = graph
                .edges_in(share)
                .map(|edge| graph.row_ref(edge.at))
                .collect();
            out.push(change);
        }
    }

    fn facts(&self, node: u32, old: u32, out: &mut Vec<Change>) {
        let was = self.before.graph.soft.values_of(old, self.before.day());
        let is = self.after.graph.soft.values_of(node, self.after.day());
        let new = is
            .iter()
            .filter(|fact| !was.iter().any(|known| known.is_same(fact)));
        for fact in new {
            let kind = ChangeKind::NewFact {
                what: fact.kind,
                value: fact.text.to_owned(),
            };
            let mut change = self.change(node, kind);
            change.refs = vec![self.after.graph.row_ref(fact.at)];
            out.push(change);
        }
    }

    fn change(&self, node: u32, kind: ChangeKind) -> Change {
        let graph = self.after.graph;
        let day = self.after.day();
        let edges = graph
            .edges_into(node)
            .iter()
            .filter(|edge| edge.span.holds(day) && u64::from(edge.max) > LARGE);
        let refs = match kind {
            ChangeKind::Gained { .. } | ChangeKind::Lost { .. } => self.rows(node, edges.copied()),
            _ => self.rows(node, std::iter::empty()),
        };
        Change {
            id: graph.id(Node(node)).to_owned(),
            name: graph.name(Node(node)).to_owned(),
            kind,
            refs,
        }
    }
}

impl Below {
    const fn key(self) -> (u32, u32) {
        (self.subject, self.controller)
    }
}

/// Who holds more than 5 % of a party, with the newer number; [`NOBODY`] for whom the newer register does not know.
fn large(
    graph: &TieGraph,
    node: u32,
    day: Day,
    number: impl Fn(u32) -> u32,
) -> Vec<(u32, Holding)> {
    if graph.edges_into(node).is_empty() {
        return Vec::new();
    }
    let held = holdings(graph, node, day).into_iter();
    let large = held.filter(|one| one.holder != NOBODY && one.max > LARGE);
    large.map(|one| (number(one.holder), one)).collect()
}

/// A change of a party that only the older register knows.
fn gone(graph: &TieGraph, id: &str, kind: ChangeKind) -> Change {
    let node = graph.node(id);
    Change {
        id: id.to_owned(),
        name: node.map_or(id, |node| graph.name(node)).to_owned(),
        kind,
        refs: node.and_then(|node| graph.row(node)).into_iter().collect(),
    }
}
