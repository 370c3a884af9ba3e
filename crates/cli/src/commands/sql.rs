//! `bongsu sql`: rows are written batch after batch, so that a result of any size passes through.

use std::io::Read;

use anyhow::{Context, bail};
use bongsu_lake::{RowStream, json_values, kind_of, text_of};
use bongsu_model::tables::Kind;
use clap::Args;
use serde_json::{Value, json};

use super::{SCHEMA_VERSION, note_outdated, open_to_read};
use crate::args::{SiteArgs, TableFormat};
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table, counted};

/// Rows of the table for people: it is laid out as a whole, and nobody reads more.
const SHOWN: usize = 10_000;

/// Arguments of `bongsu sql`.
#[derive(Args, Debug)]
#[command(
    after_help = "Tables: activity, notable, people, departures, person_day, baseline, counterparts, ties, exposure, \
every imported table (see `bongsu generate schema`), and system.sources, system.imports, system.claims, \
system.rejects, system.audit, system.detectors, system.runs, system.blindness, system.findings, \
system.cases.

csv, jsonl and json are written as the rows come, whatever their number; human shows the first 10,000 rows."
)]
pub(crate) struct SqlArgs {
    /// One SELECT; `-` reads it from standard input
    query: String,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = TableFormat::Human)]
    format: TableFormat,
    #[command(flatten)]
    site: SiteArgs,
}

/// The rows of a query, and the names and types of their columns.
struct Rows {
    stream: RowStream,
    columns: Vec<(String, Option<Kind>, String)>,
}

type Batch = Vec<Vec<Value>>;

pub(crate) async fn run(args: &SqlArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let query = if args.query == "-" {
        let mut text = String::new();
        std::io::stdin()
            .lock()
            .read_to_string(&mut text)
            .context("the query cannot be read from standard input")?;
        text
    } else {
        args.query.clone()
    };
    let site = open_to_read(&args.site).await?;
    note_outdated(&site, out).await?;
    let mut rows = Rows::new(bongsu_engine::query::sql(&site, &query).await?);
    // A query that fails at once gives an error and no data.
    let first = rows.next().await?.unwrap_or_default();
    match args.format {
        TableFormat::Human => human(first, rows, out).await?,
        TableFormat::Csv => csv(first, rows, out).await?,
        TableFormat::Json => document(first, rows, out).await?,
        TableFormat::Jsonl => lines(first, rows, out).await?,
    }
    Ok(ExitStatus::Done)
}

impl Rows {
    fn new(stream: RowStream) -> Self {
        let schema = stream.schema();
        let columns = schema.fields().iter().map(|field| {
            let kind = kind_of(field.data_type());
            let word =
                kind.map_or_else(|| field.data_type().to_string(), |kind| kind.word().into());
            (field.name().clone(), kind, word)
        });
        Self {
            columns: columns.collect(),
            stream,
        }
    }

    async fn next(&mut self) -> anyhow::Result<Option<Batch>> {
        let batch = self.stream.next().await?;
        Ok(batch.as_ref().map(json_values).transpose()?)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _, _)| name.as_str())
    }

    /// Refuses two columns of one name, of which an object could hold only one.
    fn each_has_its_name(&self) -> anyhow::Result<()> {
        let mut names: Vec<&str> = self.names().collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|pair| pair.first() == pair.last()) {
            let name = twice.first().copied().unwrap_or_default();
            bail!(
                "two columns are called `{name}`\nhint: give one another name with AS, or use --format csv"
            );
        }
        Ok(())
    }

    /// A row as an object in one line.
    fn object(&self, row: Vec<Value>) -> anyhow::Result<String> {
        let fields = self.names().map(str::to_owned).zip(row);
        Ok(serde_json::to_string(
            &fields.collect::<serde_json::Map<_, _>>(),
        )?)
    }
}

async fn human(first: Batch, mut rows: Rows, out: &mut Out) -> anyhow::Result<()> {
    let layout = rows.columns.iter().map(|(name, kind, _)| match kind {
        Some(Kind::Whole | Kind::Number) => Column::number(name.clone()),
        _ => Column::flexible(name.clone()),
    });
    let mut table = Table::new(layout.collect());
    let (mut batch, mut n) = (first, 0);
    loop {
        for row in batch.iter().take(SHOWN.saturating_sub(n)) {
            table.row(row.iter().map(|value| Cell::new(text_of(value))).collect());
        }
        n += batch.len();
        match rows.next().await? {
            Some(next) => batch = next,
            None => break,
        }
    }
    let total = counted(n as u64, "row");
    let more = n.saturating_sub(SHOWN);
    let all = if more > 0 {
        format!("the first 10,000 of {total}")
    } else {
        total
    };
    out.data(&format!("{}{all}\n", table.written(out.style())))?;
    if more > 0 {
        out.note(&format!(
            "{} more are not shown\nhint: --format csv writes all of them",
            counted(more as u64, "row")
        ));
    }
    Ok(())
}

async fn csv(first: Batch, mut rows: Rows, out: &mut Out) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(rows.names())?;
    let mut batch = Some(first);
    while let Some(rows_now) = batch {
        for row in &rows_now {
            writer.write_record(row.iter().map(text_of))?;
        }
        out.data(&String::from_utf8(writer.into_inner()?)?)?;
        writer = csv::Writer::from_writer(Vec::new());
        batch = rows.next().await?;
    }
    Ok(())
}

async fn lines(first: Batch, mut rows: Rows, out: &mut Out) -> anyhow::Result<()> {
    rows.each_has_its_name()?;
    let mut batch = Some(first);
    while let Some(rows_now) = batch {
        let mut text = String::new();
        for row in rows_now {
            text.push_str(&rows.object(row)?);
            text.push('\n');
        }
        out.data(&text)?;
        batch = rows.next().await?;
    }
    Ok(())
}

async fn document(first: Batch, mut rows: Rows, out: &mut Out) -> anyhow::Result<()> {
    rows.each_has_its_name()?;
    let columns: Vec<Value> = rows
        .columns
        .iter()
        .map(|(name, _, word)| json!({ "name": name, "type": word }))
        .collect();
    let mut text = format!(
        "{{\n  \"schema_version\": {SCHEMA_VERSION},\n  \"columns\": {},\n  \"rows\": [",
        serde_json::to_string(&columns)?
    );
    let mut lead = "\n    ";
    let mut batch = Some(first);
    while let Some(rows_now) = batch {
        for row in rows_now {
            text.push_str(lead);
            text.push_str(&rows.object(row)?);
            lead = ",\n    ";
        }
        out.data(&text)?;
        text.clear();
        batch = rows.next().await?;
    }
    let is_empty = !lead.starts_with(',');
    out.data(if is_empty { "]\n}\n" } else { "\n  ]\n}\n" })
}
