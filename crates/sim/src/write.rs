//! Writes everything below the chosen folder, and keeps count of the rows.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use fs_err::File;

use crate::answers::AnswerRow;
use crate::calendar::DAY;
use crate::content::Tap;
use crate::day::Logs;
use crate::records::{Record, Sheet};
use crate::register::statements;
use crate::rows::Log;
use crate::world::World;
use crate::{Progress, SimError};

mod answers;
mod content;
mod csv;
mod directory;
mod folder;
mod json;
mod settings;
mod xlsx;

pub(crate) use folder::prepare;

/// The folder that is written to.
#[derive(Debug)]
pub(crate) struct Writer<'w> {
    world: &'w mut World,
    out: PathBuf,
    counts: BTreeMap<String, u64>,
}

impl<'w> Writer<'w> {
    pub(crate) fn new(world: &'w mut World, out: &Path) -> Self {
        Self {
            world,
            out: out.to_owned(),
            counts: BTreeMap::new(),
        }
    }

    /// Writes all files; returns the number of rows in each.
    pub(crate) fn write(
        mut self,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<BTreeMap<String, u64>, SimError> {
        settings::write(self.world, &self.out)?;
        for sheet in Sheet::ALL {
            self.sheet(sheet)?;
        }
        self.register()?;
        for (path, rows) in directory::write(self.world, &self.out)? {
            self.counts.insert(path, rows);
        }
        let mut tap = Tap::new(self.world);
        self.logs(&mut tap, progress)?;
        let captured = content::write(self.world, tap, &self.out)?;
        self.counts.insert(content::CAPTURES.to_owned(), captured);
        self.world.answers.rows.sort();
        let (leaks, rows) = answers::write(self.world, &self.out)?;
        self.counts.insert("answers/leaks.csv".to_owned(), leaks);
        self.counts.insert("answers/rows.csv".to_owned(), rows);
        Ok(self.counts)
    }

    fn sheet(&mut self, sheet: Sheet) -> Result<(), SimError> {
        let records = self.world.records.ordered(sheet);
        let path = self.out.join(sheet.path());
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("xlsx") => xlsx::write(&path, sheet, &records)?,
            Some("jsonl") => json::write_lines(&path, sheet, &records)?,
            _ => csv::write(
                &path,
                sheet.header(),
                records.iter().map(|record| record.cells.as_slice()),
            )?,
        }
        for (place, record) in records.iter().enumerate() {
            self.answer(sheet.path(), place as u64 + 1, record);
        }
        self.counts
            .insert(sheet.path().to_owned(), records.len() as u64);
        Ok(())
    }

    fn answer(&mut self, file: &'static str, row: u64, record: &Record) {
        if record.mark > 0 {
            let person = record.person.clone();
            self.world.answers.rows.push(AnswerRow {
                mark: record.mark,
                file,
                row,
                person,
                at: record.at,
            });
        }
    }

    fn register(&mut self) -> Result<(), SimError> {
        const PATH: &str = "registers/companies.json";
        let statements = statements(
            &self.world.register,
            &self.world.calendar,
            &self.world.seeds,
        );
        json::write_array(
            &self.out.join(PATH),
            statements.iter().map(|statement| &statement.json),
        )?;
        for (place, statement) in statements.iter().enumerate() {
            if statement.mark > 0 {
                let at = i64::from(statement.from) * DAY;
                let row = AnswerRow {
                    mark: statement.mark,
                    file: PATH,
                    row: place as u64 + 1,
                    person: String::new(),
                    at,
                };
                self.world.answers.rows.push(row);
            }
        }
        self.counts.insert(PATH.to_owned(), statements.len() as u64);
        Ok(())
    }

    /// Lives through all days and writes the five logs, one day at a time; each row passes the tap.
    fn logs(&mut self, tap: &mut Tap, progress: &mut dyn FnMut(Progress)) -> Result<(), SimError> {
        let mut files = Vec::new();
        for log in Log::ALL {
            let mut file =
                BufWriter::with_capacity(1 << 20, File::create(self.out.join(log.path()))?);
            file.write_all(log.header().as_bytes())?;
            file.write_all(b"\n")?;
            files.push((log, file, 0_u64));
        }
        let mut logs = Logs::default();
        let days = self.world.calendar.days();
        for day in 0..days {
            logs.live(self.world, day);
            for (log, file, count) in &mut files {
                let world = &mut *self.world;
                logs.of(*log)
                    .drain_before(i64::from(day + 1) * DAY, |row| {
                        *count += 1;
                        tap.see(world, *log, &row);
                        if row.mark > 0 {
                            let person = world.staff.user(row.person);
                            world.answers.rows.push(AnswerRow {
                                mark: row.mark,
                                file: log.path(),
                                row: *count,
                                person,
                                at: row.at,
                            });
                        }
                        file.write_all(row.text)
                    })?;
            }
            let rows = files.iter().map(|(_, _, count)| *count).sum();
            progress(Progress {
                day: day as u32 + 1,
                days: days as u32,
                rows,
            });
        }
        for (log, mut file, count) in files {
            file.flush()?;
            self.counts.insert(log.path().to_owned(), count);
        }
        Ok(())
    }
}
