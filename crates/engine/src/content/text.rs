//! What fingerprints need to know of an item.

use bongsu_content::{Kind, Language, Prints, Registered, Tier};
use bongsu_extract::{Format, Item};

/// Whether an item is prose or code, and of which language.
pub(crate) fn kind(item: &Item) -> Kind {
    if item.format != Format::Source {
        return Kind::Prose;
    }
    // Where only the content says that it is code, it is read as most code is.
    Kind::Code(Language::of_name(&item.path).unwrap_or(Language::Braces))
}

/// What the shelf keeps of a text beside its prints.
pub(crate) fn facts(prints: &Prints, boilerplate: bool) -> Registered {
    let hashes = Tier::ALL.map(|tier| {
        let mut hashes: Vec<u64> = prints.of(tier).iter().map(|print| print.hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.len() as u32
    });
    Registered {
        length: prints.length,
        hashes,
        boilerplate,
    }
}
