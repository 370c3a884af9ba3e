//! A leaver joins an honest company whose name resembles a rival's.

use crate::SimError;
use crate::answers::Answer;
use crate::leaks::actor::Actor;
use crate::leaks::leaving::{reason, unsettle};
use crate::leaks::{Departure, at_fraction, cast, depart, open_for};
use crate::register::{Founding, Holder, Holding, resembling};
use crate::stream::Purpose;
use crate::world::World;

pub(in crate::leaks) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 22);
    let last = world
        .calendar
        .workday_until(at_fraction(world, stream.between(0.55, 0.93)));
    let notice = world.calendar.workday_until(last - stream.range(15, 32));
    let person = cast(
        world,
        "the leaver to a namesake",
        (last - 10, last),
        |_, _, person| person.role.is_research() && person.role.title() != "VisitingResearcher",
    )?;
    let mark = open_for(
        world,
        person,
        Answer {
            scenario: "namesake",
            of: "a",
            about: "joins an honest company whose name resembles a rival's, with private files only",
            ..Answer::default()
        },
    );
    let rival = world
        .outside
        .rivals
        .get(stream.below(world.outside.rivals.len()))
        .map_or(0, |rival| rival.organisation);
    let names = resembling(&world.register.organisation(rival).names, &mut stream);
    let founding = Founding {
        jurisdiction: "KR",
        founded: -stream.range(900, 6000),
        mark: 0,
    };
    let company = world.register.found_as(names, founding, &mut stream);
    let owner = world.register.add_person("KR", &mut stream);
    world
        .register
        .hold(company, Holder::Person(owner), Holding::Exact(100.0), 0);
    let employer = world.register.spoken_name(company, &mut stream);
    if let Some(answer) = world.answers.get_mut(mark) {
        answer.destination = world.register.name(company);
    }
    let departure = Departure {
        person,
        notice,
        last,
        reason: reason(&mut stream),
        employer,
        organisation: Some(company),
        mark,
    };
    depart(world, &departure, &mut stream);
    if let Some(person) = world.staff.people.get_mut(person) {
        unsettle(person, notice - 40, notice);
    }
    let mut actor = Actor::new(world, person, mark);
    for day in actor.working_days(last - 7, last) {
        if actor.stream.chance(0.5)
            && let Some(at) = actor.moment(day, 1800)
        {
            let files = actor.stream.range(5, 30) as usize;
            actor.copy_private(at, files);
        }
    }
    Ok(())
}
