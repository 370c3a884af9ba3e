//! Word, Excel and PowerPoint of before 2007.

use crate::Problem;
use crate::cfb::Storage;
use crate::sink::Sink;

use super::{compound, property_set};

/// Reads what a document says about itself and what is embedded in it.
pub(super) fn read(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    property_set::read(storage, sink)?;
    compound::storages(storage, sink)?;
    Err(Problem::NotRead("Office 97".to_owned()))
}
