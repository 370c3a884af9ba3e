//! How the header of a file meets the columns of a table.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bongsu_model::Zone;
use bongsu_model::tables::{self, Column, Table};

use super::value::{Conversion, MappedRow, Raw, Value};
use super::{Mapping, Note};
use crate::import::Reject;

/// Which column of the file goes into which column of the table, and how.
pub(super) struct Layout {
    pub(super) table: &'static Table,
    pub(super) headers: Vec<String>,
    /// From a field of the file to a column of the table; one field may fill several columns.
    takes: Vec<(usize, usize)>,
    constants: Vec<(usize, Value<'static>)>,
    scale: BTreeMap<usize, f64>,
    conversion: Conversion,
}

/// Why a header does not fit a table.
#[derive(Debug)]
pub(super) struct Misfit {
    pub(super) reason: String,
}

/// Whether a header names something about a person that is never imported, however it is spelled.
pub(super) fn is_denied_header(header: &str) -> bool {
    let mut words = String::with_capacity(header.len() + 4);
    let mut after_lower = false;
    for c in header.chars() {
        if c.is_uppercase() && after_lower {
            words.push('_');
        }
        after_lower = c.is_lowercase();
        words.push(c);
    }
    tables::is_denied(header) || tables::is_denied(&words)
}

/// How many headers a table knows, and whether every required column is among them.
pub(super) fn fit(table: &Table, headers: &[String]) -> (usize, bool) {
    let known = headers.iter().filter(|header| table.column(header).is_some()).count();
    let complete = table
        .columns
        .iter()
        .filter(|column| column.required)
        .all(|column| headers.iter().any(|header| is_column(table, header, column)));
    (known, complete)
}

/// How many headers a mapping names or its table knows.
pub(super) fn fit_mapping(mapping: &Mapping, headers: &[String]) -> usize {
    let named = |header: &&String| mapping.columns.values().any(|wanted| same_header(wanted, header));
    headers.iter().filter(|header| named(header) || mapping.table.column(header).is_some()).count()
}

/// The table whose columns a header has, when there is exactly one best.
pub(super) fn table_of(headers: &[String]) -> Result<&'static Table, Misfit> {
    let mut best: Vec<&'static Table> = Vec::new();
    let mut most = 0;
    for table in tables::all() {
        let (known, complete) = fit(table, headers);
        if complete && known > most {
            (best, most) = (vec![table], known);
        } else if complete && known == most {
            best.push(table);
        }
    }
    match best.as_slice() {
        [table] => Ok(table),
        [] => Err(Misfit { reason: nearest(headers) }),
        several => {
            let names: Vec<String> = several.iter().map(|table| format!("`{}`", table.name)).collect();
            let reason = format!("it could be {}: name the table", names.join(" or "));
            Err(Misfit { reason })
        }
    }
}

impl Layout {
    /// Matches headers with a table, with the help of a mapping; notes what is left out.
    pub(super) fn new(
        table: &'static Table,
        headers: Vec<String>,
        mapping: Option<&Mapping>,
        zone: &Zone,
    ) -> Result<(Self, Vec<Note>), Misfit> {
        let mut layout = Self {
            table,
            headers,
            takes: Vec::new(),
            constants: Vec::new(),
            scale: BTreeMap::new(),
            conversion: Conversion::new(zone),
        };
        if let Some(mapping) = mapping {
            layout.apply(mapping)?;
        }
        let notes = layout.match_headers()?;
        layout.check_complete()?;
        Ok((layout, notes))
    }

    pub(super) fn conversion_mut(&mut self) -> &mut Conversion {
        &mut self.conversion
    }

    fn apply(&mut self, mapping: &Mapping) -> Result<(), Misfit> {
        if let Some(zone) = &mapping.time_zone {
            self.conversion.zone = zone.clone();
        }
        self.conversion.time_format.clone_from(&mapping.time_format);
        self.conversion.day_format.clone_from(&mapping.day_format);
        self.conversion.list_separator = mapping.list_separator.unwrap_or(';');
        for (name, header) in &mapping.columns {
            let Some(field) = self.headers.iter().position(|found| same_header(header, found)) else {
                let found = quoted(self.headers.iter().map(String::as_str));
                let reason = format!("the mapping fills `{name}` from `{header}`, but the file has the columns {found}");
                return Err(Misfit { reason });
            };
            self.takes.extend(self.column_index(name).map(|column| (field, column)));
        }
        for (name, text) in &mapping.constants {
            let Some((index, column)) = self.column_index(name).zip(self.table.column(name)) else { continue };
            // Constants are written in the mapping's own way, not in that of the file.
            let value = Conversion::new(&self.conversion.zone)
                .convert(column, Raw::Text(text.clone().into()))
                .map_err(|reason| Misfit { reason: format!("the mapping's constant for `{name}`: {reason}") })?;
            self.constants.push((index, value));
        }
        for (name, factor) in &mapping.scale {
            self.scale.extend(self.column_index(name).map(|column| (column, *factor)));
        }
        Ok(())
    }

    /// Matches what the mapping leaves open by name and alias.
    fn match_headers(&mut self) -> Result<Vec<Note>, Misfit> {
        let (mut taken, mut notes) = (BTreeMap::new(), Vec::new());
        for (field, header) in self.headers.iter().enumerate() {
            if self.takes.iter().any(|(mapped, _)| *mapped == field && !taken.values().any(|by| by == mapped)) {
                continue;
            }
            if is_denied_header(header) {
                notes.push(Note::DeniedColumn { header: header.clone() });
                continue;
            }
            let column = self.table.column(header).and_then(|column| self.column_index(column.name));
            let is_filled = |index: usize| {
                self.constants.iter().any(|(filled, _)| *filled == index)
                    || self.takes.iter().any(|(mapped, filled)| *filled == index && !taken.contains_key(filled) && *mapped != field)
            };
            match column {
                Some(index) if is_filled(index) => {
                    notes.push(Note::UnknownColumn { header: header.clone() });
                }
                Some(index) => {
                    if let Some(before) = taken.insert(index, field) {
                        let before = self.headers.get(before).map_or("", String::as_str);
                        let reason = format!(
                            "`{before}` and `{header}` both mean `{}`: rename one, or write a mapping file",
                            self.table.columns.get(index).map_or("", |column| column.name)
                        );
                        return Err(Misfit { reason });
                    }
                }
                None if header.trim().is_empty() => {}
                None => notes.push(Note::UnknownColumn { header: header.clone() }),
            }
        }
        self.takes.extend(taken.into_iter().map(|(column, field)| (field, column)));
        self.takes.sort_unstable();
        Ok(notes)
    }

    fn check_complete(&self) -> Result<(), Misfit> {
        let missing: Vec<&Column> = self
            .table
            .columns
            .iter()
            .enumerate()
            .filter(|(index, column)| column.required && !self.fills(*index))
            .map(|(_, column)| column)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let found = quoted(self.headers.iter().map(String::as_str));
        let reason = format!(
            "{} of the table `{}` is missing; the file has the columns {found}; wanted are {}",
            quoted(missing.iter().map(|column| column.name)),
            self.table.name,
            expected(self.table)
        );
        Err(Misfit { reason })
    }

    fn fills(&self, index: usize) -> bool {
        self.takes.iter().any(|(_, column)| *column == index)
            || self.constants.iter().any(|(column, _)| *column == index)
    }

    fn column_index(&self, name: &str) -> Option<usize> {
        self.table.columns.iter().position(|column| column.name == name)
    }

    /// Makes a row; `cell` gives what stands in a field of the file, or why it cannot be used.
    pub(super) fn row<'a>(
        &self,
        (line, number): (u64, u64),
        mut cell: impl FnMut(usize) -> Result<Option<Raw<'a>>, String>,
    ) -> Result<MappedRow<'a>, Reject> {
        let mut row = MappedRow::new(self.table, line, number);
        for (index, value) in &self.constants {
            row.set_at(*index, value.clone());
        }
        for (field, index) in &self.takes {
            let Some(column) = self.table.columns.get(*index) else { continue };
            let reject = |reason| {
                let column = self.headers.get(*field).cloned().unwrap_or_default();
                Reject { line, column, reason }
            };
            if let Some(raw) = cell(*field).map_err(reject)? {
                let value = self.conversion.convert(column, raw).map_err(reject)?;
                let value = self.scaled(*index, value);
                check_share(self.table, column, &value).map_err(reject)?;
                row.set_at(*index, value);
            }
        }
        row.check_required()?;
        Ok(row)
    }

    fn scaled<'a>(&self, index: usize, value: Value<'a>) -> Value<'a> {
        match (value, self.scale.get(&index)) {
            (Value::Number(number), Some(factor)) => {
                // Dividing by 100 is exact where multiplying by 0.01 is not.
                let inverse = (1.0 / factor).round();
                let is_fraction = (factor * inverse - 1.0).abs() < 1e-9 && inverse.abs() > 1.0;
                Value::Number(if is_fraction { number / inverse } else { number * factor })
            }
            (value, _) => value,
        }
    }
}

/// A table's columns, the required ones first, for a message.
pub(super) fn expected(table: &Table) -> String {
    let mut text = String::new();
    for required in [true, false] {
        for column in table.columns.iter().filter(|column| column.required == required) {
            let separator = if text.is_empty() { "" } else { ", " };
            // Writing into a text cannot fail.
            let _ = write!(text, "{separator}`{}`", column.name);
            if required {
                text.push_str(" (required)");
            }
        }
    }
    text
}

fn nearest(headers: &[String]) -> String {
    let found = quoted(headers.iter().map(String::as_str));
    let nearest = tables::all().max_by_key(|table| fit(table, headers).0);
    match nearest.filter(|table| fit(table, headers).0 > 0) {
        Some(table) => format!(
            "the columns {found} fit no table; the nearest is `{}` with {}",
            table.name,
            expected(table)
        ),
        None => format!("the columns {found} fit no table: name the table, or write a mapping file"),
    }
}

/// Shares are fractions; percent are told apart by the mapping alone, never guessed.
fn check_share(table: &Table, column: &Column, value: &Value<'_>) -> Result<(), String> {
    let is_share = table.name == "interests" && matches!(column.name, "share_min" | "share_max" | "exact");
    match value {
        Value::Number(number) if is_share && bongsu_model::Share::new(*number).is_err() => Err(format!(
            "`{number}` is not a share from 0 to 1: for percent write `scale = {{ {} = 0.01 }}` in a mapping file",
            column.name
        )),
        _ => Ok(()),
    }
}

fn is_column(table: &Table, header: &str, column: &Column) -> bool {
    table.column(header).is_some_and(|found| found.name == column.name)
}

fn same_header(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
        || one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 20;
    let names: Vec<String> = names.map(|name| format!("`{}`", super::value::excerpt(name))).collect();
    match names.get(..MOST) {
        Some(first) if names.len() > MOST => format!("{} and {} more", first.join(", "), names.len() - MOST),
        _ => names.join(", "),
    }
}
