//! Documents for distribution: their text is encrypted with a key that lies beside it, so that every reader can show it
//! and none should change it.

use aes::Aes128;
use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};

use crate::bytes::{part, u32_at};

use super::records::{DISTRIBUTE_DOC_DATA, Records};

/// The bytes of a section as they were before; nothing where the key is not there.
pub(super) fn open(section: &[u8]) -> Option<Vec<u8>> {
    let mut records = Records::new(section);
    let first = records.next()?;
    if first.tag != DISTRIBUTE_DOC_DATA || first.data.len() < 256 {
        return None;
    }
    let key = key(part(first.data, 0, 256))?;
    let cipher = Aes128::new(&Array::from(key));
    let mut bytes = section.get(records.place()..)?.to_vec();
    for block in bytes.chunks_exact_mut(16) {
        let mut whole: [u8; 16] = (&*block).try_into().ok()?;
        let mut array = Array::from(whole);
        cipher.decrypt_block(&mut array);
        whole = array.into();
        block.copy_from_slice(&whole);
    }
    Some(bytes)
}

/// The key, hidden among 256 bytes that are mixed with the numbers of a known generator.
fn key(hidden: &[u8]) -> Option<[u8; 16]> {
    let seed = u32_at(hidden, 0)?;
    let mut random = Random(seed);
    let mut plain = hidden.to_vec();
    let (mut byte, mut times) = (0, 0);
    for (at, value) in plain.iter_mut().enumerate() {
        if times == 0 {
            byte = (random.next() & 0xFF) as u8;
            times = (random.next() & 0xF) + 1;
        }
        if at >= 4 {
            *value ^= byte;
        }
        times -= 1;
    }
    let at = 4 + (seed & 0xF) as usize;
    plain.get(at..at + 16)?.try_into().ok()
}

/// The generator of random numbers of Microsoft's C library.
struct Random(u32);

impl Random {
    const fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(214_013).wrapping_add(2_531_011);
        self.0 >> 16 & 0x7FFF
    }
}
