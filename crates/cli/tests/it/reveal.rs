//! Names that are revealed are data like any other: they keep to their columns and cannot break JSON, CSV or a page.

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::support::{Answer, Site, program, rows, shared, text};

/// Quotes, a backslash, markup, a comma and wide letters; it sorts before every other name.
const HOSTILE: &str = "\"<script>alert(1)</script>\\, 김하나";

const REVEAL: [&str; 3] = ["--reveal", "--reason", "matter 12"];

/// A copy of the shared site in which everybody with a finding bears the hostile name.
fn site() -> Site {
    let site = Site::copy_of_shared();
    let found = revealed(&site, &["finding", "list", "--format", "json"]).json();
    let mut keys: Vec<String> = rows(&found, "findings")
        .iter()
        .flat_map(|finding| finding["people"].as_array().unwrap().clone())
        .map(|person| {
            person
                .as_str()
                .unwrap()
                .split(' ')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect();
    keys.sort();
    keys.dedup();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["person", "name", "unit"]).unwrap();
    for key in &keys {
        writer.write_record([key, HOSTILE, "Quality"]).unwrap();
    }
    let people = site.file("more.csv", writer.into_inner().unwrap());
    site.add_source("more");
    site.bongsu(&["import", "hr", text(&people), "--source", "more"])
        .ok();
    site
}

fn revealed(site: &Site, args: &[&str]) -> Answer {
    site.bongsu(&[args, &REVEAL].concat())
}

/// The column in which each line has the text that it ends with.
fn ends(lines: &[&str]) -> Vec<usize> {
    lines.iter().map(|line| line.width()).collect()
}

#[test]
fn tables_with_names_keep_their_columns() {
    let site = site();
    let answers = shared().sim.join("answers");
    for args in [
        &["case", "list"][..],
        &["finding", "list"],
        &["evaluate", "--answers", text(&answers)],
    ] {
        let shown = revealed(&site, args).ok().out;
        assert!(shown.contains("\"<"), "{args:?} names nobody:\n{shown}");
        for line in shown.lines().filter(|line| !line.starts_with("note: ")) {
            assert!(line.width() <= 100, "{} columns: {line}", line.width());
        }
    }
    let shown = revealed(&site, &["case", "list"]).ok().out;
    let lines: Vec<&str> = shown
        .lines()
        .filter(|line| {
            line.starts_with("case_") && line.ends_with(|last: char| last.is_ascii_digit())
        })
        .collect();
    assert!(lines.len() > 2, "{shown}");
    let ends = ends(&lines);
    assert!(ends.iter().all(|end| *end == ends[0]), "{shown}");
}

#[test]
fn a_case_with_names_is_laid_out_after_them() {
    let site = site();
    for case in rows(
        &site.bongsu(&["case", "list", "--format", "json"]).json(),
        "cases",
    ) {
        let id = case["id"].as_str().unwrap();
        let shown = revealed(&site, &["case", "show", id]).ok().out;
        for line in shown.lines() {
            assert!(line.width() <= 100, "{} columns: {line}", line.width());
        }
        assert!(!shown.contains("pers_"), "{shown}");
    }
}

#[test]
fn a_name_cannot_break_json_csv_or_a_page() {
    let site = site();
    let cases = rows(
        &revealed(&site, &["case", "list", "--format", "json"]).json(),
        "cases",
    );
    let case = cases.iter().find(|case| case["kind"] == "person").unwrap();
    let subject = case["subject"].as_str().unwrap();
    assert!(subject.ends_with(&format!("({HOSTILE})")), "{subject}");
    let id = case["id"].as_str().unwrap();
    let shown = revealed(&site, &["case", "show", id, "--format", "json"]).json();
    assert_eq!(shown["case"]["subject"], case["subject"]);
    for args in [
        &["case", "show", id, "--format", "html"][..],
        &["case", "list", "--format", "html"],
    ] {
        let page = revealed(&site, args).ok().out;
        assert!(
            page.contains("&lt;script&gt;") || page.contains("&#60;script&#62;"),
            "{page}"
        );
        assert!(
            !page.contains("<script>alert"),
            "a name became markup:\n{page}"
        );
    }

    let found = rows(
        &revealed(&site, &["finding", "list", "--format", "json"]).json(),
        "findings",
    );
    let lines = revealed(&site, &["finding", "list", "--format", "jsonl"])
        .ok()
        .out;
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines, found);
    let table = revealed(&site, &["finding", "list", "--format", "csv"])
        .ok()
        .out;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), found.len());
    assert!(
        records
            .iter()
            .any(|record| record[1].ends_with(&format!("({HOSTILE})")))
    );
    for record in records {
        serde_json::from_str::<Value>(&record[9]).unwrap();
    }
}

#[test]
fn names_are_shown_to_somebody_or_not_at_all() {
    let site = Site::copy_of_shared();
    let dir = site.dir();
    let output = program()
        .env_remove("BONGSU_USER")
        .args([
            "case",
            "list",
            "--reveal",
            "--reason",
            "matter 12",
            "--site",
            text(&dir),
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("BONGSU_USER"));
    assert_eq!(site.number("SELECT count(*) FROM system.audit"), 0);
}
