//! A leaver copies documents for the successor, as agreed in writing.

use super::{Approval, approve};
use crate::answers::Answer;
use crate::leaks::actor::Actor;
use crate::leaks::leaving::reason;
use crate::leaks::{Departure, at_fraction, cast, depart, open_for};
use crate::stream::Purpose;
use crate::world::World;
use crate::{HolderKind, SimError};

pub(in crate::leaks) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 21);
    let last = world
        .calendar
        .workday_until(at_fraction(world, stream.between(0.6, 0.93)));
    let notice = world.calendar.workday_until(last - stream.range(18, 32));
    let from = world.calendar.workday_from(last - stream.range(9, 16));
    let person = cast(
        world,
        "the leaver with an agreed handover",
        (from, last),
        |_, _, person| {
            person.role.is_research()
                && person.role.title() != "VisitingResearcher"
                && person.technologies(from).count() >= 1
        },
    )?;
    let mark = open_for(
        world,
        person,
        Answer {
            scenario: "handover",
            of: if world.holder.kind == HolderKind::Maker {
                "a"
            } else {
                "f"
            },
            about: "copies documents in the last weeks for a successor, agreed in writing",
            ..Answer::default()
        },
    );
    let employer = world
        .register
        .tops
        .get(stream.below(world.register.tops.len()))
        .copied()
        .unwrap_or_default();
    let spoken = world.register.spoken_name(employer, &mut stream);
    let (employer, organisation) = if stream.chance(0.5) {
        (spoken, Some(employer))
    } else {
        (String::new(), None)
    };
    let departure = Departure {
        person,
        notice,
        last,
        reason: reason(&mut stream),
        employer,
        organisation,
        mark,
    };
    depart(world, &departure, &mut stream);
    let technology = copy(&mut Actor::new(world, person, mark), from, last - 1);
    let id = world
        .holder
        .technologies
        .get(technology)
        .map(|technology| technology.id.clone())
        .unwrap_or_default();
    let about = "copy of working documents for the successor";
    let approval = Approval {
        person,
        kind: "handover",
        from,
        to: last,
        technology: id,
        about,
        mark,
    };
    approve(world, &approval, &mut stream);
    Ok(())
}

/// Reads and copies the strongest protected technology of the person on up to four days; returns it.
fn copy(actor: &mut Actor<'_>, from: i32, to: i32) -> usize {
    let technology = actor
        .technologies(from)
        .first()
        .copied()
        .unwrap_or_default();
    let mut days = actor.working_days(from, to);
    actor.stream.shuffle(&mut days);
    days.truncate(4);
    for day in days {
        let Some(at) = actor.moment(day, 3600) else {
            continue;
        };
        let (reads, copies) = (
            actor.stream.range(5, 20) as usize,
            actor.stream.range(15, 45) as usize,
        );
        let at = actor.read(at, technology, reads);
        actor.copy(at + 60, &[technology], copies);
    }
    technology
}
