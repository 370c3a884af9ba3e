//! The settings of a site (`bongsu.toml`): one struct per concern, unknown keys and impossible values are errors.

mod keys;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{Day, Deciban};

pub use keys::{Allowed, SettingKey};

/// Everything `bongsu.toml` can say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SiteSettings {
    /// Who holds the technology.
    pub holder: HolderSettings,
    /// Memory, spill and threads.
    pub engine: EngineSettings,
    /// Documents and what was captured as it left.
    pub content: ContentSettings,
    /// How cases are made.
    pub run: RunSettings,
}

/// The holder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HolderSettings {
    /// The name on reports.
    pub name: String,
    /// The holder's own domains; mail and uploads to others leave its control.
    pub domains: Vec<String>,
    /// The time zone of the site's days.
    pub time_zone: String,
    /// The sector statistics count the site under (`semiconductor`, `display`, …).
    pub sector: String,
    /// The kind of victim statistics count the site under: `sme`, `large`, `university_research`.
    pub victim: String,
}

/// Limits of the machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EngineSettings {
    /// Memory for queries, in MiB; more is spilled to disk.
    pub memory_mib: u64,
    /// Where queries spill; relative to the site.
    pub spill_dir: String,
}

/// Documents and what was captured as it left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContentSettings {
    /// Folders of captured files; relative to the site or whole paths.
    pub stores: Vec<String>,
    /// Ids of the holder's own tenants in sensitivity labels.
    pub tenants: Vec<String>,
}

/// How cases are made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RunSettings {
    /// The weight before any finding, in decibans: −20 means one person in a hundred.
    pub prior: Deciban,
    /// Findings together must weigh at least this much to open a case.
    pub case_floor: Deciban,
    /// A detector that fires on more than this share of people is reported as blind.
    pub blind_share: f64,
    /// A detector that takes longer than so many seconds is stopped and reported as failed.
    pub detector_seconds: u64,
}

/// What must be known of a source before anything is imported from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceTerms {
    /// The name that imports give.
    pub name: String,
    /// The lawful basis.
    pub basis: String,
    /// What the records are used for.
    pub purpose: String,
    /// The day on which people were told.
    pub notice: Day,
    /// How long records are kept, in days.
    pub retention_days: u32,
    /// Who owns the source.
    pub owner: String,
}

/// What is wrong in `bongsu.toml`, with the place.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct SettingsError {
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub reason: String,
}

/// What a text of settings says: the settings unless something is wrong, everything that is, and where keys stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckedSettings {
    /// The settings, where nothing is wrong.
    pub settings: Option<SiteSettings>,
    /// What is wrong, in the order of the text.
    pub issues: Vec<SettingsError>,
    /// The line of each key that is set, by its path (`run.prior`).
    pub lines: BTreeMap<String, usize>,
}

impl SiteSettings {
    /// Reads the text of `bongsu.toml`; the first thing that is wrong is the error.
    ///
    /// ```
    /// let wrong = bongsu_model::SiteSettings::parse("[run]\nprior = -20\nprio = 3\n").unwrap_err();
    /// assert_eq!((wrong.line, wrong.column), (3, 1));
    /// ```
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let checked = Self::check(text);
        match (checked.issues.into_iter().next(), checked.settings) {
            (None, Some(settings)) => Ok(settings),
            (Some(issue), _) => Err(issue),
            (None, None) => Err(SettingsError::at(text, 0, "cannot be read".to_owned())),
        }
    }

    /// Reads the text of `bongsu.toml` and says everything that is wrong with it.
    pub fn check(text: &str) -> CheckedSettings {
        let mut checked = CheckedSettings::default();
        let table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(error) => {
                checked.issues.push(SettingsError::of(text, &error));
                return checked;
            }
        };
        unknown_keys(text, table.get_ref(), &mut checked.issues);
        check_values(text, table.get_ref(), &mut checked);
        if checked.issues.is_empty() {
            match toml::from_str::<Self>(text) {
                Ok(settings) => checked.settings = Some(settings),
                Err(error) => checked.issues.push(SettingsError::of(text, &error)),
            }
        }
        checked
            .issues
            .sort_by_key(|issue| (issue.line, issue.column));
        checked
    }

    /// The text that a new site starts with: every key, with its default, as a comment.
    pub fn starter() -> String {
        keys::starter()
    }
}

/// Says which tables and keys are not known, each at its place.
fn unknown_keys(text: &str, table: &DeTable<'_>, issues: &mut Vec<SettingsError>) {
    let mut say = |at: usize, reason: String| issues.push(SettingsError::at(text, at, reason));
    for (section, value) in table {
        let name = section.get_ref().as_ref();
        let known: Vec<&str> = SettingKey::ALL
            .iter()
            .filter(|key| key.section == name)
            .map(|key| key.name)
            .collect();
        if known.is_empty() {
            let sections = keys::SECTIONS.map(|(section, _)| section).join(", ");
            let reason = format!("unknown key `{name}`; the tables are {sections}");
            say(section.span().start, reason);
            continue;
        }
        for key in value
            .get_ref()
            .as_table()
            .into_iter()
            .flat_map(DeTable::keys)
        {
            if !known.contains(&key.get_ref().as_ref()) {
                let (key_name, known) = (key.get_ref(), known.join(", "));
                let reason = format!("unknown key `{name}.{key_name}`; the keys here are {known}");
                say(key.span().start, reason);
            }
        }
    }
}

/// Looks over the values that are set, each by itself, and notes the lines they stand in.
fn check_values(text: &str, table: &DeTable<'_>, checked: &mut CheckedSettings) {
    for key in SettingKey::ALL {
        let section = table
            .get(key.section)
            .and_then(|value| value.get_ref().as_table());
        let set = section.and_then(|section| section.get(key.name));
        let Some(set) = set else {
            continue;
        };
        let (line, _) = place(text, set.span().start);
        checked.lines.insert(key.path(), line);
        let raw = text.get(set.span()).unwrap_or("");
        let alone = format!("[{}]\n{} = {raw}\n", key.section, key.name);
        let value = match toml::from_str::<SiteSettings>(&alone) {
            Ok(settings) => key.value(&settings),
            Err(error) => {
                let reason = format!("{}: {}", key.path(), wanted(error.message()));
                checked
                    .issues
                    .push(SettingsError::at(text, set.span().start, reason));
                continue;
            }
        };
        let Some(value) = value else { continue };
        if let Err(refused) = key.allowed.check(&value) {
            let span = item_span(set, refused.item);
            let reason = format!("{}: {}", key.path(), refused.reason);
            checked
                .issues
                .push(SettingsError::at(text, span.start, reason));
        }
    }
}

/// What the reader of values says, in words of the field.
fn wanted(message: &str) -> String {
    let said = message.trim().replace('\n', ", ");
    [
        ("expected f64", "a number is wanted"),
        ("expected u64", "a whole number, 0 or more, is wanted"),
        ("expected a string", "text in quotes is wanted"),
        (
            "expected a sequence",
            "a list like [\"a\", \"b\"] is wanted",
        ),
    ]
    .into_iter()
    .fold(said, |said, (jargon, word)| said.replace(jargon, word))
}

/// Where a value stands, or an item of it.
fn item_span(value: &Spanned<DeValue<'_>>, item: Option<usize>) -> Range<usize> {
    item.and_then(|at| value.get_ref().as_array()?.get(at))
        .map_or_else(|| value.span(), Spanned::span)
}

/// Line and column of a byte, counted from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or("");
    let tail = before.rsplit('\n').next().unwrap_or("");
    (before.matches('\n').count() + 1, tail.chars().count() + 1)
}

impl SettingsError {
    fn at(text: &str, at: usize, reason: String) -> Self {
        let (line, column) = place(text, at);
        Self {
            line,
            column,
            reason,
        }
    }

    fn of(text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        Self::at(text, at, error.message().trim().replace('\n', ", "))
    }
}

impl Default for HolderSettings {
    fn default() -> Self {
        Self {
            name: "this holder".to_owned(),
            domains: Vec::new(),
            time_zone: "Asia/Seoul".to_owned(),
            sector: "other".to_owned(),
            victim: "large".to_owned(),
        }
    }
}

impl Default for EngineSettings {
    fn default() -> Self {
        Self {
            memory_mib: 2048,
            spill_dir: "lake/spill".to_owned(),
        }
    }
}

impl Default for RunSettings {
    fn default() -> Self {
        Self {
            prior: Deciban(-20.0),
            case_floor: Deciban(6.0),
            blind_share: 0.15,
            detector_seconds: 300,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_values_are_told_with_their_place() {
        for (text, place, words) in [
            ("[engine]\nmemory_mib = -5\n", (2, 14), &["-5"][..]),
            (
                "[engine]\nmemory_mib = 0\n",
                (2, 14),
                &["engine.memory_mib", "64"],
            ),
            (
                "[holder]\nsector = \"bakery\"\n",
                (2, 10),
                &["holder.sector", "`bakery`", "`display`"],
            ),
            (
                "[holder]\nvictim = \"me\"\n",
                (2, 10),
                &["holder.victim", "`sme`"],
            ),
            (
                "[holder]\n  time_zone = \"Asia/Nowhere\"\n",
                (2, 15),
                &["holder.time_zone", "IANA"],
            ),
            (
                "[holder]\nname = \" \"\n",
                (2, 8),
                &["holder.name", "blank"],
            ),
            (
                "[run]\nprior = nan\n",
                (2, 9),
                &["run.prior", "nan", "-100 to 100"],
            ),
            ("[run]\ncase_floor = inf\n", (2, 14), &["run.case_floor"]),
            (
                "run.blind_share = 1.5\n",
                (1, 19),
                &["run.blind_share", "0 to 1"],
            ),
            (
                "[run]\ndetector_seconds = 0\n",
                (2, 20),
                &["run.detector_seconds"],
            ),
            (
                "[holder]\ndomains = [\"한빛.kr\",\n  \"@x.com\"]\n",
                (3, 3),
                &["holder.domains", "`@x.com`"],
            ),
        ] {
            let wrong = SiteSettings::parse(text).unwrap_err();
            assert_eq!((wrong.line, wrong.column), place, "{text}: {wrong}");
            for word in words {
                assert!(wrong.reason.contains(word), "{text}: {wrong}");
            }
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let text = "[holder]\ncolour = 1\n[run]\nprior = \"much\"\n[engines]\n";
        let issues = SiteSettings::check(text).issues;
        let places: Vec<(usize, usize)> = issues
            .iter()
            .map(|issue| (issue.line, issue.column))
            .collect();
        assert_eq!(places.first(), Some(&(2, 1)));
        assert!(places.contains(&(5, 2)), "{issues:?}");
        let values = "[holder]\nsector = \"x\"\nvictim = \"y\"\n";
        assert_eq!(SiteSettings::check(values).issues.len(), 2);
        assert_eq!(SiteSettings::check(values).settings, None);
    }

    #[test]
    fn each_key_that_is_set_has_its_line() {
        let checked = SiteSettings::check("[run]\n\nprior = -10\n[holder]\nname = \"x\"\n");
        let lines: Vec<(&str, usize)> = checked
            .lines
            .iter()
            .map(|(key, line)| (key.as_str(), *line))
            .collect();
        assert_eq!(lines, [("holder.name", 5), ("run.prior", 3)]);
        assert_eq!(checked.settings.unwrap().run.prior, Deciban(-10.0));
    }

    #[test]
    fn a_value_of_the_wrong_type_hides_no_other() {
        let text = "[run]\nprior = \"strong\"\nprio = 3\nblind_share = 7\n[engine]\nmemory_mib = 1.5\n[holder]\n\
                    domains = \"cell.example\"\n";
        let issues = SiteSettings::check(text).issues;
        let places: Vec<usize> = issues.iter().map(|issue| issue.line).collect();
        assert_eq!(places, [2, 3, 4, 6, 8], "{issues:?}");
        for (issue, words) in issues.iter().zip([
            "run.prior: invalid type: string \"strong\", a number is wanted",
            "unknown key `run.prio`",
            "run.blind_share",
            "a whole number, 0 or more, is wanted",
            "is wanted",
        ]) {
            assert!(issue.reason.contains(words), "{issue}");
        }
    }
}
