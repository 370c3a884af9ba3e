//! When a person works on a day.

use crate::calendar::Calendar;
use crate::people::{Person, Staff};
use crate::roles::Role;
use crate::stream::{Purpose, Seeds, Stream};

/// The working time of one person on one day, in seconds after its midnight; it may reach into the next day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Duty {
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// Spans of activity between meetings and breaks.
    pub(crate) spans: Vec<(i64, i64)>,
    /// A session in the evening, from home.
    pub(crate) evening: Option<(i64, i64)>,
    /// How much is done compared with an ordinary day.
    pub(crate) energy: f64,
    /// Whether a piece of the team's work is due soon.
    pub(crate) is_rushed: bool,
    /// Whether the person is on a journey.
    pub(crate) is_travelling: bool,
}

/// The working time of a person on a day; `None` on a day off.
pub(crate) fn duty(
    staff: &Staff,
    index: usize,
    day: i32,
    calendar: &Calendar,
    seeds: &Seeds,
) -> Option<Duty> {
    let person = staff.person(index)?;
    if !person.is_employed(day) || person.is_absent(day) {
        return None;
    }
    let mut stream = seeds.stream(Purpose::Duty, index, day);
    if person.role.is_shift() {
        return shift(person, day, &mut stream);
    }
    if person.nights.contains(&day) {
        let start = 21 * 3600 + i64::from(stream.range(0, 3600));
        return Some(Duty::over(
            start,
            start + i64::from(stream.range(14_000, 24_000)),
            0.5,
            &mut stream,
        ));
    }
    let rushed = staff.team_of(index, day).is_some_and(|team| {
        team.deadlines
            .iter()
            .any(|due| (0..9).contains(&(due - day)))
    });
    let month_end = person.role == Role::Accountant && calendar.is_month_end(day);
    let travelling = person.is_travelling(day);
    if calendar.is_free(day) {
        return free_day(person, rushed || month_end, &mut stream);
    }
    if stream.chance(0.012) {
        return None;
    }
    let mut duty = office(person, rushed || month_end, &mut stream);
    duty.is_rushed = rushed || month_end;
    duty.is_travelling = travelling;
    if travelling {
        duty.energy *= 0.3;
    }
    Some(duty)
}

/// Four crews rotate through two early, two late and two night shifts and two days off.
fn shift(person: &Person, day: i32, stream: &mut Stream) -> Option<Duty> {
    let start_hour = match (day + person.habit.crew * 2).rem_euclid(8) {
        0 | 1 => 7,
        2 | 3 => 15,
        4 | 5 => 23,
        _ => return None,
    };
    let start = start_hour * 3600 - i64::from(stream.range(120, 1500));
    let end = (start_hour + 8) * 3600 + i64::from(stream.range(60, 1200));
    let energy = stream.factor(0.2);
    Some(Duty::over(start, end, energy, stream))
}

fn free_day(person: &Person, rushed: bool, stream: &mut Stream) -> Option<Duty> {
    let share = person.habit.weekend * if rushed { 4.0 } else { 1.0 };
    if !stream.chance(share.min(0.6)) {
        return None;
    }
    let start = i64::from(stream.range(9 * 3600, 15 * 3600));
    let end = start + i64::from(stream.range(5_400, 18_000));
    let energy = 0.3 * stream.factor(0.3);
    Some(Duty::over(start, end, energy, stream))
}

fn office(person: &Person, rushed: bool, stream: &mut Stream) -> Duty {
    let habit = &person.habit;
    let half = stream.chance(0.03);
    let start =
        ((habit.start + 11.0 * stream.normal()) * 60.0) as i64 + i64::from(stream.range(0, 59));
    let overtime = stream.chance((habit.overtime + if rushed { 0.35 } else { 0.0 }).min(0.85));
    let mut minutes = habit.length + 14.0 * stream.normal();
    if overtime {
        minutes += stream.between(40.0, 210.0);
    } else if half {
        minutes *= 0.5;
    }
    let start = start.max(5 * 3600 + 1800);
    let end = (start + (minutes * 60.0) as i64).clamp(start + 7_200, 23 * 3600 + 3_300);
    let energy =
        stream.factor(0.22) * if rushed { 1.25 } else { 1.0 } * if half { 0.5 } else { 1.0 };
    let mut duty = Duty::over(start, end, energy, stream);
    if end < 20 * 3600 && stream.chance(habit.evening) {
        let from = i64::from(stream.range(20 * 3600 + 600, 22 * 3600));
        duty.evening = Some((from, from + i64::from(stream.range(1_200, 6_000))));
    }
    duty
}

impl Duty {
    /// Working time with a break in the middle and up to three meetings.
    fn over(start: i64, end: i64, energy: f64, stream: &mut Stream) -> Self {
        let mut gaps: Vec<(i64, i64)> = Vec::new();
        let noon = 12 * 3600 - i64::from(stream.range(0, 1500));
        if start < noon - 3600 && end > noon + 5400 {
            gaps.push((noon, noon + i64::from(stream.range(2400, 4200))));
        } else {
            let middle = i64::midpoint(start, end);
            gaps.push((middle, middle + i64::from(stream.range(900, 2700))));
        }
        for _ in 0..stream.below(4) {
            let from = start + stream.below((end - start).max(1) as usize) as i64;
            gaps.push((from, from + 900 * i64::from(stream.range(2, 6))));
        }
        gaps.sort_unstable();
        let mut spans = Vec::with_capacity(gaps.len() + 1);
        let mut from = start;
        for (gap_start, gap_end) in gaps {
            if gap_start - from > 300 {
                spans.push((from, gap_start.min(end)));
            }
            from = from.max(gap_end);
        }
        if end - from > 60 || spans.is_empty() {
            spans.push((from.min(end - 60), end));
        }
        Self {
            start,
            end,
            spans,
            evening: None,
            energy,
            is_rushed: false,
            is_travelling: false,
        }
    }

    /// A moment of activity.
    pub(crate) fn moment(&self, stream: &mut Stream) -> i64 {
        let total: i64 = self.spans.iter().map(|(from, to)| to - from).sum();
        let mut left = stream.below(total.max(1) as usize) as i64;
        for (from, to) in &self.spans {
            if left < to - from {
                return from + left;
            }
            left -= to - from;
        }
        self.start
    }

    /// When the last session of the day ends.
    pub(crate) fn last_end(&self) -> i64 {
        self.evening.map_or(self.end, |(_, end)| end)
    }
}
