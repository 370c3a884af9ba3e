//! The key of packages of Office 2010 and later (MS-OFFCRYPTO 2.3.4.10 and what follows it).

use data_encoding::BASE64;

use super::Hash;
use super::package::decrypted;
use crate::xml::{Piece, Tag, Xml};

/// How often the password is hashed at most; Office does it 100,000 times.
const MOST_TIMES: u32 = 1_000_000;
/// The package is encrypted in pieces of this length.
const PIECE: usize = 4096;

const OF_WORD: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const OF_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const OF_KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

/// The key of a package, and how its pieces begin.
pub(super) struct Key {
    key: Vec<u8>,
    way: Way,
}

/// How something is encrypted.
struct Way {
    salt: Vec<u8>,
    hash: Hash,
    key_bytes: usize,
    block_bytes: usize,
}

impl Key {
    /// The key, where the password is the right one.
    pub(super) fn read(about: &[u8]) -> Option<Self> {
        let mut xml = Xml::new(about, "EncryptionInfo");
        let mut way = None;
        while let Some(piece) = xml.next().ok()? {
            let Piece::Start(tag) = piece else {
                continue;
            };
            match tag.name() {
                "keyData" => way = Way::of(&tag),
                "encryptedKey" => {
                    let key = of_password(&tag)?;
                    return Some(Self { key, way: way? });
                }
                _ => {}
            }
        }
        None
    }

    /// Decrypts a package.
    pub(super) fn open(&self, encrypted: &[u8]) -> Option<Vec<u8>> {
        let mut plain = Vec::with_capacity(encrypted.len());
        for (number, piece) in encrypted.chunks(PIECE).enumerate() {
            let number = u32::try_from(number).ok()?.to_le_bytes();
            let vector = self.way.hash.of(&[&self.way.salt, &number]);
            let vector = fitted(vector, self.way.block_bytes);
            plain.extend(decrypted(&self.key, Some(&vector), piece)?);
        }
        Some(plain)
    }
}

impl Way {
    fn of(tag: &Tag<'_>) -> Option<Self> {
        let value = |name| tag.attribute(name).unwrap_or_default();
        let number = |name| value(name).parse::<usize>().ok();
        if value("cipherAlgorithm") != "AES" || value("cipherChaining") != "ChainingModeCBC" {
            return None;
        }
        Some(Self {
            salt: bytes(tag, "saltValue")?,
            hash: match &*value("hashAlgorithm") {
                "MD5" => Hash::Md5,
                "SHA1" | "SHA-1" => Hash::Sha1,
                "SHA256" => Hash::Sha256,
                "SHA384" => Hash::Sha384,
                "SHA512" => Hash::Sha512,
                _ => return None,
            },
            key_bytes: number("keyBits")? / 8,
            block_bytes: number("blockSize")?,
        })
    }

    /// What the password keeps shut.
    fn open(&self, password: &[u8], block: [u8; 8], shut: &[u8]) -> Option<Vec<u8>> {
        let key = fitted(self.hash.of(&[password, &block]), self.key_bytes);
        let vector = fitted(self.salt.clone(), self.block_bytes);
        decrypted(&key, Some(&vector), shut)
    }
}

/// The key that the password keeps.
fn of_password(tag: &Tag<'_>) -> Option<Vec<u8>> {
    let way = Way::of(tag)?;
    let times = tag.attribute("spinCount")?.parse().ok()?;
    if times > MOST_TIMES {
        return None;
    }
    let password = way.hash.of_password(&way.salt, times);
    let word = way.open(
        &password,
        OF_WORD,
        &bytes(tag, "encryptedVerifierHashInput")?,
    )?;
    let hash = way.open(
        &password,
        OF_HASH,
        &bytes(tag, "encryptedVerifierHashValue")?,
    )?;
    if !hash.starts_with(&way.hash.of(&[&word])) {
        return None;
    }
    let mut key = way.open(&password, OF_KEY, &bytes(tag, "encryptedKeyValue")?)?;
    key.truncate(way.key_bytes);
    Some(key)
}

fn bytes(tag: &Tag<'_>, name: &str) -> Option<Vec<u8>> {
    BASE64.decode(tag.attribute(name)?.as_bytes()).ok()
}

/// A hash cut to a length, or filled up to it as the format says.
fn fitted(mut hash: Vec<u8>, length: usize) -> Vec<u8> {
    hash.resize(length.min(64), 0x36);
    hash
}

#[cfg(test)]
pub(super) mod tests {
    use aes::Aes256;
    use aes::cipher::{Array, BlockCipherEncrypt, KeyInit};

    use super::*;

    /// What another program says of a package that it encrypted.
    pub(in crate::readers::password) const ABOUT: &str = r#"<encryption><keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64"
        cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="dr+pTBDC9R/q/H2f15yBkQ=="/>
        <keyEncryptors><keyEncryptor><p:encryptedKey spinCount="100000" saltSize="16" blockSize="16" keyBits="256" hashSize="64"
        cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="P+hD4pbztboMdlybJI8Ryg=="
        encryptedVerifierHashInput="4F5K/AVAt9hCu7gXFxDk5w=="
        encryptedVerifierHashValue="6by45+cwSXO0DISqXTcAbrpfrUVyXu51fLDLXgtVX1CVg02JyQm1iqRwA+fob10/prTwN/1YDcPo3GBRsQcA9g=="
        encryptedKeyValue="Iqmn9CHeS614nFDy6sNmokWf2LDu5E6f31HVVJomBBQ="/></keyEncryptor></keyEncryptors></encryption>"#;

    /// A package encrypted with the key that is kept there.
    pub(in crate::readers::password) fn encrypted(package: &[u8]) -> Vec<u8> {
        let key = Key::read(ABOUT.as_bytes()).unwrap();
        let cipher = Aes256::new_from_slice(&key.key).unwrap();
        let mut all = (package.len() as u64).to_le_bytes().to_vec();
        for (number, piece) in package.chunks(PIECE).enumerate() {
            let number = (number as u32).to_le_bytes();
            let mut before = key.way.hash.of(&[&key.way.salt, &number]);
            before.truncate(16);
            for block in piece.chunks(16) {
                let mut padded = block.to_vec();
                padded.resize(16, 0);
                for (to, from) in padded.iter_mut().zip(&before) {
                    *to ^= from;
                }
                let mut array = Array::try_from(padded.as_slice()).unwrap();
                cipher.encrypt_block(&mut array);
                before = array.to_vec();
                all.extend(&before);
            }
        }
        all
    }

    #[test]
    fn another_password_opens_nothing() {
        let other = ABOUT.replace("4F5K/AVAt9hC", "4F5K/AVAt9hD");
        assert!(Key::read(other.as_bytes()).is_none());
        let endless = ABOUT.replace("100000", "4000000000");
        assert!(Key::read(endless.as_bytes()).is_none());
    }
}
