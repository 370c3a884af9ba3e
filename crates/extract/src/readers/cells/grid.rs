//! Cells on their way into text: rows as lines, and beside them the same rows in other forms.
//!
//! A row that is shown otherwise than it is stands beside the text as it is, with dates as dates; once more with the
//! numbers that dates are; once more with its formulae. Each time the whole row, with the rows around it, so that it is
//! recognised wherever it was copied from.

use super::formats::Formats;
use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;

/// Text of rows in other forms that is held.
const HELD_BYTES: usize = 1 << 20;

/// Rows and cells of one sheet.
pub(in crate::readers) struct Grid<'g, 'f, 'x, 'e> {
    flow: &'g mut Flow<'f, 'x, 'e>,
    forms: [Form; 3],
    is_hidden: bool,
    is_open: bool,
}

/// The rows of a sheet in another form than they are shown in.
#[derive(Default)]
struct Form {
    row: String,
    /// Whether the row says anything that the other forms do not say.
    differs: bool,
    /// The row before, where it was not written.
    before: String,
    /// Whether the row before was written because it differs.
    follows: bool,
    written: String,
}

/// A cell in all its forms.
struct Cell<'c> {
    shown: &'c str,
    raw: &'c str,
    serial: &'c str,
    formula: &'c str,
}

impl<'g, 'f, 'x, 'e> Grid<'g, 'f, 'x, 'e> {
    /// The cells of a sheet, below its name.
    pub(in crate::readers) fn new(flow: &'g mut Flow<'f, 'x, 'e>, name: Option<&str>) -> Self {
        let form = || Form {
            before: name.unwrap_or("").to_owned(),
            ..Form::default()
        };
        Self {
            flow,
            forms: [form(), form(), form()],
            is_hidden: false,
            is_open: false,
        }
    }

    /// A row begins.
    pub(in crate::readers) fn row(&mut self, is_hidden: bool) -> Result<(), Problem> {
        self.end_row()?;
        self.is_open = true;
        self.is_hidden = is_hidden;
        if is_hidden {
            self.flow.enter(Place::Hidden);
        }
        Ok(())
    }

    /// The row ends.
    pub(in crate::readers) fn end_row(&mut self) -> Result<(), Problem> {
        for form in &mut self.forms {
            form.end_row();
        }
        self.write_large()?;
        if std::mem::take(&mut self.is_open) {
            self.flow.line()?;
            if self.is_hidden {
                self.flow.leave();
            }
        }
        Ok(())
    }

    /// The sheet ends.
    pub(in crate::readers) fn end(&mut self) -> Result<(), Problem> {
        self.end_row()?;
        self.write()
    }

    /// A cell that is shown as it is.
    pub(in crate::readers) fn text(&mut self, text: &str, formula: &str) -> Result<(), Problem> {
        self.cell(&Cell {
            shown: text,
            raw: text,
            serial: text,
            formula,
        })
    }

    /// A cell with a number; `written` is the number as the file has it.
    pub(in crate::readers) fn number(
        &mut self,
        written: &str,
        formula: &str,
        (style, formats): (usize, &mut Formats),
    ) -> Result<(), Problem> {
        let value = written.trim().parse::<f64>().ok();
        let Some((value, shown)) =
            value.and_then(|value| Some((value, formats.shown(value, style)?)))
        else {
            return self.text(written, formula);
        };
        let number = plain(value);
        self.cell(&Cell {
            shown: &shown.text,
            raw: shown.date.as_deref().unwrap_or(&number),
            serial: &number,
            formula,
        })
    }

    /// Something about the sheet that is not shown.
    pub(in crate::readers) fn beside(&mut self, place: Place, text: &str) -> Result<(), Problem> {
        self.flow.aside(place, text)
    }

    fn cell(&mut self, cell: &Cell<'_>) -> Result<(), Problem> {
        if !cell.shown.is_empty() {
            self.flow.text(cell.shown)?;
            self.flow.text("\t")?;
        }
        let [raw, serial, formulae] = &mut self.forms;
        raw.push(cell.raw, cell.raw.trim() != cell.shown.trim());
        serial.push(cell.serial, cell.serial != cell.raw);
        if cell.formula.is_empty() {
            formulae.push(cell.raw, false);
        } else {
            formulae.push("=", true);
            formulae.row.pop();
            formulae.push(cell.formula, true);
        }
        if self.forms.iter().any(|form| form.row.len() > HELD_BYTES) {
            for form in &mut self.forms {
                form.end_row();
            }
            return self.write();
        }
        Ok(())
    }

    fn write_large(&mut self) -> Result<(), Problem> {
        let held: usize = self.forms.iter().map(|form| form.written.len()).sum();
        if held > HELD_BYTES {
            return self.write();
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), Problem> {
        for form in &mut self.forms {
            let written = std::mem::take(&mut form.written);
            self.flow.aside(Place::Raw, &written)?;
        }
        Ok(())
    }
}

impl Form {
    fn push(&mut self, cell: &str, differs: bool) {
        if !cell.is_empty() {
            self.row.push_str(cell);
            self.row.push('\t');
        }
        self.differs |= differs;
    }

    /// The row is whole: it is written where it differs, or follows one that does, and kept for the next one otherwise.
    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let differs = std::mem::take(&mut self.differs);
        if row.trim().is_empty() {
            return;
        }
        if differs {
            let before = std::mem::take(&mut self.before);
            self.write(&before);
            self.write(&row);
        } else if self.follows {
            self.write(&row);
        } else {
            self.before = row;
        }
        self.follows = differs;
    }

    fn write(&mut self, row: &str) {
        if !row.is_empty() {
            self.written.push_str(row);
            self.written.push('\n');
        }
    }
}

/// A number with all its digits; very large and very small ones with a power of ten.
fn plain(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 || (1e-4..1e16).contains(&size) || !value.is_finite() {
        return value.to_string();
    }
    let written = format!("{value:e}");
    let Some((digits, power)) = written.split_once('e') else {
        return written;
    };
    match power.strip_prefix('-') {
        Some(power) => format!("{digits}e-{power:0>2}"),
        None => format!("{digits}e+{power:0>2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_all_their_digits() {
        let cases = [
            (0.1 + 0.2, "0.30000000000000004"),
            (1_234_567_890_123_450.0, "1234567890123450"),
            (1.5e-7, "1.5e-07"),
            (-2e300, "-2e+300"),
            (1e16, "1e+16"),
            (0.0, "0"),
        ];
        for (value, expected) in cases {
            assert_eq!(plain(value), expected);
        }
    }

    #[test]
    fn rows_around_a_row_that_differs_are_written_with_it() {
        let mut form = Form::default();
        let rows = ["a", "b", "*c", "d", "e", "f", "*g"];
        for row in rows {
            form.push(row.trim_start_matches('*'), row.starts_with('*'));
            form.end_row();
        }
        assert_eq!(form.written, "b\t\nc\t\nd\t\nf\t\ng\t\n");
    }
}
