//! Encrypted workbooks of before 2007 (MS-XLS 2.2.10, MS-OFFCRYPTO 2.3.5 to 2.3.7).

use rc4::{KeyInit, Rc4, StreamCipher};

use super::Hash;
use crate::bytes::{len_at, part, u16_at, u32_at};

/// A new key begins after so many bytes.
const BLOCK: usize = 1024;
/// Records that are never encrypted: how a workbook or sheet begins, who has it open, how it is encrypted.
const PLAIN: [u16; 7] = [0x0809, 0x002F, 0x00E1, 0x0194, 0x0195, 0x0196, 0x0138];
/// Names of sheets: where each begins is not encrypted.
const SHEET: u16 = 0x0085;

/// What the password is in the oldest way: two check numbers, and what every byte is mixed with.
const OLD_KEY: u16 = 45_913;
const OLD_CHECK: u16 = 0x9A0A;
const OLD: [u8; 16] = [
    135, 107, 154, 226, 30, 227, 5, 98, 30, 105, 150, 96, 152, 110, 148, 4,
];

/// Decrypts the stream of a workbook, as the record says that asks for the password; whether the password is right.
pub(in crate::readers) fn open(workbook: &mut [u8], record: &[u8]) -> bool {
    let ranges = ranges(workbook);
    match u16_at(record, 0) {
        Some(0) => {
            let is_right =
                u16_at(record, 2) == Some(OLD_KEY) && u16_at(record, 4) == Some(OLD_CHECK);
            if is_right {
                mix(workbook, &ranges);
            }
            is_right
        }
        Some(1) => {
            let Some(key) = Key::read(record) else {
                return false;
            };
            decrypt(workbook, &ranges, &key);
            true
        }
        _ => false,
    }
}

/// Encrypted bytes of a record: its first, the one after its last, and how many before them are not encrypted.
type Range = (usize, usize, usize);

/// Where encrypted bytes are.
fn ranges(workbook: &[u8]) -> Vec<Range> {
    let mut ranges = Vec::new();
    let mut at = 0;
    let mut is_encrypted = false;
    while let (Some(kind), Some(length)) = (u16_at(workbook, at), u16_at(workbook, at + 2)) {
        let end = at + 4 + usize::from(length);
        let skipped = if kind == SHEET { 4 } else { 0 };
        let start = at + 4 + skipped;
        if is_encrypted && !PLAIN.contains(&kind) && start < end {
            ranges.push((start, end.min(workbook.len()), skipped));
        }
        // All records before the one that asks for the password are plain.
        is_encrypted |= kind == 0x002F;
        at = end;
    }
    ranges
}

/// The oldest way: every byte is turned and mixed with one of sixteen.
fn mix(workbook: &mut [u8], ranges: &[Range]) {
    for (start, end, skipped) in ranges {
        // Counted from the place of the data and on from its length, over what is not encrypted too.
        let first = end + skipped;
        let bytes = workbook.get_mut(*start..*end).unwrap_or_default();
        for (number, byte) in bytes.iter_mut().enumerate() {
            let mixed = OLD.get((first + number) % OLD.len()).copied().unwrap_or(0);
            *byte = (*byte ^ mixed).rotate_right(5);
        }
    }
}

fn decrypt(workbook: &mut [u8], ranges: &[Range], key: &Key) {
    let mut ranges = ranges.iter().copied().peekable();
    let mut start = 0_usize;
    for (number, block) in workbook.chunks_mut(BLOCK).enumerate() {
        let mut mixed = [0; BLOCK];
        key.apply(u32::try_from(number).unwrap_or(u32::MAX), &mut mixed);
        for ((place, byte), mixed) in block.iter_mut().enumerate().zip(mixed) {
            let at = start + place;
            while ranges.peek().is_some_and(|(_, end, _)| *end <= at) {
                ranges.next();
            }
            if ranges.peek().is_some_and(|(start, ..)| *start <= at) {
                *byte ^= mixed;
            }
        }
        start += BLOCK;
    }
}

/// What the keys of blocks are made of.
struct Key {
    hash: Hash,
    password: Vec<u8>,
    bytes: usize,
}

impl Key {
    /// The key, where the password is the right one.
    fn read(record: &[u8]) -> Option<Self> {
        let (key, check) = match (u16_at(record, 2)?, u16_at(record, 4)?) {
            (1, 1) => {
                let salt = part(record, 6, 16);
                let hash = Hash::Md5.of_password(&[], 0);
                let again: Vec<u8> = [hash.get(..5)?, salt].concat().repeat(16);
                let mut password = Hash::Md5.of(&[&again]);
                password.truncate(5);
                let key = Self {
                    hash: Hash::Md5,
                    password,
                    bytes: 16,
                };
                (key, record.get(22..)?)
            }
            (2..=4, 2) => {
                let head = len_at(record, 10)?;
                let bits = u32_at(record, 14 + 16)?;
                let check = record.get(head.checked_add(14)?..)?;
                let salt = part(check, 4, len_at(check, 0)?.min(64));
                let key = Self {
                    hash: Hash::Sha1,
                    password: Hash::Sha1.of_password(salt, 0),
                    bytes: if bits == 0 { 5 } else { (bits / 8) as usize },
                };
                // The length of the hash lies between both.
                let check = check.get(4 + salt.len()..)?;
                let check = [check.get(..16)?, check.get(20..)?].concat();
                return key.is_right(&check).then_some(key);
            }
            _ => return None,
        };
        key.is_right(check).then_some(key)
    }

    /// Whether a word and its hash fit together.
    fn is_right(&self, check: &[u8]) -> bool {
        let mut open = check.to_vec();
        self.apply(0, &mut open);
        let word = part(&open, 0, 16);
        let hash = self.hash.of(&[word]);
        word.len() == 16 && part(&open, 16, hash.len()) == hash
    }

    /// Decrypts or encrypts bytes from the start of a block.
    fn apply(&self, number: u32, bytes: &mut [u8]) {
        // A key of no bytes is none, and opens nothing.
        if let Ok(mut stream) = Rc4::new_from_slice(&self.of_block(number)) {
            stream.apply_keystream(bytes);
        }
    }

    fn of_block(&self, number: u32) -> Vec<u8> {
        let mut key = self.hash.of(&[&self.password, &number.to_le_bytes()]);
        key.truncate(self.bytes);
        // Keys of 40 bits are filled up.
        if self.bytes == 5 {
            key.resize(16, 0);
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workbook of one cell, with the record that asks for the password.
    fn workbook(pass: &[u8]) -> Vec<u8> {
        let record = |kind: u16, data: &[u8]| {
            let length = data.len() as u16;
            [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
        };
        let text = [&[0; 6][..], &[5, 0, 0], b"ceria"].concat();
        [
            record(0x0809, &[0, 6, 5, 0]),
            record(0x002F, pass),
            record(0x0042, &[0xE4, 4]),
            record(SHEET, &[0, 1, 0, 0, 0, 0, 1, 0, b'A']),
            record(0x000A, &[]),
            record(0x0809, &[0, 6, 0x10, 0]),
            record(0x0204, &text),
            record(
                0x0204,
                &[&[0; 6][..], &[0xFF, 7, 0], &[b'x'; 2047]].concat(),
            ),
            record(0x000A, &[]),
        ]
        .concat()
    }

    #[test]
    fn workbooks_are_opened_in_each_way() {
        let salt = [3; 16];
        let sealed = |key: &Key| {
            let word = [9; 16];
            let mut both = [&word[..], &key.hash.of(&[&word])].concat();
            key.apply(0, &mut both);
            both
        };
        let again: Vec<u8> = [&Hash::Md5.of_password(&[], 0)[..5], &salt].concat();
        let mut password = Hash::Md5.of(&[&again.repeat(16)]);
        password.truncate(5);
        let first = Key {
            hash: Hash::Md5,
            password,
            bytes: 16,
        };
        let second = Key {
            hash: Hash::Sha1,
            password: Hash::Sha1.of_password(&salt, 0),
            bytes: 5,
        };
        let check = sealed(&second);
        let head = [[0_u32; 4], [40, 1, 0, 0]].concat();
        let head: Vec<u8> = head.into_iter().flat_map(u32::to_le_bytes).collect();
        let passes = [
            (
                [&[1, 0, 1, 0, 1, 0][..], &salt, &sealed(&first)].concat(),
                &first,
            ),
            (
                [
                    &[1, 0, 2, 0, 2, 0, 0, 0, 0, 0, 32, 0, 0, 0][..],
                    &head,
                    &[16, 0, 0, 0],
                    &salt,
                    &check[..16],
                    &[20, 0, 0, 0],
                    &check[16..],
                ]
                .concat(),
                &second,
            ),
        ];
        for (pass, key) in passes {
            let plain = workbook(&pass);
            let mut shut = plain.clone();
            decrypt(&mut shut, &ranges(&plain), key);
            assert_ne!(shut, plain);
            assert!(open(&mut shut, &pass));
            assert_eq!(shut, plain);
            let mut other = pass.clone();
            *other.last_mut().unwrap() ^= 1;
            assert!(!open(&mut shut, &other));
        }
    }

    #[test]
    fn the_oldest_way_is_undone() {
        let pass = [
            &[0, 0][..],
            &OLD_KEY.to_le_bytes(),
            &OLD_CHECK.to_le_bytes(),
        ]
        .concat();
        let plain = workbook(&pass);
        let mut shut = plain.clone();
        for (start, end, skipped) in ranges(&plain) {
            for at in start..end {
                shut[at] = plain[at].rotate_left(5) ^ OLD[(end + skipped + at - start) % 16];
            }
        }
        assert_ne!(shut, plain);
        assert!(open(&mut shut, &pass));
        assert_eq!(shut, plain);
        assert!(!open(&mut shut, &[0, 0, 1, 2, 3, 4]));
    }
}
