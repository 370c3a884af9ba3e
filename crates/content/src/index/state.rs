//! A shelf as one manifest has it: its segments, open.

use std::io;
use std::sync::Arc;

use super::folder::Folder;
use super::manifest::Manifest;
use super::segment::{Entry, Segment};
use crate::shelf::{Number, Registered, ShelfError};

/// A manifest and the segments it names.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) manifest: Manifest,
    pub(super) segments: Vec<Arc<Segment>>,
}

impl State {
    /// Opens what the manifest names; segments that are open already are taken over.
    pub(super) fn open(
        folder: &Folder,
        manifest: Manifest,
        known: &Self,
    ) -> Result<Self, ShelfError> {
        let open = |entry: &Entry| {
            let known = known.segments.iter().find(|known| known.entry == *entry);
            match known {
                Some(known) => Ok(Arc::clone(known)),
                None => Segment::open(folder.segment(entry.id), *entry).map(Arc::new),
            }
        };
        let segments = manifest
            .segments
            .iter()
            .map(open)
            .collect::<Result<_, _>>()?;
        Ok(Self { manifest, segments })
    }

    /// Reads the manifest of a folder and opens its segments.
    ///
    /// A writer may remove a segment between the two; then a newer manifest is there to be read.
    pub(super) fn read(folder: &Folder, known: &Arc<Self>) -> Result<Arc<Self>, ShelfError> {
        let mut manifest = manifest(folder)?;
        loop {
            if manifest == known.manifest {
                return Ok(Arc::clone(known));
            }
            let missing = match Self::open(folder, manifest.clone(), known) {
                Err(ShelfError::Io { path, error }) if error.kind() == io::ErrorKind::NotFound => {
                    path
                }
                opened => return opened.map(Arc::new),
            };
            let newer = self::manifest(folder)?;
            if newer == manifest {
                return Err(ShelfError::Damaged {
                    path: missing,
                    what: "the manifest names this file, and it is not there".to_owned(),
                });
            }
            manifest = newer;
        }
    }

    /// What is known of a text.
    pub(super) fn registered(&self, text: Number) -> Option<Registered> {
        let place = self
            .segments
            .partition_point(|segment| segment.numbers().is_some_and(|(_, last)| last < text));
        let record = self.segments.get(place)?.find_text(text)?;
        Some(record.facts)
    }
}

/// The manifest of a folder; without one it is no shelf.
fn manifest(folder: &Folder) -> Result<Manifest, ShelfError> {
    match folder.read_manifest()? {
        Some(bytes) => Manifest::read(&folder.manifest(), &bytes),
        None => Err(ShelfError::Io {
            path: folder.manifest(),
            error: io::Error::new(io::ErrorKind::NotFound, "there is no shelf in this folder"),
        }),
    }
}
