//! What is registered both ways: as a protected text and as boilerplate, which is never found.

use std::collections::{BTreeMap, HashMap};

use crate::print::{Prints, Tier};
use crate::shelf::{Hit, Number, Registered, Shelf, ShelfError};

/// The share of a text's runs that registered boilerplate has too, 0 to 1: registered as protected, the text is not
/// found by them. It is 1 where its file is registered as boilerplate.
///
/// # Errors
/// Where the shelf cannot be read.
pub fn subtracted(prints: &Prints, shelf: &dyn Shelf) -> Result<f64, ShelfError> {
    let (mut is_whole, mut n_runs) = (false, 0);
    let n_asked = each_hit(prints, shelf, &mut |tier, texts| {
        let is_boilerplate = texts.values().any(|registered| registered.boilerplate);
        is_whole |= is_boilerplate && tier == Tier::Exact;
        n_runs += usize::from(is_boilerplate && tier == Tier::Verbatim);
    })?;
    Ok(if is_whole {
        1.0
    } else {
        n_runs as f64 / n_asked.max(1) as f64
    })
}

/// The protected texts that this one hides if it is registered as boilerplate, with the share of the runs of each that
/// are no longer found, 0 to 1; those that lose most come first. The text is one of [`Prints::asked`].
///
/// # Errors
/// Where the shelf cannot be read.
pub fn hidden(prints: &Prints, shelf: &dyn Shelf) -> Result<Vec<(Number, f64)>, ShelfError> {
    let mut shares: BTreeMap<Number, f64> = BTreeMap::new();
    each_hit(prints, shelf, &mut |tier, texts| {
        for (text, registered) in texts {
            let n_runs = registered.hashes.get(Tier::Verbatim as usize);
            let share = match tier {
                Tier::Exact => 1.0,
                _ => 1.0 / f64::from(n_runs.copied().unwrap_or(0).max(1)),
            };
            if !registered.boilerplate {
                let sum = shares.entry(*text).or_default();
                *sum = (*sum + share).min(1.0);
            }
        }
    })?;
    let mut shares: Vec<(Number, f64)> = shares.into_iter().collect();
    shares.sort_by(|(left, much), (right, more)| more.total_cmp(much).then(left.cmp(right)));
    Ok(shares)
}

/// Calls `each` with the registered texts that have a hash, for each that any has; gives the number of different
/// verbatim hashes asked.
fn each_hit(
    prints: &Prints,
    shelf: &dyn Shelf,
    each: &mut dyn FnMut(Tier, &HashMap<Number, Registered>),
) -> Result<usize, ShelfError> {
    let mut n_verbatim = 0;
    for tier in [Tier::Exact, Tier::Verbatim] {
        let mut hashes: Vec<u64> = prints.of(tier).iter().map(|print| print.hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        n_verbatim = hashes.len();
        let mut texts: HashMap<Number, Registered> = HashMap::new();
        let mut asked = None;
        shelf.find(tier, &hashes, &mut |hit: Hit| {
            if asked != Some(hit.asked) {
                if !texts.is_empty() {
                    each(tier, &texts);
                }
                texts.clear();
                asked = Some(hit.asked);
            }
            if let Some(registered) = shelf.registered(hit.text) {
                texts.insert(hit.text, registered);
            }
        })?;
        if !texts.is_empty() {
            each(tier, &texts);
        }
    }
    Ok(n_verbatim)
}
