//! How many names of unrelated companies would be shown to somebody.

use bongsu_names::{NameBook, NameKind, PreparedName, Verdict, compare};

use super::super::figure::{Figure, Target};
use super::list::List;
use super::made::Maker;
use super::percent;

/// Pairs compared.
const PAIRS: usize = 200_000;

/// Made names looked up in the whole list.
const LOOKED_UP: usize = 5_000;

/// Flagged are pairs that are the same or unsure: unlike entries of the list, made names, and one against all.
pub(super) fn measure(list: &List) -> Vec<Figure> {
    let prepared = |name: &str| PreparedName::new(NameKind::Organisation, name);
    let listed: Vec<PreparedName> = list
        .of_kind(NameKind::Organisation)
        .map(|(_, entry)| prepared(&entry.name))
        .collect();
    let mut maker = Maker::new(20);
    let made: Vec<PreparedName> = (0..LOOKED_UP).map(|_| prepared(&maker.name())).collect();
    let mut flagged = |left: &[PreparedName], right: &[PreparedName]| {
        let pairs = (0..PAIRS).filter(|_| {
            let (a, b) = (maker.below(left.len()), maker.below(right.len()));
            let pair = left.get(a).zip(right.get(b));
            pair.is_some_and(|(a, b)| a.folded() != b.folded() && is_flagged(a, b))
        });
        percent(pairs.count(), PAIRS)
    };
    let among_listed = flagged(&listed, &listed);
    let made_and_listed = flagged(&made, &listed);
    let among_made = flagged(&made, &made);
    let book = NameBook::build(
        list.of_kind(NameKind::Organisation)
            .map(|(key, entry)| (key, entry.kind, entry.name.as_str())),
    );
    let hits: Vec<Verdict> = made
        .iter()
        .filter_map(|name| {
            book.search(name, 1)
                .first()
                .map(|hit| hit.comparison.verdict)
        })
        .collect();
    let n_same = hits
        .iter()
        .filter(|verdict| **verdict == Verdict::Same)
        .count();
    let most = Target::AtMost(1.0);
    vec![
        Figure::new(
            "unrelated pairs flagged, entries of the list",
            among_listed,
            "%",
            most,
        ),
        Figure::new(
            "unrelated pairs flagged, made name and entry",
            made_and_listed,
            "%",
            most,
        ),
        Figure::new("unrelated pairs flagged, made names", among_made, "%", most),
        Figure::new(
            "made names that anything of the whole list is flagged for",
            percent(hits.len(), made.len()),
            "%",
            Target::None,
        ),
        Figure::new(
            "of these as the same",
            percent(n_same, made.len()),
            "%",
            Target::None,
        ),
    ]
}

fn is_flagged(a: &PreparedName, b: &PreparedName) -> bool {
    compare(a, b).verdict != Verdict::Different
}
