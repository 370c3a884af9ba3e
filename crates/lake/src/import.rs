//! What every reader hands back: counts that add up, rejected rows with their place, vault entries, staged files.

use std::path::PathBuf;

use crate::detector::grouped;

/// How many rows a reader met: `read = stored + rejected + folded`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows (or statements) in the file.
    pub read: u64,
    /// Rows that reached a table.
    pub stored: u64,
    /// Rows refused with a reason.
    pub rejected: u64,
    /// Rows that repeat or continue another and are represented by it (snapshots, replaced statements).
    pub folded: u64,
}

/// A refused row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The file it stands in, where an import reads several.
    pub file: Option<&'static str>,
    /// Line in the file, counted from 1.
    pub line: u64,
    /// Column by name; empty where the whole row is wrong.
    pub column: String,
    /// What is wrong.
    pub reason: String,
}

/// How many refused rows of a file are kept with their place and reason; those behind them are counted only.
pub const REJECTS_KEPT: usize = 10_000;

/// The longest column name or reason of a refused row, in characters.
const TEXT_KEPT: usize = 500;

/// The first refused rows of a file, in the order in which they were met.
///
/// A file may be wrong from its first row to its hundred-millionth: what is kept of it has a bound.
///
/// ```
/// use bongsu_lake::import::{Reject, Rejects};
///
/// let mut rejects = Rejects::keeping(2);
/// for line in 1..=5 {
///     rejects.push(Reject::new(line, "", "wrong"));
/// }
/// let lines: Vec<u64> = rejects.into_first().iter().map(|reject| reject.line).collect();
/// assert_eq!(lines, [1, 2]);
/// ```
#[derive(Clone, Debug)]
pub struct Rejects {
    most: usize,
    first: Vec<Reject>,
}

/// Something that belongs to the vault and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VaultEntry {
    /// The pseudonym analytics see.
    pub pseudonym: String,
    /// `person`, `name`, `account` or `address`.
    pub kind: &'static str,
    /// The value.
    pub value: String,
}

/// A Parquet file written beside the lake, not yet part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedFile {
    /// The table it belongs to.
    pub table: String,
    /// Where it lies.
    pub path: PathBuf,
    /// `YYYY-MM` for activity.
    pub month: Option<String>,
    /// Rows in it.
    pub rows: u64,
}

/// Everything a reader leaves behind for one file.
#[derive(Debug, Default)]
pub struct Imported {
    /// The counts.
    pub counts: Counts,
    /// The first [`REJECTS_KEPT`] refused rows, in file order.
    pub rejects: Vec<Reject>,
    /// The vault entries, sorted, once each.
    pub vault: Vec<VaultEntry>,
    /// The staged files.
    pub files: Vec<StagedFile>,
}

impl Reject {
    /// A refused row of the file that is read.
    pub fn new(line: u64, column: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            file: None,
            line,
            column: column.into(),
            reason: reason.into(),
        }
    }
}

impl Rejects {
    /// A list that keeps so many.
    pub fn keeping(most: usize) -> Self {
        Self {
            most,
            first: Vec::new(),
        }
    }

    /// Keeps a refused row while there is room for it.
    pub fn push(&mut self, mut reject: Reject) {
        if self.first.len() < self.most {
            cut(&mut reject.column);
            cut(&mut reject.reason);
            self.first.push(reject);
        }
    }

    /// What was kept.
    pub fn into_first(self) -> Vec<Reject> {
        self.first
    }
}

impl Default for Rejects {
    fn default() -> Self {
        Self::keeping(REJECTS_KEPT)
    }
}

impl Extend<Reject> for Rejects {
    fn extend<T: IntoIterator<Item = Reject>>(&mut self, rejects: T) {
        for reject in rejects {
            self.push(reject);
        }
    }
}

/// Says how many refused rows are not listed, where there are any.
///
/// ```
/// use bongsu_lake::import::further_rejects;
///
/// assert_eq!(further_rejects(3, 3), None);
/// let said = further_rejects(10_000, 100_000_000).unwrap();
/// assert_eq!(said, "… and 99,990,000 more: only the first 10,000 are listed");
/// ```
pub fn further_rejects(n_listed: u64, n_rejected: u64) -> Option<String> {
    let further = n_rejected.checked_sub(n_listed).filter(|n| *n > 0)?;
    Some(format!(
        "… and {} more: only the first {} are listed",
        grouped(&further.to_string()),
        grouped(&n_listed.to_string())
    ))
}

fn cut(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(TEXT_KEPT) {
        text.truncate(end);
        text.push('…');
        text.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_as_long_as_a_file_is_cut() {
        let mut rejects = Rejects::default();
        rejects.push(Reject::new(1, "열".repeat(1 << 20), "wrong"));
        let first = rejects.into_first();
        assert_eq!(first[0].column.chars().count(), TEXT_KEPT + 1);
        assert_eq!(first[0].reason, "wrong");
    }
}
