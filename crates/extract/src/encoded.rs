//! Files that stand in a text as base64 or hexadecimal digits: pasted into a mail, kept in a script.
//!
//! Only what begins as a file of a known kind begins is taken; any other run of digits stays text.

/// Digits of a line of such a file; the last line may have fewer.
const LINE: usize = 40;

/// Digits of all lines together at least: fewer hold no document.
const LEAST: usize = 256;

/// How files begin that hold text, or other files.
const BEGINNINGS: [&[u8]; 13] = [
    b"PK\x03\x04",
    b"%PDF-",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"HWP Document File",
    b"{\\rtf",
    b"7z\xBC\xAF\x27\x1C",
    b"Rar!\x1A\x07",
    b"\x1F\x8B\x08",
    b"BZh",
    b"\xFD7zXZ\x00",
    b"\x28\xB5\x2F\xFD",
    b"\x89PNG\r\n\x1A\n",
    b"\xFF\xD8\xFF",
];

/// The files in a text, each with its name.
pub(crate) fn files(text: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some((digits, end)) = block(bytes, at) {
        at = end;
        for (kind, decode) in [
            ("base64", base64 as fn(&[u8]) -> Option<Vec<u8>>),
            ("hex", hex),
        ] {
            let start = digits.get(..LINE).and_then(decode);
            let begins = start.is_some_and(|start| {
                let is_so = |beginning: &&[u8]| start.starts_with(beginning);
                BEGINNINGS.iter().any(is_so)
            });
            if let Some(file) = begins.then(|| decode(&digits)).flatten() {
                found.push((format!("{kind} {}", found.len() + 1), file));
                break;
            }
        }
    }
    found
}

/// The next run of long lines of digits from a place on, without what parts them, and where it ends.
fn block(bytes: &[u8], mut at: usize) -> Option<(Vec<u8>, usize)> {
    loop {
        let start = at + bytes.get(at..)?.iter().position(|byte| is_digit(*byte))?;
        at = span(bytes, start);
        if at - start < LINE {
            continue;
        }
        let mut digits = bytes.get(start..at)?.to_vec();
        loop {
            let next = at
                + bytes
                    .get(at..)?
                    .iter()
                    .take_while(|byte| parts(**byte))
                    .count();
            let end = span(bytes, next);
            // What goes on in the same line is another word, and what follows an empty line is other text; a short
            // line is the last, and so is one that is filled up.
            let mut ends = bytes.get(at..next)?.split(|byte| *byte == b'\n');
            let is_line = ends.nth(1).is_some() && ends.next().is_none();
            let is_last = end - next < LINE;
            if !is_line
                || end == next
                || digits.ends_with(b"=")
                || is_last && !is_last_line(bytes, next, end)
            {
                break;
            }
            digits.extend(bytes.get(next..end)?);
            at = end;
            if is_last {
                break;
            }
        }
        if digits.len() >= LEAST {
            return Some((digits, at));
        }
    }
}

/// Where the digits that begin at a place end.
fn span(bytes: &[u8], start: usize) -> usize {
    let digits = bytes.get(start..).unwrap_or(&[]).iter();
    start + digits.take_while(|byte| is_digit(**byte)).count()
}

const fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_')
}

/// What may stand between two lines: line ends, and the signs of a quoted mail.
const fn parts(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n' | b' ' | b'\t' | b'>')
}

/// Whether digits fill a line: nothing but its end follows, and they are no rule of dashes.
fn is_last_line(bytes: &[u8], start: usize, end: usize) -> bool {
    let line = bytes.get(start..end).unwrap_or(&[]);
    let rest = bytes.get(end..).unwrap_or(&[]);
    let is_rule = !line.iter().any(u8::is_ascii_alphanumeric);
    !is_rule && matches!(rest, [] | [b'\r' | b'\n', ..])
}

fn base64(digits: &[u8]) -> Option<Vec<u8>> {
    let plain = |byte: &u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => *other,
    };
    let mut digits: Vec<u8> = digits
        .iter()
        .filter(|byte| **byte != b'=')
        .map(plain)
        .collect();
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    // Bits that are left over say nothing.
    let mut lenient = data_encoding::BASE64_NOPAD.specification();
    lenient.check_trailing_bits = false;
    lenient.encoding().ok()?.decode(&digits).ok()
}

fn hex(digits: &[u8]) -> Option<Vec<u8>> {
    let whole = digits.get(..digits.len() / 2 * 2)?;
    data_encoding::HEXLOWER_PERMISSIVE.decode(whole).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        let rest = (0..900_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 11) as u8);
        b"PK\x03\x04".iter().copied().chain(rest).collect()
    }

    fn lines(digits: &str, n: usize) -> String {
        let chunks = digits.as_bytes().chunks(n);
        let lines = chunks.map(|line| std::str::from_utf8(line).unwrap());
        lines.collect::<Vec<_>>().join("\r\n")
    }

    #[test]
    fn a_file_is_found_in_each_way_in_which_it_is_pasted() {
        let digits = data_encoding::BASE64.encode(&file());
        let url = data_encoding::BASE64URL_NOPAD.encode(&file());
        for text in [
            digits.clone(),
            lines(&digits, 76),
            format!("Hello,\n\n{}\n\nRegards\n", lines(&digits, 64)),
            format!("> {}\n", lines(&digits, 60).replace("\r\n", "\n> ")),
            format!("{{\"content\": \"{digits}\"}}"),
            lines(&url, 76),
        ] {
            let found = files(&text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].1, file(), "{text}");
        }
        let digits = data_encoding::HEXUPPER.encode(&file());
        assert_eq!(files(&lines(&digits, 64)), [("hex 1".to_owned(), file())]);
        let two = format!("{digits}\n--\n{digits}\n");
        assert_eq!(files(&two).len(), 2);
    }

    #[test]
    fn other_digits_are_text() {
        let noise = file().split_off(4);
        let digits = data_encoding::BASE64.encode(&noise);
        let words = "abcdefghij".repeat(200);
        for text in [digits, words, "UEsDBA==".to_owned(), String::new()] {
            assert_eq!(files(&text), []);
        }
    }
}
