//! A case as people read it: who, what, to whom, then pictures, facts, what speaks against, what is not known.
//!
//! The engine writes this document and the store keeps it; the report, the terminal and JSON show it. It holds
//! pseudonyms only.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{CaseId, Certainty, Day, Deciban, FindingId, PersonId, RowRange, Score};

/// A case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Stable over runs.
    pub id: CaseId,
    /// What the case is about.
    pub kind: CaseKind,
    /// The subject: a pseudonym, a unit and a party, or an asset.
    pub subject: String,
    /// Where people have it.
    pub state: CaseState,
    /// The people it touches; several for a cohort.
    pub people: Vec<PersonId>,
    /// What happened, in one sentence.
    pub title: String,
    /// The holder's name.
    pub holder: String,
    /// The day of the first finding.
    pub first_finding: Day,
    /// The day of the last finding.
    pub last_finding: Day,
    /// The last working day, where someone leaves; of a cohort that of the first to leave.
    pub last_day: Option<Day>,
    /// The last day that was looked at, where the run was told one; later records are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// The scheme, as statistics count it (`leaver`, `cohort`, `drip`, `research`, `exposure`, …).
    pub scheme: String,
    /// The main channel, as statistics count it (`removable`, `mail`, `cloud`, …).
    pub channel: String,
    /// The sector of the technology, as statistics count it.
    pub sector: String,
    /// The weight of evidence, term by term.
    pub score: Score,
    /// Who.
    pub who: Section,
    /// What.
    pub what: Section,
    /// To whom.
    pub whom: Section,
    /// Acts by day against own usual; `None` where the case has no acts.
    pub timeline: Option<Timeline>,
    /// From the declared employer to the restricted party; several for a cohort.
    pub paths: Vec<Path>,
    /// The facts, each with its rows.
    pub facts: Vec<Fact>,
    /// Innocent explanations that were checked.
    pub innocent: Vec<Checked>,
    /// What is not known, and what would settle it.
    pub unknown: Vec<Unknown>,
    /// What to do next.
    pub next_steps: Vec<NextStep>,
}

/// What a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CaseKind {
    /// One person.
    Person,
    /// People of one unit who converge on one destination.
    Cohort,
    /// The holder's own exposure.
    Organisation,
}

/// Where people have a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CaseState {
    /// To be looked at.
    Open,
    /// Looked at and closed; a new finding shows in it.
    Closed,
}

/// One of the three columns at the top: a line to remember and a few pairs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// The line to remember.
    pub headline: String,
    /// Label and value.
    pub pairs: Vec<Pair>,
}

/// A label and its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
}

/// Acts by day, one lane a channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// The first day shown.
    pub from: Day,
    /// The last day shown.
    pub to: Day,
    /// The day that counts as 0 on the axis: the last working day, or the last finding.
    pub zero: Day,
    /// What day 0 is, for the axis.
    pub zero_label: String,
    /// The lanes.
    pub lanes: Vec<Lane>,
    /// Full-height lines: notice, last day.
    pub lines: Vec<Marker>,
    /// Single events on a lane of their own: offers, requests, listings.
    pub events: Vec<Marker>,
}

/// One channel over the days of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lane {
    /// The channel: Logon, Files, Removable …
    pub name: String,
    /// What is counted: "outside own hours", "copied out".
    pub counts: String,
    /// The unit of the values: "acts", "MB".
    pub unit: String,
    /// Own usual: the upper end of the band.
    pub usual: f64,
    /// Days with a value, in order; other days are zero.
    pub bars: Vec<Bar>,
}

/// One day of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// The day.
    pub day: Day,
    /// How much.
    pub value: f64,
    /// Whether it is beyond own usual.
    pub beyond: bool,
}

/// A labelled day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Marker {
    /// The day.
    pub day: Day,
    /// What happened.
    pub label: String,
}

/// A path from the declared employer to a restricted party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Path {
    /// Whether control along the path is certain.
    pub certainty: Certainty,
    /// The rule that was applied, in words.
    pub rule: String,
    /// The day as of which it holds.
    pub as_of: Option<Day>,
    /// `complete`, `truncated` or `missing`.
    pub coverage: String,
    /// From the person or declared employer (first) to the restricted party (last).
    pub nodes: Vec<PathNode>,
    /// Hard edges join node `n` to `n + 1`; soft ones may join any two.
    pub edges: Vec<PathEdge>,
}

/// A node of a path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathNode {
    /// The name.
    pub name: String,
    /// What it is here: "declared; founded 2025-12-21", "named in agreement".
    pub role: String,
}

/// An edge of a path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathEdge {
    /// Index of the node it starts at.
    pub from: usize,
    /// Index of the node it ends at.
    pub to: usize,
    /// Solid, dashed or dotted.
    pub kind: EdgeKind,
    /// "62 % held", "one director in common".
    pub label: String,
    /// "since 2025-12-21", or empty.
    pub since: String,
    /// The register rows behind it.
    pub refs: Vec<RowRange>,
}

/// How hard an edge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EdgeKind {
    /// The person joined the organisation.
    Joined,
    /// Control, certain.
    Certain,
    /// Control, possible.
    Possible,
    /// One supplies the other; no control.
    Supply,
    /// A soft tie; never a conclusion alone.
    Soft,
}

/// A fact with its rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// The finding behind it.
    pub finding: FindingId,
    /// The detector behind it.
    pub detector: String,
    /// The fact in words.
    pub text: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Its weight; counted or not is in the score.
    pub weight: Deciban,
    /// The rows.
    pub refs: Vec<RowRange>,
}

/// An innocent explanation, and what the records say of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The question: "handover agreed in writing".
    pub question: String,
    /// The answer: "no record", "yes, for 38 of 412 files".
    pub answer: String,
    /// Whether it speaks against the case.
    pub speaks_against: bool,
    /// The rows behind the answer.
    pub refs: Vec<RowRange>,
}

/// Something the records do not say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unknown {
    /// What is not known.
    pub what: String,
    /// What would settle it.
    pub ask: String,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NextStep {
    /// What.
    pub step: String,
    /// Who.
    pub owner: String,
    /// By when.
    pub due: String,
}

impl Section {
    /// Adds a pair unless its value is empty.
    pub fn pair(&mut self, label: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.pairs.push(Pair {
                label: label.to_owned(),
                value,
            });
        }
    }
}

impl fmt::Display for CaseKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Person => "person",
            Self::Cohort => "cohort",
            Self::Organisation => "organisation",
        })
    }
}

impl fmt::Display for CaseState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Open => "open",
            Self::Closed => "closed",
        })
    }
}
