//! `bongsu bench-copy`: DataFusion's own plain copy of the same logs, the peer of import in the benchmark.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use crate::exit::ExitStatus;
use crate::out::Out;

/// Arguments of `bongsu bench-copy`.
#[derive(Args, Debug)]
pub(crate) struct BenchCopyArgs {
    /// Folder with the five logs
    cert: PathBuf,
    /// Folder for the copies
    to: PathBuf,
}

pub(crate) async fn run(args: &BenchCopyArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    fs_err::create_dir_all(&args.to)?;
    let started = Instant::now();
    let rows = bongsu_lake::copy_plain(&args.cert, &args.to).await?;
    out.json(&json!({ "rows": rows, "seconds": started.elapsed().as_secs_f64() }))?;
    Ok(ExitStatus::Done)
}
