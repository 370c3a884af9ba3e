//! Which parties of the registers are on a list, and when.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::Day;
use bongsu_store::JudgedAs;
use bongsu_ties::{Declared, Node, Party};

use super::register::ListEntry;
use super::{Atlas, name_side};

/// A party on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Which, and on which list.
    pub party: Party,
    /// The first day, where the list says it.
    pub from: Option<Day>,
    /// The last day, where it has one.
    pub to: Option<Day>,
}

impl Listing {
    /// Whether it is on the list on a day, as far as the list says.
    pub fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    fn order(&self) -> (Node, &str, Option<Day>, Option<Day>) {
        (self.party.node, &self.party.why, self.from, self.to)
    }
}

impl Atlas {
    /// The parties on a list on a day.
    pub fn listed_on(&self, day: Day) -> Vec<Party> {
        let on = self.listed.iter().filter(|listing| listing.holds(day));
        let mut parties: Vec<Party> = on.map(|listing| listing.party.clone()).collect();
        parties.dedup();
        parties
    }

    /// The lists that a party is on on a day.
    pub fn lists_of(&self, node: Node, day: Day) -> impl Iterator<Item = &str> {
        let first = self
            .listed
            .partition_point(|listing| listing.party.node < node);
        let own = self.listed.get(first..).unwrap_or_default().iter();
        own.take_while(move |listing| listing.party.node == node)
            .filter(move |listing| listing.holds(day))
            .map(|listing| listing.party.why.as_str())
    }

    /// The entries of lists as parties, and the parties of the register that their names surely mean.
    pub(super) fn listed(&self, entries: &[ListEntry]) -> Vec<Listing> {
        let own: BTreeSet<Node> = entries
            .iter()
            .filter_map(|entry| self.node(&entry.id))
            .collect();
        let mut listed = Vec::new();
        for entry in entries {
            let listing = |node: Node, why: String| Listing {
                party: Party { node, why },
                from: entry.from,
                to: entry.to,
            };
            let itself = self.node(&entry.id);
            listed.extend(itself.map(|node| listing(node, entry.why.clone())));
            // A list does not say what another means.
            if own.len() < self.graph.n_parties() {
                let meant = self.meant_by_entry(entry, &own).into_iter();
                listed.extend(meant.map(|(node, why)| listing(node, why)));
            }
        }
        listed.sort_by(|a, b| a.order().cmp(&b.order()));
        listed.dedup();
        listed
    }

    /// The parties of the register that the names of an entry mean, each with why it is listed.
    fn meant_by_entry(&self, entry: &ListEntry, own: &BTreeSet<Node>) -> BTreeMap<Node, String> {
        let mut meant = BTreeMap::new();
        for name in &entry.names {
            let declared = Declared {
                name: name.clone(),
                registration: None,
                jurisdiction: entry.jurisdiction.clone(),
            };
            let side = name_side(name);
            let is_asked = |node: Node| {
                !own.contains(&node)
                    && !matches!(
                        self.judged.verdict(&side, self.graph.id(node)),
                        Some(JudgedAs::Different | JudgedAs::Unsure)
                    )
            };
            for node in self.graph.surely(&declared, is_asked) {
                let place = self.graph.jurisdiction(node);
                // Where no place agrees there is nothing but the name, and whoever reads it should know.
                let why = if place.zip(declared.jurisdiction.as_deref()).is_some() {
                    entry.why.clone()
                } else {
                    format!("{}, as its name says and nothing else", entry.why)
                };
                meant.entry(node).or_insert(why);
            }
            let judged = self.judged.meant_by(&side);
            if let Some(node) = judged.and_then(|id| self.graph.node(id)) {
                meant.insert(node, entry.why.clone());
            }
        }
        meant
    }
}
