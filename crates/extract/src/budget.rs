//! How much a file may cost before reading it stops with what was read so far.

use std::cell::Cell;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::Problem;

/// Bounds of one extraction, all files inside the file counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes that containers and compressed streams may unpack to.
    pub unpacked_bytes: u64,
    /// Bytes of text, as UTF-8.
    pub text_bytes: u64,
    /// How deep files are opened inside each other; the file itself is at depth 0.
    pub depth: u8,
    /// Files inside the file.
    pub parts: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            unpacked_bytes: 1 << 30,
            text_bytes: 64 << 20,
            depth: 3,
            parts: 10_000,
        }
    }
}

/// What is left of the limits. A clone shares them: what is counted by one is counted by all.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    limits: Limits,
    spent: Rc<Spent>,
}

#[derive(Debug, Default)]
struct Spent {
    unpacked: Cell<u64>,
    text: Cell<u64>,
    parts: Cell<u32>,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            spent: Rc::default(),
        }
    }

    /// Counts bytes that a container or compressed stream gave.
    pub(crate) fn unpacked(&mut self, bytes: u64) -> Result<(), Problem> {
        let unpacked = self.spent.unpacked.get().saturating_add(bytes);
        self.spent.unpacked.set(unpacked);
        let limit = self.limits.unpacked_bytes;
        if unpacked > limit {
            return Err(Problem::UnpacksTooFar { limit });
        }
        Ok(())
    }

    /// Bytes that may still be unpacked.
    pub(crate) fn unpacked_left(&self) -> u64 {
        let unpacked = self.spent.unpacked.get();
        self.limits.unpacked_bytes.saturating_sub(unpacked)
    }

    /// Bytes of text that still fit.
    pub(crate) fn text_left(&self) -> u64 {
        self.limits.text_bytes.saturating_sub(self.spent.text.get())
    }

    /// Counts text.
    pub(crate) fn text(&mut self, bytes: u64) -> Result<(), Problem> {
        let text = self.spent.text.get().saturating_add(bytes);
        self.spent.text.set(text);
        let limit = self.limits.text_bytes;
        if text > limit {
            return Err(Problem::TooMuchText { limit });
        }
        Ok(())
    }

    /// Whether a file at this depth would be opened.
    pub(crate) fn opens(&self, depth: u8) -> bool {
        depth <= self.limits.depth && self.spent.parts.get() < self.limits.parts
    }

    /// Why no file at this depth would be opened, if so.
    pub(crate) fn refuses(&self, depth: u8) -> Result<(), Problem> {
        if depth > self.limits.depth {
            return Err(Problem::TooDeep {
                limit: self.limits.depth,
            });
        }
        if self.spent.parts.get() >= self.limits.parts {
            return Err(Problem::TooManyParts {
                limit: self.limits.parts,
            });
        }
        Ok(())
    }

    /// Counts one file inside the file, at this depth.
    pub(crate) fn part(&mut self, depth: u8) -> Result<(), Problem> {
        self.refuses(depth)?;
        let parts = self.spent.parts.get();
        self.spent.parts.set(parts.saturating_add(1));
        Ok(())
    }
}
