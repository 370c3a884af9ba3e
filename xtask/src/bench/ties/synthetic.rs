//! A register of any size with what makes registers hard: a chain of 10,000, circles of 1,000, holders of 100,000
//! firms, a firm of 20,000 holders, an address of 4,000. Same size, same register.

use bongsu_model::{RowRef, ShareRange};
use bongsu_ties::{
    Directness, Interest, InterestKind, Officer, Organisation, PartyKind, Register, Supply,
};

/// The parts of a register by size: each begins where the one before ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) n_edges: usize,
    /// Parties of the long chain, the lowest first.
    pub(super) chain: usize,
    /// Circles, and the parties of each.
    pub(super) circles: usize,
    pub(super) circle: usize,
    /// Holders of very many firms, and the firms of each.
    pub(super) hubs: usize,
    pub(super) hub: usize,
    /// Holders of the one firm of very many.
    pub(super) crowd: usize,
    /// Firms with one to a few holders.
    pub(super) firms: usize,
    /// Parties that only hold.
    pub(super) owners: usize,
    /// Firms at one address.
    pub(super) tenants: usize,
}

/// Numbers that follow from a seed (`SplitMix64`).
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Plan {
    /// The plan of a register of about so many edges; small ones have smaller parts.
    pub(super) fn of(n_edges: usize) -> Self {
        let at_most = |most: usize, part: usize| most.min((n_edges / part).max(4));
        let (chain, circle) = (at_most(10_000, 100), at_most(1_000, 1_000));
        let (circles, hubs, hub) = (20, 4, at_most(100_000, 50));
        let crowd = at_most(20_000, 500);
        let special = chain + 2 * circles * circle + hubs * hub + crowd;
        // A firm has 1.6 holders.
        let firms = n_edges.saturating_sub(special).max(100) * 10 / 16;
        Self {
            n_edges,
            chain,
            circles,
            circle,
            hubs,
            hub,
            crowd,
            firms,
            owners: n_edges / 10,
            tenants: at_most(4_000, 1_000),
        }
    }

    pub(super) fn id(part: char, n: usize) -> String {
        format!("{part}{n:07}")
    }

    /// Firms that a hub holds lie among the others.
    pub(super) fn held_by_hub(&self, hub: usize, n: usize) -> usize {
        (n * 7 + hub * 3) % self.firms
    }

    /// The register.
    pub(super) fn register(&self) -> Register {
        let mut register = Register {
            interests: Vec::with_capacity(self.n_edges + self.n_edges / 16),
            ..Register::default()
        };
        let mut chance = Chance::new(20_261_128);
        self.describe(&mut register, &mut chance);
        self.chain_and_circles(&mut register, &mut chance);
        self.hubs_and_crowd(&mut register, &mut chance);
        self.firms(&mut register, &mut chance);
        self.facts(&mut register, &mut chance);
        register
    }

    fn describe(&self, register: &mut Register, chance: &mut Chance) {
        let parts = [
            ('f', self.firms, PartyKind::Organisation),
            ('o', self.owners, PartyKind::Person),
            ('c', self.chain, PartyKind::Organisation),
            ('s', self.circles * self.circle, PartyKind::Organisation),
            ('h', self.hubs, PartyKind::Organisation),
            ('p', self.crowd, PartyKind::Person),
            ('w', 1, PartyKind::Organisation),
        ];
        let all: usize = parts.iter().map(|(_, n, _)| n).sum();
        register.organisations.reserve(all);
        for (part, n, kind) in parts {
            register.organisations.extend((0..n).map(|at| Organisation {
                id: Self::id(part, at),
                kind,
                at: row(at),
                ..Organisation::default()
            }));
        }
        // One firm in forty has a name and an address; many of the first stand at one address.
        for (at, firm) in register
            .organisations
            .iter_mut()
            .take(self.firms)
            .enumerate()
        {
            if at % 40 == 0 {
                firm.names
                    .push(format!("{} {}", word(chance), word(chance)));
            }
            if at < self.tenants {
                firm.addresses
                    .push(format!("12 Teheran-ro, Gangnam-gu, Seoul, {}F", at % 20));
            } else if at % 40 == 0 {
                let number = chance.below(300) + 1;
                firm.addresses.push(format!(
                    "{number} {}-ro, {}-gu, Seoul",
                    word(chance),
                    word(chance)
                ));
            }
        }
    }

    fn chain_and_circles(&self, register: &mut Register, chance: &mut Chance) {
        let interests = &mut register.interests;
        for at in 1..self.chain {
            interests.push(holds(('c', at), ('c', at - 1), exact(0.6)));
        }
        for circle in 0..self.circles {
            let first = circle * self.circle;
            for at in 0..self.circle {
                let next = first + (at + 1) % self.circle;
                let other = first + chance.below(self.circle);
                // Some circles hold together by majorities, some do not.
                let share = if circle % 2 == 0 { 0.55 } else { 0.4 };
                interests.push(holds(('s', first + at), ('s', next), exact(share)));
                if other != first + at && other != next {
                    interests.push(holds(('s', first + at), ('s', other), exact(0.1)));
                }
            }
        }
    }

    fn hubs_and_crowd(&self, register: &mut Register, chance: &mut Chance) {
        let interests = &mut register.interests;
        for hub in 0..self.hubs {
            for n in 0..self.hub {
                let share = if hub == 0 {
                    exact(0.51)
                } else {
                    between(0.01, 0.3, chance)
                };
                interests.push(holds(('h', hub), ('f', self.held_by_hub(hub, n)), share));
            }
        }
        for at in 0..self.crowd {
            interests.push(holds(('p', at), ('w', 0), exact(0.9 / self.crowd as f64)));
        }
    }

    /// Firms with one to three holders: people, near firms, now and then any firm or a circle, so that circles of
    /// every size come about.
    fn firms(&self, register: &mut Register, chance: &mut Chance) {
        for firm in 0..self.firms {
            let n_holders = match chance.below(10) {
                0..5 => 1,
                5..9 => 2,
                _ => 3,
            };
            let mut left = 1.0;
            for at in 0..n_holders {
                let part = if at + 1 == n_holders {
                    left
                } else {
                    left * (0.3 + 0.5 * chance.part())
                };
                left -= part;
                let holder = match chance.below(1_000) {
                    0..600 => ('o', chance.below(self.owners)),
                    600..980 => ('f', (firm + 1 + chance.below(2_000)) % self.firms),
                    980..998 => ('f', chance.below(self.firms)),
                    _ => ('s', chance.below(self.circles * self.circle)),
                };
                if holder == ('f', firm) {
                    continue;
                }
                let share = if chance.below(5) == 0 {
                    range_of(part)
                } else {
                    exact(part)
                };
                register.interests.push(holds(holder, ('f', firm), share));
            }
        }
    }

    /// Directors, of whom some run many firms, and supplies, of which some suppliers have very many.
    fn facts(&self, register: &mut Register, chance: &mut Chance) {
        for n in 0..self.firms / 20 {
            register.officers.push(Officer {
                org: Self::id('f', n * 20),
                person_name: format!("{} {}", word(chance), word(chance)),
                role: "director".to_owned(),
                from: None,
                to: None,
                at: row(n),
            });
        }
        for n in 0..self.firms / 20 {
            let supplier = if n % 20 == 0 {
                0
            } else {
                chance.below(self.firms)
            };
            register.supplies.push(Supply {
                supplier: Self::id('f', supplier),
                customer: Self::id('f', chance.below(self.firms)),
                from: None,
                to: None,
                at: row(n),
            });
        }
    }
}

impl Chance {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below another.
    pub(super) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn holds(holder: (char, usize), subject: (char, usize), share: ShareRange) -> Interest {
    Interest {
        subject: Plan::id(subject.0, subject.1),
        holder: Some(Plan::id(holder.0, holder.1)),
        kind: InterestKind::Shareholding,
        directness: Directness::Direct,
        share,
        from: None,
        to: None,
        unknown_reason: None,
        at: row(subject.1),
    }
}

/// Rows of one file without a name: what they are called does not matter here.
fn row(at: usize) -> RowRef {
    RowRef {
        source: String::new(),
        row: at as u64 + 1,
    }
}

fn exact(share: f64) -> ShareRange {
    ShareRange::exact(share.clamp(0.0, 1.0)).unwrap_or(ShareRange::UNKNOWN)
}

fn between(low: f64, high: f64, chance: &mut Chance) -> ShareRange {
    exact(low + (high - low) * chance.part())
}

/// The quarter that a share lies in, as registers of beneficial owners give it.
fn range_of(share: f64) -> ShareRange {
    let low = (share * 4.0).floor().min(3.0) / 4.0;
    ShareRange::new(low, low + 0.25).unwrap_or(ShareRange::UNKNOWN)
}

/// An invented word.
fn word(chance: &mut Chance) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "den", "gor", "hal", "im", "jo", "kan", "lu", "mer", "no", "or", "pel", "qua", "ri",
        "sol", "tam", "ul", "ver", "wen", "xi", "yor", "zan", "dra", "fel",
    ];
    (0..3)
        .filter_map(|_| SYLLABLES.get(chance.below(SYLLABLES.len())))
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_register_has_every_part_and_is_the_same_twice() {
        let plan = Plan::of(20_000);
        let (one, other) = (plan.register(), plan.register());
        let told = |register: &Register| -> Vec<String> {
            let edges = register.interests.iter();
            edges
                .map(|edge| format!("{:?} {} {}", edge.holder, edge.subject, edge.share))
                .collect()
        };
        assert_eq!(told(&one), told(&other));
        let n_edges = one.interests.len();
        assert!((15_000..25_000).contains(&n_edges), "{n_edges}");
        let (graph, _) = bongsu_ties::TieGraph::build(one);
        for part in ['f', 'o', 'c', 's', 'h', 'p', 'w'] {
            assert!(graph.node(&Plan::id(part, 0)).is_some(), "{part}");
        }
    }
}
