//! Mandarin syllables in Cyrillic letters by the system of Palladius, which Russian writes Chinese names in.
//!
//! An `n` at the end is нь and an `ng` is н, so that a word in it names its syllables almost as surely as pinyin does.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::mandarin::{self, Syllable};

/// The syllables that a text (lower case) may begin with: the spelling and every syllable that is written so.
pub(crate) fn at_start(text: &str) -> impl Iterator<Item = (&str, &'static [&'static Syllable])> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take(LONGEST).filter_map(|end| {
        let start = text.get(..end)?;
        Some((start, SYLLABLES.get(start)?.as_slice()))
    })
}

/// Letters of the longest syllable, `чжуань`.
const LONGEST: usize = 6;

static SYLLABLES: LazyLock<HashMap<&'static str, Vec<&'static Syllable>>> = LazyLock::new(|| {
    let mut by_spelling: HashMap<&str, Vec<&Syllable>> = HashMap::new();
    for syllable in mandarin::all() {
        for spelling in &syllable.palladius {
            by_spelling.entry(spelling).or_default().push(syllable);
        }
    }
    by_spelling
});

/// The spelling of an initial and a final, as `mandarin` names them; a second one is what people also write.
pub(super) fn spelled(initial: &str, last: &str) -> Vec<String> {
    let first = match initial {
        "b" => "б",
        "p" => "п",
        "m" => "м",
        "f" => "ф",
        "d" => "д",
        "t" => "т",
        "n" => "н",
        "l" => "л",
        "g" => "г",
        "k" => "к",
        "h" => "х",
        "j" | "z" => "цз",
        "q" | "c" => "ц",
        "x" | "s" => "с",
        "zh" => "чж",
        "ch" => "ч",
        "sh" => "ш",
        "r" => "ж",
        _ => "",
    };
    let end = if initial.is_empty() {
        alone(last)
    } else {
        behind(initial, last)
    };
    let mut forms = vec![format!("{first}{end}")];
    match (initial, last) {
        ("h", "uei") => forms.push("хой".to_owned()),
        ("b" | "p" | "m" | "f", "eng") => forms.push(format!("{first}ын")),
        _ => {}
    }
    // Newspapers write е for э: Хуавей, Дэн and Ден.
    if end.contains('э') && last != "er" {
        forms.push(format!("{first}{}", end.replace('э', "е")));
    }
    forms
}

/// A final behind an initial.
fn behind(initial: &str, last: &str) -> &'static str {
    match last {
        "y" if matches!(initial, "z" | "c" | "s") => "ы",
        "i" | "y" => "и",
        "ia" => "я",
        "ie" => "е",
        "iao" => "яо",
        "iou" => "ю",
        "ian" => "янь",
        "in" => "инь",
        "iang" => "ян",
        "ing" => "ин",
        "iong" => "юн",
        "ong" => "ун",
        "u" => "у",
        "ua" => "уа",
        "uo" | "o" => "о",
        "uai" => "уай",
        "uei" if initial == "h" => "уэй",
        "uei" => "уй",
        "uan" => "уань",
        "uen" => "унь",
        "uang" => "уан",
        last => without_glide(last),
    }
}

/// A final that no initial stands before.
fn alone(last: &str) -> &'static str {
    match last {
        "i" => "и",
        "ia" => "я",
        "io" => "йо",
        "iai" => "яй",
        "ie" => "е",
        "iao" => "яо",
        "iou" => "ю",
        "ian" => "янь",
        "in" => "инь",
        "iang" => "ян",
        "ing" => "ин",
        "iong" => "юн",
        "u" => "у",
        "ua" => "ва",
        "uo" => "во",
        "uai" => "вай",
        "uei" => "вэй",
        "uan" => "вань",
        "uen" => "вэнь",
        "uang" => "ван",
        "ueng" => "вэн",
        "o" => "о",
        last => without_glide(last),
    }
}

/// What is written alike with an initial and without.
fn without_glide(last: &str) -> &'static str {
    match last {
        "a" => "а",
        "e" => "э",
        "ai" => "ай",
        "ei" => "эй",
        "ao" => "ао",
        "ou" => "оу",
        "an" => "ань",
        "en" => "энь",
        "ang" => "ан",
        "eng" => "эн",
        "er" => "эр",
        "v" => "юй",
        "ve" => "юэ",
        "van" => "юань",
        "vn" => "юнь",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_written_by_the_system() {
        for (pinyin, wanted) in [
            ("xi", "си"),
            ("si", "сы"),
            ("shi", "ши"),
            ("jin", "цзинь"),
            ("jing", "цзин"),
            ("ping", "пин"),
            ("zhang", "чжан"),
            ("jiang", "цзян"),
            ("zhong", "чжун"),
            ("zi", "цзы"),
            ("qi", "ци"),
            ("cai", "цай"),
            ("guo", "го"),
            ("hua", "хуа"),
            ("hui", "хуэй"),
            ("gui", "гуй"),
            ("wei", "вэй"),
            ("wen", "вэнь"),
            ("wang", "ван"),
            ("wan", "вань"),
            ("wu", "у"),
            ("xu", "сюй"),
            ("lv", "люй"),
            ("liu", "лю"),
            ("yue", "юэ"),
            ("yuan", "юань"),
            ("you", "ю"),
            ("yu", "юй"),
            ("xiong", "сюн"),
            ("sun", "сунь"),
            ("shen", "шэнь"),
            ("zhen", "чжэнь"),
            ("ri", "жи"),
            ("er", "эр"),
            ("he", "хэ"),
            ("jie", "цзе"),
            ("xian", "сянь"),
            ("deng", "дэн"),
        ] {
            let found = mandarin::syllable(pinyin).unwrap();
            assert_eq!(found.palladius[0], wanted, "{pinyin}");
        }
    }

    #[test]
    fn every_syllable_has_a_spelling_of_its_own_but_few() {
        let mut first: HashMap<&str, Vec<&str>> = HashMap::new();
        for syllable in mandarin::all() {
            let spelling = syllable.palladius[0].as_str();
            assert!(!spelling.is_empty(), "{syllable:?}");
            first.entry(spelling).or_default().push(&syllable.pinyin[0]);
        }
        let shared: Vec<_> = first.values().filter(|same| same.len() > 1).collect();
        assert!(shared.len() < 12, "{shared:?}");
    }
}
