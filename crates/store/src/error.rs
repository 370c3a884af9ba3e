//! What can go wrong with the store, named by what happened and what to do next.
//!
//! Errors of the driver are told apart here, once: a full disk, a read-only disk, a busy or damaged database have
//! their own variants, and the rest keeps the driver's text.

use std::path::PathBuf;

use bongsu_model::{CaseId, FindingId};

/// Why the store refused or failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no database at the path.
    #[error("`{}` does not exist; hint: create the site with `bongsu init`", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file cannot be opened or created.
    #[error("`{}` cannot be opened; hint: check that its directory exists and that you may write there", path.display())]
    CannotOpen {
        /// The database.
        path: PathBuf,
        /// What the driver says.
        #[source]
        source: Box<sqlx::Error>,
    },
    /// The file is something else.
    #[error("`{}` is not a database of bongsu; hint: name the site's `bongsu.db`, or move the file away", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// A newer program wrote the database.
    #[error(
        "`{}` was written by a newer bongsu (schema {found}, this program knows {known}); \
         hint: use that version or a later one",
        path.display()
    )]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// A judgement about one thing.
    #[error("`{what}` is on both sides: a judgement is about two names or parties")]
    OneSide {
        /// What is on both sides.
        what: String,
    },
    /// An older program wrote the database, and it was opened for reading only.
    #[error(
        "`{}` was written by an older bongsu (schema {found}, this program reads {known}); \
         hint: run a command that writes, such as `bongsu source list`, once",
        path.display()
    )]
    Older {
        /// The database.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The schema this program reads.
        known: i64,
    },
    /// A migration that the database has differs from the one of this program.
    #[error(
        "schema step {version} of `{}` differs from this program's; \
         hint: the database was made by an unreleased build, import again into a new site",
        path.display()
    )]
    OtherSchema {
        /// The database.
        path: PathBuf,
        /// The migration.
        version: i64,
    },
    /// The disk or the database may only be read.
    #[error(
        "the database is read-only; hint: check the rights on `bongsu.db` and its directory, or copy the site"
    )]
    ReadOnly,
    /// The disk is full.
    #[error(
        "the disk is full, nothing was changed; hint: free some space and run the command again"
    )]
    DiskFull,
    /// The disk failed under the database.
    #[error(
        "the disk failed; hint: check the disk, its free space and its rights, then run the command again"
    )]
    Disk(#[source] Box<sqlx::Error>),
    /// Another process holds the database for longer than the waiting time.
    #[error(
        "another process is writing to this site, nothing was changed; hint: wait for it to end and run again"
    )]
    Busy,
    /// The database's pages do not fit together.
    #[error(
        "the database is damaged; hint: restore `bongsu.db` from a copy, or import again into a new site"
    )]
    Damaged,
    /// A row breaks a rule of the schema.
    #[error("the database refused a row: {rule}")]
    Refused {
        /// The rule, as the database names it.
        rule: String,
    },
    /// Any other failure of the database.
    #[error("the database failed")]
    Database(#[source] Box<sqlx::Error>),
    /// A stored value does not read as what it should be.
    #[error(
        "the stored {what} cannot be read: {reason}; hint: use the bongsu version that wrote it, or a later one"
    )]
    Unreadable {
        /// What it should be.
        what: &'static str,
        /// Why it is not.
        reason: String,
    },
    /// A value cannot be stored so that it reads back.
    #[error("the {what} cannot be stored: {reason}")]
    Unwritable {
        /// What it is.
        what: &'static str,
        /// Why not.
        reason: String,
    },
    /// A text that must say something is blank.
    #[error("{what} is empty; hint: say it in a few words")]
    Blank {
        /// What is blank.
        what: &'static str,
    },
    /// A source exists with other terms.
    #[error(
        "source `{name}` exists with other terms; hint: see `bongsu source show {name}`, or use another name"
    )]
    SourceExists {
        /// The source.
        name: String,
    },
    /// A source is not known.
    #[error(
        "source `{name}` is not known; hint: `bongsu source add {name}` with basis, purpose, notice and retention"
    )]
    UnknownSource {
        /// The source.
        name: String,
    },
    /// The same bytes are in the store.
    #[error("these bytes were imported before as `{import}`")]
    AlreadyImported {
        /// The earlier import.
        import: String,
    },
    /// The id of an import is taken.
    #[error(
        "the import id `{import}` is taken; hint: an import that replaces another needs its own id"
    )]
    ImportExists {
        /// The id.
        import: String,
    },
    /// The counts of an import do not add up.
    #[error(
        "{read} rows read are not {stored} stored + {rejected} rejected + {folded} folded; nothing was imported"
    )]
    CountsDiffer {
        /// Rows read.
        read: u64,
        /// Rows stored.
        stored: u64,
        /// Rows rejected.
        rejected: u64,
        /// Rows folded into others.
        folded: u64,
    },
    /// More rejects are given than rows were rejected.
    #[error("{given} rejects are given for {rejected} rejected rows; nothing was imported")]
    RejectsDiffer {
        /// Rejects given.
        given: u64,
        /// Rows rejected.
        rejected: u64,
    },
    /// The id of a run is taken by a run on other inputs.
    #[error("the run id `{run}` is taken by a run on other inputs; hint: give each run its own id")]
    RunExists {
        /// The id.
        run: String,
    },
    /// A run is not known.
    #[error("run `{run}` is not known")]
    UnknownRun {
        /// The id.
        run: String,
    },
    /// One run gives two texts to one finding.
    #[error("the run gives two different findings the id `{finding}`")]
    FindingTwice {
        /// The finding.
        finding: FindingId,
    },
    /// One run gives a case twice.
    #[error("the run gives case `{case}` twice")]
    CaseTwice {
        /// The case.
        case: CaseId,
    },
    /// A case cites a finding that no run has given.
    #[error("case `{case}` cites finding `{finding}`, which no run has given")]
    UnknownFinding {
        /// The case.
        case: CaseId,
        /// The finding.
        finding: FindingId,
    },
    /// A case is not known.
    #[error("case `{case}` is not known; hint: see `bongsu case list`")]
    UnknownCase {
        /// The case.
        case: CaseId,
    },
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match primary_code(&error) {
            Some(BUSY | LOCKED) => Self::Busy,
            Some(READ_ONLY) => Self::ReadOnly,
            Some(FULL) => Self::DiskFull,
            Some(IO) if code(&error) == Some(IO_SHARED_MEMORY_SIZE) => Self::DiskFull,
            Some(IO) => Self::Disk(Box::new(error)),
            Some(CORRUPT | NOT_A_DATABASE) => Self::Damaged,
            Some(CONSTRAINT) => Self::Refused {
                rule: rule_of(&error),
            },
            _ if matches!(error, sqlx::Error::PoolTimedOut) => Self::Busy,
            _ => Self::Database(Box::new(error)),
        }
    }
}

/// SQLite's primary result codes (<https://www.sqlite.org/rescode.html>).
pub(crate) const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const READ_ONLY: i32 = 8;
const IO: i32 = 10;
/// The file beside the log could not grow: the only extended code that tells more than its primary one.
const IO_SHARED_MEMORY_SIZE: i32 = 4874;
const CORRUPT: i32 = 11;
const FULL: i32 = 13;
pub(crate) const CANNOT_OPEN: i32 = 14;
const CONSTRAINT: i32 = 19;
pub(crate) const NOT_A_DATABASE: i32 = 26;

/// The primary result code: the low byte of the extended one.
pub(crate) fn primary_code(error: &sqlx::Error) -> Option<i32> {
    code(error).map(|code| code & 0xff)
}

fn code(error: &sqlx::Error) -> Option<i32> {
    error.as_database_error()?.code()?.parse().ok()
}

fn rule_of(error: &sqlx::Error) -> String {
    error
        .as_database_error()
        .map_or_else(String::new, |error| error.message().to_owned())
}
