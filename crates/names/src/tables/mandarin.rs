//! Mandarin syllables in other spellings: Wade–Giles, Hangul by the Korean rules for writing foreign words, Cyrillic.
//!
//! All are made from the initial and the final of the pinyin syllable.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::palladius;

/// One syllable, as each spelling writes it; a second form is what people also write.
#[derive(Clone, Debug)]
pub(crate) struct Syllable {
    /// Pinyin in plain letters; `lü` is `lv`, `lu` and `lyu`.
    pub(crate) pinyin: Vec<String>,
    /// Without apostrophes and marks.
    pub(crate) wade_giles: Vec<String>,
    pub(crate) hangul: Vec<String>,
    /// In Cyrillic letters.
    pub(crate) palladius: Vec<String>,
}

/// All syllables.
pub(super) fn all() -> impl Iterator<Item = &'static Syllable> {
    // A second spelling leads to the same syllable again.
    let own = |(key, syllable): &(&String, &Syllable)| {
        key.contains('v') || syllable.pinyin.first() == Some(key)
    };
    SYLLABLES.iter().filter(own).map(|(_, syllable)| syllable)
}

/// A syllable by its pinyin, `ü` as `v`.
pub(crate) fn syllable(pinyin: &str) -> Option<&'static Syllable> {
    SYLLABLES.get(pinyin)
}

/// The syllables that a text may begin with in pinyin: the plain spelling and the syllable.
pub(crate) fn at_start(latin: &str) -> impl Iterator<Item = (&str, &'static Syllable)> {
    (1..=LONGEST).rev().filter_map(|n| {
        let start = latin.get(..n)?;
        Some((start, SYLLABLES.get(start)?))
    })
}

const LONGEST: usize = 6;

static SYLLABLES: LazyLock<HashMap<String, Syllable>> = LazyLock::new(|| {
    let mut syllables = HashMap::new();
    let mut others = Vec::new();
    for (initial, finals) in COMBINATIONS {
        for last in finals.split(' ') {
            let pinyin = written(initial, last);
            let syllable = Syllable {
                wade_giles: wade_giles(initial, last),
                hangul: hangul(initial, last),
                palladius: palladius::spelled(initial, last),
                pinyin: plain(&pinyin),
            };
            // `lü` is written `lyu` and `lue` as well; `lu` is another syllable.
            for form in syllable.pinyin.iter().skip(1) {
                others.push((form.clone(), syllable.clone()));
            }
            syllables.insert(pinyin, syllable);
        }
    }
    for (form, syllable) in others {
        syllables.entry(form).or_insert(syllable);
    }
    syllables
});

/// Which finals follow which initial. Finals are written as sounds: `iou` for the end of `liu`, `v` for ü, `y` for the
/// vowel of `zhi` and `zi`.
const COMBINATIONS: &[(&str, &str)] = &[
    (
        "",
        "a o e ai ei ao ou an en ang eng er i ia io iai ie iao iou ian in iang ing u ua uo uai uei uan uen uang ueng \
         v ve van vn iong",
    ),
    ("b", "a o ai ei ao an en ang eng i ie iao ian in ing u"),
    ("p", "a o ai ei ao ou an en ang eng i ie iao ian in ing u"),
    (
        "m",
        "a o e ai ei ao ou an en ang eng i ie iao iou ian in ing u",
    ),
    ("f", "a o ei ou an en ang eng u iao"),
    (
        "d",
        "a e ai ei ao ou an en ang eng ong i ia ie iao iou ian ing u uo uei uan uen",
    ),
    (
        "t",
        "a e ai ei ao ou an ang eng ong i ie iao ian ing u uo uei uan uen",
    ),
    (
        "n",
        "a e ai ei ao ou an en ang eng ong i ie iao iou ian in iang ing u uo uan v ve",
    ),
    (
        "l",
        "a o e ai ei ao ou an ang eng ong i ia ie iao iou ian in iang ing u uo uan uen v ve",
    ),
    (
        "g",
        "a e ai ei ao ou an en ang eng ong u ua uo uai uei uan uen uang",
    ),
    (
        "k",
        "a e ai ei ao ou an en ang eng ong u ua uo uai uei uan uen uang",
    ),
    (
        "h",
        "a e ai ei ao ou an en ang eng ong u ua uo uai uei uan uen uang",
    ),
    ("j", "i ia ie iao iou ian in iang ing iong v ve van vn"),
    ("q", "i ia ie iao iou ian in iang ing iong v ve van vn"),
    ("x", "i ia ie iao iou ian in iang ing iong v ve van vn"),
    (
        "zh",
        "y a e ai ei ao ou an en ang eng ong u ua uo uai uei uan uen uang",
    ),
    (
        "ch",
        "y a e ai ao ou an en ang eng ong u ua uo uai uei uan uen uang",
    ),
    (
        "sh",
        "y a e ai ei ao ou an en ang eng u ua uo uai uei uan uen uang",
    ),
    ("r", "y e ao ou an en ang eng ong u ua uo uei uan uen"),
    ("z", "y a e ai ei ao ou an en ang eng ong u uo uei uan uen"),
    ("c", "y a e ai ao ou an en ang eng ong u uo uei uan uen"),
    ("s", "y a e ai ao ou an en ang eng ong u uo uei uan uen"),
];

/// Pinyin as it is written.
fn written(initial: &str, last: &str) -> String {
    let after_soft = matches!(initial, "j" | "q" | "x");
    let last = match (initial, last) {
        ("", "i") => "yi".to_owned(),
        ("", "in" | "ing") => format!("y{last}"),
        ("", "iou") => "you".to_owned(),
        ("", last) if last.starts_with('i') => format!("y{}", last.get(1..).unwrap_or("")),
        ("", "u") => "wu".to_owned(),
        ("", "uei") => "wei".to_owned(),
        ("", "uen") => "wen".to_owned(),
        ("", last) if last.starts_with('u') => format!("w{}", last.get(1..).unwrap_or("")),
        ("", last) if last.starts_with('v') => format!("yu{}", last.get(1..).unwrap_or("")),
        (_, "y") => "i".to_owned(),
        (_, "iou") => "iu".to_owned(),
        (_, "uei") => "ui".to_owned(),
        (_, "uen") => "un".to_owned(),
        (_, last) if after_soft => last.replace('v', "u"),
        (_, last) => last.to_owned(),
    };
    format!("{initial}{last}")
}

fn plain(pinyin: &str) -> Vec<String> {
    if pinyin.contains('v') {
        vec![
            pinyin.replace('v', "u"),
            pinyin.to_owned(),
            pinyin.replace('v', "yu"),
            pinyin.replace('v', "ue"),
        ]
    } else {
        vec![pinyin.to_owned()]
    }
}

fn wade_giles(initial: &str, last: &str) -> Vec<String> {
    let first = match initial {
        "b" | "p" => "p",
        "d" | "t" => "t",
        "g" | "k" => "k",
        "j" | "q" | "zh" | "ch" => "ch",
        "x" => "hs",
        "r" => "j",
        "z" | "c" => "ts",
        other => other,
    };
    let end = match (initial, last) {
        ("", "er") => "erh",
        ("", "i") => "i",
        ("", "ie") => "yeh",
        ("", "iou") => "yu",
        ("", "ian") => "yen",
        ("", "iong") => "yung",
        ("", "ve") => "yueh",
        ("" | "g" | "k" | "h", "e")
        | ("d" | "t" | "n" | "l" | "zh" | "ch" | "r" | "z" | "c" | "s", "uo") => "o",
        (_, "y") if matches!(initial, "z" | "c" | "s") => {
            let first = if initial == "s" { "ss" } else { "tz" };
            return vec![format!("{first}u"), "szu".to_owned()]
                .into_iter()
                .take(if initial == "s" { 2 } else { 1 })
                .collect();
        }
        (_, "y") => "ih",
        (_, "ie") if !initial.is_empty() => "ieh",
        (_, "ian") if !initial.is_empty() => "ien",
        (_, "iou") => "iu",
        (_, "ong") => "ung",
        (_, "iong") => "iung",
        ("g" | "k", "uei") => "uei",
        (_, "uei") if !initial.is_empty() => "ui",
        (_, "uen") if !initial.is_empty() => "un",
        (_, "v") => "u",
        (_, "ve") => "ueh",
        (_, "van") => "uan",
        (_, "vn") => "un",
        (_, last) => last,
    };
    if initial.is_empty() {
        let glide = match end {
            "in" | "ing" | "i" | "yeh" | "yu" | "yen" | "yung" | "yueh" | "o" | "erh" => {
                end.to_owned()
            }
            _ => written("", last),
        };
        // `i` and `yi` are both written.
        return if end == "i" {
            vec!["i".to_owned(), "yi".to_owned()]
        } else if matches!(end, "in" | "ing") {
            vec![format!("y{end}")]
        } else {
            vec![glide]
        };
    }
    let mut forms = vec![format!("{first}{end}")];
    // `tse` and `tze`, `ho` and `he`.
    if matches!(initial, "z" | "c") {
        forms.push(format!("tz{end}"));
    }
    if matches!(initial, "g" | "k" | "h") && last == "e" {
        forms.push(format!("{first}e"));
    }
    forms
}

/// Hangul by the rules of the National Institute of Korean Language, and where people write another letter, that too.
fn hangul(initial: &str, last: &str) -> Vec<String> {
    let onsets: &[char] = match initial {
        "" => &['ㅇ'],
        "b" => &['ㅂ'],
        "p" | "f" => &['ㅍ'],
        "m" => &['ㅁ'],
        "d" => &['ㄷ'],
        "t" => &['ㅌ'],
        "n" => &['ㄴ'],
        "l" | "r" => &['ㄹ'],
        "g" => &['ㄱ'],
        "k" => &['ㅋ'],
        "h" => &['ㅎ'],
        "j" | "zh" => &['ㅈ'],
        "q" | "ch" | "c" => &['ㅊ'],
        "x" | "sh" => &['ㅅ'],
        "z" => &['ㅉ', 'ㅈ'],
        "s" => &['ㅆ', 'ㅅ'],
        _ => &[],
    };
    let endings: &[&str] = match last {
        "a" => &["아"],
        "o" => &["오"],
        "e" => &["어"],
        "ai" => &["아이"],
        "ei" => &["에이"],
        "ao" => &["아오"],
        "ou" => &["어우"],
        "an" => &["안"],
        "en" => &["언"],
        "ang" => &["앙"],
        "eng" => &["엉"],
        "ong" => &["웅", "옹"],
        "er" => &["얼"],
        "y" => &["으"],
        "i" => &["이"],
        "ia" => &["야"],
        "io" => &["요"],
        "iai" => &["야이"],
        "ie" => &["예"],
        "iao" => &["야오"],
        "iou" => &["유"],
        "ian" => &["옌"],
        "in" => &["인"],
        "iang" => &["양"],
        "ing" => &["잉"],
        "iong" => &["융"],
        "u" => &["우"],
        "ua" => &["와"],
        "uo" => &["워"],
        "uai" => &["와이"],
        "uei" if initial.is_empty() => &["웨이"],
        "uei" => &["우이"],
        "uan" => &["완"],
        "uen" if initial.is_empty() => &["원"],
        "uen" => &["운"],
        "uang" => &["왕"],
        "ueng" => &["웡"],
        "v" => &["위"],
        "ve" => &["웨"],
        "van" => &["위안"],
        "vn" => &["윈"],
        _ => &[],
    };
    let mut out = Vec::new();
    for onset in onsets {
        for ending in endings {
            out.extend(with_onset(*onset, ending));
        }
    }
    out
}

/// An ending whose first syllable begins silently, with an onset; after ㅈ ㅉ ㅊ no y is written.
fn with_onset(onset: char, ending: &str) -> Option<String> {
    const ONSETS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    const FIRST: u32 = '가' as u32;
    let at = ONSETS.chars().position(|letter| letter == onset)? as u32;
    let mut syllables = ending.chars();
    let rest = (syllables.next()? as u32).checked_sub(FIRST)? % 588;
    let (vowel, coda) = (rest / 28, rest % 28);
    let vowel = match vowel {
        // ㅑ ㅕ ㅖ ㅛ ㅠ
        2 | 6 | 7 | 12 | 17 if matches!(onset, 'ㅈ' | 'ㅉ' | 'ㅊ') => match vowel {
            2 => 0,
            6 => 4,
            7 => 5,
            12 => 8,
            _ => 13,
        },
        vowel => vowel,
    };
    let first = char::from_u32(FIRST + at * 588 + vowel * 28 + coda)?;
    Some(std::iter::once(first).chain(syllables).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_written_by_each_rule() {
        for (pinyin, wade_giles, hangul) in [
            ("jin", "chin", "진"),
            ("ping", "ping", "핑"),
            ("dong", "tung", "둥"),
            ("fang", "fang", "팡"),
            ("xi", "hsi", "시"),
            ("ze", "tse", "쩌"),
            ("jiang", "chiang", "장"),
            ("qian", "chien", "첸"),
            ("xian", "hsien", "셴"),
            ("tian", "tien", "톈"),
            ("zhi", "chih", "즈"),
            ("si", "ssu", "쓰"),
            ("xue", "hsueh", "쉐"),
            ("quan", "chuan", "취안"),
            ("gui", "kuei", "구이"),
            ("wei", "wei", "웨이"),
            ("wen", "wen", "원"),
            ("yue", "yueh", "웨"),
            ("yan", "yen", "옌"),
            ("you", "yu", "유"),
            ("yi", "i", "이"),
            ("duo", "to", "둬"),
            ("guo", "kuo", "궈"),
            ("he", "ho", "허"),
            ("hao", "hao", "하오"),
            ("liu", "liu", "류"),
            ("ri", "jih", "르"),
            ("xiong", "hsiung", "슝"),
            ("lv", "lu", "뤼"),
        ] {
            let found = syllable(pinyin).unwrap();
            assert_eq!(
                (found.wade_giles[0].as_str(), found.hangul[0].as_str()),
                (wade_giles, hangul),
                "{pinyin}"
            );
        }
    }

    #[test]
    fn every_reading_of_the_table_is_a_syllable() {
        let unknown: Vec<&str> = ('\u{4E00}'..='\u{9FFF}')
            .filter_map(crate::tables::han::readings)
            .flat_map(|readings| readings.mandarin().take(1))
            .filter(|reading| syllable(reading).is_none())
            .collect();
        // Interjections without a vowel.
        assert!(unknown.len() < 12, "{unknown:?}");
    }
}
