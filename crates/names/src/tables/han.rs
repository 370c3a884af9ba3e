//! Han characters: the form they are folded to and how they are read in Korean, Mandarin and Cantonese.
//!
//! The table is generated from Unihan (`data/README.md`); one line holds all forms of a character, the simplified first.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The readings of one character, each list with the usual reading first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Readings {
    korean: &'static str,
    mandarin: &'static str,
    cantonese: &'static str,
}

impl Readings {
    /// Hangul syllables, without the rule of initial sounds.
    pub(crate) fn korean(self) -> impl Iterator<Item = char> {
        each(self.korean).filter_map(|reading| reading.chars().next())
    }

    /// Pinyin without tones, `ü` as `v`.
    pub(crate) fn mandarin(self) -> impl Iterator<Item = &'static str> {
        each(self.mandarin)
    }

    /// Jyutping without tones.
    pub(crate) fn cantonese(self) -> impl Iterator<Item = &'static str> {
        each(self.cantonese)
    }
}

fn each(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(',').filter(|reading| *reading != "-")
}

/// The readings of a folded character.
pub(crate) fn readings(c: char) -> Option<Readings> {
    TABLE.readings.get(&c).copied()
}

/// The form that traditional, simplified and Japanese forms of one character are folded to.
pub(crate) fn simplified(c: char) -> char {
    TABLE.simplified.get(&c).copied().unwrap_or(c)
}

/// The Mandarin readings of the characters that a Hangul syllable is the Korean reading of, as at the start of a word.
pub(crate) fn mandarin_of_korean(syllable: char) -> &'static [&'static str] {
    TABLE
        .mandarin_of_korean
        .get(&syllable)
        .map_or(&[], Vec::as_slice)
}

/// How a Hangul reading is said at the start of a word: 리 as 이, 로 as 노, 녀 as 여.
pub(crate) fn at_start(syllable: char) -> char {
    const FIRST: u32 = '가' as u32;
    const PER_ONSET: u32 = 588;
    const PER_VOWEL: u32 = 28;
    let (nieun, rieul, silent) = (2, 5, 11);
    let Some(offset) = (syllable as u32).checked_sub(FIRST) else {
        return syllable;
    };
    let (onset, rest) = (offset / PER_ONSET, offset % PER_ONSET);
    // ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ
    let is_soft = matches!(rest / PER_VOWEL, 2 | 3 | 6 | 7 | 12 | 17 | 20);
    let changed = match onset {
        onset if (onset == rieul || onset == nieun) && is_soft => silent,
        onset if onset == rieul => nieun,
        _ => return syllable,
    };
    char::from_u32(FIRST + changed * PER_ONSET + rest).unwrap_or(syllable)
}

struct Table {
    simplified: HashMap<char, char>,
    readings: HashMap<char, Readings>,
    mandarin_of_korean: HashMap<char, Vec<&'static str>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        simplified: HashMap::new(),
        readings: HashMap::new(),
        mandarin_of_korean: HashMap::new(),
    };
    for line in include_str!("../../data/han.txt").lines() {
        let mut fields = line.split(' ');
        let mut forms = fields.next().unwrap_or("").chars();
        let mut field = || fields.next().unwrap_or("-");
        let readings = Readings {
            korean: field(),
            mandarin: field(),
            cantonese: field(),
        };
        let Some(simplest) = forms.next() else {
            continue;
        };
        table.simplified.extend(forms.map(|form| (form, simplest)));
        table.readings.insert(simplest, readings);
        for syllable in readings.korean() {
            for said in [syllable, at_start(syllable)] {
                let mandarin = table.mandarin_of_korean.entry(said).or_default();
                for reading in readings.mandarin().take(1) {
                    if !mandarin.contains(&reading) {
                        mandarin.push(reading);
                    }
                }
            }
        }
    }
    table
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_character_fold_to_one() {
        for (form, wanted) in [
            ('電', '电'),
            ('廣', '广'),
            ('広', '广'),
            ('澤', '泽'),
            ('沢', '泽'),
            ('人', '人'),
        ] {
            assert_eq!(simplified(form), wanted, "{form}");
        }
    }

    #[test]
    fn characters_are_read_in_three_languages() {
        let read = readings('金').unwrap();
        assert_eq!(read.korean().collect::<String>(), "금김");
        assert_eq!(read.mandarin().collect::<Vec<_>>(), ["jin"]);
        assert_eq!(read.cantonese().collect::<Vec<_>>(), ["gam"]);
    }

    #[test]
    fn initial_sounds_follow_the_rule() {
        for (reading, wanted) in [
            ('리', '이'),
            ('로', '노'),
            ('녀', '여'),
            ('남', '남'),
            ('김', '김'),
        ] {
            assert_eq!(at_start(reading), wanted);
        }
    }
}
