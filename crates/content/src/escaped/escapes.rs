//! Escapes of single characters and bytes: JSON and source text, percent signs, HTML entities, quoted-printable.

/// One escape, by its bytes in the text; all of them are ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Escape {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sign: Sign,
}

/// What an escape stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Letter(char),
    /// One of several bytes of a letter, in whatever encoding.
    Byte(u8),
    /// A line that goes on.
    Nothing,
}

/// Every escape, in order.
pub(super) struct Escapes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Escapes<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }
}

impl Iterator for Escapes<'_> {
    type Item = Escape;

    fn next(&mut self) -> Option<Escape> {
        while let Some(start) = next(self.bytes, self.at) {
            let rest = self.bytes.get(start..).unwrap_or(&[]);
            if let Some((length, sign)) = escape(rest) {
                let end = start + length;
                self.at = end;
                return Some(Escape { start, end, sign });
            }
            self.at = start + 1;
        }
        self.at = self.bytes.len();
        None
    }
}

/// The next sign that may begin one.
fn next(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let is_mark = |byte: &u8| matches!(byte, b'\\' | b'%' | b'&' | b'=');
    rest.iter().position(is_mark).map(|found| from + found)
}

fn escape(rest: &[u8]) -> Option<(usize, Sign)> {
    match rest {
        [b'\\', rest @ ..] => backslash(rest).map(|(length, sign)| (length + 1, sign)),
        [b'%', b'u', rest @ ..] => {
            let (length, letter) = utf16(rest, b"%u")?;
            Some((length + 2, Sign::Letter(letter)))
        }
        [b'%', first, second, ..] => Some((3, Sign::Byte(hex(&[*first, *second])? as u8))),
        [b'=', b'\n', ..] => Some((2, Sign::Nothing)),
        [b'=', b'\r', b'\n', ..] => Some((3, Sign::Nothing)),
        [b'=', first, second, ..] => {
            let byte = hex(&[*first, *second])? as u8;
            let is_quoted = byte >= 0x80 || matches!(byte, b'=' | b' ' | b'\t' | b'\r' | b'\n');
            let is_upper = !first.is_ascii_lowercase() && !second.is_ascii_lowercase();
            (is_quoted && is_upper).then_some((3, Sign::Byte(byte)))
        }
        [b'&', rest @ ..] => {
            entity(rest).map(|(length, letter)| (length + 1, Sign::Letter(letter)))
        }
        _ => None,
    }
}

/// What follows a backslash.
fn backslash(rest: &[u8]) -> Option<(usize, Sign)> {
    match rest {
        [b'n' | b'r', ..] => Some((1, Sign::Letter('\n'))),
        [b't' | b'b' | b'f' | b'v', ..] => Some((1, Sign::Letter('\t'))),
        [sign @ (b'"' | b'\'' | b'/' | b'\\'), ..] => Some((1, Sign::Letter(char::from(*sign)))),
        [b'u', b'{', rest @ ..] => {
            let n_digits = rest.iter().take(7).position(|byte| *byte == b'}')?;
            let letter = char::from_u32(hex(rest.get(..n_digits)?)?)?;
            Some((n_digits + 3, Sign::Letter(letter)))
        }
        [b'u', rest @ ..] => {
            let (length, letter) = utf16(rest, b"\\u")?;
            Some((length + 1, Sign::Letter(letter)))
        }
        [b'U', rest @ ..] => {
            let letter = char::from_u32(hex(rest.get(..8)?)?)?;
            Some((9, Sign::Letter(letter)))
        }
        [b'x', first, second, ..] => Some((3, Sign::Byte(hex(&[*first, *second])? as u8))),
        [
            first @ b'2'..=b'3',
            second @ b'0'..=b'7',
            third @ b'0'..=b'7',
            ..,
        ] => {
            let byte = (first - b'0') << 6 | (second - b'0') << 3 | (third - b'0');
            Some((3, Sign::Byte(byte)))
        }
        _ => None,
    }
}

/// Four hexadecimal digits, and the second half of the letter where they are only one.
fn utf16(rest: &[u8], mark: &[u8]) -> Option<(usize, char)> {
    let first = hex(rest.get(..4)?)?;
    if !(0xD800..0xDC00).contains(&first) {
        return char::from_u32(first).map(|letter| (4, letter));
    }
    let second = rest.get(4..)?.strip_prefix(mark)?;
    let second = hex(second.get(..4)?)?;
    if !(0xDC00..0xE000).contains(&second) {
        return None;
    }
    let letter = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))?;
    Some((8 + mark.len(), letter))
}

/// What follows an ampersand.
fn entity(rest: &[u8]) -> Option<(usize, char)> {
    const LONGEST: usize = 10;
    let length = rest.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let name = rest.get(..length)?;
    let letter = match name {
        [b'#', b'x' | b'X', digits @ ..] => char::from_u32(hex(digits)?)?,
        [b'#', digits @ ..] => {
            let digits = std::str::from_utf8(digits).ok()?;
            char::from_u32(digits.parse().ok()?)?
        }
        b"lt" => '<',
        b"gt" => '>',
        b"amp" => '&',
        b"quot" => '"',
        b"apos" => '\'',
        b"szlig" => 'ß',
        b"aelig" | b"AElig" => 'æ',
        [letter, accent @ ..] if letter.is_ascii_alphabetic() && is_accent(accent) => {
            // Accents are left out of what is compared.
            char::from(*letter)
        }
        b"deg" => '°',
        b"micro" | b"mu" => 'µ',
        b"nbsp" | b"ensp" | b"emsp" | b"thinsp" | b"shy" | b"middot" | b"bull" | b"hellip"
        | b"ndash" | b"mdash" | b"lsquo" | b"rsquo" | b"ldquo" | b"rdquo" | b"plusmn"
        | b"times" | b"copy" | b"reg" | b"trade" | b"euro" | b"le" | b"ge" => ' ',
        _ => return None,
    };
    Some((length + 1, letter))
}

fn is_accent(name: &[u8]) -> bool {
    matches!(
        name,
        b"acute"
            | b"grave"
            | b"circ"
            | b"uml"
            | b"tilde"
            | b"cedil"
            | b"ring"
            | b"slash"
            | b"caron"
    )
}

fn hex(digits: &[u8]) -> Option<u32> {
    let is_hex =
        !digits.is_empty() && digits.len() <= 8 && digits.iter().all(u8::is_ascii_hexdigit);
    let digits = std::str::from_utf8(digits).ok().filter(|_| is_hex)?;
    u32::from_str_radix(digits, 16).ok()
}
