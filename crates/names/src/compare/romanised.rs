//! Romanisations of one name: Юрий is Yuri, Yury, Iouri and Jurij; محمد, which writes no vowels, Muhammad and Mohamed.

use rapidfuzz::distance::osa;

use crate::prepare::Word;

/// Whether two Latin words are customary romanisations of one Cyrillic word.
pub(super) fn are_romanisations(a: &str, b: &str) -> bool {
    key(a) == key(b)
}

/// One spelling for what the customs of several languages write of one Cyrillic letter.
fn key(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let group = GROUPS
            .iter()
            .find_map(|(spelling, sound)| Some((rest.strip_prefix(spelling)?, *sound)));
        if let Some((after, sound)) = group {
            // `ii`, `iy` and `i` at the end are one.
            if !(sound == "i" && out.ends_with('i')) {
                out.push_str(sound);
            }
            rest = after;
        } else {
            out.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or("");
        }
    }
    // `Romanoff` is Romanov.
    match out.strip_suffix("ff") {
        Some(stem) => format!("{stem}v"),
        None => out,
    }
}

/// Longest first.
const GROUPS: &[(&str, &str)] = &[
    // Мария is Maria, Mariya and Mariia.
    ("iia", "A"),
    ("iya", "A"),
    ("ija", "A"),
    ("iou", "U"),
    ("ph", "f"),
    ("shch", "S"),
    ("stch", "S"),
    ("tch", "C"),
    ("sch", "S"),
    ("ch", "C"),
    ("yu", "U"),
    ("iu", "U"),
    ("ju", "U"),
    ("ya", "A"),
    ("ia", "A"),
    ("ja", "A"),
    ("ye", "e"),
    ("ie", "e"),
    ("je", "e"),
    ("yo", "e"),
    ("ou", "u"),
    ("iy", "i"),
    ("ij", "i"),
    ("ii", "i"),
    ("yy", "i"),
    ("y", "i"),
    ("i", "i"),
    ("w", "v"),
    ("ks", "x"),
];

/// The same of two words of which one is of such a script.
pub(super) fn fit_of_bare(a: &Word, b: &Word) -> Option<f64> {
    if a.is_bare {
        unvowelled(&a.text, &b.text)
    } else {
        unvowelled(&b.text, &a.text)
    }
}

/// How well a word of a script without short vowels (its plain letters, `mhmd`) fits a Latin one, by their consonants.
///
/// A written `w` is a vowel or a consonant: דוד is David.
fn unvowelled(bare: &str, latin: &str) -> Option<f64> {
    let said = bare.contains('w').then(|| bare.replace('w', "v"));
    let said = said.and_then(|said| by_consonants(&said, latin));
    let plain = by_consonants(bare, latin);
    plain.into_iter().chain(said).reduce(f64::max)
}

/// Whether a Latin word has a vowel for each long one that the bare word writes behind its first letter.
fn writes_long_vowels(bare: &str, latin: &str) -> bool {
    let rest = bare.get(1..).unwrap_or("");
    let has = |written: char, vowels: &[char]| !rest.contains(written) || latin.contains(vowels);
    has('w', &['u', 'o', 'w', 'v']) && has('y', &['i', 'e', 'y', 'j']) && has('a', &['a', 'e'])
}

fn by_consonants(bare: &str, latin: &str) -> Option<f64> {
    let (a, b) = (consonants(bare), consonants(latin));
    let n = a.len().min(b.len());
    if n >= 2 && a == b {
        // Two consonants are shared by many names: the long vowels must agree too.
        return match n {
            2 => writes_long_vowels(bare, latin).then_some(FEW_CONSONANTS),
            _ => Some(UNVOWELLED),
        };
    }
    let is_close = n >= 4 && osa::distance(a.bytes(), b.bytes()) == 1;
    is_close.then_some(NEARLY)
}

const UNVOWELLED: f64 = 0.88;
const FEW_CONSONANTS: f64 = 0.86;
const NEARLY: f64 = 0.75;

/// The consonants of a word, one letter for each sound that customs write in several ways.
fn consonants(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let pair = PAIRS
            .iter()
            .find_map(|(spelling, sound)| Some((rest.strip_prefix(spelling)?, *sound)));
        let (after, sound) = pair.unwrap_or_else(|| {
            let sound = match letter {
                'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' => None,
                'q' | 'c' => Some('k'),
                'p' => Some('b'),
                'v' => Some('f'),
                other => Some(other),
            };
            (rest.get(letter.len_utf8()..).unwrap_or(""), sound)
        });
        rest = after;
        // `Abdallah` and `Hamza`: an h at the end is not said.
        let is_silent = sound == Some('h') && rest.is_empty();
        if let Some(sound) = sound.filter(|sound| !is_silent && !out.ends_with(*sound)) {
            out.push(sound);
        }
    }
    out
}

const PAIRS: &[(&str, Option<char>)] = &[
    ("kh", Some('x')),
    ("gh", Some('g')),
    ("dh", Some('d')),
    ("th", Some('t')),
    ("sh", Some('S')),
    ("ch", Some('S')),
    ("dj", Some('j')),
    ("ph", Some('f')),
    ("ck", Some('k')),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vowels_need_not_be_written() {
        for (bare, latin) in [
            ("mhmd", "muhammad"),
            ("mhmd", "mohammed"),
            ("khald", "khalid"),
            ("jmal", "djamel"),
            ("abdalqadr", "abdelkader"),
            ("abdallh", "abdallah"),
            ("dwd", "david"),
            ("qhn", "cohen"),
        ] {
            assert_eq!(unvowelled(bare, latin), Some(UNVOWELLED), "{bare} {latin}");
        }
        // Two written consonants are shared by many names.
        assert_eq!(unvowelled("rda", "reda"), Some(FEW_CONSONANTS));
        assert_eq!(unvowelled("nwr", "nour"), Some(FEW_CONSONANTS));
        assert_eq!(unvowelled("nwr", "nar"), None);
        assert_eq!(unvowelled("mhmd", "mahdi"), None);
    }

    #[test]
    fn customs_of_several_languages_meet() {
        for (a, b) in [
            ("iurii", "yuri"),
            ("iouri", "yury"),
            ("jurij", "yuriy"),
            ("zhuravlyov", "zhuravlev"),
            ("iaroslav", "yaroslav"),
            ("chtcherbakov", "chtcherbakoff"),
            ("shcherbakov", "scherbakov"),
            ("mariia", "maria"),
            ("iuliia", "yulia"),
            ("sofiia", "sophia"),
            ("kseniia", "xenia"),
        ] {
            assert!(are_romanisations(a, b), "{a} {b}: {} {}", key(a), key(b));
        }
        for (a, b) in [
            ("khan", "han"),
            ("ivanov", "ivanova"),
            ("yuri", "yura"),
            ("mariia", "mari"),
        ] {
            assert!(!are_romanisations(a, b), "{a} {b}");
        }
    }
}
