//! The answers: which leaks there are, and which rows belong to them.

use std::path::Path;

use super::csv;
use crate::world::World;

const LEAKS: [&str; 12] = [
    "leak", "scenario", "truth", "of", "subject_kind", "subject", "people", "start", "end", "last_day", "destination",
    "about",
];
const ROWS: [&str; 5] = ["leak", "file", "row", "person", "at"];

/// Writes both files; returns their row counts.
pub(super) fn write(world: &World, out: &Path) -> std::io::Result<(u64, u64)> {
    let calendar = &world.calendar;
    let leaks: Vec<Vec<String>> = (1_u16..)
        .zip(&world.answers.list)
        .map(|(mark, answer)| {
            // What the logs did not reach any more does not count.
            let times = world.answers.rows.iter().filter(|row| row.mark == mark).map(|row| row.at.max(0));
            let (start, end) = times.fold((i64::MAX, 0), |(first, last), at| (first.min(at), last.max(at)));
            let (start, end) = if start == i64::MAX { answer.span.unwrap_or_default() } else { (start, end) };
            vec![
                answer.id.clone(),
                answer.scenario.to_owned(),
                if answer.is_leak { "leak" } else { "hard-negative" }.to_owned(),
                answer.of.to_owned(),
                answer.subject_kind.to_owned(),
                answer.subject.clone(),
                answer.people.join(";"),
                calendar.rfc3339(start),
                calendar.rfc3339(end),
                answer.last_day.map(|day| calendar.day(day).to_string()).unwrap_or_default(),
                answer.destination.clone(),
                answer.about.to_owned(),
            ]
        })
        .collect();
    csv::write(&out.join("answers/leaks.csv"), &LEAKS, leaks.iter().map(Vec::as_slice))?;
    let rows: Vec<Vec<String>> = world
        .answers
        .rows
        .iter()
        .map(|row| {
            let id = world.answers.get(row.mark).map(|answer| answer.id.clone()).unwrap_or_default();
            vec![id, row.file.to_owned(), row.row.to_string(), row.person.clone(), calendar.rfc3339(row.at)]
        })
        .collect();
    csv::write(&out.join("answers/rows.csv"), &ROWS, rows.iter().map(Vec::as_slice))?;
    Ok((leaks.len() as u64, rows.len() as u64))
}
