//! One reader for each format.

use crate::sink::Sink;
use crate::{Format, Problem};

mod ooxml;
mod parts;
mod text;

/// The reader of a format and its version; it changes whenever the same bytes may give another text.
pub(crate) const fn name(format: Format) -> &'static str {
    match format {
        Format::Text => "text 1",
        Format::Docx | Format::Pptx | Format::Xlsx | Format::Xlsb => "ooxml 1",
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
        Format::Unknown => Err(Problem::Unknown),
        other => Err(Problem::NotRead(other.to_string())),
    }
}
