//! Workbooks with one sheet.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::SimError;
use crate::records::{Record, Sheet};

/// Writes a table to the first sheet of a workbook; the same rows give the same bytes.
pub(super) fn write(path: &Path, sheet: Sheet, records: &[Record]) -> Result<(), SimError> {
    let mut workbook = Workbook::new();
    // Without a fixed date the workbook would carry the time of writing.
    let fixed = ExcelDateTime::from_ymd(2025, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&fixed));
    let worksheet = workbook.add_worksheet();
    for (column, name) in (0_u16..).zip(sheet.header()) {
        worksheet.write_string(0, column, *name)?;
    }
    for (row, record) in (1_u32..).zip(records) {
        for ((column, name), cell) in (0_u16..).zip(sheet.header()).zip(&record.cells) {
            match (*name, cell.as_str()) {
                (_, "") => {}
                (_, "true" | "false") => {
                    worksheet.write_boolean(row, column, cell == "true")?;
                }
                ("grade" | "duration_days" | "consideration_amount", number) => {
                    worksheet.write_number(
                        row,
                        column,
                        number.parse::<f64>().unwrap_or_default(),
                    )?;
                }
                (_, text) => {
                    worksheet.write_string(row, column, text)?;
                }
            }
        }
    }
    fs_err::write(path, workbook.save_to_buffer()?)?;
    Ok(())
}
