//! Rules of control, each dated: the same register answers differently on another day.

use bongsu_model::Day;

use crate::shares::{Parts, parts};

/// When one party controls another: the votes held by it together with everything it controls.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlRule {
    /// How findings name it.
    pub name: String,
    /// The share of votes, from 0 to 1.
    pub threshold: f64,
    /// Whether more than the threshold is needed, or the threshold is enough.
    pub strict: bool,
    /// The day on which interests must be in force.
    pub as_of: Day,
}

/// When a party is reached by listed parties: they hold enough of it in aggregate, each step all or nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct CascadeRule {
    /// How findings name it.
    pub name: String,
    /// The share, from 0 to 1.
    pub threshold: f64,
    /// Whether more than the threshold is needed, or the threshold is enough.
    pub strict: bool,
    /// The day on which interests must be in force.
    pub as_of: Day,
}

impl ControlRule {
    /// More than half of the votes.
    pub fn majority(as_of: Day) -> Self {
        Self {
            name: "majority control".to_owned(),
            threshold: 0.5,
            strict: true,
            as_of,
        }
    }

    pub(crate) fn bar(&self) -> Bar {
        Bar::new(self.threshold, self.strict)
    }
}

impl CascadeRule {
    /// Half or more, in aggregate (OFAC 50 % rule, BIS affiliates rule).
    pub fn half_in_aggregate(as_of: Day) -> Self {
        Self {
            name: "50 % in aggregate".to_owned(),
            threshold: 0.5,
            strict: false,
            as_of,
        }
    }

    pub(crate) fn bar(&self) -> Bar {
        Bar::new(self.threshold, self.strict)
    }
}

/// A threshold in parts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bar {
    /// Votes from here on are enough.
    enough: Parts,
}

impl Bar {
    fn new(threshold: f64, strict: bool) -> Self {
        // Nothing is never enough, whatever the rule says.
        Self {
            enough: (parts(threshold) + Parts::from(strict)).max(1),
        }
    }

    pub(crate) const fn is_met(self, votes: Parts) -> bool {
        votes >= self.enough
    }
}
