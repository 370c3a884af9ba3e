//! Which protected technology is in a file, how much of it, and where.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use bongsu_content::{
    Certainty, Key, Number, Snapshot, Tenants, Tier, compare_text, wrapper_check,
};
use bongsu_extract::{Format, Item, Problem, State};
use bongsu_model::Digest;
use bongsu_store::StoredDocument;
use serde::{Deserialize, Serialize};

use super::ContentError;
use super::marks::{self, Mark};
use super::places::Places;
use super::readers::{Content, FileRead};
use super::relation::{TechnologyRow, technologies};
use super::text::{bytes_of, kind, wrapper};
use crate::Site;

/// Compares files with everything that is registered.
#[derive(Debug)]
pub struct Inspector {
    /// None where nothing was ever registered.
    shelf: Option<Snapshot>,
    key: Key,
    documents: Vec<StoredDocument>,
    /// What is known of each technology, and the rights management its documents are kept in.
    technologies: BTreeMap<String, (TechnologyRow, Option<String>)>,
    /// Which document, and which part of it, a number on the shelf is.
    owners: BTreeMap<Number, (usize, usize)>,
    /// The tenants whose sensitivity labels are the site's own.
    tenants: Tenants,
}

/// What was seen of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All of it was read, and nothing registered was seen in it. That is no clearance.
    NoneSeen,
    /// Something of it could not be read, and nothing was seen in the rest.
    Unreadable,
    /// Something may be of a registered document, or the file says that it is protected.
    Possible,
    /// It holds a registered document or some of it.
    Match,
}

/// The answer about one file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Inspection {
    /// The file.
    pub file: String,
    /// BLAKE3 of its bytes.
    pub digest: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// What its bytes are.
    pub format: String,
    /// What was seen.
    pub verdict: Verdict,
    /// Technologies that were found, the surest first.
    pub technologies: Vec<TechnologySeen>,
    /// What the file says about its own protection.
    pub markings: Vec<Mark>,
    /// What could not be read, of the file and of the files inside it.
    pub unread: Vec<Unread>,
    /// Characters of text that were compared.
    pub characters: u64,
    /// Whether reading it again would give the same: nothing was stopped and nothing failed.
    pub settled: bool,
    /// The items that were read, for those who show them.
    #[serde(skip)]
    pub items: Vec<Item>,
}

/// A technology that was found in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TechnologySeen {
    /// Its id.
    pub technology: String,
    /// Its name, where the register has it.
    pub name: Option<String>,
    /// The highest grade of what was found.
    pub grade: Option<u32>,
    /// How sure it is.
    pub certainty: Sure,
    /// The share of this file's text that is of it, 0 to 1.
    pub share_of_file: f64,
    /// The documents, the surest first.
    pub documents: Vec<DocumentSeen>,
}

/// A registered document that was found in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DocumentSeen {
    /// Its id.
    pub document: String,
    /// Its name, where names are kept.
    pub name: Option<String>,
    /// Its grade.
    pub grade: Option<u32>,
    /// How it was recognised.
    pub kind: String,
    /// How sure it is.
    pub certainty: Sure,
    /// Whether the whole file is there, byte by byte.
    pub whole: bool,
    /// The share of the document that is in the file, 0 to 1.
    pub share_of_document: f64,
    /// The share of the file's text that is of it, 0 to 1.
    pub share_of_file: f64,
    /// Characters of the longest run without a gap, in this file.
    pub longest: u64,
    /// The wrapper it is kept in and left without, where that is so.
    pub left_wrapper: Option<String>,
    /// Where, in the order of the file.
    pub passages: Vec<PassageSeen>,
}

/// A passage that a file and a registered document share.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PassageSeen {
    /// The file, or the file inside it, that holds it.
    pub item: String,
    /// The number of that item; the file itself is 0.
    pub number: u32,
    /// Where it stands there: body, header, hidden, page 3.
    pub place: String,
    /// How it was recognised.
    pub kind: String,
    /// How sure it is.
    pub certainty: Sure,
    /// Characters of the item's text: the first, and the one after the last.
    pub here: [u32; 2],
    /// The part of the document.
    pub part: usize,
    /// Characters of the document's text.
    pub there: [u32; 2],
}

/// How sure it is that something registered is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// Someone should look.
    Possible,
    /// More than chance or common phrases can bring about.
    Match,
}

/// A file, or a file inside it, that could not be read wholly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Which.
    pub item: String,
    /// Why.
    pub why: String,
    /// Whether nothing of it was read.
    pub whole: bool,
    /// Whether it hides nothing: an empty file, a small picture beside text.
    #[serde(default)]
    pub trifle: bool,
}

/// What is gathered of one document.
#[derive(Default)]
struct Gathered {
    tier: Option<Tier>,
    sure: Option<Certainty>,
    evidence: f64,
    /// Whether the whole file is there, byte by byte.
    is_whole: bool,
    longest: u32,
    /// Characters of each item here, and of each part there, that are shared.
    here: BTreeMap<u32, f64>,
    there: BTreeMap<usize, f64>,
    passages: Vec<PassageSeen>,
}

impl Inspector {
    /// Over everything that a site has registered.
    pub async fn open(site: &Site) -> Result<Self, ContentError> {
        let (documents, shelf) = consistent(site).await?;
        let mut owners = BTreeMap::new();
        for (n, one) in documents.iter().enumerate() {
            for (part, of) in one.document.parts.iter().enumerate() {
                owners.insert(of.shelf, (n, part));
            }
        }
        let kept_in = site.store.technologies().await?.into_iter().map(|one| {
            let one = one.technology;
            (one.technology.to_string(), one.kept_in)
        });
        let kept_in: BTreeMap<String, Option<String>> = kept_in.collect();
        let known = technologies(site)
            .await
            .map_err(|error| ContentError::Tables(error.to_string()))?;
        let by_id = known.into_iter().map(|row| {
            let kept_in = kept_in.get(&row.technology).cloned().flatten();
            (row.technology.clone(), (row, kept_in))
        });
        Ok(Self {
            shelf,
            key: site.content_key(),
            documents,
            technologies: by_id.collect(),
            owners,
            tenants: Tenants::new(site.settings.content.tenants.iter().map(String::as_str)),
        })
    }

    /// How many documents are registered.
    pub fn n_documents(&self) -> usize {
        self.documents.len()
    }

    /// The parts of a registered document.
    pub fn parts(&self, document: &str) -> &[bongsu_store::DocumentPart] {
        let found = self
            .documents
            .iter()
            .find(|one| one.document.document == document);
        found.map_or(&[], |one| one.document.parts.as_slice())
    }

    fn parts_of(&self, document: usize) -> &[bongsu_store::DocumentPart] {
        let found = self.documents.get(document);
        found.map_or(&[], |one| one.document.parts.as_slice())
    }

    /// What is in a file that was read.
    pub fn inspect(&self, file: FileRead) -> Result<Inspection, ContentError> {
        let items = match file.content {
            Content::Items(items) => items,
            Content::Known(_) => Vec::new(),
            Content::None(why) => return Ok(not_a_file(file.name, why)),
        };
        let mut gathered: BTreeMap<usize, Gathered> = BTreeMap::new();
        let mut characters = 0;
        for item in &items {
            let length = item.text.chars().count() as u64;
            characters += length;
            self.gather(item, length, &mut gathered)?;
        }
        let wrapper = wrapper(&items);
        let technologies = self.technologies(&gathered, characters, wrapper.as_deref());
        let markings = marks::of(&items, &self.tenants);
        let unread = unread(&items);
        let root = items.first();
        Ok(Inspection {
            file: file.name,
            digest: root.map(|item| item.digest.clone()).unwrap_or_default(),
            bytes: root.map_or(0, |item| item.bytes),
            format: root.map(|item| item.format.to_string()).unwrap_or_default(),
            verdict: verdict(&technologies, &markings, &items),
            technologies,
            markings,
            unread,
            characters,
            settled: !items
                .iter()
                .flat_map(|item| &item.problems)
                .any(Problem::may_pass),
            items,
        })
    }

    fn gather(
        &self,
        item: &Item,
        length: u64,
        into: &mut BTreeMap<usize, Gathered>,
    ) -> Result<(), ContentError> {
        let Some(registered) = &self.shelf else {
            return Ok(());
        };
        let mut places = None;
        let bytes = bytes_of(item);
        let file = bytes.as_ref().map(Digest::as_bytes);
        for found in compare_text(&item.text, kind(item), file, &self.key, registered)? {
            // A number that the register does not name was left by an interrupted registration.
            let Some((document, part)) = self.owners.get(&found.text).copied() else {
                continue;
            };
            let of = into.entry(document).or_default();
            of.evidence += found.evidence;
            // The surest way counts, and of equally sure ones the plainest.
            let rank = |sure, tier: Option<Tier>| (sure, tier.map(Reverse));
            if rank(of.sure, of.tier) < rank(Some(found.certainty), Some(found.tier)) {
                of.tier = Some(found.tier);
                of.sure = Some(found.certainty);
            }
            of.is_whole |= found.tier == Tier::Exact && part == 0;
            of.longest = of.longest.max(found.longest_run);
            let registered = self.parts_of(document).get(part);
            let registered = registered.map_or(0, |part| part.length);
            let there = found.share_of_registered * registered as f64;
            let here = found.share_of_this * length as f64;
            most(&mut of.there, part, there);
            most(&mut of.here, item.number, here);
            for passage in &found.passages {
                let here = [passage.here.start, passage.here.end];
                let there = [passage.there.start, passage.there.end];
                of.passages.push(PassageSeen {
                    item: item.path.clone(),
                    number: item.number,
                    place: places
                        .get_or_insert_with(|| Places::of(item))
                        .at(here)
                        .to_owned(),
                    kind: passage.tier.to_string(),
                    certainty: passage.certainty.into(),
                    here,
                    part,
                    there,
                });
            }
        }
        Ok(())
    }

    fn technologies(
        &self,
        gathered: &BTreeMap<usize, Gathered>,
        characters: u64,
        wrapper: Option<&str>,
    ) -> Vec<TechnologySeen> {
        let mut by_technology: BTreeMap<&str, (TechnologySeen, f64, Vec<&Gathered>)> =
            BTreeMap::new();
        let mut order: Vec<(&usize, &Gathered)> = gathered.iter().collect();
        order.sort_by(|(a, x), (b, y)| {
            let sure = y.sure.cmp(&x.sure);
            sure.then(y.evidence.total_cmp(&x.evidence)).then(a.cmp(b))
        });
        for (n, found) in order {
            let Some(document) = self.documents.get(*n).map(|one| &one.document) else {
                continue;
            };
            // Boilerplate is subtracted on the shelf, so it has no match; it belongs to no technology.
            let Some(technology) = document.technology.as_deref() else {
                continue;
            };
            let known = self.technologies.get(technology);
            let kept_in = document
                .wrapper
                .as_deref()
                .or(known.and_then(|(_, kept_in)| kept_in.as_deref()));
            let left = kept_in.filter(|kept| wrapper_check(Some(*kept), wrapper).is_amiss());
            let seen = document_seen(document, found, characters, left);
            let (of, evidence, all) = by_technology.entry(technology).or_insert_with(|| {
                let empty = TechnologySeen {
                    technology: technology.to_owned(),
                    name: known.map(|(row, _)| row.name.clone()),
                    grade: None,
                    certainty: seen.certainty,
                    share_of_file: 0.0,
                    documents: Vec::new(),
                };
                (empty, found.evidence, Vec::new())
            });
            *evidence = evidence.max(found.evidence);
            of.certainty = of.certainty.max(seen.certainty);
            of.grade = of
                .grade
                .max(seen.grade.or(known.and_then(|(row, _)| row.grade)));
            of.documents.push(seen);
            all.push(found);
        }
        let mut technologies: Vec<(TechnologySeen, f64)> = by_technology
            .into_values()
            .map(|(mut of, evidence, all)| {
                // Documents of one technology share text among themselves: of each item the most counts.
                let mut here = BTreeMap::new();
                for (item, characters) in all.iter().flat_map(|found| &found.here) {
                    most(&mut here, *item, *characters);
                }
                of.share_of_file = share(here.values().sum(), characters);
                (of, evidence)
            })
            .collect();
        technologies.sort_by(|(a, x), (b, y)| {
            let sure = b.certainty.cmp(&a.certainty);
            sure.then(y.total_cmp(x))
                .then(a.technology.cmp(&b.technology))
        });
        technologies.into_iter().map(|(of, _)| of).collect()
    }
}

/// Register and shelf of one moment: a registration that goes on between reading the two is waited for.
async fn consistent(site: &Site) -> Result<(Vec<StoredDocument>, Option<Snapshot>), ContentError> {
    let mut documents = site.store.documents().await?;
    loop {
        let shelf = site.shelf(!documents.is_empty())?;
        let shelf = shelf.map(|shelf| shelf.snapshot()).transpose()?;
        let again = site.store.documents().await?;
        if again == documents {
            return Ok((documents, shelf));
        }
        documents = again;
    }
}

impl Inspection {
    /// Calls the file, and what is inside it, otherwise.
    pub(crate) fn rename(&mut self, name: &str) {
        let old = std::mem::replace(&mut self.file, name.to_owned());
        let rename = |item: &mut String| {
            if let Some(rest) = item.strip_prefix(old.as_str()) {
                *item = format!("{name}{rest}");
            }
        };
        self.unread.iter_mut().for_each(|one| rename(&mut one.item));
        self.markings
            .iter_mut()
            .for_each(|one| rename(&mut one.item));
        let documents = self
            .technologies
            .iter_mut()
            .flat_map(|of| &mut of.documents);
        for passage in documents.flat_map(|one| &mut one.passages) {
            rename(&mut passage.item);
        }
    }
}

impl From<Certainty> for Sure {
    fn from(certainty: Certainty) -> Self {
        match certainty {
            Certainty::Possible => Self::Possible,
            Certainty::Match => Self::Match,
        }
    }
}

fn document_seen(
    document: &bongsu_store::Document,
    found: &Gathered,
    characters: u64,
    left_wrapper: Option<&str>,
) -> DocumentSeen {
    let whole: u64 = document.parts.iter().map(|part| part.length).sum();
    let there = found.there.values().sum();
    let here = found.here.values().sum();
    DocumentSeen {
        document: document.document.clone(),
        name: document.name.clone(),
        grade: document.grade,
        kind: found.tier.map(|tier| tier.to_string()).unwrap_or_default(),
        certainty: found.sure.map_or(Sure::Possible, Sure::from),
        whole: found.is_whole,
        share_of_document: if found.is_whole {
            1.0
        } else {
            share(there, whole)
        },
        share_of_file: share(here, characters),
        longest: u64::from(found.longest),
        left_wrapper: left_wrapper.map(str::to_owned),
        passages: found.passages.clone(),
    }
}

fn share(some: f64, all: u64) -> f64 {
    if all == 0 {
        0.0
    } else {
        (some / all as f64).min(1.0)
    }
}

/// Keeps the greater number.
fn most<K: Ord>(of: &mut BTreeMap<K, f64>, key: K, value: f64) {
    let kept = of.entry(key).or_default();
    *kept = kept.max(value);
}

fn unread(items: &[Item]) -> Vec<Unread> {
    let all = items
        .iter()
        .flat_map(|item| item.problems.iter().map(move |problem| (item, problem)));
    all.map(|(item, problem)| Unread {
        item: item.path.clone(),
        why: problem.to_string(),
        whole: item.state() == State::Unreadable,
        trifle: is_trifle(item, items),
    })
    .collect()
}

fn verdict(technologies: &[TechnologySeen], markings: &[Mark], items: &[Item]) -> Verdict {
    match technologies.iter().map(|of| of.certainty).max() {
        Some(Sure::Match) => return Verdict::Match,
        Some(Sure::Possible) => return Verdict::Possible,
        None => {}
    }
    if markings.iter().any(|mark| mark.counts) {
        return Verdict::Possible;
    }
    let hidden = items
        .iter()
        .any(|item| !item.problems.is_empty() && !is_trifle(item, items));
    if items.is_empty() || hidden {
        Verdict::Unreadable
    } else {
        Verdict::NoneSeen
    }
}

/// A small picture beside text, such as a logo, hides nothing; nor does an empty file.
fn is_trifle(item: &Item, items: &[Item]) -> bool {
    if item.problems == [Problem::Empty] {
        return true;
    }
    let around = items
        .iter()
        .find(|around| Some(around.number) == item.within);
    let has_text = around.is_some_and(|around| !around.text.trim().is_empty());
    has_text && item.format == Format::Image && item.bytes < SMALL_PICTURE
}

/// Bytes of a picture that is no photograph of a page.
const SMALL_PICTURE: u64 = 30_000;

fn not_a_file(name: String, why: String) -> Inspection {
    Inspection {
        digest: String::new(),
        bytes: 0,
        format: String::new(),
        verdict: Verdict::Unreadable,
        technologies: Vec::new(),
        markings: Vec::new(),
        unread: vec![Unread {
            item: name.clone(),
            why,
            whole: true,
            trifle: false,
        }],
        characters: 0,
        settled: false,
        items: Vec::new(),
        file: name,
    }
}
