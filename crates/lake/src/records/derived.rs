//! Columns that follow from others of the same row, where a file does not give them itself.

use super::value::{MappedRow, Value};

/// Fills what follows from the rest of a row.
pub(super) fn complete(row: &mut MappedRow<'_>) {
    if row.table().name == "legal_forms" && *row.get("jurisdiction") == Value::Empty {
        // A sub-division with legal forms of its own is the jurisdiction; its code begins with that of the country.
        let narrow = [row.get("subdivision_code"), row.get("country_code")];
        let found = narrow.into_iter().find(|value| **value != Value::Empty);
        if let Some(jurisdiction) = found.cloned() {
            row.set("jurisdiction", jurisdiction);
        }
    }
}
