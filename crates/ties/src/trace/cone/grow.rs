//! What parties control inside a cone, grown from what they hold; memory and steps are those of one question.

use std::collections::BTreeSet;

use bongsu_model::Certainty;

use crate::rule::Bar;
use crate::shares::Parts;
use crate::snapshot::{Link, LinkKind, Links};

use super::Cone;

/// Which end of the ranges is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Min,
    Max,
}

/// Holdings that a further proof may not lean on, as (holder, subject) by local index.
pub(crate) type Banned = BTreeSet<(u32, u32)>;

/// Votes gathered and parties found, valid where the round is the current one.
#[derive(Debug)]
pub(super) struct Memory {
    marks: Vec<Mark>,
    round: u32,
    found: Vec<u32>,
    n_left: usize,
    is_spent: bool,
}

/// What is known of a party in one round.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// The round in which the rest is valid.
    round: u32,
    votes: Parts,
    /// Rivals at the top of the list that belong to the group themselves.
    n_rivals_inside: u32,
    is_found: bool,
    is_influenced: bool,
}

impl Memory {
    pub(super) const fn new(n_steps: usize) -> Self {
        Self {
            marks: Vec::new(),
            round: 0,
            found: Vec::new(),
            n_left: n_steps,
            is_spent: false,
        }
    }

    pub(super) fn resize(&mut self, n: usize) {
        self.marks.resize(n, Mark::default());
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
        if let Some(mark) = self.mark(at) {
            mark.is_found = true;
        }
    }

    /// The mark of a party, blank at its first use in a round.
    fn mark(&mut self, at: u32) -> Option<&mut Mark> {
        let round = self.round;
        let mark = self.marks.get_mut(at as usize)?;
        if mark.round != round {
            *mark = Mark {
                round,
                ..Mark::default()
            };
        }
        Some(mark)
    }

    /// Adds votes in a party; whether they were the ones that were missing.
    fn add(&mut self, at: u32, share: Parts, (bar, end): (Bar, End), links: &Links) -> bool {
        let Some(mark) = self.mark(at).filter(|mark| !mark.is_found) else {
            return false;
        };
        mark.votes += share;
        let (votes, is_influenced) = (mark.votes, mark.is_influenced);
        let is_found = bar.is_met(votes) || is_influenced && self.is_largest(at, end, links);
        self.set(at, is_found)
    }

    /// Follows a tie that is no vote; whether the party is found by it.
    fn tie(&mut self, link: Link, end: End, links: &Links) -> bool {
        let at = link.subject;
        let Some(mark) = self.mark(at).filter(|mark| !mark.is_found) else {
            return false;
        };
        let is_found = match link.kind {
            LinkKind::Member | LinkKind::Appoints => true,
            LinkKind::MayAppoint | LinkKind::Influences => {
                mark.is_influenced = true;
                end == End::Max || self.is_largest(at, end, links)
            }
        };
        self.set(at, is_found)
    }

    fn set(&mut self, at: u32, is_found: bool) -> bool {
        if let Some(mark) = self.mark(at).filter(|_| is_found) {
            mark.is_found = true;
        }
        is_found
    }

    /// Whether the group surely (at the lower end) or possibly holds more of a party than anybody else.
    ///
    /// The group only grows, so that rivals once inside are never looked at again.
    fn is_largest(&mut self, at: u32, end: End, links: &Links) -> bool {
        let (Some(rivals), Some(mark)) = (links.rivals(at), self.mark(at).copied()) else {
            return false;
        };
        let list = match end {
            End::Min => &rivals.by_max,
            End::Max => &rivals.by_min,
        };
        let mut inside = mark.n_rivals_inside as usize;
        while list
            .get(inside)
            .is_some_and(|rival| self.is_inside(rival.0))
        {
            inside += 1;
        }
        if let Some(mark) = self.mark(at) {
            mark.n_rivals_inside = inside as u32;
        }
        let strongest = list.get(inside).map_or(0, |rival| rival.1);
        match end {
            End::Min => mark.votes > strongest.max(rivals.unnamed),
            End::Max => mark.votes > 0 && mark.votes >= strongest,
        }
    }

    fn is_inside(&self, at: u32) -> bool {
        let mark = self.marks.get(at as usize);
        mark.is_some_and(|mark| mark.round == self.round && mark.is_found)
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
            let has_links = !self.links.of_holder(x).is_empty();
            let holds_enough = has_links || votes.iter().any(is_enough);
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
                [one] if !has_links => Some(one.subject),
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
                if memory.add(votes.subject, share, (bar, end), &self.links) {
                    memory.found.push(votes.subject);
                    if is_enough(votes.subject) {
                        is_done = true;
                        break 'all;
                    }
                }
            }
            let links = self.links.of_holder(holder).iter();
            for link in links.filter(|link| !banned.contains(&(holder, link.subject))) {
                if !memory.take() {
                    break 'all;
                }
                if memory.tie(*link, end, &self.links) {
                    memory.found.push(link.subject);
                    if is_enough(link.subject) {
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
