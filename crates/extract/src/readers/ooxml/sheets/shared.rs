//! Formulae that cells share: one cell has the text, the others only its number and say it of their own place.

use std::collections::BTreeMap;

/// The longest formula that is shared; Excel takes no longer ones.
const FORMULA_BYTES: usize = 8192;
/// Text of shared formulae at most.
const ALL_BYTES: usize = 16 << 20;
/// Columns and rows that a sheet has.
const COLUMNS: i64 = 16_384;
const ROWS: i64 = 1_048_576;

/// The shared formulae of one sheet.
#[derive(Debug, Default)]
pub(super) struct Shared {
    formulae: BTreeMap<u32, (String, Cell)>,
    bytes: usize,
}

/// Where a cell is, counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    column: i64,
    row: i64,
}

impl Shared {
    /// The formula of a cell: its text is kept for others, or it is told from the cell that has the text.
    pub(super) fn formula(&mut self, number: u32, cell: &str, text: &str) -> Option<String> {
        let cell = Cell::of(cell)?;
        if text.is_empty() {
            let (text, from) = self.formulae.get(&number)?;
            return Some(moved(text, cell.column - from.column, cell.row - from.row));
        }
        if text.len() <= FORMULA_BYTES && self.bytes < ALL_BYTES {
            self.bytes = self.bytes.saturating_add(text.len());
            self.formulae.insert(number, (text.to_owned(), cell));
        }
        None
    }
}

impl Cell {
    /// The cell of a reference such as `B12`.
    fn of(reference: &str) -> Option<Self> {
        let found = Reference::at(reference)?;
        (found.length == reference.len()).then_some(found.cell)
    }
}

/// A reference to a cell in a formula: `B12`, `$B12`, `B$12`.
struct Reference {
    cell: Cell,
    is_column_fixed: bool,
    is_row_fixed: bool,
    length: usize,
}

impl Reference {
    /// The reference that a text begins with.
    fn at(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('$').unwrap_or(text);
        let is_column_fixed = rest.len() < text.len();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let column = rest.get(..letters).filter(|_| (1..=3).contains(&letters))?;
        let column = column.bytes().fold(0, |column, letter| {
            column * 26 + i64::from(letter.to_ascii_uppercase() - b'A') + 1
        });
        let rest = rest.get(letters..)?;
        let digits = rest.strip_prefix('$').unwrap_or(rest);
        let is_row_fixed = digits.len() < rest.len();
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        let row = digits.get(..count).filter(|_| (1..=7).contains(&count))?;
        let row = row.parse().ok().filter(|row| (1..=ROWS).contains(row))?;
        Some(Self {
            cell: Cell { column, row },
            is_column_fixed,
            is_row_fixed,
            length: text.len() - digits.len() + count,
        })
    }
}

/// A formula as it is said some columns to the right and some rows below.
fn moved(formula: &str, columns: i64, rows: i64) -> String {
    let mut moved = String::with_capacity(formula.len() + 16);
    let mut rest = formula;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let length = match first {
            // Texts, names of sheets, columns of tables and other workbooks stay.
            '"' | '\'' => after(rest, 1).find(first).map_or(rest.len(), |end| end + 2),
            '[' => rest.find(']').map_or(rest.len(), |end| end + 1),
            _ if is_of_name(before) || before == '$' => first.len_utf8(),
            _ => {
                if let Some(found) = Reference::at(rest)
                    && !after(rest, found.length)
                        .starts_with(|next| is_of_name(next) || matches!(next, '(' | '!'))
                {
                    push(&mut moved, &found, columns, rows);
                    before = '0';
                    rest = after(rest, found.length);
                    continue;
                }
                first.len_utf8()
            }
        };
        let (taken, left) = rest.split_at(length.min(rest.len()));
        moved.push_str(taken);
        before = taken.chars().next_back().unwrap_or(' ');
        rest = left;
    }
    moved
}

fn after(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

const fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '\\') || !letter.is_ascii()
}

/// A reference as it is elsewhere; beyond the edge of the sheet it begins again at the other one.
fn push(into: &mut String, reference: &Reference, columns: i64, rows: i64) {
    let Cell { column, row } = reference.cell;
    if reference.is_column_fixed {
        into.push('$');
        push_column(into, column);
    } else {
        push_column(into, (column - 1 + columns).rem_euclid(COLUMNS) + 1);
    }
    let row = if reference.is_row_fixed {
        into.push('$');
        row
    } else {
        (row - 1 + rows).rem_euclid(ROWS) + 1
    };
    into.push_str(&row.to_string());
}

fn push_column(into: &mut String, mut column: i64) {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or(0));
        column /= 26;
    }
    into.extend(letters.iter().rev().map(|letter| char::from(*letter)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_move_and_what_only_looks_like_one_stays() {
        let cases = [
            ("A1+1", (0, 2), "A3+1"),
            ("$A1*B$1+$C$1", (1, 1), "$A2*C$1+$C$1"),
            ("SUM(Z1:AA9)", (1, 0), "SUM(AA1:AB9)"),
            ("LOG10(A1)&\"A1\"", (0, 1), "LOG10(A2)&\"A1\""),
            ("'A1 B2'!A1+tax2020.A1", (0, 1), "'A1 B2'!A2+tax2020.A1"),
            ("Table1[A1]+A1B", (0, 1), "Table1[A1]+A1B"),
            ("원가1+A1", (0, 1), "원가1+A2"),
            ("A1!B2", (0, 1), "A1!B3"),
            ("\"open A1", (0, 1), "\"open A1"),
            ("A1", (-1, -1), "XFD1048576"),
        ];
        for (formula, (columns, rows), expected) in cases {
            assert_eq!(moved(formula, columns, rows), expected, "{formula}");
        }
    }

    #[test]
    fn a_cell_says_the_formula_that_another_one_has() {
        let mut shared = Shared::default();
        assert_eq!(shared.formula(0, "C2", "A2*B2"), None);
        assert_eq!(shared.formula(0, "C4", "").as_deref(), Some("A4*B4"));
        assert_eq!(shared.formula(1, "C4", ""), None);
        assert_eq!(shared.formula(0, "", ""), None);
    }
}
