//! The picture of acts by day against own usual.

use bongsu_model::{Bar, Day, Lane, Marker, Timeline};

use super::material::{DayRow, Material, day, text};
use super::person::View;

/// Name, what is counted, columns of value and of the upper end of own usual.
const LANES: [(&str, &str, &[&str], &str); 5] = [
    ("Logon", "outside own hours", &["unusual_hours"], ""),
    (
        "Files",
        "opened, protected",
        &["protected"],
        "protected_high",
    ),
    ("Removable", "copied out", &["copied"], "copied_high"),
    (
        "Mail",
        "with attachment to outside",
        &["attached_out"],
        "attached_out_high",
    ),
    ("Web", "uploads", &["uploads"], "uploads_high"),
];

/// The timeline of the person the case leads with; none where no act is known.
pub(super) fn timeline(view: &View<'_>, material: &Material) -> Option<Timeline> {
    let person = view.lead?;
    let (from, to) = view.span;
    let rows: Vec<&DayRow> = material
        .days
        .get(person)?
        .iter()
        .filter(|row| from <= row.day && row.day <= to)
        .collect();
    if rows.is_empty() {
        return None;
    }
    let (zero, zero_label) = match view.departure {
        Some(departure) => (departure.last_day, "last working day"),
        None => (to.plus(-7), "last finding"),
    };
    let mut lines = Vec::new();
    if let Some(departure) = view.departure {
        if let Some(notice) = departure.notice_on.filter(|notice| *notice >= from) {
            lines.push(Marker {
                day: notice,
                label: "notice".to_owned(),
            });
        }
        lines.push(Marker {
            day: departure.last_day,
            label: "last day".to_owned(),
        });
    }
    Some(Timeline {
        from,
        to,
        zero,
        zero_label: zero_label.to_owned(),
        lanes: LANES.iter().map(|lane| self::lane(lane, &rows)).collect(),
        lines,
        events: events(person, material, from, to),
    })
}

fn lane((name, counts, columns, high): &(&str, &str, &[&str], &str), rows: &[&DayRow]) -> Lane {
    let value = |row: &DayRow, name: &str| row.values.get(name).copied().unwrap_or(0.0);
    // The band is own usual as it was before the span's end: the middle of the upper ends.
    let mut highs: Vec<f64> = rows.iter().map(|row| value(row, high)).collect();
    highs.sort_by(f64::total_cmp);
    let usual = highs.get(highs.len() / 2).copied().unwrap_or(0.0);
    let bars = rows.iter().filter_map(|row| {
        let sum: f64 = columns.iter().map(|column| value(row, column)).sum();
        (sum > 0.0).then(|| Bar {
            day: row.day,
            value: sum,
            beyond: sum > value(row, high).max(usual),
        })
    });
    Lane {
        name: (*name).to_owned(),
        counts: (*counts).to_owned(),
        unit: if *name == "Logon" { "hours" } else { "acts" }.to_owned(),
        usual,
        bars: bars.collect(),
    }
}

fn events(person: &str, material: &Material, from: Day, to: Day) -> Vec<Marker> {
    let mut events = Vec::new();
    for offer in material.offers.get(person).into_iter().flatten() {
        if let Some(day) = day(offer, "offered_on") {
            let pay = text(offer, "pay_multiple");
            let label = if pay.is_empty() {
                "offer".to_owned()
            } else {
                format!("offer, {pay} × pay")
            };
            events.push(Marker { day, label });
        }
    }
    for request in material.requests.get(person).into_iter().flatten() {
        if let Some(day) = day(request, "day") {
            events.push(Marker {
                day,
                label: format!("request, {}", text(request, "project")),
            });
        }
    }
    events.retain(|event| from <= event.day && event.day <= to);
    events.sort_by(|a, b| (a.day, &a.label).cmp(&(b.day, &b.label)));
    events
}
