//! Days as places on the picture: which have a label, and how many share a bar.

use bongsu_model::{Bar, Day, Timeline};

use super::{BAR_WIDTH, GAP, LEFT, RIGHT};

/// Days as places on the picture.
#[derive(Debug)]
pub(super) struct Axis {
    pub(super) from: i32,
    pub(super) n_days: i32,
    pub(super) zero: i32,
    pub(super) days_a_bar: i32,
}

impl Axis {
    pub(super) fn new(timeline: &Timeline) -> Option<Self> {
        let from = timeline.from.epoch_days();
        let n_days = timeline.to.epoch_days().checked_sub(from)?.checked_add(1)?;
        if n_days < 1 {
            return None;
        }
        let days_a_bar = (f64::from(n_days) * (BAR_WIDTH + GAP) / (RIGHT - LEFT))
            .ceil()
            .max(1.0) as i32;
        Some(Self {
            from,
            n_days,
            zero: timeline.zero.epoch_days(),
            days_a_bar,
        })
    }

    pub(super) fn day_width(&self) -> f64 {
        (RIGHT - LEFT) / f64::from(self.n_days)
    }

    /// The middle of a day.
    pub(super) fn x(&self, day: i32) -> f64 {
        LEFT + (f64::from(day) - f64::from(self.from) + 0.5) * self.day_width()
    }

    pub(super) fn holds(&self, day: Day) -> bool {
        (0..self.n_days).contains(&(day.epoch_days().saturating_sub(self.from)))
    }

    /// Days that carry a label, counted from day 0.
    pub(super) fn ticks(&self) -> Vec<i32> {
        let steps = [1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 1_820, 3_640];
        let step = steps
            .into_iter()
            .find(|step| self.n_days / step <= 11)
            .unwrap_or(self.n_days);
        let first = self.from.saturating_sub(self.zero);
        let start = first + (-first).rem_euclid(step);
        let ticks = std::iter::successors(Some(start), |tick| tick.checked_add(step));
        ticks
            .take_while(|offset| offset - first < self.n_days)
            .collect()
    }

    /// Bars as drawn: the first day of each and the highest value within.
    pub(super) fn bins(&self, bars: &[Bar]) -> Vec<Bar> {
        let mut bins: Vec<Bar> = Vec::new();
        for bar in bars
            .iter()
            .filter(|bar| self.holds(bar.day) && bar.value.is_finite() && bar.value > 0.0)
        {
            let nth = (bar.day.epoch_days() - self.from) / self.days_a_bar;
            let day = Day::from_epoch_days(self.from + nth * self.days_a_bar);
            match bins.iter_mut().rev().find(|bin| bin.day == day) {
                Some(bin) => {
                    bin.value = bin.value.max(bar.value);
                    bin.beyond |= bar.beyond;
                }
                None => bins.push(Bar { day, ..*bar }),
            }
        }
        bins
    }
}
