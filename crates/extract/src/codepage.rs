//! Texts in the code pages of Windows.

use encoding_rs::{EUC_KR, Encoding, UTF_8};

/// The encoding of a code page of Windows by its number.
pub(crate) fn encoding(page: u32) -> Option<&'static Encoding> {
    Some(match page {
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 | 51949 | 50225 => EUC_KR,
        950 => encoding_rs::BIG5,
        1200 => encoding_rs::UTF_16LE,
        1201 => encoding_rs::UTF_16BE,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        437 | 850 | 1252 | 28591 | 20127 => encoding_rs::WINDOWS_1252,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        866 => encoding_rs::IBM866,
        10000 => encoding_rs::MACINTOSH,
        10007 => encoding_rs::X_MAC_CYRILLIC,
        20866 => encoding_rs::KOI8_R,
        20932 | 51932 => encoding_rs::EUC_JP,
        50220..=50222 => encoding_rs::ISO_2022_JP,
        28592 => encoding_rs::ISO_8859_2,
        54936 => encoding_rs::GB18030,
        65001 => UTF_8,
        _ => return None,
    })
}

/// A text in a code page; without a known page as [`guess`] reads it.
pub(crate) fn decode(page: u32, bytes: &[u8]) -> String {
    encoding(page).map_or_else(
        || guess(bytes),
        |encoding| encoding.decode_without_bom_handling(bytes).0.into_owned(),
    )
}

/// A short text, such as a file name, that does not say its encoding: UTF-8, then Korean, then Western.
pub(crate) fn guess(bytes: &[u8]) -> String {
    for encoding in [UTF_8, EUC_KR] {
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            return text.into_owned();
        }
    }
    encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned()
}

/// The encoding of a label in a mail; also those labels that pages of the web don't use.
pub(crate) fn label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    if let "cp949" | "ms949" | "x-windows-949" | "uhc" | "ksc_5601" | "ks_c_5601" = label.as_str() {
        return Some(EUC_KR);
    }
    let number = label
        .strip_prefix("cp")
        .or_else(|| label.strip_prefix("windows-"));
    Encoding::for_label(label.as_bytes()).or_else(|| encoding(number?.parse().ok()?))
}

/// A text under a label; without a known label as [`guess`] reads it.
pub(crate) fn decode_labelled(name: Option<&str>, bytes: &[u8]) -> String {
    match name {
        Some(name) if name.eq_ignore_ascii_case("iso-2022-kr") => iso_2022_kr(bytes),
        Some(name) => label(name).map_or_else(
            || guess(bytes),
            |encoding| encoding.decode(bytes).0.into_owned(),
        ),
        None => guess(bytes),
    }
}

/// ISO-2022-KR, which browsers dropped: EUC-KR without the high bits, between two control letters.
fn iso_2022_kr(bytes: &[u8]) -> String {
    let mut euc = Vec::with_capacity(bytes.len());
    let mut shifted = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            0x0E => shifted = true,
            0x0F => shifted = false,
            0x1B if bytes.get(at..).is_some_and(|rest| rest.starts_with(b"$)C")) => at += 3,
            b'\n' => {
                shifted = false;
                euc.push(byte);
            }
            0x21..=0x7E if shifted => euc.push(byte | 0x80),
            _ => euc.push(byte),
        }
    }
    EUC_KR.decode_without_bom_handling(&euc).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_is_read_under_every_label_that_mails_give_it() {
        let euc = [0xBE, 0xC8, 0xB3, 0xE7];
        for name in [
            "euc-kr",
            "KS_C_5601-1987",
            "cp949",
            "ms949",
            "windows-949",
            "uhc",
        ] {
            assert_eq!(decode_labelled(Some(name), &euc), "안녕", "{name}");
        }
        assert_eq!(
            decode_labelled(Some("ISO-2022-KR"), b"\x1b$)C\x0e>H3g\x0f ok"),
            "안녕 ok"
        );
        assert_eq!(decode_labelled(None, &euc), "안녕");
    }

    #[test]
    fn a_text_that_is_no_utf_8_and_no_korean_is_read_as_western() {
        assert_eq!(guess(b"caf\xE9 1"), "café 1");
    }
}
