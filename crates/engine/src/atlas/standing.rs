//! What a site knows of one party, ready to be shown.

use bongsu_model::{Certainty, Day, RowRef, ShareRange};
use bongsu_ties::{ControlRule, Node, PartyKind};

use super::Atlas;

/// A party and what stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Its id in the register.
    pub id: String,
    /// Its names, the registered one first.
    pub names: Vec<String>,
    /// What it is.
    pub kind: PartyKind,
    /// Jurisdiction, ISO 3166.
    pub jurisdiction: Option<String>,
    /// Registration number.
    pub registration: Option<String>,
    /// Day of foundation.
    pub founded_on: Option<Day>,
    /// The row that describes it; `None` where only other rows name it.
    pub at: Option<RowRef>,
    /// The lists it is on.
    pub lists: Vec<String>,
    /// Whether it is on the site's own list of rivals.
    pub is_rival: bool,
    /// Who controls it; who also holds it directly comes first.
    pub controllers: Vec<Behind>,
    /// Who holds it directly, the largest part first.
    pub holders: Vec<HeldBy>,
    /// What the register says of its holders that cannot be.
    pub contradiction: Option<String>,
}

/// Who controls a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// Its id in the register.
    pub id: String,
    /// Its registered name.
    pub name: String,
    /// How sure.
    pub certainty: Certainty,
    /// The lists it is on.
    pub lists: Vec<String>,
}

/// Who holds a part of a party.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldBy {
    /// Its id in the register; `None` where the holder is not known.
    pub id: Option<String>,
    /// Its registered name, or why it is not known.
    pub name: String,
    /// How much.
    pub share: ShareRange,
    /// Since when.
    pub since: Option<Day>,
    /// The rows it stands on.
    pub refs: Vec<RowRef>,
}

impl Atlas {
    /// What is known of a party on a day.
    pub fn standing(&self, node: Node, as_of: Day) -> Standing {
        let graph = &self.graph;
        let lists = |node: Node| self.lists_of(node, as_of).collect::<Vec<_>>();
        let holders = graph.holders(node, as_of);
        let mut controllers = graph.controllers(node, &ControlRule::majority(as_of));
        controllers.sort_by_key(|one| !holders.iter().any(|holder| holder.node == Some(one.node)));
        let holders = holders.into_iter().map(|holder| HeldBy {
            id: holder.node.map(|node| graph.id(node).to_owned()),
            name: match (holder.node, holder.unknown_reason) {
                (Some(node), _) => graph.name(node).to_owned(),
                (None, Some(reason)) => format!("not known: {reason}"),
                (None, None) => "not known".to_owned(),
            },
            share: holder.share,
            since: holder.since,
            refs: holder.refs,
        });
        Standing {
            id: graph.id(node).to_owned(),
            names: graph.names(node).to_vec(),
            kind: graph.kind(node),
            jurisdiction: graph.jurisdiction(node).map(str::to_owned),
            registration: graph.registration(node).map(str::to_owned),
            founded_on: graph.founded_on(node),
            at: graph.row(node),
            lists: lists(node),
            is_rival: self.rivals.iter().any(|rival| rival.node == node),
            controllers: controllers
                .into_iter()
                .map(|one| Behind {
                    id: graph.id(one.node).to_owned(),
                    name: graph.name(one.node).to_owned(),
                    certainty: one.certainty,
                    lists: lists(one.node),
                })
                .collect(),
            holders: holders.collect(),
            contradiction: graph.contradiction(node, as_of),
        }
    }
}
