//! The days of a simulation: weekends, public holidays, and the spelling of instants.
//!
//! Seconds are counted on the wall clock of Asia/Seoul from midnight of the first day; Korea keeps one offset all year.

use bongsu_model::Day;

/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

/// Public holidays of Korea, substitute days included.
const HOLIDAYS: [(i16, i8, i8); 74] = [
    (2024, 1, 1),
    (2024, 2, 9),
    (2024, 2, 12),
    (2024, 3, 1),
    (2024, 4, 10),
    (2024, 5, 6),
    (2024, 5, 15),
    (2024, 6, 6),
    (2024, 8, 15),
    (2024, 9, 16),
    (2024, 9, 17),
    (2024, 9, 18),
    (2024, 10, 1),
    (2024, 10, 3),
    (2024, 10, 9),
    (2024, 12, 25),
    (2025, 1, 1),
    (2025, 1, 27),
    (2025, 1, 28),
    (2025, 1, 29),
    (2025, 1, 30),
    (2025, 3, 3),
    (2025, 5, 5),
    (2025, 5, 6),
    (2025, 6, 3),
    (2025, 6, 6),
    (2025, 8, 15),
    (2025, 10, 3),
    (2025, 10, 6),
    (2025, 10, 7),
    (2025, 10, 8),
    (2025, 10, 9),
    (2025, 12, 25),
    (2026, 1, 1),
    (2026, 2, 16),
    (2026, 2, 17),
    (2026, 2, 18),
    (2026, 3, 2),
    (2026, 5, 5),
    (2026, 5, 25),
    (2026, 6, 3),
    (2026, 8, 17),
    (2026, 9, 24),
    (2026, 9, 25),
    (2026, 10, 5),
    (2026, 10, 9),
    (2026, 12, 25),
    (2027, 1, 1),
    (2027, 2, 8),
    (2027, 2, 9),
    (2027, 3, 1),
    (2027, 5, 5),
    (2027, 5, 13),
    (2027, 8, 16),
    (2027, 9, 14),
    (2027, 9, 15),
    (2027, 9, 16),
    (2027, 10, 4),
    (2027, 10, 11),
    (2027, 12, 27),
    (2028, 1, 26),
    (2028, 1, 27),
    (2028, 1, 28),
    (2028, 3, 1),
    (2028, 5, 2),
    (2028, 5, 5),
    (2028, 6, 6),
    (2028, 8, 15),
    (2028, 10, 2),
    (2028, 10, 3),
    (2028, 10, 4),
    (2028, 10, 5),
    (2028, 10, 9),
    (2028, 12, 25),
];

/// The days of a simulation, counted from 0.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    start: Day,
    days: i32,
    known: Vec<KnownDay>,
}

#[derive(Clone, Debug)]
struct KnownDay {
    /// `MM/DD/YYYY`.
    us: String,
    month_day: i8,
    month_days: i8,
    month: i8,
    free: bool,
}

impl Calendar {
    pub(crate) fn new(start: Day, days: u32) -> Self {
        let days = days as i32;
        let known = (0..=days)
            .map(|offset| KnownDay::new(start.plus(offset)))
            .collect();
        Self { start, days, known }
    }

    pub(crate) fn days(&self) -> i32 {
        self.days
    }

    /// The civil day so many days after the first.
    pub(crate) fn day(&self, offset: i32) -> Day {
        self.start.plus(offset)
    }

    /// Weekend or public holiday.
    pub(crate) fn is_free(&self, offset: i32) -> bool {
        usize::try_from(offset)
            .ok()
            .and_then(|offset| self.known.get(offset))
            .map_or_else(|| is_free(self.day(offset)), |day| day.free)
    }

    /// Saturday.
    pub(crate) fn is_saturday(&self, offset: i32) -> bool {
        (self.day(offset).epoch_days() + 3).rem_euclid(7) == 5
    }

    /// The last three or first two days of a month; the whole turn of the year.
    pub(crate) fn is_month_end(&self, offset: i32) -> bool {
        self.known(offset).is_some_and(|day| {
            day.month_day <= 2
                || day.month_day > day.month_days - 3
                || (day.month == 1 && day.month_day < 12)
        })
    }

    /// The next working day from `offset` on (itself when it is one).
    pub(crate) fn workday_from(&self, mut offset: i32) -> i32 {
        while self.is_free(offset) {
            offset += 1;
        }
        offset
    }

    /// The last working day up to `offset` (itself when it is one).
    pub(crate) fn workday_until(&self, mut offset: i32) -> i32 {
        while self.is_free(offset) {
            offset -= 1;
        }
        offset
    }

    /// Offsets of the days of which a monthly snapshot is taken: the first day, then each 1st of a month.
    pub(crate) fn snapshots(&self) -> Vec<i32> {
        (0..self.days)
            .filter(|&offset| {
                offset == 0 || self.known(offset).is_some_and(|day| day.month_day == 1)
            })
            .collect()
    }

    /// `YYYY-MM` of a day.
    pub(crate) fn month(&self, offset: i32) -> String {
        self.day(offset).to_string().chars().take(7).collect()
    }

    /// Appends `MM/DD/YYYY HH:MM:SS`.
    pub(crate) fn push_stamp(&self, out: &mut Vec<u8>, at: i64) {
        if let Some(day) = self.known((at / DAY) as i32) {
            out.extend_from_slice(day.us.as_bytes());
        }
        let second = (at % DAY) as u32;
        out.push(b' ');
        push_two(out, second / 3600);
        out.push(b':');
        push_two(out, second / 60 % 60);
        out.push(b':');
        push_two(out, second % 60);
    }

    /// `YYYY-MM-DDTHH:MM:SS+09:00`.
    pub(crate) fn rfc3339(&self, at: i64) -> String {
        let second = at.rem_euclid(DAY);
        let (hour, minute) = (second / 3600, second / 60 % 60);
        let day = self.day(at.div_euclid(DAY) as i32);
        format!("{day}T{hour:02}:{minute:02}:{:02}+09:00", second % 60)
    }

    /// `YYYY-MM-DD HH:MM:SS`.
    pub(crate) fn plain(&self, at: i64) -> String {
        self.rfc3339(at)
            .replace('T', " ")
            .trim_end_matches("+09:00")
            .to_owned()
    }

    fn known(&self, offset: i32) -> Option<&KnownDay> {
        usize::try_from(offset)
            .ok()
            .and_then(|offset| self.known.get(offset))
    }
}

impl KnownDay {
    fn new(day: Day) -> Self {
        let date = day.date();
        Self {
            us: format!("{:02}/{:02}/{:04}", date.month(), date.day(), date.year()),
            month_day: date.day(),
            month_days: date.days_in_month(),
            month: date.month(),
            free: is_free(day),
        }
    }
}

fn is_free(day: Day) -> bool {
    let date = day.date();
    day.is_weekend() || HOLIDAYS.contains(&(date.year(), date.month(), date.day()))
}

fn push_two(out: &mut Vec<u8>, value: u32) {
    out.push(b'0' + (value / 10) as u8);
    out.push(b'0' + (value % 10) as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        Calendar::new("2025-09-01".parse().unwrap(), 120)
    }

    #[test]
    fn stamps_are_spelled_as_each_file_wants() {
        let (calendar, at) = (calendar(), 35 * DAY + 3600 * 14 + 62);
        let mut text = Vec::new();
        calendar.push_stamp(&mut text, at);
        assert_eq!(String::from_utf8(text).unwrap(), "10/06/2025 14:01:02");
        assert_eq!(calendar.rfc3339(at), "2025-10-06T14:01:02+09:00");
        assert_eq!(calendar.plain(at), "2025-10-06 14:01:02");
    }

    #[test]
    fn chuseok_is_free_and_months_have_snapshots() {
        let calendar = calendar();
        assert!(calendar.is_free(35) && calendar.is_free(5) && !calendar.is_free(0));
        assert_eq!(calendar.workday_from(32), 39);
        assert_eq!(calendar.snapshots(), [0, 30, 61, 91]);
        assert!(calendar.is_month_end(29) && !calendar.is_month_end(14));
    }
}
