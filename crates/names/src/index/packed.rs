//! The bytes of an index, as they lie in memory and in a file.
//!
//! ```text
//! header      magic 8 · version 4 · kind 1 · zero 3 · names 8 · terms 8 · bytes of postings 8 · rules 8 · digest 32
//! keys        4 a name
//! lengths     1 a name: letters, 255 for more
//! scans       46 a name: what is seen of it while scanning
//! terms       8 a term, ascending
//! ends        5 a term: where its postings end
//! postings    of each term: how many names, then the distances from name to name, as variable-length numbers
//! ```
//!
//! All numbers are little-endian. `rules` tells indexes apart whose terms were made by other tables. The digest is over everything but itself. Whoever can make a digest can still write
//! nonsense behind it: every reader here takes what lies outside the bytes for absent.

use std::fmt;
use std::sync::Arc;

use thiserror::Error;

use crate::prepare::NameKind;
use crate::scan::{self, ScanName};

use super::terms::fingerprint;

/// Why bytes are no index.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum IndexError {
    /// Something else than an index.
    #[error("this is no index of names; hint: build it again from the register")]
    NotAnIndex,
    /// Written by another version of the program.
    #[error(
        "the index of names has format {found}, this program reads {wanted}; hint: build it again from the register"
    )]
    OtherVersion {
        /// The format of the bytes.
        found: u32,
        /// The format that is read.
        wanted: u32,
    },
    /// Cut off, or longer than it says.
    #[error(
        "the index of names has {found} bytes instead of {wanted}; hint: build it again from the register"
    )]
    Length {
        /// How many bytes there are.
        found: u64,
        /// How many there should be.
        wanted: u64,
    },
    /// Made by other tables of words and readings than those of this program.
    #[error(
        "the index of names was made by another version of the program; hint: build it again from the register"
    )]
    OtherRules,
    /// Changed since it was written.
    #[error(
        "the index of names is damaged: its digest does not fit; hint: build it again from the register"
    )]
    Damaged,
}

/// An index in its bytes.
#[derive(Clone)]
pub(super) struct Packed {
    bytes: Arc<Vec<u8>>,
    pub(super) kind: NameKind,
    pub(super) n_names: usize,
    n_terms: usize,
    /// Where the sections begin.
    lengths: usize,
    scans: usize,
    terms: usize,
    ends: usize,
    postings: usize,
}

const MAGIC: &[u8; 8] = b"bongsuNX";
const VERSION: u32 = 1;
const DIGEST_AT: usize = 48;
const HEADER: usize = 80;
/// Bytes of keys, lengths and scans.
const A_NAME: usize = 5 + scan::BYTES;

impl fmt::Debug for Packed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Packed")
            .field("kind", &self.kind)
            .field("n_names", &self.n_names)
            .field("n_terms", &self.n_terms)
            .field("n_bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// What is written; `ends` holds five bytes a term.
pub(super) struct Sections {
    pub(super) kind: NameKind,
    pub(super) keys: Vec<u32>,
    pub(super) lengths: Vec<u8>,
    pub(super) scans: Vec<u8>,
    pub(super) terms: Vec<u8>,
    pub(super) ends: Vec<u8>,
    pub(super) postings: Vec<u8>,
}

impl Packed {
    /// Puts sections together and seals them.
    pub(super) fn write(sections: Sections) -> Self {
        let (n_names, n_terms) = (sections.keys.len(), sections.terms.len() / 8);
        let kind = match sections.kind {
            NameKind::Person => 0,
            NameKind::Organisation => 1,
        };
        let mut bytes =
            Vec::with_capacity(HEADER + A_NAME * n_names + 13 * n_terms + sections.postings.len());
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend([kind, 0, 0, 0]);
        for size in [n_names, n_terms, sections.postings.len()] {
            bytes.extend((size as u64).to_le_bytes());
        }
        bytes.extend(fingerprint().to_le_bytes());
        bytes.extend([0; 32]);
        for key in &sections.keys {
            bytes.extend(key.to_le_bytes());
        }
        for section in [
            sections.lengths,
            sections.scans,
            sections.terms,
            sections.ends,
            sections.postings,
        ] {
            bytes.extend(section);
        }
        seal(&mut bytes);
        Self::lay_out(bytes, sections.kind, n_names, n_terms)
    }

    /// Checks bytes and takes them as they are.
    pub(super) fn read(bytes: Vec<u8>) -> Result<Self, IndexError> {
        let header = bytes.first_chunk::<HEADER>();
        let header = header.filter(|header| header.starts_with(MAGIC));
        let header = header.ok_or(IndexError::NotAnIndex)?;
        let number = |at: usize| number(header, at).ok_or(IndexError::NotAnIndex);
        let version = (number(8)? & 0xffff_ffff) as u32;
        if version != VERSION {
            return Err(IndexError::OtherVersion {
                found: version,
                wanted: VERSION,
            });
        }
        let kind = match number(8)? >> 32 {
            0 => NameKind::Person,
            1 => NameKind::Organisation,
            _ => return Err(IndexError::Damaged),
        };
        let (n_names, n_terms, n_postings) = (number(16)?, number(24)?, number(32)?);
        let wanted = (n_names.saturating_mul(A_NAME as u64))
            .saturating_add(n_terms.saturating_mul(13))
            .saturating_add(n_postings)
            .saturating_add(HEADER as u64);
        let found = bytes.len() as u64;
        if wanted != found {
            return Err(IndexError::Length { found, wanted });
        }
        if header.get(DIGEST_AT..) != Some(digest(&bytes).as_slice()) {
            return Err(IndexError::Damaged);
        }
        if number(40)? != fingerprint() {
            return Err(IndexError::OtherRules);
        }
        // The sizes fit into bytes that lie in memory.
        Ok(Self::lay_out(
            bytes,
            kind,
            n_names as usize,
            n_terms as usize,
        ))
    }

    fn lay_out(bytes: Vec<u8>, kind: NameKind, n_names: usize, n_terms: usize) -> Self {
        let lengths = HEADER + 4 * n_names;
        let scans = lengths + n_names;
        let terms = scans + scan::BYTES * n_names;
        let ends = terms + 8 * n_terms;
        Self {
            bytes: Arc::new(bytes),
            kind,
            n_names,
            n_terms,
            lengths,
            scans,
            terms,
            ends,
            postings: ends + 5 * n_terms,
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The key of a name.
    pub(super) fn key(&self, name: u32) -> Option<u32> {
        let at = HEADER + 4 * name as usize;
        let bytes = self.bytes.get(at..self.lengths)?.first_chunk::<4>()?;
        Some(u32::from_le_bytes(*bytes))
    }

    /// How many letters a name has, up to 255.
    pub(super) fn length(&self, name: u32) -> Option<u8> {
        let lengths = self.bytes.get(self.lengths..self.scans)?;
        lengths.get(name as usize).copied()
    }

    /// What is seen of a name while scanning.
    pub(super) fn scan(&self, name: u32) -> Option<ScanName> {
        let scans = self.bytes.get(self.scans..self.terms)?;
        let bytes = scans.get(scan::BYTES * name as usize..)?.first_chunk()?;
        Some(ScanName::from_bytes(self.kind, bytes))
    }

    /// The names that have a term.
    pub(super) fn postings(&self, term: u64) -> Option<Postings<'_>> {
        let at = self.position(term)?;
        let start = match at.checked_sub(1) {
            Some(before) => self.end(before)?,
            None => 0,
        };
        let all = self.bytes.get(self.postings..)?;
        let mut rest = all.get(start..self.end(at)?)?;
        let n_names = varint(&mut rest)?;
        Some(Postings {
            rest,
            n_names: n_names.clamp(1, self.n_names.max(1) as u64) as usize,
            name: 0,
        })
    }

    /// Where a term stands among the terms: they are numbers spread evenly, so that the place can be guessed.
    fn position(&self, term: u64) -> Option<usize> {
        let guess = ((u128::from(term) * self.n_terms as u128) >> 64) as usize;
        let spread = 2 * self.n_terms.isqrt() + 8;
        let (mut low, mut high) = (
            guess.saturating_sub(spread),
            guess.saturating_add(spread).min(self.n_terms),
        );
        if low > 0 && self.term(low)? > term {
            low = 0;
        }
        if high < self.n_terms && self.term(high)? < term {
            high = self.n_terms;
        }
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.term(middle)?.cmp(&term) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        (low < self.n_terms && self.term(low)? == term).then_some(low)
    }

    fn term(&self, at: usize) -> Option<u64> {
        number(&self.bytes, self.terms + 8 * at)
    }

    fn end(&self, at: usize) -> Option<usize> {
        let low = self.bytes.get(self.ends + 5 * at..self.postings)?;
        let mut wide = [0; 8];
        wide.first_chunk_mut::<5>()?
            .copy_from_slice(low.first_chunk::<5>()?);
        usize::try_from(u64::from_le_bytes(wide)).ok()
    }
}

/// The names that have a term, in order.
#[derive(Clone, Debug)]
pub(super) struct Postings<'a> {
    rest: &'a [u8],
    pub(super) n_names: usize,
    name: u32,
}

impl Iterator for Postings<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        // Most distances are short.
        if let Some((short, rest)) = self.rest.split_first().filter(|(byte, _)| **byte < 0x80) {
            self.rest = rest;
            self.name = self.name.checked_add(u32::from(*short))?;
            return Some(self.name);
        }
        let distance = varint(&mut self.rest)?;
        let name = u64::from(self.name).checked_add(distance)?;
        self.name = u32::try_from(name).ok()?;
        Some(self.name)
    }
}

/// Reads a number of seven bits a byte, the lowest first.
#[inline]
pub(crate) fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..63).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Writes a number of seven bits a byte, the lowest first.
pub(crate) fn put_varint(mut value: u64, out: &mut Vec<u8>) {
    while value > 0x7f {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..)?.first_chunk::<8>()?;
    Some(u64::from_le_bytes(*bytes))
}

/// Writes the digest into the header.
pub(super) fn seal(bytes: &mut [u8]) {
    let digest = digest(bytes);
    if let Some(slot) = bytes.get_mut(DIGEST_AT..HEADER) {
        slot.copy_from_slice(&digest);
    }
}

/// The digest over header and sections.
fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(bytes.get(..DIGEST_AT).unwrap_or(&[]));
    hasher.update(bytes.get(HEADER..).unwrap_or(&[]));
    *hasher.finalize().as_bytes()
}
