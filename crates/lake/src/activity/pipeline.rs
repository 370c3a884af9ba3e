//! One log through the pipeline: a reader cuts blocks, workers parse and write, blocks are gathered in file order.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::path::Path;

use bongsu_model::{Keyring, Zone};
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::block::Block;
use super::cert::{CertLog, CertParser, LayoutError};
use super::clock::LocalClock;
use super::split::{RawBlock, Splitter};
use super::target::Surroundings;
use super::writer::{ActivityWriter, Flush, WriteError};
use crate::import::{Counts, Imported, Rejects, StagedFile};

/// Blocks cut but not yet parsed, at most.
const AHEAD: usize = 4;

/// Months handed out but not yet written, at most.
const FLUSHES: usize = 2;

/// What an import of a CERT log needs.
#[derive(Debug)]
pub struct CertImport<'a> {
    /// The holder's domains, cloud hosts and path rules.
    pub around: &'a Surroundings,
    /// The site's keys.
    pub keys: &'a Keyring,
    /// The zone of the log's wall clocks.
    pub source_zone: &'a Zone,
    /// The zone of the site's days.
    pub site_zone: &'a Zone,
    /// Where files are staged.
    pub staging: &'a Path,
    /// What staged files are called.
    pub prefix: &'a str,
    /// Short digest of the log.
    pub source: String,
}

/// Why a log was not imported; nothing of it is kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The header fits no known log.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// The header is not text.
    #[error("the first line is not UTF-8 text\nhint: is this a CSV file?")]
    Header,
    /// Reading failed.
    #[error("could not read on: {0}\nhint: the file may be cut; nothing of it was kept")]
    Read(#[from] io::Error),
    /// Writing failed.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Too many dates with a month over 12.
    #[error(
        "{swapped} of {read} rows have a month over 12: the dates look like DD/MM/YYYY where MM/DD/YYYY is wanted\n\
         hint: nothing was imported, because the other rows would be read wrongly; import with a mapping that \
         gives the time format"
    )]
    Swapped {
        /// Rows with a month over 12.
        swapped: u64,
        /// All rows.
        read: u64,
    },
    /// A worker stopped: a fault of the program.
    #[error("internal: an import worker stopped early")]
    Worker,
}

#[expect(
    clippy::large_enum_variant,
    reason = "few are in flight, and nearly all are blocks"
)]
enum Done {
    Parsed(u64, Block),
    Wrote(Result<StagedFile, WriteError>),
    Failed(io::Error),
    End(u64),
}

/// Imports one log; `progress` hears the rows read so far.
pub fn import_cert(
    input: impl BufRead + Send,
    request: &CertImport<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<Imported, ImportError> {
    let mut splitter = Splitter::new(input);
    let header = splitter.header()?;
    let header = std::str::from_utf8(&header).map_err(|_not_text| ImportError::Header)?;
    let log = CertLog::from_header(header)?;
    let mut gather = Gather::new(request);
    std::thread::scope(|scope| {
        let (raw_in, raw_out) = bounded::<(u64, RawBlock)>(AHEAD);
        let (flush_in, flush_out) = unbounded::<Flush>();
        let (done_in, done_out) = unbounded::<Done>();
        let reader_done = done_in.clone();
        scope.spawn(move || read(splitter, &raw_in, &reader_done));
        for _ in 0..2 {
            let (raw, flush, done) = (raw_out.clone(), flush_out.clone(), done_in.clone());
            let log = &log;
            scope.spawn(move || work(log, request, (&raw, &flush), &done));
        }
        // Only threads hold senders now: a closed channel means that no one is left.
        drop((raw_out, flush_out, done_in));
        let outcome = gather.run(&done_out, &flush_in, progress);
        // On failure no one listens any more: workers end at their next block, and the reader with them.
        drop((flush_in, done_out));
        outcome
    })?;
    gather.imported()
}

/// Cuts blocks until the end or until no one listens.
fn read<R: BufRead>(
    mut splitter: Splitter<R>,
    blocks: &Sender<(u64, RawBlock)>,
    done: &Sender<Done>,
) {
    let mut n = 0;
    loop {
        match splitter.next_block() {
            Ok(Some(block)) => {
                if blocks.send((n, block)).is_err() {
                    return;
                }
                n += 1;
            }
            Ok(None) => {
                // A receiver that is gone has failed already.
                let _gone = done.send(Done::End(n));
                return;
            }
            Err(error) => {
                let _gone = done.send(Done::Failed(error));
                return;
            }
        }
    }
}

/// Writes months first, because they hold memory, and parses blocks otherwise.
fn work(
    log: &CertLog,
    request: &CertImport<'_>,
    (blocks, flushes): (&Receiver<(u64, RawBlock)>, &Receiver<Flush>),
    done: &Sender<Done>,
) {
    let clock = LocalClock::new(request.source_zone.clone(), request.site_zone.clone());
    let mut parser = CertParser::new(log, request.around, clock);
    let (mut more_blocks, mut more_flushes) = (true, true);
    let (never_block, never_flush) = (crossbeam_channel::never(), crossbeam_channel::never());
    while more_blocks || more_flushes {
        let sent = if let Ok(flush) = flushes.try_recv() {
            done.send(Done::Wrote(flush.write()))
        } else {
            crossbeam_channel::select! {
                recv(if more_flushes { flushes } else { &never_flush }) -> flush => if let Ok(flush) = flush {
                    done.send(Done::Wrote(flush.write()))
                } else {
                    more_flushes = false;
                    Ok(())
                },
                recv(if more_blocks { blocks } else { &never_block }) -> block => if let Ok((n, raw)) = block {
                    done.send(Done::Parsed(n, parser.parse(raw)))
                } else {
                    more_blocks = false;
                    Ok(())
                },
            }
        };
        if sent.is_err() {
            return;
        }
    }
}

/// Gathers parsed blocks in file order.
struct Gather {
    writer: ActivityWriter,
    waiting: BTreeMap<u64, Block>,
    next: u64,
    end: Option<u64>,
    flying: usize,
    queued: Vec<Flush>,
    counts: Counts,
    swapped: u64,
    rejects: Rejects,
    files: Vec<StagedFile>,
}

impl Gather {
    fn new(request: &CertImport<'_>) -> Self {
        let source = request.source.clone();
        Self {
            writer: ActivityWriter::new(
                request.staging,
                request.prefix,
                source,
                request.keys.clone(),
            ),
            waiting: BTreeMap::new(),
            next: 0,
            end: None,
            flying: 0,
            queued: Vec::new(),
            counts: Counts::default(),
            swapped: 0,
            rejects: Rejects::default(),
            files: Vec::new(),
        }
    }

    fn run(
        &mut self,
        done: &Receiver<Done>,
        flushes: &Sender<Flush>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), ImportError> {
        loop {
            match done.recv() {
                Ok(Done::Parsed(n, block)) => {
                    self.waiting.insert(n, block);
                    while let Some(block) = self.waiting.remove(&self.next) {
                        self.next += 1;
                        self.gather(block);
                        progress(self.counts.read);
                    }
                }
                Ok(Done::Wrote(file)) => {
                    self.files.push(file?);
                    self.flying -= 1;
                }
                Ok(Done::Failed(error)) => return Err(error.into()),
                Ok(Done::End(n)) => self.end = Some(n),
                Err(_) => return Err(ImportError::Worker),
            }
            if self.end == Some(self.next) {
                let last = self.writer.finish();
                self.queued.extend(last);
            }
            while self.flying < FLUSHES && !self.queued.is_empty() {
                self.flying += 1;
                flushes
                    .send(self.queued.remove(0))
                    .map_err(|_closed| ImportError::Worker)?;
            }
            if self.end == Some(self.next) && self.flying == 0 && self.queued.is_empty() {
                return Ok(());
            }
        }
    }

    fn gather(&mut self, mut block: Block) {
        self.counts.read += block.read;
        self.counts.stored += block.len() as u64;
        self.counts.rejected += block.read - block.len() as u64;
        self.swapped += block.swapped;
        // Blocks come in file order, and the first rows of the file are those that are kept.
        block.rejects.sort_by_key(|reject| reject.line);
        self.rejects.extend(block.rejects.drain(..));
        self.queued.extend(self.writer.take(block));
    }

    fn imported(mut self) -> Result<Imported, ImportError> {
        let Counts { read, .. } = self.counts;
        // A few wrong rows are rejects; one row in fifty means that the whole file is written the other way round.
        if self.swapped > 0 && self.swapped * 50 >= read {
            return Err(ImportError::Swapped {
                swapped: self.swapped,
                read,
            });
        }
        let mut rejects = self.rejects.into_first();
        rejects.sort_by_key(|reject| reject.line);
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Imported {
            counts: self.counts,
            rejects,
            vault: self.writer.vault(),
            files: self.files,
        })
    }
}
