//! Names carry no weight: people, devices and units renamed by a permutation give the same findings, renamed.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use serde_json::{Map, Value};

use crate::support::{Site, shared, text};

/// What replaces what: user ids, names, addresses, devices; units apart, for they are ordinary words.
#[derive(Debug, Default)]
struct Renaming {
    words: BTreeMap<String, String>,
    units: BTreeMap<String, String>,
}

/// Columns that hold labels of units.
const UNITS: [&str; 6] = [
    "unit",
    "team",
    "department",
    "business_unit",
    "functional_unit",
    "owner_unit",
];

/// Columns that hold names of people.
const NAMES: [&str; 4] = ["name", "employee_name", "supervisor", "approved_by"];

type Table = (Vec<String>, Vec<Vec<String>>);

fn table(path: &Path) -> Table {
    if path.extension().is_some_and(|ending| ending == "xlsx") {
        return workbook(path);
    }
    let mut reader = csv::Reader::from_path(path).unwrap();
    let fields = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = fields(reader.headers().unwrap());
    (
        header,
        reader
            .records()
            .map(|record| fields(&record.unwrap()))
            .collect(),
    )
}

/// The first sheet of a workbook as text.
fn workbook(path: &Path) -> Table {
    let mut book = open_workbook_auto(path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let cell = |cell: &Data| match cell {
        Data::DateTime(at) => at.as_datetime_text(),
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        other => other.to_string(),
    };
    let mut rows = range
        .rows()
        .map(|row| row.iter().map(cell).collect::<Vec<_>>());
    let header = rows.next().unwrap();
    (header, rows.collect())
}

trait DatetimeText {
    fn as_datetime_text(&self) -> String;
}

impl DatetimeText for calamine::ExcelDateTime {
    fn as_datetime_text(&self) -> String {
        let (year, month, day, ..) = self.to_ymd_hms_milli();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

fn write(path: &Path, (header, rows): &Table) {
    fs_err::create_dir_all(path.parent().unwrap()).unwrap();
    let mut writer = csv::Writer::from_path(path).unwrap();
    writer.write_record(header).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.flush().unwrap();
}

/// Maps each to another by a permutation that depends on the seed alone.
fn permuted(mut from: Vec<String>, seed: u64) -> BTreeMap<String, String> {
    from.sort();
    from.dedup();
    let mut to = from.clone();
    let mut state = seed;
    for at in (1..to.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        to.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
    }
    from.into_iter().zip(to).collect()
}

impl Renaming {
    fn of(sim: &Path, seed: u64) -> Self {
        // A person's name in each script and the address go with the user id.
        let mut people: BTreeMap<String, [String; 3]> = BTreeMap::new();
        let (header, rows) = table(&sim.join("hr/employment.csv"));
        let column = |header: &[String], name: &str| {
            header.iter().position(|column| column == name).unwrap()
        };
        for row in &rows {
            let of = |name: &str| row[column(&header, name)].clone();
            let person = people.entry(of("person")).or_default();
            person[0] = of("name");
            person[2] = of("email");
        }
        let mut units: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let snapshots: Vec<Table> = ["09", "10", "11", "12"]
            .iter()
            .map(|month| table(&sim.join(format!("cert/LDAP/2025-{month}.csv"))))
            .collect();
        for (header, rows) in &snapshots {
            for row in rows {
                let of = |name: &str| row[column(header, name)].clone();
                people.entry(of("user_id")).or_default()[1] = of("employee_name");
                units.entry("team").or_default().push(of("team"));
                for unit in ["business_unit", "functional_unit", "department"] {
                    units.entry("unit").or_default().push(of(unit));
                }
            }
        }
        for row in &rows {
            units
                .entry("team")
                .or_default()
                .push(row[column(&header, "team")].clone());
            units
                .entry("unit")
                .or_default()
                .push(row[column(&header, "unit")].clone());
        }
        let labels: Vec<String> = units
            .into_values()
            .flatten()
            .filter(|label| !label.is_empty())
            .collect();

        let mut words = BTreeMap::new();
        for (from, to) in permuted(people.keys().cloned().collect(), seed) {
            words.insert(from.to_lowercase(), to.to_lowercase());
            for (old, new) in people[&from].iter().zip(&people[&to]) {
                // Where the other has no name in this script, the old one would tell nothing either.
                if !old.is_empty() && !new.is_empty() {
                    words.insert(old.clone(), new.clone());
                }
            }
            words.insert(from, to);
        }
        let mut devices = Vec::new();
        for log in ["logon", "device"] {
            let (header, rows) = table(&sim.join(format!("cert/{log}.csv")));
            devices.extend(rows.iter().map(|row| row[column(&header, "pc")].clone()));
        }
        words.extend(permuted(devices, seed + 1));
        Self {
            words,
            units: permuted(labels, seed + 2),
        }
    }

    /// Renames in running text: user ids in paths, addresses in lists. Ids stand between other signs than letters.
    fn in_text(&self, text: &str) -> String {
        if let Some(word) = self.words.get(text) {
            return word.clone();
        }
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@');
        let mut renamed = String::with_capacity(text.len());
        let mut word = String::new();
        for c in text.chars().chain(['\0']) {
            if is_part(c) {
                word.push(c);
                continue;
            }
            renamed.push_str(self.words.get(&word).unwrap_or(&word));
            word.clear();
            if c != '\0' {
                renamed.push(c);
            }
        }
        renamed
    }

    fn in_table(&self, (header, rows): Table) -> Table {
        let rename = |(column, value): (&String, &String)| match column.as_str() {
            name if UNITS.contains(&name) => self.units.get(value).unwrap_or(value).clone(),
            name if NAMES.contains(&name) => self.words.get(value).unwrap_or(value).clone(),
            // Message bodies are random words and are never read.
            "content" => value.clone(),
            _ => self.in_text(value),
        };
        let rows = rows
            .iter()
            .map(|row| header.iter().zip(row).map(rename).collect())
            .collect();
        (header, rows)
    }

    /// Writes the renamed file of a simulation; gives its new path.
    fn write(&self, from: &Path, to: &Path, path: &str) -> String {
        let source = from.join(path);
        if source.is_dir() {
            for entry in fs_err::read_dir(&source).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                self.write(from, to, &format!("{path}/{name}"));
            }
            return path.to_owned();
        }
        let ending = path.rsplit('.').next().unwrap();
        // The register of technologies stays as it is: its unit labels are said of technologies, not of people.
        if path.ends_with("technologies.xlsx") || ending == "json" {
            fs_err::create_dir_all(to.join(path).parent().unwrap()).unwrap();
            fs_err::copy(source, to.join(path)).unwrap();
            return path.to_owned();
        }
        if ending == "jsonl" {
            fs_err::create_dir_all(to.join(path).parent().unwrap()).unwrap();
            fs_err::write(
                to.join(path),
                self.in_text(&fs_err::read_to_string(source).unwrap()),
            )
            .unwrap();
            return path.to_owned();
        }
        let path_out = path.replace(".xlsx", ".csv");
        write(&to.join(&path_out), &self.in_table(table(&source)));
        path_out
    }
}

/// A finding by what does not name anybody: detector, span, weight, facts without texts of names; and its subject.
fn findings(site: &Path, renaming: Option<&Renaming>) -> (Vec<String>, Vec<String>) {
    let at = ["--site", text(site)];
    let list = [
        "finding", "list", "--format", "json", "--reveal", "--reason", "test",
    ];
    let document = crate::support::bongsu(&[&list[..], &at].concat()).json();
    let mut plain = Vec::new();
    let mut named = Vec::new();
    for finding in document["findings"].as_array().unwrap() {
        let facts: Map<String, Value> = finding["facts"]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(name, _)| !UNITS.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let n_refs: usize = finding["refs"].as_array().unwrap().len();
        let key = format!(
            "{} {} {} {} {} refs={n_refs} {}",
            finding["detector"],
            finding["from"],
            finding["to"],
            finding["weight"],
            finding["strength"],
            Value::Object(facts)
        );
        let subject = subject(&finding["subject"], renaming);
        let mut people: Vec<String> = finding["people"]
            .as_array()
            .unwrap()
            .iter()
            .map(|person| account(person, renaming))
            .collect();
        people.sort();
        named.push(format!("{key} subject={subject} people={people:?}"));
        plain.push(key);
    }
    plain.sort();
    named.sort();
    (plain, named)
}

/// A revealed person as user id, renamed.
fn account(revealed: &Value, renaming: Option<&Renaming>) -> String {
    let id = revealed
        .as_str()
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .to_owned();
    match renaming {
        Some(renaming) => renaming
            .words
            .get(&id)
            .unwrap_or_else(|| panic!("`{id}` is no user id"))
            .clone(),
        None => id,
    }
}

fn subject(subject: &Value, renaming: Option<&Renaming>) -> String {
    if subject["kind"] == "person" {
        return account(&subject["person"], renaming);
    }
    let label = subject["cohort"]
        .as_str()
        .or(subject["organisation"].as_str())
        .unwrap();
    match (label.split_once(" → "), renaming) {
        (Some((unit, party)), Some(renaming)) => {
            format!(
                "{} → {party}",
                renaming
                    .units
                    .get(unit)
                    .unwrap_or_else(|| panic!("`{unit}` is no unit"))
            )
        }
        _ => label.to_owned(),
    }
}

#[test]
fn renaming_people_devices_and_units_renames_the_findings_and_changes_nothing_else() {
    let shared = shared();
    let renaming = Renaming::of(&shared.sim, 20_251_123);
    let moved = renaming
        .words
        .iter()
        .filter(|(from, to)| from != to)
        .count();
    assert!(
        moved > 150 && renaming.units.iter().any(|(from, to)| from != to),
        "{moved} words are renamed"
    );

    let site = Site::new();
    fs_err::copy(
        shared.site.join("bongsu.toml"),
        site.dir().join("bongsu.toml"),
    )
    .unwrap();
    let folder = site.file("renamed/mark", "").parent().unwrap().to_owned();
    for (format, path) in &shared.imports {
        let path = renaming.write(&shared.sim, &folder, path);
        let said = site.import(format, &folder.join(path)).json();
        for file in said["files"].as_array().unwrap() {
            assert_eq!(file["rows_rejected"], 0, "{file}");
        }
    }
    let stored = site.number("SELECT count(*) FROM activity");
    let wanted: u64 = shared
        .imported
        .iter()
        .filter(|file| file["file"].as_str().unwrap().contains("/cert/"))
        .filter(|file| !file["file"].as_str().unwrap().contains("LDAP"))
        .map(|file| file["rows_stored"].as_u64().unwrap())
        .sum();
    assert_eq!(stored, wanted);
    site.run();

    // Revealing writes to the site, so the shared one is copied.
    let original = Site::copy_of_shared();
    let (plain, named) = findings(&original.dir(), Some(&renaming));
    let (renamed_plain, renamed_named) = findings(&site.dir(), None);
    assert!(plain.len() > 10);
    assert_same(&plain, &renamed_plain, "findings, whoever they are about");
    assert_same(&named, &renamed_named, "findings with their subjects");
}

/// Asserts equality, and shows only what differs.
#[track_caller]
fn assert_same(before: &[String], after: &[String], what: &str) {
    let gone: Vec<_> = before.iter().filter(|one| !after.contains(one)).collect();
    let new: Vec<_> = after.iter().filter(|one| !before.contains(one)).collect();
    assert!(
        before == after,
        "{what} differ\ngone: {gone:#?}\nnew: {new:#?}"
    );
}
