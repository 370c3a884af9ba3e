//! The list of cases.

use std::collections::BTreeSet;

use bongsu_model::{Case, CaseKind};
use bongsu_web::words;

use super::style::{Meaning, Style};
use super::table::{Cell, Column, Table};

/// The least of an id that is shown.
const ID: usize = 13;

/// Cases in the order given, one a line; ids are cut to what tells the listed ones apart, as `case show` takes them.
pub(crate) fn case_list(cases: &[Case], style: Style) -> String {
    if cases.is_empty() {
        return "no case; that is not a clearance: the run says which sources were silent\n"
            .to_owned();
    }
    let mut table = Table::new(vec![
        Column::fixed("case"),
        Column::number("weight"),
        Column::wide("what happened"),
        Column::flexible("subject"),
        Column::number("last day"),
    ]);
    let id_length = telling_apart(cases);
    for case in cases {
        let meaning = if case.score.total.0 > 0.0 {
            Meaning::Beyond
        } else {
            Meaning::Plain
        };
        table.row(vec![
            Cell::new(
                case.id
                    .as_str()
                    .get(..id_length)
                    .unwrap_or(case.id.as_str()),
            ),
            Cell::with(meaning, words::decibans(case.score.total)),
            Cell::new(&case.title),
            Cell::new(&case.subject),
            Cell::new(
                case.last_day
                    .map_or_else(String::new, |day| match case.kind {
                        // A cohort leaves over time: the first day is shown.
                        CaseKind::Cohort => format!("from {day}"),
                        _ => day.to_string(),
                    }),
            ),
        ]);
    }
    table.written(style)
}

/// How much of the ids tells the cases apart.
fn telling_apart(cases: &[Case]) -> usize {
    let whole = cases.iter().map(|case| case.id.as_str().len()).max();
    let is_enough = |length: &usize| {
        let cut: BTreeSet<&str> = cases
            .iter()
            .filter_map(|case| case.id.as_str().get(..*length))
            .collect();
        cut.len() == cases.len()
    };
    let whole = whole.unwrap_or(ID);
    (ID..whole).find(is_enough).unwrap_or(whole)
}
