//! Streams of a PDF, unpacked with a bound on what they may become.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream};

use super::predictor;
use crate::Problem;
use crate::budget::Budget;

/// Bytes that one stream may become: far above any page, far below what one machine has.
pub(super) const STREAM_BYTES: u64 = 128 << 20;

/// Filters that one stream may name.
const MAX_FILTERS: usize = 8;

/// The bytes of a stream after its filters; a damaged stream gives what could be read of it.
///
/// # Errors
/// Where the budget or the bound of one stream ends, or a filter makes pictures.
pub(super) fn decoded(stream: &Stream<'_>, budget: &mut Budget) -> Result<Vec<u8>, Problem> {
    let filters = stream.filters();
    if filters.len() > MAX_FILTERS {
        return Err(Problem::Damaged("a stream with too many filters".into()));
    }
    let limit = STREAM_BYTES.min(budget.unpacked_left());
    let room = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut bytes = stream.raw_data().into_owned();
    // Packed bytes count too: a file may name the same stream any number of times.
    budget.unpacked(bytes.len() as u64)?;
    for (number, filter) in filters.iter().enumerate() {
        let parameters = parameters(stream.dict(), number);
        let next = match filter {
            Filter::FlateDecode => inflate(&bytes, room),
            Filter::LzwDecode => {
                let early = parameters.get::<i32>("EarlyChange").unwrap_or(1) != 0;
                lzw(&bytes, early, room)
            }
            Filter::Ascii85Decode => ascii85(&bytes, room),
            Filter::AsciiHexDecode => ascii_hex(&bytes),
            Filter::RunLengthDecode => run_length(&bytes, room),
            Filter::Crypt => bytes,
            Filter::CcittFaxDecode
            | Filter::Jbig2Decode
            | Filter::DctDecode
            | Filter::JpxDecode => {
                return Err(Problem::NotRead("picture".into()));
            }
        };
        if next.len() >= room {
            budget.unpacked(next.len() as u64)?;
            return Err(Problem::UnpacksTooFar { limit });
        }
        bytes = match filter {
            Filter::FlateDecode | Filter::LzwDecode => predictor::undo(next, &parameters),
            _ => next,
        };
    }
    budget.unpacked(bytes.len() as u64)?;
    Ok(bytes)
}

/// The parameters of the filter with this number.
fn parameters<'a>(dict: &Dict<'a>, number: usize) -> Dict<'a> {
    let value = dict
        .get::<Object<'_>>("DecodeParms")
        .or_else(|| dict.get::<Object<'_>>("DP"));
    match value {
        Some(Object::Dict(parameters)) if number == 0 => parameters,
        Some(Object::Array(all)) => nth_dict(&all, number),
        _ => Dict::empty(),
    }
}

fn nth_dict<'a>(all: &Array<'a>, number: usize) -> Dict<'a> {
    let mut each = all.iter::<Object<'_>>();
    match each.nth(number) {
        Some(Object::Dict(parameters)) => parameters,
        _ => Dict::empty(),
    }
}

/// Unpacks as far as the data holds; a wrong header or checksum is no reason to lose it.
fn inflate(bytes: &[u8], room: usize) -> Vec<u8> {
    let mut out = read_up_to(ZlibDecoder::new(bytes), room);
    if out.is_empty() {
        out = read_up_to(DeflateDecoder::new(bytes), room);
    }
    if out.is_empty() && bytes.len() > 2 {
        out = read_up_to(DeflateDecoder::new(bytes.get(2..).unwrap_or(&[])), room);
    }
    out
}

fn read_up_to(mut from: impl Read, room: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut block = [0_u8; 16 << 10];
    while out.len() < room {
        let read = match from.read(&mut block) {
            Ok(0) | Err(_) => break,
            Ok(read) => read,
        };
        out.extend_from_slice(block.get(..read).unwrap_or(&[]));
    }
    out
}

/// Lempel-Ziv-Welch with codes of 9 to 12 bits, the most significant bit first.
fn lzw(bytes: &[u8], early: bool, room: usize) -> Vec<u8> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut out: Vec<u8> = Vec::new();
    // Each code above 257 is a stretch of what was already written.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut held, mut n_held, mut width) = (0_u32, 0_u32, 9_u32);
    let mut last: Option<(usize, usize)> = None;
    for &byte in bytes {
        held = (held << 8) | u32::from(byte);
        n_held += 8;
        if n_held < width {
            continue;
        }
        n_held -= width;
        let code = (held >> n_held) as usize & ((1 << width) - 1);
        held &= (1 << n_held) - 1;
        if code == END || out.len() >= room {
            break;
        }
        if code == CLEAR {
            table.clear();
            width = 9;
            last = None;
            continue;
        }
        let start = out.len();
        if code < CLEAR {
            out.push(code as u8);
        } else {
            let known = table.get(code - 258).copied();
            // The one code that may be used before it is complete is the next one.
            let Some((from, length)) = known.or(last.map(|(from, length)| (from, length + 1)))
            else {
                break;
            };
            for at in from..from + length {
                let Some(&byte) = out.get(at) else { break };
                out.push(byte);
            }
        }
        if let Some((from, length)) = last
            && table.len() < 4096 - 258
        {
            table.push((from, length + 1));
        }
        last = Some((start, out.len() - start));
        width = match table.len() + 258 + usize::from(early) {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
    }
    out
}

fn ascii85(bytes: &[u8], room: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group: Vec<u8> = Vec::with_capacity(5);
    let body = bytes.strip_prefix(b"<~").unwrap_or(bytes);
    for &byte in body {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            out.extend_from_slice(&base85(&group));
            group.clear();
        }
        if out.len() >= room {
            break;
        }
    }
    if group.len() > 1 {
        let keep = group.len() - 1;
        group.resize(5, 84);
        out.extend_from_slice(base85(&group).get(..keep).unwrap_or(&[]));
    }
    out
}

fn base85(group: &[u8]) -> [u8; 4] {
    let number = group.iter().fold(0_u32, |number, &digit| {
        number.wrapping_mul(85).wrapping_add(u32::from(digit))
    });
    number.to_be_bytes()
}

fn ascii_hex(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes.iter().take_while(|&&byte| byte != b'>');
    let digits = digits.filter_map(|&byte| char::from(byte).to_digit(16));
    let digits: Vec<u32> = digits.collect();
    let pairs = digits.chunks(2);
    pairs
        .map(|pair| {
            let high = pair.first().copied().unwrap_or(0);
            let low = pair.get(1).copied().unwrap_or(0);
            (high << 4 | low) as u8
        })
        .collect()
}

fn run_length(bytes: &[u8], room: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((&length, after)) = rest.split_first() {
        match length {
            0..=127 => {
                let n = (usize::from(length) + 1).min(after.len());
                let (run, left) = after.split_at(n);
                out.extend_from_slice(run);
                rest = left;
            }
            128 => break,
            129..=255 => {
                let Some((&byte, left)) = after.split_first() else {
                    break;
                };
                out.resize(out.len() + 257 - usize::from(length), byte);
                rest = left;
            }
        }
        if out.len() >= room {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_five_become_bytes_of_four() {
        assert_eq!(ascii85(b"<~87cURDZ~>", 100), b"Hello");
        assert_eq!(ascii85(b"z!!~>", 100), b"\0\0\0\0\0");
    }

    #[test]
    fn runs_and_literals_alternate() {
        assert_eq!(
            run_length(&[2, b'a', b'b', b'c', 254, b'x', 128], 100),
            b"abcxxx"
        );
    }

    #[test]
    fn hexadecimal_ends_at_its_mark_and_may_be_odd() {
        assert_eq!(ascii_hex(b"48 65 6C6c 7>zz"), b"Hellp");
    }

    #[test]
    fn codes_that_name_themselves_unpack() {
        // The example of the PDF specification: 45 45 45 45 45 65 45 45 45 66.
        let packed = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(lzw(&packed, true, 100), b"-----A---B");
    }

    #[test]
    fn a_broken_tail_keeps_what_came_before_it() {
        use std::io::Write;
        let mut packer =
            flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packer
            .write_all(b"BT (recipe) Tj ET ".repeat(200).as_slice())
            .unwrap();
        let mut bytes = packer.finish().unwrap();
        bytes.truncate(bytes.len() - 6);
        assert!(inflate(&bytes, 1 << 20).starts_with(b"BT (recipe) Tj ET"));
    }
}
