//! The folder of a shelf: names of its files, and the few things that are done to them.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::shelf::ShelfError;

const MANIFEST: &str = "manifest";
const NEW_MANIFEST: &str = "manifest.new";
const LOCK: &str = "lock";
const SEGMENT_ENDING: &str = ".segment";

/// The folder of a shelf.
#[derive(Clone, Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.0.join(MANIFEST)
    }

    pub(super) fn segment(&self, id: u64) -> PathBuf {
        self.0.join(format!("{id:010}{SEGMENT_ENDING}"))
    }

    /// Makes the folder, unless it is there.
    pub(super) fn make(&self) -> Result<(), ShelfError> {
        fs::create_dir_all(&self.0).map_err(at(&self.0))
    }

    /// The lock of writers, until the file is dropped.
    pub(super) fn lock(&self) -> Result<File, ShelfError> {
        let path = self.0.join(LOCK);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(at(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(ShelfError::Busy { path }),
            Err(TryLockError::Error(error)) => Err(ShelfError::Io { path, error }),
        }
    }

    /// The bytes of the manifest; `None` where there is none.
    pub(super) fn read_manifest(&self) -> Result<Option<Vec<u8>>, ShelfError> {
        let path = self.manifest();
        let mut bytes = Vec::new();
        let read = OpenOptions::new()
            .read(true)
            .open(&path)
            .and_then(|mut file| file.read_to_end(&mut bytes));
        match read {
            Ok(_) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(ShelfError::Io { path, error }),
        }
    }

    /// Puts a new manifest in the place of the old one: afterwards, whatever happens, it is the one or the other.
    pub(super) fn replace_manifest(&self, bytes: &[u8]) -> Result<(), ShelfError> {
        // Segments that the manifest will name must be in the directory before it is.
        self.sync()?;
        let new = self.0.join(NEW_MANIFEST);
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(&new)
            .map_err(at(&new))?;
        step(&new);
        file.write_all(bytes)
            .and_then(|()| file.sync_all())
            .map_err(at(&new))?;
        step(&new);
        fs::rename(&new, self.manifest()).map_err(at(&new))?;
        step(&new);
        Ok(())
    }

    /// Waits until the disk has the names of the files.
    pub(super) fn sync(&self) -> Result<(), ShelfError> {
        #[cfg(unix)]
        OpenOptions::new()
            .read(true)
            .open(&self.0)
            .and_then(|folder| folder.sync_all())
            .map_err(at(&self.0))?;
        Ok(())
    }

    /// Removes a segment; one that is gone already is no error.
    pub(super) fn remove_segment(&self, id: u64) -> Result<(), ShelfError> {
        remove(&self.segment(id))
    }

    /// Removes segments that the manifest does not name, and a manifest that was not finished.
    pub(super) fn sweep(&self, is_named: impl Fn(u64) -> bool) -> Result<(), ShelfError> {
        for (id, path) in self.segments()? {
            if !is_named(id) {
                remove(&path)?;
            }
        }
        remove(&self.0.join(NEW_MANIFEST))
    }

    /// The segments in the folder, named by the manifest or not.
    pub(super) fn segments(&self) -> Result<Vec<(u64, PathBuf)>, ShelfError> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.0).map_err(at(&self.0))? {
            let entry = entry.map_err(at(&self.0))?;
            let name = entry.file_name();
            let id = name
                .to_str()
                .and_then(|name| name.strip_suffix(SEGMENT_ENDING));
            if let Some(id) = id.and_then(|id| id.parse().ok()) {
                found.push((id, entry.path()));
            }
        }
        found.sort_unstable();
        Ok(found)
    }
}

/// A new file; one that is there already is an error.
pub(super) fn create(path: &Path) -> Result<File, ShelfError> {
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(at(path))?;
    step(path);
    Ok(file)
}

/// Removes a file; one that is gone already is no error.
fn remove(path: &Path) -> Result<(), ShelfError> {
    match fs::remove_file(path) {
        Ok(()) => {
            step(path);
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(at(path)(error)),
    }
}

/// Names the file in an error.
fn at(path: &Path) -> impl FnOnce(io::Error) -> ShelfError {
    move |error| ShelfError::Io {
        path: path.to_owned(),
        error,
    }
}

/// Something in the folder has changed: where a crash may come. Tests look at each.
#[cfg(not(test))]
pub(super) fn step(_path: &Path) {}

#[cfg(test)]
pub(super) use steps::step;

/// What tests do at each step.
#[cfg(test)]
pub(super) mod steps {
    use std::cell::RefCell;
    use std::path::Path;

    type Witness = Box<dyn FnMut(&Path)>;

    thread_local! {
        static WITNESS: RefCell<Option<Witness>> = const { RefCell::new(None) };
    }

    pub(in super::super) fn step(path: &Path) {
        WITNESS.with_borrow_mut(|witness| {
            if let (Some(witness), Some(folder)) = (witness, path.parent()) {
                witness(folder);
            }
        });
    }

    /// Calls the witness with the folder after each change to it that this thread makes meanwhile.
    pub(in super::super) fn watched<T>(
        witness: impl FnMut(&Path) + 'static,
        act: impl FnOnce() -> T,
    ) -> T {
        WITNESS.set(Some(Box::new(witness)));
        let done = act();
        WITNESS.set(None);
        done
    }
}
