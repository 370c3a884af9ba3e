//! The ways that count, each looked for by itself.

use std::collections::BTreeSet;

use bongsu_model::Certainty;

use crate::graph::TieGraph;
use crate::rule::{Bar, CascadeRule, ControlRule};
use crate::soft::{Circumstances, Side};

use super::cone::{Above, Cone};
use super::explain::Proof;
use super::open::{Open, open};
use super::{Basis, Party, TieKind, TiePath, TraceRequest};

mod departure;
mod further;
pub(super) mod stakes;

/// Common controllers proved before the shortest proofs are taken.
const MAX_SHARED: usize = 16;

/// Targets for which soft ties are looked for.
const MAX_SOFT: usize = 400;

/// What is known of the employer before targets are looked at.
pub(super) struct Search<'a> {
    pub(super) graph: &'a TieGraph,
    pub(super) request: &'a TraceRequest,
    pub(super) circumstances: &'a Circumstances,
    control: &'a ControlRule,
    cascade: &'a CascadeRule,
    /// Everything above the employer and the targets, in one picture.
    pub(super) cone: Cone<'a>,
    employer: u32,
    pub(super) controllers: Vec<Above>,
    /// The same by local index: how surely each party controls the employer; `Unknown` where it does not.
    controls: Vec<Certainty>,
    /// Soft ties and common controllers were not looked for everywhere.
    is_cut: bool,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        graph: &'a TieGraph,
        (request, circumstances): (&'a TraceRequest, &'a Circumstances),
        (control, cascade): (&'a ControlRule, &'a CascadeRule),
    ) -> Self {
        let mut roots: Vec<u32> = vec![request.employer.0];
        roots.extend(request.restricted.iter().map(|party| party.node.0));
        roots.extend(further::influencers(graph, request).map(|edge| edge.holder));
        roots.extend(
            circumstances
                .payer
                .iter()
                .filter_map(|payer| payer.node)
                .map(|node| node.0),
        );
        let mut cone = Cone::above(graph, &roots, control.terms());
        // The employer was met first.
        let employer = 0;
        let controllers = cone.controllers(employer, control.bar());
        let mut controls = vec![Certainty::Unknown; cone.n_parties()];
        for one in &controllers {
            if let Some(slot) = controls.get_mut(one.at as usize) {
                *slot = one.certainty;
            }
        }
        Self {
            graph,
            request,
            circumstances,
            control,
            cascade,
            cone,
            employer,
            controllers,
            controls,
            is_cut: false,
        }
    }

    pub(super) fn bar(&self) -> Bar {
        self.control.bar()
    }

    pub(super) const fn is_cut(&self) -> bool {
        self.is_cut || self.cone.is_cut()
    }

    /// Every path, unordered, and the notes of soft ties left out.
    pub(super) fn paths(&mut self) -> (Vec<TiePath>, Vec<String>) {
        let request = self.request;
        let covers = request.covers;
        let wants_soft = covers.affiliates || covers.suppliers || covers.common_control;
        let mut paths = Vec::new();
        let mut notes = BTreeSet::new();
        let own = Side::new(self.graph, request.employer, request.as_of);
        for (n, target) in request.restricted.iter().enumerate() {
            paths.extend(self.restricted_paths(target));
            if wants_soft && n < MAX_SOFT {
                paths.extend(self.soft(&own, target, &mut notes));
            }
            self.is_cut |= wants_soft && n >= MAX_SOFT;
        }
        if wants_soft {
            let stakes = self.stakes(&paths);
            paths.extend(stakes);
        }
        paths.extend(self.listed());
        paths.extend(self.by_payer());
        (paths, notes.into_iter().collect())
    }

    /// What the register leaves open above the employer.
    pub(super) fn open(&self) -> Open {
        let restricted = &self.request.restricted;
        open(
            &self.cone,
            (self.employer, &self.controllers),
            self.control.bar(),
            |node| restricted.iter().any(|party| party.node == node),
        )
    }

    fn restricted_paths(&mut self, target: &Party) -> Vec<TiePath> {
        let (covers, employer) = (self.request.covers, self.request.employer);
        if target.node == employer {
            return if covers.named {
                vec![self.path(target, Basis::Named, Proof::none())]
            } else {
                Vec::new()
            };
        }
        let mut out = Vec::new();
        let Some(at) = self.cone.local(target.node) else {
            return out;
        };
        // Who controls the employer anyway need not be asked who controls it.
        let needs_above = self.above(at).is_none() && (covers.affiliates || covers.common_control);
        let above = if needs_above {
            self.cone.controllers(at, self.control.bar())
        } else {
            Vec::new()
        };
        if covers.affiliates {
            out.extend(self.affiliate(target, &above));
            out.extend(self.joint(target));
            out.extend(self.influence(target));
        }
        if covers.common_control {
            out.extend(self.common_control(target, &above));
        }
        if covers.suppliers {
            out.extend(self.supplier(target));
        }
        out
    }

    /// The target controls the employer, or the employer controls the target.
    fn affiliate(&mut self, target: &Party, of_target: &[Above]) -> Vec<TiePath> {
        let Some(at) = self.cone.local(target.node) else {
            return Vec::new();
        };
        if let Some(certainty) = self.above(at) {
            let ways = self.ways(at, self.employer, certainty);
            return self.all_paths(target, Basis::Affiliate, ways);
        }
        let Some(own) = of_target.iter().find(|one| one.at == self.employer) else {
            return Vec::new();
        };
        let ways = self.ways(self.employer, at, own.certainty);
        let ways = ways.into_iter().map(Proof::reversed).collect();
        self.all_paths(target, Basis::Affiliate, ways)
    }

    /// Third parties control both: the surest, and of those the ones with the shortest proofs.
    fn common_control(&mut self, target: &Party, of_target: &[Above]) -> Vec<TiePath> {
        let Some(at) = self.cone.local(target.node) else {
            return Vec::new();
        };
        // A party above the target itself is told by the affiliate path.
        if self.above(at).is_some() || of_target.iter().any(|one| one.at == self.employer) {
            return Vec::new();
        }
        let mut shared: Vec<(Certainty, u32)> = of_target
            .iter()
            .filter_map(|one| Some((self.above(one.at)?.min(one.certainty), one.at)))
            .collect();
        // Nearest first within a certainty: whoever stands above a common controller adds nothing.
        shared.sort_by_key(|(certainty, at)| (std::cmp::Reverse(*certainty), *at));
        let mut ways: Vec<Proof> = Vec::new();
        for (certainty, top) in shared.into_iter().take(MAX_SHARED) {
            let by = (self.control.bar(), certainty);
            let (Some(one), Some(other)) = (
                self.cone.ways(top, self.employer, by, 1).pop(),
                self.cone.ways(top, at, by, 1).pop(),
            ) else {
                continue;
            };
            ways.push(one.then(other.reversed()));
        }
        // A way that passes a party twice is another way with a detour, or leans on one party for both ends.
        let is_loose =
            |way: &Proof| way.nodes.iter().collect::<BTreeSet<_>>().len() == way.nodes.len();
        ways.sort_by_key(|way| (!is_loose(way), way.edges.len()));
        let n_loose = ways.iter().filter(|way| is_loose(way)).count();
        ways.truncate(n_loose.max(1));
        self.all_paths(target, Basis::CommonControl, ways)
    }

    /// How surely a party controls the employer, where it does.
    fn above(&self, at: u32) -> Option<Certainty> {
        let found = self.controls.get(at as usize).copied();
        found.filter(|certainty| *certainty != Certainty::Unknown)
    }

    /// Proves that x controls y, in different ways; empty where it does not.
    fn ways(&mut self, x: u32, y: u32, certainty: Certainty) -> Vec<Proof> {
        let by = (self.control.bar(), certainty);
        self.cone.ways(x, y, by, self.request.k.clamp(1, 8))
    }

    /// The shortest way in which a party controls another, as sure as there is one.
    fn surest_way(&mut self, x: u32, y: u32) -> Option<Proof> {
        let bar = self.control.bar();
        [Certainty::Certain, Certainty::Possible]
            .into_iter()
            .find_map(|certainty| self.cone.ways(x, y, (bar, certainty), 1).pop())
    }

    fn all_paths(&self, target: &Party, basis: Basis, ways: Vec<Proof>) -> Vec<TiePath> {
        ways.into_iter()
            .map(|way| self.path(target, basis, way))
            .collect()
    }

    fn path(&self, target: &Party, basis: Basis, proof: Proof) -> TiePath {
        let nodes = if proof.nodes.is_empty() {
            vec![self.request.employer]
        } else {
            proof.nodes
        };
        let certainty = proof.certainty.min(target.certainty);
        let edges = proof.edges;
        TiePath {
            nodes,
            certainty,
            rule: self.rule_of(basis, proof.is_control, edges.is_empty()),
            target: target.clone(),
            basis,
            edges,
        }
    }

    /// The rule a path counts by, in words: control is named only where a step of it is control.
    fn rule_of(&self, basis: Basis, is_control: bool, is_itself: bool) -> String {
        let control = &self.control.name;
        let alone = match basis {
            Basis::Named => "the same party",
            Basis::Supplier => "supply",
            Basis::Joint => "control jointly with others",
            Basis::Influence => "influence without majority",
            Basis::Soft => "none: a soft tie decides nothing by itself",
            Basis::Listed if is_itself => "on the list itself",
            Basis::Listed | Basis::Affiliate | Basis::CommonControl => return control.clone(),
        };
        if is_control {
            format!("{alone}, and {control} on the way")
        } else {
            alone.to_owned()
        }
    }
}

impl TieKind {
    /// How sure an edge of this kind makes a path.
    pub const fn certainty(&self) -> Certainty {
        match self {
            Self::Control(certainty) | Self::Aggregate(certainty) => *certainty,
            Self::Supply => Certainty::Certain,
            Self::Joint | Self::Influence(_) => Certainty::Possible,
            Self::Soft { .. } => Certainty::Unknown,
        }
    }
}
