//! Registers and lists of the lake as a tie register, read a batch at a time.

use std::collections::{BTreeMap, HashSet};

use bongsu_lake::{Cells, LakeSession};
use bongsu_model::{Day, RowRef, ShareRange};
use bongsu_ties::{
    Directness, Interest, InterestKind, Officer, Organisation, PartyKind, Register, Supply,
};

use super::Days;
use crate::tables::TablesError;

/// An entry of a list; an organisation is also a party of the register under its own id.
#[derive(Clone, Debug)]
pub(super) struct ListEntry {
    pub(super) id: String,
    pub(super) is_person: bool,
    pub(super) names: Vec<String>,
    pub(super) jurisdiction: Option<String>,
    pub(super) addresses: Vec<String>,
    pub(super) list: String,
    pub(super) version: Option<String>,
    /// The days on which it is on the list.
    pub(super) days: Days,
    pub(super) at: RowRef,
}

/// Reads the registers; entries of lists are added as parties, so that a declared name can mean one.
pub(super) async fn read(session: &LakeSession) -> Result<(Register, Vec<ListEntry>), TablesError> {
    let mut register = Register::default();
    organisations(session, &mut register.organisations).await?;
    interests(session, &mut register.interests).await?;
    let ids = Ids(register
        .organisations
        .iter()
        .map(|organisation| organisation.id.as_str())
        .collect());
    let columns = "org, person_name, role, from_on, to_on";
    each(session, "officers", columns, |row| {
        register.officers.push(Officer {
            org: ids.of(row.text(0)),
            person_name: row.string(1),
            role: row.string(2),
            from: row.day(3),
            to: row.day(4),
            at: row.at(5),
        });
    })
    .await?;
    let columns = "supplier, customer, from_on, to_on";
    each(session, "supplies", columns, |row| {
        register.supplies.push(Supply {
            supplier: ids.of(row.text(0)),
            customer: ids.of(row.text(1)),
            from: row.day(2),
            to: row.day(3),
            at: row.at(4),
        });
    })
    .await?;
    let entries = entries(session).await?;
    let organisations = entries.iter().filter(|entry| !entry.is_person);
    let parties = organisations.map(|entry| Organisation {
        id: entry.id.clone(),
        names: entry.names.clone(),
        jurisdiction: entry.jurisdiction.clone(),
        addresses: entry.addresses.clone(),
        at: entry.at.clone(),
        ..Organisation::default()
    });
    register.organisations.extend(parties);
    Ok((register, entries))
}

async fn organisations(
    session: &LakeSession,
    found: &mut Vec<Organisation>,
) -> Result<(), TablesError> {
    let columns = "org, names, kind, legal_form, registration, jurisdiction, founded_on, dissolved_on, addresses, \
        phones, domains, unknown_reason";
    each(session, "organisations", columns, |row| {
        found.push(Organisation {
            id: row.string(0),
            names: row.cells.texts(1, row.row),
            kind: row
                .text(2)
                .map_or(PartyKind::Organisation, PartyKind::from_word),
            legal_form: row.optional(3),
            registration: row.optional(4),
            jurisdiction: row.optional(5),
            founded_on: row.day(6),
            dissolved_on: row.day(7),
            addresses: row.cells.texts(8, row.row),
            phones: row.cells.texts(9, row.row),
            domains: row.cells.texts(10, row.row),
            unknown_reason: row.optional(11),
            at: row.at(12),
        });
    })
    .await
}

async fn interests(session: &LakeSession, found: &mut Vec<Interest>) -> Result<(), TablesError> {
    let columns = "subject, holder, kind, directness, exact, share_min, share_max, from_on, to_on, unknown_reason";
    each(session, "interests", columns, |row| {
        let number = |column| row.cells.number(column, row.row);
        let share = match (number(4), number(5), number(6)) {
            (Some(exact), _, _) => ShareRange::exact(exact),
            (None, None, None) => Ok(ShareRange::UNKNOWN),
            (None, min, max) => ShareRange::new(min.unwrap_or(0.0), max.unwrap_or(1.0)),
        };
        found.push(Interest {
            subject: row.string(0),
            holder: row.optional(1),
            kind: row
                .text(2)
                .map_or(InterestKind::Shareholding, InterestKind::from_word),
            directness: row
                .text(3)
                .map_or(Directness::Unknown, Directness::from_word),
            // A share outside 0 to 1 says nothing that can be used: its size is unknown.
            share: share.unwrap_or(ShareRange::UNKNOWN),
            from: row.day(7),
            to: row.day(8),
            unknown_reason: row.optional(9),
            at: row.at(10),
        });
    })
    .await
}

/// The organisations and persons on lists. A list that came in two versions or from two sources gives each entry once.
async fn entries(session: &LakeSession) -> Result<Vec<ListEntry>, TablesError> {
    let mut entries: Vec<ListEntry> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let columns = "entry, names, kind, list, list_version, jurisdiction, addresses, from_on, to_on";
    each(session, "listed", columns, |row| {
        if row
            .text(2)
            .is_some_and(|kind| matches!(kind, "vessel" | "aircraft"))
        {
            return;
        }
        let mut entry = entry(row);
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
    })
    .await?;
    Ok(entries)
}

fn entry(row: &Row<'_>) -> ListEntry {
    let list = row.text(3).unwrap_or(A_LIST);
    ListEntry {
        id: entry_id(list, row.text(0)),
        is_person: row.text(2) == Some("person"),
        names: row.cells.texts(1, row.row),
        jurisdiction: row.optional(5).filter(|place| place.len() == 2),
        addresses: row.cells.texts(6, row.row),
        list: list.to_owned(),
        version: row.optional(4),
        days: row.days([7, 8]),
        at: row.at(9),
    }
}

/// A list that does not say what it is called.
pub(super) const A_LIST: &str = "a list";

/// The id of a party that is an entry of a list.
pub(super) fn entry_id(list: &str, entry: Option<&str>) -> String {
    format!("listed:{list}:{}", entry.unwrap_or_default())
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
        // A version that knows of an end is later than one that does not.
        self.days.to = self.days.to.max(other.days.to);
        let first = self.days.from.into_iter().chain(other.days.from).min();
        self.days.from = first;
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
struct Ids<'a>(HashSet<&'a str>);

impl Ids<'_> {
    fn of(&self, id: Option<&str>) -> String {
        let id = id.unwrap_or_default();
        if self.0.contains(id) {
            return id.to_owned();
        }
        let prefixed = format!("org_{id}");
        if self.0.contains(prefixed.as_str()) {
            prefixed
        } else {
            id.to_owned()
        }
    }
}

/// One row of a batch.
pub(super) struct Row<'a> {
    cells: &'a Cells,
    row: usize,
}

impl Row<'_> {
    pub(super) fn text(&self, column: usize) -> Option<&str> {
        self.cells.text(column, self.row)
    }

    fn optional(&self, column: usize) -> Option<String> {
        self.text(column).map(str::to_owned)
    }

    fn day(&self, column: usize) -> Option<Day> {
        self.cells.day(column, self.row)
    }

    /// The first and the last day, in two columns.
    pub(super) fn days(&self, [from, to]: [usize; 2]) -> Days {
        Days {
            from: self.day(from),
            to: self.day(to),
        }
    }

    pub(super) fn texts(&self, column: usize) -> Vec<String> {
        self.cells.texts(column, self.row)
    }

    pub(super) fn string(&self, column: usize) -> String {
        self.optional(column).unwrap_or_default()
    }

    /// The row it stands on: the columns `source` and `row` are asked for behind all others.
    pub(super) fn at(&self, column: usize) -> RowRef {
        RowRef {
            source: self.string(column),
            row: self
                .cells
                .whole(column + 1, self.row)
                .and_then(|row| u64::try_from(row).ok())
                .unwrap_or(0),
        }
    }
}

/// Takes each row of a table, in the order of sources and rows.
pub(super) async fn each(
    session: &LakeSession,
    table: &str,
    columns: &str,
    mut take: impl FnMut(&Row<'_>),
) -> Result<(), TablesError> {
    let sql = format!("SELECT {columns}, source, row FROM {table} ORDER BY source, row");
    let mut rows = session.stream(table, &sql).await?;
    while let Some(batch) = rows.next().await? {
        let cells = Cells::new(&batch)?;
        for row in 0..cells.n_rows() {
            take(&Row { cells: &cells, row });
        }
    }
    Ok(())
}
