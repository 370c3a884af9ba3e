//! Long runs of base64 that are text.

use super::bytes::{self, Letters};

/// Signs of a run that is looked into.
const SHORTEST: usize = 200;

/// Signs of a line that goes on in the next.
const SHORTEST_LINE: usize = 40;

/// A run of signs, which may be broken into lines.
#[derive(Debug)]
pub(super) struct Block {
    /// The first byte.
    pub(super) start: usize,
    values: Vec<u8>,
    /// Where each sign stands, from the first.
    places: Vec<u32>,
}

/// Every long run.
pub(super) fn blocks(bytes: &[u8]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let n_signs = rest
            .iter()
            .take_while(|byte| value(**byte).is_some())
            .count();
        if n_signs < SHORTEST_LINE {
            at += n_signs.max(1);
            continue;
        }
        let (block, length) = block(rest, at);
        if block.values.len() >= SHORTEST {
            blocks.push(block);
        }
        at += length;
    }
    blocks
}

/// The run at the start of these bytes, and the bytes it takes.
fn block(rest: &[u8], start: usize) -> (Block, usize) {
    let mut values = Vec::new();
    let mut places = Vec::new();
    let (mut at, mut in_line, mut end) = (0, 0, 0);
    while let Some(byte) = rest.get(at) {
        match value(*byte) {
            Some(value) => {
                values.push(value);
                places.push(at as u32);
                in_line += 1;
                at += 1;
                end = at;
            }
            None if matches!(byte, b'\n' | b'\r') && in_line != 0 => {
                if in_line < SHORTEST_LINE {
                    break;
                }
                let after = rest.get(at..).unwrap_or(&[]);
                at += after
                    .iter()
                    .take(2)
                    .take_while(|byte| matches!(byte, b'\n' | b'\r'))
                    .count();
                in_line = 0;
            }
            None => break,
        }
    }
    let block = Block {
        start,
        values,
        places,
    };
    (block, end)
}

impl Block {
    /// What it says, each letter with the characters it is written in, counted from the first; none where it is no
    /// text. The run may have lost its beginning, so each way of grouping its signs is tried.
    pub(super) fn text(&self) -> Option<Letters> {
        (0..4).find_map(|n_skipped| {
            let letters = bytes::text(&self.bytes(n_skipped))?;
            let place = |byte: usize, n_signs: usize| {
                let sign = n_skipped + byte / 3 * 4 + byte % 3;
                let place = self.places.get(sign + n_signs - 1);
                place.map_or(0, |place| *place as usize)
            };
            let placed = |(letter, from, to): (char, usize, usize)| {
                (letter, place(from, 1), place(to - 1, 2) + 1)
            };
            Some(letters.into_iter().map(placed).collect())
        })
    }

    /// Three bytes for every four signs.
    fn bytes(&self, n_skipped: usize) -> Vec<u8> {
        let signs = self.values.get(n_skipped..).unwrap_or(&[]);
        let mut bytes = Vec::with_capacity(signs.len() / 4 * 3);
        let (groups, _) = signs.as_chunks::<4>();
        for [first, second, third, fourth] in groups {
            bytes.push(first << 2 | second >> 4);
            bytes.push(second << 4 | third >> 2);
            bytes.push(third << 6 | fourth);
        }
        bytes
    }
}

/// The six bits of a sign, of the usual alphabet or of the one for addresses.
const fn value(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}
