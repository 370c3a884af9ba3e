//! One individual or entity of the UN's list: what is taken of it, and the row it becomes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use bongsu_model::Day;
use bongsu_model::tables::Table;

use crate::import::Reject;
use crate::input::RECORD_LIMIT;
use crate::records::value::{MappedRow, Value, excerpt};

/// The name of the list in the table.
const LIST: &str = "UN consolidated";

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    Organisation,
}

/// An entry as far as it has been read.
#[derive(Debug)]
pub(super) struct Entry {
    kind: Kind,
    line: u64,
    /// What the text of each open element within the entry is.
    open: Vec<Field>,
    /// The text of the element that began last, where it is taken, and its line.
    text: String,
    text_line: u64,
    /// The single fields: in the order of [`SINGLE`].
    single: [Option<Taken>; SINGLE.len()],
    original: Vec<String>,
    aliases: Vec<String>,
    addresses: Vec<Address>,
    n_kept: usize,
    problem: Option<Reject>,
}

/// The parts of an address, in the order of [`ADDRESS`].
type Address = [Option<String>; ADDRESS.len()];

/// A text with its line.
#[derive(Debug)]
struct Taken {
    line: u64,
    text: String,
}

/// What the text of an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// Never read.
    Nothing,
    /// One of [`SINGLE`].
    Single(usize),
    Original,
    /// Holds an alias.
    AliasGroup,
    Alias,
    /// Holds an address.
    AddressGroup,
    /// One of [`ADDRESS`].
    Address(usize),
}

/// Elements that stand once in an entry.
const SINGLE: [&str; 10] = [
    "FIRST_NAME",
    "SECOND_NAME",
    "THIRD_NAME",
    "FOURTH_NAME",
    "REFERENCE_NUMBER",
    "DATAID",
    "UN_LIST_TYPE",
    "LISTED_ON",
    "DELISTED_ON",
    COMMENTS,
];

/// Of an entity the reason of its listing, of an individual its life: never read there.
const COMMENTS: &str = "COMMENTS1";

/// The elements of an address, in the order in which they are written.
const ADDRESS: [&str; 5] = ["STREET", "CITY", "ZIP_CODE", "STATE_PROVINCE", COUNTRY];

const COUNTRY: &str = "COUNTRY";

impl Entry {
    /// An entry that begins on a line.
    pub(super) fn new(kind: Kind, line: u64) -> Self {
        Self {
            kind,
            line,
            open: Vec::new(),
            text: String::new(),
            text_line: line,
            single: [const { None }; SINGLE.len()],
            original: Vec::new(),
            aliases: Vec::new(),
            addresses: Vec::new(),
            n_kept: 0,
            problem: None,
        }
    }

    /// The line of the element that began last.
    pub(super) fn text_line(&self) -> u64 {
        self.text_line
    }

    /// An element within the entry begins.
    pub(super) fn start(&mut self, name: &str, line: u64) {
        self.text.clear();
        self.text_line = line;
        let field = match self.open.last() {
            None => self.outer_field(name),
            Some(Field::AliasGroup) if name == "ALIAS_NAME" => Field::Alias,
            Some(Field::AddressGroup) => {
                place(&ADDRESS, name).map_or(Field::Nothing, Field::Address)
            }
            // Some fields hold their text in an element of its own.
            Some(field) if name == "VALUE" => *field,
            Some(_) => Field::Nothing,
        };
        if field == Field::AddressGroup && self.has_room(size_of::<Address>()) {
            self.addresses.push(Address::default());
        }
        self.open.push(field);
    }

    fn outer_field(&self, name: &str) -> Field {
        match name {
            COMMENTS if self.kind == Kind::Person => Field::Nothing,
            "NAME_ORIGINAL_SCRIPT" => Field::Original,
            "INDIVIDUAL_ALIAS" | "ENTITY_ALIAS" => Field::AliasGroup,
            "INDIVIDUAL_ADDRESS" | "ENTITY_ADDRESS" => Field::AddressGroup,
            name => place(&SINGLE, name).map_or(Field::Nothing, Field::Single),
        }
    }

    /// Takes text of the element that is open; false where it is more than an element may hold.
    pub(super) fn text(&mut self, text: &str) -> bool {
        let is_taken = !matches!(
            self.open.last(),
            None | Some(Field::Nothing | Field::AliasGroup | Field::AddressGroup)
        );
        if is_taken {
            self.text.push_str(text);
        }
        self.text.len() <= RECORD_LIMIT
    }

    /// The element that began last ends; true where it is the entry itself.
    pub(super) fn end(&mut self) -> bool {
        let Some(field) = self.open.pop() else {
            return true;
        };
        let text = one_line(&std::mem::take(&mut self.text));
        if text.is_empty() {
            return false;
        }
        if !self.has_room(text.len()) {
            return false;
        }
        match field {
            Field::Single(index) => self.take_single(index, text),
            Field::Original => self.original.push(text),
            Field::Alias => self.aliases.push(text),
            Field::Address(index) => {
                let parts = self.addresses.last_mut();
                if let Some(part) = parts.and_then(|parts| parts.get_mut(index)) {
                    *part = Some(text);
                }
            }
            Field::Nothing | Field::AliasGroup | Field::AddressGroup => {}
        }
        false
    }

    /// Counts what is to be kept; false where the entry holds too much already.
    fn has_room(&mut self, n_bytes: usize) -> bool {
        self.n_kept += n_bytes;
        if self.n_kept > RECORD_LIMIT {
            let reason = "more than 1 MiB of text: no entry is that long";
            self.wrong("", reason.to_owned());
        }
        self.n_kept <= RECORD_LIMIT
    }

    fn take_single(&mut self, index: usize, text: String) {
        let line = self.text_line;
        match self.single.get_mut(index) {
            Some(place) if place.is_none() => *place = Some(Taken { line, text }),
            _ => {
                let name = SINGLE.get(index).copied().unwrap_or_default();
                self.wrong(name, "stands twice in the entry".to_owned());
            }
        }
    }

    fn wrong(&mut self, column: &str, reason: String) {
        self.problem
            .get_or_insert(Reject::new(self.text_line, column, reason));
    }

    fn single(&self, name: &str) -> Option<&Taken> {
        place(&SINGLE, name).and_then(|index| self.single.get(index)?.as_ref())
    }

    /// The row of the entry, or why there is none.
    pub(super) fn into_row(
        self,
        table: &'static Table,
        number: u64,
        version: Option<&str>,
    ) -> Result<MappedRow<'static>, Reject> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let reject = |column: &str, reason: &str| Reject::new(self.line, column, reason);
        let text = |name: &str| self.single(name).map(|taken| taken.text.clone());
        let entry = text("REFERENCE_NUMBER")
            .or_else(|| text("DATAID"))
            .ok_or_else(|| reject("REFERENCE_NUMBER", "neither this nor `DATAID` is given"))?;
        let names = self.names();
        if names.is_empty() {
            return Err(reject("FIRST_NAME", "the entry has no name"));
        }
        let mut row = MappedRow::new(table, self.line, number);
        row.set("entry", Value::of_text(entry));
        row.set("names", Value::of_texts(names.into_iter().map(Cow::Owned)));
        row.set("list", Value::of_text(LIST));
        row.set(
            "list_version",
            Value::of_text(version.unwrap_or_default().to_owned()),
        );
        row.set(
            "programme",
            Value::of_text(text("UN_LIST_TYPE").unwrap_or_default()),
        );
        row.set("from_on", self.day("LISTED_ON")?);
        row.set("to_on", self.day("DELISTED_ON")?);
        let addresses = self.addresses.iter().map(|parts| {
            let parts: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
            Cow::Owned(parts.join(", "))
        });
        row.set("addresses", Value::of_texts(addresses));
        match self.kind {
            Kind::Person => row.set("kind", Value::of_text("person")),
            Kind::Organisation => {
                row.set("kind", Value::of_text("organisation"));
                row.set("reason", Value::of_text(text(COMMENTS).unwrap_or_default()));
                row.set(
                    "jurisdiction",
                    Value::of_text(self.country().unwrap_or_default()),
                );
            }
        }
        Ok(row)
    }

    /// The primary name, the one in the original script, the aliases; each once, whatever its case.
    fn names(&self) -> Vec<String> {
        let parts = SINGLE.iter().take(4).filter_map(|name| self.single(name));
        // `na` is the list's mark for nothing.
        let parts: Vec<&str> = parts
            .map(|taken| taken.text.as_str())
            .filter(|part| *part != "na")
            .collect();
        let primary = parts.join(" ");
        // Several spellings may stand in one element.
        let several = std::iter::once(&primary)
            .chain(&self.original)
            .chain(&self.aliases)
            .flat_map(|text| text.split(';').map(str::trim));
        let mut seen = BTreeSet::new();
        std::iter::once(primary.as_str())
            .chain(several)
            .filter(|name| !name.is_empty() && seen.insert(name.to_lowercase()))
            .map(str::to_owned)
            .collect()
    }

    /// The country of an organisation, where all its addresses are in one.
    fn country(&self) -> Option<String> {
        let index = place(&ADDRESS, COUNTRY)?;
        let countries = self
            .addresses
            .iter()
            .filter_map(|parts| parts.get(index)?.as_ref());
        let countries: BTreeSet<&String> = countries.collect();
        match countries.len() {
            1 => countries.first().map(|country| (*country).clone()),
            _ => None,
        }
    }

    /// A day, with or without an offset behind it.
    fn day(&self, name: &str) -> Result<Value<'static>, Reject> {
        let Some(Taken { line, text }) = self.single(name) else {
            return Ok(Value::Empty);
        };
        let day = text.get(..10).and_then(|day| day.parse::<Day>().ok());
        let rest = text.get(10..).unwrap_or_default();
        match day.filter(|_| rest.is_empty() || rest.starts_with(['T', 'Z', '+', '-'])) {
            Some(day) => Ok(Value::Day(day)),
            None => Err(Reject::new(
                *line,
                name,
                format!("`{}` is not a day: YYYY-MM-DD is wanted", excerpt(text)),
            )),
        }
    }
}

fn place(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|known| *known == name)
}

/// Text without the line ends and repeated white space that only lay it out.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
