//! What every command keeps to: exit codes, streams, the form of errors, and what is written about the program.

use std::collections::BTreeSet;
use std::process::Stdio;

use serde_json::Value;

use crate::support::{Site, bongsu, program, read, rows, shared, text};

#[test]
fn completions_manual_and_schema_are_written() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            bongsu(&["generate", "completions", shell])
                .ok()
                .out
                .contains("bongsu"),
            "{shell}"
        );
    }
    assert!(bongsu(&["generate", "man"]).ok().out.contains(".TH"));
    let tables = rows(&bongsu(&["generate", "schema"]).json(), "tables");
    let names: BTreeSet<_> = tables
        .iter()
        .map(|table| table["table"].as_str().unwrap())
        .collect();
    for name in [
        "activity",
        "employment",
        "departures",
        "technologies",
        "organisations",
        "listed",
    ] {
        assert!(names.contains(name), "{name} is not among {names:?}");
    }
    // What the schema promises can be asked.
    let counts: Vec<String> = names
        .iter()
        .map(|name| format!("SELECT count(*) FROM {name}"))
        .collect();
    read(&["sql", &counts.join(" UNION ALL ")]).ok();
}

#[test]
fn sources_are_listed_with_their_terms_and_never_changed() {
    let site = Site::new();
    site.add_source("hr");
    let shown = rows(
        &site
            .bongsu(&["source", "show", "hr", "--format", "json"])
            .json(),
        "sources",
    );
    let wanted = serde_json::json!([{
        "name": "hr", "basis": "agreement", "purpose": "test", "notice": "2025-01-15", "retention_days": 365,
        "owner": "",
    }]);
    assert_eq!(Value::Array(shown), wanted);
    let again = [
        "--basis",
        "another",
        "--purpose",
        "test",
        "--notice",
        "2025-01-15",
        "--retention",
        "365d",
    ];
    site.bongsu(&[["source", "add", "hr"].as_slice(), &again].concat())
        .refused(&["hr"]);
    assert_eq!(
        rows(
            &site.bongsu(&["source", "list", "--format", "json"]).json(),
            "sources"
        )[0]["basis"],
        "agreement"
    );
    let unknown = site.bongsu(&["source", "show", "cert"]).code(1).err;
    assert!(unknown.contains("hint: bongsu source list"), "{unknown}");
    for (flag, bad) in [
        ("--basis", " "),
        ("--purpose", ""),
        ("--notice", "soon"),
        ("--retention", "0d"),
    ] {
        let mut terms = vec!["source", "add", "cert"];
        for (name, good) in [
            ("--basis", "b"),
            ("--purpose", "p"),
            ("--notice", "2025-01-15"),
            ("--retention", "1d"),
        ] {
            terms.extend([name, if name == flag { bad } else { good }]);
        }
        site.bongsu(&terms).refused(&["error:"]);
    }
    assert_eq!(site.number("SELECT count(*) FROM system.sources"), 1);
}

#[test]
fn the_manual_is_at_hand_and_what_is_not_understood_is_refused() {
    for args in [
        &["--help"][..],
        &["import", "--help"],
        &["case", "show", "--help"],
        &["--version"],
    ] {
        assert!(!bongsu(args).ok().out.is_empty());
    }
    for args in [
        &["conquer"][..],
        &["import"],
        &["run", "--until", "soon"],
        &["case", "list", "--format", "yaml"],
    ] {
        bongsu(args).refused(&["error:"]);
    }
}

#[test]
fn errors_take_the_form_that_is_asked_for() {
    let at = ["case", "list", "--site", "nowhere"];
    let human = bongsu(&at)
        .refused(&["hint: make one with `bongsu init nowhere`"])
        .err;
    assert!(human.lines().count() > 1);
    let plain = bongsu(&[&["--error-format", "plain"], &at[..]].concat())
        .refused(&["hint:"])
        .err;
    assert_eq!(plain.lines().count(), 1);
    let json = bongsu(&[&["--error-format", "json"], &at[..]].concat())
        .refused(&[])
        .err;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert!(json["error"].as_str().unwrap().contains("not a site"));
    assert_eq!(bongsu(&[&["-qq"], &at[..]].concat()).refused(&[]).err, "");
}

#[test]
fn what_is_not_understood_is_told_in_the_form_that_is_asked_for() {
    for args in [
        &["conquer", "--error-format", "json"][..],
        &["--error-format=json", "import"],
        &["run", "--until", "soon", "--error-format", "json"],
        &["--error-format", "json"],
        &["--error-format", "json", "case"],
    ] {
        let said = bongsu(args).refused(&[]).err;
        let said: Value =
            serde_json::from_str(&said).unwrap_or_else(|_| panic!("{args:?}: {said}"));
        let text = said["error"].as_str().unwrap();
        assert!(
            !text.is_empty() && !text.starts_with("error:"),
            "{args:?}: {text}"
        );
    }
    let plain = bongsu(&["conquer", "--error-format", "plain"])
        .refused(&["conquer"])
        .err;
    assert_eq!(plain.lines().count(), 1, "{plain}");
    assert!(
        bongsu(&["conquer"])
            .refused(&["error:", "Usage:"])
            .err
            .lines()
            .count()
            > 1
    );
    assert_eq!(bongsu(&["conquer", "-qq"]).refused(&[]).err, "");
    // Help is no error, in whatever form errors come.
    for args in [
        &["--help", "--error-format", "json"][..],
        &["--error-format", "json", "--version"],
    ] {
        assert!(bongsu(args).ok().out.starts_with(['W', 'b']));
    }
}

#[test]
fn colour_is_written_only_where_it_is_asked_for() {
    let escape = '\u{1b}';
    assert!(!read(&["case", "list"]).ok().out.contains(escape));
    assert!(
        read(&["case", "list", "--color", "always"])
            .ok()
            .out
            .contains(escape)
    );
    assert!(
        !read(&["case", "list", "--color", "never"])
            .ok()
            .out
            .contains(escape)
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = program()
        .args([
            "sql",
            "SELECT * FROM activity LIMIT 20000",
            "--format",
            "csv",
            "--site",
            text(&shared().site),
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_second_site_is_not_made_over_the_first() {
    let site = Site::new();
    bongsu(&["init", text(&site.dir())]).refused(&["is a site already"]);
    let file = site.file("letter.txt", "Dear all");
    bongsu(&["init", text(file.parent().unwrap())]).refused(&["is not empty"]);
}
