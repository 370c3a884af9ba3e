//! `bongsu technology add | list | show`: the register of protected technologies.

use anyhow::bail;
use bongsu_engine::content::{TechnologyRow, technologies, wrappers_without};
use bongsu_engine::query::utc;
use bongsu_model::TechnologyId;
use bongsu_store::Technology;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::{SCHEMA_VERSION, open, open_to_read, who};
use crate::args::{AnswerFormat, SiteArgs};
use crate::clock;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table};

/// `bongsu technology …`
#[derive(Debug, Subcommand)]
pub(crate) enum TechnologyCommand {
    /// Enter a technology, or change what the register says of it
    Add(Box<AddArgs>),
    /// Every technology, of the register and of imported tables
    List(ListArgs),
    /// One technology with its documents
    Show(ShowArgs),
}

/// Arguments of `bongsu technology add`.
#[derive(Args, Debug)]
#[command(
    after_help = "What is not given stays as it was; every entry is kept, with who made it and when. Statutory lists differ for one \
item: --threshold is that of national core technology, --strategic-threshold that of advanced strategic technology. \
--person takes the key by which HR records know somebody; only its pseudonym is kept."
)]
pub(crate) struct AddArgs {
    /// Its id: tech_ and letters, digits, - or _
    technology: TechnologyId,
    /// Its name; needed for a new one
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// What the law calls it
    #[arg(long, value_enum)]
    class: Option<Class>,
    /// Grade of protection; higher is more protected
    #[arg(long, value_name = "N")]
    grade: Option<u32>,
    /// Sector of the statutory list
    #[arg(long, value_name = "TEXT")]
    sector: Option<String>,
    /// The unit that owns it
    #[arg(long, value_name = "TEXT")]
    owner_unit: Option<String>,
    /// Item of the statutory list
    #[arg(long, value_name = "TEXT")]
    list_item: Option<String>,
    /// Version of that list
    #[arg(long, value_name = "TEXT")]
    list_version: Option<String>,
    /// Threshold as national core technology
    #[arg(long, value_name = "TEXT")]
    threshold: Option<String>,
    /// Threshold as advanced strategic technology
    #[arg(long, value_name = "TEXT")]
    strategic_threshold: Option<String>,
    /// The holder's own value against the thresholds
    #[arg(long, value_name = "TEXT")]
    measured: Option<String>,
    /// The rights management that its documents are kept in, as bongsu extract names it
    #[arg(long, value_name = "NAME")]
    kept_in: Option<String>,
    /// Path rule: a file under a matching path touches it (`*` any run, case ignored); may be repeated
    #[arg(long = "path", value_name = "RULE")]
    paths: Vec<String>,
    /// Somebody with access, by the key of HR records; may be repeated
    #[arg(long = "person", value_name = "KEY")]
    people: Vec<String>,
    /// A path rule that holds no longer; may be repeated
    #[arg(long = "remove-path", value_name = "RULE")]
    remove_paths: Vec<String>,
    /// Somebody without access from now on; may be repeated
    #[arg(long = "remove-person", value_name = "KEY")]
    remove_people: Vec<String>,
    #[command(flatten)]
    site: SiteArgs,
}

/// What the law calls a technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Class {
    /// National core technology
    NationalCore,
    /// Advanced strategic technology
    AdvancedStrategic,
    /// Industrial technology
    Industrial,
    /// Trade secret
    TradeSecret,
}

/// Arguments of `bongsu technology list`.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

/// Arguments of `bongsu technology show`.
#[derive(Args, Debug)]
pub(crate) struct ShowArgs {
    /// Its id
    technology: String,
    #[command(flatten)]
    list: ListArgs,
}

pub(crate) async fn run(command: &TechnologyCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match command {
        TechnologyCommand::Add(args) => add(args, out).await,
        TechnologyCommand::List(args) => {
            let site = open_to_read(&args.site).await?;
            list(&technologies(&site).await?, args.format, out)
        }
        TechnologyCommand::Show(args) => show(args, out).await,
    }
}

async fn add(args: &AddArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let who = who("an entry of the register")?;
    let site = open(&args.site).await?;
    let entries = site.store.technologies().await?;
    let mut before = entries
        .into_iter()
        .map(|entry| entry.technology)
        .find(|entry| entry.technology == args.technology);
    if before.is_none() {
        // What was imported of it is where the register begins.
        let known = technologies(&site).await?;
        let row = known
            .into_iter()
            .find(|row| row.technology == args.technology.as_str());
        before = row.map(|row| imported(&args.technology, row));
    }
    let is_new = before.is_none();
    let mut entry = match (before, &args.name) {
        (Some(before), _) => before,
        (None, Some(name)) => empty(&args.technology, name),
        (None, None) => bail!(
            "`{}` is not in the register: a new technology needs a name\nhint: --name TEXT",
            args.technology
        ),
    };
    change(&mut entry, args);
    if let Some(wrapper) = &args.kept_in {
        note_unknown(wrapper, out);
    }
    for key in &args.people {
        let person = site.keys.person(key).to_string();
        if !entry.people.contains(&person) {
            entry.people.push(person);
        }
    }
    let gone: Vec<String> = args
        .remove_people
        .iter()
        .map(|key| site.keys.person(key).to_string())
        .collect();
    entry.people.retain(|person| !gone.contains(person));
    entry.paths.retain(|path| !args.remove_paths.contains(path));
    site.store
        .put_technology(&entry, &who, clock::now())
        .await?;
    out.note(&format!(
        "{} `{technology}`\nhint: bongsu document register PATH --technology {technology}",
        if is_new { "entered" } else { "changed" },
        technology = args.technology
    ));
    Ok(ExitStatus::Done)
}

/// A wrapper that no file is ever found in makes every document look as if it left without.
fn note_unknown(wrapper: &str, out: &mut Out) {
    if let Some(known) = wrappers_without(wrapper) {
        out.note(&format!(
            "note: no wrapper called `{wrapper}` is recognised, except in a PDF that names it: every other document of \
             this technology will be said to leave without\nhint: recognised are {}",
            known.join(", ")
        ));
    }
}

/// Puts what was given in the place of what was.
fn change(entry: &mut Technology, args: &AddArgs) {
    let class = args.class.and_then(|class| class.to_possible_value());
    let class = class.map(|value| value.get_name().to_owned());
    let given = [
        (&mut entry.class, &class),
        (&mut entry.sector, &args.sector),
        (&mut entry.owner_unit, &args.owner_unit),
        (&mut entry.list_item, &args.list_item),
        (&mut entry.list_version, &args.list_version),
        (&mut entry.threshold, &args.threshold),
        (&mut entry.strategic_threshold, &args.strategic_threshold),
        (&mut entry.measured, &args.measured),
        (&mut entry.kept_in, &args.kept_in),
    ];
    for (place, given) in given {
        if given.is_some() {
            place.clone_from(given);
        }
    }
    if let Some(name) = &args.name {
        entry.name.clone_from(name);
    }
    entry.grade = args.grade.or(entry.grade);
    for path in &args.paths {
        if !entry.paths.contains(path) {
            entry.paths.push(path.clone());
        }
    }
}

/// A technology of an imported table as an entry of the register.
fn imported(technology: &TechnologyId, row: TechnologyRow) -> Technology {
    Technology {
        class: row.class,
        grade: row.grade,
        sector: row.sector,
        owner_unit: row.owner_unit,
        list_item: row.list_item,
        list_version: row.list_version,
        threshold: row.threshold,
        strategic_threshold: row.strategic_threshold,
        measured: row.measured,
        paths: row.paths,
        ..empty(technology, &row.name)
    }
}

fn empty(technology: &TechnologyId, name: &str) -> Technology {
    Technology {
        technology: technology.clone(),
        name: name.to_owned(),
        class: None,
        grade: None,
        sector: None,
        owner_unit: None,
        list_item: None,
        list_version: None,
        threshold: None,
        strategic_threshold: None,
        measured: None,
        kept_in: None,
        paths: Vec::new(),
        people: Vec::new(),
    }
}

fn list(rows: &[TechnologyRow], format: AnswerFormat, out: &mut Out) -> anyhow::Result<ExitStatus> {
    if format == AnswerFormat::Json {
        out.json(&json!({ "schema_version": SCHEMA_VERSION, "technologies": rows }))?;
        return Ok(ExitStatus::Done);
    }
    if rows.is_empty() {
        out.note("no technology is registered\nhint: bongsu technology add tech_ID --name TEXT");
        return Ok(ExitStatus::Done);
    }
    let mut table = Table::new(vec![
        Column::fixed("technology"),
        Column::wide("name"),
        Column::fixed("class"),
        Column::number("grade"),
        Column::flexible("item"),
        Column::number("documents"),
        Column::fixed("from"),
    ]);
    for row in rows {
        table.row(vec![
            Cell::new(&row.technology),
            Cell::new(&row.name),
            Cell::new(row.class.as_deref().unwrap_or("")),
            Cell::new(row.grade.map(|grade| grade.to_string()).unwrap_or_default()),
            Cell::new(row.list_item.as_deref().unwrap_or("")),
            Cell::new(row.n_documents.to_string()),
            Cell::new(&row.source),
        ]);
    }
    out.data(&table.written(out.style()))?;
    Ok(ExitStatus::Done)
}

async fn show(args: &ShowArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_read(&args.list.site).await?;
    let rows = technologies(&site).await?;
    let Some(row) = rows.iter().find(|row| row.technology == args.technology) else {
        out.note(&format!(
            "no technology `{}`\nhint: bongsu technology list",
            args.technology
        ));
        return Ok(ExitStatus::Negative);
    };
    let documents = site.store.documents().await?;
    let own: Vec<_> = documents
        .iter()
        .map(|one| &one.document)
        .filter(|one| one.technology.as_deref() == Some(&args.technology))
        .collect();
    if args.list.format == AnswerFormat::Json {
        let documents: Vec<_> = own
            .iter()
            .map(|one| super::document::json_of(one))
            .collect();
        out.json(&json!({
            "schema_version": SCHEMA_VERSION, "technology": row, "documents": documents,
        }))?;
        return Ok(ExitStatus::Done);
    }
    let mut table = Table::new(vec![Column::fixed(""), Column::wide("")]);
    for (name, value) in row.fields() {
        table.row(vec![Cell::new(name), Cell::new(value)]);
    }
    out.data(&table.written(out.style()))?;
    if let Some(entry) = site
        .store
        .technologies()
        .await?
        .iter()
        .find(|entry| entry.technology.technology.as_str() == args.technology)
    {
        out.data(&format!("entered by {} at {}\n", entry.who, utc(entry.at)))?;
    }
    super::document::table(&own, out)
}
