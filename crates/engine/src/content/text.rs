//! What fingerprints need to know of an item.

use bongsu_content::{Key, Kind, Language, Prints, Registered, Tier, wrapper_check};
use bongsu_extract::{Format, Item, Problem, wrapper_names};
use bongsu_model::Digest;

/// A file of fewer bytes is no document.
const LEAST_BYTES: u64 = 32;

/// Whether an item is prose or code, and of which language.
pub(crate) fn kind(item: &Item) -> Kind {
    if item.format != Format::Source {
        return Kind::Prose;
    }
    // Where only the content says that it is code, it is read as most code is.
    Kind::Code(Language::of_name(&item.path).unwrap_or(Language::Braces))
}

/// The prints of an item; of its bytes too, where the same bytes mean the same document.
pub(crate) fn with_bytes(prints: Prints, item: &Item, key: &Key) -> Prints {
    match bytes_of(item) {
        Some(digest) => prints.with_file(digest.as_bytes(), key),
        None => prints,
    }
}

/// The digest of the bytes of an item, where the same bytes mean the same document.
pub(crate) fn bytes_of(item: &Item) -> Option<Digest> {
    // A logo stands in a thousand mails, and nothing is in an empty file.
    let is_beside = item.within.is_some()
        && matches!(item.format, Format::Image | Format::Media | Format::Program);
    let says_much = item.bytes >= LEAST_BYTES && !is_beside;
    says_much.then(|| item.digest.parse().ok()).flatten()
}

/// The wrapper that a file, or something in it, is in.
pub(crate) fn wrapper<'i>(items: impl IntoIterator<Item = &'i Item>) -> Option<String> {
    let mut problems = items.into_iter().flat_map(|item| &item.problems);
    problems.find_map(|problem| match problem {
        Problem::Wrapped(name) => Some(name.clone()),
        _ => None,
    })
}

/// The wrappers that are recognised, where a name is of none of them.
///
/// ```
/// use bongsu_engine::content::wrappers_without;
///
/// assert_eq!(wrappers_without("SoftCamp"), None);
/// assert!(wrappers_without("Sofcamp").is_some_and(|known| known.contains(&"Fasoo")));
/// ```
#[must_use]
pub fn wrappers_without(name: &str) -> Option<Vec<&'static str>> {
    let known = wrapper_names();
    let is_known = |known: &&str| !wrapper_check(Some(name), Some(known)).is_amiss();
    (!known.iter().any(is_known)).then_some(known)
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
