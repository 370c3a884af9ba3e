//! `bongsu ties control`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use bongsu_lake::{EdgeColumns, TakeEdges, read_edges};
use bongsu_model::{Certainty, Day, ShareRange, Zone};
use bongsu_ties::{Force, Issue, Node, PlainEdges, Rule, RuleBook, RuleKind, TieGraph};
use bongsu_web::words;
use clap::Args;
use serde_json::{Value, json};

use super::super::SCHEMA_VERSION;
use crate::args::TableFormat;
use crate::clock;
use crate::csv_text::CsvText;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table, counted};

/// What control means where nothing else is said.
pub(super) const MAJORITY: &str = "majority";

/// Pairs of the table for people; more are only counted.
const SHOWN: usize = 1_000;

/// Contradictions of the edges that are told one by one.
const ISSUES: usize = 5;

/// Pairs after which it is looked whether somebody waits for a word.
const TOLD_AFTER: u64 = 1 << 16;

/// What is written at once.
const CHUNK: usize = 1 << 16;

/// Arguments of `bongsu ties control`.
#[derive(Args, Debug)]
#[command(
    after_help = "Edges are CSV (parted by a comma, semicolon, tab or bar, in any encoding) or Parquet with the columns holder, subject, and share or share_min and share_max: numbers from 0 \
to 1, empty where a share is not known. An answer is certain where it holds at the lower ends of all ranges, and \
possible where it holds at the upper ends only. Shares are of the whole: what a company holds of itself, or nobody \
named holds, stays in the total. Edges given twice are two holdings.

majority    more than half, held by x together with everything x controls; circles are solved, not cut
statutory   half or more, or the largest holder with dominating influence (Korean decree)
cascade     half or more, held by listed parties and what they reach, in aggregate, each step all or nothing
affiliates  the same for the lists of the US Commerce Department, on the days on which it is in force
integrated  more than half, directly and through others: shares multiplied along every chain, circles solved"
)]
pub(crate) struct ControlArgs {
    /// Files of edges
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    edges: Vec<PathBuf>,
    /// What the columns are called: holder, subject and share, or holder, subject, least and most share
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    columns: Vec<String>,
    /// The rule by its name, or a file of one of your own (see docs/rules.md)
    #[arg(long, value_name = "NAME", default_value = MAJORITY)]
    rule: String,
    /// Listed parties, one id a line, for cascade and affiliates
    #[arg(long, value_name = "FILE")]
    listed: Option<PathBuf>,
    /// The day on which the rule must be in force; today if not given
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = TableFormat::Human)]
    format: TableFormat,
}

pub(super) fn run(args: &ControlArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    // Plain edges have no dates of their own: the day decides which rule is in force.
    let day = args.as_of.unwrap_or_else(|| Zone::utc().day(clock::now()));
    let rule = rule(&args.rule, day)?;
    let listed = match (rule.kind, &args.listed) {
        (RuleKind::Cascade, None) => {
            bail!("{} wants --listed FILE: one id a line", rule.name)
        }
        (RuleKind::Cascade, Some(path)) => ids_in(path)?,
        (_, Some(_)) => bail!(
            "--listed is for rules of listed parties, and {} is none",
            rule.name
        ),
        (_, None) => BTreeSet::new(),
    };
    tell_force(&rule, day, out);
    let columns = match args.columns.as_slice() {
        [] => EdgeColumns::default(),
        names => EdgeColumns::of(names).with_context(|| {
            format!(
                "--columns names {}, and three or four are wanted\n\
                 hint: holder, subject and share, as --columns X,Y,Q; or holder, subject, least and most share",
                counted(names.len() as u64, "column")
            )
        })?,
    };
    let mut read = Edges::default();
    for path in &args.edges {
        read_edges(path, &columns, &mut read)?;
    }
    let Edges(edges) = read;
    if edges.is_empty() {
        bail!("the files hold no edge");
    }
    let (graph, mut issues) = edges.unchecked();
    std::thread::scope(|scope| {
        let contradictions = scope.spawn(|| graph.contradictions());
        let mut answer = Answer::new(&graph, args.format, out)?;
        answer.fill(&rule, day, &listed)?;
        answer.end()?;
        let found = contradictions.join();
        issues.extend(found.map_err(|_panic| anyhow!("the edges could not be checked"))?);
        anyhow::Ok(())
    })?;
    tell(&issues, out);
    Ok(ExitStatus::Done)
}

fn tell(issues: &[Issue], out: &mut Out) {
    for issue in issues.iter().take(ISSUES) {
        out.note(&format!("note: {issue}"));
    }
    if issues.len() > ISSUES {
        out.note(&format!(
            "note: {} more contradictions in the edges",
            issues.len() - ISSUES
        ));
    }
}

/// Edges on their way from files to the graph.
#[derive(Default)]
struct Edges(PlainEdges);

impl TakeEdges for Edges {
    fn expect(&mut self, n: usize) {
        self.0.reserve(n);
    }

    fn edge(&mut self, holder: &str, subject: &str, share: ShareRange) {
        self.0.push(holder, subject, share);
    }

    fn numbered(&mut self, holder: u64, subject: u64, share: ShareRange) {
        self.0.push_whole(holder, subject, share);
    }
}

/// Says where nobody knows whether a rule is in force.
pub(super) fn tell_force(rule: &Rule, day: Day, out: &mut Out) {
    if let Force::Unknown(why) = rule.force(day) {
        out.note(&format!(
            "note: whether {} is in force on {day} is not known: {why}",
            rule.name
        ));
    }
}

/// The rule of a name that is in force on a day, or that of a file.
pub(super) fn rule(name: &str, day: Day) -> anyhow::Result<Rule> {
    let path = Path::new(name);
    if path.extension().is_none_or(|ending| ending != "toml") {
        return Ok(RuleBook::built_in()?.on(name, day)?.clone());
    }
    let text = fs_err::read_to_string(path).context("the rule cannot be read")?;
    let book = RuleBook::parse(name, &text)?;
    let own = book.rules().first();
    let own = own.with_context(|| format!("`{name}` holds no rule"))?;
    Ok(book.on(&own.name, day)?.clone())
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
    told: Instant,
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
            told: Instant::now(),
        };
        if format == TableFormat::Csv {
            answer.table.record(COLUMNS, answer.out)?;
        }
        Ok(answer)
    }

    /// Every pair that a rule gives.
    fn fill(&mut self, rule: &Rule, day: Day, listed: &BTreeSet<String>) -> anyhow::Result<()> {
        let graph = self.graph;
        let mut failed = None;
        let mut push = |by: &str, party: Node, certainty: Certainty| {
            if failed.is_none() {
                failed = self.push(by, party, certainty).err();
            }
        };
        let mut notes = Vec::new();
        if let Some(control) = rule.control(day) {
            let left_out = graph.visit_control(&control, |one| {
                push(graph.id(one.controller), one.controlled, one.certainty);
            });
            if !left_out.is_empty() {
                notes.push(format!(
                    "note: {} had too much below them to be followed and are left out",
                    counted(left_out.len() as u64, "controller")
                ));
            }
        } else if let Some(cascade) = rule.cascade(day) {
            let seeds: Vec<Node> = listed.iter().filter_map(|id| graph.node(id)).collect();
            let unknown = (listed.len() - seeds.len()) as u64;
            if unknown > 0 {
                notes.push(format!(
                    "note: in no edge: {} of the list",
                    counted(unknown, "id")
                ));
            }
            for one in graph.cascade(&seeds, &cascade) {
                push("listed parties", one.node, one.certainty);
            }
        } else if let Some(integrated) = rule.integrated(day) {
            let cut = graph.visit_integrated(&integrated, |one, certainty| {
                push(graph.id(one.holder), one.company, certainty);
            });
            if !cut.is_empty() {
                notes.push(format!(
                    "note: of {} not everything was followed: they may own more than is shown",
                    counted(cut.len() as u64, "holder")
                ));
            }
        }
        for note in notes {
            self.out.note(&note);
        }
        failed.map_or(Ok(()), Err)
    }

    fn push(&mut self, by: &str, party: Node, certainty: Certainty) -> anyhow::Result<()> {
        self.n += 1;
        // A look at the clock costs more than a pair.
        if self.n.is_multiple_of(TOLD_AFTER) && self.told.elapsed() > Duration::from_secs(2) {
            self.told = Instant::now();
            self.out
                .progress(&format!("{} found", counted(self.n, "pair")));
        }
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

    fn end(mut self) -> anyhow::Result<()> {
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
        Ok(())
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
