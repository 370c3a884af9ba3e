//! One circle of companies, or one company by itself: what arrives at the holder, at both ends of the ranges.
//!
//! The lower end is a linear system. The upper end is the least solution of "give each company's shares to those
//! through whom most arrives": a choice is fixed, its linear system solved, and the choice made again until it stays.

use crate::graph::bounds;
use crate::shares::{Parts, WHOLE};

use super::dense;
use super::solve::Company;

/// Who holds a company, by place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Inflow {
    pub(super) from: u32,
    pub(super) min: f64,
    pub(super) max: f64,
}

impl Inflow {
    fn is_exact(&self) -> bool {
        self.max - self.min < CLOSE
    }
}

/// A component while it is solved.
pub(super) struct Component<'a> {
    /// Sorted.
    pub(super) members: &'a [u32],
    pub(super) below: &'a mut [Company],
    pub(super) starts: &'a [u32],
    pub(super) inflows: &'a [Inflow],
    pub(super) n_steps: &'a mut u64,
}

/// Members of a circle up to which it is solved as a dense system.
const MAX_DENSE: usize = 128;

/// Holdings followed while sweeping over a circle at one end.
const MAX_SWEEP_STEPS: u64 = 10_000_000;

/// What choosing the shares of one holder costs, in holdings followed.
const CHOICE_COST: u64 = 8;

/// Choices of shares tried for the upper end.
const MAX_CHOICES: usize = 100;

/// What is not worth another sweep.
const CLOSE: f64 = 1e-12;

/// What is added to an upper end that sweeps came close to.
const MARGIN: f64 = 1e-9;

/// What is less than a part of a billion is nothing.
const SMALLEST_PART: f64 = 0.5e-9;

/// Shares of a company as a choice gives them: by place of the holder, in parts of what others hold.
type Weights = Vec<(u32, f64)>;

impl Component<'_> {
    pub(super) fn solve(&mut self) {
        if let [alone] = self.members {
            let at = *alone;
            *self.n_steps += CHOICE_COST * (self.inflows(at).len() as u64 + 1);
            let min = value(&self.lower_weights(at), |from| self.min(from));
            let max = value(&self.upper_weights(at), |from| self.max(from));
            self.set_min(at, min);
            self.set_max(at, max.max(min));
            return;
        }
        if self.members.is_empty() {
            return;
        }
        self.lower();
        for at in self.members.iter().copied() {
            let min = self.min(at);
            self.set_max(at, min);
        }
        if !self.is_exact() {
            self.upper();
        }
    }

    /// The lower ends: every share at its lower end.
    fn lower(&mut self) {
        let rows: Vec<Weights> = self
            .members
            .iter()
            .map(|at| self.lower_weights(*at))
            .collect();
        if let Some(solution) = self.solved(&rows, |company| company.min) {
            for (at, min) in self.members.iter().copied().zip(solution) {
                self.set_min(at, min);
            }
            return;
        }
        // From below: wherever the sweeps end, the lower end is not too high.
        let last = *self.n_steps + MAX_SWEEP_STEPS;
        while *self.n_steps < last {
            let mut change: f64 = 0.0;
            for (at, row) in self.members.iter().copied().zip(&rows) {
                let new = value(row, |from| self.min(from));
                change = change.max(new - self.min(at));
                self.set_min(at, new);
                *self.n_steps += row.len() as u64 + 1;
            }
            if change < CLOSE {
                break;
            }
        }
    }

    /// The upper ends, from the lower ones on: each sweep and each choice can only raise them.
    fn upper(&mut self) {
        let n_choices = if self.members.len() > MAX_DENSE {
            0
        } else {
            MAX_CHOICES
        };
        for _ in 0..n_choices {
            let mut change: f64 = 0.0;
            let rows: Vec<Weights> = self
                .members
                .iter()
                .map(|at| self.upper_weights(*at))
                .collect();
            let solution = self.solved(&rows, |company| company.max);
            for (place, at) in self.members.iter().copied().enumerate() {
                let row = rows.get(place).map_or(&[][..], Vec::as_slice);
                *self.n_steps += CHOICE_COST * (row.len() as u64 + 1);
                let swept = value(row, |from| self.max(from));
                let solved = solution.as_ref().and_then(|all| all.get(place)).copied();
                let new = swept.max(solved.unwrap_or(0.0)).max(self.max(at)).min(1.0);
                change = change.max(new - self.max(at));
                self.set_max(at, new);
            }
            if change < CLOSE && solution.is_some() {
                return;
            }
        }
        self.sweep_upper();
    }

    /// Sweeps alone, for circles too large to be solved at once.
    fn sweep_upper(&mut self) {
        let last = *self.n_steps + MAX_SWEEP_STEPS;
        while *self.n_steps < last {
            let mut change: f64 = 0.0;
            for at in self.members.iter().copied() {
                let row = self.upper_weights(at);
                *self.n_steps += CHOICE_COST * (row.len() as u64 + 1);
                let new = value(&row, |from| self.max(from)).clamp(self.max(at), 1.0);
                change = change.max(new - self.max(at));
                self.set_max(at, new);
            }
            if change < CLOSE {
                for at in self.members.iter().copied() {
                    let max = self.max(at);
                    self.set_max(at, (max + MARGIN).min(1.0));
                }
                return;
            }
        }
        // Not settled: the whole is the only bound left.
        for at in self.members.iter().copied() {
            self.set_max(at, 1.0);
        }
    }

    /// The linear system of fixed shares; `None` where it is too large or has no one solution.
    fn solved(&self, rows: &[Weights], known: impl Fn(&Company) -> f64) -> Option<Vec<f64>> {
        let n = rows.len();
        if n > MAX_DENSE {
            return None;
        }
        let mut matrix = vec![0.0; n * n];
        let mut given = vec![0.0; n];
        for (row, weights) in rows.iter().enumerate() {
            *matrix.get_mut(row * n + row)? += 1.0;
            for (from, weight) in weights {
                match self.members.binary_search(from) {
                    Ok(column) => {
                        *matrix.get_mut(row * n + column)? -= weight;
                    }
                    Err(_) => {
                        *given.get_mut(row)? += weight * known(self.below.get(*from as usize)?);
                    }
                }
            }
        }
        let solution = dense::solve(matrix, given)?;
        let is_share = |value: &f64| (-CLOSE..=1.0 + MARGIN).contains(value);
        solution
            .iter()
            .all(is_share)
            .then(|| solution.iter().map(|value| value.clamp(0.0, 1.0)).collect())
    }

    /// Every share at its lower end, own shares cancelled.
    fn lower_weights(&self, at: u32) -> Weights {
        let own = self.company(at).map_or(0, |company| company.own.0);
        let others = part(WHOLE.saturating_sub(own));
        let weight = |inflow: &Inflow| (inflow.from, inflow.min / others);
        let sure = self.inflows(at).iter().filter(|inflow| inflow.min > 0.0);
        if others > 0.0 {
            sure.map(weight).collect()
        } else {
            Vec::new()
        }
    }

    /// The shares that make most arrive: what is free goes to the best holders first, within their ranges.
    ///
    /// Own shares are worth what the company itself is worth, so that the choice is made again until it stays.
    fn upper_weights(&self, at: u32) -> Weights {
        let Some(company) = self.company(at) else {
            return Vec::new();
        };
        if company.own.0 == company.own.1 && self.inflows(at).iter().all(Inflow::is_exact) {
            return self.lower_weights(at);
        }
        let mut order: Vec<&Inflow> = self.inflows(at).iter().collect();
        order.sort_by(|a, b| {
            let by_worth = self.max(b.from).total_cmp(&self.max(a.from));
            by_worth.then(a.from.cmp(&b.from))
        });
        let mut best = Weights::new();
        let mut worth = 0.0;
        for _ in 0..MAX_CHOICES {
            let weights = self.choice(company, &order, worth);
            let new = value(&weights, |from| self.max(from));
            if new <= worth + CLOSE && !best.is_empty() {
                break;
            }
            (best, worth) = (weights, new);
        }
        best
    }

    /// What is free goes to those worth more than the company, then to itself, then to the rest.
    fn choice(&self, company: &Company, order: &[&Inflow], worth: f64) -> Weights {
        let mut own = part(company.own.0);
        let mut own_room = part(company.own.1) - own;
        let mut free = part(company.free.saturating_sub(company.own.0));
        let mut weights = Weights::with_capacity(order.len());
        for inflow in order {
            if own_room > 0.0 && self.max(inflow.from) <= worth {
                let more = own_room.min(free);
                (own, free, own_room) = (own + more, free - more, 0.0);
            }
            let more = (inflow.max - inflow.min).clamp(0.0, free);
            free -= more;
            weights.push((inflow.from, inflow.min + more));
        }
        let others = 1.0 - own - own_room.min(free);
        weights.retain(|(_, weight)| *weight > 0.0);
        for (_, weight) in &mut weights {
            *weight = if others > SMALLEST_PART {
                *weight / others
            } else {
                0.0
            };
        }
        weights
    }

    /// Whether nothing of the component, or of what it is held by, has a range.
    fn is_exact(&self) -> bool {
        let exact = |a: f64, b: f64| (a - b).abs() < CLOSE;
        let is_known = |from: u32| {
            self.members.binary_search(&from).is_ok() || exact(self.min(from), self.max(from))
        };
        self.members.iter().all(|at| {
            let own = self.company(*at).map_or((0, 0), |company| company.own);
            own.0 == own.1
                && self
                    .inflows(*at)
                    .iter()
                    .all(|inflow| inflow.is_exact() && is_known(inflow.from))
        })
    }

    fn inflows(&self, at: u32) -> &[Inflow] {
        self.inflows.get(bounds(self.starts, at)).unwrap_or(&[])
    }

    fn company(&self, at: u32) -> Option<&Company> {
        self.below.get(at as usize)
    }

    fn min(&self, at: u32) -> f64 {
        self.company(at).map_or(0.0, |company| company.min)
    }

    fn max(&self, at: u32) -> f64 {
        self.company(at).map_or(0.0, |company| company.max)
    }

    fn set_min(&mut self, at: u32, value: f64) {
        if let Some(company) = self.below.get_mut(at as usize) {
            company.min = value.clamp(0.0, 1.0);
        }
    }

    fn set_max(&mut self, at: u32, value: f64) {
        if let Some(company) = self.below.get_mut(at as usize) {
            company.max = value.clamp(0.0, 1.0);
        }
    }
}

/// What arrives through shares of these holders.
fn value(weights: &[(u32, f64)], of: impl Fn(u32) -> f64) -> f64 {
    weights
        .iter()
        .map(|(from, weight)| weight * of(*from))
        .sum()
}

fn part(parts: Parts) -> f64 {
    parts as f64 / WHOLE as f64
}
