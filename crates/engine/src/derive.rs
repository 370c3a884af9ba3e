//! Relations the engine fills before detectors run: counterparts, notable acts, people, departures, person-days,
//! baselines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use bongsu_lake::{LakeSession, PERSON_DAY_SQL, json_rows, person_day_schema, text_of};
use bongsu_model::tables::Kind;
use serde_json::{Map, Value};

use crate::tables::TablesError;

/// The list of domains that comes with the program.
const DOMAIN_KINDS: &str = include_str!("../../../data/domain-kinds.csv");

/// The columns of `counterparts`.
pub(crate) const COUNTERPARTS: [(&str, Kind); 4] = [
    ("counterpart", Kind::Text),
    ("kind", Kind::Text),
    ("rival", Kind::Text),
    ("partner", Kind::Text),
];

/// People as of the last known day: the latest stretch of each, from the employment records and the snapshots.
const PEOPLE_SQL: &str = "\
WITH stretch AS (
  SELECT person, unit, team, role, supervisor, from_on, to_on, \"left\", source, row,
    row_number() OVER (PARTITION BY person ORDER BY from_on DESC NULLS LAST, source, row) AS place,
    min(from_on) OVER (PARTITION BY person) AS joined_on
  FROM employment
), employed AS (
  SELECT person, unit, team, role, supervisor, joined_on,
    CASE WHEN coalesce(\"left\", true) THEN to_on END AS left_on, source, row
  FROM stretch WHERE place = 1
), taken AS (
  SELECT snapshot_on, lead(snapshot_on) OVER (ORDER BY snapshot_on) AS next_on
  FROM staff_snapshots GROUP BY snapshot_on
), snap AS (
  SELECT person, unit, team, role, snapshot_on, source, row,
    row_number() OVER (PARTITION BY person ORDER BY snapshot_on DESC, source, row) AS place,
    min(snapshot_on) OVER (PARTITION BY person) AS joined_on
  FROM staff_snapshots
), listed AS (
  SELECT s.person, s.unit, s.team, s.role, s.joined_on, s.source, s.row, t.next_on AS left_on
  FROM snap s JOIN taken t ON t.snapshot_on = s.snapshot_on WHERE s.place = 1
)
SELECT coalesce(e.person, l.person) AS person, coalesce(e.unit, l.unit) AS unit, coalesce(e.team, l.team) AS team,
  coalesce(e.role, l.role) AS role, e.supervisor, coalesce(e.joined_on, l.joined_on) AS joined_on,
  CASE WHEN e.person IS NOT NULL THEN e.left_on ELSE l.left_on END AS left_on,
  coalesce(e.source, l.source) AS source, coalesce(e.row, l.row) AS row
FROM employed e FULL OUTER JOIN listed l ON l.person = e.person";

/// Departures as declared, and those that only the employment records or snapshots show.
const DEPARTURES_SQL: &str = "\
WITH declared AS (
  SELECT person, notice_on, last_day, stated_reason, declared_employer, declared_registration,
    declared_jurisdiction, payer, hired_on, source, row,
    row_number() OVER (PARTITION BY person ORDER BY last_day DESC, source, row) AS place
  FROM given_departures
), last_act AS (
  SELECT person, max(day) AS day FROM person_day GROUP BY person
)
SELECT person, notice_on, last_day, stated_reason, declared_employer, declared_registration,
  declared_jurisdiction, payer, hired_on, false AS inferred, source, row
FROM declared WHERE place = 1
UNION ALL
SELECT p.person, NULL, least(p.left_on, coalesce(a.day, p.left_on)), NULL, NULL, NULL, NULL, NULL, NULL,
  true, p.source, p.row
FROM people p
LEFT JOIN last_act a ON a.person = p.person
LEFT ANTI JOIN given_departures g ON g.person = p.person
WHERE p.left_on IS NOT NULL";

/// Fills `person_day`, which reads `counterparts`.
pub(crate) async fn add_person_days(
    session: &LakeSession,
    folder: &Path,
) -> Result<(), TablesError> {
    let person_day = folder.join("person_day.parquet");
    session
        .write(
            "person_day",
            &format!("{PERSON_DAY_SQL} ORDER BY person, day"),
            &person_day,
        )
        .await?;
    Ok(session
        .add_files("person_day", person_day_schema(), &[person_day])
        .await?)
}

/// The few acts that most detectors are about; reading them from `activity` would scan it once for each.
const NOTABLE_SQL: &str = "SELECT * FROM activity WHERE technology IS NOT NULL OR outward";

/// Fills `notable`.
pub(crate) async fn add_notable(session: &LakeSession, folder: &Path) -> Result<(), TablesError> {
    keep(session, "notable", NOTABLE_SQL, folder).await
}

/// Fills `baseline`, `people` and `departures`, which read `person_day`.
pub(crate) async fn add_people(session: &LakeSession, folder: &Path) -> Result<(), TablesError> {
    session
        .add_baselines(&folder.join("baseline.parquet"))
        .await?;
    keep(session, "people", PEOPLE_SQL, folder).await?;
    session.rename("departures", "given_departures")?;
    keep(session, "departures", DEPARTURES_SQL, folder).await
}

/// Runs a query once, keeps its result as a file, and names it.
async fn keep(
    session: &LakeSession,
    name: &str,
    sql: &str,
    folder: &Path,
) -> Result<(), TablesError> {
    let path = folder.join(format!("{name}.parquet"));
    let schema = session.plan(name, sql).await?;
    session.write(name, sql, &path).await?;
    Ok(session.add_files(name, schema, &[path]).await?)
}

/// Fills `counterparts`: what each outside host, or set of mail domains, is.
pub(crate) async fn add_counterparts(session: &LakeSession) -> Result<(), TablesError> {
    let known = Known::read(session).await?;
    let sql = "SELECT counterpart FROM activity WHERE counterpart IS NOT NULL GROUP BY counterpart ORDER BY counterpart";
    let rows = json_rows(&session.query("counterparts", sql).await?)?;
    let rows: Vec<Map<String, Value>> = rows
        .into_iter()
        .map(|mut row| {
            let counterpart = row.get("counterpart").map(text_of).unwrap_or_default();
            let (kind, rival, partner) = known.of(&counterpart);
            row.insert("kind".to_owned(), kind.into());
            row.insert("rival".to_owned(), rival.into());
            row.insert("partner".to_owned(), partner.into());
            row
        })
        .collect();
    Ok(session.add_rows("counterparts", &COUNTERPARTS, &rows)?)
}

/// Domains that mean something to the site.
struct Known {
    kinds: BTreeMap<String, String>,
    rivals: BTreeMap<String, String>,
    partners: BTreeMap<String, String>,
}

impl Known {
    async fn read(session: &LakeSession) -> Result<Self, TablesError> {
        let mut kinds = builtin_kinds();
        let sql = "SELECT domain, kind FROM domain_kinds ORDER BY source, row";
        for row in json_rows(&session.query("domain_kinds", sql).await?)? {
            let text = |name: &str| row.get(name).map(text_of).unwrap_or_default();
            kinds.insert(text("domain").to_lowercase(), text("kind"));
        }
        let rivals = organisations(session, "rivals").await?;
        let partners = organisations(session, "partners").await?;
        Ok(Self {
            kinds,
            rivals,
            partners,
        })
    }

    fn of<'a>(&'a self, counterpart: &str) -> (Option<&'a str>, Option<&'a str>, Option<&'a str>) {
        let domains: BTreeSet<&str> = counterpart.split(';').collect();
        let first = |known: &'a BTreeMap<String, String>| {
            domains
                .iter()
                .find_map(|domain| suffixes(domain).find_map(|part| known.get(part)))
                .map(String::as_str)
        };
        (
            first(&self.kinds),
            first(&self.rivals),
            first(&self.partners),
        )
    }
}

/// Domain and kind of the list that comes with the program.
pub(crate) fn builtin_kinds() -> BTreeMap<String, String> {
    let rows = DOMAIN_KINDS
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','));
    rows.map(|(domain, kind)| (domain.trim().to_owned(), kind.trim().to_owned()))
        .collect()
}

/// Domain to organisation, from a table with `organisation` and `domains`.
async fn organisations(
    session: &LakeSession,
    table: &str,
) -> Result<BTreeMap<String, String>, TablesError> {
    let sql = format!("SELECT organisation, domains FROM {table} ORDER BY source, row");
    let mut known = BTreeMap::new();
    for row in json_rows(&session.query(table, &sql).await?)? {
        let Some(Value::Array(domains)) = row.get("domains") else {
            continue;
        };
        for domain in domains {
            let name = row.get("organisation").map(text_of).unwrap_or_default();
            known.insert(text_of(domain).to_lowercase(), name);
        }
    }
    Ok(known)
}

/// A domain and its parents, down to two labels.
fn suffixes(domain: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(domain);
    std::iter::from_fn(move || {
        let part = rest?;
        rest = part
            .split_once('.')
            .map(|(_, parent)| parent)
            .filter(|parent| parent.contains('.'));
        Some(part)
    })
}

/// The hosts of kind `cloud`, for import.
pub(crate) fn cloud_hosts(
    extra: impl IntoIterator<Item = (String, String)>,
) -> Arc<BTreeSet<String>> {
    let kinds = builtin_kinds().into_iter().chain(extra);
    Arc::new(
        kinds
            .filter(|(_, kind)| kind == "cloud")
            .map(|(domain, _)| domain)
            .collect(),
    )
}
