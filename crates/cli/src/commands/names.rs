//! `bongsu names compare`

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use bongsu_lake::input::{Input, delimiter};
use bongsu_names::{Comparison, NameKind, PreparedName, Verdict, compare};
use bongsu_web::words;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::SCHEMA_VERSION;
use crate::args::TableFormat;
use crate::csv_text::CsvText;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table, counted};

/// `bongsu names …`
#[derive(Debug, Subcommand)]
pub(crate) enum NamesCommand {
    /// Two names, or every pair of a file: a score, a verdict, and what made it
    Compare(CompareArgs),
}

/// Arguments of `bongsu names compare`.
#[derive(Args, Debug)]
#[command(
    after_help = "A score of 0.85 or more is the same name, 0.5 or more unsure: ask for the registration number. \
A name alone never settles who somebody is. Exit code 1 where two names are different.

A file of pairs is CSV with the columns name1 and name2, and a column schema where kinds are mixed (Person, or \
anything else for an organisation); its rows come back with score and verdict, in their order."
)]
pub(crate) struct CompareArgs {
    /// The first name
    #[arg(required_unless_present = "pairs", requires = "right")]
    left: Option<String>,
    /// The second name
    right: Option<String>,
    /// A CSV file of pairs instead
    #[arg(long, value_name = "FILE", conflicts_with = "left")]
    pairs: Option<PathBuf>,
    /// Whose names they are
    #[arg(long, value_enum, default_value_t = Kind::Organisation)]
    kind: Kind,
    /// Say what made the score
    #[arg(long)]
    explain: bool,
    /// Form of the output; pairs are CSV where human is asked for
    #[arg(long, value_enum, default_value_t = TableFormat::Human)]
    format: TableFormat,
}

/// Whose name it is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Kind {
    /// A person
    Person,
    /// An organisation
    Organisation,
}

impl From<Kind> for NameKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Person => Self::Person,
            Kind::Organisation => Self::Organisation,
        }
    }
}

pub(crate) fn run(command: &NamesCommand, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let NamesCommand::Compare(args) = command;
    match (&args.pairs, &args.left, &args.right) {
        (Some(path), ..) => pairs(path, args, out),
        (None, Some(left), Some(right)) => two(left, right, args, out),
        (None, ..) => bail!("two names are wanted\nhint: bongsu names compare \"NAME\" \"NAME\""),
    }
}

fn compared(kind: NameKind, left: &str, right: &str) -> Comparison {
    compare(
        &PreparedName::new(kind, left),
        &PreparedName::new(kind, right),
    )
}

fn two(left: &str, right: &str, args: &CompareArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    for (name, place) in [(left, "first"), (right, "second")] {
        if name.trim().is_empty() {
            bail!("the {place} name is empty: it is like no other");
        }
    }
    let comparison = compared(args.kind.into(), left, right);
    match args.format {
        TableFormat::Human => out.data(&human(&comparison, args.explain, out))?,
        TableFormat::Json => {
            let mut document = json!({ "schema_version": SCHEMA_VERSION });
            if let Some(fields) = document.as_object_mut() {
                fields.extend(fields_of(left, right, &comparison, args.explain));
            }
            out.json(&document)?;
        }
        TableFormat::Jsonl => {
            let fields = Value::Object(fields_of(left, right, &comparison, args.explain));
            out.data(&format!("{fields}\n"))?;
        }
        TableFormat::Csv => {
            let mut text = CsvText::new();
            text.record(["name1", "name2", "score", "verdict"], out)?;
            let verdict = comparison.verdict.to_string();
            text.record([left, right, &score(&comparison), &verdict], out)?;
            text.end(out)?;
        }
    }
    Ok(match comparison.verdict {
        Verdict::Different => ExitStatus::Negative,
        Verdict::Unsure | Verdict::Same => ExitStatus::Done,
    })
}

fn human(comparison: &Comparison, explain: bool, out: &Out) -> String {
    let mut text = format!("{}  {}\n", score(comparison), comparison.verdict);
    if !explain {
        return text;
    }
    let mut table = Table::new(vec![
        Column::number("effect"),
        Column::fixed("what"),
        Column::flexible("first"),
        Column::flexible("second"),
    ]);
    for feature in &comparison.features {
        table.row(vec![
            Cell::new(format!("{:+.2}", feature.effect)),
            Cell::new(word(feature)),
            Cell::new(&feature.left),
            Cell::new(&feature.right),
        ]);
    }
    text.push_str(&table.written(out.style()));
    text
}

/// `other-word` as "other word".
pub(super) fn word(feature: &bongsu_names::Feature) -> String {
    let kind = serde_json::to_value(feature.kind).unwrap_or_default();
    kind.as_str().unwrap_or_default().replace('-', " ")
}

fn fields_of(
    left: &str,
    right: &str,
    comparison: &Comparison,
    explain: bool,
) -> serde_json::Map<String, Value> {
    let mut fields = serde_json::Map::new();
    fields.insert("name1".to_owned(), left.into());
    fields.insert("name2".to_owned(), right.into());
    fields.insert("score".to_owned(), comparison.score.into());
    fields.insert("verdict".to_owned(), comparison.verdict.to_string().into());
    if explain {
        fields.insert("features".to_owned(), json!(comparison.features));
    }
    fields
}

fn score(comparison: &Comparison) -> String {
    format!("{:.3}", comparison.score)
}

/// What is written at once.
const CHUNK: usize = 1 << 16;

/// Where the columns of a file of pairs stand.
struct Places {
    first: usize,
    second: usize,
    schema: Option<usize>,
}

impl Places {
    fn of(path: &Path, headers: &csv::StringRecord) -> anyhow::Result<Self> {
        let place = |name: &str| {
            let is_it = |header: &str| header.trim().eq_ignore_ascii_case(name);
            headers.iter().position(is_it)
        };
        let (Some(first), Some(second)) = (place("name1"), place("name2")) else {
            let found: Vec<&str> = headers.iter().collect();
            bail!(
                "`{}` has no columns name1 and name2, but {}\nhint: name two columns so",
                path.display(),
                found.join(", ")
            );
        };
        let schema = place("schema");
        Ok(Self {
            first,
            second,
            schema,
        })
    }
}

/// Every pair of a file, one after another: a file of any size passes through.
fn pairs(path: &Path, args: &CompareArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let shown = path.display();
    let mut text = Input::open(path)?.into_reader();
    let parted_by = delimiter(text.fill_buf()?);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(parted_by)
        .flexible(true)
        .from_reader(text);
    let broken = || format!("`{shown}` cannot be read as CSV to its end");
    let headers = reader.headers().with_context(broken)?.clone();
    let places = Places::of(path, &headers)?;
    let is_csv = matches!(args.format, TableFormat::Human | TableFormat::Csv);
    if is_csv && args.explain {
        out.note("note: CSV has no room for what speaks for and against: --format jsonl has it");
    }
    let mut table = CsvText::new();
    if is_csv {
        table.record(headers.iter().chain(["score", "verdict"]), out)?;
    }
    let (mut rows, mut text) = (Vec::new(), String::new());
    let (mut n, mut told) = (0, Instant::now());
    for record in reader.records() {
        let record = record.with_context(broken)?;
        if record.len() != headers.len() {
            let line = record.position().map_or(0, csv::Position::line);
            out.note(&format!(
                "note: line {line} of `{shown}` is left out: it has {}, the header {}",
                counted(record.len() as u64, "field"),
                words::count(headers.len() as u64)
            ));
            continue;
        }
        let field = |at: usize| record.get(at).unwrap_or_default();
        let kind = match places.schema.map(field) {
            Some(schema) if schema.eq_ignore_ascii_case("person") => NameKind::Person,
            Some(_) => NameKind::Organisation,
            None => args.kind.into(),
        };
        let (left, right) = (field(places.first), field(places.second));
        let comparison = compared(kind, left, right);
        if is_csv {
            let (score, verdict) = (score(&comparison), comparison.verdict.to_string());
            table.record(record.iter().chain([score.as_str(), &verdict]), out)?;
        } else {
            let found = Value::Object(fields_of(left, right, &comparison, args.explain));
            if args.format == TableFormat::Jsonl {
                text.push_str(&format!("{found}\n"));
            } else {
                rows.push(found);
            }
        }
        if text.len() > CHUNK {
            out.data(&text)?;
            text.clear();
        }
        n += 1;
        if told.elapsed() > Duration::from_secs(2) {
            told = Instant::now();
            out.progress(&format!("{} compared", counted(n, "pair")));
        }
    }
    table.end(out)?;
    out.data(&text)?;
    if args.format == TableFormat::Json {
        out.json(&json!({ "schema_version": SCHEMA_VERSION, "pairs": rows }))?;
    }
    Ok(ExitStatus::Done)
}
