//! The lists of the US Treasury: entries, other names, addresses and long remarks in CSV files without header.
//!
//! One entry becomes one row of `listed`; the rows of the other files are folded into it. The remarks on persons
//! hold days and places of birth and papers, and are never stored, nor are their continuations.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bongsu_model::tables::{self, Table};

use super::delimited::broken;
use super::value::{MappedRow, Value};
use super::{Note, ReadError, RecordFormat, RecordsRequest, TableWriter, Tally};
use crate::import::{Imported, Reject};
use crate::input::{CsvRecord, CsvRow, Input, InputError, LimitedCsv};

/// A list: its files, and its name in the table.
struct ListFiles {
    list: &'static str,
    entries: &'static str,
    names: &'static str,
    addresses: &'static str,
    /// What was cut off remarks; only where there are such remarks.
    comments: &'static str,
}

impl ListFiles {
    fn all(&self) -> [&'static str; 4] {
        [self.entries, self.names, self.addresses, self.comments]
    }
}

const LISTS: [ListFiles; 2] = [
    ListFiles {
        list: "OFAC SDN",
        entries: "sdn.csv",
        names: "alt.csv",
        addresses: "add.csv",
        comments: "sdn_comments.csv",
    },
    ListFiles {
        list: "OFAC consolidated",
        entries: "cons_prim.csv",
        names: "cons_alt.csv",
        addresses: "cons_add.csv",
        comments: "cons_comments.csv",
    },
];

/// How many fields a row of entries has.
const ENTRY_FIELDS: usize = 12;

/// The rows of a file that belong to entries: how many fields they have, and what is kept of them.
#[derive(Clone, Copy)]
struct Shape {
    n_fields: usize,
    text: fn(&CsvRecord<'_>) -> Result<Option<String>, Reject>,
    /// What its absence means, where it means anything.
    absence: Option<&'static str>,
}

const OTHER_NAMES: Shape = Shape {
    n_fields: 5,
    text: other_name,
    absence: Some(NOT_KNOWN),
};
const ADDRESSES: Shape = Shape {
    n_fields: 6,
    text: address,
    absence: Some(NOT_KNOWN),
};
const COMMENTS: Shape = Shape {
    n_fields: 2,
    text: continuation,
    absence: None,
};

const NOT_KNOWN: &str = "other names and addresses in it are not known";

/// What belongs to an entry and stands in another file: texts with the line of each, not yet claimed.
type Companions = BTreeMap<String, Vec<(u64, Option<String>)>>;

/// Reads the list of a file of entries, with the files that lie beside it.
pub(super) fn read(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    if request.path.is_file()
        && !is_list_file(request.path)
        && super::format::starts_with(request.path, b'<')?
    {
        return super::ofac_xml::read(request, progress);
    }
    let Some(table) = tables::by_name("listed") else {
        return Err(nothing_found(request.path));
    };
    let mut writer = TableWriter::new(
        table,
        request.keyring,
        request.source_digest,
        request.staging,
    );
    let mut reading = Reading {
        table,
        tally: Tally::default(),
        n_entries: 0,
        n_bytes: 0,
    };
    let (folder, files) = list_of(request.path)?;
    reading.list(folder, files, &mut writer, progress)?;
    let (staged, vault) = writer.finish()?;
    let (mut imported, notes) = reading.tally.into_imported(staged, vault);
    // Of each file together, the entries first.
    imported.rejects.sort_by_key(|reject| {
        let file = files
            .all()
            .into_iter()
            .position(|name| reject.file == Some(name));
        (file, reject.line)
    });
    Ok((imported, notes))
}

/// The files that are read for a file of entries, in their order.
pub(super) fn files(path: &Path) -> Result<Vec<PathBuf>, ReadError> {
    if path.is_file() && !is_list_file(path) {
        return Ok(vec![path.to_owned()]);
    }
    let (folder, files) = list_of(path)?;
    let named = files.all().map(|name| folder.join(name));
    Ok(named.into_iter().filter(|file| file.is_file()).collect())
}

/// Whether a file is one of a list, by its name.
pub(super) fn is_list_file(path: &Path) -> bool {
    LISTS
        .iter()
        .flat_map(ListFiles::all)
        .any(|name| path.ends_with(name))
}

/// The lists in a folder: their files of entries.
pub fn lists_in(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let found: Vec<PathBuf> = LISTS
        .iter()
        .map(|files| folder.join(files.entries))
        .filter(|entries| entries.is_file())
        .collect();
    if found.is_empty() {
        return Err(nothing_found(folder));
    }
    Ok(found)
}

/// The folder and the files of the list to which a file of entries belongs.
fn list_of(path: &Path) -> Result<(&Path, &'static ListFiles), ReadError> {
    let files = LISTS.iter().find(|files| path.ends_with(files.entries));
    let files = files.ok_or_else(|| nothing_found(path))?;
    Ok((path.parent().unwrap_or(Path::new("")), files))
}

fn nothing_found(path: &Path) -> ReadError {
    if !path.exists() {
        let path = path.to_owned();
        return InputError::Missing { path }.into();
    }
    let reason =
        "name `sdn.csv`, `cons_prim.csv`, the folder they lie in, or the list as XML".to_owned();
    ReadError::Format {
        path: path.to_owned(),
        format: RecordFormat::Ofac,
        reason,
    }
}

struct Reading {
    table: &'static Table,
    tally: Tally,
    n_entries: u64,
    n_bytes: u64,
}

impl Reading {
    fn list(
        &mut self,
        folder: &Path,
        files: &ListFiles,
        writer: &mut TableWriter<'_>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), ReadError> {
        let mut companions = [
            (files.names, OTHER_NAMES),
            (files.addresses, ADDRESSES),
            (files.comments, COMMENTS),
        ]
        .map(|(name, shape)| (name, shape, Companions::new()));
        for (name, shape, rows) in &mut companions {
            *rows = self.companions(&folder.join(*name), name, *shape)?;
        }
        let path = folder.join(files.entries);
        let mut csv = LimitedCsv::new(Input::open(&path)?, b',');
        while let Some(row) = csv.next_row().map_err(|source| broken(&path, source))? {
            self.tally.counts.read += 1;
            self.n_entries += 1;
            let entry = whole_record(row, ENTRY_FIELDS)
                .and_then(|record| entry(&record, (self.table, self.n_entries), files.list));
            let mut row = match entry {
                Ok(row) => row,
                Err(reject) => {
                    self.reject(files.entries, reject);
                    continue;
                }
            };
            let id = row.text("entry").unwrap_or_default().to_owned();
            let claimed = companions
                .each_mut()
                .map(|(_, _, rows)| self.claim(rows, &id));
            complete(&mut row, claimed);
            writer.write(&row)?;
            self.tally.counts.stored += 1;
        }
        self.n_bytes += csv.input().position();
        progress(self.n_bytes);
        for (name, _, rows) in companions {
            self.orphans(name, rows, files.entries);
        }
        Ok(())
    }

    /// Takes what belongs to an entry; those rows are folded into it.
    fn claim(&mut self, companions: &mut Companions, entry: &str) -> Vec<String> {
        let found = companions.remove(entry).unwrap_or_default();
        self.tally.counts.folded += found.len() as u64;
        found.into_iter().filter_map(|(_, text)| text).collect()
    }

    /// Reads a file whose rows belong to entries; `shape` says what is kept of a row.
    fn companions(
        &mut self,
        path: &Path,
        name: &'static str,
        shape: Shape,
    ) -> Result<Companions, ReadError> {
        let mut companions = Companions::new();
        if !path.is_file() {
            let missing = shape
                .absence
                .map(|consequence| Note::MissingCompanion { name, consequence });
            self.tally.notes.extend(missing);
            return Ok(companions);
        }
        let input = match Input::open(path) {
            // The continuations are published also where there are none.
            Err(InputError::Empty { .. }) if shape.absence.is_none() => return Ok(companions),
            input => input?,
        };
        let mut csv = LimitedCsv::new(input, b',');
        while let Some(row) = csv.next_row().map_err(|source| broken(path, source))? {
            self.tally.counts.read += 1;
            let kept = whole_record(row, shape.n_fields).and_then(|record| {
                let entry = required(&record, 0, "entry")?;
                Ok((entry, record.line(), (shape.text)(&record)?))
            });
            match kept {
                Ok((entry, line, text)) => companions.entry(entry).or_default().push((line, text)),
                Err(reject) => self.reject(name, reject),
            }
        }
        self.n_bytes += csv.input().position();
        Ok(companions)
    }

    /// Refuses rows that no entry has claimed.
    fn orphans(&mut self, name: &'static str, companions: Companions, entries: &str) {
        let mut rejects: Vec<Reject> = Vec::new();
        for (entry, rows) in companions {
            let reason = format!("`{entry}` is no entry of `{entries}`");
            rejects.extend(
                rows.into_iter()
                    .map(|(line, _)| Reject::new(line, "entry", reason.clone())),
            );
        }
        rejects.sort_by_key(|reject| reject.line);
        for reject in rejects {
            self.reject(name, reject);
        }
    }

    /// Refuses a row of one of the files.
    fn reject(&mut self, file: &'static str, reject: Reject) {
        self.tally.counts.rejected += 1;
        self.tally.rejects.push(Reject {
            file: Some(file),
            ..reject
        });
    }
}

/// Puts into a row what the other files say of its entry.
fn complete(row: &mut MappedRow<'static>, [names, addresses, comments]: [Vec<String>; 3]) {
    let primary = row.text("names").unwrap_or_default().to_owned();
    let names = [primary].into_iter().chain(names);
    let names = Value::of_texts(names.map(Cow::Owned));
    row.set("names", names);
    row.set(
        "addresses",
        Value::of_texts(addresses.into_iter().map(Cow::Owned)),
    );
    if row.text("kind") != Some("person") {
        // Remarks are cut anywhere, also within a word.
        let reason = row.text("reason").unwrap_or_default().to_owned() + &comments.concat();
        row.set("reason", Value::of_text(reason));
    }
}

fn whole_record(row: CsvRow<'_>, wanted: usize) -> Result<CsvRecord<'_>, Reject> {
    let (line, reason) = match row {
        CsvRow::Fields(record) if record.len() == wanted => return Ok(record),
        CsvRow::Fields(record) => (
            record.line(),
            format!("{} fields: {wanted} are wanted", record.len()),
        ),
        CsvRow::TooLong { line } => (line, "longer than 1 MiB".to_owned()),
        CsvRow::Unclosed { line } => (line, "a quote is opened and never closed".to_owned()),
    };
    Err(Reject::new(line, "", reason))
}

/// A field without the mark for nothing.
fn field(record: &CsvRecord<'_>, index: usize, column: &str) -> Result<Option<String>, Reject> {
    let text = untrimmed(record, index, column)?;
    Ok(text.map(|text| text.trim().to_owned()))
}

/// A field without the mark for nothing, with the white space around it.
fn untrimmed(record: &CsvRecord<'_>, index: usize, column: &str) -> Result<Option<String>, Reject> {
    let bytes = record.get(index).unwrap_or_default();
    match std::str::from_utf8(bytes) {
        Ok(text) if matches!(text.trim(), "" | "-0-" | "-0") => Ok(None),
        Ok(text) => Ok(Some(text.to_owned())),
        Err(_) => Err(Reject::new(
            record.line(),
            column,
            "not text in the file's encoding: download the list again",
        )),
    }
}

fn required(record: &CsvRecord<'_>, index: usize, column: &str) -> Result<String, Reject> {
    field(record, index, column)?.ok_or_else(|| {
        Reject::new(
            record.line(),
            column,
            format!("`{column}` is empty: every row needs it"),
        )
    })
}

/// A row of the entries: number, name, type, programme, title, call sign, vessel type, tonnage, gross tonnage, flag,
/// owner, remarks.
fn entry(
    record: &CsvRecord<'_>,
    (table, number): (&'static Table, u64),
    list: &'static str,
) -> Result<MappedRow<'static>, Reject> {
    let mut row = MappedRow::new(table, record.line(), number);
    row.set("entry", Value::of_text(required(record, 0, "entry")?));
    // The primary name alone for now; the other names follow it.
    row.set("names", Value::of_text(required(record, 1, "names")?));
    let kind = match field(record, 2, "kind")?.as_deref() {
        None => "organisation",
        Some("individual") => "person",
        Some("vessel") => "vessel",
        Some("aircraft") => "aircraft",
        Some(other) => {
            let reason = format!(
                "`{other}` is no type of entry: individual, vessel, aircraft or -0- is wanted"
            );
            return Err(Reject::new(record.line(), "kind", reason));
        }
    };
    row.set("kind", Value::of_text(kind));
    row.set("list", Value::of_text(list));
    let mut optional = |column, index| -> Result<(), Reject> {
        if let Some(text) = field(record, index, column)? {
            row.set(column, Value::of_text(text));
        }
        Ok(())
    };
    optional("programme", 3)?;
    if kind != "person" {
        optional("jurisdiction", 9)?;
        // The white space at its end counts until it is known whether anything follows.
        if let Some(remarks) = untrimmed(record, 11, "reason")? {
            row.set("reason", Value::Text(Cow::Owned(remarks)));
        }
    }
    Ok(row)
}

/// A row of the other names: entry, number, kind, name, remarks.
fn other_name(record: &CsvRecord<'_>) -> Result<Option<String>, Reject> {
    field(record, 3, "names")
}

/// A row of what was cut off remarks: entry, remarks.
fn continuation(record: &CsvRecord<'_>) -> Result<Option<String>, Reject> {
    untrimmed(record, 1, "reason")
}

/// A row of the addresses: entry, number, street, town with its code, country, remarks.
fn address(record: &CsvRecord<'_>) -> Result<Option<String>, Reject> {
    let mut parts = Vec::new();
    for index in 2..5 {
        parts.extend(field(record, index, "addresses")?);
    }
    Ok((!parts.is_empty()).then(|| parts.join(", ")))
}
