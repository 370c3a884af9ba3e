//! Small tables made by the engine, and baselines over person-days, as tables of a session.

use std::path::Path;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use bongsu_model::tables::Kind;
use futures::StreamExt;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde_json::{Map, Value};

use crate::baseline::{Baselines, baseline_schema};
use crate::session::{LakeError, LakeSession};

/// The Arrow type of a kind of column.
pub fn arrow_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Texts => DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))),
        Kind::Day => DataType::Date32,
        Kind::Time => DataType::Timestamp(TimeUnit::Microsecond, None),
        Kind::Whole => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Flag => DataType::Boolean,
    }
}

/// The same columns, each of which may be null.
pub fn nullable(schema: &SchemaRef) -> SchemaRef {
    let fields = schema
        .fields()
        .iter()
        .map(|field| field.as_ref().clone().with_nullable(true));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

impl LakeSession {
    /// Registers rows the engine made; missing values are null.
    pub fn add_rows(
        &self,
        name: &str,
        columns: &[(&str, Kind)],
        rows: &[Map<String, Value>],
    ) -> Result<(), LakeError> {
        let fields = columns
            .iter()
            .map(|(name, kind)| Field::new(*name, arrow_type(*kind), true));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let failed = |error: arrow::error::ArrowError| {
            LakeError::new(&format!("could not fill `{name}`"), error.into())
        };
        let mut decoder = arrow::json::ReaderBuilder::new(Arc::clone(&schema))
            .build_decoder()
            .map_err(failed)?;
        decoder.serialize(rows).map_err(failed)?;
        let batches: Vec<RecordBatch> = decoder.flush().map_err(failed)?.into_iter().collect();
        self.add_batches(name, schema, batches)
    }

    /// Computes `baseline` from `person_day`, one person after another, and registers the file it is kept in.
    pub async fn add_baselines(&self, path: &Path) -> Result<(), LakeError> {
        let what = "baseline";
        let sql = "SELECT * FROM person_day ORDER BY person, day";
        let frame = self
            .context()
            .sql(sql)
            .await
            .map_err(|error| LakeError::new(what, error))?;
        let mut batches = frame
            .execute_stream()
            .await
            .map_err(|error| LakeError::new(what, error))?;
        let write = |error: parquet::errors::ParquetError| LakeError::new(what, error.into());
        let io = |error: std::io::Error| LakeError::new(what, error.into());
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let file = fs_err::File::create(path).map_err(io)?;
        let mut writer =
            ArrowWriter::try_new(file, baseline_schema(), Some(properties)).map_err(write)?;
        let mut baselines = Baselines::default();
        while let Some(batch) = batches.next().await {
            let batch = batch.map_err(|error| LakeError::new(what, error))?;
            let next = baselines
                .next(&batch)
                .map_err(|error| LakeError::new(what, error.into()))?;
            writer.write(&next).map_err(write)?;
        }
        writer.close().map_err(write)?;
        self.add_files(what, baseline_schema(), &[path.to_owned()])
            .await
    }
}
