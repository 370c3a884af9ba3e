//! Cells on their way into text: rows as lines, and beside them the same rows in other forms.
//!
//! A row that is shown otherwise than it is stands beside the text as it is, with dates as dates; once more with the
//! numbers that dates are; once more with its formulae. Each time the whole row, so that it is recognised as a row
//! wherever it was copied from.

use super::formats::Formats;
use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;

/// Text of a row in another form that is held.
const ROW_BYTES: usize = 1 << 20;

/// Rows and cells of one sheet.
pub(super) struct Grid<'g, 'f, 'x, 'e> {
    flow: &'g mut Flow<'f, 'x, 'e>,
    raw: Form,
    serial: Form,
    formulae: Form,
    is_hidden: bool,
    is_open: bool,
}

/// A row in another form than it is shown in.
struct Form {
    text: String,
    /// Whether it says anything that the other forms do not say.
    differs: bool,
}

/// A cell in all its forms.
struct Cell<'c> {
    shown: &'c str,
    raw: &'c str,
    serial: &'c str,
    formula: &'c str,
}

impl<'g, 'f, 'x, 'e> Grid<'g, 'f, 'x, 'e> {
    pub(super) const fn new(flow: &'g mut Flow<'f, 'x, 'e>) -> Self {
        Self {
            flow,
            raw: Form::new(),
            serial: Form::new(),
            formulae: Form::new(),
            is_hidden: false,
            is_open: false,
        }
    }

    /// A row begins.
    pub(super) fn row(&mut self, is_hidden: bool) -> Result<(), Problem> {
        self.end_row()?;
        self.is_open = true;
        self.is_hidden = is_hidden;
        if is_hidden {
            self.flow.enter(Place::Hidden);
        }
        Ok(())
    }

    /// The row ends.
    pub(super) fn end_row(&mut self) -> Result<(), Problem> {
        self.end_raw()?;
        if std::mem::take(&mut self.is_open) {
            self.flow.line()?;
            if self.is_hidden {
                self.flow.leave();
            }
        }
        Ok(())
    }

    /// A cell that is shown as it is.
    pub(super) fn text(&mut self, text: &str, formula: &str) -> Result<(), Problem> {
        self.cell(&Cell {
            shown: text,
            raw: text,
            serial: text,
            formula,
        })
    }

    /// A cell with a number; `written` is the number as the file has it.
    pub(super) fn number(
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
        let number = if value != 0.0 && !(1e-5..1e16).contains(&value.abs()) {
            written.to_owned()
        } else {
            value.to_string()
        };
        self.cell(&Cell {
            shown: &shown.text,
            raw: shown.date.as_deref().unwrap_or(&number),
            serial: &number,
            formula,
        })
    }

    /// Something about the sheet that is not shown.
    pub(super) fn beside(&mut self, place: Place, text: &str) -> Result<(), Problem> {
        self.flow.aside(place, text)
    }

    fn cell(&mut self, cell: &Cell<'_>) -> Result<(), Problem> {
        if !cell.shown.is_empty() {
            self.flow.text(cell.shown)?;
            self.flow.text("\t")?;
        }
        self.raw
            .push(cell.raw, cell.raw.trim() != cell.shown.trim());
        self.serial.push(cell.serial, cell.serial != cell.raw);
        if cell.formula.is_empty() {
            self.formulae.push(cell.raw, false);
        } else {
            self.formulae.push(&format!("={}", cell.formula), true);
        }
        if self.raw.text.len() > ROW_BYTES || self.formulae.text.len() > ROW_BYTES {
            self.end_raw()?;
        }
        Ok(())
    }

    fn end_raw(&mut self) -> Result<(), Problem> {
        for form in [&mut self.raw, &mut self.serial, &mut self.formulae] {
            if std::mem::take(&mut form.differs) {
                self.flow.aside(Place::Raw, &form.text)?;
            }
            form.text.clear();
        }
        Ok(())
    }
}

impl Form {
    const fn new() -> Self {
        Self {
            text: String::new(),
            differs: false,
        }
    }

    fn push(&mut self, cell: &str, differs: bool) {
        if !cell.is_empty() {
            self.text.push_str(cell);
            self.text.push('\t');
        }
        self.differs |= differs;
    }
}
