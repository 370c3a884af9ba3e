//! Where the prints of registered texts are looked up: the index on disk, or a small one in memory.

mod memory;

pub use memory::MemoryShelf;

use crate::print::Tier;

/// A registered text by its number on the shelf; numbers are not used twice.
pub type Number = u32;

/// What the shelf knows of a registered text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    /// Characters of the text.
    pub length: u32,
    /// Different hashes of each tier, in the order of [`Tier::ALL`].
    pub hashes: [u32; 5],
    /// Text that many documents share (a template, a licence, a disclaimer): it is subtracted, never found.
    pub boilerplate: bool,
}

/// One place where a hash stands in a registered text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Which of the hashes asked for.
    pub asked: u32,
    /// The registered text.
    pub text: Number,
    /// The first character of the stretch.
    pub start: u32,
    /// The character after its last.
    pub end: u32,
}

/// Prints of registered texts, by hash.
pub trait Shelf {
    /// Every place of the given hashes, in the order of the hashes; they are sorted and each stands once. The places
    /// of one hash come text by text, and in each from its beginning.
    ///
    /// # Errors
    /// Where the shelf cannot be read; the text says what happened to which file.
    fn find(&self, tier: Tier, hashes: &[u64], hits: &mut dyn FnMut(Hit))
    -> Result<(), ShelfError>;

    /// How many texts are registered, boilerplate included.
    fn n_texts(&self) -> u64;

    /// What is known of a text.
    fn registered(&self, text: Number) -> Option<Registered>;
}

/// Why a shelf could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// The disk says no.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: std::path::PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A file is not what was written.
    #[error("{path}: {what}; register the documents again, or put back a copy of the folder")]
    Damaged {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A newer program wrote it.
    #[error("{path}: written in form {form} by a newer version of this program; update it")]
    Newer {
        /// The file.
        path: std::path::PathBuf,
        /// The form the file says it has.
        form: u32,
    },
    /// Another process holds the lock of writers.
    #[error("{path}: another process writes to this shelf; wait until it is done")]
    Busy {
        /// The lock.
        path: std::path::PathBuf,
    },
    /// Every number for a text was given away.
    #[error("{path}: no numbers for more texts are left; start another shelf")]
    Full {
        /// The folder.
        path: std::path::PathBuf,
    },
}
