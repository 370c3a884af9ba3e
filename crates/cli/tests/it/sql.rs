//! `bongsu sql`: one result in four forms, written as it comes, whatever its size.

use std::io::Read;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::{Site, bongsu, program, read, rows, shared, text};

/// Numbers from 1; `n` of them.
fn series(n: u64) -> String {
    format!("SELECT value AS n FROM generate_series(1, {n}) ORDER BY n")
}

#[test]
fn json_names_its_version_columns_and_types() {
    let query = "SELECT 1 AS n, 'a \"b\"' AS name, 0.5 AS share, DATE '2026-03-02' AS day, true AS flag, \
                 TIMESTAMP '2026-03-02 10:00:00' AS at, make_array('x', 'y') AS many";
    let document = read(&["sql", query, "--format", "json"]).json();
    let types: Vec<(&str, &str)> = document["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| {
            (
                column["name"].as_str().unwrap(),
                column["type"].as_str().unwrap(),
            )
        })
        .collect();
    let wanted = [
        ("n", "whole number"),
        ("name", "text"),
        ("share", "number"),
        ("day", "day"),
        ("flag", "flag"),
        ("at", "time"),
        ("many", "texts"),
    ];
    assert_eq!(types, wanted);
    let row = json!({
        "n": 1, "name": "a \"b\"", "share": 0.5, "day": "2026-03-02", "flag": true,
        "at": "2026-03-02T10:00:00Z", "many": ["x", "y"],
    });
    assert_eq!(document["rows"], json!([row]));
}

#[test]
fn every_form_holds_every_row_of_many_batches() {
    let query = series(50_000);
    let csv = read(&["sql", &query, "--format", "csv"]).ok().out;
    assert_eq!(csv.lines().next(), Some("n"));
    let numbers: Vec<u64> = csv
        .lines()
        .skip(1)
        .map(|line| line.parse().unwrap())
        .collect();
    assert_eq!(numbers, (1..=50_000).collect::<Vec<_>>());
    let lines = read(&["sql", &query, "--format", "jsonl"]).ok().out;
    assert_eq!(lines.lines().count(), 50_000);
    let document = read(&["sql", &query, "--format", "json"]).json();
    let listed: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows(&document, "rows"), listed);
}

#[test]
fn people_see_the_first_rows_and_how_many_more_there_are() {
    let answer = read(&["sql", &series(10_050)]).ok();
    assert!(answer.out.ends_with("the first 10,000 of 10,050 rows\n"));
    assert_eq!(answer.out.lines().count(), 10_002);
    assert!(
        answer.err.contains("50 rows more are not shown"),
        "{}",
        answer.err
    );
    assert!(answer.err.contains("--format csv"), "{}", answer.err);
    let whole = read(&["sql", &series(10_000)]).ok();
    assert!(whole.out.ends_with("\n10,000 rows\n"));
    assert_eq!(whole.err, "");
    assert!(
        read(&["sql", "SELECT 1 AS n"])
            .ok()
            .out
            .ends_with("\n1 row\n")
    );
}

#[test]
fn no_row_is_still_a_table() {
    let query = "SELECT person, at FROM activity WHERE false";
    let shown = |format| read(&["sql", query, "--format", format]).ok().out;
    assert_eq!(shown("csv"), "person,at\n");
    assert_eq!(shown("jsonl"), "");
    let document = read(&["sql", query, "--format", "json"]).json();
    assert_eq!(document["rows"], json!([]));
    assert_eq!(
        document["columns"][1],
        json!({ "name": "at", "type": "time" })
    );
}

#[test]
fn two_columns_of_one_name_are_told_apart_or_refused() {
    let query = "SELECT a.n, b.n FROM (SELECT 1 AS n) a CROSS JOIN (SELECT 2 AS n) b";
    let shown = read(&["sql", query, "--format", "csv"]).ok().out;
    assert_eq!(shown, "n,n\n1,2\n");
    for format in ["json", "jsonl"] {
        read(&["sql", query, "--format", format]).refused(&["two columns", "`n`", "hint:"]);
    }
}

#[test]
fn a_query_that_fails_gives_an_error_and_no_data() {
    for format in ["human", "csv", "json", "jsonl"] {
        read(&["sql", "SELECT nothing FROM activity", "--format", format]).refused(&["nothing"]);
        read(&[
            "sql",
            "SELECT CAST(channel AS INT) FROM activity",
            "--format",
            format,
        ])
        .refused(&["error:"]);
        read(&["sql", "DROP TABLE activity", "--format", format]).refused(&["error:"]);
    }
}

/// A query without end whose first rows come at once.
fn endless(format: &str) -> Command {
    let mut command = program();
    let query = "SELECT a.value AS a, b.value AS b FROM generate_series(1, 1000) a \
                 CROSS JOIN generate_series(1, 100000000) b";
    command
        .args([
            "sql",
            query,
            "--format",
            format,
            "--site",
            text(&shared().site),
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn the_first_rows_come_before_the_last_are_known_and_a_reader_may_go_away() {
    for format in ["csv", "jsonl", "json"] {
        let mut child = endless(format).spawn().unwrap();
        let mut first = vec![0; 1 << 20];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{format}: {said}");
        assert_eq!(said, "");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_large_result_passes_through_little_memory() {
    let mut child = endless("csv").spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut buffer = vec![0; 1 << 20];
    let peak = |id: u32| -> u64 {
        let status = fs_err::read_to_string(format!("/proc/{id}/status")).unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmHWM:"))
            .unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    for _ in 0..8 {
        stdout.read_exact(&mut buffer).unwrap();
    }
    let early = peak(child.id());
    // Some ten million rows later.
    for _ in 0..120 {
        stdout.read_exact(&mut buffer).unwrap();
    }
    let late = peak(child.id());
    drop(stdout);
    child.wait().unwrap();
    assert!(late < early + 65_536, "from {early} to {late} KiB");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_query_without_end() {
    use std::os::unix::process::ExitStatusExt;
    let mut child = endless("csv").spawn().unwrap();
    let mut first = [0; 16];
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut first)
        .unwrap();
    let id = child.id().to_string();
    let sent = Command::new("sh")
        .args(["-c", &format!("kill -INT {id}")])
        .status()
        .unwrap();
    assert!(sent.success());
    let status = child.wait().unwrap();
    // A shell reports the signal 2 as 130.
    assert!(
        status.signal() == Some(2) || status.code() == Some(130),
        "{status}"
    );
}

#[test]
fn a_query_that_needs_too_much_memory_says_what_to_do() {
    let site = Site::new();
    let settings = site.dir().join("bongsu.toml");
    fs_err::write(settings, "[engine]\nmemory_mib = 64\n").unwrap();
    let query = "SELECT max(a.value + b.value) FROM generate_series(1, 50000000) a \
                 CROSS JOIN generate_series(1, 50000000) b";
    let refused =
        site.bongsu(&["sql", query])
            .refused(&["more memory", "engine.memory_mib", "hint:"]);
    assert!(!refused.err.contains("Exec"), "{}", refused.err);
    // Nothing that was spilled stays.
    let spilled = fs_err::read_dir(site.dir().join("lake/spill")).unwrap();
    assert_eq!(spilled.count(), 0);
}

#[test]
fn a_query_is_read_from_standard_input() {
    let site = text(&shared().site);
    let mut child = program()
        .args(["sql", "-", "--format", "csv", "--site", site])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, b"SELECT 7 AS n").unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "n\n7\n");
    bongsu(&["sql", "SELECT 1", "--site", "nowhere"]).refused(&["not a site"]);
}
