//! Soft ties of trade and holdings: supplies, stakes, holders in common.

use bongsu_model::Day;

use crate::graph::{NOBODY, Node, TieGraph};
use crate::shares::{Parts, range};
use crate::snapshot::Holding;

use super::{MAX_SHARING, Side, SoftKind, SoftTie, SoftTies, rarity};

/// A holder of this part of both is a tie; less is an investor of many.
const SUBSTANTIAL: Parts = 200_000_000;

/// Less of the other is an investment.
pub(super) const STAKE: Parts = 50_000_000;

/// Counting what a holder holds, or whom a supplier supplies, ends here.
const MAX_HELD: usize = 1_000;

impl TieGraph {
    pub(super) fn supply_ties(&self, a: Node, b: Node, day: Day, found: &mut SoftTies) {
        for (kind, from, to) in [(SoftKind::Supplies, a, b), (SoftKind::Supplied, b, a)] {
            let links = self.supplies_of(from.0);
            // Sorted by customer.
            let start = links.partition_point(|link| link.to < to.0);
            let between: Vec<_> = links
                .get(start..)
                .unwrap_or(&[])
                .iter()
                .take_while(|link| link.to == to.0)
                .filter(|link| link.span.holds(day))
                .collect();
            let Some(first) = between.first() else {
                continue;
            };
            let in_force = links
                .iter()
                .filter(|link| link.span.holds(day))
                .take(MAX_HELD);
            let n_sharing = in_force.count();
            found.ties.push(SoftTie {
                kind,
                value: self.id(to).to_owned(),
                sentence: format!(
                    "`{}` supplies `{}`, one of {}",
                    self.id(from),
                    self.id(to),
                    some(n_sharing, "customer")
                ),
                n_sharing,
                rarity: rarity(n_sharing.max(2)),
                since: first.span.since(),
                refs: between.iter().map(|link| self.row_ref(link.at)).collect(),
            });
        }
    }

    pub(super) fn stakes(&self, a: &Side, b: &Side, day: Day, found: &mut SoftTies) {
        for (holder, subject) in [(a, b), (b, a)] {
            let held = subject.holdings.iter();
            let Some(holding) = held
                .into_iter()
                .find(|one| one.holder == holder.node.0 && one.max >= STAKE)
            else {
                continue;
            };
            let n_sharing = self.n_held(holder.node.0, day);
            let share = range(holding.min, holding.max);
            let id = self.id(subject.node);
            let edges = self.edges_in(holding);
            found.ties.push(SoftTie {
                kind: SoftKind::Stake,
                value: format!("{share} of `{id}`"),
                sentence: format!(
                    "`{}` holds {share} of `{id}`, one of {}",
                    self.id(holder.node),
                    some(n_sharing, "holding")
                ),
                n_sharing: n_sharing.max(2),
                rarity: rarity(n_sharing),
                since: edges.clone().filter_map(|edge| edge.span.since()).min(),
                refs: edges.map(|edge| self.row_ref(edge.at)).collect(),
            });
        }
    }

    pub(super) fn common_holders(&self, a: &Side, b: &Side, day: Day, found: &mut SoftTies) {
        let large = |side: &'_ Side| -> Vec<usize> {
            let of = side.holdings.iter().enumerate();
            of.filter(|(_, one)| one.holder != NOBODY && one.max >= SUBSTANTIAL)
                .map(|(at, _)| at)
                .collect()
        };
        let of_b = large(b);
        for at in large(a) {
            let Some(own) = a.holdings.get(at) else {
                continue;
            };
            let mut others = of_b.iter().filter_map(|at| b.holdings.get(*at));
            let Some(other) = others.find(|other| other.holder == own.holder) else {
                continue;
            };
            let n_sharing = self.n_held(own.holder, day);
            let id = self.id(Node(own.holder)).to_owned();
            if n_sharing > MAX_SHARING {
                found.notes.push(format!(
                    "holder `{id}` holds {}: it says nothing",
                    some(n_sharing, "holding")
                ));
                continue;
            }
            let edges = self.edges_in(own).chain(self.edges_in(other));
            found.ties.push(SoftTie {
                kind: SoftKind::Holder,
                sentence: format!(
                    "`{id}` holds {} of one and {} of the other, two of {}",
                    range(own.min, own.max),
                    range(other.min, other.max),
                    some(n_sharing, "holding")
                ),
                value: id,
                n_sharing,
                rarity: rarity(n_sharing),
                since: edges.clone().filter_map(|edge| edge.span.since()).max(),
                refs: edges.map(|edge| self.row_ref(edge.at)).collect(),
            });
        }
    }

    /// What a holder holds on a day, as far as it is counted.
    pub(crate) fn n_held(&self, holder: u32, day: Day) -> usize {
        let edges = self.edges_of(holder).filter(|edge| edge.span.holds(day));
        edges.take(MAX_HELD).count()
    }

    pub(crate) fn edges_in<'a>(
        &'a self,
        holding: &'a Holding,
    ) -> impl Iterator<Item = &'a crate::graph::Edge> + Clone {
        holding
            .edges
            .iter()
            .filter_map(|at| self.edges.get(*at as usize))
    }
}

/// A count that ends at [`MAX_HELD`], in words.
fn some(n: usize, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        MAX_HELD.. => format!("{MAX_HELD} {what}s or more"),
        n => format!("{n} {what}s"),
    }
}
