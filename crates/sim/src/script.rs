//! Acts that scenarios add to ordinary life: who does what at which second.

use std::collections::BTreeMap;

use crate::calendar::DAY;
use crate::vocabulary::subjects::Field;

/// All added acts by day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    by_day: BTreeMap<i32, Vec<Act>>,
}

/// One act of one person, and the leak its row belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Act {
    pub(crate) person: usize,
    /// Seconds since the first midnight.
    pub(crate) at: i64,
    pub(crate) pc: String,
    pub(crate) deed: Deed,
    pub(crate) mark: u16,
}

/// What is done.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Logon,
    Logoff,
    Connect,
    Disconnect,
    /// A copy to removable media.
    Copy {
        path: String,
        field: Field,
    },
    Visit {
        url: String,
        field: Field,
    },
    Mail(Letter),
}

/// A mail.
#[derive(Clone, Debug, Default)]
pub(crate) struct Letter {
    pub(crate) to: Vec<String>,
    /// The sender where it is not the person.
    pub(crate) from: Option<String>,
    pub(crate) size: u32,
    pub(crate) attachments: u32,
    pub(crate) field: Field,
}

impl Script {
    pub(crate) fn add(&mut self, act: Act) {
        self.by_day
            .entry(act.at.div_euclid(DAY) as i32)
            .or_default()
            .push(act);
    }

    /// The acts of a day.
    pub(crate) fn day(&self, day: i32) -> &[Act] {
        self.by_day.get(&day).map(Vec::as_slice).unwrap_or_default()
    }
}
