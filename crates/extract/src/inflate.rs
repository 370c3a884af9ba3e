//! Compressed streams, unpacked as far as they go and as far as the budget lets them.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use crate::Problem;
use crate::budget::Budget;

/// Bytes that are unpacked between two looks at the budget.
const STEP: usize = 64 << 10;

/// A deflated stream without a header; what came out, and whether it came to its end.
pub(crate) fn raw(bytes: &[u8], budget: &mut Budget) -> Result<(Vec<u8>, bool), Problem> {
    all(DeflateDecoder::new(bytes), budget)
}

/// A deflated stream with the header of zlib.
pub(crate) fn zlib(bytes: &[u8], budget: &mut Budget) -> Result<(Vec<u8>, bool), Problem> {
    all(ZlibDecoder::new(bytes), budget)
}

fn all(mut from: impl Read, budget: &mut Budget) -> Result<(Vec<u8>, bool), Problem> {
    let mut out = Vec::new();
    let mut step = vec![0; STEP];
    loop {
        let Ok(count) = from.read(&mut step) else {
            return Ok((out, false));
        };
        if count == 0 {
            return Ok((out, true));
        }
        budget.unpacked(count as u64)?;
        out.extend_from_slice(step.get(..count).unwrap_or(&[]));
    }
}
