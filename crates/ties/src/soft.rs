//! Soft ties: what two parties share besides control. Each is weighed by how rare it is; none decides alone.

use bongsu_model::{Day, RowRef};
use bongsu_names::{NameKind, PreparedName, Verdict, compare};

use crate::graph::{Node, TieGraph};
use crate::snapshot::Holding;
use crate::trace::cone::large_holdings;

mod address;
mod contact;
mod departure;
mod holders;
mod index;
mod lazy;

pub(crate) use departure::Convergence;
pub use departure::{Circumstances, Colleague, Payer};
pub(crate) use lazy::{Facts, LazySoft};

/// What two parties share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SoftKind {
    /// A director or representative of the same name.
    Director,
    /// A registered agent, who lends a name and an address.
    Agent,
    /// An address.
    Address,
    /// Plots next to each other in one street.
    Neighbour,
    /// A telephone number.
    Phone,
    /// An internet domain.
    Domain,
    /// The first supplies the second.
    Supplies,
    /// The first is supplied by the second.
    Supplied,
    /// One holds a part of the other, by itself or through others.
    Stake,
    /// A holder with a substantial part of both.
    Holder,
    /// The first was founded shortly before a given day.
    FoundedBefore,
    /// Names of one family.
    NameFamily,
    /// Another party than the declared employer pays.
    Payer,
    /// Others who left the same holder went to the same employer, or to firms of one controller.
    Converging,
}

/// One soft tie.
#[derive(Clone, Debug, PartialEq)]
pub struct SoftTie {
    /// What is shared.
    pub kind: SoftKind,
    /// The value: the director's name, the address, the holder's id, the day.
    pub value: String,
    /// How many parties of the register share the value on that day; counting ends at some thousands.
    pub n_sharing: usize,
    /// From 0 (everybody shares it) to 1 (only these two).
    pub rarity: f64,
    /// Since when, where the register says.
    pub since: Option<Day>,
    /// The rows it stands on.
    pub refs: Vec<RowRef>,
    /// What is shared and by how many, as a sentence.
    pub sentence: String,
}

/// The soft ties of two parties, the rarest first, and what was left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SoftTies {
    /// Ties that say something.
    pub ties: Vec<SoftTie>,
    /// Values that too many share to say anything, in words.
    pub notes: Vec<String>,
}

/// What is asked about soft ties.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoftRequest {
    /// The day on which offices and supplies must last.
    pub as_of: Day,
    /// The day before which a foundation counts, and how many days before.
    pub founded_before: Option<(Day, i32)>,
}

/// A value that more parties share says nothing.
pub(crate) const MAX_SHARING: usize = 50;

/// Counting who shares a value ends here: it says nothing long before.
pub(crate) const MAX_COUNTED: usize = 10_000;

/// One of two parties, prepared once for many comparisons.
#[derive(Debug)]
pub(crate) struct Side {
    pub(crate) node: Node,
    /// Those that are large enough to be a tie.
    holdings: Vec<Holding>,
    name: PreparedName,
    /// The first word of its own in the name; empty where it has none.
    word: String,
}

impl Side {
    pub(crate) fn new(graph: &TieGraph, node: Node, day: Day) -> Self {
        let name = PreparedName::new(NameKind::Organisation, graph.name(node));
        let word = name.core().split(' ').next().unwrap_or("").to_owned();
        Self {
            node,
            holdings: large_holdings(graph, node.0, day, holders::STAKE),
            name,
            word,
        }
    }
}

impl TieGraph {
    /// What two parties share on a day.
    pub fn soft_ties(&self, a: Node, b: Node, request: &SoftRequest) -> SoftTies {
        let [x, y] = [a, b].map(|node| Side::new(self, node, request.as_of));
        let mut found = self.soft_between(&x, &y, request.as_of);
        if let Some((day, days)) = request.founded_before.filter(|_| a != b) {
            found.ties.extend(self.founded_before(a, day, days));
            rarest_first(&mut found.ties);
        }
        found
    }

    pub(crate) fn soft_between(&self, a: &Side, b: &Side, day: Day) -> SoftTies {
        let mut found = SoftTies::default();
        if a.node == b.node {
            return found;
        }
        self.soft
            .shared(self, (a.node.0, b.node.0), day, &mut found);
        self.supply_ties(a.node, b.node, day, &mut found);
        self.stakes(a, b, day, &mut found);
        self.common_holders(a, b, day, &mut found);
        found.ties.extend(self.name_family(a, b, &mut found.notes));
        rarest_first(&mut found.ties);
        found
    }

    /// Names that begin with the same words of their own and are not one name.
    fn name_family(&self, a: &Side, b: &Side, notes: &mut Vec<String>) -> Option<SoftTie> {
        if a.word.len() < 3 {
            return None;
        }
        let related = a.word == b.word || compare(&a.name, &b.name).verdict != Verdict::Different;
        if !related {
            return None;
        }
        let n_sharing = self.names.n_sharing_word(&a.name).max(2);
        let word = &a.word;
        if n_sharing > MAX_SHARING {
            notes.push(format!(
                "names of {} hold `{word}`: it says nothing",
                counted(n_sharing)
            ));
            return None;
        }
        Some(SoftTie {
            kind: SoftKind::NameFamily,
            sentence: format!(
                "their names begin alike (`{word}`), as {n_sharing} names of the register do; names are chosen freely"
            ),
            value: word.clone(),
            n_sharing,
            // Names are chosen freely: half of what a shared fact weighs.
            rarity: 0.5 * rarity(n_sharing),
            since: None,
            refs: [a.node, b.node]
                .into_iter()
                .filter_map(|node| self.row(node))
                .collect(),
        })
    }
}

impl SoftKind {
    /// The kind in words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Director => "director",
            Self::Agent => "registered agent",
            Self::Address => "address",
            Self::Neighbour => "next door",
            Self::Phone => "telephone number",
            Self::Domain => "domain",
            Self::Supplies => "supplies",
            Self::Supplied => "is supplied by",
            Self::Stake => "holds a part",
            Self::Holder => "holder in common",
            Self::FoundedBefore => "founded shortly before",
            Self::NameFamily => "name of one family",
            Self::Payer => "somebody else pays",
            Self::Converging => "former colleagues go there",
        }
    }
}

pub(crate) fn rarest_first(ties: &mut [SoftTie]) {
    ties.sort_by(|x, y| {
        y.rarity
            .total_cmp(&x.rarity)
            .then(x.kind.cmp(&y.kind))
            .then_with(|| x.value.cmp(&y.value))
    });
}

/// 1 where two parties share a value, falling to 0 where [`MAX_SHARING`] do.
pub(crate) fn rarity(n_sharing: usize) -> f64 {
    let n = n_sharing.clamp(2, MAX_SHARING) as f64;
    1.0 - (n / 2.0).ln() / (MAX_SHARING as f64 / 2.0).ln()
}

/// A count of parties, which ends somewhere.
pub(crate) fn counted(n: usize) -> String {
    if n >= MAX_COUNTED {
        format!("{MAX_COUNTED} or more parties")
    } else {
        format!("{n} parties")
    }
}
