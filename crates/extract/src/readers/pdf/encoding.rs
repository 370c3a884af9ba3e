//! Encodings of fonts of one byte a letter: which letter a code or a glyph's name stands for.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The encodings a font may start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Standard,
    WinAnsi,
    MacRoman,
    Symbol,
}

/// Adobe Symbol from 0x20 to 0x7E and from 0xA0; `\0` where nothing stands.
const SYMBOL_LOW: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
const SYMBOL_HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭\0";

/// Adobe Standard from 0xA1 where it differs from Latin 1.
const STANDARD_HIGH: &str = "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\0–†‡·\0¶•‚„”»…‰\0¿\0`´ˆ˜¯˘˙¨\0˚¸\0˝˛ˇ—\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0Æ\0ª\0\0\0\0ŁØŒº\0\0\0\0\0æ\0\0\0ı\0\0łøœß";

impl Base {
    /// The letter of a code.
    pub(super) fn letter(self, code: u8) -> Option<char> {
        match self {
            Self::Standard => standard(code),
            Self::WinAnsi => single(encoding_rs::WINDOWS_1252, code),
            Self::MacRoman => single(encoding_rs::MACINTOSH, code),
            Self::Symbol => symbol(code),
        }
    }
}

fn single(encoding: &'static encoding_rs::Encoding, code: u8) -> Option<char> {
    if code < 0x20 {
        return None;
    }
    let bytes = [code];
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.chars().next().filter(|letter| !letter.is_control())
}

fn standard(code: u8) -> Option<char> {
    match code {
        0x27 => Some('’'),
        0x60 => Some('‘'),
        0x20..=0x7E => Some(char::from(code)),
        0xA1.. => at(STANDARD_HIGH, usize::from(code - 0xA1)),
        _ => None,
    }
}

fn symbol(code: u8) -> Option<char> {
    match code {
        0x20..=0x7E => at(SYMBOL_LOW, usize::from(code - 0x20)),
        0xA0.. => at(SYMBOL_HIGH, usize::from(code - 0xA0)),
        _ => None,
    }
}

fn at(letters: &str, place: usize) -> Option<char> {
    letters.chars().nth(place).filter(|&letter| letter != '\0')
}

static GLYPHS: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    let lines = include_str!("glyphs.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(' '));
    pairs
        .map(|(name, codes)| (name, codes.split(' ').filter_map(letter_of_hex).collect()))
        .collect()
});

/// The letters that the name of a glyph stands for: by the list, by `uni…` and `u…`, each part of `f_i.alt` by itself.
pub(super) fn letters_of_name(name: &str) -> Option<String> {
    let base = name.split('.').next().unwrap_or_default();
    let mut letters = String::new();
    for part in base.split('_') {
        if let Some(known) = GLYPHS.get(part) {
            letters.push_str(known);
        } else if let Some(digits) = part.strip_prefix("uni")
            && digits.len() >= 4
            && digits.len().is_multiple_of(4)
        {
            let units = digits.as_bytes().chunks(4);
            let units = units
                .filter_map(|unit| u16::from_str_radix(std::str::from_utf8(unit).ok()?, 16).ok());
            letters.extend(char::decode_utf16(units).filter_map(Result::ok));
        } else if let Some(digits) = part.strip_prefix('u')
            && (4..=6).contains(&digits.len())
        {
            letters.extend(letter_of_hex(digits));
        }
    }
    (!letters.is_empty()).then_some(letters)
}

fn letter_of_hex(digits: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs_are_letters() {
        let letters = |name: &str| letters_of_name(name).unwrap_or_default();
        assert_eq!(letters("Aacute"), "Á");
        assert_eq!(letters("f_f_i.alt"), "ffi");
        assert_eq!(letters("uniAC00AC01"), "가각");
        assert_eq!(letters("u1040C"), "\u{1040C}");
        assert_eq!(letters("nahiragana"), "な");
        assert_eq!(letters_of_name(".notdef"), None);
        assert_eq!(letters_of_name("g37"), None);
    }

    #[test]
    fn each_encoding_knows_its_own_letters() {
        assert_eq!(Base::Standard.letter(0x27), Some('’'));
        assert_eq!(Base::Standard.letter(0xAE), Some('ﬁ'));
        assert_eq!(Base::Standard.letter(0xFB), Some('ß'));
        assert_eq!(Base::Standard.letter(0xE1), Some('Æ'));
        assert_eq!(Base::WinAnsi.letter(0x80), Some('€'));
        assert_eq!(Base::MacRoman.letter(0x8A), Some('ä'));
        assert_eq!(Base::Symbol.letter(0x61), Some('α'));
        assert_eq!(Base::Symbol.letter(0xB0), Some('°'));
        assert_eq!(Base::Symbol.letter(0xFE), Some('⎭'));
        assert_eq!(Base::WinAnsi.letter(0x00), None);
    }
}
