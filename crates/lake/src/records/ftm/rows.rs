//! The rows that entities become.

use std::collections::{BTreeSet, HashMap};

use bongsu_model::Day;
use bongsu_model::tables::Table;

use super::entity::{Class, Entity};
use super::index::Index;
use super::share::{self, Said};
use crate::import::Reject;
use crate::records::days::{Edge, day_in, day_value};
use crate::records::intake::{text_value, texts_value};
use crate::records::parties::{distinct, org_id, record_key};
use crate::records::value::{MappedRow, Value, excerpt};

type Row = MappedRow<'static>;

/// The most interests that one entity may be: owners times assets.
const MOST_ROWS: usize = 1 << 12;

/// An office; it becomes a row of `officers` when the party proves to be a person with a name.
pub(super) struct Office {
    line: u64,
    number: u64,
    org: String,
    pub(super) person: u128,
    role: String,
    from: Option<Day>,
    to: Option<Day>,
}

/// What is needed of a party that holds an office or is listed.
#[derive(Default)]
pub(super) struct Party {
    pub(super) names: Vec<String>,
    kind: Option<&'static str>,
    jurisdiction: Option<String>,
    addresses: Vec<String>,
}

/// A listing, until it is known whom it is of.
pub(super) struct Listed {
    pub(super) entity: Entity,
}

/// The interests of an ownership.
pub(super) struct Owned {
    pub(super) rows: Vec<Row>,
    /// Whether its share is a number of at most one.
    pub(super) is_small: bool,
}

/// The row of a party.
pub(super) fn organisation(mut row: Row, entity: &Entity, index: &Index) -> Result<Row, Reject> {
    row.set("org", Value::of_text(org_id(&entity.id)));
    row.set("names", texts_value(names(entity)));
    if entity.class() == Class::Person {
        row.set("kind", Value::of_text("person"));
        return Ok(row);
    }
    row.set("kind", Value::of_text("organisation"));
    row.set("legal_form", text_value(entity.first("legalForm")));
    row.set(
        "registration",
        text_value(entity.first("registrationNumber")),
    );
    row.set("jurisdiction", text_value(jurisdiction(entity).as_deref()));
    for (column, property, edge) in [
        ("founded_on", "incorporationDate", Edge::First),
        ("dissolved_on", "dissolutionDate", Edge::Last),
    ] {
        row.set(column, day(entity, property, edge)?);
    }
    row.set("addresses", texts_value(addresses(entity, index)));
    row.set("phones", texts_value(distinct(entity.all("phone"))));
    row.set(
        "domains",
        texts_value(distinct(entity.all("website").filter_map(host))),
    );
    Ok(row)
}

/// An interest for each owner and asset.
pub(super) fn ownership(blank: &Row, entity: &Entity) -> Result<Owned, Reject> {
    let mut blank = blank.clone();
    blank.set("kind", Value::of_text("shareholding"));
    blank.set("directness", Value::of_text("unknown"));
    span(&mut blank, entity)?;
    let is_small = set_share(&mut blank, entity)?;
    let is_nominee = entity
        .all("role")
        .any(|role| role.to_lowercase().contains("nominee"));
    if is_nominee && *blank.get("unknown_reason") == Value::Empty {
        blank.set(
            "unknown_reason",
            Value::of_text("held as nominee: for whom is not stated"),
        );
    }
    let rows = crossed(&blank, entity, ("asset", "owner"))?;
    Ok(Owned { rows, is_small })
}

/// An interest for each director and organisation, and the offices.
pub(super) fn directorship(
    blank: &Row,
    entity: &Entity,
) -> Result<(Vec<Row>, Vec<Office>), Reject> {
    let mut blank = blank.clone();
    blank.set("kind", Value::of_text("directorship"));
    blank.set("directness", Value::of_text("direct"));
    span(&mut blank, entity)?;
    let rows = crossed(&blank, entity, ("organization", "director"))?;
    let role = entity.first("role").unwrap_or("director");
    let mut offices = Vec::new();
    for org in entity.all("organization") {
        for director in entity.all("director") {
            offices.push(Office {
                line: entity.line(),
                number: entity.number,
                org: org_id(org),
                person: record_key(director),
                role: role.to_owned(),
                from: day_in(blank.get("from_on")),
                to: day_in(blank.get("to_on")),
            });
        }
    }
    Ok((rows, offices))
}

/// A link of which nobody says what it is. Between persons alone it is none of ours: no row.
pub(super) fn unknown_link(
    blank: &Row,
    entity: &Entity,
    index: &Index,
) -> Result<Vec<Row>, Reject> {
    let is_person = |id: &str| index.persons.contains(&record_key(id));
    let mut blank = blank.clone();
    blank.set("kind", Value::of_text("unknownLink"));
    blank.set("directness", Value::of_text("unknown"));
    let role = entity.first("role").map(excerpt);
    let reason = role.map_or_else(
        || "what links the two is not stated".to_owned(),
        |role| format!("what links the two is stated as `{role}` only"),
    );
    blank.set("unknown_reason", Value::of_text(reason));
    span(&mut blank, entity)?;
    required(entity, "subject")?;
    required(entity, "object")?;
    let mut rows = Vec::new();
    for subject in entity.all("subject") {
        for object in entity.all("object") {
            let (subject, holder) = match (is_person(subject), is_person(object)) {
                (true, true) => continue,
                // The organisation is what is held.
                (true, false) => (object, subject),
                (false, _) => (subject, object),
            };
            let mut row = blank.clone();
            row.set("subject", Value::of_text(org_id(subject)));
            row.set("holder", Value::of_text(org_id(holder)));
            rows.push(row);
            limit(&rows, entity)?;
        }
    }
    Ok(rows)
}

/// A row for each pair of those held and those who hold; without a holder, one whose holder is not known.
fn crossed(
    blank: &Row,
    entity: &Entity,
    (held, holding): (&'static str, &'static str),
) -> Result<Vec<Row>, Reject> {
    required(entity, held)?;
    let mut rows = Vec::new();
    for subject in entity.all(held) {
        let mut row = blank.clone();
        row.set("subject", Value::of_text(org_id(subject)));
        if entity.first(holding).is_none() {
            row.set(
                "unknown_reason",
                Value::of_text(format!("no `{holding}` is stated")),
            );
            rows.push(row.clone());
        }
        for holder in entity.all(holding) {
            row.set("holder", Value::of_text(org_id(holder)));
            rows.push(row.clone());
            limit(&rows, entity)?;
        }
    }
    Ok(rows)
}

fn limit(rows: &[Row], entity: &Entity) -> Result<(), Reject> {
    if rows.len() <= MOST_ROWS {
        return Ok(());
    }
    let reason = format!("more than {MOST_ROWS} pairs of parties: no entity links that many");
    Err(Reject::new(entity.line(), "", reason))
}

fn required(entity: &Entity, property: &'static str) -> Result<(), Reject> {
    if entity.first(property).is_some() {
        return Ok(());
    }
    let reason = format!("no `{property}` is stated: `{}` needs one", entity.schema);
    Err(Reject::new(entity.line(), property, reason))
}

/// The share of an ownership; true where it is a number of at most one. Words stay words, with the share unknown.
fn set_share(row: &mut Row, entity: &Entity) -> Result<bool, Reject> {
    let mut range: Option<(f64, f64)> = None;
    let mut small = false;
    for text in entity.all("percentage") {
        match share::read(text) {
            Said::Range {
                low,
                high,
                is_small,
            } => {
                small |= is_small;
                // Several shares of one ownership are several sayings of the same: what all allow.
                range = Some(range.map_or((low, high), |(first, last)| {
                    (first.min(low), last.max(high))
                }));
            }
            Said::Words => {
                let reason = format!("the share is stated as `{}`", excerpt(text));
                row.set("unknown_reason", Value::of_text(reason));
            }
            Said::Beyond => {
                let reason = format!(
                    "`{}` is not a share in percent: 0 to 100 is wanted",
                    excerpt(text)
                );
                return Err(Reject::new(entity.line(), "percentage", reason));
            }
        }
    }
    if let Some((low, high)) = range {
        row.set("share_min", Value::Number(low));
        row.set("share_max", Value::Number(high));
        if low.total_cmp(&high).is_eq() {
            row.set("exact", Value::Number(low));
        }
        row.set("unknown_reason", Value::Empty);
    }
    Ok(small)
}

fn span(row: &mut Row, entity: &Entity) -> Result<(), Reject> {
    row.set("from_on", day(entity, "startDate", Edge::First)?);
    row.set("to_on", day(entity, "endDate", Edge::Last)?);
    Ok(())
}

/// The day of a property: of several first days the earliest, of several last ones the latest.
fn day(entity: &Entity, property: &str, edge: Edge) -> Result<Value<'static>, Reject> {
    let mut found: Option<Day> = None;
    for text in entity.all(property) {
        let day = day_in(&day_value(Some(text), (entity.line(), property), edge)?);
        found = match (found, day, edge) {
            (Some(known), Some(day), Edge::First) => Some(known.min(day)),
            (Some(known), Some(day), Edge::Last) => Some(known.max(day)),
            (known, day, _) => known.or(day),
        };
    }
    Ok(found.map_or(Value::Empty, Value::Day))
}

fn names(entity: &Entity) -> Vec<String> {
    let kinds = ["name", "alias", "previousName", "weakAlias"];
    let names = distinct(kinds.into_iter().flat_map(|kind| entity.all(kind)));
    if !names.is_empty() {
        return names;
    }
    let parts: Vec<&str> = ["firstName", "lastName"]
        .into_iter()
        .filter_map(|part| entity.first(part))
        .collect();
    distinct([parts.join(" ").as_str()])
}

/// Where an organisation is registered; its country where that is not stated and there is a single one.
fn jurisdiction(entity: &Entity) -> Option<String> {
    let stated = entity
        .first("jurisdiction")
        .or_else(|| entity.first("mainCountry"));
    let countries: BTreeSet<&str> = entity.all("country").collect();
    let single = countries.first().filter(|_| countries.len() == 1);
    let place = stated.or(single.copied())?;
    let is_code = place.len() == 2 && place.is_ascii();
    Some(if is_code {
        place.to_uppercase()
    } else {
        place.to_owned()
    })
}

fn addresses(entity: &Entity, index: &Index) -> Vec<String> {
    let referred = entity.all("addressEntity").map(record_key);
    let referred = referred.filter_map(|key| index.addresses.get(&key).map(AsRef::as_ref));
    distinct(entity.all("address").chain(referred))
}

/// An address as one text.
pub(super) fn address(entity: &Entity) -> Option<String> {
    if let Some(full) = entity.first("full") {
        return Some(full.to_owned());
    }
    let parts = ["street", "city", "postalCode", "region", "state", "country"];
    let parts: Vec<&str> = parts
        .into_iter()
        .filter_map(|part| entity.first(part))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The host of a web address.
fn host(website: &str) -> Option<&str> {
    let rest = website.split_once("://").map_or(website, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    Some(host).filter(|host| host.contains('.'))
}

impl Party {
    pub(super) fn of(entity: &Entity, index: &Index) -> Self {
        let kind = match entity.class() {
            Class::Person => "person",
            Class::Craft(kind) => kind,
            _ => "organisation",
        };
        Self {
            names: names(entity),
            kind: Some(kind),
            jurisdiction: jurisdiction(entity).filter(|_| kind != "person"),
            addresses: addresses(entity, index),
        }
    }

    /// Takes what another part of the same party says.
    pub(super) fn add(&mut self, other: Self) {
        self.kind = self.kind.or(other.kind);
        self.jurisdiction = self.jurisdiction.take().or(other.jurisdiction);
        let names = self.names.iter().chain(&other.names).map(String::as_str);
        self.names = distinct(names);
        let addresses = self.addresses.iter().chain(&other.addresses);
        self.addresses = distinct(addresses.map(String::as_str));
    }
}

impl Listed {
    pub(super) fn of(entity: Entity) -> Self {
        Self { entity }
    }

    /// A row for each party that is listed.
    pub(super) fn rows(
        &self,
        table: &'static Table,
        parties: &HashMap<u128, Party>,
    ) -> Result<Vec<Row>, Reject> {
        let entity = &self.entity;
        required(entity, "entity")?;
        let mut rows = Vec::new();
        for id in entity.all("entity") {
            let party = parties
                .get(&record_key(id))
                .filter(|party| !party.names.is_empty());
            let Some(party) = party else {
                let reason = format!(
                    "`{}` is no party with a name in the file: a listing needs one",
                    excerpt(id)
                );
                return Err(Reject::new(entity.line(), "entity", reason));
            };
            let mut row = MappedRow::new(table, entity.line(), entity.number);
            let number = entity
                .first("authorityId")
                .or_else(|| entity.first("unscId"));
            row.set("entry", text_value(Some(number.unwrap_or(&entity.id))));
            row.set("names", texts_value(party.names.clone()));
            row.set("kind", text_value(party.kind));
            let list = entity
                .first("authority")
                .or_else(|| entity.first("program"));
            row.set("list", text_value(Some(list.unwrap_or("not stated"))));
            let programmes: Vec<&str> = entity.all("program").collect();
            row.set("programme", text_value(Some(&programmes.join("; "))));
            if party.kind != Some("person") {
                let reasons: Vec<&str> = entity.all("reason").collect();
                row.set("reason", text_value(Some(&reasons.join("; "))));
                row.set("jurisdiction", text_value(party.jurisdiction.as_deref()));
            }
            row.set("addresses", texts_value(party.addresses.clone()));
            span(&mut row, entity)?;
            if *row.get("from_on") == Value::Empty {
                row.set("from_on", day(entity, "listingDate", Edge::First)?);
            }
            rows.push(row);
            limit(&rows, entity)?;
        }
        Ok(rows)
    }
}

impl Office {
    pub(super) fn row(&self, table: &'static Table, name: &str) -> Row {
        let mut row = MappedRow::new(table, self.line, self.number);
        row.set("org", Value::of_text(self.org.clone()));
        row.set("person_name", Value::of_text(name.to_owned()));
        row.set("role", Value::of_text(self.role.clone()));
        row.set("from_on", self.from.map_or(Value::Empty, Value::Day));
        row.set("to_on", self.to.map_or(Value::Empty, Value::Day));
        row
    }
}
