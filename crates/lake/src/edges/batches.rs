//! Edges from a Parquet file, a batch of rows at a time.

use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray, UInt64Array};
use arrow::compute::{CastOptions, cast, cast_with_options};
use arrow::datatypes::{DataType, Float64Type, UInt64Type};
use arrow::util::display::FormatOptions;
use bongsu_model::{ShareError, ShareRange};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{EdgesError, NO_PARTY, Places, Reading, range};

/// A value that does not fit is an error and not left out.
const STRICT: CastOptions<'static> = CastOptions {
    safe: false,
    format_options: FormatOptions::new(),
};

/// Rows of a Parquet file read at once.
const BATCH_ROWS: usize = 1 << 15;

impl Reading<'_> {
    pub(super) fn parquet(&mut self, path: &Path) -> Result<(), EdgesError> {
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
        let places = Places::of(path, &headers, self.columns)?;
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

/// A column of whole numbers that are not negative.
fn whole(column: &ArrayRef) -> Option<UInt64Array> {
    if !column.data_type().is_integer() {
        return None;
    }
    let numbers = cast_with_options(column, &DataType::UInt64, &STRICT).ok()?;
    Some(numbers.as_primitive::<UInt64Type>().clone())
}
