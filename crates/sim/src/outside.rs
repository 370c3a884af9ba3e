//! The world around the holder: partners, rivals, agents, and the people there who write mails.

use std::collections::BTreeSet;

use crate::people::Naming;
use crate::register::{Founding, Holder, Holding, Register};
use crate::stream::{Purpose, Seeds, Stream};

/// Organisations around the holder, as places in the register.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outside {
    pub(crate) rivals: Vec<Rival>,
    pub(crate) partners: Vec<Partner>,
    pub(crate) agents: Vec<Contact>,
    /// Addresses at organisations that are neither.
    pub(crate) others: Vec<Contact>,
    /// Rivals and the companies of their groups.
    near: BTreeSet<usize>,
}

/// A rival, with the addresses of its people.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rival {
    pub(crate) organisation: usize,
    pub(crate) domains: Vec<String>,
    pub(crate) addresses: Vec<String>,
}

/// A partner with whom contact is ordinary.
#[derive(Clone, Debug, Default)]
pub(crate) struct Partner {
    pub(crate) organisation: usize,
    pub(crate) kind: &'static str,
    pub(crate) from: i32,
    pub(crate) addresses: Vec<String>,
}

/// An organisation with one or more addresses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contact {
    pub(crate) organisation: usize,
    pub(crate) addresses: Vec<String>,
}

impl Outside {
    pub(crate) fn new(register: &mut Register, seeds: &Seeds) -> Self {
        let mut stream = seeds.stream(Purpose::Outside, 0, 0);
        let mut outside = Self::default();
        for _ in 0..stream.range(4, 6) {
            let organisation = rival(register, &mut stream);
            let domain = register.organisation(organisation).domain;
            let addresses = addresses(&domain, 8, &mut stream);
            outside.rivals.push(Rival {
                organisation,
                domains: vec![domain],
                addresses,
            });
        }
        for rival in &outside.rivals {
            outside.near.extend(register.group_of(rival.organisation));
        }
        let mut free: Vec<usize> = (0..register.organisations.len())
            .filter(|place| {
                !outside.near.contains(place) && register.organisation(*place).founded < -500
            })
            .collect();
        stream.shuffle(&mut free);
        let mut free = free.into_iter();
        for number in 0..stream.range(22, 34) {
            let Some(organisation) = free.next() else {
                break;
            };
            let kind = if number % 3 == 0 {
                "customer"
            } else if number % 7 == 1 {
                "research"
            } else {
                "supplier"
            };
            let domain = register.organisation(organisation).domain;
            outside.partners.push(Partner {
                organisation,
                kind,
                from: -stream.range(100, 2400),
                addresses: addresses(&domain, 6, &mut stream),
            });
        }
        for _ in 0..9 {
            outside.agents.extend(
                free.next()
                    .map(|place| contact(register, place, 2, &mut stream)),
            );
        }
        for _ in 0..120 {
            outside.others.extend(
                free.next()
                    .map(|place| contact(register, place, 2, &mut stream)),
            );
        }
        outside
    }

    /// Places of partners of a kind.
    pub(crate) fn partners_of(&self, kind: &str) -> impl Iterator<Item = &Partner> {
        self.partners
            .iter()
            .filter(move |partner| partner.kind == kind)
    }

    /// Whether an organisation is a rival or in a rival's group, as far as ordinary companies go.
    pub(crate) fn is_near_rival(&self, organisation: usize) -> bool {
        self.near.contains(&organisation)
    }
}

/// A rival of some age with a few subsidiaries of its own.
fn rival(register: &mut Register, stream: &mut Stream) -> usize {
    let home = stream.pick(&["CN", "CN", "CN", "US", "KR", "DE", "HK"]);
    let founding = Founding {
        jurisdiction: home,
        founded: stream.range(-9000, -2500),
        mark: 0,
    };
    let top = register.found_near(founding, stream);
    let owner = register.add_person(home, stream);
    register.hold(
        top,
        Holder::Person(owner),
        Holding::Exact(stream.between(22.0, 45.0).round()),
        0,
    );
    for _ in 0..stream.range(2, 5) {
        let place = if stream.chance(0.5) {
            home
        } else {
            stream.pick(&["HK", "SG", "KR", "CN"])
        };
        let founded = stream.range(-3000, -150);
        let child = register.found(
            Founding {
                jurisdiction: place,
                founded,
                mark: 0,
            },
            stream,
        );
        register.hold(
            child,
            Holder::Organisation(top),
            Holding::Exact(stream.between(51.0, 100.0).round()),
            0,
        );
    }
    top
}

fn contact(register: &Register, organisation: usize, n: usize, stream: &mut Stream) -> Contact {
    let domain = register.organisation(organisation).domain;
    Contact {
        organisation,
        addresses: addresses(&domain, n, stream),
    }
}

fn addresses(domain: &str, n: usize, stream: &mut Stream) -> Vec<String> {
    (0..n).map(|_| address(domain, stream)).collect()
}

/// The address of somebody at a domain.
pub(crate) fn address(domain: &str, stream: &mut Stream) -> String {
    let naming = Naming::korean(stream);
    let (given, family) = (naming.given.to_lowercase(), naming.family.to_lowercase());
    match stream.below(3) {
        0 => format!("{given}.{family}@{domain}"),
        1 => format!(
            "{}{family}{}@{domain}",
            given.chars().take(1).collect::<String>(),
            stream.code("#")
        ),
        _ => format!(
            "{family}.{}@{domain}",
            given.chars().take(2).collect::<String>()
        ),
    }
}
