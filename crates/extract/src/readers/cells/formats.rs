//! Numbers as a workbook shows them.

use std::collections::BTreeMap;
use std::io::Read;

use ssfmt::{DateSystem, FormatOptions, NumberFormat, format_code_from_id};

use crate::Problem;
use crate::xml::{Piece, Xml};

/// The longest code of a format; Excel takes no longer ones.
const CODE_BYTES: usize = 1024;
/// Styles at most; Excel takes 65,490.
const STYLES: usize = 100_000;
/// Whole numbers below it are shown with all their digits, whatever the width of their column.
const WHOLE: f64 = 1e15;
/// Dates at most: the end of the year 9999.
const LAST_DAY: f64 = 2_958_466.0;

/// The formats of a workbook by the numbers of its styles.
#[derive(Default)]
pub(in crate::readers) struct Formats {
    codes: BTreeMap<u32, String>,
    styles: Vec<u32>,
    parsed: BTreeMap<u32, Option<NumberFormat>>,
    options: FormatOptions,
    date: Option<NumberFormat>,
    time: Option<NumberFormat>,
}

/// A number as it is shown, and as a date where it is one.
pub(in crate::readers) struct Shown {
    pub(in crate::readers) text: String,
    pub(in crate::readers) date: Option<String>,
}

impl Formats {
    /// Days are counted from 1904.
    pub(in crate::readers) const fn count_from_1904(&mut self) {
        self.options.date_system = DateSystem::Date1904;
    }

    /// Another format of the workbook's own.
    pub(in crate::readers) fn add_code(&mut self, id: u32, code: &str) {
        if code.len() <= CODE_BYTES && self.codes.len() < STYLES {
            self.codes.insert(id, code.to_owned());
        }
    }

    /// The style that is next has this format.
    pub(in crate::readers) fn add_style(&mut self, id: u32) {
        if self.styles.len() < STYLES {
            self.styles.push(id);
        }
    }

    /// Reads the part of styles.
    pub(in crate::readers) fn read<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Problem> {
        let mut is_inside = false;
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(tag) => match tag.name() {
                    "numFmt" => {
                        let id = tag.attribute("numFmtId");
                        let code = tag.attribute("formatCode").unwrap_or_default();
                        if let Some(id) = id.and_then(|id| id.parse().ok()) {
                            self.add_code(id, &code);
                        }
                    }
                    "cellXfs" => is_inside = true,
                    "xf" if is_inside => {
                        let id = tag.attribute("numFmtId");
                        self.add_style(id.and_then(|id| id.parse().ok()).unwrap_or(0));
                    }
                    _ => {}
                },
                Piece::End("cellXfs") => is_inside = false,
                _ => {}
            }
        }
        Ok(())
    }

    /// The number as it is shown in a cell of this style; as it is, where its format is not understood.
    pub(in crate::readers) fn shown(&mut self, value: f64, style: usize) -> Option<Shown> {
        let id = self.styles.get(style).copied().unwrap_or(0);
        let codes = &self.codes;
        if id == 0 && value.fract() == 0.0 && value.abs() < WHOLE {
            return Some(Shown {
                text: value.to_string(),
                date: None,
            });
        }
        let format = self.parsed.entry(id).or_insert_with(|| {
            let code = codes.get(&id).map(String::as_str);
            let code = code.or_else(|| built_in(id)).unwrap_or("General");
            NumberFormat::parse(code).ok()
        });
        let format = format.as_ref()?;
        let is_date = format.is_date_format();
        if is_date && !(0.0..LAST_DAY).contains(&value) {
            return None;
        }
        let text = format.try_format(value, &self.options).ok()?;
        let date = is_date.then(|| self.as_date(value)).flatten();
        Some(Shown { text, date })
    }

    /// A day with its time, or a time alone.
    fn as_date(&mut self, value: f64) -> Option<String> {
        let (format, code) = if value < 1.0 {
            (&mut self.time, "hh:mm:ss")
        } else {
            (&mut self.date, "yyyy-mm-dd hh:mm:ss")
        };
        if format.is_none() {
            *format = NumberFormat::parse(code).ok();
        }
        let format = format.as_ref()?;
        // Programs write parts of a second where there are any, to the thousandth.
        let thousandths = (value.fract() * 86_400_000.0).round();
        let rest = thousandths % 1000.0;
        let whole = value.trunc() + (thousandths - rest) / 86_400_000.0;
        let text = format.try_format(whole, &self.options).ok()?;
        Some(if rest > 0.0 {
            format!("{text}.{rest:03}000")
        } else {
            text
        })
    }
}

/// The code of a format that every workbook has; dates of the system's own kind have the whole year.
fn built_in(id: u32) -> Option<&'static str> {
    match id {
        14 => Some("m/d/yyyy"),
        22 => Some("m/d/yyyy h:mm"),
        id => format_code_from_id(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, value: f64) -> Option<String> {
        let mut formats = Formats::default();
        formats.add_code(200, code);
        formats.add_style(200);
        formats.shown(value, 0).map(|shown| shown.text)
    }

    #[test]
    fn numbers_are_shown_as_their_format_says() {
        let cases = [
            ("General", 0.1 + 0.2, "0.3"),
            ("0.00", 2.3456, "2.35"),
            ("0.0%", 0.0325, "3.3%"),
            ("#,##0", 1_234_567.0, "1,234,567"),
            ("yyyy-mm-dd", 45292.0, "2024-01-01"),
            ("yyyy\"년\" m\"월\"", 45292.0, "2024년 1월"),
            ("[h]:mm", 1.5, "36:00"),
            ("\"₩\"#,##0", 5000.0, "₩5,000"),
            ("0.00E+00", 12345.0, "1.23E+04"),
        ];
        for (code, value, expected) in cases {
            assert_eq!(shown(code, value).as_deref(), Some(expected), "{code}");
        }
    }

    #[test]
    fn formats_and_numbers_without_sense_do_no_harm() {
        let codes = [
            "",
            "[",
            "\"",
            "0.0.0.0",
            "yyyyyyyyy",
            "[$-",
            "?/?",
            "# ?/???????????",
            "0%%%%%",
            "@@@",
            "[<1]0;[>5]0.0;\"x\"",
            "General;General",
            "e",
            "g",
            "b2yyyy",
            "[hhhhh]",
            "ss.00000000",
            "_",
            "*",
            "\\",
            "0,,,,,,,",
            "E+",
            "0E",
            "#.#E+#",
            "AM/PM",
            "aaaa",
            "[$-412]yyyy",
            "\u{ffff}",
        ];
        let numbers = [
            0.0,
            -0.0,
            1.0,
            -1.5,
            1e308,
            -1e308,
            1e-308,
            f64::NAN,
            f64::INFINITY,
            2_958_465.999_999_9,
            2_958_466.0,
            60.0,
            59.999_999,
            1e15,
            123_456_789_012_345_680.0,
            f64::MAX,
            f64::MIN,
        ];
        for code in codes {
            for number in numbers {
                let text = shown(code, number).unwrap_or_default();
                assert!(text.len() < 10_000, "{code} {number}");
            }
        }
    }
}
