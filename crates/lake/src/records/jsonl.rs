//! JSON lines: one object on each line, its keys the columns.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value as Json};

use super::delimited::{PROGRESS_ROWS, broken};
use super::derived;
use super::headers;
use super::layout::{Misfit, Plan};
use super::value::{MappedRow, Raw, Value};
use super::{Note, ReadError, RowSink, RowsRequest, SinkError, Tally};
use crate::import::Reject;
use crate::input::{Input, LimitedLines, Line, TextEncoding};

/// Keys that are remembered; an object with ever new keys is not a row of a table.
const MOST_KEYS: usize = 4096;

/// Reads the objects of a file as rows.
pub(super) fn read(
    request: &RowsRequest<'_>,
    sink: &mut dyn RowSink,
    progress: &mut dyn FnMut(u64),
) -> Result<Tally, ReadError> {
    let path = request.path;
    let plan = Plan::new(request.table, request.mapping, request.zone)
        .map_err(|misfit| misfit.in_file(path))?;
    let mut keys = Keys {
        plan: &plan,
        columns: BTreeMap::new(),
        notes: Vec::new(),
    };
    let mut lines = LimitedLines::new(Input::open(path)?);
    let mut tally = Tally::default();
    let mut is_first = true;
    while let Some(line) = lines.next_line().map_err(|source| broken(path, source))? {
        if is_blank(&line) {
            continue;
        }
        let number = tally.counts.read + 1;
        let outcome = match parse(&line) {
            Err(reject) => Err(SinkError::Reject(reject)),
            Ok((line, object)) => {
                if std::mem::take(&mut is_first) {
                    keys.check_first(&object)
                        .map_err(|misfit| misfit.in_file(path))?;
                }
                take(&mut keys, &object, (line, number), sink)
            }
        };
        tally.count(outcome)?;
        if tally.counts.read.is_multiple_of(PROGRESS_ROWS) {
            progress(lines.input().position());
        }
    }
    progress(lines.input().position());
    tally.notes = keys.notes;
    tally.clear_days = plan.conversion.clear_days.take();
    tally.swapped = plan.conversion.swapped.take();
    match lines.input().encoding() {
        TextEncoding::Utf8 => {}
        encoding => tally.notes.push(Note::Decoded { encoding }),
    }
    Ok(tally)
}

/// The keys of the first object.
pub(super) fn headers(path: &Path) -> Result<Vec<String>, ReadError> {
    let mut lines = LimitedLines::new(Input::open(path)?);
    while let Some(line) = lines.next_line().map_err(|source| broken(path, source))? {
        if let (false, Ok((_, object))) = (is_blank(&line), parse(&line)) {
            return Ok(object.into_iter().map(|(key, _)| key).collect());
        }
    }
    let reason = "no line of it is a JSON object".to_owned();
    Err(ReadError::Header {
        path: path.to_owned(),
        reason,
    })
}

/// Which columns the keys met so far fill.
struct Keys<'a> {
    plan: &'a Plan,
    columns: BTreeMap<String, Vec<usize>>,
    notes: Vec<Note>,
}

impl Keys<'_> {
    fn columns_of(&mut self, key: &str) -> Vec<usize> {
        if let Some(columns) = self.columns.get(key) {
            return columns.clone();
        }
        let found = self.plan.columns_of(key);
        if self.columns.len() >= MOST_KEYS {
            return found.unwrap_or_default();
        }
        let columns = match found {
            Ok(columns) => columns,
            Err(note) => {
                self.notes.push(note);
                Vec::new()
            }
        };
        self.columns.insert(key.to_owned(), columns.clone());
        columns
    }

    /// Refuses a file whose first object has nothing in common with the table.
    fn check_first(&self, object: &Map<String, Json>) -> Result<(), Misfit> {
        let fits = |key: &String| {
            self.plan
                .columns_of(key)
                .is_ok_and(|columns| !columns.is_empty())
        };
        if object.keys().any(fits) {
            return Ok(());
        }
        let reason = format!(
            "the first object has no key of the table `{}`; wanted are {}",
            self.plan.table.name,
            headers::expected(self.plan.table)
        );
        Err(Misfit { reason })
    }
}

fn take(
    keys: &mut Keys<'_>,
    object: &Map<String, Json>,
    (line, number): (u64, u64),
    sink: &mut dyn RowSink,
) -> Result<(), SinkError> {
    let mut row: MappedRow<'_> = keys.plan.row(line, number);
    for (key, json) in object {
        for column in keys.columns_of(key) {
            let reject = |reason| Reject::new(line, key.clone(), reason);
            let Some(raw) = raw(json).map_err(reject)? else {
                continue;
            };
            if row
                .values()
                .get(column)
                .is_some_and(|value| *value != Value::Empty)
            {
                return Err(reject(
                    "another key of the object means the same column: keep one".to_owned(),
                )
                .into());
            }
            keys.plan.place(&mut row, (key, column), raw)?;
        }
    }
    derived::complete(&mut row);
    row.check_required()?;
    sink.row(&row)
}

fn is_blank(line: &Line<'_>) -> bool {
    matches!(line, Line::Text { bytes, .. } if bytes.trim_ascii().is_empty())
}

fn parse(line: &Line<'_>) -> Result<(u64, Map<String, Json>), Reject> {
    let (number, reason) = match line {
        Line::TooLong { number } => (
            *number,
            "longer than 1 MiB: no row of a table is that long".to_owned(),
        ),
        Line::Text {
            number,
            bytes,
            ended,
        } => match serde_json::from_slice(bytes) {
            Ok(object) => return Ok((*number, object)),
            Err(error) if error.is_eof() && !ended => (
                *number,
                format!(
                    "cut off after {} characters: the file is not complete",
                    error.column()
                ),
            ),
            Err(error) => (
                *number,
                format!("not a JSON object, at character {}", error.column()),
            ),
        },
    };
    Err(Reject::new(number, "", reason))
}

fn raw(json: &Json) -> Result<Option<Raw<'_>>, String> {
    Ok(Some(match json {
        Json::Null => return Ok(None),
        Json::Bool(flag) => Raw::Flag(*flag),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Raw::Whole(whole),
            None => Raw::Number(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Raw::Text(Cow::Borrowed(text)),
        Json::Array(items) => Raw::List(items.iter().map(item).collect::<Result<_, _>>()?),
        Json::Object(_) => {
            return Err("an object stands here: one value or a list is wanted".to_owned());
        }
    }))
}

fn item(json: &Json) -> Result<Cow<'_, str>, String> {
    match json {
        Json::String(text) => Ok(Cow::Borrowed(text)),
        Json::Number(number) => Ok(Cow::Owned(number.to_string())),
        Json::Null => Ok(Cow::Borrowed("")),
        Json::Bool(_) | Json::Array(_) | Json::Object(_) => {
            Err("a list of lists or objects stands here: a list of texts is wanted".to_owned())
        }
    }
}
