//! Files in, tables out: every reader against good, odd and broken files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use arrow::array::{Array, AsArray as _};
use arrow::datatypes::TimestampMicrosecondType;
use arrow::record_batch::RecordBatch;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use proptest::prelude::*;

use super::*;
use crate::input::TextEncoding;

/// A folder with a file in it, to be imported.
pub(super) struct Bench {
    folder: tempfile::TempDir,
    path: PathBuf,
    format: RecordFormat,
    table: Option<&'static Table>,
    mapping: Option<Mapping>,
}

/// An import and what it wrote.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) imported: Imported,
    pub(super) notes: Vec<Note>,
    /// `table: column=value column=value`, without empty values and without the source.
    pub(super) rows: Vec<String>,
}

impl Bench {
    pub(super) fn new(format: RecordFormat, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs_err::write(&path, bytes).unwrap();
        fs_err::create_dir(folder.path().join("staging")).unwrap();
        Self {
            folder,
            path,
            format,
            table: None,
            mapping: None,
        }
    }

    pub(super) fn at(format: RecordFormat, path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            ..Self::new(format, "unused", "")
        }
    }

    pub(super) fn beside(self, name: &str, bytes: &str) -> Self {
        fs_err::write(self.folder.path().join(name), bytes).unwrap();
        self
    }

    pub(super) fn table(self, name: &str) -> Self {
        Self {
            table: Some(tables::by_name(name).unwrap()),
            ..self
        }
    }

    pub(super) fn mapping(self, text: &str) -> Self {
        Self {
            mapping: Some(Mapping::parse(text).unwrap()),
            ..self
        }
    }

    /// What reading leaves behind, unlooked at.
    pub(super) fn imported(&self) -> Result<(Imported, Vec<Note>), ReadError> {
        let staging = self.folder.path().join("staging");
        let (keyring, zone) = (Keyring::new(&[7; 32]), Zone::new("Asia/Seoul").unwrap());
        let request = RecordsRequest {
            path: &self.path,
            format: self.format,
            table: self.table,
            mapping: self.mapping.as_ref(),
            keyring: &keyring,
            zone: &zone,
            staging: &staging,
            source_digest: Digest::of(b"file"),
        };
        read_records(&request, &mut |_| {})
    }

    pub(super) fn read(&self) -> Result<Done, ReadError> {
        let staging = self.folder.path().join("staging");
        let result = self.imported();
        let left: Vec<_> = fs_err::read_dir(&staging)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        let (imported, notes) = match result {
            Ok(result) => result,
            Err(error) => {
                assert!(left.is_empty(), "{left:?} stays behind");
                return Err(error);
            }
        };
        let counts = imported.counts;
        assert_eq!(
            counts.read,
            counts.stored + counts.rejected + counts.folded,
            "{counts:?}"
        );
        assert_eq!(imported.rejects.len() as u64, counts.rejected);
        let staged: BTreeSet<_> = imported
            .files
            .iter()
            .map(|file| file.path.clone())
            .collect();
        assert_eq!(left.into_iter().collect::<BTreeSet<_>>(), staged);
        let rows = imported.files.iter().flat_map(rows_of).collect();
        Ok(Done {
            imported,
            notes,
            rows,
        })
    }

    pub(super) fn done(&self) -> Done {
        self.read().unwrap()
    }

    /// The format that the file tells by itself.
    pub(super) fn detected(&self) -> Result<RecordFormat, InputError> {
        RecordFormat::of_file(&self.path)
    }

    /// What stands for the bytes of the file.
    pub(super) fn digest(&self) -> Digest {
        digest_source(&self.path, self.format).unwrap().digest
    }

    pub(super) fn error(&self) -> String {
        self.read().unwrap_err().to_string()
    }
}

impl Done {
    pub(super) fn counts(&self) -> (u64, u64, u64, u64) {
        let counts = self.imported.counts;
        (counts.read, counts.stored, counts.rejected, counts.folded)
    }

    /// `file:line column: reason`, the file where an import reads several.
    pub(super) fn rejects(&self) -> Vec<String> {
        let text = |reject: &Reject| {
            let file = reject
                .file
                .map_or_else(String::new, |file| format!("{file}:"));
            format!("{file}{} {}: {}", reject.line, reject.column, reject.reason)
        };
        self.imported.rejects.iter().map(text).collect()
    }
}

fn rows_of(staged: &StagedFile) -> Vec<String> {
    let file = fs_err::File::open(&staged.path).unwrap().into_parts().0;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .unwrap()
        .build()
        .unwrap();
    let table = &staged.table;
    let rows: Vec<String> = reader
        .flat_map(|batch| shown(&batch.unwrap()))
        .map(|row| format!("{table}: {row}"))
        .collect();
    assert_eq!(rows.len() as u64, staged.rows);
    rows
}

fn shown(batch: &RecordBatch) -> Vec<String> {
    let schema = batch.schema();
    let names = schema.fields().iter().map(|field| field.name().as_str());
    let columns: Vec<(&str, Vec<String>)> = names
        .zip(batch.columns().iter().map(|array| texts(array.as_ref())))
        .collect();
    let row = |index: usize| {
        let cells = columns
            .iter()
            .map(|(name, texts)| (*name, texts[index].as_str()));
        let kept = cells.filter(|(name, text)| *name != "source" && !text.is_empty());
        kept.map(|(name, text)| format!("{name}={text}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    (0..batch.num_rows()).map(row).collect()
}

fn texts(array: &dyn Array) -> Vec<String> {
    // Arrow shows instants only with a feature that nothing else needs.
    if let Some(instants) = array.as_primitive_opt::<TimestampMicrosecondType>() {
        let shown = |at| format!("{}Z", Zone::utc().wall(bongsu_model::Micros(at)));
        return instants
            .iter()
            .map(|at| at.map(shown).unwrap_or_default())
            .collect();
    }
    let options = FormatOptions::default().with_null("");
    let formatter = ArrayFormatter::try_new(array, &options).unwrap();
    (0..array.len())
        .map(|index| formatter.value(index).to_string())
        .collect()
}

fn pseudonym(key: &str) -> String {
    Keyring::new(&[7; 32]).person(key).to_string()
}

mod column;
mod csl;
mod delimited;
mod eu;
mod foreign;
mod generic;
mod legal_forms;
mod lists;
mod ofac_xml;
mod un;
mod workbooks;
