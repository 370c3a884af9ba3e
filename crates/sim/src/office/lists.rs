//! The list of restricted parties, and who supplies whom.

use crate::calendar::DAY;
use crate::records::{Record, Sheet};
use crate::register::{Organisation, Register};
use crate::stream::{Purpose, Stream};
use crate::world::World;

pub(super) fn record(world: &mut World) {
    restricted(world);
    supplies(world);
}

/// Parties of the register that scenarios need, other companies of it, and parties that no register knows.
fn restricted(world: &mut World) {
    let mut stream = world.stream(Purpose::Office, 2);
    let mut parties: Vec<(Organisation, i32)> = world
        .listed
        .iter()
        .map(|&(place, from)| (world.register.organisation(place), from))
        .collect();
    for _ in 0..stream.range(4, 8) {
        let place = stream.below(world.register.organisations.len());
        let organisation = world.register.organisation(place);
        let honest = organisation.jurisdiction != "KR"
            && !world.is_planted(place)
            && !world.is_involved(place);
        if honest && !world.listed.iter().any(|(listed, _)| *listed == place) {
            parties.push((organisation, -stream.range(100, 1500)));
        }
    }
    for _ in 0..stream.range(22, 40) {
        parties.push((Register::stranger(&mut stream), -stream.range(100, 2500)));
    }
    for (organisation, from) in parties {
        let cells = entry(world, &organisation, from, &mut stream);
        world.records.add(Sheet::Listed, Record::new(from, cells));
    }
}

fn entry(
    world: &World,
    organisation: &Organisation,
    from: i32,
    stream: &mut Stream,
) -> Vec<String> {
    let programme = stream.pick(&[
        "export control",
        "end use",
        "defence procurement",
        "sanctions",
    ]);
    let reason = stream.pick(&[
        "acquisition of controlled items for a military end user",
        "support of a restricted programme",
        "diversion of controlled goods",
        "acting for another listed party",
    ]);
    vec![
        stream.code("RP-#####"),
        organisation.names.join(";"),
        "organisation".to_owned(),
        "restricted parties".to_owned(),
        "2025-08".to_owned(),
        programme.to_owned(),
        reason.to_owned(),
        organisation.jurisdiction.clone(),
        organisation.address.clone(),
        world.calendar.day(from).to_string(),
        String::new(),
    ]
}

fn supplies(world: &mut World) {
    for (supplier, customer, from) in world.register.supplies.clone() {
        let cells = vec![
            world.register.organisation(supplier).record,
            world.register.organisation(customer).record,
            world.calendar.day(from).to_string(),
            String::new(),
        ];
        let mut record = Record::new(0, cells);
        record.at = i64::from(from) * DAY;
        world.records.add(Sheet::Supplies, record);
    }
}
