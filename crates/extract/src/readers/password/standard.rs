//! The key of packages of Office 2007 (MS-OFFCRYPTO 2.3.4.5 and what follows it).

use super::Hash;
use super::package::decrypted;
use crate::bytes::{len_at, part, u32_at};

/// How often the password is hashed.
const TIMES: u32 = 50_000;

/// The key, where the password is the right one.
pub(super) fn key(about: &[u8]) -> Option<Vec<u8>> {
    let head = len_at(about, 8)?;
    let length = match u32_at(about, 12 + 8)? {
        0x660E => 16,
        0x660F => 24,
        0x6610 => 32,
        _ => return None,
    };
    let check = about.get(head.checked_add(12)?..)?;
    let salt = part(check, 4, len_at(check, 0)?.min(64));
    let check = check.get(4 + salt.len()..)?;
    let hash = Hash::Sha1.of_password(salt, TIMES);
    let hash = Hash::Sha1.of(&[&hash, &0_u32.to_le_bytes()]);
    let half = |pad: u8| {
        let mut block = [pad; 64];
        for (to, from) in block.iter_mut().zip(&hash) {
            *to ^= from;
        }
        Hash::Sha1.of(&[&block])
    };
    let key = [half(0x36), half(0x5C)].concat();
    let key = key.get(..length)?;
    let word = decrypted(key, None, check.get(..16)?)?;
    let expected = decrypted(key, None, check.get(20..52)?)?;
    (Hash::Sha1.of(&[&word]).as_slice() == expected.get(..20)?).then(|| key.to_vec())
}
