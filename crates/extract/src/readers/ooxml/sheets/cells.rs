//! Workbooks and sheets in XML, cell by cell.

use std::io::Read;

use super::shared::Shared;
use super::strings::PHONETIC;
use super::{Sheet, Workbook};
use crate::Problem;
use crate::flow::Flow;
use crate::item::Place;
use crate::readers::cells::grid::Grid;
use crate::readers::cells::{is_on, without_codes};
use crate::xml::{Piece, Tag, Xml};

/// Text of one cell at most; Excel takes 32,767 characters.
const CELL_BYTES: usize = 1 << 20;

/// Reads which sheets there are, and the names that cells were given.
pub(super) fn read_workbook<R: Read>(
    xml: &mut Xml<R>,
    flow: &mut Flow<'_, '_, '_>,
    workbook: &mut Workbook,
) -> Result<(), Problem> {
    let mut is_name = false;
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(tag) => match tag.name() {
                "sheet" => {
                    let state = tag.attribute("state");
                    workbook.sheets.push(Sheet {
                        name: tag.attribute("name").unwrap_or_default().into_owned(),
                        relationship: tag.prefixed("id").unwrap_or_default().into_owned(),
                        is_hidden: state.is_some_and(|state| state != "visible"),
                    });
                }
                "workbookPr" if is_on(tag.attribute("date1904").as_deref()) => {
                    workbook.formats.count_from_1904();
                }
                "definedName" => {
                    is_name = true;
                    flow.text(&tag.attribute("name").unwrap_or_default())?;
                    flow.text(" ")?;
                }
                _ => {}
            },
            Piece::End("definedName") => {
                is_name = false;
                flow.line()?;
            }
            Piece::Text(text) if is_name => flow.text(&text)?,
            _ => {}
        }
    }
    Ok(())
}

/// Reads the cells of a sheet, its headers and footers, its formulae.
pub(super) fn read_sheet<R: Read>(
    xml: &mut Xml<R>,
    flow: &mut Flow<'_, '_, '_>,
    name: Option<&str>,
    workbook: &mut Workbook,
) -> Result<(), Problem> {
    let mut sheet = SheetWalk {
        grid: Grid::new(flow, name),
        shared: Shared::default(),
        workbook,
        cell: Cell::default(),
        into: Into::Nothing,
        is_in_cell: false,
        phonetic: 0,
    };
    let outcome = sheet.all(xml);
    let ended = sheet.grid.end();
    outcome.and(ended)
}

/// The cell that is being read.
#[derive(Debug, Default)]
struct Cell {
    kind: String,
    style: usize,
    value: String,
    inline: String,
    formula: String,
    /// Where it is: `B12`.
    place: String,
    /// The number of the formula that it shares.
    shares: Option<u32>,
}

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Into {
    Nothing,
    Value,
    Inline,
    Formula,
    /// Text at the top or foot of pages.
    Edge(Place),
    /// A formula that is no cell's: of a validation or a conditional format.
    Rule,
}

struct SheetWalk<'w, 'g, 'f, 'x, 'e> {
    grid: Grid<'g, 'f, 'x, 'e>,
    workbook: &'w mut Workbook,
    shared: Shared,
    cell: Cell,
    into: Into,
    is_in_cell: bool,
    phonetic: usize,
}

impl SheetWalk<'_, '_, '_, '_, '_> {
    fn all<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Problem> {
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Start(tag) => self.start(&tag)?,
                Piece::End(name) => self.end(name)?,
                Piece::Text(text) => self.text(&text)?,
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Problem> {
        let name = tag.name();
        match name {
            "row" => self.grid.row(is_on(tag.attribute("hidden").as_deref()))?,
            "c" => {
                self.is_in_cell = true;
                let style = tag.attribute("s");
                self.cell.style = style.and_then(|style| style.parse().ok()).unwrap_or(0);
                self.cell.kind.clear();
                self.cell
                    .kind
                    .push_str(&tag.attribute("t").unwrap_or_default());
                self.cell.value.clear();
                self.cell.inline.clear();
                self.cell.formula.clear();
                self.cell.place.clear();
                self.cell
                    .place
                    .push_str(&tag.attribute("r").unwrap_or_default());
                self.cell.shares = None;
            }
            "v" if self.is_in_cell => self.into = Into::Value,
            "f" if self.is_in_cell => {
                self.into = Into::Formula;
                if tag.attribute("t").as_deref() == Some("shared") {
                    let number = tag.attribute("si");
                    self.cell.shares = number.and_then(|number| number.parse().ok());
                }
            }
            "t" if self.is_in_cell => self.into = Into::Inline,
            "rPh" => self.phonetic = self.phonetic.saturating_add(1),
            "formula" | "formula1" | "formula2" | "f" => self.into = Into::Rule,
            "dataValidation" => {
                for name in ["promptTitle", "prompt", "errorTitle", "error"] {
                    let text = tag.attribute(name).unwrap_or_default();
                    self.grid.beside(Place::Alternative, &text)?;
                }
            }
            "hyperlink" => {
                for name in ["display", "tooltip"] {
                    let text = tag.attribute(name).unwrap_or_default();
                    self.grid.beside(Place::Alternative, &text)?;
                }
            }
            _ if name.ends_with("Header") => self.into = Into::Edge(Place::Header),
            _ if name.ends_with("Footer") && name != "headerFooter" => {
                self.into = Into::Edge(Place::Footer);
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Problem> {
        let into = match self.into {
            Into::Nothing => return Ok(()),
            Into::Value | Into::Edge(_) => &mut self.cell.value,
            Into::Inline if self.phonetic > 0 => return self.grid.beside(PHONETIC, text),
            Into::Inline => &mut self.cell.inline,
            Into::Formula | Into::Rule => &mut self.cell.formula,
        };
        if into.len() > CELL_BYTES {
            // More than a cell can have is text all the same.
            let text = std::mem::take(into);
            self.grid.text(&text, "")?;
        }
        match self.into {
            Into::Value | Into::Edge(_) => self.cell.value.push_str(text),
            Into::Inline => self.cell.inline.push_str(text),
            _ => self.cell.formula.push_str(text),
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Problem> {
        match (name, self.into) {
            ("c", _) => {
                self.is_in_cell = false;
                self.end_cell()?;
            }
            ("row", _) => self.grid.end_row()?,
            ("rPh", _) => self.phonetic = self.phonetic.saturating_sub(1),
            (_, Into::Edge(place)) => {
                let text = without_codes(&self.cell.value);
                self.grid.beside(place, &text)?;
                self.cell.value.clear();
            }
            (_, Into::Rule) => {
                self.grid.beside(Place::Raw, &self.cell.formula)?;
                self.cell.formula.clear();
            }
            _ => {}
        }
        self.into = Into::Nothing;
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Problem> {
        if let Some(number) = self.cell.shares {
            let cell = &mut self.cell;
            let told = self.shared.formula(number, &cell.place, &cell.formula);
            cell.formula = told.unwrap_or_else(|| std::mem::take(&mut cell.formula));
        }
        let cell = &self.cell;
        let formula = cell.formula.as_str();
        let value = cell.value.as_str();
        match (cell.kind.as_str(), value.trim()) {
            (_, "") if cell.inline.is_empty() && formula.is_empty() => {}
            (_, "") => self.grid.text(&cell.inline, formula)?,
            ("s", number) => {
                let number = number.parse().unwrap_or(usize::MAX);
                let text = self.workbook.strings.text(number);
                self.grid.text(text, formula)?;
            }
            ("b", "1") => self.grid.text("TRUE", formula)?,
            ("b", "0") => self.grid.text("FALSE", formula)?,
            ("n" | "", _) => {
                let format = (cell.style, &mut self.workbook.formats);
                self.grid.number(value, formula, format)?;
            }
            _ => self.grid.text(value, formula)?,
        }
        if !value.is_empty() && !cell.inline.is_empty() {
            self.grid.text(&cell.inline, "")?;
        }
        Ok(())
    }
}
