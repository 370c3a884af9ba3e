//! One wildcard pattern: `*` any run, `?` one character; it covers a match and whatever lies under it.

use crate::fold::{fold, fold_byte};

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    tokens: Vec<Token>,
    literal_len: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// A byte, folded.
    Byte(u8),
    /// Any run of characters.
    Run,
    /// One character.
    One,
}

impl Pattern {
    /// Compiles a pattern; separators at its end do not count. `None` where nothing but space is given.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let folded = fold(text.trim_end_matches(['/', '\\']));
        let mut tokens = Vec::with_capacity(folded.len());
        for byte in folded.bytes() {
            match byte {
                b'*' if tokens.last() == Some(&Token::Run) => {}
                b'*' => tokens.push(Token::Run),
                b'?' => tokens.push(Token::One),
                other => tokens.push(Token::Byte(fold_byte(other))),
            }
        }
        let literal_len = folded
            .chars()
            .filter(|letter| !matches!(letter, '*' | '?'))
            .count();
        Some(Self {
            tokens,
            literal_len,
        })
    }

    /// How many characters of the pattern are literal: the longer, the more specific.
    pub(crate) const fn literal_len(&self) -> usize {
        self.literal_len
    }

    /// The longest run of literal bytes without a separator: every covered text holds it, in either case.
    pub(crate) fn needle(&self) -> Option<Vec<u8>> {
        let is_part = |token: &Token| matches!(token, Token::Byte(byte) if *byte != b'/');
        let parts = self
            .tokens
            .split(|token| !is_part(token))
            .filter(|part| !part.is_empty());
        // The last of equally long parts: the folders at the start of a path are those that rules share.
        parts.max_by_key(|part| part.len()).map(|part| {
            part.iter()
                .filter_map(|token| {
                    if let Token::Byte(byte) = token {
                        Some(*byte)
                    } else {
                        None
                    }
                })
                .collect()
        })
    }

    /// Whether the pattern matches the whole text, or the text up to one of its separators.
    ///
    /// The text is folded by [`fold`]. Takes at most pattern length × text length steps and no memory.
    pub(crate) fn covers(&self, text: &[u8]) -> bool {
        let (mut token, mut at) = (0, 0);
        let mut retry: Option<(usize, usize)> = None;
        loop {
            let here = text.get(at).copied();
            match (self.tokens.get(token), here) {
                (Some(Token::Run), _) => {
                    token += 1;
                    if token == self.tokens.len() {
                        return true;
                    }
                    retry = Some((token, at));
                    continue;
                }
                (Some(Token::One), Some(_)) => {
                    token += 1;
                    at = next_character(text, at);
                    continue;
                }
                (Some(Token::Byte(wanted)), Some(byte)) if *wanted == fold_byte(byte) => {
                    token += 1;
                    at += 1;
                    continue;
                }
                (None, None | Some(b'/' | b'\\')) => return true,
                (Some(Token::One | Token::Byte(_)) | None, _) => {}
            }
            match retry {
                Some((after, from)) if from < text.len() => {
                    let from = next_character(text, from);
                    (token, at, retry) = (after, from, Some((after, from)));
                }
                Some(_) | None => return false,
            }
        }
    }
}

/// The start of the character after the one that starts at `at`.
fn next_character(text: &[u8], at: usize) -> usize {
    let rest = text.get(at + 1..).unwrap_or_default();
    at + 1 + rest.iter().take_while(|byte| *byte & 0xC0 == 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(pattern: &str, text: &str) -> bool {
        Pattern::new(pattern).is_some_and(|compiled| compiled.covers(fold(text).as_bytes()))
    }

    #[test]
    fn a_pattern_covers_itself_and_what_lies_under_it() {
        assert!(covers(r"C:\RD\cell", "c:/rd/CELL"));
        assert!(covers(r"C:\RD\cell\", r"c:\rd\cell\a\b.dwg"));
        assert!(!covers(r"C:\RD\cell", r"c:\rd\cells\b.dwg"));
        assert!(
            !covers("cell", r"c:\rd\cell"),
            "a pattern starts where the text starts"
        );
        assert!(covers("/", "/any/where") && !covers("/", "C:/any"));
    }

    #[test]
    fn wildcards_stand_for_a_run_and_for_one_character() {
        assert!(covers("*/공정/*.gds", "//nas/공정/layer/m1.gds"));
        assert!(covers("*.gds", "m1.gds") && !covers("*.gds", "m1.gdsii"));
        assert!(
            covers("?.txt", "셀.txt") && !covers("?.txt", "셀셀.txt") && !covers("?.txt", ".txt")
        );
        assert!(covers("*??", "한글") && !covers("*??", "한"));
        assert!(covers("*", "") && !covers("  ", ""));
        assert!(covers("a*b*c", "a-b-b-cc/x") && !covers("a*b*c", "a-c-b"));
    }

    #[test]
    fn the_needle_is_the_longest_part_without_separator() {
        let needle = |pattern: &str| Pattern::new(pattern).and_then(|compiled| compiled.needle());
        assert_eq!(needle("//nas/RD/slurry-??/*"), Some(b"slurry-".to_vec()));
        assert_eq!(needle("*/ab/cd/*"), Some(b"cd".to_vec()));
        assert_eq!(needle("*/?*"), None);
    }

    #[test]
    fn a_hostile_pattern_ends() {
        let text = "a".repeat(4_000);
        assert!(!covers("*a*a*a*a*a*a*a*a*a*ab", &text));
    }
}
