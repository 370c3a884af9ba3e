//! A public list of parties: primary names, and the alternate names of each.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use bongsu_names::NameKind;

use super::shared::Shared;

/// The list.
#[derive(Debug)]
pub(super) struct List {
    pub(super) entries: Vec<Entry>,
}

/// A party of the list.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) kind: NameKind,
    pub(super) name: String,
    pub(super) alternates: Vec<String>,
}

impl List {
    /// Reads it, or says which file is absent.
    pub(super) fn read(shared: &Shared) -> Result<Result<Self, String>> {
        let files =
            ["sdn.csv", "alt.csv"].map(|name| shared.file(&format!("data/lists/ofac/{name}")));
        let [Ok(primary), Ok(alternate)] = &files else {
            let reason = files.into_iter().find_map(Result::err);
            return Ok(Err(reason.unwrap_or_default()));
        };
        let mut alternates: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for [id, _, _, name] in rows(alternate)? {
            alternates.entry(id).or_default().push(name);
        }
        let entries = rows(primary)?.into_iter().map(|[id, name, kind, _]| Entry {
            // Ships and aircraft are looked up as organisations are.
            kind: if kind.trim() == "individual" {
                NameKind::Person
            } else {
                NameKind::Organisation
            },
            name,
            alternates: alternates.remove(&id).unwrap_or_default(),
        });
        Ok(Ok(Self {
            entries: entries.collect(),
        }))
    }

    /// Entries of a kind, each with its place.
    pub(super) fn of_kind(&self, kind: NameKind) -> impl Iterator<Item = (u32, &Entry)> + Clone {
        let entries = (0..).zip(&self.entries);
        entries.filter(move |(_, entry)| entry.kind == kind)
    }
}

/// The first four columns.
fn rows(path: &Path) -> Result<Vec<[String; 4]>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(fs_err::File::open(path)?);
    let mut out = Vec::new();
    for row in reader.records() {
        let row = row?;
        // The last line of such a file is an end-of-file mark.
        if let (Some(a), Some(b), Some(c), Some(d)) =
            (row.get(0), row.get(1), row.get(2), row.get(3))
        {
            out.push([a, b, c, d].map(str::to_owned));
        }
    }
    Ok(out)
}
