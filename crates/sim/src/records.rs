//! Records that offices keep: rows of small tables, collected first and written in their own order.

use std::collections::BTreeMap;

use crate::calendar::DAY;

mod layout;

/// A small table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sheet {
    Employment,
    Departures,
    Approvals,
    Offers,
    TechnologyAccess,
    Agreements,
    Technologies,
    Projects,
    Requests,
    Declarations,
    Rivals,
    Partners,
    Assets,
    Advice,
    Incidents,
    Listings,
    Listed,
    Supplies,
}

/// A row of a small table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Record {
    pub(crate) cells: Vec<String>,
    /// When it became known, in seconds since the first midnight; rows lie in this order.
    pub(crate) at: i64,
    /// The leak it belongs to, 0 for none.
    pub(crate) mark: u16,
    /// The person it is about.
    pub(crate) person: String,
}

/// All small tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Records {
    sheets: BTreeMap<Sheet, Vec<Record>>,
}

impl Records {
    pub(crate) fn add(&mut self, sheet: Sheet, record: Record) {
        self.sheets.entry(sheet).or_default().push(record);
    }

    /// The rows of a table in the order of their days, then of their text.
    pub(crate) fn ordered(&self, sheet: Sheet) -> Vec<Record> {
        let mut records = self.sheets.get(&sheet).cloned().unwrap_or_default();
        records.sort_by(|a, b| {
            (a.at.div_euclid(DAY), &a.cells).cmp(&(b.at.div_euclid(DAY), &b.cells))
        });
        records
    }
}

impl Record {
    /// A row that became known on a day.
    pub(crate) fn new(day: i32, cells: Vec<String>) -> Self {
        Self {
            cells,
            at: i64::from(day) * DAY + 9 * 3600,
            mark: 0,
            person: String::new(),
        }
    }

    /// About a person.
    pub(crate) fn of(mut self, person: &str) -> Self {
        person.clone_into(&mut self.person);
        self
    }

    /// Part of a leak.
    pub(crate) fn marked(mut self, mark: u16) -> Self {
        self.mark = mark;
        self
    }
}

impl Sheet {
    /// All tables, in the order in which they are written.
    pub(crate) const ALL: [Self; 18] = [
        Self::Employment,
        Self::Departures,
        Self::Approvals,
        Self::Offers,
        Self::TechnologyAccess,
        Self::Agreements,
        Self::Technologies,
        Self::Projects,
        Self::Requests,
        Self::Declarations,
        Self::Rivals,
        Self::Partners,
        Self::Assets,
        Self::Advice,
        Self::Incidents,
        Self::Listings,
        Self::Listed,
        Self::Supplies,
    ];

    /// Where it is written.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Employment => "hr/employment.csv",
            Self::Departures => "hr/departures.csv",
            Self::Approvals => "hr/approvals.csv",
            Self::Offers => "hr/offers.csv",
            Self::TechnologyAccess => "hr/technology_access.csv",
            Self::Agreements => "holder/agreements.xlsx",
            Self::Technologies => "holder/technologies.xlsx",
            Self::Projects => "holder/projects.csv",
            Self::Requests => "holder/requests.csv",
            Self::Declarations => "holder/declarations.csv",
            Self::Rivals => "holder/rivals.csv",
            Self::Partners => "holder/partners.csv",
            Self::Assets => "holder/assets.csv",
            Self::Advice => "holder/advice.csv",
            Self::Incidents => "holder/incidents.csv",
            Self::Listings => "holder/listings.jsonl",
            Self::Listed => "lists/restricted-parties.csv",
            Self::Supplies => "registers/supplies.csv",
        }
    }
}
