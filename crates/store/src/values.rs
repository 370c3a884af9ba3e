//! Values between Rust and the database: whole numbers, typed texts, flags.

use std::str::FromStr;

use crate::StoreError;

/// A count as the database keeps it.
pub(crate) fn whole(what: &'static str, value: u64) -> Result<i64, StoreError> {
    i64::try_from(value).map_err(|error| StoreError::Unwritable {
        what,
        reason: error.to_string(),
    })
}

/// A count read back.
pub(crate) fn count(what: &'static str, value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|error| unreadable(what, &error))
}

/// A text read back as an id, a day, a digest.
pub(crate) fn parsed<T: FromStr<Err: std::fmt::Display>>(
    what: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    text.parse().map_err(|error| unreadable(what, &error))
}

/// The same for a text that may be missing.
pub(crate) fn parsed_option<T: FromStr<Err: std::fmt::Display>>(
    what: &'static str,
    text: Option<&str>,
) -> Result<Option<T>, StoreError> {
    text.map(|text| parsed(what, text)).transpose()
}

/// Refuses a text of white space.
pub(crate) fn not_blank(what: &'static str, text: &str) -> Result<(), StoreError> {
    if text.trim().is_empty() {
        Err(StoreError::Blank { what })
    } else {
        Ok(())
    }
}

pub(crate) fn unreadable(what: &'static str, reason: &impl ToString) -> StoreError {
    StoreError::Unreadable {
        what,
        reason: reason.to_string(),
    }
}
