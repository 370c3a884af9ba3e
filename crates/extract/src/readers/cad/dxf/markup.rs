//! Codes inside texts of drawings: formats, signs, letters by number.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS};

/// A text of one line: `%%c` and letters by number undone.
pub(super) fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find(['%', '\\']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = match sign(from, &mut out).or_else(|| numbered(from, &mut out)) {
            Some(after) => after,
            None => literal(from, &mut out),
        };
    }
    out.push_str(rest);
    out
}

/// A text of several lines: formats left out, `\P` as the end of a line.
pub(super) fn formatted(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find(['%', '\\', '{', '}', '^']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = match from.as_bytes().first() {
            Some(b'{' | b'}') => from.get(1..).unwrap_or(""),
            Some(b'\\') => match numbered(from, &mut out) {
                Some(after) => after,
                None => format_code(from.get(1..).unwrap_or(""), &mut out),
            },
            Some(b'^') => caret(from.get(1..).unwrap_or(""), &mut out),
            _ => sign(from, &mut out).unwrap_or_else(|| literal(from, &mut out)),
        };
    }
    out.push_str(rest);
    out
}

fn literal<'t>(from: &'t str, out: &mut String) -> &'t str {
    let mut letters = from.chars();
    out.extend(letters.next());
    letters.as_str()
}

/// `%%d` and its like.
fn sign<'t>(from: &'t str, out: &mut String) -> Option<&'t str> {
    let after = from.strip_prefix("%%")?;
    let mut letters = after.chars();
    match letters.next()?.to_ascii_lowercase() {
        'c' => out.push('⌀'),
        'd' => out.push('°'),
        'p' => out.push('±'),
        '%' => out.push('%'),
        'u' | 'o' | 'k' => {}
        '0'..='9' => {
            let code: u8 = after.get(..3)?.parse().ok()?;
            out.push(char::from(code));
            return after.get(3..);
        }
        _ => return None,
    }
    Some(letters.as_str())
}

/// `\U+AC00`, and `\M+3B0A1` where 3 says the page of codes.
fn numbered<'t>(from: &'t str, out: &mut String) -> Option<&'t str> {
    if let Some(after) = from.strip_prefix("\\U+") {
        let code = u32::from_str_radix(after.get(..4)?, 16).ok()?;
        out.push(char::from_u32(code)?);
        return after.get(4..);
    }
    let after = from.strip_prefix("\\M+")?;
    let page: &'static Encoding = match after.as_bytes().first()? {
        b'1' => SHIFT_JIS,
        b'2' => BIG5,
        b'3' => EUC_KR,
        b'5' => GB18030,
        _ => return None,
    };
    let code = u16::from_str_radix(after.get(1..5)?, 16).ok()?;
    out.push_str(&page.decode_without_bom_handling(&code.to_be_bytes()).0);
    after.get(5..)
}

/// What follows a backslash.
fn format_code<'t>(from: &'t str, out: &mut String) -> &'t str {
    let mut letters = from.chars();
    let Some(code) = letters.next() else {
        return "";
    };
    let after = letters.as_str();
    match code {
        'P' | 'N' | 'X' => out.push('\n'),
        '~' => out.push(' '),
        '\\' | '{' | '}' => out.push(code),
        'L' | 'l' | 'O' | 'o' | 'K' | 'k' => {}
        'S' => {
            let (stack, after) = after.split_once(';').unwrap_or((after, ""));
            out.push_str(&stack.replace(['^', '#'], "/"));
            return after;
        }
        'A' | 'C' | 'c' | 'F' | 'f' | 'H' | 'Q' | 'T' | 'W' | 'p' => {
            // A format ends at its semicolon, within a few letters.
            let near = after.get(..after.floor_char_boundary(256)).unwrap_or(after);
            return near
                .find(';')
                .and_then(|end| after.get(end + 1..))
                .unwrap_or(after);
        }
        other => out.push(other),
    }
    after
}

/// `^I` and its like are control characters.
fn caret<'t>(from: &'t str, out: &mut String) -> &'t str {
    let mut letters = from.chars();
    match letters.next() {
        Some('I') => out.push('\t'),
        Some('J' | 'M') => out.push('\n'),
        Some(' ') => out.push('^'),
        _ => {
            out.push('^');
            return from;
        }
    }
    letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_go_and_text_stays() {
        assert_eq!(
            formatted(r"{\fArial|b0|i0;\H2.5;pump \C1;B-4}\Pline two %%d"),
            "pump B-4\nline two °"
        );
        assert_eq!(formatted(r"\S1^2; inch, a\\b \{x\}"), "1/2 inch, a\\b {x}");
        assert_eq!(formatted(r"\U+AC00\M+3B0A2 ^I."), "가각 \t.");
    }

    #[test]
    fn signs_of_one_line_texts() {
        assert_eq!(
            plain("%%c12 %%p0.1 %%uheat%%u 45%%d 100% %%065"),
            "⌀12 ±0.1 heat 45° 100% A"
        );
        assert_eq!(plain(r"C:\parts \U+B300"), r"C:\parts 대");
    }
}
