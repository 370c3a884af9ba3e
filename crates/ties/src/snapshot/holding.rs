//! What each holder has of one party on a day, from all the interests that a register gives.

use bongsu_model::Day;

use crate::graph::{Edge, NOBODY, TieGraph};
use crate::register::{Directness, InterestKind};
use crate::rule::{Counted, First};
use crate::shares::{Parts, ROUNDING, WHOLE};

use super::chain::{Chain, Told};

/// What one holder has of one subject on a day, and the interests that say so.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Holding {
    /// [`NOBODY`] where not known.
    pub(crate) holder: u32,
    pub(crate) min: Parts,
    pub(crate) max: Parts,
    /// Whether some of it is held directly.
    pub(crate) is_direct: bool,
    /// Where some of it is held through others that are in the register, or some only is held directly.
    pub(crate) beside: Option<Box<Beside>>,
    /// Indices into the graph's interests; empty where they are not asked for.
    pub(crate) edges: Vec<u32>,
}

/// What of a holding is counted, where that is not its range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Beside {
    /// What comes on top of what others hold for the holder, at the lower ends of all ranges.
    lower: Parts,
    /// The same at the upper ends; less than at the lower ends where the holder then controls who holds for it.
    upper: Parts,
    /// What is held directly.
    direct: (Parts, Parts),
}

impl Holding {
    /// All of it direct, or all of it indirect and of unknown ways.
    pub(crate) const fn plain(holder: u32, (min, max): (Parts, Parts), is_direct: bool) -> Self {
        Self {
            holder,
            min,
            max,
            is_direct,
            beside: None,
            edges: Vec::new(),
        }
    }

    /// What counts in sums at the lower ends of all ranges.
    pub(crate) fn lower(&self) -> Parts {
        self.beside.as_ref().map_or(self.min, |beside| beside.lower)
    }

    /// What counts in sums at the upper ends of all ranges.
    pub(crate) fn upper(&self) -> Parts {
        self.beside.as_ref().map_or(self.max, |beside| beside.upper)
    }

    /// What is held directly, at both ends.
    pub(crate) fn direct(&self) -> (Parts, Parts) {
        match &self.beside {
            Some(beside) => beside.direct,
            None if self.is_direct => (self.min, self.max),
            None => (0, 0),
        }
    }
}

/// What surely is in the hands of some holders: what is held indirectly may be held through those that hold directly.
pub(crate) fn surely_held<'a>(held: impl Iterator<Item = &'a Holding>) -> Parts {
    let (direct, indirect) = held.fold((0, 0), |(direct, indirect), one| {
        let own = one.direct().0;
        (direct + own, indirect + (one.min - own.min(one.min)))
    });
    Parts::max(direct, indirect)
}

/// What direct holders claim of a subject on a day together, where that is more than the whole.
pub(crate) fn more_than_whole(graph: &TieGraph, subject: u32, day: Day) -> Option<Parts> {
    let held = holdings(graph, subject, day);
    let sum = held.iter().map(|one| one.direct().0).sum::<Parts>();
    (sum > WHOLE + ROUNDING).then_some(sum)
}

/// What each holder has of a subject on a day, votes before shares; by holder, unknown holders last and each by itself.
pub(crate) fn holdings(graph: &TieGraph, subject: u32, day: Day) -> Vec<Holding> {
    holdings_by(graph, subject, day, Counted::VOTES)
}

/// The same by what a rule counts.
pub(crate) fn holdings_by(
    graph: &TieGraph,
    subject: u32,
    day: Day,
    counted: Counted,
) -> Vec<Holding> {
    let mut reader = Reader {
        with_edges: true,
        ..Reader::default()
    };
    reader.read(graph, subject, day, counted);
    reader.found
}

/// Reads the holdings of one party after the other in the same memory.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    found: Vec<Holding>,
    group: Vec<u32>,
    /// Indirect interests, until all that is held directly is known.
    waiting: Vec<Waiting>,
    with_edges: bool,
}

/// What a holder has through others, by its place among the holdings.
#[derive(Debug)]
struct Waiting {
    place: usize,
    /// What it surely has directly: votes, and rights to shares.
    direct: (Parts, Parts),
    indirect: Parcel,
}

impl Reader {
    /// The holdings of a subject; without the interests that say so.
    pub(crate) fn read(
        &mut self,
        graph: &TieGraph,
        subject: u32,
        day: Day,
        counted: Counted,
    ) -> &[Holding] {
        self.found.clear();
        self.group.clear();
        self.waiting.clear();
        let mut before = NOBODY;
        let first = graph.first_edge_into(subject);
        for (at, edge) in (first..).zip(graph.edges_into(subject)) {
            if !edge.span.holds(day) || !counted.counts(edge.kind) {
                continue;
            }
            if before != edge.holder || edge.holder == NOBODY {
                self.close(graph, counted);
            }
            before = edge.holder;
            self.group.push(at);
        }
        self.close(graph, counted);
        limit_to_whole(&mut self.found);
        if !self.waiting.is_empty() {
            self.add_indirect(graph, day, counted);
        }
        &self.found
    }

    /// The interests of one holder become one holding; what it has through others waits.
    fn close(&mut self, graph: &TieGraph, counted: Counted) {
        let group = std::mem::take(&mut self.group);
        let one = match group.as_slice() {
            [at] => graph.edges.get(*at as usize),
            _ => None,
        };
        let direct = one.filter(|edge| edge.directness != Directness::Indirect);
        let holding = match direct {
            // Mostly so: its ends are taken as they are.
            Some(edge) => {
                let mut holding = Holding::plain(edge.holder, (edge.min(), edge.max()), true);
                if self.with_edges {
                    holding.edges.extend(&group);
                }
                Some(holding)
            }
            None => self.several(graph, &group, counted),
        };
        self.found.extend(holding);
        self.group = group;
        self.group.clear();
    }

    /// Several interests of one holder in one subject as one holding of what it has directly.
    ///
    /// Votes go before shares (or shares before votes, as the rule says), and convertibles come on top. Within a source
    /// different interests are blocks that add up; across sources they are the same holding told twice, and the widest
    /// range that all allow is taken.
    fn several(&mut self, graph: &TieGraph, group: &[u32], counted: Counted) -> Option<Holding> {
        let edge = |at: u32| graph.edges.get(at as usize).map(|edge| (at, edge));
        let all: Vec<(u32, &Edge)> = group.iter().filter_map(|at| edge(*at)).collect();
        let holder = all.first()?.1.holder;
        let is_direct = |edge: &Edge| edge.directness != Directness::Indirect;
        let [direct, indirect] =
            [true, false].map(|wanted| Parcel::of(&all, |edge| is_direct(edge) == wanted, counted));
        let mut holding = Holding::plain(holder, direct.sum(), !direct.edges.is_empty());
        if !indirect.edges.is_empty() {
            self.waiting.push(Waiting {
                place: self.found.len(),
                direct: (direct.votes.0, direct.rights.0),
                indirect,
            });
        }
        if self.with_edges {
            holding.edges = direct.edges;
        }
        Some(holding)
    }

    /// Adds what holders have through others, as far as the chains that the register gives do not tell it.
    ///
    /// Of what is held directly and what is held through others one may be a part of the other: surely the larger is
    /// held, and at most both.
    fn add_indirect(&mut self, graph: &TieGraph, day: Day, counted: Counted) {
        let holders = self.waiting.iter();
        let named = holders.filter_map(|one| self.found.get(one.place));
        let chain = if named.clone().any(|one| one.holder != NOBODY) {
            Chain::above(graph, &self.found, day, counted)
        } else {
            Chain::default()
        };
        let mut nothing_left = Vec::new();
        for Waiting {
            place,
            direct,
            indirect,
        } in self.waiting.drain(..)
        {
            let Some(own) = self.found.get_mut(place) else {
                continue;
            };
            let is_named = own.holder != NOBODY;
            let told = chain.told.get(&own.holder).copied().filter(|_| is_named);
            let is_cut = chain.is_cut && is_named;
            let (stated, mut left) = (indirect.sum(), indirect.without(told.unwrap_or_default()));
            if is_cut {
                // Perhaps told twice: it is not sure that anything comes on top.
                (left.votes.0, left.rights.0) = (0, 0);
            }
            let is_told = told.is_some() && stated.1 > 0 && left.sum() == (0, 0);
            if is_told {
                if !own.is_direct {
                    nothing_left.push(place);
                }
                continue;
            }
            let surely = |votes: Parts, rights: Parts| {
                (direct.0.max(votes) + direct.1.max(rights)).min(WHOLE)
            };
            let of_direct = (own.min, own.max);
            own.min = if is_cut {
                own.min
            } else {
                surely(indirect.votes.0, indirect.rights.0)
            };
            own.max = (own.max + stated.1).min(WHOLE).max(own.min);
            if own.is_direct || told.is_some() {
                own.beside = Some(Box::new(Beside {
                    lower: surely(left.votes.0, left.rights.0),
                    upper: (of_direct.1 + left.sum().1).min(WHOLE),
                    direct: of_direct,
                }));
            }
            if self.with_edges {
                own.edges.extend(indirect.edges);
            }
        }
        for place in nothing_left.into_iter().rev() {
            self.found.remove(place);
        }
    }
}

impl Counted {
    pub(crate) const fn counts(self, kind: InterestKind) -> bool {
        kind.has_votes() || self.convertibles && matches!(kind, InterestKind::Convertible)
    }
}

/// What of a group of interests sums up to, rights to shares apart, and their places.
#[derive(Debug, Default)]
struct Parcel {
    votes: (Parts, Parts),
    rights: (Parts, Parts),
    edges: Vec<u32>,
}

impl Parcel {
    fn of(all: &[(u32, &Edge)], fits: impl Fn(&Edge) -> bool, counted: Counted) -> Self {
        let first = match counted.first {
            First::Votes => InterestKind::Voting,
            First::Shares => InterestKind::Shareholding,
        };
        let fitting = || all.iter().filter(|(_, edge)| fits(edge)).copied();
        let any_first = fitting().any(|(_, edge)| edge.kind == first);
        let is_base = |edge: &Edge| edge.kind.has_votes() && (!any_first || edge.kind == first);
        let (votes, mut edges) = blocks(fitting().filter(|(_, edge)| is_base(edge)));
        let (rights, more) = blocks(fitting().filter(|(_, edge)| !edge.kind.has_votes()));
        edges.extend(more);
        Self {
            votes,
            rights,
            edges,
        }
    }

    fn sum(&self) -> (Parts, Parts) {
        let of = |votes: Parts, rights: Parts| (votes + rights).min(WHOLE);
        (
            of(self.votes.0, self.rights.0),
            of(self.votes.1, self.rights.1),
        )
    }

    /// What is left of it without what chains tell, votes first.
    fn without(&self, told: Told) -> Self {
        let less = |votes: Parts, rights: Parts, told: Parts| {
            let rest = told.saturating_sub(votes);
            (votes.saturating_sub(told), rights.saturating_sub(rest))
        };
        let lower = less(self.votes.0, self.rights.0, told.lower);
        let upper = less(self.votes.1, self.rights.1, told.upper);
        Self {
            votes: (lower.0, upper.0),
            rights: (lower.1, upper.1),
            edges: Vec::new(),
        }
    }
}

/// What blocks sum up to, and their places.
fn blocks<'a>(edges: impl Iterator<Item = (u32, &'a Edge)>) -> ((Parts, Parts), Vec<u32>) {
    // Sources are files, of which there are few.
    let mut by_source: Vec<(u32, Parts, Parts)> = Vec::new();
    let mut places = Vec::new();
    for (at, edge) in edges {
        let source = edge.at.source;
        match by_source.iter_mut().find(|sum| sum.0 == source) {
            Some(sum) => *sum = (source, sum.1 + edge.min(), sum.2 + edge.max()),
            None => by_source.push((source, edge.min(), edge.max())),
        }
        places.push(at);
    }
    let min = by_source.iter().map(|sum| sum.1).min().unwrap_or(0);
    let max = by_source.iter().map(|sum| sum.2).max().unwrap_or(0);
    ((min, max), places)
}

/// No direct holder can have more than what the others leave.
fn limit_to_whole(found: &mut [Holding]) {
    let sum: Parts = found
        .iter()
        .filter(|holding| holding.is_direct)
        .map(|holding| holding.min)
        .sum();
    for holding in found.iter_mut().filter(|holding| holding.is_direct) {
        let left = WHOLE.saturating_sub(sum - holding.min);
        holding.max = holding.max.min(left).max(holding.min);
    }
}
