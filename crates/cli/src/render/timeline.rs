//! The timeline in one line a channel: a dot for days within own usual, a block for days beyond it.
//!
//! Height and colour both say "beyond", so that nothing is lost without colour.

use bongsu_model::{Lane, Marker, Timeline};
use bongsu_web::words;

use super::line::{Line, Page, hanging};
use super::style::Meaning;
use super::text;

/// Where the days begin, how many columns they take, and where the highest day is written.
const LEFT: usize = 29;
const PLOT: i32 = 50;
const RIGHT: usize = LEFT + PLOT as usize + 1;

/// Draws the timeline.
pub(super) fn timeline_lines(page: &mut Page, timeline: &Timeline) {
    let Some(axis) = Axis::new(timeline) else {
        page.flow(&[(Meaning::Plain, "no day to show")], 2, 2);
        return;
    };
    page.extend(line_labels(timeline, &axis));
    let marks: Vec<usize> = timeline
        .lines
        .iter()
        .filter_map(|line| axis.column(line.day.epoch_days()))
        .collect();
    for lane in &timeline.lanes {
        page.push(lane_line(lane, &axis, &marks));
    }
    page.push(scale(timeline, &axis));
    page.flow(&[(Meaning::Dim, &legend(timeline, &axis))], 2, 2);
    let mut events: Vec<&Marker> = timeline.events.iter().collect();
    events.sort_by_key(|event| event.day);
    for event in events {
        let when = words::when(event.day, event.day, Some(timeline.zero));
        let lead = Line::new(Meaning::Plain, &format!("  ● {when:>7}  {}", event.day));
        page.extend(hanging(
            &lead,
            &[(Meaning::Plain, &event.label)],
            LEFT,
            super::WIDTH,
        ));
    }
}

/// Days as columns.
#[derive(Debug)]
struct Axis {
    from: i32,
    n_days: i32,
    days_a_column: i32,
}

impl Axis {
    fn new(timeline: &Timeline) -> Option<Self> {
        let from = timeline.from.epoch_days();
        let n_days = timeline.to.epoch_days().checked_sub(from)?.checked_add(1)?;
        let days_a_column = n_days.checked_add(PLOT - 1)? / PLOT;
        (n_days > 0).then_some(Self {
            from,
            n_days,
            days_a_column,
        })
    }

    fn column(&self, day: i32) -> Option<usize> {
        let offset = day.checked_sub(self.from)?;
        (0..self.n_days)
            .contains(&offset)
            .then(|| usize::try_from(offset / self.days_a_column).ok())
            .flatten()
    }

    fn n_columns(&self) -> usize {
        usize::try_from((self.n_days + self.days_a_column - 1) / self.days_a_column).unwrap_or(1)
    }
}

fn lane_line(lane: &Lane, axis: &Axis, marks: &[usize]) -> Line {
    let mut columns: Vec<(f64, bool)> = vec![(0.0, false); axis.n_columns()];
    for bar in lane
        .bars
        .iter()
        .filter(|bar| bar.value.is_finite() && bar.value > 0.0)
    {
        let column = axis
            .column(bar.day.epoch_days())
            .and_then(|at| columns.get_mut(at));
        if let Some((value, beyond)) = column {
            *value = value.max(bar.value);
            *beyond |= bar.beyond;
        }
    }
    let highest = columns.iter().map(|(value, _)| *value).fold(0.0, f64::max);
    let name = text::fit(&format!("{}, {}", lane.name, lane.counts), LEFT - 3);
    let mut row = Line::new(Meaning::Plain, &format!("  {name}"));
    row.pad_to(LEFT);
    for (at, (value, beyond)) in columns.into_iter().enumerate() {
        match (value > 0.0, beyond) {
            (true, true) => row.push(Meaning::Beyond, block(value, highest)),
            (true, false) => row.push(Meaning::Dim, "·"),
            (false, _) if marks.contains(&at) => row.push(Meaning::Plain, "│"),
            (false, _) => row.push(Meaning::Plain, " "),
        }
    }
    if highest > 0.0 {
        let times = if lane.usual > 0.0 {
            format!(", {} ×", words::number(highest / lane.usual))
        } else {
            String::new()
        };
        row.pad_to(RIGHT);
        row.push(
            Meaning::Plain,
            &text::fit(
                &format!("{}{times}", words::amount(highest, &lane.unit)),
                super::WIDTH - RIGHT,
            ),
        );
    }
    row
}

/// A block by its part of the highest day; the least is still taller than a dot.
fn block(value: f64, highest: f64) -> &'static str {
    let blocks = ["▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let at = (value / highest * 6.0).round() as usize;
    blocks.get(at).copied().unwrap_or("█")
}

/// The labels of full-height lines, each left of its day where there is room, in as few rows as they need.
fn line_labels(timeline: &Timeline, axis: &Axis) -> Vec<Line> {
    let mut markers: Vec<&Marker> = timeline.lines.iter().collect();
    markers.sort_by_key(|marker| marker.day);
    let mut rows: Vec<Line> = Vec::new();
    for marker in markers {
        let Some(column) = axis.column(marker.day.epoch_days()) else {
            continue;
        };
        let label = text::fit(&marker.label, 24);
        let at = LEFT + column;
        let start = at.saturating_sub(text::width(&label) + 1);
        let row = rows
            .iter_mut()
            .find(|row| row.is_empty() || row.width() < start);
        let row = if let Some(row) = row {
            row
        } else {
            rows.push(Line::default());
            let Some(row) = rows.last_mut() else { continue };
            row
        };
        row.pad_to(start);
        row.push(Meaning::Bold, &label);
        row.push(Meaning::Plain, " ");
        row.pad_to(at);
        row.push(Meaning::Plain, "▼");
    }
    rows
}

/// The first day, day 0 and the last day below their columns.
fn scale(timeline: &Timeline, axis: &Axis) -> Line {
    let zero = timeline.zero.epoch_days();
    let mut line = Line::default();
    for day in [axis.from, zero, axis.from + axis.n_days - 1] {
        let label = words::signed(day.saturating_sub(zero));
        if let Some(column) = axis.column(day) {
            let start = (LEFT + column + 1)
                .saturating_sub(text::width(&label))
                .max(LEFT);
            if line.is_empty() || line.width() < start {
                line.pad_to(start);
                line.push(Meaning::Dim, &label);
            }
        }
    }
    line
}

/// What columns, dots and blocks stand for.
fn legend(timeline: &Timeline, axis: &Axis) -> String {
    let caption = words::axis(&timeline.zero_label);
    let days = if axis.days_a_column > 1 {
        format!(
            ", {} a column, the highest of them shown",
            axis.days_a_column
        )
    } else {
        String::new()
    };
    format!(
        "{caption} ({}){days}; · within own usual, ▂ to █ beyond it",
        timeline.zero
    )
}
