//! How fast activity logs become the lake.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::copy;
use super::figure::{Figure, Target};
use super::site::Simulated;

/// The format of the activity logs.
const LOGS: &str = "cert";

/// Makes the site, imports everything and measures the import of the logs.
pub(super) fn measure(bongsu: &Path, simulated: &Simulated) -> Result<Vec<Figure>> {
    simulated.open(bongsu)?;
    let mut figures = Vec::new();
    for import in &simulated.imports {
        let done = simulated.import(bongsu, import)?;
        if import.format != LOGS {
            continue;
        }
        let n_rows = rows_read(&done.json()?)?;
        let rate = n_rows / done.seconds.max(f64::EPSILON);
        let named = |what: &str| format!("{}: {what}", simulated.name);
        figures.push(Figure::new(
            named("rows of activity"),
            n_rows,
            "rows",
            Target::None,
        ));
        figures.push(Figure::new(
            named("import"),
            rate,
            "rows/s",
            Target::AtLeast(600_000.0),
        ));
        figures.push(match done.peak_mib {
            Some(peak) => Figure::new(
                named("import, peak memory"),
                peak,
                "MiB",
                Target::AtMost(1024.0),
            ),
            None => Figure::missing(
                named("import, peak memory"),
                "the system does not tell",
                Target::AtMost(1024.0),
            ),
        });
        let ratio = named("import against plain copy");
        figures.push(
            match copy::rate(bongsu, &import.path, &simulated.site.join("../copy")) {
                Ok(copied) => Figure::new(ratio, rate / copied, "", Target::AtLeast(0.7)),
                Err(error) => Figure::missing(ratio, format!("{error:#}"), Target::AtLeast(0.7)),
            },
        );
    }
    Ok(figures)
}

/// All rows that an import read.
fn rows_read(said: &Value) -> Result<f64> {
    let files = said
        .get("files")
        .and_then(Value::as_array)
        .context("`bongsu import` names no `files`")?;
    let rows = files.iter().map(|file| {
        file.get("rows_read")
            .and_then(Value::as_f64)
            .context("`bongsu import` names no `rows_read`")
    });
    rows.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_all_files_are_added() {
        let said = serde_json::json!({ "files": [{ "rows_read": 2 }, { "rows_read": 3 }], "seconds": 1.0 });
        assert_eq!(rows_read(&said).unwrap().to_string(), "5");
        assert!(rows_read(&serde_json::json!({ "files": [{}] })).is_err());
    }
}
