//! The ways that count, each looked for by itself.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::Certainty;

use crate::control::{Controller, End, Growth, MAX_ABOVE, controllers_in};
use crate::graph::{Node, TieGraph};
use crate::rule::{CascadeRule, ControlRule};
use crate::snapshot::Snapshot;

use super::explain::{Claim, Proof};
use super::{Basis, Party, TieEdge, TieKind, TiePath, TraceRequest};

mod further;

/// Common controllers proved before the shortest proof is taken.
const MAX_SHARED: usize = 16;

/// What is known of the employer before targets are looked at.
pub(super) struct Search<'a> {
    graph: &'a TieGraph,
    request: &'a TraceRequest,
    rule: &'a ControlRule,
    cascade: &'a CascadeRule,
    /// Everything above the employer and the targets, in one picture.
    snapshot: Snapshot,
    controllers: Vec<Controller>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        graph: &'a TieGraph,
        request: &'a TraceRequest,
        rule: &'a ControlRule,
        cascade: &'a CascadeRule,
    ) -> Self {
        let mut targets: Vec<u32> = vec![request.employer.0];
        targets.extend(request.restricted.iter().map(|party| party.node.0));
        let snapshot = Snapshot::above(graph, &targets, request.as_of, MAX_ABOVE);
        let controllers = controllers_in(&snapshot, request.employer.0, rule.bar());
        Self {
            graph,
            request,
            rule,
            cascade,
            snapshot,
            controllers,
        }
    }

    pub(super) fn controllers(&self) -> &[Controller] {
        &self.controllers
    }

    pub(super) const fn is_cut(&self) -> bool {
        self.snapshot.is_cut
    }

    /// Every path, unordered, and the notes of soft ties left out.
    pub(super) fn paths(&self) -> (Vec<TiePath>, Vec<String>) {
        let mut paths = Vec::new();
        let mut notes = BTreeSet::new();
        for target in &self.request.restricted {
            paths.extend(self.to_restricted(target));
            let covers = self.request.covers;
            if covers.affiliates || covers.suppliers || covers.common_control {
                paths.extend(self.soft(target, &mut notes));
            }
        }
        paths.extend(self.listed());
        (paths, notes.into_iter().collect())
    }

    fn to_restricted(&self, target: &Party) -> Vec<TiePath> {
        let above = controllers_in(&self.snapshot, target.node.0, self.rule.bar());
        let (covers, employer) = (self.request.covers, self.request.employer);
        if target.node == employer {
            return if covers.named {
                vec![self.path(target, Basis::Named, Proof::default())]
            } else {
                Vec::new()
            };
        }
        let mut out = Vec::new();
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
    fn affiliate(&self, target: &Party, of_target: &[Controller]) -> Option<TiePath> {
        let employer = self.request.employer;
        if let Some(above) = self.controllers.iter().find(|one| one.node == target.node) {
            let proof = self.control(above.node.0, employer.0, above.certainty)?;
            return Some(self.path(target, Basis::Affiliate, proof));
        }
        let own = of_target.iter().find(|one| one.node == employer)?;
        let mut proof = self.control(employer.0, target.node.0, own.certainty)?;
        proof.nodes.reverse();
        proof.edges.reverse();
        Some(self.path(target, Basis::Affiliate, proof))
    }

    /// A third party controls both; the surest, and then the one with the shortest proof.
    fn common_control(&self, target: &Party, of_target: &[Controller]) -> Option<TiePath> {
        let employer = self.request.employer;
        // A party above the target itself is told by the affiliate path.
        if self.controllers.iter().any(|one| one.node == target.node)
            || of_target.iter().any(|one| one.node == employer)
        {
            return None;
        }
        let of_target: BTreeMap<Node, Certainty> = of_target
            .iter()
            .map(|one| (one.node, one.certainty))
            .collect();
        let shared: Vec<(Certainty, u32)> = self
            .controllers
            .iter()
            .filter_map(|own| {
                of_target
                    .get(&own.node)
                    .map(|other| (own.certainty.min(*other), own.node.0))
            })
            .collect();
        let best = shared.iter().map(|(certainty, _)| *certainty).max()?;
        let surest = shared
            .iter()
            .filter(|(certainty, _)| *certainty == best)
            .take(MAX_SHARED);
        let proofs = surest.filter_map(|(certainty, top)| {
            let mut proof = self.control(*top, employer.0, *certainty)?;
            let mut other = self.control(*top, target.node.0, *certainty)?;
            other.nodes.reverse();
            other.edges.reverse();
            proof.nodes.extend(other.nodes.into_iter().skip(1));
            proof.edges.extend(other.edges);
            Some(proof)
        });
        let shortest = proofs.min_by_key(|proof| proof.edges.len())?;
        Some(self.path(target, Basis::CommonControl, shortest))
    }

    /// Proves that x controls y; `None` where it does not.
    fn control(&self, x: u32, y: u32, certainty: Certainty) -> Option<Proof> {
        let mut growth = Growth::new(&self.snapshot, self.rule.bar());
        let end = if certainty == Certainty::Certain {
            End::Min
        } else {
            End::Max
        };
        let found = growth.from(self.snapshot.local(x)?, end);
        let reached: Vec<u32> = found.iter().map(|at| self.snapshot.global(*at)).collect();
        if !reached.contains(&y) {
            return None;
        }
        let claim = Claim {
            graph: self.graph,
            day: self.request.as_of,
            bar: self.rule.bar(),
            certainty,
            is_aggregate: false,
            roots: &[x],
            reached: &reached,
        };
        Some(claim.prove(y))
    }

    fn path(&self, target: &Party, basis: Basis, proof: Proof) -> TiePath {
        let nodes = if proof.nodes.is_empty() {
            vec![self.request.employer]
        } else {
            proof.nodes
        };
        let certainty = proof
            .edges
            .iter()
            .map(|edge| edge.kind.certainty())
            .min()
            .unwrap_or(Certainty::Certain);
        let edges = proof.edges;
        TiePath {
            nodes,
            certainty,
            rule: self.rule_of(basis, &edges),
            target: target.clone(),
            basis,
            edges,
        }
    }

    /// The rule a path counts by, in words: control is named only where a step of it is control.
    fn rule_of(&self, basis: Basis, edges: &[TieEdge]) -> String {
        let control = &self.rule.name;
        let steps = edges
            .iter()
            .any(|edge| matches!(edge.kind, TieKind::Control(_)));
        let alone = match basis {
            Basis::Named => "the same party",
            Basis::Supplier => "supply",
            Basis::Joint => "control jointly with others",
            Basis::Influence => "influence without majority",
            Basis::Soft => "none: a soft tie decides nothing by itself",
            Basis::Listed if edges.is_empty() => "on the list itself",
            Basis::Listed | Basis::Affiliate | Basis::CommonControl => return control.clone(),
        };
        if steps {
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
