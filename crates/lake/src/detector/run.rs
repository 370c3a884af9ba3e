//! Runs a detector and turns its rows into hits: typed fields, facts, a sentence, row references.

use std::time::Duration;

use arrow::array::RecordBatch;
use bongsu_model::{Micros, ParseRefError, RowRange, RowRef};
use serde_json::{Map, Value};
use tokio::runtime::{Builder, Runtime};

use super::header::Detector;
use crate::rows::{FrameError, json_rows, text_of};
use crate::session::{LakeError, LakeSession};

/// One row of a detector's result.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The subject column.
    pub subject: String,
    /// When it begins.
    pub from: Micros,
    /// When it ends.
    pub to: Micros,
    /// Between 0 and 1.
    pub strength: f64,
    /// Members of a cohort.
    pub people: Vec<String>,
    /// The fact in words.
    pub explain: String,
    /// Every other column.
    pub facts: Map<String, Value>,
    /// The rows it stands on.
    pub refs: Vec<RowRange>,
}

/// Why a detector gave no result.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The query failed.
    #[error(transparent)]
    Query(#[from] LakeError),
    /// A column cannot be read.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// A row breaks the contract.
    #[error("row {row} of the result: {reason}")]
    Contract {
        /// The row, counted from 1.
        row: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A reference cannot be read.
    #[error(transparent)]
    Ref(#[from] ParseRefError),
    /// It was stopped at its limit of time.
    #[error(
        "stopped after {seconds} s without an end\nhint: look for a join without condition and bound its window; a longer time is `run.detector_seconds` in bongsu.toml"
    )]
    TooLong {
        /// The limit.
        seconds: u64,
    },
    /// It was stopped at the limit of rows.
    #[error(
        "stopped after {MAX_ROWS} rows\nhint: look for a join without condition; a detector gives a row for each finding, not for each act"
    )]
    TooMany,
    /// Its query broke down.
    #[error("the query broke down: {0}\nhint: take parts out of the query until it runs")]
    Broken(String),
}

/// Rows a detector may give; more are no findings that anybody reads.
const MAX_ROWS: usize = 1_000_000;

/// Runs a detector, for as long as `limit` at most.
///
/// The query has threads of its own. Some steps of DataFusion, such as a join without condition, give no way for
/// minutes; on the threads of the caller they would hold up the clock, and after it every other query. When time is
/// up the query is aborted: it ends with the step it is at, and nobody waits for that.
pub async fn run(
    detector: &Detector,
    session: &LakeSession,
    limit: Duration,
) -> Result<Vec<Hit>, RunError> {
    let threads = Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| RunError::Broken(error.to_string()))?;
    let what = detector.header.id.to_string();
    let query = threads.spawn(batches(session.clone(), what, detector.query()));
    let _given_up_at_the_end = Threads(Some(threads));
    let batches = match tokio::time::timeout(limit, query).await {
        Ok(Ok(batches)) => batches?,
        Ok(Err(broken)) => return Err(RunError::Broken(broken.to_string())),
        Err(_time_is_up) => {
            return Err(RunError::TooLong {
                seconds: limit.as_secs(),
            });
        }
    };
    let rows = json_rows(&batches)?;
    rows.into_iter()
        .enumerate()
        .map(|(at, row)| hit(detector, at + 1, row))
        .collect()
}

/// Threads that are given up and not waited for.
struct Threads(Option<Runtime>);

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(threads) = self.0.take() {
            threads.shutdown_background();
        }
    }
}

async fn batches(
    session: LakeSession,
    what: String,
    sql: String,
) -> Result<Vec<RecordBatch>, RunError> {
    let mut rows = session.stream(&what, &sql).await?;
    let (mut batches, mut n) = (Vec::new(), 0);
    while let Some(batch) = rows.next().await? {
        n += batch.num_rows();
        if n > MAX_ROWS {
            return Err(RunError::TooMany);
        }
        batches.push(batch);
    }
    Ok(batches)
}

fn hit(detector: &Detector, row: usize, mut facts: Map<String, Value>) -> Result<Hit, RunError> {
    let wrong = |reason: &str| RunError::Contract {
        row,
        reason: reason.to_owned(),
    };
    let explain = fill(&detector.header.explain, &facts);
    let mut take = |name: &str| facts.remove(name).unwrap_or(Value::Null);
    let Value::String(subject) = take("subject") else {
        return Err(wrong("`subject` is empty"));
    };
    let (from, to) = (instant(&take("from_at")), instant(&take("to_at")));
    let (Some(from), Some(to)) = (from, to) else {
        return Err(wrong("`from_at` or `to_at` is empty"));
    };
    let strength = take("strength")
        .as_f64()
        .filter(|strength| (0.0..=1.0).contains(strength));
    let strength = strength.ok_or_else(|| wrong("`strength` is not between 0 and 1"))?;
    let people = texts(take("people"));
    let refs = refs(texts(take("refs")))?;
    if refs.is_empty() {
        return Err(wrong("`refs` is empty: a finding must name its rows"));
    }
    Ok(Hit {
        subject,
        from,
        to,
        strength,
        people,
        explain,
        facts,
        refs,
    })
}

/// Puts the values of columns in the places of `{column}`, and of `{column|act|acts}` the value and the word for it.
fn fill(template: &str, facts: &Map<String, Value>) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, tail)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = tail.split_once('}').unwrap_or((tail, ""));
        let (name, words) = name.split_once('|').unwrap_or((name, ""));
        let value = facts.get(name).map_or_else(String::new, readable);
        text.push_str(&value);
        if let Some((one, many)) = words.split_once('|') {
            text.push(' ');
            text.push_str(if value == "1" { one } else { many });
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Numbers with at most one digit behind the point and thin thousands; times as days.
fn readable(value: &Value) -> String {
    match value {
        Value::Null => "unknown".to_owned(),
        Value::Number(number) => {
            let float = number.as_f64().unwrap_or(0.0);
            let text = if float.fract().abs() < 0.05 || float.abs() >= 100.0 {
                format!("{float:.0}")
            } else {
                format!("{float:.1}")
            };
            grouped(&text)
        }
        Value::String(text)
            if text.len() >= 20 && text.ends_with('Z') && text.get(10..11) == Some("T") =>
        {
            text.get(..10).unwrap_or(text).to_owned()
        }
        other => text_of(other),
    }
}

/// `12345.6` as `12,345.6`.
pub(crate) fn grouped(text: &str) -> String {
    let (whole, rest) = text.find('.').map_or((text, ""), |dot| text.split_at(dot));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{sign}{out}{rest}")
}

fn instant(value: &Value) -> Option<Micros> {
    let stamp: jiff::Timestamp = value.as_str()?.parse().ok()?;
    Some(Micros(stamp.as_microsecond()))
}

fn texts(value: Value) -> Vec<String> {
    match value {
        Value::Array(items) => items
            .iter()
            .map(text_of)
            .filter(|text| !text.is_empty())
            .collect(),
        _ => Vec::new(),
    }
}

fn refs(texts: Vec<String>) -> Result<Vec<RowRange>, ParseRefError> {
    let mut rows = Vec::with_capacity(texts.len());
    for text in texts {
        let range: RowRange = text.parse()?;
        rows.extend((range.first..=range.last).map(|row| RowRef {
            source: range.source.clone(),
            row,
        }));
    }
    Ok(RowRange::fold(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_takes_readable_values() {
        let facts =
            serde_json::json!({"n": 12345, "x": 9.14, "day": "2026-03-02T00:00:00Z", "who": null});
        let text = fill(
            "{n} files, {x} × usual, since {day}, by {who}",
            facts.as_object().unwrap(),
        );
        assert_eq!(
            text,
            "12,345 files, 9.1 × usual, since 2026-03-02, by unknown"
        );
    }

    #[test]
    fn one_is_not_many() {
        for (n, text) in [
            (1, "1 file on a day"),
            (0, "0 files on a day"),
            (2, "2 files on a day"),
        ] {
            let facts = serde_json::json!({ "n": n });
            let template = "{n|file|files} on a day";
            assert_eq!(fill(template, facts.as_object().unwrap()), text);
        }
    }
}
