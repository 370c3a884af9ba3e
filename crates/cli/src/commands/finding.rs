//! `bongsu finding list | show`

use bongsu_engine::query::utc;
use bongsu_lake::text_of;
use bongsu_model::{Case, DetectorId, Finding};
use bongsu_store::FindingFilter;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{SCHEMA_VERSION, as_of, open_to_reveal};
use crate::args::{AnswerFormat, SiteArgs, TableFormat};
use crate::exit::ExitStatus;
use crate::names::Names;
use crate::out::Out;
use crate::render::{Cell, Column, Table, paragraphs};
use crate::reveal::RevealArgs;

/// How much of an id a list shows.
const ID: usize = 13;

/// `bongsu finding …`
#[derive(Debug, Subcommand)]
pub(crate) enum FindingCommand {
    /// The findings of the last run
    List(ListArgs),
    /// One finding with its facts, its rows and the case that cites it
    Show(ShowArgs),
}

/// Arguments of `bongsu finding list`.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// Only of this detector
    #[arg(long, value_name = "ID")]
    detector: Option<DetectorId>,
    /// Only about this subject; its first characters suffice
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

/// Arguments of `bongsu finding show`.
#[derive(Args, Debug)]
pub(crate) struct ShowArgs {
    /// The finding; its first characters suffice
    id: String,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    reveal: RevealArgs,
    #[command(flatten)]
    site: SiteArgs,
}

pub(crate) async fn run(command: &FindingCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match command {
        FindingCommand::List(args) => list(args, out).await,
        FindingCommand::Show(args) => show(args, out).await,
    }
}

async fn show(args: &ShowArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_reveal(&args.site, &args.reveal).await?;
    as_of(&site, out).await?;
    let findings = site.store.findings(&FindingFilter::default()).await?;
    let mut alike = findings
        .into_iter()
        .filter(|finding| finding.id.as_str().starts_with(&args.id));
    let finding = match (alike.next(), alike.next()) {
        (Some(finding), None) => finding,
        (Some(_), Some(_)) => anyhow::bail!(
            "several findings begin with `{}`\nhint: give more of the id",
            args.id
        ),
        (None, _) => {
            out.note(&format!(
                "no finding `{}` in the last run\nhint: bongsu finding list",
                args.id
            ));
            return Ok(ExitStatus::Negative);
        }
    };
    let cases: Vec<Case> = super::case::cases(&site, None)
        .await?
        .into_iter()
        .filter(|case| case.facts.iter().any(|fact| fact.finding == finding.id))
        .collect();
    let what = format!("finding show {}", finding.id);
    let names = args
        .reveal
        .names(&site, &what, finding.people.clone())
        .await?;
    if args.format == AnswerFormat::Json {
        let ids: Vec<_> = cases.iter().map(|case| &case.id).collect();
        let document = json!({
            "schema_version": SCHEMA_VERSION, "finding": finding, "cases": ids,
        });
        out.json(&names.value(document))?;
    } else {
        out.data(&names.text(&whole(&finding, &cases)))?;
    }
    Ok(ExitStatus::Done)
}

/// A finding in full.
fn whole(finding: &Finding, cases: &[Case]) -> String {
    let mut text = paragraphs(&finding.title, 0, 2);
    let mut pair = |label: &str, value: &str| {
        text.push_str(&paragraphs(&format!("{label}: {value}"), 2, 4));
    };
    pair("finding", finding.id.as_str());
    pair(
        "detector",
        &format!("{} ({})", finding.detector, finding.detector_digest),
    );
    pair("subject", &finding.subject.to_string());
    pair(
        "when",
        &format!("{} to {}", utc(finding.from), utc(finding.to)),
    );
    pair(
        "weight",
        &format!(
            "{} dB, at strength {:.2}",
            finding.weight, finding.strength.0
        ),
    );
    pair("fact", &finding.explain);
    for (name, value) in &finding.facts {
        pair(name, &text_of(value));
    }
    let refs: Vec<String> = finding.refs.iter().map(ToString::to_string).collect();
    pair("rows", &refs.join(" "));
    for question in &finding.innocent {
        pair("to be checked", question);
    }
    match cases {
        [] => pair(
            "in no case",
            "with what else is known of the subject it weighs less than run.case_floor, or the records explain it",
        ),
        cases => {
            for case in cases {
                pair("in case", &format!("{}: {}", case.id, case.title));
            }
        }
    }
    text
}

async fn list(args: &ListArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_reveal(&args.site, &args.reveal).await?;
    let filter = FindingFilter {
        detector: args.detector.clone(),
        subject: args.subject.clone(),
        ..FindingFilter::default()
    };
    let findings = site.store.findings(&filter).await?;
    if let Some(id) = &args.detector
        && findings.is_empty()
        && !bongsu_engine::query::pack(Some(&site))?
            .detectors
            .contains_key(id)
    {
        out.note(&format!(
            "note: there is no detector `{id}`\nhint: bongsu detector list"
        ));
    }
    let as_of = as_of(&site, out).await?;
    let people = findings
        .iter()
        .flat_map(|finding| finding.people.clone())
        .collect();
    let names = args.reveal.names(&site, "finding list", people).await?;
    let text = match args.format {
        TableFormat::Human => human(&findings, &names, out),
        TableFormat::Csv => csv(&findings, &names)?,
        TableFormat::Json => {
            let document = json!({
                "schema_version": SCHEMA_VERSION, "run": as_of.run, "until": as_of.until, "findings": findings,
            });
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
    if findings.is_empty() {
        return "no finding; that is not a clearance: the run says which sources were silent\n"
            .to_owned();
    }
    let columns = vec![
        Column::fixed("finding"),
        Column::number("dB"),
        Column::flexible("subject"),
        Column::fixed("from"),
        Column::wide("fact"),
    ];
    let mut table = Table::new(columns);
    for finding in findings {
        table.row(vec![
            Cell::new(finding.id.as_str().get(..ID).unwrap_or(finding.id.as_str())),
            Cell::new(finding.weight.to_string()),
            Cell::new(names.text(&finding.subject.to_string())),
            Cell::new(utc(finding.from).get(..10).unwrap_or("")),
            Cell::new(format!(
                "{}: {}",
                finding.detector,
                names.text(&finding.explain)
            )),
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
