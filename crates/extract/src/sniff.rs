//! Which format bytes are: by what they start with, what a container holds, then how text reads, and the name last.
//!
//! A name can lie, so it only decides what bytes leave open: which language code is in. A file that is two formats at
//! once is read as the one that carries text: a PDF header within the first kilobyte wins over a ZIP directory at the
//! end, over pictures and over programs. The archive behind such a PDF is then read as a file inside it.

use memchr::memmem;

use crate::readers::{charset, compound, eml, signed, source};
use crate::{Format, wrapper};

/// Where a PDF header may stand.
const PDF_WITHIN: usize = 1024;

/// Bytes at the start that are looked at.
const HEAD: usize = 8 << 10;

mod zip;

/// The format of a file.
pub(crate) fn format(path: &str, bytes: &[u8]) -> Format {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes);
    if wrapper::name(bytes).is_some() {
        return Format::Wrapped;
    }
    if is_pdf(head) {
        return Format::Pdf;
    }
    if let Some(format) = by_magic(bytes) {
        return format;
    }
    if eml::is_mail(bytes) {
        return Format::Eml;
    }
    let Some(charset) = charset::of_text(bytes) else {
        return if zip_end(bytes).is_some() {
            zip_kind(bytes)
        } else {
            Format::Unknown
        };
    };
    // Text may stand before an archive too: a script that unpacks itself.
    if zip_end(bytes).is_some() {
        return zip_kind(bytes);
    }
    if let Some(format) = zip::flat(bytes) {
        return format;
    }
    let text = charset::decode_as(head, charset);
    by_text(path, &text, bytes)
}

/// What a ZIP container holds.
fn zip_kind(bytes: &[u8]) -> Format {
    zip::format(bytes).unwrap_or(Format::Zip)
}

/// What a compound file holds.
fn compound_kind(bytes: &[u8]) -> Format {
    compound::format(bytes)
}

/// Whether a PDF begins near the start, in a file that is not merely a text about PDF.
fn is_pdf(head: &[u8]) -> bool {
    let start = head.get(..head.len().min(PDF_WITHIN)).unwrap_or(head);
    match memmem::find(start, b"%PDF-") {
        Some(0) => true,
        Some(at) => {
            let version = start.get(at + 5..at + 8).unwrap_or(&[]);
            matches!(version, [b'1' | b'2', b'.', b'0'..=b'9'])
                && memmem::find(head, b" obj").is_some()
        }
        None => false,
    }
}

/// Magic bytes: where they stand, what they are, what they mean.
const MAGIC: &[(usize, &[u8], Format)] = &[
    (0, b"7z\xBC\xAF\x27\x1C", Format::SevenZip),
    (0, b"\x1F\x8B", Format::Compressed),
    (0, b"\xFD7zXZ\0", Format::Compressed),
    (0, b"\x28\xB5\x2F\xFD", Format::Compressed),
    (0, b"Rar!\x1A\x07", Format::Archive),
    (0, b"ALZ\x01", Format::Archive),
    (0, b"EGGA", Format::Archive),
    (0, b"MSCF\0\0\0\0", Format::Archive),
    (0, b"ISc(", Format::Archive),
    (7, b"**ACE**", Format::Archive),
    (2, b"-lh", Format::Archive),
    (0, b"\x60\xEA", Format::Archive),
    (257, b"ustar", Format::Tar),
    (0, b"HWP Document File V3.00", Format::Hwp3),
    (0, b"AutoCAD Binary DXF\r\n\x1A\0", Format::Dxf),
    (0, b"\x89PNG\r\n\x1A\n", Format::Image),
    (0, b"\xFF\xD8\xFF", Format::Image),
    (0, b"GIF87a", Format::Image),
    (0, b"GIF89a", Format::Image),
    (0, b"II*\0", Format::Image),
    (0, b"MM\0*", Format::Image),
    (0, b"II+\0", Format::Image),
    (0, b"\0\0\x01\0", Format::Image),
    (0, b"\x97JB2\r\n\x1A\n", Format::Image),
    (0, b"\0\0\0\x0CjP  \r\n", Format::Image),
    (0, b"\xFF\x4F\xFF\x51", Format::Image),
    (0, b"8BPS", Format::Image),
    (0, b"\xD7\xCD\xC6\x9A", Format::Image),
    (40, b" EMF", Format::Image),
    (0, b"AT&TFORM", Format::Image),
    (8, b"WEBP", Format::Image),
    (4, b"ftypheic", Format::Image),
    (4, b"ftypheix", Format::Image),
    (4, b"ftypmif1", Format::Image),
    (4, b"ftypavif", Format::Image),
    (4, b"ftyp", Format::Media),
    (8, b"WAVE", Format::Media),
    (8, b"AVI ", Format::Media),
    (0, b"OggS", Format::Media),
    (0, b"fLaC", Format::Media),
    (0, b"ID3", Format::Media),
    (0, b"\xFF\xFB", Format::Media),
    (0, b"\x1A\x45\xDF\xA3", Format::Media),
    (0, b"FLV\x01", Format::Media),
    (0, b"FWS", Format::Media),
    (0, b"CWS", Format::Media),
    (0, b"ZWS", Format::Media),
    (0, b"MThd", Format::Media),
    (0, b"\0\0\x01\xBA", Format::Media),
    (0, b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", Format::Media),
    (0, b"\x7FELF", Format::Program),
    (0, b"\xCA\xFE\xBA\xBE", Format::Program),
    (0, b"\xFE\xED\xFA\xCE", Format::Program),
    (0, b"\xFE\xED\xFA\xCF", Format::Program),
    (0, b"\xCE\xFA\xED\xFE", Format::Program),
    (0, b"\xCF\xFA\xED\xFE", Format::Program),
    (0, b"\0asm", Format::Program),
    (0, b"dex\n", Format::Program),
];

/// What begins a compound file.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

fn by_magic(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"PK\x05\x06")
        || bytes.starts_with(b"PK\x07\x08PK")
    {
        return Some(zip_kind(bytes));
    }
    if bytes.starts_with(COMPOUND) {
        return Some(compound_kind(bytes));
    }
    if bytes.starts_with(b"\x30") && signed::is(bytes) {
        return Some(Format::Signed);
    }
    if is_program(bytes) {
        return Some(if zip_end(bytes).is_some() {
            zip_kind(bytes)
        } else {
            Format::Program
        });
    }
    if bytes.starts_with(b"{\\rt") {
        return Some(Format::Rtf);
    }
    if is_dwg(bytes) {
        return Some(Format::Dwg);
    }
    if is_bzip2(bytes) {
        return Some(Format::Compressed);
    }
    // Bitmaps name their size and the place of their picture.
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return Some(Format::Image);
    }
    let found = MAGIC
        .iter()
        .find(|(at, magic, _)| bytes.get(*at..).is_some_and(|from| from.starts_with(magic)));
    let (_, magic, format) = found?;
    // Two or three letters may also begin a text; then it is one.
    let is_weak = magic.iter().all(|byte| matches!(byte, b' '..=b'~')) && magic.len() <= 4;
    if is_weak && charset::of_text(bytes).is_some() {
        return None;
    }
    Some(*format)
}

/// A Windows program: the place it names holds its second header.
pub(crate) fn is_program(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"MZ") {
        return false;
    }
    let at = bytes
        .get(0x3C..0x40)
        .and_then(|at| at.try_into().ok())
        .map(u32::from_le_bytes);
    let header = at.and_then(|at| bytes.get(usize::try_from(at).ok()?..));
    header.is_some_and(|header| header.starts_with(b"PE\0\0") || header.starts_with(b"NE"))
        || charset::of_text(bytes).is_none()
}

/// A drawing of AutoCAD: `AC10` and a number of its release.
fn is_dwg(bytes: &[u8]) -> bool {
    let is_release = |release: &[u8]| release.iter().all(u8::is_ascii_digit);
    bytes.starts_with(b"AC10")
        && bytes.get(4..6).is_some_and(is_release)
        && bytes.get(6..11).is_some_and(|rest| rest.contains(&0))
}

fn is_bzip2(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BZh") && bytes.get(4..10) == Some(b"\x31\x41\x59\x26\x53\x59")
}

/// Where the directory of a ZIP container ends, whatever stands before the container.
fn zip_end(bytes: &[u8]) -> Option<usize> {
    // The directory may be followed by a comment of at most 64 kB.
    let from = bytes.len().saturating_sub((64 << 10) + 22);
    let tail = bytes.get(from..)?;
    let at = memmem::rfind(tail, b"PK\x05\x06")?;
    let directory = tail.get(at..at + 22)?;
    let entries = directory.get(10..12)?;
    (entries != [0, 0]).then_some(from + at)
}

/// Where a ZIP container begins that stands behind something else, its directory being the end of the file.
pub(crate) fn archive_behind(bytes: &[u8]) -> Option<usize> {
    let end = zip_end(bytes)?;
    let size = bytes
        .get(end + 12..end + 16)?
        .try_into()
        .ok()
        .map(u32::from_le_bytes)?;
    let directory = end.checked_sub(usize::try_from(size).ok()?)?;
    let is_directory = bytes.get(directory..)?.starts_with(b"PK\x01\x02");
    let start = memmem::find(bytes, b"PK\x03\x04")?;
    (is_directory && start < directory && start > 0).then_some(start)
}

fn by_text(path: &str, text: &str, bytes: &[u8]) -> Format {
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    let lower = start
        .get(..start.floor_char_boundary(2048))
        .unwrap_or("")
        .to_ascii_lowercase();
    if start.starts_with("ISO-10303-21") {
        return Format::Step;
    }
    if is_dxf(start) {
        return Format::Dxf;
    }
    if is_html(&lower) {
        return Format::Html;
    }
    if start.starts_with("<?xml") || start.starts_with("<!DOCTYPE") && !lower.contains("html") {
        return Format::Xml;
    }
    if source::by_name(path).is_some() && is_code_name_right(path, text) {
        return Format::Source;
    }
    if has_ending(path, &["html", "htm", "xhtml"]) && lower.contains('<') {
        return Format::Html;
    }
    if has_ending(path, &["xml", "xsd", "xsl", "svg", "xmp"]) && lower.starts_with('<') {
        return Format::Xml;
    }
    if !has_ending(
        path,
        &[
            "txt", "md", "csv", "tsv", "log", "json", "yaml", "yml", "toml", "ini", "tex",
        ],
    ) && source::by_text(bytes).is_some()
    {
        return Format::Source;
    }
    Format::Text
}

fn is_html(lower: &str) -> bool {
    let mut rest = lower;
    // Comments and declarations may come first.
    while let Some(after) = rest.strip_prefix("<!--") {
        let Some((_, after)) = after.split_once("-->") else {
            break;
        };
        rest = after.trim_start();
    }
    if rest.starts_with("<?xml") {
        return rest.contains("<html") || rest.contains("xhtml");
    }
    let starts = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta ",
        "<script",
        "<style",
        "<table",
        "<div",
    ];
    starts.iter().any(|start| rest.starts_with(start))
}

/// A drawing in text form: pairs of lines, a number and a value, the first pairs being known ones.
fn is_dxf(start: &str) -> bool {
    let mut lines = start.lines().map(str::trim);
    let mut pair = || Some((lines.next()?, lines.next()?));
    let mut first = pair();
    // Comments may come first.
    for _ in 0..50 {
        match first {
            Some(("999", _)) => first = pair(),
            _ => break,
        }
    }
    first == Some(("0", "SECTION")) && matches!(pair(), Some(("2", _)))
}

/// Endings that other files have too are code only where the text agrees.
fn is_code_name_right(path: &str, text: &str) -> bool {
    let ambiguous = [
        "m", "s", "st", "sp", "il", "for", "f", "r", "v", "nc", "cir", "ml", "ex", "as",
    ];
    !has_ending(path, &ambiguous) || text.contains(['{', ';', '=', '(', '%', '!', '*'])
}

fn has_ending(path: &str, endings: &[&str]) -> bool {
    let Some((_, ending)) = path.rsplit_once('.') else {
        return false;
    };
    endings
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests;
