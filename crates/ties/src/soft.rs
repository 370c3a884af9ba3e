//! Soft ties: what two parties share besides holdings. Each is weighed by how rare it is; none decides alone.

use std::collections::BTreeMap;

use bongsu_model::{Day, RowRef};
use bongsu_names::{NameKind, PreparedName, Verdict, compare};

use crate::graph::{NOBODY, Node, TieGraph};
use crate::shares::{Parts, range};
use crate::snapshot::holdings;

mod index;

pub(crate) use index::SoftIndex;

/// What two parties share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SoftKind {
    /// A director or representative of the same name.
    Director,
    /// An address.
    Address,
    /// A telephone number.
    Phone,
    /// An internet domain.
    Domain,
    /// The first supplies the second.
    Supplies,
    /// The first is supplied by the second.
    Supplied,
    /// One holds a part of the other.
    Stake,
    /// A holder with a substantial part of both.
    Holder,
    /// The first was founded shortly before a given day.
    FoundedBefore,
    /// Names of one family.
    NameFamily,
}

/// One soft tie.
#[derive(Clone, Debug, PartialEq)]
pub struct SoftTie {
    /// What is shared.
    pub kind: SoftKind,
    /// The value: the director's name, the address, the holder's id, the day.
    pub value: String,
    /// How many parties of the register share the value on that day.
    pub n_sharing: usize,
    /// From 0 (everybody shares it) to 1 (only these two).
    pub rarity: f64,
    /// Since when, where the register says.
    pub since: Option<Day>,
    /// The rows it stands on.
    pub refs: Vec<RowRef>,
}

/// The soft ties of two parties, the rarest first, and what was left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SoftTies {
    /// Ties that say something.
    pub ties: Vec<SoftTie>,
    /// Values that too many share to say anything, in words.
    pub notes: Vec<String>,
}

/// What is asked about soft ties.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoftRequest {
    /// The day on which offices and supplies must last.
    pub as_of: Day,
    /// The day before which a foundation counts, and how many days before.
    pub founded_before: Option<(Day, i32)>,
}

/// A value that more parties share says nothing.
pub(crate) const MAX_SHARING: usize = 50;

/// A holder of this part of both is a tie; less is an investor of many.
const SUBSTANTIAL: Parts = 200_000_000;

/// Less of the other is an investment.
const STAKE: Parts = 50_000_000;

impl TieGraph {
    /// What two parties share on a day.
    pub fn soft_ties(&self, a: Node, b: Node, request: &SoftRequest) -> SoftTies {
        let mut found = SoftTies::default();
        if a == b {
            return found;
        }
        self.soft
            .shared(self, (a.0, b.0), request.as_of, &mut found);
        self.supply_ties(a, b, request.as_of, &mut found);
        self.stakes(a, b, request.as_of, &mut found);
        self.common_holders(a, b, request.as_of, &mut found);
        found.ties.extend(self.name_family(a, b, &mut found.notes));
        if let Some((day, days)) = request.founded_before {
            found.ties.extend(self.founded_before(a, day, days));
        }
        found.ties.sort_by(|x, y| {
            y.rarity
                .total_cmp(&x.rarity)
                .then(x.kind.cmp(&y.kind))
                .then_with(|| x.value.cmp(&y.value))
        });
        found
    }

    /// Whether a party was founded within so many days before a day.
    pub fn founded_before(&self, node: Node, day: Day, days: i32) -> Option<SoftTie> {
        let party = self.party(node.0)?;
        let founded = party
            .founded_on
            .filter(|founded| *founded <= day && *founded >= day.plus(-days))?;
        let age = day.epoch_days() - founded.epoch_days();
        Some(SoftTie {
            kind: SoftKind::FoundedBefore,
            value: founded.to_string(),
            n_sharing: 1,
            rarity: 1.0 - f64::from(age) / f64::from(days.max(1)),
            since: Some(founded),
            refs: vec![self.row_ref(party.at)],
        })
    }

    fn supply_ties(&self, a: Node, b: Node, day: Day, found: &mut SoftTies) {
        for (kind, from, to) in [(SoftKind::Supplies, a, b), (SoftKind::Supplied, b, a)] {
            let links = self.supplies_of(from.0);
            let n_sharing = links.iter().filter(|link| link.span.holds(day)).count();
            let between: Vec<_> = links
                .iter()
                .filter(|link| link.to == to.0 && link.span.holds(day))
                .collect();
            if let Some(first) = between.first() {
                found.ties.push(SoftTie {
                    kind,
                    value: self.id(to).to_owned(),
                    n_sharing,
                    rarity: rarity(n_sharing.max(2)),
                    since: first.span.since(),
                    refs: between.iter().map(|link| self.row_ref(link.at)).collect(),
                });
            }
        }
    }

    fn stakes(&self, a: Node, b: Node, day: Day, found: &mut SoftTies) {
        for (holder, subject) in [(a, b), (b, a)] {
            let held = holdings(self, subject.0, day);
            let Some(holding) = held
                .iter()
                .find(|one| one.holder == holder.0 && one.max >= STAKE)
            else {
                continue;
            };
            let n_sharing = self
                .edges_of(holder.0)
                .filter(|edge| edge.span.holds(day))
                .count()
                .max(2);
            let edges = holding
                .edges
                .iter()
                .filter_map(|at| self.edges.get(*at as usize));
            found.ties.push(SoftTie {
                kind: SoftKind::Stake,
                value: format!(
                    "{} of `{}`",
                    range(holding.min, holding.max),
                    self.id(subject)
                ),
                n_sharing,
                rarity: rarity(n_sharing),
                since: edges.clone().filter_map(|edge| edge.span.since()).min(),
                refs: edges.map(|edge| self.row_ref(edge.at)).collect(),
            });
        }
    }

    fn common_holders(&self, a: Node, b: Node, day: Day, found: &mut SoftTies) {
        let of_b: BTreeMap<u32, _> = holdings(self, b.0, day)
            .into_iter()
            .map(|holding| (holding.holder, holding))
            .collect();
        for own in holdings(self, a.0, day) {
            let Some(other) = of_b.get(&own.holder).filter(|_| own.holder != NOBODY) else {
                continue;
            };
            if own.max < SUBSTANTIAL || other.max < SUBSTANTIAL {
                continue;
            }
            let n_sharing = self
                .edges_of(own.holder)
                .filter(|edge| edge.span.holds(day))
                .count();
            let id = self.id(Node(own.holder)).to_owned();
            if n_sharing > MAX_SHARING {
                found.notes.push(format!(
                    "holder `{id}` holds {n_sharing} parties: it says nothing"
                ));
                continue;
            }
            let edges = own
                .edges
                .iter()
                .chain(&other.edges)
                .filter_map(|at| self.edges.get(*at as usize));
            found.ties.push(SoftTie {
                kind: SoftKind::Holder,
                value: id,
                n_sharing,
                rarity: rarity(n_sharing),
                since: edges.clone().filter_map(|edge| edge.span.since()).max(),
                refs: edges.map(|edge| self.row_ref(edge.at)).collect(),
            });
        }
    }

    /// Names that begin with the same words of their own and are not one name.
    fn name_family(&self, a: Node, b: Node, notes: &mut Vec<String>) -> Option<SoftTie> {
        let own = |node| PreparedName::new(NameKind::Organisation, self.name(node));
        let (x, y) = (own(a), own(b));
        let family = |name: &PreparedName| name.core().split(' ').next().unwrap_or("").to_owned();
        let word = family(&x);
        let related =
            !word.is_empty() && word == family(&y) || compare(&x, &y).verdict != Verdict::Different;
        if !related || word.len() < 3 {
            return None;
        }
        let n_sharing = self.names.n_sharing_word(&x).max(2);
        if n_sharing > MAX_SHARING {
            notes.push(format!("{n_sharing} names hold `{word}`: it says nothing"));
            return None;
        }
        Some(SoftTie {
            kind: SoftKind::NameFamily,
            value: word,
            n_sharing,
            // Names are chosen freely: half of what a shared fact weighs.
            rarity: 0.5 * rarity(n_sharing),
            since: None,
            refs: [a, b]
                .into_iter()
                .filter_map(|node| self.row(node))
                .collect(),
        })
    }
}

/// 1 where two parties share a value, falling to 0 where [`MAX_SHARING`] do.
fn rarity(n_sharing: usize) -> f64 {
    let n = n_sharing.clamp(2, MAX_SHARING) as f64;
    1.0 - (n / 2.0).ln() / (MAX_SHARING as f64 / 2.0).ln()
}
