//! The letters of one paragraph, with controls among them.

use crate::bytes::u16_at;
use crate::readers::written::Written;

/// Letters that are left of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Text<'s> {
    units: &'s [u8],
}

impl<'s> Text<'s> {
    pub(super) const fn new(units: &'s [u8]) -> Self {
        Self { units }
    }

    /// Writes the text up to the next control that has a record, and passes that.
    pub(super) fn until_control(&mut self, written: &mut Written) {
        self.write(written, true);
    }

    /// Writes what is left.
    pub(super) fn rest(&mut self, written: &mut Written) {
        self.write(written, false);
    }

    /// Its letters without its controls.
    pub(super) fn plain(&self) -> String {
        Text { units: self.units }.letters(false)
    }

    fn write(&mut self, written: &mut Written, stop: bool) {
        written.text(&self.letters(stop));
    }

    fn letters(&mut self, stop: bool) -> String {
        let mut text = String::new();
        let mut high = None;
        while let Some(unit) = u16_at(self.units, 0) {
            let kind = Kind::of(unit);
            let length = if matches!(kind, Kind::Letter) {
                2
            } else {
                kind.bytes()
            };
            self.units = self.units.get(length..).unwrap_or(&[]);
            let before = high.take();
            match kind {
                Kind::Letter => match (before, unit) {
                    (_, 0xD800..=0xDBFF) => high = Some(unit),
                    (Some(before), 0xDC00..=0xDFFF) => {
                        text.extend(char::decode_utf16([before, unit]).flatten());
                    }
                    _ => text.extend(char::from_u32(u32::from(unit))),
                },
                Kind::Space(letter) | Kind::Inline(Some(letter)) => text.push(letter),
                Kind::Control if stop => break,
                Kind::Nothing | Kind::Inline(None) | Kind::Control => {}
            }
        }
        text
    }
}

/// What a unit of two bytes stands for.
enum Kind {
    Letter,
    Space(char),
    Nothing,
    /// Eight units without a record.
    Inline(Option<char>),
    /// Eight units with a record.
    Control,
}

impl Kind {
    const fn of(unit: u16) -> Self {
        match unit {
            10 => Self::Space('\n'),
            24 => Self::Space('-'),
            30 => Self::Space('\u{A0}'),
            31 => Self::Space(' '),
            0 | 13 | 25..=29 => Self::Nothing,
            9 => Self::Inline(Some('\t')),
            4..=8 | 19 | 20 => Self::Inline(None),
            1..=3 | 11 | 12 | 14..=18 | 21..=23 => Self::Control,
            _ => Self::Letter,
        }
    }

    const fn bytes(&self) -> usize {
        match self {
            Self::Letter | Self::Space(_) | Self::Nothing => 2,
            Self::Inline(_) | Self::Control => 16,
        }
    }
}
