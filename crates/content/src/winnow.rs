//! Robust winnowing: of every window of hashes the smallest is kept, so that equal runs keep equal hashes.
//!
//! Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003. Of equal smallest hashes the one kept before stays; otherwise
//! the last of them is taken.

/// Chooses hashes one after the other; no more than a window of them is held.
#[derive(Debug)]
pub(crate) struct Winnow<const WINDOW: usize> {
    /// The last hashes, by their number modulo the window.
    window: [u64; WINDOW],
    n_seen: usize,
    chosen: usize,
    smallest: u64,
}

impl<const WINDOW: usize> Winnow<WINDOW> {
    pub(crate) const fn new() -> Self {
        Self {
            window: [u64::MAX; WINDOW],
            n_seen: 0,
            chosen: usize::MAX,
            smallest: u64::MAX,
        }
    }

    /// Takes the next hash; gives the number of the hash to keep and the hash, where the choice moves.
    #[inline]
    pub(crate) fn push(&mut self, hash: u64) -> Option<(usize, u64)> {
        let number = self.n_seen;
        self.n_seen += 1;
        if let Some(slot) = self.window.get_mut(number % WINDOW) {
            *slot = hash;
        }
        if number + 1 < WINDOW {
            return None;
        }
        let first = number + 1 - WINDOW;
        if self.chosen != usize::MAX && self.chosen >= first {
            if hash >= self.smallest {
                return None;
            }
            (self.chosen, self.smallest) = (number, hash);
        } else {
            self.choose(first);
        }
        Some((self.chosen, self.smallest))
    }

    /// The choice where the text ends before a window is full: a short text keeps one hash.
    pub(crate) fn finish(&mut self) -> Option<(usize, u64)> {
        if self.n_seen == 0 || self.chosen != usize::MAX {
            return None;
        }
        self.choose(0);
        Some((self.chosen, self.smallest))
    }

    fn choose(&mut self, first: usize) {
        self.smallest = u64::MAX;
        for number in first..self.n_seen {
            let hash = self.window.get(number % WINDOW).copied();
            let hash = hash.unwrap_or(u64::MAX);
            if hash <= self.smallest {
                (self.chosen, self.smallest) = (number, hash);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(hashes: &[u64]) -> Vec<(usize, u64)> {
        let mut winnow = Winnow::<4>::new();
        let mut found: Vec<_> = hashes
            .iter()
            .filter_map(|hash| winnow.push(*hash))
            .collect();
        found.extend(winnow.finish());
        found
    }

    #[test]
    fn the_example_of_the_paper() {
        let hashes = [
            77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98,
        ];
        let kept = [(3, 17), (6, 17), (8, 8), (11, 39), (15, 17)];
        assert_eq!(chosen(&hashes), kept);
    }

    #[test]
    fn equal_hashes_are_kept_once_a_window() {
        assert_eq!(chosen(&[5; 12]), [(3, 5), (7, 5), (11, 5)]);
    }

    #[test]
    fn a_text_shorter_than_a_window_keeps_its_smallest() {
        assert_eq!(chosen(&[9, 4, 6]), [(1, 4)]);
        assert_eq!(chosen(&[]), []);
    }
}
