//! Plain edges of ownership, from CSV or Parquet: who holds how much of whom, without names, dates or a site.
//!
//! The columns are `holder`, `subject`, and `share` or `share_min` with `share_max`; shares are numbers from 0 to 1,
//! an empty one is not known. Edges are given on as they are read.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray, UInt64Array};
use arrow::compute::{CastOptions, cast, cast_with_options};
use arrow::datatypes::{DataType, Float64Type, UInt64Type};
use arrow::util::display::FormatOptions;
use bongsu_model::{ShareError, ShareRange};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// What is said of an edge without one of its ends.
const NO_PARTY: &str = "holder or subject is empty";

/// A value that does not fit is an error and not left out.
const STRICT: CastOptions<'static> = CastOptions {
    safe: false,
    format_options: FormatOptions::new(),
};

/// Rows of a Parquet file read at once.
const BATCH_ROWS: usize = 1 << 15;

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
pub fn read_edges(path: &Path, take: &mut dyn TakeEdges) -> Result<(), EdgesError> {
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
struct Reading<'a> {
    take: &'a mut dyn TakeEdges,
}

impl Reading<'_> {
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
        let size = file.metadata().map_or(0, |metadata| metadata.len());
        let builder = ParquetRecordBatchReaderBuilder::try_new(file.into_file())
            .map_err(|error| broken(error.to_string()))?;
        let headers: Vec<String> = builder
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        let places = Places::of(path, &headers)?;
        // What a file says of itself is no reason to take more memory than it has bytes.
        let n_rows = builder.metadata().file_metadata().num_rows();
        let n_rows = usize::try_from(n_rows).unwrap_or(0);
        self.take
            .expect(n_rows.min(usize::try_from(size).unwrap_or(0)));
        let reader = builder
            .with_batch_size(BATCH_ROWS)
            .build()
            .map_err(|error| broken(error.to_string()))?;
        let mut before = 0;
        for batch in reader {
            let batch = batch.map_err(|error| broken(error.to_string()))?;
            let columns = Columns::of(&batch, &places).map_err(broken)?;
            for at in 0..batch.num_rows() {
                self.row(&columns, at).map_err(|reason| EdgesError::Value {
                    file: path.to_owned(),
                    row: before + at as u64 + 1,
                    reason,
                })?;
            }
            before += batch.num_rows() as u64;
        }
        Ok(())
    }

    fn row(&mut self, columns: &Columns, at: usize) -> Result<(), String> {
        let share = columns.share(at).map_err(|error| error.to_string())?;
        match &columns.parties {
            Parties::Numbers(holders, subjects) => {
                if holders.is_null(at) || subjects.is_null(at) {
                    return Err(NO_PARTY.to_owned());
                }
                self.take
                    .numbered(holders.value(at), subjects.value(at), share);
                Ok(())
            }
            Parties::Texts(holders, subjects) => {
                let [holder, subject] = [holders, subjects].map(|texts| {
                    let is_given = !texts.is_null(at);
                    if is_given { texts.value(at).trim() } else { "" }
                });
                self.push(holder, subject, share).map_err(str::to_owned)
            }
        }
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

/// The columns of a batch.
struct Columns {
    parties: Parties,
    min: ArrayRef,
    max: ArrayRef,
    exact: Option<ArrayRef>,
}

/// Holders and subjects.
enum Parties {
    /// As whole numbers, where both are.
    Numbers(UInt64Array, UInt64Array),
    Texts(StringArray, StringArray),
}

impl Columns {
    fn of(batch: &RecordBatch, places: &Places) -> Result<Self, String> {
        let schema = batch.schema();
        let name = |at: usize| schema.field(at).name().clone();
        let texts = |at: usize| -> Result<StringArray, String> {
            let column = cast(batch.column(at), &DataType::Utf8);
            let column = column.map_err(|error| format!("column `{}`: {error}", name(at)))?;
            Ok(column.as_string::<i32>().clone())
        };
        let numbers = [places.holder, places.subject].map(|at| whole(batch.column(at)));
        let parties = if let [Some(holders), Some(subjects)] = numbers {
            Parties::Numbers(holders, subjects)
        } else {
            Parties::Texts(texts(places.holder)?, texts(places.subject)?)
        };
        // A text that is no number is refused, as in CSV.
        let share = |at: usize| {
            cast_with_options(batch.column(at), &DataType::Float64, &STRICT)
                .map_err(|error| format!("column `{}`: {error}", name(at)))
        };
        Ok(Self {
            parties,
            min: share(places.min)?,
            max: share(places.max)?,
            exact: places.share.map(share).transpose()?,
        })
    }

    /// An exact share beside a range counts where the range is empty.
    fn share(&self, at: usize) -> Result<ShareRange, ShareError> {
        let number = |numbers: &ArrayRef| {
            let numbers = numbers.as_primitive::<Float64Type>();
            (!numbers.is_null(at)).then(|| numbers.value(at))
        };
        match (number(&self.min), number(&self.max)) {
            (None, None) => {
                let exact = self.exact.as_ref().and_then(number);
                range(exact, exact)
            }
            (min, max) => range(min, max),
        }
    }
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

/// A column of whole numbers that are not negative.
fn whole(column: &ArrayRef) -> Option<UInt64Array> {
    if !column.data_type().is_integer() {
        return None;
    }
    let numbers = cast_with_options(column, &DataType::UInt64, &STRICT).ok()?;
    Some(numbers.as_primitive::<UInt64Type>().clone())
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

    type Edge = (String, String, f64, f64);

    #[derive(Default)]
    struct Taken {
        edges: Vec<Edge>,
        n_numbered: usize,
    }

    impl TakeEdges for Taken {
        fn expect(&mut self, _n: usize) {}

        fn edge(&mut self, holder: &str, subject: &str, share: ShareRange) {
            self.edges.push((
                holder.to_owned(),
                subject.to_owned(),
                share.min(),
                share.max(),
            ));
        }

        fn numbered(&mut self, holder: u64, subject: u64, share: ShareRange) {
            self.n_numbered += 1;
            self.edge(&holder.to_string(), &subject.to_string(), share);
        }
    }

    fn read(text: &str) -> Result<Vec<Edge>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("edges.csv");
        fs_err::write(&path, text).unwrap();
        let mut taken = Taken::default();
        read_edges(&path, &mut taken).map_err(|error| error.to_string())?;
        Ok(taken.edges)
    }

    fn read_parquet(holders: ArrayRef, subjects: ArrayRef) -> Result<Taken, String> {
        let share = arrow::array::Float64Array::from(vec![0.6, 0.5]);
        read_shares(holders, subjects, std::sync::Arc::new(share))
    }

    fn read_shares(
        holders: ArrayRef,
        subjects: ArrayRef,
        share: ArrayRef,
    ) -> Result<Taken, String> {
        let columns = [("holder", holders), ("subject", subjects), ("share", share)];
        let batch = RecordBatch::try_from_iter_with_nullable(
            columns.map(|(name, column)| (name, column, true)),
        )
        .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("edges.parquet");
        let file = fs_err::File::create(&path).unwrap().into_file();
        let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        let mut taken = Taken::default();
        read_edges(&path, &mut taken).map_err(|error| error.to_string())?;
        Ok(taken)
    }

    #[test]
    fn ids_that_are_numbers_are_given_as_numbers_and_never_guessed() {
        use arrow::array::Int32Array;
        let ints = |values: Vec<Option<i32>>| -> ArrayRef {
            std::sync::Arc::new(Int32Array::from(values))
        };
        let texts: ArrayRef = std::sync::Arc::new(StringArray::from(vec![" a ", "b"]));

        let both =
            read_parquet(ints(vec![Some(1), Some(2)]), ints(vec![Some(2), Some(3)])).unwrap();
        assert_eq!(both.n_numbered, 2);
        assert_eq!(both.edges[1], ("2".to_owned(), "3".to_owned(), 0.5, 0.5));

        let one = read_parquet(texts, ints(vec![Some(2), Some(3)])).unwrap();
        assert_eq!(one.n_numbered, 0);
        assert_eq!(one.edges[0], ("a".to_owned(), "2".to_owned(), 0.6, 0.6));

        let written =
            "holder,subject,share\n1,2,0.6\n01,2,0.6\n+1,2,0.6\n18446744073709551616,0,0.6\n";
        let as_written = ["1", "01", "+1", "18446744073709551616"];
        let edges = read(written).unwrap();
        assert_eq!(
            edges.iter().map(|edge| edge.0.as_str()).collect::<Vec<_>>(),
            as_written
        );

        let negative = read_parquet(ints(vec![Some(-1), Some(2)]), ints(vec![Some(2), Some(3)]));
        assert_eq!(negative.unwrap().edges[0].0, "-1");

        let empty = read_parquet(ints(vec![Some(1), Some(2)]), ints(vec![Some(2), None]));
        let said = empty.err().unwrap();
        assert!(said.ends_with(":2: holder or subject is empty"), "{said}");
    }

    #[test]
    fn shares_that_are_texts_are_numbers_or_refused() {
        let ids = || -> ArrayRef { std::sync::Arc::new(StringArray::from(vec!["a", "b"])) };
        let texts = |one, other| -> ArrayRef {
            std::sync::Arc::new(StringArray::from(vec![Some(one), other]))
        };
        let read = read_shares(ids(), ids(), texts("0.6", None)).unwrap();
        assert_eq!((read.edges[0].2, read.edges[1].3), (0.6, 1.0));
        let said = read_shares(ids(), ids(), texts("60%", None)).err().unwrap();
        assert!(
            said.contains("column `share`") && said.contains("60%"),
            "{said}"
        );
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
