//! Finds the rows of answers again in the site: by file and number, or by who acted when in which log.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::tables::Kind;
use bongsu_model::{Day, Micros, PersonId, RowRef, Zone};
use bongsu_store::{Claim, StoredImport};
use serde_json::{Map, Value, json};

use super::answers::{ActClass, Answers, GivenRow, Layout, Leak, Place, TrueRow};
use super::{EvaluateError, EvaluateRequest, cert};
use crate::Site;

/// Keeps the answers that are of this site, and says where their rows stand in it.
pub(super) async fn resolve(
    site: &Site,
    session: &LakeSession,
    mut answers: Answers<GivenRow>,
    request: &EvaluateRequest<'_>,
) -> Result<Answers<TrueRow>, EvaluateError> {
    let people: BTreeSet<&PersonId> = answers.leaks.iter().flat_map(|leak| &leak.people).collect();
    let known = known_people(session, &people).await?;
    if known.is_empty() && !people.is_empty() {
        return Err(EvaluateError::OtherSite(request.answers.to_owned()));
    }
    if answers.layout == Layout::Cert {
        if request.dataset.is_none() {
            keep_known(&mut answers, &known);
        }
        read_details(site, &mut answers)?;
    }
    let acts = acts(session, &answers).await?;
    let files = Files::of(site, &mut answers.notes, &answers.leaks).await?;
    let zone = &site.zone;
    let mut number = 0;
    let mut found = |row: GivenRow| match &row.place {
        Place::Row { file, row: at } => files.row(file, *at, &row, zone),
        Place::Act { .. } => {
            number += 1;
            let refs = acts.get(&number).cloned().unwrap_or_default();
            TrueRow {
                refs,
                person_day: person_day(&row, zone),
            }
        }
    };
    let leaks: Vec<Leak<TrueRow>> = answers
        .leaks
        .into_iter()
        .map(|leak| leak.map_rows(&mut found))
        .collect();
    let mut notes = answers.notes;
    notes.extend(not_found(&leaks));
    Ok(Answers {
        layout: answers.layout,
        leaks,
        notes,
    })
}

/// Those of some people of whom the site has an act or an employment record.
async fn known_people(
    session: &LakeSession,
    people: &BTreeSet<&PersonId>,
) -> Result<BTreeSet<String>, EvaluateError> {
    let rows: Vec<Map<String, Value>> = people
        .iter()
        .map(|person| object(json!({ "person": person.as_str() })))
        .collect();
    session.add_rows("answer_people", &[("person", Kind::Text)], &rows)?;
    let mut known = BTreeSet::new();
    for table in ["activity", "staff_snapshots", "employment"] {
        let sql = format!(
            "SELECT w.person AS person FROM answer_people w LEFT SEMI JOIN {table} t ON t.person = w.person"
        );
        let rows = json_rows(&session.query("people of the answers", &sql).await?)?;
        known.extend(rows.iter().filter_map(|row| row.get("person").map(text_of)));
    }
    Ok(known)
}

/// Leaves out the insiders of other datasets: those who are not in the site.
fn keep_known(answers: &mut Answers<GivenRow>, known: &BTreeSet<String>) {
    let before = answers.leaks.len();
    answers.leaks.retain(|leak| {
        leak.people
            .iter()
            .any(|person| known.contains(person.as_str()))
    });
    let left_out = before - answers.leaks.len();
    if left_out > 0 {
        answers.notes.push(format!(
            "{left_out} of {before} insiders are not in this site and are left out"
        ));
    }
    let datasets: BTreeSet<&str> = answers
        .leaks
        .iter()
        .filter_map(|leak| leak.dataset.as_deref())
        .collect();
    if datasets.len() > 1 {
        let datasets = datasets.into_iter().collect::<Vec<_>>().join(", ");
        answers.notes.push(format!(
            "users of several datasets are in this site ({datasets}): choose the one imported"
        ));
    }
}

/// Reads the insiders' own files.
fn read_details(site: &Site, answers: &mut Answers<GivenRow>) -> Result<(), EvaluateError> {
    let mut n_missing = 0;
    for leak in &mut answers.leaks {
        match &leak.details {
            Some(path) => leak.rows = cert::acts(path, &site.keys, &site.zone)?,
            None => n_missing += 1,
        }
    }
    if n_missing > 0 {
        answers.notes.push(format!(
            "the files of {n_missing} insiders are not in the folder: none of their rows is known"
        ));
    }
    Ok(())
}

/// The log an act of the site stands in.
const CLASS_SQL: &str = "CASE WHEN a.channel = 'logon' THEN 'logon' \
    WHEN a.channel = 'removable' AND a.action IN ('connect', 'disconnect') THEN 'device' \
    WHEN a.channel IN ('file', 'removable') THEN 'file' \
    WHEN a.channel = 'mail' THEN 'email' \
    WHEN a.channel IN ('web', 'cloud') THEN 'http' END";

/// Where acts stand, by their number among all acts of the answers, counted from 1.
async fn acts(
    session: &LakeSession,
    answers: &Answers<GivenRow>,
) -> Result<BTreeMap<u64, Vec<RowRef>>, EvaluateError> {
    let mut objects: Vec<(ActClass, &str)> = Vec::new();
    let mut rows: Vec<Map<String, Value>> = Vec::new();
    for row in answers.leaks.iter().flat_map(|leak| &leak.rows) {
        let Place::Act {
            class,
            object: name,
        } = &row.place
        else {
            continue;
        };
        objects.push((*class, name));
        rows.push(object(json!({
            "n": objects.len(),
            "person": row.person.as_ref().map(PersonId::as_str),
            "at": rfc3339(row.at),
            "class": class.word(),
        })));
    }
    if rows.is_empty() {
        return Ok(BTreeMap::new());
    }
    let columns = [
        ("n", Kind::Whole),
        ("person", Kind::Text),
        ("at", Kind::Time),
        ("class", Kind::Text),
    ];
    session.add_rows("answer_acts", &columns, &rows)?;
    let sql = format!(
        "SELECT w.n AS n, a.source AS source, a.row AS row, a.object AS object FROM answer_acts w \
         JOIN activity a ON a.person = w.person AND a.at = w.at AND {CLASS_SQL} = w.class \
         ORDER BY w.n, a.source, a.row"
    );
    let mut found: BTreeMap<u64, Vec<(RowRef, String)>> = BTreeMap::new();
    for row in json_rows(&session.query("acts of the answers", &sql).await?)? {
        let whole = |name: &str| row.get(name).and_then(Value::as_u64).unwrap_or(0);
        let text = |name: &str| row.get(name).map(text_of).unwrap_or_default();
        let at = RowRef {
            source: text("source"),
            row: whole("row"),
        };
        found
            .entry(whole("n"))
            .or_default()
            .push((at, text("object")));
    }
    let alike = found.into_iter().map(|(n, candidates)| {
        let (class, name) = usize::try_from(n - 1)
            .ok()
            .and_then(|n| objects.get(n))
            .copied()
            .unwrap_or((ActClass::Logon, ""));
        (n, same_object(class, name, candidates))
    });
    Ok(alike.collect())
}

/// Of acts of one person, second and log, those on the object that the answers name; all when none is.
fn same_object(class: ActClass, name: &str, candidates: Vec<(RowRef, String)>) -> Vec<RowRef> {
    let same = |object: &str| match class {
        ActClass::File => object == name,
        // The site keeps addresses without their query.
        ActClass::Http => name
            .strip_prefix(object)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['?', '#'])),
        ActClass::Logon | ActClass::Device | ActClass::Email => true,
    };
    let any = candidates.iter().any(|(_, object)| same(object));
    candidates
        .into_iter()
        .filter(|(_, object)| !any || same(object))
        .map(|(at, _)| at)
        .collect()
}

/// Which imports file names stand for.
struct Files {
    /// The short digest of the file, and whether its rows are acts.
    by_name: BTreeMap<String, (String, bool)>,
}

impl Files {
    async fn of(
        site: &Site,
        notes: &mut Vec<String>,
        leaks: &[Leak<GivenRow>],
    ) -> Result<Self, EvaluateError> {
        let names: BTreeSet<&str> = leaks
            .iter()
            .flat_map(|leak| &leak.rows)
            .filter_map(|row| match &row.place {
                Place::Row { file, .. } => Some(bare_name(file)),
                Place::Act { .. } => None,
            })
            .collect();
        let imports = site.store.imports().await?;
        let claims = site.store.claims(None).await?;
        let current = site.store.current_files().await?;
        let acts: BTreeSet<String> = current
            .iter()
            .filter(|file| file.file.table == "activity")
            .map(|file| file.digest.short())
            .collect();
        let mut by_name = BTreeMap::new();
        for name in names {
            let (digest, n_current) = last_import(&imports, &claims, name);
            if n_current > 1 {
                notes.push(format!(
                    "`{name}` was imported {n_current} times: its rows are those of the last one"
                ));
            }
            match digest {
                Some(digest) => {
                    let is_acts = acts.contains(&digest);
                    by_name.insert(name.to_owned(), (digest, is_acts));
                }
                None => notes.push(format!(
                    "`{name}` was not imported: no case can cite its rows"
                )),
            }
        }
        Ok(Self { by_name })
    }

    fn row(&self, file: &str, at: u64, row: &GivenRow, zone: &Zone) -> TrueRow {
        let name = bare_name(file);
        let (refs, is_act) = match self.by_name.get(name) {
            Some((source, is_acts)) => (
                vec![RowRef {
                    source: source.clone(),
                    row: at,
                }],
                *is_acts,
            ),
            // A log that was not imported still holds true person-days.
            None => (
                Vec::new(),
                name.strip_suffix(".csv").and_then(ActClass::of).is_some(),
            ),
        };
        TrueRow {
            refs,
            person_day: if is_act { person_day(row, zone) } else { None },
        }
    }
}

/// The digest of the last import that was given under a name, by whatever source, and how many imports of it are current.
fn last_import(imports: &[StoredImport], claims: &[Claim], name: &str) -> (Option<String>, usize) {
    let given: BTreeSet<&str> = claims
        .iter()
        .filter(|claim| bare_name(&claim.file_name) == name)
        .map(|claim| claim.import.as_str())
        .collect();
    let of_name = || {
        imports
            .iter()
            .filter(|import| given.contains(import.record.import.as_str()))
    };
    let current = || of_name().filter(|import| import.superseded_by.is_none());
    let last = current().next_back().or_else(|| of_name().next_back());
    (
        last.map(|import| import.record.digest.short()),
        current().count(),
    )
}

/// A file's name without the ending of its compression.
fn bare_name(name: &str) -> &str {
    [".gz", ".zst"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
}

fn person_day(row: &GivenRow, zone: &Zone) -> Option<(PersonId, Day)> {
    row.person.clone().map(|person| (person, zone.day(row.at)))
}

/// Acts of the answers that the site does not have.
fn not_found(leaks: &[Leak<TrueRow>]) -> Option<String> {
    let rows = || leaks.iter().flat_map(|leak| &leak.rows);
    let n = rows().filter(|row| row.refs.is_empty()).count();
    (n > 0).then(|| {
        format!(
            "{n} of {} rows in the answers are not in this site",
            rows().count()
        )
    })
}

fn rfc3339(at: Micros) -> String {
    jiff::Timestamp::from_microsecond(at.0)
        .map_or_else(|_| String::new(), |stamp| stamp.to_string())
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
