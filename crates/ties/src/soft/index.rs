//! Which parties share a director, an agent, an address, a telephone number or a domain, and which stand on plots of
//! one street.

use std::collections::HashMap;

use bongsu_model::Day;
use bongsu_names::{NameKind, PreparedName};

use crate::graph::{At, Node, Span, TieGraph};

use super::contact::{agent_key, domain_key, phone_key};
use super::lazy::{Contacts, Runs};
use super::{MAX_COUNTED, MAX_SHARING, SoftKind, SoftTie, SoftTies, address, counted, rarity};

/// Values by party and parties by value, sorted.
#[derive(Debug, Default)]
pub(crate) struct SoftIndex {
    /// The text of each value as first given.
    values: Vec<Box<str>>,
    /// Sorted by party, then kind, value and number.
    by_party: Vec<Entry>,
    /// Indices into `by_party`, sorted by kind, value and number, then party.
    by_value: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    kind: SoftKind,
    value: u32,
    /// The number in the street, of a plot; otherwise 0.
    number: u32,
    party: u32,
    span: Span,
    at: At,
}

/// Gathers values while a graph is built.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    ids: HashMap<(SoftKind, Box<str>), u32>,
    values: Vec<Box<str>>,
    entries: Vec<Entry>,
}

/// A value of a party, with the row it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Value<'a> {
    pub(crate) kind: SoftKind,
    pub(crate) text: &'a str,
    pub(crate) at: At,
}

impl Value<'_> {
    /// Whether two registers say the same: texts that differ only in how they are written are one value.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let key = |text: &str| match self.kind {
            SoftKind::Address => address::read(text).map(|place| place.key),
            SoftKind::Phone => phone_key(text, None),
            SoftKind::Domain => domain_key(text),
            SoftKind::Agent => agent_key(text),
            _ => person_key(text),
        };
        self.kind == other.kind && (self.text == other.text || key(self.text) == key(other.text))
    }
}

/// Plots of one street whose numbers differ by no more are neighbours: the next house on either side, or opposite.
const NEIGHBOURS: u32 = 2;

impl SoftIndex {
    pub(crate) fn builder() -> Builder {
        Builder::default()
    }

    /// Adds what two parties share on a day.
    pub(super) fn shared(
        &self,
        graph: &TieGraph,
        (a, b): (u32, u32),
        day: Day,
        found: &mut SoftTies,
    ) {
        let (of_a, of_b) = (self.of_party(a), self.of_party(b));
        let mut told: Vec<(SoftKind, u32)> = Vec::new();
        for own in of_a.iter().filter(|own| own.span.holds(day)) {
            let key = (own.kind, own.value);
            if told.contains(&key) {
                continue;
            }
            let start = of_b.partition_point(|entry| (entry.kind, entry.value) < key);
            let others = of_b.get(start..).unwrap_or(&[]).iter();
            let other = others
                .take_while(|entry| (entry.kind, entry.value) == key)
                .find(|entry| entry.span.holds(day) && own.is_near(entry));
            let Some(other) = other else { continue };
            told.push(key);
            self.tell(graph, (own, other), day, found);
        }
    }

    fn tell(
        &self,
        graph: &TieGraph,
        (own, other): (&Entry, &Entry),
        day: Day,
        found: &mut SoftTies,
    ) {
        let n_sharing = self.n_sharing(own, day);
        let text = self.text(own);
        let value = if own.kind == SoftKind::Neighbour {
            format!("{} and {} of one street: {text}", own.number, other.number)
        } else {
            text.to_owned()
        };
        if n_sharing > MAX_SHARING {
            found.notes.push(format!(
                "{} `{value}` is shared by {}: it says nothing",
                own.kind.word(),
                counted(n_sharing)
            ));
            return;
        }
        found.ties.push(SoftTie {
            kind: own.kind,
            sentence: sentence(own.kind, &value, n_sharing),
            value,
            n_sharing,
            // Who stands next door may have moved there by chance: half of what a shared fact weighs.
            rarity: rarity(n_sharing)
                * if own.kind == SoftKind::Neighbour {
                    0.5
                } else {
                    1.0
                },
            since: own.span.since().max(other.span.since()),
            refs: [own.at, other.at].map(|at| graph.row_ref(at)).to_vec(),
        });
    }

    /// The parties that share a value that says something, beside one of them, as (party, kind, how many share it).
    pub(crate) fn sharing(&self, party: u32, day: Day) -> Vec<(u32, SoftKind, usize)> {
        let mut out = Vec::new();
        for own in self
            .of_party(party)
            .iter()
            .filter(|own| own.span.holds(day))
        {
            let n_sharing = self.n_sharing(own, day);
            if n_sharing <= MAX_SHARING {
                let others = self
                    .near(own)
                    .filter(|other| other.party != party && other.span.holds(day));
                out.extend(others.map(|other| (other.party, own.kind, n_sharing)));
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The values of a party on a day, sorted.
    pub(crate) fn values_of(&self, party: u32, day: Day) -> Vec<Value<'_>> {
        let own = self.of_party(party).iter();
        let mut values: Vec<Value<'_>> = own
            .filter(|own| own.span.holds(day) && own.kind != SoftKind::Neighbour)
            .map(|own| Value {
                kind: own.kind,
                text: self.text(own),
                at: own.at,
            })
            .collect();
        values.sort_unstable();
        values.dedup_by(|a, b| (a.kind, a.text) == (b.kind, b.text));
        values
    }

    fn text(&self, entry: &Entry) -> &str {
        self.values
            .get(entry.value as usize)
            .map_or("", |text| text)
    }

    fn of_party(&self, party: u32) -> &[Entry] {
        let start = self.by_party.partition_point(|entry| entry.party < party);
        let end = self.by_party.partition_point(|entry| entry.party <= party);
        self.by_party.get(start..end).unwrap_or(&[])
    }

    /// Entries of the same value, plots next door among them.
    fn near<'a>(&'a self, own: &'a Entry) -> impl Iterator<Item = &'a Entry> {
        let entry = |at: &u32| self.by_party.get(*at as usize);
        let lowest = (own.kind, own.value, own.number.saturating_sub(NEIGHBOURS));
        let start = self.by_value.partition_point(|at| {
            entry(at).is_some_and(|one| (one.kind, one.value, one.number) < lowest)
        });
        let rest = self.by_value.get(start..).unwrap_or(&[]).iter();
        rest.filter_map(move |at| self.by_party.get(*at as usize))
            .take_while(|one| {
                (one.kind, one.value) == (own.kind, own.value)
                    && one.number <= own.number.saturating_add(NEIGHBOURS)
            })
    }

    /// How many parties share a value; counting ends soon after it cannot matter any more.
    fn n_sharing(&self, own: &Entry, day: Day) -> usize {
        let mut parties = Vec::new();
        let mut n = 0;
        let mut before = None;
        for entry in self
            .near(own)
            .filter(|entry| entry.span.holds(day))
            .take(MAX_COUNTED + 1)
        {
            n += usize::from(before != Some(entry.party));
            before = Some(entry.party);
            if own.kind == SoftKind::Neighbour {
                parties.push(entry.party);
            }
        }
        if own.kind == SoftKind::Neighbour {
            // A party may stand on several plots of the street.
            parties.sort_unstable();
            parties.dedup();
            n = parties.len();
        }
        n
    }
}

impl Entry {
    /// Whether a shared value counts: of plots on one street only those next to each other, and not the same one.
    fn is_near(&self, other: &Self) -> bool {
        self.kind != SoftKind::Neighbour
            || self.number != other.number && self.number.abs_diff(other.number) <= NEIGHBOURS
    }
}

impl Builder {
    pub(crate) fn add_contacts(&mut self, party: u32, contacts: &Contacts, at: At) {
        let place = contacts.jurisdiction.as_deref();
        let entry = |kind, number| Entry {
            kind,
            value: 0,
            number,
            party,
            span: Span::new(None, None),
            at,
        };
        for text in &contacts.addresses {
            let Some(read) = address::read(text) else {
                continue;
            };
            self.add(&read.key, text, entry(SoftKind::Address, 0));
            if let Some((street, number)) = read.plot {
                self.add(&street, text, entry(SoftKind::Neighbour, number));
            }
        }
        for text in &contacts.phones {
            if let Some(key) = phone_key(text, place) {
                self.add(&key, text, entry(SoftKind::Phone, 0));
            }
        }
        for text in &contacts.domains {
            if let Some(key) = domain_key(text) {
                self.add(&key, &key, entry(SoftKind::Domain, 0));
            }
        }
    }

    pub(crate) fn add_officer(&mut self, party: u32, officer: &Runs, at: At) {
        let (kind, key) = if officer.is_agent {
            (SoftKind::Agent, agent_key(&officer.name))
        } else {
            (SoftKind::Director, person_key(&officer.name))
        };
        let entry = Entry {
            kind,
            value: 0,
            number: 0,
            party,
            span: officer.span,
            at,
        };
        if let Some(key) = key {
            self.add(&key, &officer.name, entry);
        }
    }

    fn add(&mut self, key: &str, text: &str, entry: Entry) {
        let next = self.values.len() as u32;
        let value = *self.ids.entry((entry.kind, key.into())).or_insert(next);
        if value == next {
            self.values.push(text.trim().into());
        }
        self.entries.push(Entry { value, ..entry });
    }

    pub(crate) fn finish(self) -> SoftIndex {
        let mut by_party = self.entries;
        by_party.sort_unstable_by_key(|entry| {
            (
                entry.party,
                entry.kind,
                entry.value,
                entry.number,
                entry.span,
                entry.at,
            )
        });
        by_party.shrink_to_fit();
        let mut by_value: Vec<u32> = (0..by_party.len() as u32).collect();
        by_value.sort_by_key(|at| {
            let entry = by_party.get(*at as usize);
            entry.map(|entry| (entry.kind, entry.value, entry.number, entry.party))
        });
        SoftIndex {
            values: self.values,
            by_party,
            by_value,
        }
    }
}

impl TieGraph {
    /// Parties that share a director, an agent, an address, a number, a domain or a wall with one, on a day; what too
    /// many share is left out.
    pub fn sharing(&self, node: Node, as_of: Day) -> Vec<(Node, SoftKind)> {
        let found = self.soft.sharing(node.0, as_of);
        found
            .into_iter()
            .map(|(party, kind, _)| (Node(party), kind))
            .collect()
    }
}

/// Who only lends its name and address to firms: an agent says less than a director, and is told apart.
pub(super) fn is_agent(role: &str) -> bool {
    let role = role.to_lowercase();
    ["agent", "incorporator", "nominee", "대리인", "代理"]
        .iter()
        .any(|word| role.contains(word))
}

fn sentence(kind: SoftKind, value: &str, n_sharing: usize) -> String {
    if kind == SoftKind::Neighbour {
        return format!(
            "they stand next to each other ({value}); {n_sharing} parties of the register stand there"
        );
    }
    let both = if n_sharing <= 2 {
        "nobody else of the register does".to_owned()
    } else {
        format!("{n_sharing} parties of the register do")
    };
    format!("both have the {} `{value}`; {both}", kind.word())
}

/// The words of a name in any order; one word alone names too many people.
fn person_key(name: &str) -> Option<String> {
    let prepared = PreparedName::new(NameKind::Person, name);
    let mut words: Vec<&str> = prepared.folded().split_whitespace().collect();
    let hangul = prepared
        .folded()
        .chars()
        .any(|c| ('가'..='힣').contains(&c));
    words.sort_unstable();
    (words.len() > 1 || hangul && prepared.folded().chars().count() > 1).then(|| words.join(" "))
}
