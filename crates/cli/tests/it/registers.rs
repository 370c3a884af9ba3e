//! Real registers and lists, where they lie beside the repository, import with counts that add up.

use std::path::{Path, PathBuf};

use crate::support::{Site, assert_adds_up, text};

/// A folder of `shared/data` beside this repository or above it; where there is none, says so.
fn data(name: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above
        .map(|folder| folder.join("shared/data").join(name))
        .find(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("skipped: no folder shared/data/{name} beside the repository");
    }
    found
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs_err::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    files
}

#[test]
fn every_example_of_bods_is_imported_with_counts_that_add_up() {
    let Some(folder) = data("registers/bods-0.4-examples") else {
        return;
    };
    let files = files(&folder, "json");
    assert!(!files.is_empty());
    for path in files {
        let site = Site::new();
        let statements: serde_json::Value =
            serde_json::from_slice(&fs_err::read(&path).unwrap()).unwrap();
        let file = site.import_one("bods", &path);
        assert_eq!(
            file["rows_read"],
            statements.as_array().unwrap().len(),
            "{file}"
        );
        assert_eq!(file["rows_rejected"], 0, "{file}");
        // A register alone is enough to run on.
        site.run();
        let kept: Vec<_> = fs_err::read_dir(site.dir().join("records"))
            .unwrap()
            .collect();
        assert_eq!(kept.len(), 1, "{} is not kept as given", path.display());
    }
}

#[test]
fn all_examples_of_bods_in_one_site_add_up_in_its_records() {
    let Some(folder) = data("registers/bods-0.4-examples") else {
        return;
    };
    let site = Site::new();
    site.add_source("bods");
    let files = files(&folder, "json");
    let paths: Vec<&str> = files.iter().map(|path| text(path)).collect();
    let said = site
        .bongsu(&[&["import", "bods", "--format", "json"], &paths[..]].concat())
        .json();
    for file in said["files"].as_array().unwrap() {
        assert_adds_up(file);
    }
    assert_eq!(
        site.number("SELECT count(*) FROM system.imports"),
        files.len() as u64
    );
    let broken = "SELECT count(*) FROM system.imports WHERE rows_read <> rows_stored + rows_rejected + rows_folded";
    assert_eq!(site.number(broken), 0);
    assert!(site.number("SELECT count(*) FROM organisations") > 0);
    assert!(site.number("SELECT count(*) FROM interests") > 0);
}

#[test]
fn the_lists_of_the_treasury_are_imported_with_counts_that_add_up() {
    let Some(folder) = data("lists/ofac") else {
        return;
    };
    // An entry is a line; the last one holds only the old mark of the end of a file.
    let lines = |name: &str| {
        let bytes = fs_err::read(folder.join(name)).unwrap();
        bytes
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty() && line.first() != Some(&0x1a))
            .count() as u64
    };
    for name in ["sdn.csv", "cons_prim.csv"] {
        let site = Site::new();
        let file = site.import_one("ofac", &folder.join(name));
        assert_eq!(
            (&file["rows_rejected"], &file["rows_stored"]),
            (&0.into(), &lines(name).into()),
            "{name}"
        );
        assert_eq!(
            site.number("SELECT count(*) FROM listed"),
            lines(name),
            "{name}"
        );
    }
    let site = Site::new();
    let file = site.import_one("ofac", &folder);
    let entries = lines("sdn.csv") + lines("cons_prim.csv");
    assert_eq!(
        (&file["rows_rejected"], &file["rows_stored"]),
        (&0.into(), &entries.into()),
        "{file}"
    );
    let others = ["add.csv", "alt.csv", "cons_add.csv", "cons_alt.csv"];
    let others: u64 = others
        .iter()
        .filter(|name| folder.join(name).is_file())
        .map(|name| lines(name))
        .sum();
    assert_eq!(file["rows_folded"], others, "{file}");
    assert_eq!(site.import_one("ofac", &folder)["status"], "already there");
}
