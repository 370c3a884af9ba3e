//! Rules of control, each dated: the same register answers differently on another day.

use bongsu_model::Day;

use crate::shares::{Parts, parts};
use crate::snapshot::Terms;

mod book;
mod read;

pub use book::{Force, InForce, Rule, RuleBook, RuleError, RuleKind, RuleSource};

/// When one party controls another: what is held by it together with everything it controls.
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
    /// Which interests count.
    pub counted: Counted,
    /// What counts beside holdings.
    pub aggregates: Aggregates,
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
    /// Which interests count.
    pub counted: Counted,
}

/// When direct and indirect shares together are enough.
#[derive(Clone, Debug, PartialEq)]
pub struct IntegratedRule {
    /// How findings name it.
    pub name: String,
    /// The share, from 0 to 1.
    pub threshold: f64,
    /// Whether more than the threshold is needed, or the threshold is enough.
    pub strict: bool,
    /// The day on which interests must be in force.
    pub as_of: Day,
    /// Which interests count.
    pub counted: Counted,
}

/// Which interests a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What is taken where a holder has both votes and shares.
    pub first: First,
    /// Whether rights to shares, such as convertible bonds and options, count like shares.
    pub convertibles: bool,
}

/// What is taken where a register gives both votes and shares of one holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// The votes.
    Votes,
    /// The shares.
    Shares,
}

/// What counts beside the holdings of a party and of everything it controls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aggregates {
    /// Holdings of an arrangement count for each of its members.
    pub arrangements: bool,
    /// Whoever appoints half of a board controls.
    pub appointed_boards: bool,
    /// The largest holder controls below the threshold where influence is registered.
    pub largest_with_influence: bool,
}

impl Counted {
    /// Votes before shares, no convertibles.
    pub const VOTES: Self = Self {
        first: First::Votes,
        convertibles: false,
    };
    /// Shares before votes, no convertibles.
    pub const SHARES: Self = Self {
        first: First::Shares,
        convertibles: false,
    };
}

impl Aggregates {
    /// Nothing.
    pub const NONE: Self = Self {
        arrangements: false,
        appointed_boards: false,
        largest_with_influence: false,
    };
}

impl ControlRule {
    /// More than half of the votes.
    pub fn majority(as_of: Day) -> Self {
        Self {
            name: "majority control".to_owned(),
            threshold: 0.5,
            strict: true,
            as_of,
            counted: Counted::VOTES,
            aggregates: Aggregates::NONE,
        }
    }

    pub(crate) fn bar(&self) -> Bar {
        Bar::new(self.threshold, self.strict)
    }

    pub(crate) const fn terms(&self) -> Terms {
        Terms {
            day: self.as_of,
            counted: self.counted,
            aggregates: self.aggregates,
        }
    }
}

impl CascadeRule {
    /// Half or more of the shares, in aggregate (OFAC 50 % rule, BIS affiliates rule).
    pub fn half_in_aggregate(as_of: Day) -> Self {
        Self {
            name: "50 % in aggregate".to_owned(),
            threshold: 0.5,
            strict: false,
            as_of,
            counted: Counted::SHARES,
        }
    }

    pub(crate) fn bar(&self) -> Bar {
        Bar::new(self.threshold, self.strict)
    }

    pub(crate) const fn terms(&self) -> Terms {
        Terms {
            day: self.as_of,
            counted: self.counted,
            aggregates: Aggregates::NONE,
        }
    }
}

impl IntegratedRule {
    /// More than half of the shares, directly and through others.
    pub fn more_than_half(as_of: Day) -> Self {
        Self {
            name: "integrated ownership".to_owned(),
            threshold: 0.5,
            strict: true,
            as_of,
            counted: Counted::SHARES,
        }
    }
}

/// A threshold in parts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bar {
    /// Votes from here on are enough.
    enough: Parts,
}

impl Bar {
    pub(crate) fn new(threshold: f64, strict: bool) -> Self {
        // Nothing is never enough, whatever the rule says.
        Self {
            enough: (parts(threshold) + Parts::from(strict)).max(1),
        }
    }

    pub(crate) const fn is_met(self, votes: Parts) -> bool {
        votes >= self.enough
    }
}
