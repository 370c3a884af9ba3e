//! Random streams: one for each purpose, index and day, so that no result depends on the order of work.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The source of all streams of one simulation.
#[derive(Clone, Debug)]
pub(crate) struct Seeds {
    base: ChaCha8Rng,
}

/// What a stream is for; each purpose has streams of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Purpose {
    /// The holder: name, units, technologies.
    Holder = 1,
    /// One person: name, role, habits.
    Person,
    /// The staff as a whole: who moves, joins, leaves.
    Staff,
    /// The company register.
    Register,
    /// Partners, rivals, agents and their people.
    Outside,
    /// Records kept by offices: agreements, offers, requests.
    Office,
    /// When a person works on a day.
    Duty,
    /// What a person does on a day.
    Life,
    /// One scenario.
    Scenario,
    /// Ids and texts of the rows of a scenario.
    Rows,
    /// Texts and addresses shared by all.
    Words,
    /// Documents of the technologies.
    Content,
    /// Which acts are captured.
    Capture,
    /// What a captured file holds.
    Captured,
}

/// A stream of random values.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    rng: ChaCha8Rng,
}

impl Seeds {
    pub(crate) fn new(seed: u64, salt: u8) -> Self {
        let mut key = [salt; 32];
        for (slot, byte) in key.iter_mut().zip(seed.to_le_bytes()) {
            *slot = byte;
        }
        Self {
            base: ChaCha8Rng::from_seed(key),
        }
    }

    /// The stream of a purpose for the index-th thing on a day; 0 where there is no day.
    pub(crate) fn stream(&self, purpose: Purpose, index: usize, day: i32) -> Stream {
        let mut rng = self.base.clone();
        let day = u64::from(day as u32 & 0xFF_FFFF);
        rng.set_stream((purpose as u64) << 56 | (index as u64 & 0xFFFF_FFFF) << 24 | day);
        Stream { rng }
    }
}

impl Stream {
    pub(crate) fn bits(&mut self) -> u64 {
        self.rng.next_u64()
    }

    /// A whole number below `n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.rng.next_u32()) * n as u64) >> 32) as usize
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn range(&mut self, low: i32, high: i32) -> i32 {
        let width = (i64::from(high) - i64::from(low) + 1).max(1) as usize;
        low.saturating_add(self.below(width) as i32)
    }

    /// A number from 0 to 1, 1 excluded.
    pub(crate) fn unit(&mut self) -> f64 {
        f64::from(self.rng.next_u32()) / 4_294_967_296.0
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A standard normal value, as the sum of twelve uniform ones.
    pub(crate) fn normal(&mut self) -> f64 {
        let mut sum = 0_u32;
        for _ in 0..3 {
            let bits = self.rng.next_u64();
            sum += (bits & 0xFFFF) as u32
                + (bits >> 16 & 0xFFFF) as u32
                + (bits >> 32 & 0xFFFF) as u32
                + (bits >> 48) as u32;
        }
        f64::from(sum) / 65_536.0 - 6.0
    }

    /// A factor around 1 whose logarithm has the given spread.
    pub(crate) fn factor(&mut self, spread: f64) -> f64 {
        (self.normal() * spread).exp()
    }

    /// A count with the given mean.
    pub(crate) fn count(&mut self, mean: f64) -> usize {
        if mean <= 0.0 {
            return 0;
        }
        if mean > 30.0 {
            return (mean + mean.sqrt() * self.normal()).round().max(0.0) as usize;
        }
        let floor = (-mean).exp();
        let (mut n, mut product) = (0, self.unit());
        while product > floor {
            n += 1;
            product *= self.unit();
        }
        n
    }

    /// One of the items; the default of its type when there is none.
    pub(crate) fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        items
            .get(self.below(items.len()))
            .copied()
            .unwrap_or_default()
    }

    /// The index of a weight, in proportion to the weights.
    pub(crate) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (index, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return index;
            }
        }
        weights.len().saturating_sub(1)
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }

    /// Text of the given form: `^` a capital letter, `?` a small one, `#` a digit, `*` a small letter or digit.
    pub(crate) fn code(&mut self, form: &str) -> String {
        form.chars()
            .map(|c| match c {
                '^' => char::from(b'A' + self.below(26) as u8),
                '?' => char::from(b'a' + self.below(26) as u8),
                '#' => char::from(b'0' + self.below(10) as u8),
                '*' => char::from(
                    *b"abcdefghijklmnopqrstuvwxyz234567"
                        .get(self.below(32))
                        .unwrap_or(&b'a'),
                ),
                other => other,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_apart_and_repeat() {
        let seeds = Seeds::new(7, 1);
        let first = seeds.stream(Purpose::Life, 3, 40).bits();
        assert_eq!(first, seeds.stream(Purpose::Life, 3, 40).bits());
        for other in [
            (Purpose::Life, 3, 41),
            (Purpose::Life, 4, 40),
            (Purpose::Duty, 3, 40),
        ] {
            assert_ne!(first, seeds.stream(other.0, other.1, other.2).bits());
        }
        assert_ne!(first, Seeds::new(8, 1).stream(Purpose::Life, 3, 40).bits());
    }

    #[test]
    fn values_have_the_mean_they_claim() {
        let mut stream = Seeds::new(1, 1).stream(Purpose::Life, 0, 0);
        for mean in [0.3, 4.0, 55.0] {
            let total: usize = (0..4000).map(|_| stream.count(mean)).sum();
            assert!(
                (total as f64 / 4000.0 - mean).abs() < mean.sqrt() * 0.1,
                "{mean}"
            );
        }
        let sum: f64 = (0..4000).map(|_| stream.normal()).sum();
        assert!((sum / 4000.0).abs() < 0.08);
        assert!((0..1000).all(|_| (3..=9).contains(&stream.range(3, 9))));
        assert_eq!(stream.below(0), 0);
        assert!(
            stream.code("agr_9-####").starts_with("agr_9-")
                && stream.code("####").parse::<u32>().is_ok()
        );
    }
}
