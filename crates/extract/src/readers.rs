//! One reader for each format.

use crate::sink::Sink;
use crate::{Format, Problem, wrapper};

mod archive;
mod cad;
mod cells;
pub(crate) mod charset;
pub(crate) mod compound;
pub(crate) mod eml;
pub(crate) mod html;
mod hwp;
mod hwp3;
mod hwpx;
mod msg;
mod numbering;
mod odf;
mod office97;
mod ooxml;
mod parts;
mod password;
mod pdf;
mod property_set;
mod rtf;
pub(crate) mod signed;
pub(crate) mod source;
mod text;
mod written;
pub(crate) mod xml_text;

/// The reader of a format and its version; it changes whenever the same bytes may give another text.
pub(crate) const fn name(format: Format) -> &'static str {
    match format {
        Format::Text => "text 1",
        Format::Docx | Format::Pptx | Format::Xlsx | Format::Xlsb => "ooxml 4",
        Format::Odf => "odf 3",
        Format::Hwpx => "hwpx 3",
        Format::Source => "source 1",
        Format::Html => "html 1",
        Format::Xml => "xml 1",
        Format::Pdf => "pdf 3",
        Format::Zip | Format::SevenZip | Format::Tar | Format::Compressed | Format::Archive => {
            "archive 4"
        }
        Format::Dxf | Format::Step => "cad 1",
        Format::Hwp => "hwp 3",
        Format::Hwp3 => "hwp3 1",
        Format::Msg => "msg 1",
        Format::Eml => "eml 2",
        Format::Signed => "signed 1",
        Format::Rtf => "rtf 1",
        Format::Office97 => "office97 2",
        Format::Compound => "compound 2",
        Format::Wrapped => "wrapper 1",
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
        Format::Source => source::read(bytes, sink),
        Format::Html => html::read(bytes, sink),
        Format::Xml => xml_text::read(bytes, sink),
        Format::Pdf => pdf::read(bytes, sink),
        Format::Zip => archive::zip::read(bytes, sink),
        Format::SevenZip => archive::sevenz::read(bytes, sink),
        Format::Tar => archive::tar::read(bytes, sink),
        Format::Compressed => archive::single::read(bytes, sink),
        Format::Archive => archive::other(bytes, sink),
        Format::Dxf => cad::dxf::read(bytes, sink),
        Format::Step => cad::step::read(bytes, sink),
        Format::Image => Err(Problem::ImageOnly { pages: 1 }),
        Format::Hwp | Format::Msg | Format::Office97 | Format::Compound => {
            compound::read(bytes, sink)
        }
        Format::Hwp3 => hwp3::read(bytes, sink),
        Format::Eml => eml::read(bytes, sink),
        Format::Signed => signed::read(bytes, sink),
        Format::Rtf => rtf::read(bytes, sink),
        Format::Wrapped => wrapped(bytes, sink),
        Format::Unknown => Err(Problem::Unknown),
        other => Err(Problem::NotRead(other.to_string())),
    }
}

/// Whether bytes that are a document of a container are one XML file instead.
fn is_flat(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}

/// Bytes of a picture that is no more than a mark or a line.
const SMALL_PICTURE: u64 = 10_000;

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

/// A file in a wrapper: by its first bytes, or in a compound file.
fn wrapped(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    match wrapper::name(bytes) {
        Some(name) => Err(Problem::Wrapped(name.to_owned())),
        None => compound::read(bytes, sink),
    }
}
