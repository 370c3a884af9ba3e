//! On which days the acts lie that findings cite.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::tables::Kind;
use bongsu_model::{Day, Finding, FindingId, PersonId};
use serde_json::{Map, Value, json};

use super::EvaluateError;

/// The person-days of the acts that each finding cites; a finding without cited acts has no entry.
pub(super) type CitedDays = BTreeMap<FindingId, BTreeSet<(PersonId, Day)>>;

/// Looks up the cited rows in `activity`, all in one scan.
pub(super) async fn days(
    session: &LakeSession,
    findings: &[Finding],
) -> Result<CitedDays, EvaluateError> {
    let mut rows: Vec<Map<String, Value>> = Vec::new();
    for (n, finding) in findings.iter().enumerate() {
        for range in &finding.refs {
            for row in range.first..=range.last {
                let values = [
                    ("n", json!(n)),
                    ("source", json!(range.source)),
                    ("row", json!(row)),
                ];
                rows.push(
                    values
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect(),
                );
            }
        }
    }
    let mut cited = CitedDays::new();
    if rows.is_empty() {
        return Ok(cited);
    }
    let columns = [
        ("n", Kind::Whole),
        ("source", Kind::Text),
        ("row", Kind::Whole),
    ];
    session.add_rows("cited", &columns, &rows)?;
    let sql = "SELECT DISTINCT c.n AS n, a.person AS person, a.day AS day \
               FROM cited c JOIN activity a ON a.source = c.source AND a.row = c.row ORDER BY n, person, day";
    for row in json_rows(&session.query("days of cited acts", sql).await?)? {
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
