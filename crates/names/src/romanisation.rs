//! Hangul by McCune–Reischauer and by Yale, without breves and apostrophes, as lists and libraries write names.
//!
//! Revised Romanisation and customary spellings are in `hangul`; these two follow rules of their own, so that a text
//! is one of them as a whole or not at all.

use crate::hangul::letters;

/// Whether a Latin text (lower case, no spaces) is a Hangul one by McCune–Reischauer or Yale.
pub(crate) fn is_romanised(hangul: &str, latin: &str) -> bool {
    mccune_reischauer(hangul).is_some_and(|text| text == latin)
        || yale(hangul).is_some_and(|text| text == latin)
}

/// The same for a name of a person, whose surname is a word of its own.
pub(crate) fn is_romanised_person(hangul: &str, latin: &str) -> bool {
    hangul.char_indices().skip(1).take(2).any(|(at, _)| {
        hangul.split_at_checked(at).is_some_and(|(surname, given)| {
            by_parts(&[surname, given], latin, mccune_reischauer)
                || by_parts(&[surname, given], latin, yale)
        })
    })
}

/// Whether the parts stand in the text in this order or the surname last.
fn by_parts(parts: &[&str; 2], latin: &str, system: fn(&str) -> Option<String>) -> bool {
    let [Some(surname), Some(given)] = parts.map(system) else {
        return false;
    };
    let is_both = |first: &str, second: &str| latin.strip_prefix(first) == Some(second);
    is_both(&surname, &given) || is_both(&given, &surname)
}

/// What a consonant is before the next letter.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// The start of a word, or a voiceless consonant.
    Voiceless,
    /// A vowel, or ㄴ ㅁ ㅇ ㄹ.
    Voiced,
}

fn mccune_reischauer(hangul: &str) -> Option<String> {
    const VOICELESS: [&str; 19] = [
        "k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch", "k", "t",
        "p", "h",
    ];
    const VOWELS: [&str; 21] = [
        "a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
        "we", "wi", "yu", "u", "ui", "i",
    ];
    let syllables: Option<Vec<(usize, usize, usize)>> = hangul.chars().map(letters).collect();
    let syllables = syllables?;
    let mut out = String::new();
    let mut before = Before::Voiceless;
    let mut coda_before = 0;
    for (at, (onset, vowel, coda)) in syllables.iter().copied().enumerate() {
        let first = match onset {
            0 if before == Before::Voiced => "g",
            3 if before == Before::Voiced => "d",
            7 if before == Before::Voiced => "b",
            12 if before == Before::Voiced => "j",
            // ㄹ after ㄴ or ㄹ, and after another consonant.
            5 if matches!(coda_before, 4 | 8) => "l",
            5 if coda_before != 0 => "n",
            2 if coda_before == 8 => "l",
            9 if vowel == 16 => "sh",
            onset => VOICELESS.get(onset).copied()?,
        };
        out.push_str(first);
        out.push_str(VOWELS.get(vowel)?);
        let next = syllables.get(at + 1).map(|(onset, ..)| *onset);
        out.push_str(coda_text(coda, next));
        before = if matches!(coda, 0 | 4 | 8 | 16 | 21) {
            Before::Voiced
        } else {
            Before::Voiceless
        };
        coda_before = coda;
    }
    Some(out)
}

/// A coda by McCune–Reischauer before the onset of the next syllable.
fn coda_text(coda: usize, next: Option<usize>) -> &'static str {
    let (silent, nasal) = (next == Some(11), matches!(next, Some(2 | 6)));
    match coda {
        1 | 24 if silent => "g",
        1 | 2 | 24 if nasal || next == Some(5) => "ng",
        1 | 2 | 3 | 9 | 24 => "k",
        4 if next == Some(5) => "l",
        4..=6 => "n",
        7 | 19 | 20 | 22 | 23 | 25 if nasal => "n",
        7 if silent => "d",
        19 | 20 if silent => "s",
        7 | 19 | 20 | 22 | 23 | 25 => "t",
        8 if silent || next == Some(18) => "r",
        8 | 11..=13 | 15 => "l",
        10 | 16 => "m",
        17 if silent => "b",
        17 | 18 | 26 if nasal => "m",
        14 | 17 | 18 | 26 => "p",
        21 => "ng",
        _ => "",
    }
}

fn yale(hangul: &str) -> Option<String> {
    const ONSETS: [&str; 19] = [
        "k", "kk", "n", "t", "tt", "l", "m", "p", "pp", "s", "ss", "", "c", "cc", "ch", "kh", "th",
        "ph", "h",
    ];
    const VOWELS: [&str; 21] = [
        "a", "ay", "ya", "yay", "e", "ey", "ye", "yey", "o", "wa", "way", "oy", "yo", "wu", "we",
        "wey", "wi", "yu", "u", "uy", "i",
    ];
    const CODAS: [&str; 28] = [
        "", "k", "kk", "ks", "n", "nc", "nh", "t", "l", "lk", "lm", "lp", "ls", "lth", "lph", "lh",
        "m", "p", "ps", "s", "ss", "ng", "c", "ch", "kh", "th", "ph", "h",
    ];
    let mut out = String::new();
    for c in hangul.chars() {
        let (onset, vowel, coda) = letters(c)?;
        out.push_str(ONSETS.get(onset)?);
        // After ㅁ ㅂ ㅃ ㅍ the vowel ㅜ is plain u.
        out.push_str(if vowel == 13 && matches!(onset, 6 | 7 | 8 | 17) {
            "u"
        } else {
            VOWELS.get(vowel)?
        });
        out.push_str(CODAS.get(coda)?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_each_system() {
        for (hangul, reischauer, yale_text) in [
            ("정은", "chongun", "cengun"),
            ("최", "choe", "choy"),
            ("한성", "hansong", "hanseng"),
            ("대양", "taeyang", "tayyang"),
            ("부산", "pusan", "pusan"),
            ("석원", "sogwon", "sekwen"),
            ("전라", "cholla", "cenla"),
            ("박물관", "pangmulgwan", "pakmulkwan"),
            ("독립", "tongnip", "toklip"),
        ] {
            assert_eq!(
                mccune_reischauer(hangul).as_deref(),
                Some(reischauer),
                "{hangul}"
            );
            assert_eq!(yale(hangul).as_deref(), Some(yale_text), "{hangul}");
        }
    }

    #[test]
    fn a_person_has_two_words() {
        assert!(is_romanised_person("김정은", "kimchongun"));
        assert!(is_romanised_person("남궁지훈", "namgungchihun"));
        assert!(is_romanised_person("박정희", "chonghuipak"));
        assert!(!is_romanised_person("김정은", "kimchongin"));
    }
}
