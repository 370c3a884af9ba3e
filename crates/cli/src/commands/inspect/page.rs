//! The page of an inspection: both sides of each passage, from the files given now and not from the shelf.

use std::collections::BTreeMap;
use std::path::PathBuf;

use bongsu_engine::content::{
    Content, DocumentSeen, Inspection, Inspector, PassageSeen, Readers, Sure,
};
use bongsu_extract::Item;
use bongsu_web::words::plural;
use bongsu_web::{
    Excerpt, InspectedDocument, InspectedFile, InspectedPassage, InspectedTechnology,
    InspectionPage, inspection_page,
};

use super::{document_line, longest, technology_line, unread_line, word};

/// Passages of a document that the page shows.
const PASSAGES: usize = 20;
/// Characters of a passage that the page shows, and of what stands around it.
const INSIDE: usize = 600;
const AROUND: usize = 60;

/// The items of the registered files that were given, by the digest of their bytes.
pub(super) type Beside = BTreeMap<String, Item>;

/// Reads registered files that are at hand.
pub(super) fn read_beside(readers: &Readers, paths: &[PathBuf]) -> anyhow::Result<Beside> {
    let mut beside = Beside::new();
    for file in readers.read(paths.to_vec()) {
        match file.content {
            Content::Items(items) => {
                beside.extend(items.into_iter().map(|item| (item.digest.clone(), item)));
            }
            Content::None(why) => anyhow::bail!("{}: {why}", file.name),
            Content::Known(_) => {}
        }
    }
    Ok(beside)
}

pub(super) fn page(
    seen: &[Inspection],
    inspector: &Inspector,
    beside: &Beside,
) -> anyhow::Result<String> {
    let files = seen.iter().map(|one| file(one, inspector, beside));
    Ok(inspection_page(&InspectionPage {
        asked: format!(
            "{} compared with {}",
            plural(seen.len() as u64, "file"),
            plural(inspector.n_documents() as u64, "registered document")
        ),
        files: files.collect(),
    })?)
}

fn file(seen: &Inspection, inspector: &Inspector, beside: &Beside) -> InspectedFile {
    let technologies = seen.technologies.iter().map(|of| InspectedTechnology {
        name: of.name.clone().unwrap_or_else(|| of.technology.clone()),
        about: technology_line(of),
        documents: of
            .documents
            .iter()
            .map(|one| document(seen, one, inspector, beside))
            .collect(),
    });
    InspectedFile {
        name: seen.file.clone(),
        about: format!(
            "{}, {} bytes, {} compared, BLAKE3 {}",
            seen.format,
            seen.bytes,
            plural(seen.characters, "character"),
            seen.digest.get(..12).unwrap_or("")
        ),
        verdict: word(seen.verdict).to_owned(),
        technologies: technologies.collect(),
        markings: seen.markings.iter().map(ToString::to_string).collect(),
        unread: seen
            .unread
            .iter()
            .map(|one| unread_line(seen, one))
            .collect(),
    }
}

fn document(
    seen: &Inspection,
    one: &DocumentSeen,
    inspector: &Inspector,
    beside: &Beside,
) -> InspectedDocument {
    let parts = inspector.parts(&one.document);
    let strips = one.passages.iter().filter_map(|passage| {
        let here = item_of(seen, passage)?.text.chars().count() as f64;
        let there = parts.get(passage.part)?.length as f64;
        let share =
            |[start, end]: [u32; 2], whole: f64| [f64::from(start) / whole, f64::from(end) / whole];
        (here > 0.0 && there > 0.0)
            .then(|| [share(passage.here, here), share(passage.there, there)])
    });
    let passages = longest(one).take(PASSAGES).map(|passage| {
        let part = parts.get(passage.part);
        let there = part.and_then(|part| beside.get(&part.digest.to_string()));
        let [start, end] = passage.there;
        let name = part.and_then(|part| part.name.as_deref()).unwrap_or("");
        InspectedPassage {
            how: match passage.certainty {
                Sure::Match => passage.kind.clone(),
                Sure::Possible => format!("{}, possible", passage.kind),
            },
            here_at: at(seen, passage),
            here: item_of(seen, passage)
                .map(|item| excerpt(&item.text, passage.here))
                .unwrap_or_default(),
            there_at: format!("{name} characters {start} to {end}")
                .trim()
                .to_owned(),
            there: there.map(|item| excerpt(&item.text, passage.there)),
        }
    });
    InspectedDocument {
        name: one.name.clone().unwrap_or_else(|| one.document.clone()),
        about: document_line(one),
        strips: strips.collect(),
        passages: passages.collect(),
        further: one.passages.len().saturating_sub(PASSAGES),
    }
}

fn item_of<'s>(seen: &'s Inspection, passage: &PassageSeen) -> Option<&'s Item> {
    seen.items.iter().find(|item| item.number == passage.number)
}

/// Where a passage stands in the file that was inspected.
pub(super) fn at(seen: &Inspection, passage: &PassageSeen) -> String {
    let [start, end] = passage.here;
    let place = format!("{}, characters {start} to {end}", passage.place);
    if passage.item == seen.file {
        place
    } else {
        format!("{}, {place}", passage.item)
    }
}

/// The words of a passage, cut in the middle where they are many.
pub(super) fn inside(seen: &Inspection, passage: &PassageSeen, most: usize) -> String {
    let words = item_of(seen, passage).map(|item| characters(&item.text, passage.here));
    format!("“{}”", shortened(&flat(&words.unwrap_or_default()), most))
}

fn excerpt(text: &str, [start, end]: [u32; 2]) -> Excerpt {
    let around = AROUND as u32;
    Excerpt {
        before: flat(&characters(text, [start.saturating_sub(around), start])),
        inside: shortened(&flat(&characters(text, [start, end])), INSIDE),
        after: flat(&characters(text, [end, end.saturating_add(around)])),
    }
}

fn characters(text: &str, [start, end]: [u32; 2]) -> String {
    let many = end.saturating_sub(start) as usize;
    text.chars().skip(start as usize).take(many).collect()
}

/// White space of any kind as one space.
fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for letter in text.chars() {
        if !letter.is_whitespace() {
            flat.push(letter);
        } else if !flat.ends_with(' ') {
            flat.push(' ');
        }
    }
    flat
}

fn shortened(text: &str, most: usize) -> String {
    let many = text.chars().count();
    if many <= most {
        return text.to_owned();
    }
    let half = most / 2;
    let first: String = text.chars().take(half).collect();
    let last: String = text.chars().skip(many - half).collect();
    format!("{first} … {last}")
}
