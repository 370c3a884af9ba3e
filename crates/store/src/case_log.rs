//! What happened to a case: an append-only log of what runs found and what people decided.

use std::fmt;
use std::str::FromStr;

use bongsu_model::{CaseId, CaseState, FindingId, Micros};

use crate::document::Document;
use crate::runs::RunRecord;
use crate::sqlite::Connect;
use crate::values::{not_blank, parsed, parsed_option};
use crate::{Store, StoreError, cases};

/// One entry in the log of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEvent {
    /// Its number; numbers only grow.
    pub seq: i64,
    /// The case.
    pub case: CaseId,
    /// When.
    pub at: Micros,
    /// What happened.
    pub kind: CaseEventKind,
    /// The run that made it happen.
    pub run: Option<String>,
    /// The finding that was added.
    pub finding: Option<FindingId>,
    /// The digest of the document as it was then.
    pub document_digest: Option<String>,
    /// The person who decided; `None` for a run.
    pub who: Option<String>,
    /// Why; `None` for a run.
    pub why: Option<String>,
}

/// What happened to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseEventKind {
    /// A run opened it.
    Opened,
    /// A run cited a finding in it for the first time.
    FindingAdded,
    /// A run changed its document.
    DocumentChanged,
    /// A person closed it.
    Closed,
    /// A person opened it again.
    Reopened,
    /// A person wrote a note; the state stayed.
    Noted,
}

/// What a person decides about a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The case.
    pub case: CaseId,
    /// Who decides.
    pub who: String,
    /// Why.
    pub why: String,
    /// The state it shall have; `None` for a note.
    pub state: Option<CaseState>,
    /// When.
    pub at: Micros,
}

impl Store {
    /// Closes or reopens a case with a reason, or writes a note; returns what was logged.
    ///
    /// Giving a case the state it has is logged as a note.
    pub async fn annotate_case(
        &self,
        annotation: &Annotation,
    ) -> Result<CaseEventKind, StoreError> {
        not_blank("who decides", &annotation.who)?;
        not_blank("the reason", &annotation.why)?;
        let mut transaction = self.begin_write().await?;
        let word: Option<String> = sqlx::query_scalar(include_str!("../queries/case_state.sql"))
            .bind(annotation.case.as_str())
            .fetch_optional(&mut *transaction)
            .await?;
        let word = word.ok_or_else(|| StoreError::UnknownCase {
            case: annotation.case.clone(),
        })?;
        let present = cases::state(&word)?;
        let kind = match annotation.state {
            Some(CaseState::Closed) if present == CaseState::Open => CaseEventKind::Closed,
            Some(CaseState::Open) if present == CaseState::Closed => CaseEventKind::Reopened,
            Some(CaseState::Open | CaseState::Closed) | None => CaseEventKind::Noted,
        };
        if let Some(state) = annotation.state {
            sqlx::query(include_str!("../queries/case_state_set.sql"))
                .bind(annotation.case.as_str())
                .bind(state.to_string())
                .execute(&mut *transaction)
                .await?;
        }
        append(
            &mut transaction,
            &annotation.case,
            &NewEvent::of_person(kind, annotation),
        )
        .await?;
        transaction.commit().await?;
        Ok(kind)
    }

    /// The log of a case, oldest first.
    pub async fn case_events(&self, case: &CaseId) -> Result<Vec<CaseEvent>, StoreError> {
        let query = sqlx::query_as::<_, EventRow>(include_str!("../queries/case_events.sql"));
        query
            .bind(case.as_str())
            .fetch_all(self.reader())
            .await?
            .into_iter()
            .map(EventRow::event)
            .collect()
    }
}

impl CaseEventKind {
    const ALL: [Self; 6] = [
        Self::Opened,
        Self::FindingAdded,
        Self::DocumentChanged,
        Self::Closed,
        Self::Reopened,
        Self::Noted,
    ];

    /// The words in the database and on pages.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::FindingAdded => "finding added",
            Self::DocumentChanged => "document changed",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Noted => "noted",
        }
    }
}

impl fmt::Display for CaseEventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.words())
    }
}

impl FromStr for CaseEventKind {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.words() == text)
            .ok_or("not a kind of case event")
    }
}

/// An event before it has its number.
#[derive(Debug)]
pub(crate) struct NewEvent<'a> {
    kind: CaseEventKind,
    at: Micros,
    run: Option<&'a str>,
    finding: Option<FindingId>,
    digest: Option<&'a str>,
    who: Option<&'a str>,
    why: Option<&'a str>,
}

impl<'a> NewEvent<'a> {
    pub(crate) fn of_run(
        kind: CaseEventKind,
        run: &'a RunRecord,
        document: Option<&'a Document>,
        finding: Option<FindingId>,
    ) -> Self {
        let digest = document.map(|document| document.digest.as_str());
        Self {
            kind,
            at: run.at,
            run: Some(&run.run),
            finding,
            digest,
            who: None,
            why: None,
        }
    }

    fn of_person(kind: CaseEventKind, annotation: &'a Annotation) -> Self {
        let (who, why) = (Some(annotation.who.as_str()), Some(annotation.why.as_str()));
        Self {
            kind,
            at: annotation.at,
            run: None,
            finding: None,
            digest: None,
            who,
            why,
        }
    }
}

pub(crate) async fn append(
    connection: &mut Connect,
    case: &CaseId,
    event: &NewEvent<'_>,
) -> Result<(), StoreError> {
    sqlx::query(include_str!("../queries/case_event_insert.sql"))
        .bind(case.as_str())
        .bind(event.at.0)
        .bind(event.kind.words())
        .bind(event.run)
        .bind(event.finding.as_ref().map(FindingId::as_str))
        .bind(event.digest)
        .bind(event.who)
        .bind(event.why)
        .execute(connection)
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct EventRow {
    seq: i64,
    case_id: String,
    at: i64,
    kind: String,
    run: Option<String>,
    finding: Option<String>,
    digest: Option<String>,
    who: Option<String>,
    why: Option<String>,
}

impl EventRow {
    fn event(self) -> Result<CaseEvent, StoreError> {
        Ok(CaseEvent {
            seq: self.seq,
            case: parsed("case of an event", &self.case_id)?,
            at: Micros(self.at),
            kind: parsed("kind of a case event", &self.kind)?,
            run: self.run,
            finding: parsed_option("finding of a case event", self.finding.as_deref())?,
            document_digest: self.digest,
            who: self.who,
            why: self.why,
        })
    }
}
