//! Comma-separated files.

use std::io::{BufWriter, Write};
use std::path::Path;

use fs_err::File;

/// Writes a header and rows; returns nothing but errors.
pub(super) fn write<'r, C: AsRef<str> + 'r>(
    path: &Path,
    header: &[&str],
    rows: impl Iterator<Item = &'r [C]>,
) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    line(&mut file, header)?;
    for row in rows {
        line(&mut file, row)?;
    }
    file.flush()
}

fn line<C: AsRef<str>>(file: &mut impl Write, cells: &[C]) -> std::io::Result<()> {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            file.write_all(b",")?;
        }
        let cell = cell.as_ref();
        if cell.contains([',', '"', '\n', '\r']) {
            write!(file, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            file.write_all(cell.as_bytes())?;
        }
    }
    file.write_all(b"\n")
}
