//! Hangul arithmetic: syllables into letters, Revised Romanisation, and the customary Latin spellings of a syllable.
//!
//! A Hangul name is matched against a Latin one by walking the Latin text with the spellings each syllable may take,
//! so that 성 meets `Seong`, `Sung` and `Song`, each at its cost.

use crate::tables::surnames;

mod shared;

pub(crate) use shared::shared_reading;

/// A spelling and how unusual it is: 0 is the standard or an everyday one.
type Spelling = (&'static str, f32);

/// Whether a character is a whole Hangul syllable.
pub(crate) fn is_syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// Revised Romanisation, letter by letter (ㄹㄹ as `ll`), lower case; other characters stay.
///
/// ```
/// assert_eq!(bongsu_names::romanise("해동선박안전"), "haedongseonbakanjeon");
/// ```
pub fn romanise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut coda_before = 0;
    for c in text.chars() {
        let Some((onset, vowel, coda)) = letters(c) else {
            out.push(c);
            coda_before = 0;
            continue;
        };
        let standard = |choices: Option<&&[Spelling]>| {
            choices
                .and_then(|all| all.first())
                .map_or("", |(text, _)| *text)
        };
        let doubled = coda_before == RIEUL_CODA && onset == RIEUL_ONSET;
        out.push_str(if doubled {
            "l"
        } else {
            standard(ONSETS.get(onset))
        });
        out.push_str(standard(VOWELS.get(vowel)));
        out.push_str(standard(CODAS.get(coda)));
        coda_before = coda;
    }
    out
}

/// The cost of reading a Latin text (lower-case letters only) as a Hangul one; `None` where it cannot be.
///
/// 0 is the standard spelling; each customary but less usual letter adds. A surname at the start may take its own
/// customary spelling (이 as `Lee`).
pub(crate) fn cost_of_reading(hangul: &str, latin: &str, surname_first: bool) -> Option<f32> {
    let syllables: Vec<char> = hangul.chars().collect();
    let width = latin.len() + 1;
    let mut costs = vec![f32::INFINITY; width];
    if let Some(start) = costs.first_mut() {
        *start = 0.0;
    }
    let mut next_at = 0;
    if surname_first
        && let Some((n_syllables, from_surname)) = surname_start(&syllables, latin, width)
    {
        let by_letters = syllables
            .iter()
            .take(n_syllables)
            .try_fold(costs, |costs, syllable| step(*syllable, latin, &costs));
        costs = match by_letters {
            Some(by_letters) => by_letters
                .iter()
                .zip(&from_surname)
                .map(|(a, b)| a.min(*b))
                .collect(),
            None => from_surname,
        };
        next_at = n_syllables;
    }
    for syllable in syllables.iter().skip(next_at) {
        costs = step(*syllable, latin, &costs)?;
    }
    costs.last().copied().filter(|cost| cost.is_finite())
}

/// Costs after a customary surname spelling, and how many syllables it took.
fn surname_start(syllables: &[char], latin: &str, width: usize) -> Option<(usize, Vec<f32>)> {
    let two: String = syllables.iter().take(2).collect();
    let one: String = syllables.iter().take(1).collect();
    let pairs = [(2, two), (1, one)];
    let (n, spellings) = pairs
        .iter()
        .filter(|(n, _)| syllables.len() > *n)
        .find_map(|(n, text)| surnames::spellings(text).map(|spellings| (*n, spellings)))?;
    let mut costs = vec![f32::INFINITY; width];
    let text: String = syllables.iter().take(n).collect();
    let customary = spellings.iter().map(|spelling| (*spelling, 0.0));
    let chinese = surnames::chinese(&text)
        .iter()
        .map(|reading| (*reading, CHINESE_READING));
    for (spelling, cost) in customary.chain(chinese) {
        if latin.starts_with(spelling)
            && let Some(slot) = costs.get_mut(spelling.len())
        {
            *slot = slot.min(cost);
        }
    }
    Some((n, costs))
}

/// What a Chinese reading of a surname costs: the given name must read well beside it.
const CHINESE_READING: f32 = 0.3;

/// Moves every position one syllable on.
fn step(syllable: char, latin: &str, costs: &[f32]) -> Option<Vec<f32>> {
    let (onset, vowel, coda) = letters(syllable)?;
    let (onsets, vowels, codas) = (ONSETS.get(onset)?, VOWELS.get(vowel)?, CODAS.get(coda)?);
    let mut next = vec![f32::INFINITY; costs.len()];
    for (at, cost) in costs
        .iter()
        .enumerate()
        .filter(|(_, cost)| cost.is_finite())
    {
        let Some(rest) = latin.get(at..) else {
            continue;
        };
        for (first, a) in *onsets {
            let Some(rest) = rest.strip_prefix(first) else {
                continue;
            };
            for (middle, b) in vowels
                .iter()
                .chain(open_vowels(vowel, onset == SILENT_ONSET, coda == 0))
                .chain(soft_vowels(vowel, first))
            {
                let Some(rest) = rest.strip_prefix(middle) else {
                    continue;
                };
                for (last, c) in *codas {
                    let Some(rest) = rest.strip_prefix(last) else {
                        continue;
                    };
                    if let Some(slot) = next.get_mut(latin.len() - rest.len()) {
                        *slot = slot.min(cost + a + b + c);
                    }
                }
            }
        }
    }
    next.iter().any(|cost| cost.is_finite()).then_some(next)
}

/// Spellings that a vowel takes only without onset (`Woo`, `Yi`) or only without coda (`Ah`, `Hur`).
fn open_vowels(
    vowel: usize,
    no_onset: bool,
    no_coda: bool,
) -> impl Iterator<Item = &'static Spelling> {
    const BARE: [(usize, Spelling); 6] = [
        (13, ("woo", 0.0)),
        (13, ("wu", 0.1)),
        (20, ("yi", 0.1)),
        (20, ("lee", 0.3)),
        (17, ("ryu", 0.3)),
        (6, ("ryeo", 0.3)),
    ];
    const FINAL: [(usize, Spelling); 8] = [
        (0, ("ah", 0.0)),
        (4, ("uh", 0.1)),
        (4, ("ur", 0.2)),
        (4, ("eoh", 0.1)),
        (8, ("oh", 0.0)),
        (5, ("eh", 0.1)),
        (13, ("uh", 0.2)),
        (20, ("y", 0.2)),
    ];
    // The vowel that Hangul adds to a consonant of another language: 포스코 is Posco.
    const ADDED: [(usize, Spelling); 1] = [(18, ("", 0.15))];
    let bare = BARE.iter().filter(move |(at, _)| no_onset && *at == vowel);
    let last = FINAL.iter().filter(move |(at, _)| no_coda && *at == vowel);
    let added = ADDED
        .iter()
        .filter(move |(at, _)| no_coda && !no_onset && *at == vowel);
    bare.chain(last).chain(added).map(|(_, spelling)| spelling)
}

/// After `sh`, `ch` and `j` the y of a vowel is not written: `Sho`, `Shin`, `Joshua`.
fn soft_vowels(vowel: usize, onset: &str) -> impl Iterator<Item = &'static Spelling> {
    const SOFT: [(usize, Spelling); 6] = [
        (2, ("a", 0.1)),
        (6, ("eo", 0.1)),
        (6, ("u", 0.2)),
        (12, ("o", 0.1)),
        (17, ("u", 0.1)),
        (17, ("oo", 0.1)),
    ];
    let is_soft = matches!(onset, "sh" | "ch" | "j");
    let soft = SOFT.iter().filter(move |(at, _)| is_soft && *at == vowel);
    soft.map(|(_, spelling)| spelling)
}

/// Onset, vowel and coda of a syllable, as indices into the tables below.
pub(crate) fn letters(c: char) -> Option<(usize, usize, usize)> {
    if !is_syllable(c) {
        return None;
    }
    let offset = (c as usize).checked_sub('가' as usize)?;
    Some((offset / 588, offset % 588 / 28, offset % 28))
}

/// The least cost of reading a Latin text as any `n_syllables` of Hangul; `None` where none can be read so.
pub(crate) fn cost_of_any(latin: &str, n_syllables: usize) -> Option<f32> {
    let mut costs = vec![f32::INFINITY; latin.len() + 1];
    *costs.first_mut()? = 0.0;
    let all = |spellings: &[&[Spelling]]| -> Vec<Spelling> {
        let each = spellings.iter().flat_map(|spellings| spellings.iter());
        each.copied().collect()
    };
    let (onsets, vowels, codas) = (all(&ONSETS), all(&VOWELS), all(&CODAS));
    for _ in 0..n_syllables {
        for parts in [&onsets, &vowels, &codas] {
            let mut next = vec![f32::INFINITY; costs.len()];
            for (at, cost) in costs
                .iter()
                .enumerate()
                .filter(|(_, cost)| cost.is_finite())
            {
                let rest = latin.get(at..).unwrap_or("");
                for (text, more) in parts.iter().filter(|(text, _)| rest.starts_with(text)) {
                    if let Some(slot) = next.get_mut(at + text.len()) {
                        *slot = slot.min(cost + more);
                    }
                }
            }
            costs = next;
        }
    }
    costs.last().copied().filter(|cost| cost.is_finite())
}

/// What is heard of a syllable, by class of sound: `p` for ㅂ ㅍ ㅃ, `v` for ㅓ; 으 is not heard.
pub(crate) fn sounds(c: char) -> Option<String> {
    const ONSET: [&str; 19] = [
        "k", "k", "n", "t", "t", "l", "m", "p", "p", "s", "s", "", "j", "j", "j", "k", "t", "p",
        "h",
    ];
    const VOWEL: [&str; 21] = [
        "a", "e", "a", "e", "v", "e", "v", "e", "o", "o", "e", "e", "o", "u", "o", "e", "i", "u",
        "", "i", "i",
    ];
    const CODA: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "l", "l", "l", "l", "l", "l", "l", "m", "p",
        "p", "s", "s", "n", "t", "t", "k", "t", "p", "",
    ];
    let (onset, vowel, coda) = letters(c)?;
    Some([ONSET.get(onset)?, VOWEL.get(vowel)?, *CODA.get(coda)?].concat())
}

const SILENT_ONSET: usize = 11;
const RIEUL_ONSET: usize = 5;
const RIEUL_CODA: usize = 8;

const ONSETS: [&[Spelling]; 19] = [
    &[("g", 0.0), ("k", 0.0)],
    &[("kk", 0.0), ("gg", 0.1), ("k", 0.2)],
    &[("n", 0.0), ("r", 0.4)],
    &[("d", 0.0), ("t", 0.1)],
    &[("tt", 0.0), ("dd", 0.1), ("t", 0.2)],
    &[("r", 0.0), ("l", 0.1), ("n", 0.3), ("rh", 0.2)],
    &[("m", 0.0)],
    &[("b", 0.0), ("p", 0.1)],
    &[("pp", 0.0), ("bb", 0.1), ("p", 0.2)],
    &[("s", 0.0), ("sh", 0.1)],
    &[("ss", 0.0), ("s", 0.1)],
    &[("", 0.0)],
    &[("j", 0.0), ("ch", 0.2), ("z", 0.3)],
    &[("jj", 0.0), ("j", 0.2), ("tch", 0.3)],
    &[("ch", 0.0), ("c", 0.3)],
    &[("k", 0.0), ("c", 0.2)],
    &[("t", 0.0)],
    &[("p", 0.0), ("f", 0.2)],
    &[("h", 0.0)],
];

const VOWELS: [&[Spelling]; 21] = [
    &[("a", 0.0)],
    &[("ae", 0.0), ("ai", 0.1), ("e", 0.2), ("ay", 0.2)],
    &[("ya", 0.0), ("ia", 0.2)],
    &[("yae", 0.0), ("ye", 0.2)],
    &[
        ("eo", 0.0),
        ("u", 0.1),
        ("o", 0.25),
        ("ou", 0.2),
        ("eu", 0.4),
    ],
    &[("e", 0.0), ("ae", 0.2), ("ay", 0.2)],
    &[
        ("yeo", 0.0),
        ("yu", 0.1),
        ("you", 0.1),
        ("yo", 0.2),
        ("yeu", 0.2),
        ("eo", 0.4),
    ],
    &[("ye", 0.0), ("e", 0.2), ("ie", 0.2), ("yae", 0.2)],
    &[("o", 0.0)],
    &[("wa", 0.0), ("oa", 0.2)],
    &[("wae", 0.0), ("wai", 0.1), ("oe", 0.3)],
    &[("oe", 0.0), ("oi", 0.0), ("we", 0.2)],
    &[("yo", 0.0), ("yeo", 0.4)],
    &[("u", 0.0), ("oo", 0.0), ("ou", 0.1)],
    &[("wo", 0.0), ("weo", 0.1), ("uo", 0.2), ("wu", 0.3)],
    &[("we", 0.0)],
    &[("wi", 0.0), ("wee", 0.1), ("ui", 0.2)],
    &[
        ("yu", 0.0),
        ("yoo", 0.0),
        ("you", 0.1),
        ("ew", 0.2),
        ("iu", 0.2),
    ],
    &[("eu", 0.0), ("u", 0.2), ("oo", 0.4)],
    &[
        ("ui", 0.0),
        ("ee", 0.05),
        ("eui", 0.05),
        ("i", 0.1),
        ("uy", 0.2),
        ("e", 0.3),
    ],
    &[
        ("i", 0.0),
        ("ee", 0.05),
        ("ie", 0.2),
        ("ea", 0.3),
        ("e", 0.35),
    ],
];

const CODAS: [&[Spelling]; 28] = [
    &[("", 0.0)],
    &[("k", 0.0), ("g", 0.1), ("ck", 0.1), ("c", 0.2)],
    &[("k", 0.0), ("kk", 0.1)],
    &[("k", 0.0)],
    &[("n", 0.0)],
    &[("n", 0.0)],
    &[("n", 0.0)],
    &[("t", 0.0), ("d", 0.1)],
    &[("l", 0.0), ("r", 0.2), ("ll", 0.1)],
    &[("k", 0.0), ("lk", 0.1), ("l", 0.2)],
    &[("m", 0.0), ("lm", 0.1)],
    &[("l", 0.0), ("p", 0.1)],
    &[("l", 0.0)],
    &[("l", 0.0)],
    &[("p", 0.0)],
    &[("l", 0.0)],
    &[("m", 0.0)],
    &[("p", 0.0), ("b", 0.1)],
    &[("p", 0.0)],
    &[("t", 0.0), ("s", 0.1)],
    &[("t", 0.0), ("s", 0.2)],
    &[("ng", 0.0)],
    &[("t", 0.0)],
    &[("t", 0.0)],
    &[("k", 0.0)],
    &[("t", 0.0)],
    &[("p", 0.0)],
    &[("", 0.0), ("t", 0.1), ("h", 0.1)],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customary_spellings_read_and_others_do_not() {
        for (hangul, latin) in [
            ("이순신", "leesunshin"),
            ("박영희", "parkyounghee"),
            ("최성우", "choisungwoo"),
            ("남궁민", "namgoongmin"),
            ("허준", "hurjun"),
            ("우지원", "woojiwon"),
            ("최", "choe"),
        ] {
            let cost = cost_of_reading(hangul, latin, true);
            assert!(
                cost.is_some_and(|cost| cost < 0.5),
                "{hangul} {latin} {cost:?}"
            );
        }
        for (hangul, latin) in [
            ("박영희", "parkyoungsoo"),
            ("김민준", "kimminsu"),
            ("김", "kimm"),
        ] {
            assert_eq!(
                cost_of_reading(hangul, latin, true),
                None,
                "{hangul} {latin}"
            );
        }
    }

    #[test]
    fn romanisation_is_the_standard_one() {
        assert_eq!(romanise("한성 디스플레이"), "hanseong diseupeullei");
    }
}
