//! Texts gathered in memory until they make a segment.

use super::folder::Folder;
use super::posting::{ADDRESSES, Posting};
use super::segment::{Entry, Record};
use super::segment_writer::SegmentWriter;
use crate::print::{Prints, Tier};
use crate::shelf::{Number, Registered, ShelfError};

/// Postings after which a run becomes a segment: 16 bytes each while they wait.
pub(super) const POSTINGS: usize = 4 << 20;

/// Texts and their postings, not sorted yet.
#[derive(Debug, Default)]
pub(super) struct Run {
    records: Vec<Record>,
    postings: [Vec<Posting>; 5],
    extent: u64,
    n_postings: usize,
}

impl Run {
    pub(super) fn push(&mut self, number: Number, facts: Registered, prints: &Prints) {
        let base = self.extent;
        let mut extent = u64::from(facts.length);
        for (into, from) in self.postings.iter_mut().zip(&prints.tiers) {
            into.extend(from.iter().map(|print| {
                extent = extent.max(u64::from(print.start));
                let address = base + u64::from(print.start);
                Posting::new(print.hash, address, print.end.wrapping_sub(print.start))
            }));
            self.n_postings += from.len();
        }
        self.records.push(Record {
            number,
            base,
            facts,
        });
        // One more, so that two texts never share an address, even empty ones.
        self.extent += extent + 1;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Whether it is time to write it; addresses of a segment must leave room for merging.
    pub(super) fn is_full(&self, n_postings: usize) -> bool {
        self.n_postings >= n_postings || self.extent >= ADDRESSES / 1024
    }

    /// Writes it as a segment.
    pub(super) fn write(mut self, folder: &Folder, id: u64) -> Result<Entry, ShelfError> {
        let mut writer = SegmentWriter::create(folder, id)?;
        for record in &self.records {
            writer.text(record)?;
        }
        for tier in Tier::ALL {
            let postings = self.postings.get_mut(tier as usize);
            let postings = postings.map(std::mem::take).unwrap_or_default();
            for posting in sorted(postings) {
                writer.posting(posting)?;
            }
            writer.end_tier()?;
        }
        writer.finish(self.extent)
    }
}

fn sorted(mut postings: Vec<Posting>) -> Vec<Posting> {
    postings.sort_unstable();
    postings
}
