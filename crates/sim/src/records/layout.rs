//! The headers of the small tables: columns of the catalogue, in the order of the files.

use super::Sheet;

impl Sheet {
    /// Its header.
    pub(crate) fn header(self) -> &'static [&'static str] {
        match self {
            Self::Employment => &EMPLOYMENT,
            Self::Departures => &DEPARTURES,
            Self::Approvals => &APPROVALS,
            Self::Offers => &OFFERS,
            Self::TechnologyAccess => &TECHNOLOGY_ACCESS,
            Self::Agreements => &AGREEMENTS,
            Self::Technologies => &TECHNOLOGIES,
            Self::Projects => &PROJECTS,
            Self::Requests => &REQUESTS,
            Self::Declarations => &DECLARATIONS,
            Self::Rivals => &RIVALS,
            Self::Partners => &PARTNERS,
            Self::Assets => &ASSETS,
            Self::Advice => &ADVICE,
            Self::Incidents => &INCIDENTS,
            Self::Listings => &LISTINGS,
            Self::Listed => &LISTED,
            Self::Supplies => &SUPPLIES,
        }
    }
}

const EMPLOYMENT: [&str; 10] = [
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
];
const DEPARTURES: [&str; 9] = [
    "person",
    "notice_on",
    "last_day",
    "stated_reason",
    "declared_employer",
    "declared_registration",
    "declared_jurisdiction",
    "payer",
    "hired_on",
];
const APPROVALS: [&str; 7] = [
    "person",
    "kind",
    "from_on",
    "to_on",
    "technology",
    "about",
    "approved_by",
];
const OFFERS: [&str; 11] = [
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
];
const TECHNOLOGY_ACCESS: [&str; 4] = ["person", "technology", "from_on", "to_on"];
const AGREEMENTS: [&str; 13] = [
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
];
const TECHNOLOGIES: [&str; 11] = [
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
];
const PROJECTS: [&str; 8] = [
    "project",
    "partner",
    "agreement",
    "technologies",
    "max_grade",
    "people",
    "from_on",
    "to_on",
];
const REQUESTS: [&str; 8] = [
    "request",
    "project",
    "requester",
    "technology",
    "grade",
    "channel",
    "at",
    "purpose",
];
const DECLARATIONS: [&str; 8] = [
    "person",
    "organisation",
    "role",
    "from_on",
    "to_on",
    "declared",
    "known_on",
    "record",
];
const RIVALS: [&str; 2] = ["organisation", "domains"];
const PARTNERS: [&str; 5] = ["organisation", "kind", "domains", "from_on", "to_on"];
const ASSETS: [&str; 3] = ["asset", "kind", "value"];
const ADVICE: [&str; 6] = ["advice", "asset", "issued_on", "about", "due_on", "done_on"];
const INCIDENTS: [&str; 5] = ["incident", "asset", "at", "kind", "about"];
const LISTINGS: [&str; 9] = [
    "listing",
    "seen_at",
    "market",
    "title",
    "victim",
    "indicators",
    "access",
    "price",
    "currency",
];
const LISTED: [&str; 11] = [
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
];
const SUPPLIES: [&str; 4] = ["supplier", "customer", "from_on", "to_on"];
