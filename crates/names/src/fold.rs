//! Folding: one spelling for what readers take as the same text, and the sound of a Latin word.

use std::borrow::Cow;

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::hangul::is_syllable;
use crate::tables::words::is_han;

/// NFKC, lower case, marks dropped, punctuation to single spaces; Hangul and Han stay, other scripts become Latin.
///
/// `A.B.C.` becomes `abc`, `&` becomes `and`, an apostrophe joins, `㈜` becomes `(주)` and keeps its brackets.
pub fn fold(text: &str) -> String {
    let composed: String = text.nfkc().collect();
    let joined = join_initials(&composed);
    let mut out = String::with_capacity(joined.len());
    let mut chars = joined.chars().peekable();
    while let Some(c) = chars.next() {
        if is_han(c) || is_syllable(c) {
            out.push(c);
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
    let mut text: Cow<'_, str> = Cow::Borrowed(word);
    for (from, to) in SOUNDS {
        if text.contains(from) {
            text = Cow::Owned(text.replace(from, to));
        }
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    // A silent h closes a vowel: `Ahn`, `Oh`.
    let mut quiet = String::with_capacity(out.len());
    let mut chars = out.chars().peekable();
    let mut vowel_before = false;
    while let Some(c) = chars.next() {
        let vowel_next = chars.peek().is_some_and(|next| is_vowel(*next));
        if c == 'h' && vowel_before && !vowel_next {
            continue;
        }
        vowel_before = is_vowel(c);
        quiet.push(c);
    }
    quiet
}

/// The skeleton of a sound, for the index only: voiced and voiceless, o and u, e and i fall together.
pub(crate) fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in sound(word).chars() {
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

const SOUNDS: [(&str, &str); 26] = [
    ("tsch", "c"),
    ("sch", "sh"),
    ("tch", "c"),
    ("ch", "c"),
    ("ck", "k"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("zh", "j"),
    ("dj", "j"),
    ("dz", "z"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("y", "i"),
    ("ee", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("eo", "u"),
    ("eu", "u"),
    ("ae", "e"),
    ("ei", "e"),
    ("sh", "s"),
    ("iu", "u"),
];

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
        assert_eq!(skeleton("gim"), skeleton("kim"));
    }

    #[test]
    fn runs_split_at_the_script() {
        assert_eq!(runs("lg화학2"), ["lg", "화학", "2"]);
    }
}
