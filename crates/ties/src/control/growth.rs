//! What one party controls, grown from what it holds enough of alone; and who controls one party.

use bongsu_model::Certainty;

use crate::graph::Node;
use crate::rule::Bar;
use crate::shares::Parts;
use crate::snapshot::{LinkKind, Rivals, Snapshot, Votes};

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
    marks: Vec<Mark>,
    round: u32,
    found: Vec<u32>,
    /// Votes and ties followed so far, for all controllers together.
    n_steps: u64,
    /// Whether a search ended before everybody was looked at.
    is_cut: bool,
}

/// What is known of a party in one round.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// The round in which the rest is valid.
    round: u32,
    /// Votes gathered.
    votes: u32,
    /// Rivals at the top of the list that belong to the group themselves.
    n_rivals_inside: u32,
    is_found: bool,
    is_influenced: bool,
}

impl<'a> Growth<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, bar: Bar) -> Self {
        Self {
            snapshot,
            bar,
            marks: vec![Mark::default(); snapshot.n_nodes() as usize],
            round: 0,
            found: Vec::new(),
            n_steps: 0,
            is_cut: false,
        }
    }

    /// Votes and ties followed so far, for all controllers together.
    pub(crate) const fn n_steps(&self) -> u64 {
        self.n_steps
    }

    /// What x controls, nearest first: whoever holds votes of a party stands before it.
    ///
    /// Arrangements that x is a member of are among them where the rule aggregates them: they hold for x.
    pub(crate) fn from(&mut self, x: u32, end: End) -> &[u32] {
        self.grow(x, end, |_| false);
        &self.found
    }

    /// Whether x controls one of the goals.
    fn reaches(&mut self, x: u32, end: End, is_goal: &[bool]) -> bool {
        self.grow(x, end, |y| is_goal.get(y as usize) == Some(&true))
    }

    /// Whether x may control anything: it holds enough of a party alone, or has a tie that is no vote.
    pub(crate) fn may_control(&self, x: u32, end: End) -> bool {
        let is_enough = |votes: &Votes| self.bar.is_met(Parts::from(share(votes, end)));
        self.snapshot.of_holder(x).iter().any(is_enough)
            || !self.snapshot.links.of_holder(x).is_empty()
    }

    /// Grows until nothing is left or a party found is enough.
    fn grow(&mut self, x: u32, end: End, is_enough: impl Fn(u32) -> bool) -> bool {
        self.found.clear();
        self.round += 1;
        if let Some(mark) = self.mark(x) {
            mark.is_found = true;
        }
        let snapshot = self.snapshot;
        let mut next = Some(x);
        let mut done = 0;
        while let Some(holder) = next {
            let before = self.found.len();
            let (held, links) = (snapshot.of_holder(holder), snapshot.links.of_holder(holder));
            self.n_steps += (held.len() + links.len() + 1) as u64;
            for votes in held {
                let share = share(votes, end);
                if share > 0 {
                    self.add(votes.subject, share, end);
                }
            }
            for link in links {
                self.tie(link.subject, link.kind, end);
            }
            let new = self.found.get(before..).unwrap_or(&[]);
            if new.iter().any(|y| is_enough(*y)) {
                return true;
            }
            next = self.found.get(done).copied();
            done += 1;
        }
        false
    }

    /// Adds votes in a party, which may become controlled.
    fn add(&mut self, subject: u32, share: u32, end: End) {
        let is_arrangement = self.snapshot.is_arrangement.get(subject as usize) == Some(&true);
        let bar = self.bar;
        let Some(mark) = self
            .mark(subject)
            .filter(|mark| !mark.is_found && !is_arrangement)
        else {
            return;
        };
        // Both are at most twice the whole: nobody holds more than the whole of a party.
        mark.votes = mark.votes.saturating_add(share);
        let is_influenced = mark.is_influenced;
        if bar.is_met(Parts::from(mark.votes)) || is_influenced && self.is_largest(subject, end) {
            self.find(subject);
        }
    }

    /// Follows a tie that is no vote.
    fn tie(&mut self, subject: u32, kind: LinkKind, end: End) {
        let Some(mark) = self.mark(subject).filter(|mark| !mark.is_found) else {
            return;
        };
        let is_enough = match kind {
            LinkKind::Member | LinkKind::Appoints => true,
            LinkKind::MayAppoint | LinkKind::Influences => {
                mark.is_influenced = true;
                end == End::Max || self.is_largest(subject, end)
            }
        };
        if is_enough {
            self.find(subject);
        }
    }

    fn find(&mut self, subject: u32) {
        if let Some(mark) = self.mark(subject) {
            mark.is_found = true;
            self.found.push(subject);
        }
    }

    /// Whether the group surely (at the lower end) or possibly holds more of a party than anybody else.
    ///
    /// Others count one by one. The group only grows, so that rivals once inside are never looked at again.
    fn is_largest(&mut self, subject: u32, end: End) -> bool {
        let snapshot = self.snapshot;
        let Some(rivals) = snapshot.links.rivals(subject) else {
            return false;
        };
        let list = match end {
            End::Min => &rivals.by_max,
            End::Max => &rivals.by_min,
        };
        let Some(mark) = self.mark(subject).copied() else {
            return false;
        };
        let mut inside = mark.n_rivals_inside as usize;
        while list
            .get(inside)
            .is_some_and(|rival| self.is_inside(rival.0))
        {
            inside += 1;
        }
        if let Some(mark) = self.mark(subject) {
            mark.n_rivals_inside = inside as u32;
        }
        let strongest = list.get(inside).map_or(0, |rival| rival.1);
        let own = Parts::from(mark.votes);
        match end {
            End::Min => own > strongest.max(unnamed(rivals)),
            End::Max => own > 0 && own >= strongest,
        }
    }

    fn is_inside(&self, node: u32) -> bool {
        let mark = self.marks.get(node as usize);
        mark.is_some_and(|mark| mark.round == self.round && mark.is_found)
    }

    /// The mark of a party, blank at its first use in a round.
    fn mark(&mut self, node: u32) -> Option<&mut Mark> {
        let round = self.round;
        let mark = self.marks.get_mut(node as usize)?;
        if mark.round != round {
            *mark = Mark {
                round,
                ..Mark::default()
            };
        }
        Some(mark)
    }
}

const fn share(votes: &Votes, end: End) -> u32 {
    match end {
        End::Min => votes.min,
        End::Max => votes.max,
    }
}

const fn unnamed(rivals: &Rivals) -> Parts {
    rivals.unnamed
}

/// Votes and ties followed to answer who controls one party.
pub(crate) const MAX_STEPS: u64 = 100_000_000;

/// Who controls a node of the graph, within a snapshot of what lies above it.
pub(crate) fn controllers_in(snapshot: &Snapshot, node: u32, bar: Bar) -> Vec<Controller> {
    controllers_within(snapshot, node, bar, MAX_STEPS).0
}

/// The same, and whether the search ended at so many steps: then there may be more.
pub(crate) fn controllers_within(
    snapshot: &Snapshot,
    node: u32,
    bar: Bar,
    max_steps: u64,
) -> (Vec<Controller>, bool) {
    let is_target = |local: &u32| snapshot.is_arrangement.get(*local as usize) != Some(&true);
    let Some(target) = snapshot.local(node).filter(is_target) else {
        return (Vec::new(), false);
    };
    let mut growth = Growth::new(snapshot, bar);
    let certain = controllers_at(target, &mut growth, End::Min, max_steps / 2);
    let possible = if snapshot.is_exact {
        certain.clone()
    } else {
        controllers_at(target, &mut growth, End::Max, max_steps)
    };
    let is_cut = growth.is_cut;
    let mut found: Vec<Controller> = (0..)
        .zip(certain.into_iter().zip(possible))
        .filter(|(local, _)| *local != target)
        .filter_map(|(local, (is_certain, is_possible))| {
            let certainty = if is_certain {
                Certainty::Certain
            } else {
                Certainty::Possible
            };
            (is_certain || is_possible).then_some(Controller {
                node: Node(snapshot.global(local)),
                certainty,
            })
        })
        .collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.certainty), one.node));
    (found, is_cut)
}

/// Whether each local node controls the target (which is set as well), at one end of the ranges.
///
/// Who controls a controller controls the target, so that a search ends at the first one known.
fn controllers_at(target: u32, growth: &mut Growth<'_>, end: End, max_steps: u64) -> Vec<bool> {
    let snapshot = growth.snapshot;
    let mut is_goal = vec![false; snapshot.n_nodes() as usize];
    if let Some(flag) = is_goal.get_mut(target as usize) {
        *flag = true;
    }
    for x in snapshot.nearest_first.iter().filter(|x| **x != target) {
        if growth.n_steps > max_steps {
            growth.is_cut = true;
            break;
        }
        if growth.may_control(*x, end)
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
    let mut is_below = vec![false; snapshot.n_nodes() as usize];
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
