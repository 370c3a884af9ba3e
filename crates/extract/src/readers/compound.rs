//! Compound files: which program wrote one, what is embedded in it, and what keeps it shut.

use crate::cfb::{Compound, Storage};
use crate::sink::Sink;
use crate::{Format, Problem, wrapper};

use super::{hwp, msg, office97, password, property_set};

mod embedded;
mod label;

pub(super) use embedded::{native, storages};

/// Where Office keeps how a file is encrypted, and what says that it is done by rights management (MS-OFFCRYPTO 2.2).
const RIGHTS: [&str; 3] = [
    "\u{6}DataSpaces/DataSpaceInfo/DRMEncryptedDataSpace",
    "\u{6}DataSpaces/TransformInfo/DRMEncryptedTransform",
    "\u{9}DRMContent",
];

/// What a compound file is; [`Format::Compound`] where it breaks or is of no known kind.
pub(crate) fn format(bytes: &[u8]) -> Format {
    Compound::open(bytes).map_or(Format::Compound, |file| kind(&file.root()))
}

pub(super) fn kind(storage: &Storage<'_, '_>) -> Format {
    let any = |names: &[&str]| names.iter().any(|name| storage.has(name));
    if any(&RIGHTS) {
        Format::Wrapped
    } else if any(&["FileHeader"]) && any(&["DocInfo", "BodyText", "ViewText"]) {
        Format::Hwp
    } else if any(&["__properties_version1.0"]) {
        Format::Msg
    } else if any(&["WordDocument", "Workbook", "Book", "PowerPoint Document"]) {
        Format::Office97
    } else {
        Format::Compound
    }
}

/// Reads a compound file from its bytes.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    read_storage(&Compound::open(bytes)?.root(), sink)
}

/// Reads a storage as the document that it is.
pub(super) fn read_storage(
    storage: &Storage<'_, '_>,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    match kind(storage) {
        Format::Wrapped => {
            property_set::read(storage, sink)?;
            label::read(storage, sink)?;
            Err(Problem::Wrapped(wrapper::MICROSOFT.to_owned()))
        }
        Format::Hwp => hwp::read(storage, sink),
        Format::Msg => msg::read(storage, sink),
        Format::Office97 => office97::read(storage, sink),
        _ => other(storage, sink),
    }
}

/// A file of no known program: encrypted, or with another file inside it.
fn other(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    property_set::read(storage, sink)?;
    if storage.has("EncryptedPackage") || storage.has("EncryptionInfo") {
        let Some(package) = password::open_package(storage, sink)? else {
            return Err(Problem::Password);
        };
        sink.child("package", &package);
        return Ok(());
    }
    let mut found = embedded::objects(storage, sink)?;
    found |= storages(storage, sink)?;
    if found {
        return Ok(());
    }
    let what = if storage.has("VisioDocument") {
        "Visio of before 2013"
    } else {
        "compound file of no known program"
    };
    Err(Problem::NotRead(what.to_owned()))
}
