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
    output: Option<BufWriter<File>>,
    body: blake3::Hasher,
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
            output: Some(BufWriter::with_capacity(BUFFER, file)),
            body: blake3::Hasher::new(),
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
        let footer = self.footer.bytes(self.body.finalize());
        self.put(&footer)?;
        let Some(output) = self.output.take() else {
            return Err(self.failed(io::Error::other("the file is closed")));
        };
        let synced = output
            .into_inner()
            .map_err(io::IntoInnerError::into_error)
            .and_then(|file| file.sync_all());
        if let Err(error) = synced {
            let failed = self.failed(error);
            remove(&self.path);
            return Err(failed);
        }
        step(&self.path);
        Ok(Entry {
            id: self.id,
            bytes: self.written,
            checksum: blake3::hash(&footer),
        })
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
        self.body.update(bytes);
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

/// Removes a file that no manifest names. What cannot be removed now is swept by the next writer.
fn remove(path: &std::path::Path) {
    let _ = std::fs::remove_file(path);
}
