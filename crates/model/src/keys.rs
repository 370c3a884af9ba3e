//! The site's key, and the pseudonyms made with it.
//!
//! One secret of 32 bytes lies in the site, outside the database; each use derives its own key, so that a person
//! and an account of the same spelling never share a pseudonym.

use std::fmt;

use crate::{CaseId, FindingId, PersonId};

/// The secret of a site. Never printed, never serialised.
#[derive(Clone)]
pub struct Keyring {
    person: PseudonymKey,
    account: PseudonymKey,
    address: PseudonymKey,
    case: PseudonymKey,
    finding: PseudonymKey,
    document: PseudonymKey,
    content: [u8; 32],
}

/// A key for one kind of pseudonym.
#[derive(Clone)]
pub struct PseudonymKey([u8; 32]);

impl Keyring {
    /// Derives the keys of a site from its secret.
    pub fn new(secret: &[u8; 32]) -> Self {
        let derive = |use_of: &str| PseudonymKey(blake3::derive_key(use_of, secret));
        Self {
            person: derive("bongsu 2026 person pseudonym"),
            account: derive("bongsu 2026 account pseudonym"),
            address: derive("bongsu 2026 address pseudonym"),
            case: derive("bongsu 2026 case id"),
            finding: derive("bongsu 2026 finding id"),
            document: derive("bongsu 2026 document id"),
            content: blake3::derive_key("bongsu 2026 prints of documents", secret),
        }
    }

    /// The pseudonym of a person, from the source's own key of that person.
    ///
    /// White space around the key is dropped; case counts, because sources use it.
    pub fn person(&self, key: &str) -> PersonId {
        self.person.id("pers_", key.trim())
    }

    /// The pseudonym of an account, as text with the prefix `acct_`.
    pub fn account(&self, account: &str) -> String {
        self.account.text("acct_", account.trim())
    }

    /// The pseudonym of a mail address, as text with the prefix `addr_`; case does not count.
    pub fn address(&self, address: &str) -> String {
        self.address.text("addr_", &address.trim().to_lowercase())
    }

    /// The id of the case about a subject: the same subject has the same case at every run.
    pub fn case(&self, subject: &str) -> CaseId {
        self.case.id("case_", subject)
    }

    /// The id of a registered document, from what makes it the same document.
    pub fn document(&self, identity: &str) -> String {
        self.document.text("doc_", identity)
    }

    /// The key that prints of documents are made with.
    pub const fn content(&self) -> &[u8; 32] {
        &self.content
    }

    /// The id of a finding, from what makes it the same finding.
    pub fn finding(&self, identity: &str) -> FindingId {
        self.finding.id("find_", identity)
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring([secret])")
    }
}

impl PseudonymKey {
    /// 80 bits of the keyed hash in base 32: 16 characters, no collision in sight below a million people.
    fn text(&self, prefix: &str, value: &str) -> String {
        let hash = blake3::keyed_hash(&self.0, value.as_bytes());
        let mut text = data_encoding::BASE32_NOPAD.encode(hash.as_bytes().get(..10).unwrap_or(&[]));
        text.make_ascii_lowercase();
        text.insert_str(0, prefix);
        text
    }

    fn id<T: TryFrom<String>>(&self, prefix: &str, value: &str) -> T {
        match T::try_from(self.text(prefix, value)) {
            Ok(id) => id,
            // INVARIANT: base 32 text behind a prefix is always a valid id.
            Err(_) => unreachable!("base 32 text is a valid id"),
        }
    }
}

impl fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PseudonymKey([secret])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudonyms_depend_on_key_and_kind_only() {
        let (a, b) = (Keyring::new(&[1; 32]), Keyring::new(&[2; 32]));
        assert_eq!(a.person("ACM2278"), a.person(" ACM2278 "));
        assert_ne!(a.person("ACM2278"), b.person("ACM2278"));
        assert_ne!(a.person("ACM2278").as_str()[5..], a.account("ACM2278")[5..]);
        assert_eq!(a.address("A@x.kr"), a.address("a@X.KR"));
        assert!(!format!("{a:?}").contains('1'));
    }
}
