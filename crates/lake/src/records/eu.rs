//! The consolidated list of the EU: XML 1.1, or CSV with a row for each name, address and paper of an entry.
//!
//! An entry is a row of `listed`. Of persons nothing is taken but names, addresses and the listing: functions, titles,
//! gender, birth, citizenship and papers are passed over where they stand, and remarks are dropped with the entry.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::Day;

use super::days::{Edge, day_at};
use super::fields::{Fields, HeaderCsv};
use super::intake::{Intake, Tables, text_value, texts_value};
use super::nodes::{Found, Node, Shape, XmlRecords, wrong};
use super::parties::distinct;
use super::value::{MappedRow, Value, excerpt};
use super::{Note, ReadError, RecordFormat, RecordsRequest};
use crate::import::{Imported, Reject};

/// The root of the document, and the name space that tells it from others of that name.
pub(super) const ROOT: &str = "export";
pub(super) const NAME_SPACE: &str = "europa.ec/fpi/fsd";

/// Columns that tell the table.
pub(super) const COLUMNS: [&str; 2] = ["Entity_LogicalId", "NameAlias_WholeName"];

/// The name of the list in the table.
const LIST: &str = "EU consolidated";

const PROGRESS_ENTRIES: u64 = 256;

static SHAPE: Shape = Shape {
    roots: &[ROOT],
    containers: &[],
    records: &["sanctionEntity"],
    heads: &[],
    head_texts: &[],
    kept: &[
        "regulation",
        "subjectType",
        "nameAlias",
        "address",
        "remark",
    ],
    attributes: &[
        "generationDate",
        "euReferenceNumber",
        "logicalId",
        "designationDate",
        "code",
        "classificationCode",
        "wholeName",
        "firstName",
        "middleName",
        "lastName",
        "programme",
        "entryIntoForceDate",
        "publicationDate",
        "street",
        "poBox",
        "zipCode",
        "city",
        "region",
        "place",
        "countryIso2Code",
        "countryDescription",
    ],
};

/// An entry as either form gives it.
#[derive(Default)]
struct Entry {
    line: u64,
    number: u64,
    /// Whether a row of it was taken.
    is_counted: bool,
    id: String,
    is_person: bool,
    names: Vec<String>,
    addresses: Vec<String>,
    countries: BTreeSet<String>,
    programmes: BTreeSet<String>,
    remarks: Vec<String>,
    /// The day of the designation, and the first day of a regulation where that is not given.
    designated: Option<Day>,
    in_force: Option<Day>,
}

/// Entries of the table are held until its end, since their rows need not stand together.
const MOST_BYTES: usize = 512 << 20;

/// Reads the list into `listed`.
pub(super) fn read(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    if super::format::starts_with(request.path, b'<')? {
        read_xml(request, progress)
    } else {
        read_csv(request, progress)
    }
}

fn read_xml(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let tables = Tables::find(request)?;
    let mut intake = Intake::new(request);
    let mut records = XmlRecords::open(request.path, RecordFormat::Eu, &SHAPE)?;
    while let Some(found) = records.next_record()? {
        let number = intake.n_read() + 1;
        match found {
            Found::Wrong(reject) => intake.rejected(reject),
            Found::Record(node) => {
                let version = records.head("generationDate").and_then(version);
                let entry = Entry::of_node(&node, number);
                let row = entry.and_then(|entry| entry.row(tables, version));
                intake.take(row.map(|row| [row]))?;
            }
        }
        if number.is_multiple_of(PROGRESS_ENTRIES) {
            progress(records.position());
        }
    }
    if intake.n_read() == 0 {
        let reason = "no entry is in it".to_owned();
        return Err(wrong(request.path, RecordFormat::Eu, reason));
    }
    progress(records.position());
    intake.tally.notes.extend(records.note());
    Ok(intake.finish()?)
}

fn read_csv(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let tables = Tables::find(request)?;
    let mut intake = Intake::new(request);
    let mut records = HeaderCsv::open(request.path, RecordFormat::Eu, (b';', &COLUMNS))?;
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let (mut made, mut n_bytes) = (None, 0);
    while let Some(fields) = records.next_record()? {
        let number = intake.n_read() + 1;
        let taken = fields.and_then(|fields| {
            made = made.or(fields.text("fileGenerationDate")?.and_then(version));
            let id = fields.text(COLUMNS[0])?.ok_or_else(|| {
                Reject::new(fields.line(), COLUMNS[0], "it is empty: every row needs it")
            })?;
            if !entries.contains_key(id) {
                order.push(id.to_owned());
            }
            let entry = entries.entry(id.to_owned()).or_insert_with(|| Entry {
                line: fields.line(),
                number,
                ..Entry::default()
            });
            n_bytes += entry.add_fields(id, fields)?;
            Ok(!std::mem::replace(&mut entry.is_counted, true))
        });
        match taken {
            // The entry is counted when its row is written; what follows it is part of it.
            Ok(true) => intake.tally.counts.read += 1,
            Ok(false) => intake.folded(),
            Err(reject) => intake.rejected(reject),
        }
        if n_bytes > MOST_BYTES {
            return Err(ReadError::TooLarge {
                path: request.path.to_owned(),
                reason: "its entries hold more than 512 MiB: take the list as XML".to_owned(),
            });
        }
        if number.is_multiple_of(PROGRESS_ENTRIES) {
            progress(records.position());
        }
    }
    for id in order {
        // An entry of which every row was refused has no row.
        let Some(entry) = entries.remove(&id).filter(|entry| entry.is_counted) else {
            continue;
        };
        intake.tally.counts.read -= 1;
        let row = entry.row(tables, made);
        intake.take(row.map(|row| [row]))?;
    }
    progress(records.position());
    intake.tally.notes.extend(records.note());
    Ok(intake.finish()?)
}

impl Entry {
    fn of_node(node: &Node, number: u64) -> Result<Self, Reject> {
        let line = node.line();
        let id = node
            .attribute("euReferenceNumber")
            .or_else(|| node.attribute("logicalId"))
            .ok_or_else(|| {
                Reject::new(
                    line,
                    "euReferenceNumber",
                    "neither this nor `logicalId` is given",
                )
            })?;
        let mut entry = Self {
            line,
            number,
            id: id.to_owned(),
            ..Self::default()
        };
        let kinds = node.all("subjectType");
        let kind = kinds.first().and_then(|kind| {
            kind.attribute("code")
                .or_else(|| kind.attribute("classificationCode"))
        });
        entry.is_person = is_person(kind, line)?;
        entry.designated = day(node.attribute("designationDate"), (line, "designationDate"))?;
        for alias in node.all("nameAlias") {
            let parts = ["firstName", "middleName", "lastName"];
            let parts = parts.iter().filter_map(|part| alias.attribute(part));
            let joined = parts.collect::<Vec<_>>().join(" ");
            let whole = alias.attribute("wholeName").map(str::to_owned);
            entry.names.push(whole.unwrap_or(joined));
        }
        for regulation in node.all("regulation") {
            let programme = regulation.attribute("programme").map(str::to_owned);
            entry.programmes.extend(programme);
            let since = regulation
                .attribute("entryIntoForceDate")
                .or_else(|| regulation.attribute("publicationDate"));
            entry.in_force(day(since, (regulation.line(), "entryIntoForceDate"))?);
        }
        for address in node.all("address") {
            entry.address(|name| address.attribute(name));
        }
        if !entry.is_person {
            entry.remarks = node
                .texts("remark")
                .into_iter()
                .map(str::to_owned)
                .collect();
        }
        Ok(entry)
    }

    /// Takes what a row of the table adds; hands back how much that is.
    fn add_fields(&mut self, id: &str, fields: Fields<'_>) -> Result<usize, Reject> {
        let line = fields.line();
        let kind = fields
            .text("Entity_SubjectType")?
            .filter(|kind| kind.len() > 1)
            .or(fields.text("Entity_SubjectType_ClassificationCode")?);
        let is_person = is_person(kind, line)?;
        let listed = fields.text("Entity_DesignationDate")?;
        let designated = day(listed, (line, "Entity_DesignationDate"))?;
        let since = match fields.text("Entity_Regulation_EntryIntoForceDate")? {
            Some(day) => Some(day),
            None => fields.text("Entity_Regulation_PublicationDate")?,
        };
        let in_force = day(since, (line, "Entity_Regulation_EntryIntoForceDate"))?;
        let mut texts = Vec::new();
        for column in [
            "NameAlias_WholeName",
            "Entity_EU_ReferenceNumber",
            "Entity_Regulation_Programme",
            "Entity_Remark",
        ] {
            texts.push(fields.text(column)?);
        }
        let [name, reference, programme, remark] = texts.as_slice() else {
            return Ok(0);
        };
        self.is_person |= is_person;
        reference.unwrap_or(id).clone_into(&mut self.id);
        self.designated = self.designated.or(designated);
        self.in_force(in_force);
        let before = self.n_bytes();
        self.programmes.extend(programme.map(str::to_owned));
        if let Some(name) = name.filter(|name| !self.names.iter().any(|known| known == name)) {
            self.names.push(name.to_owned());
        }
        if self.is_person {
            self.remarks.clear();
        } else if let Some(remark) =
            remark.filter(|text| !self.remarks.iter().any(|known| known == text))
        {
            self.remarks.push(remark.to_owned());
        }
        self.address(|name| {
            let column = format!(
                "Address_{}{}",
                name.get(..1)?.to_uppercase(),
                name.get(1..)?
            );
            fields.text(&column).ok().flatten()
        });
        Ok(self.n_bytes().saturating_sub(before))
    }

    fn n_bytes(&self) -> usize {
        let lists = [&self.names, &self.addresses, &self.remarks];
        lists
            .into_iter()
            .flatten()
            .map(|text| text.len() + 24)
            .sum()
    }

    fn address<'a>(&mut self, part: impl Fn(&str) -> Option<&'a str>) {
        let parts = ["street", "poBox", "zipCode", "city", "region", "place"];
        let parts = parts.iter().filter_map(|name| part(name));
        // Where no country is known the list writes 00 and UNKNOWN.
        let code = part("countryIso2Code").filter(|code| *code != "00");
        let country = part("countryDescription").filter(|_| code.is_some());
        self.countries.extend(code.map(str::to_owned));
        let text = parts.chain(country.or(code)).collect::<Vec<_>>().join(", ");
        if !text.is_empty() && !self.addresses.contains(&text) {
            self.addresses.push(text);
        }
    }

    fn in_force(&mut self, day: Option<Day>) {
        self.in_force = match (self.in_force, day) {
            (Some(known), Some(day)) => Some(known.min(day)),
            (known, day) => known.or(day),
        };
    }

    fn row(self, tables: Tables, version: Option<Day>) -> Result<MappedRow<'static>, Reject> {
        let names = distinct(self.names.iter().map(String::as_str));
        if names.is_empty() {
            return Err(Reject::new(self.line, "nameAlias", "the entry has no name"));
        }
        let mut row = MappedRow::new(tables.listed, self.line, self.number);
        row.set("entry", Value::of_text(self.id));
        row.set("names", texts_value(names));
        row.set("list", Value::of_text(LIST));
        let version = version.map(|day| day.to_string());
        row.set("list_version", text_value(version.as_deref()));
        let programmes: Vec<String> = self.programmes.into_iter().collect();
        row.set("programme", text_value(Some(&programmes.join("; "))));
        row.set("addresses", texts_value(self.addresses));
        let since = self.designated.or(self.in_force);
        row.set("from_on", since.map_or(Value::Empty, Value::Day));
        if self.is_person {
            row.set("kind", Value::of_text("person"));
        } else {
            row.set("kind", Value::of_text("organisation"));
            row.set("reason", text_value(Some(&self.remarks.join(" "))));
            // The country of an organisation where all its addresses are in one.
            let country = self.countries.first().filter(|_| self.countries.len() == 1);
            row.set("jurisdiction", text_value(country.map(String::as_str)));
        }
        Ok(row)
    }
}

fn is_person(kind: Option<&str>, line: u64) -> Result<bool, Reject> {
    match kind {
        Some("person" | "P") => Ok(true),
        Some("enterprise" | "E") => Ok(false),
        other => {
            let reason = format!(
                "`{}` is no type of entry: person or enterprise is wanted",
                excerpt(other.unwrap_or_default())
            );
            Err(Reject::new(line, "subjectType", reason))
        }
    }
}

/// A day in either order in which the files write it.
fn day(text: Option<&str>, (line, field): (u64, &str)) -> Result<Option<Day>, Reject> {
    let Some(text) = text else {
        return Ok(None);
    };
    day_of(text).map(Some).ok_or_else(|| {
        let reason = format!(
            "`{}` is not a day: YYYY-MM-DD or DD/MM/YYYY is wanted",
            excerpt(text)
        );
        Reject::new(line, field, reason)
    })
}

fn day_of(text: &str) -> Option<Day> {
    let mut parts = text.split('/');
    if let (Some(day), Some(month), Some(year), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    {
        return Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    }
    day_at(text, Edge::First)
}

fn version(text: &str) -> Option<Day> {
    day_of(text)
}
