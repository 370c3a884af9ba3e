//! One statement in the shape of any version, without what is never taken of a person.

use serde::Deserialize;

/// A statement about a record.
pub(super) struct Statement {
    /// The record, or the statement itself before version 0.4.
    pub(super) record: String,
    pub(super) kind: RecordKind,
    pub(super) date: Option<String>,
    pub(super) is_closed: bool,
    /// Statements that this one takes the place of, before version 0.4.
    pub(super) replaces: Vec<String>,
    pub(super) details: Details,
}

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordKind {
    Entity,
    Person,
    Relationship,
}

/// Why bytes are not a statement.
pub(super) enum ParseError {
    /// Not JSON.
    Syntax {
        line: u64,
        column: usize,
        reason: String,
    },
    /// JSON, but not a statement.
    Content(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    #[serde(alias = "statementID")]
    statement_id: Option<String>,
    statement_date: Option<String>,
    statement_type: Option<String>,
    record_id: Option<String>,
    record_type: Option<String>,
    record_status: Option<String>,
    record_details: Option<Details>,
    replaces_statements: Option<Vec<String>>,
}

/// What is taken of a record. Days of birth, nationalities, papers and the like are not among the fields, so that they
/// are never held.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_field_names,
    reason = "the fields are named as in the standard"
)]
pub(super) struct Details {
    pub(super) name: Option<String>,
    pub(super) alternate_names: Option<Vec<String>>,
    names: Option<Vec<PersonName>>,
    entity_type: Option<EntityType>,
    person_type: Option<String>,
    #[serde(alias = "incorporatedInJurisdiction")]
    pub(super) jurisdiction: Option<Jurisdiction>,
    identifiers: Option<Vec<Identifier>>,
    pub(super) founding_date: Option<String>,
    pub(super) dissolution_date: Option<String>,
    addresses: Option<Vec<Address>>,
    unspecified_entity_details: Option<Unspecified>,
    unspecified_person_details: Option<Unspecified>,
    missing_info_reason: Option<String>,
    pub(super) subject: Option<Party>,
    pub(super) interested_party: Option<Party>,
    pub(super) interests: Option<Vec<Interest>>,
    pub(super) is_component: Option<bool>,
    #[serde(alias = "componentStatementIDs")]
    pub(super) component_records: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersonName {
    r#type: Option<String>,
    full_name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum EntityType {
    Old(String),
    New {
        r#type: Option<String>,
        subtype: Option<String>,
        details: Option<String>,
    },
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Jurisdiction {
    Code(String),
    Named {
        code: Option<String>,
        name: Option<String>,
    },
}

#[derive(Deserialize)]
struct Identifier {
    id: Option<String>,
    scheme: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    r#type: Option<String>,
    #[serde(rename = "address")]
    street: Option<String>,
    post_code: Option<String>,
    country: Option<Jurisdiction>,
}

#[derive(Deserialize)]
pub(super) struct Unspecified {
    reason: Option<String>,
    description: Option<String>,
}

/// A party of a relationship: a record, or the reason why there is none.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Party {
    Record(String),
    #[serde(rename_all = "camelCase")]
    Described {
        described_by_entity_statement: Option<String>,
        described_by_person_statement: Option<String>,
        unspecified: Option<Unspecified>,
        reason: Option<String>,
        description: Option<String>,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Interest {
    pub(super) r#type: Option<String>,
    #[serde(alias = "interestLevel")]
    pub(super) direct_or_indirect: Option<String>,
    pub(super) share: Option<SharePercent>,
    pub(super) start_date: Option<String>,
    pub(super) end_date: Option<String>,
}

/// A share in percent; the bounds that exclude are numbers since 0.4, and marks on the other bounds before.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SharePercent {
    pub(super) exact: Option<f64>,
    pub(super) minimum: Option<f64>,
    pub(super) maximum: Option<f64>,
    pub(super) exclusive_minimum: Option<Exclusive>,
    pub(super) exclusive_maximum: Option<Exclusive>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
pub(super) enum Exclusive {
    Mark(bool),
    Bound(f64),
}

impl Statement {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, ParseError> {
        let head: Head = serde_json::from_slice(bytes).map_err(|error| explain(&error))?;
        let kind = match head
            .record_type
            .as_deref()
            .or(head.statement_type.as_deref())
        {
            Some("entity" | "entityStatement") => RecordKind::Entity,
            Some("person" | "personStatement") => RecordKind::Person,
            Some("relationship" | "ownershipOrControlStatement") => RecordKind::Relationship,
            Some(other) => {
                return Err(ParseError::Content(format!(
                    "`{other}` is no type of record: entity, person or relationship is wanted"
                )));
            }
            None => {
                return Err(ParseError::Content(
                    "neither `recordType` nor `statementType`: not a statement".to_owned(),
                ));
            }
        };
        let is_record = |id: &String| !id.trim().is_empty();
        let record = head
            .record_id
            .filter(is_record)
            .or(head.statement_id.filter(is_record))
            .ok_or_else(|| {
                ParseError::Content(
                    "neither `recordId` nor `statementId`: nothing can refer to it".to_owned(),
                )
            })?;
        let details = match head.record_details {
            Some(details) => details,
            // Before version 0.4 the details stand in the statement itself.
            None if head.statement_type.is_some() => {
                serde_json::from_slice(bytes).map_err(|error| explain(&error))?
            }
            None => Details::default(),
        };
        Ok(Self {
            record,
            kind,
            date: head.statement_date,
            is_closed: head.record_status.as_deref() == Some("closed"),
            replaces: head.replaces_statements.unwrap_or_default(),
            details,
        })
    }

    /// The names of a person, the one used in law first; never the name at birth.
    pub(super) fn person_names(&self) -> Vec<String> {
        let is_first = |name: &&PersonName| {
            matches!(name.r#type.as_deref(), None | Some("legal" | "individual"))
        };
        let names = self.details.names.as_deref().unwrap_or_default().iter();
        let names = names.filter(|name| name.r#type.as_deref() != Some("birth"));
        let (first, others): (Vec<_>, Vec<_>) = names.partition(is_first);
        first
            .into_iter()
            .chain(others)
            .filter_map(PersonName::full)
            .collect()
    }
}

fn explain(error: &serde_json::Error) -> ParseError {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or(&text).to_owned();
    if error.is_data() {
        return ParseError::Content(format!(
            "not a BODS statement, at character {}: {reason}",
            error.column()
        ));
    }
    ParseError::Syntax {
        line: error.line() as u64,
        column: error.column(),
        reason,
    }
}

impl PersonName {
    fn full(&self) -> Option<String> {
        let parts = [&self.given_name, &self.family_name].into_iter().flatten();
        let joined = || parts.map(String::as_str).collect::<Vec<_>>().join(" ");
        let name = self.full_name.clone().unwrap_or_else(joined);
        (!name.trim().is_empty()).then(|| name.trim().to_owned())
    }
}

impl Jurisdiction {
    pub(super) fn code_or_name(&self) -> Option<&str> {
        match self {
            Self::Code(code) => Some(code),
            Self::Named { code, name } => code.as_deref().or(name.as_deref()),
        }
    }

    fn name_or_code(&self) -> Option<&str> {
        match self {
            Self::Code(code) => Some(code),
            Self::Named { code, name } => name.as_deref().or(code.as_deref()),
        }
    }
}

impl Unspecified {
    fn text(&self) -> Option<String> {
        text_of_reason(self.reason.as_deref(), self.description.as_deref())
    }
}

fn text_of_reason(reason: Option<&str>, description: Option<&str>) -> Option<String> {
    let parts: Vec<&str> = [reason, description].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

impl Party {
    pub(super) fn record(&self) -> Option<&str> {
        match self {
            Self::Record(id) => Some(id),
            Self::Described {
                described_by_entity_statement: entity,
                described_by_person_statement: person,
                ..
            } => entity.as_deref().or(person.as_deref()),
        }
    }

    /// Why there is no record.
    pub(super) fn reason(&self) -> String {
        let reason = match self {
            Self::Record(_) => None,
            Self::Described {
                unspecified,
                reason,
                description,
                ..
            } => {
                let outer = text_of_reason(reason.as_deref(), description.as_deref());
                unspecified.as_ref().and_then(Unspecified::text).or(outer)
            }
        };
        reason.unwrap_or_else(|| "not stated".to_owned())
    }
}

impl Details {
    /// `organisation`, `person` or `arrangement`; `anonymous` or `unknown` where that is all that is said.
    pub(super) fn party_kind(&self, kind: RecordKind) -> &'static str {
        let entity = match &self.entity_type {
            Some(EntityType::Old(name)) => Some(name.as_str()),
            Some(EntityType::New { r#type, .. }) => r#type.as_deref(),
            None => None,
        };
        match (kind, entity, self.person_type.as_deref()) {
            (RecordKind::Person, _, Some("anonymousPerson"))
            | (RecordKind::Entity, Some("anonymousEntity"), _) => "anonymous",
            (RecordKind::Person, _, Some("unknownPerson"))
            | (RecordKind::Entity, Some("unknownEntity"), _) => "unknown",
            (RecordKind::Entity, Some("arrangement"), _) => "arrangement",
            (RecordKind::Person, ..) => "person",
            (RecordKind::Entity | RecordKind::Relationship, ..) => "organisation",
        }
    }

    pub(super) fn legal_form(&self) -> Option<&str> {
        match &self.entity_type {
            Some(EntityType::New {
                subtype, details, ..
            }) => details.as_deref().or(subtype.as_deref()),
            Some(EntityType::Old(_)) | None => None,
        }
    }

    pub(super) fn unknown_reason(&self) -> Option<String> {
        let details = self
            .unspecified_entity_details
            .as_ref()
            .or(self.unspecified_person_details.as_ref());
        details
            .and_then(Unspecified::text)
            .or(self.missing_info_reason.clone())
    }

    /// The number in a national register of companies where there is one, else the first number given.
    pub(super) fn registration(&self) -> Option<&str> {
        let identifiers = self.identifiers.as_deref().unwrap_or_default();
        let is_national = |identifier: &&Identifier| {
            let scheme = identifier.scheme.as_deref().unwrap_or_default().as_bytes();
            matches!(scheme, [a, b, b'-', ..] if a.is_ascii_uppercase() && b.is_ascii_uppercase() && *a != b'X')
        };
        let with_id = || {
            identifiers
                .iter()
                .filter(|identifier| identifier.id.is_some())
        };
        with_id()
            .find(is_national)
            .or_else(|| with_id().next())
            .and_then(|found| found.id.as_deref())
    }

    /// Addresses as one text each; of a person only those of a business.
    pub(super) fn addresses(&self, kind: RecordKind) -> Vec<String> {
        let all = self.addresses.as_deref().unwrap_or_default().iter();
        let is_business = |address: &&Address| {
            matches!(
                address.r#type.as_deref(),
                Some("service" | "business" | "registered")
            )
        };
        all.filter(|address| kind != RecordKind::Person || is_business(address))
            .filter_map(Address::text)
            .collect()
    }
}

impl Address {
    fn text(&self) -> Option<String> {
        let mut text = self
            .street
            .as_deref()
            .unwrap_or_default()
            .trim()
            .trim_end_matches(',')
            .to_owned();
        let country = self.country.as_ref().and_then(Jurisdiction::name_or_code);
        for part in [self.post_code.as_deref(), country].into_iter().flatten() {
            if !text.contains(part.trim()) {
                if !text.is_empty() {
                    text.push_str(", ");
                }
                text.push_str(part.trim());
            }
        }
        (!text.is_empty()).then_some(text)
    }
}
