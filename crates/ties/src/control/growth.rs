//! What one party controls, grown from what it holds enough of alone; and who controls one party.

use bongsu_model::Certainty;

use crate::graph::Node;
use crate::rule::Bar;
use crate::shares::Parts;
use crate::snapshot::{Snapshot, Votes};

use super::Controller;

/// Which end of the ranges is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Min,
    Max,
}

/// Grows what one controller controls; the same memory serves every controller.
pub(crate) struct Growth<'a> {
    snapshot: &'a Snapshot,
    bar: Bar,
    /// Votes gathered in each party, valid where `stamp` is the current round.
    votes: Vec<Parts>,
    stamp: Vec<u32>,
    /// Set beside `stamp` where the party is controlled.
    is_found: Vec<bool>,
    round: u32,
    found: Vec<u32>,
}

impl<'a> Growth<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, bar: Bar) -> Self {
        let n = snapshot.nodes.len();
        Self {
            snapshot,
            bar,
            votes: vec![0; n],
            stamp: vec![0; n],
            is_found: vec![false; n],
            round: 0,
            found: Vec::new(),
        }
    }

    /// What x controls, nearest first: whoever holds votes of a party stands before it.
    pub(crate) fn from(&mut self, x: u32, end: End) -> &[u32] {
        self.grow(x, end, |_| false);
        &self.found
    }

    /// Whether x controls one of the goals.
    fn reaches(&mut self, x: u32, end: End, is_goal: &[bool]) -> bool {
        self.grow(x, end, |y| is_goal.get(y as usize) == Some(&true))
    }

    /// Whether x holds enough of anything alone; without, it controls nothing.
    pub(super) fn holds_enough(&self, x: u32, end: End) -> bool {
        let share = |votes: &Votes| {
            Parts::from(if end == End::Min {
                votes.min
            } else {
                votes.max
            })
        };
        self.snapshot
            .of_holder(x)
            .iter()
            .any(|votes| self.bar.is_met(share(votes)))
    }

    /// Grows until nothing is left or a party found is enough.
    fn grow(&mut self, x: u32, end: End, is_enough: impl Fn(u32) -> bool) -> bool {
        self.found.clear();
        self.round += 1;
        let mut next = Some(x);
        let mut done = 0;
        while let Some(holder) = next {
            for votes in self.snapshot.of_holder(holder) {
                let share = if end == End::Min {
                    votes.min
                } else {
                    votes.max
                };
                if share > 0 && votes.subject != x && self.add(votes.subject, Parts::from(share)) {
                    self.found.push(votes.subject);
                    if is_enough(votes.subject) {
                        return true;
                    }
                }
            }
            next = self.found.get(done).copied();
            done += 1;
        }
        false
    }

    /// Adds votes in a party; whether they made it controlled.
    fn add(&mut self, subject: u32, share: Parts) -> bool {
        let at = subject as usize;
        let (Some(votes), Some(stamp), Some(is_found)) = (
            self.votes.get_mut(at),
            self.stamp.get_mut(at),
            self.is_found.get_mut(at),
        ) else {
            return false;
        };
        if *stamp != self.round {
            (*stamp, *votes, *is_found) = (self.round, 0, false);
        }
        if *is_found || self.snapshot.is_arrangement.get(at) == Some(&true) {
            return false;
        }
        *votes += share;
        *is_found = self.bar.is_met(*votes);
        *is_found
    }
}

/// Who controls a node of the graph, within a snapshot of what lies above it.
pub(crate) fn controllers_in(snapshot: &Snapshot, node: u32, bar: Bar) -> Vec<Controller> {
    let Some(target) = snapshot.local(node) else {
        return Vec::new();
    };
    let mut growth = Growth::new(snapshot, bar);
    let certain = controllers_at(snapshot, target, &mut growth, End::Min);
    let possible = controllers_at(snapshot, target, &mut growth, End::Max);
    let in_order = snapshot.nodes.iter().zip(certain.into_iter().zip(possible));
    let mut found: Vec<Controller> = in_order
        .filter(|(of, _)| **of != node)
        .filter_map(|(of, (is_certain, is_possible))| {
            let certainty = if is_certain {
                Certainty::Certain
            } else {
                Certainty::Possible
            };
            (is_certain || is_possible).then_some(Controller {
                node: Node(*of),
                certainty,
            })
        })
        .collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.certainty), one.node));
    found
}

/// Whether each local node controls the target (which is set as well), at one end of the ranges.
///
/// Who controls a controller controls the target, so that a search ends at the first one known.
fn controllers_at(
    snapshot: &Snapshot,
    target: u32,
    growth: &mut Growth<'_>,
    end: End,
) -> Vec<bool> {
    let mut is_goal = vec![false; snapshot.nodes.len()];
    if let Some(flag) = is_goal.get_mut(target as usize) {
        *flag = true;
    }
    for x in snapshot.nearest_first.iter().filter(|x| **x != target) {
        if growth.holds_enough(*x, end)
            && growth.reaches(*x, end, &is_goal)
            && let Some(flag) = is_goal.get_mut(*x as usize)
        {
            *flag = true;
        }
    }
    is_goal
}

/// Those of the controllers of one party that none other controls; of a circle the first.
///
/// Who is controlled by another is never grown: whatever it controls, the other controls as well.
pub(super) fn tops(snapshot: &Snapshot, all: &[u32], bar: Bar, end: End) -> Vec<u32> {
    let mut growth = Growth::new(snapshot, bar);
    let mut is_below = vec![false; snapshot.nodes.len()];
    let locals: Vec<u32> = all
        .iter()
        .filter_map(|node| snapshot.local(*node))
        .collect();
    for x in &locals {
        if is_below.get(*x as usize) == Some(&true) {
            continue;
        }
        for y in growth.from(*x, end) {
            if let Some(flag) = is_below.get_mut(*y as usize) {
                *flag = true;
            }
        }
    }
    let is_top = |x: &&u32| is_below.get(**x as usize) == Some(&false);
    locals
        .iter()
        .filter(is_top)
        .map(|x| snapshot.global(*x))
        .collect()
}
