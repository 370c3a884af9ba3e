//! Sorted triples of things close together, hashed.

use crate::key::Secret;
use crate::print::Print;

/// Takes one thing after the other and makes the prints of those close together.
pub(crate) struct Triples<'a> {
    secret: &'a Secret,
    /// Characters a triple may span.
    reach: u32,
    /// The last things, the newest first.
    last: [Option<Thing>; 3],
    prints: Vec<Print>,
}

#[derive(Clone, Copy, Debug)]
struct Thing {
    value: u64,
    start: u32,
    end: u32,
}

impl<'a> Triples<'a> {
    pub(crate) const fn new(secret: &'a Secret, reach: u32) -> Self {
        Self {
            secret,
            reach,
            last: [None; 3],
            prints: Vec::new(),
        }
    }

    /// The next thing; one that stands among the last three already is passed over.
    pub(crate) fn push(&mut self, thing: &[u8], start: u32, end: u32) {
        let value = self.secret.word(thing);
        let [newest, middle, oldest] = self.last;
        let is_again = |thing: Option<Thing>| thing.is_some_and(|thing| thing.value == value);
        if is_again(newest) || is_again(middle) {
            return;
        }
        let now = Thing { value, start, end };
        self.triple(middle, newest, now);
        self.triple(oldest, newest, now);
        self.triple(oldest, middle, now);
        self.last = [Some(now), newest, middle];
    }

    /// The prints in the order of the text.
    pub(crate) fn finish(mut self) -> Vec<Print> {
        self.prints
            .sort_by_key(|print| (print.start, print.end, print.hash));
        self.prints
    }

    fn triple(&mut self, first: Option<Thing>, second: Option<Thing>, third: Thing) {
        let (Some(first), Some(second)) = (first, second) else {
            return;
        };
        if first.value == third.value || third.end.saturating_sub(first.start) > self.reach {
            return;
        }
        let mut values = [first.value, second.value, third.value];
        values.sort_unstable();
        self.prints.push(Print {
            hash: self.secret.kept(&values),
            start: first.start,
            end: third.end,
        });
    }
}
