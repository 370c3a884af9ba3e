//! How the header of a file meets the columns of a table.

use std::collections::BTreeMap;
use std::path::Path;

use bongsu_model::Zone;
use bongsu_model::tables::{Column, Table};

use super::conversion::Conversion;
use super::derived;
use super::headers::{expected, is_denied_header, quoted, same_header};
use super::value::{MappedRow, Raw, Value};
use super::{Mapping, Note, ReadError};
use crate::import::Reject;

/// How the values of a file become those of a table, whatever order they come in.
pub(super) struct Plan {
    pub(super) table: &'static Table,
    pub(super) conversion: Conversion,
    /// Headers that a mapping names, and the columns they fill.
    mapped: Vec<(String, usize)>,
    constants: Vec<(usize, Value<'static>)>,
    scale: BTreeMap<usize, f64>,
}

/// A plan for a file with a header: which field goes into which column.
pub(super) struct Layout {
    pub(super) plan: Plan,
    pub(super) headers: Vec<String>,
    /// From a field of the file to a column of the table; one field may fill several columns.
    takes: Vec<(usize, usize)>,
}

/// Why a header does not fit a table.
#[derive(Debug)]
pub(super) struct Misfit {
    pub(super) reason: String,
}

impl Misfit {
    /// The error for a file.
    pub(super) fn in_file(self, path: &Path) -> ReadError {
        ReadError::Header {
            path: path.to_owned(),
            reason: self.reason,
        }
    }
}

impl Plan {
    /// A plan for a table, changed by a mapping.
    pub(super) fn new(
        table: &'static Table,
        mapping: Option<&Mapping>,
        zone: &Zone,
    ) -> Result<Self, Misfit> {
        let mut plan = Self {
            table,
            conversion: Conversion::new(zone),
            mapped: Vec::new(),
            constants: Vec::new(),
            scale: BTreeMap::new(),
        };
        if let Some(mapping) = mapping {
            plan.apply(mapping)?;
        }
        Ok(plan)
    }

    fn apply(&mut self, mapping: &Mapping) -> Result<(), Misfit> {
        if let Some(zone) = &mapping.time_zone {
            self.conversion.zone = zone.clone();
        }
        // Constants are written in the mapping's own way, not in that of the file.
        for (name, text) in &mapping.constants {
            let Some((index, column)) = self.column(name) else {
                continue;
            };
            let value = self
                .conversion
                .convert(column, Raw::Text(text.clone().into()));
            let wrong = |reason| Misfit {
                reason: format!("the mapping's constant for `{name}`: {reason}"),
            };
            self.constants.push((index, value.map_err(wrong)?));
        }
        self.conversion.time_format.clone_from(&mapping.time_format);
        self.conversion.day_format.clone_from(&mapping.day_format);
        self.conversion.list_separator = mapping.list_separator.unwrap_or(';');
        for (name, header) in &mapping.columns {
            self.mapped
                .extend(self.column(name).map(|(index, _)| (header.clone(), index)));
        }
        for (name, factor) in &mapping.scale {
            self.scale
                .extend(self.column(name).map(|(index, _)| (index, *factor)));
        }
        Ok(())
    }

    /// The columns that values under a header fill, or the note that they fill none.
    pub(super) fn columns_of(&self, header: &str) -> Result<Vec<usize>, Note> {
        let named = self
            .mapped
            .iter()
            .filter(|(wanted, _)| same_header(wanted, header));
        let columns: Vec<usize> = named.map(|(_, column)| *column).collect();
        if !columns.is_empty() {
            return Ok(columns);
        }
        // What the table itself calls a column is no denied word there.
        match self
            .table
            .column(header)
            .and_then(|column| self.column(column.name))
        {
            Some((index, _)) if !self.is_filled_by_mapping(index) => Ok(vec![index]),
            _ if is_denied_header(header) => Err(Note::DeniedColumn {
                header: header.to_owned(),
            }),
            _ if header.trim().is_empty() => Ok(Vec::new()),
            _ => Err(Note::UnknownColumn {
                header: header.to_owned(),
            }),
        }
    }

    /// A row with its constants in place.
    pub(super) fn row<'a>(&self, line: u64, number: u64) -> MappedRow<'a> {
        let mut row = MappedRow::new(self.table, line, number);
        for (index, value) in &self.constants {
            row.set_at(*index, value.clone());
        }
        row
    }

    /// Puts what stands under a header into a column.
    pub(super) fn place<'a>(
        &self,
        row: &mut MappedRow<'a>,
        (header, index): (&str, usize),
        raw: Raw<'a>,
    ) -> Result<(), Reject> {
        let Some(column) = self.table.columns.get(index) else {
            return Ok(());
        };
        let line = row.line();
        let reject = |reason| Reject::new(line, header, reason);
        let value = self.scaled(index, self.conversion.convert(column, raw).map_err(reject)?);
        check_share(self.table, column, &value).map_err(reject)?;
        row.set_at(index, value);
        Ok(())
    }

    fn scaled<'a>(&self, index: usize, value: Value<'a>) -> Value<'a> {
        match (value, self.scale.get(&index)) {
            (Value::Number(number), Some(factor)) => {
                // Dividing by 100 is exact where multiplying by 0.01 is not.
                let inverse = (1.0 / factor).round();
                let is_fraction = (factor * inverse - 1.0).abs() < 1e-9 && inverse.abs() > 1.0;
                Value::Number(if is_fraction {
                    number / inverse
                } else {
                    number * factor
                })
            }
            (value, _) => value,
        }
    }

    fn is_filled_by_mapping(&self, index: usize) -> bool {
        self.mapped.iter().any(|(_, column)| *column == index)
            || self.constants.iter().any(|(column, _)| *column == index)
    }

    fn column(&self, name: &str) -> Option<(usize, &'static Column)> {
        self.table
            .columns
            .iter()
            .enumerate()
            .find(|(_, column)| column.name == name)
    }
}

impl Layout {
    /// Matches headers with the columns of a plan; notes what is left out.
    pub(super) fn new(plan: Plan, headers: Vec<String>) -> Result<(Self, Vec<Note>), Misfit> {
        let mut layout = Self {
            plan,
            headers,
            takes: Vec::new(),
        };
        let notes = layout.match_headers()?;
        layout.check_complete()?;
        layout.check_meant()?;
        Ok((layout, notes))
    }

    fn match_headers(&mut self) -> Result<Vec<Note>, Misfit> {
        let mut notes = Vec::new();
        let mut taken: BTreeMap<usize, &str> = BTreeMap::new();
        for (field, header) in self.headers.iter().enumerate() {
            match self.plan.columns_of(header) {
                Err(note) => notes.push(note),
                Ok(columns) => {
                    for column in columns {
                        if let Some(before) = taken.insert(column, header) {
                            return Err(self.taken_twice(column, before, header));
                        }
                        self.takes.push((field, column));
                    }
                }
            }
        }
        let unused = self
            .plan
            .mapped
            .iter()
            .find(|(_, column)| !taken.contains_key(column));
        if let Some((header, column)) = unused {
            let found = quoted(self.headers.iter().map(String::as_str));
            let reason = format!(
                "the mapping fills `{}` from `{header}`, but the file has the columns {found}",
                self.plan
                    .table
                    .columns
                    .get(*column)
                    .map_or("", |column| column.name)
            );
            return Err(Misfit { reason });
        }
        Ok(notes)
    }

    fn taken_twice(&self, column: usize, one: &str, other: &str) -> Misfit {
        let name = self
            .plan
            .table
            .columns
            .get(column)
            .map_or("", |column| column.name);
        let reason = format!(
            "`{one}` and `{other}` both mean `{name}`: rename one, or write a mapping file"
        );
        Misfit { reason }
    }

    fn check_complete(&self) -> Result<(), Misfit> {
        let is_filled = |index: usize| {
            self.takes.iter().any(|(_, column)| *column == index)
                || self
                    .plan
                    .constants
                    .iter()
                    .any(|(column, _)| *column == index)
        };
        let columns = self.plan.table.columns.iter().enumerate();
        let missing: Vec<&str> = columns
            .filter(|(index, column)| column.required && !is_filled(*index))
            .map(|(_, column)| column.name)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let reason = format!(
            "{} of the table `{}` is missing; the file has the columns {}; wanted are {}",
            quoted(missing.into_iter()),
            self.plan.table.name,
            quoted(self.headers.iter().map(String::as_str)),
            expected(self.plan.table)
        );
        Err(Misfit { reason })
    }

    /// Refuses a file of several columns of which the table knows nothing but a key: it is another kind of file.
    fn check_meant(&self) -> Result<(), Misfit> {
        let table = self.plan.table;
        let is_mapped = !self.plan.mapped.is_empty() || !self.plan.constants.is_empty();
        let knows_more = self.takes.len() > 1;
        let could_know_more = table.columns.iter().any(|column| !column.required);
        let has_others = self.takes.len() < self.headers.len();
        if is_mapped || knows_more || !could_know_more || !has_others {
            return Ok(());
        }
        let reason = format!(
            "of the columns {} the table `{}` knows only {}: name another table, or write a mapping file; known are {}",
            quoted(self.headers.iter().map(String::as_str)),
            table.name,
            quoted(
                table
                    .columns
                    .iter()
                    .filter(|column| column.required)
                    .map(|column| column.name)
            ),
            expected(table)
        );
        Err(Misfit { reason })
    }

    /// Makes a row; `cell` gives what stands in a field of the file, or why it cannot be used.
    pub(super) fn row<'a>(
        &self,
        (line, number): (u64, u64),
        mut cell: impl FnMut(usize) -> Result<Option<Raw<'a>>, String>,
    ) -> Result<MappedRow<'a>, Reject> {
        let mut row = self.plan.row(line, number);
        for (field, index) in &self.takes {
            let header = self.headers.get(*field).map_or("", String::as_str);
            let raw = cell(*field).map_err(|reason| Reject::new(line, header, reason))?;
            if let Some(raw) = raw {
                self.plan.place(&mut row, (header, *index), raw)?;
            }
        }
        derived::complete(&mut row);
        row.check_required()?;
        Ok(row)
    }
}

/// Shares are fractions; percent are told apart by the mapping alone, never guessed.
fn check_share(table: &Table, column: &Column, value: &Value<'_>) -> Result<(), String> {
    let is_share =
        table.name == "interests" && matches!(column.name, "share_min" | "share_max" | "exact");
    match value {
        Value::Number(number) if is_share && bongsu_model::Share::new(*number).is_err() => {
            Err(format!(
                "`{number}` is not a share from 0 to 1: for percent write `scale = {{ {} = 0.01 }}` in a mapping file",
                column.name
            ))
        }
        _ => Ok(()),
    }
}
