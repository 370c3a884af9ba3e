//! Styles that hide text or number paragraphs.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use crate::Problem;
use crate::readers::numbering::id;
use crate::xml::{Piece, Tag, Xml};

/// Styles that say what they are based on or number paragraphs, at most.
const STYLES: usize = 20_000;
/// Styles based on each other, at most.
const BASED: usize = 16;

/// What styles say that matters for the text.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// The ids of styles whose text is not shown.
    hidden: BTreeSet<String>,
    others: BTreeMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

impl Styles {
    /// Whether text of this style is not shown.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }

    /// The list of a style and the level that it says, and the style that says so.
    pub(super) fn list<'s>(&'s self, style: &'s str) -> Option<(&'s str, Option<usize>, &'s str)> {
        let (mut style, mut level) = (style, None);
        for _ in 0..BASED {
            let one = self.others.get(style)?;
            level = level.or(one.level);
            if let Some(list) = &one.list {
                return Some((list, level, style));
            }
            style = one.based_on.as_deref()?;
        }
        None
    }

    /// Reads the part of styles.
    pub(super) fn read<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Problem> {
        let mut style = String::new();
        while let Some(piece) = xml.next()? {
            let Piece::Start(tag) = piece else {
                continue;
            };
            match tag.name() {
                "style" => style = tag.attribute("styleId").unwrap_or_default().into_owned(),
                "docDefaults" => style.clear(),
                "vanish" if is_on(&tag) && !style.is_empty() => {
                    self.hidden.insert(style.clone());
                }
                "basedOn" | "numId" | "ilvl" if self.others.len() < STYLES => {
                    let value = tag.attribute("val").unwrap_or_default();
                    let one = self.others.entry(id(&style)).or_default();
                    match tag.name() {
                        "basedOn" => one.based_on = Some(id(&value)),
                        "numId" => one.list = Some(id(&value)),
                        _ => one.level = value.parse().ok(),
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whether a property that is on when it is there is on.
pub(super) fn is_on(tag: &Tag<'_>) -> bool {
    !matches!(
        tag.attribute("val").as_deref(),
        Some("0" | "false" | "off" | "none")
    )
}
