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
    // The comments at hand are younger than the list: those on entries it does not have yet are refused.
    let orphans = orphans(&folder);
    for (name, orphans) in [("sdn.csv", orphans), ("cons_prim.csv", 0)] {
        let site = Site::new();
        let file = site.import_one("ofac", &folder.join(name));
        assert_eq!(
            (&file["rows_rejected"], &file["rows_stored"]),
            (&orphans.into(), &lines(name).into()),
            "{name}"
        );
        assert_eq!(
            site.number("SELECT count(*) FROM listed"),
            lines(name),
            "{name}"
        );
    }
    // A folder is one import for each list in it.
    let site = Site::new();
    let said = site.import("ofac", &folder).json();
    let files = said["files"].as_array().unwrap();
    let sum = |key: &str| -> u64 { files.iter().map(|file| file[key].as_u64().unwrap()).sum() };
    let entries = lines("sdn.csv") + lines("cons_prim.csv");
    assert_eq!(
        (files.len(), sum("rows_rejected"), sum("rows_stored")),
        (2, orphans, entries),
        "{said}"
    );
    let others: u64 = COMPANIONS
        .iter()
        .filter(|name| folder.join(name).is_file())
        .map(|name| lines(name))
        .sum();
    assert_eq!(sum("rows_folded"), others - orphans, "{said}");
    // What was cut off the remarks on persons is nowhere.
    let told = site.number(
        "SELECT count(*) FROM listed WHERE kind = 'person' AND (reason IS NOT NULL OR jurisdiction IS NOT NULL)",
    );
    assert_eq!(told, 0);
    for list in ["sdn.csv", "cons_prim.csv"] {
        let again = site.import_one("ofac", &folder.join(list));
        assert_eq!(again["status"], "already there", "{list}");
    }
    assert_eq!(site.number("SELECT count(*) FROM listed"), entries);
}

/// How many comments are on entries that the list does not have.
fn orphans(folder: &Path) -> u64 {
    let entries = |name: &str| -> Vec<String> {
        let Ok(text) = fs_err::read(folder.join(name)) else {
            return Vec::new();
        };
        String::from_utf8_lossy(&text)
            .lines()
            .filter_map(|line| Some(line.split_once(',')?.0.to_owned()))
            .collect()
    };
    let known = entries("sdn.csv");
    let comments = entries("sdn_comments.csv");
    comments
        .iter()
        .filter(|entry| !known.contains(entry))
        .count() as u64
}

/// Files below a folder.
fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
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

/// The files that are read with another one.
const COMPANIONS: [&str; 6] = [
    "add.csv",
    "alt.csv",
    "sdn_comments.csv",
    "cons_add.csv",
    "cons_alt.csv",
    "cons_comments.csv",
];

/// The formats that take a file, by its name; none for a file that is no data.
fn formats(path: &Path) -> &'static [&'static str] {
    let name = path.file_name().unwrap().to_str().unwrap();
    let has_ending = |ending: &str| path.extension().is_some_and(|found| found == ending);
    match name {
        "sdn.csv" | "cons_prim.csv" => &["ofac", "restricted"],
        "UN_consolidated.xml.gz" => &["un", "restricted", "listed"],
        name if name.starts_with("elf-codes-") => &["legal_forms", "csv"],
        _ if has_ending("json") => &["bods"],
        _ => &[],
    }
}

#[test]
fn every_file_of_registers_and_lists_is_read_with_counts_that_add_up() {
    for folder in ["registers", "lists"] {
        let Some(folder) = data(folder) else {
            return;
        };
        for path in all_files(&folder) {
            let is_companion = COMPANIONS.iter().any(|name| path.ends_with(name));
            for format in formats(&path) {
                let site = Site::new();
                let file = site.import_one(format, &path);
                eprintln!(
                    "{format} {}: read {} stored {} rejected {} folded {}",
                    path.display(),
                    file["rows_read"],
                    file["rows_stored"],
                    file["rows_rejected"],
                    file["rows_folded"]
                );
                assert!(file["rows_stored"].as_u64().unwrap() > 0, "{file}");
                let is_list_with_comments = path.ends_with("sdn.csv");
                assert!(
                    file["rows_rejected"] == 0 || is_list_with_comments,
                    "{file}"
                );
                // Only the positions of a register may need a note.
                let n_notes = file["notes"].as_array().unwrap().len();
                assert!(n_notes == 0 || *format == "bods", "{file}");
            }
            // What is no data is refused by every format, with what was wanted.
            if formats(&path).is_empty() && !is_companion {
                for format in [
                    "bods",
                    "ofac",
                    "un",
                    "restricted",
                    "legal_forms",
                    "csv",
                    "xlsx",
                    "jsonl",
                ] {
                    let site = Site::new();
                    site.import(format, &path).refused(&[text(&path)]);
                    assert_eq!(site.number("SELECT count(*) FROM system.imports"), 0);
                }
            }
        }
    }
}

#[test]
fn the_list_of_the_council_is_known_whatever_it_is_called() {
    let site = Site::new();
    let list = "<?xml version=\"1.0\"?><CONSOLIDATED_LIST dateGenerated=\"2026-02-27\"><INDIVIDUALS><INDIVIDUAL>\
        <DATAID>1</DATAID><FIRST_NAME>Garam</FIRST_NAME><COMMENTS1>Secret</COMMENTS1><NATIONALITY><VALUE>Secret</VALUE>\
        </NATIONALITY></INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>Naru</FIRST_NAME>\
        <COMMENTS1>Pumps</COMMENTS1></ENTITY><ENTITY><DATAID>3</DATAID></ENTITY></ENTITIES></CONSOLIDATED_LIST>";
    let path = site.file("list", list);
    let file = site.import_one("restricted", &path);
    assert_eq!(
        (&file["rows_read"], &file["rows_rejected"]),
        (&3.into(), &1.into())
    );
    let rows = site.sql("SELECT names, kind, list, list_version, reason FROM listed ORDER BY row");
    assert_eq!(
        rows,
        [
            serde_json::json!({ "names": ["Garam"], "kind": "person", "list": "UN consolidated", "list_version": "2026-02-27", "reason": null }),
            serde_json::json!({ "names": ["Naru"], "kind": "organisation", "list": "UN consolidated", "list_version": "2026-02-27", "reason": "Pumps" }),
        ]
    );
    // As a table of another kind it is refused.
    site.import("departures", &path)
        .refused(&["the consolidated list of the UN"]);
    // A list that is cut off takes nobody's place.
    let cut = site.file("cut/list", &list[..list.len() / 2]);
    site.bongsu(&["import", "restricted", text(&cut)])
        .refused(&["cut off"]);
    assert_eq!(site.number("SELECT count(*) FROM listed"), 2);
}

#[test]
fn a_newer_snapshot_of_a_register_takes_the_place_of_the_older_one_whatever_its_day() {
    let site = Site::new();
    let table = |names: &[&str]| {
        let rows = names.iter().enumerate();
        let rows = rows.map(|(n, name)| format!("5299000GARAM000000{n:02},{name}\n"));
        format!("LEI,Entity.LegalName\n{}", rows.collect::<String>())
    };
    let older = site.file("20260101-0800-lei.csv", table(&["Garam", "Naru", "Saem"]));
    let newer = site.file("20260102-1600-lei.csv", table(&["Garam", "Naru Holdings"]));
    let other = site.file("20260102-1600-lei-delta.csv", table(&["Haneul"]));
    assert_eq!(site.import_one("gleif", &older)["rows_stored"], 3);
    let file = site.import_one("gleif", &newer);
    let notes = file["notes"].to_string();
    assert!(
        notes.contains("takes the place of the earlier `DAY-lei.csv` of this source (3 rows)"),
        "{notes}"
    );
    assert_eq!(site.number("SELECT count(*) FROM organisations"), 2);
    // A file of another name adds up, as files of all formats do.
    site.import_one("gleif", &other);
    assert_eq!(site.number("SELECT count(*) FROM organisations"), 3);
}

#[test]
fn each_register_and_list_is_told_by_its_content_where_a_table_is_named() {
    for (name, text, format, stored) in [
        (
            "psc.txt",
            r#"{"company_number":"01234567","data":{"kind":"persons-with-significant-control-statement","statement":"psc-exists-but-not-identified"}}"#,
            "interests",
            1,
        ),
        (
            "entities.ftm.json",
            r#"{"id":"c-1","schema":"Company","properties":{"name":["Garam"]}}"#,
            "organisations",
            1,
        ),
        (
            "eu.xml",
            "<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\"><sanctionEntity logicalId=\"1\"><subjectType code=\"enterprise\"/><nameAlias wholeName=\"Garam\"/></sanctionEntity></export>",
            "restricted",
            1,
        ),
        (
            "csl.csv",
            "_id,source,entity_number,type,name,source_list_url\n1,List,,Entity,Garam,x\n",
            "restricted",
            1,
        ),
        (
            "SDN.XML",
            "<sdnList><sdnEntry><uid>1</uid><lastName>Garam</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>",
            "restricted",
            1,
        ),
    ] {
        let site = Site::new();
        let path = site.file(name, text);
        let file = site.import_one(format, &path);
        assert_eq!(file["rows_stored"], stored, "{name}: {file}");
    }
}
