//! The shapes of paragraphs in `header.xml`: how they are numbered.

use std::io::Read;

use crate::Problem;
use crate::readers::numbering::hangul::{Head, Kind, Shapes, numeral};
use crate::readers::numbering::{LEVELS, Level, pattern};
use crate::xml::{Piece, Tag, Xml};

/// Bytes of a pattern that are looked at.
const PATTERN_BYTES: usize = 1024;

/// Reads the part of shapes.
pub(super) fn read<R: Read>(xml: &mut Xml<R>, shapes: &mut Shapes) -> Result<(), Problem> {
    let (mut numbering, mut levels) = (None, Vec::new());
    let (mut level, mut text) = (None, String::new());
    let mut shape = 0;
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) => match tag.name() {
                "numbering" => {
                    numbering = Some(number(&tag, "id"));
                    levels = Vec::new();
                }
                "bullet" => {
                    numbering = None;
                    let sign = tag.attribute("char").and_then(|sign| sign.chars().next());
                    if let Some(sign) = sign {
                        shapes.bullet(number(&tag, "id"), sign);
                    }
                }
                "paraHead" if numbering.is_some() => {
                    level = Some(level_of(&tag));
                    text.clear();
                }
                "paraPr" => shape = number(&tag, "id"),
                "heading" => {
                    if let Some(head) = head(&tag) {
                        shapes.head(shape, head);
                    }
                }
                _ => {}
            },
            Piece::Text(piece) if level.is_some() && text.len() < PATTERN_BYTES => {
                text.push_str(&piece);
            }
            Piece::End("paraHead") => {
                if let Some((place, mut one)) = level.take() {
                    one.pattern = pattern(text.trim(), '^');
                    put(&mut levels, place, one);
                }
            }
            Piece::End("numbering") => {
                if let Some(id) = numbering.take() {
                    shapes.numbering(id, std::mem::take(&mut levels));
                }
            }
            Piece::Text(_) | Piece::End(_) => {}
        }
    }
    Ok(())
}

fn number(tag: &Tag<'_>, name: &str) -> u32 {
    let value = tag.attribute(name).and_then(|value| value.parse().ok());
    value.unwrap_or(0)
}

fn level_of(tag: &Tag<'_>) -> (usize, Level) {
    let level = Level {
        numeral: Some(numeral(&tag.attribute("numFormat").unwrap_or_default())),
        start: number(tag, "start"),
        ..Level::default()
    };
    ((number(tag, "level") as usize).saturating_sub(1), level)
}

fn put(levels: &mut Vec<Level>, place: usize, level: Level) {
    if place >= LEVELS {
        return;
    }
    while levels.len() <= place {
        levels.push(Level::default());
    }
    if let Some(old) = levels.get_mut(place) {
        *old = level;
    }
}

fn head(tag: &Tag<'_>) -> Option<Head> {
    let kind = match &*tag.attribute("type")? {
        "OUTLINE" => Kind::Outline,
        "NUMBER" => Kind::Number,
        "BULLET" => Kind::Bullet,
        _ => return None,
    };
    Some(Head {
        kind,
        id: number(tag, "idRef"),
        level: number(tag, "level") as usize,
    })
}
