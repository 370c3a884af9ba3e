//! Where the characters of a view stand in the text, in two bytes each.

/// Where a character of a view stands in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) start: u32,
    pub(super) end: u32,
    /// How many characters before this one were not written as they are.
    pub(super) n_read: u32,
}

/// The marks of a view. Each is said by its step from the one before; every so many stand whole.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Whether the character was read, how much later it begins than the one before, and how long it is written.
    steps: Vec<u16>,
    whole: Vec<Mark>,
    /// Marks that no step can say, and their numbers.
    far: Vec<(u32, Mark)>,
    /// The mark behind the last character.
    behind: Mark,
    /// Where the last character begins.
    last_start: u32,
}

/// Marks of which one stands whole.
const EVERY: usize = 32;

const READ: u16 = 0x8000;

/// A step that cannot be said.
const FAR: u16 = 0x7FFF;

impl Marks {
    /// The mark of the next character.
    pub(super) fn push(&mut self, start: u32, end: u32, is_read: bool) {
        let n_read = self.behind.n_read;
        let mark = Mark { start, end, n_read };
        if self.steps.len().is_multiple_of(EVERY) {
            self.whole.push(mark);
        }
        let step = step(self.last_start, start, end);
        if step == FAR {
            self.far.push((self.steps.len() as u32, mark));
        }
        self.steps.push(if is_read { step | READ } else { step });
        self.last_start = start;
        self.behind = Mark {
            start: end,
            end,
            n_read: n_read + u32::from(is_read),
        };
    }

    /// The mark of a character, or the one behind the last.
    pub(super) fn get(&self, number: usize) -> Option<Mark> {
        if number == self.steps.len() {
            return Some(self.behind);
        }
        let mut mark = *self.whole.get(number / EVERY)?;
        let first = number / EVERY * EVERY;
        let steps = self.steps.get(first..=number)?;
        for (at, pair) in steps.windows(2).enumerate() {
            let [before, step] = pair else {
                continue;
            };
            mark.n_read += u32::from(before & READ != 0);
            if step & FAR == FAR {
                mark = self.far(first + at + 1)?;
            } else {
                mark.start += u32::from(step >> 8 & 0x7F);
                mark.end = mark.start + u32::from(step & 0xFF);
            }
        }
        Some(mark)
    }

    fn far(&self, number: usize) -> Option<Mark> {
        let of = |(of, _): &(u32, Mark)| *of as usize;
        let at = self.far.binary_search_by_key(&number, of).ok()?;
        self.far.get(at).map(|(_, mark)| *mark)
    }
}

fn step(last_start: u32, start: u32, end: u32) -> u16 {
    let later = start.checked_sub(last_start);
    let length = end.checked_sub(start);
    match (later, length) {
        (Some(later @ 0..0x7F), Some(length @ 0..=0xFF)) => (later << 8 | length) as u16,
        _ => FAR,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_mark_is_the_one_that_was_put_in(
            places in prop::collection::vec((0_u32..300, 0_u32..400, any::<bool>()), 0..200)
        ) {
            let mut marks = Marks::default();
            let mut expected = Vec::new();
            let (mut start, mut n_read) = (0, 0);
            for (later, length, is_read) in places {
                start += later;
                marks.push(start, start + length, is_read);
                expected.push(Mark { start, end: start + length, n_read });
                n_read += u32::from(is_read);
            }
            for (number, mark) in expected.iter().enumerate() {
                prop_assert_eq!(marks.get(number), Some(*mark));
            }
            let behind = expected.last().map_or(0, |last| last.end);
            let behind = Mark { start: behind, end: behind, n_read };
            prop_assert_eq!(marks.get(expected.len()), Some(behind));
            prop_assert_eq!(marks.get(expected.len() + 1), None);
        }
    }

    #[test]
    fn usual_marks_take_little_room() {
        let mut marks = Marks::default();
        for n in 0..32_000 {
            marks.push(6 * n, 6 * n + 6, true);
        }
        let n_bytes =
            2 * marks.steps.len() + size_of::<Mark>() * (marks.whole.len() + marks.far.len());
        assert!(n_bytes <= 3 * 32_000, "{n_bytes}");
    }
}
