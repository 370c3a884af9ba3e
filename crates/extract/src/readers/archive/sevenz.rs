//! 7z: members block by block.

use std::io::Cursor;

use sevenz_rust2::{Archive, BlockDecoder, Error, Password};

use super::member;
use crate::Problem;
use crate::sink::Sink;

/// Memory for headers and dictionaries, in KiB.
const MEMORY: usize = 256 << 10;

/// Reads each member.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    let mut from = Cursor::new(bytes);
    let password = Password::empty();
    let archive = Archive::read_with_memory_limit(&mut from, &password, MEMORY);
    let archive = archive.map_err(|error| problem(&error))?;
    for number in 0..archive.blocks.len() {
        sink.check_child()?;
        let block =
            BlockDecoder::new_with_memory_limit(1, MEMORY, number, &archive, &password, &mut from);
        let mut stopped = None;
        let mut n_read = 0_usize;
        let outcome = block.for_each_entries(&mut |entry, from| {
            n_read += 1;
            if entry.is_directory() {
                return Ok(true);
            }
            let outcome = sink.check_child();
            match outcome.and_then(|()| member(entry.name(), entry.size(), from, sink)) {
                Ok(()) => Ok(true),
                Err(problem) => {
                    stopped = Some(problem);
                    Ok(false)
                }
            }
        });
        if let Some(problem) = stopped {
            return Err(problem);
        }
        if let Err(error) = outcome {
            // The rest of the block cannot be unpacked; each of its members says so by name.
            let block = BlockDecoder::new(1, number, &archive, &password, &mut from);
            for entry in block.entries().iter().skip(n_read.saturating_sub(1)) {
                sink.unread_child(entry.name(), entry.size(), problem(&error));
            }
        }
    }
    Ok(())
}

fn problem(error: &Error) -> Problem {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => Problem::Password,
        Error::UnsupportedCompressionMethod(name) if name.contains("AES") => Problem::Password,
        Error::UnsupportedCompressionMethod(name) => {
            Problem::NotRead(format!("member compressed by {name}"))
        }
        Error::MaxMemLimited { .. } => Problem::UnpacksTooFar {
            limit: (MEMORY as u64) << 10,
        },
        other => Problem::Damaged(other.to_string()),
    }
}
