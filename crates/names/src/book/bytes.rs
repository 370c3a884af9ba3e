//! A book as bytes, to be kept in a file beside the register.
//!
//! ```text
//! header   magic 8 · version 4 · zero 4 · digest 32
//! shelves  organisations, then people, each: bytes of index 8 · of text 8 · index · text
//! ```
//!
//! A text is, for each name, its length as a variable-length number and then all names, one behind the other. The
//! digest is over the shelves.

use crate::index::{IndexError, NameIndex, put_varint, varint};
use crate::prepare::NameKind;

use super::{NameBook, Prepared, Shelf};

const MAGIC: &[u8; 8] = b"bongsuNB";
const VERSION: u32 = 1;
const HEADER: usize = 48;

impl NameBook {
    /// The book as bytes.
    ///
    /// ```
    /// use bongsu_names::{NameBook, NameKind, PreparedName};
    ///
    /// let book = NameBook::build([(3, NameKind::Organisation, "㈜해동전자")]);
    /// let again = NameBook::from_bytes(&book.to_bytes())?;
    /// let name = PreparedName::new(NameKind::Organisation, "Haedong Electronics");
    /// assert_eq!(again.search(&name, 5), book.search(&name, 5));
    /// # Ok::<(), bongsu_names::IndexError>(())
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend(MAGIC);
        out.extend(VERSION.to_le_bytes());
        out.extend([0; HEADER - 12]);
        for shelf in [&self.organisations, &self.people] {
            let mut text = Vec::with_capacity(shelf.text.len() + shelf.ends.len());
            let mut before = 0;
            for end in &shelf.ends {
                put_varint((end - before) as u64, &mut text);
                before = *end;
            }
            text.extend(shelf.text.bytes());
            let index = shelf.index.as_bytes();
            for part in [index, &text] {
                out.extend((part.len() as u64).to_le_bytes());
            }
            out.extend(index);
            out.extend(text);
        }
        seal(&mut out);
        out
    }

    /// Reads the bytes of a book, after checking them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, IndexError> {
        let (header, mut rest) = bytes
            .split_first_chunk::<HEADER>()
            .filter(|(header, _)| header.starts_with(MAGIC))
            .ok_or(IndexError::NotAnIndex)?;
        let version = header.get(8..).and_then(|rest| rest.first_chunk::<4>());
        let version = version.map_or(0, |version| u32::from_le_bytes(*version));
        if version != VERSION {
            return Err(IndexError::OtherVersion {
                found: version,
                wanted: VERSION,
            });
        }
        let zero = header.get(12..16) == Some(&[0; 4]);
        if !zero || header.get(16..) != Some(blake3::hash(rest).as_bytes().as_slice()) {
            return Err(IndexError::Damaged);
        }
        let organisations = Shelf::read(&mut rest, NameKind::Organisation)?;
        let people = Shelf::read(&mut rest, NameKind::Person)?;
        if !rest.is_empty() {
            return Err(IndexError::Damaged);
        }
        Ok(Self {
            organisations,
            people,
        })
    }
}

/// Writes the digest into the header.
pub(super) fn seal(bytes: &mut [u8]) {
    if let Some((header, rest)) = bytes.split_first_chunk_mut::<HEADER>()
        && let Some(slot) = header.get_mut(16..)
    {
        slot.copy_from_slice(blake3::hash(rest).as_bytes());
    }
}

impl Shelf {
    fn read(rest: &mut &[u8], kind: NameKind) -> Result<Self, IndexError> {
        let n_index = number(rest)?;
        let n_text = number(rest)?;
        let index = NameIndex::from_bytes(part(rest, n_index)?.to_vec())?;
        if index.kind() != kind {
            return Err(IndexError::Damaged);
        }
        let mut text = part(rest, n_text)?;
        // The index has taken the room of its names: as many lengths are no more than what is there.
        let mut ends = Vec::with_capacity(index.n_names());
        let mut end = 0_usize;
        for _ in 0..index.n_names() {
            let length = varint(&mut text).and_then(|length| usize::try_from(length).ok());
            end = length
                .and_then(|length| end.checked_add(length))
                .ok_or(IndexError::Damaged)?;
            ends.push(end);
        }
        let text = std::str::from_utf8(text)
            .ok()
            .filter(|text| text.len() == end)
            .ok_or(IndexError::Damaged)?;
        Ok(Self {
            text: text.to_owned(),
            prepared: Prepared::new(ends.len()),
            index,
            ends,
        })
    }
}

fn number(rest: &mut &[u8]) -> Result<u64, IndexError> {
    let (number, after) = rest.split_first_chunk::<8>().ok_or(IndexError::Damaged)?;
    *rest = after;
    Ok(u64::from_le_bytes(*number))
}

fn part<'a>(rest: &mut &'a [u8], n_bytes: u64) -> Result<&'a [u8], IndexError> {
    let n_bytes = usize::try_from(n_bytes).ok();
    let (part, after) = n_bytes
        .and_then(|n_bytes| rest.split_at_checked(n_bytes))
        .ok_or(IndexError::Damaged)?;
    *rest = after;
    Ok(part)
}
