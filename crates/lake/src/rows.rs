//! Query results as JSON values and texts, and text functions for SQL.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray};
use arrow::datatypes::{
    DataType, Date32Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimeUnit, TimestampMicrosecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use bongsu_model::Day;
use bongsu_model::tables::Kind;
use datafusion::common::cast::as_string_view_array;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{ColumnarValue, Volatility, create_udf};
use datafusion::prelude::SessionContext;
use serde_json::{Map, Number, Value};

/// A column of a type that has no JSON form here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "column `{column}` is of type {kind}, which cannot be shown\nhint: cast it to text in the query"
)]
pub struct FrameError {
    /// The column.
    pub column: String,
    /// Its Arrow type.
    pub kind: String,
}

/// The rows of a result as JSON objects, columns in order.
pub fn json_rows(batches: &[RecordBatch]) -> Result<Vec<Map<String, Value>>, FrameError> {
    let mut rows = Vec::new();
    for batch in batches {
        let start = rows.len();
        rows.resize_with(start + batch.num_rows(), Map::new);
        for (field, values) in batch.schema().fields().iter().zip(columns(batch)?) {
            for (row, value) in rows.iter_mut().skip(start).zip(values) {
                row.insert(field.name().clone(), value);
            }
        }
    }
    Ok(rows)
}

/// The rows of a batch as JSON values in the order of its columns, two of which may have one name.
pub fn json_values(batch: &RecordBatch) -> Result<Vec<Vec<Value>>, FrameError> {
    let mut rows = vec![Vec::with_capacity(batch.num_columns()); batch.num_rows()];
    for values in columns(batch)? {
        for (row, value) in rows.iter_mut().zip(values) {
            row.push(value);
        }
    }
    Ok(rows)
}

/// The kind of column whose values look so; none for a type that no table has.
pub fn kind_of(kind: &DataType) -> Option<Kind> {
    Some(match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Kind::Text,
        DataType::Boolean => Kind::Flag,
        DataType::Date32 => Kind::Day,
        DataType::Timestamp(..) => Kind::Time,
        DataType::Float32 | DataType::Float64 => Kind::Number,
        kind if kind.is_integer() => Kind::Whole,
        DataType::List(item) if kind_of(item.data_type()) == Some(Kind::Text) => Kind::Texts,
        DataType::Dictionary(_, value) => return kind_of(value),
        _ => return None,
    })
}

/// The values of each column.
fn columns(batch: &RecordBatch) -> Result<Vec<Vec<Value>>, FrameError> {
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns());
    columns
        .map(|(field, column)| {
            json_column(column).ok_or_else(|| FrameError {
                column: field.name().clone(),
                kind: column.data_type().to_string(),
            })
        })
        .collect()
}

/// A JSON value as a cell of a table: texts bare, nothing for null, lists joined by `;`.
pub fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text_of).collect::<Vec<_>>().join("; "),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

/// The values of a column, `None` for a type without JSON form.
fn json_column(column: &ArrayRef) -> Option<Vec<Value>> {
    macro_rules! whole {
        ($kind:ty) => {
            column
                .as_primitive::<$kind>()
                .iter()
                .map(|v| v.map_or(Value::Null, Value::from))
                .collect()
        };
    }
    let float = |value: f64| Number::from_f64(value).map_or(Value::Null, Value::Number);
    Some(match column.data_type() {
        DataType::Null => vec![Value::Null; column.len()],
        DataType::Boolean => column
            .as_boolean()
            .iter()
            .map(|v| v.map_or(Value::Null, Value::from))
            .collect(),
        DataType::Int8 => whole!(Int8Type),
        DataType::Int16 => whole!(Int16Type),
        DataType::Int32 => whole!(Int32Type),
        DataType::Int64 => whole!(Int64Type),
        DataType::UInt8 => whole!(UInt8Type),
        DataType::UInt16 => whole!(UInt16Type),
        DataType::UInt32 => whole!(UInt32Type),
        DataType::UInt64 => whole!(UInt64Type),
        DataType::Float32 => column
            .as_primitive::<Float32Type>()
            .iter()
            .map(|v| v.map_or(Value::Null, |v| float(f64::from(v))))
            .collect(),
        DataType::Float64 => column
            .as_primitive::<Float64Type>()
            .iter()
            .map(|v| v.map_or(Value::Null, float))
            .collect(),
        DataType::Utf8 => column
            .as_string::<i32>()
            .iter()
            .map(|v| v.map_or(Value::Null, Value::from))
            .collect(),
        DataType::LargeUtf8 => column
            .as_string::<i64>()
            .iter()
            .map(|v| v.map_or(Value::Null, Value::from))
            .collect(),
        DataType::Utf8View => column
            .as_string_view()
            .iter()
            .map(|v| v.map_or(Value::Null, Value::from))
            .collect(),
        DataType::Date32 => column
            .as_primitive::<Date32Type>()
            .iter()
            .map(|v| {
                v.map_or(Value::Null, |days| {
                    Value::from(Day::from_epoch_days(days).to_string())
                })
            })
            .collect(),
        DataType::Timestamp(TimeUnit::Microsecond, _) => column
            .as_primitive::<TimestampMicrosecondType>()
            .iter()
            .map(|v| v.map_or(Value::Null, |micros| Value::from(utc(micros))))
            .collect(),
        DataType::Timestamp(..) => {
            let micros = DataType::Timestamp(TimeUnit::Microsecond, None);
            return json_column(&arrow::compute::cast(column, &micros).ok()?);
        }
        DataType::List(_) => column
            .as_list::<i32>()
            .iter()
            .map(|items| {
                items.map_or(Some(Value::Null), |items| {
                    json_column(&items).map(Value::Array)
                })
            })
            .collect::<Option<Vec<_>>>()?,
        DataType::Dictionary(_, value) => {
            return json_column(&arrow::compute::cast(column, value).ok()?);
        }
        _ => {
            let text = arrow::compute::cast(column, &DataType::Utf8).ok()?;
            return json_column(&text);
        }
    })
}

/// An instant as RFC 3339 in UTC.
fn utc(micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros)
        .map_or_else(|_| micros.to_string(), |stamp| stamp.to_string())
}

pub(crate) fn register_text_function(
    ctx: &SessionContext,
    name: &str,
    function: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
) {
    let apply = move |args: &[ColumnarValue]| -> Result<ColumnarValue, DataFusionError> {
        let arrays = ColumnarValue::values_to_arrays(args)?;
        let Some(texts) = arrays.first() else {
            return Err(DataFusionError::Internal(
                "a text function without argument".to_owned(),
            ));
        };
        let texts = as_string_view_array(texts)?;
        let results: StringArray = texts.iter().map(|text| text.and_then(&function)).collect();
        Ok(ColumnarValue::Array(Arc::new(results)))
    };
    let kinds = vec![DataType::Utf8View];
    ctx.register_udf(create_udf(
        name,
        kinds,
        DataType::Utf8,
        Volatility::Immutable,
        Arc::new(apply),
    ));
}
