//! Tests of running text.

use super::*;
use crate::budget::Budget;
use crate::sink::Extractor;
use crate::{Item, Limits};

/// What a sink has after this was written.
fn written(write: impl Fn(&mut Flow<'_, '_, '_>) -> Result<(), Problem>) -> Item {
    written_within(&Limits::default(), write)
}

fn written_within(
    limits: &Limits,
    write: impl Fn(&mut Flow<'_, '_, '_>) -> Result<(), Problem>,
) -> Item {
    let mut items = Vec::new();
    let mut emit = |item| items.push(item);
    let mut extractor = Extractor::new(Budget::new(limits), &mut emit);
    extractor.write("a", |sink| {
        let mut flow = Flow::new(sink, Place::Body, None);
        let outcome = write(&mut flow);
        flow.finish()?;
        outcome
    });
    items.remove(0)
}

fn sections(item: &Item) -> Vec<(Place, &str)> {
    let sections = item.sections.iter();
    sections
        .map(|section| (section.place, item.text_of(section)))
        .collect()
}

#[test]
fn a_paragraph_stays_whole_around_a_text_box() {
    let item = written(|flow| {
        flow.begin()?;
        flow.text("outer ")?;
        flow.begin()?;
        flow.text("box")?;
        flow.end()?;
        flow.text("paragraph")?;
        flow.end()
    });
    assert_eq!(item.text, "outer paragraph\nbox\n");
}

#[test]
fn text_of_another_place_follows_in_its_own_section() {
    let item = written(|flow| {
        flow.begin()?;
        flow.text("pH ")?;
        flow.enter(Place::Deleted);
        flow.text("10.2")?;
        flow.leave();
        flow.text("10.4")?;
        flow.end()?;
        flow.enter(Place::Header);
        flow.begin()?;
        flow.text("대외비")?;
        flow.end()?;
        flow.leave();
        flow.begin()?;
        flow.text("next")?;
        flow.end()
    });
    assert_eq!(
        sections(&item),
        [
            (Place::Body, "pH 10.4\nnext\n"),
            (Place::Header, "대외비\n"),
            (Place::Deleted, "10.2\n"),
        ]
    );
}

#[test]
fn nesting_without_end_loses_no_text() {
    let item = written(|flow| {
        for number in 0..1000 {
            flow.begin()?;
            flow.text(&number.to_string())?;
        }
        for _ in 0..1000 {
            flow.end()?;
        }
        Ok(())
    });
    let mut numbers: Vec<u32> = item
        .text
        .split_whitespace()
        .map(|one| one.parse().unwrap())
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (0..1000).collect::<Vec<_>>());
}

#[test]
fn text_that_is_held_stops_at_the_limit() {
    let limits = Limits {
        text_bytes: 100,
        ..Limits::default()
    };
    let item = written_within(&limits, |flow| {
        flow.begin()?;
        for _ in 0..1000 {
            flow.text("0123456789")?;
        }
        flow.end()
    });
    assert_eq!(item.text.len(), 100);
    assert_eq!(item.problems, [Problem::TooMuchText { limit: 100 }]);
}
