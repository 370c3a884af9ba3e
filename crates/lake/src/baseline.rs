//! Own usual, day by day: median, spread and upper end of each feature over the person's own past.
//!
//! Causal: a day is compared with the [`WINDOW`] days before it and never with itself or the future. Only days with
//! any act count as history. With fewer than [`ENOUGH`] of them the state is `learning` and nothing is called unusual.

use std::collections::VecDeque;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, Date32Builder, Float64Builder, Int32Builder, RecordBatch,
    StringBuilder,
};
use arrow::datatypes::{DataType, Date32Type, Field, Int64Type, Schema, SchemaRef};
use bongsu_model::Day;

use crate::person_day::COUNTS;

/// How far back own usual looks, in days.
pub(crate) const WINDOW: i32 = 90;

/// Days of history below which the state is `learning`.
pub(crate) const ENOUGH: usize = 20;

/// An hour is unusual when the person was active in it on less than this share of days of the same kind.
const RARE_HOUR: f64 = 0.04;

/// The features with a baseline: columns of `person_day`.
pub const FEATURES: [&str; 13] = [
    "acts",
    "connects",
    "copied",
    "protected",
    "protected_out",
    "attached_out",
    "private_mail",
    "cloud",
    "uploads",
    "jobs",
    "rival",
    "outward",
    "outward_bytes",
];

/// The columns of `baseline` beside `person` and `day`, with what they mean.
pub const BASELINE_COLUMNS: [(&str, &str); 5] = [
    ("state", "`learning` or `ready`"),
    ("history_days", "days with any act in the 90 days before"),
    ("seen_days", "days with any act since the person's first"),
    (
        "unusual_hours",
        "hours with an act in which the person is rarely active on such days",
    ),
    (
        "<feature>_usual, <feature>_spread, <feature>_high",
        "median, scaled median deviation and 95th percentile",
    ),
];

/// A person-day table whose columns are not as agreed.
#[derive(Debug, thiserror::Error)]
#[error("internal: person_day cannot be read for baselines: {0}")]
pub struct BaselineError(String);

impl From<BaselineError> for datafusion::error::DataFusionError {
    fn from(error: BaselineError) -> Self {
        Self::External(Box::new(error))
    }
}

/// The Arrow schema of `baseline`.
pub fn baseline_schema() -> SchemaRef {
    let mut fields = vec![
        Field::new("person", DataType::Utf8, true),
        Field::new("day", DataType::Date32, true),
        Field::new("state", DataType::Utf8, true),
        Field::new("history_days", DataType::Int32, true),
        Field::new("seen_days", DataType::Int32, true),
        Field::new("unusual_hours", DataType::Int32, true),
    ];
    for feature in FEATURES {
        for part in ["usual", "spread", "high"] {
            fields.push(Field::new(
                format!("{feature}_{part}"),
                DataType::Float64,
                true,
            ));
        }
    }
    Arc::new(Schema::new(fields))
}

/// Takes `person_day` sorted by person and day, batch after batch, and gives `baseline` in the same order.
#[derive(Debug, Default)]
pub struct Baselines {
    person: String,
    history: VecDeque<PastDay>,
    seen_days: i32,
}

#[derive(Clone, Debug)]
struct PastDay {
    day: Day,
    hours: i64,
    values: [f64; FEATURES.len()],
}

#[derive(Default)]
struct Columns {
    person: StringBuilder,
    day: Date32Builder,
    state: StringBuilder,
    history_days: Int32Builder,
    seen_days: Int32Builder,
    unusual_hours: Int32Builder,
    numbers: Vec<Float64Builder>,
}

/// The baselines of a whole sorted table.
pub fn baselines(batches: &[RecordBatch]) -> Result<Vec<RecordBatch>, BaselineError> {
    let mut state = Baselines::default();
    batches.iter().map(|batch| state.next(batch)).collect()
}

impl Baselines {
    /// The baselines of the next batch.
    pub fn next(&mut self, batch: &RecordBatch) -> Result<RecordBatch, BaselineError> {
        let people = text_column(batch, "person")?;
        let days = column(batch, "day")?;
        let days = days
            .as_primitive_opt::<Date32Type>()
            .ok_or_else(|| BaselineError("day".to_owned()))?;
        let counts: Vec<ArrayRef> = COUNTS
            .iter()
            .map(|(name, _)| column(batch, name))
            .collect::<Result<_, _>>()?;
        let count = |name: &str, row: usize| -> i64 {
            let place = COUNTS.iter().position(|(known, _)| *known == name);
            let values = place
                .and_then(|place| counts.get(place))
                .and_then(|c| c.as_primitive_opt::<Int64Type>());
            values
                .filter(|values| !values.is_null(row))
                .map_or(0, |values| values.value(row))
        };
        let mut out = Columns {
            numbers: (0..FEATURES.len() * 3)
                .map(|_| Float64Builder::new())
                .collect(),
            ..Columns::default()
        };
        for row in 0..batch.num_rows() {
            let (person, day) = (people.value(row), Day::from_epoch_days(days.value(row)));
            if person != self.person {
                *self = Self {
                    person: person.to_owned(),
                    ..Self::default()
                };
            }
            let today = PastDay {
                day,
                hours: count("hours", row),
                values: FEATURES.map(|name| count(name, row) as f64),
            };
            self.day(today, &mut out);
        }
        out.finish()
    }

    fn day(&mut self, today: PastDay, out: &mut Columns) {
        while self
            .history
            .front()
            .is_some_and(|past| past.day < today.day.plus(-WINDOW))
        {
            self.history.pop_front();
        }
        let ready = self.history.len() >= ENOUGH;
        out.person.append_value(&self.person);
        out.day.append_value(today.day.epoch_days());
        out.state
            .append_value(if ready { "ready" } else { "learning" });
        out.history_days.append_value(self.history.len() as i32);
        out.seen_days.append_value(self.seen_days);
        out.unusual_hours
            .append_value(if ready { self.unusual_hours(&today) } else { 0 });
        let mut values = Vec::with_capacity(self.history.len());
        for (place, numbers) in out.numbers.chunks_mut(3).enumerate() {
            values.clear();
            values.extend(
                self.history
                    .iter()
                    .filter_map(|past| past.values.get(place).copied()),
            );
            for (builder, value) in numbers.iter_mut().zip(usual(&mut values)) {
                builder.append_value(value);
            }
        }
        self.seen_days += 1;
        self.history.push_back(today);
    }

    /// Hours of today in which the person is rarely active on days of this kind (weekday or weekend).
    fn unusual_hours(&self, today: &PastDay) -> i32 {
        let weekend = today.day.is_weekend();
        let alike = self
            .history
            .iter()
            .filter(|past| past.day.is_weekend() == weekend);
        let mut active = [0_u32; 24];
        let mut n_alike = 0_u32;
        for past in alike {
            n_alike += 1;
            for (hour, count) in active.iter_mut().enumerate() {
                // The hour before and after count too: nobody keeps to the minute.
                let around = 0b111_i64 << hour;
                *count += u32::from((past.hours << 1) & around != 0);
            }
        }
        // Weekends without work leave no day of that kind: days that could have been are counted.
        let could_be = if weekend {
            WINDOW as u32 * 2 / 7
        } else {
            n_alike.max(1)
        };
        let rare = |count: u32| f64::from(count) / f64::from(could_be.max(n_alike)) < RARE_HOUR;
        active
            .iter()
            .enumerate()
            .filter(|(hour, count)| today.hours & (1 << hour) != 0 && rare(**count))
            .count() as i32
    }
}

impl Columns {
    fn finish(mut self) -> Result<RecordBatch, BaselineError> {
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(self.person.finish()),
            Arc::new(self.day.finish()),
            Arc::new(self.state.finish()),
            Arc::new(self.history_days.finish()),
            Arc::new(self.seen_days.finish()),
            Arc::new(self.unusual_hours.finish()),
        ];
        for mut numbers in self.numbers {
            columns.push(Arc::new(numbers.finish()));
        }
        RecordBatch::try_new(baseline_schema(), columns)
            .map_err(|error| BaselineError(error.to_string()))
    }
}

/// Median, 1.4826 times the median absolute deviation, and 95th percentile (nearest rank).
fn usual(values: &mut [f64]) -> [f64; 3] {
    if values.is_empty() {
        return [0.0; 3];
    }
    values.sort_unstable_by(f64::total_cmp);
    let median = middle(values);
    let rank = (values.len() * 95).div_ceil(100).max(1) - 1;
    let high = values.get(rank).copied().unwrap_or(median);
    for value in values.iter_mut() {
        *value = (*value - median).abs();
    }
    values.sort_unstable_by(f64::total_cmp);
    [median, 1.4826 * middle(values), high]
}

fn middle(sorted: &[f64]) -> f64 {
    let at = |place: usize| sorted.get(place).copied().unwrap_or(0.0);
    let half = sorted.len() / 2;
    if sorted.len().is_multiple_of(2) {
        f64::midpoint(at(half.saturating_sub(1)), at(half))
    } else {
        at(half)
    }
}

fn column(batch: &RecordBatch, name: &str) -> Result<ArrayRef, BaselineError> {
    batch
        .column_by_name(name)
        .cloned()
        .ok_or_else(|| BaselineError(format!("no column `{name}`")))
}

fn text_column(
    batch: &RecordBatch,
    name: &str,
) -> Result<arrow::array::StringArray, BaselineError> {
    let texts = arrow::compute::cast(&column(batch, name)?, &DataType::Utf8);
    texts
        .map(|texts| texts.as_string::<i32>().clone())
        .map_err(|error| BaselineError(error.to_string()))
}

#[cfg(test)]
mod tests {
    use arrow::array::{Date32Array, Int64Array, StringArray};
    use arrow::datatypes::Int32Type;

    use super::*;
    use crate::person_day::person_day_schema;

    /// Days of one person, each with its hours and its copies; every other count is zero.
    fn table(days: &[(i32, i64, i64)]) -> RecordBatch {
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(StringArray::from_iter_values(days.iter().map(|_| "pers_a"))),
            Arc::new(Date32Array::from_iter_values(days.iter().map(|day| day.0))),
        ];
        for (name, _) in COUNTS {
            let values = days.iter().map(|day| match name {
                "hours" => day.1,
                "copied" => day.2,
                _ => 0,
            });
            columns.push(Arc::new(Int64Array::from_iter_values(values)));
        }
        RecordBatch::try_new(person_day_schema(), columns).unwrap()
    }

    fn number(batch: &RecordBatch, name: &str, row: usize) -> f64 {
        batch
            .column_by_name(name)
            .unwrap()
            .as_primitive::<arrow::datatypes::Float64Type>()
            .value(row)
    }

    #[test]
    fn a_day_is_compared_with_its_past_only() {
        let mut days: Vec<_> = (0..40).map(|day| (day, 1 << 9, day64(day % 3))).collect();
        days.push((40, 1 << 9, 500));
        let whole = baselines(&[table(&days)]).unwrap().remove(0);
        assert!((number(&whole, "copied_usual", 40) - 1.0).abs() < 1e-9);
        assert!(number(&whole, "copied_high", 40) <= 2.0);
        let cut = baselines(&[table(&days[..30])]).unwrap().remove(0);
        assert_eq!(whole.slice(0, 30), cut);
    }

    #[test]
    fn little_history_is_learning_and_nothing_is_unusual() {
        let days: Vec<_> = (0..25)
            .map(|day| (day, if day == 10 { 1 << 3 } else { 1 << 9 }, 0))
            .collect();
        let table = baselines(&[table(&days)]).unwrap().remove(0);
        let states = table.column_by_name("state").unwrap();
        assert_eq!(states.as_string::<i32>().value(19), "learning");
        assert_eq!(states.as_string::<i32>().value(20), "ready");
        assert_eq!(
            table
                .column_by_name("unusual_hours")
                .unwrap()
                .as_primitive::<Int32Type>()
                .value(10),
            0
        );
    }

    #[test]
    fn night_work_is_unusual_only_for_who_does_not_do_it() {
        let night = (1 << 2) | (1 << 3);
        let day_worker: Vec<_> = (0..41)
            .map(|day| (day * 7, if day == 40 { night } else { 1 << 9 }, 0))
            .collect();
        let unusual = |days: &[(i32, i64, i64)]| {
            let table = baselines(&[table(days)]).unwrap().remove(0);
            table
                .column_by_name("unusual_hours")
                .unwrap()
                .as_primitive::<Int32Type>()
                .value(days.len() - 1)
        };
        // Weekly days leave 12 in the window: learning.
        assert_eq!(unusual(&day_worker), 0);
        let daily: Vec<_> = (0..60)
            .map(|day| (day, if day == 59 { night } else { 1 << 9 }, 0))
            .collect();
        assert_eq!(unusual(&daily), 2);
        let shifts: Vec<_> = (0..60)
            .map(|day| (day, if day / 5 % 3 == 2 { night } else { 1 << 9 }, 0))
            .collect();
        assert_eq!(unusual(&shifts), 0);
    }

    fn day64(day: i32) -> i64 {
        i64::from(day)
    }
}
