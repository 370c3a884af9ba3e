//! What one party may control, read from the party down: a register of millions is not looked at for one question.

use std::collections::{BTreeSet, HashMap, VecDeque};

use crate::graph::TieGraph;
use crate::register::{InterestKind, PartyKind};
use crate::rule::{Aggregates, ControlRule};
use crate::shares::Parts;
use crate::snapshot::holdings_by;

impl TieGraph {
    /// A party and all that it may control at most, sorted: at the upper ends, with every tie that is no vote.
    pub(super) fn below(&self, root: u32, rule: &ControlRule) -> Vec<u32> {
        let bar = rule.bar();
        let mut found = BTreeSet::from([root]);
        let mut queue = VecDeque::from([root]);
        let mut votes: HashMap<u32, Parts> = HashMap::new();
        let mut held: HashMap<u32, Vec<(u32, Parts)>> = HashMap::new();
        while let Some(node) = queue.pop_front() {
            let mut before = None;
            let edges = self
                .edges_of(node)
                .filter(|edge| edge.span.holds(rule.as_of));
            for edge in edges {
                let subject = edge.subject;
                if found.contains(&subject) {
                    continue;
                }
                let is_arrangement = self.kind_at(subject) == PartyKind::Arrangement;
                if is_tie(edge.kind, is_arrangement, rule.aggregates) {
                    found.insert(subject);
                    queue.push_back(subject);
                    continue;
                }
                // Several interests of one holder are one holding.
                if is_arrangement || before == Some(subject) {
                    continue;
                }
                before = Some(subject);
                let holders = held.entry(subject).or_insert_with(|| {
                    let all = holdings_by(self, subject, rule.as_of, rule.counted);
                    all.iter().map(|one| (one.holder, one.max)).collect()
                });
                let start = holders.partition_point(|one| one.0 < node);
                let own = holders.get(start).filter(|one| one.0 == node);
                let sum = votes.entry(subject).or_default();
                *sum += own.map_or(0, |one| one.1);
                if bar.is_met(*sum) {
                    found.insert(subject);
                    queue.push_back(subject);
                }
            }
        }
        found.into_iter().collect()
    }
}

fn is_tie(kind: InterestKind, is_arrangement: bool, aggregates: Aggregates) -> bool {
    if is_arrangement {
        return aggregates.arrangements;
    }
    match kind {
        InterestKind::Appointment => aggregates.appointed_boards,
        InterestKind::Influence => aggregates.largest_with_influence,
        InterestKind::Shareholding
        | InterestKind::Voting
        | InterestKind::Convertible
        | InterestKind::Other => false,
    }
}
