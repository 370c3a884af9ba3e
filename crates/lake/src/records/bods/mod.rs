//! The Beneficial Ownership Data Standard, versions 0.1 to 0.4: entities, persons and the interests between them.
//!
//! A file is read twice, one statement at a time. The first reading finds out which statement of each record is the
//! latest and what repeats what; the second writes. Of persons nothing is taken but names and business addresses.

mod index;
mod rows;
mod split;
mod statement;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use bongsu_model::tables::{self, Table};

use self::index::{Fate, Index, record_key};
use self::rows::{Office, StatementRows};
use self::split::Statements;
use self::statement::Statement;
use super::delimited::PROGRESS_ROWS;
use super::value::{MappedRow, Value};
use super::{Note, ReadError, RecordFormat, RecordsRequest, TableWriter, Tally, WriteError};
use crate::import::{Imported, Reject};

/// Reads a register into `organisations`, `interests` and `officers`.
pub(super) fn read(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let tables = Tables::find(request)?;
    let index = build_index(request, tables, progress)?;
    let mut writing = Writing {
        writers: tables.0.map(|table| {
            TableWriter::new(
                table,
                request.keyring,
                request.source_digest,
                request.staging,
            )
        }),
        offices: Vec::new(),
        names: HashMap::new(),
        tally: Tally::default(),
    };
    let mut statements = Statements::open(request.path)?;
    let half = statements.size() / 2;
    while let Some(found) = statements.next_statement()? {
        let (line, number) = (found.line, found.number);
        match found.statement {
            Err(reason) => writing.reject(Reject::new(line, "", reason)),
            Ok(statement) => writing.take(tables, &index, &statement, (line, number))?,
        }
        if number.is_multiple_of(PROGRESS_ROWS) {
            progress(half + statements.position() / 2);
        }
    }
    progress(statements.size());
    writing.finish(tables)
}

fn build_index(
    request: &RecordsRequest<'_>,
    tables: Tables,
    progress: &mut dyn FnMut(u64),
) -> Result<Index, ReadError> {
    let mut index = index::Builder::default();
    let mut statements = Statements::open(request.path)?;
    while let Some(found) = statements.next_statement()? {
        if let Ok(statement) = &found.statement {
            // A statement that will be refused stands for no record.
            if let Ok(rows) =
                rows::of_statement(tables, statement, (found.line, found.number), &|id| {
                    id.to_owned()
                })
            {
                index.add(statement, found.number, &rows);
            }
        }
        if found.number.is_multiple_of(PROGRESS_ROWS) {
            progress(statements.position() / 2);
        }
    }
    Ok(index.finish())
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
    /// Names of persons who hold an office.
    names: HashMap<u128, String>,
    tally: Tally,
}

impl Writing<'_> {
    fn take(
        &mut self,
        tables: Tables,
        index: &Index,
        statement: &Statement,
        (line, number): (u64, u64),
    ) -> Result<(), ReadError> {
        let rows = rows::of_statement(tables, statement, (line, number), &|id| {
            index.root(id).to_owned()
        });
        let StatementRows {
            organisation,
            interests,
            offices,
        } = match rows {
            Ok(rows) => rows,
            Err(reject) => {
                self.reject(reject);
                return Ok(());
            }
        };
        self.tally.counts.read += 1;
        if index.fate(number) == Fate::Folded {
            self.tally.counts.folded += 1;
            return Ok(());
        }
        self.tally.counts.stored += 1;
        let key = record_key(index.root(&statement.record));
        if index.is_officer(key) {
            self.names.extend(
                statement
                    .person_names()
                    .into_iter()
                    .next()
                    .map(|name| (key, name)),
            );
        }
        let [organisation_writer, interest_writer, _] = &mut self.writers;
        if let Some(row) = organisation {
            organisation_writer.write(&row)?;
        }
        for row in interests {
            interest_writer.write(&row)?;
        }
        self.offices.extend(offices);
        Ok(())
    }

    fn reject(&mut self, reject: Reject) {
        self.tally.counts.read += 1;
        self.tally.counts.rejected += 1;
        self.tally.rejects.push(reject);
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
