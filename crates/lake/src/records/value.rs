//! Values of rows: what stands in a file, made into what a column of the catalogue holds.

use std::borrow::Cow;

use bongsu_model::tables::{Column, Kind, Table};
use bongsu_model::{Day, Micros, Zone};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime::BrokenDownTime;

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

/// How texts become values.
#[derive(Clone, Debug)]
pub(super) struct Conversion {
    pub(super) zone: Zone,
    pub(super) time_format: Option<String>,
    pub(super) day_format: Option<String>,
    pub(super) list_separator: char,
    /// Whether numbers in a column of days count days as spreadsheets do, and from which epoch.
    pub(super) serial_days: Option<Date>,
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
                return Err(Reject {
                    line: self.line,
                    column: column.name.to_owned(),
                    reason: format!(
                        "`{}` is empty: every row of `{}` needs it",
                        column.name, self.table.name
                    ),
                });
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

impl Conversion {
    pub(super) fn new(zone: &Zone) -> Self {
        Self {
            zone: zone.clone(),
            time_format: None,
            day_format: None,
            list_separator: ';',
            serial_days: None,
        }
    }

    /// Makes a value for a column; the error says what was wanted.
    pub(super) fn convert<'a>(&self, column: &Column, raw: Raw<'a>) -> Result<Value<'a>, String> {
        let raw = match raw {
            Raw::Text(text) => match trimmed(text) {
                text if text.is_empty() => return Ok(Value::Empty),
                text => Raw::Text(text),
            },
            other => other,
        };
        match column.kind {
            Kind::Text => Ok(Value::of_text(plain_text(raw)?)),
            Kind::Texts => Ok(Value::of_texts(self.texts(raw))),
            Kind::Day => self.day(&raw).map(Value::Day),
            Kind::Time => self.time(&raw).map(Value::Time),
            Kind::Whole => whole(&raw).map(Value::Whole),
            Kind::Number => number(&raw).map(Value::Number),
            Kind::Flag => flag(&raw).map(Value::Flag),
        }
    }

    fn texts<'a>(&self, raw: Raw<'a>) -> Vec<Cow<'a, str>> {
        match raw {
            Raw::List(texts) => texts,
            Raw::Text(Cow::Borrowed(text)) => {
                text.split(self.list_separator).map(Cow::Borrowed).collect()
            }
            Raw::Text(Cow::Owned(text)) => text
                .split(self.list_separator)
                .map(|part| Cow::Owned(part.to_owned()))
                .collect(),
            other => vec![Cow::Owned(shown(&other))],
        }
    }

    fn day(&self, raw: &Raw<'_>) -> Result<Day, String> {
        let found = match (raw, &self.day_format) {
            (Raw::Text(text), Some(format)) => {
                Date::strptime(format, text.as_ref()).ok().and_then(day_of)
            }
            (Raw::Text(text), None) => text.parse().ok(),
            (Raw::Moment(moment), _) => day_of(moment.date()),
            (Raw::Whole(serial), _) => i32::try_from(*serial)
                .ok()
                .and_then(|days| self.serial_day(days)),
            (Raw::Number(serial), _) if serial.fract() == 0.0 && serial.abs() < 1e6 => {
                self.serial_day(*serial as i32)
            }
            _ => None,
        };
        let wanted = self.day_format.as_deref().unwrap_or("YYYY-MM-DD");
        found.ok_or_else(|| format!("`{}` is not a day: {wanted} is wanted", shown(raw)))
    }

    /// The day of a spreadsheet's serial number, within the years in which people work.
    fn serial_day(&self, serial: i32) -> Option<Day> {
        let epoch = day_of(self.serial_days?)?;
        (10_000..80_000)
            .contains(&serial)
            .then(|| epoch.plus(serial))
    }

    fn time(&self, raw: &Raw<'_>) -> Result<Micros, String> {
        let found = match (raw, &self.time_format) {
            (Raw::Text(text), Some(format)) => self.formatted_time(format, text),
            (Raw::Text(text), None) => self.plain_time(text),
            (Raw::Moment(moment), _) => self.zone.instant(*moment),
            _ => None,
        };
        let wanted = self
            .time_format
            .as_deref()
            .unwrap_or("YYYY-MM-DD HH:MM:SS or RFC 3339");
        found.ok_or_else(|| format!("`{}` is not a time: {wanted} is wanted", shown(raw)))
    }

    fn plain_time(&self, text: &str) -> Option<Micros> {
        // A day alone is not a time, and neither is a clock time without its minutes.
        if text.len() < "2026-01-31 10:00".len() {
            return None;
        }
        if let Ok(stamp) = text.parse::<Timestamp>() {
            return Some(Micros(stamp.as_microsecond()));
        }
        self.zone.instant(text.parse::<DateTime>().ok()?)
    }

    fn formatted_time(&self, format: &str, text: &str) -> Option<Micros> {
        let parts = BrokenDownTime::parse(format, text).ok()?;
        if parts.offset().is_some() {
            return parts
                .to_timestamp()
                .ok()
                .map(|stamp| Micros(stamp.as_microsecond()));
        }
        self.zone.instant(parts.to_datetime().ok()?)
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

fn shown(raw: &Raw<'_>) -> String {
    match raw {
        Raw::Text(text) => excerpt(text),
        Raw::List(texts) => excerpt(&texts.join("; ")),
        Raw::Whole(number) => number.to_string(),
        Raw::Number(number) => number.to_string(),
        Raw::Flag(flag) => flag.to_string(),
        Raw::Moment(moment) if moment.time() == jiff::civil::Time::midnight() => {
            moment.date().to_string()
        }
        Raw::Moment(moment) => moment.to_string().replace('T', " "),
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

fn plain_text(raw: Raw<'_>) -> Result<Cow<'_, str>, String> {
    match raw {
        Raw::Text(text) => Ok(text),
        Raw::List(texts) => match <[_; 1]>::try_from(texts) {
            Ok([text]) => Ok(text),
            Err(_) => Err("a list stands here: one text is wanted".to_owned()),
        },
        other => Ok(Cow::Owned(shown(&other))),
    }
}

fn day_of(date: Date) -> Option<Day> {
    Day::from_ymd(date.year(), date.month(), date.day())
}

fn whole(raw: &Raw<'_>) -> Result<i64, String> {
    /// Beyond this a floating-point number no longer tells whole numbers apart.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let found = match raw {
        Raw::Text(text) => text.parse().ok(),
        Raw::Whole(number) => Some(*number),
        Raw::Number(number) if number.fract() == 0.0 && number.abs() < EXACT => {
            Some(*number as i64)
        }
        _ => None,
    };
    found.ok_or_else(|| {
        format!(
            "`{}` is not a whole number: digits alone are wanted",
            shown(raw)
        )
    })
}

fn number(raw: &Raw<'_>) -> Result<f64, String> {
    let found = match raw {
        Raw::Text(text) => text.parse().ok(),
        Raw::Whole(number) => Some(*number as f64),
        Raw::Number(number) => Some(*number),
        _ => None,
    };
    found
        .filter(|number: &f64| number.is_finite())
        .ok_or_else(|| format!("`{}` is not a number: one like 12.5 is wanted", shown(raw)))
}

fn flag(raw: &Raw<'_>) -> Result<bool, String> {
    let found = match raw {
        Raw::Flag(flag) => Some(*flag),
        Raw::Whole(number) => truth(&number.to_string()),
        Raw::Number(number) => truth(&number.to_string()),
        Raw::Text(text) => truth(text),
        _ => None,
    };
    found.ok_or_else(|| {
        format!(
            "`{}` is neither yes nor no: true, false, yes, no, 1, 0, Y or N is wanted",
            shown(raw)
        )
    })
}

fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" => Some(true),
        "false" | "no" | "n" | "0" => Some(false),
        _ => None,
    }
}
