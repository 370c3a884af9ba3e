//! What a newer register says differently: lists, control, large holders, directors and addresses, names and lives.
//!
//! Parties are matched by their id. Each register answers on its own day, so that a day that passed counts like a row
//! that was added. Control is compared only below what changed.

use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Certainty, Day, RowRef, ShareRange};

use crate::graph::TieGraph;
use crate::rule::ControlRule;
use crate::soft::SoftKind;
use crate::trace::Party;

mod compare;
mod pair;
mod reopen;

use pair::Pair;
pub use reopen::{Answer, Reopened, Standing, reopened};

/// A register as it is asked.
#[derive(Clone, Debug)]
pub struct Version<'a> {
    /// The register.
    pub graph: &'a TieGraph,
    /// The rule of control, with its day.
    pub rule: ControlRule,
    /// Its listed parties; each reason is another list.
    pub listed: &'a [Party],
}

/// One thing that is different.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The party, by its id.
    pub id: String,
    /// Its name in the newer register, else in the older.
    pub name: String,
    /// What is different.
    pub kind: ChangeKind,
    /// The rows that say so: of the newer register, of the older where the newer says nothing.
    pub refs: Vec<RowRef>,
}

/// What is different of a party.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ChangeKind {
    /// It is on a list and was not on that one: why, as the list says.
    Listed {
        /// Why.
        why: String,
    },
    /// Somebody controls it who did not, or surely where it was possible only.
    Gained {
        /// Who, by id.
        controller: String,
        /// How sure it was; `Unknown`: no control was known.
        was: Certainty,
        /// How sure it is.
        is: Certainty,
    },
    /// Somebody does not control it any more, or not surely.
    Lost {
        /// Who, by id.
        controller: String,
        /// How sure it was.
        was: Certainty,
        /// How sure it is; `Unknown`: no control is known, which does not mean that there is none.
        is: Certainty,
    },
    /// A holder of more than 5 % that held no more than that.
    NewHolder {
        /// Who, by id.
        holder: String,
        /// How much.
        share: ShareRange,
    },
    /// A holder of more than 5 % that does not hold so much any more.
    HolderGone {
        /// Who, by id.
        holder: String,
        /// How much it held.
        share: ShareRange,
    },
    /// A director, an agent, an address, a telephone number or a domain that it did not have.
    NewFact {
        /// What.
        what: SoftKind,
        /// The value.
        value: String,
    },
    /// It is on no list any more.
    Unlisted,
    /// It is not on one list any more, and still on another.
    OffList {
        /// Why it was on the one.
        why: String,
    },
    /// It has the registration number of another id, which the newer register does not know any more.
    Merged {
        /// The other id.
        with: String,
    },
    /// The newer register does not know its id.
    Gone,
    /// It has another registered name.
    Renamed {
        /// The name before.
        was: String,
    },
}

/// What changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// The changes, the gravest first, then by party.
    pub changes: Vec<Change>,
    /// Whether more pairs of control lie below what changed than were compared: what changed far down long chains may
    /// be missing.
    pub is_truncated: bool,
}

/// What a newer register says differently from an older one.
pub fn changes(before: &Version<'_>, after: &Version<'_>) -> Changes {
    let pair = Pair::new(before, after);
    let mut out = Changes::default();
    pair.lists(&mut out.changes);
    pair.control(&mut out);
    pair.parties(&mut out.changes);
    out.changes.sort_by_cached_key(|change| {
        (
            change.kind.weight(),
            change.id.clone(),
            change.kind.detail(),
        )
    });
    out
}

impl ChangeKind {
    /// The change in a word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Listed { .. } => "listed",
            Self::Gained { .. } => "control gained",
            Self::Lost { .. } => "control lost",
            Self::NewHolder { .. } => "new holder",
            Self::HolderGone { .. } => "holder gone",
            Self::NewFact { .. } => "new fact",
            Self::Unlisted => "no longer listed",
            Self::OffList { .. } => "off a list, on another",
            Self::Merged { .. } => "merged",
            Self::Gone => "no longer in the register",
            Self::Renamed { .. } => "renamed",
        }
    }

    /// What is different, beside the party.
    pub fn detail(&self) -> String {
        match self {
            Self::Listed { why } => why.clone(),
            Self::OffList { why } => format!("was {why}"),
            Self::Gained {
                controller,
                was,
                is,
            }
            | Self::Lost {
                controller,
                was,
                is,
            } => {
                format!("{controller}: {was} before, {is} now")
            }
            Self::NewHolder { holder, share } => format!("{holder} holds {share}"),
            Self::HolderGone { holder, share } => format!("{holder} held {share}"),
            Self::NewFact { what, value } => format!("{} {value}", what.word()),
            Self::Unlisted | Self::Gone => String::new(),
            Self::Merged { with } => format!("with {with}"),
            Self::Renamed { was } => format!("was {was}"),
        }
    }

    /// The gravest is 0.
    const fn weight(&self) -> u8 {
        match self {
            Self::Listed { .. } => 0,
            Self::Gained {
                is: Certainty::Certain,
                ..
            } => 1,
            Self::Lost {
                is: Certainty::Unknown,
                ..
            } => 2,
            Self::Gained { .. } | Self::Lost { .. } => 3,
            Self::NewHolder { .. } => 4,
            Self::HolderGone { .. } => 5,
            Self::NewFact {
                what: SoftKind::Director,
                ..
            } => 6,
            Self::NewFact { .. } => 7,
            Self::Unlisted | Self::OffList { .. } => 8,
            Self::Merged { .. } | Self::Gone => 9,
            Self::Renamed { .. } => 10,
        }
    }
}

impl Version<'_> {
    const fn day(&self) -> Day {
        self.rule.as_of
    }

    /// How surely each listed party is the one that is meant, by id.
    fn surest(&self) -> BTreeMap<&str, Certainty> {
        let mut out: BTreeMap<&str, Certainty> = BTreeMap::new();
        for party in self.listed {
            let surest = out
                .entry(self.graph.id(party.node))
                .or_insert(party.certainty);
            *surest = party.certainty.max(*surest);
        }
        out
    }

    /// Why each listed party is listed, by id; each reason once.
    fn reasons(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut out: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for party in self.listed {
            let reasons = out.entry(self.graph.id(party.node)).or_default();
            reasons.insert(party.why.as_str());
        }
        out
    }
}
