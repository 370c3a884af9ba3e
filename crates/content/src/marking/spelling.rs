//! One spelling of a line of text before words are looked for: full-width and joined forms as plain letters, letters in
//! parts composed, invisible letters left out.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::is_cjk;

/// The line in plain letters; an ordinary one is borrowed.
pub(super) fn plain(line: &str) -> Cow<'_, str> {
    if line.is_ascii() || !line.chars().any(is_dressed) {
        return Cow::Borrowed(line);
    }
    let seen = line.chars().filter(|letter| !is_invisible(*letter));
    // The sign stands apart from what is beside it, as the letter in it would not.
    let parted = seen.flat_map(|letter| match letter {
        '㊙' => [' ', '秘', ' '].into_iter().take(3),
        other => [other, ' ', ' '].into_iter().take(1),
    });
    Cow::Owned(parted.nfkc().collect())
}

/// Whether a line may hold a word spelled with gaps: two letters in a row that stand alone, or six of ASCII.
pub(super) fn is_gapped(line: &str) -> bool {
    let (mut n_alone, mut length, mut needed) = (0, 0, 0);
    for letter in line.chars().chain([' ']) {
        // The quick questions first.
        if letter.is_ascii_alphanumeric() || is_cjk(letter) || letter.is_alphanumeric() {
            length += 1;
            needed = if letter.is_ascii() { 6 } else { 2 };
        } else if length > 0 {
            n_alone = if length == 1 { n_alone + 1 } else { 0 };
            length = 0;
            if n_alone >= needed {
                return true;
            }
        }
    }
    false
}

/// Letters that have a plainer form, or parts of letters.
const fn is_dressed(letter: char) -> bool {
    is_invisible(letter)
        || matches!(letter,
            '\u{300}'..='\u{36f}'
            | '\u{1100}'..='\u{11ff}'
            | '\u{2100}'..='\u{218b}'
            | '\u{2460}'..='\u{24ff}'
            | '\u{3131}'..='\u{318e}'
            | '\u{3200}'..='\u{33ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff01}'..='\u{ffef}'
            | '\u{1d400}'..='\u{1d7ff}')
}

/// Letters that are not seen: joiners, marks of direction, soft hyphens.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_split_and_hidden_letters_become_plain() {
        assert_eq!(plain("ＳＥＣＲＥＴ"), "SECRET");
        assert_eq!(plain("\u{1103}\u{1162}외비"), "대외비");
        assert_eq!(plain("con\u{200b}fiden\u{ad}tial"), "confidential");
        assert_eq!(plain("Ⅰ급㊙図"), "I급 秘 図");
        assert!(matches!(plain("대외비 secret"), Cow::Borrowed(_)));
    }

    #[test]
    fn gaps_are_seen() {
        for line in ["대 외 비", "S E C R E T", "A. B. C. 대 외 비", "極　秘"] {
            assert!(is_gapped(line), "{line}");
        }
        for line in [
            "",
            "대외비",
            "an ordinary line of text",
            "a",
            "f(x, y) = a + b;",
            "그 사람",
        ] {
            assert!(!is_gapped(line), "{line}");
        }
    }
}
