//! What becomes of the records of a register or list: counted, refused with a reason, or written to their tables.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::tables::{self, Table};
use bongsu_model::{Digest, Keyring};
use std::path::Path;

use super::value::{MappedRow, Value};
use super::{Note, ReadError, RecordsRequest, TableWriter, Tally, WriteError};
use crate::import::{Imported, Reject};

/// The tables that registers and lists fill.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tables {
    pub(super) organisations: &'static Table,
    pub(super) interests: &'static Table,
    pub(super) officers: &'static Table,
    pub(super) listed: &'static Table,
}

impl Tables {
    pub(super) fn find(request: &RecordsRequest<'_>) -> Result<Self, ReadError> {
        let table = |name: &str| {
            tables::by_name(name).ok_or_else(|| ReadError::Format {
                path: request.path.to_owned(),
                format: request.format,
                reason: format!("there is no table `{name}` to read it into"),
            })
        };
        Ok(Self {
            organisations: table("organisations")?,
            interests: table("interests")?,
            officers: table("officers")?,
            listed: table("listed")?,
        })
    }
}

/// Takes the records of a file.
pub(super) struct Intake<'a> {
    pub(super) tally: Tally,
    keyring: &'a Keyring,
    digest: Digest,
    staging: &'a Path,
    writers: BTreeMap<&'static str, TableWriter<'a>>,
    /// Records that no table takes, by kind.
    passed_over: BTreeMap<String, u64>,
    /// Fields about persons that were met and left.
    denied: BTreeSet<&'static str>,
}

/// Kinds of records that are remembered by name; a file with ever new kinds is told of as one.
const MOST_KINDS: usize = 64;

impl<'a> Intake<'a> {
    pub(super) fn new(request: &RecordsRequest<'a>) -> Self {
        Self {
            tally: Tally::default(),
            keyring: request.keyring,
            digest: request.source_digest,
            staging: request.staging,
            writers: BTreeMap::new(),
            passed_over: BTreeMap::new(),
            denied: BTreeSet::new(),
        }
    }

    /// How many records were met.
    pub(super) fn n_read(&self) -> u64 {
        self.tally.counts.read
    }

    /// Counts a record as stored; its rows are given with [`Self::write`].
    pub(super) fn stored(&mut self) {
        self.tally.counts.read += 1;
        self.tally.counts.stored += 1;
    }

    /// Counts a record that others stand for.
    pub(super) fn folded(&mut self) {
        self.tally.counts.read += 1;
        self.tally.counts.folded += 1;
    }

    /// Counts a record of a kind that no table takes.
    pub(super) fn passed_over(&mut self, kind: &str) {
        self.folded();
        self.pass_over(kind, 1);
    }

    /// Tells of records of a kind that no table takes, which are counted elsewhere.
    pub(super) fn pass_over(&mut self, kind: &str, n: u64) {
        let is_known = self.passed_over.contains_key(kind);
        let kind = if is_known || self.passed_over.len() < MOST_KINDS {
            super::value::excerpt(kind)
        } else {
            "other kinds".to_owned()
        };
        *self.passed_over.entry(kind).or_default() += n;
    }

    /// Counts a refused record.
    pub(super) fn rejected(&mut self, reject: Reject) {
        self.tally.counts.read += 1;
        self.tally.counts.rejected += 1;
        self.tally.rejects.push(reject);
    }

    /// Counts the rows of a record that was put together from several: one stands for all.
    pub(super) fn stored_of(&mut self, n_rows: usize) {
        self.stored();
        (1..n_rows).for_each(|_| self.folded());
    }

    /// Counts the rows of a record of a kind that no table takes.
    pub(super) fn passed_over_of(&mut self, kind: &str, n_rows: usize) {
        (0..n_rows).for_each(|_| self.folded());
        self.pass_over(kind, n_rows as u64);
    }

    /// Refuses all rows that a record was put together from.
    pub(super) fn rejected_of(&mut self, reject: &Reject, lines: &[u64]) {
        for line in lines {
            self.rejected(Reject {
                line: *line,
                ..reject.clone()
            });
        }
    }

    /// Remembers that a field about persons was met and left.
    pub(super) fn denied(&mut self, field: &'static str) {
        self.denied.insert(field);
    }

    /// Stores the rows of a record, or refuses it.
    pub(super) fn take<'b>(
        &mut self,
        rows: Result<impl IntoIterator<Item = MappedRow<'b>>, Reject>,
    ) -> Result<(), WriteError> {
        match rows {
            Ok(rows) => {
                self.stored();
                rows.into_iter().try_for_each(|row| self.write(&row))
            }
            Err(reject) => {
                self.rejected(reject);
                Ok(())
            }
        }
    }

    /// Writes a row to its table.
    pub(super) fn write(&mut self, row: &MappedRow<'_>) -> Result<(), WriteError> {
        let table = row.table();
        let writer = self
            .writers
            .entry(table.name)
            .or_insert_with(|| TableWriter::new(table, self.keyring, self.digest, self.staging));
        writer.write(row)
    }

    pub(super) fn finish(mut self) -> Result<(Imported, Vec<Note>), WriteError> {
        let denied = self.denied.iter().map(|field| Note::DeniedColumn {
            header: (*field).to_owned(),
        });
        let kinds = std::mem::take(&mut self.passed_over);
        let passed = kinds
            .into_iter()
            .map(|(kind, n)| Note::PassedOver { kind, n });
        self.tally.notes.extend(denied.chain(passed));
        let (mut staged, mut vault) = (Vec::new(), BTreeSet::new());
        for writer in self.writers.into_values() {
            let (file, entries) = writer.finish()?;
            staged.extend(file);
            vault.extend(entries);
        }
        Ok(self.tally.into_imported(staged, vault))
    }
}

/// A text as a value, empty where there is none.
pub(super) fn text_value(text: Option<&str>) -> Value<'static> {
    text.map_or(Value::Empty, |text| Value::of_text(text.to_owned()))
}

/// Texts as a value, empty where there is none.
pub(super) fn texts_value(texts: Vec<String>) -> Value<'static> {
    Value::of_texts(texts.into_iter().map(std::borrow::Cow::Owned))
}
