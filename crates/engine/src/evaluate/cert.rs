//! The answers of the CERT test dataset: `insiders.csv`, and a file of malicious acts for each insider.
//!
//! One `insiders.csv` covers every release. Rows of an insider's file start with the log they are from; columns that
//! later releases add come behind those that are read here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bongsu_model::{Keyring, Micros, Zone};
use jiff::civil::DateTime;

use super::EvaluateError;
use super::answers::{
    ActClass, Answers, GivenRow, Layout, Leak, Place, SubjectKind, Truth, files_below,
};
use super::delimited::{AnswersError, Cells, headless, with_header};

pub(super) const INSIDERS: &str = "insiders.csv";

const COLUMNS: [&str; 6] = ["dataset", "scenario", "details", "user", "start", "end"];

/// What every row of an insider's file starts with.
const ACT_COLUMNS: [&str; 6] = ["log", "id", "date", "user", "pc", "object"];

/// Reads the insiders of one dataset, or of all; their own files are named and not yet read.
///
/// `insiders.csv` names files of every release, and early ones are laid out differently: only those of people who are
/// in the site are worth reading.
pub(super) fn read(
    folder: &Path,
    dataset: Option<&str>,
    keys: &Keyring,
    zone: &Zone,
) -> Result<Answers<GivenRow>, EvaluateError> {
    let wanted = dataset.map(bare);
    let mut insiders: Vec<(Leak<GivenRow>, String)> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut numbers: BTreeMap<(String, String), usize> = BTreeMap::new();
    with_header(&folder.join(INSIDERS), &COLUMNS, |cells| {
        let dataset = bare(cells.given("dataset", "a dataset like 4.2")?).to_owned();
        known.insert(dataset.clone());
        if wanted.is_some_and(|wanted| wanted != dataset) {
            return Ok(());
        }
        let scenario = cells.given("scenario", "a number")?.to_owned();
        let number = numbers
            .entry((dataset.clone(), scenario.clone()))
            .or_default();
        *number += 1;
        let name = format!("r{dataset}-{scenario}-{number:03}");
        insiders.push(insider(cells, keys, zone, (name, dataset, scenario))?);
        Ok(())
    })?;
    if let (true, Some(wanted)) = (insiders.is_empty(), dataset) {
        let known = known.into_iter().collect::<Vec<_>>().join(", ");
        let wanted = wanted.to_owned();
        return Err(EvaluateError::Dataset { wanted, known });
    }
    let files = details(folder)?;
    let with_file = |(leak, details): (Leak<GivenRow>, String)| Leak {
        details: files.get(&stem(&details)).cloned(),
        ..leak
    };
    Ok(Answers {
        layout: Layout::Cert,
        leaks: insiders.into_iter().map(with_file).collect(),
        notes: Vec::new(),
    })
}

fn insider(
    cells: &Cells<'_>,
    keys: &Keyring,
    zone: &Zone,
    (name, dataset, scenario): (String, String, String),
) -> Result<(Leak<GivenRow>, String), AnswersError> {
    let start = instant(cells, "start", zone)?;
    let details = cells.given("details", "the name of the insider's file")?;
    let leak = Leak {
        name,
        scenario,
        truth: Truth::Leak,
        of: None,
        kind: SubjectKind::Person,
        asset: None,
        people: vec![keys.person(user(cells)?)],
        start: zone.day(start),
        last_day: None,
        dataset: Some(dataset),
        details: None,
        rows: Vec::new(),
    };
    Ok((leak, details.to_owned()))
}

/// The acts in an insider's file.
pub(super) fn acts(
    path: &Path,
    keys: &Keyring,
    zone: &Zone,
) -> Result<Vec<GivenRow>, AnswersError> {
    let mut rows = Vec::new();
    headless(path, &ACT_COLUMNS, |cells| {
        let expected = "logon, device, file, email or http";
        let class = cells.read("log", expected, ActClass::of)?;
        let object = match class {
            ActClass::File | ActClass::Http => cells.text("object")?.to_owned(),
            ActClass::Logon | ActClass::Device | ActClass::Email => String::new(),
        };
        rows.push(GivenRow {
            person: Some(keys.person(user(cells)?)),
            at: instant(cells, "date", zone)?,
            place: Place::Act { class, object },
        });
        Ok(())
    })?;
    Ok(rows)
}

/// The user without the domain that early releases write before it.
fn user<'a>(cells: &'a Cells<'_>) -> Result<&'a str, AnswersError> {
    let user = cells.given("user", "a user")?;
    match user.rsplit(['/', '\\']).next().map(str::trim) {
        Some(bare) if !bare.is_empty() => Ok(bare),
        _ => Err(cells.wrong(
            "user",
            "no name behind the domain: a user was expected".to_owned(),
        )),
    }
}

fn instant(cells: &Cells<'_>, column: &str, zone: &Zone) -> Result<Micros, AnswersError> {
    cells.read(column, "a time as MM/DD/YYYY HH:MM:SS", |text| {
        let form = if text.matches(':').count() == 1 {
            "%m/%d/%Y %H:%M"
        } else {
            "%m/%d/%Y %H:%M:%S"
        };
        zone.instant(DateTime::strptime(form, text).ok()?)
    })
}

/// Every file below the folder by its stem; the first of a name counts.
fn details(folder: &Path) -> Result<BTreeMap<String, PathBuf>, std::io::Error> {
    let mut files = BTreeMap::new();
    for path in files_below(folder)? {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        if let Some(name) = name.filter(|name| name.to_lowercase().ends_with(".csv")) {
            files.entry(stem(&name)).or_insert(path);
        }
    }
    files.remove(&stem(INSIDERS));
    Ok(files)
}

/// `r4.2-1/r4.2-1-AAM0658.csv` as `r4.2-1-aam0658`.
fn stem(name: &str) -> String {
    let name = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(name)
        .trim()
        .to_lowercase();
    name.strip_suffix(".csv").unwrap_or(&name).to_owned()
}

/// `r4.2` as `4.2`.
fn bare(dataset: &str) -> &str {
    let dataset = dataset.trim();
    dataset.strip_prefix(['r', 'R']).unwrap_or(dataset)
}
