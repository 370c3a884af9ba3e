//! Ids that are small whole numbers: marked as they come, and placed in their order when all of them are known.
//!
//! A mark is a bit, so that the marks of millions of ids stay near the processor, which looking them up one by one in
//! a table does not.

use crate::ids::Ids;

/// Which small whole numbers were met.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    bits: Vec<u64>,
}

/// Numbers from here on are no small ones; the marks of all others take 2 MiB.
const MOST: u64 = 1 << 24;

/// The place of each number among those that were met.
#[derive(Debug, Default)]
pub(super) struct Places {
    bits: Vec<u64>,
    /// How many were met before each word of bits.
    before: Vec<u32>,
}

impl Numbers {
    /// Marks a number and gives it back; none where it is no small one.
    pub(super) fn mark(&mut self, number: u64) -> Option<u32> {
        if number >= MOST {
            return None;
        }
        if self.bits.is_empty() {
            // Memory that is never touched is never taken.
            self.bits = vec![0; (MOST / 64) as usize];
        }
        let word = self.bits.get_mut((number / 64) as usize)?;
        *word |= 1 << (number % 64);
        Some(number as u32)
    }

    /// Adds every number as an id, in order.
    pub(super) fn place(self, ids: &mut Ids) -> Places {
        let Self { bits } = self;
        let mut digits = [0; MOST_DIGITS];
        let mut before = Vec::with_capacity(bits.len());
        let mut n = 0;
        for (at, word) in (0..).zip(&bits) {
            before.push(n);
            n += word.count_ones();
            let mut rest = *word;
            while rest != 0 {
                ids.add(decimal(
                    at * 64 + u64::from(rest.trailing_zeros()),
                    &mut digits,
                ));
                rest &= rest - 1;
            }
        }
        Places { bits, before }
    }
}

impl Places {
    /// The place of a number, where it was met.
    pub(super) fn find(&self, number: u64) -> Option<u32> {
        let word = self.bits.get(usize::try_from(number / 64).ok()?)?;
        let is_met = word & (1 << (number % 64)) != 0;
        is_met.then(|| self.of(number as u32))
    }

    /// The place of a number that was marked.
    pub(super) fn of(&self, number: u32) -> u32 {
        let at = (number / 64) as usize;
        let (Some(word), Some(before)) = (self.bits.get(at), self.before.get(at)) else {
            return 0;
        };
        before + (word & ((1 << (number % 64)) - 1)).count_ones()
    }
}

/// Digits of the largest number.
pub(super) const MOST_DIGITS: usize = 20;

/// A number as text, which most of the time of reading goes into where it is done by formatting.
pub(super) fn decimal(mut number: u64, digits: &mut [u8; MOST_DIGITS]) -> &str {
    let mut start = MOST_DIGITS;
    while let Some(slot) = start.checked_sub(1).and_then(|at| digits.get_mut(at)) {
        start -= 1;
        *slot = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    // INVARIANT: digits are ASCII.
    digits
        .get(start..)
        .and_then(|digits| std::str::from_utf8(digits).ok())
        .unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_placed_in_their_order() {
        let mut numbers = Numbers::default();
        let met = [7, 0, 63, 64, 65, 7, MOST - 1, 1_000_000];
        for number in met {
            assert_eq!(numbers.mark(number), Some(number as u32));
        }
        assert_eq!(numbers.mark(MOST), None);
        let mut ids = Ids::default();
        let places = numbers.place(&mut ids);
        assert_eq!(ids.len(), 7);
        for number in met {
            let id = ids.get(places.of(number as u32)).unwrap();
            assert_eq!(id, number.to_string());
            assert_eq!(places.find(number), Some(places.of(number as u32)));
        }
        assert_eq!((places.find(8), places.find(u64::MAX)), (None, None));
    }

    #[test]
    fn a_number_is_written_as_everybody_writes_it() {
        for number in [0, 9, 10, 4_294_967_296, u64::MAX] {
            assert_eq!(decimal(number, &mut [0; MOST_DIGITS]), number.to_string());
        }
    }
}
