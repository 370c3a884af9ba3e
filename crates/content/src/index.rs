//! The shelf on disk: a folder of sorted files that are written once, and a manifest that says which of them count.
//!
//! Texts are added in runs; each run becomes a *segment*, sorted by hash. Segments are replaced by merged ones and
//! removed, never changed. A change counts from the moment when a new manifest takes the place of the old one; files
//! that no manifest names are leftovers, swept by the next writer. Readers map the segments and hold on to the ones
//! they have.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

mod block;
mod bytes;
mod cursor;
mod folder;
mod manifest;
mod map;
mod plan;
mod posting;
mod rewrite;
mod run;
mod segment;
mod segment_writer;
mod snapshot;
mod state;
mod writer;

pub use snapshot::{Snapshot, Statistics};
pub use writer::{Merged, Writer};

use folder::Folder;
use manifest::Manifest;
use state::State;

use crate::shelf::ShelfError;

/// A shelf in a folder.
///
/// ```
/// use bongsu_content::{Index, Print, Prints, Registered, Shelf, Tier};
///
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path();
/// let index = Index::create(folder)?;
/// let writer = index.writer()?;
/// let mut prints = Prints { length: 90, ..Prints::default() };
/// prints.tiers[Tier::Verbatim as usize].push(Print { hash: 77, start: 10, end: 38 });
/// let numbers = writer.add([(Registered { length: 90, ..Registered::default() }, prints)])?;
///
/// let mut found = Vec::new();
/// index.snapshot()?.find(Tier::Verbatim, &[5, 77], &mut |hit| found.push(hit))?;
/// assert_eq!((found[0].asked, found[0].text, found[0].start), (1, numbers.start, 10));
/// assert_eq!(writer.forget(numbers)?, 1);
/// assert_eq!(index.snapshot()?.statistics().texts, 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Index {
    folder: Folder,
    last: Mutex<Arc<State>>,
}

impl Index {
    /// Opens the shelf of a folder for reading, which may be all that is allowed there.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    pub fn open(folder: &Path) -> Result<Self, ShelfError> {
        let folder = Folder::new(folder);
        let state = State::read(&folder, &Arc::default())?;
        Ok(Self {
            folder,
            last: Mutex::new(state),
        })
    }

    /// Opens the shelf of a folder; where there is none, makes the folder and an empty one.
    ///
    /// # Errors
    /// Where the folder cannot be written, or it holds segments and no manifest.
    pub fn create(folder: &Path) -> Result<Self, ShelfError> {
        let new = Folder::new(folder);
        new.make()?;
        if new.read_manifest()?.is_none() {
            let _lock = new.lock()?;
            if new.read_manifest()?.is_none() {
                if let Some((_, path)) = new.segments()?.into_iter().next() {
                    let what = "there is no manifest beside this file".to_owned();
                    return Err(ShelfError::Damaged { path, what });
                }
                new.replace_manifest(&Manifest::default().bytes())?;
                new.sync()?;
            }
        }
        Self::open(folder)
    }

    /// The writer of this shelf.
    ///
    /// # Errors
    /// [`ShelfError::Busy`] where there is another, here or in another process; or the folder cannot be written.
    pub fn writer(&self) -> Result<Writer, ShelfError> {
        Writer::open(&self.folder)
    }

    /// The shelf as it is now.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, ShelfError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = State::read(&self.folder, &last)?;
        Ok(Snapshot(Arc::clone(&last)))
    }
}

#[cfg(test)]
mod tests;
