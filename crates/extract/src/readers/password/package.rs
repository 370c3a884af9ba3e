//! Encrypted packages of Office Open XML (MS-OFFCRYPTO 2.3.4): a compound file with the package and how to open it.

use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};

use super::{agile, standard};
use crate::Problem;
use crate::bytes::{u16_at, u64_at};
use crate::cfb::Storage;
use crate::sink::Sink;

/// The package, where the password opens it.
pub(in crate::readers) fn open(
    storage: &Storage<'_, '_>,
    sink: &mut Sink<'_, '_>,
) -> Result<Option<Vec<u8>>, Problem> {
    let about = storage.bytes("EncryptionInfo", sink.budget())?;
    let agile = match (u16_at(&about, 0), u16_at(&about, 2)) {
        (Some(4), Some(4)) => agile::Key::read(about.get(8..).unwrap_or(&[])),
        _ => None,
    };
    let standard = match u16_at(&about, 2) {
        Some(2) => standard::key(&about),
        _ => None,
    };
    if agile.is_none() && standard.is_none() {
        return Ok(None);
    }
    let encrypted = storage.bytes("EncryptedPackage", sink.budget())?;
    let (Some(length), Some(encrypted)) = (u64_at(&encrypted, 0), encrypted.get(8..)) else {
        return Ok(None);
    };
    let mut package = match (agile, standard) {
        (Some(key), _) => key.open(encrypted),
        (None, Some(key)) => decrypted(&key, None, encrypted),
        (None, None) => None,
    };
    if let Some(package) = &mut package {
        package.truncate(usize::try_from(length).unwrap_or(usize::MAX));
    }
    Ok(package)
}

/// Whole blocks, each alone or chained to the one before it by a first vector.
pub(super) fn decrypted(key: &[u8], vector: Option<&[u8]>, bytes: &[u8]) -> Option<Vec<u8>> {
    let cipher = Cipher::new(key)?;
    let mut before: Option<[u8; 16]> = match vector {
        Some(vector) => Some(vector.get(..16)?.try_into().ok()?),
        None => None,
    };
    let mut plain = Vec::with_capacity(bytes.len());
    for block in bytes.as_chunks::<16>().0 {
        let mut open = cipher.block(*block);
        if let Some(before) = &mut before {
            for (to, from) in open.iter_mut().zip(before.iter()) {
                *to ^= from;
            }
            *before = *block;
        }
        plain.extend(open);
    }
    Some(plain)
}

enum Cipher {
    Short(Box<Aes128>),
    Middle(Box<Aes192>),
    Long(Box<Aes256>),
}

impl Cipher {
    fn new(key: &[u8]) -> Option<Self> {
        Some(match key.len() {
            16 => Self::Short(Box::new(Aes128::new_from_slice(key).ok()?)),
            24 => Self::Middle(Box::new(Aes192::new_from_slice(key).ok()?)),
            32 => Self::Long(Box::new(Aes256::new_from_slice(key).ok()?)),
            _ => return None,
        })
    }

    fn block(&self, block: [u8; 16]) -> [u8; 16] {
        let mut array = Array::from(block);
        match self {
            Self::Short(cipher) => cipher.decrypt_block(&mut array),
            Self::Middle(cipher) => cipher.decrypt_block(&mut array),
            Self::Long(cipher) => cipher.decrypt_block(&mut array),
        }
        array.into()
    }
}
