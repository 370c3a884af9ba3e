//! The person-day step in `DuckDB`, where Python has it: the same query over the same files.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::text;
use crate::workspace::output;

/// Where the query stands, and how its text begins and ends there.
const SOURCE: &str = "crates/lake/src/person_day.rs";
const BEGIN: &str = "PERSON_DAY_SQL: &str = \"";
const END: &str = "\";";

/// Seconds that `DuckDB` takes for the person-days of a site.
pub(super) fn person_day(root: &Path, site: &Path) -> Result<f64> {
    let version =
        output(Command::new("python3").args(["-c", "import duckdb; print(duckdb.__version__)"]));
    let Ok(version) = version else {
        bail!("python3 has no duckdb, `pip install duckdb`");
    };
    let source = fs_err::read_to_string(root.join(SOURCE))?;
    let query = query_in(&source).with_context(|| format!("`{SOURCE}` holds no `{BEGIN}`"))?;
    let arguments = [
        text(&root.join("xtask/bench/duckdb_person_day.py")),
        text(&site.join("lake/activity")),
        text(&root.join("data/domain-kinds.csv")),
        query,
    ];
    let said = output(Command::new("python3").args(arguments))?;
    let said: Value =
        serde_json::from_str(&said).context("the DuckDB script does not print JSON")?;
    println!("   DuckDB {}: {said}", version.trim());
    said.get("seconds")
        .and_then(Value::as_f64)
        .context("the DuckDB script names no `seconds`")
}

/// The query in the source of `lake`; a line that ends in `\` goes on without a break.
fn query_in(source: &str) -> Option<String> {
    let (_, after) = source.split_once(BEGIN)?;
    let (query, _) = after.split_once(END)?;
    Some(query.replace("\\\n", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_of_the_lake_is_found() {
        let source = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../",
            "crates/lake/src/person_day.rs"
        );
        let query = query_in(&fs_err::read_to_string(source).unwrap()).unwrap();
        assert!(
            query.starts_with("SELECT a.person, a.day")
                && query.ends_with("GROUP BY a.person, a.day"),
            "{query}"
        );
    }
}
