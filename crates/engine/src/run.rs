//! The main job: tables → relations → detectors → findings → cases, recorded in one transaction.
//!
//! The run's id is made from everything it read, so that the same input gives the same run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bongsu_lake::detector::{
    Detector, Hit, Pack, Status, SubjectKind, built_in, lint, run as run_detector,
};
use bongsu_lake::{FEATURES, LakeError, LakeSession};
use bongsu_model::{
    Case, Day, Deciban, Digest, Finding, Keyring, Micros, ParseIdError, PersonId, Strength, Subject,
};
use bongsu_store::{CurrentFile, DetectorRun, RunCommit, RunRecord, StoredJudgement};

use crate::content::{Captured, Readers, add_content, register_state};
use crate::import::ImportError;
use crate::tables::{TablesError, add_records};
use crate::{Site, SiteError, blindness, correlate, derive, destinations, explain, exposure};

/// What to run.
#[derive(Debug)]
pub struct RunRequest<'a> {
    /// The last day to look at; later rows are left out.
    pub until: Option<Day>,
    /// The clock.
    pub at: Micros,
    /// The version of the program.
    pub version: &'a str,
    /// What reads captured files; without it they stay unknown.
    pub readers: Option<&'a Readers>,
}

/// What a run gave.
#[derive(Debug)]
pub struct RunOutcome {
    /// The record of the run.
    pub record: RunRecord,
    /// What it added to the records.
    pub commit: RunCommit,
    /// How many findings.
    pub n_findings: usize,
    /// The cases, the heaviest first.
    pub cases: Vec<Case>,
    /// Each step with its seconds.
    pub steps: Vec<(String, f64)>,
}

/// Why a run stopped; the site is as it was before.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The site is locked or cannot be written.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// A table failed.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// What an interrupted import left cannot be swept away.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// Nothing was imported.
    #[error(
        "the site is empty: no row was imported\nhint: bongsu import cert FOLDER, or `bongsu demo` to see one filled"
    )]
    Empty,
    /// Everything lies behind the wanted day.
    #[error(
        "no row lies before {until}: the first act is of {first}\nhint: choose a later day for --until"
    )]
    TooEarly {
        /// The wanted day.
        until: Day,
        /// The first day with an act.
        first: String,
    },
}

impl From<LakeError> for RunError {
    fn from(error: LakeError) -> Self {
        Self::Tables(error.into())
    }
}

impl From<bongsu_store::StoreError> for RunError {
    fn from(error: bongsu_store::StoreError) -> Self {
        Self::Tables(error.into())
    }
}

/// The key under which the folder of derived tables is remembered.
pub(crate) const DERIVED: &str = "derived";

/// Relations kept as files, so that queries between runs see them; those in memory are written here.
const KEPT_IN_MEMORY: [&str; 4] = ["counterparts", "ties", "exposure", "content_match"];

/// Runs the whole job; `progress` hears each step as it begins.
pub async fn run(
    site: &Site,
    request: &RunRequest<'_>,
    progress: &mut dyn FnMut(&str),
) -> Result<RunOutcome, RunError> {
    let _lock = site.lock()?;
    let started = Instant::now();
    let files = site.store.current_files().await?;
    if files.is_empty() {
        return Err(RunError::Empty);
    }
    let pack = built_in()
        .and_then(|pack| pack.with_folder(&site.detectors()))
        .map_err(TablesError::from)?;
    let judgements = site.store.judgements().await?;
    let captured = Captured::scan(site);
    let mut input = input_digest(site, (&files, &judgements), &pack, request).await?;
    if let Some(content) = content_digest(site, &captured).await? {
        input = Digest::of(format!("{input} {content}").as_bytes());
    }
    let run = format!("run_{}", input.short());
    let folder = fresh_folder(site, &run)?;
    let mut steps = Steps {
        list: Vec::new(),
        progress,
    };

    let session = site.session()?;
    steps
        .step("tables", add_records(site, &session, request.until))
        .await?;
    blindness::check_clock(&session, request.until).await?;
    steps
        .step("counterparts", derive::add_counterparts(&session))
        .await?;
    let unread = steps
        .step(
            "content",
            // On the heap: it is large, and most runs have little of it.
            Box::pin(add_content(site, &session, request.readers, &captured)),
        )
        .await?;
    steps
        .step("notable", derive::add_notable(&session, &folder))
        .await?;
    steps
        .step("person_day", derive::add_person_days(&session, &folder))
        .await?;
    steps
        .step("baselines", derive::add_people(&session, &folder))
        .await?;
    let register_issues = steps
        .step(
            "ties",
            destinations::add_ties(site, &session, &files, request.until),
        )
        .await?;
    steps
        .step("exposure", exposure::add_exposure(site, &session))
        .await?;
    for name in KEPT_IN_MEMORY {
        let path = folder.join(format!("{name}.parquet"));
        session
            .write(name, &format!("SELECT * FROM {name}"), &path)
            .await?;
    }
    let (findings, detectors) = detect(site, &session, &pack, &mut steps).await;
    let material = steps
        .step(
            "explain",
            explain::Material::read(site, &session, (&findings, request.until)),
        )
        .await?;
    let groups = correlate::correlate(&findings, &pack);
    let cases = explain::cases(site, &groups, &material);
    let mut blind = blindness::look(site, &session, &detectors, &files).await?;
    blind.extend(blindness::not_run(&pack));
    blind.extend(blindness::register(&register_issues));
    blind.extend(blindness::captured(&session, (captured.len(), &unread)).await?);
    blind.extend(blindness::expired(site, request.at).await?);

    let record = RunRecord {
        run,
        at: request.at,
        until: request.until,
        input_digest: input,
        settings: serde_json::to_value(&site.settings).unwrap_or_default(),
        program_version: request.version.to_owned(),
        duration_ms: started.elapsed().as_millis() as u64,
        blindness: blind,
        detectors,
    };
    let commit = site.store.commit_run(&record, &findings, &cases).await?;
    publish(site, &folder).await?;
    Ok(RunOutcome {
        record,
        commit,
        n_findings: findings.len(),
        cases,
        steps: steps.list,
    })
}

struct Steps<'a> {
    list: Vec<(String, f64)>,
    progress: &'a mut dyn FnMut(&str),
}

impl Steps<'_> {
    async fn step<T, E>(
        &mut self,
        name: &str,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        (self.progress)(name);
        let started = Instant::now();
        let result = work.await;
        let took = started.elapsed();
        let duration_ms = took.as_millis() as u64;
        let end = if result.is_ok() { "done" } else { "failed" };
        tracing::info!(
            step = name,
            duration_ms,
            "step {name} {end} in {duration_ms} ms"
        );
        self.list.push((name.to_owned(), took.as_secs_f64()));
        result
    }
}

/// Runs every detector that is not a draft or retired; one that fails is reported and the others go on.
async fn detect(
    site: &Site,
    session: &LakeSession,
    pack: &Pack,
    steps: &mut Steps<'_>,
) -> (Vec<Finding>, Vec<DetectorRun>) {
    let limit = Duration::from_secs(site.settings.run.detector_seconds);
    let mut findings = Vec::new();
    let mut runs = Vec::new();
    for detector in pack.detectors.values() {
        if matches!(detector.header.status, Status::Draft | Status::Retired) {
            continue;
        }
        let id = &detector.header.id;
        let started = Instant::now();
        let hits = steps
            .step(id.as_str(), checked(detector, session, limit))
            .await;
        let (new, error) = match hits {
            Ok(hits) => {
                let made: Result<Vec<Finding>, ParseIdError> = hits
                    .into_iter()
                    .map(|hit| finding(detector, hit, &site.keys))
                    .collect();
                made.map_or_else(
                    |error| (Vec::new(), Some(error.to_string())),
                    |made| (made, None),
                )
            }
            Err(error) => (Vec::new(), Some(error)),
        };
        let n_findings = new.len();
        tracing::info!(
            detector.id = id.as_str(),
            n_findings,
            failed = error.is_some(),
            "detector {id} gave {n_findings} findings"
        );
        let people: BTreeSet<&PersonId> = new.iter().flat_map(|finding| &finding.people).collect();
        runs.push(DetectorRun {
            detector: id.clone(),
            version: detector.header.version,
            digest: detector.digest.clone(),
            family: detector.header.family,
            status: if error.is_some() { "failed" } else { "done" }.to_owned(),
            n_findings: n_findings as u64,
            n_people: people.len() as u64,
            duration_ms: started.elapsed().as_millis() as u64,
            error,
        });
        findings.extend(new);
    }
    findings.sort_by(|a, b| {
        (&a.subject, &a.detector, a.from, &a.id).cmp(&(&b.subject, &b.detector, b.from, &b.id))
    });
    findings.dedup_by(|a, b| a.id == b.id);
    (findings, runs)
}

/// Lints a detector, then runs it: a site's own may not do what the program's may not.
async fn checked(
    detector: &Detector,
    session: &LakeSession,
    limit: Duration,
) -> Result<Vec<Hit>, String> {
    if let Some(issue) = lint(detector, session).await.first() {
        return Err(issue.to_string());
    }
    run_detector(detector, session, limit)
        .await
        .map_err(|error| error.to_string())
}

/// A hit becomes a finding; its id is made from detector, subject, span and sentence.
fn finding(detector: &Detector, hit: Hit, keys: &Keyring) -> Result<Finding, ParseIdError> {
    let header = &detector.header;
    let (subject, people) = match header.subject {
        SubjectKind::Person => {
            let person: PersonId = hit.subject.parse()?;
            (
                Subject::Person {
                    person: person.clone(),
                },
                vec![person],
            )
        }
        SubjectKind::Cohort => {
            let people = hit
                .people
                .iter()
                .map(|person| person.parse())
                .collect::<Result<Vec<PersonId>, _>>()?;
            (
                Subject::Cohort {
                    cohort: hit.subject,
                },
                people,
            )
        }
        SubjectKind::Organisation => (
            Subject::Organisation {
                organisation: hit.subject,
            },
            Vec::new(),
        ),
    };
    let identity = format!(
        "{}\n{subject}\n{}\n{}\n{}",
        header.id, hit.from.0, hit.to.0, hit.explain
    );
    Ok(Finding {
        id: keys.finding(&identity),
        detector: header.id.clone(),
        detector_digest: detector.digest.clone(),
        title: header.title.clone(),
        family: header.family,
        subject,
        people,
        from: hit.from,
        to: hit.to,
        strength: Strength(hit.strength),
        weight: Deciban((header.weight.0 * hit.strength * 10.0).round() / 10.0),
        explain: hit.explain,
        facts: hit.facts.into_iter().collect(),
        refs: hit.refs,
        innocent: header.innocent.clone(),
    })
}

/// Everything the run reads: files, judgements, detectors, settings, the wanted day, the features of baselines.
/// Digest of register and captured files; none where there are neither.
async fn content_digest(site: &Site, captured: &Captured) -> Result<Option<Digest>, TablesError> {
    let is_used = captured.len() > 0
        || !site.store.technologies().await?.is_empty()
        || !site.store.documents().await?.is_empty();
    if !is_used {
        return Ok(None);
    }
    let register = register_state(site).await?;
    let text = format!("{register} {}", captured.state());
    Ok(Some(Digest::of(text.as_bytes())))
}

async fn input_digest(
    site: &Site,
    (files, judgements): (&[CurrentFile], &[StoredJudgement]),
    pack: &Pack,
    request: &RunRequest<'_>,
) -> Result<Digest, RunError> {
    let imports = site.store.imports().await?.into_iter();
    let readings: BTreeMap<String, Digest> = imports
        .map(|import| (import.record.import, import.record.reading))
        .collect();
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    for file in files {
        // Ids of imports carry their time: what was read is told by bytes and reading.
        let reading = readings.get(&file.import).map(ToString::to_string);
        let path = file.file.path.replace(&file.import, &file.digest.short());
        parts.insert(
            format!(
                "file {} {path} {}",
                file.file.table,
                reading.unwrap_or_default()
            ),
            file.digest.to_string(),
        );
    }
    for (id, detector) in &pack.detectors {
        parts.insert(format!("detector {id}"), detector.digest.clone());
    }
    for error in &pack.broken {
        parts.insert(format!("broken {}", error.file), error.reason.clone());
    }
    for StoredJudgement { seq, judgement } in judgements {
        let (a, b) = (&judgement.a, &judgement.b);
        parts.insert(
            format!("judgement {seq}"),
            format!("{a:?} {b:?} {}", judgement.verdict),
        );
    }
    parts.insert(
        "settings".to_owned(),
        serde_json::to_string(&site.settings).unwrap_or_default(),
    );
    parts.insert(
        "until".to_owned(),
        request
            .until
            .map_or_else(String::new, |day| day.to_string()),
    );
    parts.insert(
        "version".to_owned(),
        format!("{} {FEATURES:?}", request.version),
    );
    let text = parts.iter().fold(String::new(), |text, (name, value)| {
        format!("{text}{name}={value}\n")
    });
    Ok(Digest::of(text.as_bytes()))
}

/// A folder for derived tables; it counts only once it is published.
fn fresh_folder(site: &Site, run: &str) -> Result<PathBuf, RunError> {
    let mut n = 0;
    loop {
        let folder = site.derived().join(format!("{run}-{n}"));
        if !folder.exists() {
            fs_err::create_dir_all(&folder).map_err(TablesError::from)?;
            return Ok(folder);
        }
        n += 1;
    }
}

/// Points at the new derived tables, then removes every other folder.
async fn publish(site: &Site, folder: &Path) -> Result<(), RunError> {
    let name = folder
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    site.store.set_meta(DERIVED, &name).await?;
    for entry in fs_err::read_dir(site.derived()).map_err(TablesError::from)? {
        let path = entry.map_err(TablesError::from)?.path();
        if path != folder {
            fs_err::remove_dir_all(&path).map_err(TablesError::from)?;
        }
    }
    Ok(())
}
