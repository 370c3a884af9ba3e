//! Facts of the departure itself: what is soft about the employer, and who stands behind who pays.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::Certainty;

use crate::graph::Node;
use crate::soft::{Convergence, SoftKind, SoftTie, rarest_first};
use crate::trace::cone::{Above, Cone};
use crate::trace::explain::Proof;
use crate::trace::{Basis, TieEdge, TieKind, TiePath};

use super::Search;

/// Employers of colleagues that are looked at.
const MAX_EMPLOYERS: usize = 64;

impl<'a> Search<'a> {
    /// What is soft about the employer by itself, the weightiest first.
    pub(in crate::trace) fn facts(&mut self) -> Vec<SoftTie> {
        let (employer, circumstances) = (self.request.employer, self.circumstances);
        let day = circumstances.left_on.unwrap_or(self.request.as_of);
        let mut facts: Vec<SoftTie> = Vec::new();
        if circumstances.founded_within > 0 {
            facts.extend(
                self.graph
                    .founded_before(employer, day, circumstances.founded_within),
            );
        }
        facts.extend(
            circumstances
                .payer
                .iter()
                .filter_map(|payer| self.graph.payer_tie(employer, payer)),
        );
        let found = self.convergence(day);
        facts.extend(self.graph.converging_tie(employer, &found));
        rarest_first(&mut facts);
        facts
    }

    /// Where others who left around the day went: to the employer, or to firms of one controller with it.
    fn convergence(&mut self, day: bongsu_model::Day) -> Convergence<'a> {
        let circumstances = self.circumstances;
        let within = circumstances.colleagues_within;
        let near = |left_on: bongsu_model::Day| {
            day.plus(-within) <= left_on && left_on <= day.plus(within)
        };
        let mut found = Convergence::default();
        let mut elsewhere: BTreeMap<Node, Vec<_>> = BTreeMap::new();
        for colleague in circumstances
            .colleagues
            .iter()
            .filter(|one| near(one.left_on))
        {
            if colleague.employer == self.request.employer {
                found.same.push(colleague);
            } else {
                elsewhere
                    .entry(colleague.employer)
                    .or_default()
                    .push(colleague);
            }
        }
        // Most people first, so that a cut leaves out single ones.
        let mut elsewhere: Vec<_> = elsewhere.into_iter().collect();
        elsewhere.sort_by_key(|(node, colleagues)| (std::cmp::Reverse(colleagues.len()), *node));
        self.is_cut |= elsewhere.len() > MAX_EMPLOYERS;
        let own: BTreeSet<Node> = self
            .controllers
            .iter()
            .filter(|one| one.certainty == Certainty::Certain)
            .map(|one| Node(self.cone.global(one.at)))
            .chain([self.request.employer])
            .collect();
        for (employer, colleagues) in elsewhere.into_iter().take(MAX_EMPLOYERS) {
            let mut cone = Cone::above(self.graph, &[employer.0], self.control.terms());
            let above = cone.controllers(0, self.control.bar());
            let certain = above
                .iter()
                .filter(|one| one.certainty == Certainty::Certain);
            let above = certain
                .map(|one| Node(cone.global(one.at)))
                .chain([employer]);
            // The nearest of them says most.
            let shared = above
                .into_iter()
                .filter(|node| own.contains(node))
                .min_by_key(|node| *node != employer);
            if let Some(shared) = shared {
                found
                    .related
                    .extend(colleagues.into_iter().map(|one| (one, shared)));
            }
        }
        found
    }

    /// From the employer over who pays to the targets that stand behind who pays.
    pub(super) fn by_payer(&mut self) -> Vec<TiePath> {
        let (request, employer) = (self.request, self.request.employer);
        let Some(payer) = &self.circumstances.payer else {
            return Vec::new();
        };
        let Some((node, at)) = payer
            .node
            .filter(|node| *node != employer)
            .and_then(|node| Some((node, self.cone.local(node)?)))
        else {
            return Vec::new();
        };
        let above = self.cone.controllers(at, self.control.bar());
        let covers = request.covers;
        let restricted = request.restricted.iter().filter(|party| {
            if party.node == node {
                covers.named
            } else {
                covers.affiliates
            }
        });
        let mut out = Vec::new();
        for party in restricted.chain(&request.listed) {
            let Some(target) = self.cone.local(party.node) else {
                continue;
            };
            let way = if party.node == node {
                Some(Proof::of(vec![node], Vec::new()))
            } else {
                let found = above.iter().find(|one| one.at == target).copied();
                found.and_then(|Above { at: top, certainty }| {
                    self.cone
                        .ways(top, at, (self.control.bar(), certainty), 1)
                        .pop()
                })
            };
            let Some(way) = way else { continue };
            let edge = TieEdge {
                from: node,
                to: employer,
                kind: TieKind::Soft {
                    kind: SoftKind::Payer,
                    value: payer.name.clone(),
                    rarity: 1.0,
                },
                share: None,
                since: None,
                refs: vec![payer.at.clone()],
            };
            let proof = Proof::of(vec![employer, node], vec![edge]).then(way);
            out.push(self.path(party, Basis::Soft, proof));
        }
        out
    }
}
