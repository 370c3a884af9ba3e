//! The consolidated screening list of the US: eleven lists of three departments, as CSV or JSON.
//!
//! An entry is a row of `listed` under the name of its own list. Of persons, and of entries that do not say what they
//! are, nothing is read but names, addresses and the listing: titles, remarks, birth, citizenship, nationality and
//! papers are not among the fields.

use serde::Deserialize;

use super::days::{Edge, day_value};
use super::delimited::broken;
use super::fields::{Fields, HeaderCsv};
use super::intake::{Intake, Tables, text_value, texts_value};
use super::json_items::{Items, ItemsError};
use super::nodes::wrong;
use super::parties::distinct;
use super::value::{MappedRow, Value, excerpt};
use super::{Note, ReadError, RecordFormat, RecordsRequest};
use crate::import::{Imported, Reject};
use crate::input::{Input, TextEncoding};

/// Columns that tell the table.
pub(super) const COLUMNS: [&str; 3] = ["source", "entity_number", "source_list_url"];

const PROGRESS_ENTRIES: u64 = 1024;

/// An entry in either form.
#[derive(Default, Deserialize)]
#[serde(default, expecting = "an entry")]
struct Entry {
    #[serde(alias = "_id")]
    id: Option<String>,
    source: Option<String>,
    entity_number: Option<Number>,
    r#type: Option<String>,
    programs: Option<Texts>,
    name: Option<String>,
    alt_names: Option<Texts>,
    addresses: Option<Addresses>,
    federal_register_notice: Option<String>,
    start_date: Option<String>,
    end_date: Option<String>,
    license_requirement: Option<String>,
    license_policy: Option<String>,
    vessel_flag: Option<String>,
    remarks: Option<String>,
}

/// A number that the one form writes as a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Text(String),
    Whole(u64),
}

/// Texts as a list, or as one text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Texts {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Addresses {
    Text(String),
    Parts(Vec<Address>),
}

#[derive(Deserialize)]
struct Address {
    #[serde(rename = "address")]
    street: Option<String>,
    city: Option<String>,
    state: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
}

/// Reads the list into `listed`.
pub(super) fn read(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    if super::format::starts_with(request.path, b'{')? {
        read_json(request, progress)
    } else {
        read_csv(request, progress)
    }
}

fn read_csv(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let tables = Tables::find(request)?;
    let mut intake = Intake::new(request);
    let mut records = HeaderCsv::open(request.path, RecordFormat::Csl, (b',', &COLUMNS))?;
    while let Some(fields) = records.next_record()? {
        let number = intake.n_read() + 1;
        let row = fields.and_then(|fields| {
            let entry = Entry::of_fields(fields)?;
            entry.row(MappedRow::new(tables.listed, fields.line(), number))
        });
        intake.take(row.map(|row| [row]))?;
        if number.is_multiple_of(PROGRESS_ENTRIES) {
            progress(records.position());
        }
    }
    progress(records.position());
    intake.tally.notes.extend(records.note());
    Ok(intake.finish()?)
}

fn read_json(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let tables = Tables::find(request)?;
    let mut intake = Intake::new(request);
    let refuse = |reason| wrong(request.path, RecordFormat::Csl, reason);
    let mut items = Items::in_object(Input::open(request.path)?, "results");
    loop {
        let item = match items.next_item() {
            Ok(Some(item)) => item,
            Ok(None) => break,
            Err(ItemsError::Io(source)) => return Err(broken(request.path, source)),
            Err(error) => return Err(refuse(error.to_string())),
        };
        let number = intake.n_read() + 1;
        let (line, entry) = match item {
            (line, None) => {
                let reason = "longer than 16 MiB: no entry is that long";
                (line, Err(Reject::new(line, "", reason)))
            }
            (line, Some(bytes)) => match serde_json::from_slice::<Entry>(bytes) {
                Ok(entry) => (line, Ok(entry)),
                Err(error) if error.is_data() => {
                    (line, Err(super::line_reject(line, &error, true)))
                }
                Err(error) => {
                    let line = line + (error.line() as u64).saturating_sub(1);
                    let text = error.to_string();
                    let text = text.split(" at line ").next().unwrap_or(&text);
                    return Err(refuse(format!("line {line}: {text}")));
                }
            },
        };
        let blank = MappedRow::new(tables.listed, line, number);
        let row = entry.and_then(|entry| entry.row(blank));
        intake.take(row.map(|row| [row]))?;
        if number.is_multiple_of(PROGRESS_ENTRIES) {
            progress(items.input().position());
        }
    }
    progress(items.input().position());
    match items.input().encoding() {
        TextEncoding::Utf8 => {}
        encoding => intake.tally.notes.push(Note::Decoded { encoding }),
    }
    Ok(intake.finish()?)
}

impl Entry {
    fn of_fields(fields: Fields<'_>) -> Result<Self, Reject> {
        let text = |name: &str| Ok::<_, Reject>(fields.text(name)?.map(str::to_owned));
        Ok(Self {
            id: text("_id")?,
            source: text("source")?,
            entity_number: text("entity_number")?.map(Number::Text),
            r#type: text("type")?,
            programs: text("programs")?.map(Texts::One),
            name: text("name")?,
            alt_names: text("alt_names")?.map(Texts::One),
            addresses: text("addresses")?.map(Addresses::Text),
            federal_register_notice: text("federal_register_notice")?,
            start_date: text("start_date")?,
            end_date: text("end_date")?,
            license_requirement: text("license_requirement")?,
            license_policy: text("license_policy")?,
            vessel_flag: text("vessel_flag")?,
            remarks: text("remarks")?,
        })
    }

    fn row(self, mut row: MappedRow<'static>) -> Result<MappedRow<'static>, Reject> {
        let line = row.line();
        let given = |text: &Option<String>| {
            text.as_deref()
                .map(str::trim)
                .is_some_and(|text| !text.is_empty())
        };
        let kind = match self.r#type.as_deref().map(str::trim) {
            // Some of the lists do not say what an entry is.
            None | Some("") => None,
            Some("Individual") => Some("person"),
            Some("Entity") => Some("organisation"),
            Some("Vessel") => Some("vessel"),
            Some("Aircraft") => Some("aircraft"),
            Some(other) => {
                let reason = format!(
                    "`{}` is no type of entry: Individual, Entity, Vessel or Aircraft is wanted",
                    excerpt(other)
                );
                return Err(Reject::new(line, "type", reason));
            }
        };
        let id = match self.entity_number {
            Some(Number::Whole(number)) => Some(number.to_string()),
            Some(Number::Text(text)) if !text.trim().is_empty() => Some(text),
            Some(Number::Text(_)) | None => self.id.filter(|id| !id.trim().is_empty()),
        };
        let Some(id) = id else {
            return Err(Reject::new(
                line,
                "id",
                "neither this nor `entity_number` is given",
            ));
        };
        let names = self.name.as_deref().into_iter().map(str::trim);
        let others = self.alt_names.as_ref().map(Texts::all).unwrap_or_default();
        let names = distinct(names.chain(others.iter().map(String::as_str)));
        if !given(&self.name) {
            return Err(Reject::new(line, "name", "the entry has no name"));
        }
        if !given(&self.source) {
            return Err(Reject::new(
                line,
                "source",
                "the entry does not say on which list it is",
            ));
        }
        row.set("entry", Value::of_text(id.trim().to_owned()));
        row.set("names", texts_value(names));
        row.set("kind", text_value(kind));
        row.set("list", text_value(self.source.as_deref()));
        let programmes = self.programs.as_ref().map(Texts::all).unwrap_or_default();
        row.set("programme", text_value(Some(&programmes.join("; "))));
        let addresses = self.addresses.map(Addresses::all).unwrap_or_default();
        if let Some("organisation") = kind {
            row.set("jurisdiction", text_value(country(&addresses)));
        }
        let addresses = addresses.iter().map(|(text, _)| text.as_str());
        row.set("addresses", texts_value(distinct(addresses)));
        for (column, field, edge) in [
            ("from_on", ("start_date", &self.start_date), Edge::First),
            ("to_on", ("end_date", &self.end_date), Edge::Last),
        ] {
            let (name, text) = field;
            row.set(column, day_value(text.as_deref(), (line, name), edge)?);
        }
        let mut reasons = vec![
            &self.license_requirement,
            &self.license_policy,
            &self.federal_register_notice,
        ];
        match kind {
            Some("vessel" | "aircraft") => {
                row.set("jurisdiction", text_value(self.vessel_flag.as_deref()));
                reasons.push(&self.remarks);
            }
            Some("organisation") => reasons.push(&self.remarks),
            Some(_) | None => {}
        }
        let reasons = reasons.into_iter().flatten().map(|text| text.trim());
        let reasons: Vec<&str> = reasons.filter(|text| !text.is_empty()).collect();
        row.set("reason", text_value(Some(&reasons.join("; "))));
        Ok(row)
    }
}

impl Texts {
    /// Each text; one text may hold several, parted by semicolons.
    fn all(&self) -> Vec<String> {
        let texts = match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(texts) => texts.as_slice(),
        };
        let parts = texts.iter().flat_map(|text| text.split(';'));
        let parts = parts.map(str::trim).filter(|text| !text.is_empty());
        parts.map(str::to_owned).collect()
    }
}

impl Addresses {
    /// Each address with the code of its country, where it has one.
    fn all(self) -> Vec<(String, Option<String>)> {
        let code = |text: &str| {
            let last = text.rsplit(',').next().unwrap_or_default().trim();
            let is_code = last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_uppercase());
            is_code.then(|| last.to_owned())
        };
        match self {
            Self::Text(text) => {
                let parts = text.split(';').map(str::trim);
                let parts = parts.filter(|text| !text.is_empty());
                parts.map(|text| (text.to_owned(), code(text))).collect()
            }
            Self::Parts(parts) => parts
                .into_iter()
                .map(|part| {
                    let country = part.country.clone();
                    let texts = [
                        part.street,
                        part.city,
                        part.state,
                        part.postal_code,
                        part.country,
                    ];
                    let texts = texts
                        .into_iter()
                        .flatten()
                        .map(|text| text.trim().to_owned());
                    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
                    (texts.join(", "), country)
                })
                .collect(),
        }
    }
}

/// The country of an organisation, where all its addresses are in one.
fn country(addresses: &[(String, Option<String>)]) -> Option<&str> {
    let mut countries = addresses.iter().map(|(_, country)| country.as_deref());
    let first = countries.next()??;
    countries.all(|other| other == Some(first)).then_some(first)
}
