//! The one writer of a shelf.

use std::fs::File;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::folder::Folder;
use super::manifest::Manifest;
use super::plan::{Size, plan};
use super::rewrite::{Source, rewrite};
use super::run::{POSTINGS, Run};
use super::segment::{Entry, Segment};
use super::state::State;
use crate::print::Prints;
use crate::shelf::{Number, Registered, ShelfError};

/// Adds to a shelf, forgets, and merges; while it lives, no other process can.
///
/// Each change is on the disk when its method returns; stopped at any point before, the shelf is as it was.
/// [`Writer::merge`] may run in a thread of its own beside the other methods.
#[derive(Debug)]
pub struct Writer {
    folder: Folder,
    _lock: File,
    /// Held while the shelf changes.
    state: Mutex<State>,
    /// Held while segments are replaced.
    replacing: Mutex<()>,
    /// Who waits to forget: merging stops for them.
    forgetting: AtomicUsize,
    run_postings: usize,
}

/// How merging ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// Nothing is left to merge.
    Done,
    /// Something was to be forgotten; merge again afterwards.
    Interrupted,
}

impl Writer {
    /// Takes the lock and removes what an earlier writer left unfinished.
    pub(super) fn open(folder: &Folder) -> Result<Self, ShelfError> {
        let lock = folder.lock()?;
        let state = State::read(folder, &Arc::default())?;
        let segments = &state.manifest.segments;
        folder.sweep(|id| segments.iter().any(|entry| entry.id == id))?;
        Ok(Self {
            folder: folder.clone(),
            _lock: lock,
            state: Mutex::new((*state).clone()),
            replacing: Mutex::default(),
            forgetting: AtomicUsize::new(0),
            run_postings: POSTINGS,
        })
    }

    /// Adds texts, all or none, and gives their numbers in the order of the texts.
    ///
    /// The texts may be made as they are asked for: at most a few million postings are kept in memory.
    /// Making them must not use this writer. Bits of a hash above [`crate::HASH_BITS`] are not kept.
    ///
    /// # Errors
    /// Where the disk says no, or the numbers are used up; then nothing was added.
    pub fn add(
        &self,
        texts: impl IntoIterator<Item = (Registered, Prints)>,
    ) -> Result<Range<Number>, ShelfError> {
        let mut state = locked(&self.state);
        let first = state.manifest.next_text;
        let mut next = first;
        let mut made = Vec::new();
        let mut run = Run::default();
        let outcome = texts.into_iter().try_for_each(|(facts, prints)| {
            let number = next;
            next = number.checked_add(1).ok_or_else(|| ShelfError::Full {
                path: self.folder.path().to_owned(),
            })?;
            run.push(number, facts, &prints);
            if run.is_full(self.run_postings) {
                made.push(self.write(&mut state, std::mem::take(&mut run))?);
            }
            Ok(())
        });
        let outcome = outcome.and_then(|()| {
            if !run.is_empty() {
                made.push(self.write(&mut state, run)?);
            }
            Ok(())
        });
        let ids: Vec<u64> = made.iter().map(|entry| entry.id).collect();
        let committed = outcome.and_then(|()| {
            if made.is_empty() {
                return Ok(());
            }
            let mut manifest = state.manifest.clone();
            manifest.next_text = next;
            manifest.segments.append(&mut made);
            self.commit(&mut state, manifest)
        });
        self.discard_unnamed(&state, &ids, committed)?;
        Ok(first..next)
    }

    /// Removes texts, and every trace of them in the folder; says how many were there.
    ///
    /// When it returns, no file of the folder holds anything of them. A snapshot taken before still shows them until
    /// it is dropped, and the disk may keep the bytes of removed files until it needs the room.
    ///
    /// # Errors
    /// Where the disk says no: either all of them are still there, or none but some file could not be removed; forget
    /// them again.
    pub fn forget(&self, numbers: impl IntoIterator<Item = Number>) -> Result<u64, ShelfError> {
        let mut numbers: Vec<Number> = numbers.into_iter().collect();
        numbers.sort_unstable();
        numbers.dedup();
        self.forgetting.fetch_add(1, Ordering::SeqCst);
        let replacing = locked(&self.replacing);
        self.forgetting.fetch_sub(1, Ordering::SeqCst);
        let mut state = locked(&self.state);
        let mut manifest = state.manifest.clone();
        let (mut replaced, mut made) = (Vec::new(), Vec::new());
        let mut forgotten = 0;
        let outcome = state.segments.clone().iter().try_for_each(|segment| {
            let here = texts_in(segment, &numbers);
            if here.is_empty() {
                return Ok(());
            }
            forgotten += here.len() as u64;
            let source = Source::new(segment, &here);
            replaced.push(segment.entry.id);
            let new = match source.n_texts() {
                0 => None,
                // It is never told to stop, so there is a new segment.
                _ => rewrite(&self.folder, next_id(&mut state), vec![source], &|| false)?,
            };
            made.extend(new.map(|entry| entry.id));
            let place = manifest
                .segments
                .iter()
                .position(|entry| *entry == segment.entry);
            if let Some(place) = place {
                manifest.segments.splice(place..=place, new);
            }
            Ok(())
        });
        let committed = outcome.and_then(|()| {
            if replaced.is_empty() {
                return Ok(());
            }
            self.commit(&mut state, manifest)
        });
        self.discard_unnamed(&state, &made, committed)?;
        // Also what an earlier failure left, if anything: it may hold the texts.
        let segments = &state.manifest.segments;
        self.folder
            .sweep(|id| segments.iter().any(|entry| entry.id == id))?;
        self.folder.sync()?;
        drop(replacing);
        Ok(forgotten)
    }

    /// Merges segments of similar size until none is left to merge, so that looking up stays fast.
    ///
    /// Readers keep their snapshots, and texts may be added meanwhile.
    ///
    /// # Errors
    /// Where the disk says no or a segment is damaged; the shelf is as it was.
    pub fn merge(&self) -> Result<Merged, ShelfError> {
        loop {
            let _replacing = locked(&self.replacing);
            if self.is_forgetting() {
                return Ok(Merged::Interrupted);
            }
            let (sources, id) = {
                let mut state = locked(&self.state);
                let Some(range) = plan(&sizes(&state)) else {
                    return Ok(Merged::Done);
                };
                let chosen = state.segments.get(range).unwrap_or_default().to_vec();
                (chosen, next_id(&mut state))
            };
            let whole = sources.iter().map(|segment| Source::new(segment, &[]));
            let made = rewrite(&self.folder, id, whole.collect(), &|| self.is_forgetting())?;
            let Some(made) = made else {
                return Ok(Merged::Interrupted);
            };
            self.replace(&sources, made)?;
        }
    }

    /// Puts one segment in the place of neighbours; only adding can have happened since they were chosen.
    fn replace(&self, old: &[Arc<Segment>], new: Entry) -> Result<(), ShelfError> {
        let mut state = locked(&self.state);
        let mut manifest = state.manifest.clone();
        let is_old = |entry: &Entry| old.iter().any(|segment| segment.entry == *entry);
        let place = manifest.segments.iter().position(is_old);
        manifest.segments.retain(|entry| !is_old(entry));
        manifest.segments.insert(place.unwrap_or(0), new);
        let committed = self.commit(&mut state, manifest);
        self.discard_unnamed(&state, &[new.id], committed)?;
        old.iter()
            .try_for_each(|segment| self.folder.remove_segment(segment.entry.id))
    }

    fn write(&self, state: &mut State, run: Run) -> Result<Entry, ShelfError> {
        run.write(&self.folder, next_id(state))
    }

    /// Makes a manifest the one in force; where it fails, the one before stays, in memory as on the disk.
    fn commit(&self, state: &mut State, mut manifest: Manifest) -> Result<(), ShelfError> {
        manifest.next_segment = state.manifest.next_segment;
        let new = State::open(&self.folder, manifest, state)?;
        self.folder.replace_manifest(&new.manifest.bytes())?;
        *state = new;
        self.folder.sync()
    }

    /// Passes an outcome on; where it is a failure, files that the manifest in force does not name are removed.
    fn discard_unnamed(
        &self,
        state: &State,
        made: &[u64],
        outcome: Result<(), ShelfError>,
    ) -> Result<(), ShelfError> {
        let is_named = |id| state.manifest.segments.iter().any(|entry| entry.id == id);
        if outcome.is_err() {
            for id in made.iter().filter(|id| !is_named(**id)) {
                // The failure is told; a file that cannot be removed either is swept by the next writer.
                let _ = self.folder.remove_segment(*id);
            }
        }
        outcome
    }

    fn is_forgetting(&self) -> bool {
        self.forgetting.load(Ordering::SeqCst) > 0
    }

    /// Makes segments of so few postings that tests see many.
    #[cfg(test)]
    pub(super) fn with_small_runs(mut self, postings: usize) -> Self {
        self.run_postings = postings;
        self
    }

    /// Lets so many wait to forget.
    #[cfg(test)]
    pub(super) fn pretend_to_forget(&self, waiting: usize) {
        self.forgetting.store(waiting, Ordering::SeqCst);
    }
}

/// The number of a new segment; it is not given again, even if nothing comes of it.
fn next_id(state: &mut State) -> u64 {
    let id = state.manifest.next_segment;
    state.manifest.next_segment = id.saturating_add(1);
    id
}

/// Those of the numbers that a segment holds.
fn texts_in(segment: &Segment, numbers: &[Number]) -> Vec<Number> {
    let held = numbers.iter().copied();
    held.filter(|number| segment.find_text(*number).is_some())
        .collect()
}

fn sizes(state: &State) -> Vec<Size> {
    let size = |segment: &Arc<Segment>| Size {
        weight: segment
            .n_all_postings()
            .saturating_add(segment.n_texts() as u64),
        extent: segment.extent(),
    };
    state.segments.iter().map(size).collect()
}

/// A lock; what it guards is whole even if a thread failed while it held it.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
