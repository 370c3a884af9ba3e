//! How far each code of a font moves the pen, in thousandths of the size.

use hayro_syntax::object::{Array, Dict, Object};

/// Widths of letters 0x20 to 0x7E in Helvetica and in Times, for fonts that leave theirs to the reader.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// Widths of a font of one byte a letter.
#[derive(Debug)]
pub(super) struct Simple {
    first: usize,
    given: Vec<f32>,
    missing: f32,
    of_name: Option<&'static [u16; 95]>,
}

impl Simple {
    pub(super) fn new(font: &Dict<'_>, descriptor: &Dict<'_>, name: &str) -> Self {
        let first = font.get::<i32>("FirstChar").unwrap_or(0);
        let given = font.get::<Array<'_>>("Widths");
        let given = given.map_or_else(Vec::new, |all| all.iter::<f32>().take(256).collect());
        let fixed = name.contains("Courier");
        let of_name = if name.contains("Times") {
            Some(&TIMES)
        } else {
            (!fixed).then_some(&HELVETICA)
        };
        let missing =
            descriptor
                .get::<f32>("MissingWidth")
                .unwrap_or(if fixed { 600.0 } else { 0.0 });
        Self {
            first: usize::try_from(first).unwrap_or(0),
            of_name: if given.is_empty() { of_name } else { None },
            given,
            missing,
        }
    }

    pub(super) fn of(&self, code: u8) -> f32 {
        let given = usize::from(code).checked_sub(self.first);
        if let Some(&width) = given.and_then(|at| self.given.get(at)) {
            return width;
        }
        let place = usize::from(code).wrapping_sub(0x20);
        match self.of_name {
            Some(widths) => f32::from(widths.get(place).copied().unwrap_or(556)),
            None => self.missing,
        }
    }
}

/// Widths of a font of several bytes a letter, by the number of the character.
#[derive(Debug)]
pub(super) struct Composite {
    ranges: Vec<(u32, u32, f32)>,
    otherwise: f32,
}

impl Composite {
    pub(super) fn new(font: &Dict<'_>) -> Self {
        let mut ranges = Vec::new();
        if let Some(all) = font.get::<Array<'_>>("W") {
            let mut waiting: Vec<u32> = Vec::new();
            for value in all.iter::<Object<'_>>() {
                match value {
                    Object::Array(widths) => {
                        let first = waiting.last().copied().unwrap_or(0);
                        for (number, width) in (0_u32..).zip(widths.iter::<f32>()) {
                            let number = first.saturating_add(number);
                            ranges.push((number, number, width));
                        }
                        waiting.clear();
                    }
                    Object::Number(number) => match waiting.as_slice() {
                        [first, last] => {
                            ranges.push((*first, *last, number.as_f64() as f32));
                            waiting.clear();
                        }
                        _ => waiting.push(number.as_f64().clamp(0.0, 1e6) as u32),
                    },
                    _ => waiting.clear(),
                }
            }
        }
        ranges.sort_by_key(|&(first, ..)| first);
        Self {
            ranges,
            otherwise: font.get::<f32>("DW").unwrap_or(1000.0),
        }
    }

    pub(super) fn of(&self, character: u32) -> f32 {
        let after = self
            .ranges
            .partition_point(|&(first, ..)| first <= character);
        let before = after.checked_sub(1).and_then(|at| self.ranges.get(at));
        match before {
            Some(&(_, last, width)) if character <= last => width,
            _ => self.otherwise,
        }
    }
}
