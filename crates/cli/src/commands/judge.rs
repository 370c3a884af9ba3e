//! `bongsu judge`: what people decide about names and parties.

use std::collections::BTreeMap;

use anyhow::bail;
use bongsu_engine::atlas::Atlas;
use bongsu_engine::query::utc;
use bongsu_names::fold;
use bongsu_store::{JudgedAs, JudgedSide, Judgement, StoredJudgement};
use bongsu_ties::Declared;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::{SCHEMA_VERSION, open, open_to_read, who};
use crate::args::{AnswerFormat, SiteArgs};
use crate::clock;
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::{Cell, Column, Table};

/// Arguments of `bongsu judge`.
#[derive(Args, Debug)]
#[command(
    after_help = "A side is the id of a party of the register, as bongsu who shows it, or a name as somebody declared it. Parties that \
are the same are one from then on, under the id judged first; a name that is the same as a party means it and no \
other. A judgement outlives every reload of the registers; what a register says against one is shown, and the \
judgement stands until it is undone. Nothing is ever deleted: --list shows all, with who, when and why."
)]
pub(crate) struct JudgeArgs {
    /// A name, or an id of the register
    #[arg(required_unless_present = "list", requires = "b")]
    a: Option<String>,
    /// The other
    #[arg(requires = "verdict")]
    b: Option<String>,
    /// What they are
    #[arg(value_enum)]
    verdict: Option<Verdict>,
    /// Why
    #[arg(long, value_name = "TEXT", required_unless_present = "list")]
    why: Option<String>,
    /// Show every judgement
    #[arg(long, conflicts_with_all = ["a", "why"])]
    list: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    site: SiteArgs,
}

/// What is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Verdict {
    /// They are one
    Same,
    /// They are not one
    Different,
    /// Looked at, and open
    Unsure,
    /// Take back what was judged of them
    Undo,
}

impl From<Verdict> for JudgedAs {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Same => Self::Same,
            Verdict::Different => Self::Different,
            Verdict::Unsure => Self::Unsure,
            Verdict::Undo => Self::Undone,
        }
    }
}

pub(crate) async fn run(args: &JudgeArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    match (&args.a, &args.b, args.verdict) {
        (Some(a), Some(b), Some(verdict)) => judge((a, b), verdict, args, out).await,
        _ => list(args, out).await,
    }
}

async fn judge(
    (a, b): (&str, &str),
    verdict: Verdict,
    args: &JudgeArgs,
    out: &mut Out,
) -> anyhow::Result<ExitStatus> {
    let who = who("a judgement")?;
    let site = open(&args.site).await?;
    let atlas = Atlas::open(&site).await?;
    let judgement = Judgement {
        a: side(&atlas, a, verdict, out),
        b: side(&atlas, b, verdict, out),
        verdict: verdict.into(),
        who,
        why: args.why.clone().unwrap_or_default(),
        at: clock::now(),
    };
    let before = standing(&site.store.judgements().await?, &judgement);
    if verdict == Verdict::Undo && before.is_none() {
        bail!("nothing is judged of `{a}` and `{b}`\nhint: bongsu judge --list");
    }
    if let Some(before) = before.filter(|_| verdict != Verdict::Undo) {
        out.note(&format!(
            "note: they were judged {} before; this takes its place",
            before.word()
        ));
    }
    site.store.judge(&judgement).await?;
    for note in Atlas::open(&site).await?.against_judgements {
        out.note(&format!("note: {note}"));
    }
    match args.format {
        AnswerFormat::Human => out.note("kept\nhint: who, screen, ties and the next run go by it"),
        AnswerFormat::Json => out.json(&json!({
            "schema_version": SCHEMA_VERSION, "a": side_of(&judgement.a), "b": side_of(&judgement.b),
            "verdict": judgement.verdict.word(),
        }))?,
    }
    Ok(ExitStatus::Done)
}

/// A party where the register has the id, a name otherwise.
fn side(atlas: &Atlas, text: &str, verdict: Verdict, out: &mut Out) -> JudgedSide {
    if atlas.node(text).is_some() {
        return JudgedSide::Party(text.to_owned());
    }
    let is_new = verdict != Verdict::Undo;
    if is_new && atlas.graph.resolve(&Declared::named(text), 1).is_empty() {
        out.note(&format!(
            "note: `{text}` is no id of the registers, nor a name that an organisation in them may have: it is kept as \
             a name"
        ));
    }
    JudgedSide::Name(fold(text))
}

/// What is judged of the two sides.
fn standing(log: &[StoredJudgement], of: &Judgement) -> Option<JudgedAs> {
    let last = log.iter().rfind(|one| {
        let one = &one.judgement;
        (&one.a, &one.b) == (&of.a, &of.b) || (&one.a, &one.b) == (&of.b, &of.a)
    });
    let verdict = last.map(|last| last.judgement.verdict);
    verdict.filter(|verdict| *verdict != JudgedAs::Undone)
}

async fn list(args: &JudgeArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_read(&args.site).await?;
    let log = site.store.judgements().await?;
    let mut last: BTreeMap<(&JudgedSide, &JudgedSide), i64> = BTreeMap::new();
    for one in &log {
        last.insert((&one.judgement.a, &one.judgement.b), one.seq);
    }
    let counts = |one: &StoredJudgement| {
        one.judgement.verdict != JudgedAs::Undone
            && last.get(&(&one.judgement.a, &one.judgement.b)) == Some(&one.seq)
    };
    for note in Atlas::open(&site).await?.against_judgements {
        out.note(&format!("note: {note}"));
    }
    if args.format == AnswerFormat::Json {
        let rows: Vec<Value> = log
            .iter()
            .map(|one| {
                let judgement = &one.judgement;
                json!({
                    "seq": one.seq, "at": utc(judgement.at), "a": side_of(&judgement.a), "b": side_of(&judgement.b),
                    "verdict": judgement.verdict.word(), "who": judgement.who, "why": judgement.why,
                    "counts": counts(one),
                })
            })
            .collect();
        out.json(&json!({ "schema_version": SCHEMA_VERSION, "judgements": rows }))?;
        return Ok(ExitStatus::Done);
    }
    if log.is_empty() {
        out.data("nothing is judged\n")?;
        return Ok(ExitStatus::Done);
    }
    let mut table = Table::new(vec![
        Column::number("no"),
        Column::fixed("at"),
        Column::flexible("one"),
        Column::fixed("are"),
        Column::flexible("other"),
        Column::fixed("counts"),
        Column::flexible("who"),
        Column::flexible("why"),
    ]);
    for one in &log {
        let judgement = &one.judgement;
        table.row(vec![
            Cell::new(one.seq.to_string()),
            Cell::new(utc(judgement.at)),
            Cell::new(judgement.a.text()),
            Cell::new(judgement.verdict.word()),
            Cell::new(judgement.b.text()),
            Cell::new(if counts(one) { "yes" } else { "no longer" }),
            Cell::new(&judgement.who),
            Cell::new(&judgement.why),
        ]);
    }
    out.data(&table.written(out.style()))?;
    Ok(ExitStatus::Done)
}

fn side_of(side: &JudgedSide) -> Value {
    json!({ "kind": side.kind(), "text": side.text() })
}
