//! Property sets (MS-OLEPS): what compound files say about themselves in `SummaryInformation` and its kin.

use crate::Problem;
use crate::bytes::{len_at, part, u16_at, u32_at, u64_at, utf16_to_zero};
use crate::cfb::Storage;
use crate::codepage;
use crate::sink::Sink;

/// Streams that hold property sets.
const STREAMS: [&str; 3] = [
    "\u{5}SummaryInformation",
    "\u{5}DocumentSummaryInformation",
    "\u{5}HwpSummaryInformation",
];

/// `SummaryInformation` and the set of Hangul, by their first bytes; both number their properties alike.
const SUMMARY: [[u8; 4]; 2] = [[0xE0, 0x85, 0x9F, 0xF2], [0x60, 0xB6, 0xA2, 0x9F]];
/// `DocumentSummaryInformation`.
const DOCUMENT: [u8; 4] = [0x02, 0xD5, 0xCD, 0xD5];
/// Properties that people added.
const CUSTOM: [u8; 4] = [0x05, 0xD5, 0xCD, 0xD5];

/// Most properties of one set.
const MOST: usize = 4096;

/// All properties of a storage's sets.
pub(super) fn read(storage: &Storage<'_, '_>, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
    for name in STREAMS {
        if storage.has(name) {
            let bytes = storage.bytes(name, sink.budget())?;
            for (name, value) in properties(&bytes) {
                sink.property(&name, &value)?;
            }
        }
    }
    Ok(())
}

/// Names and values of all sets in a stream; what makes no sense is left out.
fn properties(bytes: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let sets = u32_at(bytes, 24).unwrap_or(0).min(4) as usize;
    for set in 0..sets {
        let at = 28 + 20 * set;
        let Some(start) = len_at(bytes, at + 16) else {
            break;
        };
        let section = bytes.get(start..).unwrap_or(&[]);
        let mut four = [0; 4];
        four.copy_from_slice(part(bytes, at, 4));
        one_set(four, section, &mut found);
    }
    found
}

fn one_set(kind: [u8; 4], section: &[u8], found: &mut Vec<(String, String)>) {
    let count = len_at(section, 4).unwrap_or(0).min(MOST);
    let places: Vec<(u32, usize)> = (0..count)
        .filter_map(|n| Some((u32_at(section, 8 + 8 * n)?, len_at(section, 12 + 8 * n)?)))
        .collect();
    let place_of = |id: u32| {
        places
            .iter()
            .find(|place| place.0 == id)
            .map(|place| place.1)
    };
    let page = place_of(1)
        .and_then(|at| u16_at(section, at.checked_add(4)?))
        .map_or(949, u32::from);
    let names = place_of(0).map_or_else(Vec::new, |at| dictionary(section, at, page));
    for &(id, at) in places.iter().filter(|place| place.0 > 1) {
        let name = match kind {
            CUSTOM => names
                .iter()
                .find(|name| name.0 == id)
                .map(|name| name.1.as_str()),
            DOCUMENT => document_name(id),
            _ if SUMMARY.contains(&kind) => summary_name(id),
            _ => None,
        };
        if let (Some(name), Some(value)) = (name, value(section, at, page)) {
            found.push((name.to_owned(), value));
        }
    }
}

/// The names of properties that people added.
fn dictionary(section: &[u8], start: usize, page: u32) -> Vec<(u32, String)> {
    let count = len_at(section, start).unwrap_or(0).min(MOST);
    let mut names = Vec::new();
    let mut at = start.saturating_add(4);
    for _ in 0..count {
        let (Some(id), Some(length)) = (u32_at(section, at), len_at(section, at + 4)) else {
            break;
        };
        let wide = page == 1200;
        let length = if wide {
            length.saturating_mul(2)
        } else {
            length
        };
        let raw = part(section, at + 8, length);
        let name = text(raw, page);
        at = at.saturating_add(8).saturating_add(length);
        if wide {
            at = at.saturating_add(3) & !3;
        }
        names.push((id, name));
    }
    names
}

/// A value as text: texts, numbers, yes and no, moments.
fn value(section: &[u8], at: usize, page: u32) -> Option<String> {
    let kind = u32_at(section, at)? & 0xFFFF;
    let at = at.checked_add(4)?;
    Some(match kind {
        0x02 => u16_at(section, at)?.cast_signed().to_string(),
        0x03 => u32_at(section, at)?.cast_signed().to_string(),
        0x0B => (u16_at(section, at)? != 0).to_string(),
        0x13 => u32_at(section, at)?.to_string(),
        0x1E => text(part(section, at + 4, len_at(section, at)?), page),
        0x1F => utf16_to_zero(part(
            section,
            at + 4,
            len_at(section, at)?.saturating_mul(2),
        )),
        0x40 => moment(u64_at(section, at)?)?,
        _ => return None,
    })
}

fn text(raw: &[u8], page: u32) -> String {
    if page == 1200 {
        return utf16_to_zero(raw);
    }
    let end = raw.iter().position(|&byte| byte == 0).unwrap_or(raw.len());
    codepage::decode(page, raw.get(..end).unwrap_or(raw))
}

/// A moment, counted in tenths of a microsecond since 1601, as ISO 8601. Small ones are lengths of time, not moments.
pub(super) fn moment(ticks: u64) -> Option<String> {
    let seconds = ticks / 10_000_000;
    let days = seconds / 86_400;
    if !(365..=4_000_000).contains(&days) {
        return None;
    }
    // Days since 1 March of the year 0, so that leap days come last in a year.
    let days = days + 584_694;
    let era = days / 146_097;
    let day = days % 146_097;
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let shifted = (5 * day + 2) / 153;
    let of_month = day - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + 400 * era + u64::from(month <= 2);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    Some(format!(
        "{year:04}-{month:02}-{of_month:02}T{hour:02}:{minute:02}:{second:02}Z"
    ))
}

/// Names as the packages of the same programs have them, so that one name is asked for whatever the format.
const fn summary_name(id: u32) -> Option<&'static str> {
    Some(match id {
        2 => "title",
        3 => "subject",
        4 => "creator",
        5 => "keywords",
        6 => "description",
        7 => "Template",
        8 => "lastModifiedBy",
        9 => "revision",
        11 => "lastPrinted",
        12 => "created",
        13 => "modified",
        18 => "Application",
        20 => "date",
        _ => return None,
    })
}

const fn document_name(id: u32) -> Option<&'static str> {
    Some(match id {
        2 => "category",
        14 => "Manager",
        15 => "Company",
        26 => "contentType",
        27 => "contentStatus",
        28 => "language",
        29 => "version",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_a_date() {
        assert_eq!(
            moment(116_444_736_000_000_000).unwrap(),
            "1970-01-01T00:00:00Z"
        );
        assert_eq!(
            moment(133_537_247_990_000_000).unwrap(),
            "2024-02-29T23:59:59Z"
        );
    }

    #[test]
    fn a_length_of_time_is_no_moment() {
        assert_eq!(moment(36_000_000_000), None);
    }
}
