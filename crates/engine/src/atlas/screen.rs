//! Screening: names against everyone on a list or among the rivals, and whoever these stand behind.

use std::collections::BTreeMap;

use bongsu_model::{Certainty, Day};
use bongsu_names::Verdict;
use bongsu_ties::{CascadeRule, ControlRule, Declared, Node};

use super::{Atlas, Candidate};

/// An atlas made ready for many names.
#[derive(Debug)]
pub struct Screen<'a> {
    atlas: &'a Atlas,
    marks: BTreeMap<Node, Vec<Mark>>,
}

/// Why a party is looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// How sure it is that the party is meant, as far as holdings go.
    pub certainty: Certainty,
    /// Why, in words.
    pub why: String,
}

/// A name that may mean a party that is looked for.
#[derive(Clone, Debug)]
pub struct ScreenHit {
    /// The party, and how the names compare.
    pub candidate: Candidate,
    /// Its id in the register or list.
    pub id: String,
    /// Its jurisdiction.
    pub jurisdiction: Option<String>,
    /// Why it is looked for.
    pub marks: Vec<Mark>,
}

/// What a name gave.
#[derive(Clone, Debug, Default)]
pub struct Screened {
    /// Parties it may mean that are looked for, the likeliest first.
    pub hits: Vec<ScreenHit>,
    /// Whether any register or list has a party that it surely means.
    pub is_known: bool,
}

/// Candidates looked at for each name.
const CANDIDATES: usize = 12;

impl<'a> Screen<'a> {
    /// Marks everyone on a list, every rival, and whoever they stand behind on a day.
    pub fn new(atlas: &'a Atlas, as_of: Day) -> Self {
        let mut marks: BTreeMap<Node, Vec<Mark>> = BTreeMap::new();
        let mut add = |node: Node, certainty: Certainty, why: String| {
            marks.entry(node).or_default().push(Mark { certainty, why });
        };
        for party in atlas.listed.iter().chain(&atlas.rivals) {
            add(party.node, Certainty::Certain, party.why.clone());
        }
        let listed: Vec<Node> = atlas.listed.iter().map(|party| party.node).collect();
        let rule = CascadeRule::half_in_aggregate(as_of);
        for blocked in atlas.graph.cascade(&listed, &rule) {
            let why = "held half or more by parties on lists, in aggregate".to_owned();
            add(blocked.node, blocked.certainty, why);
        }
        let rule = ControlRule::majority(as_of);
        for rival in &atlas.rivals {
            let name = atlas.graph.name(rival.node);
            for control in atlas.graph.controlled_by(rival.node, &rule) {
                let why = format!("controlled by {name}, {}", rival.why);
                add(control.controlled, control.certainty, why);
            }
        }
        for reasons in marks.values_mut() {
            reasons.sort_by(|a, b| (b.certainty, &a.why).cmp(&(a.certainty, &b.why)));
            reasons.dedup();
        }
        Self { atlas, marks }
    }

    /// How many parties are looked for.
    pub fn n_marked(&self) -> usize {
        self.marks.len()
    }

    /// The parties that a name may mean and that are looked for.
    pub fn name(&self, name: &str) -> Screened {
        let declared = Declared {
            name: name.to_owned(),
            ..Declared::default()
        };
        let mut screened = Screened::default();
        for candidate in self.atlas.resolve(&declared, CANDIDATES) {
            screened.is_known |= candidate.verdict == Verdict::Same;
            if let Some(marks) = self.marks.get(&candidate.node) {
                let graph = &self.atlas.graph;
                screened.hits.push(ScreenHit {
                    id: graph.id(candidate.node).to_owned(),
                    jurisdiction: graph.jurisdiction(candidate.node).map(str::to_owned),
                    candidate,
                    marks: marks.clone(),
                });
            }
        }
        screened
    }
}
