//! Whether alternate names of a public list are among the candidates: for its primary names, and for a register that
//! knows the other names too; with how many have nothing in common that letters or meanings could find.

use std::collections::BTreeMap;

use bongsu_names::{InCommon, NameIndex, NameKind, PreparedName, Verdict, compare, in_common};

use super::super::figure::{Figure, Target};
use super::found::KINDS;
use super::list::List;
use super::{percent, share};

/// Candidates asked for.
const CANDIDATES: usize = 50;

/// Questions put, and how many of them found their entry.
#[derive(Clone, Copy, Default)]
struct Found {
    all: usize,
    found: usize,
}

impl Found {
    fn add(&mut self, is_found: bool) {
        self.all += 1;
        self.found += usize::from(is_found);
    }

    fn share(self) -> f64 {
        share(self.found, self.all)
    }
}

/// All questions, those of a kind of name, and those that have anything in common with a name that is known.
#[derive(Default)]
struct Recall {
    all: Found,
    of_kinds: [Found; KINDS.len()],
    /// By the strongest thing in common.
    in_common: BTreeMap<InCommon, Found>,
    alike: Found,
}

impl Recall {
    fn add(&mut self, kind: usize, common: InCommon, is_found: bool) {
        self.all.add(is_found);
        if let Some(of_kind) = self.of_kinds.get_mut(kind) {
            of_kind.add(is_found);
        }
        self.in_common.entry(common).or_default().add(is_found);
    }

    /// How many had nothing in common with any name that was known: no letters, no meaning, no number.
    fn without(&self) -> Found {
        let none = self.in_common.get(&InCommon::Nothing);
        none.copied().unwrap_or_default()
    }

    fn with(&self) -> Found {
        Found {
            all: self.all.all - self.without().all,
            found: self.all.found - self.without().found,
        }
    }
}

/// Alternate names looked up among the primary names of their kind, and in the whole register without themselves.
pub(super) fn measure(list: &List) -> Vec<Figure> {
    let (mut primary, mut register) = (Recall::default(), Recall::default());
    for (at, (kind, _)) in KINDS.into_iter().enumerate() {
        let names = OfKind::of(list, kind);
        names.ask_primary(at, &mut primary);
        names.ask_register(at, &mut register);
    }
    let figure = |name: String, found: Found, target| Figure::new(name, found.share(), "", target);
    let least = Target::AtLeast(0.95);
    let mut figures = vec![figure(
        format!("candidate recall at {CANDIDATES}, alternate names"),
        primary.all,
        least,
    )];
    for ((_, what), found) in KINDS.into_iter().zip(primary.of_kinds) {
        let name = format!("candidate recall at {CANDIDATES}, {what}");
        figures.push(figure(name, found, Target::None));
    }
    let nothing = |name, recall: &Recall| {
        let n_without = recall.without().all;
        Figure::new(name, percent(n_without, recall.all.all), "%", Target::None)
    };
    figures.extend([
        nothing(
            "alternate names with nothing in common with the primary name",
            &primary,
        ),
        figure(
            "recall of the others, which have something in common".to_owned(),
            primary.with(),
            least,
        ),
        figure(
            "recall of those that compare as alike".to_owned(),
            primary.alike,
            least,
        ),
        figure(
            format!("candidate recall at {CANDIDATES}, the entry's other names known"),
            register.all,
            Target::None,
        ),
        nothing("with nothing in common with any other name", &register),
        figure("recall of the others".to_owned(), register.with(), least),
    ]);
    figures
}

/// The names of one kind.
struct OfKind {
    kind: NameKind,
    /// Each with its entry; the primary one first.
    listed: Vec<(u32, String)>,
    prepared: Vec<PreparedName>,
    /// Where the names of each entry begin.
    starts: BTreeMap<u32, usize>,
}

impl OfKind {
    fn of(list: &List, kind: NameKind) -> Self {
        let mut names = Vec::new();
        let mut starts = BTreeMap::new();
        for (entry, listed) in list.of_kind(kind) {
            starts.insert(entry, names.len());
            let all = std::iter::once(&listed.name).chain(&listed.alternates);
            names.extend(all.map(|name| (entry, name.clone())));
        }
        let prepared = names
            .iter()
            .map(|(_, name)| PreparedName::new(kind, name))
            .collect();
        Self {
            kind,
            listed: names,
            prepared,
            starts,
        }
    }

    /// The alternate names: place, entry, place of the primary name.
    fn alternates(&self) -> impl Iterator<Item = (usize, u32, usize)> {
        let names = self.listed.iter().enumerate();
        names.filter_map(|(at, (entry, _))| {
            let start = *self.starts.get(entry)?;
            (start != at).then_some((at, *entry, start))
        })
    }

    fn index(&self, places: impl Iterator<Item = usize>) -> NameIndex {
        let names = places.filter_map(|at| {
            let (_, name) = self.listed.get(at)?;
            Some((u32::try_from(at).ok()?, name.as_str()))
        });
        NameIndex::build(self.kind, names)
    }

    fn entry(&self, at: u32) -> Option<u32> {
        self.listed.get(at as usize).map(|(entry, _)| *entry)
    }

    fn ask_primary(&self, kind: usize, recall: &mut Recall) {
        let index = self.index(self.starts.values().copied());
        for (at, entry, start) in self.alternates() {
            let (Some(name), Some(primary)) = (self.prepared.get(at), self.prepared.get(start))
            else {
                continue;
            };
            let found = index.candidates(name, CANDIDATES);
            let is_found = found.iter().any(|found| self.entry(*found) == Some(entry));
            recall.add(kind, in_common(name, primary), is_found);
            if compare(name, primary).verdict != Verdict::Different {
                recall.alike.add(is_found);
            }
        }
    }

    /// With every name indexed but the one that is asked for, as a register has them.
    fn ask_register(&self, kind: usize, recall: &mut Recall) {
        let index = self.index(0..self.listed.len());
        for (at, entry, start) in self.alternates() {
            let Some(name) = self.prepared.get(at) else {
                continue;
            };
            let mut entries: Vec<u32> = Vec::new();
            let others = index.candidates(name, 4 * CANDIDATES);
            for other in others.into_iter().filter(|other| *other as usize != at) {
                entries.extend(self.entry(other).filter(|other| !entries.contains(other)));
            }
            let of_entry = self.listed.iter().skip(start);
            let n_names = of_entry.take_while(|(other, _)| *other == entry).count();
            let known = (start..start + n_names).filter(|other| *other != at);
            let common = known
                .filter_map(|other| self.prepared.get(other))
                .map(|other| in_common(name, other))
                .min();
            let is_found = entries.iter().take(CANDIDATES).any(|found| *found == entry);
            recall.add(kind, common.unwrap_or(InCommon::Nothing), is_found);
        }
    }
}
