//! `bongsu document register | list | show | forget | certificate`: registered documents.

use std::path::PathBuf;

use anyhow::bail;
use bongsu_engine::Site;
use bongsu_engine::content::{FileOutcome, Outcome, Registration, forget, register};
use bongsu_engine::query::utc;
use bongsu_store::Document;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::extract::LimitArgs;
use super::{SCHEMA_VERSION, certificate, open, open_to_read, who};
use crate::args::{AnswerFormat, SiteArgs};
use crate::clock;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table, counted};

/// `bongsu document …`
#[derive(Debug, Subcommand)]
pub(crate) enum DocumentCommand {
    /// Register files, folders and archives; what is registered already is passed over
    Register(RegisterArgs),
    /// Every registered document
    List(ListArgs),
    /// One registered document
    Show(ShowArgs),
    /// Remove documents from register and shelf
    Forget(ForgetArgs),
    /// Certificates of original
    #[command(subcommand)]
    Certificate(certificate::CertificateCommand),
}

/// Arguments of `bongsu document register`.
#[derive(Args, Debug)]
#[command(
    after_help = "The text of a document is never stored: keyed prints of it are, which say nothing without the key of the site. \
Members of an archive are documents of their own; what is embedded in a document belongs to it. A file whose text \
cannot be read is registered by its bytes, and said. The same file again, for the same technology and grade, is \
passed over; a changed file is a document of its own beside the earlier one, since both are protected. \
Text that many documents share (templates, licences, disclaimers) is registered with --boilerplate: it is \
subtracted, never found."
)]
pub(crate) struct RegisterArgs {
    /// Files, folders and archives
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The technology they belong to
    #[arg(
        long,
        value_name = "ID",
        required_unless_present = "boilerplate",
        conflicts_with = "boilerplate"
    )]
    technology: Option<String>,
    /// Their grade of protection; higher is more protected
    #[arg(long, value_name = "N")]
    grade: Option<u32>,
    /// Text that is subtracted wherever it is seen
    #[arg(long)]
    boilerplate: bool,
    /// Do not keep the names of files
    #[arg(long)]
    no_names: bool,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    site: SiteArgs,
}

/// Arguments of `bongsu document list`.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// Only those of this technology
    #[arg(long, value_name = "ID")]
    technology: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

/// Arguments of `bongsu document show`.
#[derive(Args, Debug)]
pub(crate) struct ShowArgs {
    /// Its id, or as much of it as tells it apart
    document: String,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

/// Arguments of `bongsu document forget`.
#[derive(Args, Debug)]
#[command(
    after_help = "When it returns, no file of the site holds prints of the documents; that they were registered, who had them removed \
and why is kept."
)]
pub(crate) struct ForgetArgs {
    /// Ids, or as much of each as tells it apart
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: String,
    #[command(flatten)]
    site: SiteArgs,
}

pub(crate) async fn run(command: &DocumentCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match command {
        DocumentCommand::Register(args) => register_paths(args, out).await,
        DocumentCommand::List(args) => list(args, out).await,
        DocumentCommand::Show(args) => show(args, out).await,
        DocumentCommand::Forget(args) => forget_documents(args, out).await,
        DocumentCommand::Certificate(command) => certificate::run(command, out).await,
    }
}

/// What became of the files so far.
#[derive(Default)]
struct Counts {
    registered: u64,
    by_bytes: u64,
    known: u64,
    not_read: u64,
}

async fn register_paths(args: &RegisterArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let who = who("a registration")?;
    let site = open(&args.site).await?;
    let mut grade = args.grade;
    if let Some(technology) = &args.technology {
        grade = grade.or(check(&site, technology).await?);
    }
    for path in &args.paths {
        if fs_err::symlink_metadata(path).is_err() {
            bail!("{}: no such file or folder", path.display());
        }
    }
    let how = Registration {
        technology: args.technology.as_deref(),
        grade,
        keep_names: !args.no_names,
        who: &who,
        at: clock::now(),
    };
    let mut counts = Counts::default();
    register(
        &site,
        &args.limits.readers()?,
        args.paths.clone(),
        &how,
        &mut |file| tell(file, &mut counts, out),
    )
    .await?;
    let mut said = vec![format!(
        "{} registered",
        counted(counts.registered, "document")
    )];
    for (n, what) in [
        (counts.by_bytes, "of them by their bytes only"),
        (counts.known, "registered before"),
        (counts.not_read, "not read"),
    ] {
        if n > 0 {
            said.push(format!("{n} {what}"));
        }
    }
    out.note(&said.join(", "));
    Ok(if counts.not_read > 0 {
        ExitStatus::Negative
    } else {
        ExitStatus::Done
    })
}

/// The grade of a technology that is known; documents belong to no other.
async fn check(site: &Site, technology: &str) -> anyhow::Result<Option<u32>> {
    let known = bongsu_engine::content::technologies(site).await?;
    match known.iter().find(|row| row.technology == technology) {
        Some(row) => Ok(row.grade),
        None => bail!(
            "no technology `{technology}` is known\nhint: bongsu technology add {technology} --name TEXT"
        ),
    }
}

fn tell(file: &FileOutcome, counts: &mut Counts, out: &mut Out) {
    match &file.outcome {
        Outcome::Registered {
            characters,
            problems,
            opposed,
            ..
        } => {
            counts.registered += 1;
            counts.by_bytes += u64::from(*characters == 0);
            for problem in problems {
                let word = if *characters == 0 {
                    "unreadable"
                } else {
                    "not read"
                };
                out.note(&format!("{}: {word}: {problem}", file.name));
            }
            for said in opposed {
                out.note(&format!("{}: {said}", file.name));
            }
        }
        Outcome::Known => counts.known += 1,
        Outcome::NotRead(why) => {
            counts.not_read += 1;
            out.note(&format!("{}: {why}", file.name));
        }
    }
    let done = counts.registered + counts.known + counts.not_read;
    if done.is_multiple_of(100) || out.is_live() {
        out.progress(&format!("{} read", counted(done, "file")));
    }
}

async fn list(args: &ListArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_read(&args.site).await?;
    let documents = site.store.documents().await?;
    let chosen: Vec<&Document> = documents
        .iter()
        .map(|one| &one.document)
        .filter(|one| args.technology.is_none() || one.technology == args.technology)
        .collect();
    if args.format == AnswerFormat::Json {
        let documents: Vec<Value> = chosen.iter().map(|one| json_of(one)).collect();
        out.json(&json!({ "schema_version": SCHEMA_VERSION, "documents": documents }))?;
        return Ok(ExitStatus::Done);
    }
    if chosen.is_empty() {
        out.note("no document is registered\nhint: bongsu document register PATH --technology ID");
        return Ok(ExitStatus::Done);
    }
    table(&chosen, out)
}

/// A table of documents.
pub(crate) fn table(documents: &[&Document], out: &mut Out) -> anyhow::Result<ExitStatus> {
    let mut table = Table::new(vec![
        Column::fixed("document"),
        Column::fixed("technology"),
        Column::number("grade"),
        Column::wide("name"),
        Column::fixed("format"),
        Column::number("characters"),
        Column::flexible("not read"),
    ]);
    for one in documents {
        let characters: u64 = one.parts.iter().map(|part| part.length).sum();
        table.row(vec![
            Cell::new(&one.document),
            Cell::new(one.technology.as_deref().unwrap_or("boilerplate")),
            Cell::new(one.grade.map(|grade| grade.to_string()).unwrap_or_default()),
            Cell::new(one.name.as_deref().unwrap_or("not kept")),
            Cell::new(&one.format),
            Cell::new(characters.to_string()),
            Cell::new(one.problems.join("; ")),
        ]);
    }
    out.data(&table.written(out.style()))?;
    Ok(ExitStatus::Done)
}

/// A document as JSON.
pub(crate) fn json_of(one: &Document) -> Value {
    let parts: Vec<Value> = one
        .parts
        .iter()
        .map(|part| {
            json!({
                "name": part.name, "digest": part.digest.to_string(), "reader": part.reader,
                "characters": part.length,
            })
        })
        .collect();
    json!({
        "document": one.document, "technology": one.technology, "grade": one.grade, "name": one.name,
        "digest": one.digest.to_string(), "bytes": one.bytes, "format": one.format, "problems": one.problems,
        "wrapper": one.wrapper, "label": one.label, "registered_at": utc(one.registered_at), "who": one.who,
        "parts": parts,
    })
}

/// The document that an id, or the beginning of one, means.
pub(crate) fn chosen<'d>(
    documents: impl Iterator<Item = &'d Document>,
    text: &str,
) -> anyhow::Result<&'d Document> {
    let mut found = documents.filter(|one| {
        let id = one.document.as_str();
        id == text || text.len() >= 8 && id.starts_with(text)
    });
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => bail!("no document `{text}`\nhint: bongsu document list"),
        (Some(one), Some(other)) => bail!(
            "`{text}` may mean {} or {}: write more of it",
            one.document,
            other.document
        ),
    }
}

async fn show(args: &ShowArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_read(&args.site).await?;
    let documents = site.store.documents().await?;
    let one = chosen(documents.iter().map(|one| &one.document), &args.document)?;
    let certificates = site.store.certificates().await?;
    let certificates: Vec<Value> = certificates
        .iter()
        .filter(|found| found.digest == one.digest)
        .map(certificate::json_of)
        .collect();
    if args.format == AnswerFormat::Json {
        out.json(&json!({
            "schema_version": SCHEMA_VERSION, "document": json_of(one), "certificates": certificates,
        }))?;
        return Ok(ExitStatus::Done);
    }
    let mut table = Table::new(vec![Column::fixed(""), Column::wide("")]);
    let mut row = |name: &str, value: &str| {
        if !value.is_empty() {
            table.row(vec![Cell::new(name), Cell::new(value)]);
        }
    };
    row("document", &one.document);
    row(
        "technology",
        one.technology.as_deref().unwrap_or("boilerplate"),
    );
    row(
        "grade",
        &one.grade.map(|grade| grade.to_string()).unwrap_or_default(),
    );
    row("name", one.name.as_deref().unwrap_or("not kept"));
    row("digest", &format!("BLAKE3 {}", one.digest));
    row("format", &format!("{}, {} bytes", one.format, one.bytes));
    row("wrapper", one.wrapper.as_deref().unwrap_or(""));
    row("label", one.label.as_deref().unwrap_or(""));
    row(
        "registered",
        &format!("{} by {}", utc(one.registered_at), one.who),
    );
    for part in &one.parts {
        let name = part.name.as_deref().unwrap_or("name not kept");
        row(
            "part",
            &format!(
                "{name}: {} characters, read by {}",
                part.length, part.reader
            ),
        );
    }
    for problem in &one.problems {
        row("not read", problem);
    }
    for found in &certificates {
        row("certificate", &certificate::line(found));
    }
    out.data(&table.written(out.style()))?;
    Ok(ExitStatus::Done)
}

async fn forget_documents(args: &ForgetArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let who = who("a removal")?;
    let site = open(&args.site).await?;
    let documents = site.store.documents().await?;
    let mut ids = Vec::new();
    for text in &args.documents {
        let one = chosen(documents.iter().map(|one| &one.document), text)?;
        if !ids.contains(&one.document) {
            ids.push(one.document.clone());
        }
    }
    forget(&site, &ids, (&who, &args.why), clock::now()).await?;
    out.note(&format!(
        "{} forgotten",
        counted(ids.len() as u64, "document")
    ));
    Ok(ExitStatus::Done)
}
