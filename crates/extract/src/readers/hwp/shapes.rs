//! The shapes of paragraphs in `DocInfo`: how they are numbered.

use crate::bytes::{part, u16_at, u32_at, utf16};
use crate::readers::numbering::hangul::{Head, Kind, Shapes, numeral_of};
use crate::readers::numbering::{Level, pattern};

use super::records::{BULLET, NUMBERING, PARA_SHAPE, Records};

/// Levels that a numbering has here; three more came later and stand behind these.
const LEVELS: usize = 7;

/// Reads the shapes; each is known by its place among those of its kind.
pub(super) fn read(bytes: &[u8]) -> Shapes {
    let mut shapes = Shapes::default();
    let (mut numberings, mut bullets, mut paragraphs) = (0, 0, 0);
    let mut records = Records::new(bytes);
    while let Some(record) = records.next() {
        let data = record.data;
        match record.tag {
            NUMBERING => {
                numberings += 1;
                shapes.numbering(numberings, levels(data));
            }
            BULLET => {
                bullets += 1;
                let sign = u16_at(data, 12).and_then(|unit| char::from_u32(u32::from(unit)));
                if let Some(sign) = sign {
                    shapes.bullet(bullets, sign);
                }
            }
            PARA_SHAPE => {
                if let Some(head) = head(data) {
                    shapes.head(paragraphs, head);
                }
                paragraphs += 1;
            }
            _ => {}
        }
    }
    shapes
}

fn levels(data: &[u8]) -> Vec<Level> {
    let mut levels = Vec::new();
    let mut at = 0;
    for _ in 0..LEVELS {
        let (Some(properties), Some(units)) = (u32_at(data, at), u16_at(data, at + 12)) else {
            break;
        };
        let bytes = 2 * usize::from(units);
        levels.push(Level {
            numeral: Some(numeral_of((properties >> 5 & 0xF) as usize)),
            pattern: pattern(&utf16(part(data, at + 14, bytes)), '^'),
            ..Level::default()
        });
        at += 14 + bytes;
    }
    for (number, level) in levels.iter_mut().enumerate() {
        if let Some(start) = u32_at(data, at + 2 + 4 * number) {
            level.start = start;
        }
    }
    levels
}

fn head(data: &[u8]) -> Option<Head> {
    let properties = u32_at(data, 0)?;
    let kind = match properties >> 23 & 3 {
        1 => Kind::Outline,
        2 => Kind::Number,
        3 => Kind::Bullet,
        _ => return None,
    };
    Some(Head {
        kind,
        id: u16_at(data, 30).map_or(0, u32::from),
        level: (properties >> 25 & 7) as usize,
    })
}
