//! The header of a detector: typed YAML in the leading `--` comment, errors with file, line and column.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Deciban, DetectorId, Digest, Family};
use serde::{Deserialize, Serialize};

/// A detector as read from its file.
#[derive(Clone, Debug)]
pub struct Detector {
    /// The file, as shown in messages.
    pub file: String,
    /// The header.
    pub header: DetectorHeader,
    /// The query, with `$param` in it.
    pub sql: String,
    /// The digest of the exact text, short form; every finding carries it.
    pub digest: String,
    /// The whole text.
    pub text: String,
}

/// What the leading comment says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetectorHeader {
    /// Unique, never reused: lower-case words joined by `.` and `-`.
    pub id: DetectorId,
    /// What it finds, as a sentence without full stop.
    pub title: String,
    /// Raised with every change of meaning.
    pub version: u32,
    /// How far it is trusted.
    pub status: Status,
    /// The family; a case counts the strongest finding of each.
    pub family: Family,
    /// What its subject column holds.
    pub subject: SubjectKind,
    /// The tables it reads.
    pub inputs: BTreeSet<String>,
    /// Its parameters.
    #[serde(default)]
    pub params: BTreeMap<String, Param>,
    /// Weight of evidence at full strength, in decibans.
    pub weight: Deciban,
    /// The fact in words; `{column}` stands for a column of the result.
    pub explain: String,
    /// Innocent explanations to check.
    #[serde(default)]
    pub innocent: Vec<String>,
    /// Where the pattern is described.
    #[serde(default)]
    pub references: Vec<String>,
}

/// How far a detector is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Being written; not run.
    Draft,
    /// Run; its findings are marked and do not open a case alone.
    Test,
    /// Run.
    Stable,
    /// No longer run; the id stays taken.
    Retired,
}

/// What a subject column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// A person's pseudonym.
    Person,
    /// A unit and the party its people converge on; the column `people` lists them.
    Cohort,
    /// An asset or organisation.
    Organisation,
}

/// A number that a site may change within bounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Param {
    /// Whole or not.
    #[serde(rename = "type")]
    pub kind: ParamType,
    /// The value used.
    pub default: f64,
    /// The smallest allowed.
    pub min: f64,
    /// The largest allowed.
    pub max: f64,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ParamType {
    /// A whole number.
    Int,
    /// Any number.
    Float,
}

/// A detector file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {reason}")]
pub struct DetectorError {
    /// The file.
    pub file: String,
    /// Line, counted from 1.
    pub line: u64,
    /// Column, counted from 1.
    pub column: u64,
    /// What is wrong.
    pub reason: String,
}

impl DetectorError {
    /// What is wrong with a file as a whole.
    pub(super) fn whole(file: &str, reason: String) -> Self {
        Self {
            file: file.to_owned(),
            line: 1,
            column: 1,
            reason,
        }
    }
}

impl Detector {
    /// Reads a detector file.
    pub fn parse(file: &str, text: &str) -> Result<Self, DetectorError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let yaml: Vec<&str> = text
            .lines()
            .map_while(|line| line.strip_prefix("--"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        let yaml = yaml.join("\n");
        if yaml.trim().is_empty() {
            return Err(DetectorError {
                file: file.to_owned(),
                line: 1,
                column: 1,
                reason: "there is no header: a detector begins with lines like `-- id: access.example`, \
                         see `bongsu detector show access.unusual-hours`"
                    .to_owned(),
            });
        }
        let header: DetectorHeader = serde_saphyr::from_str(&yaml).map_err(|error| {
            let (line, column) = error
                .location()
                .map_or((1, 0), |place| (place.line(), place.column()));
            // Each line lost its leading `-- `.
            let reason = without_place(&error.without_snippet().to_string());
            DetectorError {
                file: file.to_owned(),
                line,
                column: column + 3,
                reason,
            }
        })?;
        let detector = Self {
            file: file.to_owned(),
            sql: text
                .lines()
                .skip_while(|line| line.starts_with("--"))
                .collect::<Vec<_>>()
                .join("\n"),
            digest: Digest::of(text.as_bytes()).short(),
            text: text.to_owned(),
            header,
        };
        detector.check()?;
        Ok(detector)
    }

    /// The query with its parameters filled in.
    pub fn query(&self) -> String {
        let mut sql = self.sql.clone();
        // Longest names first, so that `$days` does not eat the start of `$days_before`.
        let mut names: Vec<&String> = self.header.params.keys().collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        for name in names {
            if let Some(param) = self.header.params.get(name) {
                sql = sql.replace(&format!("${name}"), &param.literal());
            }
        }
        sql
    }

    /// The columns that `explain` names, in order.
    pub fn placeholders(&self) -> Vec<&str> {
        let parts = self.header.explain.split('{').skip(1);
        parts
            .filter_map(|part| part.split_once('}').map(|(name, _)| name))
            .map(|name| name.split_once('|').map_or(name, |(name, _)| name))
            .collect()
    }

    fn check(&self) -> Result<(), DetectorError> {
        let header = &self.header;
        let wrong = |reason: String| {
            Err(DetectorError {
                file: self.file.clone(),
                line: 1,
                column: 1,
                reason,
            })
        };
        let id = header.id.as_str();
        if !id.contains('.')
            || id
                .chars()
                .any(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c)))
        {
            return wrong(format!(
                "`{id}` is not a detector id: lower-case words like `leaver.bulk-collection` are wanted"
            ));
        }
        for (name, param) in &header.params {
            if !(param.min <= param.default && param.default <= param.max) {
                return wrong(format!(
                    "parameter `{name}`: the default lies outside min and max"
                ));
            }
            if !self.sql.contains(&format!("${name}")) {
                return wrong(format!(
                    "parameter `{name}` is not used: write `${name}` in the query or drop it"
                ));
            }
        }
        if !(0.0..=40.0).contains(&header.weight.0) {
            return wrong("weight is in decibans, 0 to 40".to_owned());
        }
        if self.sql.trim().is_empty() {
            return wrong("no query follows the header".to_owned());
        }
        Ok(())
    }
}

/// A message of the YAML reader without the place that it names itself: it counts in the comment, not in the file.
fn without_place(reason: &str) -> String {
    let cut = [" at line ", "error: line "]
        .iter()
        .filter_map(|mark| reason.find(mark))
        .min();
    let said = match cut {
        Some(0) => reason.split_once(": ").map_or(reason, |(_, said)| said),
        Some(at) => reason.get(..at).unwrap_or(reason),
        None => reason,
    };
    said.trim().to_owned()
}

impl Param {
    fn literal(&self) -> String {
        match self.kind {
            ParamType::Int => format!("{:.0}", self.default),
            ParamType::Float => format!("{:?}", self.default),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "-- id: access.test\n-- title: Test\n-- version: 1\n-- status: draft\n-- family: access\n\
        -- subject: person\n-- inputs: [activity]\n-- params: { n_days: { type: int, default: 3, min: 1, max: 9 } }\n\
        -- weight: 3\n-- explain: \"{n|act|acts} in {m}\"\nSELECT $n_days";

    #[test]
    fn a_header_is_typed_and_the_query_takes_its_parameters() {
        let detector = Detector::parse("x.sql", GOOD).unwrap();
        assert_eq!(detector.query(), "SELECT 3");
        assert_eq!(detector.placeholders(), ["n", "m"]);
    }

    #[test]
    fn a_wrong_header_names_its_place() {
        for text in ["", "SELECT 1", "--\nSELECT 1"] {
            let none = Detector::parse("x.sql", text).unwrap_err();
            assert!(
                none.to_string()
                    .starts_with("x.sql:1:1: there is no header"),
                "{none}"
            );
        }
        let unknown = Detector::parse("x.sql", &GOOD.replace("title", "titel")).unwrap_err();
        assert_eq!((unknown.line, unknown.file.as_str()), (2, "x.sql"));
        for (from, to) in [
            ("family: access", "family: acces"),
            ("default: 3", "default: 30"),
            ("$n_days", "1"),
            ("access.test", "Access Test"),
            ("weight: 3", "weight: 300"),
        ] {
            assert!(
                Detector::parse("x.sql", &GOOD.replace(from, to)).is_err(),
                "{to}"
            );
        }
    }
}
