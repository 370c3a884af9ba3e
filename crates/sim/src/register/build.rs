//! Ordinary companies: single owners, families, groups with chains, joint and cross holdings.

use super::{Founding, Holder, Holding, Register};
use crate::stream::{Purpose, Seeds, Stream};

const JURISDICTIONS: [&str; 7] = ["KR", "CN", "HK", "SG", "US", "GB", "DE"];
const WEIGHTS: [f64; 7] = [0.58, 0.16, 0.08, 0.05, 0.06, 0.04, 0.03];

/// A register of ordinary companies; larger with more people.
pub(crate) fn ordinary(people: u32, seeds: &Seeds) -> Register {
    let mut stream = seeds.stream(Purpose::Register, 0, 0);
    let mut register = Register::default();
    share_facilities(&mut register, &mut stream);
    let groups = 26 + people as usize / 60;
    for _ in 0..groups {
        group(&mut register, &mut stream);
    }
    let alone = 320 + people as usize / 4;
    for _ in 0..alone {
        standalone(&mut register, &mut stream);
    }
    cross(&mut register, &mut stream);
    supply(&mut register, &mut stream);
    register
}

/// Service addresses and nominee directors that later companies use.
fn share_facilities(register: &mut Register, stream: &mut Stream) {
    for jurisdiction in ["KR", "KR", "HK", "HK", "SG", "CN", "GB", "US", "DE"] {
        let address = super::naming::address(jurisdiction, stream);
        register
            .shared_addresses
            .push((jurisdiction.to_owned(), address));
    }
    for jurisdiction in ["HK", "HK", "SG", "KR", "GB"] {
        let nominee = register.add_person(jurisdiction, stream);
        register.nominees.push(nominee);
    }
}

fn jurisdiction(stream: &mut Stream) -> &'static str {
    JURISDICTIONS
        .get(stream.weighted(&WEIGHTS))
        .copied()
        .unwrap_or("KR")
}

/// Most companies are old; some were founded lately.
fn founded(stream: &mut Stream) -> i32 {
    match stream.below(10) {
        0 => stream.range(-400, -15),
        1 | 2 => stream.range(-1800, -400),
        _ => stream.range(-14_000, -1800),
    }
}

fn standalone(register: &mut Register, stream: &mut Stream) {
    let jurisdiction = jurisdiction(stream);
    let company = register.found(
        Founding {
            jurisdiction,
            founded: founded(stream),
            mark: 0,
        },
        stream,
    );
    own_by_people(register, company, jurisdiction, stream);
    if stream.chance(0.03) {
        let end = stream.range(-300, 300);
        if let Some(org) = register.organisations.get_mut(company) {
            org.dissolved = Some(end.max(org.founded + 200));
        }
    }
}

/// One to four people hold a company; sometimes the register does not know who.
fn own_by_people(register: &mut Register, company: usize, jurisdiction: &str, stream: &mut Stream) {
    if stream.chance(0.07) {
        register.hold(company, unknown(stream), Holding::Between(25.0, 100.0), 0);
        return;
    }
    let mut left = 100.0;
    let owners = stream.range(1, 4);
    for number in 1..=owners {
        let person = register.add_person(jurisdiction, stream);
        let share = if number == owners {
            left
        } else {
            (left * stream.between(0.3, 0.8)).round()
        };
        left -= share;
        let holding = if stream.chance(0.2) {
            band(share)
        } else {
            Holding::Exact(share)
        };
        register.hold(company, Holder::Person(person), holding, 0);
    }
}

fn unknown(stream: &mut Stream) -> Holder {
    match stream.below(3) {
        0 => Holder::Unknown(
            "informationUnknownToPublisher",
            "The owner was not named in the filing",
        ),
        1 => Holder::Unknown(
            "subjectUnableToConfirmOrIdentifyBeneficialOwner",
            "The company could not identify its owner",
        ),
        _ => Holder::Unknown(
            "subjectExemptFromDisclosure",
            "Exempt from disclosure as a listed company",
        ),
    }
}

/// The band in which a register states a share.
fn band(share: f64) -> Holding {
    if share > 75.0 {
        Holding::Between(75.0, 100.0)
    } else if share > 50.0 {
        Holding::Between(50.0, 75.0)
    } else if share > 25.0 {
        Holding::Between(25.0, 50.0)
    } else {
        Holding::Between(0.0, 25.0)
    }
}

/// A group: a top company, subsidiaries in one to three layers, joint ventures.
fn group(register: &mut Register, stream: &mut Stream) {
    let home = jurisdiction(stream);
    let top = register.found(
        Founding {
            jurisdiction: home,
            founded: founded(stream).min(-900),
            mark: 0,
        },
        stream,
    );
    own_by_people(register, top, home, stream);
    register.tops.push(top);
    let mut members = vec![top];
    for _ in 0..stream.range(2, 8) {
        let parent = stream.pick(&members);
        let place = if stream.chance(0.6) {
            home
        } else {
            jurisdiction(stream)
        };
        let child = register.found(
            Founding {
                jurisdiction: place,
                founded: founded(stream),
                mark: 0,
            },
            stream,
        );
        let share = if stream.chance(0.35) {
            100.0
        } else {
            stream.between(30.0, 92.0).round()
        };
        register.hold(
            child,
            Holder::Organisation(parent),
            Holding::Exact(share),
            0,
        );
        if share < 100.0 {
            rest(register, child, 100.0 - share, place, stream);
        }
        members.push(child);
    }
}

/// Who holds what a parent leaves: another group's top, people, or nobody knows.
fn rest(
    register: &mut Register,
    company: usize,
    left: f64,
    jurisdiction: &str,
    stream: &mut Stream,
) {
    if stream.chance(0.25) {
        return;
    }
    let others: Vec<usize> = register
        .tops
        .iter()
        .copied()
        .filter(|top| *top != company)
        .collect();
    let holder = if stream.chance(0.4) && !others.is_empty() {
        Holder::Organisation(stream.pick(&others))
    } else if stream.chance(0.15) {
        unknown(stream)
    } else {
        Holder::Person(register.add_person(jurisdiction, stream))
    };
    register.hold(
        company,
        holder,
        Holding::Exact((left * stream.between(0.4, 1.0)).round()),
        0,
    );
}

/// Some companies hold small shares of one another.
fn cross(register: &mut Register, stream: &mut Stream) {
    let n = register.organisations.len();
    for _ in 0..n / 25 {
        let (one, other) = (stream.below(n), stream.below(n));
        if one != other {
            cross_hold(register, (one, other), stream);
            cross_hold(register, (other, one), stream);
        }
    }
}

/// A small share of one company for another, taken from its largest holder where all is held already.
fn cross_hold(register: &mut Register, (subject, holder): (usize, usize), stream: &mut Stream) {
    let share = stream.between(2.0, 12.0).round();
    if register.make_room(subject, share) {
        register.hold(
            subject,
            Holder::Organisation(holder),
            Holding::Exact(share),
            0,
        );
    }
}

fn supply(register: &mut Register, stream: &mut Stream) {
    let n = register.organisations.len();
    for _ in 0..n {
        let (supplier, customer) = (stream.below(n), stream.below(n));
        if supplier != customer {
            let from = stream.range(-2400, -10);
            register.supplies.push((supplier, customer, from));
        }
    }
}
