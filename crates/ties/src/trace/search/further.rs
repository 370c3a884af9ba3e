//! Ways beside sole control: supply, joint control, influence, listed parties in aggregate, soft ties.

use std::collections::BTreeSet;

use bongsu_model::Certainty;

use crate::graph::{Edge, NOBODY, Node, TieGraph};
use crate::register::{InterestKind, PartyKind};
use crate::shares::WHOLE;
use crate::snapshot::Holding;
use crate::soft::{Side, SoftKind};
use crate::trace::cone::{Above, Banned, Cone, End};
use crate::trace::explain::{Claim, Proof, holding_edge};
use crate::trace::{Basis, Party, TieEdge, TieKind, TiePath, TraceRequest};

use super::Search;

/// Controllers of the employer whose supplies are looked at.
const MAX_SUPPLIERS: usize = 64;

/// Interests without votes that are looked at.
const MAX_INFLUENCE: usize = 256;

/// Who appoints the board of the employer or has influence in another way.
pub(super) fn influencers<'a>(
    graph: &'a TieGraph,
    request: &'a TraceRequest,
) -> impl Iterator<Item = &'a Edge> {
    let edges = graph.edges_into(request.employer.0).iter();
    let found = edges.filter(|edge| {
        matches!(
            edge.kind,
            InterestKind::Appointment | InterestKind::Influence
        ) && edge.span.holds(request.as_of)
            && edge.holder != NOBODY
    });
    found.take(MAX_INFLUENCE)
}

impl Search<'_> {
    /// The employer, or who controls it, supplies the target.
    pub(super) fn supplier(&mut self, target: &Party) -> Vec<TiePath> {
        let employer = self.request.employer;
        let mut tops = vec![Above {
            at: self.employer,
            certainty: Certainty::Certain,
        }];
        tops.extend(self.controllers.iter().take(MAX_SUPPLIERS).copied());
        let mut out = Vec::new();
        for top in tops {
            let supplier = Node(self.cone.global(top.at));
            // Sorted by customer.
            let links = self.graph.supplies_of(supplier.0);
            let start = links.partition_point(|link| link.to < target.node.0);
            let links: Vec<_> = links
                .get(start..)
                .unwrap_or(&[])
                .iter()
                .take_while(|link| link.to == target.node.0)
                .filter(|link| link.span.holds(self.request.as_of))
                .collect();
            let Some(first) = links.first() else { continue };
            let proof = if supplier == employer {
                Proof::of(vec![employer], Vec::new())
            } else {
                let by = (self.control.bar(), top.certainty);
                match self.cone.ways(top.at, self.employer, by, 1).pop() {
                    Some(proof) => proof,
                    None => continue,
                }
            };
            let edge = TieEdge {
                from: supplier,
                to: target.node,
                kind: TieKind::Supply,
                share: None,
                since: first.span.since(),
                refs: links
                    .iter()
                    .map(|link| self.graph.row_ref(link.at))
                    .collect(),
            };
            let supply = Proof::of(vec![supplier, target.node], vec![edge]);
            out.push(self.path(target, Basis::Supplier, proof.then(supply)));
        }
        out
    }

    /// The target decides the employer together with others.
    pub(super) fn joint(&mut self, target: &Party) -> Option<TiePath> {
        let target_at = self.cone.local(target.node)?;
        let (arrangement, holders) = self.joint_holders()?;
        let mut found: Option<(u32, Option<Proof>)> = None;
        for holder in holders {
            let Some(holder) = self.cone.local(holder) else {
                continue;
            };
            if holder == target_at {
                found = Some((holder, None));
                break;
            }
            if found.is_none()
                && let Some(way) = self.surest_way(target_at, holder)
            {
                found = Some((holder, Some(way)));
            }
        }
        let (holder, above) = found?;
        let employer = self.request.employer;
        let mut proof = Proof::of(vec![employer], Vec::new());
        let mut subject = self.employer;
        for step in arrangement.into_iter().chain([holder]) {
            let [of, node] = [subject, step].map(|at| Node(self.cone.global(at)));
            let mut held = self.cone.held(subject).iter();
            let holding = held.find(|holding| holding.holder == node.0);
            let edge = match holding {
                Some(holding) => holding_edge(
                    (self.graph, &self.cone.terms),
                    of.0,
                    holding,
                    TieKind::Joint,
                ),
                None => self.seat(of, node),
            };
            proof = proof.then(Proof::of(vec![of, node], vec![edge]));
            subject = step;
        }
        if let Some(above) = above {
            proof = proof.then(above);
        }
        Some(self.path(target, Basis::Joint, proof))
    }

    /// How a party without shares takes part in an arrangement.
    fn seat(&self, arrangement: Node, member: Node) -> TieEdge {
        let day = self.request.as_of;
        let edges = self.graph.edges_into(arrangement.0).iter();
        let own = edges.filter(|edge| edge.holder == member.0 && edge.span.holds(day));
        TieEdge {
            from: member,
            to: arrangement,
            kind: TieKind::Joint,
            share: None,
            since: own.clone().filter_map(|edge| edge.span.since()).min(),
            refs: own.map(|edge| self.graph.row_ref(edge.at)).collect(),
        }
    }

    /// Who holds the employer jointly: the members of an arrangement with enough votes, or two exact halves.
    fn joint_holders(&self) -> Option<(Option<u32>, Vec<Node>)> {
        let bar = self.bar();
        let direct = self.cone.held(self.employer);
        let arrangement = direct.iter().find(|holding| {
            holding.holder != NOBODY
                && self.graph.kind_at(holding.holder) == PartyKind::Arrangement
                && bar.is_met(holding.min)
        });
        if let Some(arrangement) = arrangement {
            let at = self.cone.local(Node(arrangement.holder))?;
            let members = self.graph.members(arrangement.holder, self.request.as_of);
            return Some((Some(at), members.into_iter().map(Node).collect()));
        }
        let is_half = |holding: &&Holding| {
            holding.holder != NOBODY
                && holding.beside.is_none()
                && holding.min == WHOLE / 2
                && holding.max == WHOLE / 2
        };
        let halves: Vec<Node> = direct
            .iter()
            .filter(is_half)
            .map(|half| Node(half.holder))
            .collect();
        // One party behind both halves controls alone.
        let is_joint = halves.len() == 2 && !bar.is_met(WHOLE / 2) && self.controllers.is_empty();
        is_joint.then_some((None, halves))
    }

    /// The target, or what it controls, appoints the board of the employer or has influence in another way.
    pub(super) fn influence(&mut self, target: &Party) -> Option<TiePath> {
        let (employer, graph) = (self.request.employer, self.graph);
        for edge in influencers(graph, self.request) {
            let joined = TieEdge {
                from: Node(edge.holder),
                to: employer,
                kind: TieKind::Influence(edge.kind),
                share: None,
                since: edge.span.since(),
                refs: vec![graph.row_ref(edge.at)],
            };
            let proof = Proof::of(vec![employer, Node(edge.holder)], vec![joined]);
            if edge.holder == target.node.0 {
                return Some(self.path(target, Basis::Influence, proof));
            }
            let above = self
                .cone
                .local(target.node)
                .zip(self.cone.local(Node(edge.holder)))
                .and_then(|(top, at)| self.surest_way(top, at));
            if let Some(above) = above {
                return Some(self.path(target, Basis::Influence, proof.then(above)));
            }
        }
        None
    }

    /// Listed parties hold the employer in aggregate.
    pub(super) fn listed(&mut self) -> Vec<TiePath> {
        let request = self.request;
        let is_employer = |party: &&Party| party.node == request.employer;
        let own = request.listed.iter().filter(is_employer);
        let mut out: Vec<TiePath> = own
            .map(|party| self.path(party, Basis::Listed, Proof::none()))
            .collect();
        // Whoever only may be a listed party counts where the answer is possible only.
        let seeds = |cone: &Cone<'_>, certainty: Certainty| -> Vec<u32> {
            let sure = request.listed.iter();
            let sure = sure.filter(|party| party.certainty >= certainty);
            let mut seeds: Vec<u32> = sure.filter_map(|party| cone.local(party.node)).collect();
            seeds.sort_unstable();
            seeds.dedup();
            seeds
        };
        let is_sure = out.iter().any(|path| path.certainty == Certainty::Certain);
        if is_sure || seeds(&self.cone, Certainty::Possible).is_empty() {
            return out;
        }
        // The cascade may count what control does not: shares before votes.
        let mut other = (!self.cone.reads_like(self.cascade.counted))
            .then(|| Cone::above(self.graph, &[request.employer.0], self.cascade.terms()));
        let cone = other.as_mut().unwrap_or(&mut self.cone);
        let bar = self.cascade.bar();
        let mut proved = None;
        for certainty in [Certainty::Certain, Certainty::Possible] {
            let seeds = seeds(cone, certainty);
            let reached = cone.reach(&seeds, bar, End::at(certainty), true);
            if !reached.contains(&self.employer) {
                continue;
            }
            let claim = Claim {
                bar,
                certainty,
                is_aggregate: true,
                roots: &seeds,
                reached: &reached,
                banned: &Banned::new(),
            };
            proved = Some(claim.prove(cone, self.employer));
            break;
        }
        self.is_cut |= cone.is_cut();
        let path = proved.and_then(|proof| {
            let last = proof.nodes.last().copied();
            let party = request.listed.iter();
            let party = party
                .filter(|party| Some(party.node) == last)
                .max_by_key(|party| party.certainty)?;
            let mut path = self.path(party, Basis::Listed, proof);
            path.rule.clone_from(&self.cascade.name);
            Some(path)
        });
        out.extend(path);
        out
    }

    /// What employer and target share: one path for each tie.
    pub(super) fn soft(
        &self,
        own: &Side,
        target: &Party,
        notes: &mut BTreeSet<String>,
    ) -> Vec<TiePath> {
        let day = self.request.as_of;
        let other = Side::new(self.graph, target.node, day);
        let found = self.graph.soft_between(own, &other, day);
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
            let proof = Proof::of(vec![self.request.employer, target.node], vec![edge]);
            self.path(target, Basis::Soft, proof)
        })
        .collect()
    }
}
