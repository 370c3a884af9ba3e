//! Many files read by a few processes at once, answered in order.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use bongsu_extract::{Item, Problem};

use super::files::{Met, Regular, walk};
use super::worker::{Reader, ReaderLimits, unread};

/// Processes that read documents.
#[derive(Clone, Debug)]
pub struct Readers {
    program: PathBuf,
    limits: ReaderLimits,
    count: usize,
}

/// A file that was met and what was read of it.
#[derive(Debug)]
pub struct FileRead {
    /// Where it is.
    pub path: PathBuf,
    /// Its name for people.
    pub name: String,
    /// What was read.
    pub content: Content,
}

/// What was read of a file.
#[derive(Debug)]
pub enum Content {
    /// Its items, the file itself first.
    Items(Vec<Item>),
    /// Nothing: its bytes are known, and have this digest.
    Known(String),
    /// Nothing, for a reason in words: it is no regular file, or cannot be opened.
    None(String),
}

impl Readers {
    /// So many readers over `program extract --worker`.
    pub const fn new(program: PathBuf, limits: ReaderLimits, count: usize) -> Self {
        Self {
            program,
            limits,
            count,
        }
    }

    /// One reader of these.
    pub fn one(&self) -> Reader {
        Reader::new(self.program.clone(), self.limits)
    }

    /// Reads every file under the given paths, in the order of the walk.
    pub fn read(&self, given: Vec<PathBuf>) -> impl Iterator<Item = FileRead> {
        self.read_new(given, BTreeSet::new())
    }

    /// The same, without reading files whose digest is known.
    pub fn read_new(
        &self,
        given: Vec<PathBuf>,
        known: BTreeSet<String>,
    ) -> impl Iterator<Item = FileRead> {
        let known = Arc::new(known);
        let mut to = Vec::new();
        let mut from: Vec<Receiver<FileRead>> = Vec::new();
        for _ in 0..self.count.max(1) {
            let (met, mets) = sync_channel(1);
            let (read, reads) = sync_channel(1);
            let (reader, known) = (self.one(), Arc::clone(&known));
            std::thread::spawn(move || work(reader, &known, &mets, &read));
            to.push(met);
            from.push(reads);
        }
        std::thread::spawn(move || {
            let mut turn = to.iter().cycle();
            // Where nobody listens any more the walk ends.
            let _end = walk(&given, &mut |met| {
                let sent = turn.next().and_then(|to| to.send(met).ok());
                sent.ok_or(())
            });
        });
        // Each reader has its turn: files come in the order of the walk, and none waits in memory.
        let mut turn = 0;
        std::iter::from_fn(move || {
            let reads = from.get(turn % from.len())?;
            turn += 1;
            reads.recv().ok()
        })
    }
}

fn work(
    mut reader: Reader,
    known: &BTreeSet<String>,
    mets: &Receiver<Met>,
    read: &SyncSender<FileRead>,
) {
    for met in mets {
        let content = met
            .file
            .and_then(|file| read_one(&mut reader, known, &met.name, file));
        let file = FileRead {
            path: met.path,
            name: met.name,
            content: content.unwrap_or_else(Content::None),
        };
        if read.send(file).is_err() {
            return;
        }
    }
}

impl Reader {
    /// Reads one file by its path.
    pub fn read_path(&mut self, path: &Path, name: &str) -> FileRead {
        let content = Regular::open(path)
            .and_then(|file| read_one(self, &BTreeSet::new(), name, file))
            .unwrap_or_else(Content::None);
        FileRead {
            path: path.to_owned(),
            name: name.to_owned(),
            content,
        }
    }
}

fn read_one(
    reader: &mut Reader,
    known: &BTreeSet<String>,
    name: &str,
    file: Regular,
) -> Result<Content, String> {
    let bytes = file.bytes;
    let limit = reader.limits().file_bytes;
    if bytes > limit {
        let digest = file.digest().map_err(|error| error.to_string())?;
        let problem = Problem::TooLarge { bytes, limit };
        return Ok(Content::Items(vec![unread(name, (digest, bytes), problem)]));
    }
    let bytes = file.read().map_err(|error| error.to_string())?;
    if !known.is_empty() {
        let digest = blake3::hash(&bytes).to_hex().to_string();
        if known.contains(&digest) {
            return Ok(Content::Known(digest));
        }
    }
    let items = reader.read(name, &bytes);
    items
        .map(Content::Items)
        .map_err(|error| format!("the process that reads documents cannot be started: {error}"))
}
