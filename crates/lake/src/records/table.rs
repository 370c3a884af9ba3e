//! Writes rows of a catalogue table to Parquet, with people under their pseudonyms.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder,
    StringBuilder, TimestampMicrosecondBuilder,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use arrow::record_batch::RecordBatch;
use bongsu_model::tables::{Column, Kind, Role, Secret, Table};
use bongsu_model::{Digest, Keyring, PersonId};
use fs_err::File;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::value::{MappedRow, Value};
use super::{RowSink, SinkError};
use crate::import::{StagedFile, VaultEntry};

/// Rows that are held before they are written.
const BATCH_ROWS: usize = 8192;

/// Rows in a row group of the file.
const GROUP_ROWS: usize = 1 << 17;

/// The Arrow schema of a catalogue table: its columns without those that go to the vault, then `source` and `row`.
///
/// ```
/// use bongsu_lake::records::arrow_schema;
/// use bongsu_model::tables;
///
/// let schema = arrow_schema(tables::by_name("employment").unwrap());
/// assert!(schema.field_with_name("unit").is_ok() && schema.field_with_name("row").is_ok());
/// assert!(schema.field_with_name("account").is_err());
/// ```
pub fn arrow_schema(table: &Table) -> SchemaRef {
    let kept = table.columns.iter().filter(|column| is_kept(column));
    let mut fields: Vec<Field> = kept
        .map(|column| Field::new(column.name, arrow_type(column.kind), true))
        .collect();
    fields.push(Field::new("source", DataType::Utf8, false));
    fields.push(Field::new("row", DataType::Int64, false));
    Arc::new(Schema::new(fields))
}

/// Writes the rows of one table from one file, in file order.
pub struct TableWriter<'a> {
    table: &'static Table,
    keyring: &'a Keyring,
    schema: SchemaRef,
    source: String,
    path: PathBuf,
    /// Opened at the first batch: a file without rows leaves nothing behind.
    writer: Option<ArrowWriter<File>>,
    columns: Vec<(usize, Builder)>,
    sources: StringBuilder,
    numbers: Int64Builder,
    n_held: usize,
    n_rows: u64,
    vault: BTreeSet<VaultEntry>,
    /// Whether a file lies at the path that is not whole yet.
    is_partial: bool,
}

/// Why rows could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{}`: {source}", path.display())]
pub struct WriteError {
    /// The staged file.
    pub path: PathBuf,
    /// What went wrong.
    pub source: ParquetError,
}

enum Builder {
    Text(StringBuilder),
    Texts(ListBuilder<StringBuilder>),
    Day(Date32Builder),
    Time(TimestampMicrosecondBuilder),
    Whole(Int64Builder),
    Number(Float64Builder),
    Flag(BooleanBuilder),
}

impl<'a> TableWriter<'a> {
    /// A writer into `staging`, for rows of the file with that digest.
    pub fn new(
        table: &'static Table,
        keyring: &'a Keyring,
        source: Digest,
        staging: &Path,
    ) -> Self {
        let source = source.short();
        let kept = table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| is_kept(column));
        Self {
            table,
            keyring,
            schema: arrow_schema(table),
            path: staging.join(format!("{}-{source}.parquet", table.name)),
            source,
            writer: None,
            columns: kept
                .map(|(index, column)| (index, Builder::new(column.kind)))
                .collect(),
            sources: StringBuilder::new(),
            numbers: Int64Builder::new(),
            n_held: 0,
            n_rows: 0,
            vault: BTreeSet::new(),
            is_partial: false,
        }
    }

    /// Writes a row; its people become pseudonyms, and what belongs to the vault is kept for it.
    pub fn write(&mut self, row: &MappedRow<'_>) -> Result<(), WriteError> {
        let person = self.vault_entries(row);
        for (index, builder) in &mut self.columns {
            let role = self
                .table
                .columns
                .get(*index)
                .map_or(Role::Plain, |column| column.role);
            let value = row.values().get(*index).unwrap_or(&Value::Empty);
            match (role, value) {
                (Role::Plain, value) => builder.append(value),
                (Role::Person | Role::Persons, Value::Text(key)) => {
                    let pseudonym = self.keyring.person(key);
                    builder.append(&Value::of_text(pseudonym.as_str()));
                    self.vault.insert(known(&pseudonym, "person", key));
                }
                (Role::Person | Role::Persons, Value::Texts(keys)) => {
                    let pseudonyms: Vec<PersonId> =
                        keys.iter().map(|key| self.keyring.person(key)).collect();
                    builder.append(&Value::of_texts(
                        pseudonyms.iter().map(|id| Cow::Borrowed(id.as_str())),
                    ));
                    let pairs = pseudonyms.iter().zip(keys);
                    self.vault
                        .extend(pairs.map(|(pseudonym, key)| known(pseudonym, "person", key)));
                }
                _ => builder.append(&Value::Empty),
            }
        }
        self.vault.extend(person);
        self.sources.append_value(&self.source);
        self.numbers
            .append_value(i64::try_from(row.number()).unwrap_or(i64::MAX));
        self.n_held += 1;
        self.n_rows += 1;
        if self.n_held >= BATCH_ROWS {
            self.flush()
        } else {
            Ok(())
        }
    }

    /// Closes the file; hands back what was staged, where there were rows, and what belongs to the vault.
    pub fn finish(mut self) -> Result<(Option<StagedFile>, BTreeSet<VaultEntry>), WriteError> {
        self.flush()?;
        let vault = std::mem::take(&mut self.vault);
        let Some(writer) = self.writer.take() else {
            return Ok((None, vault));
        };
        writer.close().map_err(|source| WriteError {
            path: self.path.clone(),
            source,
        })?;
        self.is_partial = false;
        let staged = StagedFile {
            table: self.table.name.to_owned(),
            path: self.path.clone(),
            month: None,
            rows: self.n_rows,
        };
        Ok((Some(staged), vault))
    }

    /// What the vault columns of a row say about its person.
    fn vault_entries(&self, row: &MappedRow<'_>) -> Vec<VaultEntry> {
        let columns = self.table.columns.iter().zip(row.values());
        let secrets: Vec<_> = columns
            .clone()
            .filter_map(|(column, value)| match (column.role, value) {
                (Role::Vault(secret), Value::Text(text)) => Some((secret, text)),
                _ => None,
            })
            .collect();
        let person = columns
            .into_iter()
            .find_map(|(column, value)| match (column.role, value) {
                (Role::Person, Value::Text(key)) => Some(self.keyring.person(key)),
                _ => None,
            });
        let Some(person) = person else {
            return Vec::new();
        };
        secrets
            .into_iter()
            .map(|(secret, text)| known(&person, secret_kind(secret), text))
            .collect()
    }

    fn flush(&mut self) -> Result<(), WriteError> {
        if self.n_held == 0 {
            return Ok(());
        }
        self.n_held = 0;
        let mut arrays: Vec<ArrayRef> = self
            .columns
            .iter_mut()
            .map(|(_, builder)| builder.finish())
            .collect();
        arrays.push(Arc::new(self.sources.finish()));
        arrays.push(Arc::new(self.numbers.finish()));
        let written = RecordBatch::try_new(self.schema.clone(), arrays)
            .map_err(ParquetError::from)
            .and_then(|batch| self.writer()?.write(&batch));
        written.map_err(|source| WriteError {
            path: self.path.clone(),
            source,
        })
    }

    fn writer(&mut self) -> Result<&mut ArrowWriter<File>, ParquetError> {
        let writer = if let Some(writer) = self.writer.take() {
            writer
        } else {
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
                .set_max_row_group_row_count(Some(GROUP_ROWS))
                .build();
            let file = File::create(&self.path)?;
            self.is_partial = true;
            ArrowWriter::try_new(file, self.schema.clone(), Some(properties))?
        };
        Ok(self.writer.insert(writer))
    }
}

impl RowSink for TableWriter<'_> {
    fn row(&mut self, row: &MappedRow<'_>) -> Result<(), SinkError> {
        self.write(row)
            .map_err(|error| SinkError::Fault(Box::new(error)))
    }
}

impl Drop for TableWriter<'_> {
    /// An import that failed leaves no half-written file behind.
    fn drop(&mut self) {
        self.writer = None;
        if self.is_partial {
            // What cannot be removed lies in the staging folder, which its owner clears.
            let _ = fs_err::remove_file(&self.path);
        }
    }
}

impl fmt::Debug for TableWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableWriter")
            .field("table", &self.table.name)
            .field("path", &self.path)
            .field("rows", &self.n_rows)
            .finish_non_exhaustive()
    }
}

impl Builder {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Texts => Self::Texts(ListBuilder::new(StringBuilder::new())),
            Kind::Day => Self::Day(Date32Builder::new()),
            Kind::Time => Self::Time(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
            Kind::Whole => Self::Whole(Int64Builder::new()),
            Kind::Number => Self::Number(Float64Builder::new()),
            Kind::Flag => Self::Flag(BooleanBuilder::new()),
        }
    }

    /// Appends a value; one of another kind than the column's counts as none.
    fn append(&mut self, value: &Value<'_>) {
        match (self, value) {
            (Self::Text(builder), Value::Text(text)) => builder.append_value(text),
            (Self::Texts(builder), Value::Texts(texts)) => {
                for text in texts {
                    builder.values().append_value(text);
                }
                builder.append(true);
            }
            (Self::Day(builder), Value::Day(day)) => builder.append_value(day.epoch_days()),
            (Self::Time(builder), Value::Time(at)) => builder.append_value(at.0),
            (Self::Whole(builder), Value::Whole(number)) => builder.append_value(*number),
            (Self::Number(builder), Value::Number(number)) => builder.append_value(*number),
            (Self::Flag(builder), Value::Flag(flag)) => builder.append_value(*flag),
            (Self::Text(builder), _) => builder.append_null(),
            (Self::Texts(builder), _) => builder.append(false),
            (Self::Day(builder), _) => builder.append_null(),
            (Self::Time(builder), _) => builder.append_null(),
            (Self::Whole(builder), _) => builder.append_null(),
            (Self::Number(builder), _) => builder.append_null(),
            (Self::Flag(builder), _) => builder.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Texts(builder) => Arc::new(builder.finish()),
            Self::Day(builder) => Arc::new(builder.finish()),
            Self::Time(builder) => Arc::new(builder.finish()),
            Self::Whole(builder) => Arc::new(builder.finish()),
            Self::Number(builder) => Arc::new(builder.finish()),
            Self::Flag(builder) => Arc::new(builder.finish()),
        }
    }
}

fn is_kept(column: &Column) -> bool {
    !matches!(column.role, Role::Vault(_))
}

fn arrow_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Texts => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
        Kind::Day => DataType::Date32,
        Kind::Time => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        Kind::Whole => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Flag => DataType::Boolean,
    }
}

fn secret_kind(secret: Secret) -> &'static str {
    match secret {
        Secret::Name => "name",
        Secret::Account => "account",
        Secret::Address => "address",
    }
}

fn known(person: &PersonId, kind: &'static str, value: &str) -> VaultEntry {
    VaultEntry {
        pseudonym: person.to_string(),
        kind,
        value: value.trim().to_owned(),
    }
}
