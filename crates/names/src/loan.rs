//! Given names of other languages in Hangul: 필릭스 is Felix, 조슈아 Joshua.
//!
//! Hangul writes what is heard, English what was once said: letters cannot be walked one by one. The consonants must
//! be the same in the same order and the vowels between them of one colour; vowels that Hangul adds to close a
//! syllable (으) and letters that English does not speak are left out.

use crate::hangul::{cost_of_any, sounds};

mod rules;
mod walk;

/// From this cost on a reading as Korean syllables is far-fetched.
const KOREAN: f32 = 0.15;

/// The same of a word of katakana, as Hepburn writes it without its long vowels.
pub(crate) fn fit_of_kana(kana: &str, latin: &str) -> Option<f64> {
    let n_letters = kana.len();
    if n_letters < 2 || n_letters.max(latin.len()) > MAX_LETTERS || !latin.is_ascii() {
        return None;
    }
    let cost = walk::cost_of_kana(kana.as_bytes(), latin.as_bytes())?;
    let share = f64::from(cost) / n_letters as f64;
    let fit = HEARD - 0.6 * share;
    (share <= FAR_FETCHED).then_some(if n_letters < ENOUGH_KANA {
        fit.min(FEW_SOUNDS)
    } else {
        fit
    })
}

/// Longer texts are no words.
const MAX_LETTERS: usize = 40;

/// What a word fits that is written as it is heard, and what one of a few sounds does, which others share.
const HEARD: f64 = 0.92;
const FEW_SOUNDS: f64 = 0.8;
const ENOUGH_SOUNDS: usize = 5;
const ENOUGH_KANA: usize = 4;

/// From this cost for each sound on a writing is far-fetched.
const FAR_FETCHED: f64 = 0.09;

/// Whether a Hangul given name may be how a Latin one (lower case) is heard; two consonants are wanted at least.
pub(crate) fn is_loan(hangul: &str, latin: &str) -> bool {
    let (Some(heard), written) = (heard(hangul), written(latin)) else {
        return false;
    };
    let consonants = |parts: &[Part]| -> Vec<char> {
        parts
            .iter()
            .filter_map(|part| match part {
                Part::Consonant(c) => Some(*c),
                Part::Vowels(_) => None,
            })
            .collect()
    };
    consonants(&heard).len() >= 2
        && heard.len() == written.len()
        && heard
            .iter()
            .zip(&written)
            .all(|(heard, written)| heard.meets(written))
        // `Min Su` is 민수 and no foreign name, whatever else it sounds like.
        && cost_of_any(latin, hangul.chars().count()).is_none_or(|cost| cost >= KOREAN)
}

/// How well a Hangul word fits a Latin one (lower case) by the rules of transcription; `None` where it does not.
///
/// A word that reads as Korean syllables is none of another language: its letters decide.
pub(crate) fn fit_of_loan(hangul: &str, latin: &str) -> Option<f64> {
    let n_syllables = hangul.chars().count();
    let is_long = latin.len() > MAX_LETTERS || n_syllables > MAX_LETTERS / 2;
    if n_syllables < 2 || is_long || !latin.is_ascii() {
        return None;
    }
    let sounds = walk::heard(hangul)?;
    let share = f64::from(walk::cost_of_writing(&sounds, latin.as_bytes())?) / sounds.len() as f64;
    // Sounds that Korean names hardly have: 쎄미켐 is no name, though `semichem` could be read as three syllables.
    let is_foreign = n_syllables > 2 && sounds.iter().any(|sound| b"ktpS_".contains(sound));
    let is_korean = || cost_of_any(latin, n_syllables).is_some_and(|cost| cost < KOREAN);
    if share > FAR_FETCHED || !is_foreign && is_korean() {
        return None;
    }
    let fit = HEARD - 0.6 * share;
    Some(if sounds.len() < ENOUGH_SOUNDS {
        fit.min(FEW_SOUNDS)
    } else {
        fit
    })
}

/// A consonant by its class, or vowels without consonant between them.
#[derive(Debug, PartialEq)]
enum Part {
    Consonant(char),
    Vowels(String),
}

impl Part {
    /// Vowels meet where the first written letter is one that the first heard one is written with.
    fn meets(&self, written: &Self) -> bool {
        match (self, written) {
            (Self::Consonant(a), Self::Consonant(b)) => a == b,
            (Self::Vowels(heard_all), Self::Vowels(written)) => {
                let (Some(heard), Some(written)) =
                    (heard_all.chars().next(), written.chars().next())
                else {
                    return false;
                };
                // ㅏㅣ is the vowel of `hyper` and of `lime`.
                let is_long_i = matches!(heard_all.as_str(), "ai");
                match heard {
                    'a' if is_long_i && "yi".contains(written) => true,
                    'a' => "auo".contains(written),
                    'e' => "eai".contains(written),
                    // ㅓ, the vowel of `Vernon`, `Sunny` and `Morgan`.
                    'v' => "euai".contains(written),
                    'o' => "oaw".contains(written),
                    'u' => "uoew".contains(written),
                    'i' => "ieyja".contains(written),
                    _ => false,
                }
            }
            _ => false,
        }
    }
}

fn heard(hangul: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for c in hangul.chars() {
        for sound in sounds(c)?.chars() {
            push(&mut parts, sound);
        }
    }
    Some(parts)
}

/// Latin letters as sounds: groups first, then what English does not speak is left out.
fn written(latin: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let letters: Vec<char> = latin.chars().collect();
    let mut at = 0;
    while let Some(letter) = letters.get(at).copied() {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let is_last = at + 1 == letters.len();
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let (taken, sounds): (usize, &str) = match (letter, next) {
            ('p', 'h') => (2, "p"),
            ('s', 'h' | 'c') | ('t', 'h') => (2, "s"),
            ('c', 'h') => (2, "j"),
            ('c', 'k') | ('q', 'u') => (2, "k"),
            ('c', 'e' | 'i' | 'y') => (1, "s"),
            ('x', _) => (1, "ks"),
            ('z' | 'j', _) | ('g', 'e' | 'i' | 'y') => (1, "j"),
            ('c' | 'q' | 'k' | 'g', _) => (1, "k"),
            ('b' | 'p' | 'f' | 'v', _) => (1, "p"),
            ('d' | 't', _) => (1, "t"),
            // An r before a consonant or at the end, and an h that opens no vowel, are not heard.
            ('r', next) if !is_vowel(next) && next != 'r' => (1, ""),
            ('h', next) if !is_vowel(next) => (1, ""),
            ('r' | 'l', _) => (1, "l"),
            ('e', _) if is_last && before.is_some_and(|before| !is_vowel(before)) => (1, ""),
            ('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w', _) => (1, "@"),
            ('s' | 'm' | 'n' | 'h', _) => (1, "="),
            _ => (1, ""),
        };
        match sounds {
            "@" => push_vowel(&mut parts, letter),
            "=" => push(&mut parts, letter),
            sounds => sounds.chars().for_each(|sound| push(&mut parts, sound)),
        }
        at += taken;
    }
    parts
}

const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w')
}

fn push(parts: &mut Vec<Part>, sound: char) {
    if matches!(sound, 'a' | 'e' | 'v' | 'o' | 'u' | 'i') {
        return push_vowel(parts, sound);
    }
    // Letters written twice are one sound.
    if parts.last() != Some(&Part::Consonant(sound)) {
        parts.push(Part::Consonant(sound));
    }
}

fn push_vowel(parts: &mut Vec<Part>, vowel: char) {
    match parts.last_mut() {
        Some(Part::Vowels(vowels)) => vowels.push(vowel),
        _ => parts.push(Part::Vowels(vowel.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_industry_are_written_as_they_are_heard() {
        for (hangul, latin) in [
            ("로직스", "logics"),
            ("화인켐", "finechem"),
            ("쎄미켐", "semichem"),
            ("디스플레이", "display"),
            ("일렉트론", "electron"),
            ("인터내셔널", "international"),
            ("패키징", "packaging"),
            ("로보틱스", "robotics"),
            ("파워트레인", "powertrain"),
            ("사이언스", "science"),
            ("프리시전", "precision"),
            ("브릿지", "bridge"),
            ("한빛글로비스", "hanbitglovis"),
        ] {
            let fit = fit_of_loan(hangul, latin);
            assert!(
                fit.is_some_and(|fit| fit >= 0.86),
                "{hangul} {latin} {fit:?}"
            );
        }
        for (hangul, latin) in [
            ("스틸", "star"),
            ("미디어", "materials"),
            ("솔라", "storage"),
            ("파트너스", "photonics"),
            ("페인트", "plant"),
            ("수진", "sejin"),
            ("한빛글로비스", "hanbitglobal"),
        ] {
            let fit = fit_of_loan(hangul, latin);
            assert!(fit.is_none_or(|fit| fit < 0.85), "{hangul} {latin} {fit:?}");
        }
    }

    #[test]
    fn names_of_other_languages_are_heard_and_korean_ones_are_not() {
        for (hangul, latin) in [("로버트", "robert"), ("에릭", "eric"), ("케빈", "kevin")] {
            assert!(
                is_loan(hangul, latin),
                "{hangul} {latin} {:?} {:?}",
                heard(hangul),
                written(latin)
            );
        }
        for (hangul, latin) in [
            ("수진", "sejin"),
            ("민서", "minsoo"),
            ("민서", "minsu"),
            ("지영", "joyoung"),
            ("키", "key"),
            ("로버트", "rupert"),
        ] {
            assert!(!is_loan(hangul, latin), "{hangul} {latin}");
        }
    }
}
