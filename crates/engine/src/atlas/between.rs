//! What is known between two parties, ready to be shown.

use bongsu_model::{Day, EdgeKind, Path};
use bongsu_ties::{Between, ControlRule, JointControl, Node, TieEdge};

use super::{Atlas, path};

/// Parties of one picture at most.
const DRAWN: usize = 40;

/// What is known between two parties on a day.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Everything as the graph gives it.
    pub between: Between,
    /// Chains of control and holdings, the hardest first.
    pub paths: Vec<Path>,
    /// What else they share, in words.
    pub shared: Vec<String>,
    /// What the register does not know and what to ask for.
    pub unknown: Vec<String>,
}

/// What stands around some parties, few enough for a picture.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The parties: name, what else is said, layer (holders are above), asked about, on a way.
    pub parties: Vec<AroundParty>,
    /// What joins them, by place in `parties`: the first holds or supplies the second.
    pub ties: Vec<AroundTie>,
    /// Who is left out: beside whom, whether above, how many in words.
    pub left_out: Vec<(usize, bool, String)>,
}

/// A party of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AroundParty {
    /// Its id in the register.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Jurisdiction and lists.
    pub note: String,
    /// How many steps above the parties asked about.
    pub layer: i32,
    /// Whether it is one of those asked about.
    pub is_asked: bool,
    /// Whether a way between them, or up to who controls them, passes it.
    pub is_on_path: bool,
}

/// What joins two parties of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AroundTie {
    /// The holder, by place.
    pub from: usize,
    /// The party held, by place.
    pub to: usize,
    /// How hard it is.
    pub kind: EdgeKind,
    /// The share, or what it is.
    pub label: String,
    /// Since when, in words.
    pub since: String,
}

impl Atlas {
    /// Everything known between two parties.
    pub fn relation(&self, a: Node, b: Node, as_of: Day) -> Relation {
        let graph = &self.graph;
        let between = graph.explain(a, b, as_of);
        let rule = ControlRule::majority(as_of).name;
        let mut paths: Vec<Path> = Vec::new();
        let mut told: Vec<Vec<Node>> = Vec::new();
        for (chains, rule) in [
            (&between.control, rule.as_str()),
            (&between.common, "common control"),
            (&between.holdings, "holdings that give no control"),
        ] {
            for chain in chains {
                // Holdings along a way that was told already say nothing more.
                let mut backwards = chain.nodes.clone();
                backwards.reverse();
                if told.contains(&chain.nodes) || told.contains(&backwards) {
                    continue;
                }
                told.push(chain.nodes.clone());
                paths.push(path::chain(graph, chain, rule, &between));
            }
        }
        let joint = between.joint.iter().map(|joint| self.joint_words(joint));
        let supplies = between.supplies.iter().map(|edge| self.supply_words(edge));
        let soft = between.soft.iter().map(|tie| tie.sentence.clone());
        let questions = between.questions.iter();
        Relation {
            paths,
            shared: joint.chain(supplies).chain(soft).collect(),
            unknown: questions
                .map(|question| question.sentence.clone())
                .chain(between.notes.iter().cloned())
                .collect(),
            between,
        }
    }

    /// What stands around some parties.
    pub fn around(&self, asked: &[Node], as_of: Day) -> Around {
        let graph = &self.graph;
        let found = graph.neighbourhood(asked, as_of, DRAWN);
        let place = |node: Node| found.parties.iter().position(|party| party.node == node);
        let parties = found.parties.iter().map(|party| {
            let place = graph.jurisdiction(party.node).map(str::to_owned);
            let lists = self.lists_of(party.node, as_of);
            let notes: Vec<String> = place.into_iter().chain(lists).collect();
            AroundParty {
                id: graph.id(party.node).to_owned(),
                name: graph.name(party.node).to_owned(),
                note: notes.join(" · "),
                layer: party.layer,
                is_asked: asked.contains(&party.node),
                is_on_path: party.is_on_path,
            }
        });
        // What parties share would cover the holdings: it is told in words.
        let is_drawn = |edge: &&TieEdge| path::kind(&edge.kind) != EdgeKind::Soft;
        let ties = found.edges.iter().filter(is_drawn).filter_map(|edge| {
            Some(AroundTie {
                from: place(edge.from)?,
                to: place(edge.to)?,
                kind: path::kind(&edge.kind),
                label: edge
                    .share
                    .map_or_else(|| path::short(edge), |share| share.to_string()),
                since: path::since(edge),
            })
        });
        let left_out = found
            .collapsed
            .iter()
            .filter_map(|group| Some((place(group.node)?, group.is_above, group.label.clone())));
        Around {
            parties: parties.collect(),
            ties: ties.collect(),
            left_out: left_out.collect(),
        }
    }

    fn joint_words(&self, joint: &JointControl) -> String {
        let holders: Vec<String> = joint
            .holders
            .iter()
            .map(|(holder, share)| format!("{} ({share})", self.graph.name(*holder)))
            .collect();
        let through = joint.arrangement.map_or_else(String::new, |arrangement| {
            format!(" through {}", self.graph.name(arrangement))
        });
        format!(
            "{} is decided together{through} by {}",
            self.graph.name(joint.controlled),
            holders.join(" and ")
        )
    }

    fn supply_words(&self, edge: &TieEdge) -> String {
        let since = edge
            .since
            .map_or_else(String::new, |day| format!(" since {day}"));
        format!(
            "{} supplies {}{since}",
            self.graph.name(edge.from),
            self.graph.name(edge.to)
        )
    }
}
