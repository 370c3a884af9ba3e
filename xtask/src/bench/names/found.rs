//! What is found among the names of a public list, and how fast.

use bongsu_names::{NameBook, NameIndex, NameKind, PreparedName, ScanName, Verdict, compare};

use super::super::figure::{Figure, Target};
use super::list::List;
use super::made::Maker;
use super::{CoreSeconds, percent, share};

const KINDS: [(NameKind, &str); 2] = [
    (NameKind::Person, "people"),
    (NameKind::Organisation, "others"),
];

/// Candidates asked for.
const CANDIDATES: usize = 50;

/// Alternate names looked up among the primary names of their kind.
pub(super) fn recall(list: &List) -> Vec<Figure> {
    let (mut n_all, mut n_found, mut n_alike, mut n_alike_found) = (0, 0, 0, 0);
    let mut of_kinds = Vec::new();
    for (kind, what) in KINDS {
        let entries = list.of_kind(kind);
        let names = entries
            .clone()
            .map(|(key, entry)| (key, entry.name.as_str()));
        let index = NameIndex::build(kind, names);
        let before = (n_all, n_found);
        for (key, entry) in entries {
            let primary = PreparedName::new(kind, &entry.name);
            for name in &entry.alternates {
                let name = PreparedName::new(kind, name);
                let is_found = index.candidates(&name, CANDIDATES).contains(&key);
                let is_alike = compare(&name, &primary).verdict != Verdict::Different;
                n_all += 1;
                n_found += usize::from(is_found);
                n_alike += usize::from(is_alike);
                n_alike_found += usize::from(is_alike && is_found);
            }
        }
        of_kinds.push(Figure::new(
            format!("candidate recall at {CANDIDATES}, {what}"),
            share(n_found - before.1, n_all - before.0),
            "",
            Target::None,
        ));
    }
    let all = Figure::new(
        format!("candidate recall at {CANDIDATES}, alternate names"),
        share(n_found, n_all),
        "",
        Target::AtLeast(0.95),
    );
    let alike = Figure::new(
        "the same, of alternate names that compare as alike",
        share(n_alike_found, n_alike),
        "",
        Target::AtLeast(0.95),
    );
    std::iter::once(all)
        .chain(of_kinds)
        .chain([alike])
        .collect()
}

/// Names in the book that questions are put to.
const IN_BOOK: usize = 30_000;

/// Explained matches a second: names prepared, looked up, compared, explained.
pub(super) fn matches(list: &List) -> Vec<Figure> {
    let mut names: Vec<(u32, NameKind, String)> = Vec::with_capacity(IN_BOOK);
    for (key, entry) in (0..).zip(&list.entries) {
        let all = std::iter::once(&entry.name).chain(&entry.alternates);
        names.extend(all.map(|name| (key, entry.kind, name.clone())));
    }
    let mut maker = Maker::new(30);
    let n_listed = names.len();
    while names.len() < IN_BOOK {
        names.push((names.len() as u32, NameKind::Organisation, maker.name()));
    }
    let book = NameBook::build(
        names
            .iter()
            .map(|(key, kind, name)| (*key, *kind, name.as_str())),
    );
    let listed = names.iter().take(n_listed).step_by(5);
    let mut questions: Vec<(NameKind, String)> = listed
        .map(|(_, kind, name)| (*kind, name.to_lowercase()))
        .collect();
    questions.extend((0..1_000).map(|_| (NameKind::Organisation, maker.name())));
    let clock = CoreSeconds::start();
    let mut n_hits = 0;
    for (kind, name) in &questions {
        n_hits += book.search(&PreparedName::new(*kind, name), 10).len();
    }
    let seconds = clock.seconds();
    vec![
        Figure::new(
            format!("explained matches against {} names", book.n_names()),
            questions.len() as f64 / seconds,
            "a second and core",
            Target::AtLeast(2_000.0),
        ),
        Figure::new(
            "hits a question",
            share(n_hits, questions.len()),
            "",
            Target::None,
        ),
    ]
}

/// The cheap form: one name against all, and what it refuses wrongly.
pub(super) fn scan(list: &List) -> Vec<Figure> {
    let (mut n_same, mut n_refused, mut n_pairs, mut n_passed) = (0, 0, 0, 0);
    let (mut seconds, mut seconds_compared) = (0.0, 0.0);
    for (kind, _) in KINDS {
        let names: Vec<PreparedName> = list
            .of_kind(kind)
            .map(|(_, entry)| PreparedName::new(kind, &entry.name))
            .collect();
        let scans: Vec<ScanName> = names.iter().map(ScanName::new).collect();
        for (name, (_, entry)) in names.iter().zip(list.of_kind(kind)) {
            for other in &entry.alternates {
                let other = PreparedName::new(kind, other);
                if compare(name, &other).verdict == Verdict::Same {
                    n_same += 1;
                    n_refused += usize::from(!ScanName::new(name).may_be(&ScanName::new(&other)));
                }
            }
        }
        for name in names.iter().step_by(97) {
            let clock = CoreSeconds::start();
            let bits = ScanName::new(name);
            let passed = (0..).zip(&scans).filter(|(_, scan)| bits.may_be(scan));
            let passed: Vec<usize> = passed.map(|(at, _)| at).collect();
            seconds += clock.seconds();
            let left = passed.iter().filter_map(|at| names.get(*at));
            let best = left
                .map(|other| compare(name, other).score)
                .fold(0.0, f64::max);
            seconds_compared += if best > 0.0 { clock.seconds() } else { 0.0 };
            n_pairs += scans.len();
            n_passed += passed.len();
        }
    }
    let nanoseconds =
        |seconds: f64| seconds * 1e9 / f64::from(u32::try_from(n_pairs).unwrap_or(u32::MAX));
    vec![
        Figure::new(
            "scan, cheap form",
            nanoseconds(seconds),
            "ns a pair",
            Target::AtMost(2_000.0),
        ),
        Figure::new(
            "scan, and what passes compared and explained",
            nanoseconds(seconds_compared),
            "ns a pair",
            Target::AtMost(2_000.0),
        ),
        Figure::new(
            "scan, pairs that pass",
            percent(n_passed, n_pairs),
            "%",
            Target::None,
        ),
        Figure::new(
            "scan, same names refused",
            percent(n_refused, n_same),
            "%",
            Target::AtMost(0.5),
        ),
    ]
}
