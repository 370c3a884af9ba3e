//! What is simulated, and what came of it.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use bongsu_model::Day;

use crate::answers::Answer;

/// Fewest people of a useful plan.
const LEAST_PEOPLE: u32 = 60;
/// Most people of a plan: user ids and computers stay short.
const MOST_PEOPLE: u32 = 40_000;
/// Fewest days of a useful plan.
const LEAST_DAYS: u32 = 120;
/// Most days of a plan.
const MOST_DAYS: u32 = 1_200;

/// What to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The kind of holder.
    pub kind: HolderKind,
    /// How many people work there on some day; at least 60.
    pub people: u32,
    /// How many days; at least 120.
    pub days: u32,
    /// The same seed gives the same bytes.
    pub seed: u64,
    /// The first day.
    pub start: Day,
}

/// The kind of holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HolderKind {
    /// A maker of batteries.
    Maker,
    /// A university with laboratories.
    Lab,
}

/// How far a simulation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Days done.
    pub day: u32,
    /// Days in all.
    pub days: u32,
    /// Rows of the five activity logs so far.
    pub rows: u64,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The name of the holder.
    pub holder: String,
    /// Rows of each file below the folder, without header.
    pub files: BTreeMap<String, u64>,
    /// The leaks and what looks like one.
    pub leaks: Vec<LeakSummary>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeakSummary {
    /// Its id in `answers/`.
    pub leak: String,
    /// `a` to `g`, or the kind of a hard negative.
    pub scenario: String,
    /// Whether it is a leak; otherwise it only looks like one.
    pub is_leak: bool,
    /// The letter it resembles, for a hard negative.
    pub of: String,
    /// The users.
    pub people: Vec<String>,
}

/// Why nothing, or not everything, was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SimError {
    /// Too small to hold all scenarios and a history before them.
    #[error(
        "{people} people over {days} days are too few for leaks among ordinary life; take at least {LEAST_PEOPLE} people and {LEAST_DAYS} days"
    )]
    TooSmall {
        /// People of the plan.
        people: u32,
        /// Days of the plan.
        days: u32,
    },
    /// Larger than ids and calendar reach.
    #[error(
        "{people} people over {days} days are too many; take at most {MOST_PEOPLE} people and {MOST_DAYS} days, or simulate several holders"
    )]
    TooLarge {
        /// People of the plan.
        people: u32,
        /// Days of the plan.
        days: u32,
    },
    /// The folder holds something else.
    #[error("`{}` holds `{file}`, which no simulation wrote; name a new or empty folder", folder.display())]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
        /// A file in it.
        file: String,
    },
    /// Nobody in the plan can play a part.
    #[error("nobody is left who could play `{part}`; take more people, more days or another seed")]
    NoActor {
        /// The part.
        part: &'static str,
    },
    /// Not a kind of holder.
    #[error("`{0}` is not a kind of holder; say `maker` or `lab`")]
    Kind(String),
    /// The folder cannot be written.
    #[error("cannot write the simulation; check the folder and the space on the disk")]
    Io(#[from] std::io::Error),
    /// A workbook cannot be written.
    #[error("cannot write a workbook; check the folder and the space on the disk")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

impl Plan {
    /// A plan that starts on 2025-09-01.
    pub const fn new(kind: HolderKind, people: u32, days: u32, seed: u64) -> Self {
        // 2025-09-01 is day 20,332.
        Self {
            kind,
            people,
            days,
            seed,
            start: Day::from_epoch_days(20_332),
        }
    }

    /// Whether it is neither too small for all scenarios nor too large.
    pub fn check(&self) -> Result<(), SimError> {
        let &Self { people, days, .. } = self;
        if people < LEAST_PEOPLE || days < LEAST_DAYS {
            return Err(SimError::TooSmall { people, days });
        }
        if people > MOST_PEOPLE || days > MOST_DAYS {
            return Err(SimError::TooLarge { people, days });
        }
        Ok(())
    }
}

impl Summary {
    /// Rows of the five activity logs.
    pub fn activity_rows(&self) -> u64 {
        crate::rows::Log::ALL
            .iter()
            .filter_map(|log| self.files.get(log.path()))
            .sum()
    }
}

impl fmt::Display for HolderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Maker => "maker",
            Self::Lab => "lab",
        })
    }
}

impl FromStr for HolderKind {
    type Err = SimError;

    fn from_str(text: &str) -> Result<Self, SimError> {
        match text {
            "maker" => Ok(Self::Maker),
            "lab" => Ok(Self::Lab),
            other => Err(SimError::Kind(other.to_owned())),
        }
    }
}

impl From<&Answer> for LeakSummary {
    fn from(answer: &Answer) -> Self {
        Self {
            leak: answer.id.clone(),
            scenario: answer.scenario.to_owned(),
            is_leak: answer.is_leak,
            of: answer.of.to_owned(),
            people: answer.people.clone(),
        }
    }
}
