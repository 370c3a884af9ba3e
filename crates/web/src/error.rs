//! What can go wrong while a page is made.

/// A page could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// The template failed.
    #[error("the page of `{page}` could not be written: report this with the same answer as JSON")]
    Template {
        /// The case id, `index`, or the party asked about.
        page: String,
        /// What the template engine says.
        #[source]
        source: askama::Error,
    },
}
