//! Documents: read in a process of their own, registered as prints, found again in what leaves.
//!
//! The text of a registered document is never stored. The register in the store says what it is and to which
//! technology it belongs, the shelf in `content/` of the site holds its keyed prints, and the key is made from the
//! site's secret, which lies in neither.

mod captured;
mod files;
mod inspect;
mod marks;
mod opposed;
mod places;
mod readers;
mod register;
mod relation;
mod text;
mod worker;

pub use bongsu_content::percent;
pub(crate) use captured::{CONTENT_MATCH, Captured, add_content, name_technologies};
pub use inspect::{
    DocumentSeen, Inspection, Inspector, PassageSeen, Sure, TechnologySeen, Unread, Verdict,
};
pub use marks::Mark;
pub use readers::{Content, FileRead, Readers};
pub(crate) use register::register_state;
pub use register::{FileOutcome, Outcome, Registration, forget, register};
pub(crate) use relation::add_register;
pub use relation::{TechnologyRow, technologies};
pub use text::wrappers_without;
pub use worker::{Reader, ReaderLimits, serve};

use bongsu_content::ShelfError;
use bongsu_model::ParseDigestError;
use bongsu_store::StoreError;

use crate::SiteError;

/// Why documents cannot be registered or looked for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContentError {
    /// The site is locked.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The register cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The shelf cannot be read or written.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// A digest is none.
    #[error(transparent)]
    Digest(#[from] ParseDigestError),
    /// The tables of the site cannot be read.
    #[error("{0}")]
    Tables(String),
    /// What was seen cannot be kept.
    #[error("what was seen cannot be kept: {0}")]
    Json(#[from] serde_json::Error),
    /// The process that reads answered nothing.
    #[error(
        "the process that reads documents answered nothing\nhint: try again; if it stays so, bongsu extract FILE says more"
    )]
    Nothing,
}
