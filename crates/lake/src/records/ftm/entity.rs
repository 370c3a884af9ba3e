//! One entity, without what is never taken of a person.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

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

/// Properties under which a nested form writes the entities that refer to one, and the property by which they do.
const REFERRING: [(&str, &str); 7] = [
    ("sanctions", "entity"),
    ("ownershipOwner", "owner"),
    ("ownershipAsset", "asset"),
    ("directorshipDirector", "director"),
    ("directorshipOrganization", "organization"),
    ("unknownLinkTo", "subject"),
    ("unknownLinkFrom", "object"),
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
    /// Its place among the entities that stand inside the one of its line, counted from 1; 0 for that one.
    pub(super) nth: usize,
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
    /// Entities inside, with the property by which they refer to this one where it does not refer to them. They are
    /// read one by one, so that one that is wrong does not take the others with it.
    nested: Vec<(Option<&'static str>, Value)>,
}

/// A value: a text, or an entity that is nested and is named by its id.
#[derive(Deserialize)]
#[serde(untagged)]
enum Item {
    Text(String),
    Entity(Map<String, Value>),
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
            if let Some(property) = referring(&key) {
                let items = match map.next_value::<Value>()? {
                    Value::Array(items) => items,
                    item => vec![item],
                };
                // An id alone says nothing that the entity it names does not say itself.
                let entities = items.into_iter().filter(Value::is_object);
                found
                    .nested
                    .extend(entities.map(|entity| (Some(property), entity)));
                continue;
            }
            let Some(name) = taken(&key) else {
                found.denied.extend(denied(&key));
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if found.values.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom(format!("duplicate property `{name}`")));
            }
            for item in map.next_value::<Items>()?.list() {
                let text = match item {
                    Item::Text(text) => text,
                    Item::Number(number) => number.to_string(),
                    Item::Entity(entity) => {
                        let id = entity.get("id").and_then(Value::as_str);
                        let id =
                            id.ok_or_else(|| A::Error::custom("a nested entity has no `id`"))?;
                        let id = id.to_owned();
                        found.nested.push((None, Value::Object(entity)));
                        id
                    }
                };
                found.values.push((name, text));
            }
        }
        Ok(found)
    }
}

impl Items {
    fn list(self) -> Vec<Item> {
        match self {
            Self::Many(items) => items,
            Self::One(item) => vec![item],
        }
    }
}

impl Line {
    /// The entity of a line, and behind it those that are nested in it, at any depth; of these, why some are none.
    pub(super) fn entities(
        self,
        line: u64,
        number: u64,
    ) -> Result<(Vec<Entity>, Vec<String>), String> {
        let (mut found, mut wrong) = (Vec::with_capacity(1), Vec::new());
        self.into_entities((line, number), None, &mut found, &mut wrong)?;
        Ok((found, wrong))
    }

    /// INVARIANT: as deep as the JSON was read, which has an end.
    fn into_entities(
        self,
        (line, number): (u64, u64),
        refers: Option<(&'static str, String)>,
        found: &mut Vec<Entity>,
        wrong: &mut Vec<String>,
    ) -> Result<(), String> {
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let nth = found.len();
        let id = given(self.id).ok_or("no `id`: nothing can refer to it")?;
        let schema = match given(self.schema) {
            Some(schema) => schema,
            // Of another entity no more than the id may be given.
            None if nth > 0 => return Ok(()),
            None => return Err("no `schema`: not an entity".to_owned()),
        };
        let properties = self.properties.unwrap_or_default();
        let mut values = properties.values;
        if let Some((property, _)) = &refers
            && !values.iter().any(|(name, _)| name == property)
        {
            values.extend(refers);
        }
        found.push(Entity {
            id: id.clone(),
            schema,
            lines: vec![line],
            is_of_statements: false,
            number,
            values,
            denied: properties.denied,
            nth,
        });
        for (property, nested) in properties.nested {
            let refers = property.map(|property| (property, id.clone()));
            let read = Self::deserialize(nested).map_err(|error| error.to_string());
            let taken =
                read.and_then(|read| read.into_entities((line, number), refers, found, wrong));
            wrong.extend(
                taken
                    .err()
                    .map(|why| format!("an entity inside `{id}`: {why}")),
            );
        }
        Ok(())
    }
}

impl Entity {
    /// Whether it stands inside another.
    pub(super) const fn is_nested(&self) -> bool {
        self.nth > 0
    }

    /// Where it stands.
    pub(super) const fn place(&self) -> (u64, usize) {
        (self.number, self.nth)
    }

    /// How much it says.
    pub(super) fn n_values(&self) -> usize {
        self.values.len()
    }

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

fn referring(property: &str) -> Option<&'static str> {
    let found = REFERRING.iter().find(|(name, _)| *name == property);
    found.map(|(_, by)| *by)
}

fn denied(property: &str) -> Option<&'static str> {
    DENIED.iter().find(|name| **name == property).copied()
}
