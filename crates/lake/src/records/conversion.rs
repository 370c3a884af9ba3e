//! From what stands in a cell of a file to what a column of the catalogue holds.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use bongsu_model::tables::{Column, Kind};
use bongsu_model::{Day, Micros, Zone};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime::BrokenDownTime;

use super::value::{Raw, Value, excerpt, trimmed};

/// How texts become values.
#[derive(Clone, Debug)]
pub(super) struct Conversion {
    pub(super) zone: Zone,
    pub(super) time_format: Option<String>,
    pub(super) day_format: Option<String>,
    /// By column, days read that no other order of day and month would give: those after the twelfth of a month.
    pub(super) clear_days: RefCell<BTreeMap<&'static str, u64>>,
    /// By column, days refused because day and month look swapped.
    pub(super) swapped: RefCell<BTreeMap<&'static str, u64>>,
    pub(super) list_separator: char,
    /// Whether numbers in a column of days count days as spreadsheets do, and from which epoch.
    pub(super) serial_days: Option<Date>,
}

impl Conversion {
    pub(super) fn new(zone: &Zone) -> Self {
        Self {
            zone: zone.clone(),
            time_format: None,
            day_format: None,
            clear_days: RefCell::default(),
            swapped: RefCell::default(),
            list_separator: ';',
            serial_days: None,
        }
    }

    /// Makes a value for a column; the error says what was wanted.
    pub(super) fn convert<'a>(&self, column: &Column, raw: Raw<'a>) -> Result<Value<'a>, String> {
        let raw = match raw {
            Raw::Text(text) => match trimmed(text) {
                text if text.is_empty() => return Ok(Value::Empty),
                text => Raw::Text(text),
            },
            other => other,
        };
        match column.kind {
            Kind::Text => Ok(Value::of_text(plain_text(raw)?)),
            Kind::Texts => Ok(Value::of_texts(self.texts(raw))),
            Kind::Day => {
                let day = self.told(column, self.day(&raw))?;
                self.count_clear(column, day, &raw);
                Ok(Value::Day(day))
            }
            Kind::Time => {
                let at = self.told(column, self.time(&raw))?;
                self.count_clear(column, self.zone.day(at), &raw);
                Ok(Value::Time(at))
            }
            Kind::Whole => whole(&raw).map(Value::Whole),
            Kind::Number => number(&raw).map(Value::Number),
            Kind::Flag => flag(&raw).map(Value::Flag),
        }
    }

    fn texts<'a>(&self, raw: Raw<'a>) -> Vec<Cow<'a, str>> {
        match raw {
            Raw::List(texts) => texts,
            Raw::Text(Cow::Borrowed(text)) => {
                text.split(self.list_separator).map(Cow::Borrowed).collect()
            }
            Raw::Text(Cow::Owned(text)) => text
                .split(self.list_separator)
                .map(|part| Cow::Owned(part.to_owned()))
                .collect(),
            other => vec![Cow::Owned(shown(&other))],
        }
    }

    fn day(&self, raw: &Raw<'_>) -> Result<Day, String> {
        let found: Option<Day> = match (raw, &self.day_format) {
            (Raw::Text(text), Some(format)) => {
                Date::strptime(format, text.as_ref()).ok().and_then(day_of)
            }
            (Raw::Text(text), None) => year_first(text),
            (Raw::Moment(moment), _) => day_of(moment.date()),
            (Raw::Whole(serial), _) => self.numbered_day(*serial),
            (Raw::Number(serial), _) if serial.fract() == 0.0 && serial.abs() < 1e9 => {
                self.numbered_day(*serial as i64)
            }
            _ => None,
        };
        let wanted = self.day_format.as_deref().unwrap_or("YYYY-MM-DD");
        found.ok_or_else(|| {
            let format = self.day_format.as_deref().unwrap_or("%Y-%m-%d");
            let mut hint = swapped(raw, format);
            if hint.is_empty() && self.day_format.is_none() {
                hint = ", or `day_format` in a mapping file";
            }
            format!("`{}` is not a day: {wanted} is wanted{hint}", shown(raw))
        })
    }

    /// The day of a spreadsheet's serial number, within the years in which people work, or of a number like 20250301.
    fn numbered_day(&self, number: i64) -> Option<Day> {
        if number > 19_000_000 {
            return year_first(&number.to_string());
        }
        let serial = i32::try_from(number).ok()?;
        let epoch = day_of(self.serial_days?)?;
        (10_000..80_000)
            .contains(&serial)
            .then(|| epoch.plus(serial))
    }

    fn time(&self, raw: &Raw<'_>) -> Result<Micros, String> {
        let found = match (raw, &self.time_format) {
            (Raw::Text(text), Some(format)) => self.formatted_time(format, text),
            (Raw::Text(text), None) => self.plain_time(text),
            (Raw::Moment(moment), _) => self.zone.instant(*moment),
            _ => None,
        };
        let wanted = self
            .time_format
            .as_deref()
            .unwrap_or("YYYY-MM-DD HH:MM:SS or RFC 3339");
        found.ok_or_else(|| {
            let format = self.time_format.as_deref().unwrap_or("%Y-%m-%d");
            let hint = swapped(raw, format);
            format!("`{}` is not a time: {wanted} is wanted{hint}", shown(raw))
        })
    }

    /// Counts what was refused because day and month look swapped.
    fn told<T>(&self, column: &Column, read: Result<T, String>) -> Result<T, String> {
        if read.as_ref().is_err_and(|reason| reason.ends_with(SWAPPED)) {
            *self.swapped.borrow_mut().entry(column.name).or_default() += 1;
        }
        read
    }

    fn count_clear(&self, column: &Column, day: Day, raw: &Raw<'_>) {
        // A cell that holds a day, not a text, has no order.
        let is_typed = !matches!(raw, Raw::Text(_));
        // A day that stands for "for ever" says nothing of the order.
        let is_real = (1900..2100).contains(&day.date().year());
        if is_real && (is_typed || day.date().day() > 12) {
            *self.clear_days.borrow_mut().entry(column.name).or_default() += 1;
        }
    }

    fn plain_time(&self, text: &str) -> Option<Micros> {
        // A day alone is not a time, and neither is a clock time without its minutes.
        if text.len() < "2026-01-31 10:00".len() {
            return None;
        }
        if let Ok(stamp) = text.parse::<Timestamp>() {
            return Some(Micros(stamp.as_microsecond()));
        }
        let bytes = text.as_bytes();
        let is_dotted = [4, 7]
            .iter()
            .all(|at| bytes.get(*at).is_some_and(|byte| b"./".contains(byte)));
        let dashed = is_dotted
            .then(|| text.split_at_checked(10))
            .flatten()
            .map(|(day, clock)| format!("{}{clock}", day.replace(['.', '/'], "-")));
        let text = dashed.as_deref().unwrap_or(text);
        self.zone.instant(text.parse::<DateTime>().ok()?)
    }

    fn formatted_time(&self, format: &str, text: &str) -> Option<Micros> {
        let parts = BrokenDownTime::parse(format, text).ok()?;
        if parts.offset().is_some() {
            return parts
                .to_timestamp()
                .ok()
                .map(|stamp| Micros(stamp.as_microsecond()));
        }
        self.zone.instant(parts.to_datetime().ok()?)
    }
}

/// How the reason ends where a day reads well once day and month are swapped.
const SWAPPED: &str = "; are day and month swapped?";

/// [`SWAPPED`] where a text that does not follow a format follows it with day and month the other way round.
fn swapped(raw: &Raw<'_>, format: &str) -> &'static str {
    let Raw::Text(text) = raw else { return "" };
    let mut other_way = String::with_capacity(format.len());
    let mut is_field = false;
    for c in format.chars() {
        other_way.push(match c {
            'd' | 'e' if is_field => 'm',
            'm' if is_field => 'd',
            c => c,
        });
        is_field = c == '%' || (is_field && c == '-');
    }
    let dashed;
    let text: &str = if format == "%Y-%m-%d" {
        dashed = text.replace(['.', '/'], "-").replace("- ", "-");
        // A year of two digits tells nothing of the order.
        if dashed.find('-') != Some(4) {
            return "";
        }
        dashed.trim_end_matches('-')
    } else {
        text
    };
    // The clock time behind a day is of no matter.
    let text = if other_way.contains("%H") {
        text
    } else {
        text.get(..10).unwrap_or(text)
    };
    match BrokenDownTime::parse(&other_way, text).and_then(|parts| parts.to_date()) {
        Ok(_) => SWAPPED,
        Err(_) => "",
    }
}

/// A day written year, month, day: `2025-03-01`, `2025.3.1`, `2025. 3. 1.`, `2025/03/01`, `20250301`.
fn year_first(text: &str) -> Option<Day> {
    let parts: Vec<&str> = if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        vec![text.get(..4)?, text.get(4..6)?, text.get(6..)?]
    } else {
        text.trim_end_matches('.')
            .split(['-', '.', '/'])
            .map(str::trim)
            .collect()
    };
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let is_number = |part: &&str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if year.len() != 4 || !is_number(year, 4) || !is_number(month, 2) || !is_number(day, 2) {
        return None;
    }
    Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn shown(raw: &Raw<'_>) -> String {
    match raw {
        Raw::Text(text) => excerpt(text),
        Raw::List(texts) => excerpt(&texts.join("; ")),
        Raw::Whole(number) => number.to_string(),
        Raw::Number(number) => number.to_string(),
        Raw::Flag(flag) => flag.to_string(),
        Raw::Moment(moment) if moment.time() == jiff::civil::Time::midnight() => {
            moment.date().to_string()
        }
        Raw::Moment(moment) => moment.to_string().replace('T', " "),
    }
}

fn plain_text(raw: Raw<'_>) -> Result<Cow<'_, str>, String> {
    match raw {
        Raw::Text(text) => Ok(text),
        Raw::List(texts) => match <[_; 1]>::try_from(texts) {
            Ok([text]) => Ok(text),
            Err(_) => Err("a list stands here: one text is wanted".to_owned()),
        },
        other => Ok(Cow::Owned(shown(&other))),
    }
}

fn day_of(date: Date) -> Option<Day> {
    Day::from_ymd(date.year(), date.month(), date.day())
}

fn whole(raw: &Raw<'_>) -> Result<i64, String> {
    /// Beyond this a floating-point number no longer tells whole numbers apart.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let found = match raw {
        Raw::Text(text) => text.parse().ok(),
        Raw::Whole(number) => Some(*number),
        Raw::Number(number) if number.fract() == 0.0 && number.abs() < EXACT => {
            Some(*number as i64)
        }
        _ => None,
    };
    found.ok_or_else(|| {
        format!(
            "`{}` is not a whole number: digits alone are wanted",
            shown(raw)
        )
    })
}

fn number(raw: &Raw<'_>) -> Result<f64, String> {
    let found = match raw {
        Raw::Text(text) => text.parse().ok(),
        Raw::Whole(number) => Some(*number as f64),
        Raw::Number(number) => Some(*number),
        _ => None,
    };
    found
        .filter(|number: &f64| number.is_finite())
        .ok_or_else(|| format!("`{}` is not a number: one like 12.5 is wanted", shown(raw)))
}

fn flag(raw: &Raw<'_>) -> Result<bool, String> {
    let found = match raw {
        Raw::Flag(flag) => Some(*flag),
        Raw::Whole(number) => truth(&number.to_string()),
        Raw::Number(number) => truth(&number.to_string()),
        Raw::Text(text) => truth(text),
        _ => None,
    };
    found.ok_or_else(|| {
        format!(
            "`{}` is neither yes nor no: true, false, yes, no, 1, 0, Y or N is wanted",
            shown(raw)
        )
    })
}

fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" => Some(true),
        "false" | "no" | "n" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_where_its_order_is_year_month_day() {
        for text in [
            "2025-03-01",
            "2025.3.1",
            "2025. 3. 1.",
            "2025/03/01",
            "20250301",
            "2025.03.01",
        ] {
            let day = year_first(text).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some("2025-03-01"), "{text}");
        }
        for text in [
            "21.11.2010",
            "2025-13-01",
            "2025-02-30",
            "25-03-01",
            "2025-03",
            "2025-03-01-02",
            "2025-3-1x",
            "202503010",
            "2025.-3.1",
        ] {
            assert_eq!(year_first(text), None, "{text}");
        }
        let text = |text: &'static str| Raw::Text(Cow::Borrowed(text));
        assert_eq!(swapped(&text("2025. 30. 1."), "%Y-%m-%d"), SWAPPED);
        assert_eq!(swapped(&text("2025. 3. 31."), "%Y-%m-%d"), "");
        assert_eq!(swapped(&text("24. 3. 1."), "%Y-%m-%d"), "");
    }
}
