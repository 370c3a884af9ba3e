//! How fast names of a public list are found, explained and scanned.

use bongsu_names::{NameBook, NameKind, PreparedName, ScanName, Verdict, compare};

use super::super::figure::{Figure, Target};
use super::list::List;
use super::made::Maker;
use super::{CoreSeconds, percent, share};

pub(super) const KINDS: [(NameKind, &str); 2] = [
    (NameKind::Person, "people"),
    (NameKind::Organisation, "others"),
];

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

/// Pairs of names scanned.
#[derive(Default)]
struct Scanned {
    pairs: usize,
    passed: usize,
    seconds: f64,
    compared: usize,
    seconds_compared: f64,
}

/// The cheap form: one name against all, and what it refuses wrongly.
pub(super) fn scan(list: &List) -> Vec<Figure> {
    let (mut n_same, mut n_refused) = (0, 0);
    let mut scanned = Scanned::default();
    for (kind, _) in KINDS {
        let names: Vec<PreparedName> = list
            .of_kind(kind)
            .map(|(_, entry)| PreparedName::new(kind, &entry.name))
            .collect();
        scanned.add(&names);
        for (name, (_, entry)) in names.iter().zip(list.of_kind(kind)) {
            for other in &entry.alternates {
                let other = PreparedName::new(kind, other);
                if compare(name, &other).verdict == Verdict::Same {
                    n_same += 1;
                    n_refused += usize::from(!ScanName::new(name).may_be(&ScanName::new(&other)));
                }
            }
        }
    }
    let each = |seconds: f64, n: usize| seconds * 1e9 / n.max(1) as f64;
    let cheap = each(scanned.seconds, scanned.pairs);
    let explained = each(scanned.seconds_compared, scanned.compared);
    let figure = |name, nanoseconds: f64| {
        Figure::new(name, nanoseconds, "ns a pair", Target::AtMost(2_000.0))
    };
    vec![
        figure("scan, cheap form", cheap),
        figure(
            "scan, and what passes compared and explained",
            cheap + explained * share(scanned.passed, scanned.pairs),
        ),
        Figure::new(
            "compared and explained",
            explained,
            "ns a pair",
            Target::None,
        ),
        Figure::new(
            "scan, pairs that pass",
            percent(scanned.passed, scanned.pairs),
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

impl Scanned {
    /// Scans all names against all of them, then compares some of what passed: each in one go, as the clock is coarse.
    fn add(&mut self, names: &[PreparedName]) {
        let scans: Vec<ScanName> = names.iter().map(ScanName::new).collect();
        let clock = CoreSeconds::start();
        let mut n_passed = 0;
        for name in names {
            let bits = ScanName::new(name);
            n_passed += scans.iter().filter(|scan| bits.may_be(scan)).count();
        }
        self.seconds += clock.seconds();
        self.pairs += names.len() * names.len();
        self.passed += n_passed;
        let mut passed: Vec<(&PreparedName, &PreparedName)> = Vec::new();
        for (name, bits) in names.iter().zip(&scans).step_by(29) {
            let others = names.iter().zip(&scans);
            let others = others.filter(|(_, scan)| bits.may_be(scan));
            passed.extend(others.map(|(other, _)| (name, other)));
        }
        self.compared += passed.len();
        let clock = CoreSeconds::start();
        let compared = passed.iter().map(|(name, other)| compare(name, other));
        let n_features: usize = compared.map(|found| found.features.len()).sum();
        // What is counted cannot be left out by the compiler.
        self.seconds_compared += if n_features > 0 { clock.seconds() } else { 0.0 };
    }
}
