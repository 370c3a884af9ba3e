//! A line of the snapshot, without what is never taken of a person.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// A record about a company; the totals at the end have none.
#[derive(Deserialize)]
#[serde(expecting = "a record of the snapshot")]
pub(super) struct Line {
    pub(super) company_number: Option<String>,
    pub(super) data: Option<Data>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Data {
    pub(super) kind: Option<String>,
    pub(super) name: Option<String>,
    name_elements: Option<NameElements>,
    pub(super) natures_of_control: Option<Vec<String>>,
    pub(super) notified_on: Option<String>,
    pub(super) ceased_on: Option<String>,
    pub(super) ceased: Option<bool>,
    pub(super) identification: Option<Identification>,
    pub(super) address: Option<Address>,
    pub(super) principal_office_address: Option<Address>,
    links: Option<Links>,
    pub(super) statement: Option<String>,
    pub(super) exemptions: Option<BTreeMap<String, Exemption>>,
    pub(super) persons_of_significant_control_count: Option<u64>,
    pub(super) statements_count: Option<u64>,
    pub(super) exemptions_count: Option<u64>,
    // Met and left: their content is skipped, never held.
    pub(super) date_of_birth: Option<IgnoredAny>,
    pub(super) nationality: Option<IgnoredAny>,
    pub(super) country_of_residence: Option<IgnoredAny>,
}

/// A name without its title, which may tell the gender.
#[derive(Deserialize)]
struct NameElements {
    forename: Option<String>,
    middle_name: Option<String>,
    surname: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Identification {
    country_registered: Option<String>,
    pub(super) legal_form: Option<String>,
    place_registered: Option<String>,
    pub(super) registration_number: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Address {
    care_of: Option<String>,
    po_box: Option<String>,
    premises: Option<String>,
    #[serde(rename = "address_line_1")]
    street: Option<String>,
    #[serde(rename = "address_line_2")]
    second_line: Option<String>,
    locality: Option<String>,
    region: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
}

#[derive(Deserialize)]
struct Links {
    #[serde(rename = "self")]
    own: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Exemption {
    pub(super) exemption_type: Option<String>,
    pub(super) items: Option<Vec<ExemptTime>>,
}

#[derive(Deserialize)]
pub(super) struct ExemptTime {
    pub(super) exempt_from: Option<String>,
    pub(super) exempt_to: Option<String>,
}

/// Titles that stand before a name where its parts are not given.
const TITLES: [&str; 12] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "prof",
    "professor",
];

/// How companies write where the register of Companies House is.
const BRITISH: [&str; 12] = [
    "companies house",
    "england",
    "wales",
    "scotland",
    "northern ireland",
    "united kingdom",
    "great britain",
    "uk",
    "gb",
    "england & wales",
    "england and wales",
    "england/wales",
];

impl Data {
    /// The name of a person without the title.
    pub(super) fn person_name(&self) -> Option<String> {
        if let Some(parts) = &self.name_elements {
            let parts = [&parts.forename, &parts.middle_name, &parts.surname];
            let parts = parts.into_iter().flatten().map(|part| part.trim());
            let name = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>();
            if !name.is_empty() {
                return Some(name.join(" "));
            }
        }
        let name = self.name.as_deref()?.trim();
        let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
        let is_title = TITLES.contains(&first.trim_end_matches('.').to_lowercase().as_str());
        let name = if is_title { rest.trim() } else { name };
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// What names the record: the end of its address in the register, else what it says of whom.
    pub(super) fn record_id(&self, company: &str) -> String {
        let link = self.links.as_ref().and_then(|links| links.own.as_deref());
        let end = link.and_then(|link| link.rsplit('/').next());
        if let Some(end) = end.filter(|end| !end.is_empty()) {
            return format!("GB-COH-PSC-{company}-{end}");
        }
        let name = self.name.as_deref().unwrap_or_default();
        let since = self.notified_on.as_deref().unwrap_or_default();
        format!("GB-COH-PSC-{company} {name} {since}")
    }
}

impl Identification {
    /// The number at Companies House with its leading zeros, where the party is registered there.
    pub(super) fn british_number(&self) -> Option<String> {
        let mut places = [&self.place_registered, &self.country_registered]
            .into_iter()
            .flatten();
        let is_british = places.any(|place| {
            let place = place.trim().trim_end_matches('.').to_lowercase();
            BRITISH.contains(&place.as_str()) || place.contains("companies house")
        });
        let number = self.registration_number.as_deref()?.trim().to_uppercase();
        let letters = number.chars().take_while(char::is_ascii_alphabetic).count();
        let digits = number.get(letters..).unwrap_or_default();
        let is_number = matches!(letters, 0 | 2)
            && !digits.is_empty()
            && digits.len() <= 8 - letters
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_british || !is_number {
            return None;
        }
        let letters = number.get(..letters).unwrap_or_default();
        Some(format!(
            "{letters}{digits:0>width$}",
            width = 8 - letters.len()
        ))
    }

    /// Where the party is registered, as the register says.
    pub(super) fn place(&self) -> Option<&str> {
        let places = [&self.country_registered, &self.place_registered];
        places
            .into_iter()
            .flatten()
            .map(|place| place.trim())
            .find(|place| !place.is_empty())
    }
}

impl Address {
    pub(super) fn text(&self) -> Option<String> {
        let box_ = self
            .po_box
            .as_deref()
            .map(|number| format!("PO Box {number}"));
        let street = [self.premises.as_deref(), self.street.as_deref()];
        let street: Vec<&str> = street.into_iter().flatten().map(str::trim).collect();
        let street = Some(street.join(" "));
        let others = [
            &self.second_line,
            &self.locality,
            &self.region,
            &self.postal_code,
            &self.country,
        ];
        let parts = [&self.care_of, &box_, &street].into_iter().chain(others);
        let parts: Vec<&str> = parts
            .flatten()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}
