//! A site in a folder of its own, with files beside it.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::{Answer, Shared, bongsu, shared};

/// A site that is removed after the story.
#[derive(Debug)]
pub(crate) struct Site {
    home: TempDir,
}

impl Site {
    /// A new site.
    pub(crate) fn new() -> Self {
        let site = Self {
            home: TempDir::new().unwrap(),
        };
        bongsu(&["init", text(&site.dir())]).ok();
        site
    }

    /// A new site with the key and settings of the shared one.
    pub(crate) fn like_shared() -> Self {
        let site = Self::new();
        for name in ["secret.key", "bongsu.toml"] {
            fs_err::copy(shared().site.join(name), site.dir().join(name)).unwrap();
        }
        site
    }

    /// A copy of the shared site, imported and run.
    pub(crate) fn copy_of_shared() -> Self {
        let site = Self {
            home: TempDir::new().unwrap(),
        };
        copy_folder(&shared().pristine, &site.dir());
        site
    }

    /// The folder of the site.
    pub(crate) fn dir(&self) -> PathBuf {
        self.home.path().join("site")
    }

    /// Writes a file beside the site.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home.path().join("files").join(name);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(&path, content).unwrap();
        path
    }

    /// Runs a command on the site.
    pub(crate) fn bongsu(&self, args: &[&str]) -> Answer {
        let dir = self.dir();
        bongsu(&[args, &["--site", text(&dir)]].concat())
    }

    /// Records a source.
    #[track_caller]
    pub(crate) fn add_source(&self, name: &str) {
        self.bongsu(&[["source", "add", name].as_slice(), &TERMS].concat())
            .ok();
    }

    /// Imports a file from a recorded source; the answer is JSON.
    pub(crate) fn import(&self, format: &str, path: &Path) -> Answer {
        self.add_source(format);
        self.bongsu(&["import", format, text(path), "--format", "json"])
    }

    /// Imports a file that must be taken; gives what the program says of its only file.
    #[track_caller]
    pub(crate) fn import_one(&self, format: &str, path: &Path) -> Value {
        let document = self.import(format, path).json();
        let files = document["files"].as_array().unwrap();
        assert_eq!(files.len(), 1, "{files:?}");
        assert_adds_up(&files[0]);
        files[0].clone()
    }

    /// Imports what the simulation lists, in the order of `order`, from one source.
    #[track_caller]
    pub(crate) fn import_simulation(&self, Shared { sim, imports, .. }: &Shared, order: &[usize]) {
        self.add_source("records");
        assert_eq!(order.len(), imports.len());
        for at in order {
            let (format, path) = &imports[*at];
            let path = sim.join(path);
            self.bongsu(&[
                "import",
                format,
                text(&path),
                "--source",
                "records",
                "--format",
                "json",
            ])
            .json();
        }
    }

    /// Rows of a query.
    #[track_caller]
    pub(crate) fn sql(&self, query: &str) -> Vec<Value> {
        let answer = self.bongsu(&["sql", query, "--format", "jsonl"]).ok();
        answer
            .out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The only number that a query gives.
    #[track_caller]
    pub(crate) fn number(&self, query: &str) -> u64 {
        let rows = self.sql(query);
        assert_eq!(rows.len(), 1, "{query}");
        let row = rows[0].as_object().unwrap();
        row.values()
            .next()
            .unwrap()
            .as_u64()
            .unwrap_or_else(|| panic!("{query}: {row:?}"))
    }

    /// Runs the main job; the answer is JSON.
    #[track_caller]
    pub(crate) fn run(&self) -> Value {
        self.bongsu(&["run", "--format", "json"]).json()
    }

    /// What a command gives on success.
    #[track_caller]
    pub(crate) fn output(&self, args: &[&str]) -> String {
        self.bongsu(args).ok().out
    }

    /// Every file of the site with its size, but for the database and what belongs to it.
    pub(crate) fn lake_files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        let mut folders = vec![self.dir().join("lake"), self.dir().join("records")];
        while let Some(folder) = folders.pop() {
            for entry in fs_err::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path);
                }
            }
        }
        files.sort();
        files
    }
}

/// The terms of every source.
pub(crate) const TERMS: [&str; 8] = [
    "--basis",
    "agreement",
    "--purpose",
    "test",
    "--notice",
    "2025-01-15",
    "--retention",
    "365d",
];

/// Asserts that rows read = stored + rejected + folded.
#[track_caller]
pub(crate) fn assert_adds_up(file: &Value) {
    let count = |name: &str| {
        file[name]
            .as_u64()
            .unwrap_or_else(|| panic!("{name} of {file}"))
    };
    let sum = count("rows_stored") + count("rows_rejected") + count("rows_folded");
    assert_eq!(count("rows_read"), sum, "{file}");
}

/// The text of a path.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Copies a folder that nobody has open.
pub(super) fn copy_folder(from: &Path, to: &Path) {
    fs_err::create_dir_all(to).unwrap();
    for entry in fs_err::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs_err::copy(entry.path(), target).unwrap();
        }
    }
}
