//! The directory of a ZIP container entry by entry, and what stands before and after the container.
//!
//! The library keeps one entry for each name, the last; here are all of them.

use std::collections::BTreeSet;

use memchr::memmem;
use zip::ZipArchive;

use super::local::{self, Local};

/// What an entry begins with, and how long it is without its name and what follows that.
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_BYTES: usize = 46;
/// What the end of a directory begins with, and how long it is without its comment.
const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
/// A number that stands elsewhere: containers of more than 4 GB.
const ELSEWHERE: u32 = u32::MAX;

/// Members that the library does not list, and the bytes around the container.
pub(crate) struct Directory<'b> {
    /// Members whose name another one has, that the directory names too.
    pub(crate) shadowed: Vec<Local>,
    /// What stands before the first member.
    pub(crate) before: &'b [u8],
    /// What stands after the comment.
    pub(crate) after: &'b [u8],
}

impl<'b> Directory<'b> {
    /// Reads the directory of an archive that the library could open.
    pub(crate) fn read<R>(bytes: &'b [u8], archive: &ZipArchive<R>) -> Self
    where
        R: std::io::Read + std::io::Seek,
    {
        let listed: BTreeSet<usize> = (0..archive.len())
            .filter_map(|number| archive.by_index_data(number).ok())
            .filter_map(|entry| usize::try_from(entry.header_start()).ok())
            .collect();
        let start = usize::try_from(archive.central_directory_start()).unwrap_or(bytes.len());
        let offset = usize::try_from(archive.offset()).unwrap_or(0);
        let mut first = listed.first().copied().unwrap_or(start).min(start);
        let mut seen = listed;
        let mut shadowed = Vec::new();
        let mut at = start;
        while let Some((entry, next)) = Entry::read(bytes, at) {
            at = next;
            let Some(header) = entry.header.and_then(|from| offset.checked_add(from)) else {
                continue;
            };
            // A header that several entries name is one member.
            if !seen.insert(header) {
                continue;
            }
            if let Some(mut local) = local::parse(bytes, header) {
                first = first.min(header);
                local.packed = entry.packed.or(local.packed);
                local.name = entry.name;
                shadowed.push(local);
            }
        }
        Self {
            shadowed,
            before: bytes.get(..first).unwrap_or(&[]),
            after: after(bytes, at),
        }
    }
}

/// What stands after the end of the directory and its comment; entries end where it is looked for.
fn after(bytes: &[u8], entries_end: usize) -> &[u8] {
    let rest = bytes.get(entries_end..).unwrap_or(&[]);
    let end = memmem::find(rest, END).and_then(|at| rest.get(at..));
    let comment = end.and_then(|end| local::short(end, END_BYTES - 2));
    let length = comment.map(|comment| END_BYTES.saturating_add(usize::from(comment)));
    let after = end.zip(length).and_then(|(end, length)| end.get(length..));
    after.unwrap_or(&[])
}

/// One entry of a directory.
struct Entry {
    name: Vec<u8>,
    header: Option<usize>,
    packed: Option<usize>,
}

impl Entry {
    /// Reads the entry at a place; gives it and where the next one is.
    fn read(bytes: &[u8], at: usize) -> Option<(Self, usize)> {
        let entry = bytes.get(at..)?;
        if !entry.starts_with(ENTRY) {
            return None;
        }
        let length = |from| local::short(entry, from).map(usize::from);
        let name_end = ENTRY_BYTES.checked_add(length(28)?)?;
        let end = name_end
            .checked_add(length(30)?)?
            .checked_add(length(32)?)?;
        let number = |from: usize| {
            let four = entry.get(from..from.checked_add(4)?)?.try_into().ok()?;
            let number = u32::from_le_bytes(four);
            (number != ELSEWHERE).then_some(usize::try_from(number).ok()?)
        };
        let read = Self {
            name: entry.get(ENTRY_BYTES..name_end)?.to_vec(),
            header: number(42),
            packed: number(20),
        };
        Some((read, at.checked_add(end)?))
    }
}
