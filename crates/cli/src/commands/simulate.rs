//! `bongsu simulate`

use std::path::{Path, PathBuf};

use bongsu_model::Day;
use bongsu_sim::{HolderKind, Plan, simulate};
use clap::{Args, ValueEnum};
use serde_json::json;

use super::SCHEMA_VERSION;
use crate::args::AnswerFormat;
use crate::exit::ExitStatus;
use crate::out::Out;

/// Arguments of `bongsu simulate`.
#[derive(Args, Debug)]
pub(crate) struct SimulateArgs {
    /// Folder to write; empty, missing, or an earlier simulation
    dir: PathBuf,
    /// People employed on the first day, at least 60
    #[arg(long, value_name = "N", default_value_t = 300)]
    people: u32,
    /// Days simulated, at least 120
    #[arg(long, value_name = "D", default_value_t = 180)]
    days: u32,
    /// Same seed, same bytes
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// The kind of holder
    #[arg(long, value_enum, default_value_t = Kind::Maker)]
    kind: Kind,
    /// The first day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", default_value = "2025-09-01")]
    start: Day,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
}

/// The kinds of holder.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Kind {
    /// A battery maker
    Maker,
    /// A university lab
    Lab,
}

/// What a simulated folder holds, in the order in which it is to be imported: format and path.
pub(super) const IMPORTS: [(&str, &str); 21] = [
    ("technologies", "holder/technologies.xlsx"),
    ("rivals", "holder/rivals.csv"),
    ("partners", "holder/partners.csv"),
    ("hr", "hr/employment.csv"),
    ("departures", "hr/departures.csv"),
    ("approvals", "hr/approvals.csv"),
    ("offers", "hr/offers.csv"),
    ("technology_access", "hr/technology_access.csv"),
    ("agreements", "holder/agreements.xlsx"),
    ("projects", "holder/projects.csv"),
    ("requests", "holder/requests.csv"),
    ("declarations", "holder/declarations.csv"),
    ("assets", "holder/assets.csv"),
    ("advice", "holder/advice.csv"),
    ("incidents", "holder/incidents.csv"),
    ("listings", "holder/listings.jsonl"),
    ("bods", "registers/companies.json"),
    ("supplies", "registers/supplies.csv"),
    ("restricted", "lists/restricted-parties.csv"),
    ("captures", "holder/captures.csv"),
    ("cert", "cert"),
];

impl Kind {
    pub(super) fn holder(self) -> HolderKind {
        match self {
            Self::Maker => HolderKind::Maker,
            Self::Lab => HolderKind::Lab,
        }
    }
}

pub(crate) fn run(args: &SimulateArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let plan = Plan {
        kind: args.kind.holder(),
        people: args.people,
        days: args.days,
        seed: args.seed,
        start: args.start,
    };
    let summary = with_progress(&plan, &args.dir, out)?;
    if args.format == AnswerFormat::Json {
        let imports: Vec<_> = IMPORTS
            .iter()
            .map(|(format, path)| json!({ "format": format, "path": path }))
            .collect();
        out.json(&json!({
            "schema_version": SCHEMA_VERSION,
            "holders": [{ "name": summary.holder, "settings": "bongsu.toml", "imports": imports, "answers": "answers" }],
        }))?;
        return Ok(ExitStatus::Done);
    }
    let mut text = format!("{} in `{}`\n", summary.holder, args.dir.display());
    for (file, rows) in &summary.files {
        text.push_str(&format!(
            "  {:>12}  {file}\n",
            super::import::grouped(*rows)
        ));
    }
    out.data(&text)?;
    out.note("the answers lie apart in answers/; no other file tells them");
    Ok(ExitStatus::Done)
}

pub(super) fn with_progress(
    plan: &Plan,
    dir: &Path,
    out: &mut Out,
) -> anyhow::Result<bongsu_sim::Summary> {
    let live = out.is_live();
    let summary = simulate(plan, dir, &mut |progress| {
        if live && progress.day % 10 == 0 {
            out.progress(&format!(
                "simulated {} of {} days",
                progress.day, progress.days
            ));
        }
    })?;
    Ok(summary)
}
