//! Screening: names against everyone on a list or among the rivals, and whoever these stand behind.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use bongsu_model::{Certainty, Day};
use bongsu_names::{Comparison, Verdict};
use bongsu_ties::{CascadeRule, ControlRule, Declared, Node};

use super::{Atlas, People};

/// An atlas made ready for many names.
#[derive(Debug)]
pub struct Screen<'a> {
    atlas: &'a Atlas,
    /// The persons on lists.
    people: &'a People,
    as_of: Day,
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
    /// The name of the party that comes nearest.
    pub name: String,
    /// How the names compare.
    pub comparison: Comparison,
    /// What names and judgements say together.
    pub verdict: Verdict,
    /// Whether it is a person on a list.
    pub is_person: bool,
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

/// Candidates looked at for each name: a party that is looked for may stand behind many namesakes that are not.
const CANDIDATES: usize = 200;

/// Hits of each name at most, of organisations and of persons.
const HITS: usize = 12;

impl<'a> Screen<'a> {
    /// Marks everyone on a list, every rival, and whoever they stand behind on a day. What the persons of the
    /// registers hold who have the name of a listed one is possible only.
    pub fn new(atlas: &'a Atlas, people: &'a People, as_of: Day) -> Self {
        let listed = atlas.listed_on(as_of);
        let mut marks: BTreeMap<Node, Vec<Mark>> = BTreeMap::new();
        let mut add = |node: Node, certainty: Certainty, why: String| {
            marks.entry(node).or_default().push(Mark { certainty, why });
        };
        for party in listed.iter().chain(&atlas.rivals) {
            add(party.node, party.certainty, party.why.clone());
        }
        let of = |certainty| -> Vec<Node> {
            let parties = listed.iter().filter(|party| party.certainty == certainty);
            parties.map(|party| party.node).collect()
        };
        let (surely, possibly) = (of(Certainty::Certain), of(Certainty::Possible));
        let rule = CascadeRule::half_in_aggregate(as_of);
        for blocked in atlas.graph.cascade_of(&surely, &possibly, &rule) {
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
        Self {
            atlas,
            people,
            as_of,
            marks,
        }
    }

    /// How many parties are looked for.
    pub fn n_marked(&self) -> usize {
        self.marks.len() + self.people.n_places()
    }

    /// The parties that a name may mean and that are looked for.
    pub fn name(&self, name: &str) -> Screened {
        let mut screened = self.organisations(name);
        let persons = self.persons(name);
        screened.is_known |= persons.iter().any(|hit| hit.verdict == Verdict::Same);
        screened.hits.extend(persons);
        screened.hits.sort_by(|a, b| {
            (b.verdict, b.comparison.score)
                .partial_cmp(&(a.verdict, a.comparison.score))
                .unwrap_or(Ordering::Equal)
        });
        screened
    }

    fn organisations(&self, name: &str) -> Screened {
        let declared = Declared {
            name: name.to_owned(),
            ..Declared::default()
        };
        let mut screened = Screened::default();
        for candidate in self.atlas.resolve(&declared, CANDIDATES) {
            screened.is_known |= candidate.verdict == Verdict::Same;
            let Some(marks) = self.marks.get(&candidate.node) else {
                continue;
            };
            if screened.hits.len() == HITS {
                break;
            }
            let graph = &self.atlas.graph;
            screened.hits.push(ScreenHit {
                id: graph.id(candidate.node).to_owned(),
                jurisdiction: graph.jurisdiction(candidate.node).map(str::to_owned),
                is_person: false,
                name: candidate.name,
                comparison: candidate.comparison,
                verdict: candidate.verdict,
                marks: sure_as(candidate.verdict, marks),
            });
        }
        screened
    }

    fn persons(&self, name: &str) -> Vec<ScreenHit> {
        let found = self.people.search(name, HITS).into_iter();
        found
            .filter(|hit| {
                hit.place.days.hold(self.as_of) && hit.comparison.verdict != Verdict::Different
            })
            .map(|hit| ScreenHit {
                id: hit.place.id.clone(),
                jurisdiction: hit.place.jurisdiction.clone(),
                is_person: true,
                name: hit.name,
                verdict: hit.comparison.verdict,
                marks: sure_as(
                    hit.comparison.verdict,
                    &[Mark {
                        certainty: Certainty::Certain,
                        why: hit.place.what.clone(),
                    }],
                ),
                comparison: hit.comparison,
            })
            .collect()
    }
}

/// Marks of a party of which it is not sure that it is meant are no surer than that.
fn sure_as(verdict: Verdict, marks: &[Mark]) -> Vec<Mark> {
    let most = if verdict == Verdict::Same {
        Certainty::Certain
    } else {
        Certainty::Possible
    };
    let marks = marks.iter().map(|mark| Mark {
        certainty: mark.certainty.min(most),
        why: mark.why.clone(),
    });
    marks.collect()
}
