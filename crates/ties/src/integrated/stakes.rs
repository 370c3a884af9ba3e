//! Shares on one day that do not contradict each other: what a register claims beyond the whole is sure for nobody.

use std::collections::HashMap;

use crate::graph::{NOBODY, TieGraph, bounds};
use crate::rule::IntegratedRule;
use crate::shares::{Parts, ROUNDING, WHOLE};
use crate::snapshot::{Nodes, Reader};

/// Shares in rows by holder; nodes are local.
#[derive(Debug)]
pub(super) struct Stakes {
    nodes: Nodes,
    starts: Vec<u32>,
    rows: Vec<Stake>,
    /// What the lower ends of all holders of a company leave, its own shares aside.
    free: Vec<u32>,
    /// What companies hold of themselves.
    own: HashMap<u32, (u32, u32)>,
}

/// What a holder has of a company.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stake {
    pub(super) company: u32,
    pub(super) min: u32,
    pub(super) max: u32,
}

/// One of those who claim a part of a company.
#[derive(Clone, Copy)]
struct Claim {
    /// Local; [`NOBODY`] for one outside.
    holder: u32,
    is_own: bool,
    min: Parts,
    max: Parts,
}

impl Stakes {
    pub(super) fn of(graph: &TieGraph, nodes: Nodes, rule: &IntegratedRule) -> Self {
        let n = nodes.len();
        let mut entries: Vec<(u32, Stake)> = Vec::new();
        let mut starts = vec![0_u32; n as usize + 1];
        let mut free = Vec::with_capacity(n as usize);
        let mut own = HashMap::new();
        let mut reader = Reader::default();
        let mut claims: Vec<Claim> = Vec::new();
        for company in 0..n {
            let node = nodes.global(company);
            claims.clear();
            claims.extend(own_claim(graph, node, rule));
            let held = reader.read(graph, node, rule.as_of, rule.counted);
            claims.extend(held.iter().map(|holding| {
                // What may be held through others of the claimants is no claim beside theirs.
                let (lower, upper) = (holding.lower(), holding.upper());
                let min = lower.min(upper).max(holding.direct().0);
                Claim {
                    holder: nodes.local(holding.holder).unwrap_or(NOBODY),
                    is_own: false,
                    min,
                    max: upper.max(min),
                }
            }));
            reconcile(&mut claims);
            let mut left = WHOLE;
            for claim in &claims {
                let (min, max) = (claim.min as u32, claim.max as u32);
                if claim.is_own {
                    own.insert(company, (min, max));
                    continue;
                }
                left = left.saturating_sub(claim.min);
                if claim.holder == NOBODY || max == 0 {
                    continue;
                }
                entries.push((claim.holder, Stake { company, min, max }));
                if let Some(slot) = starts.get_mut(claim.holder as usize + 1) {
                    *slot += 1;
                }
            }
            free.push(left as u32);
        }
        let mut total = 0;
        for slot in &mut starts {
            total += *slot;
            *slot = total;
        }
        let rows = by_holder(&starts, &entries);
        Self {
            nodes,
            starts,
            rows,
            free,
            own,
        }
    }

    pub(super) fn n_nodes(&self) -> u32 {
        self.nodes.len()
    }

    pub(super) fn local(&self, node: u32) -> Option<u32> {
        self.nodes.local(node)
    }

    pub(super) fn global(&self, local: u32) -> u32 {
        self.nodes.global(local)
    }

    /// What a holder has, by company.
    pub(super) fn of_holder(&self, holder: u32) -> &[Stake] {
        self.rows.get(bounds(&self.starts, holder)).unwrap_or(&[])
    }

    /// What the lower ends of all holders of a company leave.
    pub(super) fn free(&self, company: u32) -> Parts {
        Parts::from(self.free.get(company as usize).copied().unwrap_or(0))
    }

    /// What a company holds of itself.
    pub(super) fn own(&self, company: u32) -> (Parts, Parts) {
        let (min, max) = self.own.get(&company).copied().unwrap_or_default();
        (Parts::from(min), Parts::from(max))
    }
}

/// What a company holds of itself on the day.
fn own_claim(graph: &TieGraph, node: u32, rule: &IntegratedRule) -> Option<Claim> {
    let start = graph.own.partition_point(|edge| edge.subject < node);
    let own = graph.own.get(start..).unwrap_or(&[]).iter();
    let mut claim = Claim {
        holder: NOBODY,
        is_own: true,
        min: 0,
        max: 0,
    };
    for edge in own
        .take_while(|edge| edge.subject == node)
        .filter(|edge| edge.span.holds(rule.as_of) && rule.counted.counts(edge.kind))
    {
        // Own shares and own votes are the same shares; a register seldom gives more than one row.
        claim.min = claim.min.max(edge.min());
        claim.max = claim.max.max(edge.max());
    }
    (claim.max > 0).then_some(claim)
}

/// Claims that can be true together: rounding is taken back, and of claims beyond the whole each is sure only of what
/// all the others leave.
fn reconcile(claims: &mut [Claim]) {
    let sum: Parts = claims.iter().map(|claim| claim.min).sum();
    for claim in claims {
        let others = sum - claim.min;
        if sum > WHOLE + ROUNDING {
            claim.min = claim.min.min(WHOLE.saturating_sub(others));
            claim.max = claim.max.min(WHOLE);
        } else if sum > WHOLE {
            // Whole parts, rounded down: together they stay within the whole.
            claim.min = claim.min * WHOLE / sum;
            claim.max = claim.min;
        } else {
            claim.max = claim.max.min(WHOLE - others).max(claim.min);
        }
    }
}

fn by_holder(starts: &[u32], entries: &[(u32, Stake)]) -> Vec<Stake> {
    let nothing = Stake {
        company: NOBODY,
        min: 0,
        max: 0,
    };
    let mut stakes = vec![nothing; entries.len()];
    let mut next = starts.to_vec();
    for (holder, stake) in entries {
        let Some(place) = next.get_mut(*holder as usize) else {
            continue;
        };
        if let Some(slot) = stakes.get_mut(*place as usize) {
            *slot = *stake;
        }
        *place += 1;
    }
    stakes
}
