//! The shelf as readers see it.

use std::sync::Arc;

use super::cursor::Cursor;
use super::state::State;
use crate::print::Tier;
use crate::shelf::{Hit, Number, Registered, Shelf, ShelfError};

/// The shelf as it was at one moment, for as many readers and threads as wanted.
///
/// What is added, forgotten or merged later does not change it. The disk space of what was forgotten is free once the
/// last snapshot from before is dropped, so take a new one for each piece of work.
#[derive(Clone, Debug)]
pub struct Snapshot(pub(super) Arc<State>);

/// What is on a shelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Texts.
    pub texts: u64,
    /// Postings, in the order of [`Tier::ALL`].
    pub postings: [u64; 5],
    /// Bytes of the segments.
    pub bytes: u64,
    /// Files that hold them.
    pub segments: u64,
}

impl Snapshot {
    /// Counts what is there.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        let mut all = Statistics::default();
        for segment in &self.0.segments {
            all.texts += segment.n_texts() as u64;
            for (sum, tier) in all.postings.iter_mut().zip(Tier::ALL) {
                *sum += segment.n_postings(tier);
            }
            all.bytes += segment.entry.bytes;
            all.segments += 1;
        }
        all
    }

    /// The numbers of all texts, in order.
    pub fn numbers(&self) -> impl Iterator<Item = Number> + '_ {
        let records = self.0.segments.iter().flat_map(|segment| segment.records());
        records.map(|record| record.number)
    }

    /// Reads every byte and compares it with the checksums.
    ///
    /// # Errors
    /// The first file that is not what was written.
    pub fn verify(&self) -> Result<(), ShelfError> {
        self.0
            .segments
            .iter()
            .try_for_each(|segment| segment.verify())
    }
}

impl Shelf for Snapshot {
    fn find(
        &self,
        tier: Tier,
        hashes: &[u64],
        hits: &mut dyn FnMut(Hit),
    ) -> Result<(), ShelfError> {
        let segments = self.0.segments.iter();
        let mut cursors: Vec<Cursor<'_>> = segments
            .filter(|segment| segment.n_blocks(tier) > 0)
            .map(|segment| Cursor::new(segment, tier))
            .collect();
        for (asked, hash) in (0..).zip(hashes) {
            for cursor in &mut cursors {
                cursor.find(asked, *hash, hits)?;
            }
        }
        Ok(())
    }

    fn n_texts(&self) -> u64 {
        let segments = self.0.segments.iter();
        segments.map(|segment| segment.n_texts() as u64).sum()
    }

    fn registered(&self, text: Number) -> Option<Registered> {
        self.0.registered(text)
    }
}
