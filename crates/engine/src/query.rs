//! Read-only questions over everything a site holds: SQL, the system tables, names behind pseudonyms.

use std::path::PathBuf;

use bongsu_lake::detector::{Pack, built_in};
use bongsu_lake::import::further_rejects;
use bongsu_lake::{LakeSession, RowStream, arrow_type};
use bongsu_model::tables::Kind;
use bongsu_model::{Day, Micros};
use serde_json::{Map, Value, json};

use crate::Site;
use crate::run::DERIVED;
use crate::tables::{TablesError, add_records};

/// The tables that a run derives, with what one row is.
pub const DERIVED_TABLES: [(&str, &str); 9] = [
    (
        "notable",
        "an act that touches a protected technology or goes outward, with the columns of `activity`",
    ),
    ("person_day", "what a person did on a day"),
    ("baseline", "own usual on that day"),
    ("people", "the latest stretch of each person"),
    (
        "departures",
        "departures as declared, and those only the directory shows",
    ),
    (
        "counterparts",
        "what each outside host or set of mail domains is",
    ),
    (
        "ties",
        "who stands behind each declared employer and position elsewhere",
    ),
    ("exposure", "listings that mean one of the holder's assets"),
    (
        "content_match",
        "a registered document in a captured file, by the act that names the file",
    ),
];

/// Tables whose rows the session writes from the records.
const SYSTEM: [(&str, &[(&str, Kind)]); 10] = [
    (
        "system.sources",
        &[
            ("source", Kind::Text),
            ("basis", Kind::Text),
            ("purpose", Kind::Text),
            ("notice", Kind::Day),
            ("retention_days", Kind::Whole),
            ("owner", Kind::Text),
        ],
    ),
    (
        "system.imports",
        &[
            ("import", Kind::Text),
            ("source", Kind::Text),
            ("format", Kind::Text),
            ("file", Kind::Text),
            ("digest", Kind::Text),
            ("bytes", Kind::Whole),
            ("rows_read", Kind::Whole),
            ("rows_stored", Kind::Whole),
            ("rows_rejected", Kind::Whole),
            ("rows_folded", Kind::Whole),
            ("at", Kind::Text),
            ("superseded_by", Kind::Text),
        ],
    ),
    (
        "system.claims",
        &[
            ("import", Kind::Text),
            ("source", Kind::Text),
            ("file", Kind::Text),
            ("at", Kind::Text),
            ("ended_by", Kind::Text),
        ],
    ),
    (
        "system.audit",
        &[
            ("seq", Kind::Whole),
            ("at", Kind::Text),
            ("who", Kind::Text),
            ("what", Kind::Text),
            ("why", Kind::Text),
            ("people", Kind::Texts),
        ],
    ),
    (
        "system.rejects",
        &[
            ("import", Kind::Text),
            ("file", Kind::Text),
            ("line", Kind::Whole),
            ("column", Kind::Text),
            ("reason", Kind::Text),
        ],
    ),
    (
        "system.detectors",
        &[
            ("detector", Kind::Text),
            ("title", Kind::Text),
            ("version", Kind::Whole),
            ("status", Kind::Text),
            ("family", Kind::Text),
            ("subject", Kind::Text),
            ("weight", Kind::Number),
            ("digest", Kind::Text),
            ("file", Kind::Text),
        ],
    ),
    (
        "system.runs",
        &[
            ("run", Kind::Text),
            ("at", Kind::Text),
            ("until", Kind::Day),
            ("input_digest", Kind::Text),
            ("version", Kind::Text),
            ("duration_ms", Kind::Whole),
            ("n_blind", Kind::Whole),
        ],
    ),
    (
        "system.blindness",
        &[
            ("run", Kind::Text),
            ("kind", Kind::Text),
            ("what", Kind::Text),
            ("detail", Kind::Text),
        ],
    ),
    (
        "system.findings",
        &[
            ("finding", Kind::Text),
            ("detector", Kind::Text),
            ("family", Kind::Text),
            ("subject", Kind::Text),
            ("people", Kind::Texts),
            ("from_at", Kind::Text),
            ("to_at", Kind::Text),
            ("strength", Kind::Number),
            ("weight", Kind::Number),
            ("explain", Kind::Text),
            ("refs", Kind::Texts),
        ],
    ),
    (
        "system.cases",
        &[
            ("case", Kind::Text),
            ("kind", Kind::Text),
            ("state", Kind::Text),
            ("subject", Kind::Text),
            ("title", Kind::Text),
            ("score", Kind::Number),
            ("scheme", Kind::Text),
            ("channel", Kind::Text),
            ("sector", Kind::Text),
            ("first_finding", Kind::Day),
            ("last_day", Kind::Day),
            ("until", Kind::Day),
            ("in_last_run", Kind::Flag),
        ],
    ),
];

/// Opens a session over every table of a site: imported, derived by the last run, and system tables.
pub async fn open(site: &Site) -> Result<LakeSession, TablesError> {
    let session = site.session()?;
    add_records(site, &session, None).await?;
    add_derived(site, &session).await?;
    add_system(site, &session).await?;
    Ok(session)
}

/// Every detector of a site: those of the program and its own.
pub fn pack(site: Option<&Site>) -> Result<Pack, TablesError> {
    let pack = built_in()?;
    Ok(match site {
        Some(site) => pack.with_folder(&site.detectors())?,
        None => pack,
    })
}

/// Runs one read-only query; its rows come batch after batch.
pub async fn sql(site: &Site, query: &str) -> Result<RowStream, TablesError> {
    let session = open(site).await?;
    Ok(session.stream("sql", query).await?)
}

/// An instant as RFC 3339 in UTC.
pub fn utc(at: Micros) -> String {
    jiff::Timestamp::from_microsecond(at.0)
        .map_or_else(|_| at.0.to_string(), |stamp| stamp.to_string())
}

/// Whether the tables that the last run derived are of an earlier program and empty until the next run.
pub async fn is_outdated(site: &Site) -> Result<bool, TablesError> {
    let files = derived_files(site).await?;
    Ok(files.is_some_and(|files| files.iter().any(|(_, path)| !path.is_file())))
}

/// The files of the derived tables; none before the first run.
async fn derived_files(site: &Site) -> Result<Option<Vec<(&'static str, PathBuf)>>, TablesError> {
    let Some(name) = site.store.meta(DERIVED).await? else {
        return Ok(None);
    };
    let folder = site.derived().join(name);
    let file = |(table, _): &(&'static str, _)| (*table, folder.join(format!("{table}.parquet")));
    Ok(Some(DERIVED_TABLES.iter().map(file).collect()))
}

async fn add_derived(site: &Site, session: &LakeSession) -> Result<(), TablesError> {
    // What an earlier program derived may lack a table: the next run makes all of them anew.
    let files = derived_files(site).await?;
    let Some(files) = files.filter(|files| files.iter().all(|(_, path)| path.is_file())) else {
        return Ok(crate::tables::add_empty_derived(session)?);
    };
    for (table, path) in files {
        session.add_file_as_is(table, &path).await?;
    }
    crate::content::name_technologies(session, "activity").await
}

async fn add_system(site: &Site, session: &LakeSession) -> Result<(), TablesError> {
    let rows = [
        sources(site).await?,
        imports(site).await?,
        claims(site).await?,
        audit(site).await?,
        rejects(site).await?,
        detectors(site)?,
        runs(site).await?,
        blindness(site).await?,
        findings(site).await?,
        cases(site).await?,
    ];
    for ((name, columns), rows) in SYSTEM.iter().zip(rows) {
        session.add_rows(name, columns, &rows)?;
    }
    Ok(())
}

/// The columns of each system table, for the documentation.
pub fn system_columns() -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let tables = SYSTEM.iter().map(|(name, columns)| {
        (
            *name,
            columns
                .iter()
                .map(|(column, kind)| (*column, arrow_type(*kind).to_string()))
                .collect(),
        )
    });
    tables.collect()
}

type Rows = Vec<Map<String, Value>>;

fn row(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(row) => row,
        _ => Map::new(),
    }
}

async fn sources(site: &Site) -> Result<Rows, TablesError> {
    let sources = site.store.sources().await?;
    Ok(sources
        .iter()
        .map(|terms| {
            row(json!({
                "source": terms.name, "basis": terms.basis, "purpose": terms.purpose,
                "notice": terms.notice.to_string(), "retention_days": terms.retention_days, "owner": terms.owner,
            }))
        })
        .collect())
}

async fn imports(site: &Site) -> Result<Rows, TablesError> {
    let imports = site.store.imports().await?;
    Ok(imports
        .iter()
        .map(|import| {
            let record = &import.record;
            row(json!({
                "import": record.import, "source": record.source, "format": record.format, "file": record.file_name,
                "digest": record.digest.short(), "bytes": record.bytes, "rows_read": record.rows_read,
                "rows_stored": record.rows_stored, "rows_rejected": record.rows_rejected,
                "rows_folded": record.rows_folded, "at": utc(record.at), "superseded_by": import.superseded_by,
            }))
        })
        .collect())
}

async fn claims(site: &Site) -> Result<Rows, TablesError> {
    let claims = site.store.claims(None).await?;
    Ok(claims
        .iter()
        .map(|claim| {
            row(json!({
                "import": claim.import, "source": claim.source, "file": claim.file_name, "at": utc(claim.at),
                "ended_by": claim.ended_by,
            }))
        })
        .collect())
}

async fn audit(site: &Site) -> Result<Rows, TablesError> {
    let entries = site.store.audit().await?;
    Ok(entries
        .iter()
        .map(|entry| {
            let request = &entry.request;
            row(json!({
                "seq": entry.seq, "at": utc(request.at), "who": request.who, "what": request.what,
                "why": request.why, "people": request.people,
            }))
        })
        .collect())
}

async fn rejects(site: &Site) -> Result<Rows, TablesError> {
    let mut rows = Vec::new();
    for import in site.store.imports().await? {
        let record = &import.record;
        if record.rows_rejected == 0 {
            continue;
        }
        let listed = site.store.rejects(&record.import).await?;
        let further = further_rejects(listed.len() as u64, record.rows_rejected);
        rows.extend(listed.into_iter().map(|reject| {
            row(json!({
                "import": record.import, "file": reject.file.as_ref().unwrap_or(&record.file_name), "line": reject.line,
                "column": reject.column, "reason": reject.reason,
            }))
        }));
        // What is only counted is a row of its own, without a line.
        rows.extend(further.map(|reason| {
            row(json!({
                "import": record.import, "file": record.file_name, "line": null, "column": null, "reason": reason,
            }))
        }));
    }
    Ok(rows)
}

fn detectors(site: &Site) -> Result<Rows, TablesError> {
    let pack = pack(Some(site))?;
    Ok(pack
        .detectors
        .values()
        .map(|detector| {
            let header = &detector.header;
            row(json!({
                "detector": header.id, "title": header.title, "version": header.version, "status": header.status,
                "family": header.family, "subject": header.subject, "weight": header.weight,
                "digest": detector.digest, "file": detector.file,
            }))
        })
        .collect())
}

async fn runs(site: &Site) -> Result<Rows, TablesError> {
    let runs = site.store.runs().await?;
    Ok(runs
        .iter()
        .map(|run| {
            row(json!({
                "run": run.run, "at": utc(run.at), "until": run.until.map(|day: Day| day.to_string()),
                "input_digest": run.input_digest.short(), "version": run.program_version,
                "duration_ms": run.duration_ms, "n_blind": run.blindness.len(),
            }))
        })
        .collect())
}

/// What each run could not see.
async fn blindness(site: &Site) -> Result<Rows, TablesError> {
    let runs = site.store.runs().await?;
    let rows = runs.iter().flat_map(|run| {
        run.blindness.iter().map(|blind| {
            row(json!({
                "run": run.run, "kind": blind.kind, "what": blind.what, "detail": blind.detail,
            }))
        })
    });
    Ok(rows.collect())
}

async fn findings(site: &Site) -> Result<Rows, TablesError> {
    let findings = site
        .store
        .findings(&bongsu_store::FindingFilter::default())
        .await?;
    Ok(findings
        .iter()
        .map(|finding| {
            row(json!({
                "finding": finding.id, "detector": finding.detector, "family": finding.family,
                "subject": finding.subject.to_string(), "people": finding.people, "from_at": utc(finding.from),
                "to_at": utc(finding.to), "strength": finding.strength, "weight": finding.weight,
                "explain": finding.explain, "refs": finding.refs,
            }))
        })
        .collect())
}

async fn cases(site: &Site) -> Result<Rows, TablesError> {
    let cases = site
        .store
        .cases(&bongsu_store::CaseFilter::default())
        .await?;
    Ok(cases
        .iter()
        .map(|stored| {
            let case = &stored.case;
            row(json!({
                "case": case.id, "kind": case.kind, "state": case.state, "subject": case.subject,
                "title": case.title, "score": case.score.total, "scheme": case.scheme, "channel": case.channel,
                "sector": case.sector, "first_finding": case.first_finding.to_string(),
                "last_day": case.last_day.map(|day| day.to_string()),
                "until": case.until.map(|day| day.to_string()),
                "in_last_run": stored.in_last_run,
            }))
        })
        .collect())
}
