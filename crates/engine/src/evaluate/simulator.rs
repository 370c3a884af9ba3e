//! The answers of a simulation: `leaks.csv` says what there was, `rows.csv` which rows belong to it.

use std::collections::BTreeMap;
use std::path::Path;

use bongsu_model::{Day, Keyring, Micros, PersonId, Zone};

use super::EvaluateError;
use super::answers::{Answers, GivenRow, Layout, Leak, Place, SubjectKind, Truth};
use super::delimited::{AnswersError, Cells, with_header};

pub(super) const LEAKS: &str = "leaks.csv";

const ROWS: &str = "rows.csv";

const LEAK_COLUMNS: [&str; 9] = [
    "leak",
    "scenario",
    "truth",
    "of",
    "subject_kind",
    "subject",
    "people",
    "start",
    "last_day",
];

const ROW_COLUMNS: [&str; 5] = ["leak", "file", "row", "person", "at"];

/// Reads both files.
pub(super) fn read(
    folder: &Path,
    keys: &Keyring,
    zone: &Zone,
) -> Result<Answers<GivenRow>, EvaluateError> {
    let mut leaks: Vec<Leak<GivenRow>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    with_header(&folder.join(LEAKS), &LEAK_COLUMNS, |cells| {
        let leak = leak(cells, keys, zone)?;
        if places.insert(leak.name.clone(), leaks.len()).is_some() {
            return Err(cells.wrong(
                "leak",
                format!("`{}` stands twice: one row each was expected", leak.name),
            ));
        }
        leaks.push(leak);
        Ok(())
    })?;
    with_header(&folder.join(ROWS), &ROW_COLUMNS, |cells| {
        let expected = "a leak of leaks.csv";
        let place = cells.read("leak", expected, |text| places.get(text).copied())?;
        let row = row(cells, keys)?;
        if let Some(leak) = leaks.get_mut(place) {
            leak.rows.push(row);
        }
        Ok(())
    })?;
    Ok(Answers {
        layout: Layout::Simulator,
        leaks,
        notes: Vec::new(),
    })
}

fn leak(cells: &Cells<'_>, keys: &Keyring, zone: &Zone) -> Result<Leak<GivenRow>, AnswersError> {
    let truth = cells.read("truth", "leak or hard-negative", |text| match text {
        "leak" => Some(Truth::Leak),
        "hard-negative" => Some(Truth::HardNegative),
        _ => None,
    })?;
    let expected = "person, cohort or organisation";
    let kind = cells.read("subject_kind", expected, |text| match text {
        "person" => Some(SubjectKind::Person),
        "cohort" => Some(SubjectKind::Cohort),
        "organisation" => Some(SubjectKind::Organisation),
        _ => None,
    })?;
    let people = people(cells.text("people")?, keys);
    if people.is_empty() && kind != SubjectKind::Organisation {
        return Err(cells.wrong(
            "people",
            "empty: keys joined by `;` were expected".to_owned(),
        ));
    }
    let asset = match kind {
        SubjectKind::Organisation => Some(cells.given("subject", "an asset")?.to_owned()),
        SubjectKind::Person | SubjectKind::Cohort => None,
    };
    let last_day = cells.read("last_day", "nothing or a day as YYYY-MM-DD", |text| {
        if text.is_empty() {
            return Some(None);
        }
        text.parse::<Day>().ok().map(Some)
    })?;
    Ok(Leak {
        name: cells.given("leak", "a name")?.to_owned(),
        scenario: cells.given("scenario", "a name")?.to_owned(),
        truth,
        of: Some(cells.text("of")?.to_owned()).filter(|of| !of.is_empty()),
        kind,
        asset,
        people,
        start: zone.day(instant(cells, "start")?),
        last_day,
        dataset: None,
        details: None,
        rows: Vec::new(),
    })
}

fn row(cells: &Cells<'_>, keys: &Keyring) -> Result<GivenRow, AnswersError> {
    let file = cells.given("file", "a file of the simulation")?;
    let number = cells.read("row", "a row counted from 1", |text| {
        text.parse::<u64>().ok().filter(|row| *row > 0)
    })?;
    Ok(GivenRow {
        person: people(cells.text("person")?, keys).pop(),
        at: instant(cells, "at")?,
        place: Place::Row {
            file: file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned(),
            row: number,
        },
    })
}

/// The pseudonyms behind keys joined by `;`, once each, in their order.
fn people(keys_text: &str, keys: &Keyring) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    for key in keys_text.split(';').filter(|key| !key.trim().is_empty()) {
        let person = keys.person(key);
        if !people.contains(&person) {
            people.push(person);
        }
    }
    people
}

fn instant(cells: &Cells<'_>, column: &str) -> Result<Micros, AnswersError> {
    cells.read(column, "a time like 2026-03-02T09:30:00+09:00", |text| {
        let stamp: Option<jiff::Timestamp> = text.parse().ok();
        stamp.map(|stamp| Micros(stamp.as_microsecond()))
    })
}
