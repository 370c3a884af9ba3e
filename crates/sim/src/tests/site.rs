//! A simulation read back the way its users read it; its files are kept in memory.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::{HolderKind, Plan, Summary, simulate};

/// A row by column.
pub(super) type Row = BTreeMap<String, String>;

/// A maker of the smallest size.
pub(super) static MAKER: LazyLock<Site> = LazyLock::new(|| Site::new(HolderKind::Maker, 5));
/// A laboratory of the smallest size.
pub(super) static LAB: LazyLock<Site> = LazyLock::new(|| Site::new(HolderKind::Lab, 5));

/// What a simulation wrote.
pub(super) struct Site {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) summary: Summary,
}

impl Site {
    pub(super) fn new(kind: HolderKind, seed: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let summary = simulate(&Plan::new(kind, 60, 120, seed), dir.path(), &mut |_| {}).unwrap();
        let mut files = BTreeMap::new();
        load(dir.path(), dir.path(), &mut files);
        Self { files, summary }
    }

    /// The rows of a file of any of the formats.
    pub(super) fn rows(&self, file: &str) -> Vec<Row> {
        let bytes = self.files[file].as_slice();
        match file.rsplit('.').next() {
            Some("xlsx") => workbook(bytes),
            Some("jsonl") => lines(bytes),
            _ => csv::Reader::from_reader(bytes)
                .deserialize()
                .map(Result::unwrap)
                .collect(),
        }
    }

    /// The statements of the company register.
    pub(super) fn register(&self) -> Vec<Value> {
        serde_json::from_slice(&self.files["registers/companies.json"]).unwrap()
    }
}

fn workbook(bytes: &[u8]) -> Vec<Row> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let header: Vec<String> = range
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(Data::to_string)
        .collect();
    let texts = |row: &[Data]| {
        header
            .iter()
            .cloned()
            .zip(row.iter().map(Data::to_string))
            .collect()
    };
    range.rows().skip(1).map(texts).collect()
}

fn lines(bytes: &[u8]) -> Vec<Row> {
    let text = std::str::from_utf8(bytes).unwrap();
    let objects = text
        .lines()
        .map(|line| serde_json::from_str::<BTreeMap<String, Value>>(line).unwrap());
    objects
        .map(|object| {
            object
                .into_iter()
                .map(|(key, value)| (key, value.to_string()))
                .collect()
        })
        .collect()
}

fn load(root: &Path, below: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs_err::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            load(root, &path, files);
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            files.insert(name, fs_err::read(&path).unwrap());
        }
    }
}
