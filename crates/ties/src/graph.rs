//! The graph: parties as dense indices, their interests in compressed rows by subject and by holder.

use std::collections::HashMap;

use bongsu_model::{Day, RowRef};
use bongsu_names::NameIndex;

use crate::ids::Ids;
use crate::register::{Directness, InterestKind, PartyKind};
use crate::shares::Parts;
use crate::soft::LazySoft;

/// A party of a [`TieGraph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(pub(crate) u32);

/// Who stands behind whom.
#[derive(Debug)]
pub struct TieGraph {
    pub(crate) ids: Ids,
    /// Where each party stands in `details`, [`NO_DETAIL`] for one that no row describes; may end early.
    pub(crate) detail_of: Vec<u32>,
    pub(crate) details: Vec<Party>,
    pub(crate) sources: Vec<String>,
    /// Interests sorted by subject, then holder; own shares are not among them.
    pub(crate) edges: Vec<Edge>,
    /// What parties hold of themselves, sorted like `edges`.
    pub(crate) own: Vec<Edge>,
    /// Where the interests in each party start in `edges`.
    pub(crate) in_starts: Vec<u32>,
    /// Indices into `edges`, sorted by holder.
    pub(crate) out_edges: Vec<u32>,
    /// Where the interests of each holder start in `out_edges`.
    pub(crate) out_starts: Vec<u32>,
    /// Why holders are not known, by index into `edges`.
    pub(crate) reasons: HashMap<u32, String>,
    /// Supplies sorted by supplier.
    pub(crate) supplies: Vec<Link>,
    pub(crate) names: NameIndex,
    pub(crate) registrations: HashMap<String, Vec<u32>>,
    pub(crate) soft: LazySoft,
}

/// What rows say of a party beside its interests.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub(crate) names: Vec<String>,
    pub(crate) kind: PartyKind,
    pub(crate) is_described: bool,
    pub(crate) registration: Option<String>,
    pub(crate) jurisdiction: Option<String>,
    pub(crate) founded_on: Option<Day>,
    pub(crate) unknown_reason: Option<String>,
    pub(crate) at: At,
}

/// An interest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Edge {
    /// [`NOBODY`] where the holder is not known.
    pub(crate) holder: u32,
    pub(crate) subject: u32,
    pub(crate) min: u32,
    pub(crate) max: u32,
    pub(crate) span: Span,
    pub(crate) at: At,
    pub(crate) kind: InterestKind,
    pub(crate) directness: Directness,
}

/// A supply, with its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Link {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) span: Span,
    pub(crate) at: At,
}

/// First and last day, both inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    first: i32,
    last: i32,
}

/// A row of a source, by the source's index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct At {
    pub(crate) source: u32,
    pub(crate) row: u32,
}

/// The holder that is not known.
pub(crate) const NOBODY: u32 = u32::MAX;

/// A party that no row describes.
pub(crate) const NO_DETAIL: u32 = u32::MAX;

/// What is known of a party that no row describes.
static BARE: Party = Party {
    names: Vec::new(),
    kind: PartyKind::Organisation,
    is_described: false,
    registration: None,
    jurisdiction: None,
    founded_on: None,
    unknown_reason: None,
    at: At { source: 0, row: 0 },
};

impl TieGraph {
    /// The party of an id.
    pub fn node(&self, id: &str) -> Option<Node> {
        self.ids.find(id).map(Node)
    }

    /// The id of a party.
    pub fn id(&self, node: Node) -> &str {
        self.ids.get(node.0).unwrap_or("")
    }

    /// The registered name of a party; its id where it has none.
    pub fn name(&self, node: Node) -> &str {
        let name = self.party(node.0).and_then(|party| party.names.first());
        name.map_or_else(|| self.id(node), String::as_str)
    }

    /// All names of a party, the registered one first.
    pub fn names(&self, node: Node) -> &[String] {
        self.party(node.0).map_or(&[], |party| &party.names)
    }

    /// What a party is.
    pub fn kind(&self, node: Node) -> PartyKind {
        self.party(node.0)
            .map_or(PartyKind::Unknown, |party| party.kind)
    }

    /// The jurisdiction of a party.
    pub fn jurisdiction(&self, node: Node) -> Option<&str> {
        self.party(node.0)
            .and_then(|party| party.jurisdiction.as_deref())
    }

    /// The row that describes a party; `None` where only other rows name it.
    pub fn row(&self, node: Node) -> Option<RowRef> {
        self.party(node.0)
            .filter(|party| party.is_described)
            .map(|party| self.row_ref(party.at))
    }

    /// The parties that are persons.
    pub fn persons(&self) -> impl Iterator<Item = Node> {
        let persons = self
            .described()
            .filter(|(_, party)| party.kind == PartyKind::Person);
        persons.map(|(at, _)| Node(at))
    }

    /// How many parties.
    pub fn n_parties(&self) -> usize {
        self.ids.len()
    }

    /// How many interests.
    pub fn n_interests(&self) -> usize {
        self.edges.len()
    }

    pub(crate) fn party(&self, at: u32) -> Option<&Party> {
        let detail = self.detail_of.get(at as usize).copied();
        match detail.filter(|detail| *detail != NO_DETAIL) {
            Some(detail) => self.details.get(detail as usize),
            None => ((at as usize) < self.ids.len()).then_some(&BARE),
        }
    }

    /// Each party by its number, with what rows say of it.
    pub(crate) fn described(&self) -> impl Iterator<Item = (u32, &Party)> {
        let numbered = (0..).zip(&self.detail_of);
        numbered.filter_map(|(at, detail)| Some((at, self.details.get(*detail as usize)?)))
    }

    pub(crate) fn kind_at(&self, at: u32) -> PartyKind {
        self.kind(Node(at))
    }

    /// The interests in a party, by holder.
    pub(crate) fn edges_into(&self, subject: u32) -> &[Edge] {
        self.edges
            .get(bounds(&self.in_starts, subject))
            .unwrap_or(&[])
    }

    /// Where the interests in a party start in `edges`.
    pub(crate) fn first_edge_into(&self, subject: u32) -> u32 {
        self.in_starts.get(subject as usize).copied().unwrap_or(0)
    }

    /// The interests of a holder, by subject.
    pub(crate) fn edges_of(&self, holder: u32) -> impl Iterator<Item = &Edge> {
        let range = bounds(&self.out_starts, holder);
        self.out_edges
            .get(range)
            .unwrap_or(&[])
            .iter()
            .filter_map(|at| self.edges.get(*at as usize))
    }

    /// The supplies of a supplier.
    pub(crate) fn supplies_of(&self, supplier: u32) -> &[Link] {
        let start = self.supplies.partition_point(|link| link.from < supplier);
        let end = self.supplies.partition_point(|link| link.from <= supplier);
        self.supplies.get(start..end).unwrap_or(&[])
    }

    pub(crate) fn row_ref(&self, at: At) -> RowRef {
        let source = self
            .sources
            .get(at.source as usize)
            .cloned()
            .unwrap_or_default();
        RowRef {
            source,
            row: u64::from(at.row),
        }
    }
}

impl Span {
    pub(crate) fn new(from: Option<Day>, to: Option<Day>) -> Self {
        Self {
            first: from.map_or(i32::MIN, Day::epoch_days),
            last: to.map_or(i32::MAX, Day::epoch_days),
        }
    }

    pub(crate) const fn holds(self, day: Day) -> bool {
        self.first <= day.epoch_days() && day.epoch_days() <= self.last
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.last < self.first
    }

    pub(crate) fn since(self) -> Option<Day> {
        (self.first != i32::MIN).then(|| Day::from_epoch_days(self.first))
    }
}

impl Edge {
    pub(crate) fn min(&self) -> Parts {
        Parts::from(self.min)
    }

    pub(crate) fn max(&self) -> Parts {
        Parts::from(self.max)
    }
}

/// The range of a row in compressed rows.
pub(crate) fn bounds(starts: &[u32], at: u32) -> std::ops::Range<usize> {
    let start = starts.get(at as usize).copied().unwrap_or(0);
    let end = starts.get(at as usize + 1).copied().unwrap_or(start);
    start as usize..end as usize
}
