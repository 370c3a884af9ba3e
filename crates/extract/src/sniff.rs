//! Which format bytes are: by what they start with, what a container holds, and the name last.

use crate::Format;

mod zip;

/// The format of a file.
pub(crate) fn format(path: &str, bytes: &[u8]) -> Format {
    let _ = path;
    if let Some(format) = zip::format(bytes).or_else(|| zip::flat(bytes)) {
        return format;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Format::Text;
    }
    Format::Unknown
}
