//! The register as statements of the Beneficial Ownership Data Standard 0.4.

use serde_json::{Map, Value, json};

use super::naming::{country, scheme};
use super::{Holder, Holding, Interest, Organisation, PublicPerson, Register};
use crate::calendar::Calendar;
use crate::stream::{Purpose, Seeds, Stream};

/// A statement, and the leak that its row belongs to (0 for none).
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) json: Value,
    pub(crate) mark: u16,
    /// The day it speaks of.
    pub(crate) from: i32,
}

/// All statements about companies founded by the last day, in the order of their dates.
pub(crate) fn statements(
    register: &Register,
    calendar: &Calendar,
    seeds: &Seeds,
) -> Vec<Statement> {
    let mut stream = seeds.stream(Purpose::Register, 1, 0);
    let mut all = Vec::new();
    for organisation in &register.organisations {
        let json = entity(organisation, calendar, &mut stream);
        all.push(Statement {
            json,
            mark: 0,
            from: organisation.founded,
        });
    }
    for person in &register.persons {
        all.push(Statement {
            json: public_person(person, &mut stream),
            mark: 0,
            from: i32::MAX,
        });
    }
    let first = first_interests(register);
    for (person, interest) in first {
        if let Some(statement) = all.get_mut(register.organisations.len() + person) {
            statement.from = interest.from;
            if let Some(map) = statement.json.as_object_mut() {
                about(map, register, interest, calendar);
            }
        }
    }
    for interest in &register.interests {
        if let Some(json) = relationship(register, interest, calendar, &mut stream) {
            all.push(Statement {
                json,
                mark: interest.mark,
                from: interest.from,
            });
        }
    }
    all.retain(|statement| statement.from < calendar.days());
    all.sort_by_key(|statement| statement.from);
    all
}

/// The first interest of each person, which tells whose filing named the person.
fn first_interests(register: &Register) -> Vec<(usize, &Interest)> {
    let mut seen = vec![false; register.persons.len()];
    let mut first = Vec::new();
    let mut ordered: Vec<&Interest> = register.interests.iter().collect();
    ordered.sort_by_key(|interest| interest.from);
    for interest in ordered {
        if let Holder::Person(person) = interest.holder
            && let Some(seen) = seen.get_mut(person)
            && !*seen
        {
            *seen = true;
            first.push((person, interest));
        }
    }
    first
}

/// The fields that all statements share.
fn frame(record: &str, kind: &str, details: Value, stream: &mut Stream) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert(
        "statementId".to_owned(),
        json!(stream.code("********-****-****-****-************")),
    );
    map.insert("recordId".to_owned(), json!(record));
    map.insert("recordStatus".to_owned(), json!("new"));
    map.insert("recordType".to_owned(), json!(kind));
    map.insert("recordDetails".to_owned(), details);
    map
}

fn about(
    map: &mut Map<String, Value>,
    register: &Register,
    interest: &Interest,
    calendar: &Calendar,
) {
    let subject = register.organisation(interest.subject).record;
    map.insert("declarationSubject".to_owned(), json!(subject));
    dated(map, interest.from, calendar);
}

fn dated(map: &mut Map<String, Value>, from: i32, calendar: &Calendar) {
    map.insert(
        "statementDate".to_owned(),
        json!(calendar.day(from).to_string()),
    );
    map.insert(
        "publicationDetails".to_owned(),
        json!({
            "publicationDate": calendar.day(calendar.days()).to_string(),
            "bodsVersion": "0.4",
            "publisher": { "name": "Company register" }
        }),
    );
}

fn entity(organisation: &Organisation, calendar: &Calendar, stream: &mut Stream) -> Value {
    let code = organisation.jurisdiction.as_str();
    let place = json!({ "name": country(code), "code": code });
    let mut details = json!({
        "isComponent": false,
        "entityType": { "type": "registeredEntity" },
        "name": organisation.names.first(),
        "foundingDate": calendar.day(organisation.founded).to_string(),
        "identifiers": [{ "scheme": scheme(code), "id": organisation.registration }],
        "addresses": [{ "type": "registered", "address": organisation.address, "country": place }],
        "jurisdiction": place,
        "uri": format!("https://www.{}", organisation.domain)
    });
    if let Some(map) = details.as_object_mut() {
        let alternate: Vec<&String> = organisation.names.iter().skip(1).collect();
        if !alternate.is_empty() {
            map.insert("alternateNames".to_owned(), json!(alternate));
        }
        if let Some(end) = organisation.dissolved.filter(|end| *end < calendar.days()) {
            map.insert(
                "dissolutionDate".to_owned(),
                json!(calendar.day(end).to_string()),
            );
        }
    }
    let mut map = frame(&organisation.record, "entity", details, stream);
    map.insert("declarationSubject".to_owned(), json!(organisation.record));
    dated(&mut map, organisation.founded, calendar);
    Value::Object(map)
}

fn public_person(person: &PublicPerson, stream: &mut Stream) -> Value {
    let names: Vec<Value> = person
        .names
        .iter()
        .enumerate()
        .map(|(place, name)| json!({ "type": if place == 0 { "legal" } else { "transliteration" }, "fullName": name }))
        .collect();
    let details = json!({ "isComponent": false, "personType": "knownPerson", "names": names });
    Value::Object(frame(&person.record, "person", details, stream))
}

fn relationship(
    register: &Register,
    interest: &Interest,
    calendar: &Calendar,
    stream: &mut Stream,
) -> Option<Value> {
    let subject = register.organisations.get(interest.subject)?;
    let party = match &interest.holder {
        Holder::Organisation(place) => json!(register.organisations.get(*place)?.record),
        Holder::Person(place) => json!(register.persons.get(*place)?.record),
        Holder::Unknown(reason, description) => {
            json!({ "reason": reason, "description": description })
        }
    };
    let owner = matches!(interest.holder, Holder::Person(_));
    let mut what = json!({
        "type": if interest.holding == Holding::Seat { "boardMember" } else { "shareholding" },
        "directOrIndirect": "direct",
        "beneficialOwnershipOrControl": owner && interest.holding != Holding::Seat,
        "startDate": calendar.day(interest.from).to_string()
    });
    let share = match interest.holding {
        Holding::Exact(share) => Some(json!({ "exact": share })),
        Holding::Between(least, most) => Some(json!({ "minimum": least, "maximum": most })),
        Holding::Seat => None,
    };
    if let (Some(share), Some(map)) = (share, what.as_object_mut()) {
        map.insert("share".to_owned(), share);
    }
    let details = json!({
        "isComponent": false,
        "subject": subject.record,
        "interestedParty": party,
        "interests": [what]
    });
    let record = stream.code("************");
    let mut map = frame(&record, "relationship", details, stream);
    about(&mut map, register, interest, calendar);
    Some(Value::Object(map))
}
