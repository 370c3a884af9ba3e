//! Other names of one party inside a name: `formerly`, `d/b/a`, `(구 …)`, or the name in another script in brackets.

use crate::hangul::is_syllable;
use crate::tables::words::is_han;

/// The name itself and the other names that stand in it; `None` where there are none.
pub(super) fn split(text: &str) -> Option<(String, Vec<String>)> {
    let mut main = text.to_owned();
    let mut others = Vec::new();
    while let Some((before, inner, after)) = bracketed(&main) {
        let marked = marker(inner.trim_start())
            .map(|n| inner.trim_start().get(n..).unwrap_or("").trim().to_owned());
        let Some(other) = marked
            .filter(|other| !other.is_empty())
            .or_else(|| is_other_script(before, inner).then(|| inner.trim().to_owned()))
        else {
            break;
        };
        main = format!("{} {}", before.trim_end(), after.trim_start());
        others.push(other);
    }
    // Without brackets a marker ends the name before it.
    let mut at = next_word(&main, 0);
    while let Some(rest) = main.get(at..).filter(|rest| !rest.is_empty()) {
        let n = if at == 0 { None } else { latin_marker(rest) };
        if let Some(n) = n {
            let other = rest.get(n..).unwrap_or("").trim().to_owned();
            let before = main.get(..at).unwrap_or("");
            let before = before
                .trim_end_matches([' ', ',', ';', '-', '/'])
                .to_owned();
            if !other.is_empty() && !before.is_empty() {
                others.extend(split_rest(&other));
                main = before;
                break;
            }
        }
        at = next_word(&main, at);
    }
    let main = main.trim().to_owned();
    (!others.is_empty() && !main.is_empty()).then_some((main, others))
}

/// `Daeyang f/k/a Hanseong` behind a marker are two more names.
fn split_rest(text: &str) -> Vec<String> {
    match split(text) {
        Some((main, mut others)) => {
            others.insert(0, main);
            others
        }
        None => vec![text.to_owned()],
    }
}

/// The first brackets that hold something: before, inside, after.
fn bracketed(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find(['(', '（'])?;
    let before = text.get(..open)?;
    let inside = text.get(open..)?;
    let inside = inside.get(inside.chars().next()?.len_utf8()..)?;
    let close = inside.find([')', '）'])?;
    let inner = inside.get(..close)?;
    let after = inside.get(close..)?;
    let after = after.get(after.chars().next()?.len_utf8()..)?;
    (!before.trim().is_empty() && inner.chars().count() > 1).then_some((before, inner, after))
}

/// Where the next word after a place in the text begins.
fn next_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let Some(space) = rest.find(char::is_whitespace) else {
        return text.len();
    };
    let tail = rest.get(space..).unwrap_or("");
    at + space + (tail.len() - tail.trim_start().len())
}

/// How long the marker is that a text begins with.
fn marker(text: &str) -> Option<usize> {
    let syllable = MARKS.iter().find_map(|mark| {
        let rest = text.strip_prefix(mark)?;
        let rest = rest.strip_prefix(['.', ':', ' ', '·']).unwrap_or(rest);
        (rest.chars().count() > 1).then_some(text.len() - rest.len())
    });
    syllable.or_else(|| latin_marker(text))
}

/// One-letter marks of a former name: 구 한빛, 旧海东, 原海东.
const MARKS: [&str; 7] = ["구", "옛", "旧", "舊", "原", "前", "曾用名"];

fn latin_marker(text: &str) -> Option<usize> {
    // Most words begin otherwise.
    let first = text.as_bytes().first()?.to_ascii_lowercase();
    if !matches!(first, b'f' | b'd' | b't' | b'a' | b'n' | b'p') {
        return None;
    }
    PHRASES.iter().find_map(|phrase| {
        let start = text.get(..phrase.len())?;
        let rest = text.get(phrase.len()..)?;
        let ends = rest.starts_with([' ', ':', '.', ',']);
        (start.eq_ignore_ascii_case(phrase) && ends)
            .then(|| text.len() - rest.trim_start_matches([' ', ':', '.', ',']).len())
    })
}

/// Longest first.
const PHRASES: [&str; 20] = [
    "previously known as",
    "formerly known as",
    "formerly trading as",
    "doing business as",
    "also trading as",
    "also known as",
    "now known as",
    "trading as",
    "previously",
    "formerly",
    "f/k/a",
    "f.k.a",
    "d/b/a",
    "a/k/a",
    "a.k.a",
    "n/k/a",
    "t/a",
    "fka",
    "dba",
    "aka",
];

/// Whether what is in brackets is in another script than what stands before: 한빛전자(Hanbit Electronics).
fn is_other_script(before: &str, inner: &str) -> bool {
    let script = |text: &str| -> Option<u8> {
        let mut found = None;
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            let script = if is_syllable(c) {
                1
            } else if is_han(c) {
                2
            } else {
                3
            };
            match found {
                None => found = Some(script),
                Some(before) if before != script => return None,
                Some(_) => {}
            }
        }
        found
    };
    let n_letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    match (script(before), script(inner)) {
        (Some(a), Some(b)) => a != b && n_letters > 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_are_found() {
        for (text, main, others) in [
            (
                "Hanbit Ltd (formerly Daeyang Ltd)",
                "Hanbit Ltd",
                &["Daeyang Ltd"][..],
            ),
            (
                "Hanbit (formerly Daeyang) Co., Ltd.",
                "Hanbit Co., Ltd.",
                &["Daeyang"],
            ),
            (
                "Hanbit Ltd f/k/a Daeyang Ltd d/b/a Norvik",
                "Hanbit Ltd",
                &["Daeyang Ltd", "Norvik"],
            ),
            ("한빛전자(구 대양전자)", "한빛전자", &["대양전자"]),
            ("海东科技（旧海北科技）", "海东科技", &["海北科技"]),
            (
                "한빛전자(Hanbit Electronics)",
                "한빛전자",
                &["Hanbit Electronics"],
            ),
            ("Hanbit Ltd, trading as Norvik", "Hanbit Ltd", &["Norvik"]),
        ] {
            let found = split(text).unwrap();
            assert_eq!(
                (found.0.as_str(), found.1),
                (main, others.iter().map(|text| (*text).to_owned()).collect()),
                "{text}"
            );
        }
        for text in [
            "Hanbit (France)",
            "한빛전자(주)",
            "(주)한빛전자",
            "Formerly",
            "Hanbit f/k/a",
            "A.K.A Ltd",
            "Data Ltd",
            "",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
