//! The timeline: the picture, and the same in numbers.

use bongsu_model::{Lane, Timeline};

use crate::pictures;
use crate::words;

/// The most days listed for one channel.
const DAYS_LISTED: usize = 60;

/// The timeline of a case.
#[derive(Debug)]
pub(crate) struct TimelineView {
    pub(crate) svg: String,
    /// What bars, heights and days mean.
    pub(crate) note: String,
    pub(crate) lanes: Vec<LaneView>,
    pub(crate) marks: Vec<MarkView>,
}

/// A channel in numbers.
#[derive(Debug)]
pub(crate) struct LaneView {
    pub(crate) name: String,
    pub(crate) counts: String,
    pub(crate) usual: String,
    pub(crate) highest: String,
    pub(crate) n_beyond: String,
    pub(crate) beyond: String,
}

/// A full-height line or an event.
#[derive(Debug)]
pub(crate) struct MarkView {
    pub(crate) when: String,
    pub(crate) day: String,
    pub(crate) label: String,
}

impl TimelineView {
    pub(crate) fn new(timeline: &Timeline) -> Option<Self> {
        let picture = pictures::time(timeline, "time")?;
        let mut note = vec!["Height is the square root of the amount.".to_owned()];
        if picture.days_a_bar > 1 {
            note.push(format!(
                "A bar stands for {} days and shows the highest of them.",
                picture.days_a_bar
            ));
        }
        note.push("Right: the highest day, and how many times own usual it is.".to_owned());
        if picture.n_left_out > 0 {
            note.push(format!(
                "{} found no room and are listed below.",
                words::plural(picture.n_left_out as u64, "event")
            ));
        }
        let mut marks: Vec<_> = timeline.lines.iter().chain(&timeline.events).collect();
        marks.sort_by_key(|marker| marker.day);
        let marks = marks.into_iter().map(|marker| MarkView {
            when: words::when(marker.day, marker.day, Some(timeline.zero)),
            day: marker.day.to_string(),
            label: words::or_unknown(&marker.label),
        });
        Some(Self {
            svg: picture.svg,
            note: note.join(" "),
            lanes: timeline
                .lanes
                .iter()
                .map(|lane| LaneView::new(lane, timeline))
                .collect(),
            marks: marks.collect(),
        })
    }
}

impl LaneView {
    fn new(lane: &Lane, timeline: &Timeline) -> Self {
        let amount = |value: f64| words::amount(value, &lane.unit);
        let days: Vec<String> = lane
            .bars
            .iter()
            .filter(|bar| bar.beyond)
            .map(|bar| {
                format!(
                    "{}: {}",
                    words::when(bar.day, bar.day, Some(timeline.zero)),
                    words::number(bar.value)
                )
            })
            .collect();
        let mut beyond = days
            .iter()
            .take(DAYS_LISTED)
            .cloned()
            .collect::<Vec<_>>()
            .join("; ");
        if days.len() > DAYS_LISTED {
            beyond = format!("{beyond}; {} more", days.len() - DAYS_LISTED);
        }
        Self {
            name: words::or_unknown(&lane.name),
            counts: words::visible(&lane.counts),
            usual: if lane.usual > 0.0 {
                amount(lane.usual)
            } else {
                "none".into()
            },
            highest: pictures::peak(lane).map_or_else(
                || "none".to_owned(),
                |bar| {
                    format!(
                        "{}, {}",
                        amount(bar.value),
                        words::against_usual(bar.value, lane.usual)
                    )
                },
            ),
            n_beyond: words::count(days.len() as u64),
            beyond,
        }
    }
}
