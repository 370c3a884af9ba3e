//! One spelling of a text: composed letters, lower case beyond ASCII.
//!
//! ASCII letters and separators stay as they are, because the matchers fold those byte by byte; so an ordinary path
//! is borrowed and never copied.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The composed, lower-case form of a text; ASCII is left alone.
pub(crate) fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(is_settled) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().flat_map(lower).nfc().collect())
}

/// One byte as the matchers compare it: ASCII lower case, `\` as `/`.
pub(crate) const fn fold_byte(byte: u8) -> u8 {
    match byte {
        b'\\' => b'/',
        other => other.to_ascii_lowercase(),
    }
}

/// Whether folding cannot change the character, whatever stands beside it.
fn is_settled(letter: char) -> bool {
    letter.is_ascii()
        || ('가'..='힣').contains(&letter)
        || ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

fn lower(letter: char) -> impl Iterator<Item = char> {
    let ascii = letter.is_ascii().then_some(letter);
    ascii.into_iter().chain(
        (!letter.is_ascii())
            .then(|| letter.to_lowercase())
            .into_iter()
            .flatten(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paths_are_borrowed() {
        for text in ["C:\\RD\\Cell.dwg", "https://wiki.example/셀/設計", ""] {
            assert!(
                matches!(fold(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }

    #[test]
    fn letters_in_parts_are_composed_and_lowered() {
        assert_eq!(fold("\u{1103}\u{1162}외비"), "대외비");
        assert_eq!(fold("E\u{301}tude"), "étude");
        assert_eq!(fold("ÉTUDE ПЛАН"), "éTUDE план");
    }

    #[test]
    fn bytes_fold_case_and_separator_only() {
        assert_eq!(
            [b'A', b'\\', b'/', b'_', 0xEA].map(fold_byte),
            [b'a', b'/', b'/', b'_', 0xEA]
        );
    }
}
