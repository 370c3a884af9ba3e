//! The same input gives the same output, and running again adds nothing.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{Site, shared};

#[test]
fn an_empty_site_says_what_to_do() {
    let site = Site::new();
    site.bongsu(&["run"])
        .refused(&["the site is empty", "bongsu import"]);
    for args in [
        &["case", "list"][..],
        &["finding", "list"],
        &["stats"],
        &["source", "list"],
    ] {
        let document = site.bongsu(&[args, &["--format", "json"]].concat()).json();
        let list = document
            .as_object()
            .unwrap()
            .values()
            .find_map(Value::as_array);
        assert_eq!(list.map(Vec::len), Some(0), "{document}");
        let said = site.bongsu(args).ok().err;
        let wants_run = args[0] != "source";
        assert_eq!(said.contains("hint: bongsu run"), wants_run, "{said}");
    }
    let tables = [
        "activity",
        "people",
        "person_day",
        "ties",
        "system.runs",
        "system.cases",
    ];
    let rows = tables
        .map(|table| format!("SELECT 1 AS n FROM {table}"))
        .join(" UNION ALL ");
    assert_eq!(site.sql(&rows), Vec::<Value>::new());
}

#[test]
fn a_run_before_the_first_act_is_refused() {
    let site = Site::copy_of_shared();
    site.bongsu(&["run", "--until", "2020-01-01"]).refused(&[
        "2020-01-01",
        "2025-09-01",
        "--until",
    ]);
    assert_eq!(site.number("SELECT count(*) FROM system.runs"), 1);
}

#[test]
fn running_again_adds_nothing() {
    let site = Site::copy_of_shared();
    let lists = || {
        [["case", "list"], ["finding", "list"]]
            .map(|list| site.output(&[list[0], list[1], "--format", "json"]))
    };
    let before = lists();
    let again = site.run();
    assert_eq!(again["run"], shared().run["run"]);
    assert_eq!(again["findings"], shared().run["findings"]);
    assert_eq!(again["cases"], shared().run["cases"]);
    assert_eq!(
        (&again["new_findings"], &again["opened"], &again["changed"]),
        (&json!(0), &json!([]), &json!([]))
    );
    assert_eq!(lists(), before);
}

#[test]
fn new_records_keep_the_ids_of_cases_and_findings() {
    let site = Site::copy_of_shared();
    let ids = |document: &Value, list: &str| -> Vec<String> {
        document[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let cases = |site: &Site| {
        ids(
            &site.bongsu(&["case", "list", "--format", "json"]).json(),
            "cases",
        )
    };
    let before = cases(&site);
    // A later act of nobody else: every case stays.
    let log = site.file(
        "later.csv",
        "id,date,user,pc,activity\n{L1},12/29/2025 09:00:00,ZZZ0001,PC-1,Logon\n",
    );
    site.import_one("cert", &log);
    let run = site.run();
    assert_ne!(run["run"], shared().run["run"]);
    assert_eq!(
        (&run["new_findings"], &run["opened"]),
        (&json!(0), &json!([]))
    );
    assert_eq!(cases(&site), before);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let order: Vec<usize> = (0..shared().imports.len()).collect();
    let made = || {
        let site = Site::like_shared();
        site.import_simulation(shared(), &order);
        site.run();
        ["case", "finding"].map(|list| site.output(&[list, "list", "--format", "json"]))
    };
    let [first, second] = [made(), made()];
    assert!(first[1].len() > 1000);
    assert_eq!(first[1], second[1], "findings differ");
    assert_eq!(first[0], second[0], "cases differ");
}

#[test]
fn the_order_of_imports_does_not_matter() {
    let n = shared().imports.len();
    let findings = |order: &[usize]| -> Vec<Value> {
        let site = Site::like_shared();
        site.import_simulation(shared(), order);
        site.run();
        let document = site.bongsu(&["finding", "list", "--format", "json"]).json();
        document["findings"].as_array().unwrap().clone()
    };
    let listed: Vec<usize> = (0..n).collect();
    let backwards: Vec<usize> = (0..n).rev().collect();
    let logs_first: Vec<usize> = std::iter::once(n - 1).chain(0..n - 1).collect();
    assert_eq!(
        (
            shared().imports[0].0.as_str(),
            shared().imports[n - 1].0.as_str()
        ),
        ("technologies", "cert")
    );
    let wanted = findings(&listed);
    for (name, order) in [
        ("backwards", backwards),
        ("the technologies after the logs", logs_first),
    ] {
        let found = findings(&order);
        let count = |findings: &[Value]| {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for finding in findings {
                *counts.entry(finding["detector"].to_string()).or_default() += 1;
            }
            counts
        };
        assert_eq!(count(&found), count(&wanted), "imported {name}");
        assert_eq!(found, wanted, "imported {name}");
    }
}

#[test]
fn a_look_back_says_so_everywhere_until_the_next_run() {
    let site = Site::copy_of_shared();
    let back = site
        .bongsu(&["run", "--until", "2025-11-10", "--format", "json"])
        .json();
    assert_eq!(back["until"], "2025-11-10");
    for command in [&["case", "list"][..], &["finding", "list"], &["stats"]] {
        let document = site
            .bongsu(&[command, &["--format", "json"]].concat())
            .json();
        assert_eq!(document["until"], "2025-11-10", "{command:?}");
        assert_eq!(document["run"], back["run"], "{command:?}");
        let said = site.bongsu(command).ok().err;
        assert!(said.contains("as of 2025-11-10"), "{command:?}: {said}");
    }
    let until = "SELECT count(*) AS n FROM system.cases WHERE until = DATE '2025-11-10'";
    let left = "SELECT \"case\" FROM system.cases WHERE NOT in_last_run ORDER BY 1";
    assert_eq!(site.number(until), back["cases"].as_u64().unwrap());
    let left = site.sql(left);
    assert!(!left.is_empty(), "every case is known half a year early");
    let id = left[0]["case"].as_str().unwrap();
    let said = site.bongsu(&["case", "show", id]).ok().err;
    assert!(said.contains("no longer gives this case"), "{said}");
    site.run();
    assert_eq!(site.number(until), 0);
    assert!(!site.bongsu(&["case", "list"]).ok().err.contains("as of"));
    assert!(
        !site
            .bongsu(&["case", "show", id])
            .ok()
            .err
            .contains("no longer")
    );
}

#[test]
fn a_finding_is_shown_whole_by_its_first_characters() {
    let site = Site::copy_of_shared();
    let listed = site.bongsu(&["finding", "list", "--format", "json"]).json();
    let finding = &listed["findings"][0];
    let (id, subject) = (
        finding["id"].as_str().unwrap(),
        &listed["findings"][0]["people"][0],
    );
    let shown = site
        .bongsu(&["finding", "show", id, "--format", "json"])
        .json();
    assert_eq!(&shown["finding"], finding);
    assert!(shown["cases"].is_array());
    let said = site.output(&["finding", "show", id]);
    for words in [
        id,
        finding["explain"]
            .as_str()
            .unwrap()
            .split(' ')
            .next()
            .unwrap(),
        "rows: ",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    site.bongsu(&["finding", "show", "find_"])
        .refused(&["several findings begin with"]);
    site.bongsu(&["finding", "show", "find_none"]).code(1);
    let subject = subject.as_str().unwrap();
    let part = subject.get(..subject.len() - 3).unwrap();
    let of = site
        .bongsu(&["finding", "list", "--subject", part, "--format", "json"])
        .json();
    let all = of["findings"].as_array().unwrap();
    assert!(!all.is_empty() && all.iter().all(|one| one["people"][0] == subject));
}
