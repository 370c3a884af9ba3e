//! What a run could not see: silent sources, missing inputs, detectors that fire on too many, clocks before the data.

use bongsu_lake::detector::{Pack, Status};
use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::{Day, Micros};
use bongsu_store::{Blindness, CurrentFile, DetectorRun};
use serde_json::Value;

use crate::Site;
use crate::run::RunError;
use crate::tables::TablesError;

/// A channel silent for so many days at the end of the data is reported.
const SILENT_DAYS: i64 = 7;

/// Contradictions and gaps of the registers that are kept one by one.
const ISSUES: usize = 1000;

/// Among fewer people a share says nothing.
const FEW: i64 = 20;

/// Tables without which a detector has nothing to say, with what they are for.
const WANTED: [(&str, &str); 12] = [
    ("activity", "no logs: nothing that people did is seen"),
    (
        "people",
        "no employment records or directory: peers and departures are not known",
    ),
    ("departures", "no departures: leavers are not seen"),
    (
        "technologies",
        "no technology register: what is protected is not known",
    ),
    (
        "agreements",
        "no agreements: restricted parties of a person are not known",
    ),
    (
        "organisations",
        "no company register: who stands behind an employer is not known",
    ),
    ("listed", "no list of restricted parties"),
    ("rivals", "no list of rivals: contact with them is not seen"),
    ("offers", "no reported offers"),
    ("requests", "no requests in joint research"),
    ("declarations", "no declarations of positions elsewhere"),
    ("listings", "no listings of access for sale"),
];

/// Refuses a day before the first act.
pub(crate) async fn check_clock(session: &LakeSession, until: Option<Day>) -> Result<(), RunError> {
    let Some(until) = until else { return Ok(()) };
    if count(session, "SELECT count(*) AS n FROM activity").await? > 0 {
        return Ok(());
    }
    let rows = session
        .query("activity", "SELECT min(day) AS first FROM lake_activity")
        .await?;
    let rows = json_rows(&rows).map_err(TablesError::from)?;
    match rows
        .first()
        .and_then(|row| row.get("first"))
        .map(text_of)
        .filter(|first| !first.is_empty())
    {
        Some(first) => Err(RunError::TooEarly { until, first }),
        None => Ok(()),
    }
}

/// Looks for everything a reader of the cases must know was not seen.
pub(crate) async fn look(
    site: &Site,
    session: &LakeSession,
    detectors: &[DetectorRun],
    files: &[CurrentFile],
) -> Result<Vec<Blindness>, TablesError> {
    let mut blind = silent_channels(session).await?;
    for (table, detail) in WANTED {
        if count(session, &format!("SELECT count(*) AS n FROM {table}")).await? == 0 {
            blind.push(Blindness {
                kind: "missing".to_owned(),
                what: table.to_owned(),
                detail: detail.to_owned(),
            });
        }
    }
    let n_people = count(
        session,
        "SELECT count(*) AS n FROM (SELECT person FROM person_day UNION SELECT person FROM people)",
    )
    .await?;
    for run in detectors {
        let id = run.detector.to_string();
        if let Some(error) = &run.error {
            blind.push(Blindness {
                kind: "failed".to_owned(),
                what: id.clone(),
                detail: error.clone(),
            });
        }
        let share = run.n_people as f64 / n_people.max(1) as f64;
        if n_people >= FEW && share > site.settings.run.blind_share {
            let detail = format!(
                "fires on {} of {n_people} people ({:.0} %): it tells no one apart",
                run.n_people,
                share * 100.0
            );
            blind.push(Blindness {
                kind: "too many".to_owned(),
                what: id,
                detail,
            });
        }
    }
    blind.extend(contradictions(session).await?);
    blind.extend(rejected(site, files).await?);
    Ok(blind)
}

/// What is wrong in the registers, one by one; more than [`ISSUES`] are only counted.
pub(crate) fn register(issues: &[String]) -> Vec<Blindness> {
    let blind = |detail: String| Blindness {
        kind: "register".to_owned(),
        what: "organisations".to_owned(),
        detail,
    };
    let further = issues.len().saturating_sub(ISSUES);
    let further =
        (further > 0).then(|| blind(format!("{further} more contradictions or gaps, not listed")));
    let listed = issues.iter().take(ISSUES).cloned().map(blind);
    listed.chain(further).collect()
}

/// How much of what left was captured, and what of it could not be read.
pub(crate) async fn captured(
    session: &LakeSession,
    (n_files, unread): (usize, &[String]),
) -> Result<Vec<Blindness>, TablesError> {
    let blind = |detail: String| Blindness {
        kind: "content".to_owned(),
        what: "captures".to_owned(),
        detail,
    };
    if n_files == 0 && unread.is_empty() {
        return Ok(Vec::new());
    }
    let left = "SELECT count(*) AS n FROM notable \
         WHERE outward AND action IN ('send', 'upload', 'copy', 'write', 'print')";
    let left = count(session, left).await?;
    let mut all = vec![blind(format!(
        "{n_files} files captured, {left} acts that may carry a file left: what is in the others is unknown",
    ))];
    let further = unread.len().saturating_sub(ISSUES);
    all.extend(
        unread
            .iter()
            .take(ISSUES)
            .map(|why| blind(format!("not read: {why}"))),
    );
    if further > 0 {
        all.push(blind(format!("{further} more files not read")));
    }
    Ok(all)
}

/// Detectors that did not run: files that cannot be used, and drafts.
pub(crate) fn not_run(pack: &Pack) -> Vec<Blindness> {
    let broken = pack.broken.iter().map(|error| Blindness {
        kind: "failed".to_owned(),
        what: error.file.clone(),
        detail: format!(
            "line {}, column {}: {}\nhint: bongsu detector check",
            error.line, error.column, error.reason
        ),
    });
    let drafts = pack
        .detectors
        .values()
        .filter(|detector| detector.header.status == Status::Draft)
        .map(|detector| Blindness {
            kind: "draft".to_owned(),
            what: detector.header.id.to_string(),
            detail: "a draft is not run: its status would be `test` or `stable`".to_owned(),
        });
    broken.chain(drafts).collect()
}

/// Imports that every source that holds them agreed to keep no longer.
pub(crate) async fn expired(site: &Site, now: Micros) -> Result<Vec<Blindness>, TablesError> {
    let expired = site.store.expired(now).await?;
    let standing = site.store.current_files().await?;
    let held = expired
        .iter()
        .filter(|record| standing.iter().any(|file| file.import == record.import));
    let blind = held.map(|record| Blindness {
        kind: "retention".to_owned(),
        what: record.file_name.clone(),
        detail: format!(
            "the retention agreed for source `{}` is over; bongsu deletes nothing by itself",
            record.source
        ),
    });
    Ok(blind.collect())
}

/// Channels that had acts and then none up to the end of the data.
async fn silent_channels(session: &LakeSession) -> Result<Vec<Blindness>, TablesError> {
    let sql = "SELECT channel, max(day) AS last_on, (SELECT max(day) FROM activity) AS end_on, \
        CAST((SELECT max(day) FROM activity) AS INT) - CAST(max(day) AS INT) AS silent \
        FROM activity GROUP BY channel ORDER BY channel";
    let mut blind = Vec::new();
    for row in json_rows(&session.query("activity", sql).await?)? {
        let text = |name: &str| row.get(name).map(text_of).unwrap_or_default();
        let silent = row.get("silent").and_then(Value::as_i64).unwrap_or(0);
        if silent >= SILENT_DAYS {
            let detail = format!(
                "silent for {silent} days: last act on {}, the data end on {}",
                text("last_on"),
                text("end_on")
            );
            blind.push(Blindness {
                kind: "silent".to_owned(),
                what: text("channel"),
                detail,
            });
        }
    }
    Ok(blind)
}

/// Records that cannot be true, by the rows of a table that say so.
const CONTRADICTIONS: [(&str, &str, &str); 2] = [
    (
        "departures",
        "the last day lies before the notice",
        "SELECT source, row FROM departures WHERE last_day < notice_on",
    ),
    (
        "employment",
        "the stretch ends before it begins",
        "SELECT source, row FROM employment WHERE to_on < from_on",
    ),
];

async fn contradictions(session: &LakeSession) -> Result<Vec<Blindness>, TablesError> {
    let mut blind = Vec::new();
    for (table, what, sql) in CONTRADICTIONS {
        let sql = format!(
            "SELECT count(*) AS n, min(source || '#' || CAST(row AS VARCHAR)) AS first FROM ({sql})"
        );
        let rows = json_rows(&session.query(table, &sql).await?)?;
        let Some(row) = rows.first() else { continue };
        let n = row.get("n").and_then(Value::as_i64).unwrap_or(0);
        if n > 0 {
            let first = row.get("first").map(text_of).unwrap_or_default();
            blind.push(Blindness {
                kind: "contradiction".to_owned(),
                what: table.to_owned(),
                detail: format!("in {n} rows {what}, first in {first}"),
            });
        }
    }
    Ok(blind)
}

/// Current imports with refused rows.
async fn rejected(site: &Site, files: &[CurrentFile]) -> Result<Vec<Blindness>, TablesError> {
    let imports = site.store.imports().await?;
    let refused = imports
        .into_iter()
        .map(|import| import.record)
        .filter(|record| {
            record.rows_rejected > 0 && files.iter().any(|file| file.import == record.import)
        });
    let blind = refused.map(|record| Blindness {
        kind: "rejected".to_owned(),
        what: record.file_name.clone(),
        detail: format!(
            "{} of {} rows were refused (see system.rejects)",
            record.rows_rejected, record.rows_read
        ),
    });
    Ok(blind.collect())
}

async fn count(session: &LakeSession, sql: &str) -> Result<i64, TablesError> {
    let rows = json_rows(&session.query("count", sql).await?)?;
    Ok(rows
        .first()
        .and_then(|row| row.get("n"))
        .and_then(Value::as_i64)
        .unwrap_or(0))
}
