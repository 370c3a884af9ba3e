//! What a simulation promises, checked on the files it writes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bongsu_sim::{HolderKind, Plan, SimError, Summary, simulate};
use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

const LOGS: [&str; 5] = [
    "cert/logon.csv",
    "cert/device.csv",
    "cert/file.csv",
    "cert/email.csv",
    "cert/http.csv",
];

struct Site {
    dir: tempfile::TempDir,
    summary: Summary,
}

impl Site {
    fn new(kind: HolderKind, seed: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let summary = simulate(&Plan::new(kind, 60, 120, seed), dir.path(), &mut |_| {}).unwrap();
        Self { dir, summary }
    }

    fn rows(&self, file: &str) -> Vec<BTreeMap<String, String>> {
        let path = self.dir.path().join(file);
        if Path::new(file)
            .extension()
            .is_some_and(|extension| extension == "xlsx")
        {
            return workbook(&path);
        }
        if Path::new(file)
            .extension()
            .is_some_and(|extension| extension == "jsonl")
        {
            let text = fs_err::read_to_string(path).unwrap();
            let objects = text
                .lines()
                .map(|line| serde_json::from_str::<BTreeMap<String, Value>>(line).unwrap());
            return objects
                .map(|object| {
                    object
                        .into_iter()
                        .map(|(key, value)| (key, value.to_string()))
                        .collect()
                })
                .collect();
        }
        let mut reader = csv::Reader::from_path(path).unwrap();
        reader.deserialize().map(|row| row.unwrap()).collect()
    }

    fn register(&self) -> Vec<Value> {
        let text =
            fs_err::read_to_string(self.dir.path().join("registers/companies.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

fn workbook(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let header: Vec<String> = range
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(Data::to_string)
        .collect();
    let texts = |row: &[Data]| {
        header
            .iter()
            .cloned()
            .zip(row.iter().map(Data::to_string))
            .collect()
    };
    range.rows().skip(1).map(texts).collect()
}

/// Every file below a folder with its bytes.
fn files(root: &Path, below: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs_err::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(root, &path, found);
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            found.insert(name, fs_err::read(&path).unwrap());
        }
    }
}

fn all_files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    files(site.dir.path(), site.dir.path(), &mut found);
    found
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    for kind in [HolderKind::Maker, HolderKind::Lab] {
        let (one, same, other) = (
            all_files(&Site::new(kind, 5)),
            all_files(&Site::new(kind, 5)),
            all_files(&Site::new(kind, 6)),
        );
        for (name, bytes) in &one {
            assert!(same[name] == *bytes, "{name} differs between two runs");
        }
        assert_eq!(
            one.keys().collect::<Vec<_>>(),
            same.keys().collect::<Vec<_>>()
        );
        for name in LOGS.iter().chain(&[
            "registers/companies.json",
            "hr/employment.csv",
            "answers/rows.csv",
        ]) {
            assert!(
                one[*name] != other[*name],
                "{name} is the same under another seed"
            );
        }
    }
}

#[test]
fn each_scenario_is_there_with_rows_of_its_own_people() {
    for (kind, letters) in [(HolderKind::Maker, "abcdefg"), (HolderKind::Lab, "defg")] {
        let site = Site::new(kind, 11);
        let leaks = site.rows("answers/leaks.csv");
        let told: BTreeSet<&str> = leaks
            .iter()
            .filter(|leak| leak["truth"] == "leak")
            .map(|leak| leak["scenario"].as_str())
            .collect();
        assert_eq!(told.into_iter().collect::<String>(), letters);
        let of: BTreeSet<&str> = leaks
            .iter()
            .map(|leak| leak["of"].as_str())
            .filter(|of| !of.is_empty())
            .collect();
        assert_eq!(of.into_iter().collect::<String>(), letters);
        let mut read: BTreeMap<String, Vec<BTreeMap<String, String>>> = BTreeMap::new();
        let register = site.register();
        let mut seen = BTreeSet::new();
        for answer in site.rows("answers/rows.csv") {
            let row: usize = answer["row"].parse().unwrap();
            let leak = leaks
                .iter()
                .find(|leak| leak["leak"] == answer["leak"])
                .unwrap();
            seen.insert(answer["leak"].clone());
            if answer["file"] == "registers/companies.json" {
                assert!(row >= 1 && register[row - 1]["recordType"] == "relationship");
                continue;
            }
            let rows = read
                .entry(answer["file"].clone())
                .or_insert_with(|| site.rows(&answer["file"]));
            let found = &rows[row - 1];
            let person = found
                .get("user")
                .or(found.get("person"))
                .or(found.get("requester"))
                .map_or("", String::as_str);
            assert_eq!(person, answer["person"], "{answer:?}");
            assert!(
                person.is_empty() || leak["people"].split(';').any(|known| known == person),
                "{answer:?}"
            );
        }
        assert_eq!(seen.len(), leaks.len(), "some scenario has no rows");
        assert_eq!(site.summary.leaks.len(), leaks.len());
    }
}

#[test]
fn logs_are_sorted_and_people_do_nothing_before_or_after_their_employment() {
    let site = Site::new(HolderKind::Maker, 3);
    let mut spans: BTreeMap<String, (String, String)> = BTreeMap::new();
    for row in site.rows("hr/employment.csv") {
        let span = spans
            .entry(row["person"].clone())
            .or_insert_with(|| (row["joined_on"].clone(), String::new()));
        span.0 = span.0.clone().min(row["joined_on"].clone());
        if row["left"] == "true" {
            span.1.clone_from(&row["left_on"]);
        }
    }
    for log in LOGS {
        let rows = site.rows(log);
        assert_eq!(rows.len() as u64, site.summary.files[log]);
        let mut last = String::new();
        let mut ids = BTreeSet::new();
        for row in rows {
            let date = &row["date"];
            let at = format!(
                "{}-{}-{} {}",
                &date[6..10],
                &date[0..2],
                &date[3..5],
                &date[11..]
            );
            assert!(at >= last, "{log}: {at} after {last}");
            assert!(ids.insert(row["id"].clone()), "{log}: {} twice", row["id"]);
            let (joined, left) = &spans[&row["user"]];
            assert!(
                at[..10] >= joined[..],
                "{log}: {} acts on {at}, joined {joined}",
                row["user"]
            );
            // A night may reach into the day after the last one.
            assert!(
                left.is_empty() || at[..10] <= left[..] || &at[11..13] < "09",
                "{log}: {} acts on {at}, left {left}",
                row["user"]
            );
            last = at;
        }
    }
}

#[test]
fn the_directory_agrees_with_the_personnel_office() {
    let site = Site::new(HolderKind::Maker, 4);
    let employment = site.rows("hr/employment.csv");
    let mut snapshots = 0;
    for name in site
        .summary
        .files
        .keys()
        .filter(|name| name.starts_with("cert/LDAP/"))
    {
        let day = if name.contains("2025-09") {
            "2025-09-01".to_owned()
        } else {
            format!("{}-01", &name[10..17])
        };
        let expected: BTreeSet<(String, String, String, String)> = employment
            .iter()
            .filter(|row| {
                row["joined_on"] <= day && (row["left_on"].is_empty() || day <= row["left_on"])
            })
            .map(|row| {
                (
                    row["person"].clone(),
                    row["unit"].clone(),
                    row["team"].clone(),
                    row["role"].clone(),
                )
            })
            .collect();
        let listed: BTreeSet<(String, String, String, String)> = site
            .rows(name)
            .iter()
            .map(|row| {
                (
                    row["user_id"].clone(),
                    row["department"].clone(),
                    row["team"].clone(),
                    row["role"].clone(),
                )
            })
            .collect();
        assert_eq!(listed, expected, "{name}");
        snapshots += 1;
    }
    assert_eq!(snapshots, 4);
}

#[test]
fn the_register_is_complete_and_a_front_is_controlled_at_each_step() {
    for seed in [1, 2, 3, 8] {
        let site = Site::new(HolderKind::Maker, seed);
        let register = site.register();
        let known: BTreeSet<&str> = register
            .iter()
            .map(|statement| statement["recordId"].as_str().unwrap())
            .collect();
        assert_eq!(known.len(), register.len());
        let mut majority: BTreeMap<&str, &str> = BTreeMap::new();
        for statement in register
            .iter()
            .filter(|statement| statement["recordType"] == "relationship")
        {
            let details = &statement["recordDetails"];
            let subject = details["subject"].as_str().unwrap();
            assert!(known.contains(subject));
            let Some(party) = details["interestedParty"].as_str() else {
                assert!(details["interestedParty"]["reason"].is_string());
                continue;
            };
            assert!(known.contains(party));
            let share = &details["interests"][0]["share"];
            if share["exact"]
                .as_f64()
                .or(share["minimum"].as_f64())
                .unwrap_or(0.0)
                > 50.0
            {
                majority.insert(subject, party);
            }
        }
        let by_name = |name: &str| {
            let entity = register
                .iter()
                .find(|statement| statement["recordDetails"]["name"] == name);
            entity
                .and_then(|statement| statement["recordId"].as_str())
                .unwrap()
        };
        let rivals: BTreeSet<&str> = site
            .rows("holder/rivals.csv")
            .iter()
            .map(|row| by_name(&row["organisation"]))
            .collect();
        let leaks = site.rows("answers/leaks.csv");
        let front = leaks.iter().find(|leak| leak["scenario"] == "a").unwrap();
        let company = by_name(&front["destination"]);
        let middle = majority[company];
        assert!(
            !rivals.contains(middle) && rivals.contains(majority[middle]),
            "seed {seed}"
        );
    }
}

#[test]
fn nothing_outside_the_answers_tells_the_truth() {
    let site = Site::new(HolderKind::Maker, 9);
    let ids: Vec<String> = site
        .summary
        .leaks
        .iter()
        .map(|leak| leak.leak.clone())
        .collect();
    for (name, bytes) in all_files(&site)
        .iter()
        .filter(|(name, _)| !name.starts_with("answers"))
    {
        let text = String::from_utf8_lossy(bytes);
        for word in ids.iter().map(String::as_str).chain([
            "hard-negative",
            "scenario",
            "insider",
            "malicious",
        ]) {
            assert!(!text.contains(word), "{name} says {word}");
        }
    }
}

#[test]
fn small_tables_fit_the_catalogue() {
    let site = Site::new(HolderKind::Lab, 2);
    let tables = [
        ("employment", "hr/employment.csv"),
        ("departures", "hr/departures.csv"),
        ("approvals", "hr/approvals.csv"),
        ("offers", "hr/offers.csv"),
        ("technology_access", "hr/technology_access.csv"),
        ("agreements", "holder/agreements.xlsx"),
        ("technologies", "holder/technologies.xlsx"),
        ("projects", "holder/projects.csv"),
        ("requests", "holder/requests.csv"),
        ("declarations", "holder/declarations.csv"),
        ("rivals", "holder/rivals.csv"),
        ("partners", "holder/partners.csv"),
        ("assets", "holder/assets.csv"),
        ("advice", "holder/advice.csv"),
        ("incidents", "holder/incidents.csv"),
        ("listings", "holder/listings.jsonl"),
        ("listed", "lists/restricted-parties.csv"),
        ("supplies", "registers/supplies.csv"),
    ];
    for (table, file) in tables {
        let table = bongsu_model::tables::by_name(table).unwrap();
        let rows = site.rows(file);
        assert!(
            !rows.is_empty() || file == "hr/offers.csv",
            "{file} is empty"
        );
        assert_eq!(rows.len() as u64, site.summary.files[file], "{file}");
        for row in &rows {
            for header in row.keys() {
                assert!(table.column(header).is_some(), "{file}: {header}");
            }
            for column in table.columns.iter().filter(|column| column.required) {
                let given = row.iter().any(|(header, cell)| {
                    table
                        .column(header)
                        .is_some_and(|known| known.name == column.name)
                        && !cell.is_empty()
                });
                assert!(given, "{file}: {} is empty in {row:?}", column.name);
            }
        }
    }
}

#[test]
fn the_settings_are_those_of_a_site() {
    let site = Site::new(HolderKind::Maker, 1);
    let text = fs_err::read_to_string(site.dir.path().join("bongsu.toml")).unwrap();
    let settings = bongsu_model::SiteSettings::parse(&text).unwrap();
    assert_eq!(settings.holder.name, site.summary.holder);
    assert_eq!(settings.holder.domains.len(), 1);
}

#[test]
fn small_plans_and_foreign_files_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let tiny = simulate(
        &Plan::new(HolderKind::Maker, 59, 120, 1),
        dir.path(),
        &mut |_| {},
    )
    .unwrap_err();
    assert!(
        matches!(
            tiny,
            SimError::TooSmall {
                people: 59,
                days: 120
            }
        ),
        "{tiny}"
    );
    let plan = Plan::new(HolderKind::Lab, 60, 120, 1);
    simulate(&plan, dir.path(), &mut |_| {}).unwrap();
    let mut last = 0;
    simulate(&plan, dir.path(), &mut |progress| last = progress.day).unwrap();
    assert_eq!(last, 120);
    fs_err::write(dir.path().join("cert/notes.txt"), "mine").unwrap();
    let refused = simulate(&plan, dir.path(), &mut |_| {})
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("cert/notes.txt") && refused.contains("empty folder"),
        "{refused}"
    );
    assert!(fs_err::exists(dir.path().join("cert/logon.csv")).unwrap());
    let site = tempfile::tempdir().unwrap();
    fs_err::write(site.path().join("bongsu.toml"), "").unwrap();
    assert!(matches!(
        simulate(&plan, site.path(), &mut |_| {}),
        Err(SimError::NotEmpty { .. })
    ));
}

#[test]
fn every_seed_finds_people_for_all_parts() {
    for seed in 100..106 {
        let maker = Site::new(HolderKind::Maker, seed);
        assert_eq!(
            maker
                .summary
                .leaks
                .iter()
                .filter(|leak| leak.is_leak)
                .count(),
            7
        );
        let people: Vec<&String> = maker
            .summary
            .leaks
            .iter()
            .flat_map(|leak| &leak.people)
            .collect();
        assert_eq!(
            people.iter().collect::<BTreeSet<_>>().len(),
            people.len(),
            "somebody plays two parts"
        );
    }
}
