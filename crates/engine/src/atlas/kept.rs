//! What is long in making and kept beside the registers: the index of their names, and the parties that lists mean.
//!
//! A file belongs to one state of registers, lists, judgements and rules; any other state makes its own and removes
//! it. A damaged file is made anew.

use std::io;
use std::path::{Path, PathBuf};

use bongsu_model::Digest;
use bongsu_names::NameIndex;
use bongsu_store::{CurrentFile, StoredJudgement};
use bongsu_ties::TieGraph;
use serde::{Deserialize, Serialize};

use super::{Days, Listing};
use crate::Site;

/// Where the files of one state lie.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    folder: PathBuf,
    name: String,
}

/// A listed party as it is kept, by its id.
#[derive(Debug, Serialize, Deserialize)]
struct ListedParty {
    id: String,
    list: String,
    version: Option<String>,
    by_name_alone: bool,
    days: Days,
}

/// Raised with every change of what a list means in a register, or of how names compare: what was kept by other rules
/// is made anew.
const RULES: u32 = 2;

/// What file names begin with.
const PREFIX: &str = "names-";

impl Kept {
    /// The files of a state: what was imported, and what was judged.
    pub(super) fn of(site: &Site, files: &[CurrentFile], judgements: &[StoredJudgement]) -> Self {
        let mut parts = vec![format!("{} {RULES}", env!("CARGO_PKG_VERSION"))];
        let registers = files
            .iter()
            .filter(|file| super::TABLES.contains(&file.file.table.as_str()));
        parts.extend(registers.map(|file| format!("{} {}", file.file.path, file.digest)));
        parts.sort();
        parts.extend(judgements.iter().map(|one| {
            let judgement = &one.judgement;
            format!("{:?} {:?} {}", judgement.a, judgement.b, judgement.verdict)
        }));
        Self {
            folder: site.lake(),
            name: format!(
                "{PREFIX}{}",
                Digest::of(parts.join("\n").as_bytes()).short()
            ),
        }
    }

    /// The index of names, where it is there and whole.
    pub(super) fn index(&self) -> Option<NameIndex> {
        let bytes = fs_err::read(self.path("idx")).ok()?;
        match NameIndex::from_bytes(bytes) {
            Ok(index) => Some(index),
            Err(error) => {
                tracing::warn!("the index of names is made anew: {error}");
                None
            }
        }
    }

    /// The listed parties, where they are there and whole.
    pub(super) fn listed(&self, graph: &TieGraph) -> Option<Vec<Listing>> {
        let text = fs_err::read_to_string(self.path("listed")).ok()?;
        let listed: Vec<ListedParty> = serde_json::from_str(&text).ok()?;
        let parties = listed.into_iter().map(|one| {
            Some(Listing {
                node: graph.node(&one.id)?,
                list: one.list,
                version: one.version,
                by_name_alone: one.by_name_alone,
                days: one.days,
            })
        });
        parties.collect()
    }

    /// Keeps both, and removes those of other states. A site that cannot be written goes on without.
    pub(super) fn keep(&self, graph: &TieGraph, listed: &[Listing]) {
        if let Err(error) = self.write(graph, listed) {
            tracing::info!("the index of names is not kept: {error}");
        }
    }

    fn write(&self, graph: &TieGraph, listed: &[Listing]) -> io::Result<()> {
        for entry in fs_err::read_dir(&self.folder)? {
            let path = entry?.path();
            let name = path.file_name().map(|name| name.to_string_lossy());
            if name.is_some_and(|name| name.starts_with(PREFIX)) {
                fs_err::remove_file(path)?;
            }
        }
        let parties: Vec<ListedParty> = listed
            .iter()
            .map(|listing| ListedParty {
                id: graph.id(listing.node).to_owned(),
                list: listing.list.clone(),
                version: listing.version.clone(),
                by_name_alone: listing.by_name_alone,
                days: listing.days,
            })
            .collect();
        whole(
            &self.path("listed"),
            serde_json::to_string(&parties)?.as_bytes(),
        )?;
        whole(&self.path("idx"), graph.name_index().as_bytes())
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", self.name))
    }
}

/// Writes a file that is there as a whole or not at all, also where two processes write it at once.
fn whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension(format!("{}.new", std::process::id()));
    fs_err::write(&new, bytes)?;
    fs_err::rename(new, path)
}
