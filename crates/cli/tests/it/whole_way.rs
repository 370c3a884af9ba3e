//! From a simulation to cases: every command a user meets on the way, with its exit code and its forms of output.

use std::collections::BTreeSet;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::support::{assert_adds_up, read, rows, shared, text};

#[test]
fn every_file_a_simulation_lists_is_imported_without_a_rejected_row() {
    for file in &shared().imported {
        assert_adds_up(file);
        assert_eq!(
            (&file["status"], &file["rows_rejected"]),
            (&"imported".into(), &0.into()),
            "{file}"
        );
        assert!(file["rows_stored"].as_u64() > Some(0), "{file}");
    }
    let names: Vec<_> = shared()
        .imported
        .iter()
        .map(|file| file["file"].as_str().unwrap())
        .collect();
    for wanted in [
        "employment.csv",
        "technologies.xlsx",
        "companies.json",
        "LDAP/2025-09.csv",
        "http.csv",
    ] {
        assert!(
            names.iter().any(|name| name.ends_with(wanted)),
            "{wanted} is not among {names:?}"
        );
    }
}

#[test]
fn a_run_says_what_it_found_and_what_it_could_not_see() {
    let run = &shared().run;
    assert!(run["run"].as_str().unwrap().starts_with("run_"));
    assert!(run["findings"].as_u64() > Some(0));
    assert_eq!(run["findings"], run["new_findings"]);
    assert_eq!(
        rows(run, "opened").len() as u64,
        run["cases"].as_u64().unwrap()
    );
    for step in rows(run, "steps") {
        assert!(
            step["seconds"]
                .as_f64()
                .is_some_and(|seconds| seconds >= 0.0),
            "{step}"
        );
    }
    for blind in rows(run, "blind") {
        assert_ne!(blind["detail"], "", "{blind}");
    }
}

#[test]
fn no_detector_fails_on_the_simulation() {
    let blind = rows(&shared().run, "blind");
    let failed: Vec<_> = blind
        .iter()
        .filter(|blind| blind["detail"].to_string().contains("rror"))
        .collect();
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn a_title_says_what_a_fact_of_the_case_says() {
    let cases = rows(&read(&["case", "list", "--format", "json"]).json(), "cases");
    let mut n_checked = 0;
    for (words, detector) in [
        ("at unusual hours", "access.unusual-hours"),
        ("without a place on the access list", "access.without-right"),
        ("minutes before sending", "taking.read-then-carried"),
        ("collected", "leaver.bulk-collection"),
    ] {
        for case in &cases {
            if case["title"].as_str().unwrap().contains(words) {
                n_checked += 1;
                let mut facts = case["facts"].as_array().unwrap().iter();
                assert!(facts.any(|fact| fact["detector"] == detector), "{case}");
            }
        }
    }
    assert!(n_checked > 1, "{n_checked}");
}

#[test]
fn cases_are_listed_the_heaviest_first_in_three_forms() {
    let cases = rows(&read(&["case", "list", "--format", "json"]).json(), "cases");
    assert_eq!(cases.len() as u64, shared().run["cases"].as_u64().unwrap());
    let scores: Vec<f64> = cases
        .iter()
        .map(|case| case["score"]["total"].as_f64().unwrap())
        .collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");

    let human = read(&["case", "list"]).ok().out;
    let page = read(&["case", "list", "--format", "html"]).ok().out;
    assert!(page.starts_with("<!DOCTYPE html>"));
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        // The list for people cuts ids to what tells them apart.
        assert!(human.contains(&id[..13]) && page.contains(id), "{id}");
    }
    let first = rows(
        &read(&["case", "list", "--format", "json", "--limit", "1"]).json(),
        "cases",
    );
    assert_eq!(first.as_slice(), &cases[..1]);
}

#[test]
fn each_case_shows_who_what_whom_and_why_in_three_forms() {
    for case in rows(&read(&["case", "list", "--format", "json"]).json(), "cases") {
        let id = case["id"].as_str().unwrap();
        assert_eq!(
            read(&["case", "show", id, "--format", "json"]).json()["case"],
            case
        );
        for part in [
            "who",
            "what",
            "whom",
            "timeline",
            "facts",
            "innocent",
            "unknown",
            "next_steps",
            "score",
        ] {
            assert!(case.get(part).is_some(), "{id} lacks `{part}`");
        }
        for fact in rows(&case, "facts") {
            assert!(
                !rows(&fact, "refs").is_empty(),
                "{id} has a fact that stands on no row: {fact}"
            );
        }
        let human = read(&["case", "show", id]).ok().out;
        assert!(human.contains(id) && human.contains("FACTS"), "{human}");
        let page = read(&["case", "show", id, "--format", "html"]).ok().out;
        assert!(page.contains("<svg"), "{id} has no picture");
        for outside in ["src=", "@import", "url(", "<script", "<link"] {
            assert!(
                !page.contains(outside),
                "the page of {id} is not self-contained: {outside}"
            );
        }
    }
}

#[test]
fn what_people_read_is_at_most_100_columns_wide() {
    let answers = text(&shared().sim.join("answers")).to_owned();
    let mut commands: Vec<Vec<String>> = [
        vec!["case", "list"],
        vec!["finding", "list"],
        vec!["stats"],
        vec!["detector", "list"],
        vec!["source", "list"],
        vec!["evaluate", "--answers", &answers],
        vec!["sql", "SELECT * FROM employment"],
    ]
    .map(|command| command.into_iter().map(str::to_owned).collect())
    .to_vec();
    for case in rows(&read(&["case", "list", "--format", "json"]).json(), "cases") {
        commands.push(vec![
            "case".into(),
            "show".into(),
            case["id"].as_str().unwrap().into(),
        ]);
    }
    for command in commands {
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        for line in read(&command).ok().out.lines() {
            assert!(
                line.width() <= 100,
                "{} columns in `bongsu {}`: {line}",
                line.width(),
                command.join(" ")
            );
        }
    }
}

#[test]
fn a_case_is_found_by_the_beginning_of_its_id_and_an_unknown_one_is_a_negative_answer() {
    let cases = rows(&read(&["case", "list", "--format", "json"]).json(), "cases");
    let id = cases[0]["id"].as_str().unwrap();
    assert!(read(&["case", "show", &id[..12]]).ok().out.contains(id));
    let answer = read(&["case", "show", "case_0"]).code(1);
    assert!(
        answer.out.is_empty() && answer.err.contains("bongsu case list"),
        "{answer:?}"
    );
    // Every id begins with `case_`.
    read(&["case", "show", "case_"]).refused(&["several cases", "hint:"]);
}

#[test]
fn findings_are_the_same_in_every_form_and_can_be_narrowed() {
    let findings = rows(
        &read(&["finding", "list", "--format", "json"]).json(),
        "findings",
    );
    assert_eq!(
        findings.len() as u64,
        shared().run["findings"].as_u64().unwrap()
    );
    let ids: Vec<_> = findings
        .iter()
        .map(|finding| finding["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());

    let csv = read(&["finding", "list", "--format", "csv"]).ok().out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<_> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    for column in [
        "subject", "detector", "from", "to", "strength", "facts", "refs",
    ] {
        assert!(
            header.iter().any(|name| name == column),
            "{column} is not among {header:?}"
        );
    }
    let listed: Vec<_> = reader
        .records()
        .map(|record| record.unwrap()[0].to_owned())
        .collect();
    assert_eq!(listed, ids);
    let jsonl = read(&["finding", "list", "--format", "jsonl"]).ok().out;
    let lines: Vec<Value> = jsonl
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines, findings);
    let listed = read(&["finding", "list"]).ok().out;
    let of_a_finding = |line: &&str| line.starts_with("find_");
    assert_eq!(listed.lines().filter(of_a_finding).count(), ids.len());

    let detector = findings[0]["detector"].as_str().unwrap();
    let narrowed = rows(
        &read(&[
            "finding",
            "list",
            "--detector",
            detector,
            "--format",
            "json",
        ])
        .json(),
        "findings",
    );
    let wanted: Vec<_> = findings
        .iter()
        .filter(|finding| finding["detector"] == detector)
        .cloned()
        .collect();
    assert_eq!(narrowed, wanted);
    let person = findings
        .iter()
        .find_map(|finding| finding["subject"]["person"].as_str())
        .unwrap();
    let narrowed = rows(
        &read(&["finding", "list", "--subject", person, "--format", "json"]).json(),
        "findings",
    );
    let wanted: Vec<_> = findings
        .iter()
        .filter(|finding| finding["subject"]["person"] == person)
        .cloned()
        .collect();
    assert_eq!(narrowed, wanted);
}

#[test]
fn every_reference_of_a_finding_leads_to_an_imported_file() {
    let csv = read(&[
        "sql",
        "SELECT DISTINCT digest FROM system.imports",
        "--format",
        "csv",
    ])
    .ok()
    .out;
    let digests: BTreeSet<&str> = csv.lines().skip(1).collect();
    for finding in rows(
        &read(&["finding", "list", "--format", "json"]).json(),
        "findings",
    ) {
        for reference in rows(&finding, "refs") {
            let (digest, row) = reference.as_str().unwrap().split_once('#').unwrap();
            assert!(
                digests.contains(digest),
                "{reference} of {} names no imported file",
                finding["id"]
            );
            assert!(
                row.split('-')
                    .all(|row| row.parse::<u64>().is_ok_and(|row| row > 0)),
                "{reference}"
            );
        }
    }
}

#[test]
fn sql_reads_every_table_and_changes_none() {
    let answer = read(&[
        "sql",
        "SELECT channel, count(*) AS n FROM activity GROUP BY channel ORDER BY n DESC",
    ])
    .ok();
    assert!(
        answer.out.contains("web") && answer.out.lines().last().unwrap().ends_with("rows"),
        "{}",
        answer.out
    );
    let tables = [
        "activity",
        "people",
        "departures",
        "person_day",
        "baseline",
        "counterparts",
        "ties",
        "exposure",
        "system.sources",
        "system.imports",
        "system.rejects",
        "system.detectors",
        "system.runs",
        "system.findings",
        "system.cases",
    ];
    let counts: Vec<String> = tables
        .iter()
        .map(|table| format!("SELECT '{table}', count(*) FROM {table}"))
        .collect();
    let counts = read(&["sql", &counts.join(" UNION ALL "), "--format", "csv"])
        .ok()
        .out;
    for table in tables.iter().filter(|table| **table != "system.rejects") {
        let line = counts
            .lines()
            .find(|line| line.starts_with(&format!("{table},")))
            .unwrap();
        assert!(!line.ends_with(",0"), "{table} is empty");
    }
    let count = |query: &str| read(&["sql", query, "--format", "csv"]).ok().out;
    let before = count("SELECT count(*) FROM activity");
    for change in [
        "DELETE FROM activity",
        "INSERT INTO rivals VALUES ('x')",
        "DROP TABLE activity",
        "CREATE TABLE x AS SELECT 1",
        "COPY (SELECT 1) TO '/nonexistent/x.csv'",
        "CREATE EXTERNAL TABLE x STORED AS CSV LOCATION '/etc/hostname'",
        "SET datafusion.execution.batch_size = 1",
    ] {
        read(&["sql", change]).refused(&["error:"]);
    }
    read(&["sql", "SELECT nothing FROM nowhere"]).refused(&["nowhere"]);
    read(&["sql", "SELEKT 1"]).refused(&["error:"]);
    assert_eq!(count("SELECT count(*) FROM activity"), before);
}

#[test]
fn a_query_without_rows_still_has_its_header() {
    let csv = read(&[
        "sql",
        "SELECT person, day FROM activity WHERE person = 'nobody'",
        "--format",
        "csv",
    ])
    .ok()
    .out;
    assert_eq!(csv, "person,day\n");
    let json = read(&[
        "sql",
        "SELECT person FROM activity WHERE person = 'nobody'",
        "--format",
        "json",
    ])
    .ok()
    .out;
    assert!(json.contains("[]"), "{json}");
}

#[test]
fn statistics_count_each_case_once_in_every_dimension() {
    let stats = rows(&read(&["stats", "--format", "json"]).json(), "stats");
    let cases = shared().run["cases"].as_u64().unwrap();
    for dimension in ["sector", "scheme", "channel", "year", "victim"] {
        let of = stats.iter().filter(|stat| stat["dimension"] == dimension);
        let sum: u64 = of.map(|stat| stat["count"].as_u64().unwrap()).sum();
        assert_eq!(sum, cases, "{dimension}");
    }
    assert!(read(&["stats"]).ok().out.contains("by sector"));
}

#[test]
fn evaluation_counts_the_leaks_that_the_answers_name() {
    let answers = shared().sim.join("answers");
    let mut reader = csv::Reader::from_path(answers.join("leaks.csv")).unwrap();
    let truths: Vec<_> = reader
        .records()
        .map(|record| record.unwrap()[2].to_owned())
        .collect();
    let count = |truth: &str| truths.iter().filter(|other| *other == truth).count() as u64;

    let evaluation = read(&["evaluate", "--answers", text(&answers), "--format", "json"]).json();
    assert_eq!(evaluation["n_leaks"], count("leak"));
    assert_eq!(evaluation["n_hard_negatives"], count("hard-negative"));
    let budgets = rows(&evaluation, "budgets");
    let caught: Vec<_> = budgets
        .iter()
        .map(|budget| budget["leaks_caught"].as_u64().unwrap())
        .collect();
    assert!(
        caught.is_sorted() && *caught.last().unwrap() > 0,
        "{caught:?}"
    );
    assert!(evaluation["rows_cited"].as_u64() <= evaluation["rows_true"].as_u64());

    let human = read(&["evaluate", "--answers", text(&answers)]).ok().out;
    assert!(human.contains("first 20 cases"), "{human}");
    read(&["evaluate", "--answers", "nowhere"]).refused(&["nowhere"]);
}
