//! Names live in the vault: nothing a command shows holds one, unless it is revealed for a recorded reason.

use std::collections::BTreeSet;
use std::process::Command;

use aho_corasick::AhoCorasick;
use serde_json::Value;

use crate::support::{Site, bongsu, shared, text};

/// Who is employed in the simulation: user ids, names and mail addresses.
fn secrets() -> BTreeSet<String> {
    let sim = &shared().sim;
    let mut secrets = BTreeSet::new();
    let mut add = |path: &str, columns: &[&str]| {
        let mut reader = csv::Reader::from_path(sim.join(path)).unwrap();
        let header = reader.headers().unwrap().clone();
        for record in reader.records() {
            let record = record.unwrap();
            let fields = header
                .iter()
                .zip(&record)
                .filter(|(name, _)| columns.contains(name));
            secrets.extend(
                fields
                    .map(|(_, value)| value.to_owned())
                    .filter(|value| !value.is_empty()),
            );
        }
    };
    add("hr/employment.csv", &["person", "name", "email"]);
    for month in ["09", "10", "11", "12"] {
        add(
            &format!("cert/LDAP/2025-{month}.csv"),
            &["user_id", "employee_name", "email"],
        );
    }
    assert!(secrets.len() > 200, "{}", secrets.len());
    secrets
}

/// Which of the secrets stand in the text, and how often.
fn told(secrets: &BTreeSet<String>, text: &str) -> Vec<(String, usize)> {
    let list: Vec<&String> = secrets.iter().collect();
    let search = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(&list)
        .unwrap();
    let mut counts = vec![0; list.len()];
    for found in search.find_iter(text) {
        counts[found.pattern().as_usize()] += 1;
    }
    list.into_iter()
        .cloned()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .collect()
}

#[track_caller]
fn assert_tells_nobody(secrets: &BTreeSet<String>, args: &[&str]) {
    let answer = bongsu(&[args, &["--site", text(&shared().site)]].concat()).ok();
    let told = told(secrets, &format!("{}{}", answer.out, answer.err));
    assert!(
        told.is_empty(),
        "`{}` names people, each so often: {told:?}",
        answer.command
    );
}

/// Asserts that no query gives a secret; tells of all that do.
#[track_caller]
fn assert_queries_tell_nobody(queries: &[String]) {
    let secrets = secrets();
    let site = text(&shared().site);
    let tell: Vec<_> = queries
        .iter()
        .map(|query| {
            (
                query,
                told(
                    &secrets,
                    &bongsu(&["sql", query, "--format", "csv", "--site", site])
                        .ok()
                        .out,
                ),
            )
        })
        .filter(|(_, told)| !told.is_empty())
        .collect();
    assert!(
        tell.is_empty(),
        "these name people, each so often: {tell:#?}"
    );
}

#[test]
fn no_table_of_the_lake_names_anybody() {
    let schema = bongsu(&["generate", "schema"]).json();
    let mut tables: Vec<String> = schema["tables"]
        .as_array()
        .unwrap()
        .iter()
        .map(|table| table["table"].as_str().unwrap().to_owned())
        .collect();
    let derived = [
        "notable",
        "person_day",
        "baseline",
        "people",
        "counterparts",
        "ties",
        "exposure",
    ];
    let system = [
        "sources",
        "imports",
        "rejects",
        "detectors",
        "runs",
        "findings",
        "cases",
    ];
    tables.extend(derived.map(str::to_owned));
    tables.extend(system.map(|table| format!("system.{table}")));
    // Who is on a public register is no employee, but may bear the name of one; acts are looked at apart.
    tables.retain(|table| {
        !["activity", "organisations", "officers", "interests"].contains(&table.as_str())
    });
    let queries: Vec<String> = tables
        .iter()
        .map(|table| format!("SELECT * FROM {table}"))
        .collect();
    assert_queries_tell_nobody(&queries);
}

#[test]
fn no_act_names_anybody_in_any_of_its_columns() {
    let schema = bongsu(&["generate", "schema"]).json();
    let activity = schema["tables"]
        .as_array()
        .unwrap()
        .iter()
        .find(|table| table["table"] == "activity")
        .unwrap();
    let columns = activity["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column["column"].as_str().unwrap());
    let queries: Vec<String> = columns
        .map(|column| format!("SELECT DISTINCT \"{column}\" FROM activity"))
        .collect();
    assert_queries_tell_nobody(&queries);
}

#[test]
fn no_list_case_or_report_names_anybody() {
    let secrets = secrets();
    let answers = shared().sim.join("answers");
    for format in ["human", "json", "csv"] {
        assert_tells_nobody(&secrets, &["finding", "list", "--format", format]);
    }
    for format in ["human", "json"] {
        assert_tells_nobody(&secrets, &["stats", "--format", format]);
        assert_tells_nobody(
            &secrets,
            &["evaluate", "--answers", text(&answers), "--format", format],
        );
    }
    let cases = bongsu(&[
        "case",
        "list",
        "--format",
        "json",
        "--site",
        text(&shared().site),
    ])
    .json();
    for format in ["human", "json", "html"] {
        assert_tells_nobody(&secrets, &["case", "list", "--format", format]);
        for case in cases["cases"].as_array().unwrap() {
            assert_tells_nobody(
                &secrets,
                &[
                    "case",
                    "show",
                    case["id"].as_str().unwrap(),
                    "--format",
                    format,
                ],
            );
        }
    }
}

#[test]
fn import_and_run_name_nobody_as_they_go() {
    let secrets = secrets();
    for said in shared().imported.iter().chain([&shared().run]) {
        // The file is named as the user gave it.
        let mut said = said.clone();
        said["file"] = Value::Null;
        assert_eq!(told(&secrets, &said.to_string()), []);
    }
    let site = Site::copy_of_shared();
    let answer = site.bongsu(&["-vv", "run"]).ok();
    assert_eq!(told(&secrets, &format!("{}{}", answer.out, answer.err)), []);
}

#[test]
fn a_rejected_row_does_not_tell_who_it_was_about() {
    let site = Site::new();
    let people = "person,name,email,unit,joined_on\nKIM0001,Kim Hana,hana.kim@x.example,Quality,31/31/2020\nLEE0002,Lee Bora,bora@x.example,Quality,2020-03-02\n";
    let file = site.import_one("hr", &site.file("employment.csv", people));
    assert_eq!(file["rows_rejected"], 1);
    let secrets = ["KIM0001", "Kim Hana", "hana.kim@x.example"]
        .map(str::to_owned)
        .into();
    let rejects = site.output(&["sql", "SELECT * FROM system.rejects", "--format", "csv"]);
    assert_eq!(told(&secrets, &rejects), []);
}

#[test]
fn the_same_person_has_another_pseudonym_at_another_site() {
    let people = "person,unit\nKIM0001,Quality\n";
    let pseudonym = |site: &Site| {
        site.import_one("hr", &site.file("employment.csv", people));
        site.sql("SELECT person FROM employment")
    };
    let (one, other) = (pseudonym(&Site::like_shared()), pseudonym(&Site::new()));
    assert_ne!(one, other);
    assert_eq!(one, pseudonym(&Site::like_shared()));
}

#[test]
fn names_are_shown_only_for_a_reason() {
    let site = Site::copy_of_shared();
    let answers = shared().sim.join("answers");
    let lists = [
        &["case", "list"][..],
        &["finding", "list"],
        &["evaluate", "--answers", text(&answers)],
    ];
    for list in lists {
        site.bongsu(&[list, &["--reveal"]].concat())
            .refused(&["--reason"]);
        site.bongsu(&[list, &["--reveal", "--reason", " "]].concat())
            .refused(&["reason"]);
        site.bongsu(&[list, &["--reason", "curiosity"]].concat())
            .refused(&["--reveal"]);
    }
    let Some(audit) = audit(&site) else { return };
    assert_eq!(audit, Vec::<Value>::new(), "a refusal is no entry");
}

#[test]
fn what_is_revealed_is_written_down_first() {
    let site = Site::copy_of_shared();
    let secrets = secrets();
    let findings = site.bongsu(&["finding", "list", "--format", "json"]).json();
    let people: BTreeSet<String> = findings["findings"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|finding| finding["people"].as_array().unwrap())
        .map(|person| person.as_str().unwrap().to_owned())
        .collect();
    let revealed = site.output(&[
        "finding",
        "list",
        "--format",
        "json",
        "--reveal",
        "--reason",
        "matter 12",
    ]);
    assert!(told(&secrets, &revealed).len() >= people.len());
    assert!(!revealed.contains("pers_"), "a pseudonym is left");
    let cases = site.bongsu(&["case", "list", "--format", "json"]).json();
    let case = cases["cases"]
        .as_array()
        .unwrap()
        .iter()
        .find(|case| case["kind"] == "person")
        .unwrap();
    let id = case["id"].as_str().unwrap();
    for format in ["human", "json", "html"] {
        let shown = site.output(&[
            "case",
            "show",
            id,
            "--format",
            format,
            "--reveal",
            "--reason",
            "matter 13",
        ]);
        assert!(!told(&secrets, &shown).is_empty(), "{shown}");
    }

    let Some(audit) = audit(&site) else { return };
    let what: Vec<_> = audit
        .iter()
        .map(|entry| {
            (
                entry["who"].as_str().unwrap(),
                entry["why"].as_str().unwrap(),
            )
        })
        .collect();
    let matter = ("tester", "matter 13");
    assert_eq!(what, [("tester", "matter 12"), matter, matter, matter]);
    assert_eq!(audit[0]["what"], "finding list");
    let noted: Value = serde_json::from_str(audit[0]["people"].as_str().unwrap()).unwrap();
    let noted: Vec<String> = noted["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(noted.iter().cloned().collect::<BTreeSet<_>>(), people);
    assert_eq!(noted.len(), people.len(), "someone is noted twice");
    assert!(audit[1]["what"].as_str().unwrap().contains(id));
    // What is written there stays there.
    for change in ["DELETE FROM audit", "UPDATE audit SET why = 'none'"] {
        let output = Command::new("sqlite3")
            .arg(site.dir().join("bongsu.db"))
            .arg(change)
            .output()
            .unwrap();
        assert!(!output.status.success(), "{change}");
    }
}

/// The audit log, oldest first; nothing where `sqlite3` is not there to read it.
fn audit(site: &Site) -> Option<Vec<Value>> {
    let query = "SELECT who, what, why, people FROM audit ORDER BY seq";
    let output = match Command::new("sqlite3")
        .arg("-json")
        .arg(site.dir().join("bongsu.db"))
        .arg(query)
        .output()
    {
        Ok(output) => output,
        Err(error) => {
            eprintln!("skipped: the audit log cannot be read without the command sqlite3: {error}");
            return None;
        }
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    Some(if text.trim().is_empty() {
        Vec::new()
    } else {
        serde_json::from_str(&text).unwrap()
    })
}
