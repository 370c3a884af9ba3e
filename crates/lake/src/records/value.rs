//! Values of rows, in the columns of the catalogue.

use std::borrow::Cow;

use bongsu_model::tables::Table;
use bongsu_model::{Day, Micros};
use jiff::civil::DateTime;

use crate::import::Reject;

/// A value of one column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing: unknown, or not given.
    Empty,
    /// Text, without white space around it.
    Text(Cow<'a, str>),
    /// Several texts.
    Texts(Vec<Cow<'a, str>>),
    /// A civil day.
    Day(Day),
    /// An instant.
    Time(Micros),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
}

/// A row of a table, as a file gives it: person keys and accounts are still in the source's own words.
#[derive(Clone, Debug)]
pub struct MappedRow<'a> {
    table: &'static Table,
    line: u64,
    number: u64,
    values: Vec<Value<'a>>,
}

/// What a cell of a file holds, before it is known which column takes it.
#[derive(Clone, Debug)]
pub(super) enum Raw<'a> {
    Text(Cow<'a, str>),
    List(Vec<Cow<'a, str>>),
    Whole(i64),
    Number(f64),
    Flag(bool),
    /// A wall clock, as spreadsheets keep it.
    Moment(DateTime),
}

impl<'a> MappedRow<'a> {
    /// An empty row: `line` is its line in the file, `number` its place among the rows, both counted from 1.
    pub fn new(table: &'static Table, line: u64, number: u64) -> Self {
        Self {
            table,
            line,
            number,
            values: vec![Value::Empty; table.columns.len()],
        }
    }

    /// The table it belongs to.
    pub fn table(&self) -> &'static Table {
        self.table
    }

    /// Its line in the file, counted from 1: where a person looks for it.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Its place among the rows of the file, counted from 1 after the header: what evidence refers to.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Its values, in the order of the table's columns.
    pub fn values(&self) -> &[Value<'a>] {
        &self.values
    }

    /// The value of a column; empty for a column that the table does not have.
    pub fn get(&self, column: &str) -> &Value<'a> {
        self.index(column)
            .and_then(|index| self.values.get(index))
            .unwrap_or(&Value::Empty)
    }

    /// The text of a column.
    pub fn text(&self, column: &str) -> Option<&str> {
        match self.get(column) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The instant of a column.
    pub fn time(&self, column: &str) -> Option<Micros> {
        match self.get(column) {
            Value::Time(at) => Some(*at),
            _ => None,
        }
    }

    /// The whole number of a column.
    pub fn whole(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Value::Whole(number) => Some(*number),
            _ => None,
        }
    }

    /// The flag of a column.
    pub fn flag(&self, column: &str) -> Option<bool> {
        match self.get(column) {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Sets a column by its name; a name that the table does not have changes nothing.
    pub(super) fn set(&mut self, column: &str, value: Value<'a>) {
        if let Some(index) = self.index(column) {
            self.set_at(index, value);
        }
    }

    pub(super) fn set_at(&mut self, index: usize, value: Value<'a>) {
        if let Some(place) = self.values.get_mut(index) {
            *place = value;
        }
    }

    /// Refuses a row in which a required value is missing.
    pub(super) fn check_required(&self) -> Result<(), Reject> {
        let missing = self.table.columns.iter().zip(&self.values);
        for (column, value) in missing {
            if column.required && *value == Value::Empty {
                return Err(Reject::new(
                    self.line,
                    column.name,
                    format!(
                        "`{}` is empty: every row of `{}` needs it",
                        column.name, self.table.name
                    ),
                ));
            }
        }
        Ok(())
    }

    fn index(&self, column: &str) -> Option<usize> {
        self.table
            .columns
            .iter()
            .position(|candidate| candidate.name == column)
    }
}

impl Value<'_> {
    /// A text, empty where nothing but white space is in it.
    pub(super) fn of_text<'a>(text: impl Into<Cow<'a, str>>) -> Value<'a> {
        match trimmed(text.into()) {
            text if text.is_empty() => Value::Empty,
            text => Value::Text(text),
        }
    }

    /// Texts without the empty ones; empty where none is left.
    pub(super) fn of_texts<'a>(texts: impl IntoIterator<Item = Cow<'a, str>>) -> Value<'a> {
        let texts: Vec<_> = texts
            .into_iter()
            .map(trimmed)
            .filter(|text| !text.is_empty())
            .collect();
        if texts.is_empty() {
            Value::Empty
        } else {
            Value::Texts(texts)
        }
    }
}

/// Text of a cell for a message: short, on one line.
pub(super) fn excerpt(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

pub(super) fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}
