//! Everything that is known between two parties.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Certainty, Day};

use crate::control::JointControl;
use crate::graph::{NOBODY, Node, TieGraph};
use crate::rule::ControlRule;
use crate::shares::{Parts, WHOLE};
use crate::soft::{Side, SoftKind, SoftTie};

use super::cone::{Cone, Held};
use super::explain::{Proof, holding_edge};
use super::open::{Question, open};
use super::search::stakes::part_of;
use super::{Coverage, TieEdge, TieKind};

/// What is known between two parties; what is empty is not known, which is no clearance.
#[derive(Clone, Debug, PartialEq)]
pub struct Between {
    /// The two parties, as asked.
    pub parties: [Node; 2],
    /// The day.
    pub as_of: Day,
    /// One controls the other: from the controlled one up.
    pub control: Vec<Chain>,
    /// One party controls both: from the first up to it and down to the second; the nearest first.
    pub common: Vec<Chain>,
    /// Chains of holdings from one up to the other, or from both up to one holder, that give no control.
    pub holdings: Vec<Chain>,
    /// Who decides one of them, or a party of both, together with others.
    pub joint: Vec<JointControl>,
    /// Supplies between them.
    pub supplies: Vec<TieEdge>,
    /// What else they share; none decides alone.
    pub soft: Vec<SoftTie>,
    /// Soft values left out because too many share them.
    pub notes: Vec<String>,
    /// What would settle what is not known, the weightiest first.
    pub questions: Vec<Question>,
    /// How far the register knows who stands above them.
    pub coverage: Coverage,
}

/// Parties joined one after another.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The parties.
    pub nodes: Vec<Node>,
    /// What joins them; several holdings may join one party where they count together.
    pub edges: Vec<TieEdge>,
    /// How sure control is; `Unknown` where the chain gives none.
    pub certainty: Certainty,
}

/// Ways and chains of one kind that are told.
const TOLD: usize = 4;

/// Common controllers that are proved.
const MAX_SHARED: usize = 16;

/// What each of the two holds, looked at for what they hold together.
const MAX_HELD: usize = 1_000;

impl TieGraph {
    /// Everything known between two parties on a day; control is a majority of the votes.
    pub fn explain(&self, a: Node, b: Node, as_of: Day) -> Between {
        self.explain_by(a, b, &ControlRule::majority(as_of))
    }

    /// The same by a rule of control, on its day.
    pub fn explain_by(&self, a: Node, b: Node, rule: &ControlRule) -> Between {
        let as_of = rule.as_of;
        let mut cone = Cone::above(self, &[a.0, b.0], rule.terms());
        let (at_a, at_b) = (0, cone.local(b).unwrap_or(0));
        let bar = rule.bar();
        let (above_a, above_b) = (cone.controllers(at_a, bar), cone.controllers(at_b, bar));
        let mut control = Vec::new();
        for (x, y, above) in [(at_b, at_a, &above_a), (at_a, at_b, &above_b)] {
            if let Some(found) = above.iter().find(|one| one.at == x) {
                let ways = cone.ways(x, y, (bar, found.certainty), TOLD);
                control.extend(ways.into_iter().map(|way| Chain::of(way, found.certainty)));
            }
        }
        let of_b: BTreeMap<u32, Certainty> =
            above_b.iter().map(|one| (one.at, one.certainty)).collect();
        let shared = above_a.iter().filter_map(|one| {
            of_b.get(&one.at)
                .map(|other| (one.certainty.min(*other), one.at))
        });
        let mut shared: Vec<(Certainty, u32)> = shared.collect();
        shared.sort_by_key(|(certainty, at)| (std::cmp::Reverse(*certainty), *at));
        let mut common = Vec::new();
        for (certainty, top) in shared.into_iter().take(MAX_SHARED) {
            let by = (bar, certainty);
            if let (Some(one), Some(other)) = (
                cone.ways(top, at_a, by, 1).pop(),
                cone.ways(top, at_b, by, 1).pop(),
            ) {
                common.push(Chain::of(one.then(other.reversed()), certainty));
            }
        }
        nearest(&mut common);
        let is_target = |_| false;
        let mut open_a = open(&cone, (at_a, &above_a), bar, is_target);
        let open_b = open(&cone, (at_b, &above_b), bar, is_target);
        open_a.questions.extend(open_b.questions);
        let mut seen: BTreeSet<String> = BTreeSet::new();
        open_a
            .questions
            .retain(|question| seen.insert(question.sentence.clone()));
        open_a.questions.sort_by_key(|question| question.effect);
        let [one, other] = [a, b].map(|node| Side::new(self, node, as_of));
        let soft = self.soft_between(&one, &other, as_of);
        let is_supply = |kind| matches!(kind, SoftKind::Supplies | SoftKind::Supplied);
        Between {
            parties: [a, b],
            as_of,
            holdings: if a == b {
                Vec::new()
            } else {
                held_between(&cone, (at_a, at_b), &control)
            },
            control,
            common,
            joint: self.joint_between(a, b, rule),
            supplies: self.supplies_between(a, b, as_of),
            soft: soft
                .ties
                .into_iter()
                .filter(|tie| !is_supply(tie.kind))
                .collect(),
            notes: soft.notes,
            questions: open_a.questions,
            coverage: match (cone.is_cut(), open_a.is_missing || open_b.is_missing) {
                (true, _) => Coverage::Truncated,
                (false, true) => Coverage::Missing,
                (false, false) => Coverage::Complete,
            },
        }
    }

    fn supplies_between(&self, a: Node, b: Node, day: Day) -> Vec<TieEdge> {
        let mut out = Vec::new();
        for (from, to) in [(a, b), (b, a)] {
            let links = self.supplies_of(from.0);
            let start = links.partition_point(|link| link.to < to.0);
            let between = links.get(start..).unwrap_or(&[]).iter();
            let links: Vec<_> = between
                .take_while(|link| link.to == to.0)
                .filter(|link| link.span.holds(day))
                .collect();
            out.extend(links.first().map(|first| TieEdge {
                from,
                to,
                kind: TieKind::Supply,
                share: None,
                since: first.span.since(),
                refs: links.iter().map(|link| self.row_ref(link.at)).collect(),
            }));
        }
        out
    }

    /// Joint control of one of the two in which the other takes part, and of what both hold.
    fn joint_between(&self, a: Node, b: Node, rule: &ControlRule) -> Vec<JointControl> {
        let mut out = Vec::new();
        if a == b {
            return out;
        }
        for (subject, with) in [(a, b), (b, a)] {
            out.extend(
                self.joint_control(subject, rule)
                    .filter(|joint| joint.has(with)),
            );
        }
        let held = |node: Node| -> BTreeSet<u32> {
            let edges = self
                .edges_of(node.0)
                .filter(|edge| edge.span.holds(rule.as_of) && rule.counted.counts(edge.kind));
            edges.take(MAX_HELD).map(|edge| edge.subject).collect()
        };
        let (of_a, of_b) = (held(a), held(b));
        for subject in of_a.intersection(&of_b).take(TOLD * TOLD) {
            let found = self.joint_control(Node(*subject), rule);
            out.extend(
                found.filter(|joint| joint.has(a) && joint.has(b) || joint.arrangement.is_some()),
            );
        }
        out
    }
}

impl JointControl {
    fn has(&self, node: Node) -> bool {
        self.holders.iter().any(|(holder, _)| *holder == node)
    }
}

impl Chain {
    fn of(proof: Proof, certainty: Certainty) -> Self {
        Self {
            nodes: proof.nodes,
            edges: proof.edges,
            certainty,
        }
    }
}

impl Between {
    /// Whether anything at all is known between the two; nothing known is no clearance.
    pub fn is_empty(&self) -> bool {
        self.control.is_empty()
            && self.common.is_empty()
            && self.holdings.is_empty()
            && self.joint.is_empty()
            && self.supplies.is_empty()
            && self.soft.is_empty()
    }
}

/// Keeps the shortest ways to common controllers; who stands above one adds nothing but a detour.
fn nearest(common: &mut Vec<Chain>) {
    let is_detour =
        |chain: &Chain| chain.nodes.iter().collect::<BTreeSet<_>>().len() < chain.nodes.len();
    common.sort_by_key(|chain| {
        (
            std::cmp::Reverse(chain.certainty),
            is_detour(chain),
            chain.edges.len(),
        )
    });
    let n_direct = common.iter().filter(|chain| !is_detour(chain)).count();
    common.truncate(n_direct.clamp(1, TOLD));
}

/// Holdings from one up to the other, and from both up to one holder; without what control tells already.
fn held_between(cone: &Cone<'_>, (a, b): (u32, u32), control: &[Chain]) -> Vec<Chain> {
    let (from_a, from_b) = (cone.chains(a, TOLD), cone.chains(b, TOLD));
    let mut found: Vec<(Parts, Chain)> = Vec::new();
    for (chains, target) in [(&from_a, b), (&from_b, a)] {
        let to_other = chains
            .iter()
            .filter(|chain| chain.parties.last() == Some(&target));
        found.extend(
            to_other
                .take(TOLD)
                .map(|chain| (chain.part, told(cone, chain))),
        );
    }
    let mut best: BTreeMap<u32, &Held> = BTreeMap::new();
    for chain in from_b.iter().rev() {
        best.extend(chain.parties.last().map(|top| (*top, chain)));
    }
    for up in &from_a {
        let Some(down) = up.parties.last().and_then(|top| best.get(top)) else {
            continue;
        };
        let below: BTreeSet<&u32> = up.parties.iter().rev().skip(1).collect();
        // Both ways stay apart until the holder in common.
        let is_apart = down
            .parties
            .iter()
            .rev()
            .skip(1)
            .all(|at| !below.contains(at));
        if !is_apart || up.parties.contains(&b) || down.parties.contains(&a) {
            continue;
        }
        let mut chain = told(cone, up);
        let other = told(cone, down);
        chain.nodes.extend(other.nodes.into_iter().rev().skip(1));
        chain.edges.extend(other.edges.into_iter().rev());
        found.push((up.part.min(down.part), chain));
    }
    let known: BTreeSet<(Node, Node)> = control
        .iter()
        .flat_map(|chain| chain.edges.iter().map(|edge| (edge.from, edge.to)))
        .collect();
    found.retain(|(_, chain)| {
        !chain
            .edges
            .iter()
            .all(|edge| known.contains(&(edge.from, edge.to)))
    });
    found.sort_by_key(|(part, chain)| {
        (
            chain.nodes.len(),
            std::cmp::Reverse(*part),
            chain.nodes.clone(),
        )
    });
    found.truncate(2 * TOLD);
    found.into_iter().map(|(_, chain)| chain).collect()
}

fn told(cone: &Cone<'_>, chain: &Held) -> Chain {
    let rarity = chain.part as f64 / WHOLE as f64;
    Chain {
        nodes: chain
            .parties
            .iter()
            .map(|at| Node(cone.global(*at)))
            .collect(),
        edges: cone.chain_edges(chain, |holding, of| {
            part_of(cone.graph, holding, of, rarity)
        }),
        certainty: Certainty::Unknown,
    }
}

/// An interest as an edge that says what it gives by itself.
pub(super) fn plain_edge(
    graph: &TieGraph,
    subject: u32,
    holding: &crate::snapshot::Holding,
    rule: &ControlRule,
) -> Option<TieEdge> {
    if holding.holder == NOBODY {
        return None;
    }
    let bar = rule.bar();
    let kind = if bar.is_met(holding.min) {
        TieKind::Control(Certainty::Certain)
    } else if bar.is_met(holding.max) {
        TieKind::Control(Certainty::Possible)
    } else {
        part_of(
            graph,
            holding,
            Node(subject),
            holding.max as f64 / WHOLE as f64,
        )
    };
    Some(holding_edge((graph, &rule.terms()), subject, holding, kind))
}
