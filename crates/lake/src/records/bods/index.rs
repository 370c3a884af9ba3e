//! Which statements stand for their records, found in the first reading of a file.

use std::collections::{HashMap, HashSet};

use super::rows::StatementRows;
use super::statement::{RecordKind, Statement};
use crate::records::days::{Edge, day_at};
use crate::records::parties::record_key;
use crate::records::value::Value;

/// What becomes of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Its rows are written.
    Stored,
    /// Another statement, or the parts it sums up, stand for it.
    Folded,
}

/// What the first reading found out.
pub(super) struct Index {
    /// By the statement's number, counted from 0.
    is_stored: Vec<bool>,
    roots: HashMap<String, String>,
    officers: HashSet<u128>,
}

/// Collects what the first reading sees.
#[derive(Default)]
pub(super) struct Builder {
    seen: Vec<Seen>,
    roots: HashMap<String, String>,
    replaced: HashSet<u128>,
    officers: HashSet<u128>,
    /// Relationships that are parts of an indirect one: whether every interest has a share.
    parts: HashMap<u128, bool>,
    /// Indirect relationships with the records they sum up, by number.
    sums: Vec<(u64, Vec<u128>)>,
    /// The records met so far, as long as each has one statement.
    known: HashSet<u128>,
    /// Whether a statement stands for no record of its own.
    is_mixed: bool,
}

/// A statement as the index keeps it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    record: u128,
    /// A statement that another names as replaced never stands for the record beside that one.
    is_current: bool,
    /// Its date in seconds, the least where there is none.
    date: i64,
    /// Counted from 1; the later one of the same date stands.
    number: u64,
}

impl Builder {
    pub(super) fn add(&mut self, statement: &Statement, number: u64, rows: &StatementRows) {
        let record = record_key(&statement.record);
        if !self.is_mixed {
            let sums_up = statement.details.component_records.as_ref();
            self.is_mixed = !self.known.insert(record)
                || !statement.replaces.is_empty()
                || sums_up.is_some_and(|parts| !parts.is_empty());
        }
        if self.is_mixed {
            self.known = HashSet::new();
        }
        let date = statement.date.as_deref().map_or(i64::MIN, seconds);
        self.seen.push(Seen {
            record,
            is_current: true,
            date,
            number,
        });
        self.officers
            .extend(rows.offices.iter().map(|office| office.person));
        if let Some((first, others)) = statement.replaces.split_first() {
            // The oldest statement gives all that follow it one record, so that what refers to any of them still does.
            for later in others
                .iter()
                .chain([&statement.record])
                .filter(|later| *later != first)
            {
                self.roots
                    .entry(later.clone())
                    .or_insert_with(|| first.clone());
            }
            self.replaced.extend(
                statement
                    .replaces
                    .iter()
                    .map(|replaced| record_key(replaced)),
            );
        }
        if statement.kind == RecordKind::Relationship {
            if statement.details.is_component == Some(true) {
                let is_known =
                    |row: &crate::records::MappedRow<'_>| *row.get("share_min") != Value::Empty;
                self.parts
                    .insert(record, rows.interests.iter().all(is_known));
            }
            if let Some(parts) = statement
                .details
                .component_records
                .as_ref()
                .filter(|parts| !parts.is_empty() && !has_direct(rows))
            {
                self.sums
                    .push((number, parts.iter().map(|part| record_key(part)).collect()));
            }
        }
    }

    /// Whether every statement so far stands for a record of its own.
    pub(super) fn is_plain(&self) -> bool {
        !self.is_mixed
    }

    pub(super) fn finish(mut self) -> Index {
        let n_statements = self
            .seen
            .iter()
            .map(|seen| seen.number)
            .max()
            .unwrap_or_default();
        let mut is_stored = vec![false; usize::try_from(n_statements).unwrap_or_default()];
        let roots: HashMap<u128, u128> = self
            .roots
            .keys()
            .map(|record| (record_key(record), record_key(root_of(&self.roots, record))))
            .collect();
        for seen in &mut self.seen {
            seen.is_current = !self.replaced.contains(&seen.record);
            seen.record = roots.get(&seen.record).copied().unwrap_or(seen.record);
        }
        self.seen.sort_unstable();
        for of_record in self.seen.chunk_by(|one, other| one.record == other.record) {
            if let Some(latest) = of_record.last() {
                mark(&mut is_stored, latest.number, true);
            }
        }
        for (number, parts) in &self.sums {
            if self.is_sum_of_its_parts(parts) {
                mark(&mut is_stored, *number, false);
            }
        }
        let officers = self
            .officers
            .iter()
            .map(|key| roots.get(key).copied().unwrap_or(*key))
            .collect();
        Index {
            is_stored,
            roots: self.roots,
            officers,
        }
    }

    /// Whether the parts of an indirect interest are all here and say as much: each link of the chain has a share.
    ///
    /// Otherwise the sum is stored as well, as an indirect interest, because it knows more than its parts do.
    fn is_sum_of_its_parts(&self, parts: &[u128]) -> bool {
        let is_here = |part: &u128| {
            self.seen
                .binary_search_by_key(part, |seen| seen.record)
                .is_ok()
        };
        let links: Vec<bool> = parts
            .iter()
            .filter_map(|part| self.parts.get(part).copied())
            .collect();
        !links.is_empty()
            && links.into_iter().all(|has_share| has_share)
            && parts.iter().all(is_here)
    }
}

impl Index {
    pub(super) fn fate(&self, number: u64) -> Fate {
        let index = usize::try_from(number)
            .ok()
            .and_then(|number| number.checked_sub(1));
        match index.and_then(|index| self.is_stored.get(index)) {
            Some(true) => Fate::Stored,
            Some(false) | None => Fate::Folded,
        }
    }

    /// The record that stands for a record.
    pub(super) fn root<'a>(&'a self, record: &'a str) -> &'a str {
        root_of(&self.roots, record)
    }

    pub(super) fn is_officer(&self, record: u128) -> bool {
        self.officers.contains(&record)
    }
}

/// Whether a relationship has an interest of its own beside the chain that it sums up.
fn has_direct(rows: &StatementRows) -> bool {
    let mut interests = rows.interests.iter();
    interests.any(|row| row.text("directness") == Some("direct"))
}

fn mark(is_stored: &mut [bool], number: u64, value: bool) {
    let index = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1));
    if let Some(place) = index.and_then(|index| is_stored.get_mut(index)) {
        *place = value;
    }
}

fn root_of<'a>(roots: &'a HashMap<String, String>, mut record: &'a str) -> &'a str {
    for _ in 0..roots.len() {
        match roots.get(record) {
            Some(root) => record = root,
            None => return record,
        }
    }
    // Statements that replace each other in a circle have no oldest one: the least of the circle stands for all.
    let mut least = record;
    for _ in 0..roots.len() {
        record = roots.get(record).map_or(record, String::as_str);
        least = least.min(record);
    }
    least
}

/// A date or instant in seconds, comparable with others.
fn seconds(text: &str) -> i64 {
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return instant.as_second();
    }
    day_at(text, Edge::First).map_or(i64::MIN, |day| i64::from(day.epoch_days()) * 86_400)
}
