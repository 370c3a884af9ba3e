//! The two-byte letters of Hangul 3: ASCII, Hangul put together from their parts, Hanja in the order of KS X 1001.

use encoding_rs::EUC_KR;

/// The first Hanja, and how many there are: 52 rows of 94.
const HANJA: u16 = 0x4000;
const HANJA_COUNT: u16 = 52 * 94;

/// Letters that stand alone, by the number of the part they are made of.
const FIRST: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ',
    'ㅌ', 'ㅍ', 'ㅎ',
];

/// Adds a letter. Signs whose table was never published in full become the replacement character.
pub(super) fn push(unit: u16, text: &mut String) {
    match unit {
        0..=31 => {}
        32..=126 => text.extend(char::from_u32(u32::from(unit))),
        0x8000.. => text.push(hangul(unit).unwrap_or(char::REPLACEMENT_CHARACTER)),
        HANJA.. if unit < HANJA + HANJA_COUNT => text.push_str(&hanja(unit - HANJA)),
        _ => text.push(char::REPLACEMENT_CHARACTER),
    }
}

/// A syllable from its three parts of five bits each, as the combining code (KS C 5601-1992, annex 3) has them.
fn hangul(unit: u16) -> Option<char> {
    let first = (unit >> 10 & 31).checked_sub(2).filter(|&part| part < 19);
    let middle = match unit >> 5 & 31 {
        part @ 3..=7 => Some(part - 3),
        part @ 10..=15 => Some(part - 5),
        part @ 18..=23 => Some(part - 7),
        part @ 26..=29 => Some(part - 9),
        _ => None,
    };
    let last = match unit & 31 {
        part @ 1..=17 => Some(part - 1),
        part @ 19..=29 => Some(part - 2),
        _ => None,
    };
    match (first, middle, last) {
        (Some(first), Some(middle), last) => {
            let number =
                (u32::from(first) * 21 + u32::from(middle)) * 28 + u32::from(last.unwrap_or(0));
            char::from_u32(0xAC00 + number)
        }
        (Some(first), None, _) => FIRST.get(usize::from(first)).copied(),
        (None, Some(middle), _) => char::from_u32(0x314F + u32::from(middle)),
        (None, None, Some(last)) if last > 0 => char::from_u32(0x11A7 + u32::from(last)),
        _ => None,
    }
}

fn hanja(number: u16) -> String {
    let pair = [0xCA + (number / 94) as u8, 0xA1 + (number % 94) as u8];
    EUC_KR.decode_without_bom_handling(&pair).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(unit: u16) -> String {
        let mut text = String::new();
        push(unit, &mut text);
        text
    }

    #[test]
    fn letters_of_all_kinds_are_read() {
        assert_eq!(letter(0x41), "A");
        // The combining code of 가 is 0x8861, that of 힝 0xD3B7, of ㄱ alone 0x8841.
        assert_eq!(letter(0x8861), "가");
        assert_eq!(letter(0xD3B7), "힝");
        assert_eq!(letter(0x8841), "ㄱ");
        assert_eq!(letter(0x4000), "伽");
        assert_eq!(letter(0x4000 + 4887), "詰");
        assert_eq!(letter(0x3000), "\u{FFFD}");
    }
}
