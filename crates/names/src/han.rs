//! A name in Han characters said aloud: in Korean, in Mandarin (pinyin, Wade–Giles, or Hangul by its rules), in Cantonese.
//!
//! A run of characters meets a Hangul or a Latin text where one language reads it so from end to end.
//! Two texts without characters meet through the readings they could come from, which is weaker.

use crate::hangul;
use crate::japanese;
use crate::tables::{cantonese, han, mandarin};

/// How well a reading fits, from 0 to 1, as likenesses of words are measured.
pub(crate) type Fit = f64;

const KOREAN: Fit = 0.96;
const MANDARIN: Fit = 0.95;
const HANGUL_OF_MANDARIN: Fit = 0.93;
const WADE_GILES: Fit = 0.9;
const CANTONESE: Fit = 0.88;
const JAPANESE: Fit = 0.88;
/// The surname in one language and the given name in another, a rarer reading, or no characters to look at.
const LOOSE: Fit = 0.8;
/// One character is read like many others.
const SINGLE: Fit = 0.8;

/// Longer runs are no names: walking readings is kept short.
const MAX_CHARS: usize = 16;
const MAX_LATIN: usize = 40;

/// The usual Mandarin reading in plain letters; a character that the table lacks as its transliteration.
pub(crate) fn pinyin(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        let reading = han::readings(c).and_then(|readings| readings.mandarin().next());
        if let Some(reading) = reading {
            let letters = reading.chars();
            out.extend(letters.map(|letter| if letter == 'v' { 'u' } else { letter }));
        } else {
            let plain = deunicode::deunicode_char(c).unwrap_or("").chars();
            let letters = plain.filter(char::is_ascii_alphabetic);
            out.extend(letters.map(|letter| letter.to_ascii_lowercase()));
        }
    }
    out
}

/// The usual Korean reading, with the rule of initial sounds for the first character; `None` where one has none.
pub(crate) fn korean(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let reading = han::readings(c)?.korean().next()?;
        out.push(if out.is_empty() {
            han::at_start(reading)
        } else {
            reading
        });
    }
    Some(out)
}

/// A run of characters as Hangul: by Korean readings, or by how Korean writes Mandarin.
pub(crate) fn as_hangul(characters: &str, said: &str) -> Option<Fit> {
    let characters = run(characters)?;
    let korean = |c: char| -> Vec<String> {
        let readings = han::readings(c).into_iter().flat_map(han::Readings::korean);
        let both = readings.flat_map(|reading| [reading, han::at_start(reading)]);
        both.map(String::from).collect()
    };
    let mandarin = |c: char| -> Vec<String> {
        syllables(c)
            .flat_map(|syllable| &syllable.hangul)
            .cloned()
            .collect()
    };
    let found = if is_said(&characters, said, &korean) {
        KOREAN
    } else if is_said(&characters, said, &mandarin) {
        HANGUL_OF_MANDARIN
    } else if characters.len() > 2
        && is_said(&characters, said, &|c| [korean(c), mandarin(c)].concat())
    {
        LOOSE
    } else {
        return None;
    };
    Some(if characters.len() == 1 {
        found.min(SINGLE)
    } else {
        found
    })
}

/// A run of characters in Latin letters (lower case, no spaces): pinyin, Wade–Giles, Cantonese, or Korean.
pub(crate) fn as_latin(characters: &str, latin: &str) -> Option<Fit> {
    let text = run(characters)?;
    let pinyin = |c: char| -> Vec<String> {
        syllables(c)
            .flat_map(|syllable| &syllable.pinyin)
            .cloned()
            .collect()
    };
    let wade_giles = |c: char| -> Vec<String> {
        syllables(c)
            .flat_map(|syllable| &syllable.wade_giles)
            .cloned()
            .collect()
    };
    let found = if let Some(fit) = of_mandarin(&text, latin) {
        fit
    } else if is_said(&text, latin, &wade_giles) {
        WADE_GILES
    } else if is_cantonese(&text, latin) {
        CANTONESE
    } else if let Some(fit) = as_korean_latin(&text, latin) {
        fit
    } else if text.len() > 1 && is_overseas(&text, latin, &pinyin) {
        LOOSE
    } else if japanese::is_said(characters, latin) {
        JAPANESE
    } else {
        return None;
    };
    Some(if text.len() == 1 {
        found.min(SINGLE)
    } else {
        found
    })
}

/// A run of characters in pinyin and nothing else.
pub(crate) fn as_pinyin(characters: &str, pinyin: &str) -> Option<Fit> {
    let text = run(characters)?;
    let found = of_mandarin(&text, pinyin)?;
    Some(if text.len() == 1 {
        found.min(SINGLE)
    } else {
        found
    })
}

/// By the usual Mandarin readings, or by any.
fn of_mandarin(characters: &[char], pinyin: &str) -> Option<Fit> {
    let spells = |c: char, rest: &str, n_readings: usize| -> Vec<usize> {
        let readings = syllables(c).take(n_readings);
        let spellings = readings.flat_map(|syllable| &syllable.pinyin);
        let found = spellings.filter(|spelling| rest.starts_with(spelling.as_str()));
        found.map(String::len).collect()
    };
    let is_spelled = |n_readings: usize| {
        is_read(characters.iter().copied(), pinyin, |c, rest| {
            let lengths = spells(c, rest, n_readings).into_iter();
            lengths.filter_map(|n| rest.get(n..)).collect()
        })
    };
    if is_spelled(1) {
        Some(MANDARIN)
    } else if is_spelled(usize::MAX) {
        Some(WADE_GILES)
    } else {
        None
    }
}

/// Hangul (시진핑) against pinyin (`xijinping`): by how Korean writes Mandarin.
/// The Korean reading of characters (습근평) meets it too, but many characters share it.
pub(crate) fn hangul_as_pinyin(said: &str, latin: &str) -> Option<Fit> {
    if said.chars().count() < 2 || latin.len() > MAX_LATIN {
        return None;
    }
    if pinyin_meets(latin, said, |syllable, rest| {
        let forms = syllable.hangul.iter();
        forms
            .filter_map(|form| rest.strip_prefix(form.as_str()))
            .collect()
    }) {
        return Some(HANGUL_OF_MANDARIN);
    }
    let korean = pinyin_meets(latin, said, |syllable, rest| {
        let mut chars = rest.chars();
        let readings = chars.next().map_or(&[][..], han::mandarin_of_korean);
        let meets = readings
            .iter()
            .any(|reading| syllable.pinyin.iter().any(|pinyin| pinyin == reading));
        meets.then_some(chars.as_str()).into_iter().collect()
    });
    (korean && said.chars().count() > 2).then_some(LOOSE)
}

/// Two Hangul texts of one name in characters: one read in Korean (경동방), one in Mandarin (징둥팡).
pub(crate) fn both_hangul(korean: &str, mandarin: &str) -> Option<Fit> {
    // Two syllables are too short to tell.
    if !(3..=MAX_CHARS).contains(&korean.chars().count()) {
        return None;
    }
    let meets = is_read(korean.chars(), mandarin, |syllable, rest| {
        let readings = han::mandarin_of_korean(syllable).iter();
        readings
            .filter_map(|reading| mandarin::syllable(reading))
            .flat_map(|syllable| &syllable.hangul)
            .filter_map(|form| rest.strip_prefix(form.as_str()))
            .collect()
    });
    meets.then_some(LOOSE)
}

/// Wade–Giles against pinyin, both in Latin letters without spaces. A text that is no pinyin is surely the other.
pub(crate) fn wade_giles_as_pinyin(other: &str, pinyin: &str) -> Option<Fit> {
    let meets = || {
        pinyin_meets(pinyin, other, |syllable, rest| {
            let forms = syllable.wade_giles.iter();
            forms
                .filter_map(|form| rest.strip_prefix(form.as_str()))
                .collect()
        })
    };
    // Both write the same vowels of the same syllables, so that most texts are told apart at once.
    let is_long = other.len().max(pinyin.len()) > MAX_LATIN;
    if is_long || n_vowels(other) != n_vowels(pinyin) || other == pinyin || !meets() {
        return None;
    }
    Some(if is_pinyin(other) { LOOSE } else { WADE_GILES })
}

/// How many groups of vowels a text has.
fn n_vowels(text: &str) -> usize {
    let (mut n, mut before) = (0, false);
    for letter in text.bytes() {
        let is_vowel = matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u');
        n += usize::from(is_vowel && !before);
        before = is_vowel;
    }
    n
}

/// Whether a Latin text is pinyin from end to end.
fn is_pinyin(latin: &str) -> bool {
    pinyin_meets(latin, "", |_, rest| vec![rest])
}

fn run(characters: &str) -> Option<Vec<char>> {
    let characters: Vec<char> = characters.chars().collect();
    (1..=MAX_CHARS)
        .contains(&characters.len())
        .then_some(characters)
}

fn syllables(c: char) -> impl Iterator<Item = &'static mandarin::Syllable> {
    let readings = han::readings(c).into_iter();
    readings
        .flat_map(han::Readings::mandarin)
        .filter_map(mandarin::syllable)
}

/// Whether a text is what the characters stand for, one after another; `after` gives every rest behind one of them.
fn is_read<'a>(
    characters: impl Iterator<Item = char>,
    text: &'a str,
    after: impl Fn(char, &'a str) -> Vec<&'a str>,
) -> bool {
    let mut rests = vec![text];
    for c in characters {
        let mut next: Vec<&str> = Vec::new();
        for rest in rests.iter().flat_map(|rest| after(c, rest)) {
            // Each place in the text once: readings that end at one place are one way.
            if !next.contains(&rest) {
                next.push(rest);
            }
        }
        if next.is_empty() {
            return false;
        }
        rests = next;
    }
    rests.contains(&"")
}

/// Whether a text stands for pinyin syllable by syllable; `after` gives every rest of the text behind a syllable.
fn pinyin_meets<'a>(
    pinyin: &'a str,
    text: &'a str,
    after: impl Fn(&'static mandarin::Syllable, &'a str) -> Vec<&'a str>,
) -> bool {
    let mut seen = vec![(pinyin, text)];
    let mut at = 0;
    while let Some((pinyin, text)) = seen.get(at).copied() {
        if pinyin.is_empty() && text.is_empty() {
            return true;
        }
        at += 1;
        for (start, syllable) in mandarin::at_start(pinyin) {
            let behind = pinyin.get(start.len()..).unwrap_or("");
            for rest in after(syllable, text) {
                if !seen.contains(&(behind, rest)) {
                    seen.push((behind, rest));
                }
            }
        }
    }
    false
}

fn is_said(characters: &[char], text: &str, readings: &impl Fn(char) -> Vec<String>) -> bool {
    is_read(characters.iter().copied(), text, |c, rest| {
        let readings = readings(c);
        readings
            .iter()
            .filter_map(|reading| rest.strip_prefix(reading.as_str()))
            .collect()
    })
}

fn is_cantonese(characters: &[char], latin: &str) -> bool {
    is_read(characters.iter().copied(), latin, |c, rest| {
        let readings = han::readings(c).into_iter();
        readings
            .flat_map(han::Readings::cantonese)
            .flat_map(|jyutping| cantonese::after(jyutping, rest))
            .collect()
    })
}

/// The surname as it is written overseas, the given name in Mandarin or Cantonese.
fn is_overseas(characters: &[char], latin: &str, pinyin: &impl Fn(char) -> Vec<String>) -> bool {
    let Some((surname, given)) = characters.split_first() else {
        return false;
    };
    let jyutping = han::readings(*surname)
        .into_iter()
        .flat_map(han::Readings::cantonese);
    let hong_kong = jyutping.flat_map(|jyutping| cantonese::after(jyutping, latin));
    cantonese::overseas(*surname)
        .filter_map(|spelling| latin.strip_prefix(spelling))
        .chain(hong_kong)
        .any(|rest| is_said(given, rest, pinyin) || is_cantonese(given, rest))
}

/// By the Korean readings and their customary spellings; every reading of the surname, the usual ones of the rest.
fn as_korean_latin(characters: &[char], latin: &str) -> Option<Fit> {
    let mut texts = vec![String::new()];
    for (at, c) in characters.iter().enumerate() {
        let readings: Vec<char> = han::readings(*c)?.korean().take(3).collect();
        texts = texts
            .iter()
            .flat_map(|before| {
                readings.iter().map(move |reading| {
                    // The first character of the given name stands at a start as well.
                    let said = if at < 2 {
                        han::at_start(*reading)
                    } else {
                        *reading
                    };
                    format!("{before}{said}")
                })
            })
            .take(8)
            .collect();
    }
    let costs = texts
        .iter()
        .filter_map(|text| hangul::cost_of_reading(text, latin, true));
    let cost = f64::from(costs.reduce(f32::min)?);
    let fit = KOREAN - 0.3 * cost;
    (fit >= 0.6).then_some(fit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_said_in_hangul() {
        for (characters, said, wanted) in [
            ("金民俊", "김민준", KOREAN),
            ("李英姬", "이영희", KOREAN),
            ("三星", "삼성", KOREAN),
            ("海东", "하이둥", HANGUL_OF_MANDARIN),
            ("海东", "해동", KOREAN),
        ] {
            let characters = crate::fold(characters);
            assert_eq!(as_hangul(&characters, said), Some(wanted), "{said}");
        }
        assert_eq!(as_hangul("海东", "해북"), None);
    }

    #[test]
    fn characters_are_said_in_latin_letters() {
        for (characters, latin, wanted) in [
            ("海东", "haidong", MANDARIN),
            ("吕伟", "lvwei", MANDARIN),
            ("吕伟", "lyuwei", MANDARIN),
            ("毛泽东", "maotsetung", WADE_GILES),
            ("陈大文", "chantaiman", CANTONESE),
            ("黄小明", "wongsiuming", CANTONESE),
            ("陈伟明", "tanweiming", LOOSE),
        ] {
            assert_eq!(as_latin(characters, latin), Some(wanted), "{latin}");
        }
        assert!(as_latin("金民俊", "kimminjun").is_some_and(|fit| fit >= 0.85));
        assert_eq!(as_latin("海东", "haibei"), None);
    }

    #[test]
    fn hangul_meets_pinyin_and_wade_giles_meets_pinyin() {
        assert_eq!(
            hangul_as_pinyin("왕샤오밍", "wangxiaoming"),
            Some(HANGUL_OF_MANDARIN)
        );
        assert_eq!(hangul_as_pinyin("왕소명", "wangxiaoming"), Some(LOOSE));
        assert_eq!(hangul_as_pinyin("왕샤오밍", "wangxiaohong"), None);
        assert_eq!(both_hangul("경동방", "징둥팡"), Some(LOOSE));
        assert_eq!(both_hangul("경동방", "상하이"), None);
        assert_eq!(
            wade_giles_as_pinyin("hsuehtsetung", "xuezedong"),
            Some(WADE_GILES)
        );
        assert_eq!(wade_giles_as_pinyin("changwei", "zhangwei"), Some(LOOSE));
        assert_eq!(wade_giles_as_pinyin("changwei", "zhaowei"), None);
    }

    #[test]
    fn no_text_takes_long() {
        let long = "ang".repeat(60);
        assert_eq!(wade_giles_as_pinyin(&long, &format!("{long}x")), None);
        assert_eq!(hangul_as_pinyin(&"안".repeat(60), &long), None);
        // Every syllable has readings that end at one place.
        assert_eq!(both_hangul(&"사".repeat(16), &"스".repeat(15)), None);
        assert_eq!(
            wade_giles_as_pinyin(&"anga".repeat(10), &"ange".repeat(10)),
            None
        );
        assert_eq!(
            as_latin(&"绿".repeat(16), &format!("{}x", "lue".repeat(15))),
            None
        );
    }
}
