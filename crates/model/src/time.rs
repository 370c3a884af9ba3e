//! Instants and civil days. Instants are UTC microseconds; a day belongs to the site's time zone.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::{Span, Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A civil day, counted from 1970-01-01; its text form is `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

/// An instant: microseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Micros(pub i64);

/// The time zone of a site or of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

/// A text that is not a day, or a zone that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeError {
    /// Not `YYYY-MM-DD`, or not a day of the calendar.
    #[error("`{0}` is not a day: YYYY-MM-DD is wanted")]
    Day(String),
    /// Not a name of the time zone database.
    #[error("`{0}` is not a time zone: a name like Asia/Seoul is wanted")]
    Zone(String),
}

impl Day {
    /// The day that many days after 1970-01-01.
    pub const fn from_epoch_days(days: i32) -> Self {
        Self(days)
    }

    /// The day of the calendar, `None` where there is no such day.
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self::from_date)
    }

    /// Days since 1970-01-01.
    pub const fn epoch_days(self) -> i32 {
        self.0
    }

    /// The day so many days later (earlier when negative).
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The calendar date.
    pub fn date(self) -> Date {
        let epoch = Date::constant(1970, 1, 1);
        epoch
            .checked_add(Span::new().days(i64::from(self.0).clamp(-4_000_000, 2_900_000)))
            .unwrap_or(epoch)
    }

    /// Whether the day is a Saturday or Sunday.
    pub const fn is_weekend(self) -> bool {
        // 1970-01-01 was a Thursday.
        matches!((self.0 + 3).rem_euclid(7), 5 | 6)
    }

    fn from_date(date: Date) -> Self {
        let epoch = Date::constant(1970, 1, 1);
        Self(epoch.until(date).map_or(0, |span| span.get_days()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.date().to_string())
    }
}

impl FromStr for Day {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let date = if text.len() == 10 {
            text.parse::<Date>().ok()
        } else {
            None
        };
        date.map(Self::from_date)
            .ok_or_else(|| TimeError::Day(text.to_owned()))
    }
}

impl TryFrom<String> for Day {
    type Error = TimeError;

    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl Zone {
    /// Looks a zone up in the time zone database.
    pub fn new(name: &str) -> Result<Self, TimeError> {
        TimeZone::get(name)
            .map(|zone| Self {
                name: name.to_owned(),
                zone,
            })
            .map_err(|_unknown| TimeError::Zone(name.to_owned()))
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self {
            name: "UTC".to_owned(),
            zone: TimeZone::UTC,
        }
    }

    /// The name in the time zone database.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The instant of a wall clock in this zone; the earlier one where the clock was set back.
    pub fn instant(&self, wall: DateTime) -> Option<Micros> {
        let zoned = self.zone.to_ambiguous_zoned_datetime(wall).earlier().ok()?;
        Some(Micros(zoned.timestamp().as_microsecond()))
    }

    /// The day on which an instant falls in this zone.
    pub fn day(&self, at: Micros) -> Day {
        Day::from_date(self.wall(at).date())
    }

    /// What a wall clock in this zone shows at an instant.
    pub fn wall(&self, at: Micros) -> DateTime {
        let stamp = Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
        self.zone.to_datetime(stamp)
    }

    /// The instant at which a day starts in this zone.
    pub fn start_of(&self, day: Day) -> Micros {
        self.instant(day.date().to_datetime(jiff::civil::Time::midnight()))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_the_epoch_both_ways() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2026-11-23", 20_780),
        ] {
            let day: Day = text.parse().unwrap();
            assert_eq!((day.epoch_days(), day.to_string().as_str()), (days, text));
        }
        assert!("2026-13-01".parse::<Day>().is_err());
        assert!("23/11/2026".parse::<Day>().is_err());
        assert!(Day::from_ymd(2026, 11, 22).unwrap().is_weekend());
        assert!(!Day::from_ymd(2026, 11, 23).unwrap().is_weekend());
    }

    #[test]
    fn a_zone_places_midnight() {
        let seoul = Zone::new("Asia/Seoul").unwrap();
        let day: Day = "2026-03-02".parse().unwrap();
        let start = seoul.start_of(day);
        assert_eq!(seoul.day(start), day);
        assert_eq!(seoul.day(Micros(start.0 - 1)), day.plus(-1));
        assert_eq!(Zone::utc().day(start), day.plus(-1));
        assert!(Zone::new("Asia/Nowhere").is_err());
    }
}
