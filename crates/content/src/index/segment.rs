//! One segment: an immutable file with the postings and facts of some texts.
//!
//! ```text
//! head       name and form of the file
//! texts      one record of 40 bytes a text, by number; a text's numbers rise with its place
//! blocks     of each tier in turn (see `block`)
//! fences     of each tier in turn: the first hash of each block, then the place of each block
//! footer     counts, places, checksums
//! ```
//!
//! The manifest keeps the BLAKE3 of the footer; the footer keeps checksums of texts and fences, which are compared when
//! the segment is opened, and the BLAKE3 of everything before it, which is compared when someone asks. Blocks carry
//! their own, compared each time one is read.

use std::fs::OpenOptions;
use std::path::PathBuf;

use super::block::{BLOCK, Block};
use super::bytes::{place_at, u32_at, u64_at};
use super::map::Map;
use super::posting::ADDRESSES;
use crate::print::Tier;
use crate::shelf::{Number, Registered, ShelfError};

/// What a segment starts and ends with.
pub(super) const MAGIC: [u8; 8] = *b"bongsu.s";
/// The layout described above.
pub(super) const FORM: u32 = 1;
/// Bytes before the texts.
pub(super) const HEAD: usize = 16;
/// Bytes of a text.
pub(super) const RECORD: usize = 40;
/// How many texts share a sample.
const SAMPLED: usize = 64;
/// Bytes of the footer that speak of one tier.
const TIER: usize = 32;
/// Where the tiers start in the footer.
const TIERS: usize = 24;
/// Bytes of the footer.
pub(super) const FOOTER: usize = TIERS + TIER * Tier::ALL.len() + 32 + 16;

/// What the manifest says of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The number in its file name.
    pub(super) id: u64,
    /// Bytes of the file.
    pub(super) bytes: u64,
    /// BLAKE3 of its footer.
    pub(super) checksum: blake3::Hash,
}

/// An open segment.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) entry: Entry,
    path: PathBuf,
    map: Map,
    extent: u64,
    texts: usize,
    /// The first address of every [`SAMPLED`]th text: what a search reads most lies close together.
    sampled_bases: Vec<u64>,
    tiers: [TierPart; 5],
    body: [u8; 32],
}

/// What a segment has of one tier.
#[derive(Clone, Copy, Debug, Default)]
struct TierPart {
    postings: u64,
    blocks: usize,
    fences: usize,
}

/// What a segment has of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) number: Number,
    /// Its first address.
    pub(super) base: u64,
    pub(super) facts: Registered,
}

impl Segment {
    /// Opens the file that a manifest names, and compares what can be compared without reading all of it.
    pub(super) fn open(path: PathBuf, entry: Entry) -> Result<Self, ShelfError> {
        let map = OpenOptions::new()
            .read(true)
            .open(&path)
            .and_then(|file| Map::of(&file));
        let map = match map {
            Ok(map) => map,
            Err(error) => return Err(ShelfError::Io { path, error }),
        };
        let n_bytes = map.len() as u64;
        if n_bytes != entry.bytes {
            let what = format!("{n_bytes} bytes instead of {}", entry.bytes);
            return Err(ShelfError::Damaged { path, what });
        }
        let footer = map.len().checked_sub(FOOTER);
        let footer = footer.and_then(|start| map.get(start..));
        let footer = footer.filter(|footer| blake3::hash(footer) == entry.checksum);
        let Some(parts) = footer.and_then(|footer| Parts::read(footer, &map)) else {
            let what = "its footer, texts or fences are not what was written".to_owned();
            return Err(ShelfError::Damaged { path, what });
        };
        let places = (0..parts.texts).step_by(SAMPLED);
        let sampled_bases = places.map_while(|place| base_at(&map, place)).collect();
        Ok(Self {
            entry,
            path,
            sampled_bases,
            map,
            extent: parts.extent,
            texts: parts.texts,
            tiers: parts.tiers,
            body: parts.body,
        })
    }

    /// How many addresses its texts take.
    pub(super) const fn extent(&self) -> u64 {
        self.extent
    }

    pub(super) const fn n_texts(&self) -> usize {
        self.texts
    }

    pub(super) fn n_postings(&self, tier: Tier) -> u64 {
        self.part(tier).postings
    }

    /// Postings of all tiers.
    pub(super) fn n_all_postings(&self) -> u64 {
        self.tiers.iter().map(|part| part.postings).sum()
    }

    pub(super) fn n_blocks(&self, tier: Tier) -> usize {
        self.part(tier).blocks
    }

    /// The first hash of a block; `None` after the last.
    pub(super) fn fence(&self, tier: Tier, block: usize) -> Option<u64> {
        let part = self.part(tier);
        (block < part.blocks)
            .then(|| u64_at(&self.map, part.fences + block * 8))
            .flatten()
    }

    /// A block, compared with its checksum.
    pub(super) fn block(&self, tier: Tier, block: usize) -> Result<Block<'_>, ShelfError> {
        let part = self.part(tier);
        let at = (block < part.blocks)
            .then(|| place_at(&self.map, part.fences + (part.blocks + block) * 8))
            .flatten();
        let bytes = at.and_then(|at| self.map.get(at..));
        bytes
            .and_then(Block::read)
            .ok_or_else(|| self.damaged(format!("block {block} of the {tier} tier is damaged")))
    }

    /// The record at a place in the table of texts.
    pub(super) fn record(&self, place: usize) -> Option<Record> {
        if place >= self.texts {
            return None;
        }
        let at = HEAD + place * RECORD;
        let mut facts = Registered {
            length: u32_at(&self.map, at + 12)?,
            hashes: [0; 5],
            boilerplate: u32_at(&self.map, at + 36)? != 0,
        };
        for (tier, hashes) in facts.hashes.iter_mut().enumerate() {
            *hashes = u32_at(&self.map, at + 16 + tier * 4)?;
        }
        Some(Record {
            number: u32_at(&self.map, at + 8)?,
            base: u64_at(&self.map, at)?,
            facts,
        })
    }

    pub(super) fn records(&self) -> impl Iterator<Item = Record> + '_ {
        (0..self.texts).map_while(|place| self.record(place))
    }

    /// The record of a text, if it is here.
    pub(super) fn find_text(&self, number: Number) -> Option<Record> {
        let number_at = |place| u32_at(&self.map, HEAD + place * RECORD + 8);
        let place = lower_bound(self.texts, |place| {
            number_at(place).is_some_and(|one| one < number)
        });
        self.record(place).filter(|record| record.number == number)
    }

    /// The text that an address lies in: its number and first address.
    pub(super) fn text_at(&self, address: u64) -> Option<(Number, u64)> {
        let samples = self.sampled_bases.partition_point(|base| *base <= address);
        let start = samples.checked_sub(1)? * SAMPLED;
        let within = lower_bound(SAMPLED.min(self.texts - start), |place| {
            base_at(&self.map, start + place).is_some_and(|base| base <= address)
        });
        let place = start + within.checked_sub(1)?;
        let number = u32_at(&self.map, HEAD + place * RECORD + 8)?;
        Some((number, base_at(&self.map, place)?))
    }

    /// The numbers of its first and last text.
    pub(super) fn numbers(&self) -> Option<(Number, Number)> {
        let first = self.record(0)?.number;
        let last = self.record(self.texts.checked_sub(1)?)?.number;
        Some((first, last))
    }

    /// Reads the whole file and compares it with its checksum.
    pub(super) fn verify(&self) -> Result<(), ShelfError> {
        let body = self.map.len().checked_sub(FOOTER);
        let body = body.and_then(|end| self.map.get(..end)).unwrap_or_default();
        if *blake3::hash(body).as_bytes() == self.body {
            return Ok(());
        }
        Err(self.damaged("its bytes are not what was written".to_owned()))
    }

    pub(super) fn damaged(&self, what: String) -> ShelfError {
        ShelfError::Damaged {
            path: self.path.clone(),
            what,
        }
    }

    fn part(&self, tier: Tier) -> TierPart {
        self.tiers.get(tier as usize).copied().unwrap_or_default()
    }
}

/// The first address of the text at a place in the table.
fn base_at(file: &[u8], place: usize) -> Option<u64> {
    u64_at(file, HEAD + place * RECORD)
}

/// The first place of `n` for which the question is answered no, if all before it are answered yes.
pub(super) fn lower_bound(n: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, n);
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

/// What the footer says.
struct Parts {
    extent: u64,
    texts: usize,
    tiers: [TierPart; 5],
    body: [u8; 32],
}

impl Parts {
    /// Reads a footer and compares texts and fences with it.
    fn read(footer: &[u8], file: &[u8]) -> Option<Self> {
        let extent = u64_at(footer, 0).filter(|extent| *extent < ADDRESSES)?;
        let texts = place_at(footer, 8)?;
        let table = file.get(HEAD..HEAD.checked_add(texts.checked_mul(RECORD)?)?)?;
        if crc32fast::hash(table) != u32_at(footer, 16)? {
            return None;
        }
        let mut tiers = [TierPart::default(); 5];
        for (number, part) in tiers.iter_mut().enumerate() {
            let at = TIERS + number * TIER;
            *part = TierPart {
                postings: u64_at(footer, at)?,
                blocks: place_at(footer, at + 8)?,
                fences: place_at(footer, at + 16)?,
            };
            if part.postings > part.blocks.checked_mul(BLOCK)? as u64 {
                return None;
            }
            let fences_end = part.fences.checked_add(part.blocks.checked_mul(16)?)?;
            if crc32fast::hash(file.get(part.fences..fences_end)?) != u32_at(footer, at + 24)? {
                return None;
            }
        }
        let body = footer.get(TIERS + TIER * tiers.len()..)?.first_chunk()?;
        Some(Self {
            extent,
            texts,
            tiers,
            body: *body,
        })
    }
}

/// The parts of a footer as they are written, without the checksum of what is before it.
#[derive(Clone, Debug, Default)]
pub(super) struct FooterDraft {
    pub(super) extent: u64,
    pub(super) texts: u64,
    pub(super) table_checksum: u32,
    pub(super) tiers: Vec<TierDraft>,
}

/// What a footer says of one tier.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TierDraft {
    pub(super) postings: u64,
    pub(super) blocks: u64,
    pub(super) fences: u64,
    pub(super) fences_checksum: u32,
}

impl FooterDraft {
    pub(super) fn bytes(&self, body: blake3::Hash) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(FOOTER);
        bytes.extend(self.extent.to_le_bytes());
        bytes.extend(self.texts.to_le_bytes());
        bytes.extend(self.table_checksum.to_le_bytes());
        bytes.extend([0; 4]);
        for tier in &self.tiers {
            bytes.extend(tier.postings.to_le_bytes());
            bytes.extend(tier.blocks.to_le_bytes());
            bytes.extend(tier.fences.to_le_bytes());
            bytes.extend(tier.fences_checksum.to_le_bytes());
            bytes.extend([0; 4]);
        }
        bytes.extend(body.as_bytes());
        bytes.extend(FORM.to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(MAGIC);
        bytes
    }
}

impl Record {
    /// The record as it is written.
    pub(super) fn bytes(&self) -> [u8; RECORD] {
        let mut bytes = [0; RECORD];
        let base = self.base.to_le_bytes();
        let numbers = [self.number, self.facts.length].into_iter();
        let numbers = numbers
            .chain(self.facts.hashes)
            .chain([u32::from(self.facts.boilerplate)]);
        let all = base.into_iter().chain(numbers.flat_map(u32::to_le_bytes));
        for (byte, kept) in bytes.iter_mut().zip(all) {
            *byte = kept;
        }
        bytes
    }
}
