//! Chains of all tiers, put together to the passages that are shown.

use super::pairs::Stretch;
use super::{Certainty, Passage};
use crate::print::Tier;

/// Characters between two chains of one passage, in this text.
const GAP_HERE: u32 = 800;

/// The same in the registered text: a summary leaves out more than it adds.
const GAP_THERE: u32 = 12_000;

/// Chains of one text that are looked at, the best first.
const MOST_CHAINS: usize = 1000;

/// Rounds of cutting; more happen only in made-up texts.
const MOST_ROUNDS: u32 = 24;

/// A chain and how sure it is by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) tier: Tier,
    pub(super) certainty: Option<Certainty>,
    pub(super) here: Stretch,
    pub(super) there: Stretch,
    pub(super) n_hits: u32,
}

/// The passages in the order of this text. A chain that says nothing by itself widens a passage it lies beside.
pub(super) fn passages(found: Vec<Found>) -> Vec<Passage> {
    let mut open = vec![(without_repeats(found), 0)];
    let mut groups: Vec<Vec<Found>> = Vec::new();
    while let Some((mut group, n_rounds)) = open.pop() {
        if !group.iter().any(|found| found.certainty.is_some()) {
            continue;
        }
        let by_here = n_rounds % 2 == 0;
        let side = |found: &Found| if by_here { found.here } else { found.there };
        group.sort_by_key(|found| (side(found), found.here, found.there));
        let pieces = cut(&group, gap(by_here), &side);
        if n_rounds >= MOST_ROUNDS
            || (pieces.len() == 1 && n_rounds > 0 && is_settled(&group, by_here))
        {
            groups.push(group);
            continue;
        }
        open.extend(pieces.into_iter().map(|piece| (piece, n_rounds + 1)));
    }
    let mut passages: Vec<Passage> = groups.iter().filter_map(|group| joined(group)).collect();
    passages.sort_by_key(|passage| {
        let size = passage.n_hits;
        (
            std::cmp::Reverse((passage.certainty, size)),
            passage.here.start,
            passage.there.start,
        )
    });
    let mut kept: Vec<Passage> = Vec::new();
    for passage in passages {
        if !is_covered(&passage, &kept) {
            kept.push(passage);
        }
    }
    kept.sort_by_key(|passage| (passage.here.start, passage.there.start));
    kept
}

/// Leaves out what a better chain has here already, from another place there: the registered text repeats itself.
fn without_repeats(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|found| {
        (
            std::cmp::Reverse((found.certainty, found.n_hits)),
            found.here,
            found.there,
        )
    });
    found.truncate(MOST_CHAINS);
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        let is_repeat = kept.iter().any(|better| {
            2 * shared(better.here, one.here) > one.here.end - one.here.start
                && shared(better.there, one.there) == 0
        });
        if !is_repeat {
            kept.push(one);
        }
    }
    kept
}

fn shared(left: Stretch, right: Stretch) -> u32 {
    let end = left.end.min(right.end);
    end.saturating_sub(left.start.max(right.start))
}

/// Whether the other side would not be cut either.
fn is_settled(group: &[Found], by_here: bool) -> bool {
    let mut group = group.to_vec();
    let side = |found: &Found| if by_here { found.there } else { found.here };
    group.sort_by_key(side);
    cut(&group, gap(!by_here), &side).len() == 1
}

const fn gap(by_here: bool) -> u32 {
    if by_here { GAP_HERE } else { GAP_THERE }
}

fn cut(found: &[Found], gap: u32, side: &impl Fn(&Found) -> Stretch) -> Vec<Vec<Found>> {
    let mut pieces: Vec<Vec<Found>> = Vec::new();
    let mut end = 0;
    for one in found {
        let stretch = side(one);
        match pieces.last_mut() {
            Some(piece) if stretch.start <= end || stretch.start - end <= gap => piece.push(*one),
            _ => {
                pieces.push(vec![*one]);
                end = 0;
            }
        }
        end = end.max(stretch.end);
    }
    pieces
}

fn joined(group: &[Found]) -> Option<Passage> {
    let surest = group
        .iter()
        .max_by_key(|found| (found.certainty, std::cmp::Reverse(found.tier)))?;
    let around = |side: fn(&Found) -> Stretch| {
        let start = group.iter().map(|found| side(found).start).min()?;
        let end = group.iter().map(|found| side(found).end).max()?;
        Some(start..end)
    };
    Some(Passage {
        tier: surest.tier,
        certainty: surest.certainty?,
        here: around(|found| found.here)?,
        there: around(|found| found.there)?,
        n_hits: group.iter().map(|found| found.n_hits).sum(),
    })
}

/// Whether most of a passage is in a better one already: a phrase that the registered text has twice.
fn is_covered(passage: &Passage, kept: &[Passage]) -> bool {
    let length = passage.here.len() as u32;
    kept.iter().any(|other| {
        let end = passage.here.end.min(other.here.end);
        let shared = end.saturating_sub(passage.here.start.max(other.here.start));
        2 * shared > length
    })
}
