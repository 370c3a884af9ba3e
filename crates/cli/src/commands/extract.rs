//! `bongsu extract`: the text of documents, read in a process of its own; and that process.

use std::io::{BufReader, stdin, stdout};
use std::path::PathBuf;

use anyhow::Context;
use bongsu_engine::content::{Content, ReaderLimits, Readers, serve};
use bongsu_extract::{Item, State};
use bongsu_web::words::visible;
use clap::{Args, ValueEnum};
use serde_json::json;

use super::SCHEMA_VERSION;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::Meaning;

/// Arguments of `bongsu extract`.
#[derive(Args, Debug)]
#[command(
    after_help = "Each file is read in a process of its own that can open no file and has bounds of memory and time; what a file does \
to its reader ends there. Files inside a file (members of archives, attachments, embedded objects) follow it. \
What cannot be read is said: unreadable: password; unreadable: DRM wrapper NAME; image only, 14 pages. \
Exit code 1: some file, or a file inside one, could not be read wholly."
)]
pub(crate) struct ExtractArgs {
    /// Files and folders
    #[arg(value_name = "PATH", required_unless_present = "worker")]
    paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = ExtractFormat::Text)]
    format: ExtractFormat,
    #[command(flatten)]
    limits: LimitArgs,
    /// Answer the process that started this one
    #[arg(long, hide = true)]
    worker: bool,
}

/// Bounds of reading a file.
#[derive(Args, Clone, Debug)]
pub(crate) struct LimitArgs {
    /// Seconds for one file
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    seconds: u64,
    /// Memory of the process that reads, in MiB
    #[arg(long, value_name = "N", default_value_t = 2048, value_parser = clap::value_parser!(u64).range(64..=1_048_576))]
    memory_mib: u64,
}

/// The form of extracted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExtractFormat {
    /// The text, with a line before each file and place
    Text,
    /// One JSON object an item a line
    Jsonl,
}

impl Default for LimitArgs {
    fn default() -> Self {
        let limits = ReaderLimits::default();
        Self {
            seconds: limits.seconds,
            memory_mib: limits.memory_mib,
        }
    }
}

impl LimitArgs {
    /// Readers with these bounds, one a core.
    pub(crate) fn readers(&self) -> anyhow::Result<Readers> {
        let program = std::env::current_exe().context("cannot find the program itself")?;
        let limits = ReaderLimits {
            seconds: self.seconds,
            memory_mib: self.memory_mib,
            ..ReaderLimits::default()
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Readers::new(program, limits, cores))
    }
}

pub(crate) fn run(args: &ExtractArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    if args.worker {
        return worker(args);
    }
    for path in &args.paths {
        if fs_err::symlink_metadata(path).is_err() {
            anyhow::bail!("{}: no such file or folder", path.display());
        }
    }
    let mut whole = true;
    for file in args.limits.readers()?.read(args.paths.clone()) {
        let items = match file.content {
            Content::Items(items) => items,
            Content::Known(_) => continue,
            Content::None(why) => {
                whole = false;
                out.note(&format!("{}: {why}", file.name));
                continue;
            }
        };
        for item in &items {
            whole &= item.state() == State::Read;
            match args.format {
                ExtractFormat::Text => show(item, out)?,
                ExtractFormat::Jsonl => {
                    let mut value = json!({ "schema_version": SCHEMA_VERSION });
                    if let (Some(to), serde_json::Value::Object(from)) =
                        (value.as_object_mut(), serde_json::to_value(item)?)
                    {
                        to.extend(from);
                    }
                    out.data(&format!("{value}\n"))?;
                }
            }
        }
    }
    Ok(if whole {
        ExitStatus::Done
    } else {
        ExitStatus::Negative
    })
}

fn show(item: &Item, out: &mut Out) -> anyhow::Result<()> {
    let style = out.style();
    let head = format!("== {} ({}, {} bytes)", item.path, item.format, item.bytes);
    let mut text = format!("{}\n", style.paint(Meaning::Bold, &visible(&head)));
    for property in &item.properties {
        text += &visible(&format!("{}: {}", property.name, property.value));
        text.push('\n');
    }
    for problem in &item.problems {
        let word = match item.state() {
            State::Unreadable => "unreadable",
            State::Read | State::Partly => "not read",
        };
        text += &format!("{}\n", visible(&format!("{word}: {problem}")));
    }
    for section in &item.sections {
        let label = section.label.as_deref().map(|label| format!(" {label}"));
        let head = format!("-- {}{}", section.place, label.unwrap_or_default());
        text += &format!("{}\n", style.paint(Meaning::Dim, &visible(&head)));
        for line in item.text_of(section).lines() {
            text += &visible(line);
            text.push('\n');
        }
    }
    out.data(&text)
}

/// The process that reads: bounded, and without the right to open anything.
fn worker(args: &ExtractArgs) -> anyhow::Result<ExitStatus> {
    confine(args.limits.memory_mib)?;
    let mut input = BufReader::with_capacity(1 << 16, stdin().lock());
    let mut output = std::io::BufWriter::with_capacity(1 << 16, stdout().lock());
    serve(&mut input, &mut output)?;
    Ok(ExitStatus::Done)
}

/// Bounds the memory of this process and takes its rights to files and the network away.
#[cfg(target_os = "linux")]
fn confine(memory_mib: u64) -> anyhow::Result<()> {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr,
    };
    let bytes = memory_mib.saturating_mul(1 << 20);
    rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes)?;
    rlimit::setrlimit(rlimit::Resource::CORE, 0, 0)?;
    // An old kernel knows fewer of these rights, or none; the process is then confined by its limits only.
    Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI::V5))?
        .handle_access(AccessNet::from_all(ABI::V5))?
        .create()?
        .restrict_self()?;
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn confine(_memory_mib: u64) -> anyhow::Result<()> {
    Ok(())
}
