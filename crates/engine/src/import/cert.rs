//! A CERT insider-threat folder: five logs and the monthly snapshots of the directory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bongsu_lake::activity::{CertImport, Surroundings, import_cert};
use bongsu_lake::import::Imported;
use bongsu_lake::input::{Input, digest_file};
use bongsu_lake::records::{Mapping, RecordFormat};
use bongsu_lake::{json_rows, text_of};
use bongsu_model::Day;

use super::claims::there_already;
use super::{
    FileOutcome, ImportError, ImportRequest, Progress, Reading, RecordsImport, commit,
    import_records,
};
use crate::Site;
use crate::derive::cloud_hosts;
use crate::tables::{add_tables, path_rules};

/// The key under which domains seen in the directory are remembered.
const SEEN_DOMAIN: &str = "holder_domain_seen";

const LOGS: [&str; 5] = ["logon", "device", "file", "email", "http"];

const ENDINGS: [&str; 3] = [".csv", ".csv.gz", ".csv.zst"];

pub(super) async fn import(
    site: &Site,
    request: &ImportRequest<'_>,
    progress: Progress<'_>,
    outcomes: &mut Vec<FileOutcome>,
) -> Result<(), ImportError> {
    let files = Files::of(request.paths)?;
    for path in &files.snapshots {
        outcomes.push(snapshot(site, request, path, progress).await?);
    }
    if files.logs.is_empty() {
        return Ok(());
    }
    let (around, mark, mut note) = surroundings(site).await?;
    for path in &files.logs {
        let mut outcome = log(site, request, (path, &around, &mark), progress).await?;
        // Once is enough.
        outcome.notes.extend(note.take());
        outcomes.push(outcome);
    }
    Ok(())
}

/// Logs and snapshots, in order.
#[derive(Default)]
struct Files {
    logs: Vec<PathBuf>,
    snapshots: Vec<PathBuf>,
}

impl Files {
    fn of(paths: &[PathBuf]) -> Result<Self, ImportError> {
        let mut files = Self::default();
        for path in paths {
            if !path.is_dir() {
                let target = if snapshot_day(path).is_some() {
                    &mut files.snapshots
                } else {
                    &mut files.logs
                };
                target.push(path.clone());
                continue;
            }
            let before = files.logs.len() + files.snapshots.len();
            files.snapshots.extend(snapshots(&path.join("LDAP"))?);
            files.snapshots.extend(snapshots(path)?);
            for log in LOGS {
                let found = ENDINGS
                    .iter()
                    .map(|ending| path.join(format!("{log}{ending}")))
                    .find(|file| file.exists());
                files.logs.extend(found);
            }
            if files.logs.len() + files.snapshots.len() == before {
                return Err(ImportError::NothingThere(path.clone()));
            }
        }
        Ok(files)
    }
}

/// The snapshots in a folder, by month; none where there is no folder.
fn snapshots(folder: &Path) -> Result<Vec<PathBuf>, ImportError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let path = entry?.path();
        if snapshot_day(&path).is_some() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The day of a snapshot named `YYYY-MM.csv` or `YYYY-MM-DD.csv`.
fn snapshot_day(path: &Path) -> Option<Day> {
    let name = path.file_name()?.to_str()?;
    let stem = ENDINGS
        .iter()
        .find_map(|ending| name.strip_suffix(ending))?;
    match stem.len() {
        7 => format!("{stem}-01").parse().ok(),
        10 => stem.parse().ok(),
        _ => None,
    }
}

async fn snapshot(
    site: &Site,
    request: &ImportRequest<'_>,
    path: &Path,
    progress: Progress<'_>,
) -> Result<FileOutcome, ImportError> {
    let day = snapshot_day(path).map_or_else(String::new, |day| day.to_string());
    let text = format!(
        "table = \"staff_snapshots\"\n[columns]\nperson = \"user_id\"\nname = \"employee_name\"\nemail = \"email\"\n\
         role = \"role\"\nunit = \"department\"\nteam = \"team\"\n[constants]\nsnapshot_on = \"{day}\"\n"
    );
    let mapping =
        Mapping::parse(&text).map_err(|error| std::io::Error::other(error.to_string()))?;
    let records = RecordsImport {
        path,
        format: Some(RecordFormat::Delimited),
        table: None,
        label: "cert",
        mapping: Some(&mapping),
        part: &day,
    };
    let mut outcome = import_records(site, request, &records, progress).await?;
    // A directory has more columns than are wanted; that is no news.
    outcome
        .notes
        .retain(|note| !note.contains("is not imported"));
    Ok(outcome)
}

async fn log(
    site: &Site,
    request: &ImportRequest<'_>,
    (path, around, mark): (&Path, &Surroundings, &str),
    progress: Progress<'_>,
) -> Result<FileOutcome, ImportError> {
    let file = digest_file(path)?;
    let reading = Reading::of_log(site, around, None);
    if let Some(known) = there_already(site, request, (path, &file.digest), &reading).await? {
        return Ok(known);
    }
    let staging = commit::Staging::new(site, &file.digest)?;
    let input = Input::open(path)?.into_reader();
    let wanted = CertImport {
        around,
        keys: &site.keys,
        source_zone: &site.zone,
        site_zone: &site.zone,
        staging: staging.path(),
        prefix: "activity",
        source: file.digest.short(),
    };
    let imported: Imported = import_cert(input, &wanted, &mut |rows| progress(path, rows))
        .map_err(|source| ImportError::Log {
            file: path.to_owned(),
            source,
        })?;
    let done = commit::Done {
        path,
        file,
        format: "cert",
        reading,
        imported,
        notes: Vec::new(),
        replaces: false,
        mark,
    };
    commit::commit(site, request, staging, done).await
}

/// What import must know of the holder, the digest of its path rules, and a note where domains were taken as seen.
pub(super) async fn surroundings(
    site: &Site,
) -> Result<(Surroundings, String, Option<String>), ImportError> {
    let session = site.session().map_err(crate::tables::TablesError::from)?;
    add_tables(site, &session, &["technologies", "domain_kinds"]).await?;
    let (rules, mark) = path_rules(&session).await?;
    let sql = "SELECT domain, kind FROM domain_kinds ORDER BY source, row";
    let rows = session
        .query("domain_kinds", sql)
        .await
        .map_err(crate::tables::TablesError::from)?;
    let rows = json_rows(&rows).map_err(crate::tables::TablesError::from)?;
    let text =
        |row: &serde_json::Map<_, _>, name: &str| row.get(name).map(text_of).unwrap_or_default();
    let cloud = cloud_hosts(
        rows.iter()
            .map(|row| (text(row, "domain"), text(row, "kind"))),
    );
    let mut own_domains: Vec<String> = site
        .settings
        .holder
        .domains
        .iter()
        .map(|domain| domain.to_lowercase())
        .collect();
    let mut note = None;
    if own_domains.is_empty() {
        let seen = match site.store.meta(SEEN_DOMAIN).await? {
            Some(seen) => Some(seen),
            None => seen_domain(site).await?,
        };
        note = Some(match &seen {
            Some(domain) => {
                format!("holder.domains is not set: `{domain}` was taken from the work addresses")
            }
            None => "holder.domains is not set: every recipient and every host counts as outside"
                .to_owned(),
        });
        own_domains.extend(seen);
    }
    let around = Surroundings {
        own_domains,
        cloud: (*cloud).clone(),
        rules,
    };
    Ok((around, mark, note))
}

/// The domain of most work addresses in the vault.
async fn seen_domain(site: &Site) -> Result<Option<String>, ImportError> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for address in site.store.vault_addresses().await? {
        if let Some((_, domain)) = address.rsplit_once('@') {
            *counts.entry(domain.to_lowercase()).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|(domain, count)| (*count, std::cmp::Reverse(domain.clone())));
    if let Some((domain, _)) = &most {
        site.store.set_meta(SEEN_DOMAIN, domain).await?;
    }
    Ok(most.map(|(domain, _)| domain))
}
