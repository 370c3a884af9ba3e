//! Cells of spreadsheets, whatever the format: numbers as they are shown, rows in all their forms, and what stands
//! beside them.

use crate::Problem;
use crate::flow::{self, Asides};
use crate::sink::Sink;

pub(super) mod formats;
pub(super) mod grid;

/// What stands beside the cells of sheets and follows the cells of all of them.
#[derive(Default)]
pub(super) struct Later {
    sheets: Vec<(Option<String>, Asides)>,
    bytes: u64,
}

impl Later {
    /// Keeps what stands beside the cells of a sheet; written at once where it is too much.
    pub(super) fn keep(
        &mut self,
        label: Option<&str>,
        asides: Asides,
        sink: &mut Sink<'_, '_>,
    ) -> Result<(), Problem> {
        let bytes: usize = asides.values().map(String::len).sum();
        self.bytes = self.bytes.saturating_add(bytes as u64);
        self.sheets.push((label.map(str::to_owned), asides));
        if self.bytes > sink.budget().text_left() {
            return self.write(sink);
        }
        Ok(())
    }

    /// Writes what was kept.
    pub(super) fn write(&mut self, sink: &mut Sink<'_, '_>) -> Result<(), Problem> {
        self.bytes = 0;
        for (label, asides) in std::mem::take(&mut self.sheets) {
            flow::write(sink, label.as_deref(), asides)?;
        }
        Ok(())
    }
}

/// A property of an element that is on.
pub(super) fn is_on(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true" | "on"))
}

/// An error as it is shown.
pub(super) const fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        _ => "#ERROR!",
    }
}

/// A header or footer without the codes for fonts, numbers and places: `&L&"Arial,Bold"Secret &P`.
pub(super) fn without_codes(text: &str) -> String {
    let mut clean = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        clean.push_str(before);
        let mut letters = after.chars();
        rest = match letters.next() {
            Some('"') => after
                .get(1..)
                .and_then(|after| after.split_once('"'))
                .map_or("", |(_, rest)| rest),
            Some('&') => {
                clean.push('&');
                letters.as_str()
            }
            Some('L' | 'C' | 'R') => {
                clean.push('\n');
                letters.as_str()
            }
            Some(digit) if digit.is_ascii_digit() => {
                after.trim_start_matches(|letter: char| letter.is_ascii_digit())
            }
            Some('K') => letters.as_str().get(6..).unwrap_or(""),
            _ => letters.as_str(),
        };
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_lose_their_codes_and_keep_their_text() {
        assert_eq!(
            without_codes("&L&\"Arial,Bold\"대외비 R&&D&C&12Page &P"),
            "\n대외비 R&D\nPage "
        );
        assert_eq!(without_codes("&Rplain &K00FF00red&"), "\nplain red");
    }
}
