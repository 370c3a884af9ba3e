//! A Hangul word of another language walked along the letters of a Latin one, by the rules of transcription.

use std::sync::LazyLock;

use crate::hangul::letters;

use super::rules::ENGLISH;

/// A rule: the sounds behind the first one, the letters, and their cost.
struct Rule {
    heard: &'static [u8],
    written: &'static [u8],
    cost: f32,
}

/// By the first sound.
static RULES: LazyLock<Vec<Vec<Rule>>> = LazyLock::new(|| table(ENGLISH));

fn table(rules: &'static [(&'static str, &'static str)]) -> Vec<Vec<Rule>> {
    let mut table: Vec<Vec<Rule>> = Vec::new();
    table.resize_with(128, Vec::new);
    for (heard, spellings) in rules {
        for spelling in spellings.split(' ') {
            let written = spelling.trim_end_matches(|c: char| c.is_ascii_digit());
            let tenths: f32 = spelling
                .get(written.len()..)
                .and_then(|digits| digits.parse().ok())
                .unwrap_or(0.0);
            let first = heard.bytes().next().map_or(0, usize::from);
            if let Some(of_first) = table.get_mut(first) {
                of_first.push(Rule {
                    heard: heard.as_bytes(),
                    written: written.as_bytes(),
                    cost: tenths / 10.0,
                });
            }
        }
    }
    table
}

/// The sounds of a Hangul word, one byte each; `None` where something else stands in it.
pub(super) fn heard(hangul: &str) -> Option<Vec<u8>> {
    const ONSETS: &[u8; 19] = b"gGndDrmbBsS-jJcktph";
    const VOWELS: &[u8; 21] = b"aEAYveVYoWQQOuXQIU_=i";
    // ㄵ, ㄶ, ㄺ and the like close Korean words only.
    const CODAS: &[u8; 28] = b"-KKKNNNTLKMLLLLLMPPTT0TTKTP-";
    let mut out = Vec::with_capacity(hangul.len());
    for c in hangul.chars() {
        let (onset, vowel, coda) = letters(c)?;
        let parts = [
            ONSETS.get(onset).copied()?,
            VOWELS.get(vowel).copied()?,
            CODAS.get(coda).copied()?,
        ];
        out.extend(parts.into_iter().filter(|sound| *sound != b'-'));
    }
    Some(out)
}

/// The least cost at which the sounds are written so; `None` where they cannot be.
pub(super) fn cost_of_writing(sounds: &[u8], latin: &[u8]) -> Option<f32> {
    let width = latin.len() + 1;
    let mut costs = vec![f32::INFINITY; width * (sounds.len() + 1)];
    *costs.first_mut()? = 0.0;
    for at in 0..=sounds.len() {
        silent(latin, costs.get_mut(at * width..(at + 1) * width)?);
        let Some(rules) = sounds
            .get(at)
            .and_then(|sound| RULES.get(usize::from(*sound)))
        else {
            continue;
        };
        let rest = sounds.get(at..)?;
        let rules: Vec<&Rule> = rules
            .iter()
            .filter(|rule| rest.starts_with(rule.heard))
            .collect();
        for place in 0..width {
            let cost = costs.get(at * width + place).copied()?;
            if cost >= MOST {
                continue;
            }
            let letters = latin.get(place..)?;
            for rule in rules
                .iter()
                .filter(|rule| letters.starts_with(rule.written))
            {
                let next = (at + rule.heard.len()) * width + place + rule.written.len();
                if let Some(slot) = costs.get_mut(next) {
                    *slot = slot.min(cost + rule.cost);
                }
            }
        }
    }
    costs.last().copied().filter(|cost| *cost < MOST)
}

/// A costlier writing is none.
const MOST: f32 = 4.0;

/// Letters that English does not speak: an e or an r behind a vowel or a consonant, an h, the s of a plural.
fn silent(latin: &[u8], costs: &mut [f32]) {
    for place in 1..latin.len() {
        let Some((before, letter)) = latin.get(place - 1).zip(latin.get(place)) else {
            continue;
        };
        let is_last = place + 1 == latin.len();
        let after_vowel = b"aeiouy".contains(before);
        let more = match letter {
            b'e' if is_last || !after_vowel => 0.1,
            b'r' if after_vowel => 0.1,
            b'h' => 0.2,
            b'w' if after_vowel => 0.2,
            b's' if is_last => 0.3,
            b'u' if matches!(before, b'g' | b'q') => 0.0,
            b't' | b'd' | b'g' => 0.6,
            b'l' if matches!(before, b'a' | b'o') => 0.4,
            _ => continue,
        };
        let cost = costs.get(place).copied().unwrap_or(f32::INFINITY) + more;
        if let Some(slot) = costs.get_mut(place + 1) {
            *slot = slot.min(cost);
        }
    }
}
