//! One entity, without what is never taken of a person.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};

/// Properties that are taken; of any other, nothing is ever held.
const TAKEN: [&str; 40] = [
    "name",
    "alias",
    "previousName",
    "weakAlias",
    "firstName",
    "lastName",
    "jurisdiction",
    "mainCountry",
    "country",
    "legalForm",
    "registrationNumber",
    "incorporationDate",
    "dissolutionDate",
    "address",
    "addressEntity",
    "phone",
    "website",
    // Of an interest.
    "owner",
    "asset",
    "percentage",
    "role",
    "startDate",
    "endDate",
    "director",
    "organization",
    "subject",
    "object",
    // Of a listing.
    "entity",
    "authority",
    "program",
    "reason",
    "listingDate",
    "authorityId",
    "unscId",
    // Of an address.
    "full",
    "street",
    "city",
    "region",
    "postalCode",
    "state",
];

/// Properties of persons that are told of when they are met; their content is skipped.
const DENIED: [&str; 12] = [
    "birthDate",
    "birthPlace",
    "birthCountry",
    "deathDate",
    "nationality",
    "citizenship",
    "gender",
    "ethnicity",
    "religion",
    "political",
    "passportNumber",
    "spokenLanguage",
];

/// An entity with the rows it was put together from.
#[derive(Clone, Debug, Default)]
pub(super) struct Entity {
    pub(super) id: String,
    pub(super) schema: String,
    /// Lines of its rows: one of a file of entities, as many as there are of statements.
    pub(super) lines: Vec<u64>,
    pub(super) is_of_statements: bool,
    /// The place of its first row, counted from 1.
    pub(super) number: u64,
    values: Vec<(&'static str, String)>,
    pub(super) denied: Vec<&'static str>,
}

/// What an entity is for the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Person,
    Organisation,
    /// A vessel or aircraft, which can be listed.
    Craft(&'static str),
    Ownership,
    Directorship,
    UnknownLink,
    Sanction,
    Address,
    Other,
}

/// A line of a file of entities.
#[derive(Deserialize)]
#[serde(expecting = "an entity")]
pub(super) struct Line {
    id: Option<String>,
    schema: Option<String>,
    properties: Option<Properties>,
}

#[derive(Default)]
struct Properties {
    values: Vec<(&'static str, String)>,
    denied: Vec<&'static str>,
}

/// A value: a text, or an entity that is nested and is named by its id.
#[derive(Deserialize)]
#[serde(untagged)]
enum Item {
    Text(String),
    Entity { id: String },
    Number(f64),
}

/// Values as a list, or a single one.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a text or a list of texts")]
enum Items {
    Many(Vec<Item>),
    One(Item),
}

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PropertiesVisitor)
    }
}

struct PropertiesVisitor;

impl<'de> Visitor<'de> for PropertiesVisitor {
    type Value = Properties;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("properties with their values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties, A::Error> {
        let mut found = Properties::default();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let Some(name) = taken(&key) else {
                found.denied.extend(denied(&key));
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if found.values.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom(format!("duplicate property `{name}`")));
            }
            let items = match map.next_value()? {
                Items::Many(items) => items,
                Items::One(item) => vec![item],
            };
            let texts = items.into_iter().map(|item| match item {
                Item::Text(text) => text,
                Item::Entity { id } => id,
                Item::Number(number) => number.to_string(),
            });
            found.values.extend(texts.map(|text| (name, text)));
        }
        Ok(found)
    }
}

impl Line {
    pub(super) fn entity(self, line: u64, number: u64) -> Result<Entity, String> {
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let id = given(self.id).ok_or("no `id`: nothing can refer to it")?;
        let schema = given(self.schema).ok_or("no `schema`: not an entity")?;
        let properties = self.properties.unwrap_or_default();
        Ok(Entity {
            id,
            schema,
            lines: vec![line],
            is_of_statements: false,
            number,
            values: properties.values,
            denied: properties.denied,
        })
    }
}

impl Entity {
    /// An entity that a statement is the first of.
    pub(super) fn of_statement(id: String, number: u64) -> Self {
        Self {
            id,
            number,
            is_of_statements: true,
            ..Self::default()
        }
    }

    /// Takes what a statement adds; hands back how many bytes that is.
    pub(super) fn add(
        &mut self,
        (schema, property): (&str, &str),
        value: &str,
        line: u64,
    ) -> usize {
        self.lines.push(line);
        if self.schema.is_empty() || rank(schema) > rank(&self.schema) {
            schema.clone_into(&mut self.schema);
        }
        self.denied.extend(denied(property));
        let Some(name) = taken(property) else {
            return 8;
        };
        if self
            .values
            .iter()
            .any(|(known, text)| *known == name && text == value)
        {
            return 8;
        }
        self.values.push((name, value.to_owned()));
        value.len() + 48
    }

    pub(super) fn line(&self) -> u64 {
        self.lines.first().copied().unwrap_or_default()
    }

    /// The values of a property.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let found = self.values.iter().filter(move |(key, _)| *key == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    pub(super) fn class(&self) -> Class {
        match self.schema.as_str() {
            "Person" => Class::Person,
            "Company" | "Organization" | "LegalEntity" | "PublicBody" => Class::Organisation,
            "Vessel" => Class::Craft("vessel"),
            "Airplane" => Class::Craft("aircraft"),
            "Ownership" => Class::Ownership,
            "Directorship" => Class::Directorship,
            "UnknownLink" => Class::UnknownLink,
            "Sanction" => Class::Sanction,
            "Address" => Class::Address,
            _ => Class::Other,
        }
    }
}

/// Of several schemata that statements give one entity, the narrower one stands.
fn rank(schema: &str) -> u8 {
    match schema {
        "Thing" | "Asset" => 0,
        "LegalEntity" => 1,
        "Organization" => 2,
        "Company" | "PublicBody" => 3,
        "Person" => 4,
        _ => 5,
    }
}

fn taken(property: &str) -> Option<&'static str> {
    TAKEN.iter().find(|name| **name == property).copied()
}

fn denied(property: &str) -> Option<&'static str> {
    DENIED.iter().find(|name| **name == property).copied()
}
