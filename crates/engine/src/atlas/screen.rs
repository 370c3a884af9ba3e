//! Screening: names against everyone on a list or among the rivals, and whoever these stand behind.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use bongsu_model::{Certainty, Day};
use bongsu_names::{Comparison, NameBook, NameKind, PreparedName, Verdict};
use bongsu_ties::{CascadeRule, ControlRule, Node, PartyKind};

use super::listing::by_name_alone;
use super::{Atlas, People};

/// An atlas made ready for many names.
#[derive(Debug)]
pub struct Screen<'a> {
    atlas: &'a Atlas,
    /// The persons on lists.
    people: &'a People,
    as_of: Day,
    marked: Vec<(Node, Vec<Mark>)>,
    /// The names of the marked parties, under their places.
    book: NameBook,
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
    /// Whether it is a person.
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
    /// How many more there are.
    pub n_more: usize,
    /// Whether any register or list has a party that it surely means.
    pub is_known: bool,
}

/// Hits of each name at most.
const HITS: usize = 24;

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
        let by_sure: BTreeSet<Node> = atlas
            .graph
            .cascade(&surely, &rule)
            .into_iter()
            .map(|blocked| blocked.node)
            .collect();
        for blocked in atlas.graph.cascade_of(&surely, &possibly, &rule) {
            let why = "held half or more by parties on lists, in aggregate".to_owned();
            let why = if by_sure.contains(&blocked.node) {
                why
            } else {
                format!("{why}, of some of which nothing but the name says that they are listed")
            };
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
        let marked: Vec<(Node, Vec<Mark>)> = marks.into_iter().collect();
        let names = (0..).zip(&marked).flat_map(|(at, (node, _))| {
            let kind = atlas.name_kind(*node);
            let names = atlas.graph.names(*node).iter();
            names.map(move |name| (at, kind, name.as_str()))
        });
        let book = NameBook::build(names);
        Self {
            atlas,
            people,
            as_of,
            marked,
            book,
        }
    }

    /// How many parties are looked for.
    pub fn n_marked(&self) -> usize {
        self.marked.len() + self.people.n_places()
    }

    /// The parties that a name may mean and that are looked for.
    pub fn name(&self, name: &str) -> Screened {
        let mut hits = self.parties(name);
        hits.extend(self.persons(name));
        let is_known = hits.iter().any(|hit| hit.verdict == Verdict::Same)
            || self.atlas.judged_to_be(name).is_some()
            || self.atlas.is_known(name);
        let surest = |hit: &ScreenHit| hit.marks.first().map(|mark| mark.certainty);
        hits.sort_by(|a, b| {
            (b.verdict, b.comparison.score, surest(b))
                .partial_cmp(&(a.verdict, a.comparison.score, surest(a)))
                .unwrap_or(Ordering::Equal)
        });
        let n_more = hits.len().saturating_sub(HITS);
        hits.truncate(HITS);
        Screened {
            hits,
            n_more,
            is_known,
        }
    }

    fn parties(&self, name: &str) -> Vec<ScreenHit> {
        let atlas = self.atlas;
        let kinds = [NameKind::Organisation, NameKind::Person];
        let found = kinds.map(|kind| {
            let name = PreparedName::new(kind, name);
            self.book.search_all(&name, self.marked.len())
        });
        let mut hits: Vec<ScreenHit> = found
            .into_iter()
            .flatten()
            .filter_map(|hit| {
                let (node, marks) = self.marked.get(hit.key as usize)?;
                let (verdict, _) = atlas.settled(name, *node, hit.comparison.verdict)?;
                Some(self.hit(*node, marks, (hit.name, hit.comparison, verdict)))
            })
            .collect();
        // A name may have been judged to mean a party that is called otherwise.
        if let Some(meant) = atlas.judged_to_be(name)
            && hits.iter().all(|hit| hit.id != atlas.graph.id(meant.node))
            && let Ok(at) = self
                .marked
                .binary_search_by_key(&meant.node, |(node, _)| *node)
            && let Some((node, marks)) = self.marked.get(at)
        {
            let found = (meant.name, meant.comparison, meant.verdict);
            hits.push(self.hit(*node, marks, found));
        }
        hits
    }

    fn hit(
        &self,
        node: Node,
        marks: &[Mark],
        (name, comparison, verdict): (String, Comparison, Verdict),
    ) -> ScreenHit {
        let graph = &self.atlas.graph;
        ScreenHit {
            id: graph.id(node).to_owned(),
            jurisdiction: graph.jurisdiction(node).map(str::to_owned),
            is_person: graph.kind(node) == PartyKind::Person,
            name,
            comparison,
            verdict,
            marks: sure_as(verdict, marks),
        }
    }

    fn persons(&self, name: &str) -> Vec<ScreenHit> {
        let found = self.people.search_all(name).into_iter();
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
                // Equal names are not one person.
                marks: vec![Mark {
                    certainty: Certainty::Possible,
                    why: by_name_alone(&hit.place.what),
                }],
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
