//! What is looked at before a PDF is opened: locks other than a password, bombs, a missing end.

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::Problem;

/// Bytes that one stream of objects may become.
const OBJECTS: u64 = 128 << 20;

/// The lock a PDF names, where it is another than the standard one: a product for rights management.
pub(super) fn wrapper(bytes: &[u8]) -> Option<String> {
    let places: Vec<usize> = memmem::rfind_iter(bytes, b"/Encrypt").take(8).collect();
    places.into_iter().find_map(|at| {
        let after = bytes.get(at + b"/Encrypt".len()..)?;
        let lock = match reference(after) {
            Some(number) => object(bytes, number)?,
            None => after.strip_prefix(b" ").unwrap_or(after),
        };
        let lock = lock.get(..lock.len().min(4096))?;
        let name = memmem::find_iter(lock, b"/Filter").find_map(|at| {
            let name = lock.get(at + b"/Filter".len()..)?.trim_ascii_start();
            let name = name.strip_prefix(b"/")?;
            let end = name
                .iter()
                .position(|byte| !byte.is_ascii_alphanumeric() && !b"._-+#".contains(byte));
            Some(String::from_utf8_lossy(name.get(..end?)?).into_owned())
        })?;
        (name != "Standard").then_some(name)
    })
}

/// Whether a trailer names a lock at all.
pub(super) fn is_locked(bytes: &[u8]) -> bool {
    let names = memmem::find_iter(bytes, b"/Encrypt");
    names.into_iter().any(|at| {
        let after = bytes.get(at + b"/Encrypt".len()..).unwrap_or(&[]);
        reference(after).is_some() || after.trim_ascii_start().starts_with(b"<<")
    })
}

/// The number of the object that the last trailer names under a key.
pub(super) fn last_reference(bytes: &[u8], key: &[u8]) -> Option<(u32, i32)> {
    memmem::rfind_iter(bytes, key).take(64).find_map(|at| {
        let after = bytes.get(at + key.len()..)?;
        let number = reference(after)?;
        let words = after.get(..after.len().min(64))?;
        let generation = String::from_utf8_lossy(words)
            .split_whitespace()
            .nth(1)?
            .parse()
            .ok()?;
        Some((number, generation))
    })
}

/// Reads `12 0 R` after white space.
fn reference(bytes: &[u8]) -> Option<u32> {
    let start = bytes.get(..bytes.len().min(64))?;
    let text = String::from_utf8_lossy(start);
    let mut words = text.split_whitespace();
    let number = words.next()?.parse().ok()?;
    words.next()?.parse::<u32>().ok()?;
    words.next()?.starts_with('R').then_some(number)
}

/// What follows `12 0 obj`, the last one of this number.
fn object(bytes: &[u8], number: u32) -> Option<&[u8]> {
    let head = format!("{number} 0 obj");
    let found = memmem::rfind_iter(bytes, head.as_bytes()).find(|&at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        before.is_none_or(|byte| !byte.is_ascii_digit())
    });
    bytes.get(found? + head.len()..)
}

/// Streams of objects are unpacked whole when the file is opened; one that would fill the memory is refused first.
pub(super) fn refuse_bombs(bytes: &[u8]) -> Result<(), Problem> {
    let kinds = [&b"/ObjStm"[..], b"/XRef"];
    let mut checked_to = 0;
    let mut places: Vec<usize> = kinds
        .into_iter()
        .flat_map(|kind| memmem::find_iter(bytes, kind).collect::<Vec<_>>())
        .collect();
    places.sort_unstable();
    for at in places {
        let Some(after) = bytes.get(at..).filter(|_| at >= checked_to) else {
            continue;
        };
        let window = after.get(..after.len().min(4096)).unwrap_or(after);
        let Some(start) = memmem::find(window, b"stream") else {
            continue;
        };
        let packed = after.get(start + b"stream".len()..).unwrap_or(&[]);
        let packed = packed.trim_ascii_start();
        let mut unpacker = ZlibDecoder::new(packed);
        let mut sink = std::io::sink();
        // A damaged stream ends early; how far it got is what counts.
        let _ = std::io::copy(
            &mut std::io::Read::take(&mut unpacker, OBJECTS + 1),
            &mut sink,
        );
        if unpacker.total_out() > OBJECTS {
            return Err(Problem::UnpacksTooFar { limit: OBJECTS });
        }
        checked_to = at + start + usize::try_from(unpacker.total_in()).unwrap_or(0);
    }
    Ok(())
}

/// Whether the file ends as a PDF does.
pub(super) fn has_end(bytes: &[u8]) -> bool {
    let tail = bytes
        .get(bytes.len().saturating_sub(4096)..)
        .unwrap_or(bytes);
    memmem::find(tail, b"%%EOF").is_some() || memmem::find(tail, b"startxref").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_lock_than_the_standard_one_is_named() {
        let file =
            b"5 0 obj\n<< /Filter /EBX_HANDLER /V 1 >>\nendobj\ntrailer << /Encrypt 5 0 R >>";
        assert_eq!(wrapper(file).as_deref(), Some("EBX_HANDLER"));
        let file = b"trailer << /Encrypt << /Filter /Standard /V 1 >> >>";
        assert_eq!(wrapper(file), None);
    }

    #[test]
    fn the_last_trailer_counts() {
        let file = b"trailer << /Info 1 0 R >> trailer << /Info 12 0 R/Size 3 >>";
        assert_eq!(last_reference(file, b"/Info"), Some((12, 0)));
    }
}
