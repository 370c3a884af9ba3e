//! The manifest: which segments make the shelf, and which numbers were given away.
//!
//! ```text
//! bongsu shelf 1
//! texts 1204
//! files 17
//! segment 3 48231 af13…
//! check 9b02…
//! ```
//!
//! `texts` and `files` are the next numbers to give; `segment` names a file by number, its bytes and the BLAKE3 of its
//! footer; `check` is the BLAKE3 of the lines above it.

use std::path::Path;

use super::segment::Entry;
use crate::shelf::{Number, ShelfError};

const TITLE: &str = "bongsu shelf ";
const FORM: u32 = 1;

/// Which segments make the shelf, in the order of the numbers of their texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The number that the next text gets.
    pub(super) next_text: Number,
    /// The number that the next segment gets.
    pub(super) next_segment: u64,
    pub(super) segments: Vec<Entry>,
}

impl Manifest {
    /// The manifest as it is written.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut text = format!(
            "{TITLE}{FORM}\ntexts {}\nfiles {}\n",
            self.next_text, self.next_segment
        );
        for segment in &self.segments {
            let Entry {
                id,
                bytes,
                checksum,
            } = segment;
            text.push_str(&format!("segment {id} {bytes} {}\n", checksum.to_hex()));
        }
        let check = blake3::hash(text.as_bytes());
        text.push_str(&format!("check {}\n", check.to_hex()));
        text.into_bytes()
    }

    /// Reads what [`Self::bytes`] wrote.
    pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Self, ShelfError> {
        let text = std::str::from_utf8(bytes).ok();
        let form = text.and_then(|text| text.lines().next()?.strip_prefix(TITLE)?.parse().ok());
        if let Some(form) = form.filter(|form| *form > FORM) {
            return Err(ShelfError::Newer {
                path: path.to_owned(),
                form,
            });
        }
        text.and_then(parse).ok_or_else(|| ShelfError::Damaged {
            path: path.to_owned(),
            what: "the manifest is not what was written".to_owned(),
        })
    }
}

fn parse(text: &str) -> Option<Manifest> {
    let (listed, check) = text.split_at_checked(text.rfind("check ")?)?;
    let check = check.strip_prefix("check ")?.strip_suffix('\n')?;
    if blake3::hash(listed.as_bytes()) != blake3::Hash::from_hex(check).ok()? {
        return None;
    }
    let mut lines = listed.lines();
    lines.next()?;
    let next_text = lines.next()?.strip_prefix("texts ")?.parse().ok()?;
    let next_segment = lines.next()?.strip_prefix("files ")?.parse().ok()?;
    let mut segments = Vec::new();
    for line in lines {
        let mut words = line.strip_prefix("segment ")?.split(' ');
        segments.push(Entry {
            id: words.next()?.parse().ok()?,
            bytes: words.next()?.parse().ok()?,
            checksum: blake3::Hash::from_hex(words.next()?).ok()?,
        });
    }
    Some(Manifest {
        next_text,
        next_segment,
        segments,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let entry = |id| Entry {
            id,
            bytes: 300 + id,
            checksum: blake3::hash(&[id as u8]),
        };
        Manifest {
            next_text: 70,
            next_segment: 9,
            segments: vec![entry(3), entry(8)],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let path = Path::new("manifest");
        for manifest in [Manifest::default(), sample()] {
            assert_eq!(Manifest::read(path, &manifest.bytes()).unwrap(), manifest);
        }
    }

    #[test]
    fn any_changed_or_missing_byte_is_damage() {
        let path = Path::new("manifest");
        let bytes = sample().bytes();
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            let changed = Manifest::read(path, &changed);
            assert!(changed.is_err(), "{place}: {changed:?}");
            let short = Manifest::read(path, &bytes[..place]);
            assert!(
                matches!(short, Err(ShelfError::Damaged { .. })),
                "{place}: {short:?}"
            );
        }
    }

    #[test]
    fn a_newer_form_is_said_to_be_one() {
        let read = Manifest::read(Path::new("manifest"), b"bongsu shelf 2\nwhatever");
        assert!(
            matches!(read, Err(ShelfError::Newer { form: 2, .. })),
            "{read:?}"
        );
    }
}
