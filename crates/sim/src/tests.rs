//! What a simulation promises, checked on the files it writes.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::register::{Holder, Holding};
use crate::world::World;
use crate::{HolderKind, Plan, SimError, simulate};

mod content;
mod site;

use site::{LAB, MAKER, Row, Site};

const LOGS: [&str; 5] = [
    "cert/logon.csv",
    "cert/device.csv",
    "cert/file.csv",
    "cert/email.csv",
    "cert/http.csv",
];

/// Tables of the catalogue and where they are written.
const TABLES: [(&str, &str); 18] = [
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

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let (same, other) = (
        Site::new(HolderKind::Maker, 5),
        Site::new(HolderKind::Maker, 6),
    );
    assert!(MAKER.files.keys().eq(same.files.keys()));
    for (name, bytes) in &MAKER.files {
        assert!(
            same.files[name] == *bytes,
            "{name} differs between two runs"
        );
    }
    for name in LOGS.iter().chain(&[
        "registers/companies.json",
        "hr/employment.csv",
        "answers/rows.csv",
    ]) {
        assert!(
            MAKER.files[*name] != other.files[*name],
            "{name} is the same under another seed"
        );
    }
}

#[test]
fn each_scenario_is_there_with_rows_of_its_own_people() {
    for (site, letters) in [(&*MAKER, "abcdefg"), (&*LAB, "defg")] {
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
        let seen = check_answer_rows(site, &leaks);
        assert_eq!(seen.len(), leaks.len(), "some scenario has no rows");
        assert_eq!(site.summary.leaks.len(), leaks.len());
    }
}

/// Each row of the answers is in its file and belongs to its person; returns the leaks that have rows.
fn check_answer_rows(site: &Site, leaks: &[Row]) -> BTreeSet<String> {
    let register = site.register();
    let mut read: BTreeMap<String, Vec<Row>> = BTreeMap::new();
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
        let key = ["user", "person", "requester"]
            .iter()
            .find_map(|key| found.get(*key));
        let person = key.map_or("", String::as_str);
        assert_eq!(person, answer["person"], "{answer:?}");
        assert!(
            person.is_empty() || leak["people"].split(';').any(|known| known == person),
            "{answer:?}"
        );
    }
    seen
}

#[test]
fn logs_are_sorted_and_people_do_nothing_before_or_after_their_employment() {
    let mut spans: BTreeMap<String, (String, String)> = BTreeMap::new();
    for row in MAKER.rows("hr/employment.csv") {
        let span = spans
            .entry(row["person"].clone())
            .or_insert_with(|| (row["joined_on"].clone(), String::new()));
        span.0 = span.0.clone().min(row["joined_on"].clone());
        if row["left"] == "true" {
            span.1.clone_from(&row["left_on"]);
        }
    }
    for log in LOGS {
        let rows = MAKER.rows(log);
        assert_eq!(rows.len() as u64, MAKER.summary.files[log]);
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
            let is_employed = left.is_empty() || at[..10] <= left[..] || &at[11..13] < "09";
            assert!(
                is_employed,
                "{log}: {} acts on {at}, left {left}",
                row["user"]
            );
            last = at;
        }
    }
}

#[test]
fn the_directory_agrees_with_the_personnel_office() {
    let employment = MAKER.rows("hr/employment.csv");
    let mut snapshots = 0;
    for name in MAKER
        .files
        .keys()
        .filter(|name| name.starts_with("cert/LDAP/"))
    {
        let day = format!("{}-01", &name[10..17]);
        let place = |row: &Row, keys: [&str; 4]| keys.map(|key| row[key].clone());
        let expected: BTreeSet<[String; 4]> = employment
            .iter()
            .filter(|row| {
                row["joined_on"] <= day && (row["left_on"].is_empty() || day <= row["left_on"])
            })
            .map(|row| place(row, ["person", "unit", "team", "role"]))
            .collect();
        let listed: BTreeSet<[String; 4]> = MAKER
            .rows(name)
            .iter()
            .map(|row| place(row, ["user_id", "department", "team", "role"]))
            .collect();
        assert_eq!(listed, expected, "{name}");
        snapshots += 1;
    }
    assert_eq!(snapshots, 4);
}

#[test]
fn every_party_of_the_register_has_a_statement_before_it_is_named() {
    for site in [&*MAKER, &*LAB] {
        let register = site.register();
        let mut known = BTreeSet::new();
        for statement in &register {
            let details = &statement["recordDetails"];
            if statement["recordType"] == "relationship" {
                let party = &details["interestedParty"];
                assert!(known.contains(details["subject"].as_str().unwrap()));
                assert!(
                    party
                        .as_str()
                        .map_or(party["reason"].is_string(), |party| known.contains(party)),
                    "{party}"
                );
            }
            assert!(
                known.insert(statement["recordId"].as_str().unwrap()),
                "two records of one id"
            );
            assert_eq!(statement["statementDate"].as_str().map(str::len), Some(10));
        }
    }
}

#[test]
fn nobody_holds_more_of_a_company_than_there_is() {
    for seed in 20..25 {
        let world = World::build(&Plan::new(HolderKind::Maker, 200, 120, seed)).unwrap();
        let mut held: BTreeMap<usize, f64> = BTreeMap::new();
        for interest in &world.register.interests {
            let least = match interest.holding {
                Holding::Exact(share) | Holding::Between(share, _) => share,
                Holding::Seat => 0.0,
            };
            *held.entry(interest.subject).or_default() += least;
        }
        let over: Vec<_> = held.iter().filter(|(_, sum)| **sum > 100.0).collect();
        assert!(over.is_empty(), "seed {seed}: {over:?}");
    }
}

#[test]
fn every_front_is_controlled_by_a_rival_at_each_step() {
    for seed in 20..25 {
        let world = World::build(&Plan::new(HolderKind::Maker, 60, 120, seed)).unwrap();
        let register = &world.register;
        let owner_of = |company: usize| {
            register.interests.iter().find_map(|interest| {
                match (&interest.holder, interest.holding) {
                    (
                        Holder::Organisation(owner),
                        Holding::Exact(share) | Holding::Between(share, _),
                    ) if interest.subject == company && share > 50.0 => Some(*owner),
                    _ => None,
                }
            })
        };
        let answer = world
            .answers
            .list
            .iter()
            .find(|answer| answer.scenario == "a")
            .unwrap();
        let front = (0..register.organisations.len())
            .find(|&place| register.name(place) == answer.destination)
            .unwrap();
        let middle = owner_of(front).unwrap();
        let rival = |place: usize| {
            world
                .outside
                .rivals
                .iter()
                .any(|rival| rival.organisation == place)
        };
        assert!(
            !rival(middle) && rival(owner_of(middle).unwrap()),
            "seed {seed}"
        );
        let marked = register
            .interests
            .iter()
            .filter(|interest| interest.mark > 0);
        for interest in marked {
            assert_eq!(
                owner_of(interest.subject)
                    .map(Holder::Organisation)
                    .as_ref(),
                Some(&interest.holder)
            );
        }
    }
}

#[test]
fn nothing_outside_the_answers_tells_the_truth() {
    for site in [&*MAKER, &*LAB] {
        let ids: Vec<&str> = site
            .summary
            .leaks
            .iter()
            .map(|leak| leak.leak.as_str())
            .collect();
        for (name, bytes) in site
            .files
            .iter()
            .filter(|(name, _)| !name.starts_with("answers"))
        {
            let text = String::from_utf8_lossy(bytes);
            for word in ids
                .iter()
                .chain(&["hard-negative", "scenario", "insider", "malicious"])
            {
                assert!(!text.contains(word), "{name} says {word}");
            }
        }
    }
}

#[test]
fn small_tables_fit_the_catalogue() {
    for (site, (name, file)) in TABLES
        .iter()
        .flat_map(|table| [(&*MAKER, table), (&*LAB, table)])
    {
        let table = bongsu_model::tables::by_name(name).unwrap();
        let rows = site.rows(file);
        assert!(
            !rows.is_empty() || *file == "hr/offers.csv",
            "{file} is empty"
        );
        assert_eq!(rows.len() as u64, site.summary.files[*file], "{file}");
        for row in &rows {
            let mut given = BTreeSet::new();
            for (header, cell) in row {
                let column = table
                    .column(header)
                    .unwrap_or_else(|| panic!("{file}: {header}"));
                if !cell.is_empty() {
                    given.insert(column.name);
                }
            }
            for column in table.columns.iter().filter(|column| column.required) {
                assert!(
                    given.contains(column.name),
                    "{file}: {} is empty in {row:?}",
                    column.name
                );
            }
        }
    }
}

#[test]
fn the_settings_are_those_of_a_site() {
    let text = String::from_utf8(MAKER.files["bongsu.toml"].clone()).unwrap();
    let settings = bongsu_model::SiteSettings::parse(&text).unwrap();
    assert_eq!(settings.holder.name, MAKER.summary.holder);
    assert_eq!(settings.holder.domains.len(), 1);
}

#[test]
fn plans_that_are_too_small_or_too_large_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    for (people, days) in [(59, 120), (60, 119), (0, 0)] {
        let refused = simulate(
            &Plan::new(HolderKind::Maker, people, days, 1),
            dir.path(),
            &mut |_| {},
        )
        .unwrap_err();
        assert!(matches!(refused, SimError::TooSmall { .. }), "{refused}");
    }
    let refused = simulate(
        &Plan::new(HolderKind::Lab, u32::MAX, 120, 1),
        dir.path(),
        &mut |_| {},
    )
    .unwrap_err();
    assert!(matches!(refused, SimError::TooLarge { .. }), "{refused}");
    assert_eq!(fs_err::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn an_earlier_simulation_is_replaced_and_nothing_else_is() {
    let dir = tempfile::tempdir().unwrap();
    let plan = Plan::new(HolderKind::Lab, 60, 120, 1);
    fs_err::write(dir.path().join("bongsu.toml"), "").unwrap();
    assert!(matches!(
        simulate(&plan, dir.path(), &mut |_| {}),
        Err(SimError::NotEmpty { .. })
    ));
    for folder in ["answers", "cert/LDAP"] {
        fs_err::create_dir_all(dir.path().join(folder)).unwrap();
    }
    for earlier in ["answers/leaks.csv", "cert/LDAP/2020-01.csv"] {
        fs_err::write(dir.path().join(earlier), "earlier").unwrap();
    }
    fs_err::write(dir.path().join("cert/notes.txt"), "mine").unwrap();
    let refused = simulate(&plan, dir.path(), &mut |_| {})
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("cert/notes.txt") && refused.contains("empty folder"),
        "{refused}"
    );
    fs_err::remove_file(dir.path().join("cert/notes.txt")).unwrap();
    let mut last = 0;
    simulate(&plan, dir.path(), &mut |progress| last = progress.day).unwrap();
    assert_eq!(last, 120);
    assert!(!fs_err::exists(dir.path().join("cert/LDAP/2020-01.csv")).unwrap());
}

#[test]
fn every_seed_finds_people_for_all_parts() {
    for (kind, leaks) in [(HolderKind::Maker, 7), (HolderKind::Lab, 4)] {
        for seed in 100..112 {
            let world = World::build(&Plan::new(kind, 60, 120, seed)).unwrap();
            let answers = &world.answers.list;
            assert_eq!(
                answers.iter().filter(|answer| answer.is_leak).count(),
                leaks
            );
            let people: Vec<&String> = answers.iter().flat_map(|answer| &answer.people).collect();
            assert_eq!(
                people.iter().collect::<BTreeSet<_>>().len(),
                people.len(),
                "somebody plays two parts"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn activity_lies_within_the_working_day(seed in 0_u64..1000) {
        let world = World::build(&Plan::new(HolderKind::Maker, 60, 120, seed)).unwrap();
        let mut stream = world.stream(crate::stream::Purpose::Life, 0);
        for (person, day) in (0..60).flat_map(|person| (0..120).step_by(7).map(move |day| (person, day))) {
            let Some(duty) = world.duty(person, day) else { continue };
            prop_assert!(duty.start >= 0 && duty.start < duty.end && duty.end < 2 * 86_400);
            let mut last = 0;
            for &(from, to) in &duty.spans {
                prop_assert!(last <= from && from < to && duty.start <= from && to <= duty.end, "{duty:?}");
                last = to;
            }
            let moment = duty.moment(&mut stream);
            prop_assert!(duty.spans.iter().any(|&(from, to)| from <= moment && moment < to));
        }
    }
}
