//! Timelines as pictures: bins, bands, labels that do not meet.

use bongsu_model::Marker;
use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::super::fit::PLAIN;
use super::marks::{EVENT_ROWS, Placed};
use super::*;

const START: Day = Day::from_epoch_days(20_000);

fn timeline(n_days: i32) -> Timeline {
    Timeline {
        from: START,
        to: START.plus(n_days - 1),
        zero: START.plus(n_days * 3 / 4),
        zero_label: "last working day".into(),
        lanes: Vec::new(),
        lines: Vec::new(),
        events: Vec::new(),
    }
}

fn lane(bars: Vec<Bar>) -> Lane {
    Lane {
        name: "Files".into(),
        counts: "opened".into(),
        unit: "files".into(),
        usual: 9.0,
        bars,
    }
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

fn with_class<'a>(tree: &'a Document<'_>, tag: &str, class: &str) -> Vec<Node<'a, 'a>> {
    let has = |node: &Node<'_, '_>| {
        node.attribute("class")
            .is_some_and(|all| all.split(' ').any(|one| one == class))
    };
    tree.descendants()
        .filter(|node| node.has_tag_name(tag) && has(node))
        .collect()
}

#[test]
fn a_peak_survives_binning_and_keeps_its_colour() {
    let mut timeline = timeline(3_650);
    let bars = (0..3_650).map(|day| {
        let is_peak = day == 1_801;
        Bar {
            day: START.plus(day),
            value: if is_peak { 90.0 } else { 5.0 },
            beyond: is_peak,
        }
    });
    timeline.lanes = vec![lane(bars.collect())];
    let picture = time(&timeline, "t").unwrap();
    let tree = Document::parse(&picture.svg).unwrap();
    let beyond = with_class(&tree, "rect", "beyond");
    assert_eq!(beyond.len(), 1);
    assert!((number(beyond[0], "height") - BAR).abs() < 0.1);
    assert!(picture.days_a_bar > 1);
    assert!(picture.svg.contains("Files: 1 day beyond own usual"));
}

#[test]
fn day_zero_has_a_tick_and_the_axis_says_what_it_is() {
    for n_days in [1, 2, 9, 30, 134, 365, 4_000] {
        let mut timeline = timeline(n_days);
        timeline.lines = vec![Marker {
            day: timeline.zero,
            label: "last day".into(),
        }];
        let picture = time(&timeline, "t").unwrap();
        let tree = Document::parse(&picture.svg).unwrap();
        let axis = with_class(&tree, "text", "ax");
        assert!(axis.iter().any(|text| text.text() == Some("0")), "{n_days}");
        assert!(axis.len() <= 14, "{n_days}: {}", axis.len());
        assert!(picture.svg.contains("days to last working day ("));
    }
}

#[test]
fn broken_numbers_draw_nothing() {
    let mut timeline = timeline(30);
    let values = [f64::NAN, f64::INFINITY, -3.0, 0.0];
    let bars = (0..).zip(values).map(|(day, value)| Bar {
        day: START.plus(day),
        value,
        beyond: true,
    });
    timeline.lanes = vec![Lane {
        usual: f64::NAN,
        ..lane(bars.collect())
    }];
    let picture = time(&timeline, "t").unwrap();
    assert!(
        Document::parse(&picture.svg)
            .unwrap()
            .descendants()
            .all(|node| !node.has_tag_name("rect"))
    );
    assert!(!picture.svg.contains("NaN") && !picture.svg.contains("inf"));
    timeline.to = START.plus(-1);
    assert!(time(&timeline, "t").is_none());
}

proptest! {
    #[test]
    fn bars_are_wide_enough_and_do_not_touch(n_days in 1_i32..6_000, days in prop::collection::btree_set(0_i32..6_000, 1..80)) {
        let mut timeline = timeline(n_days);
        let bars = days.iter().map(|day| Bar { day: START.plus(*day), value: 1.0 + f64::from(*day), beyond: day % 3 == 0 });
        timeline.lanes = vec![lane(bars.collect())];
        let picture = time(&timeline, "t").unwrap();
        let tree = Document::parse(&picture.svg).unwrap();
        let mut spans: Vec<(f64, f64)> = ["beyond", "within"]
            .iter()
            .flat_map(|class| with_class(&tree, "rect", class))
            .map(|rect| (number(rect, "x"), number(rect, "width")))
            .collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        prop_assert!(spans.iter().all(|(_, width)| *width >= 2.0));
        for pair in spans.windows(2) {
            prop_assert!(pair[0].0 + pair[0].1 <= pair[1].0 + 0.2, "{pair:?}");
        }
    }

    #[test]
    fn events_never_overlap(days in prop::collection::vec((0_i32..200, "[a-z가-힣 ]{0,60}"), 0..40)) {
        let mut timeline = timeline(200);
        timeline.events = days.into_iter().map(|(day, label)| Marker { day: START.plus(day), label }).collect();
        let axis = Axis::new(&timeline).unwrap();
        let (placed, n_rows) = place_events(&timeline.events, &axis);
        prop_assert!(n_rows <= EVENT_ROWS);
        let span = |event: &Placed<'_>| {
            let (x, width) = (axis.x(event.marker.day.epoch_days()), PLAIN.width(&event.label));
            if event.flipped { (x - 9.0 - width, x + 4.5) } else { (x - 4.5, x + 9.0 + width) }
        };
        for (at, one) in placed.iter().enumerate() {
            prop_assert!(span(one).0 >= 0.0 && span(one).1 <= WIDTH);
            for other in placed.iter().skip(at + 1).filter(|other| other.row == one.row) {
                let (a, b) = (span(one), span(other));
                prop_assert!(a.1 < b.0 || b.1 < a.0, "{one:?} {other:?}");
            }
        }
    }
}
