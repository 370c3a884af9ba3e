//! Walks the postings of one tier of a segment: to given hashes in rising order, or all of them.

use std::sync::Arc;

use super::block::{BLOCK, Block};
use super::posting::{LAST_HASH, Posting};
use super::segment::Segment;
use crate::print::Tier;
use crate::shelf::{Hit, ShelfError};

/// Looks up hashes that come in rising order.
pub(super) struct Cursor<'s> {
    segment: &'s Segment,
    tier: Tier,
    /// The block at hand.
    number: usize,
    block: Option<Block<'s>>,
    /// Its hashes, as far as they were wanted.
    hashes: Vec<u64>,
}

impl<'s> Cursor<'s> {
    pub(super) fn new(segment: &'s Segment, tier: Tier) -> Self {
        Self {
            segment,
            tier,
            number: 0,
            block: None,
            hashes: Vec::with_capacity(BLOCK),
        }
    }

    /// Every place of a hash; it is larger than those asked for before.
    pub(super) fn find(
        &mut self,
        asked: u32,
        hash: u64,
        hits: &mut dyn FnMut(Hit),
    ) -> Result<(), ShelfError> {
        // A block may end with postings of the hash that the next one starts with.
        let first_not_before = self.gallop(hash);
        let start = first_not_before.saturating_sub(1).max(self.number);
        if start == self.segment.n_blocks(self.tier) || hash > LAST_HASH {
            return Ok(());
        }
        self.load(start)?;
        loop {
            if let Some(block) = self.block {
                block.hashes(hash, &mut self.hashes);
            }
            self.emit(asked, hash, hits)?;
            let next = self.number + 1;
            if self.segment.fence(self.tier, next) != Some(hash) {
                return Ok(());
            }
            self.load(next)?;
        }
    }

    /// The first block from the one at hand on whose first hash is not smaller: the steps double until one is found.
    fn gallop(&self, hash: u64) -> usize {
        let is_before = |block| {
            let fence = self.segment.fence(self.tier, block);
            fence.is_some_and(|fence| fence < hash)
        };
        let (mut low, mut step) = (self.number, 1);
        while is_before(low + step) {
            low += step;
            step *= 2;
        }
        let mut high = (low + step).min(self.segment.n_blocks(self.tier));
        while low < high {
            let middle = low.midpoint(high);
            if is_before(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn load(&mut self, number: usize) -> Result<(), ShelfError> {
        if self.block.is_some() && number == self.number {
            return Ok(());
        }
        let block = self.segment.block(self.tier, number)?;
        self.hashes.clear();
        self.hashes.extend(self.segment.fence(self.tier, number));
        self.block = Some(block);
        self.number = number;
        Ok(())
    }

    /// The places of a hash in the block at hand.
    fn emit(&self, asked: u32, hash: u64, hits: &mut dyn FnMut(Hit)) -> Result<(), ShelfError> {
        let Some(block) = self.block else {
            return Ok(());
        };
        let first = self.hashes.partition_point(|one| *one < hash);
        let equal = self
            .hashes
            .iter()
            .skip(first)
            .take_while(|one| **one == hash);
        for (address, span) in block.places(first).take(equal.count()) {
            let text = self.segment.text_at(address);
            let within = text.and_then(|(text, base)| {
                let start = u32::try_from(address.checked_sub(base)?).ok()?;
                Some((text, start))
            });
            let Some((text, start)) = within else {
                let what = format!("a posting of the {} tier lies in no text", self.tier);
                return Err(self.segment.damaged(what));
            };
            hits(Hit {
                asked,
                text,
                start,
                end: start.wrapping_add(span),
            });
        }
        Ok(())
    }
}

/// All postings of a tier, in order.
pub(super) struct Stream {
    segment: Arc<Segment>,
    tier: Tier,
    next_block: usize,
    hashes: Vec<u64>,
    /// The last hash of the blocks before.
    last: u64,
    postings: Vec<Posting>,
}

impl Stream {
    pub(super) fn new(segment: Arc<Segment>, tier: Tier) -> Self {
        Self {
            segment,
            tier,
            next_block: 0,
            hashes: Vec::with_capacity(BLOCK),
            last: 0,
            postings: Vec::with_capacity(BLOCK),
        }
    }

    /// The next posting; `None` after the last.
    pub(super) fn next(&mut self) -> Result<Option<Posting>, ShelfError> {
        if let Some(posting) = self.postings.pop() {
            return Ok(Some(posting));
        }
        let Some(first) = self.segment.fence(self.tier, self.next_block) else {
            return Ok(None);
        };
        let block = self.segment.block(self.tier, self.next_block)?;
        self.hashes.clear();
        self.hashes.push(first);
        block.hashes(u64::MAX, &mut self.hashes);
        let is_sorted = self.last <= first && self.hashes.is_sorted();
        let last = self
            .hashes
            .last()
            .copied()
            .filter(|last| *last <= LAST_HASH);
        let Some(last) = last.filter(|_| is_sorted) else {
            let what = format!("the hashes of the {} tier are not sorted", self.tier);
            return Err(self.segment.damaged(what));
        };
        self.last = last;
        let all = self.hashes.iter().zip(block.places(0));
        let all = all.map(|(hash, (address, span))| Posting::new(*hash, address, span));
        // The last first, so that the next one is taken from the end.
        self.postings.extend(all);
        self.postings.reverse();
        self.next_block += 1;
        Ok(self.postings.pop())
    }
}
