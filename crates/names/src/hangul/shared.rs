//! Two Latin spellings of one Hangul name: `Park Min-ju` and `Pak Minjoo` are both 박민주.

use crate::tables::surnames;

use super::{CODAS, LATIN, ONSETS, Spelling, VOWELS};

/// The least cost at which two Latin texts are one Hangul name that begins with a surname.
pub(crate) fn shared_reading(a: &str, b: &str) -> Option<f32> {
    let mut least: Option<f32> = None;
    for (rest_a, rest_b) in surnames::shared(a, b) {
        let cost = rest_of_shared(rest_a, rest_b, 2);
        least = match (least, cost) {
            (Some(x), Some(y)) => Some(x.min(y)),
            (x, y) => x.or(y),
        };
    }
    least
}

/// Two given names of at most `n_syllables`, syllable by syllable.
fn rest_of_shared(a: &str, b: &str, n_syllables: usize) -> Option<f32> {
    if a.is_empty() || b.is_empty() || n_syllables == 0 {
        return (a.is_empty() && b.is_empty()).then_some(0.0);
    }
    let mut least: Option<f32> = None;
    for (rest_a, rest_b, here) in shared_syllables(a, b) {
        if here > MAX_SHARED || least.is_some_and(|least| least <= here) {
            continue;
        }
        if let Some(rest) = rest_of_shared(rest_a, rest_b, n_syllables - 1) {
            let cost = here + rest;
            least = Some(least.map_or(cost, |least| least.min(cost)));
        }
    }
    least
}

/// A costlier shared reading is far-fetched.
const MAX_SHARED: f32 = 0.8;

/// The rests of two texts after one syllable that each spells in its way, and the cost of both spellings.
fn shared_syllables<'a>(a: &'a str, b: &'a str) -> Vec<(&'a str, &'a str, f32)> {
    let mut out = Vec::new();
    for (onset, onsets) in ONSETS.iter().enumerate() {
        let (firsts_a, firsts_b) = (begins(*onsets, a), begins(*onsets, b));
        for (first_a, rest_a, cost_a) in &firsts_a {
            for (first_b, rest_b, cost_b) in &firsts_b {
                let onset = (onset, cost_a + cost_b);
                shared_rhymes((first_a, rest_a), (first_b, rest_b), onset, &mut out);
            }
        }
    }
    out
}

/// Vowel and coda after an onset, which is given by its index and what it cost.
fn shared_rhymes<'a>(
    (first_a, a): (&str, &'a str),
    (first_b, b): (&str, &'a str),
    (onset, cost): (usize, f32),
    out: &mut Vec<(&'a str, &'a str, f32)>,
) {
    for vowel in 0..VOWELS.len() {
        for no_coda in [true, false] {
            let all = |first| LATIN.vowels(vowel, (onset, first), no_coda);
            let of_b = begins(all(first_b), b);
            if of_b.is_empty() {
                continue;
            }
            for (_, a, cost_a) in begins(all(first_a), a) {
                for (_, b, cost_b) in &of_b {
                    let cost = cost + cost_a + cost_b;
                    let codas = CODAS.iter().enumerate();
                    for (_, codas) in codas.filter(|(coda, _)| (*coda == 0) == no_coda) {
                        let of_b = begins(*codas, b);
                        for (_, a, cost_a) in begins(*codas, a) {
                            out.extend(
                                of_b.iter()
                                    .map(|(_, b, cost_b)| (a, *b, cost + cost_a + cost_b)),
                            );
                        }
                    }
                }
            }
        }
    }
}

/// The spellings that a text begins with: spelling, rest, cost.
fn begins(
    spellings: impl IntoIterator<Item = &'static Spelling>,
    text: &str,
) -> Vec<(&'static str, &str, f32)> {
    let found = spellings.into_iter();
    found
        .filter_map(|(spelling, cost)| Some((*spelling, text.strip_prefix(spelling)?, *cost)))
        .collect()
}
