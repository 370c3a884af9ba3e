//! What every reader hands back: counts that add up, rejected rows with their place, vault entries, staged files.

use std::path::PathBuf;

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
    /// Line in the file, counted from 1.
    pub line: u64,
    /// Column by name; empty where the whole row is wrong.
    pub column: String,
    /// What is wrong.
    pub reason: String,
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
    /// The refused rows, in file order.
    pub rejects: Vec<Reject>,
    /// The vault entries, sorted, once each.
    pub vault: Vec<VaultEntry>,
    /// The staged files.
    pub files: Vec<StagedFile>,
}
