//! Gathers blocks by month, sorts each month by person and time, writes Parquet.
//!
//! Blocks arrive in file order. When more than `BUDGET` is held, the largest month is written as one sorted file;
//! a log in time order therefore gives about one file a month.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Int8Array, Int64Array, RecordBatch, StringArray,
    StringBuilder, TimestampMicrosecondArray,
};
use bongsu_model::{Day, Keyring};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use super::block::{Block, Texts, pseudonyms};
use crate::import::{StagedFile, VaultEntry};

/// How much is held before the largest month is written, in bytes.
pub(super) const BUDGET: usize = 128 << 20;

/// Person and account.
type Pseudonyms = (Arc<str>, Arc<str>);

/// Rows of one record batch.
const BATCH: usize = 1 << 15;

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The file could not be made.
    #[error(
        "could not write the lake: {0}\nhint: nothing of this file was kept; free space or rights, then import again"
    )]
    Io(#[from] std::io::Error),
    /// Parquet could not be written.
    #[error(
        "could not write `{path}`: {source}\nhint: nothing of this file was kept; free space or rights, then import again"
    )]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What Parquet said.
        source: parquet::errors::ParquetError,
    },
    /// Arrays of unlike length or type: a fault of the program.
    #[error("internal: activity columns do not fit: {0}")]
    Arrow(#[from] arrow::error::ArrowError),
}

/// Writes activity of one source file.
#[derive(Debug)]
pub struct ActivityWriter {
    staging: PathBuf,
    prefix: String,
    source: String,
    keys: Keyring,
    people: Texts,
    pseudonyms: Vec<Pseudonyms>,
    texts: Texts,
    months: BTreeMap<i32, Month>,
    held: usize,
    n_files: usize,
}

/// The rows of one month, not yet sorted.
#[derive(Debug, Default)]
struct Month {
    blocks: Vec<Part>,
    rows: usize,
    held: usize,
}

/// A block with its texts renumbered to those of the writer, and which of its rows are meant.
#[derive(Debug)]
struct Part {
    block: Arc<Block>,
    people: Arc<[u32]>,
    texts: Arc<[u32]>,
    rows: Vec<u32>,
}

/// A month ready to be sorted and written, on any thread.
#[derive(Debug)]
pub(super) struct Flush {
    month: i32,
    parts: Vec<Part>,
    rows: usize,
    path: PathBuf,
    source: String,
    /// Person and account pseudonyms by number.
    pseudonyms: Vec<Pseudonyms>,
    texts: Vec<Box<str>>,
}

impl ActivityWriter {
    /// A writer that leaves files `PREFIX-N.parquet` in `staging`.
    pub fn new(staging: &Path, prefix: &str, source: String, keys: Keyring) -> Self {
        Self {
            staging: staging.to_owned(),
            prefix: prefix.to_owned(),
            source,
            keys,
            people: Texts::default(),
            pseudonyms: vec![("".into(), "".into())],
            texts: Texts::default(),
            months: BTreeMap::new(),
            held: 0,
            n_files: 0,
        }
    }

    /// Takes a block; hands back months that are to be written now.
    pub(super) fn take(&mut self, block: Block) -> Vec<Flush> {
        if block.is_empty() {
            return Vec::new();
        }
        let people = block
            .people
            .iter()
            .map(|key| self.person(key))
            .collect::<Vec<u32>>();
        let texts = block
            .texts
            .iter()
            .map(|text| self.texts.number(text))
            .collect::<Vec<u32>>();
        let held = block.objects.len() + block.len() * 80;
        let (people, texts, block) = (Arc::from(people), Arc::from(texts), Arc::new(block));
        let mut by_month: BTreeMap<i32, Vec<u32>> = BTreeMap::new();
        let mut last = (i32::MIN, i32::MIN);
        for (at, day) in block.day.iter().enumerate() {
            if *day != last.0 {
                last = (*day, month_of(Day::from_epoch_days(*day)));
            }
            by_month.entry(last.1).or_default().push(at as u32);
        }
        let total = block.len();
        for (month, rows) in by_month {
            let share = held * rows.len() / total;
            let entry = self.months.entry(month).or_default();
            entry.rows += rows.len();
            entry.held += share;
            self.held += share;
            let part = Part {
                block: Arc::clone(&block),
                people: Arc::clone(&people),
                texts: Arc::clone(&texts),
                rows,
            };
            entry.blocks.push(part);
        }
        let mut flushes = Vec::new();
        while self.held > BUDGET {
            let largest = self
                .months
                .iter()
                .max_by_key(|(month, held)| (held.held, Reverse(**month)));
            let Some(month) = largest.map(|(month, _)| *month) else {
                break;
            };
            flushes.extend(self.flush(month));
        }
        flushes
    }

    /// Hands back every month still held.
    pub(super) fn finish(&mut self) -> Vec<Flush> {
        let months: Vec<i32> = self.months.keys().copied().collect();
        months
            .into_iter()
            .filter_map(|month| self.flush(month))
            .collect()
    }

    /// Takes a block and writes what must be written, on this thread.
    pub fn write_block(&mut self, block: Block) -> Result<Vec<StagedFile>, WriteError> {
        self.take(block).into_iter().map(Flush::write).collect()
    }

    /// Takes the last blocks and writes everything still held, on this thread.
    pub fn write_all(
        &mut self,
        blocks: impl IntoIterator<Item = Block>,
    ) -> Result<Vec<StagedFile>, WriteError> {
        let mut files = Vec::new();
        for block in blocks {
            files.extend(self.write_block(block)?);
        }
        for flush in self.finish() {
            files.push(flush.write()?);
        }
        Ok(files)
    }

    /// The persons and accounts met, for the vault.
    pub fn vault(&self) -> Vec<VaultEntry> {
        let mut entries = Vec::new();
        for (key, (person, _)) in self.people.iter().zip(&self.pseudonyms).skip(1) {
            let (key, account) = key.split_once('\n').unwrap_or((key, key));
            for (kind, value) in [("person", key), ("account", account)] {
                entries.push(VaultEntry {
                    pseudonym: person.to_string(),
                    kind,
                    value: value.to_owned(),
                });
            }
        }
        entries.sort();
        entries.dedup();
        entries
    }

    fn person(&mut self, key: &str) -> u32 {
        let number = self.people.number(key);
        if number as usize == self.pseudonyms.len() {
            let (person, account) = pseudonyms(key, &self.keys);
            self.pseudonyms.push((person.into(), account.into()));
        }
        number
    }

    fn flush(&mut self, month: i32) -> Option<Flush> {
        let Month { blocks, rows, held } = self.months.remove(&month)?;
        self.held -= held;
        let path = self.staging.join(format!(
            "{}-{}-{:04}.parquet",
            self.prefix,
            month_name(month),
            self.n_files
        ));
        self.n_files += 1;
        Some(Flush {
            month,
            parts: blocks,
            rows,
            path,
            source: self.source.clone(),
            pseudonyms: self.pseudonyms.clone(),
            texts: self.texts.iter().map(Into::into).collect(),
        })
    }
}

impl Flush {
    /// Sorts the month and writes its file.
    pub(super) fn write(self) -> Result<StagedFile, WriteError> {
        let order = self.order();
        let file = fs_err::File::create(&self.path)?;
        let failed = |source| WriteError::Parquet {
            path: self.path.clone(),
            source,
        };
        let mut writer =
            ArrowWriter::try_new(file, super::schema(), Some(properties())).map_err(failed)?;
        for rows in order.chunks(BATCH) {
            writer.write(&self.batch(rows)?).map_err(failed)?;
        }
        writer.close().map_err(failed)?;
        Ok(StagedFile {
            table: "activity".to_owned(),
            month: Some(month_name(self.month)),
            rows: self.rows as u64,
            path: self.path,
        })
    }

    /// Part and row of each row, by pseudonym, time, then place in the file.
    fn order(&self) -> Vec<(u32, u32)> {
        let mut by_name: Vec<u32> = (0..self.pseudonyms.len() as u32).collect();
        by_name.sort_by_key(|number| self.pseudonyms.get(*number as usize));
        let mut rank = vec![0_u32; by_name.len()];
        for (place, number) in by_name.iter().enumerate() {
            if let Some(slot) = rank.get_mut(*number as usize) {
                *slot = place as u32;
            }
        }
        let mut keys = Vec::with_capacity(self.rows);
        for (n_part, part) in self.parts.iter().enumerate() {
            for &row in &part.rows {
                let at = part.block.at.get(row as usize).copied().unwrap_or(0);
                let rank = rank.get(part.person(row) as usize).copied().unwrap_or(0);
                keys.push((rank, at, n_part as u32, row));
            }
        }
        keys.sort_unstable();
        keys.into_iter()
            .map(|(_, _, part, row)| (part, row))
            .collect()
    }

    fn batch(&self, rows: &[(u32, u32)]) -> Result<RecordBatch, WriteError> {
        let rows: Vec<(&Part, usize)> = rows
            .iter()
            .filter_map(|(part, row)| Some((self.parts.get(*part as usize)?, *row as usize)))
            .collect();
        let text_column = |place: usize, required: bool| -> ArrayRef {
            let mut column = StringBuilder::with_capacity(rows.len(), rows.len() * 8);
            for (part, row) in &rows {
                let text = self
                    .texts
                    .get(part.text(*row, place) as usize)
                    .map_or("", |text| text);
                if text.is_empty() && !required {
                    column.append_null();
                } else {
                    column.append_value(text);
                }
            }
            Arc::new(column.finish())
        };
        let names = |which: fn(&Pseudonyms) -> &Arc<str>| -> ArrayRef {
            Arc::new(StringArray::from_iter_values(rows.iter().map(
                |(part, row)| {
                    self.pseudonyms
                        .get(part.person(*row as u32) as usize)
                        .map_or("", |pair| which(pair))
                },
            )))
        };
        let objects = rows
            .iter()
            .map(|(part, row)| Some(part.block.object(*row)).filter(|text| !text.is_empty()));
        let columns: Vec<ArrayRef> = vec![
            Arc::new(TimestampMicrosecondArray::from_iter_values(pick(
                &rows,
                |block| &block.at,
            ))),
            Arc::new(Date32Array::from_iter_values(pick(&rows, |block| {
                &block.day
            }))),
            Arc::new(Int8Array::from_iter_values(pick(&rows, |block| {
                &block.hour
            }))),
            names(|pair| &pair.0),
            names(|pair| &pair.1),
            text_column(0, false),
            text_column(1, true),
            text_column(2, true),
            Arc::new(objects.collect::<StringArray>()),
            text_column(3, false),
            Arc::new(pick(&rows, |block| &block.bytes).collect::<Int64Array>()),
            Arc::new(
                pick(&rows, |block| &block.outward)
                    .map(Some)
                    .collect::<BooleanArray>(),
            ),
            text_column(4, false),
            text_column(5, false),
            Arc::new(StringArray::from_iter_values(
                rows.iter().map(|_| self.source.as_str()),
            )),
            Arc::new(Int64Array::from_iter_values(
                pick(&rows, |block| &block.row).map(|row| row as i64),
            )),
        ];
        Ok(RecordBatch::try_new(super::schema(), columns)?)
    }
}

impl Part {
    /// The writer's number of a row's person.
    fn person(&self, row: u32) -> u32 {
        let local = self.block.person.get(row as usize).copied().unwrap_or(0);
        self.people.get(local as usize).copied().unwrap_or(0)
    }

    /// The writer's number of one of a row's texts.
    fn text(&self, row: usize, place: usize) -> u32 {
        let local = self
            .block
            .texts_of
            .get(row)
            .and_then(|texts| texts.get(place))
            .copied()
            .unwrap_or(0);
        self.texts.get(local as usize).copied().unwrap_or(0)
    }
}

fn pick<'r, T: Copy + 'r>(
    rows: &'r [(&'r Part, usize)],
    column: impl Fn(&'r Block) -> &'r Vec<T> + 'r,
) -> impl Iterator<Item = T> + 'r {
    rows.iter()
        .filter_map(move |(part, row)| column(&part.block).get(*row).copied())
}

fn properties() -> WriterProperties {
    let path = |name: &str| ColumnPath::from(name);
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(1 << 18))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_column_dictionary_enabled(path("at"), false)
        .set_column_encoding(path("at"), Encoding::DELTA_BINARY_PACKED)
        .set_column_dictionary_enabled(path("row"), false)
        .set_column_encoding(path("row"), Encoding::DELTA_BINARY_PACKED)
        .build()
}

fn month_of(day: Day) -> i32 {
    let date = day.date();
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

fn month_name(month: i32) -> String {
    format!(
        "{:04}-{:02}",
        month.div_euclid(12),
        month.rem_euclid(12) + 1
    )
}
