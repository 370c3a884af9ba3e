//! The letters and digits of a text as they are compared: whatever its case, width, accents and composition.
//!
//! Hangul syllables become their jamo; web and mail addresses are left out; letters that look like Latin ones are
//! read as those where a word mixes scripts.

use unicode_normalization::char::decompose_compatible;

/// A letter or digit as a number: ASCII as it is, then the jamo, then everything else.
pub(crate) type Symbol = u32;

const FIRST_JAMO: u32 = 0x1100;
const N_JAMO: u32 = 0x100;
const ASCII: u32 = 128;

/// The symbol of an ASCII character, 0 where it is no letter or digit.
pub(crate) const fn ascii(byte: u8) -> Symbol {
    if byte.is_ascii_alphanumeric() {
        byte.to_ascii_lowercase() as Symbol
    } else {
        0
    }
}

/// Who takes the symbols of a text, in order. ASCII comes in runs, because nearly all text is made of them.
pub(crate) trait Sink {
    /// Characters of which the first has this number; [`ascii`] says which are symbols.
    fn run(&mut self, ascii: &[u8], position: u32);

    /// Hangul syllables, of which the first has this number, and the spaces between them: as many as can be taken, at
    /// least one. Says how many bytes and how many characters they are. [`syllable`] reads one, [`jamo`] parts it.
    fn syllables(&mut self, bytes: &[u8], position: u32) -> (usize, u32);

    /// A symbol and the number of the character it stands in.
    fn symbol(&mut self, symbol: Symbol, position: u32);
}

/// Gives a sink every symbol of the text; characters are counted on from `start`.
#[inline]
pub(crate) fn symbols(text: &str, start: u32, sink: &mut impl Sink) {
    let bytes = text.as_bytes();
    let (mut at, mut position) = (0, start);
    while let Some(rest) = bytes.get(at..) {
        let Some(first) = rest.first() else { return };
        if *first < 128 {
            let length = rest
                .iter()
                .position(|byte| *byte >= 128)
                .unwrap_or(rest.len());
            let (run, _) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            sink.run(run, position);
            at += length;
            position = position.saturating_add(length as u32);
            continue;
        }
        if syllable(rest).is_some() {
            let (n_bytes, n_characters) = sink.syllables(rest, position);
            at += n_bytes;
            position = position.saturating_add(n_characters);
            continue;
        }
        {
            let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                return;
            };
            other(letter, text, at, &mut |symbol| {
                sink.symbol(symbol, position);
            });
            at += letter.len_utf8();
        }
        position = position.saturating_add(1);
    }
}

/// The stretches of a text between web and mail addresses, each with the number of its first character.
pub(crate) fn pieces(text: &str, each: &mut impl FnMut(&str, u32)) {
    let (mut at, mut position) = (0, 0_u32);
    let mut from = 0;
    while let Some(found) = memchr::memchr2(b':', b'@', text.as_bytes().get(from..).unwrap_or(&[]))
    {
        let mark = from + found;
        from = mark + 1;
        let Some((start, end)) = address(text.as_bytes(), mark, at) else {
            continue;
        };
        let (before, within) = (text.get(at..start), text.get(start..end));
        if let (Some(before), Some(within)) = (before, within) {
            each(before, position);
            position = position
                .saturating_add(count(before))
                .saturating_add(count(within));
            (at, from) = (end, end);
        }
    }
    each(text.get(at..).unwrap_or(""), position);
}

/// Characters of a text, counted no further than positions go.
pub(crate) fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Whether a character is invisible and joins what stands beside it: zero-width signs, soft hyphens, direction marks.
pub(crate) const fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// The Latin letter that a Cyrillic, Greek or Armenian one looks like.
pub(crate) const fn look_alike(letter: char) -> Option<char> {
    Some(match letter {
        'а' | 'А' | 'α' | 'Α' => 'a',
        'в' | 'В' | 'Β' | 'Ь' | 'ь' => 'b',
        'с' | 'С' | 'ϲ' | 'Ϲ' => 'c',
        'ԁ' | 'Ԁ' => 'd',
        'е' | 'Е' | 'Ε' => 'e',
        'һ' | 'Һ' | 'н' | 'Н' | 'Η' | 'հ' => 'h',
        'і' | 'І' | 'ι' | 'Ι' | 'ӏ' | 'Ӏ' => 'i',
        'ј' | 'Ј' | 'ϳ' => 'j',
        'к' | 'К' | 'κ' | 'Κ' => 'k',
        'м' | 'М' | 'Μ' => 'm',
        'Ν' | 'п' | 'η' | 'ո' => 'n',
        'о' | 'О' | 'ο' | 'Ο' | 'օ' | 'Օ' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'ԛ' | 'Ԛ' => 'q',
        'г' => 'r',
        'ѕ' | 'Ѕ' | 'Տ' => 's',
        'т' | 'Т' | 'τ' | 'Τ' => 't',
        'υ' | 'ս' | 'Ս' => 'u',
        'ν' | 'ѵ' | 'Ѵ' => 'v',
        'ѡ' | 'ԝ' | 'Ԝ' | 'ω' => 'w',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'у' | 'У' | 'Υ' | 'γ' => 'y',
        'Ζ' => 'z',
        _ => return None,
    })
}

/// A composed Hangul syllable at the start of the bytes, by its number.
#[inline]
pub(crate) fn syllable(bytes: &[u8]) -> Option<u32> {
    let [first @ 0xEA..=0xED, second, third, ..] = bytes else {
        return None;
    };
    let code = (u32::from(*first) & 0xF) << 12
        | (u32::from(*second) & 0x3F) << 6
        | (u32::from(*third) & 0x3F);
    let number = code.wrapping_sub(0xAC00);
    (number < 11_172).then_some(number)
}

/// Leading consonants, vowels and trailing consonants of a syllable, each from 0; there may be no trailing one (0).
#[inline]
pub(crate) const fn jamo(syllable: u32) -> [u32; 3] {
    [syllable / 588, syllable % 588 / 28, syllable % 28]
}

/// The symbols of the jamo with number 0 of each place.
pub(crate) const JAMO: [Symbol; 3] = [
    ASCII,
    0x1161 - FIRST_JAMO + ASCII,
    0x11A7 - FIRST_JAMO + ASCII,
];

/// A character that is neither ASCII nor a Hangul syllable, at this byte of the text.
#[cold]
fn other(letter: char, text: &str, at: usize, each: &mut dyn FnMut(Symbol)) {
    if is_invisible(letter) {
        return;
    }
    decompose_compatible(letter, |part| {
        if !part.is_alphanumeric() {
            return;
        }
        if let Some(latin) = look_alike(part).filter(|_| is_among_latin(text, at)) {
            each(u32::from(latin));
            return;
        }
        for lower in part.to_lowercase().filter(|lower| lower.is_alphanumeric()) {
            each(symbol(lower));
        }
    });
}

/// The number of a canonical letter.
fn symbol(letter: char) -> Symbol {
    let code = u32::from(letter);
    if code < ASCII {
        code
    } else if (FIRST_JAMO..FIRST_JAMO + N_JAMO).contains(&code) {
        code - FIRST_JAMO + ASCII
    } else {
        code + ASCII + N_JAMO
    }
}

/// Whether the word at this byte has a Latin letter, looking a word's length both ways.
fn is_among_latin(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    has_latin(before.chars().rev()) || has_latin(after.chars())
}

fn has_latin(letters: impl Iterator<Item = char>) -> bool {
    const LONGEST: usize = 32;
    letters
        .take(LONGEST)
        .take_while(|letter| letter.is_alphanumeric() || is_invisible(*letter) || is_mark(*letter))
        .any(|letter| letter.is_ascii_alphabetic())
}

/// Combining accents.
pub(crate) const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{20d0}'..='\u{20ff}')
}

/// The web or mail address around a `:` or `@`, in bytes; it begins no earlier than `floor`.
fn address(bytes: &[u8], mark: usize, floor: usize) -> Option<(usize, usize)> {
    const LONGEST_NAME: usize = 64;
    let before = bytes.get(floor..mark)?;
    let after = bytes.get(mark + 1..)?;
    let run = |bytes: &[u8], fits: fn(u8) -> bool| {
        let end = bytes.iter().position(|byte| !fits(*byte));
        end.unwrap_or(bytes.len())
    };
    let name = before
        .iter()
        .rev()
        .take(LONGEST_NAME)
        .take_while(|byte| is_name(**byte))
        .count();
    if name == 0 {
        return None;
    }
    if bytes.get(mark) == Some(&b'@') {
        let host = run(after, is_name);
        let has_dot = after.get(1..host)?.contains(&b'.');
        return has_dot.then_some((mark - name, mark + 1 + host));
    }
    let scheme = before
        .iter()
        .rev()
        .take(LONGEST_NAME)
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let tail = after.strip_prefix(b"//")?;
    let length = run(tail, is_address);
    (scheme > 1 && length > 0).then_some((mark - scheme, mark + 3 + length))
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+' | b'%')
}

const fn is_address(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(byte, b'<' | b'>' | b'"' | b'\'' | b'(' | b')' | b'`' | b'|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Seen(Vec<(Symbol, u32)>);

    impl Sink for Seen {
        fn run(&mut self, run: &[u8], position: u32) {
            let symbols = run.iter().map(|byte| ascii(*byte)).zip(position..);
            self.0.extend(symbols.filter(|(symbol, _)| *symbol != 0));
        }

        fn syllables(&mut self, bytes: &[u8], position: u32) -> (usize, u32) {
            let [leading, vowel, trailing] = jamo(syllable(bytes).unwrap());
            let [first, second, third] = JAMO;
            self.symbol(first + leading, position);
            self.symbol(second + vowel, position);
            if trailing > 0 {
                self.symbol(third + trailing, position);
            }
            (3, 1)
        }

        fn symbol(&mut self, symbol: Symbol, position: u32) {
            self.0.push((symbol, position));
        }
    }

    fn seen(text: &str) -> Vec<(Symbol, u32)> {
        let mut seen = Seen::default();
        pieces(text, &mut |piece, start| symbols(piece, start, &mut seen));
        seen.0
    }

    fn canonical(text: &str) -> Vec<Symbol> {
        seen(text).into_iter().map(|(symbol, _)| symbol).collect()
    }

    fn positions(text: &str) -> Vec<u32> {
        seen(text)
            .into_iter()
            .map(|(_, position)| position)
            .collect()
    }

    #[test]
    fn case_width_accents_spaces_and_punctuation_do_not_matter() {
        assert_eq!(canonical("Slurry B-4: 3.2 %"), canonical("slurryb432"));
        assert_eq!(canonical("ＳＬＵＲＲＹ　①"), canonical("slurry 1"));
        assert_eq!(canonical("Étude, e\u{301}TUDE"), canonical("etude etude"));
        assert_eq!(canonical("\u{1d412}\u{1d425}urry"), canonical("slurry"));
    }

    #[test]
    fn hangul_is_the_same_composed_and_in_parts() {
        use unicode_normalization::UnicodeNormalization;
        let text = "양극재 슬러리를 25℃에서 섞는다";
        let parts: String = text.nfd().collect();
        assert_ne!(text, parts);
        assert_eq!(canonical(text), canonical(&parts));
        assert_eq!(canonical("값").len(), 3);
        assert_eq!(canonical("ㄱㄴ"), canonical("\u{1100}\u{1102}"));
    }

    #[test]
    fn invisible_signs_and_look_alikes_do_not_hide_a_word() {
        assert_eq!(canonical("sl\u{200b}ur\u{ad}ry"), canonical("slurry"));
        // Cyrillic а and е, Greek ο, at the start, in the middle and at the end of a Latin word.
        assert_eq!(
            canonical("саthodе аnd ο\u{200b}xide"),
            canonical("cathode and oxide")
        );
        // A word of one script stays what it is.
        assert_ne!(canonical("рот"), canonical("pot"));
    }

    #[test]
    fn addresses_are_left_out_and_positions_go_on() {
        let text = "mail 김a kim.a@lab.example or see https://lab.example/a?b=1 (now): yes";
        assert_eq!(canonical(text), canonical("mail 김a or see now yes"));
        assert_eq!(positions("가 x@y.kr 나"), [0, 0, 9, 9]);
        assert_eq!(canonical("a: b @c d@e"), canonical("abcde"));
    }

    #[test]
    fn positions_are_characters() {
        assert_eq!(positions("a 가é\u{301}각b"), [0, 2, 2, 3, 5, 5, 5, 6]);
    }
}
