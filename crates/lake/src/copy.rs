//! A plain copy of CERT logs with DataFusion's own reader and writer: the peer of import in the benchmark.

use std::path::Path;

use arrow::datatypes::{DataType, Field, Schema};
use datafusion::prelude::{CsvReadOptions, SessionContext};

use crate::json_rows;
use crate::session::LakeError;

/// Copies `logon, device, file, email, http` sorted by user and date as Parquet with zstd; gives the rows copied.
pub async fn copy_plain(cert: &Path, to: &Path) -> Result<u64, LakeError> {
    let mut rows = 0;
    for log in ["logon", "device", "file", "email", "http"] {
        let path = cert.join(format!("{log}.csv"));
        if path.exists() {
            rows += copy(log, &path, to).await?;
        }
    }
    Ok(rows)
}

async fn copy(log: &str, path: &Path, to: &Path) -> Result<u64, LakeError> {
    let failed = |source| LakeError::new(log, source);
    let ctx = SessionContext::new();
    let header = first_line(path).map_err(|error| failed(error.into()))?;
    let fields: Vec<Field> = header
        .split(',')
        .map(|name| Field::new(name, DataType::Utf8, true))
        .collect();
    let schema = Schema::new(fields);
    let options = CsvReadOptions::new()
        .schema(&schema)
        .has_header(true)
        .newlines_in_values(true);
    ctx.register_csv("log", path.to_string_lossy(), options)
        .await
        .map_err(failed)?;
    let target = to.join(format!("{log}.parquet"));
    let sql = format!(
        "COPY (SELECT * FROM log ORDER BY \"user\", date) TO '{}' STORED AS PARQUET OPTIONS (compression 'zstd(3)')",
        target.display().to_string().replace('\'', "''")
    );
    let result = ctx
        .sql(&sql)
        .await
        .map_err(failed)?
        .collect()
        .await
        .map_err(failed)?;
    let counts = json_rows(&result).map_err(|error| {
        failed(datafusion::error::DataFusionError::External(Box::new(
            error,
        )))
    })?;
    Ok(counts
        .first()
        .and_then(|row| row.get("count"))
        .and_then(serde_json::Value::as_u64)
        .unwrap_or(0))
}

fn first_line(path: &Path) -> std::io::Result<String> {
    use std::io::BufRead;
    let mut line = String::new();
    std::io::BufReader::new(fs_err::File::open(path)?).read_line(&mut line)?;
    Ok(line.trim().to_owned())
}
