//! Full-height lines and events: dots and labels get rows where none touches another.

use bongsu_model::{Marker, Timeline};

use super::super::WIDTH;
use super::super::fit::{LABEL, PLAIN};
use super::super::svg::{Anchor, Svg};
use super::axis::Axis;
use super::{LANE, LEFT, RIGHT};
use crate::words;

/// The height of one row of events, and how many rows there may be.
const EVENT: f64 = 21.0;
pub(super) const EVENT_ROWS: usize = 10;
/// The widest label of a full-height line, and of an event.
const LINE_LABEL: f64 = 240.0;
const EVENT_LABEL: f64 = 290.0;

/// Rows for the labels of full-height lines: the row of each line, and where lanes start below them.
pub(super) fn line_label_rows(timeline: &Timeline, axis: &Axis) -> (Vec<(usize, Span)>, f64) {
    let mut rows = Rows::default();
    let placed: Vec<(usize, Span)> = shown(&timeline.lines, axis)
        .map(|marker| {
            let x = axis.x(marker.day.epoch_days());
            let width = LABEL.width(&line_label(marker));
            let left = Span {
                from: x - 6.0 - width,
                to: x,
                flipped: true,
            };
            let right = Span {
                from: x,
                to: x + 6.0 + width,
                flipped: false,
            };
            match (left.from > 0.0, right.to < WIDTH) {
                (true, true) => rows.place(&[left, right]),
                (true, false) => rows.place(&[left]),
                (false, _) => rows.place(&[right]),
            }
        })
        .collect();
    let n_rows = rows.rows.len();
    (placed, 8.0 + 17.0 * n_rows as f64)
}

pub(super) fn draw_lines(svg: &mut Svg, timeline: &Timeline, axis: &Axis, bottom: f64) {
    let (placed, top) = line_label_rows(timeline, axis);
    for (marker, (row, span)) in shown(&timeline.lines, axis).zip(placed) {
        let x = axis.x(marker.day.epoch_days());
        let y = top - 4.0 - 17.0 * row as f64;
        svg.line((x, y - 12.0), (x, bottom), "mark");
        let (at, anchor) = if span.flipped {
            (x - 5.0, Anchor::End)
        } else {
            (x + 5.0, Anchor::Start)
        };
        svg.text((at, y), anchor, "rl halo", &line_label(marker));
    }
}

fn line_label(marker: &Marker) -> String {
    LABEL.shorten(&words::visible(&marker.label), LINE_LABEL)
}

/// An event with its place.
#[derive(Debug)]
pub(super) struct Placed<'a> {
    pub(super) marker: &'a Marker,
    pub(super) label: String,
    pub(super) row: usize,
    pub(super) flipped: bool,
}

/// Gives each event a row where neither its dot nor its label touches another.
pub(super) fn place_events<'a>(events: &'a [Marker], axis: &Axis) -> (Vec<Placed<'a>>, usize) {
    let mut rows = Rows::default();
    let mut placed = Vec::new();
    for marker in shown(events, axis) {
        let label = PLAIN.shorten(&words::visible(&marker.label), EVENT_LABEL);
        let (x, width) = (axis.x(marker.day.epoch_days()), PLAIN.width(&label));
        let right = Span {
            from: x - 7.0,
            to: x + 14.0 + width,
            flipped: false,
        };
        let left = Span {
            from: x - 14.0 - width,
            to: x + 7.0,
            flipped: true,
        };
        let (row, span) = match (right.to <= WIDTH, left.from >= LEFT) {
            (true, true) => rows.place(&[right, left]),
            (true, false) => rows.place(&[right]),
            (false, _) => rows.place(&[left]),
        };
        if row < EVENT_ROWS {
            placed.push(Placed {
                marker,
                label,
                row,
                flipped: span.flipped,
            });
        }
    }
    let n_rows = placed.iter().map(|event| event.row + 1).max().unwrap_or(0);
    (placed, n_rows)
}

pub(super) fn event_height(n_rows: usize) -> f64 {
    if n_rows == 0 {
        0.0
    } else {
        (EVENT * n_rows as f64 + 12.0).max(LANE)
    }
}

pub(super) fn draw_events(svg: &mut Svg, axis: &Axis, placed: &[Placed<'_>], top: f64) {
    svg.text((LEFT - 18.0, top + 20.0), Anchor::End, "rl", "Events");
    svg.text(
        (LEFT - 18.0, top + 34.0),
        Anchor::End,
        "rs",
        "single, dated",
    );
    for event in placed {
        let (x, y) = (
            axis.x(event.marker.day.epoch_days()),
            top + 17.0 + EVENT * event.row as f64,
        );
        svg.dot(
            (x, y),
            4.5,
            &format!(
                "{}: {}",
                event.marker.day,
                words::visible(&event.marker.label)
            ),
        );
        let (at, anchor) = if event.flipped {
            (x - 9.0, Anchor::End)
        } else {
            (x + 9.0, Anchor::Start)
        };
        svg.text((at, y + 4.0), anchor, "ev halo", &event.label);
    }
    let bottom = top + event_height(placed.iter().map(|event| event.row + 1).max().unwrap_or(0));
    svg.line((LEFT - 12.0, bottom), (RIGHT, bottom), "rule");
}

/// Markers within the axis, by day.
fn shown<'a>(markers: &'a [Marker], axis: &Axis) -> impl Iterator<Item = &'a Marker> {
    let mut inside: Vec<&Marker> = markers
        .iter()
        .filter(|marker| axis.holds(marker.day))
        .collect();
    inside.sort_by_key(|marker| marker.day);
    inside.into_iter()
}

/// A stretch of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    from: f64,
    to: f64,
    /// Whether the label stands left of its day.
    flipped: bool,
}

/// Rows of stretches that do not touch.
#[derive(Debug, Default)]
struct Rows {
    rows: Vec<Vec<Span>>,
}

impl Rows {
    /// Takes the first candidate that is free in the first row that has room.
    fn place(&mut self, candidates: &[Span]) -> (usize, Span) {
        for (at, row) in self.rows.iter_mut().enumerate() {
            for span in candidates {
                if row
                    .iter()
                    .all(|other| span.to + 4.0 < other.from || other.to + 4.0 < span.from)
                {
                    row.push(*span);
                    return (at, *span);
                }
            }
        }
        let span = candidates.first().copied().unwrap_or(Span {
            from: 0.0,
            to: 0.0,
            flipped: false,
        });
        self.rows.push(vec![span]);
        (self.rows.len() - 1, span)
    }
}
