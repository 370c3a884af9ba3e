//! Committing a run: its report, its findings and its cases in one transaction.
//!
//! Cases keep their id over runs. Only what is new appends events: a case that was opened, a finding that a case cites
//! for the first time, a document that changed. The same result twice appends nothing.

use std::collections::BTreeSet;

use bongsu_model::{Case, CaseId, Finding};

use crate::document::{Document, VersionedSettings};
use crate::runs::{DetectorRun, RunRecord};
use crate::sqlite::Connect;
use crate::values::{not_blank, whole};
use crate::{Store, StoreError, bulk, cases, findings};

/// What a run added to the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunCommit {
    /// Findings that no earlier run had.
    pub new_findings: u64,
    /// Cases that were opened, in the order given.
    pub opened: Vec<CaseId>,
    /// Cases whose document changed, in the order given.
    pub changed: Vec<CaseId>,
    /// Cases that are as they were.
    pub n_unchanged: u64,
}

impl Store {
    /// Records a run with its findings and cases: all of it or nothing.
    ///
    /// A state that people set stays. A case that the run does not give stays too, and its `last_run` tells. A run may
    /// be committed again under its own id, where it was made from the same inputs.
    pub async fn commit_run(
        &self,
        run: &RunRecord,
        findings: &[Finding],
        cases: &[Case],
    ) -> Result<RunCommit, StoreError> {
        not_blank("the id of the run", &run.run)?;
        let findings = findings::documents(findings)?;
        let cases = cases::documents(cases)?;
        let mut transaction = self.begin_write().await?;
        let mut commit = RunCommit::default();
        insert_run(&mut transaction, run).await?;
        insert_blindness(&mut transaction, run).await?;
        insert_detectors(&mut transaction, run).await?;
        commit.new_findings = findings::insert(&mut transaction, &run.run, &findings).await?;
        let known: BTreeSet<_> = findings
            .iter()
            .map(|(finding, _)| finding.id.clone())
            .collect();
        cases::commit(&mut transaction, run, &cases, &known, &mut commit).await?;
        transaction.commit().await?;
        Ok(commit)
    }
}

async fn insert_run(connection: &mut Connect, run: &RunRecord) -> Result<(), StoreError> {
    let settings = VersionedSettings::V1 {
        settings: run.settings.clone(),
    };
    let inputs = (
        run.until.map(|day| day.to_string()),
        run.input_digest.to_string(),
        Document::new("settings of the run", &settings)?.text,
        run.program_version.clone(),
    );
    let duration = whole("duration of the run", run.duration_ms)?;
    let existing: Option<(Option<String>, String, String, String)> =
        sqlx::query_as(include_str!("../queries/run_inputs.sql"))
            .bind(&run.run)
            .fetch_optional(&mut *connection)
            .await?;
    match existing {
        None => {
            let (until, digest, settings, version) = inputs;
            sqlx::query(include_str!("../queries/run_insert.sql"))
                .bind(&run.run)
                .bind(run.at.0)
                .bind(until)
                .bind(digest)
                .bind(settings)
                .bind(version)
                .bind(duration)
                .execute(connection)
                .await?;
            Ok(())
        }
        Some(existing) if existing == inputs => again(connection, run, duration).await,
        Some(_) => Err(StoreError::RunExists {
            run: run.run.clone(),
        }),
    }
}

/// Makes room for the report of a run that is committed once more.
async fn again(connection: &mut Connect, run: &RunRecord, duration: i64) -> Result<(), StoreError> {
    sqlx::query(include_str!("../queries/run_again.sql"))
        .bind(&run.run)
        .bind(run.at.0)
        .bind(duration)
        .execute(&mut *connection)
        .await?;
    for clear in [
        include_str!("../queries/run_blindness_clear.sql"),
        include_str!("../queries/run_detectors_clear.sql"),
        include_str!("../queries/run_findings_clear.sql"),
    ] {
        sqlx::query(clear)
            .bind(&run.run)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn insert_blindness(connection: &mut Connect, run: &RunRecord) -> Result<(), StoreError> {
    let rows: Vec<_> = (1_i64..).zip(&run.blindness).collect();
    let sql = include_str!("../queries/run_blindness_insert.sql");
    bulk::insert(connection, sql, &rows, |statement, (seq, blind)| {
        statement
            .bind(&run.run)
            .bind(*seq)
            .bind(&blind.kind)
            .bind(&blind.what)
            .bind(&blind.detail)
    })
    .await?;
    Ok(())
}

async fn insert_detectors(connection: &mut Connect, run: &RunRecord) -> Result<(), StoreError> {
    for detector in &run.detectors {
        let DetectorRun {
            n_findings,
            n_people,
            duration_ms,
            ..
        } = *detector;
        sqlx::query(include_str!("../queries/run_detector_insert.sql"))
            .bind(&run.run)
            .bind(detector.detector.as_str())
            .bind(i64::from(detector.version))
            .bind(&detector.digest)
            .bind(detector.family.word())
            .bind(&detector.status)
            .bind(whole("number of findings", n_findings)?)
            .bind(whole("number of people", n_people)?)
            .bind(whole("duration of the detector", duration_ms)?)
            .bind(&detector.error)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
