//! `bongsu import`

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use bongsu_engine::Site;
use bongsu_engine::import::{FileOutcome, FileStatus, ImportRequest, default_source, import};
use bongsu_lake::import::{Reject, further_rejects};
use bongsu_lake::records::Mapping;
use clap::Args;
use serde_json::{Value, json};

use super::{SCHEMA_VERSION, open};
use crate::args::{AnswerFormat, SiteArgs};
use crate::clock;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Meaning, Table};

/// Reasons for refusing rows of a file that are shown at once; `system.rejects` has more.
const REASONS: usize = 8;

/// Arguments of `bongsu import`.
#[derive(Args, Debug)]
#[command(after_help = "Formats:
  cert        a CERT insider-threat folder (r4.2, r5.2, r6.2) or files of it: logs and LDAP/
  hr          employment records as CSV or XLSX
  csv, xlsx, jsonl  any table; the header decides, or --map FILE
  bods        Beneficial Ownership Data Standard 0.1 to 0.4, JSON or JSON lines
  ftm         FollowTheMoney: entities as JSON lines, statements as CSV or JSON lines
  gleif       GLEIF: LEI, relationship and reporting-exception files, XML or CSV
  psc         snapshot of persons with significant control of UK companies, JSON lines
  ofac        OFAC lists: a folder, sdn.csv or cons_prim.csv with what lies beside it, or SDN.XML
  un          the consolidated list of the UN Security Council as XML
  eu          the consolidated list of the EU, XML 1.1 or CSV
  csl         the US consolidated screening list, CSV or JSON
  restricted  a list of restricted parties as CSV
  TABLE       the name of a table, e.g. departures, offers, technologies (see `bongsu generate schema`)

Files may be compressed with gzip or zstd, or be the only one in a ZIP archive; text may be UTF-8, UTF-16 with \
a mark, or CP949.
The same bytes are imported once. A later file of the same source and name takes the earlier one's place; of a \
register or list the day in the name does not count. Logs, snapshots, listings and case records add up. An \
interrupted or failed import keeps the files it had finished, and nothing of the one it was at.")]
pub(crate) struct ImportArgs {
    /// The format, see below
    format: String,
    /// Files; of cert, ofac and restricted also folders
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Mapping file for csv, xlsx and jsonl
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// The source of the records [default: the format's name]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Form of the output
    #[arg(long = "format", id = "output", value_enum, default_value_t = AnswerFormat::Human)]
    output: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

pub(crate) async fn run(args: &ImportArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open(&args.site).await?;
    let mapping = args.map.as_deref().map(Mapping::load).transpose()?;
    let request = ImportRequest {
        format: &args.format,
        paths: &args.paths,
        source: args
            .source
            .as_deref()
            .unwrap_or_else(|| default_source(&args.format)),
        mapping: mapping.as_ref(),
        at: clock::now(),
    };
    let started = Instant::now();
    let mut outcomes = Vec::new();
    let ended = with_progress(&site, &request, out, &mut outcomes).await;
    let seconds = started.elapsed().as_secs_f64();
    if outcomes.is_empty() {
        ended?;
        return Ok(ExitStatus::Done);
    }
    if args.output == AnswerFormat::Json {
        out.json(&document(&outcomes, seconds))?;
    } else {
        out.data(&table(&outcomes, out))?;
    }
    for outcome in &outcomes {
        for note in &outcome.notes {
            out.note(&format!("note: {}: {note}", name(&outcome.file)));
        }
    }
    // The files before the one that failed are imported, and were just shown.
    ended?;
    Ok(ExitStatus::Done)
}

/// Imports, and says every two seconds how far it is.
pub(super) async fn with_progress(
    site: &Site,
    request: &ImportRequest<'_>,
    out: &mut Out,
    outcomes: &mut Vec<FileOutcome>,
) -> anyhow::Result<()> {
    let started = Instant::now();
    let mut last = started;
    let pause = if out.is_live() {
        Duration::from_millis(200)
    } else {
        Duration::from_secs(5)
    };
    let mut progress = |file: &Path, done: u64| {
        if last.elapsed() >= pause && started.elapsed() >= Duration::from_secs(1) {
            last = Instant::now();
            out.progress(&format!("{}: {} read", name(file), grouped(done)));
        }
    };
    import(site, request, &mut progress, outcomes)
        .await
        .with_context(|| format!("import of {} stopped", request.format))
}

fn document(outcomes: &[FileOutcome], seconds: f64) -> Value {
    let files: Vec<Value> = outcomes
        .iter()
        .map(|outcome| {
            let rejects: Vec<Value> = outcome
                .rejects
                .iter()
                .map(|reject| {
                    json!({
                        "file": reject.file.map_or_else(|| name(&outcome.file), str::to_owned),
                        "line": reject.line, "column": reject.column, "reason": reject.reason,
                    })
                })
                .collect();
            json!({
                "file": outcome.file.display().to_string(),
                "digest": outcome.digest,
                "tables": outcome.tables,
                "status": match outcome.status {
                    FileStatus::Imported => "imported",
                    FileStatus::AlreadyThere => "already there",
                },
                "rows_read": outcome.counts.read,
                "rows_stored": outcome.counts.stored,
                "rows_rejected": outcome.counts.rejected,
                "rows_folded": outcome.counts.folded,
                "first_rejects": rejects,
                "rejects_listed": outcome.n_listed,
                "notes": outcome.notes,
            })
        })
        .collect();
    json!({ "schema_version": SCHEMA_VERSION, "files": files, "seconds": seconds })
}

/// The files with their counts, then the first rejects by reason.
pub(super) fn table(outcomes: &[FileOutcome], out: &Out) -> String {
    let columns = vec![
        Column::wide("file"),
        Column::flexible("table"),
        Column::number("read"),
        Column::number("stored"),
        Column::number("rejected"),
        Column::number("folded"),
        Column::fixed(""),
    ];
    let mut table = Table::new(columns);
    for outcome in outcomes {
        let counts = outcome.counts;
        let rejected = if counts.rejected > 0 {
            Meaning::Marking
        } else {
            Meaning::Plain
        };
        table.row(vec![
            Cell::new(name(&outcome.file)),
            Cell::new(outcome.tables.join(", ")),
            Cell::new(grouped(counts.read)),
            Cell::new(grouped(counts.stored)),
            Cell::with(rejected, grouped(counts.rejected)),
            Cell::new(grouped(counts.folded)),
            Cell::new(match outcome.status {
                FileStatus::Imported => "",
                FileStatus::AlreadyThere => "already there, nothing added",
            }),
        ]);
    }
    let mut text = table.written(out.style());
    for outcome in outcomes {
        text.push_str(&rejected(outcome));
    }
    text
}

/// The reasons for refusing rows of a file, each with the first place of it, and how many rows are not shown.
fn rejected(outcome: &FileOutcome) -> String {
    let mut text = String::new();
    let mut reasons: Vec<(&Reject, u64)> = Vec::new();
    for reject in &outcome.rejects {
        let alike = |(first, _): &&mut (&Reject, u64)| {
            (first.file, &first.column, &first.reason)
                == (reject.file, &reject.column, &reject.reason)
        };
        match reasons.iter_mut().find(alike) {
            Some((_, n)) => *n += 1,
            None => reasons.push((reject, 1)),
        }
    }
    let mut shown = 0;
    for (reject, n) in reasons.iter().take(REASONS) {
        let file = reject
            .file
            .map_or_else(|| name(&outcome.file), str::to_owned);
        let column = match reject.column.as_str() {
            "" => String::new(),
            column => format!(" {column}:"),
        };
        let alike = match n - 1 {
            0 => String::new(),
            more => format!(" (and {more} like it)"),
        };
        shown += n;
        text.push_str(&format!(
            "rejected {file}:{}:{column} {}{alike}\n",
            reject.line, reject.reason
        ));
    }
    let rejected = outcome.counts.rejected;
    // A file that was there already brings no list of them.
    if let Some(listed) = outcome.n_listed.filter(|_| rejected > shown) {
        let first = further_rejects(listed, rejected).map_or_else(String::new, |_| {
            format!(" (the first {} are listed)", grouped(listed))
        });
        text.push_str(&format!(
            "rejected {}: {} more rows, see bongsu sql \"SELECT * FROM system.rejects\"{first}\n",
            name(&outcome.file),
            grouped(rejected - shown),
        ));
    }
    text
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// `1234567` as `1,234,567`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
