//! Lists of Word: which paragraphs are numbered, and how.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use crate::Problem;
use crate::readers::numbering::{Counters, LEVELS, Level, Numeral, Restart, bullet, id, pattern};
use crate::xml::{Piece, Tag, Xml};

use super::styles::is_on;

/// Lists, and lists made from them, that are kept.
const LISTS: usize = 20_000;
/// Levels that Word has.
const WORD_LEVELS: usize = 9;

/// The lists of a document, and where each stands.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Definitions by their ids.
    definitions: BTreeMap<String, Definition>,
    /// What paragraphs point to.
    lists: BTreeMap<String, List>,
    /// Definitions that stand in for the lists of a style.
    linked: BTreeMap<String, String>,
    counters: BTreeMap<String, Counters>,
    /// Lists that were begun: one that says where it starts does so once.
    begun: BTreeSet<String>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: Vec<Level>,
    /// Styles of levels.
    styles: Vec<(String, usize)>,
    /// The style whose list this is.
    stands_for: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

impl Numbering {
    /// Reads the part of lists.
    pub(super) fn read<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Problem> {
        let mut reading = Reading::default();
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(tag) => reading.start(&tag),
                Piece::End(name) => reading.end(name, self),
                Piece::Text(_) => {}
            }
        }
        Ok(())
    }

    /// The mark before the next paragraph of a list, at a level that it or its style says.
    pub(super) fn next(&mut self, id: &str, level: Option<usize>, style: &str) -> Option<String> {
        let list = self.lists.get(id)?;
        let mut definition = self.definitions.get_key_value(&list.definition)?;
        if let Some(style) = &definition.1.stands_for
            && let Some(other) = self.linked.get(style)
        {
            definition = self.definitions.get_key_value(other)?;
        }
        let (key, definition) = definition;
        let of_style = definition.styles.iter().find(|(name, _)| name == style);
        let level = level
            .or_else(|| of_style.map(|(_, level)| *level))
            .unwrap_or(0)
            .min(LEVELS - 1);
        let mut changed;
        let mut levels = &definition.levels;
        if !list.levels.is_empty() {
            changed = levels.clone();
            for (level, other) in &list.levels {
                if let Some(level) = changed.get_mut(*level) {
                    level.clone_from(other);
                }
            }
            levels = &changed;
        }
        if !self.counters.contains_key(key) {
            self.counters.insert(key.clone(), Counters::default());
        }
        let counters = self.counters.get_mut(key)?;
        let start = list.starts.get(&level);
        match start {
            Some(start) if self.begun.insert(id.to_owned()) => {
                counters.set(levels, level, *start);
            }
            _ => counters.count(levels, level),
        }
        Some(counters.mark(levels, level))
    }
}

/// The part of lists while it is read.
#[derive(Default)]
struct Reading {
    definition: Option<(String, Definition)>,
    list: Option<(String, List)>,
    style_link: Option<String>,
    /// The level that is changed for one list.
    changed: usize,
    level: Option<(usize, Level)>,
    text: String,
    format: String,
    ending: String,
}

impl Reading {
    fn start(&mut self, tag: &Tag<'_>) {
        let value = |name: &str| tag.attribute(name).unwrap_or_default();
        let number = |name: &str| value(name).parse::<usize>().unwrap_or(0);
        match tag.name() {
            "abstractNum" => {
                self.definition = Some((id(&value("abstractNumId")), Definition::default()));
                self.style_link = None;
            }
            "num" => self.list = Some((id(&value("numId")), List::default())),
            "abstractNumId" => {
                if let Some((_, list)) = &mut self.list {
                    list.definition = id(&value("val"));
                }
            }
            "lvlOverride" => self.changed = number("ilvl"),
            "startOverride" => {
                if let Some((_, list)) = &mut self.list
                    && self.changed < LEVELS
                {
                    list.starts
                        .insert(self.changed, value("val").parse().unwrap_or(1));
                }
            }
            "numStyleLink" => {
                if let Some((_, definition)) = &mut self.definition {
                    definition.stands_for = Some(id(&value("val")));
                }
            }
            "styleLink" => self.style_link = Some(id(&value("val"))),
            "lvl" => {
                // A level that does not say where it starts does so at 0.
                let level = Level {
                    start: 0,
                    ..Level::default()
                };
                self.level = Some((number("ilvl"), level));
                self.text.clear();
                self.format.clear();
                "\t".clone_into(&mut self.ending);
            }
            _ => self.start_in_level(tag),
        }
    }

    fn start_in_level(&mut self, tag: &Tag<'_>) {
        let value = tag.attribute("val").unwrap_or_default();
        let Some((number, level)) = &mut self.level else {
            return;
        };
        match tag.name() {
            "start" => level.start = value.parse().unwrap_or(1),
            "numFmt" => self.format = value.into_owned(),
            "lvlText" => self.text = value.into_owned(),
            "isLgl" => level.is_legal = is_on(tag),
            "lvlRestart" => {
                level.restart = match value.parse::<usize>() {
                    Ok(0) => Restart::Never,
                    Ok(after) => Restart::After(after - 1),
                    Err(_) => Restart::Always,
                };
            }
            "suff" => {
                let ending = match &*value {
                    "nothing" => "",
                    "space" => " ",
                    _ => "\t",
                };
                ending.clone_into(&mut self.ending);
            }
            "pStyle" => {
                if let Some((_, definition)) = &mut self.definition
                    && definition.styles.len() < WORD_LEVELS
                {
                    definition.styles.push((id(&value), *number));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, into: &mut Numbering) {
        match name {
            "lvl" => self.end_level(),
            "abstractNum" => {
                let Some((id, definition)) = self.definition.take() else {
                    return;
                };
                if into.definitions.len() >= LISTS {
                    return;
                }
                if let Some(style) = self.style_link.take() {
                    into.linked.insert(style, id.clone());
                }
                into.definitions.insert(id, definition);
            }
            "num" => {
                if let Some((id, list)) = self.list.take()
                    && into.lists.len() < LISTS
                {
                    into.lists.insert(id, list);
                }
            }
            _ => {}
        }
    }

    fn end_level(&mut self) {
        let Some((number, mut level)) = self.level.take() else {
            return;
        };
        level.numeral = match &*self.format {
            "none" | "bullet" => None,
            format => Some(numeral(format)),
        };
        let mut text: String = self.text.chars().map(bullet).collect();
        if !text.is_empty() {
            text.push_str(&self.ending);
        }
        level.pattern = pattern(&text, '%');
        if number >= WORD_LEVELS {
            return;
        }
        if let Some((_, list)) = &mut self.list {
            list.levels.insert(number, level);
        } else if let Some((_, definition)) = &mut self.definition {
            while definition.levels.len() <= number {
                definition.levels.push(Level::default());
            }
            if let Some(place) = definition.levels.get_mut(number) {
                *place = level;
            }
        }
    }
}

/// How numbers of a format are written.
fn numeral(format: &str) -> Numeral {
    match format {
        "decimalZero" => Numeral::DecimalZero,
        "decimalFullWidth" | "decimalFullWidth2" => Numeral::FullWidth,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Numeral::Circled,
        "decimalEnclosedParen" => Numeral::InParentheses,
        "decimalEnclosedFullstop" => Numeral::WithStop,
        "ordinal" => Numeral::Ordinal,
        "upperRoman" => Numeral::UpperRoman,
        "lowerRoman" => Numeral::LowerRoman,
        "upperLetter" => Numeral::UpperLetter,
        "lowerLetter" => Numeral::LowerLetter,
        "ganada" => Numeral::Ganada,
        "chosung" => Numeral::Jamo,
        "koreanDigital" => Numeral::KoreanDigits,
        "koreanCounting" => Numeral::KoreanCounting,
        "koreanLegal" => Numeral::KoreanWords,
        "koreanDigital2"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "taiwaneseDigital" => Numeral::ChineseDigits,
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => Numeral::ChineseCounting,
        "chineseLegalSimplified" | "japaneseLegal" | "ideographLegalTraditional" => {
            Numeral::ChineseLegal
        }
        "ideographEnclosedCircle" => Numeral::CircledIdeograph,
        "ideographTraditional" => Numeral::Stems,
        "ideographZodiac" => Numeral::Branches,
        "aiueo" | "aiueoFullWidth" => Numeral::Aiueo,
        "iroha" | "irohaFullWidth" => Numeral::Iroha,
        _ => Numeral::Decimal,
    }
}
