//! Joint control: two exact halves, or an arrangement, decide together what neither decides alone.

use crate::graph::{NOBODY, Node, TieGraph};
use crate::register::PartyKind;
use crate::rule::ControlRule;
use crate::shares::{WHOLE, range};
use crate::snapshot::{Holding, holdings, holdings_by};

use super::JointControl;

impl TieGraph {
    /// Who controls a party jointly: two exact halves, or an arrangement with enough votes.
    pub fn joint_control(&self, node: Node, rule: &ControlRule) -> Option<JointControl> {
        self.through_arrangement(node, rule)
            .or_else(|| self.two_halves(node, rule))
    }

    /// Visits every party that is controlled jointly, by party.
    pub fn visit_joint_control(&self, rule: &ControlRule, mut visit: impl FnMut(JointControl)) {
        for node in 0..self.n_parties() as u32 {
            // A party without a single holder of half has neither two halves nor such an arrangement.
            let is_worth = self.edges_into(node).iter().any(|edge| {
                edge.max() >= WHOLE / 2 || self.kind_at(edge.holder) == PartyKind::Arrangement
            });
            if is_worth && let Some(joint) = self.joint_control(Node(node), rule) {
                visit(joint);
            }
        }
    }

    fn through_arrangement(&self, node: Node, rule: &ControlRule) -> Option<JointControl> {
        let bar = rule.bar();
        let direct = holdings_by(self, node.0, rule.as_of, rule.counted);
        let arrangement = direct.iter().find(|holding| {
            holding.holder != NOBODY
                && self.kind_at(holding.holder) == PartyKind::Arrangement
                && bar.is_met(holding.min)
        })?;
        let members = holdings(self, arrangement.holder, rule.as_of);
        let holders = members
            .iter()
            .filter(|holding| holding.holder != NOBODY)
            .map(|holding| (Node(holding.holder), range(holding.min, holding.max)))
            .collect();
        Some(JointControl {
            controlled: node,
            holders,
            arrangement: Some(Node(arrangement.holder)),
        })
    }

    fn two_halves(&self, node: Node, rule: &ControlRule) -> Option<JointControl> {
        let half = WHOLE / 2;
        let direct = holdings_by(self, node.0, rule.as_of, rule.counted);
        let halves: Vec<&Holding> = direct
            .iter()
            .filter(|holding| {
                holding.holder != NOBODY
                    && holding.beside.is_none()
                    && holding.min == half
                    && holding.max == half
            })
            .collect();
        let [a, b] = halves.as_slice() else {
            return None;
        };
        // Where half is enough each controls alone, and so does one party behind both halves.
        if rule.bar().is_met(half) || !self.controllers(node, rule).is_empty() {
            return None;
        }
        let holder = |holding: &Holding| (Node(holding.holder), range(holding.min, holding.max));
        Some(JointControl {
            controlled: node,
            holders: vec![holder(a), holder(b)],
            arrangement: None,
        })
    }
}
