//! Days as registers write them: whole, without day or month, or with a time behind them.

use bongsu_model::Day;

use super::value::{Value, excerpt};
use crate::import::Reject;

/// Which day stands for a month or a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Edge {
    First,
    Last,
}

/// The day of a date that may lack its day or month, or have a time behind it.
pub(super) fn day_at(text: &str, edge: Edge) -> Option<Day> {
    let mut parts = text.get(..10).unwrap_or(text).split('-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut two_digits = || {
        parts
            .next()
            .map(|part| part.parse::<i8>().ok().filter(|_| part.len() == 2))
    };
    match (two_digits(), two_digits(), edge) {
        (None, None, Edge::First) => Day::from_ymd(year, 1, 1),
        (None, None, Edge::Last) => Day::from_ymd(year, 12, 31),
        (Some(month), None, Edge::First) => Day::from_ymd(year, month?, 1),
        (Some(month), None, Edge::Last) => {
            let first = jiff::civil::Date::new(year, month?, 1).ok()?;
            Day::from_ymd(year, month?, first.days_in_month())
        }
        (Some(month), Some(day), _) => Day::from_ymd(year, month?, day?),
        (None, Some(_), _) => None,
    }
}

/// The day of a field as a value: empty where the field is, a refusal of the row where it is no day.
pub(super) fn day_value(
    text: Option<&str>,
    (line, field): (u64, &str),
    edge: Edge,
) -> Result<Value<'static>, Reject> {
    match text.map(str::trim) {
        None | Some("") => Ok(Value::Empty),
        Some(text) => day_at(text, edge).map(Value::Day).ok_or_else(|| {
            let reason = format!(
                "`{}` is not a day: YYYY-MM-DD, YYYY-MM or YYYY is wanted",
                excerpt(text)
            );
            Reject::new(line, field, reason)
        }),
    }
}

/// The day in a value, where it is one.
pub(super) fn day_in(value: &Value<'_>) -> Option<Day> {
    match value {
        Value::Day(day) => Some(*day),
        _ => None,
    }
}
