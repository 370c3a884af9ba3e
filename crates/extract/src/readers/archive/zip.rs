//! ZIP: members in the order of the directory, or of the file where the directory is lost.

use std::io::Cursor;

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::{around, member, name_of};
use crate::Problem;
use crate::package::directory::Directory;
use crate::package::found;
use crate::sink::Sink;

/// Reads each member.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return without_directory(bytes, sink);
    };
    if !archive.comment().is_empty() {
        sink.property("comment", &name_of(archive.comment()))?;
    }
    let directory = Directory::read(bytes, &archive);
    around::read(directory.before, "before", sink);
    for number in 0..archive.len() {
        sink.check_child()?;
        let (name, size, problem) = match archive.by_index_raw(number) {
            Ok(file) if file.is_dir() => continue,
            Ok(file) => {
                let problem = file.encrypted().then_some(Problem::Password);
                (
                    name_of(file.name_raw()),
                    file.size(),
                    problem.or_else(|| unknown_method(file.compression())),
                )
            }
            Err(error) => {
                sink.problem(Problem::Damaged(format!("member {number}: {error}")));
                continue;
            }
        };
        if let Some(problem) = problem {
            sink.unread_child(&name, size, problem);
        } else {
            match archive.by_index(number) {
                Ok(file) => member(&name, size, file, sink)?,
                Err(error) => sink.unread_child(&name, size, Problem::Damaged(error.to_string())),
            }
        }
    }
    for local in directory.shadowed {
        sink.check_child()?;
        let name = name_of(&local.name);
        if name.ends_with('/') {
            continue;
        }
        match found(bytes, &local, &name) {
            Ok(from) => member(&name, 0, from, sink)?,
            Err(problem) => sink.unread_child(&name, 0, problem),
        }
    }
    around::read(directory.after, "after", sink);
    Ok(())
}

fn unknown_method(method: CompressionMethod) -> Option<Problem> {
    match method {
        CompressionMethod::Stored | CompressionMethod::Deflated => None,
        other => Some(Problem::NotRead(format!("member compressed by {other}"))),
    }
}

/// Reads members from their own headers, as far as they go. Sizes often stand behind the member only, so a packed one
/// ends where unpacking it ends.
fn without_directory(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    sink.problem(Problem::CutOff(
        "the directory at the end is missing".into(),
    ));
    let first = memchr::memmem::find(bytes, b"PK\x03\x04").unwrap_or(0);
    around::read(bytes.get(..first).unwrap_or(&[]), "before", sink);
    let mut rest = bytes;
    while let Some(at) = memchr::memmem::find(rest, b"PK\x03\x04") {
        rest = rest.get(at + 4..).unwrap_or(&[]);
        let Some((header, after)) = Header::read(rest) else {
            continue;
        };
        if header.name.ends_with('/') {
            continue;
        }
        sink.check_child()?;
        if header.is_locked {
            sink.unread_child(&header.name, 0, Problem::Password);
            continue;
        }
        let mut used = 0;
        match header.method {
            0 => {
                let stored = after.get(..header.size.min(after.len())).unwrap_or(&[]);
                used = stored.len();
                member(&header.name, header.size as u64, stored, sink)?;
            }
            8 => {
                let mut unpacker = DeflateDecoder::new(after);
                member(&header.name, 0, &mut unpacker, sink)?;
                used = usize::try_from(unpacker.total_in()).unwrap_or(0);
            }
            method => {
                let problem = Problem::NotRead(format!("member compressed by method {method}"));
                sink.unread_child(&header.name, 0, problem);
            }
        }
        rest = after.get(used..).unwrap_or(&[]);
    }
    Ok(())
}

/// What stands before a member.
struct Header {
    name: String,
    method: u16,
    is_locked: bool,
    size: usize,
}

impl Header {
    /// Reads what follows the mark of a header; gives it and what follows it.
    fn read(from: &[u8]) -> Option<(Self, &[u8])> {
        let short = |at: usize| Some(u16::from_le_bytes(from.get(at..at + 2)?.try_into().ok()?));
        let size = u32::from_le_bytes(from.get(14..18)?.try_into().ok()?);
        let name_end = 26 + usize::from(short(22)?);
        let name = from.get(26..name_end)?;
        let after = from.get(name_end + usize::from(short(24)?)..)?;
        let header = Self {
            name: name_of(name),
            method: short(4)?,
            is_locked: short(2)? & 1 != 0,
            size: usize::try_from(size).ok()?,
        };
        Some((header, after))
    }
}
