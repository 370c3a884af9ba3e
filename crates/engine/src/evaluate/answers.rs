//! Answers as read, before and after their rows were found in the site.

use std::path::{Path, PathBuf};

use bongsu_model::{Day, Keyring, Micros, PersonId, RowRef, Zone};
use serde::Serialize;

use super::{EvaluateError, EvaluateRequest, cert, simulator};

/// Who wrote the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Layout {
    /// `leaks.csv` and `rows.csv` of a simulation.
    Simulator,
    /// `insiders.csv` of the CERT test dataset, with a file for each insider.
    Cert,
}

/// A leak, or something that looks like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// A leak.
    Leak,
    /// Looks like a leak and is none.
    HardNegative,
}

/// Whom or what an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// One person.
    Person,
    /// Several people together.
    Cohort,
    /// An asset of the holder.
    Organisation,
}

/// All answers of a folder.
#[derive(Clone, Debug)]
pub(super) struct Answers<R> {
    pub(super) layout: Layout,
    pub(super) leaks: Vec<Leak<R>>,
    pub(super) notes: Vec<String>,
}

/// One answer with its rows.
#[derive(Clone, Debug)]
pub(super) struct Leak<R> {
    pub(super) name: String,
    pub(super) scenario: String,
    pub(super) truth: Truth,
    /// For a hard negative, the scenario it resembles.
    pub(super) of: Option<String>,
    pub(super) kind: SubjectKind,
    /// The asset, where the answer is about one.
    pub(super) asset: Option<String>,
    pub(super) people: Vec<PersonId>,
    pub(super) start: Day,
    pub(super) last_day: Option<Day>,
    /// The dataset, where answers of several lie together.
    pub(super) dataset: Option<String>,
    /// A file of its own with its rows, not yet read.
    pub(super) details: Option<PathBuf>,
    pub(super) rows: Vec<R>,
}

/// A row as the answers name it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GivenRow {
    pub(super) person: Option<PersonId>,
    pub(super) at: Micros,
    pub(super) place: Place,
}

/// How the answers point at a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    /// The row of a file, counted from 1 after the header.
    Row {
        /// The file's name without its folder.
        file: String,
        row: u64,
    },
    /// The act itself; its row is looked up.
    Act {
        class: ActClass,
        /// File or address, where the log has one.
        object: String,
    },
}

/// The five logs of a CERT folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActClass {
    Logon,
    Device,
    File,
    Email,
    Http,
}

/// A row as the site has it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TrueRow {
    /// Where it stands; several when one act was imported twice, none when its file was not imported.
    pub(super) refs: Vec<RowRef>,
    /// Who acted on which day; `None` for rows that are no acts.
    pub(super) person_day: Option<(PersonId, Day)>,
}

impl<R> Leak<R> {
    /// The same leak with its rows turned into others.
    pub(super) fn map_rows<S>(self, row: impl FnMut(R) -> S) -> Leak<S> {
        Leak {
            rows: self.rows.into_iter().map(row).collect(),
            name: self.name,
            scenario: self.scenario,
            truth: self.truth,
            of: self.of,
            kind: self.kind,
            asset: self.asset,
            people: self.people,
            start: self.start,
            last_day: self.last_day,
            dataset: self.dataset,
            details: self.details,
        }
    }
}

impl ActClass {
    pub(super) const ALL: [Self; 5] = [
        Self::Logon,
        Self::Device,
        Self::File,
        Self::Email,
        Self::Http,
    ];

    /// The word in the answers, and the stem of the log's file.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Logon => "logon",
            Self::Device => "device",
            Self::File => "file",
            Self::Email => "email",
            Self::Http => "http",
        }
    }

    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.word() == word)
    }
}

/// Reads the answers of a folder, or of its folder `answers`.
pub(super) fn read(
    request: &EvaluateRequest<'_>,
    keys: &Keyring,
    zone: &Zone,
) -> Result<Answers<GivenRow>, EvaluateError> {
    for folder in [request.answers.to_owned(), request.answers.join("answers")] {
        if folder.join(simulator::LEAKS).is_file() {
            return simulator::read(&folder, keys, zone);
        }
        if folder.join(cert::INSIDERS).is_file() {
            return cert::read(&folder, request.dataset, keys, zone);
        }
    }
    Err(EvaluateError::NoAnswers(request.answers.to_owned()))
}

/// The files below a folder, sorted by path.
pub(super) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(&folder)? {
            let entry = entry?;
            // A link may lead back up: only real folders are entered.
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}
