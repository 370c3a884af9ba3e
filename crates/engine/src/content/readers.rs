//! Many files read by a few processes at once, answered in order.

use std::path::{Path, PathBuf};
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
    /// Its items, the file itself first; or why it is no file that can be read.
    pub items: Result<Vec<Item>, String>,
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

    /// Reads every file under the given paths; `each` hears them in the order of the walk.
    ///
    /// # Errors
    /// What `each` returns; the rest is then not read.
    pub fn read<E>(
        &self,
        given: &[PathBuf],
        each: &mut dyn FnMut(FileRead) -> Result<(), E>,
    ) -> Result<(), E> {
        let count = self.count.max(1);
        std::thread::scope(|scope| {
            let mut to = Vec::new();
            let mut from = Vec::new();
            for _ in 0..count {
                let (met, mets) = sync_channel(1);
                let (read, reads) = sync_channel(1);
                scope.spawn(move || work(self.one(), &mets, &read));
                to.push(met);
                from.push(reads);
            }
            scope.spawn(move || {
                let mut turn = to.iter().cycle();
                // Nobody listens any more: the walk ends.
                let _end = walk(given, &mut |met| {
                    let sent = turn.next().and_then(|to| to.send(met).ok());
                    sent.ok_or(())
                });
            });
            for reads in from.iter().cycle() {
                let Ok(file) = reads.recv() else { break };
                each(file)?;
            }
            Ok(())
        })
    }
}

fn work(mut reader: Reader, mets: &Receiver<Met>, read: &SyncSender<FileRead>) {
    for met in mets {
        let items = met
            .file
            .and_then(|file| read_one(&mut reader, &met.name, file));
        let file = FileRead {
            path: met.path,
            name: met.name,
            items,
        };
        if read.send(file).is_err() {
            return;
        }
    }
}

impl Reader {
    /// Reads one file by its path.
    pub fn read_path(&mut self, path: &Path, name: &str) -> Result<Vec<Item>, String> {
        Regular::open(path).and_then(|file| read_one(self, name, file))
    }
}

fn read_one(reader: &mut Reader, name: &str, file: Regular) -> Result<Vec<Item>, String> {
    let bytes = file.bytes;
    let limit = reader.limits().file_bytes;
    if bytes > limit {
        let digest = file.digest().map_err(|error| error.to_string())?;
        let problem = Problem::TooLarge { bytes, limit };
        return Ok(vec![unread(name, (digest, bytes), problem)]);
    }
    let bytes = file.read().map_err(|error| error.to_string())?;
    let items = reader.read(name, &bytes);
    items.map_err(|error| format!("the process that reads documents cannot be started: {error}"))
}
