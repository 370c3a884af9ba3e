//! `bongsu detector list | show | check`

use bongsu_engine::query::pack;
use bongsu_engine::{Site, add_empty};
use bongsu_lake::detector::{Pack, lint, run_examples};
use bongsu_lake::{LakeSession, SessionSettings};
use bongsu_model::DetectorId;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{SCHEMA_VERSION, open_to_read};
use crate::args::{AnswerFormat, SiteArgs};
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table, counted};

/// `bongsu detector …`
#[derive(Debug, Subcommand)]
pub(crate) enum DetectorCommand {
    /// Every detector: those of the program and, in a site, its own
    List(ListArgs),
    /// One detector with its query
    Show(ShowArgs),
    /// Lint, run the examples, plan
    Check(CheckArgs),
}

/// Arguments of `bongsu detector list`.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

/// Arguments of `bongsu detector show`.
#[derive(Args, Debug)]
pub(crate) struct ShowArgs {
    /// The detector's id
    id: DetectorId,
    #[command(flatten)]
    site: SiteArgs,
}

/// Arguments of `bongsu detector check`.
#[derive(Args, Debug)]
pub(crate) struct CheckArgs {
    /// Only these detectors
    ids: Vec<DetectorId>,
    #[command(flatten)]
    site: SiteArgs,
}

pub(crate) async fn run(command: &DetectorCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match command {
        DetectorCommand::List(args) => list(args, out).await,
        DetectorCommand::Show(args) => show(args, out).await,
        DetectorCommand::Check(args) => check(args, out).await,
    }
}

/// The detectors of the site, or of the program where there is no site.
async fn detectors(args: &SiteArgs) -> anyhow::Result<(Option<Site>, Pack)> {
    let site = if args.site.join("bongsu.toml").is_file() {
        Some(open_to_read(args).await?)
    } else {
        None
    };
    let pack = pack(site.as_ref())?;
    Ok((site, pack))
}

async fn list(args: &ListArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let (_site, pack) = detectors(&args.site).await?;
    if args.format == AnswerFormat::Json {
        let all: Vec<_> = pack
            .detectors
            .values()
            .map(|detector| &detector.header)
            .collect();
        out.json(&json!({ "schema_version": SCHEMA_VERSION, "detectors": all }))?;
        return Ok(ExitStatus::Done);
    }
    let columns = vec![
        Column::fixed("detector"),
        Column::fixed("family"),
        Column::fixed("status"),
        Column::number("dB"),
        Column::wide("finds"),
    ];
    let mut table = Table::new(columns);
    for detector in pack.detectors.values() {
        let header = &detector.header;
        table.row(vec![
            Cell::new(header.id.as_str()),
            Cell::new(header.family.word()),
            Cell::new(serde_json::to_value(header.status)?.as_str().unwrap_or("")),
            Cell::new(header.weight.to_string()),
            Cell::new(&header.title),
        ]);
    }
    out.data(&table.written(out.style()))?;
    for error in &pack.broken {
        out.note(&format!(
            "note: not used: {error}\nhint: bongsu detector check"
        ));
    }
    for id in &pack.replaced {
        out.note(&format!(
            "note: the site's own `{id}` takes the place of the program's"
        ));
    }
    Ok(ExitStatus::Done)
}

async fn show(args: &ShowArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let (_site, pack) = detectors(&args.site).await?;
    let Some(detector) = pack.detectors.get(&args.id) else {
        out.note(&format!(
            "no detector `{}`\nhint: bongsu detector list",
            args.id
        ));
        return Ok(ExitStatus::Negative);
    };
    out.data(&detector.text)?;
    out.note(&format!(
        "from {}, digest {}",
        detector.file, detector.digest
    ));
    Ok(ExitStatus::Done)
}

async fn check(args: &CheckArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let (_site, pack) = detectors(&args.site).await?;
    for id in &args.ids {
        if !pack.detectors.contains_key(id) {
            out.note(&format!("no detector `{id}`\nhint: bongsu detector list"));
            return Ok(ExitStatus::Negative);
        }
    }
    let spill = std::env::temp_dir().join(format!("bongsu-check-{}", std::process::id()));
    let settings = SessionSettings {
        memory: 512 << 20,
        spill: spill.clone(),
    };
    let session = LakeSession::open(&settings)?;
    add_empty(&session)?;
    let (mut n_issues, mut n_examples, mut n_checked) = (0, 0, 0);
    for error in &pack.broken {
        n_issues += 1;
        out.data(&format!("{error}\n"))?;
    }
    for (id, detector) in &pack.detectors {
        if !args.ids.is_empty() && !args.ids.contains(id) {
            continue;
        }
        n_checked += 1;
        for issue in lint(detector, &session).await {
            n_issues += 1;
            out.data(&format!("{issue}\n"))?;
        }
        let Some((file, script)) = pack.examples.get(id) else {
            n_issues += 1;
            out.data(&format!(
                "{}:1: no examples: write a file of the same name ending in .slt\n",
                detector.file
            ))?;
            continue;
        };
        let report = run_examples(detector, (file, script), &settings, async |session| {
            add_empty(session)
        })
        .await;
        n_examples += report.matches + report.near_misses;
        for failure in report.failures {
            n_issues += 1;
            out.data(&format!("{}: {failure}\n", report.file))?;
        }
    }
    // Nothing is kept between checks; a folder that cannot be removed is empty.
    let _left = fs_err::remove_dir_all(&spill);
    out.note(&format!(
        "{}, {}, {}",
        counted(n_checked, "detector"),
        counted(n_examples as u64, "example"),
        counted(n_issues, "issue")
    ));
    Ok(if n_issues == 0 {
        ExitStatus::Done
    } else {
        ExitStatus::Negative
    })
}
