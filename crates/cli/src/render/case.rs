//! A case in 100 columns, in the order of the page.

use bongsu_model::{Case, Section};
use bongsu_web::words;

use super::WIDTH;
use super::line::{Frame, Line, Page, flow, hanging, side_by_side};
use super::paths::path_lines;
use super::score::score_lines;
use super::style::{Meaning, Style};
use super::table::{Cell, Column, Table};
use super::text;
use super::timeline::timeline_lines;

/// The width of each of the three columns, and the gap between them.
const COLUMN: usize = 32;
const GAP: usize = 2;
/// Row references in sight.
const ROWS: usize = 3;

/// The whole case as text; every line fits 100 columns.
pub(crate) fn case_text(case: &Case, style: Style) -> String {
    let mut page = Page::default();
    header(&mut page, case);
    page.push(Line::default());
    let who = words::who(case);
    let columns = [("Who", &who), ("What", &case.what), ("To whom", &case.whom)];
    let columns = columns
        .map(|(heading, section)| section_lines(heading, section))
        .into();
    page.extend(side_by_side(columns, COLUMN, GAP));
    page.heading("What happened, against own usual");
    match &case.timeline {
        Some(timeline) => timeline_lines(&mut page, timeline),
        None => page.flow(
            &[(Meaning::Plain, "no acts by day belong to this case")],
            2,
            2,
        ),
    }
    ties(&mut page, case);
    page.heading("Why it weighs what it weighs");
    page.extend(score_lines(&case.score));
    facts(&mut page, case);
    doubts(&mut page, case);
    steps(&mut page, case);
    page.written(style)
}

fn header(page: &mut Page, case: &Case) {
    let score = words::decibans(case.score.total);
    let end = WIDTH - text::width(&score) - 2;
    let mut title = flow(
        &[(Meaning::Bold, &words::or_unknown(&case.title))],
        Frame {
            first: 0,
            rest: 0,
            end,
        },
    );
    if let Some(first) = title.first_mut() {
        first.pad_to(WIDTH - text::width(&score));
        let meaning = if case.score.total.0 > 0.0 {
            Meaning::Beyond
        } else {
            Meaning::Against
        };
        first.push(meaning, &score);
    }
    page.extend(title);
    let (kind, state) = (words::kind(case.kind), words::state(case.state));
    let about = format!(
        "{} · {state} · {kind} · {} · {}",
        case.id,
        case.holder,
        words::first_finding(case)
    );
    page.flow(&[(Meaning::Dim, &about)], 0, 0);
    let counted_as = words::counted_as(case);
    if !counted_as.is_empty() {
        page.flow(&[(Meaning::Dim, &counted_as)], 0, 0);
    }
    if let Some(next) = case.next_steps.first() {
        let lead = format!("next: {}, ", words::or_unknown(&next.step));
        page.flow(
            &[
                (Meaning::Plain, &lead),
                (Meaning::Marking, &words::or_unknown(&next.due)),
            ],
            0,
            6,
        );
    }
}

fn section_lines(heading: &str, section: &Section) -> Vec<Line> {
    let whole = Frame {
        first: 0,
        rest: 0,
        end: COLUMN,
    };
    let mut lines = vec![Line::new(Meaning::Dim, &heading.to_uppercase())];
    lines.extend(flow(
        &[(Meaning::Bold, &words::or_unknown(&section.headline))],
        whole,
    ));
    let widest = section
        .pairs
        .iter()
        .map(|pair| text::width(&words::visible(&pair.label)))
        .max();
    let indent = widest.unwrap_or(0).min(10) + 1;
    for pair in &section.pairs {
        let label = Line::new(Meaning::Dim, &text::fit(&pair.label, indent - 1));
        let value = words::or_unknown(&pair.value);
        lines.extend(hanging(&label, &[(Meaning::Plain, &value)], indent, COLUMN));
    }
    lines
}

fn ties(page: &mut Page, case: &Case) {
    if case.paths.is_empty() && case.kind == bongsu_model::CaseKind::Organisation {
        return;
    }
    page.heading(words::ties_heading(case));
    if case.paths.is_empty() {
        let text = "no path to a restricted party is recorded; that is not a clearance";
        page.flow(&[(Meaning::Plain, text)], 2, 2);
    }
    for (nth, path) in case.paths.iter().enumerate() {
        if nth > 0 {
            page.push(Line::default());
        }
        path_lines(page, path);
    }
}

fn facts(page: &mut Page, case: &Case) {
    page.heading("Facts");
    if case.facts.is_empty() {
        page.flow(&[(Meaning::Plain, "no fact is recorded")], 2, 2);
    }
    let zero = words::zero(case);
    let whens: Vec<String> = case
        .facts
        .iter()
        .map(|fact| words::when(fact.from, fact.to, zero))
        .collect();
    let when_width = whens
        .iter()
        .map(|when| text::width(when))
        .max()
        .unwrap_or(0);
    let indent = 9 + when_width;
    for (fact, when) in case.facts.iter().zip(whens) {
        let weight = fact.weight.to_string();
        let lead = format!(
            "{}{weight}  {when}",
            " ".repeat(5_usize.saturating_sub(text::width(&weight)))
        );
        let counted = words::is_counted(fact, &case.score.terms).unwrap_or(true);
        let note = if counted { "" } else { " (not counted)" };
        let text = words::or_unknown(&fact.text);
        let lead = Line::new(
            if counted {
                Meaning::Plain
            } else {
                Meaning::Dim
            },
            &lead,
        );
        page.extend(hanging(
            &lead,
            &[(Meaning::Plain, &text), (Meaning::Dim, note)],
            indent,
            WIDTH,
        ));
        let rows = if fact.refs.is_empty() {
            "no row".to_owned()
        } else {
            words::rows(&fact.refs, ROWS)
        };
        let origin = format!("{} · {rows}", fact.detector);
        page.flow(&[(Meaning::Dim, &origin)], indent, indent);
    }
    if let (Some(zero), false) = (zero, case.facts.is_empty()) {
        page.flow(
            &[(Meaning::Dim, &format!("days count from {zero}"))],
            indent,
            indent,
        );
    }
}

fn doubts(page: &mut Page, case: &Case) {
    page.heading("Innocent explanations checked");
    if case.innocent.is_empty() {
        page.flow(&[(Meaning::Plain, "none was checked")], 2, 2);
    }
    for one in &case.innocent {
        let question = format!("· {}: ", words::or_unknown(&one.question));
        let note = if one.speaks_against {
            " (speaks against the case)"
        } else {
            ""
        };
        let answer = words::or_unknown(&one.answer);
        page.flow(
            &[
                (Meaning::Plain, &question),
                (Meaning::Bold, &answer),
                (Meaning::Against, note),
            ],
            2,
            4,
        );
        if !one.refs.is_empty() {
            page.flow(&[(Meaning::Dim, &words::rows(&one.refs, ROWS))], 4, 4);
        }
    }
    page.heading("Not known");
    if case.unknown.is_empty() {
        page.flow(
            &[(Meaning::Plain, "nothing is recorded as not known")],
            2,
            2,
        );
    }
    for one in &case.unknown {
        let what = format!("· {} ", words::or_unknown(&one.what));
        page.flow(&[(Meaning::Plain, &what), (Meaning::Dim, &one.ask)], 2, 4);
    }
}

fn steps(page: &mut Page, case: &Case) {
    page.heading("Next steps");
    if case.next_steps.is_empty() {
        page.flow(&[(Meaning::Plain, "none is recorded")], 2, 2);
        return;
    }
    let mut table = Table::new(vec![
        Column::flexible("step"),
        Column::flexible("owner"),
        Column::flexible("due"),
    ]);
    for step in &case.next_steps {
        table.row(vec![
            Cell::new(words::or_unknown(&step.step)),
            Cell::new(words::or_unknown(&step.owner)),
            Cell::with(Meaning::Marking, words::or_unknown(&step.due)),
        ]);
    }
    page.extend(table.lines(2));
}
