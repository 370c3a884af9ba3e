//! Files of the folder `shared` beside the checkout.

use std::path::{Path, PathBuf};

/// Where the files may lie.
#[derive(Debug)]
pub(super) struct Shared {
    folders: Vec<PathBuf>,
}

impl Shared {
    /// The folders `shared` beside a checkout and beside each folder that holds it.
    pub(super) fn beside(root: &Path) -> Self {
        let folders = root.ancestors().map(|folder| folder.join("shared"));
        Self {
            folders: folders.collect(),
        }
    }

    /// A file, or why there is none.
    pub(super) fn file(&self, path: &str) -> Result<PathBuf, String> {
        let mut candidates = self.folders.iter().map(|folder| folder.join(path));
        candidates
            .find(|path| fs_err::metadata(path).is_ok_and(|found| found.is_file()))
            .ok_or_else(|| format!("no folder `shared` with {path} beside the checkout"))
    }
}
