//! Companies behind which a rival stands.

use crate::register::{Founding, Holder, Holding};
use crate::stream::Stream;
use crate::world::World;

/// Founds a company that a party controls through so many companies in between; returns its place.
///
/// Every step holds more than half of the shares.
pub(super) fn front(
    world: &mut World,
    (controller, layers): (usize, usize),
    founded: i32,
    mark: u16,
    stream: &mut Stream,
) -> usize {
    let mut owner = controller;
    for _ in 0..layers {
        let place = stream.pick(&["HK", "SG", "HK", "CN", "GB"]);
        let age = founded - stream.range(20, 700);
        owner = held(
            world,
            owner,
            Founding {
                jurisdiction: place,
                founded: age,
                mark,
            },
            stream,
        );
    }
    held(
        world,
        owner,
        Founding {
            jurisdiction: "KR",
            founded,
            mark,
        },
        stream,
    )
}

/// Founds a company with a majority in the owner's hands.
pub(super) fn held(
    world: &mut World,
    owner: usize,
    founding: Founding<'_>,
    stream: &mut Stream,
) -> usize {
    let register = &mut world.register;
    let company = register.found(
        Founding {
            mark: 0,
            ..founding
        },
        stream,
    );
    let share = if stream.chance(0.25) {
        100.0
    } else {
        stream.between(53.0, 88.0).round()
    };
    let holding = if share > 75.0 && stream.chance(0.25) {
        Holding::Between(75.0, 100.0)
    } else {
        Holding::Exact(share)
    };
    register.hold(company, Holder::Organisation(owner), holding, founding.mark);
    if share < 100.0 && stream.chance(0.8) {
        let person = register.add_person(founding.jurisdiction, stream);
        register.hold(
            company,
            Holder::Person(person),
            Holding::Exact(100.0 - share),
            0,
        );
    }
    company
}
