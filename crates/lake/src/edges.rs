//! Plain edges of ownership, from CSV or Parquet: who holds how much of whom, without names, dates or a site.
//!
//! The columns are `holder`, `subject`, and `share` or `share_min` with `share_max`, or named otherwise; shares are
//! numbers from 0 to 1, an empty one is not known. Edges are given on as they are read.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use bongsu_model::{ShareError, ShareRange};

use crate::input::{Input, InputError, delimiter, open_file};

mod batches;

#[cfg(test)]
mod tests;

/// What is said of an edge without one of its ends.
const NO_PARTY: &str = "holder or subject is empty";

/// What the columns of a file are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdgeColumns {
    holder: String,
    subject: String,
    shares: Shares,
}

/// Where shares stand.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shares {
    /// In `share_min` and `share_max`, else in `share`.
    Usual,
    /// In one column.
    Exact(String),
    /// In two: the least and the most.
    Range([String; 2]),
}

/// The usual column of exact shares.
const SHARE: &str = "share";

impl EdgeColumns {
    /// Holder, subject and share; or holder, subject, the least and the most share. `None` for any other number.
    ///
    /// ```
    /// use bongsu_lake::EdgeColumns;
    ///
    /// assert!(EdgeColumns::of(&["X".into(), "Y".into(), "Q".into()]).is_some());
    /// assert!(EdgeColumns::of(&["X".into(), "Y".into()]).is_none());
    /// ```
    pub fn of(names: &[String]) -> Option<Self> {
        if names.iter().any(|name| name.trim().is_empty()) {
            return None;
        }
        let (holder, subject, shares) = match names {
            [holder, subject, share] => (holder, subject, Shares::Exact(share.clone())),
            [holder, subject, min, max] => {
                let range = [min, max].map(Clone::clone);
                (holder, subject, Shares::Range(range))
            }
            _ => return None,
        };
        Some(Self {
            holder: holder.clone(),
            subject: subject.clone(),
            shares,
        })
    }
}

impl Default for EdgeColumns {
    fn default() -> Self {
        Self {
            holder: "holder".to_owned(),
            subject: "subject".to_owned(),
            shares: Shares::Usual,
        }
    }
}

/// Takes the edges of a file.
pub trait TakeEdges {
    /// So many edges will come, where the file says it.
    fn expect(&mut self, n: usize);
    /// An edge: holder, subject, share.
    fn edge(&mut self, holder: &str, subject: &str, share: ShareRange);
    /// An edge between ids that a file keeps as whole numbers.
    fn numbered(&mut self, holder: u64, subject: u64, share: ShareRange);
}

/// Why edges cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EdgesError {
    /// The file cannot be opened or read.
    #[error("`{}`: {source}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is no text.
    #[error(transparent)]
    Input(#[from] InputError),
    /// It is no CSV.
    #[error("`{}` cannot be read as CSV: {source}", file.display())]
    Csv {
        /// The file.
        file: PathBuf,
        /// Why.
        source: csv::Error,
    },
    /// It is no Parquet.
    #[error("`{}` cannot be read as Parquet: {reason}", file.display())]
    Parquet {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: String,
    },
    /// A column is missing.
    #[error(
        "`{}` has no column `{column}`, but {found}\n\
         hint: holder, subject, and share or share_min and share_max are wanted, or --columns says what they are called",
        file.display()
    )]
    Column {
        /// The file.
        file: PathBuf,
        /// The column.
        column: String,
        /// The columns it has.
        found: String,
    },
    /// A value is wrong.
    #[error("`{}`:{row}: {reason}", file.display())]
    Value {
        /// The file.
        file: PathBuf,
        /// Line of a CSV file, row of a Parquet file, from 1.
        row: u64,
        /// What is wrong.
        reason: String,
    },
}

/// Reads the edges of a file: Parquet where its first bytes say so, otherwise CSV.
pub fn read_edges(
    path: &Path,
    columns: &EdgeColumns,
    take: &mut dyn TakeEdges,
) -> Result<(), EdgesError> {
    let failed = |source| EdgesError::Io {
        file: path.to_owned(),
        source,
    };
    let mut start = [0; 4];
    let (mut file, _) = open_file(path)?;
    let n_read = std::io::Read::read(&mut file, &mut start).map_err(failed)?;
    drop(file);
    let mut reading = Reading { columns, take };
    if start.get(..n_read) == Some(b"PAR1") {
        reading.parquet(path)
    } else {
        reading.csv(path)
    }
}

/// One file while it is read.
struct Reading<'a> {
    columns: &'a EdgeColumns,
    take: &'a mut dyn TakeEdges,
}

impl Reading<'_> {
    fn csv(&mut self, path: &Path) -> Result<(), EdgesError> {
        let failed = |source| EdgesError::Csv {
            file: path.to_owned(),
            source,
        };
        let mut text = Input::open(path)?.into_reader();
        let start = text.fill_buf().map_err(|source| EdgesError::Io {
            file: path.to_owned(),
            source,
        })?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(start))
            .from_reader(text);
        let headers: Vec<String> = reader
            .headers()
            .map_err(failed)?
            .iter()
            .map(|header| header.trim().to_owned())
            .collect();
        let places = Places::of(path, &headers, self.columns)?;
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(failed)? {
            let line = record.position().map_or(0, csv::Position::line);
            let wrong = |reason: String| EdgesError::Value {
                file: path.to_owned(),
                row: line,
                reason,
            };
            let field = |at: usize| record.get(at).unwrap_or_default().trim();
            let number = |at: usize| match field(at) {
                "" => Ok(None),
                text => text
                    .parse::<f64>()
                    .map(Some)
                    .map_err(|_not| wrong(not_a_number(text))),
            };
            let mut ends = (number(places.min)?, number(places.max)?);
            if let ((None, None), Some(share)) = (ends, places.share) {
                ends = (number(share)?, number(share)?);
            }
            let share = range(ends.0, ends.1);
            let share = share.map_err(|error| wrong(error.to_string()))?;
            self.push(field(places.holder), field(places.subject), share)
                .map_err(|reason| wrong(reason.to_owned()))?;
        }
        Ok(())
    }

    fn push(&mut self, holder: &str, subject: &str, share: ShareRange) -> Result<(), &'static str> {
        if holder.is_empty() || subject.is_empty() {
            return Err(NO_PARTY);
        }
        if let (Some(holder), Some(subject)) = (as_whole(holder), as_whole(subject)) {
            self.take.numbered(holder, subject, share);
            return Ok(());
        }
        self.take.edge(holder, subject, share);
        Ok(())
    }
}

fn not_a_number(text: &str) -> String {
    let hint = if text.contains(['%', ',']) {
        ": a share is written as 0.6, not as 60 % or 0,6"
    } else {
        ""
    };
    format!("`{text}` is not a number{hint}")
}

/// A number that is written as this text and no other way.
fn as_whole(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let has_zero = text.starts_with('0') && text.len() > 1;
    if is_plain && !has_zero {
        text.parse().ok()
    } else {
        None
    }
}

/// Where the columns stand.
struct Places {
    holder: usize,
    subject: usize,
    min: usize,
    max: usize,
    /// An exact share beside a range: it counts where the range is empty.
    share: Option<usize>,
}

impl Places {
    fn of(path: &Path, headers: &[String], columns: &EdgeColumns) -> Result<Self, EdgesError> {
        let find = |column: &str| {
            let is_it = |header: &String| header.eq_ignore_ascii_case(column);
            headers
                .iter()
                .position(is_it)
                .ok_or_else(|| EdgesError::Column {
                    file: path.to_owned(),
                    column: column.to_owned(),
                    found: headers.join(", "),
                })
        };
        let (min, max) = match &columns.shares {
            Shares::Exact(share) => {
                let share = find(share)?;
                (share, share)
            }
            Shares::Range([min, max]) => (find(min)?, find(max)?),
            Shares::Usual => match (find("share_min"), find("share_max")) {
                (Ok(min), Ok(max)) => (min, max),
                (Err(_), Err(_)) => {
                    let share = find(SHARE)?;
                    (share, share)
                }
                (Err(error), _) | (_, Err(error)) => return Err(error),
            },
        };
        let share = (columns.shares == Shares::Usual).then(|| find(SHARE));
        Ok(Self {
            share: share.and_then(Result::ok),
            holder: find(&columns.holder)?,
            subject: find(&columns.subject)?,
            min,
            max,
        })
    }
}

/// What is not given is not known.
fn range(min: Option<f64>, max: Option<f64>) -> Result<ShareRange, ShareError> {
    ShareRange::new(min.unwrap_or(0.0), max.unwrap_or(1.0))
}
