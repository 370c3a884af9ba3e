//! Documents, the template of the house, and the captured files with their list.

use std::path::Path;

use super::csv;
use crate::SimError;
use crate::content::{Content, Tap};
use crate::world::World;

/// The list of captured files.
pub(super) const CAPTURES: &str = "holder/captures.csv";
/// The folder of captured files.
pub(super) const CAPTURED: &str = "captured";
/// The folder of documents.
pub(super) const DOCUMENTS: &str = "documents";

/// Writes everything; returns the number of captured files.
pub(super) fn write(world: &World, tap: Tap, out: &Path) -> Result<u64, SimError> {
    let content = Content::new(world);
    for (path, bytes) in content.files()? {
        place(&out.join(path), &bytes)?;
    }
    let mut rows = Vec::new();
    for capture in content.captures(world, tap)? {
        place(&out.join(CAPTURED).join(&capture.file), &capture.bytes)?;
        rows.push([
            capture.user,
            capture.at,
            capture.channel.to_owned(),
            capture.file,
        ]);
    }
    csv::write(
        &out.join(CAPTURES),
        &["person", "at", "channel", "file"],
        rows.iter().map(<[String; 4]>::as_slice),
    )?;
    Ok(rows.len() as u64)
}

/// Writes a file and the folder it lies in.
fn place(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs_err::create_dir_all(folder)?;
    }
    fs_err::write(path, bytes)
}
