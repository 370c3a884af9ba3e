//! Cases: the latest document of each, the state that people gave it, and how a run changes it.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Case, CaseId, CaseKind, CaseState, Deciban, FindingId, Micros};

use crate::case_log::{self, CaseEventKind, NewEvent};
use crate::document::{self, Document, VersionedCase};
use crate::run_commit::RunCommit;
use crate::runs::RunRecord;
use crate::sqlite::Connect;
use crate::values::unreadable;
use crate::{Store, StoreError, findings};

/// A case in the store.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredCase {
    /// The latest document, with the state that people gave it.
    pub case: Case,
    /// When it was opened.
    pub opened_at: Micros,
    /// When its document last changed.
    pub changed_at: Micros,
    /// The run that opened it.
    pub first_run: String,
    /// The last run that gave it.
    pub last_run: String,
    /// Whether the store's last run gave it.
    pub in_last_run: bool,
}

/// Which cases are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseFilter {
    /// In one state.
    pub state: Option<CaseState>,
    /// Of one kind.
    pub kind: Option<CaseKind>,
    /// With at least this score.
    pub min_score: Option<Deciban>,
    /// Only those that the last run gave.
    pub of_last_run: bool,
    /// At most so many.
    pub limit: Option<u32>,
}

impl Store {
    /// Cases, the highest score first, then by id.
    pub async fn cases(&self, filter: &CaseFilter) -> Result<Vec<StoredCase>, StoreError> {
        let query = sqlx::query_as::<_, CaseRow>(CASES)
            .bind(None::<&str>)
            .bind(filter.state.map(|state| state.to_string()))
            .bind(filter.kind.map(|kind| kind.to_string()))
            .bind(filter.min_score.map(|score| score.0))
            .bind(i64::from(filter.of_last_run))
            .bind(filter.limit.map_or(i64::MAX, i64::from));
        query
            .fetch_all(self.reader())
            .await?
            .into_iter()
            .map(CaseRow::case)
            .collect()
    }

    /// One case.
    pub async fn case(&self, id: &CaseId) -> Result<Option<StoredCase>, StoreError> {
        let query = sqlx::query_as::<_, CaseRow>(CASES)
            .bind(id.as_str())
            .bind(None::<&str>)
            .bind(None::<&str>)
            .bind(None::<f64>)
            .bind(0_i64)
            .bind(1_i64);
        query
            .fetch_optional(self.reader())
            .await?
            .map(CaseRow::case)
            .transpose()
    }
}

const CASES: &str = include_str!("../queries/cases.sql");
const INSERT: &str = include_str!("../queries/case_insert.sql");
const UPDATE: &str = include_str!("../queries/case_update.sql");

/// Each case with its document, in the order given.
pub(crate) fn documents(cases: &[Case]) -> Result<Vec<(&Case, Document)>, StoreError> {
    let mut seen = BTreeSet::new();
    let mut documents = Vec::with_capacity(cases.len());
    for case in cases {
        if !seen.insert(&case.id) {
            return Err(StoreError::CaseTwice {
                case: case.id.clone(),
            });
        }
        // People set the state beside the document: a closed case is not a changed one.
        let stateless = Case {
            state: CaseState::Open,
            ..case.clone()
        };
        documents.push((
            case,
            Document::new("case", &VersionedCase::V1(Box::new(stateless)))?,
        ));
    }
    Ok(documents)
}

/// Opens new cases, updates changed ones, and appends what is new to their logs.
///
/// `known` are the findings of this run; a case may also cite findings of earlier runs.
pub(crate) async fn commit(
    connection: &mut Connect,
    run: &RunRecord,
    cases: &[(&Case, Document)],
    known: &BTreeSet<FindingId>,
    commit: &mut RunCommit,
) -> Result<(), StoreError> {
    let stored: Vec<(String, String)> = sqlx::query_as(include_str!("../queries/case_digests.sql"))
        .fetch_all(&mut *connection)
        .await?;
    let stored: BTreeMap<String, String> = stored.into_iter().collect();
    sqlx::query(include_str!("../queries/cases_unseen.sql"))
        .execute(&mut *connection)
        .await?;
    for (case, document) in cases {
        let event = match stored.get(case.id.as_str()) {
            Some(digest) if *digest == document.digest => {
                commit.n_unchanged += 1;
                seen(connection, run, case).await?;
                continue;
            }
            Some(_) => {
                write(connection, UPDATE, run, case, document).await?;
                commit.changed.push(case.id.clone());
                CaseEventKind::DocumentChanged
            }
            None => {
                write(connection, INSERT, run, case, document).await?;
                commit.opened.push(case.id.clone());
                CaseEventKind::Opened
            }
        };
        let mut events = vec![NewEvent::of_run(event, run, Some(document), None)];
        for finding in new_findings(connection, case, known).await? {
            link(connection, run, case, &finding).await?;
            events.push(NewEvent::of_run(
                CaseEventKind::FindingAdded,
                run,
                None,
                Some(finding),
            ));
        }
        for event in &events {
            case_log::append(connection, &case.id, event).await?;
        }
    }
    Ok(())
}

/// The findings that a case cites for the first time, in the order of its page.
async fn new_findings(
    connection: &mut Connect,
    case: &Case,
    known: &BTreeSet<FindingId>,
) -> Result<Vec<FindingId>, StoreError> {
    let of_facts = case.facts.iter().map(|fact| &fact.finding);
    let of_terms = case
        .score
        .terms
        .iter()
        .filter_map(|term| term.finding.as_ref());
    let mut cited: BTreeSet<FindingId> = findings::cited(connection, case.id.as_str())
        .await?
        .into_iter()
        .collect();
    let mut new = Vec::new();
    for finding in of_facts.chain(of_terms) {
        if !cited.insert(finding.clone()) {
            continue;
        }
        if !known.contains(finding) && !findings::exists(connection, finding).await? {
            return Err(StoreError::UnknownFinding {
                case: case.id.clone(),
                finding: finding.clone(),
            });
        }
        new.push(finding.clone());
    }
    Ok(new)
}

async fn write(
    connection: &mut Connect,
    sql: &'static str,
    run: &RunRecord,
    case: &Case,
    document: &Document,
) -> Result<(), StoreError> {
    sqlx::query(sql)
        .bind(case.id.as_str())
        .bind(case.kind.to_string())
        .bind(&case.subject)
        .bind(case.score.total.0)
        .bind(&document.text)
        .bind(&document.digest)
        .bind(run.at.0)
        .bind(&run.run)
        .execute(connection)
        .await?;
    Ok(())
}

async fn seen(connection: &mut Connect, run: &RunRecord, case: &Case) -> Result<(), StoreError> {
    sqlx::query(include_str!("../queries/case_seen.sql"))
        .bind(case.id.as_str())
        .bind(&run.run)
        .execute(connection)
        .await?;
    Ok(())
}

async fn link(
    connection: &mut Connect,
    run: &RunRecord,
    case: &Case,
    finding: &FindingId,
) -> Result<(), StoreError> {
    sqlx::query(include_str!("../queries/case_finding_insert.sql"))
        .bind(case.id.as_str())
        .bind(finding.as_str())
        .bind(&run.run)
        .execute(connection)
        .await?;
    Ok(())
}

/// The state behind its word.
pub(crate) fn state(word: &str) -> Result<CaseState, StoreError> {
    [CaseState::Open, CaseState::Closed]
        .into_iter()
        .find(|state| state.to_string() == word)
        .ok_or_else(|| unreadable("state of a case", &word))
}

#[derive(sqlx::FromRow)]
struct CaseRow {
    document: String,
    state: String,
    opened_at: i64,
    changed_at: i64,
    first_run: String,
    last_run: String,
    in_last_run: bool,
}

impl CaseRow {
    fn case(self) -> Result<StoredCase, StoreError> {
        let VersionedCase::V1(mut case) = document::read("case", &self.document)?;
        case.state = state(&self.state)?;
        Ok(StoredCase {
            case: *case,
            opened_at: Micros(self.opened_at),
            changed_at: Micros(self.changed_at),
            first_run: self.first_run,
            last_run: self.last_run,
            in_last_run: self.in_last_run,
        })
    }
}
