//! Whether scores are probabilities, on a public list that lies beside a checkout.

use crate::index::figures::{Listed, is_of_second_half, listed};
use crate::{InCommon, NameIndex, NameKind, PreparedName, compare, in_common};

/// A pair's score, and whether it is one party.
type Scored = (f64, bool);

/// The bounds of the lines of the table.
const BOUNDS: [f64; 8] = [0.0, 0.1, 0.2, 0.5, 0.8, 0.849, 0.95, 1.01];

/// Alternate names that an index finds their entry for, and the entries that it finds beside it.
///
/// Names that have nothing in common with their entry are left out: no comparison joins those.
#[test]
fn scores_of_a_list_are_probabilities() {
    let Some(listed) = listed() else {
        return;
    };
    for kind in [NameKind::Person, NameKind::Organisation] {
        for second in [false, true] {
            let half: Vec<&Listed> = listed
                .iter()
                .filter(|entry| entry.kind == kind && is_of_second_half(entry.id) == second)
                .collect();
            let scored = put_forward(kind, &half);
            let (brier, error) = of_pairs(&scored);
            println!(
                "{kind:?}, list, {} half: Brier {brier:.3}, calibration error {error:.3} of {}",
                if second { "other" } else { "fitted" },
                scored.len()
            );
            for (low, high) in BOUNDS.iter().zip(BOUNDS.iter().skip(1)) {
                let within = scored
                    .iter()
                    .filter(|(score, _)| (*low..*high).contains(score));
                let within: Vec<Scored> = within.copied().collect();
                let (score, share) = means(&within, &scored);
                println!(
                    "  {low:.2}: {} pairs, score {score:.2}, same {share:.2}",
                    within.len()
                );
            }
            assert!(brier < 0.22 && error < 0.16, "{kind:?} {brier} {error}");
        }
    }
}

fn put_forward(kind: NameKind, entries: &[&Listed]) -> Vec<Scored> {
    let prepared: Vec<PreparedName> = entries
        .iter()
        .map(|entry| PreparedName::new(kind, &entry.name))
        .collect();
    let names = entries.iter().map(|entry| entry.name.as_str());
    let index = NameIndex::build(kind, (0..).zip(names));
    let mut scored = Vec::new();
    for (at, entry) in (0_u32..).zip(entries) {
        let own = &prepared[at as usize];
        let mut put = |name: &PreparedName, n_others: usize| {
            let found = index.candidates(name, 50);
            if found.contains(&at)
                && in_common(name, own) != InCommon::Nothing
                && name.original() != own.original()
            {
                scored.push((compare(name, own).score, true));
            }
            let others = found.into_iter().filter(|other| *other != at);
            for other in others.take(n_others) {
                scored.push((compare(name, &prepared[other as usize]).score, false));
            }
        };
        put(own, 3);
        for name in entry.alternates.iter().take(4) {
            put(&PreparedName::new(kind, name), 2);
        }
    }
    scored
}

/// The mean score and the share of one party, where half of all pairs put forward are.
fn means(within: &[Scored], all: &[Scored]) -> (f64, f64) {
    let weights = weights(all);
    let weigh = |value: fn(&Scored) -> f64| -> f64 {
        within
            .iter()
            .map(|pair| weights(pair.1) * value(pair))
            .sum()
    };
    let all = weigh(|_| 1.0).max(f64::MIN_POSITIVE);
    (
        weigh(|pair| pair.0) / all,
        weigh(|pair| truth(pair.1)) / all,
    )
}

/// What each pair counts, so that pairs of one party and of two count half each.
fn weights(scored: &[Scored]) -> impl Fn(bool) -> f64 {
    let n_same = scored.iter().filter(|(_, same)| *same).count() as f64;
    let n_other = scored.len() as f64 - n_same;
    move |same| 0.5 / if same { n_same } else { n_other }
}

fn truth(same: bool) -> f64 {
    f64::from(u8::from(same))
}

/// The mean square error of the scores, and the mean distance of score and share of one party, by tenths of the score;
/// pairs of one party and of two count half each.
pub(super) fn of_pairs(scored: &[Scored]) -> (f64, f64) {
    let weights = weights(scored);
    let brier = scored
        .iter()
        .map(|(score, same)| weights(*same) * (score - truth(*same)).powi(2))
        .sum();
    let error = (0..10).map(|tenth| {
        let within = scored
            .iter()
            .filter(|(score, _)| ((score * 10.0) as u32).min(9) == tenth);
        let apart: f64 = within
            .map(|(score, same)| weights(*same) * (score - truth(*same)))
            .sum();
        apart.abs()
    });
    (brier, error.sum())
}
