//! How much a file may cost before reading it stops with what was read so far.

use crate::Problem;

/// Bounds of one extraction, all files inside the file counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// What is left of the limits.
#[derive(Debug)]
pub(crate) struct Budget {
    limits: Limits,
    unpacked: u64,
    text: u64,
    parts: u32,
}

impl Budget {
    pub(crate) const fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            unpacked: 0,
            text: 0,
            parts: 0,
        }
    }

    /// Counts bytes that a container or compressed stream gave.
    pub(crate) fn unpacked(&mut self, bytes: u64) -> Result<(), Problem> {
        self.unpacked = self.unpacked.saturating_add(bytes);
        let limit = self.limits.unpacked_bytes;
        if self.unpacked > limit {
            return Err(Problem::UnpacksTooFar { limit });
        }
        Ok(())
    }

    /// Bytes that may still be unpacked.
    pub(crate) const fn unpacked_left(&self) -> u64 {
        self.limits.unpacked_bytes.saturating_sub(self.unpacked)
    }

    /// Bytes of text that still fit.
    pub(crate) const fn text_left(&self) -> u64 {
        self.limits.text_bytes.saturating_sub(self.text)
    }

    /// Counts text.
    pub(crate) fn text(&mut self, bytes: u64) -> Result<(), Problem> {
        self.text = self.text.saturating_add(bytes);
        let limit = self.limits.text_bytes;
        if self.text > limit {
            return Err(Problem::TooMuchText { limit });
        }
        Ok(())
    }

    /// Whether a file at this depth would be opened.
    pub(crate) const fn opens(&self, depth: u8) -> bool {
        depth <= self.limits.depth && self.parts < self.limits.parts
    }

    /// Why no file at this depth would be opened, if so.
    pub(crate) const fn refuses(&self, depth: u8) -> Result<(), Problem> {
        if depth > self.limits.depth {
            return Err(Problem::TooDeep {
                limit: self.limits.depth,
            });
        }
        if self.parts >= self.limits.parts {
            return Err(Problem::TooManyParts {
                limit: self.limits.parts,
            });
        }
        Ok(())
    }

    /// Counts one file inside the file, at this depth.
    pub(crate) fn part(&mut self, depth: u8) -> Result<(), Problem> {
        self.refuses(depth)?;
        self.parts = self.parts.saturating_add(1);
        Ok(())
    }
}
