//! Which parties of the registers are on a list, and when.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Certainty, Day};
use bongsu_names::{NameBook, NameKind, PreparedName, Verdict};
use bongsu_store::JudgedAs;
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
            format!("{on}, as its name says and nothing else")
        } else {
            on
        }
    }
}

/// Why a party of a list is looked for, in words.
pub(super) fn on_list(list: &str, version: Option<&str>) -> String {
    match version {
        Some(version) => format!("on {list} {version}"),
        None => format!("on {list}"),
    }
}

/// Persons of one name that are looked at.
const NAMESAKES: usize = 64;

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
                listed.extend(meant.map(|node| listing((node, true))));
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

    /// The persons of the register that have a name of an entry: more than the name is never compared.
    fn namesakes(&self, entry: &ListEntry, persons: &Persons) -> BTreeSet<Node> {
        let mut found = BTreeSet::new();
        for name in &entry.names {
            let side = name_side(name);
            let prepared = PreparedName::new(NameKind::Person, name);
            for hit in persons.book.search(&prepared, NAMESAKES) {
                let Some(node) = persons.nodes.get(hit.key as usize).copied() else {
                    continue;
                };
                let judged = self.judged.verdict(&side, self.graph.id(node));
                let is_same = match judged {
                    Some(JudgedAs::Same) => true,
                    Some(JudgedAs::Different | JudgedAs::Unsure) => false,
                    Some(JudgedAs::Undone) | None => hit.comparison.verdict == Verdict::Same,
                };
                if is_same {
                    found.insert(node);
                }
            }
        }
        found
    }

    /// The parties of the register that the names of an entry mean, and whether nothing else says so.
    fn meant_by(&self, entry: &ListEntry, own: &BTreeSet<Node>) -> BTreeMap<Node, bool> {
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
                // Where no place agrees there is nothing but the name, and whoever reads it should know.
                let places = self
                    .graph
                    .jurisdiction(node)
                    .zip(entry.jurisdiction.as_deref());
                meant.entry(node).or_insert(places.is_none());
            }
            let judged = self.judged.meant_by(&side);
            if let Some(node) = judged.and_then(|id| self.graph.node(id)) {
                meant.insert(node, false);
            }
        }
        meant
    }
}
