//! `FollowTheMoney`: entities as JSON lines, also nested in each other, or the statements that they are made of as CSV
//! or JSON lines.
//!
//! A file is read twice. The first reading finds out who holds, runs or is listed; the second writes. A person who is
//! none of these is passed over, and so is everything about persons alone: families, acquaintances, papers. Of a person
//! nothing is taken but names, and addresses where a list gives them.

mod entity;
mod index;
mod rows;
mod share;
mod statements;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use self::entity::{Class, Entity};
use self::index::Index;
use self::rows::{Listed, Office, Party};
use self::statements::{Unit, Units};
use super::delimited::PROGRESS_ROWS;
use super::intake::{Intake, Tables};
use super::parties::record_key;
use super::value::MappedRow;
use super::{Note, ReadError, RecordsRequest};
use crate::import::{Imported, Reject};

pub(super) use self::statements::COLUMNS as STATEMENT_COLUMNS;

/// Reads a file into `organisations`, `interests`, `officers` and `listed`.
pub(super) fn read(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let tables = Tables::find(request)?;
    let mut index = index::Builder::default();
    let mut units = Units::open(request.path)?;
    let half = units.size() / 2;
    let mut n_units = 0_u64;
    while let Some(unit) = units.next_unit()? {
        if let Unit::Entity(entity) = &unit {
            index.add(entity);
        }
        n_units += 1;
        if n_units.is_multiple_of(PROGRESS_ROWS) {
            progress(units.position() / 2);
        }
    }
    let index = index.finish();
    let mut writing = Writing {
        tables,
        index: &index,
        intake: Intake::new(request),
        parties: HashMap::new(),
        offices: Vec::new(),
        listed: Vec::new(),
        n_small: 0,
        written: HashSet::new(),
    };
    let mut units = Units::open(request.path)?;
    units.hold(&index.split);
    while let Some(unit) = units.next_unit()? {
        match unit {
            Unit::Wrong(reject) => writing.intake.rejected(reject),
            Unit::PassedOver(kind) => writing.intake.passed_over(kind),
            Unit::Entity(entity) => writing.take(entity)?,
        }
        if writing.intake.n_read().is_multiple_of(PROGRESS_ROWS) {
            progress(half + units.position() / 2);
        }
    }
    progress(units.size());
    writing.intake.tally.notes.extend(units.note());
    writing.finish()
}

struct Writing<'a> {
    tables: Tables,
    index: &'a Index,
    intake: Intake<'a>,
    /// What is needed of parties who hold an office or are listed.
    parties: HashMap<u128, Party>,
    offices: Vec<Office>,
    listed: Vec<Listed>,
    /// Shares of at most one, without a percent sign.
    n_small: u64,
    /// Entities met, where one may stand at several places.
    written: HashSet<u128>,
}

impl Writing<'_> {
    fn take(&mut self, entity: Entity) -> Result<(), ReadError> {
        for field in &entity.denied {
            self.intake.denied(field);
        }
        let key = record_key(&entity.id);
        let is_fuller_elsewhere = || {
            let fullest = self.index.fullest.get(&key);
            fullest.is_some_and(|fullest| fullest.1 != entity.place())
        };
        let is_elsewhere =
            entity.is_nested() && (self.index.own.contains(&key) || is_fuller_elsewhere());
        if is_elsewhere || self.index.has_nested && !self.written.insert(key) {
            (0..entity.lines.len()).for_each(|_| self.intake.folded());
            return Ok(());
        }
        let class = entity.class();
        let is_kept = self.index.directors.contains(&key) || self.index.listed.contains(&key);
        match class {
            Class::Person | Class::Organisation | Class::Craft(_) => {
                if is_kept {
                    let party = Party::of(&entity, self.index);
                    self.parties.entry(key).or_default().add(party);
                }
                let is_stored = match class {
                    Class::Person => self.index.holders.contains(&key),
                    Class::Organisation => true,
                    _ => false,
                };
                if is_stored {
                    let row = rows::organisation(self.blank(&entity), &entity, self.index);
                    self.write(&entity, row.map(|row| vec![row]))?;
                } else if is_kept {
                    // Its names stand in the rows of its offices and listings.
                    (0..entity.lines.len()).for_each(|_| self.intake.folded());
                } else {
                    self.intake
                        .passed_over_of(&entity.schema, entity.lines.len());
                }
            }
            Class::Ownership => {
                let blank = MappedRow::new(self.tables.interests, entity.line(), entity.number);
                let rows = rows::ownership(&blank, &entity);
                self.n_small += u64::from(rows.as_ref().is_ok_and(|found| found.is_small));
                self.write(&entity, rows.map(|found| found.rows))?;
            }
            Class::Directorship => {
                let blank = MappedRow::new(self.tables.interests, entity.line(), entity.number);
                match rows::directorship(&blank, &entity) {
                    Ok((rows, offices)) => {
                        let is_person =
                            |office: &Office| self.index.persons.contains(&office.person);
                        self.offices.extend(offices.into_iter().filter(is_person));
                        self.write(&entity, Ok(rows))?;
                    }
                    Err(reject) => self.write(&entity, Err(reject))?,
                }
            }
            Class::UnknownLink => {
                let blank = MappedRow::new(self.tables.interests, entity.line(), entity.number);
                match rows::unknown_link(&blank, &entity, self.index) {
                    Ok(rows) if rows.is_empty() => {
                        let kind = "UnknownLink of persons alone";
                        self.intake.passed_over_of(kind, entity.lines.len());
                    }
                    rows => self.write(&entity, rows)?,
                }
            }
            // They are counted when it is known whom they list.
            Class::Sanction => self.listed.push(Listed::of(entity)),
            Class::Address => (0..entity.lines.len()).for_each(|_| self.intake.folded()),
            Class::Other => self
                .intake
                .passed_over_of(&entity.schema, entity.lines.len()),
        }
        Ok(())
    }

    fn blank(&self, entity: &Entity) -> MappedRow<'static> {
        MappedRow::new(self.tables.organisations, entity.line(), entity.number)
    }

    fn write(
        &mut self,
        entity: &Entity,
        rows: Result<Vec<MappedRow<'static>>, Reject>,
    ) -> Result<(), ReadError> {
        match rows {
            Err(reject) => self.intake.rejected_of(&reject, &entity.lines),
            Ok(rows) => {
                self.intake.stored_of(entity.lines.len());
                for row in &rows {
                    self.intake.write(row)?;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(Imported, Vec<Note>), ReadError> {
        for listed in std::mem::take(&mut self.listed) {
            let rows = listed.rows(self.tables.listed, &self.parties);
            self.write(&listed.entity, rows)?;
        }
        let mut n_unnamed = 0;
        for office in std::mem::take(&mut self.offices) {
            let name = self
                .parties
                .get(&office.person)
                .and_then(|party| party.names.first());
            match name {
                Some(name) => {
                    let row = office.row(self.tables.officers, name);
                    self.intake.write(&row)?;
                }
                None => n_unnamed += 1,
            }
        }
        let notes = &mut self.intake.tally.notes;
        if n_unnamed > 0 {
            notes.push(Note::UnnamedOfficers { n: n_unnamed });
        }
        if self.n_small > 0 {
            notes.push(Note::SmallShares { n: self.n_small });
        }
        // Listings are counted last, and wherever they stand in the file.
        let (mut imported, notes) = self.intake.finish()?;
        imported.rejects.sort_by_key(|reject| reject.line);
        Ok((imported, notes))
    }
}
