//! The same bytes count once, however they come; read in another way they take the first reading's place.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Site, text};

const LOGONS: &str = "id,date,user,pc,activity\n\
                      {L1},09/01/2025 08:00:00,AAA0001,PC-1,Logon\n\
                      {L2},09/01/2025 17:00:00,AAA0001,PC-1,Logoff\n";

const PROXY: &str = "when;who;what;bytes out\n\
                     2025-09-02 08:15:00;AAA0001;/a;10\n\
                     2025-09-03 08:15:00;AAA0002;/b;20\n";

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn mapping(site: &Site, action: &str) -> PathBuf {
    site.file(
        &format!("{action}.toml"),
        format!(
            "table = \"activity\"\n[columns]\nat = \"when\"\nperson = \"who\"\nobject = \"what\"\n\
             [constants]\nchannel = \"web\"\naction = \"{action}\"\n"
        ),
    )
}

#[track_caller]
fn import_mapped(site: &Site, path: &Path, map: &Path) -> Value {
    let args = [
        "import",
        "csv",
        text(path),
        "--map",
        text(map),
        "--format",
        "json",
    ];
    site.bongsu(&args).json()["files"][0].clone()
}

fn acts(site: &Site) -> u64 {
    site.number("SELECT count(*) FROM activity")
}

#[test]
fn a_packed_copy_of_a_log_adds_nothing() {
    let site = Site::new();
    let plain = site.file("logon.csv", LOGONS);
    let gzip = site.file("logon.csv.gz", packed(LOGONS.as_bytes()));
    let zstd = site.file(
        "logon.csv.zst",
        zstd::encode_all(LOGONS.as_bytes(), 1).unwrap(),
    );
    assert_eq!(site.import_one("cert", &plain)["status"], "imported");
    for copy in [&gzip, &zstd] {
        assert_eq!(site.import_one("cert", copy)["status"], "already there");
    }
    assert_eq!(acts(&site), 2);
}

#[test]
fn the_same_log_from_another_source_adds_nothing_and_both_hold_it() {
    let site = Site::new();
    let log = site.file("logon.csv", LOGONS);
    site.import_one("cert", &log);
    site.add_source("badge");
    let args = [
        "import",
        "cert",
        text(&log),
        "--source",
        "badge",
        "--format",
        "json",
    ];
    let again = site.bongsu(&args).json();
    assert_eq!(again["files"][0]["status"], "already there");
    let notes = again["files"][0]["notes"].to_string();
    let wanted = "`logon.csv` by source `cert`: each keeps them under its own terms";
    assert!(notes.contains(wanted), "{notes}");
    assert_eq!(acts(&site), 2);
    let claims = site.sql("SELECT source, ended_by FROM system.claims ORDER BY source");
    let claim = |source: &str| serde_json::json!({ "source": source, "ended_by": null });
    assert_eq!(claims, [claim("badge"), claim("cert")]);
}

#[test]
fn a_corrected_mapping_takes_the_place_of_the_wrong_one() {
    let site = Site::new();
    let log = site.file("proxy.csv", PROXY);
    site.add_source("csv");
    let (wrong, right) = (mapping(&site, "visit"), mapping(&site, "upload"));
    assert_eq!(import_mapped(&site, &log, &wrong)["status"], "imported");
    let corrected = import_mapped(&site, &log, &right);
    assert_eq!(corrected["status"], "imported");
    let notes = corrected["notes"].to_string();
    assert!(
        notes.contains("an earlier reading of the same rows (2 of them)"),
        "{notes}"
    );
    assert_eq!(
        site.sql("SELECT DISTINCT action FROM activity"),
        [serde_json::json!({ "action": "upload" })]
    );
    assert_eq!(acts(&site), 2);
    assert_eq!(
        import_mapped(&site, &log, &right)["status"],
        "already there"
    );
    // And back again.
    assert_eq!(import_mapped(&site, &log, &wrong)["status"], "imported");
    assert_eq!(acts(&site), 2);
}

#[test]
fn the_domains_of_the_holder_set_later_are_applied_by_importing_again() {
    let site = Site::new();
    let mail = "id,date,user,pc,to,cc,bcc,from,size,attachments,content\n\
                {M1},09/01/2025 08:00:00,AAA0001,PC-1,b@own.example,,,a@own.example,10,1,x\n";
    let log = site.file("email.csv", mail);
    site.import_one("cert", &log);
    let outward = "SELECT count(*) FROM activity WHERE outward";
    assert_eq!(site.number(outward), 1);
    fs_err::write(
        site.dir().join("bongsu.toml"),
        "[holder]\ndomains = [\"own.example\"]\n",
    )
    .unwrap();
    assert_eq!(site.import_one("cert", &log)["status"], "imported");
    assert_eq!((site.number(outward), acts(&site)), (0, 1));
}

#[test]
fn a_list_stays_while_another_source_gives_it() {
    let site = Site::new();
    for source in ["restricted", "partner"] {
        site.add_source(source);
    }
    let list = |entry: &str| {
        let text = format!("entry,name,kind,list\n1,{entry},organisation,Own\n");
        site.file("list.csv", text)
    };
    let give = |source: &str, path: &Path| {
        let args = [
            "import",
            "restricted",
            text(path),
            "--source",
            source,
            "--format",
            "json",
        ];
        site.bongsu(&args).json()["files"][0].clone()
    };
    let names = || site.sql("SELECT names[1] AS name FROM listed ORDER BY name");
    let row = |name: &str| serde_json::json!({ "name": name });
    give("restricted", &list("Garam"));
    assert_eq!(give("partner", &list("Garam"))["status"], "already there");
    let newer = give("restricted", &list("Naru"));
    let notes = newer["notes"].to_string();
    assert!(
        notes.contains("stay: they were also given as `list.csv` by source `partner`"),
        "{notes}"
    );
    assert_eq!(names(), [row("Garam"), row("Naru")]);
    // The other source follows: nobody gives the first list any more.
    let follows = give("partner", &list("Naru"));
    assert_eq!(follows["status"], "already there");
    let notes = follows["notes"].to_string();
    assert!(
        notes.contains("takes the place of the earlier `list.csv`"),
        "{notes}"
    );
    assert_eq!(names(), [row("Naru")]);
    // A list that became empty takes the place too.
    give("partner", &site.file("list.csv", "entry,name,kind,list\n"));
    let left = give(
        "restricted",
        &site.file("list.csv", "entry,name,kind,list\n"),
    );
    assert_eq!(left["status"], "already there");
    assert_eq!(names().len(), 0);
}

#[test]
fn one_file_may_fill_two_tables() {
    let site = Site::new();
    let staff = site.file(
        "staff.csv",
        "person,unit,from_on,last_day\nAAA0001,Quality,2025-01-01,2025-12-31\n",
    );
    site.add_source("hr");
    for table in ["employment", "departures"] {
        let args = [
            "import",
            table,
            text(&staff),
            "--source",
            "hr",
            "--format",
            "json",
        ];
        let said = site.bongsu(&args).json();
        assert_eq!(said["files"][0]["status"], "imported", "{said}");
    }
    assert_eq!(site.number("SELECT count(*) FROM employment"), 1);
    site.run();
    assert_eq!(site.number("SELECT count(*) FROM departures"), 1);
}

#[test]
fn a_month_without_change_is_a_snapshot_of_its_own() {
    let site = Site::new();
    let snapshot = "employee_name,user_id,email,role,business_unit,functional_unit,department,team,supervisor\n\
                    Some One,AAA0001,some.one@x.example,Engineer,B,F,Quality,T,Other One\n";
    let mut folder = site.dir();
    for month in ["2025-01", "2025-02"] {
        let path = site.file(&format!("cert/LDAP/{month}.csv"), snapshot);
        folder = path.parent().unwrap().parent().unwrap().to_owned();
    }
    // In one command, which gives both the same time.
    let said = site.import("cert", &folder).json();
    for file in said["files"].as_array().unwrap() {
        assert_eq!(file["status"], "imported", "{file}");
    }
    assert_eq!(site.number("SELECT count(*) FROM staff_snapshots"), 2);
    let again = site.file("cert/LDAP/2025-02.csv", snapshot);
    assert_eq!(site.import_one("cert", &again)["status"], "already there");
}

#[test]
fn files_before_the_one_that_fails_are_shown() {
    let site = Site::new();
    site.add_source("cert");
    let log = site.file("logon.csv", LOGONS);
    let missing = site.dir().join("no-such-log.csv");
    let args = ["import", "cert", text(&log), text(&missing)];
    let answer = site.bongsu(&args).code(2);
    assert!(answer.out.contains("logon.csv"), "{}", answer.out);
    assert!(answer.err.contains("no-such-log.csv"), "{}", answer.err);
    assert_eq!(acts(&site), 2);
}

#[test]
fn a_source_is_refused_until_people_are_told() {
    let site = Site::new();
    let terms = [
        "--basis",
        "agreement",
        "--purpose",
        "protection",
        "--retention",
        "365d",
    ];
    let add = [
        &["source", "add", "cert", "--notice", "2999-01-01"][..],
        &terms,
    ]
    .concat();
    site.bongsu(&add).ok();
    let log = site.file("logon.csv", LOGONS);
    site.bongsu(&["import", "cert", text(&log)])
        .refused(&["people are told of the source `cert` on 2999-01-01 only"]);
    assert_eq!(acts(&site), 0);
}

#[test]
fn the_same_staff_list_twice_in_one_command_with_another_between() {
    let site = Site::new();
    site.add_source("hr");
    let one = "person,unit,from_on\nAAA0001,Quality,2020-01-02\n";
    let paths = [
        site.file("1/staff.csv", one),
        site.file(
            "2/staff.csv",
            "person,unit,from_on\nAAA0002,Quality,2020-01-02\n",
        ),
        site.file("3/staff.csv", one),
    ];
    let args = [
        "import",
        "hr",
        text(&paths[0]),
        text(&paths[1]),
        text(&paths[2]),
    ];
    site.bongsu(&args).ok();
    assert_eq!(site.number("SELECT count(*) FROM employment"), 1);
    assert_eq!(site.number("SELECT count(*) FROM system.imports"), 3);
}

#[test]
fn a_column_of_for_ever_does_not_hide_that_another_is_swapped() {
    let site = Site::new();
    site.add_source("hr");
    let rows = (1..=28).fold(String::new(), |rows, day| {
        rows + &format!("AAA{day:04},Quality,2020-{day:02}-03,2999-12-31\n")
    });
    let file = site.file("staff.csv", format!("person,unit,from_on,to_on\n{rows}"));
    site.bongsu(&["import", "hr", text(&file)])
        .refused(&["16 of 28 rows have a month over 12"]);
    assert_eq!(site.number("SELECT count(*) FROM employment"), 0);
}
