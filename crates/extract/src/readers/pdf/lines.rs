//! From letters at places to lines of text: where a word ends, where a line ends, what was drawn twice.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A point of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A few letters with where they begin and end on the page, and the height of the font there.
#[derive(Debug)]
pub(super) struct Letters {
    pub(super) text: std::rc::Rc<str>,
    pub(super) start: Point,
    pub(super) end: Point,
    pub(super) height: f64,
}

/// Across the line, in heights: further away is another line. Raised and lowered letters stay on theirs.
const OTHER_LINE: f64 = 0.6;
/// Along the line, in heights: a wider gap is a space.
const SPACE: f64 = 0.17;
/// Back along the line, in heights: further back is another line.
const BACK: f64 = 1.0;

/// The text of one place of a page while it is put together.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) text: String,
    last: Option<(Point, Point, f64)>,
}

impl Lines {
    /// Adds letters after those before, with the break that lies between them.
    pub(super) fn push(&mut self, letters: &Letters) {
        if let Some((start, end, height)) = self.last {
            match gap(start, end, height.max(letters.height), letters.start) {
                Gap::None => {}
                Gap::Space
                    if self.text.ends_with(char::is_whitespace)
                        || letters.text.starts_with(' ') => {}
                Gap::Space => self.text.push(' '),
                Gap::Line => self.end_line(),
            }
        }
        let clean = letters.text.chars().filter_map(|letter| match letter {
            '\t' | '\n' | '\r' | '\u{A0}' => Some(' '),
            letter if letter.is_control() => None,
            letter => Some(letter),
        });
        self.text.extend(clean);
        self.last = Some((letters.start, letters.end, letters.height));
    }

    fn end_line(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

enum Gap {
    None,
    Space,
    Line,
}

fn gap(start: Point, end: Point, height: f64, next: Point) -> Gap {
    let height = height.max(0.01);
    let (dx, dy) = (end.x - start.x, end.y - start.y);
    let length = dx.hypot(dy);
    // Letters without a width run to the right.
    let (ux, uy) = if length > 1e-6 {
        (dx / length, dy / length)
    } else {
        (1.0, 0.0)
    };
    let (mx, my) = (next.x - end.x, next.y - end.y);
    let along = (mx * ux + my * uy) / height;
    let across = (my * ux - mx * uy).abs() / height;
    if across > OTHER_LINE || along < -BACK || !along.is_finite() {
        Gap::Line
    } else if along > SPACE {
        Gap::Space
    } else {
        Gap::None
    }
}

/// What was already shown on a page: bold and shadowed text is often drawn twice, a little apart.
#[derive(Debug, Default)]
pub(super) struct Shown(HashMap<(u64, i64, i64), Point>);

/// In heights: the same letters this near were drawn twice. The narrowest letters are wider, so `ll` is two.
const TWICE: f64 = 0.1;

impl Shown {
    /// Whether the same letters were shown at about the same place before; remembers them.
    pub(super) fn again(&mut self, run: &[Letters]) -> bool {
        let Some(first) = run.first() else {
            return false;
        };
        let mut hasher = DefaultHasher::new();
        for letters in run {
            letters.text.hash(&mut hasher);
        }
        let key = hasher.finish();
        let near = (first.height * TWICE).max(0.01);
        let Point { x, y } = first.start;
        let (column, row) = ((x / near).floor() as i64, (y / near).floor() as i64);
        let around = |place: i64| [place.saturating_sub(1), place, place.saturating_add(1)];
        let seen = around(column).into_iter().any(|column| {
            around(row).into_iter().any(|row| {
                let known = self.0.get(&(key, column, row));
                known.is_some_and(|known| (known.x - x).hypot(known.y - y) <= near)
            })
        });
        self.0.insert((key, column, row), first.start);
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, x: f64, y: f64) -> Letters {
        Letters {
            text: text.into(),
            start: Point { x, y },
            end: Point {
                x: x + 6.0 * text.chars().count() as f64,
                y,
            },
            height: 12.0,
        }
    }

    fn read(all: &[Letters]) -> String {
        let mut lines = Lines::default();
        for letters in all {
            lines.push(letters);
        }
        lines.text
    }

    #[test]
    fn letters_that_touch_are_a_word_and_a_gap_is_a_space() {
        assert_eq!(
            read(&[
                at("slur", 0.0, 0.0),
                at("ry", 24.5, 0.0),
                at("B-4", 40.0, 0.0)
            ]),
            "slurry B-4"
        );
    }

    #[test]
    fn another_height_is_another_line_and_a_raised_letter_is_not() {
        assert_eq!(
            read(&[at("one", 0.0, 20.0), at("two", 0.0, 0.0)]),
            "one\ntwo"
        );
        assert_eq!(
            read(&[at("m", 0.0, 0.0), at("2", 6.0, 5.0), at("s", 12.0, 0.0)]),
            "m2s"
        );
    }

    #[test]
    fn a_line_that_starts_over_is_another_line() {
        assert_eq!(
            read(&[at("right", 200.0, 0.0), at("left", 0.0, 0.0)]),
            "right\nleft"
        );
    }

    #[test]
    fn shadows_are_dropped_and_repetition_is_not() {
        let mut shown = Shown::default();
        assert!(!shown.again(&[at("draft", 100.0, 100.0)]));
        assert!(shown.again(&[at("draft", 100.4, 99.8)]));
        assert!(!shown.again(&[at("draft", 100.0, 300.0)]));
        assert!(!shown.again(&[at("l", 10.0, 10.0)]));
        assert!(!shown.again(&[at("l", 12.5, 10.0)]));
    }
}
