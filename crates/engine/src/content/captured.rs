//! The main job's share: files that acts name and that lie in a content store, compared with the register.
//!
//! A file is the one of an act where `captures` says so, or where the object of the act ends in its path within the
//! store. What was not captured stays unknown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bongsu_lake::{LakeSession, json_rows, text_of};
use bongsu_model::Digest;
use bongsu_model::tables::Kind;
use serde_json::{Map, Value, json};

use super::files::walk;
use super::inspect::{Inspection, Inspector, Sure};
use super::readers::Readers;
use super::{ContentError, register_state};
use crate::Site;
use crate::tables::TablesError;

/// The columns of `content_match`.
pub(crate) const CONTENT_MATCH: [(&str, Kind); 21] = [
    ("person", Kind::Text),
    ("at", Kind::Time),
    ("day", Kind::Day),
    ("channel", Kind::Text),
    ("action", Kind::Text),
    ("counterpart", Kind::Text),
    ("outward", Kind::Flag),
    ("file", Kind::Text),
    ("digest", Kind::Text),
    ("technology", Kind::Text),
    ("grade", Kind::Whole),
    ("document", Kind::Text),
    ("name", Kind::Text),
    ("kind", Kind::Text),
    ("whole", Kind::Flag),
    ("certainty", Kind::Text),
    ("share_of_document", Kind::Number),
    ("share_of_file", Kind::Number),
    ("longest", Kind::Whole),
    ("source", Kind::Text),
    ("row", Kind::Whole),
];

/// A file in a content store.
#[derive(Clone, Debug)]
pub(crate) struct CapturedFile {
    path: PathBuf,
    digest: Digest,
}

/// The files of all content stores, by their path within the store.
#[derive(Clone, Debug, Default)]
pub(crate) struct Captured {
    files: BTreeMap<String, CapturedFile>,
    /// What could not be read, in words.
    pub(crate) unread: Vec<String>,
}

impl Captured {
    /// Looks through the stores and takes the digest of each file.
    pub(crate) fn scan(site: &Site) -> Self {
        let mut captured = Self::default();
        for store in &site.settings.content.stores {
            let root = site.dir().join(store);
            if !root.is_dir() {
                captured.unread.push(format!("{store}: no such folder"));
                continue;
            }
            let root = fs_err::canonicalize(&root).unwrap_or(root);
            let _never: Result<(), std::convert::Infallible> =
                walk(std::slice::from_ref(&root), &mut |met| {
                    let name = within(&root, &met.path);
                    let digest = met
                        .file
                        .and_then(|file| file.digest().map_err(|error| error.to_string()));
                    match digest.map(|digest| digest.parse()) {
                        Ok(Ok(digest)) => {
                            let file = CapturedFile {
                                path: met.path,
                                digest,
                            };
                            captured.files.entry(name).or_insert(file);
                        }
                        Ok(Err(error)) => captured.unread.push(format!("{name}: {error}")),
                        Err(why) => captured.unread.push(format!("{name}: {why}")),
                    }
                    Ok(())
                });
        }
        captured
    }

    /// One digest of everything that is captured.
    pub(crate) fn state(&self) -> Digest {
        let mut text = String::new();
        for (name, file) in &self.files {
            text += &format!("{name}\t{}\n", file.digest);
        }
        Digest::of(text.as_bytes())
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }
}

/// Fills `content_match` and lets `activity` name the technology that a captured file holds.
pub(crate) async fn add_content(
    site: &Site,
    session: &LakeSession,
    readers: Option<&Readers>,
    captured: &Captured,
) -> Result<Vec<String>, TablesError> {
    let seen = match readers {
        Some(readers) if !captured.files.is_empty() => inspect(site, readers, captured).await?,
        _ => BTreeMap::new(),
    };
    let mut rows = Vec::new();
    if !seen.is_empty() {
        for act in acts(session, captured).await? {
            let file = act.get("file").map(text_of).unwrap_or_default();
            let Some(found) = captured
                .files
                .get(&file)
                .and_then(|file| seen.get(&file.digest))
            else {
                continue;
            };
            rows.extend(matches(&act, found));
        }
    }
    session.add_rows("content_match", &CONTENT_MATCH, &rows)?;
    name_technologies(session, "activity").await?;
    Ok(unread(captured, &seen))
}

/// What could not be read of the captured files, in words.
fn unread(captured: &Captured, seen: &BTreeMap<Digest, Inspection>) -> Vec<String> {
    let mut all = captured.unread.clone();
    for (name, file) in &captured.files {
        match seen.get(&file.digest) {
            None if seen.is_empty() => {}
            None => all.push(format!(
                "{name}: it changed or went away while the run looked at it"
            )),
            Some(found) => {
                all.extend(
                    found
                        .unread
                        .iter()
                        .map(|one| format!("{}: {}", one.item, one.why)),
                );
            }
        }
    }
    all
}

/// Lets a table of acts name the technology that a captured file holds, where nothing else names one.
pub(crate) async fn name_technologies(
    session: &LakeSession,
    table: &str,
) -> Result<(), TablesError> {
    let count = "SELECT count(*) AS n FROM content_match WHERE certainty = 'match'";
    let rows = json_rows(&session.query("content_match", count).await?)?;
    if rows
        .first()
        .and_then(|row| row.get("n"))
        .and_then(Value::as_i64)
        == Some(0)
    {
        return Ok(());
    }
    let plain = format!("{table}_by_rule");
    session.rename(table, &plain)?;
    let columns = bongsu_lake::activity::COLUMNS.map(|(name, _, _)| match name {
        "technology" => "coalesce(a.technology, m.technology) AS technology".to_owned(),
        name => format!("a.\"{name}\""),
    });
    let sql = format!(
        "SELECT {} FROM {plain} a LEFT JOIN (SELECT source, row, min(technology) AS technology FROM content_match \
         WHERE certainty = 'match' GROUP BY source, row) m ON m.source = a.source AND m.row = a.row",
        columns.join(", ")
    );
    Ok(session.add_view(table, &sql).await?)
}

/// What is in each captured file; what the last run saw of the same bytes under the same register is not read again.
async fn inspect(
    site: &Site,
    readers: &Readers,
    captured: &Captured,
) -> Result<BTreeMap<Digest, Inspection>, TablesError> {
    let state = register_state(site).await?;
    let kept = site.store.inspections(&state).await?;
    let inspector = Inspector::open(site).await?;
    let mut seen = BTreeMap::new();
    let mut wanted: BTreeMap<Digest, (&Path, &str)> = BTreeMap::new();
    for (name, file) in &captured.files {
        let before = kept
            .get(&file.digest)
            .and_then(|json| serde_json::from_str(json).ok());
        match before {
            Some(before) => {
                seen.insert(file.digest, before);
            }
            None => {
                wanted.insert(file.digest, (&file.path, name));
            }
        }
    }
    let paths: Vec<PathBuf> = wanted
        .values()
        .map(|(path, _)| (*path).to_owned())
        .collect();
    let mut new = BTreeMap::new();
    for file in readers.read(paths) {
        let mut found = inspector.inspect(file)?;
        found.items.clear();
        // A file that changed since it was looked at is another one: the next run sees it.
        let Ok(digest) = found.digest.parse::<Digest>() else {
            continue;
        };
        if let Some((_, name)) = wanted.get(&digest) {
            found.rename(name);
        }
        // What was stopped or failed may be read next time.
        if found.settled {
            let json = serde_json::to_string(&found).map_err(ContentError::from)?;
            new.insert(digest, json);
        }
        seen.insert(digest, found);
    }
    if !new.is_empty() {
        site.store.put_inspections(&state, &new).await?;
    }
    Ok(seen)
}

type Row = Map<String, Value>;

/// Acts that name a captured file, each with the file it names.
async fn acts(session: &LakeSession, captured: &Captured) -> Result<Vec<Row>, TablesError> {
    const COLUMNS: &str =
        "a.person, a.at, a.day, a.channel, a.action, a.counterpart, a.outward, a.source, a.row";
    let by_capture = format!(
        "SELECT * FROM (SELECT {COLUMNS}, c.file, row_number() OVER (PARTITION BY c.source, c.row ORDER BY \
           abs(CAST(a.at AS BIGINT) - CAST(c.at AS BIGINT)), a.source, a.row) AS place \
         FROM captures c JOIN activity a ON a.person = c.person \
         WHERE (c.channel IS NULL OR a.channel = c.channel) \
           AND a.action IN ('send', 'upload', 'copy', 'write', 'print') \
           AND a.at >= c.at - INTERVAL '1 minute' AND a.at <= c.at + INTERVAL '1 minute') \
         WHERE place = 1 ORDER BY source, row, file"
    );
    let mut acts = json_rows(&session.query("captured files", &by_capture).await?)?;
    let names = Names::of(captured);
    session.add_text_function("captured_as", move |object| names.file_of(object));
    let by_object = format!(
        "SELECT * FROM (SELECT {COLUMNS}, captured_as(a.object) AS file FROM activity a \
           WHERE a.object IS NOT NULL AND a.channel NOT IN ('logon', 'badge')) \
         WHERE file IS NOT NULL ORDER BY source, row"
    );
    acts.extend(json_rows(
        &session.query("captured files", &by_object).await?,
    )?);
    let mut once = BTreeSet::new();
    acts.retain(|act| {
        let text = |name: &str| act.get(name).map(text_of).unwrap_or_default();
        once.insert((text("source"), text("row"), text("file")))
    });
    Ok(acts)
}

/// Captured files by the last part of their path, folded.
struct Names(BTreeMap<String, Vec<(String, String)>>);

impl Names {
    fn of(captured: &Captured) -> Self {
        let mut names: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for name in captured.files.keys() {
            let folded = fold(name);
            let last = folded.rsplit('/').next().unwrap_or(&folded).to_owned();
            names.entry(last).or_default().push((folded, name.clone()));
        }
        Self(names)
    }

    /// The one file that an object ends in; a bare name means a file where only one has it.
    fn file_of(&self, object: &str) -> Option<String> {
        let folded = fold(object);
        let last = folded.rsplit('/').next()?;
        let named = self.0.get(last)?;
        let mut ends = named.iter().filter(|(file, _)| {
            let rest = folded.strip_suffix(file.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        });
        let longest = ends.by_ref().max_by_key(|(file, _)| file.len());
        match (longest, named.as_slice()) {
            (Some((_, name)), _) => Some(name.clone()),
            (None, [(_, name)]) if last == folded => Some(name.clone()),
            _ => None,
        }
    }
}

fn fold(path: &str) -> String {
    path.replace('\\', "/").to_lowercase()
}

fn within(root: &Path, path: &Path) -> String {
    let within = path.strip_prefix(root).unwrap_or(path);
    within.to_string_lossy().replace('\\', "/")
}

/// The rows of one act: one a document that its file holds.
fn matches(act: &Row, found: &Inspection) -> Vec<Row> {
    let mut rows = Vec::new();
    for technology in &found.technologies {
        for document in &technology.documents {
            let own = json!({
                "digest": found.digest, "technology": technology.technology, "grade": document.grade,
                "whole": document.whole, "document": document.document, "name": document.name, "kind": document.kind,
                "certainty": match document.certainty { Sure::Match => "match", Sure::Possible => "possible" },
                "share_of_document": document.share_of_document, "share_of_file": document.share_of_file,
                "longest": document.longest,
            });
            let mut row = act.clone();
            row.remove("place");
            if let Value::Object(own) = own {
                row.extend(own);
            }
            rows.push(row);
        }
    }
    rows
}
