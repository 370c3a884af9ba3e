//! Rows of sheets as they are, where they are shown otherwise.

use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::xml::Tag;

/// Text of a row, and of a cell, that is held.
const ROW_BYTES: usize = 1 << 20;

/// The row that is being read.
#[derive(Debug, Default)]
pub(super) struct Row {
    cell: Option<Cell>,
    raw: String,
    differs: bool,
    formulae: String,
    has_formulae: bool,
}

#[derive(Debug)]
struct Cell {
    value: String,
    formula: String,
    shown: String,
}

impl Row {
    /// A cell begins.
    pub(super) fn begin_cell(&mut self, tag: &Tag<'_>) {
        let names = [
            "date-value",
            "time-value",
            "boolean-value",
            "string-value",
            "value",
        ];
        let value = names.iter().find_map(|name| tag.attribute(name));
        let formula = tag.attribute("formula").unwrap_or_default();
        // `of:=SUM(…)`: the prefix tells the language of formulae.
        let formula = formula.split_once(":=").map_or(&*formula, |(_, rest)| rest);
        self.cell = Some(Cell {
            value: value.unwrap_or_default().into_owned(),
            formula: formula.to_owned(),
            shown: String::new(),
        });
    }

    /// Text of the cell that is open.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell
            && cell.shown.len() < ROW_BYTES
        {
            cell.shown.push_str(text);
        }
    }

    /// The cell ends.
    pub(super) fn end_cell(&mut self, flow: &mut Flow<'_, '_, '_>) -> Result<(), Problem> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let raw = if cell.value.is_empty() {
            cell.shown.trim()
        } else {
            cell.value.trim()
        };
        self.differs |= raw != cell.shown.trim();
        push(&mut self.raw, "", raw);
        if cell.formula.is_empty() {
            push(&mut self.formulae, "", raw);
        } else {
            self.has_formulae = true;
            push(&mut self.formulae, "=", &cell.formula);
        }
        if self.raw.len().max(self.formulae.len()) > ROW_BYTES {
            return self.end(flow);
        }
        Ok(())
    }

    /// The row ends.
    pub(super) fn end(&mut self, flow: &mut Flow<'_, '_, '_>) -> Result<(), Problem> {
        if std::mem::take(&mut self.differs) {
            flow.aside(Place::Raw, &self.raw)?;
        }
        if std::mem::take(&mut self.has_formulae) {
            flow.aside(Place::Raw, &self.formulae)?;
        }
        self.raw.clear();
        self.formulae.clear();
        Ok(())
    }
}

fn push(row: &mut String, before: &str, cell: &str) {
    if !cell.is_empty() {
        row.push_str(before);
        row.push_str(cell);
        row.push('\t');
    }
}
