//! Parties of which the register does not settle who controls them: unknown stays unknown.

use bongsu_model::{Certainty, ShareRange};

use crate::graph::{NOBODY, Node, TieGraph};
use crate::register::PartyKind;
use crate::rule::ControlRule;
use crate::shares::{Parts, ROUNDING, WHOLE, range};
use crate::snapshot::{Reader, surely_held};

/// A party that nobody surely controls, and of which enough is held by whom the register does not name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenControl {
    /// Which.
    pub node: Node,
    /// How much of it nobody named holds.
    pub unnamed: ShareRange,
}

impl TieGraph {
    /// Visits every organisation whose control is unknown, by party: nobody surely controls it, and the part that
    /// nobody named holds is enough alone or together with the largest holder.
    ///
    /// Parties of which the register gives no interest at all are among them.
    pub fn visit_open_control(&self, rule: &ControlRule, mut visit: impl FnMut(OpenControl)) {
        let bar = rule.bar();
        let mut is_controlled = vec![false; self.n_parties()];
        let _left_out = self.visit_control(rule, |one| {
            if one.certainty == Certainty::Certain
                && let Some(flag) = is_controlled.get_mut(one.controlled.0 as usize)
            {
                *flag = true;
            }
        });
        let mut reader = Reader::default();
        for node in 0..self.n_parties() as u32 {
            if self.kind_at(node) != PartyKind::Organisation
                || is_controlled.get(node as usize) == Some(&true)
            {
                continue;
            }
            let held = reader.read(self, node, rule.as_of, rule.counted);
            let is_named = |holder: u32| {
                holder != NOBODY
                    && !matches!(
                        self.kind_at(holder),
                        PartyKind::Anonymous | PartyKind::Unknown
                    )
            };
            let named = || held.iter().filter(|one| is_named(one.holder));
            let low = surely_held(named());
            let high: Parts = named().map(|one| one.max).sum();
            let largest = named().map(|one| one.max).max().unwrap_or(0);
            let unnamed = WHOLE.saturating_sub(low);
            if unnamed > ROUNDING && bar.is_met(unnamed + largest) {
                visit(OpenControl {
                    node: Node(node),
                    unnamed: range(WHOLE.saturating_sub(high), unnamed),
                });
            }
        }
    }
}
