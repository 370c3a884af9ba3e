//! tar: members one after another, in the old form and those of POSIX and GNU.

use std::io::Read;

use super::{MEMBER_BYTES, name_of};
use crate::Problem;
use crate::sink::Sink;

/// Everything lies in blocks of this size.
const BLOCK: usize = 512;

/// Longest name that a header of its own may give.
const NAME_BYTES: u64 = 64 << 10;

/// Reads each member.
pub(crate) fn read(bytes: &[u8], sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    read_stream(bytes, false, sink)
}

/// Whether a block is a header: its sum is right.
pub(super) fn is_header(block: &[u8]) -> bool {
    let Some(stated) = block.get(148..156).and_then(number) else {
        return false;
    };
    let before = block.get(..148).unwrap_or(&[]).iter();
    let after = block.get(156..BLOCK).unwrap_or(&[]).iter();
    let sum: u64 = before.chain(after).map(|&byte| u64::from(byte)).sum();
    sum + 8 * u64::from(b' ') == stated
}

/// Reads each member from a stream; `counted` says that its bytes come out of a compressed file.
///
/// # Errors
/// Where a limit is reached, or the archive ends early.
pub(super) fn read_stream(
    mut from: impl Read,
    counted: bool,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    let mut long_name: Option<String> = None;
    loop {
        let mut header = [0_u8; BLOCK];
        let got = fill(&mut from, &mut header);
        if got == 0 || header.iter().all(|&byte| byte == 0) {
            return Ok(());
        }
        if got < BLOCK {
            return Err(Problem::CutOff("in the header of a member".into()));
        }
        if !is_header(&header) {
            return Err(Problem::Damaged("the sum of a header is wrong".into()));
        }
        if counted {
            sink.budget().unpacked(BLOCK as u64)?;
        }
        let size = header.get(124..136).and_then(number).unwrap_or(0);
        let padding = size.next_multiple_of(BLOCK as u64) - size;
        match header.get(156).copied().unwrap_or(0) {
            b'L' => {
                let name = take(&mut from, size.min(NAME_BYTES), counted, sink)?;
                skip(
                    &mut from,
                    size - size.min(NAME_BYTES) + padding,
                    counted,
                    sink,
                )?;
                let end = name
                    .iter()
                    .position(|&byte| byte == 0)
                    .unwrap_or(name.len());
                long_name = Some(name_of(name.get(..end).unwrap_or(&name)));
            }
            b'x' => {
                let record = take(&mut from, size.min(NAME_BYTES), counted, sink)?;
                skip(
                    &mut from,
                    size - size.min(NAME_BYTES) + padding,
                    counted,
                    sink,
                )?;
                long_name = pax_path(&record).or(long_name);
            }
            0 | b'0' | b'7' => {
                let name = long_name.take().unwrap_or_else(|| own_name(&header));
                one(&mut from, &name, size, counted, sink)?;
                skip(&mut from, padding, counted, sink)?;
            }
            // Links, folders, devices and headers for all have no text.
            kind => {
                if kind != b'g' {
                    long_name = None;
                }
                skip(&mut from, size + padding, counted, sink)?;
            }
        }
    }
}

fn one(
    from: &mut impl Read,
    name: &str,
    size: u64,
    counted: bool,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    sink.check_child()?;
    if size > MEMBER_BYTES {
        sink.unread_child(
            name,
            size,
            Problem::UnpacksTooFar {
                limit: MEMBER_BYTES,
            },
        );
        return skip(from, size, counted, sink);
    }
    let bytes = take(from, size, counted, sink)?;
    sink.child(name, &bytes);
    if (bytes.len() as u64) < size {
        return Err(Problem::CutOff(format!("in {name}")));
    }
    Ok(())
}

/// As many bytes as there are, at most this many.
fn take(
    from: &mut impl Read,
    size: u64,
    counted: bool,
    sink: &mut Sink<'_, '_>,
) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut block = vec![0_u8; 64 << 10];
    let mut left = size;
    while left > 0 {
        let want = usize::try_from(left).unwrap_or(usize::MAX).min(block.len());
        let got = fill(from, block.get_mut(..want).unwrap_or(&mut []));
        if got == 0 {
            break;
        }
        if counted {
            sink.budget().unpacked(got as u64)?;
        }
        bytes.extend_from_slice(block.get(..got).unwrap_or(&[]));
        left -= got as u64;
    }
    Ok(bytes)
}

fn skip(
    from: &mut impl Read,
    size: u64,
    counted: bool,
    sink: &mut Sink<'_, '_>,
) -> Result<(), Problem> {
    let mut block = vec![0_u8; 64 << 10];
    let mut left = size;
    while left > 0 {
        let want = usize::try_from(left).unwrap_or(usize::MAX).min(block.len());
        let got = fill(from, block.get_mut(..want).unwrap_or(&mut []));
        if got == 0 {
            return Ok(());
        }
        if counted {
            sink.budget().unpacked(got as u64)?;
        }
        left -= got as u64;
    }
    Ok(())
}

/// Fills the block as far as the stream goes.
fn fill(from: &mut impl Read, block: &mut [u8]) -> usize {
    let mut filled = 0;
    while let Some(room) = block.get_mut(filled..).filter(|room| !room.is_empty()) {
        match from.read(room) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    filled
}

/// A number in octal digits, or in bytes where its first bit is set.
fn number(field: &[u8]) -> Option<u64> {
    if field.first()? & 0x80 != 0 {
        let low = field.get(field.len().checked_sub(8)?..)?;
        return Some(u64::from_be_bytes(low.try_into().ok()?) & (u64::MAX >> 8));
    }
    let text = std::str::from_utf8(field).ok()?;
    let digits = text.trim_matches(|letter: char| letter == '\0' || letter == ' ');
    if digits.is_empty() {
        return Some(0);
    }
    u64::from_str_radix(digits, 8).ok()
}

fn own_name(header: &[u8]) -> String {
    let field = |from: usize, to: usize| {
        let field = header.get(from..to).unwrap_or(&[]);
        let end = field
            .iter()
            .position(|&byte| byte == 0)
            .unwrap_or(field.len());
        name_of(field.get(..end).unwrap_or(field))
    };
    let name = field(0, 100);
    let is_posix = header.get(257..263) == Some(b"ustar\0");
    match if is_posix {
        field(345, 500)
    } else {
        String::new()
    } {
        before if before.is_empty() => name,
        before => format!("{before}/{name}"),
    }
}

/// The path in a record of lines `length key=value`.
fn pax_path(record: &[u8]) -> Option<String> {
    let at = memchr::memmem::find(record, b" path=")?;
    let value = record.get(at + 6..)?;
    let end = value.iter().position(|&byte| byte == b'\n')?;
    Some(name_of(value.get(..end)?))
}
