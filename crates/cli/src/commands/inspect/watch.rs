//! A take-out gate: each file that is put into a folder gets a JSON answer beside it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, bail};
use bongsu_engine::Site;
use bongsu_engine::content::{Inspector, Reader};
use serde_json::json;

use super::{InspectArgs, json_of, note_empty, show, status};
use crate::commands::SCHEMA_VERSION;
use crate::exit::ExitStatus;
use crate::out::Out;

/// What an answer is called: the name of the file and this.
const ENDING: &str = ".bongsu.json";
/// Between two looks into the folder; a file that did not change between two is whole.
const LOOK: Duration = Duration::from_millis(500);

/// Size and time of a file: it is the same while both are.
type Stamp = (u64, Option<SystemTime>);

pub(super) async fn run(
    site: &Site,
    folder: &Path,
    args: &InspectArgs,
    out: &mut Out,
) -> anyhow::Result<ExitStatus> {
    if !folder.is_dir() {
        bail!("{}: no such folder", folder.display());
    }
    let mut inspector = Inspector::open(site).await?;
    note_empty(&inspector, out);
    let mut reader = args.limits.readers()?.one();
    let mut worst = None;
    let mut seen: BTreeMap<PathBuf, Stamp> = BTreeMap::new();
    let mut answered: BTreeMap<PathBuf, Stamp> = BTreeMap::new();
    if !args.once {
        out.note(&format!("watching {}; ctrl-c ends it", folder.display()));
    }
    loop {
        let now = files(folder)?;
        answered.retain(|path, _| now.contains_key(path));
        let ready: Vec<(&PathBuf, &Stamp)> = now
            .iter()
            .filter(|(path, stamp)| answered.get(*path) != Some(stamp))
            .filter(|(path, stamp)| args.once || seen.get(*path) == Some(stamp))
            .collect();
        if !ready.is_empty() {
            // What was registered or forgotten meanwhile counts.
            inspector = Inspector::open(site).await?;
        }
        for (path, stamp) in ready {
            let verdict = answer(&inspector, &mut reader, path, out)?;
            worst = worst.max(Some(verdict));
            answered.insert(path.clone(), *stamp);
        }
        if args.once {
            return Ok(status(args.fail_on, worst));
        }
        seen = now;
        tokio::time::sleep(LOOK).await;
    }
}

/// The files of the folder that want an answer, with what tells whether they changed.
fn files(folder: &Path) -> anyhow::Result<BTreeMap<PathBuf, Stamp>> {
    let mut files = BTreeMap::new();
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.ends_with(ENDING) || name.starts_with('.') {
            continue;
        }
        // A file may be gone before it is looked at.
        let Ok(found) = fs_err::symlink_metadata(entry.path()) else {
            continue;
        };
        if !found.is_dir() {
            files.insert(entry.path(), (found.len(), found.modified().ok()));
        }
    }
    Ok(files)
}

fn answer(
    inspector: &Inspector,
    reader: &mut Reader,
    path: &Path,
    out: &mut Out,
) -> anyhow::Result<bongsu_engine::content::Verdict> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let seen = inspector.inspect(reader.read_path(path, &name))?;
    let answer = json!({
        "schema_version": SCHEMA_VERSION,
        "registered_documents": inspector.n_documents(),
        "file": json_of(&seen)?,
    });
    let text = format!("{}\n", serde_json::to_string_pretty(&answer)?);
    let mut to = path.as_os_str().to_owned();
    to.push(ENDING);
    let to = PathBuf::from(to);
    // Whoever waits for the answer finds it whole: it takes its name when it is written.
    let folder = path.parent().unwrap_or(Path::new("."));
    let new = folder.join(format!(".{name}.{}", std::process::id()));
    let written = fs_err::write(&new, text).and_then(|()| fs_err::rename(&new, &to));
    written.with_context(|| format!("{}: no answer could be written", path.display()))?;
    show(&seen, out)?;
    Ok(seen.verdict)
}
