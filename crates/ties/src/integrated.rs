//! Integrated ownership: how much of a company a party owns in the end, directly and through others.
//!
//! Every share of the company is followed up to who holds it, to who holds that holder, and so on; the integrated
//! share is the part that arrives at the party. Circles are solved, not cut, and shares that a company holds of itself,
//! directly or through a circle, belong in the end to whoever else holds it (Brioschi, Buzzacchi, Colombo; Baldone).
//!
//! The lower end takes every share at its lower end. The upper end gives each company's shares, within their ranges
//! and never beyond the whole, to the holders through whom most of it arrives; nobody unnamed is taken for the party.
//! Where holders claim more than the whole, nobody is sure of more than what all the others leave.

use bongsu_model::{Certainty, ShareRange};

use crate::control::MAX_ABOVE;
use crate::graph::{Node, TieGraph};
use crate::rule::{Bar, IntegratedRule};
use crate::shares::{parts, range};
use crate::snapshot::{Nodes, everything_above};

mod component;
mod dense;
mod solve;
mod stakes;

use solve::Solver;
use stakes::Stakes;

/// How much of a company a party owns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntegratedShare {
    /// The party.
    pub holder: Node,
    /// The company.
    pub company: Node,
    /// What it holds itself.
    pub direct: ShareRange,
    /// What it owns in the end, with what others hold for it.
    pub share: ShareRange,
}

/// Integrated shares of one party or in one company.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Integrated {
    /// The shares, the largest first.
    pub shares: Vec<IntegratedShare>,
    /// Whether the search was cut at its limit: more may be owned than is shown.
    pub is_cut: bool,
}

/// Companies looked at below one holder.
const MAX_BELOW: usize = 200_000;

/// Holdings followed for all holders together.
const MAX_STEPS: u64 = 200_000_000;

/// Holdings followed for all holders of one company.
const MAX_STEPS_ONE: u64 = 5_000_000;

impl TieGraph {
    /// What a party owns in the end, of every company in which it has anything.
    pub fn integrated_of(&self, holder: Node, rule: &IntegratedRule) -> Integrated {
        let (mut nodes, is_cut) = self.everything_below(holder.0, rule);
        nodes.sort_unstable();
        let stakes = Stakes::of(self, Nodes::Some(nodes), rule);
        let mut solver = Solver::new(&stakes);
        let mut found = Integrated {
            is_cut,
            ..Integrated::default()
        };
        if let Some(local) = stakes.local(holder.0) {
            found.is_cut |= !solver.solve(local, MAX_BELOW);
            found.shares.extend(solver.shares(local));
        }
        found.order();
        found
    }

    /// Who owns a company in the end.
    pub fn integrated_in(&self, company: Node, rule: &IntegratedRule) -> Integrated {
        let (mut nodes, is_cut) = everything_above(self, &[company.0], rule.as_of, MAX_ABOVE);
        let by_nearness = nodes.clone();
        nodes.sort_unstable();
        let stakes = Stakes::of(self, Nodes::Some(nodes), rule);
        let mut solver = Solver::new(&stakes);
        let mut found = Integrated {
            is_cut,
            ..Integrated::default()
        };
        for holder in by_nearness.into_iter().filter(|node| *node != company.0) {
            if solver.n_steps() > MAX_STEPS_ONE {
                found.is_cut = true;
                break;
            }
            let Some(local) = stakes.local(holder) else {
                continue;
            };
            found.is_cut |= !solver.solve(local, MAX_BELOW);
            let shares = solver.shares(local);
            found
                .shares
                .extend(shares.filter(|one| one.company == company));
        }
        found.order();
        found
    }

    /// Visits every pair of holder and company in which the integrated share is enough, by holder and company; returns
    /// the holders of which not everything was followed.
    pub fn visit_integrated(
        &self,
        rule: &IntegratedRule,
        mut visit: impl FnMut(IntegratedShare, Certainty),
    ) -> Vec<Node> {
        let bar = Bar::new(rule.threshold, rule.strict);
        let stakes = Stakes::of(self, Nodes::All(self.n_parties() as u32), rule);
        let mut solver = Solver::new(&stakes);
        let mut cut = Vec::new();
        let mut found: Vec<IntegratedShare> = Vec::new();
        for holder in 0..self.n_parties() as u32 {
            if stakes.of_holder(holder).is_empty() {
                continue;
            }
            if solver.n_steps() > MAX_STEPS || !solver.solve(holder, MAX_BELOW) {
                cut.push(Node(holder));
                continue;
            }
            found.clear();
            found.extend(solver.shares(holder));
            found.sort_unstable_by_key(|one| one.company);
            for one in &found {
                if bar.is_met(parts(one.share.min())) {
                    visit(*one, Certainty::Certain);
                } else if bar.is_met(parts(one.share.max())) {
                    visit(*one, Certainty::Possible);
                }
            }
        }
        cut
    }

    /// A party and whatever it holds through any number of layers.
    fn everything_below(&self, root: u32, rule: &IntegratedRule) -> (Vec<u32>, bool) {
        let mut order = vec![root];
        let mut seen = std::collections::HashSet::from([root]);
        let mut done = 0;
        while let Some(node) = order.get(done).copied() {
            done += 1;
            for edge in self
                .edges_of(node)
                .filter(|edge| edge.span.holds(rule.as_of))
            {
                if !rule.counted.counts(edge.kind) || seen.contains(&edge.subject) {
                    continue;
                }
                if seen.len() > MAX_BELOW {
                    return (order, true);
                }
                seen.insert(edge.subject);
                order.push(edge.subject);
            }
        }
        (order, false)
    }
}

impl Integrated {
    fn order(&mut self) {
        self.shares.sort_by(|a, b| {
            let by_share = b.share.min().total_cmp(&a.share.min());
            by_share
                .then(b.share.max().total_cmp(&a.share.max()))
                .then((a.holder, a.company).cmp(&(b.holder, b.company)))
        });
    }
}

/// A range from numbers that may miss it by rounding.
fn share_range(min: f64, max: f64) -> ShareRange {
    let (min, max) = (parts(min), parts(max));
    range(min, max)
}
