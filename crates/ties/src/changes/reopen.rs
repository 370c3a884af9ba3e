//! Which answers given before are other ones now: the departures to look at again.

use std::collections::BTreeSet;

use bongsu_model::Certainty;

use crate::graph::Node;
use crate::soft::Circumstances;
use crate::trace::{Basis, Covers, Party, TraceRequest};

use super::Version;
use super::pair::Pair;

/// A question that was answered before: an employer, and the parties of an agreement, by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// The employer.
    pub employer: String,
    /// The restricted parties.
    pub restricted: Vec<String>,
    /// What the agreement covers beside them.
    pub covers: Covers,
}

/// A question with another answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// The place of the question in the list asked.
    pub at: usize,
    /// The reach before.
    pub was: Certainty,
    /// The reach now; `Unknown` is no clearance.
    pub is: Certainty,
    /// Ways that are new, or surer than before.
    pub appeared: Vec<Answer>,
    /// Ways that are not there any more, or less sure than before.
    pub gone: Vec<Answer>,
}

/// One way to a party, without its steps.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// How sure.
    pub certainty: Certainty,
    /// The party, by id.
    pub target: String,
    /// What makes it count.
    pub basis: Basis,
}

/// The questions that have another answer now, gravest first: what appeared, then by how sure.
///
/// Only questions about parties below what changed are asked again; soft ties alone reopen nothing.
pub fn reopened(before: &Version<'_>, after: &Version<'_>, standing: &[Standing]) -> Vec<Reopened> {
    let pair = Pair::new(before, after);
    let is_affected = |id: &String| {
        let node = after.graph.node(id);
        let is_known_in_one = node.is_some() != before.graph.node(id).is_some();
        is_known_in_one
            || node.is_some_and(|node| pair.is_affected.get(node.0 as usize) == Some(&true))
    };
    let mut out = Vec::new();
    for (at, question) in standing.iter().enumerate() {
        if !is_affected(&question.employer) && !question.restricted.iter().any(is_affected) {
            continue;
        }
        let (was, is) = (question.ask(before), question.ask(after));
        if was == is {
            continue;
        }
        let best = |answers: &BTreeSet<Answer>| {
            answers
                .iter()
                .map(|one| one.certainty)
                .max()
                .unwrap_or(Certainty::Unknown)
        };
        out.push(Reopened {
            at,
            was: best(&was),
            is: best(&is),
            appeared: is.difference(&was).cloned().collect(),
            gone: was.difference(&is).cloned().collect(),
        });
    }
    out.sort_by_key(|one| {
        (
            std::cmp::Reverse(one.is.max(one.was)),
            one.is <= one.was,
            one.at,
        )
    });
    out
}

impl Standing {
    /// Every hard way that one register knows.
    fn ask(&self, version: &Version<'_>) -> BTreeSet<Answer> {
        let graph = version.graph;
        let Some(employer) = graph.node(&self.employer) else {
            return BTreeSet::new();
        };
        let restricted = self.restricted.iter().filter_map(|id| {
            let node = graph.node(id)?;
            Some(Party {
                node,
                why: String::new(),
                certainty: Certainty::Certain,
            })
        });
        let request = TraceRequest {
            employer,
            restricted: restricted.collect(),
            covers: self.covers,
            listed: version.listed.to_vec(),
            as_of: version.day(),
            // Every basis of every target stands once.
            k: 8,
        };
        let nothing = Circumstances {
            founded_within: 0,
            ..Circumstances::default()
        };
        let trace = graph.trace_with_by(&request, &nothing, &version.rule);
        let id = |node: Node| graph.id(node).to_owned();
        let hard = trace.paths.iter().filter(|path| path.basis != Basis::Soft);
        hard.map(|path| Answer {
            certainty: path.certainty,
            target: id(path.target.node),
            basis: path.basis,
        })
        .collect()
    }
}
