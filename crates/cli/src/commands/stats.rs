//! `bongsu stats`

use bongsu_engine::stats::stats;
use clap::Args;
use serde_json::json;

use super::{SCHEMA_VERSION, as_of, open_to_read};
use crate::args::{AnswerFormat, SiteArgs};
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{StatRow, stat_tables};

/// Arguments of `bongsu stats`.
#[derive(Args, Debug)]
#[command(
    after_help = "Series of different agencies define a case differently: they are shown side by side and never added."
)]
pub(crate) struct StatsArgs {
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

pub(crate) async fn run(args: &StatsArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_read(&args.site).await?;
    let stats = stats(&site).await?;
    let as_of = as_of(&site, out).await?;
    if args.format == AnswerFormat::Json {
        out.json(&json!({
            "schema_version": SCHEMA_VERSION, "run": as_of.run, "until": as_of.until, "stats": stats,
        }))?;
        return Ok(ExitStatus::Done);
    }
    let rows: Vec<StatRow> = stats
        .into_iter()
        .map(|stat| StatRow {
            series: stat.series,
            dimension: stat.dimension.to_owned(),
            value: stat.value,
            count: stat.count,
        })
        .collect();
    out.data(&stat_tables(&rows, out.style()))?;
    Ok(ExitStatus::Done)
}
