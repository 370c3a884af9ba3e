//! What a register says that cannot be: more than the whole, and circles.

use crate::graph::{Edge, NOBODY, Node, TieGraph, bounds};
use crate::issue::Issue;
use crate::register::Directness;
use crate::shares::{Parts, ROUNDING, WHOLE};

pub(super) fn check(graph: &TieGraph) -> Vec<Issue> {
    let mut issues: Vec<Issue> = (0..graph.n_parties() as u32)
        .filter_map(|node| more_than_whole(graph, node))
        .collect();
    issues.extend(circles(graph).into_iter().map(|members| {
        Issue::Circular {
            n_members: members.len(),
            members: members
                .iter()
                .take(10)
                .map(|node| graph.id(Node(*node)).to_owned())
                .collect(),
        }
    }));
    issues
}

/// The most that direct holders have together on any day on which an interest begins.
fn more_than_whole(graph: &TieGraph, node: u32) -> Option<Issue> {
    let edges = graph.edges_into(node);
    let direct = || {
        edges
            .iter()
            .filter(|edge| edge.kind.has_votes() && edge.directness != Directness::Indirect)
    };
    if direct().map(Edge::min).sum::<Parts>() <= WHOLE + ROUNDING {
        return None;
    }
    let mut days: Vec<Option<bongsu_model::Day>> = direct().map(|edge| edge.span.since()).collect();
    days.sort();
    days.dedup();
    // Late days tell most; a register with thousands of changes need not be searched to the last.
    let worst = days.iter().rev().take(64).filter_map(|day| {
        let day = day.unwrap_or(bongsu_model::Day::from_epoch_days(i32::MIN));
        let mut by_holder: Vec<(u32, Parts)> = direct()
            .filter(|edge| edge.span.holds(day))
            .map(|edge| (edge.holder, edge.min()))
            .collect();
        // Votes and shares of one holder are one holding.
        by_holder.sort_unstable();
        by_holder.reverse();
        by_holder.dedup_by(|a, b| a.0 == b.0 && a.0 != NOBODY);
        let sum: Parts = by_holder.iter().map(|(_, share)| share).sum();
        (sum > WHOLE + ROUNDING).then_some(sum)
    });
    let sum = worst.max()?;
    let at = direct()
        .take(10)
        .map(|edge| graph.row_ref(edge.at))
        .collect();
    Some(Issue::MoreThanWhole {
        id: graph.id(Node(node)).to_owned(),
        percent: sum.div_ceil(WHOLE / 100),
        at,
    })
}

/// Groups of parties that hold each other in a circle (strongly connected components), sorted.
fn circles(graph: &TieGraph) -> Vec<Vec<u32>> {
    let mut search = Search::new(graph.n_parties());
    for root in 0..graph.n_parties() as u32 {
        search.visit(graph, root);
    }
    search.found.sort();
    search.found
}

/// Tarjan's search with its own stack, so that long chains cannot exhaust the thread's.
struct Search {
    order: Vec<u32>,
    low: Vec<u32>,
    on_stack: Vec<bool>,
    stack: Vec<u32>,
    next: u32,
    found: Vec<Vec<u32>>,
}

const UNSEEN: u32 = u32::MAX;

impl Search {
    fn new(n: usize) -> Self {
        Self {
            order: vec![UNSEEN; n],
            low: vec![0; n],
            on_stack: vec![false; n],
            stack: Vec::new(),
            next: 0,
            found: Vec::new(),
        }
    }

    fn visit(&mut self, graph: &TieGraph, root: u32) {
        if get(&self.order, root) != UNSEEN {
            return;
        }
        self.enter(root);
        let mut path: Vec<(u32, usize)> = vec![(root, 0)];
        while let Some((node, done)) = path.last().copied() {
            let range = bounds(&graph.out_starts, node);
            let edge = graph.out_edges.get(range).and_then(|out| out.get(done));
            let next = edge
                .and_then(|at| graph.edges.get(*at as usize))
                .map(|edge| edge.subject);
            let Some(subject) = next else {
                path.pop();
                if let Some((parent, _)) = path.last() {
                    self.lower(*parent, get(&self.low, node));
                }
                self.leave(node);
                continue;
            };
            if let Some(top) = path.last_mut() {
                top.1 += 1;
            }
            if get(&self.order, subject) == UNSEEN {
                self.enter(subject);
                path.push((subject, 0));
            } else if self.on_stack.get(subject as usize) == Some(&true) {
                self.lower(node, get(&self.order, subject));
            }
        }
    }

    fn enter(&mut self, node: u32) {
        for (list, value) in [(&mut self.order, self.next), (&mut self.low, self.next)] {
            if let Some(slot) = list.get_mut(node as usize) {
                *slot = value;
            }
        }
        if let Some(slot) = self.on_stack.get_mut(node as usize) {
            *slot = true;
        }
        self.stack.push(node);
        self.next += 1;
    }

    fn lower(&mut self, node: u32, to: u32) {
        if let Some(slot) = self.low.get_mut(node as usize) {
            *slot = (*slot).min(to);
        }
    }

    fn leave(&mut self, node: u32) {
        if get(&self.low, node) != get(&self.order, node) {
            return;
        }
        let mut members = Vec::new();
        while let Some(member) = self.stack.pop() {
            if let Some(slot) = self.on_stack.get_mut(member as usize) {
                *slot = false;
            }
            members.push(member);
            if member == node {
                break;
            }
        }
        if members.len() > 1 {
            members.sort_unstable();
            self.found.push(members);
        }
    }
}

fn get(list: &[u32], at: u32) -> u32 {
    list.get(at as usize).copied().unwrap_or(UNSEEN)
}
