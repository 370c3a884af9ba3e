//! The cells of a batch by column and row: what reads a whole register and cannot afford a JSON object a row.

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type};
use bongsu_model::Day;
use bongsu_model::tables::Kind;

use crate::frame::arrow_type;
use crate::rows::{FrameError, kind_of};

/// A batch whose columns are asked for by their place in the query.
#[derive(Debug)]
pub struct Cells {
    columns: Vec<ArrayRef>,
    n_rows: usize,
}

impl Cells {
    /// Takes a batch; texts of every encoding become plain ones, numbers of every width the widest.
    pub fn new(batch: &RecordBatch) -> Result<Self, FrameError> {
        let schema = batch.schema();
        let columns = schema
            .fields()
            .iter()
            .zip(batch.columns())
            .map(|(field, column)| {
                let kind = kind_of(field.data_type()).filter(|kind| *kind != Kind::Time);
                kind.and_then(|kind| cast(column, &arrow_type(kind)).ok())
                    .ok_or_else(|| FrameError {
                        column: field.name().clone(),
                        kind: field.data_type().to_string(),
                    })
            });
        Ok(Self {
            columns: columns.collect::<Result<_, _>>()?,
            n_rows: batch.num_rows(),
        })
    }

    /// How many rows it has.
    pub const fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// A text that is not blank.
    pub fn text(&self, column: usize, row: usize) -> Option<&str> {
        let text = self.at(column, row, &DataType::Utf8)?;
        let text = text.as_string_opt::<i32>()?.value(row);
        (!text.trim().is_empty()).then_some(text)
    }

    /// The texts of a list.
    pub fn texts(&self, column: usize, row: usize) -> Vec<String> {
        let list = self
            .at(column, row, &arrow_type(Kind::Texts))
            .and_then(|list| list.as_list_opt::<i32>());
        let items = list.map(|list| list.value(row));
        items
            .as_ref()
            .and_then(|items| items.as_string_opt::<i32>())
            .map_or_else(Vec::new, |items| {
                items.iter().flatten().map(str::to_owned).collect()
            })
    }

    /// A day.
    pub fn day(&self, column: usize, row: usize) -> Option<Day> {
        let days = self.at(column, row, &DataType::Date32)?;
        let days = days.as_primitive_opt::<Date32Type>()?.value(row);
        Some(Day::from_epoch_days(days))
    }

    /// A number.
    pub fn number(&self, column: usize, row: usize) -> Option<f64> {
        let numbers = self.at(column, row, &DataType::Float64)?;
        Some(numbers.as_primitive_opt::<Float64Type>()?.value(row))
    }

    /// A whole number.
    pub fn whole(&self, column: usize, row: usize) -> Option<i64> {
        let numbers = self.at(column, row, &DataType::Int64)?;
        Some(numbers.as_primitive_opt::<Int64Type>()?.value(row))
    }

    /// A column of a type, where its cell in a row is there.
    fn at(&self, column: usize, row: usize, wanted: &DataType) -> Option<&ArrayRef> {
        self.columns.get(column).filter(|column| {
            column.data_type() == wanted && row < self.n_rows && column.is_valid(row)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{
        Date32Array, Float64Array, ListArray, RecordBatch, StringViewArray, UInt64Array,
    };

    use super::*;

    #[test]
    fn every_kind_is_read_and_what_is_not_there_is_nothing() {
        let names = ListArray::from_iter_primitive::<Int64Type, _, _>([Some([Some(1)]), None]);
        let texts = cast(&names, &arrow_type(Kind::Texts)).unwrap();
        let columns: [(&str, ArrayRef); 5] = [
            (
                "id",
                Arc::new(StringViewArray::from(vec![Some("org_1"), Some("  ")])),
            ),
            ("names", texts),
            ("day", Arc::new(Date32Array::from(vec![Some(1), None]))),
            ("share", Arc::new(Float64Array::from(vec![Some(0.5), None]))),
            ("row", Arc::new(UInt64Array::from(vec![Some(7), None]))),
        ];
        let cells = Cells::new(&RecordBatch::try_from_iter(columns).unwrap()).unwrap();
        assert_eq!(cells.text(0, 0), Some("org_1"));
        assert_eq!(cells.texts(1, 0), ["1"]);
        assert_eq!(cells.day(2, 0), Some(Day::from_epoch_days(1)));
        assert_eq!(cells.number(3, 0), Some(0.5));
        assert_eq!(cells.whole(4, 0), Some(7));
        for row in [1, 2] {
            assert_eq!(cells.text(0, row), None);
            assert!(cells.texts(1, row).is_empty());
            assert_eq!(cells.day(2, row), None);
            assert_eq!(cells.number(3, row), None);
            assert_eq!(cells.whole(4, row), None);
        }
        // Another kind than the column's, or a column that is not there.
        assert_eq!(cells.text(2, 0), None);
        assert_eq!(cells.day(9, 0), None);
    }
}
