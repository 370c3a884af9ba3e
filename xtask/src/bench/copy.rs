//! DataFusion's own plain copy of the same files: the rate that import is compared with.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::site::run;
use super::text;

/// Rows a second of `COPY (SELECT * … ORDER BY user, date) TO … parquet`.
pub(super) fn rate(bongsu: &Path, cert: &Path, out: &Path) -> Result<f64> {
    let said = run(bongsu, &["bench-copy", &text(cert), &text(out)])?.json()?;
    let number = |key: &str| {
        said.get(key)
            .and_then(Value::as_f64)
            .with_context(|| format!("`bongsu bench-copy` names no `{key}`"))
    };
    Ok(number("rows")? / number("seconds")?.max(f64::EPSILON))
}
