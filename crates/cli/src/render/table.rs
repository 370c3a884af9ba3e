//! Tables by display width: columns as wide as their widest cell; until all fit, wide ones go on in further lines
//! and flexible ones are cut with `…`.

use std::borrow::Cow;

use bongsu_web::words;

use super::WIDTH;
use super::line::{Line, Page};
use super::style::{Meaning, Style};
use super::text;

/// Spaces between columns.
const GAP: usize = 2;
/// The least width that cutting leaves a flexible column.
const LEAST: usize = 8;

/// The share of a column that goes on in further lines.
const WRAPS: usize = 3;
/// Lines of such a cell; more text is cut.
const MOST_LINES: usize = 3;

/// Columns and rows.
#[derive(Debug, Default)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    title: Cow<'static, str>,
    is_right: bool,
    /// How much of the width a flexible column may keep against others; 0 for one that is shown whole.
    share: usize,
}

/// A cell.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    text: String,
    meaning: Meaning,
}

impl Column {
    /// Text that is shown whole: an id, a day, a word of ours.
    pub(crate) fn fixed(title: impl Into<Cow<'static, str>>) -> Self {
        Self {
            title: title.into(),
            is_right: false,
            share: 0,
        }
    }

    /// Text that may be cut.
    pub(crate) fn flexible(title: impl Into<Cow<'static, str>>) -> Self {
        Self {
            title: title.into(),
            is_right: false,
            share: 1,
        }
    }

    /// Text that goes on in further lines, and keeps three times the width that a flexible one keeps.
    pub(crate) fn wide(title: impl Into<Cow<'static, str>>) -> Self {
        Self {
            title: title.into(),
            is_right: false,
            share: WRAPS,
        }
    }

    /// Numbers, right-aligned and whole.
    pub(crate) fn number(title: impl Into<Cow<'static, str>>) -> Self {
        Self {
            title: title.into(),
            is_right: true,
            share: 0,
        }
    }
}

impl Cell {
    /// A cell without particular meaning.
    pub(crate) fn new(text: impl AsRef<str>) -> Self {
        Self::with(Meaning::Plain, text)
    }

    /// A cell with its meaning.
    pub(crate) fn with(meaning: Meaning, text: impl AsRef<str>) -> Self {
        Self {
            text: words::visible(text.as_ref()),
            meaning,
        }
    }
}

impl Table {
    /// An empty table.
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row; missing cells are empty, more than there are columns are left out.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// The table in at most 100 columns, each line ended.
    pub(crate) fn written(&self, style: Style) -> String {
        let mut page = Page::default();
        page.extend(self.lines(0));
        page.written(style)
    }

    /// The lines of the table, `indent` columns in.
    pub(super) fn lines(&self, indent: usize) -> Vec<Line> {
        let widths = self.widths(WIDTH.saturating_sub(indent));
        let titles: Vec<Cell> = self
            .columns
            .iter()
            .map(|column| Cell::with(Meaning::Dim, &column.title))
            .collect();
        let mut lines = Vec::with_capacity(self.rows.len() + 1);
        if self.columns.iter().any(|column| !column.title.is_empty()) {
            lines.push(self.line(&titles, &widths, indent));
        }
        lines.extend(
            self.rows
                .iter()
                .flat_map(|row| self.row_lines(row, &widths, indent)),
        );
        lines
    }

    /// A row: its line, and what of its wide cells goes on below.
    fn row_lines(&self, row: &[Cell], widths: &[usize], indent: usize) -> Vec<Line> {
        let of_cell = |((cell, column), width): ((&Cell, &Column), &usize)| {
            if column.share == WRAPS {
                text::wrapped(&cell.text, *width, MOST_LINES)
            } else {
                vec![cell.text.clone()]
            }
        };
        let texts: Vec<Vec<String>> = row
            .iter()
            .zip(&self.columns)
            .zip(widths)
            .map(of_cell)
            .collect();
        let most = texts.iter().map(Vec::len).max().unwrap_or(1);
        let nth = |at: usize| {
            let cells: Vec<Cell> = row
                .iter()
                .zip(&texts)
                .map(|(cell, lines)| Cell {
                    text: lines.get(at).cloned().unwrap_or_default(),
                    meaning: cell.meaning,
                })
                .collect();
            self.line(&cells, widths, indent)
        };
        (0..most).map(nth).collect()
    }

    fn line(&self, cells: &[Cell], widths: &[usize], indent: usize) -> Line {
        let mut line = Line::default();
        let mut start = indent;
        for ((cell, column), width) in cells.iter().zip(&self.columns).zip(widths) {
            let text = text::fit(&cell.text, *width);
            let lead = if column.is_right {
                width.saturating_sub(text::width(&text))
            } else {
                0
            };
            line.pad_to(start + lead);
            line.push(cell.meaning, &text);
            start += width + GAP;
        }
        line
    }

    /// The width of each column, cut to fit.
    fn widths(&self, room: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = self
            .columns
            .iter()
            .map(|column| text::width(&words::visible(&column.title)))
            .collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(text::width(&cell.text));
            }
        }
        let gaps = GAP * self.columns.len().saturating_sub(1);
        let mut over = (widths.iter().sum::<usize>() + gaps).saturating_sub(room);
        // Flexible columns give first; only a table that still does not fit cuts the others.
        for (is_flexible, least) in [(true, LEAST), (false, 1)] {
            while over > 0 {
                let columns = widths.iter_mut().zip(&self.columns);
                let widest = columns
                    .filter(|(width, column)| (column.share > 0) == is_flexible && **width > least)
                    .max_by_key(|(width, column)| **width / column.share.max(1));
                let Some((width, _)) = widest else { break };
                *width -= 1;
                over -= 1;
            }
        }
        widths
    }
}
