//! The timeline: one lane a channel on a shared axis in days, own usual as a band, only what is beyond it in colour.
//!
//! Heights are square roots, so that a day of a hundred times own usual leaves own usual visible. Where days are too
//! many to draw each, a bar stands for a few days and shows the highest of them: own usual is a daily figure.

use bongsu_model::{Bar, Day, Lane, Marker, Timeline};

use super::WIDTH;
use super::fit::{LABEL, PLAIN, SMALL};
use super::svg::{Anchor, Rect, Svg};
use crate::words;

/// Where lanes begin; their names stand left of it.
const LEFT: f64 = 150.0;
/// Where lanes end; the highest day of each stands right of it.
const RIGHT: f64 = WIDTH - 104.0;
/// The height of a lane, and of the tallest bar in it.
const LANE: f64 = 42.0;
const BAR: f64 = 30.0;
/// The narrowest bar, and the gap it needs beside it.
const BAR_WIDTH: f64 = 2.8;
const GAP: f64 = 0.7;
/// The height of one row of events, and how many rows there may be.
const EVENT: f64 = 21.0;
const EVENT_ROWS: usize = 10;
/// The widest label of a full-height line, and of an event.
const LINE_LABEL: f64 = 240.0;
const EVENT_LABEL: f64 = 290.0;

/// The picture and what the page says of it.
#[derive(Debug)]
pub(crate) struct TimePicture {
    pub(crate) svg: String,
    /// How many days one bar stands for.
    pub(crate) days_a_bar: i32,
    /// Events that found no room.
    pub(crate) n_left_out: usize,
}

/// Draws the timeline; `None` where it has no day or nothing to show.
pub(crate) fn time(timeline: &Timeline, id: &str) -> Option<TimePicture> {
    if timeline.lanes.is_empty() && timeline.events.is_empty() && timeline.lines.is_empty() {
        return None;
    }
    let axis = Axis::new(timeline)?;
    let mut svg = Svg::default();
    let top = line_label_rows(timeline, &axis).1;
    let (placed, n_rows) = place_events(&timeline.events, &axis);
    let bottom = top + LANE * timeline.lanes.len() as f64 + event_height(n_rows);
    draw_axis(&mut svg, &axis, top, bottom);
    for (at, lane) in timeline.lanes.iter().enumerate() {
        draw_lane(&mut svg, &axis, lane, top + LANE * at as f64);
    }
    draw_lines(&mut svg, timeline, &axis, bottom);
    if n_rows > 0 {
        draw_events(&mut svg, &axis, &placed, top + LANE * timeline.lanes.len() as f64);
    }
    let caption = format!("{} ({})", words::axis(&words::visible(&timeline.zero_label)), timeline.zero);
    svg.text((RIGHT, bottom + 38.0), Anchor::End, "ax", &caption);
    let svg = svg.finish(bottom + 46.0, id, "Acts by day against own usual", &description(timeline, &axis));
    let n_left_out = timeline.events.len() - placed.len();
    Some(TimePicture { svg, days_a_bar: axis.days_a_bar, n_left_out })
}

/// Days as places on the picture.
#[derive(Debug)]
struct Axis {
    from: i32,
    n_days: i32,
    zero: i32,
    days_a_bar: i32,
}

impl Axis {
    fn new(timeline: &Timeline) -> Option<Self> {
        let from = timeline.from.epoch_days();
        let n_days = timeline.to.epoch_days().checked_sub(from)?.checked_add(1)?;
        if n_days < 1 {
            return None;
        }
        let days_a_bar = (f64::from(n_days) * (BAR_WIDTH + GAP) / (RIGHT - LEFT)).ceil().max(1.0) as i32;
        Some(Self { from, n_days, zero: timeline.zero.epoch_days(), days_a_bar })
    }

    fn day_width(&self) -> f64 {
        (RIGHT - LEFT) / f64::from(self.n_days)
    }

    /// The middle of a day.
    fn x(&self, day: i32) -> f64 {
        LEFT + (f64::from(day) - f64::from(self.from) + 0.5) * self.day_width()
    }

    fn holds(&self, day: Day) -> bool {
        (0..self.n_days).contains(&(day.epoch_days().saturating_sub(self.from)))
    }

    /// Days that carry a label, counted from day 0.
    fn ticks(&self) -> Vec<i32> {
        let steps = [1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 1_820, 3_640];
        let step = steps.into_iter().find(|step| self.n_days / step <= 11).unwrap_or(self.n_days);
        let first = self.from.saturating_sub(self.zero);
        let start = first + (-first).rem_euclid(step);
        (0..).map(|nth| start + nth * step).take_while(|offset| offset - first < self.n_days).collect()
    }

    /// Bars as drawn: the first day of each and the highest value within.
    fn bins(&self, bars: &[Bar]) -> Vec<Bar> {
        let mut bins: Vec<Bar> = Vec::new();
        for bar in bars.iter().filter(|bar| self.holds(bar.day) && bar.value.is_finite() && bar.value > 0.0) {
            let nth = (bar.day.epoch_days() - self.from) / self.days_a_bar;
            let day = Day::from_epoch_days(self.from + nth * self.days_a_bar);
            match bins.iter_mut().rev().find(|bin| bin.day == day) {
                Some(bin) => {
                    bin.value = bin.value.max(bar.value);
                    bin.beyond |= bar.beyond;
                }
                None => bins.push(Bar { day, ..*bar }),
            }
        }
        bins
    }
}

fn draw_axis(svg: &mut Svg, axis: &Axis, top: f64, bottom: f64) {
    for offset in axis.ticks() {
        let x = axis.x(axis.zero + offset);
        svg.line((x, top), (x, bottom), "rule");
        svg.text((x, bottom + 18.0), Anchor::Middle, "ax", &words::signed(offset));
    }
}

fn draw_lane(svg: &mut Svg, axis: &Axis, lane: &Lane, top: f64) {
    let base = top + LANE;
    svg.line((LEFT - 12.0, base), (RIGHT, base), "rule");
    let (name, counts) = (words::visible(&lane.name), words::visible(&lane.counts));
    svg.group(&format!("{name}, {counts}"));
    svg.text((LEFT - 18.0, top + 20.0), Anchor::End, "rl", &LABEL.shorten(&name, LEFT - 20.0));
    svg.text((LEFT - 18.0, top + 34.0), Anchor::End, "rs", &SMALL.shorten(&counts, LEFT - 20.0));
    svg.end();
    let bins = axis.bins(&lane.bars);
    let usual = if lane.usual.is_finite() { lane.usual.max(0.0) } else { 0.0 };
    let highest = bins.iter().map(|bin| bin.value).fold(usual, f64::max);
    let height = |value: f64| if highest > 0.0 { BAR * (value / highest).sqrt() } else { 0.0 };
    if usual > 0.0 {
        let h = height(usual).max(1.5);
        svg.rect(Rect { x: LEFT, y: base - h, w: RIGHT - LEFT, h }, "band");
    }
    let slot = axis.day_width() * f64::from(axis.days_a_bar);
    let width = (slot * 0.8).clamp(BAR_WIDTH, 14.0);
    for bin in &bins {
        let middle = axis.x(bin.day.epoch_days()) + (slot - axis.day_width()) / 2.0;
        let h = height(bin.value).max(1.0);
        let class = if bin.beyond { "beyond" } else { "within" };
        svg.rect(Rect { x: middle - width / 2.0, y: base - h, w: width, h }, class);
    }
    if let Some(peak) = peak(lane) {
        let text = format!("{} {}", words::number(peak.value), words::visible(&lane.unit));
        svg.text((RIGHT + 10.0, base - 16.0), Anchor::Start, "rs", &SMALL.shorten(&text, 96.0));
        let times = if usual > 0.0 { format!("{} ×", words::number(peak.value / usual)) } else { "no own usual".into() };
        svg.text((RIGHT + 10.0, base - 2.0), Anchor::Start, "rs", &SMALL.shorten(&times, 96.0));
    }
}

/// The highest day of a lane.
pub(crate) fn peak(lane: &Lane) -> Option<Bar> {
    let known = lane.bars.iter().filter(|bar| bar.value.is_finite() && bar.value > 0.0);
    known.copied().reduce(|best, bar| if bar.value > best.value { bar } else { best })
}

/// Rows for the labels of full-height lines: the row of each line, and where lanes start below them.
fn line_label_rows(timeline: &Timeline, axis: &Axis) -> (Vec<(usize, Span)>, f64) {
    let mut rows = Rows::default();
    let placed: Vec<(usize, Span)> = shown(&timeline.lines, axis)
        .map(|marker| {
            let x = axis.x(marker.day.epoch_days());
            let width = LABEL.width(&line_label(marker));
            let left = Span { from: x - 6.0 - width, to: x, flipped: true };
            let right = Span { from: x, to: x + 6.0 + width, flipped: false };
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

fn draw_lines(svg: &mut Svg, timeline: &Timeline, axis: &Axis, bottom: f64) {
    let (placed, top) = line_label_rows(timeline, axis);
    for (marker, (row, span)) in shown(&timeline.lines, axis).zip(placed) {
        let x = axis.x(marker.day.epoch_days());
        let y = top - 4.0 - 17.0 * row as f64;
        svg.line((x, y - 12.0), (x, bottom), "mark");
        let (at, anchor) = if span.flipped { (x - 5.0, Anchor::End) } else { (x + 5.0, Anchor::Start) };
        svg.text((at, y), anchor, "rl halo", &line_label(marker));
    }
}

fn line_label(marker: &Marker) -> String {
    LABEL.shorten(&words::visible(&marker.label), LINE_LABEL)
}

/// An event with its place.
#[derive(Debug)]
struct Placed<'a> {
    marker: &'a Marker,
    label: String,
    row: usize,
    flipped: bool,
}

/// Gives each event a row where neither its dot nor its label touches another.
fn place_events<'a>(events: &'a [Marker], axis: &Axis) -> (Vec<Placed<'a>>, usize) {
    let mut rows = Rows::default();
    let mut placed = Vec::new();
    for marker in shown(events, axis) {
        let label = PLAIN.shorten(&words::visible(&marker.label), EVENT_LABEL);
        let (x, width) = (axis.x(marker.day.epoch_days()), PLAIN.width(&label));
        let right = Span { from: x - 7.0, to: x + 14.0 + width, flipped: false };
        let left = Span { from: x - 14.0 - width, to: x + 7.0, flipped: true };
        let (row, span) = match (right.to <= WIDTH, left.from >= LEFT) {
            (true, true) => rows.place(&[right, left]),
            (true, false) => rows.place(&[right]),
            (false, _) => rows.place(&[left]),
        };
        if row < EVENT_ROWS {
            placed.push(Placed { marker, label, row, flipped: span.flipped });
        }
    }
    let n_rows = placed.iter().map(|event| event.row + 1).max().unwrap_or(0);
    (placed, n_rows)
}

fn event_height(n_rows: usize) -> f64 {
    if n_rows == 0 { 0.0 } else { (EVENT * n_rows as f64 + 12.0).max(LANE) }
}

fn draw_events(svg: &mut Svg, axis: &Axis, placed: &[Placed<'_>], top: f64) {
    svg.text((LEFT - 18.0, top + 20.0), Anchor::End, "rl", "Events");
    svg.text((LEFT - 18.0, top + 34.0), Anchor::End, "rs", "single, dated");
    for event in placed {
        let (x, y) = (axis.x(event.marker.day.epoch_days()), top + 17.0 + EVENT * event.row as f64);
        svg.dot((x, y), 4.5, &format!("{}: {}", event.marker.day, words::visible(&event.marker.label)));
        let (at, anchor) = if event.flipped { (x - 9.0, Anchor::End) } else { (x + 9.0, Anchor::Start) };
        svg.text((at, y + 4.0), anchor, "ev halo", &event.label);
    }
    let bottom = top + event_height(placed.iter().map(|event| event.row + 1).max().unwrap_or(0));
    svg.line((LEFT - 12.0, bottom), (RIGHT, bottom), "rule");
}

/// Markers within the axis, by day.
fn shown<'a>(markers: &'a [Marker], axis: &Axis) -> impl Iterator<Item = &'a Marker> {
    let mut inside: Vec<&Marker> = markers.iter().filter(|marker| axis.holds(marker.day)).collect();
    inside.sort_by_key(|marker| marker.day);
    inside.into_iter()
}

/// A stretch of a row.
#[derive(Clone, Copy, Debug)]
struct Span {
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
                if row.iter().all(|other| span.to + 4.0 < other.from || other.to + 4.0 < span.from) {
                    row.push(*span);
                    return (at, *span);
                }
            }
        }
        let span = candidates.first().copied().unwrap_or(Span { from: 0.0, to: 0.0, flipped: false });
        self.rows.push(vec![span]);
        (self.rows.len() - 1, span)
    }
}

fn description(timeline: &Timeline, axis: &Axis) -> String {
    let mut sentences = vec![format!(
        "{} over {}, {} to {}.",
        words::plural(timeline.lanes.len() as u64, "channel"),
        words::plural(axis.n_days.unsigned_abs().into(), "day"),
        timeline.from,
        timeline.to
    )];
    for lane in &timeline.lanes {
        let beyond: Vec<Day> = lane.bars.iter().filter(|bar| bar.beyond).map(|bar| bar.day).collect();
        let name = words::visible(&lane.name);
        sentences.push(match (beyond.iter().min(), beyond.iter().max()) {
            (Some(first), Some(last)) => {
                let n_days = words::plural(beyond.len() as u64, "day");
                let span = words::when(*first, *last, Some(timeline.zero));
                format!("{name}: {n_days} beyond own usual, {span}.")
            }
            _ => format!("{name}: never beyond own usual."),
        });
    }
    for marker in timeline.lines.iter().chain(&timeline.events) {
        let day = words::when(marker.day, marker.day, Some(timeline.zero));
        sentences.push(format!("{}: {day}.", words::visible(&marker.label)));
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests;
