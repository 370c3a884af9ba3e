//! Numbered and bulleted paragraphs of Hangul documents: HWP and HWPX have the same shapes.

use std::collections::BTreeMap;

use super::{Counters, LEVELS, Level, Numeral};

/// Shapes of each kind that are kept.
const SHAPES: usize = 50_000;

/// The shapes of a document, and where each list stands.
#[derive(Clone, Debug, Default)]
pub(in crate::readers) struct Shapes {
    numberings: BTreeMap<u32, Vec<Level>>,
    bullets: BTreeMap<u32, String>,
    heads: BTreeMap<u32, Head>,
    counters: BTreeMap<(Kind, u32), Counters>,
    /// The numbering of the outline in this section.
    outline: Option<u32>,
}

/// What stands before paragraphs of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::readers) struct Head {
    pub(in crate::readers) kind: Kind,
    /// Which numbering or bullet.
    pub(in crate::readers) id: u32,
    /// The first level is 0.
    pub(in crate::readers) level: usize,
}

/// Kinds of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::readers) enum Kind {
    Outline,
    Number,
    Bullet,
}

/// Ways to write numbers by their codes in HWP, with their names in HWPX.
const NUMERALS: [(&str, Numeral); 17] = [
    ("DIGIT", Numeral::Decimal),
    ("CIRCLED_DIGIT", Numeral::Circled),
    ("ROMAN_CAPITAL", Numeral::UpperRoman),
    ("ROMAN_SMALL", Numeral::LowerRoman),
    ("LATIN_CAPITAL", Numeral::UpperLetter),
    ("LATIN_SMALL", Numeral::LowerLetter),
    ("CIRCLED_LATIN_CAPITAL", Numeral::CircledUpper),
    ("CIRCLED_LATIN_SMALL", Numeral::CircledLower),
    ("HANGUL_SYLLABLE", Numeral::Ganada),
    ("CIRCLED_HANGUL_SYLLABLE", Numeral::CircledGanada),
    ("HANGUL_JAMO", Numeral::Jamo),
    ("CIRCLED_HANGUL_JAMO", Numeral::CircledJamo),
    ("HANGUL_PHONETIC", Numeral::KoreanCounting),
    ("IDEOGRAPH", Numeral::ChineseCounting),
    ("CIRCLED_IDEOGRAPH", Numeral::CircledIdeograph),
    ("DECAGON_CIRCLE", Numeral::KoreanStems),
    ("DECAGON_CIRCLE_HANJA", Numeral::Stems),
];

/// The way to write numbers of a code.
pub(in crate::readers) fn numeral_of(code: usize) -> Numeral {
    NUMERALS
        .get(code)
        .map_or(Numeral::Decimal, |(_, numeral)| *numeral)
}

/// The way to write numbers of a name.
pub(in crate::readers) fn numeral(name: &str) -> Numeral {
    let found = NUMERALS.iter().find(|(one, _)| *one == name);
    found.map_or(Numeral::Decimal, |(_, numeral)| *numeral)
}

impl Shapes {
    /// A numbering with its levels.
    pub(in crate::readers) fn numbering(&mut self, id: u32, levels: Vec<Level>) {
        if self.numberings.len() < SHAPES {
            self.numberings.insert(id, levels);
        }
    }

    /// A bullet.
    pub(in crate::readers) fn bullet(&mut self, id: u32, sign: char) {
        if self.bullets.len() < SHAPES && !sign.is_control() {
            self.bullets.insert(id, super::bullet(sign).to_string());
        }
    }

    /// What stands before paragraphs of a shape.
    pub(in crate::readers) fn head(&mut self, shape: u32, head: Head) {
        if self.heads.len() < SHAPES {
            self.heads.insert(shape, head);
        }
    }

    /// The numbering of the outline from here on.
    pub(in crate::readers) const fn outline(&mut self, id: u32) {
        self.outline = Some(id);
    }

    /// The mark of the next paragraph of a shape.
    pub(in crate::readers) fn mark(&mut self, shape: u32) -> Option<String> {
        let head = *self.heads.get(&shape)?;
        let id = match head.kind {
            Kind::Bullet => return self.bullets.get(&head.id).map(|sign| format!("{sign} ")),
            Kind::Number => head.id,
            Kind::Outline => self.outline.unwrap_or(1),
        };
        let levels = self.numberings.get(&id)?;
        let level = head.level.min(LEVELS - 1);
        let counters = self.counters.entry((head.kind, id)).or_default();
        counters.count(levels, level);
        let mark = counters.mark(levels, level);
        (!mark.is_empty()).then(|| mark + " ")
    }
}
