//! (f) A night of bulk download and copying in the last week.

use super::actor::Actor;
use super::leaving::reason;
use super::{Departure, at_fraction, cast, depart, open_for};
use crate::SimError;
use crate::answers::Answer;
use crate::calendar::DAY;
use crate::script::Deed;
use crate::stream::Purpose;
use crate::world::World;

pub(super) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 6);
    let last = world
        .calendar
        .workday_until(at_fraction(world, stream.between(0.62, 0.95)));
    let notice = world.calendar.workday_until(last - stream.range(14, 28));
    let person = cast(
        world,
        "the leaver with the night of copying",
        (last - 12, last),
        |_, _, person| {
            person.role.is_research()
                && person.role.title() != "VisitingResearcher"
                && person.technologies(last).count() >= 2
        },
    )?;
    let mark = open_for(
        world,
        person,
        Answer {
            scenario: "f",
            is_leak: true,
            about: "reads and copies protected documents in bulk during one night of the last week",
            ..Answer::default()
        },
    );
    let mut departure = Departure {
        person,
        notice,
        last,
        reason: reason(&mut stream),
        mark,
        ..Departure::default()
    };
    if stream.chance(0.5) {
        let supplier = supplier_of_rival(world, &mut stream);
        departure.employer = world.register.spoken_name(supplier, &mut stream);
        departure.organisation = Some(supplier);
        if let Some(answer) = world.answers.get_mut(mark) {
            answer.destination = world.register.name(supplier);
        }
    }
    depart(world, &departure, &mut stream);
    let night = world.calendar.workday_until(last - stream.range(1, 4));
    download(&mut Actor::new(world, person, mark), night);
    Ok(())
}

/// A company that supplies a rival.
fn supplier_of_rival(world: &mut World, stream: &mut crate::stream::Stream) -> usize {
    let rival = world
        .outside
        .rivals
        .get(stream.below(world.outside.rivals.len()))
        .map_or(0, |rival| rival.organisation);
    let tops = world.register.tops.clone();
    let supplier = stream.pick(&tops);
    world
        .register
        .supplies
        .push((supplier, rival, -stream.range(100, 900)));
    supplier
}

fn download(actor: &mut Actor<'_>, day: i32) {
    let technologies = actor.technologies(day);
    let begin = i64::from(day) * DAY + i64::from(actor.stream.range(22 * 3600, 24 * 3600 + 5_400));
    actor.act(begin, Deed::Logon);
    let mut at = begin + 200;
    let rounds = actor.stream.range(3, 5);
    for _ in 0..rounds {
        let technology = actor.stream.pick(&technologies);
        let reads = actor.stream.range(25, 70) as usize;
        let mut from = at;
        // In bulk, documents follow one another within seconds.
        for _ in 0..reads {
            actor.read(from, technology, 1);
            from += i64::from(actor.stream.range(2, 25));
        }
        at = from + i64::from(actor.stream.range(60, 600));
    }
    let copies = actor.stream.range(90, 240) as usize;
    let end = actor.copy(at, &technologies, copies);
    actor.act(end + 120, Deed::Logoff);
}
