//! (g) Remote access of the holder is offered for sale, advice is not followed, then comes an incident.

use super::at_fraction;
use crate::answers::Answer;
use crate::calendar::DAY;
use crate::office::exposure::{Listing, list};
use crate::records::{Record, Sheet};
use crate::stream::Purpose;
use crate::world::World;

pub(super) fn plan(world: &mut World) {
    let mut stream = world.stream(Purpose::Scenario, 7);
    let Some(asset) = world
        .assets
        .iter()
        .find(|asset| asset.kind == "vpn")
        .cloned()
    else {
        return;
    };
    let mark = world.answers.open(Answer {
        scenario: "g",
        is_leak: true,
        subject_kind: "organisation",
        subject: asset.id.clone(),
        about: "remote access of the holder is offered for sale, advice is not followed, an incident follows",
        ..Answer::default()
    });
    let advised = at_fraction(world, stream.between(0.25, 0.45));
    let seen = advised + stream.range(-12, 30);
    let struck = (seen + stream.range(20, 70)).min(world.calendar.days() - 3);
    let indicators = if stream.chance(0.5) {
        format!("{};{}", asset.value, world.holder.domain)
    } else {
        asset.value.clone()
    };
    let victim = if stream.chance(0.5) {
        world.holder.name.clone()
    } else {
        String::new()
    };
    let access = stream.pick(&["vpn", "rdp", "credentials"]);
    let listing = Listing {
        day: seen,
        victim,
        indicators,
        access,
        mark,
    };
    list(world, &listing, &mut stream);
    let about = stream.pick(&[
        "update the remote access gateway",
        "require a second factor on the gateway",
        "close the exposed service",
    ]);
    let cells = vec![
        stream.code("ADV-#####"),
        asset.id.clone(),
        world.calendar.day(advised).to_string(),
        about.to_owned(),
        world
            .calendar
            .day(advised + stream.range(10, 30))
            .to_string(),
        String::new(),
    ];
    add(
        world,
        Sheet::Advice,
        Record::new(advised, cells).marked(mark),
    );
    let at = i64::from(struck) * DAY + i64::from(stream.range(0, 86_000));
    let kind = stream.pick(&["ransomware", "intrusion", "theft"]);
    let cells = vec![
        stream.code("INC-####"),
        asset.id,
        world.calendar.plain(at),
        kind.to_owned(),
        "logons through the gateway from unknown addresses, file servers affected".to_owned(),
    ];
    let mut record = Record::new(struck, cells).marked(mark);
    record.at = at;
    add(world, Sheet::Incidents, record);
}

fn add(world: &mut World, sheet: Sheet, record: Record) {
    world.records.add(sheet, record);
}
