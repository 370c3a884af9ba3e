//! Documents: read in a process of their own, registered as prints, found again in what leaves.
//!
//! The text of a registered document is never stored. The register in the store says what it is and to which
//! technology it belongs, the shelf in `content/` of the site holds its keyed prints, and the key is made from the
//! site's secret, which lies in neither.

mod files;
mod readers;
mod worker;

pub use readers::{FileRead, Readers};
pub use worker::{Reader, ReaderLimits, serve};
