//! Records that offices keep: rows of small tables, collected first and written in their own order.

use std::collections::BTreeMap;

use crate::calendar::DAY;

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

    /// Its header.
    pub(crate) fn header(self) -> &'static [&'static str] {
        match self {
            Self::Employment => &[
                "person",
                "name",
                "email",
                "unit",
                "team",
                "role",
                "supervisor",
                "joined_on",
                "left_on",
                "left",
            ],
            Self::Departures => &[
                "person",
                "notice_on",
                "last_day",
                "stated_reason",
                "declared_employer",
                "declared_registration",
                "declared_jurisdiction",
                "payer",
                "hired_on",
            ],
            Self::Approvals => &[
                "person",
                "kind",
                "from_on",
                "to_on",
                "technology",
                "about",
                "approved_by",
            ],
            Self::Offers => &[
                "person",
                "offered_on",
                "offeror",
                "via",
                "pay_multiple",
                "guaranteed_years",
                "signing_money",
                "family_benefits",
                "legal_indemnity",
                "secret_employer",
                "start_abroad",
            ],
            Self::TechnologyAccess => &["person", "technology", "from_on", "to_on"],
            Self::Agreements => &[
                "agreement",
                "kind",
                "person",
                "signed_on",
                "start_on",
                "duration_days",
                "covers_named",
                "covers_affiliates",
                "covers_suppliers",
                "covers_common_control",
                "restricted",
                "consideration",
                "consideration_amount",
            ],
            Self::Technologies => &[
                "technology",
                "name",
                "class",
                "grade",
                "sector",
                "owner_unit",
                "list_item",
                "list_version",
                "threshold",
                "measured",
                "paths",
            ],
            Self::Projects => &[
                "project",
                "partner",
                "agreement",
                "technologies",
                "max_grade",
                "people",
                "from_on",
                "to_on",
            ],
            Self::Requests => &[
                "request",
                "project",
                "requester",
                "technology",
                "grade",
                "channel",
                "at",
                "purpose",
            ],
            Self::Declarations => &[
                "person",
                "organisation",
                "role",
                "from_on",
                "to_on",
                "declared",
                "known_on",
                "record",
            ],
            Self::Rivals => &["organisation", "domains"],
            Self::Partners => &["organisation", "kind", "domains", "from_on", "to_on"],
            Self::Assets => &["asset", "kind", "value"],
            Self::Advice => &["advice", "asset", "issued_on", "about", "due_on", "done_on"],
            Self::Incidents => &["incident", "asset", "at", "kind", "about"],
            Self::Listings => &[
                "listing",
                "seen_at",
                "market",
                "title",
                "victim",
                "indicators",
                "access",
                "price",
                "currency",
            ],
            Self::Listed => &[
                "entry",
                "names",
                "kind",
                "list",
                "list_version",
                "programme",
                "reason",
                "jurisdiction",
                "addresses",
                "from_on",
                "to_on",
            ],
            Self::Supplies => &["supplier", "customer", "from_on", "to_on"],
        }
    }
}
