//! The answers: which leaks there are, and which rows belong to them.

use std::path::Path;

use super::csv;
use crate::world::World;

const LEAKS: [&str; 12] = [
    "leak",
    "scenario",
    "truth",
    "of",
    "subject_kind",
    "subject",
    "people",
    "start",
    "end",
    "last_day",
    "destination",
    "about",
];
const ROWS: [&str; 5] = ["leak", "file", "row", "person", "at"];

/// From the first to the last act; papers such as departures and registers are no acts, unless there is nothing else.
fn span(world: &World, mark: u16) -> (i64, i64) {
    let rows = || world.answers.rows.iter().filter(|row| row.mark == mark);
    let is_act = |file: &str| {
        file.starts_with("cert/")
            || [
                "hr/offers.csv",
                "holder/requests.csv",
                "holder/listings.jsonl",
                "holder/incidents.csv",
            ]
            .contains(&file)
    };
    let acts = || rows().filter(|row| is_act(row.file)).map(|row| row.at);
    let papers = || rows().map(|row| row.at);
    let start = acts().min().or_else(|| papers().min()).unwrap_or_default();
    let end = acts().max().or_else(|| papers().max()).unwrap_or_default();
    (start, end)
}

/// Writes both files; returns their row counts.
pub(super) fn write(world: &World, out: &Path) -> std::io::Result<(u64, u64)> {
    let calendar = &world.calendar;
    let leaks: Vec<Vec<String>> = (1_u16..)
        .zip(&world.answers.list)
        .map(|(mark, answer)| {
            let (start, end) = span(world, mark);
            vec![
                answer.id.clone(),
                answer.scenario.to_owned(),
                if answer.is_leak {
                    "leak"
                } else {
                    "hard-negative"
                }
                .to_owned(),
                answer.of.to_owned(),
                answer.subject_kind.to_owned(),
                answer.subject.clone(),
                answer.people.join(";"),
                calendar.rfc3339(start),
                calendar.rfc3339(end),
                answer
                    .last_day
                    .map(|day| calendar.day(day).to_string())
                    .unwrap_or_default(),
                answer.destination.clone(),
                answer.about.to_owned(),
            ]
        })
        .collect();
    csv::write(
        &out.join("answers/leaks.csv"),
        &LEAKS,
        leaks.iter().map(Vec::as_slice),
    )?;
    let rows: Vec<Vec<String>> = world
        .answers
        .rows
        .iter()
        .map(|row| {
            let id = world
                .answers
                .get(row.mark)
                .map(|answer| answer.id.clone())
                .unwrap_or_default();
            vec![
                id,
                row.file.to_owned(),
                row.row.to_string(),
                row.person.clone(),
                calendar.rfc3339(row.at),
            ]
        })
        .collect();
    csv::write(
        &out.join("answers/rows.csv"),
        &ROWS,
        rows.iter().map(Vec::as_slice),
    )?;
    Ok((leaks.len() as u64, rows.len() as u64))
}
