//! Import adds up: what was read is stored, rejected with its place, or folded, and nothing comes twice.

use serde_json::{Value, json};

use crate::support::{Site, assert_adds_up, shared, text};

const LOGON: &str = "id,date,user,pc,activity\n";

/// Good rows of a log of logons.
fn logons(n: usize) -> String {
    let rows = (0..n).map(|at| {
        format!(
            "{{L{at}}},09/{:02}/2025 08:{:02}:00,AAA{at:04},PC-1,Logon\n",
            at % 28 + 1,
            at % 60
        )
    });
    rows.collect()
}

fn imports(site: &Site) -> u64 {
    site.number("SELECT count(*) FROM system.imports")
}

#[test]
fn a_source_without_recorded_terms_is_refused_and_nothing_is_stored() {
    let site = Site::new();
    let log = site.file("logon.csv", format!("{LOGON}{}", logons(3)));
    let refused = site.bongsu(&["import", "cert", text(&log)]);
    refused.refused(&[
        "basis",
        "purpose",
        "notice",
        "retention",
        "bongsu source add cert",
    ]);
    let people = site.file("employment.csv", "person,unit\nAAA0001,Quality\n");
    site.add_source("cert");
    site.bongsu(&["import", "hr", text(&people)])
        .refused(&["bongsu source add hr"]);
    site.bongsu(&["import", "cert", text(&log), "--source", "badge"])
        .refused(&["bongsu source add badge"]);
    assert_eq!(imports(&site), 0);
    assert_eq!(site.number("SELECT count(*) FROM activity"), 0);
    assert_eq!(site.lake_files(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn the_same_bytes_twice_add_nothing_and_say_so() {
    let site = Site::new();
    let log = site.file("logon.csv", format!("{LOGON}{}", logons(5)));
    let first = site.import_one("cert", &log);
    assert_eq!(first["status"], "imported");
    let files = site.lake_files();
    // Under another name they are the same bytes still.
    let copy = site.file("copy.csv", fs_err::read(&log).unwrap());
    for path in [&log, &copy] {
        let again = site.import_one("cert", path);
        assert_eq!(again["status"], "already there");
        assert_eq!(again["rows_stored"], first["rows_stored"]);
        assert_eq!(again["digest"], first["digest"]);
    }
    let human = site.bongsu(&["import", "cert", text(&log)]).ok().out;
    assert!(human.contains("already there, nothing added"), "{human}");
    assert_eq!(
        (imports(&site), site.number("SELECT count(*) FROM activity")),
        (1, 5)
    );
    assert_eq!(site.lake_files(), files);
}

#[test]
fn the_whole_simulation_twice_adds_nothing() {
    let site = Site::copy_of_shared();
    let before = (
        imports(&site),
        site.number("SELECT count(*) FROM activity"),
        site.lake_files(),
    );
    for (format, path) in &shared().imports {
        let path = shared().sim.join(path);
        let said = site
            .bongsu(&["import", format, text(&path), "--format", "json"])
            .json();
        for file in said["files"].as_array().unwrap() {
            assert_eq!(file["status"], "already there", "{file}");
        }
    }
    assert_eq!(
        (
            imports(&site),
            site.number("SELECT count(*) FROM activity"),
            site.lake_files()
        ),
        before
    );
}

#[test]
fn the_output_and_the_records_count_the_same() {
    let site = Site::copy_of_shared();
    let rows = site
        .sql("SELECT file, rows_read, rows_stored, rows_rejected, rows_folded FROM system.imports");
    for row in &rows {
        assert_adds_up(row);
    }
    let key = |file: &Value| {
        let name = file["file"].as_str().unwrap().rsplit('/').next().unwrap();
        let count = |name: &str| file[name].as_u64().unwrap();
        let counts = ["rows_read", "rows_stored", "rows_rejected", "rows_folded"].map(count);
        (name.to_owned(), counts)
    };
    let mut said: Vec<_> = shared().imported.iter().map(key).collect();
    let mut recorded: Vec<_> = rows.iter().map(key).collect();
    said.sort();
    recorded.sort();
    assert_eq!(said, recorded);
    let stored = site.number(
        "SELECT sum(rows_stored) FROM system.imports \
         WHERE file IN ('logon.csv', 'device.csv', 'file.csv', 'email.csv', 'http.csv')",
    );
    assert_eq!(site.number("SELECT count(*) FROM activity"), stored);
}

#[test]
fn every_line_of_a_log_is_counted() {
    let count = |path: &str| {
        let log = fs_err::read_to_string(shared().sim.join(path)).unwrap();
        log.lines().count() as u64
    };
    for name in ["logon", "device", "file", "email", "http"] {
        let path = format!("cert/{name}.csv");
        let file = shared()
            .imported
            .iter()
            .find(|file| file["file"].as_str().unwrap().ends_with(&path))
            .unwrap();
        assert_eq!(file["rows_read"], count(&path) - 1, "{path}");
    }
}

#[test]
fn bad_rows_of_a_log_are_rejected_with_line_and_column_and_the_good_ones_are_stored() {
    let site = Site::new();
    let log = format!(
        "{LOGON}{}{{B1}},09/30/2025 08:00:00,BBB0001\n\
         {{B2}},yesterday,BBB0002,PC-1,Logon\n\
         {{B3}},09/30/2025 08:00:00,BBB0003,PC-1,Dance\n\
         {{B4}},09/31/2025 08:00:00,BBB0004,PC-1,Logon\n\
         {{B5}},09/30/2025 08:00:00,,PC-1,Logon\n\
         {{G1}},09/30/2025 08:00:00,CCC0001,PC-1,Logoff\n",
        logons(200)
    );
    let file = site.import_one("cert", &site.file("logon.csv", log));
    assert_eq!(
        (
            &file["rows_read"],
            &file["rows_stored"],
            &file["rows_rejected"]
        ),
        (&206.into(), &201.into(), &5.into())
    );
    let rejects = site.sql("SELECT line, \"column\", reason FROM system.rejects ORDER BY line");
    let places: Vec<_> = rejects
        .iter()
        .map(|row| (row["line"].clone(), row["column"].clone()))
        .collect();
    // The first line is the header.
    let at = |line: u64, column: Value| (json!(line), column);
    let wanted = [
        at(202, Value::Null),
        at(203, json!("date")),
        at(204, json!("activity")),
        at(205, json!("date")),
        at(206, json!("user")),
    ];
    assert_eq!(places, wanted, "{rejects:?}");
    let reasons: Vec<_> = rejects
        .iter()
        .map(|row| row["reason"].as_str().unwrap())
        .collect();
    for (reason, word) in
        reasons
            .iter()
            .zip(["3 fields", "yesterday", "Dance", "calendar", "no user"])
    {
        assert!(reason.contains(word), "{reason}");
    }
    assert_eq!(site.number("SELECT count(*) FROM activity"), 201);
    let human = site
        .bongsu(&[
            "import",
            "cert",
            text(&site.file(
                "copy.csv",
                format!("{LOGON}{{X}},never,A,P,Logon\n{}", logons(60)),
            )),
        ])
        .ok()
        .out;
    assert!(human.contains("copy.csv:2: date: `never`"), "{human}");
}

#[test]
fn bad_rows_of_records_are_rejected_with_line_and_column_and_the_good_ones_are_stored() {
    let site = Site::new();
    let people = "person,unit,joined_on,left\nAAA0001,Quality,2020-01-31,false\nAAA0002,Quality,31/01/2020,false\n\
                  ,Quality,2020-01-31,false\nAAA0004,Quality\nAAA0005,Quality,2020-02-30,\nAAA0006,Quality,2020-01-31,perhaps\n\
                  AAA0007,Production,2021-05-01,\n";
    let file = site.import_one("hr", &site.file("employment.csv", people));
    assert_eq!(
        (
            &file["rows_read"],
            &file["rows_stored"],
            &file["rows_rejected"]
        ),
        (&7.into(), &2.into(), &5.into())
    );
    let places: Vec<_> = site
        .sql("SELECT line, \"column\" FROM system.rejects ORDER BY line")
        .iter()
        .map(|row| {
            (
                row["line"].as_u64().unwrap(),
                row["column"].as_str().unwrap_or("").to_owned(),
            )
        })
        .collect();
    let wanted = [
        (3, "joined_on"),
        (4, "person"),
        (5, ""),
        (6, "joined_on"),
        (7, "left"),
    ];
    assert_eq!(
        places,
        wanted.map(|(line, column)| (line, column.to_owned()))
    );
    assert_eq!(site.number("SELECT count(*) FROM employment"), 2);
}

#[test]
fn a_log_that_breaks_off_keeps_what_is_whole_and_counts_the_rest() {
    let site = Site::new();
    let mut log = format!("{LOGON}{}", logons(120));
    log.truncate(log.len() - 20);
    let file = site.import_one("cert", &site.file("logon.csv", &log));
    assert_eq!(
        (
            &file["rows_read"],
            &file["rows_stored"],
            &file["rows_rejected"]
        ),
        (&120.into(), &119.into(), &1.into())
    );
    // A quote that is never closed costs its own line, not the rest of the file.
    let mail = "id,date,user,pc,to,cc,bcc,from,size,attachments,content\n\
                {M1},09/02/2025 08:00:00,AAA0001,PC-1,b@x.example,,,a@x.example,10,0,\"hello\"\n\
                {M2},09/02/2025 08:00:00,AAA0001,PC-1,b@x.example,,,a@x.example,10,0,\"hello\n\
                {M3},09/02/2025 08:00:00,AAA0001,PC-1,b@x.example,,,a@x.example,10,0,hello\n";
    let file = site.import_one("cert", &site.file("email.csv", mail));
    assert_eq!(
        (
            &file["rows_read"],
            &file["rows_stored"],
            &file["rows_rejected"]
        ),
        (&3.into(), &2.into(), &1.into()),
        "{file}"
    );
}

#[test]
fn swapped_day_and_month_refuse_the_file_whole() {
    let site = Site::new();
    site.add_source("cert");
    let rows: Vec<String> = (1..=28)
        .map(|day| format!("{{L{day}}},{day:02}/09/2025 08:00:00,AAA0001,PC-1,Logon\n"))
        .collect();
    let rows = rows.concat();
    let log = site.file("logon.csv", format!("{LOGON}{rows}"));
    site.bongsu(&["import", "cert", text(&log)]).refused(&[
        "logon.csv",
        "DD/MM/YYYY",
        "MM/DD/YYYY",
    ]);
    assert_eq!(
        (imports(&site), site.number("SELECT count(*) FROM activity")),
        (0, 0)
    );
    assert_eq!(site.lake_files(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_header_that_fits_nothing_is_refused_with_what_was_expected() {
    let site = Site::new();
    for source in ["cert", "csv", "hr", "departures"] {
        site.add_source(source);
    }
    let other = site.file("logon.csv", "colour,size\nred,1\n");
    site.bongsu(&["import", "cert", text(&other)])
        .refused(&["colour,size", "id,date,user,pc,activity"]);
    site.bongsu(&["import", "csv", text(&other)])
        .refused(&["`colour`", "`size`", "mapping"]);
    site.bongsu(&["import", "hr", text(&other)])
        .refused(&["colour", "person"]);
    let wrong = site.file("wrong.csv", "person;last_day\nAAA0001,2025-01-31\n");
    site.bongsu(&["import", "cert", text(&wrong)])
        .refused(&["expected"]);
    for (name, content) in [
        ("empty.csv", ""),
        ("page.csv", "<html><body>Sign in</body></html>\n"),
    ] {
        site.bongsu(&["import", "departures", text(&site.file(name, content))])
            .refused(&[name]);
    }
    assert_eq!(imports(&site), 0);
}

#[test]
fn what_is_no_table_of_text_is_refused_by_what_it_is() {
    let site = Site::new();
    for source in ["csv", "hr", "cert"] {
        site.add_source(source);
    }
    let parquet = site.file("people.csv", b"PAR1\x15\x04\x15\x10");
    site.bongsu(&["import", "hr", text(&parquet)])
        .refused(&["Parquet"]);
    site.bongsu(&["import", "cert", text(&parquet)])
        .refused(&["Parquet"]);
    let book = site.file("people.xlsx", b"PK\x03\x04 and no more");
    site.bongsu(&["import", "hr", text(&book)])
        .refused(&["people.xlsx"]);
    site.bongsu(&["import", "hr", "nowhere.csv"])
        .refused(&["nowhere.csv"]);
    site.bongsu(&["import", "hr", text(&site.dir())])
        .refused(&["site"]);
    site.bongsu(&["import", "cert", text(&site.dir())])
        .refused(&["logon.csv"]);
    site.bongsu(&["import", "wishes", text(&parquet)])
        .refused(&["`wishes` is not a format", "employment"]);
    assert_eq!(imports(&site), 0);
}

/// What is said of 20,000 bad rows beside a good one, and where.
fn many_bad_rows(format: &str, name: &str, text: String) {
    let site = Site::new();
    site.add_source(format);
    let path = site.file(name, text);
    let at = ["import", format, self::text(&path)];
    let said = site.bongsu(&at).ok();
    let wanted = "… and 10,000 more: only the first 10,000 are listed";
    let first =
        " more rows, see bongsu sql \"SELECT * FROM system.rejects\" (the first 10,000 are listed)";
    assert!(said.out.contains(first), "{}", said.out);
    let listed = site
        .sql("SELECT count(*) AS n, count(line) AS lines, max(line) AS last FROM system.rejects");
    assert_eq!(
        listed,
        [json!({ "n": 10_001, "lines": 10_000, "last": 10_002 })]
    );
    let further = site.sql("SELECT reason FROM system.rejects WHERE line IS NULL");
    assert_eq!(further, [json!({ "reason": wanted })]);
    let counts = site.sql("SELECT rows_read, rows_stored, rows_rejected FROM system.imports");
    let wanted = json!({ "rows_read": 20_001, "rows_stored": 1, "rows_rejected": 20_000 });
    assert_eq!(counts, [wanted]);
    let other = Site::new();
    let file = other.import_one(format, &path);
    assert_eq!(file["rejects_listed"], 10_000);
    assert_eq!(file["first_rejects"].as_array().unwrap().len(), 20);
}

#[test]
fn refused_rows_beyond_the_first_are_counted_and_said_to_be_more() {
    let bad = (0..20_000).map(|n| format!("{n},Name,day {n}\n"));
    let bad = bad.collect::<Vec<_>>().concat();
    let text = format!("entry,name,from_on\n1,Garam,2025-01-01\n{bad}");
    many_bad_rows("restricted", "restricted.csv", text);
    // A log is read in blocks side by side, and keeps the first of the file still.
    let bad = (0..20_000).map(|n| format!("{{L{n}}},never,AAA0001,PC-{n},Logon\n"));
    let bad = bad.collect::<Vec<_>>().concat();
    many_bad_rows("cert", "logon.csv", format!("{LOGON}{}{bad}", logons(1)));
}

#[test]
fn a_file_with_day_and_month_swapped_is_refused_as_a_whole() {
    let site = Site::new();
    site.add_source("hr");
    let header = "person,unit,from_on\n";
    let swapped =
        format!("{header}A,Quality,2025-30-01\nB,Quality,2025-05-01\nC,Quality,2025-05-02\n");
    let path = site.file("staff.csv", swapped);
    site.import("hr", &path).refused(&[
        "1 of 3 rows have a month over 12",
        "staff.csv",
        "day_format",
    ]);
    assert_eq!(imports(&site), 0);
    // A slip in one row of many is a slip, and says what it looks like.
    let many = "P,Quality,2025-05-01\n".repeat(60);
    let path = site.file("staff.csv", format!("{header}A,Quality,2025-30-01\n{many}"));
    let file = site.import_one("hr", &path);
    assert_eq!(
        (&file["rows_stored"], &file["rows_rejected"]),
        (&60.into(), &1.into())
    );
    let reason = file["first_rejects"][0]["reason"].to_string();
    assert!(reason.contains("are day and month swapped?"), "{reason}");
    // The same in a format of the mapping.
    let map = site.file(
        "map.toml",
        "table = \"employment\"\nday_format = \"%d/%m/%Y\"\n[columns]\nfrom_on = \"from\"\n",
    );
    let path = site.file("other.csv", "person,unit,from\nA,Quality,01/30/2025\n");
    let args = [
        "import",
        "csv",
        text(&path),
        "--map",
        text(&map),
        "--source",
        "hr",
    ];
    site.bongsu(&args)
        .refused(&["1 of 1 rows have a month over 12"]);
}

#[test]
fn a_file_that_ends_in_the_middle_of_a_row_says_so() {
    let site = Site::new();
    site.add_source("hr");
    for (format, name, whole, cut) in [
        (
            "hr",
            "staff.csv",
            "person,unit,from_on\nA,Quality,2025-01-01\n",
            "B,Qual",
        ),
        (
            "cert",
            "logon.csv",
            "id,date,user,pc,activity\n{L1},09/01/2025 08:00:00,AAA0001,PC-1,Logon\n",
            "{L2},09/01/2025 17:0",
        ),
    ] {
        let path = site.file(name, format!("{whole}{cut}"));
        let file = site.import_one(format, &path);
        assert_eq!(file["rows_rejected"], 1, "{file}");
        let notes = file["notes"].to_string();
        assert!(notes.contains("ends in the middle of line 3"), "{notes}");
        // Without its last line feed alone a file is whole.
        let path = site.file(name, whole.trim_end());
        let notes = site.import_one(format, &path)["notes"].to_string();
        assert!(!notes.contains("middle"), "{notes}");
    }
}
