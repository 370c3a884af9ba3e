//! The settings of a site (`bongsu.toml`): one struct per concern, unknown keys are errors.

use serde::{Deserialize, Serialize};

use crate::{Day, Deciban};

/// Everything `bongsu.toml` can say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SiteSettings {
    /// Who holds the technology.
    pub holder: HolderSettings,
    /// Memory, spill and threads.
    pub engine: EngineSettings,
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

impl SiteSettings {
    /// Reads the text of `bongsu.toml`.
    ///
    /// ```
    /// let wrong = bongsu_model::SiteSettings::parse("[run]\nprior = -20\nprio = 3\n").unwrap_err();
    /// assert_eq!((wrong.line, wrong.column), (3, 1));
    /// ```
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or("");
            let line = before.matches('\n').count() + 1;
            let column = before
                .rsplit('\n')
                .next()
                .map_or(0, |tail| tail.chars().count())
                + 1;
            SettingsError {
                line,
                column,
                reason: error.message().trim().replace('\n', ", "),
            }
        })
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
        }
    }
}
