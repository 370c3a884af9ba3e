//! `bongsu ties trace`: from an employer to the restricted or listed party behind it.

use anyhow::bail;
use bongsu_engine::atlas::{Agreement, Atlas};
use bongsu_model::{Certainty, Day, Path};
use bongsu_ties::{Node, Trace};
use bongsu_web::words;
use clap::Args;
use serde_json::{Value, json};

use super::super::who::KnownArgs;
use super::super::{SCHEMA_VERSION, open_to_read, today};
use super::control::{self, MAJORITY};
use super::not_found;
use crate::args::{CaseFormat, SiteArgs};
use crate::exit::ExitStatus;
use crate::out::Out;
use crate::render::path_text;

/// Arguments of `bongsu ties trace`.
#[derive(Args, Debug)]
#[command(
    after_help = "With --agreement, the parties that this agreement names are looked for, as far as it reaches: the parties \
themselves, their affiliates, their suppliers, whoever is under common control. The site's own rivals and parties on \
a list are always looked for.

complete   the register knows who holds more than half of every layer above the employer
missing    it does not: what to ask for is named
truncated  the search was cut; more may lie behind

No path is never a clearance. Exit code 1 where there is none, or where no party is surely meant."
)]
pub(crate) struct TraceArgs {
    /// The employer: a name in any script, or an id of the register
    name: String,
    #[command(flatten)]
    known: KnownArgs,
    /// The agreement whose parties are looked for, by its number
    #[arg(long, value_name = "ID")]
    agreement: Option<String>,
    /// The day on which holdings must be in force; today if not given
    #[arg(long, value_name = "DATE")]
    as_of: Option<Day>,
    /// What counts as control: majority, statutory, or a file of a rule of one's own (see docs/rules.md)
    #[arg(long, value_name = "NAME", default_value = MAJORITY)]
    rule: String,
    /// How many paths to each party at most
    #[arg(long, value_name = "N", default_value = "4", value_parser = at_least_one)]
    paths: usize,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = CaseFormat::Human)]
    format: CaseFormat,
    #[command(flatten)]
    site: SiteArgs,
}

/// What was asked and found.
struct Answer<'a> {
    rule: &'a str,
    atlas: &'a Atlas,
    employer: Node,
    agreement: Option<&'a Agreement>,
    as_of: Day,
    trace: &'a Trace,
    paths: Vec<Path>,
}

pub(super) async fn run(args: &TraceArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_read(&args.site).await?;
    let as_of = args.as_of.unwrap_or_else(|| today(&site));
    let rule = control::rule(&args.rule, as_of)?;
    let Some(control) = rule.control(as_of) else {
        bail!(
            "{} is no rule of who controls whom\nhint: majority, statutory, or a file of one; listed parties are \
             followed in aggregate whatever the rule",
            rule.name
        );
    };
    control::tell_force(&rule, as_of, out);
    let atlas = Atlas::open(&site).await?;
    let agreement = agreement(&atlas, args.agreement.as_deref())?;
    let declared = args.known.declared(&args.name);
    let Some(employer) = atlas.find(&declared) else {
        out.note(&not_found(&atlas, &declared));
        return Ok(ExitStatus::Negative);
    };
    let request = atlas.request(employer, agreement, as_of, args.paths);
    if request.restricted.is_empty() && request.listed.is_empty() {
        out.note(
            "note: nobody is looked for: no agreement was given, the site has no rivals, and no list was imported",
        );
    }
    let trace = atlas.graph.trace_by(&request, &control);
    let answer = Answer {
        rule: &rule.name,
        atlas: &atlas,
        employer,
        agreement,
        as_of,
        trace: &trace,
        paths: atlas.paths(&trace, as_of),
    };
    match args.format {
        CaseFormat::Human => out.data(&answer.human(out))?,
        CaseFormat::Json => out.json(&answer.document())?,
        CaseFormat::Html => out.data(&answer.page()?)?,
    }
    Ok(if trace.reach == Certainty::Unknown {
        ExitStatus::Negative
    } else {
        ExitStatus::Done
    })
}

fn at_least_one(text: &str) -> Result<usize, String> {
    let n = text.parse().ok().filter(|n| *n > 0);
    n.ok_or_else(|| "one path at least is wanted: none would look like no way".to_owned())
}

fn agreement<'a>(atlas: &'a Atlas, number: Option<&str>) -> anyhow::Result<Option<&'a Agreement>> {
    let Some(number) = number else {
        return Ok(None);
    };
    let mut found = atlas
        .agreements
        .iter()
        .filter(|agreement| agreement.number == number);
    match (found.next_back(), atlas.agreements.is_empty()) {
        (Some(agreement), _) => Ok(Some(agreement)),
        (None, true) => {
            bail!("no agreement was imported\nhint: bongsu import agreements FILE")
        }
        (None, false) => bail!(
            "no agreement has the number `{number}`\n\
             hint: bongsu sql \"SELECT agreement, person, kind FROM agreements\""
        ),
    }
}

impl Answer<'_> {
    /// What was looked for, in one line.
    fn asked(&self) -> String {
        let whose = match self.agreement {
            Some(agreement) => {
                let covers = agreement.covers;
                let parts = [
                    (covers.named, "the parties named"),
                    (covers.affiliates, "affiliates"),
                    (covers.suppliers, "suppliers"),
                    (covers.common_control, "common control"),
                ];
                let parts: Vec<&str> = parts
                    .iter()
                    .filter(|(is_covered, _)| *is_covered)
                    .map(|(_, words)| *words)
                    .collect();
                format!(
                    "agreement {}: {}; and lists",
                    words::visible(&agreement.number),
                    parts.join(", ")
                )
            }
            None => "the site's rivals and lists".to_owned(),
        };
        let rule = if self.rule == MAJORITY {
            String::new()
        } else {
            format!(" · {}", self.rule)
        };
        format!(
            "{} · {} · {whose}{rule}",
            words::visible(self.atlas.graph.name(self.employer)),
            self.as_of
        )
    }

    /// What the register does not know, in lines.
    fn unknown(&self) -> Vec<String> {
        let graph = &self.atlas.graph;
        let questions = &self.trace.questions;
        let is_asked = |node: Node| questions.iter().any(|question| question.node == node);
        let holdings = self
            .trace
            .unknown
            .iter()
            .filter(|holding| !is_asked(holding.node))
            .map(|holding| {
                format!(
                    "{} of {} is held by nobody the register knows: {}",
                    holding.share,
                    graph.name(holding.node),
                    holding.reason
                )
            });
        let questions = questions.iter().map(|question| question.sentence.clone());
        let notes = self.trace.notes.iter().cloned();
        let lines = questions.chain(holdings).chain(notes);
        lines.map(|line| words::visible(&line)).collect()
    }

    fn human(&self, out: &Out) -> String {
        let mut text = format!("{}\n", self.asked());
        if self.paths.is_empty() {
            text.push_str("no path was found; that is no clearance\n");
        }
        for path in &self.paths {
            text.push('\n');
            text.push_str(&path_text(path, out.style()));
        }
        text.push_str(&format!("\ncoverage  {}\n", self.trace.coverage.word()));
        for line in self.unknown() {
            text.push_str(&format!("  {line}\n"));
        }
        text
    }

    fn document(&self) -> Value {
        let graph = &self.atlas.graph;
        let unknown: Vec<Value> = self
            .trace
            .unknown
            .iter()
            .map(|holding| {
                json!({
                    "id": graph.id(holding.node), "name": graph.name(holding.node),
                    "share_min": holding.share.min(), "share_max": holding.share.max(), "reason": holding.reason,
                })
            })
            .collect();
        let questions: Vec<Value> = self
            .trace
            .questions
            .iter()
            .map(|question| {
                json!({
                    "id": graph.id(question.node), "share_min": question.share.min(),
                    "share_max": question.share.max(), "effect": format!("{:?}", question.effect).to_lowercase(),
                    "sentence": question.sentence,
                })
            })
            .collect();
        json!({
            "schema_version": SCHEMA_VERSION, "employer": graph.id(self.employer),
            "name": graph.name(self.employer), "as_of": self.as_of,
            "rule": self.rule, "agreement": self.agreement.map(|agreement| &agreement.number),
            "reach": self.trace.reach.to_string(), "coverage": self.trace.coverage.word(),
            "paths": self.paths, "unknown": unknown, "questions": questions, "notes": self.trace.notes,
        })
    }

    fn page(&self) -> anyhow::Result<String> {
        Ok(bongsu_web::ties_page(&bongsu_web::TiesPage {
            title: self.atlas.graph.name(self.employer),
            asked: &self.asked(),
            paths: &self.paths,
            coverage: self.trace.coverage.word(),
            unknown: &self.unknown(),
        })?)
    }
}
