//! The Beneficial Ownership Data Standard, versions 0.1 to 0.4: entities, persons and the interests between them.
//!
//! A register in which every record has one statement is read once, and written as it is read. Where a statement takes
//! the place of another, or sums up others, the file is read a second time, one statement at a time like the first:
//! the first reading has found out which statement of each record is the latest and what repeats what. Of persons
//! nothing is taken but names and business addresses.

mod ahead;
mod index;
mod rows;
mod split;
mod statement;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use bongsu_model::tables::{self, Table};

use self::index::{Fate, Index};
use self::rows::{Office, StatementRows};
use self::split::Found;
use self::statement::{RecordKind, Statement};
use super::parties::record_key;
use super::value::{MappedRow, Value};
use super::{Note, ReadError, RecordFormat, RecordsRequest, TableWriter, Tally, WriteError};
use crate::import::{Imported, Reject};

/// Names of persons that are held while it is not known who of them holds an office.
const NAMES_HELD: usize = 64 << 20;

/// Reads a register into `organisations`, `interests` and `officers`.
pub(super) fn read(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let tables = Tables::find(request)?;
    let size = fs_err::metadata(request.path).map_or(0, |metadata| metadata.len());
    let mut index = index::Builder::default();
    let mut first = |read: u64| progress(read / 2);
    let written = if let Some(writing) = read_once(request, (tables, &mut index), &mut first)? {
        writing
    } else {
        let mut second = |read| progress(size.midpoint(read));
        read_again(request, (tables, &index.finish()), &mut second)?
    };
    progress(size);
    written.finish(tables)
}

/// Indexes a file, and writes it as long as every statement stands for its record; `None` where one does not.
fn read_once<'a>(
    request: &RecordsRequest<'a>,
    (tables, index): (Tables, &mut index::Builder),
    progress: &mut dyn FnMut(u64),
) -> Result<Option<Writing<'a>>, ReadError> {
    let mut writing = Some(Writing::new(request, tables));
    ahead::each(request.path, progress, |found| {
        let made = made(tables, &found, &|id| id.to_owned());
        if let Ok((statement, rows)) = &made {
            // A statement that will be refused stands for no record.
            index.add(statement, found.number, rows);
        }
        let is_too_much = |writing: &Writing<'_>| writing.n_name_bytes > NAMES_HELD;
        if !index.is_plain() || writing.as_ref().is_some_and(is_too_much) {
            // Nothing of what was written so far is kept.
            writing = None;
        }
        match (&mut writing, made) {
            (None, _) => {}
            (Some(writing), Err(reject)) => writing.reject(reject),
            (Some(writing), Ok((statement, rows))) => {
                writing.names_of(statement, record_key(&statement.record));
                writing.store(rows)?;
            }
        }
        Ok(())
    })?;
    Ok(writing)
}

/// Writes the statements that stand for their records.
fn read_again<'a>(
    request: &RecordsRequest<'a>,
    (tables, index): (Tables, &Index),
    progress: &mut dyn FnMut(u64),
) -> Result<Writing<'a>, ReadError> {
    let mut writing = Writing::new(request, tables);
    ahead::each(request.path, progress, |found| {
        match made(tables, &found, &|id| index.root(id).to_owned()) {
            Err(reject) => writing.reject(reject),
            Ok(_) if index.fate(found.number) == Fate::Folded => writing.fold(),
            Ok((statement, rows)) => {
                let key = record_key(index.root(&statement.record));
                if index.is_officer(key) {
                    writing.names_of(statement, key);
                }
                writing.store(rows)?;
            }
        }
        Ok(())
    })?;
    Ok(writing)
}

/// The rows of what was found, or why it has none.
fn made<'a>(
    tables: Tables,
    found: &'a Found,
    root: &dyn Fn(&str) -> String,
) -> Result<(&'a Statement, StatementRows), Reject> {
    let statement = found
        .statement
        .as_ref()
        .map_err(|reason| Reject::new(found.line, "", reason.clone()))?;
    let place = (found.line, found.number);
    Ok((
        statement,
        rows::of_statement(tables, statement, place, root)?,
    ))
}

/// The tables that a register fills: organisations, interests, officers.
#[derive(Clone, Copy)]
struct Tables([&'static Table; 3]);

impl Tables {
    fn find(request: &RecordsRequest<'_>) -> Result<Self, ReadError> {
        let table = |name: &str| {
            tables::by_name(name).ok_or_else(|| ReadError::Format {
                path: request.path.to_owned(),
                format: RecordFormat::Bods,
                reason: format!("there is no table `{name}` to read it into"),
            })
        };
        Ok(Self([
            table("organisations")?,
            table("interests")?,
            table("officers")?,
        ]))
    }
}

struct Writing<'a> {
    /// As the tables.
    writers: [TableWriter<'a>; 3],
    offices: Vec<Office>,
    /// Names of persons who hold an office, or may.
    names: HashMap<u128, String>,
    n_name_bytes: usize,
    tally: Tally,
}

impl<'a> Writing<'a> {
    fn new(request: &RecordsRequest<'a>, tables: Tables) -> Self {
        let writer = |table| {
            TableWriter::new(
                table,
                request.keyring,
                request.source_digest,
                request.staging,
            )
        };
        Self {
            writers: tables.0.map(writer),
            offices: Vec::new(),
            names: HashMap::new(),
            n_name_bytes: 0,
            tally: Tally::default(),
        }
    }

    fn store(&mut self, rows: StatementRows) -> Result<(), WriteError> {
        if rows.organisation.is_none() && rows.interests.is_empty() {
            self.fold();
            return Ok(());
        }
        self.tally.counts.read += 1;
        self.tally.counts.stored += 1;
        let [organisation_writer, interest_writer, _] = &mut self.writers;
        if let Some(row) = rows.organisation {
            organisation_writer.write(&row)?;
        }
        for row in rows.interests {
            interest_writer.write(&row)?;
        }
        self.offices.extend(rows.offices);
        Ok(())
    }

    fn fold(&mut self) {
        self.tally.counts.read += 1;
        self.tally.counts.folded += 1;
    }

    fn reject(&mut self, reject: Reject) {
        self.tally.counts.read += 1;
        self.tally.counts.rejected += 1;
        self.tally.rejects.push(reject);
    }

    /// Keeps the first name of a person.
    fn names_of(&mut self, statement: &Statement, key: u128) {
        if statement.kind != RecordKind::Person {
            return;
        }
        if let Some(name) = statement.person_names().into_iter().next() {
            self.n_name_bytes += name.len() + size_of::<(u128, String)>();
            self.names.insert(key, name);
        }
    }

    fn finish(
        mut self,
        Tables([.., officers]): Tables,
    ) -> Result<(Imported, Vec<Note>), ReadError> {
        let mut n_unnamed = 0;
        let names = std::mem::take(&mut self.names);
        for office in std::mem::take(&mut self.offices) {
            match names.get(&office.person) {
                Some(name) => self.write_office(officers, &office, name)?,
                None => n_unnamed += 1,
            }
        }
        if n_unnamed > 0 {
            self.tally
                .notes
                .push(Note::UnnamedOfficers { n: n_unnamed });
        }
        let (mut staged, mut vault) = (Vec::new(), BTreeSet::new());
        for writer in self.writers {
            let (file, entries) = writer.finish()?;
            staged.extend(file);
            vault.extend(entries);
        }
        Ok(self.tally.into_imported(staged, vault))
    }

    fn write_office(
        &mut self,
        table: &'static Table,
        office: &Office,
        name: &str,
    ) -> Result<(), WriteError> {
        let mut row = MappedRow::new(table, office.line, office.number);
        row.set("org", Value::of_text(&office.org));
        row.set("person_name", Value::of_text(name));
        row.set("role", Value::of_text(&office.role));
        row.set("from_on", office.from.map_or(Value::Empty, Value::Day));
        row.set("to_on", office.to.map_or(Value::Empty, Value::Day));
        let [.., writer] = &mut self.writers;
        writer.write(&row)
    }
}
