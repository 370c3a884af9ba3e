//! What parties control inside a cone, grown from what they hold; memory and steps are those of one question.

use std::collections::BTreeSet;

use bongsu_model::Certainty;

use crate::rule::Bar;
use crate::shares::Parts;

use super::Cone;

/// Which end of the ranges is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Min,
    Max,
}

/// Holdings that a further proof may not lean on, as (holder, subject) by local index.
pub(crate) type Banned = BTreeSet<(u32, u32)>;

/// Votes gathered and parties found, valid where the stamp is the current round.
#[derive(Debug)]
pub(super) struct Memory {
    votes: Vec<Parts>,
    stamp: Vec<u32>,
    is_found: Vec<bool>,
    round: u32,
    found: Vec<u32>,
    n_left: usize,
    is_spent: bool,
}

impl Memory {
    pub(super) const fn new(n_steps: usize) -> Self {
        Self {
            votes: Vec::new(),
            stamp: Vec::new(),
            is_found: Vec::new(),
            round: 0,
            found: Vec::new(),
            n_left: n_steps,
            is_spent: false,
        }
    }

    pub(super) fn resize(&mut self, n: usize) {
        self.votes.resize(n, 0);
        self.stamp.resize(n, 0);
        self.is_found.resize(n, false);
    }

    pub(super) const fn is_spent(&self) -> bool {
        self.is_spent
    }

    /// Whether a step may still be made.
    const fn take(&mut self) -> bool {
        if self.n_left == 0 {
            self.is_spent = true;
            return false;
        }
        self.n_left -= 1;
        true
    }

    fn begin(&mut self) {
        self.found.clear();
        self.round += 1;
    }

    /// A party that stands in the round from the start and gathers no votes.
    fn start_with(&mut self, at: u32) {
        let at = at as usize;
        if let (Some(stamp), Some(is_found)) = (self.stamp.get_mut(at), self.is_found.get_mut(at)) {
            (*stamp, *is_found) = (self.round, true);
        }
    }

    /// Adds votes in a party; whether they were the ones that were missing.
    fn add(&mut self, at: u32, share: Parts, bar: Bar) -> bool {
        let at = at as usize;
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
        if *is_found {
            return false;
        }
        *votes += share;
        *is_found = bar.is_met(*votes);
        *is_found
    }
}

impl Cone<'_> {
    /// What the roots reach together, nearest first. An arrangement is controlled by none alone; listed parties
    /// reach it in aggregate.
    pub(crate) fn reach(
        &mut self,
        roots: &[u32],
        bar: Bar,
        end: End,
        is_aggregate: bool,
    ) -> Vec<u32> {
        self.grow(roots, (bar, end, is_aggregate), &Banned::new(), |_| false);
        self.memory.found.clone()
    }

    /// What one party controls without some holdings, until a party is found.
    pub(crate) fn control(
        &mut self,
        root: u32,
        target: u32,
        by: (Bar, End),
        banned: &Banned,
    ) -> Option<Vec<u32>> {
        let (bar, end) = by;
        let is_there = self.grow(&[root], (bar, end, false), banned, |at| at == target);
        is_there.then(|| self.memory.found.clone())
    }

    /// Those of the parties above one that control it, in the order given.
    ///
    /// Who controls a controller controls the party: a search ends at the first one known. Who can only act through
    /// one party that does not reach it, or is controlled by one that does not, does not reach it either; so long
    /// chains cost one step a layer, and circles one round.
    pub(super) fn reaching(&mut self, target: u32, order: &[u32], bar: Bar, end: End) -> Vec<u32> {
        let n = self.nodes.len();
        let (mut is_goal, mut is_known) = (vec![false; n], vec![false; n]);
        let set = |flags: &mut Vec<bool>, at: u32| {
            if let Some(flag) = flags.get_mut(at as usize) {
                *flag = true;
            }
        };
        let is = |flags: &Vec<bool>, at: u32| flags.get(at as usize) == Some(&true);
        set(&mut is_goal, target);
        let mut out = Vec::new();
        for x in order.iter().copied() {
            if is(&is_known, x) {
                continue;
            }
            let votes = self.of_holder(x);
            let is_enough = |votes: &super::Votes| bar.is_met(Parts::from(end.of(*votes)));
            let is_open = |votes: &super::Votes| {
                self.is_arrangement.get(votes.subject as usize) != Some(&true)
            };
            let holds_enough = votes.iter().any(is_enough);
            let holds_goal = |votes: &super::Votes| {
                is_enough(votes) && is_open(votes) && is(&is_goal, votes.subject)
            };
            if votes.iter().any(holds_goal) {
                set(&mut is_known, x);
                set(&mut is_goal, x);
                out.push(x);
                continue;
            }
            let only = match votes {
                [one] => Some(one.subject),
                _ => None,
            };
            let fails_with = only
                .is_some_and(|only| only != target && is(&is_known, only) && !is(&is_goal, only));
            let reaches = holds_enough
                && !fails_with
                && self.grow(&[x], (bar, end, false), &Banned::new(), |at| {
                    is(&is_goal, at)
                });
            set(&mut is_known, x);
            if reaches {
                set(&mut is_goal, x);
                out.push(x);
            } else if holds_enough && !fails_with && !self.memory.is_spent() {
                // Whatever they control, x controls as well.
                self.memory
                    .found
                    .iter()
                    .for_each(|found| set(&mut is_known, *found));
            }
        }
        out
    }

    /// Grows until nothing is left or a party found is enough.
    fn grow(
        &mut self,
        roots: &[u32],
        (bar, end, is_aggregate): (Bar, End, bool),
        banned: &Banned,
        is_enough: impl Fn(u32) -> bool,
    ) -> bool {
        let mut memory = std::mem::replace(&mut self.memory, Memory::new(0));
        memory.begin();
        for root in roots {
            memory.start_with(*root);
        }
        let mut is_done = false;
        let mut done = 0;
        'all: loop {
            let holder = match roots.get(done) {
                Some(root) => *root,
                None => match memory.found.get(done - roots.len()) {
                    Some(found) => *found,
                    None => break,
                },
            };
            done += 1;
            for votes in self.of_holder(holder) {
                if !memory.take() {
                    break 'all;
                }
                let share = Parts::from(end.of(*votes));
                let is_shut =
                    !is_aggregate && self.is_arrangement.get(votes.subject as usize) == Some(&true);
                if share == 0 || is_shut || banned.contains(&(holder, votes.subject)) {
                    continue;
                }
                if memory.add(votes.subject, share, bar) {
                    memory.found.push(votes.subject);
                    if is_enough(votes.subject) {
                        is_done = true;
                        break 'all;
                    }
                }
            }
        }
        self.memory = memory;
        is_done
    }
}

impl End {
    const fn of(self, votes: super::Votes) -> u32 {
        match self {
            Self::Min => votes.min,
            Self::Max => votes.max,
        }
    }

    /// The end at which an answer is so certain.
    pub(crate) const fn at(certainty: Certainty) -> Self {
        match certainty {
            Certainty::Certain => Self::Min,
            Certainty::Possible | Certainty::Unknown => Self::Max,
        }
    }
}
