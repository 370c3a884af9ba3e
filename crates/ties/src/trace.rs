//! From a leaver's declared employer to the restricted or listed party behind it, with every edge explained.
//!
//! No path is never a clearance: the coverage says how far the register knows who holds the employer, and the
//! unknown holdings say what to ask for.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Certainty, Day, RowRef, ShareRange};

use crate::graph::{Node, TieGraph};
use crate::register::InterestKind;
use crate::rule::{CascadeRule, ControlRule};
use crate::shares::WHOLE;
use crate::snapshot::holding::more_than_whole;
use crate::soft::{Circumstances, SoftKind, SoftTie};

mod between;
pub(crate) mod cone;
mod explain;
mod neighbourhood;
mod open;
mod search;

pub use between::{Between, Chain};
pub use neighbourhood::{Collapsed, Neighbour, Neighbourhood};
pub use open::{Effect, Question};

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceRequest {
    /// The declared employer, as resolved.
    pub employer: Node,
    /// The restricted parties of this person's own agreement.
    pub restricted: Vec<Party>,
    /// What the agreement covers beside the parties themselves.
    pub covers: Covers,
    /// Parties on a list.
    pub listed: Vec<Party>,
    /// The day on which holdings must be in force.
    pub as_of: Day,
    /// How many paths to each party at most; the best of every party come before second ones.
    pub k: usize,
}

/// A party to look for, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Which.
    pub node: Node,
    /// Why: the clause of the agreement, the list and its version.
    pub why: String,
    /// How surely it is the party that is looked for: no way to it is surer.
    pub certainty: Certainty,
}

/// What an agreement covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four switches of an agreement, each by itself"
)]
pub struct Covers {
    /// The parties it names.
    pub named: bool,
    /// Who controls them, and whom they control.
    pub affiliates: bool,
    /// Who supplies them.
    pub suppliers: bool,
    /// Whoever is controlled by the same party.
    pub common_control: bool,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The best certainty of a path; `Unknown` where none was found or only soft ties were, which is no clearance.
    pub reach: Certainty,
    /// The paths: certain before possible, hard before soft, the best of each party before its second, then short
    /// before long.
    pub paths: Vec<TiePath>,
    /// How far the register knows who stands above the employer.
    pub coverage: Coverage,
    /// What the register does not know, the employer first.
    pub unknown: Vec<UnknownHolding>,
    /// What would settle what is not known, the weightiest first.
    pub questions: Vec<Question>,
    /// What is soft about the employer by itself: founded lately, paid by another, where former colleagues went.
    pub facts: Vec<SoftTie>,
    /// Soft values left out because too many share them.
    pub notes: Vec<String>,
}

/// One way from the employer to a party.
#[derive(Clone, Debug, PartialEq)]
pub struct TiePath {
    /// The parties, the employer first, the target last.
    pub nodes: Vec<Node>,
    /// What joins them; several holdings may join one party where they count together.
    pub edges: Vec<TieEdge>,
    /// How sure the whole path is.
    pub certainty: Certainty,
    /// The rule it was found by.
    pub rule: String,
    /// The party looked for.
    pub target: Party,
    /// What makes it count.
    pub basis: Basis,
}

/// What joins two parties: `from` holds, supplies or shares with `to`.
#[derive(Clone, Debug, PartialEq)]
pub struct TieEdge {
    /// The holder, the supplier.
    pub from: Node,
    /// The party held, the customer.
    pub to: Node,
    /// What it is.
    pub kind: TieKind,
    /// How much is held.
    pub share: Option<ShareRange>,
    /// Since when.
    pub since: Option<Day>,
    /// The rows it stands on.
    pub refs: Vec<RowRef>,
}

/// What joins two parties.
#[derive(Clone, Debug, PartialEq)]
pub enum TieKind {
    /// A holding that gives control, alone or with the other edges into the same party.
    Control(Certainty),
    /// A holding of listed parties that counts in aggregate.
    Aggregate(Certainty),
    /// One of two exact halves, or a part of an arrangement.
    Joint,
    /// The right to appoint the board, or influence in another way.
    Influence(InterestKind),
    /// A supply.
    Supply,
    /// A soft tie, which decides nothing by itself: what is shared, the value, and its rarity.
    Soft {
        /// What is shared.
        kind: SoftKind,
        /// The value.
        value: String,
        /// From 0 (everybody shares it) to 1 (only these two).
        rarity: f64,
    },
}

/// What makes a path count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The employer is the party.
    Named,
    /// One controls the other.
    Affiliate,
    /// The employer, or who controls it, supplies the party.
    Supplier,
    /// One party controls both.
    CommonControl,
    /// Listed parties hold the employer.
    Listed,
    /// The two decide a party together with others: jointly held, not controlled.
    Joint,
    /// The party appoints the employer's board, or has influence in another way.
    Influence,
    /// They share something; never a conclusion alone, so that such a path is `Unknown`.
    Soft,
}

/// How far the register knows who stands above the employer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coverage {
    /// The known direct holders of every layer reach more than half.
    Complete,
    /// The search was cut at its limit.
    Truncated,
    /// Holders of a layer are not in the register.
    Missing,
}

/// What of a party is held by whom the register does not know.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownHolding {
    /// The party held.
    pub node: Node,
    /// How much of it.
    pub share: ShareRange,
    /// Why, as the register says; else that the holders are not in it.
    pub reason: String,
}

impl TieGraph {
    /// Traces a declared employer to the parties asked for; control is a majority of the votes.
    pub fn trace(&self, request: &TraceRequest) -> Trace {
        self.trace_by(request, &ControlRule::majority(request.as_of))
    }

    /// The same by a rule of control, which paths then name. Holdings are those of the day of the request, whatever
    /// the day of the rule; listed parties count in aggregate as ever.
    pub fn trace_by(&self, request: &TraceRequest, rule: &ControlRule) -> Trace {
        // Without circumstances nothing is said about the departure itself.
        let nothing = Circumstances {
            founded_within: 0,
            ..Circumstances::default()
        };
        self.trace_with_by(request, &nothing, rule)
    }

    /// What is said of a party on a day that cannot be: its holders claim more than the whole.
    ///
    /// ```
    /// use bongsu_model::{Day, ShareRange};
    /// use bongsu_ties::TieGraph;
    ///
    /// let share = ShareRange::exact(0.6)?;
    /// let (graph, _) = TieGraph::from_edges([("a", "c", share), ("b", "c", share)]);
    /// let day = Day::from_ymd(2026, 11, 29).unwrap();
    /// let said = graph.contradiction(graph.node("c").unwrap(), day).unwrap();
    /// assert!(said.starts_with("the holders of c have at least 120 % together"));
    /// # Ok::<(), bongsu_model::ShareError>(())
    /// ```
    pub fn contradiction(&self, node: Node, as_of: Day) -> Option<String> {
        let sum = more_than_whole(self, node.0, as_of)?;
        let percent = sum.div_ceil(WHOLE / 100);
        Some(format!(
            "the holders of {} have at least {percent} % together: check the register for holdings counted twice",
            self.name(node)
        ))
    }

    /// Traces a declared employer with what else is known of the departure: who pays, when, where others went.
    ///
    /// Who stands behind the payer is followed as well; such a path is soft, because the payer is.
    pub fn trace_with(&self, request: &TraceRequest, circumstances: &Circumstances) -> Trace {
        self.trace_with_by(
            request,
            circumstances,
            &ControlRule::majority(request.as_of),
        )
    }

    /// The same by a rule of control, as of the day of the request.
    pub fn trace_with_by(
        &self,
        request: &TraceRequest,
        circumstances: &Circumstances,
        rule: &ControlRule,
    ) -> Trace {
        let rule = ControlRule {
            as_of: request.as_of,
            ..rule.clone()
        };
        let cascade = CascadeRule::half_in_aggregate(request.as_of);
        let mut search = search::Search::new(self, (request, circumstances), (&rule, &cascade));
        let (mut paths, mut notes) = search.paths();
        let facts = search.facts();
        order(&mut paths, request.k);
        let on_the_way: BTreeSet<Node> =
            paths.iter().flat_map(|path| &path.nodes).copied().collect();
        let on_the_way = on_the_way.into_iter().take(CHECKED);
        notes.extend(on_the_way.filter_map(|node| self.contradiction(node, request.as_of)));
        let reach = paths
            .iter()
            .map(|path| path.certainty)
            .max()
            .unwrap_or(Certainty::Unknown);
        let mut open = search.open();
        if reach == Certainty::Certain {
            // The answer stands whatever else is found out.
            open.questions
                .iter_mut()
                .for_each(|question| question.effect = Effect::Informs);
        }
        let coverage = match (search.is_cut(), open.is_missing) {
            (true, _) => Coverage::Truncated,
            (false, true) => Coverage::Missing,
            (false, false) => Coverage::Complete,
        };
        Trace {
            reach,
            paths,
            coverage,
            unknown: open.unknown,
            questions: open.questions,
            facts,
            notes,
        }
    }
}

/// Parties on the way of which it is looked whether their holders claim more than the whole.
const CHECKED: usize = 256;

impl Default for Covers {
    /// The parties themselves, their affiliates and whoever is under common control.
    fn default() -> Self {
        Self {
            named: true,
            affiliates: true,
            suppliers: false,
            common_control: true,
        }
    }
}

impl Basis {
    /// The basis in words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Affiliate => "affiliate",
            Self::Supplier => "supplier",
            Self::CommonControl => "common control",
            Self::Listed => "listed",
            Self::Joint => "joint",
            Self::Influence => "influence",
            Self::Soft => "soft tie",
        }
    }
}

impl Coverage {
    /// The coverage in words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Truncated => "truncated",
            Self::Missing => "missing",
        }
    }
}

impl TieKind {
    /// The kind in words: the table `ties` and reports use it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Control(Certainty::Certain) => "control, certain",
            Self::Control(_) => "control, possible",
            Self::Aggregate(Certainty::Certain) => "in aggregate, certain",
            Self::Aggregate(_) => "in aggregate, possible",
            Self::Joint => "joint",
            Self::Influence(InterestKind::Appointment) => "appoints the board",
            Self::Influence(_) => "influence",
            Self::Supply => "supplies",
            Self::Soft { kind, .. } => kind.word(),
        }
    }
}

/// Certain before possible, hard before soft; the best way to each party on each basis before further ones; then
/// short before long, much held before little, rare before common. At most k to each party, each told once.
fn order(paths: &mut Vec<TiePath>, k: usize) {
    let rank = |path: &TiePath| {
        let length = path.edges.len();
        (
            std::cmp::Reverse(path.certainty),
            path.basis == Basis::Soft,
            length,
            -weight(path),
            path.basis,
            path.target.node,
        )
    };
    paths.sort_by_cached_key(rank);
    let mut told: BTreeSet<(Node, Vec<Step>)> = BTreeSet::new();
    paths.retain(|path| {
        // Ways differ in their first steps, if at all.
        let steps = path.edges.iter().take(COMPARED).map(|edge| {
            let value = match &edge.kind {
                TieKind::Soft { value, .. } => value.clone(),
                _ => String::new(),
            };
            (edge.from, edge.to, edge.kind.word(), value)
        });
        told.insert((path.target.node, steps.collect()))
    });
    let mut of_basis: BTreeMap<(Node, Basis), usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, TiePath)> = paths
        .drain(..)
        .map(|path| {
            let n = of_basis.entry((path.target.node, path.basis)).or_default();
            *n += 1;
            (*n, path)
        })
        .collect();
    // Stable: within one turn the order above stays.
    ranked.sort_by_key(|(turn, path)| {
        (
            std::cmp::Reverse(path.certainty),
            path.basis == Basis::Soft,
            *turn,
        )
    });
    let mut of_target: BTreeMap<Node, usize> = BTreeMap::new();
    paths.extend(ranked.into_iter().map(|(_, path)| path).filter(|path| {
        let n = of_target.entry(path.target.node).or_default();
        *n += 1;
        *n <= k
    }));
}

/// Steps of a way by which it is told from others.
const COMPARED: usize = 64;

/// One step of a path, as it is compared: from, to, kind and soft value.
type Step = (Node, Node, &'static str, String);

/// What the weakest step of a path holds, or how rare a soft one is, in thousandths.
fn weight(path: &TiePath) -> i64 {
    let steps = path.edges.iter().filter_map(|edge| match &edge.kind {
        TieKind::Soft { rarity, .. } => Some(*rarity),
        _ => edge.share.map(ShareRange::min),
    });
    steps
        .map(|step| (step * 1000.0) as i64)
        .min()
        .unwrap_or(1000)
}
