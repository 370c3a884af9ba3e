//! Bytes as letters, in whichever encoding they make sense.

use encoding_rs::EUC_KR;

/// Letters and the bytes each is written in, the last not included.
pub(super) type Letters = Vec<(char, usize, usize)>;

/// A few bytes: UTF-8, or Korean ones where they are not.
pub(super) fn letters(bytes: &[u8], each: &mut dyn FnMut(char, usize, usize)) {
    let read = match utf8(bytes) {
        (letters, 0) => letters,
        (lossy, n_bad) => {
            let (korean, n_bad_korean) = euc_kr(bytes);
            if n_bad_korean < n_bad { korean } else { lossy }
        }
    };
    for (letter, from, to) in read {
        each(letter, from, to);
    }
}

/// Bytes of unknown kind, if they are text by and large.
pub(super) fn text(bytes: &[u8]) -> Option<Letters> {
    let is_text = |letters: &Letters, n_bad: usize| {
        let is_odd = |letter: char| letter.is_control() && !letter.is_whitespace();
        let n_odd = letters
            .iter()
            .filter(|(letter, ..)| is_odd(*letter))
            .count();
        let n_bad = n_bad + n_odd;
        !letters.is_empty() && n_bad * 20 <= letters.len()
    };
    if let Some(wide) = utf16(bytes) {
        return Some(wide);
    }
    let (letters, n_bad) = utf8(bytes);
    if is_text(&letters, n_bad) {
        return Some(letters);
    }
    let (letters, n_bad) = euc_kr(bytes);
    let n_korean = letters
        .iter()
        .filter(|(letter, ..)| ('가'..='힣').contains(letter))
        .count();
    // Nearly any bytes are letters of some kind in it; text has syllables or is ASCII.
    let n_ascii = letters
        .iter()
        .filter(|(letter, ..)| letter.is_ascii())
        .count();
    let is_korean = 10 * (n_korean + n_ascii) >= 9 * letters.len() && n_korean > 0;
    (is_text(&letters, n_bad) && is_korean).then_some(letters)
}

/// The letters of UTF-8, and how many bytes are none.
fn utf8(bytes: &[u8]) -> (Letters, usize) {
    let (mut letters, mut n_bad, mut at) = (Vec::new(), 0, 0);
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            let end = at + letter.len_utf8();
            letters.push((letter, at, end));
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
    (letters, n_bad)
}

/// The letters of the Korean encoding of Windows, and how many bytes are none.
fn euc_kr(bytes: &[u8]) -> (Letters, usize) {
    let (mut letters, mut n_bad, mut at) = (Vec::new(), 0, 0);
    while let Some(first) = bytes.get(at) {
        if first.is_ascii() {
            letters.push((char::from(*first), at, at + 1));
            at += 1;
            continue;
        }
        let pair = bytes.get(at..at + 2).unwrap_or(&[]);
        let read = EUC_KR.decode_without_bom_handling_and_without_replacement(pair);
        let letter = read.and_then(|read| read.chars().next());
        if let Some(letter) = letter {
            letters.push((letter, at, at + 2));
            at += 2;
        } else {
            n_bad += usize::from(at + 1 < bytes.len());
            at += 1;
        }
    }
    (letters, n_bad)
}

/// The letters of UTF-16, where nearly every pair of bytes is a usual one.
fn utf16(bytes: &[u8]) -> Option<Letters> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let usual = |order: fn([u8; 2]) -> u16| {
        let is_usual = |unit: u16| matches!(unit, 9 | 10 | 13 | 0x20..=0x7E | 0xAC00..=0xD7A3 | 0x4E00..=0x9FFF | 0x3000..=0x30FF | 0xFEFF);
        pairs.iter().filter(|pair| is_usual(order(**pair))).count()
    };
    let (little, big) = (usual(u16::from_le_bytes), usual(u16::from_be_bytes));
    let order = if little >= big {
        u16::from_le_bytes
    } else {
        u16::from_be_bytes
    };
    // ASCII, too, is Han characters if it is taken by two.
    let n_zero = memchr::memchr_iter(0, bytes).count();
    let syllables = pairs
        .iter()
        .filter(|pair| (0xAC00..=0xD7A3).contains(&order(**pair)));
    let is_wide = 4 * n_zero >= pairs.len() || 2 * syllables.count() >= pairs.len();
    if pairs.is_empty() || !is_wide || 10 * little.max(big) < 9 * pairs.len() {
        return None;
    }
    let mut letters = Vec::new();
    let mut at = 0;
    for letter in char::decode_utf16(pairs.iter().map(|pair| order(*pair))) {
        let length = letter.as_ref().map_or(2, |letter| 2 * letter.len_utf16());
        if let Ok(letter) = letter {
            letters.push((letter, at, at + length));
        }
        at += length;
    }
    Some(letters)
}
