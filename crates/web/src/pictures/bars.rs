//! Sorted bars of counts with the number written at the end, for statistics.

use super::WIDTH;
use super::fit::{LABEL, PLAIN};
use super::svg::{Anchor, Rect, Svg};
use crate::words;

/// The height of one bar with its gap.
const ROW: f64 = 26.0;
/// The widest label.
const MAX_LABEL: f64 = 360.0;

/// One value and how often it was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// What was counted.
    pub label: String,
    /// How often.
    pub count: u64,
}

/// Draws counts, highest first; counts of the same height keep their order.
///
/// `id` must be its own on the page. The page gives a table beside it that says the same.
///
/// ```
/// use bongsu_web::{Count, count_bars};
///
/// let counts = [Count { label: "display".into(), count: 19 }, Count { label: "other".into(), count: 13 }];
/// assert!(count_bars("sectors", "Cases by sector", &counts).contains(">19</text>"));
/// ```
pub fn count_bars(id: &str, title: &str, counts: &[Count]) -> String {
    let mut sorted: Vec<(String, u64)> = counts
        .iter()
        .map(|one| (words::visible(&one.label), one.count))
        .collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let label_width = sorted
        .iter()
        .map(|(label, _)| LABEL.width(label))
        .fold(40.0, f64::max);
    let left = label_width.min(MAX_LABEL) + 14.0;
    let highest = sorted.first().map_or(1, |(_, count)| (*count).max(1));
    let number_width = PLAIN.width(&words::count(highest)) + 12.0;
    let mut svg = Svg::default();
    for (at, (label, count)) in sorted.iter().enumerate() {
        let y = 4.0 + ROW * at as f64;
        let width = (WIDTH - left - number_width) * (*count as f64 / highest as f64);
        svg.group(&format!("{label}: {}", words::count(*count)));
        svg.text(
            (left - 10.0, y + 14.0),
            Anchor::End,
            "rl",
            &LABEL.shorten(label, MAX_LABEL),
        );
        svg.rect(
            Rect {
                x: left,
                y,
                w: width.max(if *count > 0 { 2.0 } else { 0.0 }),
                h: 18.0,
            },
            "within",
        );
        svg.text(
            (left + width + 7.0, y + 14.0),
            Anchor::Start,
            "ev",
            &words::count(*count),
        );
        svg.end();
    }
    let said: Vec<String> = sorted
        .iter()
        .map(|(label, count)| format!("{label}: {}", words::count(*count)))
        .collect();
    let height = 8.0 + ROW * sorted.len().max(1) as f64;
    svg.finish(height, id, &words::visible(title), &said.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_sorted_and_written_out() {
        let one = |label: &str, count| Count {
            label: label.into(),
            count,
        };
        let svg = count_bars(
            "s",
            "Cases by sector",
            &[one("other", 13), one("<display>", 19), one("none", 0)],
        );
        let tree = roxmltree::Document::parse(&svg).unwrap();
        let texts: Vec<&str> = tree
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .filter_map(|node| node.text())
            .collect();
        assert_eq!(texts, ["<display>", "19", "other", "13", "none", "0"]);
    }

    #[test]
    fn nothing_counted_is_still_a_picture() {
        assert!(roxmltree::Document::parse(&count_bars("s", "t", &[])).is_ok());
    }
}
