//! Statistics: one table for each series and dimension, with bars. Series are never added together.

use bongsu_web::words;

use super::style::{Meaning, Style};
use super::table::{Cell, Column, Table};
use super::text;

/// The widest bar.
const BAR: usize = 36;

/// A count of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StatRow {
    /// Who counted: the site's own cases, or a published series with its year.
    pub(crate) series: String,
    /// What was counted by: sector, scheme, channel, year, victim.
    pub(crate) dimension: String,
    /// The value.
    pub(crate) value: String,
    /// How often.
    pub(crate) count: u64,
}

/// A table for each series and dimension, in the order of their first row; the highest count first.
pub(crate) fn stat_tables(rows: &[StatRow], style: Style) -> String {
    if rows.is_empty() {
        return "nothing counted\n".to_owned();
    }
    let mut groups: Vec<(&str, &str)> = Vec::new();
    for row in rows {
        let group = (row.series.as_str(), row.dimension.as_str());
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    // Dimensions of one series stay together.
    let first = |series: &str| groups.iter().position(|(other, _)| *other == series);
    let mut ordered = groups.clone();
    ordered.sort_by_key(|(series, _)| first(series));
    let mut out = String::new();
    for (nth, (series, dimension)) in ordered.into_iter().enumerate() {
        if nth > 0 {
            out.push('\n');
        }
        let group = rows
            .iter()
            .filter(|row| row.series == series && row.dimension == dimension);
        out.push_str(&one_table(
            series,
            dimension,
            &group.collect::<Vec<_>>(),
            style,
        ));
    }
    out
}

fn one_table(series: &str, dimension: &str, rows: &[&StatRow], style: Style) -> String {
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    let total = rows
        .iter()
        .fold(0_u64, |sum, row| sum.saturating_add(row.count));
    let highest = rows.iter().map(|row| row.count).max().unwrap_or(0).max(1);
    let title = text::fit(
        &format!("{series}, by {dimension}: {} counted", words::count(total)),
        super::WIDTH,
    );
    let mut table = Table::new(vec![
        Column::flexible("value"),
        Column::number("count"),
        Column::number("share"),
        Column::fixed(""),
    ]);
    for row in rows {
        table.row(vec![
            Cell::new(words::or_unknown(&row.value)),
            Cell::new(words::count(row.count)),
            Cell::new(share(row.count, total)),
            Cell::with(Meaning::Dim, bar(row.count, highest)),
        ]);
    }
    format!(
        "{}\n{}",
        style.paint(Meaning::Bold, &title),
        table.written(style)
    )
}

/// A bar in eighths of a column; a count above nothing is always seen.
fn bar(count: u64, highest: u64) -> String {
    let eighths = (count as f64 / highest as f64 * BAR as f64 * 8.0).round() as usize;
    let eighths = if count > 0 { eighths.max(1) } else { 0 };
    let mut bar = "█".repeat(eighths / 8);
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        .get(eighths % 8)
        .copied();
    bar.push_str(rest.unwrap_or_default());
    bar
}

fn share(count: u64, total: u64) -> String {
    if total == 0 {
        "–".to_owned()
    } else {
        format!("{:.0} %", count as f64 / total as f64 * 100.0)
    }
}
