//! The secret that hashes are made with; without it they say nothing about a text.

use std::fmt;
use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use crate::print::{HASH_BITS, Tier};

/// The key of one index. It is kept away from the index: whoever has both can test a guess.
#[derive(Clone)]
pub struct Key {
    exact: [u8; 32],
    verbatim: Secret,
    letters: Letters,
    reworked: Secret,
    technical: Secret,
    code: Secret,
}

impl Key {
    /// A key from 32 secret bytes; each tier gets one of its own.
    #[must_use]
    pub fn new(bytes: &[u8; 32]) -> Self {
        let derive = |tier: Tier| blake3::derive_key(&format!("bongsu content {tier} 1"), bytes);
        Self {
            exact: derive(Tier::Exact),
            verbatim: Secret::new(&derive(Tier::Verbatim)),
            letters: Letters::new(&blake3::derive_key("bongsu content letters 1", bytes)),
            reworked: Secret::new(&derive(Tier::Reworked)),
            technical: Secret::new(&derive(Tier::Technical)),
            code: Secret::new(&derive(Tier::Code)),
        }
    }

    /// The hash of a whole file, from its BLAKE3.
    #[must_use]
    pub fn exact(&self, digest: &[u8; 32]) -> u64 {
        let keyed = blake3::keyed_hash(&self.exact, digest);
        let first = keyed.as_bytes().first_chunk().copied();
        truncated(u64::from_le_bytes(first.unwrap_or_default()))
    }

    pub(crate) const fn secret(&self, tier: Tier) -> &Secret {
        match tier {
            Tier::Exact | Tier::Verbatim => &self.verbatim,
            Tier::Reworked => &self.reworked,
            Tier::Technical => &self.technical,
            Tier::Code => &self.code,
        }
    }

    pub(crate) const fn letters(&self) -> &Letters {
        &self.letters
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key([secret])")
    }
}

/// The key of one tier.
#[derive(Clone)]
pub(crate) struct Secret {
    first: u64,
    second: u64,
}

impl Secret {
    fn new(bytes: &[u8; 32]) -> Self {
        let [first, second, ..] = words(bytes);
        Self { first, second }
    }

    /// What is kept of a value: a keyed hash of it.
    pub(crate) fn kept(&self, values: &[u64]) -> u64 {
        let mut hasher = SipHasher13::new_with_keys(self.first, self.second);
        for value in values {
            hasher.write_u64(*value);
        }
        truncated(hasher.finish())
    }

    /// A keyed number for a word, to sort and to combine by.
    pub(crate) fn word(&self, word: &[u8]) -> u64 {
        let mut hasher = SipHasher13::new_with_keys(self.second, self.first);
        hasher.write(word);
        hasher.finish()
    }
}

/// A secret number for each letter, for the rolling hash.
#[derive(Clone)]
pub(crate) struct Letters {
    table: [u64; LETTERS_IN_TABLE],
    add: u64,
    multiply: u64,
}

/// ASCII and the Hangul jamo have their numbers in a table.
const LETTERS_IN_TABLE: usize = 512;

impl Letters {
    fn new(bytes: &[u8; 32]) -> Self {
        let [add, multiply, ..] = words(bytes);
        let mut letters = Self {
            table: [0; LETTERS_IN_TABLE],
            add,
            multiply: multiply | 1,
        };
        for symbol in 0..LETTERS_IN_TABLE as u32 {
            let value = letters.computed(symbol);
            if let Some(slot) = letters.table.get_mut(symbol as usize) {
                *slot = value;
            }
        }
        letters
    }

    #[inline]
    pub(crate) fn of(&self, symbol: u32) -> u64 {
        match self.table.get(symbol as usize) {
            Some(value) => *value,
            None => self.computed(symbol),
        }
    }

    /// Two rounds of a multiplication folded onto itself.
    fn computed(&self, symbol: u32) -> u64 {
        let once = folded(u64::from(symbol) ^ self.add, self.multiply);
        folded(once ^ self.multiply, self.add | 1)
    }
}

const fn folded(left: u64, right: u64) -> u64 {
    let product = left as u128 * right as u128;
    (product >> 64) as u64 ^ product as u64
}

const fn truncated(hash: u64) -> u64 {
    hash & ((1 << HASH_BITS) - 1)
}

fn words(bytes: &[u8; 32]) -> [u64; 4] {
    let (chunks, _) = bytes.as_chunks::<8>();
    let mut words = [0; 4];
    for (word, chunk) in words.iter_mut().zip(chunks) {
        *word = u64::from_le_bytes(*chunk);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_not_show_itself() {
        assert_eq!(format!("{:?}", Key::new(&[7; 32])), "Key([secret])");
    }

    #[test]
    fn hashes_differ_by_key_and_tier_and_keep_48_bits() {
        let (one, other) = (Key::new(&[1; 32]), Key::new(&[2; 32]));
        assert_ne!(one.exact(&[0; 32]), other.exact(&[0; 32]));
        let kept = |key: &Key, tier| key.secret(tier).kept(&[1, 2, 3]);
        assert_ne!(kept(&one, Tier::Reworked), kept(&other, Tier::Reworked));
        assert_ne!(kept(&one, Tier::Reworked), kept(&one, Tier::Technical));
        assert_eq!(kept(&one, Tier::Code) >> HASH_BITS, 0);
        assert_ne!(one.letters().of(97), other.letters().of(97));
    }
}
