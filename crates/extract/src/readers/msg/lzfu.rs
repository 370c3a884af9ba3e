//! The packing of rich text in mails (MS-OXRTFCP).

use crate::Problem;
use crate::budget::Budget;
use crate::bytes::u32_at;

const PACKED: u32 = 0x7546_5A4C;
const PLAIN: u32 = 0x414C_454D;

/// What the window holds at the start.
const START: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// The rich text that was packed, as far as it goes.
pub(super) fn unpack(bytes: &[u8], budget: &mut Budget) -> Result<Vec<u8>, Problem> {
    let kind = u32_at(bytes, 8);
    let rest = bytes.get(16..).unwrap_or(&[]);
    match kind {
        Some(PLAIN) => Ok(rest.to_vec()),
        Some(PACKED) => window(rest, budget),
        _ => Err(Problem::Damaged("packed rich text".to_owned())),
    }
}

fn window(packed: &[u8], budget: &mut Budget) -> Result<Vec<u8>, Problem> {
    let mut dictionary = [0_u8; 4096];
    for (to, from) in dictionary.iter_mut().zip(START) {
        *to = *from;
    }
    let mut write = START.len();
    let mut out = Vec::new();
    let mut input = packed.iter().copied();
    // Eight steps after each byte of flags; a step gives at most 17 bytes, so the output is bounded by the input.
    'all: while let Some(flags) = input.next() {
        for bit in 0..8 {
            let Some(first) = input.next() else {
                break 'all;
            };
            let (from, count) = if flags >> bit & 1 == 0 {
                (None, 1)
            } else {
                let Some(second) = input.next() else {
                    break 'all;
                };
                let pair = usize::from(first) << 8 | usize::from(second);
                (Some(pair >> 4), (pair & 0xF) + 2)
            };
            if from == Some(write) {
                break 'all;
            }
            for step in 0..count {
                let byte = from.map_or(first, |from| {
                    dictionary.get((from + step) % 4096).copied().unwrap_or(0)
                });
                out.push(byte);
                if let Some(slot) = dictionary.get_mut(write) {
                    *slot = byte;
                }
                write = (write + 1) % 4096;
            }
        }
    }
    budget.unpacked(out.len() as u64)?;
    Ok(out)
}
