//! `bongsu evaluate`

use std::path::{Path, PathBuf};

use bongsu_engine::Site;
use bongsu_engine::evaluate::{BUDGETS, EvaluateRequest, Evaluation, evaluate, evaluate_request};
use bongsu_model::{Deciban, PersonId};
use clap::Args;
use serde_json::json;

use super::{SCHEMA_VERSION, as_of, note_outdated, open_to_reveal};
use crate::args::{AnswerFormat, SiteArgs};
use crate::exit::ExitStatus;
use crate::names::Names;
use crate::out::Out;
use crate::render::{Cell, Column, Meaning, Style, Table};
use crate::reveal::RevealArgs;

/// Arguments of `bongsu evaluate`.
#[derive(Args, Debug)]
pub(crate) struct EvaluateArgs {
    /// Folder with the answers: leaks.csv and rows.csv of a simulation, or insiders.csv of CERT
    #[arg(long, value_name = "DIR")]
    answers: PathBuf,
    /// Of CERT answers, only those of one dataset, such as 4.2; otherwise all whose user is in the site
    #[arg(long, value_name = "NUMBER")]
    dataset: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = AnswerFormat::Human)]
    format: AnswerFormat,
    #[command(flatten)]
    reveal: RevealArgs,
    #[command(flatten)]
    site: SiteArgs,
}

pub(crate) async fn run(args: &EvaluateArgs, out: &mut Out) -> anyhow::Result<ExitStatus> {
    let site = open_to_reveal(&args.site, &args.reveal).await?;
    let request = EvaluateRequest {
        answers: &args.answers,
        dataset: args.dataset.as_deref(),
        budgets: &BUDGETS,
    };
    let as_of = as_of(&site, out).await?;
    note_outdated(&site, out).await?;
    let evaluation = evaluate_request(&site, &request).await?;
    let people: Vec<PersonId> = evaluation.people();
    let names = args.reveal.names(&site, "evaluate", people).await?;
    match args.format {
        AnswerFormat::Human => out.data(&human(&evaluation, &names, out.style()))?,
        AnswerFormat::Json => {
            let mut document = names.value(serde_json::to_value(&evaluation)?);
            if let Some(document) = document.as_object_mut() {
                document.insert("schema_version".to_owned(), json!(SCHEMA_VERSION));
                document.insert("until".to_owned(), json!(as_of.until));
            }
            out.json(&document)?;
        }
    }
    Ok(ExitStatus::Done)
}

pub(super) async fn evaluated(site: &Site, answers: &Path) -> anyhow::Result<Evaluation> {
    Ok(evaluate(site, answers, &BUDGETS).await?)
}

/// Caught within each budget, in a few lines.
pub(super) fn short(evaluation: &Evaluation) -> String {
    let mut text = String::new();
    for budget in &evaluation.budgets {
        text.push_str(&format!(
            "first {:>2} cases: {} of {} leaks, {} hard negatives, precision {:.2}\n",
            budget.k, budget.leaks_caught, budget.leaks, budget.hard_negatives, budget.precision
        ));
    }
    text
}

fn human(evaluation: &Evaluation, names: &Names, style: Style) -> String {
    let mut text = format!(
        "{}: {} cases, {} leaks, {} hard negatives\n\n",
        evaluation.run, evaluation.n_cases, evaluation.n_leaks, evaluation.n_hard_negatives
    );
    text.push_str(&short(evaluation));
    for (budget, recall) in &evaluation.user_day_recall {
        let recall = recall.map_or_else(|| "unknown".to_owned(), |recall| format!("{recall:.2}"));
        text.push_str(&format!(
            "user-day recall at {budget} person-days a day: {recall}\n"
        ));
    }
    text.push_str(&format!(
        "true rows cited by the cases: {} of {}\nhard negatives above every leak of their kind: {}\n\n",
        evaluation.rows_cited, evaluation.rows_true, evaluation.hard_negatives_above_all
    ));
    text.push_str(&leaks(evaluation, names, style));
    text.push('\n');
    text.push_str(&detectors(evaluation, style));
    for note in &evaluation.notes {
        text.push_str(&format!("note: {}\n", names.text(note)));
    }
    text
}

fn leaks(evaluation: &Evaluation, names: &Names, style: Style) -> String {
    let mut columns = vec![
        Column::flexible("answer"),
        Column::flexible("scenario"),
        Column::fixed("truth"),
        Column::number("rank"),
        Column::number("dB"),
        Column::number("found after"),
        Column::number("before exit"),
        Column::number("rows cited"),
    ];
    if !names.is_empty() {
        columns.push(Column::flexible("people"));
    }
    let mut table = Table::new(columns);
    let days = |days: Option<i32>| days.map_or_else(|| "–".to_owned(), |days| format!("{days} d"));
    for leak in &evaluation.leaks {
        let truth = serde_json::to_value(leak.truth).ok();
        let truth = truth
            .as_ref()
            .and_then(|truth| truth.as_str())
            .unwrap_or("")
            .to_owned();
        let rank = leak
            .caught_at_rank
            .map_or_else(|| "–".to_owned(), |rank| rank.to_string());
        let meaning = if truth == "leak" {
            Meaning::Bold
        } else {
            Meaning::Dim
        };
        let people: Vec<String> = leak
            .people
            .iter()
            .map(|person| names.text(person.as_str()))
            .collect();
        table.row(vec![
            Cell::with(meaning, &leak.leak),
            Cell::new(&leak.scenario),
            Cell::new(truth),
            Cell::new(rank),
            Cell::new(
                leak.score
                    .map_or_else(|| "–".to_owned(), |score| Deciban(score).to_string()),
            ),
            Cell::new(days(leak.days_to_first_finding)),
            Cell::new(days(leak.days_before_last_day)),
            Cell::new(format!("{}/{}", leak.rows_cited, leak.rows_true)),
            Cell::new(people.join(", ")),
        ]);
    }
    table.written(style)
}

/// How much likelier each detector's findings are among leaking people than among others.
fn detectors(evaluation: &Evaluation, style: Style) -> String {
    let columns = vec![
        Column::flexible("detector"),
        Column::number("leaking"),
        Column::number("others"),
        Column::number("measured dB"),
        Column::number("95 %"),
        Column::number("its weight"),
    ];
    let mut table = Table::new(columns);
    for one in &evaluation.detectors {
        table.row(vec![
            Cell::new(one.detector.as_str()),
            Cell::new(format!("{}/{}", one.leaking_found, one.leaking)),
            Cell::new(format!("{}/{}", one.others_found, one.others)),
            Cell::new(format!("{:+.0}", one.measured)),
            Cell::new(format!(
                "{:+.0} … {:+.0}",
                one.measured_min, one.measured_max
            )),
            Cell::new(Deciban(one.weight).to_string()),
        ]);
    }
    table.written(style)
}
