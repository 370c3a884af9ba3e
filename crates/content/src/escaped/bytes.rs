//! Bytes as letters, in whichever encoding they make sense.

use encoding_rs::EUC_KR;

/// Takes a letter and the bytes it is written in, the last not included.
type Each<'a> = &'a mut dyn FnMut(char, usize, usize);

/// How bytes are letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// The Korean one of Windows.
    EucKr,
    Utf16Little,
    Utf16Big,
}

impl Encoding {
    /// Of bytes that are letters: UTF-8, or Korean ones where they are not.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        let n_bad = utf8(bytes, &mut |_, _, _| {});
        if n_bad > 0 && euc_kr(bytes, &mut |_, _, _| {}) < n_bad {
            Self::EucKr
        } else {
            Self::Utf8
        }
    }

    /// Of bytes of unknown kind, if they are text by and large.
    pub(super) fn of_text(bytes: &[u8]) -> Option<Self> {
        if let Some(wide) = utf16_order(bytes) {
            return Some(wide);
        }
        let seen = Seen::of(bytes, utf8);
        if seen.is_text() {
            return Some(Self::Utf8);
        }
        let seen = Seen::of(bytes, euc_kr);
        // Nearly any bytes are letters of some kind in it; text has syllables or is ASCII.
        let is_korean = 10 * (seen.korean + seen.ascii) >= 9 * seen.letters && seen.korean > 0;
        (seen.is_text() && is_korean).then_some(Self::EucKr)
    }

    /// Every letter of the bytes.
    pub(super) fn read(self, bytes: &[u8], each: Each) {
        match self {
            Self::Utf8 => {
                utf8(bytes, each);
            }
            Self::EucKr => {
                euc_kr(bytes, each);
            }
            Self::Utf16Little => utf16(bytes, u16::from_le_bytes, each),
            Self::Utf16Big => utf16(bytes, u16::from_be_bytes, each),
        }
    }
}

/// What was counted of bytes read as letters.
#[derive(Default)]
struct Seen {
    letters: usize,
    ascii: usize,
    korean: usize,
    /// Controls, and bytes that are no letter.
    odd: usize,
}

impl Seen {
    fn of(bytes: &[u8], read: fn(&[u8], Each) -> usize) -> Self {
        let mut seen = Self::default();
        let n_bad = read(bytes, &mut |letter, _, _| {
            seen.letters += 1;
            seen.ascii += usize::from(letter.is_ascii());
            seen.korean += usize::from(('가'..='힣').contains(&letter));
            seen.odd += usize::from(letter.is_control() && !letter.is_whitespace());
        });
        seen.odd += n_bad;
        seen
    }

    const fn is_text(&self) -> bool {
        self.letters > 0 && self.odd * 20 <= self.letters
    }
}

/// The letters of UTF-8; gives how many bytes are none.
fn utf8(bytes: &[u8], each: Each) -> usize {
    let (mut n_bad, mut at) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            let end = at + letter.len_utf8();
            each(letter, at, end);
            at = end;
        }
        at += chunk.invalid().len();
        // A letter that is cut at the end is no fault.
        n_bad += if at < bytes.len() {
            chunk.invalid().len()
        } else {
            0
        };
    }
    n_bad
}

/// The letters of the Korean encoding of Windows; gives how many bytes are none.
fn euc_kr(bytes: &[u8], each: Each) -> usize {
    let (mut n_bad, mut at) = (0, 0);
    while let Some(first) = bytes.get(at) {
        if first.is_ascii() {
            each(char::from(*first), at, at + 1);
            at += 1;
            continue;
        }
        let pair = bytes.get(at..at + 2).unwrap_or(&[]);
        let read = EUC_KR.decode_without_bom_handling_and_without_replacement(pair);
        let letter = read.and_then(|read| read.chars().next());
        if let Some(letter) = letter {
            each(letter, at, at + 2);
            at += 2;
        } else {
            n_bad += usize::from(at + 1 < bytes.len());
            at += 1;
        }
    }
    n_bad
}

/// The order of UTF-16, where nearly every pair of bytes is a usual letter.
fn utf16_order(bytes: &[u8]) -> Option<Encoding> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let usual = |order: fn([u8; 2]) -> u16| {
        let is_usual = |unit: u16| matches!(unit, 9 | 10 | 13 | 0x20..=0x7E | 0xAC00..=0xD7A3 | 0x4E00..=0x9FFF | 0x3000..=0x30FF | 0xFEFF);
        pairs.iter().filter(|pair| is_usual(order(**pair))).count()
    };
    let (little, big) = (usual(u16::from_le_bytes), usual(u16::from_be_bytes));
    let (order, encoding): (fn([u8; 2]) -> u16, Encoding) = if little >= big {
        (u16::from_le_bytes, Encoding::Utf16Little)
    } else {
        (u16::from_be_bytes, Encoding::Utf16Big)
    };
    // ASCII, too, is Han characters if it is taken by two.
    let n_zero = memchr::memchr_iter(0, bytes).count();
    let syllables = pairs
        .iter()
        .filter(|pair| (0xAC00..=0xD7A3).contains(&order(**pair)));
    let is_wide = 4 * n_zero >= pairs.len() || 2 * syllables.count() >= pairs.len();
    let is_usual = !pairs.is_empty() && 10 * little.max(big) >= 9 * pairs.len();
    (is_wide && is_usual).then_some(encoding)
}

/// The letters of UTF-16.
fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16, each: Each) {
    let (pairs, _) = bytes.as_chunks::<2>();
    let mut at = 0;
    for letter in char::decode_utf16(pairs.iter().map(|pair| order(*pair))) {
        let length = letter.as_ref().map_or(2, |letter| 2 * letter.len_utf16());
        if let Ok(letter) = letter {
            each(letter, at, at + length);
        }
        at += length;
    }
}
