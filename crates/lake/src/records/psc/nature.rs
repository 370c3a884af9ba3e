//! Natures of control: what a person with significant control has, in ranges as the law words them.

use super::line::Data;
use crate::records::intake::text_value;
use crate::records::value::{MappedRow, Value};

/// How far a bound that excludes its value lies from it, as for BODS.
const STEP: f64 = 1e-6;

/// What stands before the range or the role, and the kind of interest it is.
const KINDS: [(&str, &str); 7] = [
    ("ownership-of-shares", "shareholding"),
    ("voting-rights", "voting"),
    ("right-to-share-surplus-assets", "rightsToSurplusAssets"),
    (
        "part-right-to-share-surplus-assets",
        "rightsToSurplusAssets",
    ),
    (APPOINTS, "appointment"),
    ("significant-influence-or-control", "influence"),
    ("registered-owner", "nominee"),
];

const APPOINTS: &str = "right-to-appoint-and-remove";

/// Ranges: more than 25 and not more than 50; more than 50 and less than 75; 75 and more.
const RANGES: [(&str, f64, f64); 4] = [
    ("25-to-50-percent", 0.25 + STEP, 0.5),
    ("50-to-75-percent", 0.5 + STEP, 0.75 - STEP),
    ("75-to-100-percent", 0.75, 1.0),
    ("more-than-25-percent", 0.25 + STEP, 1.0),
];

/// In which capacity it is held, where not for oneself; the longer words first.
const CAPACITIES: [(&str, &str); 6] = [
    ("as-control-over-trust", "held through control over a trust"),
    ("as-control-over-firm", "held through control over a firm"),
    ("as-trust", "held as trustee: for whom is not stated"),
    (
        "as-firm",
        "held as member of a firm that is no legal person",
    ),
    ("as-nominee", "held as nominee: for whom is not stated"),
    ("-nominee-", "held as nominee: for whom is not stated"),
];

/// One interest for each nature of control; one of unknown kind where none is stated.
pub(super) fn interests(
    rows: &mut Vec<MappedRow<'static>>,
    blank: &MappedRow<'static>,
    data: &Data,
) {
    let natures = data.natures_of_control.as_deref().unwrap_or_default();
    if natures.is_empty() {
        let mut row = blank.clone();
        if *row.get("unknown_reason") == Value::Empty {
            row.set(
                "unknown_reason",
                Value::of_text("no nature of control stated"),
            );
        }
        rows.push(row);
    }
    for nature in natures {
        rows.push(interest(blank.clone(), nature.trim()));
    }
}

fn interest(mut row: MappedRow<'static>, nature: &str) -> MappedRow<'static> {
    let found = KINDS.iter().find(|(start, _)| nature.starts_with(start));
    row.set(
        "kind",
        text_value(Some(found.map_or(nature, |(_, kind)| kind))),
    );
    let range = RANGES.iter().find(|(words, ..)| nature.contains(words));
    if let Some((_, low, high)) = range {
        row.set("share_min", Value::Number(*low));
        row.set("share_max", Value::Number(*high));
    }
    if nature.starts_with(APPOINTS) {
        // The law's condition: a majority of the board, or of those who take part in the management.
        row.set("share_min", Value::Number(0.5 + STEP));
        row.set("share_max", Value::Number(1.0));
    }
    let capacity = CAPACITIES.iter().find(|(words, _)| nature.contains(words));
    if let (Some((_, reason)), Value::Empty) = (capacity, row.get("unknown_reason")) {
        row.set("unknown_reason", Value::of_text(*reason));
    }
    row
}
