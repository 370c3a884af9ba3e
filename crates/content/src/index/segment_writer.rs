//! Writes a segment from texts and sorted postings, in one pass and without keeping them.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use super::block::{BLOCK, encode};
use super::folder::{Folder, create, step};
use super::posting::Posting;
use super::segment::{Entry, FORM, FooterDraft, MAGIC, Record, TierDraft};
use crate::shelf::ShelfError;

/// Bytes that wait before they are written.
const BUFFER: usize = 1 << 20;

/// A segment being written: first its texts, then for each tier its postings and `end_tier`, then `finish`.
///
/// Dropped before it is finished, it removes its file; where that fails, the file is a leftover as after a crash.
pub(super) struct SegmentWriter {
    id: u64,
    path: PathBuf,
    output: Option<BufWriter<Summed>>,
    written: u64,
    footer: FooterDraft,
    table: crc32fast::Hasher,
    waiting: Vec<Posting>,
    encoded: Vec<u8>,
    postings: u64,
    fences: Vec<u64>,
    places: Vec<u64>,
    finished_fences: Vec<Vec<u8>>,
}

impl SegmentWriter {
    pub(super) fn create(folder: &Folder, id: u64) -> Result<Self, ShelfError> {
        let path = folder.segment(id);
        let file = create(&path)?;
        let mut writer = Self {
            id,
            path,
            output: Some(BufWriter::with_capacity(BUFFER, Summed::new(file))),
            written: 0,
            footer: FooterDraft::default(),
            table: crc32fast::Hasher::new(),
            waiting: Vec::with_capacity(BLOCK),
            encoded: Vec::new(),
            postings: 0,
            fences: Vec::new(),
            places: Vec::new(),
            finished_fences: Vec::new(),
        };
        writer.put(&MAGIC)?;
        writer.put(&FORM.to_le_bytes())?;
        writer.put(&[0; 4])?;
        Ok(writer)
    }

    /// One more text; they come in the order of their numbers and addresses.
    pub(super) fn text(&mut self, record: &Record) -> Result<(), ShelfError> {
        let bytes = record.bytes();
        self.table.update(&bytes);
        self.footer.texts += 1;
        self.put(&bytes)
    }

    /// One more posting of the tier at hand; they come sorted.
    pub(super) fn posting(&mut self, posting: Posting) -> Result<(), ShelfError> {
        self.waiting.push(posting);
        if self.waiting.len() == BLOCK {
            self.end_block()?;
        }
        Ok(())
    }

    pub(super) fn end_tier(&mut self) -> Result<(), ShelfError> {
        self.end_block()?;
        let numbers = self.fences.drain(..).chain(self.places.drain(..));
        let bytes: Vec<u8> = numbers.flat_map(u64::to_le_bytes).collect();
        self.footer.tiers.push(TierDraft {
            postings: std::mem::take(&mut self.postings),
            blocks: bytes.len() as u64 / 16,
            fences: 0,
            fences_checksum: crc32fast::hash(&bytes),
        });
        self.finished_fences.push(bytes);
        Ok(())
    }

    /// Writes what is left and waits until the disk has it.
    pub(super) fn finish(mut self, extent: u64) -> Result<Entry, ShelfError> {
        for (number, bytes) in std::mem::take(&mut self.finished_fences).iter().enumerate() {
            if let Some(tier) = self.footer.tiers.get_mut(number) {
                tier.fences = self.written;
            }
            self.put(bytes)?;
        }
        self.footer.extent = extent;
        self.footer.table_checksum = self.table.clone().finalize();
        let Some(output) = self.output.take() else {
            return Err(self.failed(io::Error::other("the file is closed")));
        };
        let footer = match self.end(output) {
            Ok(footer) => footer,
            Err(error) => {
                remove(&self.path);
                return Err(self.failed(error));
            }
        };
        step(&self.path);
        Ok(Entry {
            id: self.id,
            bytes: self.written + footer.len() as u64,
            checksum: blake3::hash(&footer),
        })
    }

    /// Writes the footer.
    fn end(&self, output: BufWriter<Summed>) -> io::Result<Vec<u8>> {
        let Summed { mut file, sum } = output
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        let footer = self.footer.bytes(sum.finalize());
        file.write_all(&footer)?;
        file.sync_all()?;
        Ok(footer)
    }

    fn end_block(&mut self) -> Result<(), ShelfError> {
        let Some(first) = self.waiting.first() else {
            return Ok(());
        };
        self.fences.push(first.hash());
        self.places.push(self.written);
        self.postings += self.waiting.len() as u64;
        let mut encoded = std::mem::take(&mut self.encoded);
        encode(&self.waiting, &mut encoded);
        self.waiting.clear();
        self.put(&encoded)?;
        encoded.clear();
        self.encoded = encoded;
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), ShelfError> {
        self.written += bytes.len() as u64;
        let written = self
            .output
            .as_mut()
            .map_or(Ok(()), |output| output.write_all(bytes));
        written.map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> ShelfError {
        ShelfError::Io {
            path: self.path.clone(),
            error,
        }
    }
}

impl Drop for SegmentWriter {
    fn drop(&mut self) {
        if let Some(output) = self.output.take() {
            // What is still buffered is not wanted.
            drop(output.into_parts());
            remove(&self.path);
        }
    }
}

/// A file, and the BLAKE3 of what was written to it in large pieces.
struct Summed {
    file: File,
    sum: blake3::Hasher,
}

impl Summed {
    fn new(file: File) -> Self {
        let sum = blake3::Hasher::new();
        Self { file, sum }
    }
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Removes a file that no manifest names. What cannot be removed now is swept by the next writer.
fn remove(path: &std::path::Path) {
    let _ = std::fs::remove_file(path);
}
