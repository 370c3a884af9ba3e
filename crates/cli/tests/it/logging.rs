//! What `-v` and `-vv` say: steps and queries with their duration, and nothing that is not asked for.

use serde_json::Value;

use crate::support::{Site, read};

#[test]
fn nothing_is_logged_unless_it_is_asked_for() {
    assert_eq!(read(&["case", "list"]).ok().err, "");
}

#[test]
fn steps_are_logged_with_their_duration() {
    let site = Site::copy_of_shared();
    let answer = site.bongsu(&["-v", "run"]).ok();
    for step in [
        "tables",
        "notable",
        "person_day",
        "ties",
        "leaver.bulk-collection",
        "explain",
    ] {
        let said = format!("step {step} done in ");
        let line = answer.err.lines().find(|line| line.contains(&said));
        let line = line.unwrap_or_else(|| panic!("no `{said}` in\n{}", answer.err));
        assert!(
            line.contains(" ms ") && line.contains("duration_ms="),
            "{line}"
        );
    }
    assert!(
        answer
            .err
            .contains("detector.id=\"leaver.bulk-collection\""),
        "{}",
        answer.err
    );
    assert!(!answer.err.contains("SELECT"), "{}", answer.err);
    assert!(!answer.out.contains("duration_ms"), "{}", answer.out);
}

#[test]
fn queries_are_logged_without_the_texts_they_ask_for() {
    let query = "SELECT count(*) AS n FROM activity -- Kim\nWHERE channel = 'Kim Hana'";
    let answer = read(&["-vv", "sql", query, "--format", "jsonl"]).ok();
    assert_eq!(answer.out, "{\"n\":0}\n");
    let logged = "SELECT count(*) AS n FROM activity WHERE channel = '…'";
    assert!(answer.err.contains(logged), "{}", answer.err);
    assert!(
        answer.err.contains("query `sql` gave 1 rows in "),
        "{}",
        answer.err
    );
    assert!(!answer.err.contains("Kim"), "{}", answer.err);
    assert!(!read(&["-v", "sql", query]).ok().err.contains("SELECT"));
}

#[test]
fn the_log_can_be_json() {
    let answer = read(&["-v", "--log-format", "json", "case", "list"]).ok();
    let lines: Vec<Value> = answer
        .err
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let last = lines.last().unwrap();
    assert_eq!(last["level"], "INFO");
    assert_eq!(last["fields"]["code"], 0);
    assert!(last["fields"]["duration_ms"].is_u64(), "{last}");
    assert!(last["timestamp"].as_str().unwrap().ends_with('Z'), "{last}");
}
