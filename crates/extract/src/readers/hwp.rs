//! Hangul word processor 5: a compound file of compressed streams of records (the maker's published format 5.0).

use crate::bytes::{u32_at, utf16_to_zero};
use crate::cfb::Storage;
use crate::inflate;
use crate::sink::Sink;
use crate::{Place, Problem, wrapper};

use super::numbering::hangul::Shapes;
use super::property_set;

mod body;
mod distribution;
mod records;
mod shapes;

/// What the flags of the file header say.
const COMPRESSED: u32 = 1;
const PASSWORD: u32 = 1 << 1;
const DISTRIBUTION: u32 = 1 << 2;
const RIGHTS: u32 = 1 << 4 | 1 << 10;
const CERTIFICATE: u32 = 1 << 8;

/// Pictures and films among the binary data; they have no text.
const PICTURES: [&str; 16] = [
    "bmp", "jpg", "jpeg", "png", "gif", "tif", "tiff", "wmf", "emf", "pcx", "svg", "ico", "avi",
    "mp4", "wmv", "mpg",
];

/// Reads a document: properties, body, embedded objects.
pub(super) fn read(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let header = storage.bytes("FileHeader", sink.budget())?;
    property_set::read(storage, sink)?;
    let Some(flags) = u32_at(&header, 36) else {
        return Err(Problem::CutOff("the file header".to_owned()));
    };
    if flags & RIGHTS != 0 {
        return Err(Problem::Wrapped(wrapper::HANCOM.to_owned()));
    }
    if flags & CERTIFICATE != 0 {
        return Err(Problem::Wrapped(wrapper::HANCOM_CERTIFICATE.to_owned()));
    }
    if flags & PASSWORD != 0 {
        return Err(Problem::Password);
    }
    let body = sections(storage, flags, sink);
    if !matches!(body, Ok(true)) && sink.has_problems() || body.is_err() {
        preview(storage, sink)?;
    }
    body?;
    if sink.has_little_body() && has_pictures(storage) {
        sink.problem(Problem::ImageOnly { pages: 1 });
    }
    binary_data(storage, sink)
}

/// Reads all sections in their order; whether they had text.
fn sections(
    storage: &Storage<'_, '_>,
    flags: u32,
    sink: &mut Sink<'_, '_>,
) -> Result<bool, Problem> {
    let views = ["ViewText", "BodyText"];
    let distributed = flags & DISTRIBUTION != 0 && storage.has("ViewText");
    let folder = if distributed { views[0] } else { views[1] };
    let Some(folder) = storage.storage(folder) else {
        return Err(Problem::CutOff("the body is missing".to_owned()));
    };
    let number = |path: &str| path.strip_prefix("Section")?.parse::<u32>().ok();
    let mut names: Vec<(u32, &str)> = folder
        .children()
        .filter(|(_, node)| !node.storage)
        .filter_map(|(path, _)| Some((number(path)?, path)))
        .collect();
    names.sort_unstable();
    let mut any = false;
    let mut shapes = shapes(storage, flags, sink)?;
    for (_, name) in names {
        let Some(stream) = folder.read(name, sink.budget())? else {
            continue;
        };
        if !stream.whole {
            sink.problem(Problem::CutOff(name.to_owned()));
        }
        let bytes = if distributed {
            if let Some(bytes) = distribution::open(&stream.bytes) {
                bytes
            } else {
                sink.problem(Problem::Damaged(format!(
                    "{name}: key of a document for distribution"
                )));
                continue;
            }
        } else {
            stream.bytes
        };
        let bytes = if flags & COMPRESSED != 0 {
            let (bytes, whole) = inflate::raw(&bytes, sink.budget())?;
            if !whole {
                sink.problem(Problem::Damaged(format!(
                    "{name}: its compressed text breaks off"
                )));
            }
            bytes
        } else {
            bytes
        };
        any |= body::read(&bytes, &mut shapes, sink)?;
    }
    Ok(any)
}

/// How paragraphs are numbered; without that, where it cannot be read.
fn shapes(
    storage: &Storage<'_, '_>,
    flags: u32,
    sink: &mut Sink<'_, '_>,
) -> Result<Shapes, Problem> {
    let Some(stream) = storage.read("DocInfo", sink.budget())? else {
        return Ok(Shapes::default());
    };
    let mut bytes = stream.bytes;
    if flags & COMPRESSED != 0 {
        bytes = inflate::raw(&bytes, sink.budget())?.0;
    }
    Ok(shapes::read(&bytes))
}

/// The start of the text that Hangul keeps for previews, where the body gave nothing.
fn preview(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let text = utf16_to_zero(&storage.bytes("PrvText", sink.budget())?);
    if text.trim().is_empty() {
        return Ok(());
    }
    sink.section(Place::Body, Some("preview"));
    sink.text(&text)?;
    sink.problem(Problem::Damaged(
        "the body gave no text; only the preview was read".to_owned(),
    ));
    Ok(())
}

/// Whether there are pictures that may hold text.
fn has_pictures(storage: &Storage<'_, '_>) -> bool {
    let folder = storage.storage("BinData");
    folder.is_some_and(|folder| {
        folder.children().any(|(name, node)| {
            let kind = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
            let is_picture = kind == "pcx" || super::is_picture(&kind);
            !node.storage && is_picture && node.size() > super::SMALL_PICTURE
        })
    })
}

/// Embedded objects; pictures are left out.
fn binary_data(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let Some(folder) = storage.storage("BinData") else {
        return Ok(());
    };
    for (name, node) in folder.children() {
        let kind = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        if node.storage || PICTURES.contains(&kind.as_str()) {
            continue;
        }
        let stored = folder.bytes(name, sink.budget())?;
        let unpacked = inflate::raw(&stored, sink.budget())?.0;
        // A record says whether one of these is compressed, but the bytes say it better: what inflates was deflated.
        let bytes = if unpacked.is_empty() || stored.starts_with(&crate::cfb::MAGIC) {
            stored
        } else {
            unpacked
        };
        let object = match bytes.get(4..) {
            Some(rest) if rest.starts_with(&crate::cfb::MAGIC) => rest,
            _ => &bytes,
        };
        sink.child(name, object);
    }
    Ok(())
}
