//! Findings over runs: one row for each finding, one text for each wording it has had.

use std::collections::BTreeMap;

use bongsu_model::{DetectorId, Finding, FindingId};

use crate::document::{self, Document, VersionedFinding};
use crate::sqlite::Connect;
use crate::values::parsed;
use crate::{Store, StoreError, bulk, runs};

/// Which findings are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingFilter {
    /// Of one detector.
    pub detector: Option<DetectorId>,
    /// About subjects whose text form begins so.
    pub subject: Option<String>,
    /// Of which runs.
    pub run: RunScope,
}

/// Which runs are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RunScope {
    /// The last run, with the texts it gave.
    #[default]
    Latest,
    /// Every run; each finding once, with the text that its latest run gave.
    All,
    /// One run, with the texts it gave.
    Of(String),
}

impl Store {
    /// Findings by detector, subject, beginning and id.
    pub async fn findings(&self, filter: &FindingFilter) -> Result<Vec<Finding>, StoreError> {
        let mut transaction = self.begin_read().await?;
        let run = match &filter.run {
            RunScope::Latest => match runs::last(&mut transaction).await? {
                Some(run) => Some(run),
                None => return Ok(Vec::new()),
            },
            RunScope::Of(run) => Some(run.clone()),
            RunScope::All => None,
        };
        let query = match run {
            Some(run) => {
                sqlx::query_scalar(include_str!("../queries/findings_of_run.sql")).bind(run)
            }
            None => sqlx::query_scalar(include_str!("../queries/findings_all.sql")),
        };
        let texts: Vec<String> = query
            .bind(filter.detector.as_ref().map(DetectorId::as_str))
            .bind(filter.subject.as_deref())
            .fetch_all(&mut *transaction)
            .await?;
        texts.iter().map(|text| read(text)).collect()
    }

    /// One finding of any run, with the text that its latest run gave.
    pub async fn finding(&self, id: &FindingId) -> Result<Option<Finding>, StoreError> {
        let query = sqlx::query_scalar(include_str!("../queries/finding.sql")).bind(id.as_str());
        let text: Option<String> = query.fetch_optional(self.reader()).await?;
        text.as_deref().map(read).transpose()
    }
}

/// Each finding once with its document, in the order given.
pub(crate) fn documents(findings: &[Finding]) -> Result<Vec<(&Finding, Document)>, StoreError> {
    let mut digests: BTreeMap<&FindingId, String> = BTreeMap::new();
    let mut documents = Vec::with_capacity(findings.len());
    for finding in findings {
        let document = Document::new("finding", &VersionedFinding::V1(Box::new(finding.clone())))?;
        match digests.get(&finding.id) {
            Some(digest) if *digest == document.digest => {}
            Some(_) => {
                return Err(StoreError::FindingTwice {
                    finding: finding.id.clone(),
                });
            }
            None => {
                digests.insert(&finding.id, document.digest.clone());
                documents.push((finding, document));
            }
        }
    }
    Ok(documents)
}

/// Adds a run's findings; returns how many no earlier run had.
pub(crate) async fn insert(
    connection: &mut Connect,
    run: &str,
    findings: &[(&Finding, Document)],
) -> Result<u64, StoreError> {
    let sql = include_str!("../queries/finding_insert.sql");
    let new = bulk::insert(
        connection,
        sql,
        findings,
        |statement, (finding, document)| {
            statement
                .bind(finding.id.as_str())
                .bind(finding.detector.as_str())
                .bind(finding.subject.to_string())
                .bind(finding.from.0)
                .bind(finding.to.0)
                .bind(run)
                .bind(&document.digest)
        },
    )
    .await?;
    let sql = include_str!("../queries/finding_document_insert.sql");
    bulk::insert(
        connection,
        sql,
        findings,
        |statement, (finding, document)| {
            statement
                .bind(finding.id.as_str())
                .bind(&document.digest)
                .bind(&document.text)
        },
    )
    .await?;
    let sql = include_str!("../queries/run_finding_insert.sql");
    bulk::insert(
        connection,
        sql,
        findings,
        |statement, (finding, document)| {
            statement
                .bind(run)
                .bind(finding.id.as_str())
                .bind(&document.digest)
        },
    )
    .await?;
    sqlx::query(include_str!("../queries/findings_latest.sql"))
        .bind(run)
        .execute(connection)
        .await?;
    Ok(new)
}

/// Whether any run has given a finding.
pub(crate) async fn exists(
    connection: &mut Connect,
    finding: &FindingId,
) -> Result<bool, StoreError> {
    let query = sqlx::query_scalar(include_str!("../queries/finding_exists.sql"));
    let n: i64 = query.bind(finding.as_str()).fetch_one(connection).await?;
    Ok(n > 0)
}

/// The findings that a case has cited so far.
pub(crate) async fn cited(
    connection: &mut Connect,
    case: &str,
) -> Result<Vec<FindingId>, StoreError> {
    let query = sqlx::query_scalar(include_str!("../queries/case_findings.sql"));
    let texts: Vec<String> = query.bind(case).fetch_all(connection).await?;
    texts
        .iter()
        .map(|text| parsed("finding of a case", text))
        .collect()
}

fn read(text: &str) -> Result<Finding, StoreError> {
    let VersionedFinding::V1(finding) = document::read("finding", text)?;
    Ok(*finding)
}
