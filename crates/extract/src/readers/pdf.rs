//! PDF: the text of pages in the order it is drawn, and all that lies beside it.
//!
//! Objects, repair and decryption are `hayro-syntax`; tables of Chinese, Japanese and Korean codes are `hayro-cmap`.
//! From there to letters is done here, as the readers that do it all either miss text or fail on hostile files (see
//! the README for what was tried).

use std::collections::{BTreeMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::object::{Array, Dict, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::sink::Sink;
use crate::{Place, Problem, sniff};
use content::{Content, Shared};
use fonts::Fonts;
use inside::Inside;

mod about;
mod content;
mod encoding;
mod fonts;
mod guard;
mod inside;
mod lines;
mod marks;
mod notes;
mod predictor;
mod program;
mod state;
mod stream;
mod strings;
mod structure;
mod tangle;
#[cfg(test)]
mod tests;
mod widths;
mod xfa;

/// Reads a PDF, and the archive that may stand behind it.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let outcome = document(bytes, sink);
    if let Some(archive) = sniff::archive_behind(bytes).and_then(|start| bytes.get(start..)) {
        sink.child("archive behind the pages", archive);
    }
    outcome
}

fn document(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    guard::refuse_bombs(bytes)?;
    tangle::refuse(bytes)?;
    let pdf = open(bytes)?;
    if !guard::has_end(bytes) {
        sink.problem(Problem::CutOff("the end of the file is missing".into()));
    }
    let root = pdf
        .xref()
        .get::<Dict<'_>>(pdf.xref().root_id())
        .unwrap_or_default();
    let mut inside = Inside::default();
    pages(&pdf, &root, &mut inside, sink)?;
    notes::fields(&root, sink)?;
    xfa::read(&root, sink)?;
    structure::read(&root, sink)?;
    about::outline(&root, sink)?;
    if let Some((number, generation)) = guard::last_reference(bytes, b"/Info") {
        let id = ObjectIdentifier::new(number, generation);
        if let Some(dict) = pdf.xref().get::<Dict<'_>>(id) {
            about::information(&dict, sink)?;
        }
    }
    if let Some(packet) = root.get::<Stream<'_>>("Metadata") {
        about::xmp(&packet, sink)?;
    }
    inside.catalogue(&root, sink)
}

fn open(bytes: &[u8]) -> Result<Pdf, Problem> {
    let start = memchr::memmem::find(
        bytes.get(..bytes.len().min(1024)).unwrap_or(bytes),
        b"%PDF-",
    );
    // Places in the file count from its header, where something stands before it.
    let whole = Pdf::new(bytes.to_vec());
    let outcome = match (whole, start) {
        (Err(LoadPdfError::Invalid), Some(start)) if start > 0 => {
            Pdf::new(bytes.get(start..).unwrap_or(bytes).to_vec())
        }
        (outcome, _) => outcome,
    };
    outcome.map_err(|error| match error {
        LoadPdfError::Decryption(error) => match (guard::wrapper(bytes), error) {
            (Some(product), _) => Problem::Wrapped(product),
            (None, DecryptionError::PasswordProtected) => Problem::Password,
            (None, DecryptionError::UnsupportedAlgorithm) => {
                Problem::NotRead("PDF with an encryption that is not known".into())
            }
            (None, DecryptionError::MissingIDEntry | DecryptionError::InvalidEncryption) => {
                Problem::Damaged("encryption".into())
            }
        },
        // A broken file that was repaired, and whose objects are then found to be locked, is called invalid.
        LoadPdfError::Invalid if guard::is_locked(bytes) => {
            guard::wrapper(bytes).map_or(Problem::Password, Problem::Wrapped)
        }
        LoadPdfError::Invalid if !guard::has_end(bytes) => {
            Problem::CutOff("the end of the file is missing, and with it the pages".into())
        }
        LoadPdfError::Invalid => Problem::Damaged("no pages were found".into()),
    })
}

/// What is counted over all pages.
#[derive(Debug, Default)]
struct Count {
    steps: u64,
    letters: u64,
    unknown: u64,
    pictures_only: u32,
    notes: usize,
}

fn pages(
    pdf: &Pdf,
    root: &Dict<'_>,
    inside: &mut Inside,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    let off = layers_off(root);
    let mut fonts = Fonts::default();
    let mut count = Count::default();
    for (number, page) in (1_u32..).zip(pdf.pages().iter()) {
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            one_page(page, number, (&mut fonts, &off, &mut count), inside, sink)
        }));
        match outcome {
            Ok(outcome) => outcome?,
            Err(_) => sink.problem(Problem::Failed(format!("page {number}"))),
        }
    }
    if count.pictures_only > 0 {
        sink.problem(Problem::ImageOnly {
            pages: count.pictures_only,
        });
    }
    // A few letters without a meaning are ornaments; many are text that nobody can search.
    if count.unknown > 20 && count.unknown * 10 > count.letters {
        let (unknown, all) = (count.unknown, count.letters);
        sink.problem(Problem::Damaged(format!(
            "{unknown} of {all} letters have no known meaning in their font"
        )));
    }
    Ok(())
}

fn one_page(
    page: &Page<'_>,
    number: u32,
    (fonts, off, count): (&mut Fonts, &HashSet<ObjectIdentifier>, &mut Count),
    inside: &mut Inside,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    let (beside, drawn) = notes::of_page(page, &mut count.notes, inside, sink)?;
    let bytes = contents(page, sink);
    let sheet = page.crop_box();
    let middle = f64::midpoint(sheet.y0, sheet.y1);
    let shared = Shared {
        fonts,
        budget: sink.budget(),
        off,
        steps: &mut count.steps,
        unknown: &mut count.unknown,
        letters: &mut count.letters,
    };
    let mut content = Content::new(shared, middle);
    let mut outcome = content.steps(&bytes, page.resources());
    for (place, form) in drawn {
        outcome = outcome.and_then(|()| content.appearance(&form, place));
    }
    content.end();
    let has_picture = content.has_picture;
    let mut texts: BTreeMap<Place, String> = BTreeMap::new();
    for (place, lines) in std::mem::take(&mut content.places) {
        texts.insert(place, lines.text);
    }
    // What is said of a picture is not its text.
    let mut shown = texts
        .iter()
        .filter(|(place, _)| **place != Place::Alternative);
    if has_picture && shown.all(|(_, text)| text.trim().is_empty()) {
        count.pictures_only += 1;
    }
    let label = format!("page {number}");
    for (place, text) in texts.into_iter().chain(beside) {
        sink.section(place, Some(&label));
        sink.text(text.trim_end())?;
        sink.line()?;
    }
    outcome
}

/// The drawing steps of a page: one stream, or several that follow each other.
fn contents(page: &Page<'_>, sink: &mut Sink<'_, '_>) -> Vec<u8> {
    let mut all = Vec::new();
    let streams: Vec<Stream<'_>> = match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(streams)) => streams.iter::<Stream<'_>>().collect(),
        _ => Vec::new(),
    };
    for stream in streams {
        match stream::decoded(&stream, sink.budget()) {
            Ok(bytes) => all.extend_from_slice(&bytes),
            Err(problem) => {
                let is_limit = problem.is_limit();
                sink.problem(problem);
                if is_limit {
                    break;
                }
            }
        }
        all.push(b'\n');
        if all.len() > stream::STREAM_BYTES as usize {
            sink.problem(Problem::UnpacksTooFar {
                limit: stream::STREAM_BYTES,
            });
            break;
        }
    }
    all
}

/// Layers that are switched off when the file is opened.
fn layers_off(root: &Dict<'_>) -> HashSet<ObjectIdentifier> {
    let usual = root
        .get::<Dict<'_>>("OCProperties")
        .and_then(|all| all.get::<Dict<'_>>("D"));
    let off = usual.and_then(|usual| usual.get::<Array<'_>>("OFF"));
    let layers = off.map(|off| off.raw_iter().filter_map(|layer| layer.as_obj_ref()));
    layers.map_or_else(HashSet::new, |layers| layers.map(Into::into).collect())
}
