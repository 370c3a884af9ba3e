//! Why a file, or something in it, could not be read: answers for people, never a silence.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a file, or something in it, could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// Encrypted with a password that is not at hand.
    #[error("password")]
    Password,
    /// Wrapped by a product for rights management.
    #[error("DRM wrapper {0}")]
    Wrapped(String),
    /// Pages that are pictures and have no text; reading pictures is not done.
    #[error("image only, {pages} {}", if *.pages == 1 { "page" } else { "pages" })]
    ImageOnly {
        /// Pages that have a picture and no text.
        pages: u32,
    },
    /// The file breaks the rules of its format.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The end of the file is missing.
    #[error("cut off: {0}")]
    CutOff(String),
    /// A format that is known and not read.
    #[error("format not read: {0}")]
    NotRead(String),
    /// Bytes of no known format.
    #[error("unknown format")]
    Unknown,
    /// Nothing in it.
    #[error("empty file")]
    Empty,
    /// The reader failed.
    #[error("the reader failed: {0}")]
    Failed(String),
    /// The process that read it ended before it answered.
    #[error("the process that read it ended: {0}")]
    Crashed(String),
    /// Reading took longer than the limit.
    #[error("stopped after {seconds} s")]
    TooSlow {
        /// Seconds allowed.
        seconds: u64,
    },
    /// A file larger than the limit.
    #[error("{} MiB, more than the limit of {} MiB", bytes >> 20, limit >> 20)]
    TooLarge {
        /// Bytes of the file.
        bytes: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// More unpacked bytes than the limit.
    #[error("stopped where it unpacked to more than {} MiB", limit >> 20)]
    UnpacksTooFar {
        /// Bytes allowed.
        limit: u64,
    },
    /// More text than the limit.
    #[error("stopped at {} MiB of text", limit >> 20)]
    TooMuchText {
        /// Bytes allowed.
        limit: u64,
    },
    /// Files inside each other, deeper than the limit.
    #[error("files inside files are opened {limit} deep, this one lies deeper")]
    TooDeep {
        /// Depth allowed.
        limit: u8,
    },
    /// More files inside than the limit.
    #[error("stopped after {limit} files inside it")]
    TooManyParts {
        /// Files allowed.
        limit: u32,
    },
}

impl Problem {
    /// Whether another reading, with other limits, may give more.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        self.is_limit() || matches!(self, Self::Crashed(_) | Self::Failed(_))
    }

    /// Whether reading stopped because a limit was reached.
    #[must_use]
    pub const fn is_limit(&self) -> bool {
        matches!(
            self,
            Self::TooSlow { .. }
                | Self::TooLarge { .. }
                | Self::UnpacksTooFar { .. }
                | Self::TooMuchText { .. }
                | Self::TooDeep { .. }
                | Self::TooManyParts { .. }
        )
    }
}
