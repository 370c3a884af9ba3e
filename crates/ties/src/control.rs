//! Control as a least fixpoint: x controls y if x, together with everything x controls, has enough votes of y.
//!
//! Each controller is grown by itself from what it holds enough of alone; a party without such a holding controls
//! nothing, so that most parties cost one look. Ranges run twice: lower ends give *certain*, upper ends *possible*.
//! Rules that aggregate follow ties that are no votes as well: appointed boards, influence, arrangements.

use bongsu_model::{Certainty, Day, ShareRange};

use crate::graph::{Node, TieGraph};
use crate::rule::ControlRule;
use crate::snapshot::Snapshot;

mod below;
mod growth;
mod joint;
mod open;

pub(crate) use growth::{End, Growth, controllers_in, controllers_within};
use growth::{MAX_STEPS, tops};
pub use open::OpenControl;

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
    /// By whom, together: the two halves, or whoever takes part in the arrangement, the share unknown where it has none.
    pub holders: Vec<(Node, ShareRange)>,
    /// The arrangement through which they hold.
    pub arrangement: Option<Node>,
}

/// Votes and ties followed to compute all control.
const MAX_STEPS_WHOLE: u64 = 1_000_000_000;

/// Parties looked at above one target.
pub(crate) const MAX_ABOVE: usize = 200_000;

impl TieGraph {
    /// Visits every pair of controller and controlled, by controller; possible pairs after its certain ones.
    ///
    /// The number of pairs grows with the square of a chain's length: take what is needed and keep the rest out.
    /// Returns the controllers of whom nothing was followed because the register asks for too much: in billions of
    /// steps, so that none is returned for registers that are not made to exhaust.
    pub fn visit_control(&self, rule: &ControlRule, visit: impl FnMut(Control)) -> Vec<Node> {
        self.visit_control_within(rule, MAX_STEPS_WHOLE, visit)
    }

    pub(crate) fn visit_control_within(
        &self,
        rule: &ControlRule,
        max_steps: u64,
        mut visit: impl FnMut(Control),
    ) -> Vec<Node> {
        let snapshot = Snapshot::whole(self, &rule.terms());
        let mut growth = Growth::new(&snapshot, rule.bar());
        let mut left_out = Vec::new();
        for x in 0..snapshot.n_nodes() {
            // What is held through others may count less at the upper ends, where those count instead.
            if !growth.may_control(x, End::Max) && !growth.may_control(x, End::Min) {
                continue;
            }
            if growth.n_steps() > max_steps {
                left_out.push(Node(snapshot.global(x)));
            } else {
                visit_one(&snapshot, &mut growth, x, &mut visit);
            }
        }
        left_out
    }

    /// What a party controls.
    pub fn controlled_by(&self, node: Node, rule: &ControlRule) -> Vec<Control> {
        let snapshot = Snapshot::among(self, self.below(node.0, rule), &rule.terms());
        let mut growth = Growth::new(&snapshot, rule.bar());
        let mut found = Vec::new();
        if let Some(x) = snapshot.local(node.0) {
            visit_one(&snapshot, &mut growth, x, &mut |control| {
                found.push(control);
            });
        }
        found.sort_by_key(|control| control.controlled);
        found
    }

    /// Who controls a party, the certain ones first; the arrangements among them act for their members jointly.
    pub fn controllers(&self, node: Node, rule: &ControlRule) -> Vec<Controller> {
        self.who_controls(node, rule).0
    }

    /// Who controls a party, and whether the search was cut at its limit: then there may be more.
    pub fn who_controls(&self, node: Node, rule: &ControlRule) -> (Vec<Controller>, bool) {
        let snapshot = Snapshot::above_by(self, &[node.0], &rule.terms(), MAX_ABOVE);
        let (found, is_cut) = controllers_within(&snapshot, node.0, rule.bar(), MAX_STEPS);
        (found, is_cut || snapshot.is_cut)
    }

    /// Who controls a party in the end: its controllers that nobody controls; without any, the party itself.
    ///
    /// Parties that control each other in a circle stand for each other: the first of them is named.
    pub fn ultimate_controllers(&self, node: Node, as_of: Day) -> Vec<Controller> {
        self.ultimate_controllers_by(node, &ControlRule::majority(as_of))
    }

    /// The same by a rule of control, on its day.
    pub fn ultimate_controllers_by(&self, node: Node, rule: &ControlRule) -> Vec<Controller> {
        let snapshot = Snapshot::above_by(self, &[node.0], &rule.terms(), MAX_ABOVE);
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
}

/// What one party controls, possible after certain; arrangements that hold for it are not controlled.
fn visit_one(
    snapshot: &Snapshot,
    growth: &mut Growth<'_>,
    x: u32,
    visit: &mut impl FnMut(Control),
) {
    let mut visit_one = |y: u32, certainty| {
        if snapshot.is_arrangement.get(y as usize) != Some(&true) {
            visit(Control {
                controller: Node(snapshot.global(x)),
                controlled: Node(snapshot.global(y)),
                certainty,
            });
        }
    };
    if snapshot.is_exact {
        for y in growth.from(x, End::Min) {
            visit_one(*y, Certainty::Certain);
        }
        return;
    }
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
