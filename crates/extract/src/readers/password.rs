//! The password that Excel sets by itself, where a workbook is only kept from being changed: everybody can read such a
//! file, so it is opened. Other passwords are not tried.

use md5::Md5;
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

mod agile;
mod package;
mod standard;
mod workbook;

pub(super) use package::open as open_package;
pub(super) use workbook::open as open_workbook;

/// The password.
const PASSWORD: &str = "VelvetSweatshop";

/// How a file turns its password into numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        macro_rules! digest {
            ($trait:path, $kind:ty) => {{
                use $trait as Digest;
                let mut hash = <$kind as Digest>::new();
                for part in parts {
                    Digest::update(&mut hash, part);
                }
                Digest::finalize(hash).to_vec()
            }};
        }
        match self {
            Self::Md5 => digest!(md5::Digest, Md5),
            Self::Sha1 => digest!(sha1::Digest, Sha1),
            Self::Sha256 => digest!(sha2::Digest, Sha256),
            Self::Sha384 => digest!(sha2::Digest, Sha384),
            Self::Sha512 => digest!(sha2::Digest, Sha512),
        }
    }

    /// The hash of the password with a salt before it, and of that over and over.
    fn of_password(self, salt: &[u8], times: u32) -> Vec<u8> {
        let mut hash = self.of(&[salt, &wide()]);
        for number in 0..times {
            hash = self.of(&[&number.to_le_bytes(), &hash]);
        }
        hash
    }
}

/// The password as the hashes take it.
fn wide() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests;
