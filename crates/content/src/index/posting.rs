//! One posting: where a hash stands, as a single number that sorts by hash and then by place.
//!
//! The texts of a segment are laid end to end, so that a place is one number (an *address*): the end of the texts
//! before it plus the first character of the stretch.

use crate::print::HASH_BITS;

/// Bits of an address.
pub(super) const ADDRESS_BITS: u32 = 48;
/// Bits of the length of a stretch.
const SPAN_BITS: u32 = 32;
/// The last hash there can be.
pub(super) const LAST_HASH: u64 = (1 << HASH_BITS) - 1;
/// What the addresses of one segment stay below.
pub(super) const ADDRESSES: u64 = 1 << ADDRESS_BITS;

/// A hash, the address of a stretch, and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting(u128);

impl Posting {
    /// Keeps the bits of a hash and an address that are stored.
    pub(super) const fn new(hash: u64, address: u64, span: u32) -> Self {
        let hash = (hash & LAST_HASH) as u128;
        let address = (address & (ADDRESSES - 1)) as u128;
        Self(hash << (ADDRESS_BITS + SPAN_BITS) | address << SPAN_BITS | span as u128)
    }

    pub(super) const fn hash(self) -> u64 {
        (self.0 >> (ADDRESS_BITS + SPAN_BITS)) as u64
    }

    pub(super) const fn address(self) -> u64 {
        (self.0 >> SPAN_BITS) as u64 & (ADDRESSES - 1)
    }

    pub(super) const fn span(self) -> u32 {
        self.0 as u32
    }
}
