//! Questions to a synthetic register: every kind of employer that it holds, with parties near and far to look for.

use bongsu_model::{Certainty, Day};
use bongsu_ties::{Covers, Node, Party, TieGraph, TraceRequest};

use super::synthetic::{Chance, Plan};

/// Listed parties of every question.
const LISTED: usize = 500;

/// Questions by kind of employer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Employer {
    /// A firm like most.
    Firm,
    /// A firm that a hub holds.
    OfHub,
    /// A firm at the address of thousands.
    Tenant,
    /// A party of a circle of a thousand.
    Circle,
    /// A party of the chain of ten thousand.
    Chain,
    /// The firm of twenty thousand holders.
    Crowd,
}

/// Of a hundred questions, so many are about each kind.
const MIX: [(Employer, usize); 6] = [
    (Employer::Firm, 60),
    (Employer::OfHub, 13),
    (Employer::Tenant, 10),
    (Employer::Circle, 8),
    (Employer::Chain, 8),
    (Employer::Crowd, 1),
];

/// So many questions, the same for the same register.
pub(super) fn questions(graph: &TieGraph, plan: &Plan, n: usize) -> Vec<(Employer, TraceRequest)> {
    let mut chance = Chance::new(7);
    let listed: Vec<Party> = (0..LISTED)
        .filter_map(|_| party(graph, 'f', chance.below(plan.firms), "on a list"))
        .collect();
    let kinds = MIX
        .iter()
        .flat_map(|(kind, times)| std::iter::repeat_n(*kind, *times));
    let kinds: Vec<Employer> = kinds.collect();
    (0..n)
        .filter_map(|at| {
            let kind = *kinds.get(at % kinds.len())?;
            Some((kind, question(graph, plan, kind, &listed, &mut chance)?))
        })
        .collect()
}

fn question(
    graph: &TieGraph,
    plan: &Plan,
    kind: Employer,
    listed: &[Party],
    chance: &mut Chance,
) -> Option<TraceRequest> {
    let (part, at) = match kind {
        Employer::Firm => ('f', chance.below(plan.firms)),
        Employer::OfHub => {
            let (hub, n) = (chance.below(plan.hubs), chance.below(plan.hub));
            ('f', plan.held_by_hub(hub, n))
        }
        Employer::Tenant => ('f', chance.below(plan.tenants)),
        Employer::Circle => ('s', chance.below(plan.circles * plan.circle)),
        Employer::Chain => ('c', chance.below(plan.chain)),
        Employer::Crowd => ('w', 0),
    };
    let as_of = Day::from_ymd(2026, 11, 28)?;
    let employer = graph.node(&Plan::id(part, at))?;
    let mut restricted: Vec<Party> = vec![
        party(
            graph,
            'f',
            chance.below(plan.firms),
            "named in the agreement",
        )?,
        party(
            graph,
            'h',
            chance.below(plan.hubs),
            "named in the agreement",
        )?,
        party(
            graph,
            'f',
            chance.below(plan.tenants),
            "named in the agreement",
        )?,
        party(
            graph,
            's',
            chance.below(plan.circles * plan.circle),
            "named in the agreement",
        )?,
    ];
    restricted.extend(above(graph, employer, as_of, chance).map(|node| Party {
        node,
        why: "named in the agreement".to_owned(),
        certainty: Certainty::Certain,
    }));
    if kind == Employer::Chain {
        restricted.extend(party(graph, 'c', plan.chain - 1, "named in the agreement"));
    }
    restricted.sort_by_key(|party| party.node);
    restricted.dedup_by_key(|party| party.node);
    Some(TraceRequest {
        employer,
        restricted,
        covers: Covers {
            named: true,
            affiliates: true,
            suppliers: true,
            common_control: true,
        },
        listed: listed.to_vec(),
        as_of,
        k: 4,
    })
}

fn party(graph: &TieGraph, part: char, at: usize, why: &str) -> Option<Party> {
    let node = graph.node(&Plan::id(part, at))?;
    Some(Party {
        node,
        why: why.to_owned(),
        certainty: Certainty::Certain,
    })
}

/// Somebody who stands above the employer, where anybody does.
fn above(graph: &TieGraph, employer: Node, as_of: Day, chance: &mut Chance) -> Option<Node> {
    let around = graph.neighbourhood(&[employer], as_of, 12);
    let above: Vec<Node> = around
        .parties
        .iter()
        .filter(|one| one.layer > 0)
        .map(|one| one.node)
        .collect();
    above.get(chance.below(above.len().max(1))).copied()
}
