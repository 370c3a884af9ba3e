//! Folding: one spelling for what readers take as the same text, and the sound of a Latin word.

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::hangul::is_syllable;
use crate::scripts::transliterate;
use crate::tables::han::simplified;
use crate::tables::words::is_han;

/// NFKC, lower case, marks dropped, punctuation to single spaces; Hangul stays, Han characters take their simplified
/// form, other scripts become Latin.
///
/// `A.B.C.` becomes `abc`, `&` becomes `and`, an apostrophe joins, `㈜` becomes `(주)` and keeps its brackets.
pub fn fold(text: &str) -> String {
    let composed: String = text.nfkc().collect();
    let composed = transliterate(&composed).unwrap_or(composed);
    let joined = join_initials(&composed);
    let mut out = String::with_capacity(joined.len());
    let mut chars = joined.chars().peekable();
    while let Some(c) = chars.next() {
        if is_syllable(c) {
            out.push(c);
        } else if is_han(c) {
            out.push(simplified(c));
        } else if c == '々'
            && let Some(before) = out.chars().next_back().filter(|c| is_han(*c))
        {
            // It repeats the character before: 佐々木.
            out.push(before);
        } else if matches!(
            c,
            '\'' | '’' | '‘' | 'ʼ' | '`' | 'ʻ' | 'ʿ' | '\u{200b}'..='\u{200d}' | '"'
        ) {
            // An apostrophe inside a word joins its halves; quotes fall away.
            if c == '"' {
                push_space(&mut out);
            }
        } else if c == '('
            && let Some(mark) = chars
                .peek()
                .copied()
                .filter(|mark| is_bracketed_form(*mark))
        {
            push_space(&mut out);
            out.push('(');
            out.push(mark);
            out.push_str(") ");
            chars.next();
            chars.next_if_eq(&')');
        } else if c == '&' || c == '+' {
            push_space(&mut out);
            out.push_str("and ");
        } else if c.is_alphanumeric() || is_combining_mark(c) {
            push_latin(c, &mut out);
        } else {
            push_space(&mut out);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Hangul and Han are kept apart from Latin and digits: `엘지LG화학` is three runs.
pub(crate) fn runs(word: &str) -> Vec<&str> {
    let script = |c: char| {
        if is_syllable(c) {
            1
        } else if is_han(c) {
            2
        } else {
            0
        }
    };
    let mut out = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in word.char_indices() {
        let now = script(c);
        if before.is_some_and(|before| before != now) {
            out.extend(word.get(start..at));
            start = at;
        }
        before = Some(now);
    }
    out.extend(word.get(start..).filter(|rest| !rest.is_empty()));
    out
}

/// The sound of a folded Latin word: spellings that transliteration makes of one sound are one.
pub(crate) fn sound(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let group = if c.is_ascii_alphabetic() {
            letter_group(rest)
        } else {
            None
        };
        let (taken, heard) = group.unwrap_or((c.len_utf8(), ""));
        rest = rest.get(taken..).unwrap_or("");
        if group.is_none() {
            push_once(&mut out, c);
        }
        for c in heard.chars() {
            push_once(&mut out, c);
        }
        // A silent h closes a vowel: `Ahn`, `Oh`.
        if out.ends_with(is_vowel)
            && rest.starts_with('h')
            && !rest.get(1..).is_some_and(|more| more.starts_with(is_vowel))
        {
            rest = rest.get(1..).unwrap_or("");
        }
    }
    out
}

fn push_once(out: &mut String, c: char) {
    if !out.ends_with(c) {
        out.push(c);
    }
}

/// How many letters at the start stand for one sound, and which.
fn letter_group(rest: &str) -> Option<(usize, &'static str)> {
    let bytes = rest.as_bytes();
    let next = |n: usize| bytes.get(n).copied().unwrap_or(0);
    let found = match (next(0), next(1), next(2), next(3)) {
        (b't', b's', b'c', b'h') => (4, "c"),
        (b's', b'c', b'h', _) => (3, "s"),
        (b't', b'c', b'h', _) => (3, "c"),
        (b'c', b'h', ..) => (2, "c"),
        (b'c', b'k', ..) => (2, "k"),
        (b'k', b'h', ..) => (2, "h"),
        (b'g', b'h', ..) => (2, "g"),
        (b'p', b'h', ..) => (2, "f"),
        (b't', b'h', ..) => (2, "t"),
        (b'd', b'h', ..) => (2, "d"),
        (b's', b'h', ..) => (2, "s"),
        (b'z', b'h', ..) | (b'd', b'j', ..) => (2, "j"),
        (b'd', b'z', ..) => (2, "z"),
        (b'e', b'e', ..) => (2, "i"),
        (b'a', b'e', ..) | (b'e', b'i' | b'y', ..) => (2, "e"),
        (b'i' | b'y', b'e', b'o', _) | (b'i' | b'y', b'o', b'u', _) => (3, "u"),
        (b'o' | b'e', b'o' | b'u', ..) | (b'i' | b'y', b'u', ..) => (2, "u"),
        (b'q', ..) => (1, "k"),
        (b'x', ..) => (1, "ks"),
        (b'w', ..) => (1, "v"),
        (b'y', ..) => (1, "i"),
        _ => return None,
    };
    Some(found)
}

/// The skeleton of a sound, for finding only: voiced and voiceless, o and u, e and i fall together.
pub(crate) fn skeleton(sound: &str) -> String {
    let mut out = String::with_capacity(sound.len());
    for c in sound.chars() {
        let c = match c {
            'g' => 'k',
            'd' => 't',
            'b' => 'p',
            'r' => 'l',
            'z' | 'c' => 'j',
            'u' => 'o',
            'e' => 'i',
            other => other,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn is_bracketed_form(c: char) -> bool {
    matches!(c, '주' | '유' | '재' | '사' | '株' | '有')
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Latin letters without marks; another alphabet in its plain transliteration; what has none stays as it is.
fn push_latin(c: char, out: &mut String) {
    if c.is_ascii_alphanumeric() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if is_combining_mark(c) && ('\u{300}'..'\u{370}').contains(&c) {
        return;
    }
    match deunicode_char(c) {
        Some(text) => out.extend(
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|plain| plain.to_ascii_lowercase()),
        ),
        None => out.extend(c.to_lowercase()),
    }
}

/// `A.B.C. Company` to `ABC Company`: single letters joined by full stops are one word.
fn join_initials(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let parts: Vec<&str> = word
            .trim_end_matches([',', ';'])
            .split('.')
            .filter(|part| !part.is_empty())
            .collect();
        let initials = parts.len() > 1 && parts.iter().all(|part| part.chars().count() == 1);
        // `G.m.b.H.` and `o.O.O.` as well; `W.m.i.` of a person is the same thing.
        if initials {
            out.extend(parts);
        } else {
            out.push_str(word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_what_a_reader_keeps() {
        for (text, wanted) in [
            ("㈜한성 Display", "(주) 한성 display"),
            ("Ａ．Ｂ．Ｃ． Company", "abc company"),
            ("Nestlé S.A.", "nestle sa"),
            ("AT&T", "at and t"),
            ("'Ndrangheta", "ndrangheta"),
            ("Владимир Путин", "vladimir putin"),
            ("삼성전자(주)", "삼성전자 (주)"),
            ("海東電子株式會社", "海东电子株式会社"),
            ("広島", "广岛"),
            ("佐々木", "佐佐木"),
            ("", ""),
            ("  --  ", ""),
        ] {
            assert_eq!(fold(text), wanted, "{text}");
        }
    }

    #[test]
    fn sounds_of_one_name_agree() {
        for (a, b) in [
            ("hanseong", "hansung"),
            ("ahn", "an"),
            ("zelenskyy", "zelenski"),
            ("wladimir", "vladimir"),
        ] {
            assert_eq!(sound(a), sound(b));
        }
        assert_ne!(sound("pol"), sound("bor"));
        assert_eq!(skeleton(&sound("gim")), skeleton(&sound("kim")));
    }

    #[test]
    fn runs_split_at_the_script() {
        assert_eq!(runs("lg화학2"), ["lg", "화학", "2"]);
    }
}
