//! Encodings of text: what the bytes say, else what they look like.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, GB18030, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes that are looked at to guess.
const LOOKED_AT: usize = 256 << 10;

/// How bytes become letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    /// One that browsers know; this many bytes of mark come before the text.
    Known(&'static Encoding, usize),
    /// Four bytes a letter, the most significant first or last.
    Utf32 { big: bool, mark: usize },
    /// Korean with shifts between two sets, as old mail has it.
    Iso2022Kr,
}

/// The encoding of text, or `None` where the bytes are no text.
pub(crate) fn of_text(bytes: &[u8]) -> Option<Charset> {
    if let Some(marked) = marked(bytes) {
        return Some(marked);
    }
    let sample = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or(bytes);
    if sample.contains(&0) {
        return wide(sample);
    }
    if !is_readable(sample) {
        return None;
    }
    if sample.contains(&0x1B) {
        if memchr::memmem::find(sample, b"\x1B$)C").is_some() {
            return Some(Charset::Iso2022Kr);
        }
        let kanji = [&b"\x1B$B"[..], b"\x1B$@", b"\x1B(J"];
        if kanji
            .iter()
            .any(|shift| memchr::memmem::find(sample, shift).is_some())
        {
            return Some(Charset::Known(ISO_2022_JP, 0));
        }
    }
    if is_utf8(sample) {
        return Some(Charset::Known(UTF_8, 0));
    }
    Some(Charset::Known(legacy(sample), 0))
}

/// The text of bytes of an encoding that is not known; letters that are none become `U+FFFD`.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let charset = of_text(bytes).unwrap_or(Charset::Known(UTF_8, 0));
    decode_as(bytes, charset)
}

/// The text of bytes that declare their encoding; a byte order mark wins over it.
pub(crate) fn decode_declared<'b>(
    bytes: &'b [u8],
    declared: Option<&'static Encoding>,
) -> Cow<'b, str> {
    match (marked(bytes), declared) {
        (Some(charset), _) => decode_as(bytes, charset),
        // Wide letters could not have been read as the letters of the declaration.
        (None, Some(encoding))
            if encoding != UTF_16LE && encoding != UTF_16BE && encoding != UTF_8 =>
        {
            decode_as(bytes, Charset::Known(encoding, 0))
        }
        _ => decode(bytes),
    }
}

/// The text of bytes in an encoding.
pub(crate) fn decode_as(bytes: &[u8], charset: Charset) -> Cow<'_, str> {
    match charset {
        Charset::Known(encoding, mark) => {
            let bytes = bytes.get(mark..).unwrap_or(&[]);
            encoding.decode_without_bom_handling(bytes).0
        }
        Charset::Utf32 { big, mark } => {
            let units = bytes.get(mark..).unwrap_or(&[]).chunks(4);
            let letters = units.map(|unit| utf32(unit, big).unwrap_or(char::REPLACEMENT_CHARACTER));
            Cow::Owned(letters.collect())
        }
        Charset::Iso2022Kr => {
            let mut shifted = false;
            let mut plain = Vec::with_capacity(bytes.len());
            let mut rest = bytes;
            while let Some((&byte, after)) = rest.split_first() {
                rest = after;
                match byte {
                    0x0E => shifted = true,
                    0x0F => shifted = false,
                    0x1B if after.starts_with(b"$)C") => rest = after.get(3..).unwrap_or(&[]),
                    0x21..=0x7E if shifted => plain.push(byte | 0x80),
                    _ => plain.push(byte),
                }
            }
            Cow::Owned(EUC_KR.decode_without_bom_handling(&plain).0.into_owned())
        }
    }
}

fn marked(bytes: &[u8]) -> Option<Charset> {
    let marks = [
        (
            &b"\xFF\xFE\0\0"[..],
            Charset::Utf32 {
                big: false,
                mark: 4,
            },
        ),
        (b"\0\0\xFE\xFF", Charset::Utf32 { big: true, mark: 4 }),
        (b"\xEF\xBB\xBF", Charset::Known(UTF_8, 3)),
        (b"\xFF\xFE", Charset::Known(UTF_16LE, 2)),
        (b"\xFE\xFF", Charset::Known(UTF_16BE, 2)),
        (b"\x84\x31\x95\x33", Charset::Known(GB18030, 4)),
    ];
    let found = marks.into_iter().find(|(mark, _)| bytes.starts_with(mark));
    found.map(|(_, charset)| charset)
}

/// Whether text without zero bytes may be meant: few control characters.
fn is_readable(sample: &[u8]) -> bool {
    let odd = sample
        .iter()
        .filter(|&&byte| matches!(byte, 0..=0x08 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F));
    odd.count() * 50 <= sample.len()
}

fn is_utf8(sample: &[u8]) -> bool {
    match std::str::from_utf8(sample) {
        Ok(_) => true,
        // A letter cut by the end of what is looked at.
        Err(error) if error.error_len().is_none() => true,
        // One broken place in a long text does not make it another encoding.
        Err(_) => {
            let mut broken = 0_usize;
            let mut whole = 0_usize;
            for chunk in sample.utf8_chunks() {
                whole += chunk
                    .valid()
                    .bytes()
                    .filter(|byte| !byte.is_ascii())
                    .count();
                broken += usize::from(!chunk.invalid().is_empty());
            }
            broken * 100 < whole
        }
    }
}

/// Text with zero bytes: letters of two or four bytes.
fn wide(sample: &[u8]) -> Option<Charset> {
    let even = sample.get(..sample.len() & !3).unwrap_or(sample);
    for big in [false, true] {
        let quads = even.chunks(4);
        let n_quads = quads.len();
        let good = quads
            .filter(|unit| utf32(unit, big).is_some_and(is_common))
            .count();
        if n_quads > 0 && good * 100 >= n_quads * 98 {
            return Some(Charset::Utf32 { big, mark: 0 });
        }
    }
    let even = sample.get(..sample.len() & !1).unwrap_or(sample);
    let share = |big: bool| {
        let units = even.chunks(2).map(|pair| {
            let pair = [
                pair.first().copied().unwrap_or(0),
                pair.get(1).copied().unwrap_or(0),
            ];
            if big {
                u16::from_be_bytes(pair)
            } else {
                u16::from_le_bytes(pair)
            }
        });
        let (mut good, mut all) = (0_usize, 0_usize);
        for letter in char::decode_utf16(units) {
            all += 1;
            good += usize::from(letter.is_ok_and(is_common));
        }
        good * 1000 / all.max(1)
    };
    let (little, big) = (share(false), share(true));
    if little.max(big) < 950 {
        return None;
    }
    Some(Charset::Known(
        if big > little { UTF_16BE } else { UTF_16LE },
        0,
    ))
}

fn utf32(unit: &[u8], big: bool) -> Option<char> {
    let unit: [u8; 4] = unit.try_into().ok()?;
    char::from_u32(if big {
        u32::from_be_bytes(unit)
    } else {
        u32::from_le_bytes(unit)
    })
}

/// Letters that texts are made of.
fn is_common(letter: char) -> bool {
    matches!(letter,
        '\t' | '\n' | '\r' | ' '..='~'
        | '\u{A0}'..='\u{52F}'
        | '\u{2000}'..='\u{22FF}' | '\u{2460}'..='\u{266F}'
        | '\u{3000}'..='\u{33FF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}'
        | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{2FFFF}' | '\u{FEFF}' | '\u{1100}'..='\u{11FF}')
}

/// The most likely encoding of bytes that are not Unicode.
fn legacy(sample: &[u8]) -> &'static Encoding {
    if is_korean(sample) {
        return EUC_KR;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // GBK is the part of GB18030 with two bytes a letter.
    if guess == encoding_rs::GBK {
        GB18030
    } else {
        guess
    }
}

/// Whether the bytes read as Korean: nearly all high bytes are pairs that stand for common syllables.
///
/// The syllables of KS X 1001 lie in rows B0 to C8; Chinese and Japanese text in the same rows spreads over B0 to F7,
/// and kana lie in row A4 or below A0.
fn is_korean(sample: &[u8]) -> bool {
    let (mut syllables, mut other, mut rest) = (0_usize, 0_usize, sample);
    while let Some((&lead, after)) = rest.split_first() {
        rest = after;
        if lead.is_ascii() {
            continue;
        }
        let Some((&trail, after)) = after.split_first() else {
            break;
        };
        match (lead, trail) {
            (0xB0..=0xC8, 0xA1..=0xFE) => syllables += 1,
            // Punctuation and symbols are shared by all.
            (0xA1..=0xA3, 0xA1..=0xFE) => {}
            // The syllables that Windows added.
            (0x81..=0xC6, 0x41..=0x5A | 0x61..=0x7A | 0x81..=0xA0) => {
                other += 1;
            }
            _ => other += 1,
        }
        rest = after;
    }
    syllables > 0 && other * 12 <= syllables
}
