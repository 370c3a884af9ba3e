//! Interests in compressed rows, put in order without a second copy of them.

use std::collections::HashMap;

use bongsu_names::{NameIndex, NameKind};

use crate::graph::{Edge, NOBODY, TieGraph, bounds};
use crate::ids::Ids;
use crate::soft::LazySoft;

/// Where each interest comes from when they are sorted by subject, holder, time and row; equal ones as they came.
pub(super) fn order(n: usize, edges: &[Edge]) -> Vec<u32> {
    let (starts, mut order) = by_row(n, edges.iter().map(|edge| edge.subject));
    for subject in 0..n as u32 {
        let Some(row) = order
            .get_mut(bounds(&starts, subject))
            .filter(|row| row.len() > 1)
        else {
            continue;
        };
        row.sort_unstable_by_key(|at| {
            edges
                .get(*at as usize)
                .map(|edge| (edge.holder, edge.span, edge.at, *at))
        });
    }
    order
}

/// The same interest of the same holder, over the same time, is one; two unknown holders are two.
pub(super) fn without_repeated(mut order: Vec<u32>, edges: &[Edge]) -> (Vec<u32>, Vec<Edge>) {
    let mut repeated = Vec::new();
    order.dedup_by(|later, kept| {
        let (Some(later), Some(kept)) = (edges.get(*later as usize), edges.get(*kept as usize))
        else {
            return false;
        };
        let same = later.holder != NOBODY
            && (later.subject, later.holder, later.span) == (kept.subject, kept.holder, kept.span)
            && (later.min, later.max, later.kind, later.directness)
                == (kept.min, kept.max, kept.kind, kept.directness);
        if same {
            repeated.push(*later);
        }
        same
    });
    (order, repeated)
}

/// Interests of which a second copy is made while they are put in order: at most 144 MiB.
const MOST_COPIED: usize = 1 << 22;

/// The interests in order; so many that a copy would be dear are put in order in place, which takes longer.
pub(super) fn arrange(mut edges: Vec<Edge>, mut order: Vec<u32>) -> Vec<Edge> {
    if order.len() != edges.len() || order.len() <= MOST_COPIED {
        return order
            .iter()
            .filter_map(|at| edges.get(*at as usize).copied())
            .collect();
    }
    // INVARIANT: `order` is a permutation; a place that is done points at itself.
    for start in 0..order.len() {
        let mut at = start;
        while let Some(slot) = order.get_mut(at) {
            let from = std::mem::replace(slot, at as u32) as usize;
            if from == start || from == at {
                break;
            }
            edges.swap(at, from);
            at = from;
        }
    }
    edges
}

/// The graph of sorted interests, without what rows say of its parties.
pub(super) fn graph(mut ids: Ids, mut edges: Vec<Edge>, mut own: Vec<Edge>) -> TieGraph {
    ids.shrink();
    edges.shrink_to_fit();
    own.sort_by_key(|edge| (edge.subject, edge.span, edge.at));
    let n = ids.len();
    let in_starts = starts(n, edges.iter().map(|edge| edge.subject));
    let (out_starts, out_edges) = by_row(n, edges.iter().map(|edge| edge.holder));
    TieGraph {
        ids,
        detail_of: Vec::new(),
        details: Vec::new(),
        sources: Vec::new(),
        edges,
        own,
        in_starts,
        out_edges,
        out_starts,
        reasons: HashMap::new(),
        supplies: Vec::new(),
        names: NameIndex::build(NameKind::Organisation, []),
        registrations: HashMap::new(),
        soft: LazySoft::default(),
    }
}

/// Entries by row, in their order; an entry without a row of the `n` is left out.
fn by_row(n: usize, rows: impl Iterator<Item = u32> + Clone) -> (Vec<u32>, Vec<u32>) {
    let starts = starts(n, rows.clone());
    let mut next = starts.clone();
    let mut sorted = vec![0; starts.last().copied().unwrap_or(0) as usize];
    for (at, row) in (0..).zip(rows) {
        let Some(place) = next.get_mut(row as usize).filter(|_| (row as usize) < n) else {
            continue;
        };
        if let Some(slot) = sorted.get_mut(*place as usize) {
            *slot = at;
        }
        *place += 1;
    }
    (starts, sorted)
}

/// Where each of `n` rows starts among its entries.
fn starts(n: usize, rows: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut starts = vec![0_u32; n + 1];
    for row in rows.filter(|row| (*row as usize) < n) {
        if let Some(slot) = starts.get_mut(row as usize + 1) {
            *slot += 1;
        }
    }
    let mut total = 0;
    for slot in &mut starts {
        total += *slot;
        *slot = total;
    }
    starts
}
