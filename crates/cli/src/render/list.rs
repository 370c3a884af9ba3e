//! The list of cases.

use bongsu_model::Case;
use bongsu_web::words;

use super::style::{Meaning, Style};
use super::table::{Cell, Column, Table};

/// Cases in the order given, one a line.
pub(crate) fn case_list(cases: &[Case], style: Style) -> String {
    if cases.is_empty() {
        return "no case; that is not a clearance: the run says which sources were silent\n"
            .to_owned();
    }
    let mut table = Table::new(vec![
        Column::fixed("case"),
        Column::number("weight"),
        Column::fixed("kind"),
        Column::wide("what happened"),
        Column::flexible("subject"),
        Column::fixed("last day"),
    ]);
    for case in cases {
        let meaning = if case.score.total.0 > 0.0 {
            Meaning::Beyond
        } else {
            Meaning::Plain
        };
        table.row(vec![
            Cell::new(case.id.as_str()),
            Cell::with(meaning, words::decibans(case.score.total)),
            Cell::new(words::kind(case.kind)),
            Cell::new(&case.title),
            Cell::new(&case.subject),
            Cell::new(
                case.last_day
                    .map_or_else(|| "none".to_owned(), |day| day.to_string()),
            ),
        ]);
    }
    table.written(style)
}
