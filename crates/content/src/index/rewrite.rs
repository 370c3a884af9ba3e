//! One new segment out of several, or out of one without some of its texts; postings stream through.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::cursor::Stream;
use super::folder::Folder;
use super::posting::Posting;
use super::segment::{Entry, Record, Segment};
use super::segment_writer::SegmentWriter;
use crate::print::Tier;
use crate::shelf::{Number, ShelfError};

/// Postings between two looks whether to stop.
const STOP_EVERY: usize = 1 << 12;

/// A segment that goes into the new one, and what of it stays out.
pub(super) struct Source {
    segment: Arc<Segment>,
    /// Addresses of the texts that stay out, and how many addresses are left out once each has ended.
    gaps: Vec<Gap>,
    /// Where its addresses start in the new segment.
    base: u64,
}

struct Gap {
    start: u64,
    end: u64,
    left_out: u64,
}

impl Source {
    /// All of a segment but the texts of these numbers, which are sorted.
    pub(super) fn new(segment: &Arc<Segment>, without: &[Number]) -> Self {
        let mut gaps: Vec<Gap> = Vec::new();
        let mut records = segment.records().peekable();
        let mut left_out: u64 = 0;
        while let Some(record) = records.next() {
            if without.binary_search(&record.number).is_err() {
                continue;
            }
            let end = records.peek().map_or(segment.extent(), |next| next.base);
            left_out = left_out.saturating_add(end.saturating_sub(record.base));
            gaps.push(Gap {
                start: record.base,
                end,
                left_out,
            });
        }
        Self {
            segment: Arc::clone(segment),
            gaps,
            base: 0,
        }
    }

    /// How many addresses it takes in the new segment.
    fn extent(&self) -> u64 {
        let left_out = self.gaps.last().map_or(0, |gap| gap.left_out);
        self.segment.extent().saturating_sub(left_out)
    }

    /// An address in the new segment; `None` where the text stays out.
    fn address(&self, old: u64) -> Option<u64> {
        let after = self.gaps.partition_point(|gap| gap.start <= old);
        let left_out = match after.checked_sub(1).and_then(|place| self.gaps.get(place)) {
            Some(gap) if old < gap.end => return None,
            Some(gap) => gap.left_out,
            None => 0,
        };
        Some(self.base.saturating_add(old.saturating_sub(left_out)))
    }

    /// Texts that stay.
    pub(super) fn n_texts(&self) -> usize {
        self.segment.n_texts().saturating_sub(self.gaps.len())
    }
}

/// Writes the new segment; `None` where it was told to stop, and then no file is left.
///
/// The sources come in the order of the numbers of their texts.
pub(super) fn rewrite(
    folder: &Folder,
    id: u64,
    mut sources: Vec<Source>,
    stop: &dyn Fn() -> bool,
) -> Result<Option<Entry>, ShelfError> {
    let mut extent: u64 = 0;
    for source in &mut sources {
        source.base = extent;
        extent = extent.saturating_add(source.extent());
    }
    let mut writer = SegmentWriter::create(folder, id)?;
    for source in &sources {
        for record in source.segment.records() {
            if let Some(base) = source.address(record.base) {
                writer.text(&Record { base, ..record })?;
            }
        }
    }
    for tier in Tier::ALL {
        if !write_tier(&mut writer, &sources, tier, stop)? {
            return Ok(None);
        }
        writer.end_tier()?;
    }
    writer.finish(extent).map(Some)
}

/// Merges one tier; says whether it was finished.
fn write_tier(
    writer: &mut SegmentWriter,
    sources: &[Source],
    tier: Tier,
    stop: &dyn Fn() -> bool,
) -> Result<bool, ShelfError> {
    let streams = sources
        .iter()
        .map(|source| Stream::new(Arc::clone(&source.segment), tier));
    let mut streams: Vec<Stream> = streams.collect();
    let mut heap = BinaryHeap::with_capacity(streams.len());
    for (number, (source, stream)) in sources.iter().zip(&mut streams).enumerate() {
        heap.extend(next(source, stream)?.map(|posting| Reverse((posting, number))));
    }
    let mut written = 0_usize;
    while let Some(mut head) = heap.peek_mut() {
        let Reverse((posting, number)) = *head;
        writer.posting(posting)?;
        let following = match (sources.get(number), streams.get_mut(number)) {
            (Some(source), Some(stream)) => next(source, stream)?,
            _ => None,
        };
        if let Some(following) = following {
            *head = Reverse((following, number));
        } else {
            std::collections::binary_heap::PeekMut::pop(head);
        }
        written = written.wrapping_add(1);
        if written.is_multiple_of(STOP_EVERY) && stop() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The next posting of a source that stays, with its new address.
fn next(source: &Source, stream: &mut Stream) -> Result<Option<Posting>, ShelfError> {
    while let Some(posting) = stream.next()? {
        if let Some(address) = source.address(posting.address()) {
            return Ok(Some(Posting::new(posting.hash(), address, posting.span())));
        }
    }
    Ok(None)
}
