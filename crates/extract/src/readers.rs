//! One reader for each format.

use crate::sink::Sink;
use crate::{Format, Problem};

mod hwpx;
mod odf;
mod ooxml;
mod parts;
mod text;

/// The reader of a format and its version; it changes whenever the same bytes may give another text.
pub(crate) const fn name(format: Format) -> &'static str {
    match format {
        Format::Text => "text 1",
        Format::Docx | Format::Pptx | Format::Xlsx | Format::Xlsb => "ooxml 1",
        Format::Odf => "odf 1",
        Format::Hwpx => "hwpx 1",
        _ => "none",
    }
}

/// Reads the bytes of one file into its sink; a problem it returns is kept beside what was read before it.
pub(crate) fn read(format: Format, bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    if bytes.is_empty() {
        return Err(Problem::Empty);
    }
    match format {
        Format::Text => text::read(bytes, sink),
        Format::Docx | Format::Pptx | Format::Xlsx | Format::Xlsb => {
            ooxml::read(format, bytes, sink)
        }
        Format::Odf => odf::read(bytes, sink),
        Format::Hwpx => hwpx::read(bytes, sink),
        Format::Unknown => Err(Problem::Unknown),
        other => Err(Problem::NotRead(other.to_string())),
    }
}

/// Whether bytes that are a document of a container are one XML file instead.
fn is_flat(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}

/// Whether the ending of a name is one of pictures.
fn is_picture(ending: &str) -> bool {
    matches!(
        ending,
        "png"
            | "jpg"
            | "jpeg"
            | "gif"
            | "bmp"
            | "tif"
            | "tiff"
            | "emf"
            | "wmf"
            | "emz"
            | "wmz"
            | "wdp"
            | "svg"
            | "svm"
            | "ico"
            | "pict"
            | "pcz"
            | "webp"
    )
}
