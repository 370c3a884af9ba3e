//! Registers and lists of the lake as a tie register.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::{Day, RowRef, ShareRange};
use bongsu_ties::{
    Directness, Interest, InterestKind, Officer, Organisation, PartyKind, Register, Supply,
};
use serde_json::{Map, Value};

use crate::tables::TablesError;

/// An entry of a list, which is also a party of the register under its own id.
pub(super) struct ListEntry {
    pub(super) id: String,
    pub(super) names: Vec<String>,
    pub(super) jurisdiction: Option<String>,
    pub(super) addresses: Vec<String>,
    pub(super) why: String,
    pub(super) at: RowRef,
}

type Row = Map<String, Value>;

/// Reads the registers; entries of lists are added as parties, so that a declared name can mean one.
pub(super) async fn read(session: &LakeSession) -> Result<(Register, Vec<ListEntry>), TablesError> {
    let mut register = Register::default();
    for row in rows(session, "organisations").await? {
        register.organisations.push(organisation(&row));
    }
    let ids = Ids(register
        .organisations
        .iter()
        .map(|organisation| organisation.id.clone())
        .collect());
    for row in rows(session, "interests").await? {
        register.interests.push(interest(&row));
    }
    for row in rows(session, "officers").await? {
        register.officers.push(Officer {
            org: ids.of(text(&row, "org")),
            person_name: text(&row, "person_name").unwrap_or_default(),
            role: text(&row, "role").unwrap_or_default(),
            from: day(&row, "from_on"),
            to: day(&row, "to_on"),
            at: at(&row),
        });
    }
    for row in rows(session, "supplies").await? {
        register.supplies.push(Supply {
            supplier: ids.of(text(&row, "supplier")),
            customer: ids.of(text(&row, "customer")),
            from: day(&row, "from_on"),
            to: day(&row, "to_on"),
            at: at(&row),
        });
    }
    let entries = entries(session).await?;
    let parties = entries.iter().map(|entry| Organisation {
        id: entry.id.clone(),
        names: entry.names.clone(),
        jurisdiction: entry.jurisdiction.clone(),
        addresses: entry.addresses.clone(),
        ..blank(entry.at.clone())
    });
    register.organisations.extend(parties);
    Ok((register, entries))
}

/// The organisations on lists. A list that came in two versions or from two sources gives each entry once.
async fn entries(session: &LakeSession) -> Result<Vec<ListEntry>, TablesError> {
    let mut entries: Vec<ListEntry> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows(session, "listed").await? {
        if text(&row, "kind")
            .is_some_and(|kind| matches!(kind.as_str(), "person" | "vessel" | "aircraft"))
        {
            continue;
        }
        let mut entry = entry(&row);
        let before = known
            .get(&entry.id)
            .copied()
            .and_then(|place| entries.get_mut(place));
        match before {
            Some(before) if before.shares_name(&entry) => before.take(entry),
            // Another list of the same title numbers its entries alike.
            Some(_) => {
                entry.id = format!("{}@{}#{}", entry.id, entry.at.source, entry.at.row);
                entries.push(entry);
            }
            None => {
                known.insert(entry.id.clone(), entries.len());
                entries.push(entry);
            }
        }
    }
    Ok(entries)
}

impl ListEntry {
    fn shares_name(&self, other: &Self) -> bool {
        self.names.iter().any(|name| other.names.contains(name))
    }

    /// Adds what another version of the entry says.
    fn take(&mut self, other: Self) {
        add_new(&mut self.names, other.names);
        add_new(&mut self.addresses, other.addresses);
        self.jurisdiction = self.jurisdiction.take().or(other.jurisdiction);
    }
}

fn add_new(texts: &mut Vec<String>, others: Vec<String>) {
    for text in others {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
}

/// Ids of the register; other files name its parties with or without the prefix `org_`.
struct Ids(BTreeSet<String>);

impl Ids {
    fn of(&self, id: Option<String>) -> String {
        let id = id.unwrap_or_default();
        let prefixed = format!("org_{id}");
        if !self.0.contains(&id) && self.0.contains(&prefixed) {
            prefixed
        } else {
            id
        }
    }
}

async fn rows(session: &LakeSession, table: &str) -> Result<Vec<Row>, TablesError> {
    let batches = session
        .query(
            table,
            &format!("SELECT * FROM {table} ORDER BY source, row"),
        )
        .await?;
    Ok(json_rows(&batches)?)
}

fn organisation(row: &Row) -> Organisation {
    let kind =
        text(row, "kind").map_or(PartyKind::Organisation, |word| PartyKind::from_word(&word));
    Organisation {
        id: text(row, "org").unwrap_or_default(),
        names: texts(row, "names"),
        kind,
        legal_form: text(row, "legal_form"),
        registration: text(row, "registration"),
        jurisdiction: text(row, "jurisdiction"),
        founded_on: day(row, "founded_on"),
        dissolved_on: day(row, "dissolved_on"),
        addresses: texts(row, "addresses"),
        phones: texts(row, "phones"),
        domains: texts(row, "domains"),
        unknown_reason: text(row, "unknown_reason"),
        at: at(row),
    }
}

fn blank(at: RowRef) -> Organisation {
    Organisation {
        id: String::new(),
        names: Vec::new(),
        kind: PartyKind::Organisation,
        legal_form: None,
        registration: None,
        jurisdiction: None,
        founded_on: None,
        dissolved_on: None,
        addresses: Vec::new(),
        phones: Vec::new(),
        domains: Vec::new(),
        unknown_reason: None,
        at,
    }
}

fn interest(row: &Row) -> Interest {
    let number = |name: &str| row.get(name).and_then(Value::as_f64);
    let share = match (number("exact"), number("share_min"), number("share_max")) {
        (Some(exact), _, _) => ShareRange::exact(exact),
        (None, None, None) => Ok(ShareRange::UNKNOWN),
        (None, min, max) => ShareRange::new(min.unwrap_or(0.0), max.unwrap_or(1.0)),
    };
    Interest {
        subject: text(row, "subject").unwrap_or_default(),
        holder: text(row, "holder"),
        kind: text(row, "kind").map_or(InterestKind::Shareholding, |word| {
            InterestKind::from_word(&word)
        }),
        directness: text(row, "directness")
            .map_or(Directness::Unknown, |word| Directness::from_word(&word)),
        // A share outside 0 to 1 says nothing that can be used: its size is unknown.
        share: share.unwrap_or(ShareRange::UNKNOWN),
        from: day(row, "from_on"),
        to: day(row, "to_on"),
        unknown_reason: text(row, "unknown_reason"),
        at: at(row),
    }
}

fn entry(row: &Row) -> ListEntry {
    let list = text(row, "list").unwrap_or_else(|| "a list".to_owned());
    let version =
        text(row, "list_version").map_or_else(String::new, |version| format!(" {version}"));
    ListEntry {
        id: format!("listed:{list}:{}", text(row, "entry").unwrap_or_default()),
        names: texts(row, "names"),
        jurisdiction: text(row, "jurisdiction").filter(|place| place.len() == 2),
        addresses: texts(row, "addresses"),
        at: at(row),
        why: format!("on {list}{version}"),
    }
}

fn text(row: &Row, name: &str) -> Option<String> {
    row.get(name)
        .map(text_of)
        .filter(|text| !text.trim().is_empty())
}

fn texts(row: &Row, name: &str) -> Vec<String> {
    row.get(name)
        .and_then(Value::as_array)
        .map_or_else(Vec::new, |items| items.iter().map(text_of).collect())
}

fn day(row: &Row, name: &str) -> Option<Day> {
    text(row, name)?.parse().ok()
}

fn at(row: &Row) -> RowRef {
    RowRef {
        source: text(row, "source").unwrap_or_default(),
        row: row.get("row").and_then(Value::as_u64).unwrap_or(0),
    }
}
