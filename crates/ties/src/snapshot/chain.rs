//! What the register gives step by step of an interest that it also sums up: an indirect interest is not counted beside
//! the chain that leads to its holder.

use std::collections::HashMap;

use bongsu_model::Day;

use crate::graph::{Edge, NOBODY, TieGraph};
use crate::register::Directness;
use crate::rule::Counted;
use crate::shares::{Parts, WHOLE};

use super::Holding;

/// Who holds a party through those that hold it directly.
#[derive(Debug, Default)]
pub(super) struct Chain {
    pub(super) told: HashMap<u32, Told>,
    /// Whether there is more than was looked at.
    pub(super) is_cut: bool,
}

/// How much of a party is told by the chains of one holder: what the direct holders at their lower ends have.
///
/// A chain tells what its last step has: whether the steps before it give that to the holder is for control to say. So a
/// chain of which every step has a share tells it at both ends. A chain with a step of unknown share tells nothing at
/// the lower ends, where that step is nothing; at the upper ends it does where each step may be control.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    pub(super) lower: Parts,
    pub(super) upper: Parts,
}

/// How a holder is reached from below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Way {
    is_reached: bool,
    /// Each step has a share.
    is_known: bool,
    /// Each step may be a majority.
    may_control: bool,
}

/// Interests looked at for the chains behind indirect interests in one party.
const MAX_STEPS: usize = 8_192;

impl Chain {
    /// The chains above those that hold a party directly.
    pub(super) fn above(graph: &TieGraph, held: &[Holding], day: Day, counted: Counted) -> Self {
        let mut chain = Self::default();
        let mut n_left = MAX_STEPS;
        let mut ways: HashMap<u32, Way> = HashMap::new();
        let mut open: Vec<u32> = Vec::new();
        let direct = held
            .iter()
            .filter(|one| one.is_direct && one.holder != NOBODY);
        for last in direct {
            let Some(left) = n_left.checked_sub(1) else {
                chain.is_cut = true;
                return chain;
            };
            n_left = left;
            if graph.edges_into(last.holder).is_empty() {
                continue;
            }
            ways.clear();
            let start = Way {
                is_reached: true,
                is_known: last.min > 0,
                may_control: true,
            };
            ways.insert(last.holder, start);
            open.push(last.holder);
            while let Some(node) = open.pop() {
                let Some(left) = n_left.checked_sub(graph.edges_into(node).len()) else {
                    chain.is_cut = true;
                    return chain;
                };
                n_left = left;
                let way = ways.get(&node).copied().unwrap_or_default();
                let is_step = |edge: &&Edge| {
                    edge.directness != Directness::Indirect
                        && counted.counts(edge.kind)
                        && edge.span.holds(day)
                };
                let steps = || graph.edges_into(node).iter().filter(is_step);
                let sum: Parts = steps().map(Edge::min).sum();
                for step in steps().filter(|step| step.holder != NOBODY) {
                    let most = step.max().min(WHOLE.saturating_sub(sum - step.min()));
                    let before = ways.entry(step.holder).or_default();
                    let now = Way {
                        is_reached: true,
                        is_known: before.is_known || way.is_known && step.min() > 0,
                        may_control: before.may_control || way.may_control && most > WHOLE / 2,
                    };
                    if now != *before {
                        *before = now;
                        open.push(step.holder);
                    }
                }
            }
            for (holder, way) in ways.iter().filter(|(holder, _)| **holder != last.holder) {
                let told = chain.told.entry(*holder).or_default();
                if way.is_known {
                    told.lower += last.min;
                }
                if way.is_known || way.may_control {
                    told.upper += last.max;
                }
            }
        }
        chain
    }
}
