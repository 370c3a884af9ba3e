//! What of the employer, and of every layer above it, the register leaves open, and what would settle it.

use std::collections::BTreeSet;

use bongsu_model::{Certainty, Day, ShareRange};

use crate::graph::{NOBODY, Node, TieGraph};
use crate::register::PartyKind;
use crate::rule::Bar;
use crate::shares::{Parts, WHOLE, range};
use crate::snapshot::Holding;

use super::UnknownHolding;
use super::cone::{Above, Cone};

/// Less than this of a party need not be asked for.
const WORTH_ASKING: Parts = 5_000_000;

/// A holder of this part belongs to the next layer where nobody controls.
const LAYER: Parts = 250_000_000;

/// Layers reported on.
const MAX_LAYERS: usize = 64;

/// What to ask for, and how much the answer could change.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The party held.
    pub node: Node,
    /// The holder in question, where the register names one.
    pub holder: Option<Node>,
    /// How much of the party is in question.
    pub share: ShareRange,
    /// What the answer could change.
    pub effect: Effect,
    /// What is not known and what to ask for.
    pub sentence: String,
}

/// What an answer could change, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// By itself who controls a layer.
    Decides,
    /// Who controls a layer, together with what is known.
    Contributes,
    /// Nothing about control; it completes the picture.
    Informs,
}

/// What is open above an employer.
#[derive(Debug, Default)]
pub(crate) struct Open {
    /// The employer first.
    pub(crate) unknown: Vec<UnknownHolding>,
    /// The weightiest first.
    pub(crate) questions: Vec<Question>,
    /// Whether it is open who controls a layer.
    pub(crate) is_missing: bool,
}

/// One layer: a party and who holds it.
struct Layer<'a> {
    graph: &'a TieGraph,
    node: Node,
    held: &'a [Holding],
    day: Day,
    bar: Bar,
    /// Parties of a register with rows about parties; bare edges describe none.
    is_described: bool,
}

/// Looks at an employer and every layer above it.
///
/// Who holds a party that is looked for changes nothing about the way to it.
pub(crate) fn open(
    cone: &Cone<'_>,
    (employer, controllers): (u32, &[Above]),
    bar: Bar,
    is_target: impl Fn(Node) -> bool,
) -> Open {
    let mut layers: Vec<u32> = vec![employer];
    // The nearest are looked at, and told by certainty and party.
    let mut near: Vec<&Above> = controllers.iter().take(MAX_LAYERS).collect();
    near.sort_by_key(|one| (std::cmp::Reverse(one.certainty), cone.global(one.at)));
    layers.extend(near.into_iter().map(|one| one.at));
    let is_settled = controllers
        .iter()
        .any(|one| one.certainty == Certainty::Certain);
    if !is_settled {
        let large = cone
            .held(employer)
            .iter()
            .filter(|holding| holding.max >= LAYER);
        layers.extend(large.filter_map(|holding| cone.local(Node(holding.holder))));
    }
    let n_above = controllers.len().min(MAX_LAYERS);
    let mut seen = BTreeSet::new();
    let mut out = Open::default();
    let mut nearness: Vec<usize> = Vec::new();
    // Who is held by nobody but one another is held by somebody the register does not know.
    let all: BTreeSet<u32> = layers.iter().copied().collect();
    let is_inside = |holding: &Holding| {
        let holder = cone.local(Node(holding.holder));
        holder.is_some_and(|holder| all.contains(&holder))
    };
    let mut is_circle = true;
    let layers = layers.into_iter().enumerate();
    let layers = layers.filter(|(_, layer)| seen.insert(*layer));
    for (place, at) in layers.take(MAX_LAYERS) {
        let node = cone.global(at);
        match cone.graph.kind_at(node) {
            PartyKind::Organisation | PartyKind::Arrangement => {}
            PartyKind::Person => {
                is_circle = false;
                continue;
            }
            PartyKind::Anonymous | PartyKind::Unknown => {
                out.is_missing = true;
                continue;
            }
        }
        let layer = Layer {
            graph: cone.graph,
            node: Node(node),
            held: cone.held(at),
            day: cone.terms.day,
            bar,
            is_described: cone.graph.row(Node(0)).is_some(),
        };
        is_circle &= layer.held.iter().all(is_inside);
        let n_before = out.questions.len();
        layer.look(&mut out);
        // Who controls a holder that does not control the employer decides only together with others.
        let most = match place {
            0 => Effect::Decides,
            _ if is_target(Node(node)) => Effect::Informs,
            place if place <= n_above => Effect::Decides,
            _ => Effect::Contributes,
        };
        for question in out.questions.iter_mut().skip(n_before) {
            question.effect = question.effect.max(most);
            nearness.push(place.min(1));
        }
    }
    out.is_missing |= is_circle;
    let mut ranked: Vec<(usize, Question)> = nearness.into_iter().zip(out.questions).collect();
    ranked.sort_by_cached_key(|(near, question)| {
        let share = (question.share.max() * 1e9) as i64;
        // How much a party looked for holds is the shortest way to an answer.
        let is_far = !question.holder.is_some_and(&is_target);
        (question.effect, *near, is_far, std::cmp::Reverse(share))
    });
    out.questions = ranked.into_iter().map(|(_, question)| question).collect();
    out
}

impl Layer<'_> {
    fn look(&self, out: &mut Open) {
        let named = || self.held.iter().filter(|holding| self.is_named(holding));
        let low: Parts = named().map(|holding| holding.direct().0).sum();
        let high: Parts = named().map(|holding| holding.direct().1).sum();
        out.is_missing |= low <= WHOLE / 2;
        let (min, max) = (WHOLE.saturating_sub(high), WHOLE.saturating_sub(low));
        let reason = self.reason();
        if max >= WORTH_ASKING {
            let share = range(min, max);
            // What ranges leave open is asked for holder by holder.
            if min >= WORTH_ASKING || self.held.iter().all(|holding| holding.min == holding.max) {
                out.questions.push(self.gap(share, max, &reason));
            }
            out.unknown.push(UnknownHolding {
                node: self.node,
                share,
                reason,
            });
        }
        out.questions
            .extend(self.held.iter().filter_map(|holding| self.holder(holding)));
    }

    /// Asks who holds what nobody named holds.
    fn gap(&self, share: ShareRange, max: Parts, reason: &str) -> Question {
        let name = self.graph.name(self.node);
        let sentence = if self.held.is_empty() {
            format!("no holder of {name} is in the register: ask for the shareholder list")
        } else {
            format!(
                "{share} of {name} is held by nobody the register names ({reason}): ask for the shareholder list"
            )
        };
        Question {
            node: self.node,
            holder: None,
            share,
            effect: self.effect(max, None),
            sentence,
        }
    }

    /// Asks about one holder: who it is, or how much it holds.
    fn holder(&self, holding: &Holding) -> Option<Question> {
        if holding.holder == NOBODY || holding.max < WORTH_ASKING {
            return None;
        }
        let holder = Node(holding.holder);
        let share = range(holding.min, holding.max);
        let (name, of) = (self.graph.name(holder), self.graph.name(self.node));
        let party = self.graph.party(holding.holder)?;
        let is_open = !self.bar.is_met(holding.min) && self.bar.is_met(holding.max);
        let (effect, sentence) = match party.kind {
            PartyKind::Anonymous | PartyKind::Unknown => {
                let reason = party
                    .unknown_reason
                    .as_deref()
                    .map(|reason| format!(" ({reason})"));
                (
                    self.effect(holding.max, Some(holder)),
                    format!(
                        "the holder of {share} of {of} is not named{}: identify it",
                        reason.unwrap_or_default()
                    ),
                )
            }
            _ if self.is_described && !party.is_described => (
                self.effect(holding.max, Some(holder)),
                format!(
                    "{name} holds {share} of {of} and the register does not describe it: identify it"
                ),
            ),
            _ if is_open => (
                Effect::Decides,
                format!(
                    "the range {share} that {name} holds of {of} leaves control open: ask for the exact share"
                ),
            ),
            _ if holding.max - holding.min >= WORTH_ASKING => (
                self.effect(holding.max, Some(holder)),
                format!("{name} holds {share} of {of}: ask for the exact share"),
            ),
            _ => return None,
        };
        Some(Question {
            node: self.node,
            holder: Some(holder),
            share,
            effect,
            sentence,
        })
    }

    /// What so much of the party could change, beside what is known of it.
    fn effect(&self, max: Parts, of: Option<Node>) -> Effect {
        let is_settled = self.held.iter().any(|one| {
            self.is_named(one) && Some(Node(one.holder)) != of && self.bar.is_met(one.min)
        });
        let others = self
            .held
            .iter()
            .filter(|one| self.is_named(one) && Some(Node(one.holder)) != of);
        let largest = others.map(|one| one.max).max().unwrap_or(0);
        if is_settled {
            Effect::Informs
        } else if self.bar.is_met(max) {
            Effect::Decides
        } else if self.bar.is_met(max + largest) {
            Effect::Contributes
        } else {
            Effect::Informs
        }
    }

    fn is_named(&self, holding: &Holding) -> bool {
        holding.holder != NOBODY && !is_unnamed(self.graph.kind_at(holding.holder))
    }

    /// What the register says of its unknown holders, each reason once.
    fn reason(&self) -> String {
        let mut reasons: BTreeSet<&str> = BTreeSet::new();
        let first = self.graph.first_edge_into(self.node.0);
        let edges = (first..).zip(self.graph.edges_into(self.node.0));
        let in_force = edges.filter(|(_, edge)| edge.span.holds(self.day) && edge.kind.has_votes());
        for (at, edge) in in_force {
            let is_nobody = edge.holder == NOBODY;
            if is_nobody || is_unnamed(self.graph.kind_at(edge.holder)) {
                let party = self.graph.party(edge.holder).filter(|_| !is_nobody);
                let told = self.graph.reasons.get(&at).map(String::as_str);
                reasons.extend(told);
                reasons.extend(party.and_then(|party| party.unknown_reason.as_deref()));
            }
        }
        if self.held.is_empty() {
            return "no holder is in the register".to_owned();
        }
        if reasons.is_empty() {
            return "holders not in the register".to_owned();
        }
        reasons.into_iter().collect::<Vec<_>>().join("; ")
    }
}

/// Whether a party is known to the register and not named.
const fn is_unnamed(kind: PartyKind) -> bool {
    matches!(kind, PartyKind::Anonymous | PartyKind::Unknown)
}

impl Effect {
    /// The effect in words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Decides => "decides",
            Self::Contributes => "contributes",
            Self::Informs => "informs",
        }
    }
}
