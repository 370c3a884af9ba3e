//! Which segments to merge next: neighbours of similar size, so that each posting is rewritten a few times only.
//!
//! Only neighbours are merged: segments then stay in the order of the numbers of their texts, and hits of one hash
//! come in that order whatever was merged when.

use std::ops::Range;

use super::posting::ADDRESSES;

/// So many neighbours of one size make one of the next size.
const MERGED: usize = 4;
/// Postings and texts below which sizes are not told apart.
const SMALLEST: u64 = 1 << 10;

/// What the plan must know of a segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    /// Postings and texts.
    pub(super) weight: u64,
    /// Addresses.
    pub(super) extent: u64,
}

/// The segments to merge next, as places in the list; `None` where nothing is to be gained.
pub(super) fn plan(sizes: &[Size]) -> Option<Range<usize>> {
    let levels: Vec<u32> = sizes.iter().map(|size| level(size.weight)).collect();
    let highest = levels.iter().max()?;
    (0..=*highest).find_map(|level| run(sizes, &levels, level))
}

/// The first run of neighbours at or below a level that is worth merging.
fn run(sizes: &[Size], levels: &[u32], level: u32) -> Option<Range<usize>> {
    let mut here = Run::default();
    for (place, (size, own)) in sizes.iter().zip(levels).enumerate() {
        if *own > level || here.extent.saturating_add(size.extent) >= ADDRESSES {
            if here.is_worth_it() {
                return Some(here.start..place);
            }
            here = Run::default();
            here.start = place;
        }
        if *own > level {
            here.start = place + 1;
        } else {
            here.take(*size);
        }
    }
    let end = here.start + here.length;
    here.is_worth_it().then_some(here.start..end)
}

/// Neighbours that could be merged.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    start: usize,
    length: usize,
    weight: u64,
    largest: u64,
    extent: u64,
}

impl Run {
    fn take(&mut self, size: Size) {
        self.length += 1;
        self.weight = self.weight.saturating_add(size.weight);
        self.largest = self.largest.max(size.weight);
        self.extent = self.extent.saturating_add(size.extent);
    }

    /// Whether there are enough, and even the largest gets into one of twice its size (tiny ones always).
    fn is_worth_it(&self) -> bool {
        let grows = self.weight >= self.largest.saturating_mul(2);
        self.length >= MERGED && (grows || self.weight <= SMALLEST)
    }
}

/// Each level holds [`MERGED`] times the weight of the one before.
fn level(weight: u64) -> u32 {
    (weight / SMALLEST)
        .checked_ilog(MERGED as u64)
        .map_or(0, |level| level + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(weights: &[u64]) -> Option<Range<usize>> {
        let size = |weight: &u64| Size {
            weight: *weight,
            extent: *weight,
        };
        plan(&weights.iter().map(size).collect::<Vec<_>>())
    }

    #[test]
    fn few_or_unlike_neighbours_are_left() {
        assert_eq!(planned(&[]), None);
        assert_eq!(planned(&[5, 5, 5]), None);
        assert_eq!(
            planned(&[900_000, 200_000, 50_000, 10_000, 2_000, 100]),
            None
        );
        assert_eq!(planned(&[90_000, 5_000, 5_000, 5_000]), None);
    }

    #[test]
    fn small_neighbours_are_merged_first() {
        assert_eq!(
            planned(&[90_000, 90_000, 90_000, 90_000, 5, 5, 5, 5]),
            Some(4..8)
        );
        assert_eq!(planned(&[90_000, 90_000, 5, 90_000, 90_000]), Some(0..5));
        assert_eq!(planned(&[5, 5, 5, 5, 5, 5]), Some(0..6));
    }

    #[test]
    fn addresses_stay_within_their_bits() {
        let size = Size {
            weight: 5,
            extent: ADDRESSES / 5 + 1,
        };
        assert_eq!(plan(&[size; 9]), Some(0..4));
        let large = Size {
            weight: 5,
            extent: ADDRESSES / 2,
        };
        assert_eq!(plan(&[large; 9]), None);
    }

    /// Adds segments of one size and merges as planned; gives the most segments there were after merging, and how
    /// often each posting was written on average.
    fn grown(n_segments: u64, weight: u64) -> (usize, u64) {
        let (mut sizes, mut most, mut written) = (Vec::new(), 0, 0);
        for _ in 0..n_segments {
            sizes.push(Size { weight, extent: 1 });
            while let Some(range) = plan(&sizes) {
                let weight: u64 = sizes.drain(range.clone()).map(|size| size.weight).sum();
                // Tiny files cost the same to write however full they are.
                written += if weight > SMALLEST { weight } else { 0 };
                sizes.insert(range.start, Size { weight, extent: 1 });
            }
            most = most.max(sizes.len());
        }
        (most, written / (n_segments * weight))
    }

    #[test]
    fn growing_keeps_segments_and_rewriting_few() {
        for weight in [1, 100, 1_500, 70_000, 4_000_000] {
            let (most, written) = grown(5_000, weight);
            assert!(most <= 20, "{weight}: {most} segments");
            assert!(written <= 12, "{weight}: written {written} times");
        }
    }
}
