//! One reader for each format.

use crate::sink::Sink;
use crate::{Format, Problem, wrapper};

pub(crate) mod compound;
pub(crate) mod eml;
mod html;
mod hwp;
pub(crate) mod hwp3;
mod msg;
mod office97;
mod property_set;
mod rtf;
mod text;
mod written;

/// The reader of a format and its version; it changes whenever the same bytes may give another text.
pub(crate) const fn name(format: Format) -> &'static str {
    match format {
        Format::Text => "text 1",
        Format::Hwp => "hwp 1",
        Format::Hwp3 => "hwp3 1",
        Format::Msg => "msg 1",
        Format::Eml => "eml 1",
        Format::Rtf => "rtf 1",
        Format::Office97 => "office97 1",
        Format::Compound => "compound 1",
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
        Format::Hwp | Format::Msg | Format::Office97 | Format::Compound => {
            compound::read(bytes, sink)
        }
        Format::Hwp3 => hwp3::read(bytes, sink),
        Format::Eml => eml::read(bytes, sink),
        Format::Rtf => rtf::read(bytes, sink),
        Format::Wrapped => wrapped(bytes, sink),
        Format::Unknown => Err(Problem::Unknown),
        other => Err(Problem::NotRead(other.to_string())),
    }
}

/// A file in a wrapper: by its first bytes, or in a compound file.
fn wrapped(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    match wrapper::name(bytes) {
        Some(name) => Err(Problem::Wrapped(name.to_owned())),
        None => compound::read(bytes, sink),
    }
}
