//! Entities of a file one by one, whatever form they are in.
//!
//! Statements of one entity mostly stand together. Those that do not are held until the end of the second reading; a
//! file in which too many are scattered is refused with what to do.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::entity::{Entity, Line};
use crate::import::Reject;
use crate::input::{Input, LimitedLines, Line as TextLine, TextEncoding};
use crate::records::delimited::broken;
use crate::records::fields::HeaderCsv;
use crate::records::parties::record_key;
use crate::records::{Note, ReadError, RecordFormat, line_reject};

/// Columns that tell a table of statements.
pub(in crate::records) const COLUMNS: [&str; 5] =
    ["canonical_id", "entity_id", "prop", "schema", "value"];

/// What scattered entities may hold.
const MOST_HELD: usize = 512 << 20;

/// The most statements of one entity.
const MOST_STATEMENTS: usize = 1 << 17;

/// What stands at a place in a file.
pub(super) enum Unit {
    Entity(Entity),
    /// A row of a kind that is not taken.
    PassedOver(&'static str),
    Wrong(Reject),
}

/// Reads the entities of a file.
pub(super) struct Units {
    path: PathBuf,
    size: u64,
    source: Source,
    /// Rows read so far.
    number: u64,
    /// The entity whose statements are being read.
    open: Option<Entity>,
    /// What is handed out before reading goes on.
    ready: Vec<Unit>,
    /// Entities whose statements do not stand together, and their places in `held`.
    split: HashSet<u128>,
    places: HashMap<u128, usize>,
    held: Vec<Entity>,
    n_held: usize,
    is_at_end: bool,
}

enum Source {
    Lines(Box<LimitedLines<Input>>),
    Table(Box<HeaderCsv>),
}

/// One row.
enum Row {
    /// An entity, those nested in it, and why some of these are none.
    Entities(Vec<Entity>, Vec<Reject>),
    Statement(Statement, u64),
    Wrong(Reject),
}

/// A statement, as far as it is taken.
#[derive(Deserialize)]
#[serde(expecting = "a statement")]
struct Statement {
    canonical_id: Option<String>,
    entity_id: Option<String>,
    prop: Option<String>,
    schema: Option<String>,
    value: Option<String>,
    external: Option<Flag>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Flag {
    Bool(bool),
    Text(String),
    Number(u8),
}

/// A line is an entity or a statement, told by its keys.
#[derive(Deserialize)]
struct Keys {
    canonical_id: Option<serde::de::IgnoredAny>,
    prop: Option<serde::de::IgnoredAny>,
}

impl Units {
    pub(super) fn open(path: &Path) -> Result<Self, ReadError> {
        let is_lines = crate::records::format::starts_with(path, b'{')?;
        let source = if is_lines {
            Source::Lines(Box::new(LimitedLines::new(Input::open(path)?)))
        } else {
            let table = HeaderCsv::open(path, RecordFormat::Ftm, (b',', &COLUMNS))?;
            Source::Table(Box::new(table))
        };
        Ok(Self {
            path: path.to_owned(),
            size: fs_err::metadata(path).map_or(0, |metadata| metadata.len()),
            source,
            number: 0,
            open: None,
            ready: Vec::new(),
            split: HashSet::new(),
            places: HashMap::new(),
            held: Vec::new(),
            n_held: 0,
            is_at_end: false,
        })
    }

    /// Puts together the entities named, wherever their statements stand.
    pub(super) fn hold(&mut self, split: &HashSet<u128>) {
        self.split.clone_from(split);
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    pub(super) fn position(&self) -> u64 {
        match &self.source {
            Source::Lines(lines) => lines.input().position(),
            Source::Table(table) => table.position(),
        }
    }

    /// What else the user should know of the file.
    pub(super) fn note(&self) -> Option<Note> {
        match &self.source {
            Source::Table(table) => table.note(),
            Source::Lines(lines) => match lines.input().encoding() {
                TextEncoding::Utf8 => None,
                encoding => Some(Note::Decoded { encoding }),
            },
        }
    }

    /// The next entity or row that is none; `None` at the end.
    pub(super) fn next_unit(&mut self) -> Result<Option<Unit>, ReadError> {
        loop {
            if let Some(unit) = self.ready.pop() {
                return Ok(Some(unit));
            }
            if self.is_at_end {
                return Ok(None);
            }
            match self.next_row()? {
                None => {
                    self.is_at_end = true;
                    let held = std::mem::take(&mut self.held);
                    let open = self.open.take();
                    // Handed out from the end.
                    self.ready.extend(held.into_iter().rev().map(Unit::Entity));
                    self.ready.extend(open.map(Unit::Entity));
                }
                Some(Row::Wrong(reject)) => return Ok(Some(Unit::Wrong(reject))),
                // Handed out from the end.
                Some(Row::Entities(entities, wrong)) => {
                    self.ready.extend(wrong.into_iter().map(Unit::Wrong));
                    self.ready
                        .extend(entities.into_iter().rev().map(Unit::Entity));
                }
                Some(Row::Statement(statement, line)) => {
                    if let Some(unit) = self.statement(&statement, line)? {
                        return Ok(Some(unit));
                    }
                }
            }
        }
    }

    fn statement(&mut self, statement: &Statement, line: u64) -> Result<Option<Unit>, ReadError> {
        let given = |text: &'_ Option<String>| {
            let text = text.as_deref().unwrap_or_default().trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let id = given(&statement.canonical_id).or_else(|| given(&statement.entity_id));
        let (Some(id), Some(schema), Some(property)) =
            (id, given(&statement.schema), given(&statement.prop))
        else {
            let reason = "`canonical_id`, `schema` and `prop` are needed: not a statement";
            return Ok(Some(Unit::Wrong(Reject::new(line, "", reason))));
        };
        if statement.external.as_ref().is_some_and(Flag::is_set) {
            return Ok(Some(Unit::PassedOver(
                "external statements, which nobody has confirmed",
            )));
        }
        let value = statement.value.as_deref().unwrap_or_default();
        let key = record_key(&id);
        if self.split.contains(&key) {
            let next = self.held.len();
            let place = *self.places.entry(key).or_insert(next);
            if place == next {
                self.held.push(Entity::of_statement(id, self.number));
            }
            if let Some(entity) = self.held.get_mut(place) {
                self.n_held += entity.add((&schema, &property), value, line);
            }
            return if self.n_held > MOST_HELD {
                Err(self.too_large("its statements are scattered: sort them by `canonical_id`"))
            } else {
                Ok(None)
            };
        }
        let is_other = self.open.as_ref().is_some_and(|open| open.id != id);
        let done = if is_other { self.open.take() } else { None };
        let number = self.number;
        let open = self
            .open
            .get_or_insert_with(|| Entity::of_statement(id, number));
        open.add((&schema, &property), value, line);
        if open.lines.len() > MOST_STATEMENTS {
            return Err(self.too_large("one entity has more than 131,072 statements"));
        }
        Ok(done.map(Unit::Entity))
    }

    fn too_large(&self, reason: &str) -> ReadError {
        ReadError::TooLarge {
            path: self.path.clone(),
            reason: reason.to_owned(),
        }
    }

    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        let Self {
            path,
            source,
            number,
            ..
        } = self;
        match source {
            Source::Table(table) => {
                let Some(fields) = table.next_record()? else {
                    return Ok(None);
                };
                *number += 1;
                let statement = fields.and_then(|fields| {
                    let text = |name: &str| Ok::<_, Reject>(fields.text(name)?.map(str::to_owned));
                    let statement = Statement {
                        canonical_id: text("canonical_id")?,
                        entity_id: text("entity_id")?,
                        prop: text("prop")?,
                        schema: text("schema")?,
                        value: text("value")?,
                        external: text("external")?.map(Flag::Text),
                    };
                    Ok(Row::Statement(statement, fields.line()))
                });
                Ok(Some(statement.unwrap_or_else(Row::Wrong)))
            }
            Source::Lines(lines) => loop {
                let line = lines.next_line().map_err(|source| broken(path, source))?;
                let row = match line {
                    None => return Ok(None),
                    Some(TextLine::Text { bytes, .. }) if bytes.trim_ascii().is_empty() => {
                        continue;
                    }
                    Some(TextLine::TooLong { number: line }) => {
                        *number += 1;
                        let reason = "longer than 1 MiB: no entity is that long";
                        Row::Wrong(Reject::new(line, "", reason))
                    }
                    Some(TextLine::Text {
                        number: line,
                        bytes,
                        ended,
                    }) => {
                        *number += 1;
                        parse(bytes, (line, *number), ended)
                    }
                };
                return Ok(Some(row));
            },
        }
    }
}

/// A line as an entity or a statement.
fn parse(bytes: &[u8], (line, number): (u64, u64), ended: bool) -> Row {
    let refuse = |error: &serde_json::Error| Row::Wrong(line_reject(line, error, ended));
    // Most files hold entities, so that is tried first.
    if memchr::memmem::find(bytes, b"\"canonical_id\"").is_some() {
        match serde_json::from_slice::<Keys>(bytes) {
            Err(error) => return refuse(&error),
            Ok(Keys {
                canonical_id: Some(_),
                prop: Some(_),
            }) => {
                return match serde_json::from_slice(bytes) {
                    Ok(statement) => Row::Statement(statement, line),
                    Err(error) => refuse(&error),
                };
            }
            Ok(_) => {}
        }
    }
    match serde_json::from_slice::<Line>(bytes) {
        Err(error) => refuse(&error),
        Ok(entity) => match entity.entities(line, number) {
            Ok((entities, wrong)) => {
                let reject = |reason| Reject::new(line, "", reason);
                Row::Entities(entities, wrong.into_iter().map(reject).collect())
            }
            Err(reason) => Row::Wrong(Reject::new(line, "", reason)),
        },
    }
}

impl Flag {
    fn is_set(&self) -> bool {
        match self {
            Self::Bool(flag) => *flag,
            Self::Number(number) => *number != 0,
            Self::Text(text) => matches!(text.as_str(), "t" | "true" | "True" | "TRUE" | "1"),
        }
    }
}
