//! Hangul arithmetic: syllables into letters, Revised Romanisation, and the customary Latin spellings of a syllable.
//!
//! A Hangul name is matched against a Latin one by walking the Latin text with the spellings each syllable may take,
//! so that 성 meets `Seong`, `Sung` and `Song`, each at its cost.

use crate::tables::surnames;

mod cyrillic;
mod latin;
mod shared;

pub(crate) use cyrillic::{CyrillicName, cost_of_cyrillic};
use latin::{CODAS, LATIN, ONSETS, VOWELS};
pub(crate) use shared::shared_reading;

/// A spelling and how unusual it is: 0 is the standard or an everyday one.
type Spelling = (&'static str, f32);

/// How one alphabet spells the letters of Hangul, each list by the index of the letter.
struct Custom {
    onsets: &'static [&'static [Spelling]; 19],
    vowels: &'static [&'static [Spelling]; 21],
    codas: &'static [&'static [Spelling]; 28],
    /// What a vowel (its index) is written as only without onset.
    bare: &'static [(usize, Spelling)],
    /// Only without coda.
    last: &'static [(usize, Spelling)],
    /// Only behind an onset and without coda: the vowel that Hangul adds to a consonant of another language.
    added: &'static [(usize, Spelling)],
    /// Only behind the spellings of an onset that swallow a y.
    soft: &'static [(usize, Spelling)],
    softening: &'static [&'static str],
    /// Spellings of an onset that hold the w of the vowel, and what is left to write of each vowel behind them.
    turned: &'static [(&'static str, usize, Spelling)],
}

impl Custom {
    /// The spellings of a vowel behind an onset, which is given by its index and its spelling.
    fn vowels(
        &self,
        vowel: usize,
        (onset, first): (usize, &str),
        no_coda: bool,
    ) -> impl Iterator<Item = &'static Spelling> {
        let no_onset = onset == SILENT_ONSET;
        let is_soft = self.softening.contains(&first);
        let lists = [
            (self.bare, no_onset),
            (self.last, no_coda),
            (self.added, no_coda && !no_onset),
            (self.soft, is_soft),
        ];
        let more = lists.into_iter().filter(|(_, fits)| *fits);
        let more = more.flat_map(|(list, _)| list);
        let more = more.filter(move |(at, _)| *at == vowel);
        let usual = self.vowels.get(vowel).copied().unwrap_or(&[]);
        let is_turned = self.turned.iter().any(|(turned, ..)| *turned == first);
        let turned = self.turned.iter();
        let turned = turned.filter(move |(_, at, _)| is_turned && *at == vowel);
        let more = usual.iter().chain(more.map(|(_, spelling)| spelling));
        more.filter(move |_| !is_turned)
            .chain(turned.map(|(_, _, spelling)| spelling))
    }
}

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
            .try_fold(costs, |costs, syllable| {
                step(&LATIN, *syllable, latin, &costs)
            });
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
        costs = step(&LATIN, *syllable, latin, &costs)?;
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
fn step(custom: &Custom, syllable: char, text: &str, costs: &[f32]) -> Option<Vec<f32>> {
    let (onset, vowel, coda) = letters(syllable)?;
    let (onsets, codas) = (custom.onsets.get(onset)?, custom.codas.get(coda)?);
    let mut next = vec![f32::INFINITY; costs.len()];
    for (at, cost) in costs
        .iter()
        .enumerate()
        .filter(|(_, cost)| cost.is_finite())
    {
        let Some(rest) = text.get(at..) else {
            continue;
        };
        for (first, a) in *onsets {
            let Some(rest) = rest.strip_prefix(first) else {
                continue;
            };
            for (middle, b) in custom.vowels(vowel, (onset, first), coda == 0) {
                let Some(rest) = rest.strip_prefix(middle) else {
                    continue;
                };
                for (last, c) in *codas {
                    let Some(rest) = rest.strip_prefix(last) else {
                        continue;
                    };
                    if let Some(slot) = next.get_mut(text.len() - rest.len()) {
                        *slot = slot.min(cost + a + b + c);
                    }
                }
            }
        }
    }
    next.iter().any(|cost| cost.is_finite()).then_some(next)
}

/// Onset, vowel and coda of a syllable, as indices into the tables below.
pub(crate) fn letters(c: char) -> Option<(usize, usize, usize)> {
    if !is_syllable(c) {
        return None;
    }
    let offset = (c as usize).checked_sub('가' as usize)?;
    Some((offset / 588, offset % 588 / 28, offset % 28))
}

/// The syllable that letters make.
fn from_letters(onset: usize, vowel: usize, coda: usize) -> Option<char> {
    char::from_u32('가' as u32 + (onset * 588 + vowel * 28 + coda) as u32)
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
            ("한화", "hanwha"),
            ("황휘", "whangwhi"),
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
            ("하나", "whana"),
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
