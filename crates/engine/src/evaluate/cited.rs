//! On which days the acts lie that findings cite.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::tables::Kind;
use bongsu_model::{Day, Finding, FindingId, PersonId};
use serde_json::{Map, Value, json};

use super::EvaluateError;

/// The person-days of the acts that each finding cites; a finding without cited acts has no entry.
pub(super) type CitedDays = BTreeMap<FindingId, BTreeSet<(PersonId, Day)>>;

/// A range is counted out only as far as its source has rows, whatever a detector made of it.
const DAYS: &str = "WITH ends AS (SELECT source, max(row) AS last_row FROM activity GROUP BY source), \
    rows AS (SELECT c.n AS n, c.source AS source, unnest(range(c.first, least(c.last, e.last_row) + 1)) AS row \
        FROM cited c JOIN ends e ON e.source = c.source) \
    SELECT DISTINCT r.n AS n, a.person AS person, a.day AS day \
    FROM rows r JOIN activity a ON a.source = r.source AND a.row = r.row ORDER BY n, person, day";

/// Looks up the cited rows in `activity`, all in one scan.
pub(super) async fn days(
    session: &LakeSession,
    findings: &[Finding],
) -> Result<CitedDays, EvaluateError> {
    let mut ranges: Vec<Map<String, Value>> = Vec::new();
    for (n, finding) in findings.iter().enumerate() {
        for range in &finding.refs {
            let values = [
                ("n", json!(n)),
                ("source", json!(range.source)),
                ("first", json!(range.first)),
                ("last", json!(range.last)),
            ];
            let named = values
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value));
            ranges.push(named.collect());
        }
    }
    let mut cited = CitedDays::new();
    if ranges.is_empty() {
        return Ok(cited);
    }
    let columns = [
        ("n", Kind::Whole),
        ("source", Kind::Text),
        ("first", Kind::Whole),
        ("last", Kind::Whole),
    ];
    session.add_rows("cited", &columns, &ranges)?;
    for row in json_rows(&session.query("days of cited acts", DAYS).await?)? {
        let text = |name: &str| row.get(name).map(text_of).unwrap_or_default();
        let finding = row
            .get("n")
            .and_then(Value::as_u64)
            .and_then(|n| findings.get(usize::try_from(n).ok()?));
        if let (Some(finding), Ok(person), Ok(day)) =
            (finding, text("person").parse(), text("day").parse())
        {
            cited
                .entry(finding.id.clone())
                .or_default()
                .insert((person, day));
        }
    }
    Ok(cited)
}
