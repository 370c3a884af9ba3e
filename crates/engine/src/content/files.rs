//! Files to read: folders walked in order, links not followed, and nothing opened that is no regular file.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How deep folders are entered.
const DEPTH: usize = 64;

/// A path that was met.
#[derive(Debug)]
pub(crate) struct Met {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its name for people: the path as it was given, lossy where it is not UTF-8, `/` between folders.
    pub(crate) name: String,
    /// The file, or why it is none.
    pub(crate) file: Result<Regular, String>,
}

/// A regular file that is open.
#[derive(Debug)]
pub(crate) struct Regular {
    file: File,
    /// Its size when it was opened.
    pub(crate) bytes: u64,
}

impl Regular {
    /// Opens a file without waiting for anybody and without following a link at its end.
    ///
    /// # Errors
    /// In words for people, where it is no regular file or cannot be opened.
    pub(crate) fn open(path: &Path) -> Result<Self, String> {
        let found = fs_err::symlink_metadata(path).map_err(|error| plain(&error))?;
        if let Some(other) = kind(&found) {
            return Err(format!("{other}, not read"));
        }
        let mut options = OpenOptions::new();
        options.read(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            // A pipe put in its place since then does not make us wait, a link is not followed.
            options.custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW);
        }
        let file = options.open(path).map_err(|error| plain(&error))?;
        let opened = file.metadata().map_err(|error| plain(&error))?;
        if let Some(other) = kind(&opened) {
            return Err(format!("{other}, not read"));
        }
        Ok(Self {
            file,
            bytes: opened.len(),
        })
    }

    /// Its bytes, at most as many as it had when it was opened.
    pub(crate) fn read(self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.take(self.bytes).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The digest of its bytes, however many they are.
    pub(crate) fn digest(self) -> io::Result<String> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(self.file)?;
        Ok(hasher.finalize().to_hex().to_string())
    }
}

/// Every file under the given paths, folders in the order of their names; `each` hears them one by one.
///
/// A path that is given may be a link; what lies in a folder is not followed out of it.
///
/// # Errors
/// What `each` returns.
pub(crate) fn walk<E>(
    given: &[PathBuf],
    each: &mut dyn FnMut(Met) -> Result<(), E>,
) -> Result<(), E> {
    for path in given {
        let real = fs_err::canonicalize(path).unwrap_or_else(|_| path.clone());
        enter(&real, &shown(path), 0, each)?;
    }
    Ok(())
}

fn enter<E>(
    path: &Path,
    name: &str,
    depth: usize,
    each: &mut dyn FnMut(Met) -> Result<(), E>,
) -> Result<(), E> {
    let met = |file| Met {
        path: path.to_owned(),
        name: name.to_owned(),
        file,
    };
    let is_folder = fs_err::symlink_metadata(path).is_ok_and(|found| found.is_dir());
    if !is_folder {
        return each(met(Regular::open(path)));
    }
    if depth > DEPTH {
        return each(met(Err(format!(
            "folders are entered {DEPTH} deep, this one lies deeper"
        ))));
    }
    let listed = fs_err::read_dir(path).and_then(|entries| {
        let paths = entries.map(|entry| entry.map(|entry| entry.path()));
        paths.collect::<io::Result<Vec<_>>>()
    });
    let mut paths = match listed {
        Ok(paths) => paths,
        Err(error) => return each(met(Err(plain(&error)))),
    };
    paths.sort();
    for path in paths {
        let last = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{}/{last}", name.trim_end_matches('/'));
        enter(&path, &name, depth + 1, each)?;
    }
    Ok(())
}

/// A path as names of files are shown and kept.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

/// What a path is that is no regular file.
fn kind(found: &Metadata) -> Option<&'static str> {
    let kind = found.file_type();
    if kind.is_file() {
        return None;
    }
    if kind.is_symlink() {
        return Some("a link");
    }
    if kind.is_dir() {
        return Some("a folder");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return Some("a named pipe");
        }
        if kind.is_socket() {
            return Some("a socket");
        }
    }
    Some("a device")
}

/// What the system says, without the path that is said beside it.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
