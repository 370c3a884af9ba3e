//! Case statistics: published series as imported, and the site's own cases. Series are never added together.
//!
//! Scheme and channel are separate dimensions. Where a series publishes a dimension for some cases only, the others
//! are counted as not published; a dimension it never publishes is left out.

use std::collections::BTreeMap;

use bongsu_lake::{FrameError, LakeError, json_rows, text_of};
use bongsu_model::Case;
use bongsu_store::{CaseFilter, StoreError};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::Site;
use crate::tables::{TablesError, add_records};

#[cfg(test)]
mod tests;

/// A count of cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stat {
    /// Who counts: a published series, or [`THIS_SITE`].
    pub series: String,
    /// What is told apart: one of [`DIMENSIONS`], or [`CASES`].
    pub dimension: &'static str,
    /// The value as published.
    pub value: String,
    /// The cases with it.
    pub count: u64,
}

/// Why statistics cannot be counted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StatsError {
    /// A table of the site failed.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// The records of the site failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The series of the site's own cases: those its last run gave.
pub const THIS_SITE: &str = "this site";

/// What cases are told apart by, in the order of reports.
pub const DIMENSIONS: [&str; 6] = [
    "sector",
    "victim",
    "scheme",
    "channel",
    "year",
    "national core",
];

/// The dimension of a series that publishes none of the others: all of its cases together.
pub const CASES: &str = "cases";

/// The value of cases of which a dimension is not published.
pub const NOT_PUBLISHED: &str = "not published";

/// Counts cases by series and dimension; by series, dimension, the most frequent first.
pub async fn stats(site: &Site) -> Result<Vec<Stat>, StatsError> {
    let mut series = published(site).await?;
    let filter = CaseFilter {
        of_last_run: true,
        ..CaseFilter::default()
    };
    let cases = site.store.cases(&filter).await?;
    if !cases.is_empty() {
        let victim = &site.settings.holder.victim;
        let own = cases
            .iter()
            .map(|stored| own_record(&stored.case, victim))
            .collect();
        series.insert(THIS_SITE.to_owned(), own);
    }
    Ok(counts(&series))
}

/// One case: what is known in each of the dimensions; empty where nothing is.
type Record = [String; 6];

/// The imported series, each case once.
async fn published(site: &Site) -> Result<BTreeMap<String, Vec<Record>>, StatsError> {
    let session = site.session()?;
    add_records(site, &session, None).await?;
    let sql = "SELECT source, series, record, sector, victim, scheme, channel, CAST(year AS VARCHAR) AS year, \
        CASE WHEN national_core THEN 'yes' WHEN NOT national_core THEN 'no' END AS \"national core\" \
        FROM case_records ORDER BY source, row";
    let rows = json_rows(&session.query("case_records", sql).await?)?;
    let imports = site.store.imports().await?;
    let order: BTreeMap<String, usize> = imports
        .iter()
        .enumerate()
        .map(|(place, import)| (import.record.digest.short(), place))
        .collect();
    Ok(latest(&rows, &order))
}

/// Records by series; of one number that was imported more than once, the last import's.
fn latest(
    rows: &[Map<String, Value>],
    order: &BTreeMap<String, usize>,
) -> BTreeMap<String, Vec<Record>> {
    let text = |row: &Map<String, Value>, name: &str| {
        row.get(name)
            .map(text_of)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let mut kept: BTreeMap<(String, String), (usize, Record)> = BTreeMap::new();
    for row in rows {
        let place = order.get(&text(row, "source")).copied().unwrap_or(0);
        let record = DIMENSIONS.map(|dimension| text(row, dimension));
        let key = (series_name(text(row, "series")), text(row, "record"));
        match kept.get(&key) {
            Some((known, _)) if *known > place => {}
            _ => {
                kept.insert(key, (place, record));
            }
        }
    }
    let mut series: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for ((name, _), (_, record)) in kept {
        series.entry(name).or_default().push(record);
    }
    series
}

/// An imported series never mixes with the site's own.
fn series_name(name: String) -> String {
    if name == THIS_SITE {
        format!("{name} (imported)")
    } else {
        name
    }
}

fn own_record(case: &Case, victim: &str) -> Record {
    let year = case.first_finding.date().year().to_string();
    [
        case.sector.clone(),
        victim.to_owned(),
        case.scheme.clone(),
        case.channel.clone(),
        year,
        String::new(),
    ]
    .map(|text| text.trim().to_owned())
}

fn counts(series: &BTreeMap<String, Vec<Record>>) -> Vec<Stat> {
    let mut stats = Vec::new();
    for (name, records) in series {
        let before = stats.len();
        let stat = |dimension, value: &str, count| Stat {
            series: name.clone(),
            dimension,
            value: value.to_owned(),
            count,
        };
        for (place, dimension) in DIMENSIONS.into_iter().enumerate() {
            let mut by_value: BTreeMap<&str, u64> = BTreeMap::new();
            for value in records.iter().filter_map(|record| record.get(place)) {
                *by_value.entry(value).or_default() += 1;
            }
            if by_value.keys().all(|value| value.is_empty()) {
                continue;
            }
            let mut values: Vec<(&str, u64)> = by_value
                .into_iter()
                .map(|(value, count)| {
                    (
                        if value.is_empty() {
                            NOT_PUBLISHED
                        } else {
                            value
                        },
                        count,
                    )
                })
                .collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
            stats.extend(
                values
                    .into_iter()
                    .map(|(value, count)| stat(dimension, value, count)),
            );
        }
        if stats.len() == before {
            stats.push(stat(CASES, "all", records.len() as u64));
        }
    }
    stats
}

impl From<LakeError> for StatsError {
    fn from(error: LakeError) -> Self {
        Self::Tables(error.into())
    }
}

impl From<FrameError> for StatsError {
    fn from(error: FrameError) -> Self {
        Self::Tables(error.into())
    }
}
