//! Up to 64 postings in few bytes: differences of hashes, addresses and lengths, each in as many bits as the largest
//! of the block needs.
//!
//! ```text
//! checksum (4, CRC-32 of the rest) · postings (1) · bits of a difference, an address, a length (3) · the three lists
//! ```
//!
//! The first hash stands outside, among the fences of the segment.

use super::bytes::{u32_at, u64_at};
use super::posting::{ADDRESS_BITS, Posting};
use crate::print::HASH_BITS;

/// Postings in a full block.
pub(super) const BLOCK: usize = 64;
/// Bytes before the lists.
const HEAD: usize = 8;

/// Appends a block of at most [`BLOCK`] sorted postings; without any, nothing is written.
pub(super) fn encode(postings: &[Posting], into: &mut Vec<u8>) {
    let differences = || {
        let pairs = postings.iter().zip(postings.iter().skip(1));
        pairs.map(|(one, next)| next.hash().wrapping_sub(one.hash()))
    };
    let bits = |largest: Option<u64>| u64::BITS - largest.unwrap_or(0).leading_zeros();
    let difference_bits = bits(differences().max());
    let address_bits = bits(postings.iter().map(|one| one.address()).max());
    let span_bits = bits(postings.iter().map(|one| u64::from(one.span())).max());
    if postings.is_empty() {
        return;
    }
    let start = into.len();
    into.extend_from_slice(&[0; 4]);
    into.extend_from_slice(&[
        postings.len() as u8,
        difference_bits as u8,
        address_bits as u8,
        span_bits as u8,
    ]);
    let mut bits = BitWriter::new(into);
    for difference in differences() {
        bits.push(difference, difference_bits);
    }
    for posting in postings {
        bits.push(posting.address(), address_bits);
    }
    for posting in postings {
        bits.push(u64::from(posting.span()), span_bits);
    }
    bits.finish();
    let checksum = into
        .get(start + 4..)
        .map_or(0, crc32fast::hash)
        .to_le_bytes();
    for (byte, kept) in into.iter_mut().skip(start).zip(checksum) {
        *byte = kept;
    }
}

/// A block whose bytes were checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'b> {
    lists: &'b [u8],
    postings: usize,
    difference_bits: u32,
    address_bits: u32,
    span_bits: u32,
}

impl<'b> Block<'b> {
    /// The block that starts these bytes; `None` where they are not what [`encode`] wrote.
    pub(super) fn read(bytes: &'b [u8]) -> Option<Self> {
        let &[_, _, _, _, postings, differences, addresses, spans] = bytes.first_chunk::<HEAD>()?;
        let postings = usize::from(postings);
        let [difference_bits, address_bits, span_bits] =
            [differences, addresses, spans].map(u32::from);
        let fits = (1..=BLOCK).contains(&postings)
            && difference_bits <= HASH_BITS
            && address_bits <= ADDRESS_BITS
            && span_bits <= 32;
        if !fits {
            return None;
        }
        let n_bits = (postings - 1) * difference_bits as usize
            + postings * (address_bits + span_bits) as usize;
        let whole = bytes.get(..HEAD + n_bits.div_ceil(8))?;
        if crc32fast::hash(whole.get(4..)?) != u32_at(whole, 0)? {
            return None;
        }
        Some(Self {
            // What follows the block is not its own, but lets its last numbers be read eight bytes at a time.
            lists: bytes.get(HEAD..)?,
            postings,
            difference_bits,
            address_bits,
            span_bits,
        })
    }

    /// More hashes into a list that has the first, until one is larger than wanted or the block ends.
    pub(super) fn hashes(&self, until: u64, into: &mut Vec<u64>) {
        let Some(&last) = into.last() else {
            return;
        };
        let done = into.len();
        let differences = Packed {
            bytes: self.lists,
            at: (done - 1) * self.difference_bits as usize,
            width: self.difference_bits,
        };
        let mut hash = last;
        for difference in differences.take(self.postings.saturating_sub(done)) {
            if hash > until {
                return;
            }
            hash = hash.wrapping_add(difference);
            into.push(hash);
        }
    }

    /// Address and length of one posting after the other, from this one on.
    pub(super) fn places(&self, from: usize) -> impl Iterator<Item = (u64, u32)> + use<'b> {
        let addresses = (self.postings - 1) * self.difference_bits as usize;
        let spans = addresses + self.postings * self.address_bits as usize;
        let addresses = Packed {
            bytes: self.lists,
            at: addresses + from * self.address_bits as usize,
            width: self.address_bits,
        };
        let spans = Packed {
            bytes: self.lists,
            at: spans + from * self.span_bits as usize,
            width: self.span_bits,
        };
        let all = addresses.zip(spans.map(|span| span as u32));
        all.take(self.postings.saturating_sub(from))
    }
}

/// Numbers of at most 48 bits each, one after the other without end; bits after the end of the bytes are 0.
struct Packed<'b> {
    bytes: &'b [u8],
    /// The first bit of the next number.
    at: usize,
    width: u32,
}

impl Iterator for Packed<'_> {
    type Item = u64;

    #[inline]
    fn next(&mut self) -> Option<u64> {
        let first = self.at / 8;
        let eight = u64_at(self.bytes, first).unwrap_or_else(|| last_bytes(self.bytes, first));
        let number = eight >> (self.at % 8) & ((1 << self.width) - 1);
        self.at = self.at.wrapping_add(self.width as usize);
        Some(number)
    }
}

/// Fewer than eight bytes at the end as a number.
#[cold]
fn last_bytes(bytes: &[u8], from: usize) -> u64 {
    let rest = bytes.get(from..).unwrap_or_default().iter().take(8);
    rest.rev()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Numbers of some bits each, one after the other, low bits first.
struct BitWriter<'v> {
    into: &'v mut Vec<u8>,
    waiting: u64,
    n_waiting: u32,
}

impl<'v> BitWriter<'v> {
    const fn new(into: &'v mut Vec<u8>) -> Self {
        Self {
            into,
            waiting: 0,
            n_waiting: 0,
        }
    }

    /// Takes a number that has no bits above the width, which is at most 48.
    fn push(&mut self, number: u64, width: u32) {
        self.waiting |= number << self.n_waiting;
        self.n_waiting += width;
        if self.n_waiting >= u64::BITS {
            self.into.extend(self.waiting.to_le_bytes());
            self.n_waiting -= u64::BITS;
            // What did not fit waits on.
            self.waiting = number >> (width - self.n_waiting);
        }
    }

    fn finish(self) {
        let bytes = self.waiting.to_le_bytes();
        let n_bytes = self.n_waiting.div_ceil(8) as usize;
        self.into.extend(bytes.iter().take(n_bytes));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(bytes: &[u8], first: u64) -> Option<Vec<Posting>> {
        let block = Block::read(bytes)?;
        let mut hashes = vec![first];
        block.hashes(u64::MAX, &mut hashes);
        let all = hashes.iter().zip(block.places(0));
        Some(
            all.map(|(hash, (address, span))| Posting::new(*hash, address, span))
                .collect(),
        )
    }

    #[test]
    fn hashes_can_be_read_in_pieces() {
        let postings: Vec<Posting> = (0..50)
            .map(|hash| Posting::new(hash * hash, 5, 5))
            .collect();
        let mut bytes = Vec::new();
        encode(&postings, &mut bytes);
        let block = Block::read(&bytes).unwrap();
        let mut hashes = vec![0];
        for until in [0, 4, 5, 900, 901, 5_000] {
            block.hashes(until, &mut hashes);
            let wanted = (0..50).map(|hash| hash * hash).take(hashes.len());
            assert!(hashes.iter().copied().eq(wanted), "{until}: {hashes:?}");
            assert!(
                hashes.len() == 50 || hashes.last() > Some(&until),
                "{until}"
            );
        }
        assert_eq!(hashes.len(), 50);
    }

    proptest! {
        #[test]
        fn a_block_gives_back_what_was_put_in(
            mut postings in prop::collection::vec((any::<u64>(), any::<u64>(), any::<u32>(), 0_u32..64), 1..=BLOCK),
            after in prop::collection::vec(any::<u8>(), 0..20),
        ) {
            let mut postings: Vec<Posting> = postings
                .drain(..)
                .map(|(hash, address, span, less)| Posting::new(hash >> less, address >> less, span >> less.min(31)))
                .collect();
            postings.sort_unstable();
            let mut bytes = Vec::new();
            encode(&postings, &mut bytes);
            bytes.extend(after);
            prop_assert_eq!(decode(&bytes, postings[0].hash()), Some(postings));
        }

        #[test]
        fn a_changed_bit_is_seen(
            hashes in prop::collection::vec(any::<u64>(), 1..20),
            bit in any::<prop::sample::Index>(),
        ) {
            let mut postings: Vec<Posting> = hashes.iter().map(|hash| Posting::new(*hash, hash >> 20, 30)).collect();
            postings.sort_unstable();
            let mut bytes = Vec::new();
            encode(&postings, &mut bytes);
            let bit = bit.index(bytes.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            prop_assert_eq!(decode(&bytes, postings[0].hash()), None);
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(&bytes, 0);
        }
    }
}
