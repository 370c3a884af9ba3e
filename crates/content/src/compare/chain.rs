//! Hits that lie close together in both texts, as one passage.
//!
//! The hits are cut wherever this text has a gap, each piece wherever the registered text has one, and so on until
//! nothing is cut any more: what remains hangs together on both sides, in whatever order.

use super::pairs::{Pair, Stretch};

/// Cuts in turn that are tried; more happen only in made-up texts, where the passage stays as it is.
const MOST_CUTS: u32 = 24;

/// Hits that hang together.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub(super) pairs: Vec<Pair>,
    pub(super) here: Stretch,
    pub(super) there: Stretch,
    /// Different hashes.
    pub(super) n_hashes: u32,
    /// Different hashes that stand in few texts.
    pub(super) n_rare: u32,
    /// Different places here, at most one a character.
    pub(super) n_places: u32,
    /// The same in the text that has fewer of them: one of the two may repeat itself.
    pub(super) n_fewest: u32,
}

/// A hash in no more texts than this is rare: the versions of one document are often several.
const RARE: u32 = 8;

/// Puts hits together whose gaps are at most `gap` characters in both texts.
pub(super) fn chains(pairs: &[Pair], gap: u32) -> Vec<Chain> {
    let mut open = vec![(pairs.to_vec(), true, 0)];
    let mut chains = Vec::new();
    while let Some((mut pairs, by_here, n_cuts)) = open.pop() {
        let side = |pair: &Pair| if by_here { pair.here } else { pair.there };
        pairs.sort_unstable_by_key(|pair| (side(pair), pair.hash));
        let pieces = cut(&pairs, gap, &side);
        let is_whole = pieces.len() <= 1;
        if (is_whole && n_cuts > 0) || n_cuts >= MOST_CUTS {
            chains.extend(Chain::new(pairs));
            continue;
        }
        // The first look by the other side has to happen even where this one cuts nothing.
        let n_cuts = if is_whole {
            n_cuts + 1
        } else {
            n_cuts.max(1) + 1
        };
        open.extend(
            pieces
                .into_iter()
                .map(|piece| (piece.to_vec(), !by_here, n_cuts)),
        );
    }
    chains.sort_by_key(|chain| (chain.here, chain.there));
    chains
}

fn cut<'a>(pairs: &'a [Pair], gap: u32, side: &impl Fn(&Pair) -> Stretch) -> Vec<&'a [Pair]> {
    let mut pieces = Vec::new();
    let mut first = 0;
    let mut end = 0;
    for (at, pair) in pairs.iter().enumerate() {
        let stretch = side(pair);
        if at > first && stretch.start > end && stretch.start - end > gap {
            pieces.extend(pairs.get(first..at));
            first = at;
            end = 0;
        }
        end = end.max(stretch.end);
    }
    pieces.extend(pairs.get(first..));
    pieces
}

impl Chain {
    fn new(pairs: Vec<Pair>) -> Option<Self> {
        let here = around(pairs.iter().map(|pair| pair.here))?;
        let there = around(pairs.iter().map(|pair| pair.there))?;
        let mut hashes: Vec<(u32, u32)> =
            pairs.iter().map(|pair| (pair.hash, pair.n_texts)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let places = |side: fn(&Pair) -> Stretch| {
            let mut places: Vec<u32> = pairs.iter().map(|pair| side(pair).start).collect();
            places.sort_unstable();
            places.dedup();
            places.len() as u32
        };
        let n_places = places(|pair| pair.here);
        let n_rare = hashes
            .iter()
            .filter(|(_, n_texts)| *n_texts <= RARE)
            .count();
        Some(Self {
            here,
            there,
            n_hashes: hashes.len() as u32,
            n_rare: n_rare as u32,
            n_places,
            n_fewest: n_places.min(places(|pair| pair.there)),
            pairs,
        })
    }
}

/// The stretch around all of them.
fn around(mut stretches: impl Iterator<Item = Stretch>) -> Option<Stretch> {
    let first = stretches.next()?;
    Some(stretches.fold(first, |all, next| Stretch {
        start: all.start.min(next.start),
        end: all.end.max(next.end),
    }))
}
