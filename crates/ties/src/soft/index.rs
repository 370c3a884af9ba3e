//! Which parties share a director, an address, a telephone number or a domain.

use std::collections::BTreeMap;

use bongsu_model::Day;
use bongsu_names::{NameKind, PreparedName, fold};

use crate::graph::{At, Span, TieGraph};
use crate::register::{Officer, Organisation};

use super::{MAX_SHARING, SoftKind, SoftTie, SoftTies, rarity};

/// Values by party and parties by value, sorted.
#[derive(Debug, Default)]
pub(crate) struct SoftIndex {
    /// The text of each value as first given.
    values: Vec<String>,
    /// Sorted by party, then kind and value.
    by_party: Vec<Entry>,
    /// Sorted by kind and value, then party.
    by_value: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    kind: SoftKind,
    value: u32,
    party: u32,
    span: Span,
    at: At,
}

/// Gathers values while a graph is built.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    ids: BTreeMap<(SoftKind, String), u32>,
    values: Vec<String>,
    entries: Vec<Entry>,
}

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
        let of_b = self.of_party(b);
        let mut done: Vec<(SoftKind, u32)> = Vec::new();
        for own in self.of_party(a).iter().filter(|own| own.span.holds(day)) {
            let key = (own.kind, own.value);
            let start = of_b.partition_point(|entry| (entry.kind, entry.value) < key);
            let others = of_b
                .get(start..)
                .unwrap_or(&[])
                .iter()
                .take_while(|entry| (entry.kind, entry.value) == key);
            let Some(other) = others.into_iter().find(|entry| entry.span.holds(day)) else {
                continue;
            };
            if done.contains(&key) {
                continue;
            }
            done.push(key);
            let n_sharing = self.n_sharing(key, day);
            let value = self
                .values
                .get(own.value as usize)
                .cloned()
                .unwrap_or_default();
            if n_sharing > MAX_SHARING {
                found.notes.push(format!(
                    "{} `{value}` is shared by {n_sharing} parties: it says nothing",
                    own.kind.word()
                ));
                continue;
            }
            let refs = [own.at, other.at].map(|at| graph.row_ref(at)).to_vec();
            let since = own.span.since().max(other.span.since());
            found.ties.push(SoftTie {
                kind: own.kind,
                value,
                n_sharing,
                rarity: rarity(n_sharing),
                since,
                refs,
            });
        }
    }

    fn of_party(&self, party: u32) -> &[Entry] {
        let start = self.by_party.partition_point(|entry| entry.party < party);
        let end = self.by_party.partition_point(|entry| entry.party <= party);
        self.by_party.get(start..end).unwrap_or(&[])
    }

    fn n_sharing(&self, key: (SoftKind, u32), day: Day) -> usize {
        let start = self
            .by_value
            .partition_point(|entry| (entry.kind, entry.value) < key);
        let entries = self.by_value.get(start..).unwrap_or(&[]).iter();
        let mut n = 0;
        let mut before = None;
        for entry in entries
            .take_while(|entry| (entry.kind, entry.value) == key)
            .filter(|entry| entry.span.holds(day))
        {
            n += usize::from(before != Some(entry.party));
            before = Some(entry.party);
        }
        n
    }
}

impl Builder {
    pub(crate) fn add_organisation(&mut self, party: u32, organisation: &Organisation, at: At) {
        let always = Span::new(None, None);
        let lists = [
            (
                SoftKind::Address,
                &organisation.addresses,
                address_key as fn(&str) -> Option<String>,
            ),
            (SoftKind::Phone, &organisation.phones, phone_key),
            (SoftKind::Domain, &organisation.domains, domain_key),
        ];
        for (kind, values, key) in lists {
            for value in values {
                self.add(
                    kind,
                    key(value),
                    value,
                    Entry {
                        kind,
                        value: 0,
                        party,
                        span: always,
                        at,
                    },
                );
            }
        }
    }

    pub(crate) fn add_officer(&mut self, party: u32, officer: &Officer, at: At) {
        let kind = SoftKind::Director;
        let span = Span::new(officer.from, officer.to);
        let key = person_key(&officer.person_name);
        self.add(
            kind,
            key,
            &officer.person_name,
            Entry {
                kind,
                value: 0,
                party,
                span,
                at,
            },
        );
    }

    fn add(&mut self, kind: SoftKind, key: Option<String>, text: &str, entry: Entry) {
        let Some(key) = key else { return };
        let next = self.values.len() as u32;
        let value = *self.ids.entry((kind, key)).or_insert(next);
        if value == next {
            self.values.push(text.trim().to_owned());
        }
        self.entries.push(Entry { value, ..entry });
    }

    pub(crate) fn finish(self) -> SoftIndex {
        let mut by_party = self.entries;
        by_party.sort_by_key(|entry| (entry.party, entry.kind, entry.value, entry.span, entry.at));
        let mut by_value = by_party.clone();
        by_value.sort_by_key(|entry| (entry.kind, entry.value, entry.party, entry.span, entry.at));
        SoftIndex {
            values: self.values,
            by_party,
            by_value,
        }
    }
}

impl SoftKind {
    /// The kind in words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Director => "director",
            Self::Address => "address",
            Self::Phone => "telephone number",
            Self::Domain => "domain",
            Self::Supplies => "supplies",
            Self::Supplied => "is supplied by",
            Self::Stake => "holds a part",
            Self::Holder => "holder in common",
            Self::FoundedBefore => "founded shortly before",
            Self::NameFamily => "name of one family",
        }
    }
}

/// The words of a name in any order; one word alone names too many people.
fn person_key(name: &str) -> Option<String> {
    let prepared = PreparedName::new(NameKind::Person, name);
    let mut words: Vec<String> = prepared
        .folded()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let hangul = prepared
        .folded()
        .chars()
        .any(|c| ('가'..='힣').contains(&c));
    words.sort();
    (words.len() > 1 || hangul && prepared.folded().chars().count() > 1).then(|| words.join(" "))
}

fn address_key(text: &str) -> Option<String> {
    let key: String = fold(text).split_whitespace().collect();
    (key.chars().count() >= 6).then_some(key)
}

/// The last nine digits: with and without country code and trunk zero.
fn phone_key(text: &str) -> Option<String> {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 7).then(|| digits.iter().rev().take(9).rev().collect())
}

fn domain_key(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let host = lower
        .split("://")
        .last()
        .unwrap_or("")
        .split('/')
        .next()
        .unwrap_or("");
    let host = host
        .strip_prefix("www.")
        .unwrap_or(host)
        .trim_end_matches('.');
    host.contains('.').then(|| host.to_owned())
}
