//! Runs: what was asked, how each detector fared, what the run could not see.

use std::collections::BTreeMap;

use bongsu_model::{Day, DetectorId, Digest, Family, Micros};

use crate::document::{self, VersionedSettings};
use crate::sqlite::Connect;
use crate::values::{count, parsed, parsed_option, unreadable};
use crate::{Store, StoreError};

/// One run of the detectors.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRecord {
    /// Its id.
    pub run: String,
    /// When it was made.
    pub at: Micros,
    /// The last day it looked at, where it was told one.
    pub until: Option<Day>,
    /// The digest of everything it read.
    pub input_digest: Digest,
    /// The settings it was made with.
    pub settings: serde_json::Value,
    /// The version of the program.
    pub program_version: String,
    /// How long it took.
    pub duration_ms: u64,
    /// What it could not see.
    pub blindness: Vec<Blindness>,
    /// Each detector; sorted by detector when read back.
    pub detectors: Vec<DetectorRun>,
}

/// Something a run could not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blindness {
    /// The kind: a silent source, a missing input, a detector that fires on too many.
    pub kind: String,
    /// The source, input or detector.
    pub what: String,
    /// In words.
    pub detail: String,
}

/// One detector in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetectorRun {
    /// The detector.
    pub detector: DetectorId,
    /// Its version.
    pub version: u32,
    /// The digest of its text.
    pub digest: String,
    /// Its family.
    pub family: Family,
    /// How it fared.
    pub status: String,
    /// Findings it gave.
    pub n_findings: u64,
    /// People they are about.
    pub n_people: u64,
    /// How long it took.
    pub duration_ms: u64,
    /// Why it gave no answer.
    pub error: Option<String>,
}

impl Store {
    /// Every run, in the order they were committed.
    pub async fn runs(&self) -> Result<Vec<RunRecord>, StoreError> {
        let mut transaction = self.begin_read().await?;
        load(&mut transaction, None).await
    }

    /// One run.
    pub async fn run(&self, run: &str) -> Result<Option<RunRecord>, StoreError> {
        let mut transaction = self.begin_read().await?;
        Ok(load(&mut transaction, Some(run)).await?.pop())
    }

    /// The run that was committed last.
    pub async fn last_run(&self) -> Result<Option<RunRecord>, StoreError> {
        let mut transaction = self.begin_read().await?;
        let Some(run) = last(&mut transaction).await? else {
            return Ok(None);
        };
        Ok(load(&mut transaction, Some(&run)).await?.pop())
    }

    /// How each detector fared in a run, by detector.
    pub async fn detector_runs(&self, run: &str) -> Result<Vec<DetectorRun>, StoreError> {
        let mut transaction = self.begin_read().await?;
        let mut runs = load(&mut transaction, Some(run)).await?;
        let found = runs.pop().ok_or_else(|| StoreError::UnknownRun {
            run: run.to_owned(),
        })?;
        Ok(found.detectors)
    }
}

/// The id of the run that was committed last.
pub(crate) async fn last(connection: &mut Connect) -> Result<Option<String>, StoreError> {
    let query = sqlx::query_scalar(include_str!("../queries/run_last.sql"));
    Ok(query.fetch_optional(connection).await?)
}

async fn load(connection: &mut Connect, run: Option<&str>) -> Result<Vec<RunRecord>, StoreError> {
    let rows: Vec<RunRow> = sqlx::query_as(include_str!("../queries/runs.sql"))
        .bind(run)
        .fetch_all(&mut *connection)
        .await?;
    let blind: Vec<(String, String, String, String)> =
        sqlx::query_as(include_str!("../queries/run_blindness.sql"))
            .bind(run)
            .fetch_all(&mut *connection)
            .await?;
    let detectors: Vec<DetectorRow> = sqlx::query_as(include_str!("../queries/run_detectors.sql"))
        .bind(run)
        .fetch_all(connection)
        .await?;

    let mut blindness_of: BTreeMap<String, Vec<Blindness>> = BTreeMap::new();
    for (run, kind, what, detail) in blind {
        blindness_of
            .entry(run)
            .or_default()
            .push(Blindness { kind, what, detail });
    }
    let mut detectors_of: BTreeMap<String, Vec<DetectorRun>> = BTreeMap::new();
    for row in detectors {
        let (run, detector) = row.detector()?;
        detectors_of.entry(run).or_default().push(detector);
    }
    rows.into_iter()
        .map(|row| {
            let blindness = blindness_of.remove(&row.run).unwrap_or_default();
            let detectors = detectors_of.remove(&row.run).unwrap_or_default();
            row.record(blindness, detectors)
        })
        .collect()
}

#[derive(sqlx::FromRow)]
struct RunRow {
    run: String,
    at: i64,
    until_day: Option<String>,
    input_digest: String,
    settings: String,
    program_version: String,
    duration_ms: i64,
}

impl RunRow {
    fn record(
        self,
        blindness: Vec<Blindness>,
        detectors: Vec<DetectorRun>,
    ) -> Result<RunRecord, StoreError> {
        let VersionedSettings::V1 { settings } =
            document::read("settings of a run", &self.settings)?;
        Ok(RunRecord {
            at: Micros(self.at),
            until: parsed_option("last day of a run", self.until_day.as_deref())?,
            input_digest: parsed("digest of a run", &self.input_digest)?,
            settings,
            program_version: self.program_version,
            duration_ms: count("duration of a run", self.duration_ms)?,
            run: self.run,
            blindness,
            detectors,
        })
    }
}

#[derive(sqlx::FromRow)]
struct DetectorRow {
    run: String,
    detector: String,
    version: i64,
    digest: String,
    family: String,
    status: String,
    n_findings: i64,
    n_people: i64,
    duration_ms: i64,
    error: Option<String>,
}

impl DetectorRow {
    fn detector(self) -> Result<(String, DetectorRun), StoreError> {
        let family = Family::ALL
            .into_iter()
            .find(|family| family.word() == self.family);
        let detector = DetectorRun {
            detector: parsed("detector of a run", &self.detector)?,
            version: u32::try_from(self.version)
                .map_err(|error| unreadable("version of a detector", &error))?,
            digest: self.digest,
            family: family.ok_or_else(|| unreadable("family of a detector", &self.family))?,
            status: self.status,
            n_findings: count("number of findings", self.n_findings)?,
            n_people: count("number of people", self.n_people)?,
            duration_ms: count("duration of a detector", self.duration_ms)?,
            error: self.error,
        };
        Ok((self.run, detector))
    }
}
