//! What the register says of one party: its number, its days, who holds it.

use bongsu_model::{Day, RowRef, ShareRange};
use bongsu_names::NameIndex;

use crate::graph::{NOBODY, Node, TieGraph};
use crate::shares::range;
use crate::snapshot::holdings;

/// Who holds a part of a party.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// Who; `None` where the register does not know.
    pub node: Option<Node>,
    /// How much.
    pub share: ShareRange,
    /// Since when, where the register says.
    pub since: Option<Day>,
    /// Why the holder is not known, as the register says.
    pub unknown_reason: Option<String>,
    /// The rows it stands on.
    pub refs: Vec<RowRef>,
}

impl TieGraph {
    /// The index of names, to be kept beside the register.
    pub const fn name_index(&self) -> &NameIndex {
        &self.names
    }

    /// The registration number of a party.
    pub fn registration(&self, node: Node) -> Option<&str> {
        self.party(node.0)
            .and_then(|party| party.registration.as_deref())
    }

    /// The day on which a party was founded.
    pub fn founded_on(&self, node: Node) -> Option<Day> {
        self.party(node.0).and_then(|party| party.founded_on)
    }

    /// Who holds a party on a day, the largest part first.
    pub fn holders(&self, node: Node, day: Day) -> Vec<Holder> {
        let mut found: Vec<(u64, Holder)> = holdings(self, node.0, day)
            .into_iter()
            .map(|holding| {
                let edges = holding
                    .edges
                    .iter()
                    .filter_map(|at| Some((*at, self.edges.get(*at as usize)?)));
                let holder = Holder {
                    node: (holding.holder != NOBODY).then_some(Node(holding.holder)),
                    share: range(holding.min, holding.max),
                    since: edges
                        .clone()
                        .filter_map(|(_, edge)| edge.span.since())
                        .min(),
                    unknown_reason: edges
                        .clone()
                        .find_map(|(at, _)| self.reasons.get(&at))
                        .cloned(),
                    refs: edges.map(|(_, edge)| self.row_ref(edge.at)).collect(),
                };
                (holding.max, holder)
            })
            .collect();
        found.sort_by_key(|(max, holder)| (std::cmp::Reverse(*max), holder.node));
        found.into_iter().map(|(_, holder)| holder).collect()
    }
}
