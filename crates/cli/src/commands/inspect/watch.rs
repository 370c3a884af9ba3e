//! A take-out gate: each file that is put into a folder gets a JSON answer beside it, which goes when the file changes
//! or goes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, bail};
use bongsu_engine::Site;
use bongsu_engine::content::{Inspector, Reader, Verdict};
use bongsu_model::Digest;
use serde_json::json;

use super::{InspectArgs, json_of, note_empty, show, status};
use crate::commands::SCHEMA_VERSION;
use crate::exit::ExitStatus;
use crate::out::Out;

/// What an answer is called: the name of the file and this.
const ENDING: &str = ".bongsu.json";
/// How the name of an answer begins while it is written.
const NEW: &str = ".bongsu-answer-";
/// Bytes of a name that an answer can still be called after; a longer one is told by its digest.
const LONGEST: usize = 240;
/// Between two looks into the folder; a file that did not change between two is whole.
const LOOK: Duration = Duration::from_millis(500);

/// A file as it was answered, and its answer as it was written.
#[derive(Clone, PartialEq)]
struct Answered {
    file: Stamp,
    answer: Option<Stamp>,
}

/// What tells whether a file changed: size, times, and which file it is.
type Stamp = (u64, Option<SystemTime>, [i64; 3]);

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
    let mut answered: BTreeMap<PathBuf, Answered> = BTreeMap::new();
    for inner in fs_err::read_dir(folder)?
        .flatten()
        .filter(|entry| entry.path().is_dir())
    {
        out.note(&format!(
            "note: {} is a folder: what lies in it gets no answer",
            inner.path().display()
        ));
    }
    if !args.once {
        out.note(&format!("watching {}; ctrl-c ends it", folder.display()));
    }
    loop {
        let now = files(folder)?;
        // An answer to what stood here before is none to what stands here now, and none to nothing; one that somebody
        // else wrote or took away is none either.
        let holds = |path: &Path, one: &Answered| {
            now.get(path) == Some(&one.file) && stamp(&answer_to(path)) == one.answer
        };
        answered.retain(|path, one| {
            let holds = holds(path, one);
            if !holds && !now.contains_key(path) {
                tell_withdrawn(path, out);
            }
            holds
        });
        for path in now.keys().filter(|path| !answered.contains_key(*path)) {
            tell_withdrawn(path, out);
        }
        let ready: Vec<(&PathBuf, &Stamp)> = now
            .iter()
            .filter(|(path, _)| !answered.contains_key(*path))
            .filter(|(path, stamp)| args.once || seen.get(*path) == Some(stamp))
            .collect();
        if !ready.is_empty() {
            // What was registered or forgotten meanwhile counts.
            inspector = Inspector::open(site).await?;
        }
        for (path, before) in ready {
            if !args.once && stamp(path).as_ref() != Some(before) {
                // It changed while others were read: it is answered when it stands still.
                continue;
            }
            // One file that cannot be answered keeps no other from its answer.
            let verdict = answer(&inspector, &mut reader, path, out).unwrap_or_else(|error| {
                out.note(&format!("{}: {error:#}", path.display()));
                Verdict::Unreadable
            });
            worst = worst.max(Some(verdict));
            if !args.once && stamp(path).as_ref() != Some(before) {
                // The answer is to what stood here before.
                continue;
            }
            let answer = stamp(&answer_to(path));
            let file = *before;
            answered.insert(path.clone(), Answered { file, answer });
        }
        if args.once {
            return Ok(status(args.fail_on, worst));
        }
        seen = now;
        tokio::time::sleep(LOOK).await;
    }
}

/// The files of the folder that want an answer, with what tells whether they changed. An answer is what is called like
/// one of a file that is there; a file that only ends like one is answered itself.
fn files(folder: &Path) -> anyhow::Result<BTreeMap<PathBuf, Stamp>> {
    let mut paths = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        paths.push(entry?.path());
    }
    let answers: BTreeSet<PathBuf> = paths.iter().map(|path| answer_to(path)).collect();
    let is_new = |path: &Path| {
        let name = path.file_name().unwrap_or_default();
        name.as_encoded_bytes().starts_with(NEW.as_bytes())
    };
    paths.retain(|path| !is_new(path) && !answers.contains(path));
    // A file may be gone before it is looked at.
    let files = paths
        .into_iter()
        .filter_map(|path| Some((stamp(&path)?, path)));
    Ok(files.map(|(stamp, path)| (path, stamp)).collect())
}

/// What tells whether a file changed; none of a folder, or of what is not there.
fn stamp(path: &Path) -> Option<Stamp> {
    let found = fs_err::symlink_metadata(path).ok()?;
    (!found.is_dir()).then(|| (found.len(), found.modified().ok(), which(&found)))
}

/// Which file it is and when it last changed: another one in its place has other numbers.
#[cfg(unix)]
fn which(found: &Metadata) -> [i64; 3] {
    use std::os::unix::fs::MetadataExt;
    [found.ino().cast_signed(), found.ctime(), found.ctime_nsec()]
}

#[cfg(not(unix))]
fn which(_found: &Metadata) -> [i64; 3] {
    [0; 3]
}

/// Where the answer to a file stands; a name that would be too long is told by its digest.
fn answer_to(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    let mut answer = name.to_owned();
    if name.len() > LONGEST {
        answer = Digest::of(name.as_encoded_bytes()).short().into();
    }
    answer.push(ENDING);
    path.with_file_name(answer)
}

/// Takes an answer away.
fn withdraw(path: &Path) -> std::io::Result<()> {
    match fs_err::remove_file(answer_to(path)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn tell_withdrawn(path: &Path, out: &mut Out) {
    if let Err(error) = withdraw(path) {
        out.note(&format!("{}: {error}", path.display()));
    }
}

fn answer(
    inspector: &Inspector,
    reader: &mut Reader,
    path: &Path,
    out: &mut Out,
) -> anyhow::Result<Verdict> {
    let to = answer_to(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let seen = inspector.inspect(reader.read_path(path, &name))?;
    let answer = json!({
        "schema_version": SCHEMA_VERSION,
        "registered_documents": inspector.n_documents(),
        "file": json_of(&seen)?,
    });
    // Whoever waits for the answer finds it whole: it takes its name when it is written. The new file has a name that
    // nobody can have put a link under.
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::Builder::new();
    new.prefix(NEW);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        new.permissions(std::fs::Permissions::from_mode(0o644));
    }
    let mut new = new
        .tempfile_in(folder)
        .context("no answer could be written")?;
    writeln!(new, "{}", serde_json::to_string_pretty(&answer)?)?;
    new.persist(&to).context("no answer could be written")?;
    show(&seen, out)?;
    Ok(seen.verdict)
}
