//! Archives and compressed files: their members one after another, each read before the next is unpacked.

use std::io::Read;

use super::charset;
use crate::Problem;
use crate::sink::Sink;

mod alz;
pub(super) mod around;
mod cab;
mod rar;
pub(crate) mod sevenz;
pub(crate) mod single;
pub(crate) mod tar;
pub(crate) mod zip;

/// Bytes that one member may unpack to: it is held in memory while it is read.
const MEMBER_BYTES: u64 = 256 << 20;

/// Reads an archive of a kind that has one reader for few of its methods, or none.
pub(crate) fn other(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    match bytes {
        [b'A', b'L', b'Z', 1, ..] => alz::read_alz(bytes, sink),
        [b'E', b'G', b'G', b'A', ..] => alz::read_egg(bytes, sink),
        [b'M', b'S', b'C', b'F', ..] => cab::read(bytes, sink),
        [b'R', b'a', b'r', b'!', ..] => rar::read(bytes, sink),
        _ => Err(not_opened(bytes)),
    }
}

/// Which archive the bytes are, where none of the readers opens it.
fn not_opened(bytes: &[u8]) -> Problem {
    let kinds: [(usize, &[u8], &str); 3] = [
        (0, b"ISc(", "InstallShield archive"),
        (7, b"**ACE**", "ACE archive"),
        (2, b"-lh", "LHA archive"),
    ];
    let found = kinds
        .into_iter()
        .find(|(at, magic, _)| bytes.get(*at..).is_some_and(|from| from.starts_with(magic)));
    Problem::NotRead(found.map_or("archive", |(.., name)| name).to_owned())
}

/// What came of unpacking one member.
enum Member {
    Whole(Vec<u8>),
    /// The bytes up to where it broke or was cut.
    Broken(Vec<u8>, String),
    /// Larger than one member may be.
    TooLarge,
}

/// Unpacks one member, every byte counted.
///
/// # Errors
/// Where the budget of all members ends.
fn unpack(mut from: impl Read, sink: &mut Sink<'_, '_>) -> Result<Member, Problem> {
    let mut bytes = Vec::new();
    let mut block = vec![0_u8; 64 << 10];
    loop {
        let read = match from.read(&mut block) {
            Ok(0) => return Ok(Member::Whole(bytes)),
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Ok(Member::Broken(bytes, error.to_string())),
        };
        sink.budget().unpacked(read as u64)?;
        if bytes.len() as u64 + read as u64 > MEMBER_BYTES {
            return Ok(Member::TooLarge);
        }
        bytes.extend_from_slice(block.get(..read).unwrap_or(&[]));
    }
}

/// Unpacks one member and reads it, or says why not.
///
/// # Errors
/// Where the budget of all members ends.
fn member(name: &str, size: u64, from: impl Read, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    match unpack(from, sink)? {
        Member::Whole(bytes) => sink.child(name, &bytes),
        Member::Broken(bytes, error) => {
            sink.problem(Problem::Damaged(format!("{name}: {error}")));
            if bytes.is_empty() {
                sink.unread_child(name, size, Problem::Damaged(error));
            } else {
                sink.child(name, &bytes);
            }
        }
        Member::TooLarge => {
            sink.unread_child(
                name,
                size,
                Problem::UnpacksTooFar {
                    limit: MEMBER_BYTES,
                },
            );
        }
    }
    Ok(())
}

/// The name of a member from bytes of an encoding that nobody states. Whatever it is, it is only a name.
fn name_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => charset::decode(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests;
