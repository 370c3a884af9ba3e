//! Ways beside sole control: supply, joint control, influence, listed parties in aggregate, soft ties.

use std::collections::BTreeSet;

use bongsu_model::Certainty;

use crate::cascade::reach;
use crate::control::{Controller, End, controllers_in};
use crate::graph::{NOBODY, Node};
use crate::register::InterestKind;
use crate::snapshot::holdings;
use crate::soft::{SoftKind, SoftRequest};
use crate::trace::explain::{Claim, Proof, holding_edge};
use crate::trace::{Basis, Party, TieEdge, TieKind, TiePath};

use super::Search;

impl Search<'_> {
    /// The employer, or who controls it, supplies the target.
    pub(super) fn supplier(&self, target: &Party) -> Vec<TiePath> {
        let employer = self.request.employer;
        let mut tops = vec![Controller {
            node: employer,
            certainty: Certainty::Certain,
        }];
        tops.extend(self.controllers.iter().copied());
        let mut out = Vec::new();
        for top in tops {
            let links: Vec<_> = self
                .graph
                .supplies_of(top.node.0)
                .iter()
                .filter(|link| link.to == target.node.0 && link.span.holds(self.request.as_of))
                .collect();
            let Some(first) = links.first() else { continue };
            let mut proof = if top.node == employer {
                Proof {
                    nodes: vec![employer],
                    edges: Vec::new(),
                }
            } else {
                match self.control(top.node.0, employer.0, top.certainty) {
                    Some(proof) => proof,
                    None => continue,
                }
            };
            proof.nodes.push(target.node);
            proof.edges.push(TieEdge {
                from: top.node,
                to: target.node,
                kind: TieKind::Supply,
                share: None,
                since: first.span.since(),
                refs: links
                    .iter()
                    .map(|link| self.graph.row_ref(link.at))
                    .collect(),
            });
            out.push(self.path(target, Basis::Supplier, proof));
        }
        out
    }

    /// The target decides the employer together with others.
    pub(super) fn joint(&self, target: &Party) -> Option<TiePath> {
        let employer = self.request.employer;
        let joint = self.graph.joint_control(employer, self.rule)?;
        let is_behind = |holder: Node| {
            holder == target.node
                || controllers_in(&self.snapshot, holder.0, self.rule.bar())
                    .iter()
                    .any(|one| one.node == target.node)
        };
        let (holder, _) = joint
            .holders
            .iter()
            .find(|(holder, _)| is_behind(*holder))?;
        let mut proof = Proof {
            nodes: vec![employer],
            edges: Vec::new(),
        };
        let mut subject = employer.0;
        for step in joint.arrangement.into_iter().chain([*holder]) {
            let held = holdings(self.graph, subject, self.request.as_of);
            let holding = held.iter().find(|holding| holding.holder == step.0)?;
            proof
                .edges
                .push(holding_edge(self.graph, subject, holding, TieKind::Joint));
            proof.nodes.push(step);
            subject = step.0;
        }
        if *holder != target.node {
            let above = self
                .control(target.node.0, holder.0, Certainty::Certain)
                .or_else(|| self.control(target.node.0, holder.0, Certainty::Possible))?;
            proof.nodes.extend(above.nodes.into_iter().skip(1));
            proof.edges.extend(above.edges);
        }
        Some(self.path(target, Basis::Joint, proof))
    }

    /// The target, or what it controls, appoints the board of the employer or has influence in another way.
    pub(super) fn influence(&self, target: &Party) -> Option<TiePath> {
        let employer = self.request.employer;
        let edges = self.graph.edges_into(employer.0).iter();
        let mut found = edges.filter(|edge| {
            matches!(
                edge.kind,
                InterestKind::Appointment | InterestKind::Influence
            ) && edge.span.holds(self.request.as_of)
                && edge.holder != NOBODY
        });
        found.find_map(|edge| {
            let joined = TieEdge {
                from: Node(edge.holder),
                to: employer,
                kind: TieKind::Influence(edge.kind),
                share: None,
                since: edge.span.since(),
                refs: vec![self.graph.row_ref(edge.at)],
            };
            let mut proof = Proof {
                nodes: vec![employer, Node(edge.holder)],
                edges: vec![joined],
            };
            if edge.holder != target.node.0 {
                let above = self
                    .control(target.node.0, edge.holder, Certainty::Certain)
                    .or_else(|| self.control(target.node.0, edge.holder, Certainty::Possible))?;
                proof.nodes.extend(above.nodes.into_iter().skip(1));
                proof.edges.extend(above.edges);
            }
            Some(self.path(target, Basis::Influence, proof))
        })
    }

    /// Listed parties hold the employer in aggregate; one path for each of them that the proof leans on.
    pub(super) fn listed(&self) -> Vec<TiePath> {
        let employer = self.request.employer;
        let is_employer = |party: &&Party| party.node == employer;
        let mut out: Vec<TiePath> = self
            .request
            .listed
            .iter()
            .filter(is_employer)
            .map(|party| self.path(party, Basis::Listed, Proof::default()))
            .collect();
        let seeds: Vec<u32> = self
            .request
            .listed
            .iter()
            .filter_map(|party| self.snapshot.local(party.node.0))
            .collect();
        let Some(target) = self.snapshot.local(employer.0).filter(|_| out.is_empty()) else {
            return out;
        };
        for (end, certainty) in [
            (End::Min, Certainty::Certain),
            (End::Max, Certainty::Possible),
        ] {
            let found = reach(&self.snapshot, &seeds, self.cascade, end);
            if !found.contains(&target) {
                continue;
            }
            let global = |list: &[u32]| {
                list.iter()
                    .map(|at| self.snapshot.global(*at))
                    .collect::<Vec<_>>()
            };
            let claim = Claim {
                graph: self.graph,
                day: self.request.as_of,
                bar: self.cascade.bar(),
                certainty,
                is_aggregate: true,
                roots: &global(&seeds),
                reached: &global(&found),
            };
            let proof = claim.prove(employer.0);
            let last = proof.nodes.last().copied();
            let party = self
                .request
                .listed
                .iter()
                .find(|party| Some(party.node) == last);
            out.extend(party.map(|party| {
                let mut path = self.path(party, Basis::Listed, proof);
                path.rule.clone_from(&self.cascade.name);
                path
            }));
            break;
        }
        out
    }

    /// What employer and target share: one path for each tie.
    pub(super) fn soft(&self, target: &Party, notes: &mut BTreeSet<String>) -> Vec<TiePath> {
        let request = SoftRequest {
            as_of: self.request.as_of,
            founded_before: None,
        };
        let found = self
            .graph
            .soft_ties(self.request.employer, target.node, &request);
        notes.extend(found.notes);
        // A supply that the agreement covers is a path of its own.
        let is_told = |kind| kind == SoftKind::Supplies && self.request.covers.suppliers;
        let ties = found.ties.into_iter().filter(|tie| !is_told(tie.kind));
        ties.map(|tie| {
            let edge = TieEdge {
                from: self.request.employer,
                to: target.node,
                kind: TieKind::Soft {
                    kind: tie.kind,
                    value: tie.value,
                    rarity: tie.rarity,
                },
                share: None,
                since: tie.since,
                refs: tie.refs,
            };
            let proof = Proof {
                nodes: vec![self.request.employer, target.node],
                edges: vec![edge],
            };
            self.path(target, Basis::Soft, proof)
        })
        .collect()
    }
}
