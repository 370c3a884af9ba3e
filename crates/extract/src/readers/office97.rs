//! Word, Excel and PowerPoint of before 2007.

use crate::Problem;
use crate::cfb::Storage;
use crate::sink::Sink;

use super::{compound, property_set};

mod doc;
mod ppt;
mod xls;

/// Reads text, what the document says about itself, and what is embedded in it.
pub(super) fn read(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    property_set::read(storage, sink)?;
    let text = if storage.has("WordDocument") {
        doc::read(storage, sink)
    } else if storage.has("PowerPoint Document") {
        ppt::read(storage, sink)
    } else {
        xls::read(storage, sink)
    };
    compound::storages(storage, sink)?;
    text
}

/// A stream that a document cannot be without; where its end is missing, that is said.
fn stream(
    storage: &Storage<'_, '_>,
    name: &str,
    sink: &mut Sink<'_, '_>,
) -> Result<Vec<u8>, Problem> {
    let Some(stream) = storage.read(name, sink.budget())? else {
        return Err(Problem::CutOff(format!("{name} is missing")));
    };
    if !stream.whole {
        sink.problem(Problem::CutOff(name.to_owned()));
    }
    Ok(stream.bytes)
}
