//! The person-day step in DuckDB, where Python has it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::text;
use crate::workspace::output;

/// Seconds that `DuckDB` takes for the person-days of a site.
pub(super) fn person_day(root: &Path, site: &Path) -> Result<f64> {
    let Ok(_version) =
        output(Command::new("python3").args(["-c", "import duckdb; print(duckdb.__version__)"]))
    else {
        bail!("python3 has no duckdb, `pip install duckdb`");
    };
    let script = root.join("xtask/bench/duckdb_person_day.py");
    let said =
        output(Command::new("python3").args([text(&script), text(&site.join("lake/activity"))]))?;
    let said: Value =
        serde_json::from_str(&said).context("the DuckDB script does not print JSON")?;
    println!("   DuckDB: {said}");
    said.get("seconds")
        .and_then(Value::as_f64)
        .context("the DuckDB script names no `seconds`")
}
