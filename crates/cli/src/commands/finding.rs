//! `bongsu finding list`

use bongsu_engine::query::utc;
use bongsu_model::{DetectorId, Finding};
use bongsu_store::FindingFilter;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{SCHEMA_VERSION, note_without_run, open_to_reveal};
use crate::args::{SiteArgs, TableFormat};
use crate::exit::ExitStatus;
use crate::names::Names;
use crate::out::Out;
use crate::render::{Cell, Column, Table};
use crate::reveal::RevealArgs;

/// `bongsu finding …`
#[derive(Debug, Subcommand)]
pub(crate) enum FindingCommand {
    /// The findings of the last run
    List(ListArgs),
}

/// Arguments of `bongsu finding list`.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// Only of this detector
    #[arg(long, value_name = "ID")]
    detector: Option<DetectorId>,
    /// Only about this subject
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = TableFormat::Human)]
    format: TableFormat,
    #[command(flatten)]
    reveal: RevealArgs,
    #[command(flatten)]
    site: SiteArgs,
}

pub(crate) async fn run(command: &FindingCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let FindingCommand::List(args) = command;
    let site = open_to_reveal(&args.site, &args.reveal).await?;
    let filter = FindingFilter {
        detector: args.detector.clone(),
        subject: args.subject.clone(),
        ..FindingFilter::default()
    };
    let findings = site.store.findings(&filter).await?;
    note_without_run(&site, out).await?;
    let people = findings
        .iter()
        .flat_map(|finding| finding.people.clone())
        .collect();
    let names = args.reveal.names(&site, "finding list", people).await?;
    let text = match args.format {
        TableFormat::Human => human(&findings, &names, out),
        TableFormat::Csv => csv(&findings, &names)?,
        TableFormat::Json => {
            let document = json!({ "schema_version": SCHEMA_VERSION, "findings": findings });
            format!(
                "{}\n",
                serde_json::to_string_pretty(&names.value(document))?
            )
        }
        TableFormat::Jsonl => {
            let mut lines = String::new();
            for finding in &findings {
                let finding = names.value(serde_json::to_value(finding)?);
                lines.push_str(&serde_json::to_string(&finding)?);
                lines.push('\n');
            }
            lines
        }
    };
    out.data(&text)?;
    Ok(ExitStatus::Done)
}

fn human(findings: &[Finding], names: &Names, out: &Out) -> String {
    let columns = vec![
        Column::number("dB"),
        Column::fixed("detector"),
        Column::flexible("subject"),
        Column::fixed("from"),
        Column::wide("fact"),
    ];
    let mut table = Table::new(columns);
    for finding in findings {
        table.row(vec![
            Cell::new(finding.weight.to_string()),
            Cell::new(finding.detector.as_str()),
            Cell::new(names.text(&finding.subject.to_string())),
            Cell::new(utc(finding.from).get(..10).unwrap_or("")),
            Cell::new(names.text(&finding.explain)),
        ]);
    }
    table.written(out.style())
}

fn csv(findings: &[Finding], names: &Names) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "finding", "subject", "detector", "family", "from", "to", "strength", "weight", "fact",
        "facts", "refs",
    ])?;
    for finding in findings {
        let refs: Vec<String> = finding.refs.iter().map(ToString::to_string).collect();
        let facts = names.value(serde_json::to_value(&finding.facts)?);
        writer.write_record([
            finding.id.to_string(),
            names.text(&finding.subject.to_string()),
            finding.detector.to_string(),
            finding.family.to_string(),
            utc(finding.from),
            utc(finding.to),
            format!("{:.3}", finding.strength.0),
            format!("{:.1}", finding.weight.0),
            names.text(&finding.explain),
            facts.to_string(),
            refs.join(" "),
        ])?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
