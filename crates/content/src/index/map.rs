//! A file as memory: the only `unsafe` of the program.
//!
//! A mapped file is shared with the system. If another process changes its bytes while Rust holds them as `&[u8]`, the
//! compiler's assumption that they stay is wrong; if it cuts the file short, touching the missing end stops the program
//! with a signal. No program can rule that out for a file that others may write to. It is sound enough here because
//!
//! - a segment is written once, by [`super::segment_writer`], and mapped only after it was closed; nothing in this
//!   crate opens a segment for writing again, cuts it, or reuses its name: segments are replaced by new files and
//!   then removed, and a removed file stays whole for whoever has it mapped;
//! - the lock of writers keeps a second writer of ours out of the folder;
//! - the bytes are only ever copied out as numbers, by code that checks every place it reads; there is no reference
//!   into them of a type that some bytes would be invalid for. Bytes changed by someone else give a wrong number, which
//!   the checksums then refuse; they cannot lead outside the map.
//!
//! What remains is a stranger with the right to write in the folder who cuts a file while it is read: the program stops.

use std::fs::File;
use std::io;
use std::ops::Deref;

/// The bytes of a file that is not changed any more.
#[derive(Debug)]
pub(super) struct Map(memmap2::Mmap);

impl Map {
    /// Maps the whole file as it is now, for reading.
    #[expect(
        unsafe_code,
        reason = "mapping a file needs it; the head of this module says why it holds"
    )]
    pub(super) fn of(file: &File) -> io::Result<Self> {
        // SAFETY: callers pass segments only, which are never changed once they can be opened (see above).
        let map = unsafe { memmap2::Mmap::map(file)? };
        Ok(Self(map))
    }
}

impl Deref for Map {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
