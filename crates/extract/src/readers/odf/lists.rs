//! Lists and numbered headings of `OpenDocument`.

use std::collections::BTreeMap;
use std::io::Read;

use crate::Problem;
use crate::readers::numbering::{Counters, LEVELS, Level, Numeral, Piece as Mark, bullet, id};
use crate::xml::{Piece, Tag, Xml};

/// Styles, and lists, that are kept.
const LISTS: usize = 20_000;

/// The list styles of a document, and where each list stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    styles: BTreeMap<String, Vec<Level>>,
    outline: Vec<Level>,
    /// The list styles that styles of paragraphs name; an empty one takes them out of the outline.
    paragraphs: BTreeMap<String, String>,
    /// The list style that is being read; none for the outline.
    reading: Option<String>,
    /// Where each list stands, and which is the last one of each style.
    counters: Vec<Counters>,
    by_id: BTreeMap<String, usize>,
    last_of: BTreeMap<String, usize>,
    headings: Counters,
    open: Vec<Open>,
}

/// A list, or a list in an item of one, that is open.
#[derive(Clone, Debug)]
struct Open {
    style: String,
    list: usize,
    item: Item,
}

/// Where reading stands in an item of a list.
#[derive(Clone, Copy, Debug)]
enum Item {
    /// No paragraph of it is to be numbered.
    Numbered,
    /// The next paragraph has the next number.
    Next,
    /// The next paragraph has this number.
    At(u32),
}

impl Lists {
    /// Reads the styles of a part and nothing else.
    pub(super) fn read<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Problem> {
        while let Some(piece) = xml.next()? {
            if let Piece::Start(tag) = piece {
                self.style(&tag);
            }
        }
        Ok(())
    }

    /// Takes note of an element that says how lists are numbered.
    pub(super) fn style(&mut self, tag: &Tag<'_>) {
        let value = |name| tag.attribute(name).unwrap_or_default();
        match tag.full_name() {
            "text:list-style" => self.reading = Some(id(&value("name"))),
            "text:outline-style" => self.reading = None,
            "text:list-level-style-number" | "text:outline-level-style" => {
                self.level(tag, number_level(tag));
            }
            "text:list-level-style-bullet" => {
                let sign: String = value("bullet-char").chars().take(1).map(bullet).collect();
                let sign = format!("{}{sign}{}\t", value("num-prefix"), value("num-suffix"));
                self.level(tag, unnumbered(vec![Mark::Text(sign)]));
            }
            "text:list-level-style-image" => self.level(tag, unnumbered(Vec::new())),
            "style:style" if self.paragraphs.len() < LISTS => {
                if let Some(list) = tag.attribute("list-style-name") {
                    self.paragraphs.insert(id(&value("name")), id(&list));
                }
            }
            _ => {}
        }
    }

    fn level(&mut self, tag: &Tag<'_>, level: Level) {
        let number = tag.attribute("level").and_then(|level| level.parse().ok());
        let number = number.unwrap_or(1_usize).saturating_sub(1);
        let levels = match &self.reading {
            None => &mut self.outline,
            Some(style) if self.styles.len() < LISTS || self.styles.contains_key(style) => {
                self.styles.entry(style.clone()).or_default()
            }
            Some(_) => return,
        };
        if number >= LEVELS {
            return;
        }
        while levels.len() <= number {
            levels.push(unnumbered(Vec::new()));
        }
        if let Some(place) = levels.get_mut(number) {
            *place = level;
        }
    }

    /// A list begins.
    pub(super) fn begin(&mut self, tag: &Tag<'_>) {
        let value = |name| tag.attribute(name).unwrap_or_default();
        let around = self.open.last();
        let style = match tag.attribute("style-name") {
            Some(style) => id(&style),
            None => around.map_or_else(String::new, |around| around.style.clone()),
        };
        let list = match around {
            Some(around) => around.list,
            None => self.list(tag, &style),
        };
        if let Some(name) = tag.attribute("id")
            && self.by_id.len() < LISTS
        {
            self.by_id.insert(id(&name), list);
        }
        if self.open.is_empty() && !value("style-name").is_empty() && self.last_of.len() < LISTS {
            self.last_of.insert(style.clone(), list);
        }
        self.open.push(Open {
            style,
            list,
            item: Item::Numbered,
        });
    }

    /// The list that an outermost one goes on with, or a new one.
    fn list(&mut self, tag: &Tag<'_>, style: &str) -> usize {
        let value = |name| tag.attribute(name).unwrap_or_default();
        let continued = self.by_id.get(&id(&value("continue-list")));
        let goes_on = value("continue-numbering") == "true";
        let last = goes_on.then(|| self.last_of.get(style)).flatten();
        if let Some(list) = continued.or(last) {
            return *list;
        }
        if self.counters.len() >= LISTS {
            self.counters.clear();
            self.by_id.clear();
            self.last_of.clear();
        }
        self.counters.push(Counters::default());
        self.counters.len().saturating_sub(1)
    }

    /// An item of the list that is open begins.
    pub(super) fn item(&mut self, tag: &Tag<'_>) {
        if let Some(open) = self.open.last_mut() {
            let start = tag.attribute("start-value");
            let start = start.and_then(|start| start.parse().ok());
            open.item = start.map_or(Item::Next, Item::At);
        }
    }

    /// A list or an item of one ends.
    pub(super) fn end(&mut self, name: &str) {
        match name {
            "list" => drop(self.open.pop()),
            "list-item" => {
                if let Some(open) = self.open.last_mut() {
                    open.item = Item::Numbered;
                }
            }
            _ => {}
        }
    }

    /// The mark of a paragraph or heading that begins.
    pub(super) fn mark(&mut self, tag: &Tag<'_>) -> Option<String> {
        let depth = self.open.len();
        let Some(open) = self.open.last_mut() else {
            return self.heading(tag);
        };
        let item = std::mem::replace(&mut open.item, Item::Numbered);
        let level = depth.saturating_sub(1).min(LEVELS - 1);
        let levels = self.styles.get(&open.style)?;
        let counters = self.counters.get_mut(open.list)?;
        match item {
            Item::Numbered => return None,
            Item::At(start) => counters.set(levels, level, start),
            Item::Next => counters.count(levels, level),
        }
        Some(counters.mark(levels, level))
    }

    fn heading(&mut self, tag: &Tag<'_>) -> Option<String> {
        let value = |name| tag.attribute(name).unwrap_or_default();
        let taken_out = self.paragraphs.get(&*value("style-name"));
        let is_numbered = tag.full_name() == "text:h"
            && value("is-list-header") != "true"
            && taken_out.is_none_or(|list| !list.is_empty());
        if !is_numbered {
            return None;
        }
        let level: usize = value("outline-level").parse().ok()?;
        let level = level.saturating_sub(1).min(LEVELS - 1);
        self.outline.get(level)?;
        match value("start-value").parse() {
            Ok(start) if value("restart-numbering") == "true" => {
                self.headings.set(&self.outline, level, start);
            }
            _ => self.headings.count(&self.outline, level),
        }
        Some(self.headings.mark(&self.outline, level))
    }
}

const fn unnumbered(pattern: Vec<Mark>) -> Level {
    Level {
        numeral: None,
        pattern,
        start: 1,
        restart: crate::readers::numbering::Restart::Always,
        is_legal: false,
    }
}

/// A level with numbers: its own, and those of levels above it with stops between them.
fn number_level(tag: &Tag<'_>) -> Level {
    let value = |name| tag.attribute(name).unwrap_or_default();
    let Some(numeral) = numeral(&value("num-format")) else {
        return unnumbered(Vec::new());
    };
    let number = |name| value(name).parse::<usize>().unwrap_or(1);
    let own = number("level").clamp(1, LEVELS);
    let shown = number("display-levels").clamp(1, own);
    let mut pattern = vec![Mark::Text(value("num-prefix").into_owned())];
    for level in own - shown..own {
        if level > own - shown {
            pattern.push(Mark::Text(".".to_owned()));
        }
        pattern.push(Mark::Number(level));
    }
    pattern.push(Mark::Text(format!("{}\t", value("num-suffix"))));
    Level {
        numeral: Some(numeral),
        pattern,
        start: value("start-value").parse().unwrap_or(1),
        ..Level::default()
    }
}

/// How numbers of a format are written; an example of the first ones names it.
fn numeral(format: &str) -> Option<Numeral> {
    Some(match format.chars().next()? {
        'a' => Numeral::LowerLetter,
        'A' => Numeral::UpperLetter,
        'i' => Numeral::LowerRoman,
        'I' => Numeral::UpperRoman,
        '１' => Numeral::FullWidth,
        '①' => Numeral::Circled,
        '가' => Numeral::Ganada,
        '㉮' => Numeral::CircledGanada,
        'ㄱ' => Numeral::Jamo,
        '㉠' => Numeral::CircledJamo,
        '일' => Numeral::KoreanCounting,
        '하' => Numeral::KoreanWords,
        '一' => Numeral::ChineseCounting,
        '壹' | '壱' => Numeral::ChineseLegal,
        '甲' => Numeral::Stems,
        '子' => Numeral::Branches,
        'ア' => Numeral::Aiueo,
        'イ' => Numeral::Iroha,
        _ if format == "1st" => Numeral::Ordinal,
        _ => Numeral::Decimal,
    })
}
