//! Documents become registered: their prints go to the shelf, what they are goes to the register.
//!
//! The shelf is written first. What an interruption leaves on it belongs to no document and is taken off by the next
//! registration; what the register names is always on the shelf.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use bongsu_content::{COMPARISON, Key, Number, Prints, Snapshot, Tier, Writer};
use bongsu_extract::{Format, Item, Problem};
use bongsu_model::{Digest, Micros};
use bongsu_store::{Document, DocumentPart, StoredDocument};

use super::files::shown;
use super::opposed::Opposite;
use super::readers::{Content, Readers};
use super::text::{facts, kind, with_bytes, wrapper};
use super::{ContentError, marks};
use crate::Site;

/// Prints that wait in memory before they are written: about 100 MiB.
const WAITING: usize = 4_000_000;

/// How documents are registered.
#[derive(Clone, Debug)]
pub struct Registration<'a> {
    /// The technology they belong to; none where they are boilerplate.
    pub technology: Option<&'a str>,
    /// Their grade of protection.
    pub grade: Option<u32>,
    /// Whether names of files are kept.
    pub keep_names: bool,
    /// Who registers them.
    pub who: &'a str,
    /// When.
    pub at: Micros,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileOutcome {
    /// Its name; members of archives stand behind it.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a file or a member of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is registered now.
    Registered {
        /// The id of the document.
        document: String,
        /// Characters of text in it.
        characters: u64,
        /// What could not be read of it.
        problems: Vec<String>,
        /// What is registered both as protected and as boilerplate, and so not looked for.
        opposed: Vec<String>,
    },
    /// It was registered before, the same way.
    Known,
    /// It is no file that can be read.
    NotRead(String),
}

/// A document that waits to be written.
struct Waiting {
    document: Document,
    prints: Vec<Prints>,
}

/// Registers every file under the given paths; `told` hears of each.
pub async fn register(
    site: &Site,
    readers: &Readers,
    given: Vec<PathBuf>,
    how: &Registration<'_>,
    told: &mut dyn FnMut(&FileOutcome),
) -> Result<(), ContentError> {
    let _lock = site.lock()?;
    let documents = site.store.documents().await?;
    let shelf = site.shelf_to_write()?;
    let writer = shelf.writer()?;
    sweep(&shelf.snapshot()?, &writer, &documents)?;
    let known = known(&documents, how);
    let by_id: BTreeMap<String, Vec<Number>> = documents
        .iter()
        .map(|one| (one.document.document.clone(), numbers(&one.document)))
        .collect();
    let mut waiting = Vec::new();
    let mut weight = 0;
    let mut batch = Batch {
        site,
        writer: &writer,
        by_id,
    };
    let roots = given.clone();
    let files = known.values().filter(|(_, is_archive)| !is_archive);
    let digests = files.map(|(digest, _)| digest.to_string()).collect();
    let mut taking = Taking {
        site,
        how,
        key: site.content_key(),
        opposite: Opposite::new(&documents, shelf.snapshot()?),
        before: documents
            .iter()
            .map(|one| (one.document.document.as_str(), &one.document))
            .collect(),
        known: known.keys().cloned().collect(),
    };
    for file in readers.read_new(given, digests) {
        let mut items = match file.content {
            Content::Items(items) => items,
            other => {
                told(&FileOutcome {
                    name: file.name,
                    outcome: match other {
                        Content::None(why) => Outcome::NotRead(why),
                        _ => Outcome::Known,
                    },
                });
                continue;
            }
        };
        shorten(&mut items, &roots);
        for group in documents_of(&items) {
            let name = group
                .first()
                .map_or(file.name.as_str(), |item| item.path.as_str());
            let (outcome, one) = taking.document(&group)?;
            told(&FileOutcome {
                name: name.to_owned(),
                outcome,
            });
            if let Some(one) = one {
                weight += one.prints.iter().map(weight_of).sum::<usize>();
                waiting.push(one);
            }
        }
        if weight > WAITING {
            batch.write(std::mem::take(&mut waiting)).await?;
            weight = 0;
        }
    }
    batch.write(waiting).await?;
    // Nobody else forgets while the site is locked, so nothing interrupts it.
    let _merged = writer.merge()?;
    Ok(())
}

/// What is known while files are registered.
struct Taking<'a> {
    site: &'a Site,
    how: &'a Registration<'a>,
    key: Key,
    opposite: Opposite,
    /// What was registered before, in whatever way.
    before: BTreeMap<&'a str, &'a Document>,
    /// Ids of what is registered in just this way, before or by now.
    known: BTreeSet<String>,
}

impl Taking<'_> {
    /// What becomes of a file with what is inside it, and the document it is where that is new.
    fn document(&mut self, group: &[&Item]) -> Result<(Outcome, Option<Waiting>), ContentError> {
        let Some(one) = waiting_document(self.site, group, self.how, &self.key) else {
            return Ok((Outcome::NotRead(problems(group).join("; ")), None));
        };
        let id = &one.document.document;
        let before = self.before.get(id.as_str());
        // What a limit stopped was read once more: it may have given more.
        let is_same = before.is_some_and(|before| says_the_same(before, &one.document));
        if is_same || !self.known.insert(id.clone()) {
            return Ok((Outcome::Known, None));
        }
        let is_protected = self.how.technology.is_some();
        let opposed = self.opposite.to(is_protected, &one.prints)?;
        Ok((outcome(&one, group, opposed), Some(one)))
    }
}

/// Forgets documents: their prints are taken off the shelf and out of its files before this returns.
pub async fn forget(
    site: &Site,
    ids: &[String],
    (who, why): (&str, &str),
    at: Micros,
) -> Result<(), ContentError> {
    let _lock = site.lock()?;
    site.store.forget_documents(ids, (who, why), at).await?;
    let shelf = site.shelf_to_write()?;
    let writer = shelf.writer()?;
    sweep(&shelf.snapshot()?, &writer, &site.store.documents().await?)
}

/// One digest of everything that decides what is seen in a file: register, readers, and how texts are compared.
pub(crate) async fn register_state(site: &Site) -> Result<Digest, ContentError> {
    let mut text = bongsu_extract::readers().collect::<Vec<_>>().join("\n");
    text += &format!("\ncomparison {COMPARISON}\n");
    for one in site.store.documents().await? {
        let one = one.document;
        text += &format!(
            "{} {:?} {:?} {:?} {:?}",
            one.document, one.technology, one.grade, one.name, one.wrapper
        );
        for part in &one.parts {
            text += &format!(" {} {}", part.shelf, part.reader);
        }
        text.push('\n');
    }
    text += &format!("{:?}\n", site.settings.content.tenants);
    for entry in site.store.technologies().await? {
        text += &format!("{} {:?}\n", entry.seq, entry.technology);
    }
    Ok(Digest::of(text.as_bytes()))
}

/// Takes off the shelf what belongs to no document.
fn sweep(
    snapshot: &Snapshot,
    writer: &Writer,
    documents: &[StoredDocument],
) -> Result<(), ContentError> {
    let named: BTreeSet<Number> = documents
        .iter()
        .flat_map(|one| numbers(&one.document))
        .collect();
    let unnamed: Vec<Number> = snapshot
        .numbers()
        .filter(|number| !named.contains(number))
        .collect();
    if !unnamed.is_empty() {
        writer.forget(unnamed)?;
    }
    Ok(())
}

/// Names are kept from the given folder on: where it lies is nobody's business, and may name somebody.
fn shorten(items: &mut [Item], roots: &[PathBuf]) {
    let Some(name) = items.first().map(|item| item.path.clone()) else {
        return;
    };
    let outside = roots.iter().filter_map(|root| {
        let root = shown(root);
        let below = name.strip_prefix(&root)?;
        let is_below = below.is_empty() || below.starts_with('/') || root.ends_with('/');
        let last = root.trim_end_matches('/').rfind('/').map_or(0, |at| at + 1);
        is_below.then_some(last)
    });
    let cut = outside.max().unwrap_or(0);
    for item in items {
        item.path = item.path.get(cut..).unwrap_or_default().to_owned();
    }
}

/// Ids of the documents that were registered in just this way, by the readers of today, with nothing missing.
fn known(documents: &[StoredDocument], how: &Registration<'_>) -> BTreeMap<String, (Digest, bool)> {
    let readers: BTreeSet<&str> = bongsu_extract::readers().collect();
    let same = documents.iter().map(|one| &one.document).filter(|one| {
        one.technology.as_deref() == how.technology
            && one.grade == how.grade
            && one.settled
            && (how.keep_names || one.name.is_none())
            && one
                .parts
                .iter()
                .all(|part| readers.contains(part.reader.as_str()))
    });
    // Members of an archive are documents of their own: it is opened again to see whether each is there.
    let archives = ARCHIVES.map(|format| format.to_string());
    let is_archive = |one: &Document| archives.contains(&one.format);
    same.map(|one| (one.document.clone(), (one.digest, is_archive(one))))
        .collect()
}

/// Whether registering a document again would change nothing that is known of it.
fn says_the_same(before: &Document, now: &Document) -> bool {
    let parts = |of: &Document| -> Vec<(Digest, String, u64)> {
        let parts = of.parts.iter();
        parts
            .map(|part| (part.digest, part.reader.clone(), part.length))
            .collect()
    };
    let of = |one: &Document| {
        (
            one.grade,
            one.name.is_some(),
            one.problems.clone(),
            one.wrapper.clone(),
            one.label.clone(),
            parts(one),
        )
    };
    of(before) == of(now)
}

/// Formats whose members are documents of their own.
const ARCHIVES: [Format; 4] = [
    Format::Zip,
    Format::SevenZip,
    Format::Tar,
    Format::Compressed,
];

pub(super) fn numbers(document: &Document) -> Vec<Number> {
    document.parts.iter().map(|part| part.shelf).collect()
}

fn weight_of(prints: &Prints) -> usize {
    Tier::ALL.iter().map(|tier| prints.of(*tier).len()).sum()
}

/// The documents that a file is: itself with what is inside it, or each member where it is an archive.
fn documents_of(items: &[Item]) -> Vec<Vec<&Item>> {
    let is_archive = |item: &Item| ARCHIVES.contains(&item.format);
    let by_number: BTreeMap<u32, &Item> = items.iter().map(|item| (item.number, item)).collect();
    // The item that a document begins with: the outermost that is no archive's.
    let head = |item: &Item| {
        let mut at = item.number;
        let mut head = item.number;
        while let Some(outer) = by_number.get(&at).and_then(|item| item.within) {
            if by_number
                .get(&outer)
                .is_some_and(|outer| !is_archive(outer))
            {
                head = outer;
            }
            at = outer;
        }
        head
    };
    let mut groups: BTreeMap<u32, Vec<&Item>> = BTreeMap::new();
    for item in items {
        groups.entry(head(item)).or_default().push(item);
    }
    groups.into_values().collect()
}

/// The document that a file is, with its prints; none where its bytes could not be had.
fn waiting_document(
    site: &Site,
    group: &[&Item],
    how: &Registration<'_>,
    key: &Key,
) -> Option<Waiting> {
    let head = group.first()?;
    let digest: Digest = head.digest.parse().ok()?;
    let mut parts = Vec::new();
    let mut prints = Vec::new();
    for item in group {
        // Of a part whose bytes could not be had there is a problem, and nothing else.
        let Ok(digest) = item.digest.parse() else {
            continue;
        };
        // What is subtracted is known run by run, so that nothing of it is left at its edges.
        let of_item = match how.technology {
            Some(_) => Prints::new(&item.text, kind(item), key),
            None => Prints::asked(&item.text, kind(item), key),
        };
        let of_item = with_bytes(of_item, item, key);
        parts.push(DocumentPart {
            name: how.keep_names.then(|| item.path.clone()),
            digest,
            reader: item.reader.clone(),
            length: u64::from(of_item.length),
            // Given when it is written.
            shelf: 0,
        });
        prints.push(of_item);
    }
    let said = || group.iter().flat_map(|item| &item.problems);
    let wrapper = wrapper(group.iter().copied());
    let technology = how.technology;
    let identity = format!("{digest}\n{}", technology.unwrap_or("boilerplate"));
    let all: BTreeSet<String> = said().map(ToString::to_string).collect();
    Some(Waiting {
        document: Document {
            document: site.keys.document(&identity),
            technology: technology.map(str::to_owned),
            grade: how.grade,
            name: how.keep_names.then(|| head.path.clone()),
            digest,
            bytes: head.bytes,
            format: head.format.to_string(),
            problems: all.into_iter().collect(),
            settled: !said().any(Problem::may_pass),
            wrapper,
            label: marks::label_name(head),
            registered_at: how.at,
            who: how.who.to_owned(),
            parts,
        },
        prints,
    })
}

/// What could not be read, each with the part it is about.
fn problems(group: &[&Item]) -> Vec<String> {
    let all = group.iter().flat_map(|item| {
        item.problems.iter().map(|problem| match item.within {
            None => problem.to_string(),
            Some(_) => format!("{}: {problem}", item.path),
        })
    });
    all.collect()
}

fn outcome(one: &Waiting, group: &[&Item], opposed: Vec<String>) -> Outcome {
    let characters = one.document.parts.iter().map(|part| part.length).sum();
    Outcome::Registered {
        document: one.document.document.clone(),
        characters,
        problems: problems(group),
        opposed,
    }
}

/// What writes waiting documents.
struct Batch<'a> {
    site: &'a Site,
    writer: &'a Writer,
    by_id: BTreeMap<String, Vec<Number>>,
}

impl Batch<'_> {
    /// Writes the shelf, then the register; the prints of a document that was registered otherwise are taken off.
    async fn write(&mut self, waiting: Vec<Waiting>) -> Result<(), ContentError> {
        // The same bytes twice in one batch are one document.
        let mut once: BTreeMap<String, Waiting> = BTreeMap::new();
        let mut order = Vec::new();
        for one in waiting {
            let id = one.document.document.clone();
            if once.insert(id.clone(), one).is_none() {
                order.push(id);
            }
        }
        let mut texts = Vec::new();
        let mut documents = Vec::new();
        for id in &order {
            if let Some(one) = once.remove(id) {
                let boilerplate = one.document.technology.is_none();
                texts.extend(
                    one.prints
                        .into_iter()
                        .map(|prints| (facts(&prints, boilerplate), prints)),
                );
                documents.push(one.document);
            }
        }
        if documents.is_empty() {
            return Ok(());
        }
        let mut numbers = self.writer.add(texts)?;
        for document in &mut documents {
            for part in &mut document.parts {
                part.shelf = numbers.next().ok_or(ContentError::Nothing)?;
            }
        }
        let replaced: Vec<String> = order
            .iter()
            .filter(|id| self.by_id.contains_key(*id))
            .cloned()
            .collect();
        self.site
            .store
            .register_documents(&documents, &replaced)
            .await?;
        let old: Vec<Number> = replaced
            .iter()
            .filter_map(|id| self.by_id.get(id))
            .flatten()
            .copied()
            .collect();
        if !old.is_empty() {
            self.writer.forget(old)?;
        }
        for document in &documents {
            let own = document.parts.iter().map(|part| part.shelf).collect();
            self.by_id.insert(document.document.clone(), own);
        }
        Ok(())
    }
}
