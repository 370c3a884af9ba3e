//! A session over a site: every table of the catalogue, activity, what the last run derived, and the system tables.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use bongsu_content::PathRules;
use bongsu_lake::detector::PackError;
use bongsu_lake::records::arrow_schema;
use bongsu_lake::{FrameError, LakeError, LakeSession, activity, json_rows, text_of};
use bongsu_model::tables::{self, Kind, Table};
use bongsu_model::{Day, Digest};
use bongsu_store::{CurrentFile, StoreError};

use crate::Site;
use crate::content::{ContentError, add_register};

/// Why a session over a site could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TablesError {
    /// A table or query failed.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// The records failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A result cannot be read.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// Documents cannot be compared.
    #[error("{0}")]
    Content(String),
    /// Detectors cannot be read.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A file cannot be read or written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl From<ContentError> for TablesError {
    fn from(error: ContentError) -> Self {
        Self::Content(error.to_string())
    }
}

/// The column by which a table's rows become known, for runs as of an earlier day.
const KNOWN_BY: [(&str, &str); 10] = [
    ("employment", "from_on"),
    ("departures", "coalesce(notice_on, last_day)"),
    ("approvals", "from_on"),
    ("offers", "offered_on"),
    ("requests", "CAST(at AS DATE)"),
    ("declarations", "coalesce(known_on, from_on)"),
    ("listings", "CAST(seen_at AS DATE)"),
    ("advice", "issued_on"),
    ("incidents", "CAST(at AS DATE)"),
    ("staff_snapshots", "snapshot_on"),
];

/// Registers the imported tables of a site; rows that became known after `until` are left out.
pub(crate) async fn add_records(
    site: &Site,
    session: &LakeSession,
    until: Option<Day>,
) -> Result<(), TablesError> {
    let mut files: BTreeMap<String, Vec<CurrentFile>> = BTreeMap::new();
    for file in site.store.current_files().await? {
        files.entry(file.file.table.clone()).or_default().push(file);
    }
    for table in tables::all() {
        let paths = paths(site, files.get(table.name).map_or(&[], Vec::as_slice));
        add_table(session, table, &paths, until).await?;
    }
    let names: Vec<&str> = tables::all().map(|table| table.name).collect();
    add_register(site, session, &names).await?;
    add_activity(
        site,
        session,
        files.get("activity").map_or(&[], Vec::as_slice),
        until,
    )
    .await
}

/// Registers a few imported tables, as they are now.
pub(crate) async fn add_tables(
    site: &Site,
    session: &LakeSession,
    names: &[&str],
) -> Result<(), TablesError> {
    add_tables_of(site, session, &site.store.current_files().await?, names).await
}

/// Registers a few imported tables from some files of the lake.
pub(crate) async fn add_tables_of(
    site: &Site,
    session: &LakeSession,
    files: &[CurrentFile],
    names: &[&str],
) -> Result<(), TablesError> {
    for table in tables::all().filter(|table| names.contains(&table.name)) {
        let own: Vec<CurrentFile> = files
            .iter()
            .filter(|file| file.file.table == table.name)
            .cloned()
            .collect();
        session
            .add_files(table.name, arrow_schema(table), &paths(site, &own))
            .await?;
    }
    add_register(site, session, names).await
}

/// Registers every table without rows: of the catalogue, `activity`, derived.
pub fn add_empty(session: &LakeSession) -> Result<(), LakeError> {
    add_empty_derived(session)?;
    for table in tables::all().filter(|table| table.name != "departures") {
        session.add_batches(
            table.name,
            bongsu_lake::nullable(&arrow_schema(table)),
            Vec::new(),
        )?;
    }
    session.add_batches(
        "activity",
        bongsu_lake::nullable(&activity::schema()),
        Vec::new(),
    )
}

/// Registers every derived table without rows.
pub(crate) fn add_empty_derived(session: &LakeSession) -> Result<(), LakeError> {
    let empty = bongsu_lake::nullable;
    session.add_batches("notable", empty(&activity::schema()), Vec::new())?;
    session.add_batches(
        "person_day",
        empty(&bongsu_lake::person_day_schema()),
        Vec::new(),
    )?;
    session.add_batches(
        "baseline",
        empty(&bongsu_lake::baseline_schema()),
        Vec::new(),
    )?;
    session.add_rows("people", &PEOPLE, &[])?;
    session.add_rows("departures", &DEPARTURES, &[])?;
    session.add_rows("counterparts", &crate::derive::COUNTERPARTS, &[])?;
    session.add_rows("ties", &crate::destinations::TIES, &[])?;
    session.add_rows("content_match", &crate::content::CONTENT_MATCH, &[])?;
    session.add_rows("exposure", &crate::exposure::EXPOSURE, &[])
}

/// The columns of `people`.
pub(crate) const PEOPLE: [(&str, Kind); 9] = [
    ("person", Kind::Text),
    ("unit", Kind::Text),
    ("team", Kind::Text),
    ("role", Kind::Text),
    ("supervisor", Kind::Text),
    ("joined_on", Kind::Day),
    ("left_on", Kind::Day),
    ("source", Kind::Text),
    ("row", Kind::Whole),
];

/// The columns of `departures` as the run derives it.
pub(crate) const DEPARTURES: [(&str, Kind); 12] = [
    ("person", Kind::Text),
    ("notice_on", Kind::Day),
    ("last_day", Kind::Day),
    ("stated_reason", Kind::Text),
    ("declared_employer", Kind::Text),
    ("declared_registration", Kind::Text),
    ("declared_jurisdiction", Kind::Text),
    ("payer", Kind::Text),
    ("hired_on", Kind::Day),
    ("inferred", Kind::Flag),
    ("source", Kind::Text),
    ("row", Kind::Whole),
];

/// The path rules of the technology register, and a digest of them.
pub(crate) async fn path_rules(session: &LakeSession) -> Result<(PathRules, String), TablesError> {
    let sql = "SELECT technology, paths FROM technologies WHERE technology IS NOT NULL ORDER BY technology, source, row";
    let mut rules = BTreeSet::new();
    for row in json_rows(&session.query("technologies", sql).await?)? {
        let technology = row.get("technology").map(text_of).unwrap_or_default();
        let Some(serde_json::Value::Array(paths)) = row.get("paths") else {
            continue;
        };
        rules.extend(paths.iter().map(|path| (technology.clone(), text_of(path))));
    }
    let text = rules
        .iter()
        .fold(String::new(), |text, (technology, path)| {
            format!("{text}{technology}\t{path}\n")
        });
    let digest = Digest::of(text.as_bytes()).short();
    Ok((
        PathRules::new(
            rules
                .iter()
                .map(|(technology, path)| (technology.as_str(), path.as_str())),
        ),
        digest,
    ))
}

async fn add_table(
    session: &LakeSession,
    table: &Table,
    paths: &[PathBuf],
    until: Option<Day>,
) -> Result<(), TablesError> {
    let known_by = KNOWN_BY
        .iter()
        .find(|(name, _)| *name == table.name)
        .map(|(_, column)| *column);
    let (Some(until), Some(known_by)) = (until, known_by) else {
        return Ok(session
            .add_files(table.name, arrow_schema(table), paths)
            .await?);
    };
    let whole = format!("all_{}", table.name);
    session
        .add_files(&whole, arrow_schema(table), paths)
        .await?;
    // What ends later than the day is not yet known to end.
    let schema = arrow_schema(table);
    let columns = schema
        .fields()
        .iter()
        .map(|field| match (table.name, field.name().as_str()) {
            ("employment", "to_on") => {
                format!("CASE WHEN to_on <= DATE '{until}' THEN to_on END AS to_on")
            }
            ("employment", "left") => format!("\"left\" AND to_on <= DATE '{until}' AS \"left\""),
            (_, name) => format!("\"{name}\""),
        });
    let columns = columns.collect::<Vec<_>>();
    let sql = format!(
        "SELECT {} FROM {whole} WHERE {known_by} IS NULL OR {known_by} <= DATE '{until}'",
        columns.join(", ")
    );
    Ok(session.add_view(table.name, &sql).await?)
}

/// Registers `activity`; where technologies came after the logs, their rules are applied as it is read.
async fn add_activity(
    site: &Site,
    session: &LakeSession,
    files: &[CurrentFile],
    until: Option<Day>,
) -> Result<(), TablesError> {
    let (rules, digest) = path_rules(session).await?;
    let mark = format!(".{digest}.");
    let stale = files.iter().any(|file| !file.file.path.contains(&mark));
    let paths = paths(site, files);
    if !stale && until.is_none() {
        return Ok(session
            .add_files("activity", activity::schema(), &paths)
            .await?);
    }
    session
        .add_files("lake_activity", activity::schema(), &paths)
        .await?;
    session.add_text_function("technology_of", move |object| {
        rules.touches(object).map(str::to_owned)
    });
    let columns = activity::COLUMNS.map(|(name, _, _)| match name {
        "technology" if stale => "technology_of(object) AS technology".to_owned(),
        name => name.to_owned(),
    });
    let until = until.map_or_else(String::new, |day| format!(" WHERE day <= DATE '{day}'"));
    let sql = format!("SELECT {} FROM lake_activity{until}", columns.join(", "));
    Ok(session.add_view("activity", &sql).await?)
}

fn paths(site: &Site, files: &[CurrentFile]) -> Vec<PathBuf> {
    files
        .iter()
        .map(|file| site.dir().join(&file.file.path))
        .collect()
}
