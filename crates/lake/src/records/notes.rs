//! What the user should know about an import that went well.

use std::fmt;

use crate::input::TextEncoding;

/// Something the user should know about an import that went well.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// A column that no table column takes.
    UnknownColumn {
        /// As the file names it.
        header: String,
    },
    /// A column about persons that is never imported.
    DeniedColumn {
        /// As the file names it.
        header: String,
    },
    /// The file is not in UTF-8.
    Decoded {
        /// What it is in.
        encoding: TextEncoding,
    },
    /// The workbook has sheets that were not read.
    OtherSheets {
        /// The sheet that was read.
        read: String,
        /// The others.
        others: Vec<String>,
    },
    /// A file that belongs to this one is absent.
    MissingCompanion {
        /// Its name.
        name: &'static str,
        /// What is missing because of it.
        consequence: &'static str,
    },
    /// Positions of persons whose names the register does not give: the interest is stored, the officer is not.
    UnnamedOfficers {
        /// How many.
        n: u64,
    },
    /// Records of a kind that no table takes; they are counted as folded.
    PassedOver {
        /// The kind, as the file names it.
        kind: String,
        /// How many.
        n: u64,
    },
    /// The file says that it holds another number of records than were found in it.
    Declared {
        /// What it says.
        declared: u64,
        /// What was found.
        found: u64,
    },
    /// Shares of one or less, read as percent as the format says.
    SmallShares {
        /// How many.
        n: u64,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownColumn { header } => write!(
                f,
                "the column `{header}` is not imported: no column of the table takes it"
            ),
            Self::DeniedColumn { header } => write!(
                f,
                "the column `{header}` is never imported: it is about a person, not an act"
            ),
            Self::Decoded { encoding } => {
                write!(f, "the file is in {encoding} and was read as such")
            }
            Self::OtherSheets { read, others } => write!(
                f,
                "the sheet `{read}` was read; the workbook also has `{}`: name one with `sheet` in a mapping file",
                others.join("`, `")
            ),
            Self::MissingCompanion { name, consequence } => {
                write!(f, "there is no `{name}` beside the file: {consequence}")
            }
            Self::UnnamedOfficers { n } => write!(
                f,
                "{n} positions are of persons the register does not name: the interests are stored, officers are not"
            ),
            Self::PassedOver { kind, n } => write!(
                f,
                "{n} records of `{kind}` were passed over, and are counted as folded: no table takes them"
            ),
            Self::Declared { declared, found } => write!(
                f,
                "the file speaks of {declared} records, and {found} are in it: it is one part of several, or not whole"
            ),
            Self::SmallShares { n } => write!(
                f,
                "{n} shares are at most 1 and were read as percent, as the format has it: check whether the file means parts of one"
            ),
        }
    }
}
