//! Chains of holdings that lead from the employer to a target without control: they are told, and decide nothing.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::Certainty;

use crate::graph::{Node, TieGraph};
use crate::shares::{WHOLE, range};
use crate::snapshot::Holding;
use crate::soft::SoftKind;
use crate::trace::cone::Held;
use crate::trace::explain::Proof;
use crate::trace::{Basis, Party, TieKind, TiePath};

use super::Search;

/// Steps of a path that a chain is compared with; a chain is never so long.
const MAX_COMPARED: usize = 64;

impl Search<'_> {
    /// The chains through which most of the employer is held, for each target; those that a path already tells, and
    /// direct holdings, which are soft ties of their own, are left out.
    pub(super) fn stakes(&self, told: &[TiePath]) -> Vec<TiePath> {
        let mut targets: BTreeMap<u32, &Party> = BTreeMap::new();
        for party in self
            .request
            .restricted
            .iter()
            .filter(|_| self.request.covers.affiliates)
        {
            if let Some(at) = self
                .cone
                .local(party.node)
                .filter(|at| *at != self.employer)
            {
                targets.entry(at).or_insert(party);
            }
        }
        if targets.is_empty() || self.cone.held(self.employer).is_empty() {
            return Vec::new();
        }
        let chains = self.cone.chains(self.employer, self.request.k);
        let long = chains.iter().filter(|chain| chain.parties.len() > 2);
        let found: Vec<(&Party, &Held)> = long
            .filter_map(|chain| Some((*targets.get(chain.parties.last()?)?, chain)))
            .collect();
        if found.is_empty() {
            return Vec::new();
        }
        let hard = told.iter().filter(|path| path.basis != Basis::Soft);
        let told: BTreeSet<(Node, Node, Node)> = hard
            .flat_map(|path| {
                let edges = path.edges.iter().take(MAX_COMPARED);
                edges.map(|edge| (path.target.node, edge.from, edge.to))
            })
            .collect();
        found
            .into_iter()
            .filter_map(|(party, chain)| self.stake(party, chain, &told))
            .collect()
    }

    /// A chain as a path; `None` where every step of it is told by a path that decides.
    fn stake(
        &self,
        target: &Party,
        chain: &Held,
        told: &BTreeSet<(Node, Node, Node)>,
    ) -> Option<TiePath> {
        let rarity = chain.part as f64 / WHOLE as f64;
        let edges = self.cone.chain_edges(chain, |holding, of| {
            part_of(self.graph, holding, of, rarity)
        });
        if edges
            .iter()
            .all(|edge| told.contains(&(target.node, edge.from, edge.to)))
        {
            return None;
        }
        let nodes = chain
            .parties
            .iter()
            .map(|at| Node(self.cone.global(*at)))
            .collect();
        let mut path = self.path(target, Basis::Soft, Proof::of(nodes, edges));
        path.certainty = Certainty::Unknown;
        "none: a chain of holdings without control decides nothing by itself"
            .clone_into(&mut path.rule);
        Some(path)
    }
}

/// A holding that gives no control, as a soft tie.
pub(in crate::trace) fn part_of(
    graph: &TieGraph,
    holding: &Holding,
    of: Node,
    rarity: f64,
) -> TieKind {
    TieKind::Soft {
        kind: SoftKind::Stake,
        value: format!("{} of `{}`", range(holding.min, holding.max), graph.id(of)),
        rarity,
    }
}
