//! `bongsu sql`

use std::io::Read;

use bongsu_lake::text_of;
use clap::Args;
use serde_json::{Map, Value};

use super::open;
use crate::args::{SiteArgs, TableFormat};
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table};

/// Arguments of `bongsu sql`.
#[derive(Args, Debug)]
#[command(
    after_help = "Tables: activity, people, departures, person_day, baseline, counterparts, ties, exposure,
every imported table (see `bongsu generate schema`), and system.sources, system.imports, system.rejects, system.audit,
system.detectors, system.runs, system.findings, system.cases."
)]
pub(crate) struct SqlArgs {
    /// One SELECT; `-` reads it from standard input
    query: String,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = TableFormat::Human)]
    format: TableFormat,
    #[command(flatten)]
    site: SiteArgs,
}

pub(crate) async fn run(args: &SqlArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let query = if args.query == "-" {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text)?;
        text
    } else {
        args.query.clone()
    };
    let site = open(&args.site).await?;
    let (columns, rows) = bongsu_engine::query::sql(&site, &query).await?;
    let text = match args.format {
        TableFormat::Human => human(&columns, &rows, out),
        TableFormat::Json => format!("{}\n", serde_json::to_string_pretty(&rows)?),
        TableFormat::Jsonl => {
            let mut lines = String::new();
            for row in &rows {
                lines.push_str(&serde_json::to_string(row)?);
                lines.push('\n');
            }
            lines
        }
        TableFormat::Csv => csv(&columns, &rows)?,
    };
    out.data(&text)?;
    Ok(ExitStatus::Done)
}

fn human(columns: &[String], rows: &[Map<String, Value>], out: &Out) -> String {
    let is_number = |name: &str| {
        rows.iter()
            .filter_map(|row| row.get(name))
            .all(|value| value.is_number() || value.is_null())
    };
    let layout = columns.iter().map(|name| {
        let title: &'static str = Box::leak(name.clone().into_boxed_str());
        if !rows.is_empty() && is_number(name) {
            Column::number(title)
        } else {
            Column::flexible(title)
        }
    });
    let mut table = Table::new(layout.collect());
    for row in rows {
        table.row(
            columns
                .iter()
                .map(|name| Cell::new(row.get(name).map(text_of).unwrap_or_default()))
                .collect(),
        );
    }
    let n = rows.len();
    format!(
        "{}{n} {}\n",
        table.written(out.style()),
        if n == 1 { "row" } else { "rows" }
    )
}

fn csv(columns: &[String], rows: &[Map<String, Value>]) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(
            columns
                .iter()
                .map(|name| row.get(name).map(text_of).unwrap_or_default()),
        )?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
