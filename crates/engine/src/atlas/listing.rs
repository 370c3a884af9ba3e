//! Which parties of the registers are on a list, and when.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Certainty, Day};
use bongsu_names::{NameBook, NameKind, PreparedName, Verdict};
use bongsu_store::{JudgedAs, JudgedSide};
use bongsu_ties::{Declared, Node, Party, TieGraph};
use serde::{Deserialize, Serialize};

use super::register::ListEntry;
use super::{Atlas, name_side};

/// The first and the last day on which something is so, as far as somebody says them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Days {
    /// The first.
    pub from: Option<Day>,
    /// The last, where it has ended.
    pub to: Option<Day>,
}

impl Days {
    /// Whether it is so on a day.
    pub fn hold(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A party on a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listing {
    /// Which.
    pub node: Node,
    /// The list.
    pub list: String,
    /// The version of the list.
    pub version: Option<String>,
    /// Whether nothing but a name of the list says that the party is meant.
    pub by_name_alone: bool,
    /// The days on which it is on the list.
    pub days: Days,
}

impl Listing {
    /// Why the party is looked for, in words.
    pub fn why(&self) -> String {
        self.words(self.version.as_deref())
    }

    /// How surely the party is the one on the list: a name alone settles nothing.
    pub const fn certainty(&self) -> Certainty {
        if self.by_name_alone {
            Certainty::Possible
        } else {
            Certainty::Certain
        }
    }

    fn words(&self, version: Option<&str>) -> String {
        let on = on_list(&self.list, version);
        if self.by_name_alone {
            by_name_alone(&on)
        } else {
            on
        }
    }
}

/// The same where nothing but a name says so.
pub(super) fn by_name_alone(why: &str) -> String {
    format!("{why}, as its name says and nothing else")
}

/// Why a party of a list is looked for, in words.
pub(super) fn on_list(list: &str, version: Option<&str>) -> String {
    match version {
        Some(version) => format!("on {list} {version}"),
        None => format!("on {list}"),
    }
}

/// Persons of one name that are looked at.
const NAMESAKES: usize = 1_000;

/// The persons of a register by name.
struct Persons {
    nodes: Vec<Node>,
    book: NameBook,
}

impl Persons {
    fn of(graph: &TieGraph) -> Self {
        let nodes: Vec<Node> = graph.persons().collect();
        let numbered = (0..).zip(&nodes);
        let names = numbered.flat_map(|(at, node)| {
            let names = graph.names(*node).iter();
            names.map(move |name| (at, NameKind::Person, name.as_str()))
        });
        let book = NameBook::build(names);
        Self { nodes, book }
    }
}

impl Atlas {
    /// The parties on a list on a day.
    pub fn listed_on(&self, day: Day) -> Vec<Party> {
        self.listed_as(day, Listing::why)
    }

    /// The same whatever the version of a list: another version of it is no news.
    pub(super) fn on_lists(&self, day: Day) -> Vec<Party> {
        self.listed_as(day, |listing| listing.words(None))
    }

    fn listed_as(&self, day: Day, why: impl Fn(&Listing) -> String) -> Vec<Party> {
        let on = self.listed.iter().filter(|listing| listing.days.hold(day));
        let mut parties: Vec<Party> = on
            .map(|listing| Party {
                node: listing.node,
                why: why(listing),
                certainty: listing.certainty(),
            })
            .collect();
        parties.dedup();
        parties
    }

    /// The lists that a party is on on a day.
    pub fn lists_of(&self, node: Node, day: Day) -> impl Iterator<Item = String> {
        let first = self.listed.partition_point(|listing| listing.node < node);
        let own = self.listed.get(first..).unwrap_or_default().iter();
        own.take_while(move |listing| listing.node == node)
            .filter(move |listing| listing.days.hold(day))
            .map(Listing::why)
    }

    /// The entries of lists as parties, and the parties of the register that their names surely mean; of persons
    /// those that have their names.
    pub(super) fn listed(&self, entries: &[ListEntry]) -> Vec<Listing> {
        let own: BTreeSet<Node> = entries
            .iter()
            .filter_map(|entry| self.node(&entry.id))
            .collect();
        let mut listed = Vec::new();
        let is_asked = entries.iter().any(|entry| entry.is_person);
        let persons = is_asked.then(|| Persons::of(&self.graph));
        for entry in entries {
            let listing = |(node, by_name_alone)| Listing {
                node,
                list: entry.list.clone(),
                version: entry.version.clone(),
                by_name_alone,
                days: entry.days,
            };
            if entry.is_person {
                let meant = persons.iter().flat_map(|book| self.namesakes(entry, book));
                listed.extend(meant.map(listing));
                continue;
            }
            let itself = self.node(&entry.id);
            listed.extend(itself.map(|node| listing((node, false))));
            // A list does not say what another means.
            if own.len() < self.graph.n_parties() {
                listed.extend(self.meant_by(entry, &own).into_iter().map(listing));
            }
        }
        listed.sort();
        listed.dedup();
        listed
    }

    /// The persons of the register that have a name of an entry, and whether nothing else says that they are meant:
    /// more than the name is never compared.
    fn namesakes(&self, entry: &ListEntry, persons: &Persons) -> BTreeMap<Node, bool> {
        let mut found = BTreeMap::new();
        for name in &entry.names {
            let side = name_side(name);
            // A name that was judged to mean one party means no other.
            if let Some(node) = self.judged_node(&side) {
                found.insert(node, false);
                continue;
            }
            let prepared = PreparedName::new(NameKind::Person, name);
            for hit in persons.book.search(&prepared, NAMESAKES) {
                let node = persons.nodes.get(hit.key as usize).copied();
                let Some(node) = node.filter(|node| self.may_be(&side, *node)) else {
                    continue;
                };
                if hit.comparison.verdict == Verdict::Same {
                    found.entry(node).or_insert(true);
                }
            }
        }
        found
    }

    /// The parties of the register that the names of an entry mean, and whether nothing else says so.
    fn meant_by(&self, entry: &ListEntry, own: &BTreeSet<Node>) -> BTreeMap<Node, bool> {
        let (mut meant, mut judged) = (BTreeMap::new(), BTreeSet::new());
        for name in &entry.names {
            let side = name_side(name);
            // A name that was judged to mean one party means no other.
            if let Some(node) = self.judged_node(&side) {
                judged.insert(node);
                continue;
            }
            let declared = Declared {
                jurisdiction: entry.jurisdiction.clone(),
                ..Declared::named(name)
            };
            let is_asked = |node: Node| !own.contains(&node) && self.may_be(&side, node);
            for node in self.graph.surely(&declared, is_asked) {
                // Where no place agrees there is nothing but the name, and whoever reads it should know.
                let own_place = self.graph.jurisdiction(node);
                let places = own_place.zip(entry.jurisdiction.as_deref());
                let is_open = self.judged.verdict(&side, self.graph.id(node));
                let by_name_alone = places.is_none() || is_open == Some(JudgedAs::Unsure);
                let alone = meant.entry(node).or_insert(by_name_alone);
                *alone &= by_name_alone;
            }
        }
        // Of two parties of one name and place at most one is the listed one.
        let by_place: Vec<Node> = meant
            .iter()
            .filter(|one| !one.1)
            .map(|one| *one.0)
            .collect();
        if self.has_two(&by_place) {
            for alone in meant.values_mut() {
                *alone = true;
            }
        }
        meant.extend(judged.into_iter().map(|node| (node, false)));
        meant
    }

    /// The party that a name was judged to mean.
    pub(super) fn judged_node(&self, side: &JudgedSide) -> Option<Node> {
        let id = self.judged.meant_by(side)?;
        self.graph.node(id)
    }

    /// Whether nobody judged that a name does not mean a party.
    fn may_be(&self, side: &JudgedSide, node: Node) -> bool {
        self.judged.verdict(side, self.graph.id(node)) != Some(JudgedAs::Different)
    }
}
