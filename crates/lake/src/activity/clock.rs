//! Wall clocks of a source turned into instants, days and hours, one time zone look-up an hour of log.

use bongsu_model::{Day, Micros, Zone};
use jiff::civil::date;

/// Converts wall clocks of one zone; remembers the last hour it met.
#[derive(Clone, Debug)]
pub struct LocalClock {
    source: Zone,
    site: Zone,
    key: i64,
    hour_start: Micros,
    day: Day,
    hour: i8,
}

/// A wall clock that is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadClock {
    /// Not of the form `MM/DD/YYYY HH:MM:SS`.
    Form,
    /// The month is over 12 and the day is not: day and month look swapped.
    Swapped,
    /// No such day or time.
    Range,
}

/// An instant with its place in the site's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: Micros,
    /// The day in the site's zone.
    pub day: Day,
    /// The hour in the site's zone.
    pub hour: i8,
}

impl LocalClock {
    /// A clock for logs written in `source`'s time on a site that counts days in `site`'s.
    pub fn new(source: Zone, site: Zone) -> Self {
        Self {
            source,
            site,
            key: i64::MIN,
            hour_start: Micros(0),
            day: Day::from_epoch_days(0),
            hour: 0,
        }
    }

    /// Reads `MM/DD/YYYY HH:MM:SS`.
    pub(crate) fn cert(&mut self, text: &[u8]) -> Result<Moment, BadClock> {
        let &[
            m1,
            m2,
            b'/',
            d1,
            d2,
            b'/',
            y1,
            y2,
            y3,
            y4,
            b' ',
            h1,
            h2,
            b':',
            n1,
            n2,
            b':',
            s1,
            s2,
        ] = text
        else {
            return Err(BadClock::Form);
        };
        let two = |a: u8, b: u8| match (a.wrapping_sub(b'0'), b.wrapping_sub(b'0')) {
            (a @ 0..=9, b @ 0..=9) => Ok(i32::from(a) * 10 + i32::from(b)),
            _ => Err(BadClock::Form),
        };
        let (month, day, year) = (
            two(m1, m2)?,
            two(d1, d2)?,
            two(y1, y2)? * 100 + two(y3, y4)?,
        );
        let (hour, minute, second) = (two(h1, h2)?, two(n1, n2)?, two(s1, s2)?);
        if (13..=31).contains(&month) && (1..=12).contains(&day) {
            return Err(BadClock::Swapped);
        }
        if hour > 23 || minute > 59 || second > 59 {
            return Err(BadClock::Range);
        }
        self.enter_hour(year, month, day, hour)?;
        let within = i64::from(minute * 60 + second) * 1_000_000;
        Ok(Moment {
            at: Micros(self.hour_start.0 + within),
            day: self.day,
            hour: self.hour,
        })
    }

    /// Places an instant in the site's calendar.
    pub fn moment(&self, at: Micros) -> Moment {
        let wall = self.site.wall(at);
        Moment {
            at,
            day: self.site.day(at),
            hour: wall.hour(),
        }
    }

    fn enter_hour(&mut self, year: i32, month: i32, day: i32, hour: i32) -> Result<(), BadClock> {
        let key = ((i64::from(year) * 16 + i64::from(month)) * 32 + i64::from(day)) * 32
            + i64::from(hour);
        if key == self.key {
            return Ok(());
        }
        // A log of another century is a slip of the pen, and one such row would move the end of the data.
        if !(1980..=2100).contains(&year)
            || !(1..=12).contains(&month)
            || Day::from_ymd(year as i16, month as i8, day as i8).is_none()
        {
            return Err(BadClock::Range);
        }
        let wall = date(year as i16, month as i8, day as i8).at(hour as i8, 0, 0, 0);
        self.hour_start = self.source.instant(wall).ok_or(BadClock::Range)?;
        let moment = self.moment(self.hour_start);
        (self.day, self.hour, self.key) = (moment.day, moment.hour, key);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wall_clocks_become_instants_and_bad_ones_say_why() {
        let seoul = Zone::new("Asia/Seoul").unwrap();
        let mut clock = LocalClock::new(seoul.clone(), seoul);
        let moment = clock.cert(b"01/02/2010 06:49:00").unwrap();
        assert_eq!(
            (moment.day.to_string().as_str(), moment.hour),
            ("2010-01-02", 6)
        );
        assert_eq!(moment.at.0, 1_262_382_540_000_000);
        for (text, why) in [
            (&b"13/02/2010 06:49:00"[..], BadClock::Swapped),
            (b"02/30/2010 06:49:00", BadClock::Range),
            (b"02/03/2010 24:00:00", BadClock::Range),
            (b"2010-02-03 06:49:00", BadClock::Form),
            (b"", BadClock::Form),
        ] {
            assert_eq!(clock.cert(text), Err(why));
        }
        assert_eq!(
            clock.cert(b"01/02/2010 06:50:01").unwrap().at.0,
            moment.at.0 + 61_000_000
        );
    }
}
