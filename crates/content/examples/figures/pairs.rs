//! Pairs of a suspicious text and a source, as those of PAN: which passages of the second are in the first.
//!
//! The folder given has `susp/`, `src/` and `pairs.tsv`, a line a case: the two names, the kind, and where the passage
//! begins and ends in each, in characters (four zeros in a pair that shares nothing).

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use bongsu_content::{Certainty, Key, Kind, MemoryShelf, Prints, Tier, compare};

use crate::plagdet::{Place, Plagdet, detections};
use crate::{say, share};

/// What comparing the pairs of one kind gave.
#[derive(Default)]
struct Found {
    n_pairs: usize,
    /// As a match, and at all.
    n_match: usize,
    n_any: usize,
    by_tier: [usize; 5],
    plagdet: Plagdet,
}

/// The pairs of the folder, kind by kind.
pub(crate) fn pairs(_: &Path, folder: Option<&Path>, key: &Key) -> Result<(), Box<dyn Error>> {
    let Some(folder) = folder.filter(|folder| folder.join("pairs.tsv").is_file()) else {
        return say("no folder with pairs.tsv was given: nothing to measure");
    };
    let mut cases: BTreeMap<(String, String), (String, Vec<Place>)> = BTreeMap::new();
    for line in fs_err::read_to_string(folder.join("pairs.tsv"))?.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [suspicious, source, kind, numbers @ ..] = fields.as_slice() else {
            continue;
        };
        let numbers: Vec<u32> = numbers
            .iter()
            .map(|n| n.parse())
            .collect::<Result<_, _>>()?;
        let of_pair = cases
            .entry(((*suspicious).to_owned(), (*source).to_owned()))
            .or_insert_with(|| ((*kind).to_owned(), Vec::new()));
        if let [start, end, from, to] = numbers.as_slice()
            && end > start
        {
            of_pair.1.push(Place {
                source: 0,
                here: *start..*end,
                there: *from..*to,
            });
        }
    }
    let mut by_kind: BTreeMap<String, Found> = BTreeMap::new();
    for ((suspicious, source), (kind, cases)) in &cases {
        let suspicious = fs_err::read_to_string(folder.join("susp").join(suspicious))?;
        let source = fs_err::read_to_string(folder.join("src").join(source))?;
        let mut shelf = MemoryShelf::new();
        shelf.add(&Prints::new(&source, Kind::Prose, key), false);
        let matches = compare(&Prints::asked(&suspicious, Kind::Prose, key), &shelf)?;
        let found = by_kind.entry(kind.clone()).or_default();
        found.n_pairs += 1;
        found.n_any += usize::from(!matches.is_empty());
        let is_match = |found: &bongsu_content::Match| found.certainty == Certainty::Match;
        found.n_match += usize::from(matches.iter().any(is_match));
        for (tier, count) in Tier::ALL.into_iter().zip(&mut found.by_tier) {
            let passages = matches.iter().flat_map(|found| &found.passages);
            *count += passages.filter(|passage| passage.tier == tier).count();
        }
        found.plagdet.add(cases, &detections(&matches));
    }
    let mut all = Plagdet::default();
    for (kind, found) in &by_kind {
        let [_, verbatim, reworked, technical, _] = found.by_tier;
        say(&format!(
            "{kind}: found {} (as a match {}) of {} pairs; passages verbatim {verbatim}, reworked {reworked}, technical {technical}; {}",
            share(found.n_any, found.n_pairs),
            share(found.n_match, found.n_pairs),
            found.n_pairs,
            found.plagdet,
        ))?;
        all.join(&found.plagdet);
    }
    say(&format!("all pairs: {all}"))
}
