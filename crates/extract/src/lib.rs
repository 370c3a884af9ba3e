#![doc = include_str!("../README.md")]

mod budget;
mod bytes;
mod cfb;
mod codepage;
mod encoded;
mod flow;
mod format;
mod inflate;
mod item;
mod package;
mod problem;
mod readers;
mod sink;
mod sniff;
#[cfg(test)]
mod testkit;
mod wrapper;
mod xml;

pub use budget::Limits;
pub use format::Format;
pub use item::{Item, Place, Property, Section, State};
pub use problem::Problem;
pub use wrapper::wrapper_names;

use budget::Budget;
use sink::Extractor;

/// Reads a file and everything inside it; `emit` gets each item when it is finished.
///
/// Items are numbered in the order in which they were met, the file itself first; a file inside another is finished
/// before the one around it, so sort by [`Item::number`] for that order.
///
/// ```
/// use bongsu_extract::{Limits, State, extract};
///
/// let mut items = Vec::new();
/// extract("note.txt", b"slurry B-4: 3.2 % ceria", &Limits::default(), &mut |item| items.push(item));
/// assert_eq!(items[0].text, "slurry B-4: 3.2 % ceria");
/// assert_eq!(items[0].state(), State::Read);
/// ```
pub fn extract(name: &str, bytes: &[u8], limits: &Limits, emit: &mut dyn FnMut(Item)) {
    let mut extractor = Extractor::new(Budget::new(limits), emit);
    extractor.read(name, bytes, 0);
}

/// The readers and their versions, each once: the same bytes give the same text while these stay the same.
pub fn readers() -> impl Iterator<Item = &'static str> {
    let names: std::collections::BTreeSet<&str> =
        Format::ALL.into_iter().map(readers::name).collect();
    names.into_iter()
}
