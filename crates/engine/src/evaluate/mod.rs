//! What a run caught, measured against known answers: a simulation's, or those of the CERT test dataset.
//!
//! Answers are read into one form (`answers`), their rows found again in the site (`resolve`), and scored without
//! touching anything (`score`, `person_days`). Keys of people become pseudonyms as they are read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bongsu_lake::{FrameError, LakeError, LakeSession, json_rows, text_of};
use bongsu_model::{Case, CaseId, Day, PersonId};
use bongsu_store::{CaseFilter, FindingFilter, StoreError};
use serde::Serialize;

use crate::Site;
use crate::query;
use crate::tables::TablesError;

mod answers;
mod cert;
mod cited;
mod delimited;
mod detectors;
mod person_days;
mod resolve;
mod score;
mod simulator;

#[cfg(test)]
mod tests;

pub use answers::{Layout, SubjectKind, Truth};
pub use delimited::AnswersError;
pub use detectors::{DetectorScore, decibans};

/// What to evaluate.
#[derive(Clone, Copy, Debug)]
pub struct EvaluateRequest<'a> {
    /// The folder with `leaks.csv` and `rows.csv`, or with `insiders.csv`.
    pub answers: &'a Path,
    /// Of CERT answers, only those of this dataset (`4.2`); otherwise all whose user is in the site.
    pub dataset: Option<&'a str>,
    /// How many cases people can look at; the heaviest come first.
    pub budgets: &'a [usize],
}

/// What the last run of a site caught.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluation {
    /// The run.
    pub run: String,
    /// The layout of the answers.
    pub layout: Layout,
    /// Cases the run gave.
    pub n_cases: usize,
    /// Leaks in the answers.
    pub n_leaks: usize,
    /// Hard negatives in the answers: what only looks like a leak.
    pub n_hard_negatives: usize,
    /// What lies within the first `k` cases.
    pub budgets: Vec<Budget>,
    /// The same by scenario.
    pub scenarios: Vec<Scenario>,
    /// Every leak, then every hard negative, in the order of the answers.
    pub leaks: Vec<LeakScore>,
    /// Hard negatives that stand above every leak of the kind they resemble.
    pub hard_negatives_above_all: usize,
    /// Days on which a person of a leak acted for it.
    pub true_person_days: usize,
    /// By person-days a day: the share of the true ones among the heaviest of each day; `None` without any.
    pub user_day_recall: BTreeMap<usize, Option<f64>>,
    /// Rows of leaks in the answers.
    pub rows_true: usize,
    /// Of these, how many the catching cases cite.
    pub rows_cited: usize,
    /// What each detector that spoke of people weighs by these answers.
    pub detectors: Vec<DetectorScore>,
    /// What to know when reading the figures.
    pub notes: Vec<String>,
}

/// What lies within the first cases.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Budget {
    /// So many cases.
    pub k: usize,
    /// Cases there are among them, where the run gave fewer.
    pub cases: usize,
    /// Leaks in the answers.
    pub leaks: usize,
    /// Leaks caught.
    pub leaks_caught: usize,
    /// Cases about a hard negative and no leak.
    pub hard_negatives: usize,
    /// The share of these cases that are about a leak; zero without cases.
    pub precision: f64,
}

/// The leaks of one scenario, and what resembles them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scenario {
    /// Its name in the answers.
    pub scenario: String,
    /// Its leaks.
    pub leaks: usize,
    /// Leaks that any case caught.
    pub leaks_caught: usize,
    /// Leaks caught within the first `k` cases, by `k`.
    pub caught_within: BTreeMap<usize, usize>,
    /// Hard negatives that resemble it.
    pub hard_negatives: usize,
    /// Of these, how many stand above all of its leaks.
    pub hard_negatives_above_all: usize,
    /// The middle of the days from first act to first finding, over caught leaks.
    pub median_days_to_first_finding: Option<f64>,
    /// Rows of its leaks.
    pub rows_true: usize,
    /// Of these, how many the catching cases cite.
    pub rows_cited: usize,
}

/// How one leak or hard negative came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeakScore {
    /// Its name in the answers; for CERT made of dataset, scenario and a number.
    pub leak: String,
    /// Its scenario.
    pub scenario: String,
    /// Leak or hard negative.
    pub truth: Truth,
    /// For a hard negative, the scenario it resembles.
    pub of: Option<String>,
    /// Whom or what it is about.
    pub subject_kind: SubjectKind,
    /// Its people.
    pub people: Vec<PersonId>,
    /// The asset, where it is about one.
    pub asset: Option<String>,
    /// The day of its first act.
    pub start: Day,
    /// The last working day, from the answers or else the case.
    pub last_day: Option<Day>,
    /// The place of the case that catches it, from 1; for a hard negative, of the first case about it and no leak.
    pub caught_at_rank: Option<usize>,
    /// That case.
    pub case: Option<CaseId>,
    /// Its score in decibans.
    pub score: Option<f64>,
    /// The day on which the first finding about it could be made: the last day of its facts.
    pub first_finding: Option<Day>,
    /// From its first act to the first finding.
    pub days_to_first_finding: Option<i32>,
    /// From the first finding to the last working day; negative when that was over.
    pub days_before_last_day: Option<i32>,
    /// Rows in the answers.
    pub rows_true: usize,
    /// Of these, how many the catching cases cite.
    pub rows_cited: usize,
}

/// Why a run cannot be evaluated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluateError {
    /// No answers there.
    #[error(
        "`{0}` holds no answers\nhint: a folder with leaks.csv and rows.csv (bongsu simulate) or insiders.csv (CERT) is wanted"
    )]
    NoAnswers(PathBuf),
    /// Nothing was run.
    #[error("the site has no run to evaluate\nhint: bongsu run")]
    NoRun,
    /// No answer is of the wanted dataset.
    #[error("no answer is of dataset `{wanted}`\nhint: the answers know {known}")]
    Dataset {
        /// The wanted dataset.
        wanted: String,
        /// Those in the answers.
        known: String,
    },
    /// The answers are of other records.
    #[error(
        "nobody in the answers `{0}` is in this site\nhint: give the answers that belong to the records imported here"
    )]
    OtherSite(PathBuf),
    /// The answers are damaged.
    #[error(transparent)]
    Answers(#[from] AnswersError),
    /// A file or folder cannot be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A table of the site failed.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// The records of the site failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The budgets that reports show.
pub const BUDGETS: [usize; 4] = [5, 10, 20, 50];

/// Measures the last run against answers; of CERT answers, all whose user is in the site.
pub async fn evaluate(
    site: &Site,
    answers: &Path,
    budgets: &[usize],
) -> Result<Evaluation, EvaluateError> {
    let request = EvaluateRequest {
        answers,
        dataset: None,
        budgets,
    };
    evaluate_request(site, &request).await
}

/// Measures the last run against answers.
pub async fn evaluate_request(
    site: &Site,
    request: &EvaluateRequest<'_>,
) -> Result<Evaluation, EvaluateError> {
    let run = site.store.last_run().await?.ok_or(EvaluateError::NoRun)?;
    let given = answers::read(request, &site.keys, &site.zone)?;
    let session = query::open(site).await?;
    let answers = resolve::resolve(site, &session, given, request).await?;
    let filter = CaseFilter {
        of_last_run: true,
        ..CaseFilter::default()
    };
    let stored = site.store.cases(&filter).await?;
    let cases: Vec<Case> = stored.into_iter().map(|stored| stored.case).collect();
    let findings = site.store.findings(&FindingFilter::default()).await?;
    let cited = cited::days(&session, &findings).await?;
    let evidence = score::Evidence {
        cases: &cases,
        findings: &findings,
        cited: &cited,
    };
    let mut known = people(&session).await?;
    known.extend(findings.iter().flat_map(|finding| finding.people.clone()));
    known.extend(answers.leaks.iter().flat_map(|leak| leak.people.clone()));
    Ok(Evaluation {
        run: run.run,
        detectors: detectors::scores(&answers.leaks, &evidence, known.len()),
        ..score::score(&answers, &evidence, request.budgets)
    })
}

/// Everybody with an act or with a place in the directory.
async fn people(session: &LakeSession) -> Result<BTreeSet<PersonId>, EvaluateError> {
    let sql = "SELECT person FROM activity GROUP BY person UNION SELECT person FROM people";
    let rows = json_rows(&session.query("people", sql).await?)?;
    let people = rows.iter().filter_map(|row| row.get("person"));
    Ok(people
        .filter_map(|person| text_of(person).parse().ok())
        .collect())
}

impl Evaluation {
    /// Everybody the answers name, sorted: whom to ask the vault for when names are to be shown.
    pub fn people(&self) -> Vec<PersonId> {
        let people: BTreeSet<&PersonId> = self.leaks.iter().flat_map(|leak| &leak.people).collect();
        people.into_iter().cloned().collect()
    }
}

impl From<LakeError> for EvaluateError {
    fn from(error: LakeError) -> Self {
        Self::Tables(error.into())
    }
}

impl From<FrameError> for EvaluateError {
    fn from(error: FrameError) -> Self {
        Self::Tables(error.into())
    }
}
