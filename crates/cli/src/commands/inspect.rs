//! `bongsu inspect`: which protected technology is in a file, how much of it, and where.

use std::path::PathBuf;

use anyhow::bail;
use bongsu_engine::content::{DocumentSeen, Inspection, Inspector, Verdict};
use bongsu_web::words::{plural, visible};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::extract::LimitArgs;
use super::{SCHEMA_VERSION, open_to_read};
use crate::args::SiteArgs;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::Meaning;

mod page;
mod watch;

/// Passages that are shown of one document.
const PASSAGES: usize = 3;
/// Documents of one technology that are shown; JSON has all of them.
const DOCUMENTS: usize = 5;

/// Arguments of `bongsu inspect`.
#[derive(Args, Debug)]
#[command(
    after_help = "Every file, and every file inside it, is compared with the prints of registered documents. match: more than chance or \
common phrases can bring about; possible: someone should look, also where the file says itself that it is protected; \
unreadable: something of it could not be read, and nothing was seen in the rest; none seen: all of it was read and \
nothing was seen, which is no clearance.

--watch DIR answers each file that is put into a folder with NAME.bongsu.json beside it, until it is interrupted; a \
file is answered when it has stopped growing, and again when it changes.

Exit code 1: something at or over --fail-on was found."
)]
pub(crate) struct InspectArgs {
    /// Files, folders and archives
    #[arg(value_name = "PATH", required_unless_present = "watch")]
    paths: Vec<PathBuf>,
    /// Answer each file that is put into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "paths")]
    watch: Option<PathBuf>,
    /// With --watch: answer what is there and end
    #[arg(long, requires = "watch")]
    once: bool,
    /// From which verdict on the exit code is 1
    #[arg(long, value_enum, default_value_t = FailOn::Possible)]
    fail_on: FailOn,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = InspectFormat::Human)]
    format: InspectFormat,
    /// Registered files that are at hand now: their side of each passage is shown too (--format html)
    #[arg(long = "beside", value_name = "PATH")]
    beside: Vec<PathBuf>,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    site: SiteArgs,
}

/// From which verdict on the exit code is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Only a match
    Match,
    /// Also what may be one
    Possible,
    /// Also what could not be read
    Unreadable,
    /// Never
    Never,
}

/// The form of an inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    /// For reading
    Human,
    /// One JSON document
    Json,
    /// One self-contained printable page with both sides of each passage
    Html,
}

impl FailOn {
    fn is_met(self, verdict: Verdict) -> bool {
        match self {
            Self::Match => verdict >= Verdict::Match,
            Self::Possible => verdict >= Verdict::Possible,
            Self::Unreadable => verdict >= Verdict::Unreadable,
            Self::Never => false,
        }
    }
}

pub(crate) async fn run(args: &InspectArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_read(&args.site).await?;
    let readers = args.limits.readers()?;
    if let Some(folder) = &args.watch {
        return watch::run(&site, folder, args, out).await;
    }
    for path in &args.paths {
        if fs_err::symlink_metadata(path).is_err() {
            bail!("{}: no such file or folder", path.display());
        }
    }
    let inspector = Inspector::open(&site).await?;
    note_empty(&inspector, out);
    let mut worst = None;
    let mut kept = Vec::new();
    let (mut n_read, mut n_unread) = (0_u64, 0_u64);
    for file in readers.read(args.paths.clone()) {
        let mut seen = inspector.inspect(file)?;
        worst = worst.max(Some(seen.verdict));
        n_read += 1;
        if n_read.is_multiple_of(100) || out.is_live() && args.format != InspectFormat::Human {
            out.progress(&format!("{} inspected", plural(n_read, "file")));
        }
        // What hides nothing, such as a logo or an empty file, is left out of the count as of the verdict.
        n_unread += u64::from(seen.unread.iter().any(|unread| !unread.trifle));
        if seen.technologies.is_empty() {
            // Only passages are shown with their words.
            seen.items.clear();
        }
        match args.format {
            InspectFormat::Human => show(&seen, out)?,
            InspectFormat::Json => {
                seen.items.clear();
                kept.push(seen);
            }
            InspectFormat::Html => kept.push(seen),
        }
    }
    match args.format {
        InspectFormat::Human => {}
        InspectFormat::Json => out.json(&json!({
            "schema_version": SCHEMA_VERSION,
            "registered_documents": inspector.n_documents(),
            "files": kept.iter().map(json_of).collect::<Result<Vec<Value>, _>>()?,
        }))?,
        InspectFormat::Html => {
            let beside = page::read_beside(&readers, &args.beside)?;
            out.data(&page::page(&kept, &inspector, &beside)?)?;
        }
    }
    if n_unread > 0 && matches!(args.fail_on, FailOn::Match | FailOn::Possible) {
        out.note(&format!(
            "note: {} could not be read wholly; with --fail-on unreadable that is exit code 1 too",
            plural(n_unread, "file")
        ));
    }
    Ok(status(args.fail_on, worst))
}

fn status(fail_on: FailOn, worst: Option<Verdict>) -> ExitStatus {
    if worst.is_some_and(|worst| fail_on.is_met(worst)) {
        ExitStatus::Negative
    } else {
        ExitStatus::Done
    }
}

fn note_empty(inspector: &Inspector, out: &mut Out) {
    if inspector.n_documents() == 0 {
        out.note(
            "note: no document is registered: only markings are looked for\n\
             hint: bongsu document register PATH --technology ID",
        );
    }
}

/// An inspection as JSON, without the text of anything.
fn json_of(seen: &Inspection) -> serde_json::Result<Value> {
    serde_json::to_value(seen)
}

/// The word of a verdict.
fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Match => "match",
        Verdict::Possible => "possible",
        Verdict::Unreadable => "unreadable",
        Verdict::NoneSeen => "none seen",
    }
}

fn show(seen: &Inspection, out: &mut Out) -> anyhow::Result<()> {
    let style = out.style();
    let meaning = match seen.verdict {
        Verdict::Match => Meaning::Beyond,
        Verdict::Possible => Meaning::Marking,
        Verdict::Unreadable => Meaning::Bold,
        Verdict::NoneSeen => Meaning::Plain,
    };
    let mut text = format!(
        "{}: {}\n",
        visible(&seen.file),
        style.paint(meaning, word(seen.verdict))
    );
    for technology in &seen.technologies {
        text += &format!(
            "  {}\n",
            style.paint(Meaning::Bold, &visible(&technology_line(technology)))
        );
        for document in technology.documents.iter().take(DOCUMENTS) {
            text += &format!("    {}\n", visible(&document_line(document)));
            for passage in longest(document).take(PASSAGES) {
                let words = page::inside(seen, passage, 100);
                let at = page::at(seen, passage);
                text += &format!(
                    "      {} {}\n",
                    style.paint(Meaning::Dim, &visible(&at)),
                    visible(&words)
                );
            }
            let further = document.passages.len().saturating_sub(PASSAGES);
            if further > 0 {
                text += &format!("      and {further} more\n");
            }
        }
        let further = technology.documents.len().saturating_sub(DOCUMENTS);
        if further > 0 {
            text += &format!("    and {} more\n", plural(further as u64, "document"));
        }
    }
    for mark in &seen.markings {
        text += &format!(
            "  {}\n",
            style.paint(Meaning::Marking, &visible(&mark.to_string()))
        );
    }
    for unread in &seen.unread {
        text += &format!("  {}\n", visible(&unread_line(seen, unread)));
    }
    out.data(&text)
}

fn unread_line(seen: &Inspection, unread: &bongsu_engine::content::Unread) -> String {
    let word = if unread.whole && !unread.trifle {
        "unreadable"
    } else {
        "not read"
    };
    if unread.item == seen.file {
        format!("{word}: {}", unread.why)
    } else {
        format!("{word}: {}: {}", unread.item, unread.why)
    }
}

fn technology_line(technology: &bongsu_engine::content::TechnologySeen) -> String {
    let grade = technology.grade.map(|grade| format!(", grade {grade}"));
    format!(
        "{} ({}{}): {} of this file",
        technology
            .name
            .as_deref()
            .unwrap_or("a technology without name"),
        technology.technology,
        grade.unwrap_or_default(),
        percent(technology.share_of_file)
    )
}

/// How much of a document was found: `17 % of recipe.docx, verbatim, longest passage 212 characters`.
fn document_line(document: &DocumentSeen) -> String {
    let name = document.name.as_deref().unwrap_or(&document.document);
    let mut line = format!(
        "{} of {name}: {}, {}",
        if document.whole {
            "all".to_owned()
        } else {
            percent(document.share_of_document)
        },
        sure(document),
        document.kind
    );
    if document.longest > 0 {
        line += &format!(", longest run {} characters", document.longest);
    }
    if let Some(wrapper) = &document.left_wrapper {
        line += &format!("; it is kept in {wrapper} and left without");
    }
    line
}

fn sure(document: &DocumentSeen) -> &'static str {
    match document.certainty {
        bongsu_engine::content::Sure::Match => "match",
        bongsu_engine::content::Sure::Possible => "possible",
    }
}

/// Passages, the longest first.
fn longest(document: &DocumentSeen) -> impl Iterator<Item = &bongsu_engine::content::PassageSeen> {
    let mut passages: Vec<_> = document.passages.iter().collect();
    passages.sort_by_key(|passage| {
        let [start, end] = passage.here;
        (std::cmp::Reverse(end.saturating_sub(start)), start)
    });
    passages.into_iter()
}

fn percent(share: f64) -> String {
    bongsu_engine::content::percent(share)
}
