//! Logons and logoffs.

use super::{Logs, Scene};
use crate::rows::Log;

impl Scene<'_> {
    /// A session over the day, sometimes interrupted, and one in the evening where there is one.
    pub(super) fn sessions(&mut self, logs: &mut Logs) {
        let (start, end) = (self.duty.start, self.duty.end);
        self.log(logs, start, "Logon");
        let spans = self.duty.spans.clone();
        for pair in spans.windows(2) {
            let [(_, leave), (back, _)] = pair else {
                continue;
            };
            if self.stream.chance(0.22) {
                self.log(logs, *leave, "Logoff");
                self.log(logs, *back, "Logon");
            }
        }
        if !self.stream.chance(0.04) {
            self.log(logs, end, "Logoff");
        }
        if let Some((from, to)) = self.duty.evening {
            self.log(logs, from, "Logon");
            self.log(logs, to, "Logoff");
        }
    }

    fn log(&mut self, logs: &mut Logs, second: i64, activity: &str) {
        let head = self.head(second);
        logs.of(Log::Logon)
            .add(head, &self.world.calendar, &mut self.stream, |out| {
                out.extend_from_slice(activity.as_bytes());
            });
    }
}
