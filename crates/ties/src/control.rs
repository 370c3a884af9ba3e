//! Control as a least fixpoint: x controls y if x, together with everything x controls, has enough votes of y.
//!
//! Each controller is grown by itself from what it holds enough of alone; a party without such a holding controls
//! nothing, so that most parties cost one look. Ranges run twice: lower ends give *certain*, upper ends *possible*.

use std::collections::VecDeque;

use bongsu_model::{Certainty, Day, ShareRange};

use crate::graph::{NOBODY, Node, TieGraph};
use crate::register::PartyKind;
use crate::rule::ControlRule;
use crate::shares::{Parts, range};
use crate::snapshot::{Snapshot, holdings};

mod growth;

use growth::tops;
pub(crate) use growth::{End, Growth, controllers_in};

/// One party controls another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Control {
    /// Who controls.
    pub controller: Node,
    /// Who is controlled.
    pub controlled: Node,
    /// Certain or possible.
    pub certainty: Certainty,
}

/// Who controls a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Controller {
    /// Who.
    pub node: Node,
    /// Certain or possible.
    pub certainty: Certainty,
}

/// Parties that can only decide together.
#[derive(Clone, Debug, PartialEq)]
pub struct JointControl {
    /// Who is controlled.
    pub controlled: Node,
    /// By whom, together: the two halves, or the members of the arrangement.
    pub holders: Vec<(Node, ShareRange)>,
    /// The arrangement through which they hold.
    pub arrangement: Option<Node>,
}

/// Parties looked at above one target.
pub(crate) const MAX_ABOVE: usize = 200_000;

impl TieGraph {
    /// Visits every pair of controller and controlled, by controller; possible pairs after its certain ones.
    ///
    /// The number of pairs grows with the square of a chain's length: take what is needed and keep the rest out.
    pub fn visit_control(&self, rule: &ControlRule, mut visit: impl FnMut(Control)) {
        let snapshot = Snapshot::whole(self, rule.as_of);
        let mut growth = Growth::new(&snapshot, rule.bar());
        for x in 0..snapshot.nodes.len() as u32 {
            if !growth.holds_enough(x, End::Max) {
                continue;
            }
            let mut visit_one = |y: u32, certainty| {
                visit(Control {
                    controller: Node(snapshot.global(x)),
                    controlled: Node(snapshot.global(y)),
                    certainty,
                });
            };
            let mut certain = growth.from(x, End::Min).to_vec();
            for y in &certain {
                visit_one(*y, Certainty::Certain);
            }
            certain.sort_unstable();
            for y in growth.from(x, End::Max) {
                if certain.binary_search(y).is_err() {
                    visit_one(*y, Certainty::Possible);
                }
            }
        }
    }

    /// What a party controls.
    pub fn controlled_by(&self, node: Node, rule: &ControlRule) -> Vec<Control> {
        let mut found = Vec::new();
        let certain = self.grow_below(node.0, rule, End::Min);
        for y in &certain {
            found.push(Control {
                controller: node,
                controlled: Node(*y),
                certainty: Certainty::Certain,
            });
        }
        for y in self.grow_below(node.0, rule, End::Max) {
            if !certain.contains(&y) {
                found.push(Control {
                    controller: node,
                    controlled: Node(y),
                    certainty: Certainty::Possible,
                });
            }
        }
        found.sort_by_key(|control| control.controlled);
        found
    }

    /// Who controls a party, the certain ones first; the arrangements among them act for their members jointly.
    pub fn controllers(&self, node: Node, rule: &ControlRule) -> Vec<Controller> {
        let snapshot = Snapshot::above(self, &[node.0], rule.as_of, MAX_ABOVE);
        controllers_in(&snapshot, node.0, rule.bar())
    }

    /// Who controls a party in the end: its controllers that nobody controls; without any, the party itself.
    ///
    /// Parties that control each other in a circle stand for each other: the first of them is named.
    pub fn ultimate_controllers(&self, node: Node, as_of: Day) -> Vec<Controller> {
        let rule = ControlRule::majority(as_of);
        let snapshot = Snapshot::above(self, &[node.0], as_of, MAX_ABOVE);
        let found = controllers_in(&snapshot, node.0, rule.bar());
        let mut out = Vec::new();
        for certainty in [Certainty::Certain, Certainty::Possible] {
            let end = if certainty == Certainty::Certain {
                End::Min
            } else {
                End::Max
            };
            let all: Vec<u32> = found
                .iter()
                .filter(|one| one.certainty >= certainty)
                .map(|one| one.node.0)
                .collect();
            for top in tops(&snapshot, &all, rule.bar(), end) {
                if !out.iter().any(|one: &Controller| one.node.0 == top) {
                    out.push(Controller {
                        node: Node(top),
                        certainty,
                    });
                }
            }
        }
        if !out.iter().any(|one| one.certainty == Certainty::Certain) {
            out.insert(
                0,
                Controller {
                    node,
                    certainty: Certainty::Certain,
                },
            );
        }
        out
    }

    /// Who controls a party jointly: two exact halves, or an arrangement with enough votes.
    pub fn joint_control(&self, node: Node, rule: &ControlRule) -> Option<JointControl> {
        let bar = rule.bar();
        let direct = holdings(self, node.0, rule.as_of);
        let known = || direct.iter().filter(|holding| holding.holder != NOBODY);
        let arrangement = known().find(|holding| {
            self.kind_at(holding.holder) == PartyKind::Arrangement && bar.is_met(holding.min)
        });
        if let Some(arrangement) = arrangement {
            let members = holdings(self, arrangement.holder, rule.as_of);
            let holders = members
                .iter()
                .filter(|holding| holding.holder != NOBODY)
                .map(|holding| (Node(holding.holder), range(holding.min, holding.max)))
                .collect();
            return Some(JointControl {
                controlled: node,
                holders,
                arrangement: Some(Node(arrangement.holder)),
            });
        }
        let half = crate::shares::WHOLE / 2;
        let halves: Vec<_> = known()
            .filter(|holding| holding.min == half && holding.max == half)
            .collect();
        let [a, b] = halves.as_slice() else {
            return None;
        };
        // One party behind both halves controls alone.
        if !rule.strict || !self.controllers(node, rule).is_empty() {
            return None;
        }
        let holder = |holding: &crate::snapshot::Holding| {
            (Node(holding.holder), range(holding.min, holding.max))
        };
        Some(JointControl {
            controlled: node,
            holders: vec![holder(a), holder(b)],
            arrangement: None,
        })
    }

    /// Grows downwards without a snapshot: only what the party reaches is read.
    fn grow_below(&self, root: u32, rule: &ControlRule, end: End) -> Vec<u32> {
        let bar = rule.bar();
        let mut queue = VecDeque::from([root]);
        let mut votes: std::collections::HashMap<u32, Parts> = std::collections::HashMap::new();
        let mut found: std::collections::BTreeSet<u32> = std::collections::BTreeSet::new();
        while let Some(node) = queue.pop_front() {
            let mut subjects: Vec<u32> = self.edges_of(node).map(|edge| edge.subject).collect();
            subjects.dedup();
            for subject in subjects {
                if subject == root
                    || found.contains(&subject)
                    || self.kind_at(subject) == PartyKind::Arrangement
                {
                    continue;
                }
                let held = holdings(self, subject, rule.as_of);
                let Some(holding) = held.iter().find(|holding| holding.holder == node) else {
                    continue;
                };
                let sum = votes.entry(subject).or_default();
                *sum += if end == End::Min {
                    holding.min
                } else {
                    holding.max
                };
                if bar.is_met(*sum) {
                    found.insert(subject);
                    queue.push_back(subject);
                }
            }
        }
        found.into_iter().collect()
    }
}
