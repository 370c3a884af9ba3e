//! `bongsu run`

use bongsu_engine::Site;
use bongsu_engine::run::{RunOutcome, RunRequest, run as run_site};
use bongsu_model::Day;
use bongsu_store::Blindness;
use clap::Args;
use serde_json::json;

use super::extract::LimitArgs;
use super::{SCHEMA_VERSION, open};
use crate::args::{AnswerFormat, SiteArgs};
use crate::clock;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Meaning, Table, case_list, counted, paragraphs};

/// Arguments of `bongsu run`.
#[derive(Args, Debug)]
pub(crate) struct RunArgs {
    /// Look only at what was known by this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    until: Option<Day>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

pub(crate) async fn run(args: &RunArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open(&args.site).await?;
    let today = site.zone.day(clock::now());
    if let Some(until) = args.until.filter(|until| *until > today) {
        out.note(&format!("note: {until} lies ahead: nothing is left out"));
    }
    let until = args.until.filter(|until| *until <= today);
    let outcome = with_progress(&site, until, out).await?;
    if args.format == AnswerFormat::Json {
        let steps: Vec<_> = outcome
            .steps
            .iter()
            .map(|(step, seconds)| json!({ "step": step, "seconds": seconds }))
            .collect();
        let blind: Vec<_> = outcome
            .record
            .blindness
            .iter()
            .map(|blind| json!({ "kind": blind.kind, "what": blind.what, "detail": blind.detail }))
            .collect();
        out.json(&json!({
            "schema_version": SCHEMA_VERSION,
            "run": outcome.record.run,
            "until": outcome.record.until,
            "findings": outcome.n_findings,
            "new_findings": outcome.commit.new_findings,
            "cases": outcome.cases.len(),
            "opened": outcome.commit.opened,
            "changed": outcome.commit.changed,
            "duration_ms": outcome.record.duration_ms,
            "steps": steps,
            "blind": blind,
        }))?;
        return Ok(ExitStatus::Done);
    }
    out.data(&summary(&outcome, out))?;
    Ok(ExitStatus::Done)
}

pub(super) async fn with_progress(
    site: &Site,
    until: Option<Day>,
    out: &mut Out,
) -> anyhow::Result<RunOutcome> {
    let readers = LimitArgs::default().readers()?;
    let request = RunRequest {
        until,
        at: clock::now(),
        version: env!("CARGO_PKG_VERSION"),
        readers: Some(&readers),
    };
    let live = out.is_live();
    Ok(run_site(site, &request, &mut |step| {
        if live {
            out.progress(&format!("{step} …"));
        }
    })
    .await?)
}

/// Counts, what the run could not see, the heaviest cases.
pub(super) fn summary(outcome: &RunOutcome, out: &Out) -> String {
    let record = &outcome.record;
    let mut text = format!(
        "{}{}: {} ({} new), {} ({} opened, {} changed) in {:.1} s\n",
        record.run,
        record
            .until
            .map_or_else(String::new, |day| format!(" as of {day}")),
        counted(outcome.n_findings as u64, "finding"),
        outcome.commit.new_findings,
        counted(outcome.cases.len() as u64, "case"),
        outcome.commit.opened.len(),
        outcome.commit.changed.len(),
        record.duration_ms as f64 / 1000.0,
    );
    if !outcome.cases.is_empty() {
        text.push('\n');
        text.push_str(&case_list(
            outcome.cases.get(..20).unwrap_or(&outcome.cases),
            out.style(),
        ));
        if outcome.cases.len() > 20 {
            text.push_str(&format!(
                "{} more: bongsu case list\n",
                outcome.cases.len() - 20
            ));
        }
    }
    if !record.blindness.is_empty() {
        text.push_str("\nwhat this run could not see\n");
        let mut table = Table::new(vec![
            Column::fixed("kind"),
            Column::flexible("what"),
            Column::wide("detail"),
        ]);
        for blind in first_of_each(&record.blindness) {
            table.row(vec![
                Cell::with(Meaning::Marking, &blind.kind),
                Cell::new(&blind.what),
                Cell::new(blind.detail.lines().next().unwrap_or_default()),
            ]);
        }
        text.push_str(&table.written(out.style()));
        let left_out = record.blindness.len() - first_of_each(&record.blindness).count();
        if left_out > 0 {
            text.push_str(&format!(
                "{left_out} more: bongsu sql \"SELECT * FROM system.blindness WHERE run = '{}'\"\n",
                record.run
            ));
        }
        // Why a detector failed and what to do is said in full.
        for blind in record
            .blindness
            .iter()
            .filter(|blind| blind.kind == "failed")
        {
            let failed = format!("{} failed: {}", blind.what, blind.detail);
            text.push('\n');
            text.push_str(&paragraphs(&failed, 0, 2));
        }
    }
    text
}

/// The first few of each kind: a register can have hundreds of gaps.
fn first_of_each(blindness: &[Blindness]) -> impl Iterator<Item = &Blindness> {
    const EACH: usize = 5;
    let place = |at: usize, kind: &str| {
        let before = blindness.get(..at).unwrap_or_default();
        before.iter().filter(|blind| blind.kind == kind).count()
    };
    blindness
        .iter()
        .enumerate()
        .filter(move |(at, blind)| place(*at, &blind.kind) < EACH)
        .map(|(_, blind)| blind)
}
