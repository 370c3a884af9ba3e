//! Long runs of base64 that are text.

use super::bytes::Encoding;

/// Signs of a run that is looked into.
const SHORTEST: usize = 200;

/// Signs of a line that goes on in the next.
const SHORTEST_LINE: usize = 40;

/// A run of signs, which may be broken into lines.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// The first byte.
    start: usize,
    /// The signs and the ends of lines between them.
    written: &'a [u8],
    n_signs: usize,
    /// The first sign of each line by its number, and by its place in the run.
    lines: Vec<(u32, u32)>,
}

/// Every long run.
pub(super) struct Blocks<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Blocks<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Block<'a>> {
        while self.at < self.bytes.len() {
            let rest = self.bytes.get(self.at..).unwrap_or(&[]);
            let is_sign = |byte: &&u8| value(**byte).is_some();
            let n_signs = rest.iter().take_while(is_sign).count();
            if n_signs < SHORTEST_LINE {
                self.at += n_signs.max(1);
                continue;
            }
            let block = Block::new(rest, self.at);
            self.at += block.written.len();
            if block.n_signs >= SHORTEST {
                return Some(block);
            }
        }
        None
    }
}

impl<'a> Block<'a> {
    /// The run at the start of these bytes.
    fn new(rest: &'a [u8], start: usize) -> Self {
        let mut lines = vec![(0, 0)];
        let (mut at, mut n_signs, mut in_line, mut end) = (0, 0, 0, 0);
        while let Some(byte) = rest.get(at) {
            if value(*byte).is_some() {
                (n_signs, in_line, at) = (n_signs + 1, in_line + 1, at + 1);
                end = at;
            } else if matches!(byte, b'\n' | b'\r') && in_line >= SHORTEST_LINE {
                let after = rest.get(at..).unwrap_or(&[]).iter().take(2);
                let is_end = |byte: &&u8| matches!(byte, b'\n' | b'\r');
                at += after.take_while(is_end).count();
                in_line = 0;
                lines.push((n_signs as u32, at as u32));
            } else {
                break;
            }
        }
        Self {
            start,
            written: rest.get(..end).unwrap_or(&[]),
            n_signs,
            lines,
        }
    }

    pub(super) const fn start(&self) -> usize {
        self.start
    }

    /// Calls `each` with every letter of what it says and the characters it is written in, counted from the first;
    /// with none where it is no text. The run may have lost its beginning, so each way of grouping its signs is tried.
    pub(super) fn read(&self, each: &mut dyn FnMut(char, usize, usize)) {
        for n_skipped in 0..4 {
            let bytes = self.bytes(n_skipped);
            let Some(encoding) = Encoding::of_text(&bytes) else {
                continue;
            };
            let mut places = Places {
                lines: &self.lines,
                line: 0,
            };
            let mut place = |byte: usize, n_signs: usize| {
                places.of(n_skipped + byte / 3 * 4 + byte % 3 + n_signs - 1)
            };
            encoding.read(&bytes, &mut |letter, from, to| {
                each(letter, place(from, 1), place(to - 1, 2) + 1);
            });
            return;
        }
    }

    /// Three bytes for every four signs.
    fn bytes(&self, n_skipped: usize) -> Vec<u8> {
        let mut signs = self.written.iter().filter_map(|byte| value(*byte));
        let mut bytes = Vec::with_capacity(self.n_signs / 4 * 3);
        let mut signs = signs.by_ref().skip(n_skipped);
        while let (Some(first), Some(second), Some(third), Some(fourth)) =
            (signs.next(), signs.next(), signs.next(), signs.next())
        {
            bytes.push(first << 2 | second >> 4);
            bytes.push(second << 4 | third >> 2);
            bytes.push(third << 6 | fourth);
        }
        bytes
    }
}

/// Where signs stand; those asked for lie close to the last one.
struct Places<'a> {
    lines: &'a [(u32, u32)],
    line: usize,
}

impl Places<'_> {
    fn of(&mut self, sign: usize) -> usize {
        let first = |line: usize| self.lines.get(line).map(|(first, _)| *first as usize);
        let mut line = self.line;
        while first(line + 1).is_some_and(|first| first <= sign) {
            line += 1;
        }
        while first(line).is_some_and(|first| first > sign) {
            line -= 1;
        }
        self.line = line;
        let (first, place) = self.lines.get(line).copied().unwrap_or_default();
        place as usize + sign.saturating_sub(first as usize)
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
