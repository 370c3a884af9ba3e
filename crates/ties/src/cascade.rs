//! The ownership cascade: listed parties reach a party when they hold enough of it in aggregate, through parties
//! that are themselves reached. Each step is all or nothing; shares are not multiplied.

use bongsu_model::Certainty;

use crate::control::End;
use crate::graph::{Node, TieGraph};
use crate::rule::CascadeRule;
use crate::shares::Parts;
use crate::snapshot::Snapshot;

/// A party that listed parties reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blocked {
    /// Which.
    pub node: Node,
    /// Certain or possible.
    pub certainty: Certainty,
}

impl TieGraph {
    /// Every party that the listed parties reach, themselves left out, by party.
    pub fn cascade(&self, listed: &[Node], rule: &CascadeRule) -> Vec<Blocked> {
        self.cascade_of(listed, &[], rule)
    }

    /// The same where some are possibly the listed parties that are meant: what these add is possible.
    pub fn cascade_of(
        &self,
        listed: &[Node],
        perhaps: &[Node],
        rule: &CascadeRule,
    ) -> Vec<Blocked> {
        let snapshot = Snapshot::whole(self, &rule.terms());
        let local = |nodes: &[Node]| -> Vec<u32> {
            let nodes = nodes.iter();
            nodes.filter_map(|node| snapshot.local(node.0)).collect()
        };
        let seeds = local(listed);
        let certain = reach(&snapshot, &seeds, rule, End::Min);
        let mut sorted = certain.clone();
        sorted.sort_unstable();
        let mut out: Vec<Blocked> = certain
            .iter()
            .map(|y| Blocked {
                node: Node(snapshot.global(*y)),
                certainty: Certainty::Certain,
            })
            .collect();
        let possible = if snapshot.is_exact && perhaps.is_empty() {
            Vec::new()
        } else {
            let all = [seeds, local(perhaps)].concat();
            reach(&snapshot, &all, rule, End::Max)
        };
        out.extend(
            possible
                .into_iter()
                .filter(|y| sorted.binary_search(y).is_err())
                .map(|y| Blocked {
                    node: Node(snapshot.global(y)),
                    certainty: Certainty::Possible,
                }),
        );
        out.sort_unstable();
        out
    }
}

/// What the seeds reach together, nearest first.
pub(crate) fn reach(snapshot: &Snapshot, seeds: &[u32], rule: &CascadeRule, end: End) -> Vec<u32> {
    let bar = rule.bar();
    let n = snapshot.n_nodes() as usize;
    let (mut votes, mut is_in): (Vec<Parts>, Vec<bool>) = (vec![0; n], vec![false; n]);
    let mut order: Vec<u32> = Vec::new();
    for seed in seeds {
        if let Some(flag) = is_in.get_mut(*seed as usize).filter(|flag| !**flag) {
            *flag = true;
            order.push(*seed);
        }
    }
    let n_seeds = order.len();
    let mut done = 0;
    while let Some(holder) = order.get(done).copied() {
        done += 1;
        for held in snapshot.of_holder(holder) {
            let at = held.subject as usize;
            let (Some(sum), Some(flag)) = (votes.get_mut(at), is_in.get_mut(at)) else {
                continue;
            };
            *sum += Parts::from(if end == End::Min { held.min } else { held.max });
            if !*flag && bar.is_met(*sum) {
                *flag = true;
                order.push(held.subject);
            }
        }
    }
    order.split_off(n_seeds)
}
