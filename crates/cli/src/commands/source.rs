//! `bongsu source add | list | show`

use anyhow::{Context, bail};
use bongsu_model::{Day, SourceTerms};
use clap::{Args, Subcommand};
use serde_json::json;

use super::{SCHEMA_VERSION, open, open_to_read};
use crate::args::{AnswerFormat, SiteArgs};
use crate::clock;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table};

/// `bongsu source …`
#[derive(Debug, Subcommand)]
pub(crate) enum SourceCommand {
    /// Record the lawful basis of a source; import refuses one without
    Add(AddArgs),
    /// Every source
    List(ListArgs),
    /// One source
    Show(ShowArgs),
}

/// Arguments of `bongsu source add`.
#[derive(Args, Debug)]
pub(crate) struct AddArgs {
    /// The name imports give; by default an import names its format
    name: String,
    /// The lawful basis
    #[arg(long, value_name = "TEXT")]
    basis: String,
    /// What the records are used for
    #[arg(long, value_name = "TEXT")]
    purpose: String,
    /// The day on which people were told, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    notice: Day,
    /// How long records are kept, in days: 365d
    #[arg(long, value_name = "DAYS", value_parser = retention)]
    retention: u32,
    /// Who owns the source
    #[arg(long, value_name = "TEXT", default_value = "")]
    owner: String,
    #[command(flatten)]
    site: SiteArgs,
}

/// Arguments of `bongsu source list`.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

/// Arguments of `bongsu source show`.
#[derive(Args, Debug)]
pub(crate) struct ShowArgs {
    /// The name of the source
    name: String,
    #[command(flatten)]
    list: ListArgs,
}

pub(crate) async fn run(command: &SourceCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match command {
        SourceCommand::Add(args) => add(args, out).await,
        SourceCommand::List(args) => {
            let site = open_to_read(&args.site).await?;
            show(&site.store.sources().await?, args.format, out)
        }
        SourceCommand::Show(args) => {
            let site = open_to_read(&args.list.site).await?;
            let Some(terms) = site.store.source(&args.name).await? else {
                out.note(&format!(
                    "no source `{}`\nhint: bongsu source list",
                    args.name
                ));
                return Ok(ExitStatus::Negative);
            };
            show(&[terms], args.list.format, out)
        }
    }
}

async fn add(args: &AddArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    for (flag, text) in [
        ("name", &args.name),
        ("--basis", &args.basis),
        ("--purpose", &args.purpose),
    ] {
        if text.trim().is_empty() {
            bail!("{flag} is empty\nhint: say on what ground and for what the records are used");
        }
    }
    let site = open(&args.site).await?;
    let terms = SourceTerms {
        name: args.name.clone(),
        basis: args.basis.clone(),
        purpose: args.purpose.clone(),
        notice: args.notice,
        retention_days: args.retention,
        owner: args.owner.clone(),
    };
    let added = site.store.add_source(&terms, clock::now()).await?;
    out.note(&if added {
        format!("source `{}` added", args.name)
    } else {
        format!(
            "source `{}` is there already, with the same terms",
            args.name
        )
    });
    Ok(ExitStatus::Done)
}

fn show(
    sources: &[SourceTerms],
    format: AnswerFormat,
    out: &mut Out,
) -> anyhow::Result<ExitStatus> {
    if format == AnswerFormat::Json {
        out.json(&json!({ "schema_version": SCHEMA_VERSION, "sources": sources }))?;
        return Ok(ExitStatus::Done);
    }
    let columns = vec![
        Column::fixed("source"),
        Column::flexible("basis"),
        Column::wide("purpose"),
        Column::fixed("notice"),
        Column::number("days"),
        Column::flexible("owner"),
    ];
    let mut table = Table::new(columns);
    for terms in sources {
        table.row(vec![
            Cell::new(&terms.name),
            Cell::new(&terms.basis),
            Cell::new(&terms.purpose),
            Cell::new(terms.notice.to_string()),
            Cell::new(terms.retention_days.to_string()),
            Cell::new(&terms.owner),
        ]);
    }
    out.data(&table.written(out.style()))?;
    Ok(ExitStatus::Done)
}

/// `365d` or `365`.
fn retention(text: &str) -> anyhow::Result<u32> {
    let days: u32 = text
        .strip_suffix('d')
        .unwrap_or(text)
        .parse()
        .context("a number of days like 365d is wanted")?;
    if days == 0 {
        bail!("at least one day is wanted")
    }
    Ok(days)
}
