//! The lists of the US Treasury as XML, in the form of `SDN.XML` and `CONSOLIDATED.XML`.
//!
//! An entry is a row of `listed`. Of persons nothing is read but names, addresses and the listing: titles, remarks,
//! birth, nationality, citizenship and papers are not among the elements that are held.

use std::path::Path;

use bongsu_model::Day;

use super::intake::{Intake, Tables, text_value, texts_value};
use super::nodes::{Found, Node, Shape, XmlRecords, wrong};
use super::parties::distinct;
use super::value::{MappedRow, Value, excerpt};
use super::{Note, ReadError, RecordFormat, RecordsRequest};
use crate::import::{Imported, Reject};

const PROGRESS_ENTRIES: u64 = 256;

static SHAPE: Shape = Shape {
    roots: &["sdnList"],
    containers: &[],
    records: &["sdnEntry"],
    heads: &["publshInformation", "publishInformation"],
    head_texts: &["Publish_Date"],
    kept: &[
        "uid",
        "firstName",
        "lastName",
        "sdnType",
        "programList",
        "program",
        "akaList",
        "aka",
        "addressList",
        "address",
        "address1",
        "address2",
        "address3",
        "city",
        "stateOrProvince",
        "postalCode",
        "country",
        "vesselInfo",
        "vesselFlag",
        "remarks",
    ],
    attributes: &[],
};

/// Whether a document is such a list, by its root.
pub(super) fn is_root(name: &str) -> bool {
    SHAPE.roots.contains(&name)
}

/// Reads the list into `listed`.
pub(super) fn read(
    request: &RecordsRequest<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<(Imported, Vec<Note>), ReadError> {
    let (tables, list) = (Tables::find(request)?, list_of(request.path));
    let mut intake = Intake::new(request);
    let mut records = XmlRecords::open(request.path, RecordFormat::Ofac, &SHAPE)?;
    while let Some(found) = records.next_record()? {
        let number = intake.n_read() + 1;
        match found {
            Found::Wrong(reject) => intake.rejected(reject),
            Found::Record(node) => {
                let version = records.head("Publish_Date").and_then(us_day);
                let blank = MappedRow::new(tables.listed, node.line(), number);
                intake.take(row(&node, blank, (list, version)).map(|row| [row]))?;
            }
        }
        if number.is_multiple_of(PROGRESS_ENTRIES) {
            progress(records.position());
        }
    }
    if intake.n_read() == 0 {
        let reason = "no entry is in it".to_owned();
        return Err(wrong(request.path, RecordFormat::Ofac, reason));
    }
    progress(records.position());
    intake.tally.notes.extend(records.note());
    Ok(intake.finish()?)
}

fn row(
    node: &Node,
    mut row: MappedRow<'static>,
    (list, version): (&'static str, Option<Day>),
) -> Result<MappedRow<'static>, Reject> {
    let required = |name: &str| {
        node.text(name)?.ok_or_else(|| {
            Reject::new(
                node.line(),
                name,
                format!("`{name}` is empty: every entry needs it"),
            )
        })
    };
    let kind = match required("sdnType")? {
        "Individual" => "person",
        "Entity" => "organisation",
        "Vessel" => "vessel",
        "Aircraft" => "aircraft",
        other => {
            let reason = format!(
                "`{}` is no type of entry: Individual, Entity, Vessel or Aircraft is wanted",
                excerpt(other)
            );
            return Err(Reject::new(node.line(), "sdnType", reason));
        }
    };
    required("lastName")?;
    let mut names = vec![name(node)?];
    for other in node.all("akaList.aka") {
        names.push(name(other)?);
    }
    let mut addresses = Vec::new();
    let mut countries = Vec::new();
    for address in node.all("addressList.address") {
        let mut parts = Vec::new();
        for part in [
            "address1",
            "address2",
            "address3",
            "city",
            "stateOrProvince",
            "postalCode",
        ] {
            parts.extend(address.text(part)?);
        }
        let country = address.text("country")?;
        countries.push(country);
        parts.extend(country);
        addresses.push(parts.join(", "));
    }
    row.set("entry", Value::of_text(required("uid")?.to_owned()));
    row.set(
        "names",
        texts_value(distinct(names.iter().map(String::as_str))),
    );
    row.set("kind", Value::of_text(kind));
    let programmes = node.texts("programList.program");
    row.set("programme", text_value(Some(&programmes.join("; "))));
    row.set("list", Value::of_text(list));
    let version = version.map(|day| day.to_string());
    row.set("list_version", text_value(version.as_deref()));
    row.set(
        "addresses",
        texts_value(distinct(addresses.iter().map(String::as_str))),
    );
    match kind {
        "person" => {}
        "organisation" => {
            row.set("reason", text_value(node.text("remarks")?));
            let one = countries.first().copied().flatten();
            let same = countries.iter().all(|country| *country == one);
            row.set("jurisdiction", text_value(one.filter(|_| same)));
        }
        _ => {
            row.set("reason", text_value(node.text("remarks")?));
            row.set(
                "jurisdiction",
                text_value(node.text("vesselInfo.vesselFlag")?),
            );
        }
    }
    Ok(row)
}

/// The name of the list in the table: the document does not say which of the two it is, its file does.
fn list_of(path: &Path) -> &'static str {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    if name.contains("cons") {
        "OFAC consolidated"
    } else if name.contains("sdn") {
        "OFAC SDN"
    } else {
        "OFAC"
    }
}

/// The name as the list writes it elsewhere: the last name first.
fn name(node: &Node) -> Result<String, Reject> {
    let last = node.text("lastName")?.unwrap_or_default();
    Ok(match node.text("firstName")? {
        Some(first) => format!("{last}, {first}"),
        None => last.to_owned(),
    })
}

/// A day as the list writes it: month, day, year.
fn us_day(text: &str) -> Option<Day> {
    let mut parts = text.trim().split('/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
