//! Joint control: two exact halves, or an arrangement, decide together what neither decides alone.

use bongsu_model::{Day, ShareRange};

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
        let held = holdings(self, arrangement.holder, rule.as_of);
        let share = |member: u32| {
            let own = held.iter().find(|holding| holding.holder == member);
            own.map_or(ShareRange::UNKNOWN, |own| range(own.min, own.max))
        };
        let members = self.members(arrangement.holder, rule.as_of);
        Some(JointControl {
            controlled: node,
            holders: members
                .into_iter()
                .map(|member| (Node(member), share(member)))
                .collect(),
            arrangement: Some(Node(arrangement.holder)),
        })
    }

    /// Who takes part in an arrangement on a day, with shares or as trustee, settlor, beneficiary, protector; by party.
    pub(crate) fn members(&self, arrangement: u32, day: Day) -> Vec<u32> {
        let edges = self.edges_into(arrangement).iter();
        let in_force = edges.filter(|edge| edge.span.holds(day) && edge.holder != NOBODY);
        let mut members: Vec<u32> = in_force.map(|edge| edge.holder).collect();
        // Edges come by holder.
        members.dedup();
        members
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
