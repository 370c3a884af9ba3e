//! What a detector reports: a subject, a span of time, facts in words and numbers, and the rows they stand on.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Deciban, DetectorId, FindingId, Micros, PersonId};

/// What kind of evidence a detector gives; a case counts the strongest finding of each family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Protected or unusual amounts collected or carried out.
    Taking,
    /// What happens around a departure.
    Leaving,
    /// Who receives: the declared employer and who stands behind it.
    Destination,
    /// Who reached out: offers, agents, contact with rivals.
    Approach,
    /// Access outside own usual: hours, devices, accounts.
    Access,
    /// Joint research beyond its agreement.
    Research,
    /// The holder's own doors offered to others.
    Exposure,
}

/// Whom or what a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Subject {
    /// One person.
    Person {
        /// The pseudonym.
        person: PersonId,
    },
    /// People of one unit who converge on one destination.
    Cohort {
        /// The unit they leave and the party that controls where they go.
        cohort: String,
    },
    /// An organisation: the holder's own exposure, or a partner.
    Organisation {
        /// The asset or organisation, as its register names it.
        organisation: String,
    },
}

/// How far beyond usual, between 0 (barely) and 1 (as far as the detector can say).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Strength(pub f64);

/// One row of one file: the short digest of the file and the row's number, counted from 1 after the header.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// The first 12 hex digits of the file's digest.
    pub source: String,
    /// The row.
    pub row: u64,
}

/// Rows `first` to `last` of one file; its text form is `3f9a12c45d01#88-92`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RowRange {
    /// The first 12 hex digits of the file's digest.
    pub source: String,
    /// The first row.
    pub first: u64,
    /// The last row.
    pub last: u64,
}

/// A text that is not a row reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a row reference: digest#row or digest#first-last is wanted")]
pub struct ParseRefError(pub String);

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable over runs: made from detector, subject, span and facts.
    pub id: FindingId,
    /// The detector that reported it.
    pub detector: DetectorId,
    /// The digest of the exact detector text, short form.
    pub detector_digest: String,
    /// The detector's title.
    pub title: String,
    /// The detector's family.
    pub family: Family,
    /// Whom it is about.
    pub subject: Subject,
    /// People it touches: the person, or the members of a cohort.
    pub people: Vec<PersonId>,
    /// When it begins.
    pub from: Micros,
    /// When it ends.
    pub to: Micros,
    /// How strong.
    pub strength: Strength,
    /// The detector's weight times the strength.
    pub weight: Deciban,
    /// The fact in words.
    pub explain: String,
    /// The fact in numbers and names, as the detector's columns.
    pub facts: BTreeMap<String, serde_json::Value>,
    /// The rows it stands on.
    pub refs: Vec<RowRange>,
    /// The innocent explanations that the detector wants checked.
    pub innocent: Vec<String>,
}

impl RowRange {
    /// Folds rows, in any order and repeated, into the fewest ranges, sorted.
    ///
    /// ```
    /// use bongsu_model::{RowRange, RowRef};
    ///
    /// let row = |row| RowRef { source: "3f9a12c45d01".into(), row };
    /// let ranges = RowRange::fold(vec![row(7), row(5), row(6), row(9), row(7)]);
    /// let text: Vec<String> = ranges.into_iter().map(String::from).collect();
    /// assert_eq!(text, ["3f9a12c45d01#5-7", "3f9a12c45d01#9"]);
    /// ```
    pub fn fold(mut rows: Vec<RowRef>) -> Vec<Self> {
        rows.sort();
        rows.dedup();
        let mut ranges: Vec<Self> = Vec::new();
        for RowRef { source, row } in rows {
            match ranges.last_mut() {
                Some(last) if last.source == source && last.last + 1 == row => last.last = row,
                _ => ranges.push(Self {
                    source,
                    first: row,
                    last: row,
                }),
            }
        }
        ranges
    }

    /// How many rows the range holds.
    pub fn n_rows(&self) -> u64 {
        self.last - self.first + 1
    }
}

impl fmt::Display for RowRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}#{}", self.source, self.first)
        } else {
            write!(f, "{}#{}-{}", self.source, self.first, self.last)
        }
    }
}

impl FromStr for RowRange {
    type Err = ParseRefError;

    fn from_str(text: &str) -> Result<Self, ParseRefError> {
        let wrong = || ParseRefError(text.to_owned());
        let (source, rows) = text.split_once('#').ok_or_else(wrong)?;
        let (first, last) = rows.split_once('-').unwrap_or((rows, rows));
        let number = |part: &str| part.parse::<u64>().map_err(|_not_a_number| wrong());
        let (first, last) = (number(first)?, number(last)?);
        if source.is_empty() || first > last {
            return Err(wrong());
        }
        Ok(Self {
            source: source.to_owned(),
            first,
            last,
        })
    }
}

impl TryFrom<String> for RowRange {
    type Error = ParseRefError;

    fn try_from(text: String) -> Result<Self, ParseRefError> {
        text.parse()
    }
}

impl From<RowRange> for String {
    fn from(range: RowRange) -> Self {
        range.to_string()
    }
}

impl Family {
    /// Every family, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::Taking,
        Self::Leaving,
        Self::Destination,
        Self::Approach,
        Self::Access,
        Self::Research,
        Self::Exposure,
    ];

    /// The word used in headers, tables and pages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Taking => "taking",
            Self::Leaving => "leaving",
            Self::Destination => "destination",
            Self::Approach => "approach",
            Self::Access => "access",
            Self::Research => "research",
            Self::Exposure => "exposure",
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person { person } => person.fmt(f),
            Self::Cohort { cohort } => f.pad(cohort),
            Self::Organisation { organisation } => f.pad(organisation),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_ranges_read_back_what_they_write() {
        for text in ["3f9a12c45d01#5", "3f9a12c45d01#5-9"] {
            assert_eq!(text.parse::<RowRange>().unwrap().to_string(), text);
        }
        for text in ["", "#5", "a#", "a#9-5", "a#x"] {
            assert!(text.parse::<RowRange>().is_err(), "{text}");
        }
    }
}
