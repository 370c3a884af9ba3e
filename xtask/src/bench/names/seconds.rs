//! Seconds that a core spent on this thread.

use std::time::Instant;

/// A clock that stands while the thread waits for a core; it is good to some milliseconds.
#[derive(Debug)]
pub(super) struct CoreSeconds {
    wall: Instant,
    nanoseconds: Option<u64>,
}

impl CoreSeconds {
    pub(super) fn start() -> Self {
        Self {
            wall: Instant::now(),
            nanoseconds: spent(),
        }
    }

    /// Seconds on a core since the start; of the wall clock where the system does not count them.
    pub(super) fn seconds(&self) -> f64 {
        match (self.nanoseconds, spent()) {
            (Some(start), Some(now)) => now.saturating_sub(start) as f64 / 1e9,
            _ => self.wall.elapsed().as_secs_f64(),
        }
        .max(1e-9)
    }
}

/// What Linux counted for this thread.
fn spent() -> Option<u64> {
    let text = fs_err::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_time() {
        let clock = CoreSeconds::start();
        let sum = (0..30_000_000_u64).fold(0_u64, |sum, n| sum ^ n.wrapping_mul(0x9e37));
        assert!(sum > 0 && clock.seconds() > 0.0);
    }
}
