//! Statements parsed ahead of those who write them, on a thread of their own.

use std::path::Path;

use super::split::{Found, Statements};
use crate::records::ReadError;

/// Statements that are handed over together, and the bytes after which fewer are.
const MOST_STATEMENTS: usize = 256;
const MOST_BYTES: usize = 1 << 20;

/// Batches that wait; with the largest statements that is how much is held.
const BATCHES: usize = 4;

struct Batch {
    found: Vec<Found>,
    position: u64,
}

/// Gives each statement of a file in file order; `progress` hears how far the file was read.
pub(super) fn each(
    path: &Path,
    progress: &mut dyn FnMut(u64),
    mut take: impl FnMut(Found) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut statements = Statements::open(path)?;
    std::thread::scope(|scope| {
        let (sender, receiver) = crossbeam_channel::bounded(BATCHES);
        scope.spawn(move || {
            loop {
                let batch = next_batch(&mut statements);
                let is_last = batch.as_ref().map_or(true, |batch| batch.found.is_empty());
                // Where nobody listens any more, reading has stopped for a reason of its own.
                if sender.send(batch).is_err() || is_last {
                    break;
                }
            }
        });
        for batch in receiver {
            let batch = batch?;
            for found in batch.found {
                take(found)?;
            }
            progress(batch.position);
        }
        Ok(())
    })
}

fn next_batch(statements: &mut Statements) -> Result<Batch, ReadError> {
    let mut batch = Batch {
        found: Vec::with_capacity(MOST_STATEMENTS),
        position: 0,
    };
    let mut n_bytes = 0;
    while batch.found.len() < MOST_STATEMENTS && n_bytes < MOST_BYTES {
        let Some(found) = statements.next_statement()? else {
            break;
        };
        n_bytes += found.n_bytes;
        batch.found.push(found);
    }
    batch.position = statements.position();
    Ok(batch)
}
