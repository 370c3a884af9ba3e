//! JSON files: an array of statements, and lines of listings.

use std::io::{BufWriter, Write};
use std::path::Path;

use fs_err::File;
use serde_json::{Map, Value, json};

use crate::records::{Record, Sheet};

/// Writes values as one array, one value a line.
pub(super) fn write_array<'v>(
    path: &Path,
    values: impl Iterator<Item = &'v Value>,
) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all(b"[")?;
    for (place, value) in values.enumerate() {
        file.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut file, value)?;
    }
    file.write_all(b"\n]\n")?;
    file.flush()
}

/// Writes the rows of a table as objects, one a line; empty cells are left out.
pub(super) fn write_lines(path: &Path, sheet: Sheet, records: &[Record]) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for record in records {
        let mut object = Map::new();
        for (key, cell) in sheet
            .header()
            .iter()
            .zip(&record.cells)
            .filter(|(_, cell)| !cell.is_empty())
        {
            let value = match *key {
                "indicators" => json!(cell.split(';').collect::<Vec<_>>()),
                "price" => cell
                    .parse::<u64>()
                    .map_or_else(|_text| json!(cell), |price| json!(price)),
                _ => json!(cell),
            };
            object.insert((*key).to_owned(), value);
        }
        serde_json::to_writer(&mut file, &object)?;
        file.write_all(b"\n")?;
    }
    file.flush()
}
