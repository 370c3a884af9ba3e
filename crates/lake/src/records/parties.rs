//! Ids of parties: the same party of a register gets the same id, whatever file of the register names it.

use bongsu_model::OrgId;

/// The id of a register's record: its own id where that can be one, else a readable part of it and its digest.
pub(super) fn org_id(record: &str) -> String {
    let plain = format!("{}{record}", OrgId::PREFIX);
    if plain.parse::<OrgId>().is_ok() {
        return plain;
    }
    let allowed = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':') {
            c
        } else {
            '-'
        }
    };
    let readable: String = record.chars().take(40).map(allowed).collect();
    let digest = bongsu_model::Digest::of(record.as_bytes()).short();
    format!("{}{readable}.{digest}", OrgId::PREFIX)
}

/// The id of the holder of an LEI, alike in every register that names it so.
pub(super) fn lei_id(lei: &str) -> String {
    org_id(&format!("lei-{lei}"))
}

/// Whether a text has the form of an LEI: twenty capitals and digits, the last two digits.
pub(super) fn is_lei(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 20
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && bytes
            .last_chunk::<2>()
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
}

/// The key of a record in an index: 128 bits of its digest.
pub(super) fn record_key(record: &str) -> u128 {
    let hash = blake3::hash(record.as_bytes());
    hash.as_bytes()
        .first_chunk::<16>()
        .map_or(0, |bytes| u128::from_le_bytes(*bytes))
}

/// Each text once, in the order given, whatever its case; empty ones left out.
pub(super) fn distinct<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    texts
        .into_iter()
        .map(str::trim)
        .filter(|text| !text.is_empty() && seen.insert(text.to_lowercase()))
        .map(str::to_owned)
        .collect()
}
