//! What one holder owns: everything below it, component by component, whoever holds before what is held.

use crate::circles::Circles;
use crate::graph::Node;
use crate::shares::{Parts, WHOLE};

use super::component::{Component, Inflow};
use super::stakes::Stakes;
use super::{IntegratedShare, share_range};

/// Solves for one holder after the other in the same memory.
pub(super) struct Solver<'a> {
    stakes: &'a Stakes,
    /// Where each node stands in `below`, valid where `stamp` is the current round.
    place: Vec<u32>,
    stamp: Vec<u32>,
    round: u32,
    /// The holder first, then whatever it holds through any number of layers.
    below: Vec<Company>,
    /// Where the holders of each company of `below` start in `inflows`.
    starts: Vec<u32>,
    inflows: Vec<Inflow>,
    circles: Circles,
    components: Vec<u32>,
    ends: Vec<u32>,
    n_steps: u64,
}

/// A company below the holder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Company {
    /// Local node.
    pub(super) node: u32,
    /// What arrives at the holder, from 0 to 1.
    pub(super) min: f64,
    pub(super) max: f64,
    /// What the holder has itself.
    direct: (u32, u32),
    /// What the lower ends of all holders leave, and what the company holds of itself.
    pub(super) free: Parts,
    pub(super) own: (Parts, Parts),
}

impl<'a> Solver<'a> {
    pub(super) fn new(stakes: &'a Stakes) -> Self {
        let n = stakes.n_nodes() as usize;
        Self {
            stakes,
            place: vec![0; n],
            stamp: vec![0; n],
            round: 0,
            below: Vec::new(),
            starts: Vec::new(),
            inflows: Vec::new(),
            circles: Circles::default(),
            components: Vec::new(),
            ends: Vec::new(),
            n_steps: 0,
        }
    }

    /// Holdings followed so far, for all holders together.
    pub(super) const fn n_steps(&self) -> u64 {
        self.n_steps
    }

    /// Solves for a holder; `false` where more lies below it than is followed: then there are no shares.
    pub(super) fn solve(&mut self, holder: u32, limit: usize) -> bool {
        if !self.gather(holder, limit) {
            self.below.clear();
            return false;
        }
        self.connect();
        self.order();
        let mut start = 0;
        for end in std::mem::take(&mut self.ends) {
            let members = self.components.get(start..end as usize).unwrap_or(&[]);
            start = end as usize;
            let mut component = Component {
                members,
                below: &mut self.below,
                starts: &self.starts,
                inflows: &self.inflows,
                n_steps: &mut self.n_steps,
            };
            component.solve();
        }
        true
    }

    /// The shares found by the last solution.
    pub(super) fn shares(&self, holder: u32) -> impl Iterator<Item = IntegratedShare> {
        let holder = Node(self.stakes.global(holder));
        let companies = self.below.iter().skip(1);
        companies
            .filter(|company| company.max > 0.0)
            .map(move |company| IntegratedShare {
                holder,
                company: Node(self.stakes.global(company.node)),
                direct: crate::shares::range(
                    Parts::from(company.direct.0),
                    Parts::from(company.direct.1),
                ),
                share: share_range(company.min, company.max),
            })
    }

    /// Everything below the holder; what comes back to it arrives there and is not followed again.
    fn gather(&mut self, holder: u32, limit: usize) -> bool {
        self.below.clear();
        self.round += 1;
        self.enter(holder, (0, 0));
        if let Some(first) = self.below.first_mut() {
            (first.min, first.max) = (1.0, 1.0);
        }
        let stakes = self.stakes;
        let mut done = 0;
        while let Some(node) = self.below.get(done).map(|company| company.node) {
            for stake in stakes.of_holder(node) {
                self.n_steps += 1;
                if self.is_below(stake.company) {
                    continue;
                }
                if self.below.len() > limit {
                    return false;
                }
                let direct = if done == 0 {
                    (stake.min, stake.max)
                } else {
                    (0, 0)
                };
                self.enter(stake.company, direct);
            }
            done += 1;
        }
        true
    }

    fn enter(&mut self, node: u32, direct: (u32, u32)) {
        let at = self.below.len() as u32;
        if let (Some(place), Some(stamp)) = (
            self.place.get_mut(node as usize),
            self.stamp.get_mut(node as usize),
        ) {
            (*place, *stamp) = (at, self.round);
        }
        self.below.push(Company {
            node,
            min: 0.0,
            max: 0.0,
            direct,
            free: self.stakes.free(node),
            own: self.stakes.own(node),
        });
    }

    fn is_below(&self, node: u32) -> bool {
        self.stamp.get(node as usize) == Some(&self.round)
    }

    /// Who holds each company, among the holder and what is below it.
    fn connect(&mut self) {
        let n = self.below.len();
        self.starts.clear();
        self.starts.resize(n + 1, 0);
        let stakes = self.stakes;
        let (stamp, place, round) = (&self.stamp, &self.place, self.round);
        let at = |node: u32| {
            let is_below = stamp.get(node as usize) == Some(&round);
            place
                .get(node as usize)
                .copied()
                .filter(|at| is_below && *at > 0)
        };
        for company in &self.below {
            for stake in stakes.of_holder(company.node) {
                if let Some(slot) =
                    at(stake.company).and_then(|at| self.starts.get_mut(at as usize + 1))
                {
                    *slot += 1;
                }
            }
        }
        let mut total = 0;
        for slot in &mut self.starts {
            total += *slot;
            *slot = total;
        }
        self.inflows.clear();
        self.inflows.resize(total as usize, Inflow::default());
        let mut next = self.starts.clone();
        for (from, company) in (0..).zip(&self.below) {
            for stake in stakes.of_holder(company.node) {
                let Some(place) = at(stake.company).and_then(|at| next.get_mut(at as usize)) else {
                    continue;
                };
                if let Some(slot) = self.inflows.get_mut(*place as usize) {
                    *slot = Inflow {
                        from,
                        min: f64::from(stake.min) / WHOLE as f64,
                        max: f64::from(stake.max) / WHOLE as f64,
                    };
                }
                *place += 1;
            }
        }
        self.n_steps += u64::from(total);
    }

    /// Components, whoever holds before what is held.
    fn order(&mut self) {
        let (starts, inflows) = (&self.starts, &self.inflows);
        let holder = |company: u32, at: u32| {
            let own = inflows.get(crate::graph::bounds(starts, company))?;
            own.get(at as usize).map(|inflow| inflow.from)
        };
        self.components.clear();
        self.ends.clear();
        let (components, ends) = (&mut self.components, &mut self.ends);
        self.circles
            .visit(self.below.len() as u32, holder, |members| {
                members.sort_unstable();
                // The holder itself is given.
                components.extend(members.iter().filter(|at| **at > 0));
                ends.push(components.len() as u32);
            });
    }
}
