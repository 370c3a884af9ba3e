//! `bongsu ties control`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use bongsu_lake::Edges;
use bongsu_model::{Certainty, Zone};
use bongsu_ties::{CascadeRule, ControlRule, Node, TieGraph};
use bongsu_web::words;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::super::SCHEMA_VERSION;
use crate::args::TableFormat;
use crate::clock;
use crate::csv_text::CsvText;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table, counted};

/// Pairs of the table for people; more are only counted.
const SHOWN: usize = 1_000;

/// Contradictions of the edges that are told one by one.
const ISSUES: usize = 5;

/// What is written at once.
const CHUNK: usize = 1 << 16;

/// Arguments of `bongsu ties control`.
#[derive(Args, Debug)]
#[command(
    after_help = "Edges are CSV or Parquet with the columns holder, subject, and share or share_min and share_max: numbers from 0
to 1, empty where a share is not known. An answer is certain where it holds at the lower ends of all ranges, and
possible where it holds at the upper ends only. Shares are of the whole: what a company holds of itself, or nobody
named holds, stays in the total. Edges given twice are two holdings.

majority  more than half, held by x together with everything x controls; circles are solved, not cut
cascade   half or more, held by listed parties and what they reach, in aggregate, each step all or nothing"
)]
pub(crate) struct ControlArgs {
    /// Files of edges
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    edges: Vec<PathBuf>,
    /// The rule
    #[arg(long, value_enum, default_value_t = Rule::Majority)]
    rule: Rule,
    /// Listed parties, one id a line, for cascade
    #[arg(long, value_name = "FILE")]
    listed: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = TableFormat::Human)]
    format: TableFormat,
}

/// The rules of control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rule {
    /// More than half of the votes
    Majority,
    /// Half or more in aggregate by listed parties
    Cascade,
}

pub(super) fn run(args: &ControlArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let listed = match (args.rule, &args.listed) {
        (Rule::Cascade, None) => bail!("cascade wants --listed FILE: one id a line"),
        (Rule::Majority, Some(_)) => bail!("--listed is for --rule cascade"),
        (Rule::Cascade, Some(path)) => ids_in(path)?,
        (Rule::Majority, None) => BTreeSet::new(),
    };
    let mut edges = Edges::default();
    for path in &args.edges {
        edges.read(path)?;
    }
    if edges.is_empty() {
        bail!("the files hold no edge");
    }
    let (graph, issues) = TieGraph::from_edges(edges.iter());
    for issue in issues.iter().take(ISSUES) {
        out.note(&format!("note: {issue}"));
    }
    if issues.len() > ISSUES {
        out.note(&format!(
            "note: {} more contradictions in the edges",
            issues.len() - ISSUES
        ));
    }
    let mut answer = Answer::new(&graph, args.format, out)?;
    // Plain edges have no dates: any day gives the same.
    let today = Zone::utc().day(clock::now());
    match args.rule {
        Rule::Majority => {
            let mut failed = None;
            graph.visit_control(&ControlRule::majority(today), |one| {
                if failed.is_none() {
                    let controller = graph.id(one.controller);
                    failed = answer.push(controller, one.controlled, one.certainty).err();
                }
            });
            if let Some(error) = failed {
                return Err(error);
            }
        }
        Rule::Cascade => {
            let seeds: Vec<Node> = listed.iter().filter_map(|id| graph.node(id)).collect();
            let unknown = listed.len() - seeds.len();
            if unknown > 0 {
                answer.out.note(&format!(
                    "note: in no edge: {} of the list",
                    counted(unknown as u64, "id")
                ));
            }
            for one in graph.cascade(&seeds, &CascadeRule::half_in_aggregate(today)) {
                answer.push("listed parties", one.node, one.certainty)?;
            }
        }
    }
    answer.end()
}

/// The pairs as they are found.
struct Answer<'a> {
    graph: &'a TieGraph,
    format: TableFormat,
    out: &'a mut Out,
    table: CsvText,
    text: String,
    rows: Vec<[String; 3]>,
    n: u64,
}

const COLUMNS: [&str; 3] = ["controller", "controlled", "certainty"];

impl<'a> Answer<'a> {
    fn new(graph: &'a TieGraph, format: TableFormat, out: &'a mut Out) -> anyhow::Result<Self> {
        let mut answer = Self {
            graph,
            format,
            out,
            table: CsvText::new(),
            text: String::new(),
            rows: Vec::new(),
            n: 0,
        };
        if format == TableFormat::Csv {
            answer.table.record(COLUMNS, answer.out)?;
        }
        Ok(answer)
    }

    fn push(&mut self, by: &str, party: Node, certainty: Certainty) -> anyhow::Result<()> {
        self.n += 1;
        let row = [by, self.graph.id(party), words::certainty(certainty)];
        match self.format {
            TableFormat::Csv => self.table.record(row, self.out)?,
            TableFormat::Jsonl => self.text.push_str(&format!("{}\n", object(&row))),
            TableFormat::Json => self.rows.push(row.map(str::to_owned)),
            TableFormat::Human if self.rows.len() < SHOWN => self.rows.push(row.map(str::to_owned)),
            TableFormat::Human => {}
        }
        if self.text.len() > CHUNK {
            self.out.data(&self.text)?;
            self.text.clear();
        }
        Ok(())
    }

    fn end(mut self) -> anyhow::Result<ExitStatus> {
        match self.format {
            TableFormat::Csv => self.table.end(self.out)?,
            TableFormat::Jsonl => self.out.data(&self.text)?,
            TableFormat::Json => {
                let rows: Vec<Value> = self
                    .rows
                    .iter()
                    .map(|row| object(&row.each_ref().map(String::as_str)))
                    .collect();
                self.out
                    .json(&json!({ "schema_version": SCHEMA_VERSION, "control": rows }))?;
            }
            TableFormat::Human => {
                let mut table = Table::new(COLUMNS.map(Column::flexible).to_vec());
                for row in &self.rows {
                    table.row(row.iter().map(Cell::new).collect());
                }
                self.text = table.written(self.out.style());
                self.text
                    .push_str(&format!("{}\n", counted(self.n, "pair")));
                if self.n > SHOWN as u64 {
                    self.text.push_str(&format!(
                        "the first {SHOWN} are shown: --format csv has all\n"
                    ));
                }
                self.out.data(&self.text)?;
            }
        }
        Ok(ExitStatus::Done)
    }
}

fn object(row: &[&str; 3]) -> Value {
    let [by, party, certainty] = row;
    json!({ "controller": by, "controlled": party, "certainty": certainty })
}

/// One id a line; empty lines are none.
fn ids_in(path: &Path) -> anyhow::Result<BTreeSet<String>> {
    let text = fs_err::read_to_string(path).context("the list cannot be read")?;
    let ids: BTreeSet<String> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    if ids.is_empty() {
        bail!("`{}` names no party", path.display());
    }
    Ok(ids)
}
