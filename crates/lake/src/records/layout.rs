//! How the header of a file meets the columns of a table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use bongsu_model::Zone;
use bongsu_model::tables::{self, Column, Table};

use super::conversion::Conversion;
use super::derived;
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
    let joined: String = header.split_whitespace().collect();
    tables::is_denied(header)
        || tables::is_denied(&words)
        || DENIED_KOREAN.iter().any(|word| joined.ends_with(word))
}

/// The denied words as Korean headers end in them: `본인국적`, `생년월일`.
const DENIED_KOREAN: [&str; 16] = [
    "국적",
    "민족",
    "인종",
    "출생지",
    "생년월일",
    "생일",
    "종교",
    "성별",
    "나이",
    "연령",
    "장애",
    "혼인",
    "배우자",
    "자녀",
    "가족",
    "노조",
];

/// How many headers a table knows, and whether every required column is among them.
pub(super) fn fit(table: &Table, headers: &[String]) -> (usize, bool) {
    let known = headers
        .iter()
        .filter(|header| table.column(header).is_some())
        .count();
    let complete = table
        .columns
        .iter()
        .filter(|column| column.required)
        .all(|column| {
            headers
                .iter()
                .any(|header| is_column(table, header, column))
        });
    (known, complete)
}

/// How many headers a mapping names or its table knows.
pub(super) fn fit_mapping(mapping: &Mapping, headers: &[String]) -> usize {
    let named = |header: &&String| {
        mapping
            .columns
            .values()
            .any(|wanted| same_header(wanted, header))
    };
    headers
        .iter()
        .filter(|header| named(header) || mapping.table.column(header).is_some())
        .count()
}

/// Tables with columns that files of many kinds have: one of them is meant only where nothing it requires is missing.
const ONLY_WHOLE: [&str; 1] = ["legal_forms"];

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
    // A table that knows more of the headers and still lacks one is likelier meant than one that asks for little.
    let best_known = tables::all()
        .map(|table| (table, fit(table, headers)))
        .filter(|(table, (_, complete))| *complete || !ONLY_WHOLE.contains(&table.name))
        .map(|(_, (known, _))| known)
        .max()
        .unwrap_or_default();
    match best.as_slice() {
        [table] if most == best_known => Ok(table),
        [_] | [] => Err(Misfit {
            reason: nearest(headers),
        }),
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|table| format!("`{}`", table.name))
                .collect();
            let reason = format!("it could be {}: name the table", names.join(" or "));
            Err(Misfit { reason })
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

/// A table's columns, the required ones first, for a message.
pub(super) fn expected(table: &Table) -> String {
    let mut text = String::new();
    for required in [true, false] {
        for column in table
            .columns
            .iter()
            .filter(|column| column.required == required)
        {
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
        None => {
            format!("the columns {found} fit no table: name the table, or write a mapping file")
        }
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

fn is_column(table: &Table, header: &str, column: &Column) -> bool {
    table
        .column(header)
        .is_some_and(|found| found.name == column.name)
}

fn same_header(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
        || one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 20;
    let names: Vec<String> = names
        .filter(|name| !name.trim().is_empty())
        .map(|name| format!("`{}`", super::value::excerpt(name)))
        .collect();
    match names.get(..MOST) {
        Some(first) if names.len() > MOST => {
            format!("{} and {} more", first.join(", "), names.len() - MOST)
        }
        _ => names.join(", "),
    }
}
