//! Plain edges of ownership, from CSV or Parquet: who holds how much of whom, without names, dates or a site.
//!
//! The columns are `holder`, `subject`, and `share` or `share_min` with `share_max`; shares are numbers from 0 to 1,
//! an empty one is not known. Edges are given on as they are read.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use arrow::array::{Array, AsArray, Float64Array, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};
use bongsu_model::{ShareError, ShareRange};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// Takes an edge: holder, subject, share.
pub type TakeEdge<'a> = dyn FnMut(&str, &str, ShareRange) + 'a;

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
        "`{}` has no column `{column}`, but {found}\nhint: holder, subject, and share or share_min and share_max are wanted",
        file.display()
    )]
    Column {
        /// The file.
        file: PathBuf,
        /// The column.
        column: &'static str,
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
pub fn read_edges(path: &Path, take: &mut TakeEdge<'_>) -> Result<(), EdgesError> {
    let failed = |source| EdgesError::Io {
        file: path.to_owned(),
        source,
    };
    let mut start = [0; 4];
    let mut file = fs_err::File::open(path).map_err(failed)?;
    let n_read = std::io::Read::read(&mut file, &mut start).map_err(failed)?;
    drop(file);
    let mut reading = Reading { take };
    if start.get(..n_read) == Some(b"PAR1") {
        reading.parquet(path)
    } else {
        reading.csv(path)
    }
}

/// One file while it is read.
struct Reading<'a, 'b> {
    take: &'a mut TakeEdge<'b>,
}

impl Reading<'_, '_> {
    fn csv(&mut self, path: &Path) -> Result<(), EdgesError> {
        let failed = |source| EdgesError::Csv {
            file: path.to_owned(),
            source,
        };
        let file = fs_err::File::open(path).map_err(|source| EdgesError::Io {
            file: path.to_owned(),
            source,
        })?;
        let mut reader = csv::Reader::from_reader(BufReader::new(file));
        let headers: Vec<String> = reader
            .headers()
            .map_err(failed)?
            .iter()
            .map(|header| header.trim_start_matches('\u{feff}').trim().to_owned())
            .collect();
        let places = Places::of(path, &headers)?;
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
                    .map_err(|error| wrong(format!("`{text}` is not a number: {error}"))),
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

    fn parquet(&mut self, path: &Path) -> Result<(), EdgesError> {
        let broken = |reason: String| EdgesError::Parquet {
            file: path.to_owned(),
            reason,
        };
        let file = fs_err::File::open(path).map_err(|source| EdgesError::Io {
            file: path.to_owned(),
            source,
        })?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file.into_file())
            .map_err(|error| broken(error.to_string()))?;
        let headers: Vec<String> = builder
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        let places = Places::of(path, &headers)?;
        let reader = builder.build().map_err(|error| broken(error.to_string()))?;
        let mut before = 0;
        for batch in reader {
            let batch = batch.map_err(|error| broken(error.to_string()))?;
            self.batch(&batch, &places, (path, before))?;
            before += batch.num_rows() as u64;
        }
        Ok(())
    }

    fn batch(
        &mut self,
        batch: &RecordBatch,
        places: &Places,
        (path, before): (&Path, u64),
    ) -> Result<(), EdgesError> {
        let column = |at: usize, kind: &DataType| {
            cast(batch.column(at), kind).map_err(|error| EdgesError::Parquet {
                file: path.to_owned(),
                reason: error.to_string(),
            })
        };
        let (holders, subjects) = (
            column(places.holder, &DataType::Utf8)?,
            column(places.subject, &DataType::Utf8)?,
        );
        let (min, max) = (
            column(places.min, &DataType::Float64)?,
            column(places.max, &DataType::Float64)?,
        );
        let exact = column(places.share.unwrap_or(places.min), &DataType::Float64)?;
        let exact = exact.as_primitive::<Float64Type>();
        let (holders, subjects) = (holders.as_string::<i32>(), subjects.as_string::<i32>());
        let (min, max) = (
            min.as_primitive::<Float64Type>(),
            max.as_primitive::<Float64Type>(),
        );
        let number =
            |numbers: &Float64Array, at: usize| (!numbers.is_null(at)).then(|| numbers.value(at));
        for at in 0..batch.num_rows() {
            let wrong = |reason: String| EdgesError::Value {
                file: path.to_owned(),
                row: before + at as u64 + 1,
                reason,
            };
            let mut ends = (number(min, at), number(max, at));
            if ends == (None, None) {
                ends = (number(exact, at), number(exact, at));
            }
            let share = range(ends.0, ends.1);
            let share = share.map_err(|error| wrong(error.to_string()))?;
            self.push(holders.value(at), subjects.value(at), share)
                .map_err(|reason| wrong(reason.to_owned()))?;
        }
        Ok(())
    }

    fn push(&mut self, holder: &str, subject: &str, share: ShareRange) -> Result<(), &'static str> {
        if holder.is_empty() || subject.is_empty() {
            return Err("holder or subject is empty");
        }
        (self.take)(holder, subject, share);
        Ok(())
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
    fn of(path: &Path, headers: &[String]) -> Result<Self, EdgesError> {
        let find = |column: &'static str| {
            headers
                .iter()
                .position(|header| header.eq_ignore_ascii_case(column))
                .ok_or_else(|| EdgesError::Column {
                    file: path.to_owned(),
                    column,
                    found: headers.join(", "),
                })
        };
        let share = find("share");
        let (min, max) = match (find("share_min"), find("share_max")) {
            (Ok(min), Ok(max)) => (min, max),
            (Err(_), Err(_)) => {
                let share = share?;
                (share, share)
            }
            (Err(error), _) | (_, Err(error)) => return Err(error),
        };
        Ok(Self {
            share: find("share").ok(),
            holder: find("holder")?,
            subject: find("subject")?,
            min,
            max,
        })
    }
}

/// What is not given is not known.
fn range(min: Option<f64>, max: Option<f64>) -> Result<ShareRange, ShareError> {
    ShareRange::new(min.unwrap_or(0.0), max.unwrap_or(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, String, f64, f64)>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("edges.csv");
        fs_err::write(&path, text).unwrap();
        let mut edges = Vec::new();
        read_edges(&path, &mut |holder, subject, share| {
            edges.push((
                holder.to_owned(),
                subject.to_owned(),
                share.min(),
                share.max(),
            ));
        })
        .map_err(|error| error.to_string())?;
        Ok(edges)
    }

    #[test]
    fn shares_are_exact_ranges_or_unknown() {
        let edge = |holder: &str, subject: &str, min: f64, max: f64| {
            (holder.to_owned(), subject.to_owned(), min, max)
        };
        assert_eq!(
            read("subject,holder,share\nb,a,0.6\nc,b,\n").unwrap(),
            [edge("a", "b", 0.6, 0.6), edge("b", "c", 0.0, 1.0)]
        );
        assert_eq!(
            read("holder,subject,share_min,share_max\na,b,0.25,0.5\na,c,,0.1\n").unwrap(),
            [edge("a", "b", 0.25, 0.5), edge("a", "c", 0.0, 0.1)]
        );
        assert_eq!(
            read("holder,subject,share,share_min,share_max\na,b,0.6,,\n").unwrap(),
            [edge("a", "b", 0.6, 0.6)]
        );
    }

    #[test]
    fn what_is_wrong_names_its_line() {
        for (text, words) in [
            (
                "holder,subject,share\na,b,0.6\na,b,62\n",
                "edges.csv`:3: `62` is not a share",
            ),
            (
                "holder,subject,share\na,b,half\n",
                ":2: `half` is not a number",
            ),
            (
                "holder,subject,share\n,b,0.5\n",
                ":2: holder or subject is empty",
            ),
            (
                "holder,subject,share_min,share_max\na,b,0.6,0.5\n",
                ":2: the share range",
            ),
            ("X,Y,Q\n1,2,0.5\n", "has no column `share`, but X, Y, Q"),
            ("holder,share\na,0.5\n", "has no column `subject`"),
            (
                "holder,subject,share_min\na,b,0.5\n",
                "has no column `share_max`",
            ),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains(words), "{text}: {said}");
        }
    }
}
