//! How long the main job takes on an imported site.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::duckdb;
use super::figure::{Figure, Target};
use super::site::{self, Simulated};
use super::text;

/// The step of a run that `DuckDB` does as well.
const PERSON_DAY: &str = "person_day";

/// Runs the main job once and compares its person-day step with `DuckDB` where that is installed.
pub(super) fn measure(bongsu: &Path, root: &Path, simulated: &Simulated) -> Result<Vec<Figure>> {
    let done = site::run(
        bongsu,
        &["run", "--site", &text(&simulated.site), "--format", "json"],
    )?;
    let named = |what: &str| format!("{}: {what}", simulated.name);
    let mut figures = vec![Figure::new(
        named("run"),
        done.seconds,
        "s",
        Target::AtMost(90.0),
    )];
    if let Some(peak) = done.peak_mib {
        figures.push(Figure::new(
            named("run, peak memory"),
            peak,
            "MiB",
            Target::AtMost(4096.0),
        ));
    }
    figures.push(compare(
        &named("person-day step against DuckDB"),
        &done.json()?,
        root,
        &simulated.site,
    ));
    Ok(figures)
}

/// The time of our step over the time of `DuckDB`'s: 1 or less is no slower.
fn compare(name: &str, said: &Value, root: &Path, site: &Path) -> Figure {
    let target = Target::AtMost(1.0);
    let Some(ours) = seconds_of(said, PERSON_DAY) else {
        return Figure::missing(
            name,
            format!("`bongsu run` names no step `{PERSON_DAY}`"),
            target,
        );
    };
    match duckdb::person_day(root, site) {
        Ok(theirs) => Figure::new(name, ours / theirs.max(f64::EPSILON), "", target),
        Err(reason) => Figure::missing(name, format!("{reason:#}"), target),
    }
}

fn seconds_of(said: &Value, step: &str) -> Option<f64> {
    let steps = said.get("steps")?.as_array()?;
    let found = steps
        .iter()
        .find(|one| one.get("step").and_then(Value::as_str) == Some(step))?;
    found.get("seconds").and_then(Value::as_f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seconds_of_a_step_are_found() {
        let said = serde_json::json!({ "steps": [{ "step": "ties", "seconds": 1.0 }, { "step": PERSON_DAY, "seconds": 2.5 }] });
        assert_eq!(seconds_of(&said, PERSON_DAY), Some(2.5));
        assert_eq!(seconds_of(&serde_json::json!({}), PERSON_DAY), None);
    }
}
