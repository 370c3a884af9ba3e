//! Text strings of a PDF: Unicode where they say so, else the encoding of PDF or of the country.

/// Letters of the encoding of PDF from 0x18 and from 0x80, where it differs from Latin 1.
const FROM_18: &str = "˘ˇˆ˙˝˛˚˜";
const FROM_80: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u{FFFD}€";

/// The text of a string.
pub(super) fn text(bytes: &[u8]) -> String {
    let text = if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        encoding_rs::UTF_16BE
            .decode_without_bom_handling(rest)
            .0
            .into_owned()
    } else if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        encoding_rs::UTF_16LE
            .decode_without_bom_handling(rest)
            .0
            .into_owned()
    } else if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        String::from_utf8_lossy(rest).into_owned()
    } else {
        unmarked(bytes)
    };
    // Marks of languages stand between two escapes.
    let mut marked = false;
    let kept = text.chars().filter(|&letter| {
        let is_mark = letter == '\u{1B}';
        marked ^= is_mark;
        !is_mark && !marked && letter != '\0'
    });
    kept.collect()
}

/// Strings without a mark are in the encoding of PDF; some programs write UTF-8 or Korean bytes there all the same.
fn unmarked(bytes: &[u8]) -> String {
    if bytes.is_ascii() {
        return bytes.iter().map(|&byte| of_pdf(byte)).collect();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    // Letters of KS X 1001 are two high bytes; accents of Latin 1 rarely stand in pairs.
    let in_pairs = bytes
        .split(u8::is_ascii)
        .all(|run| run.len().is_multiple_of(2));
    if in_pairs
        && let Some(text) =
            encoding_rs::EUC_KR.decode_without_bom_handling_and_without_replacement(bytes)
        && text
            .chars()
            .filter(|letter| ('가'..='힣').contains(letter))
            .count()
            * 2
            >= text.chars().filter(|letter| !letter.is_ascii()).count()
    {
        return text.into_owned();
    }
    bytes.iter().map(|&byte| of_pdf(byte)).collect()
}

fn of_pdf(byte: u8) -> char {
    let known = match byte {
        0x18..=0x1F => FROM_18.chars().nth(usize::from(byte - 0x18)),
        0x80..=0xA0 => FROM_80.chars().nth(usize::from(byte - 0x80)),
        _ => None,
    };
    known.unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn strings_say_their_encoding_or_are_recognised() {
        assert_eq!(text(b"\xFE\xFF\xAC\x00\x00A"), "가A");
        assert_eq!(text(b"\xEF\xBB\xBF\xEA\xB0\x80"), "가");
        assert_eq!(text(b"Ma\xDFe \x84 \xA0"), "Maße — €");
        assert_eq!(text(&[0xB4, 0xEB, 0xBF, 0xDC, 0xBA, 0xF1]), "대외비");
        assert_eq!(text(b"\xFE\xFF\x00\x1B\x00k\x00o\x00\x1B\x00A"), "A");
    }
}
