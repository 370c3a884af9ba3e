//! Which format bytes are: by what they start with, what a container holds, and the name last.

use crate::readers::{compound, eml, hwp3};
use crate::{Format, cfb, wrapper};

/// The format of a file.
pub(crate) fn format(path: &str, bytes: &[u8]) -> Format {
    if let Some(format) = by_first_bytes(bytes) {
        return format;
    }
    let _ = path;
    if std::str::from_utf8(bytes).is_ok() {
        return Format::Text;
    }
    Format::Unknown
}

/// Wrappers, compound files, mails, RTF: formats that their first bytes tell.
fn by_first_bytes(bytes: &[u8]) -> Option<Format> {
    if wrapper::name(bytes).is_some() {
        Some(Format::Wrapped)
    } else if bytes.starts_with(&cfb::MAGIC) {
        Some(compound::format(bytes))
    } else if bytes.starts_with(hwp3::MAGIC) {
        Some(Format::Hwp3)
    } else if bytes.starts_with(b"{\\rt") {
        Some(Format::Rtf)
    } else if eml::is_mail(bytes) {
        Some(Format::Eml)
    } else {
        None
    }
}
