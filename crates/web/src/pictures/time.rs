//! The timeline: one lane a channel on a shared axis in days, own usual as a band, only what is beyond it in colour.
//!
//! Heights are square roots, so that a day of a hundred times own usual leaves own usual visible. Where days are too
//! many to draw each, a bar stands for a few days and shows the highest of them: own usual is a daily figure.

use bongsu_model::{Bar, Day, Lane, Timeline};

use super::WIDTH;
use super::fit::{LABEL, SMALL};
use super::svg::{Anchor, Rect, Svg};
use crate::words;

mod axis;
mod marks;

use axis::Axis;
use marks::{draw_events, draw_lines, event_height, line_label_rows, place_events};

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
        draw_events(
            &mut svg,
            &axis,
            &placed,
            top + LANE * timeline.lanes.len() as f64,
        );
    }
    let caption = format!(
        "{} ({})",
        words::axis(&words::visible(&timeline.zero_label)),
        timeline.zero
    );
    svg.text((RIGHT, bottom + 38.0), Anchor::End, "ax", &caption);
    let svg = svg.finish(
        bottom + 46.0,
        id,
        "Acts by day against own usual",
        &description(timeline, &axis),
    );
    let n_left_out = timeline.events.len() - placed.len();
    Some(TimePicture {
        svg,
        days_a_bar: axis.days_a_bar,
        n_left_out,
    })
}

fn draw_axis(svg: &mut Svg, axis: &Axis, top: f64, bottom: f64) {
    for offset in axis.ticks() {
        let x = axis.x(axis.zero + offset);
        svg.line((x, top), (x, bottom), "rule");
        svg.text(
            (x, bottom + 18.0),
            Anchor::Middle,
            "ax",
            &words::signed(offset),
        );
    }
}

fn draw_lane(svg: &mut Svg, axis: &Axis, lane: &Lane, top: f64) {
    let base = top + LANE;
    svg.line((LEFT - 12.0, base), (RIGHT, base), "rule");
    let (name, counts) = (words::visible(&lane.name), words::visible(&lane.counts));
    svg.group(&format!("{name}, {counts}"));
    svg.text(
        (LEFT - 18.0, top + 20.0),
        Anchor::End,
        "rl",
        &LABEL.shorten(&name, LEFT - 20.0),
    );
    svg.text(
        (LEFT - 18.0, top + 34.0),
        Anchor::End,
        "rs",
        &SMALL.shorten(&counts, LEFT - 20.0),
    );
    svg.end();
    let bins = axis.bins(&lane.bars);
    let usual = if lane.usual.is_finite() {
        lane.usual.max(0.0)
    } else {
        0.0
    };
    let highest = bins.iter().map(|bin| bin.value).fold(usual, f64::max);
    let height = |value: f64| {
        if highest > 0.0 {
            BAR * (value / highest).sqrt()
        } else {
            0.0
        }
    };
    if usual > 0.0 {
        let h = height(usual).max(1.5);
        svg.rect(
            Rect {
                x: LEFT,
                y: base - h,
                w: RIGHT - LEFT,
                h,
            },
            "band",
        );
    }
    let slot = axis.day_width() * f64::from(axis.days_a_bar);
    let width = (slot * 0.8).clamp(BAR_WIDTH, 14.0);
    for bin in &bins {
        let middle = axis.x(bin.day.epoch_days()) + (slot - axis.day_width()) / 2.0;
        let h = height(bin.value).max(1.0);
        let class = if bin.beyond { "beyond" } else { "within" };
        svg.rect(
            Rect {
                x: middle - width / 2.0,
                y: base - h,
                w: width,
                h,
            },
            class,
        );
    }
    if let Some(peak) = peak(lane) {
        let text = words::amount(peak.value, &lane.unit);
        svg.text(
            (RIGHT + 10.0, base - 16.0),
            Anchor::Start,
            "rs",
            &SMALL.shorten(&text, 96.0),
        );
        let times = if usual > 0.0 {
            format!("{} ×", words::number(peak.value / usual))
        } else {
            "no own usual".into()
        };
        svg.text(
            (RIGHT + 10.0, base - 2.0),
            Anchor::Start,
            "rs",
            &SMALL.shorten(&times, 96.0),
        );
    }
}

/// The highest day of a lane.
pub(crate) fn peak(lane: &Lane) -> Option<Bar> {
    let known = lane
        .bars
        .iter()
        .filter(|bar| bar.value.is_finite() && bar.value > 0.0);
    known
        .copied()
        .reduce(|best, bar| if bar.value > best.value { bar } else { best })
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
        let beyond: Vec<Day> = lane
            .bars
            .iter()
            .filter(|bar| bar.beyond)
            .map(|bar| bar.day)
            .collect();
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
