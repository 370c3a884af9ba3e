//! (a) One engineer copies over weeks and leaves to a company behind which a rival stands.

use super::actor::Actor;
use super::leaving::{reason, unsettle};
use super::{Departure, at_fraction, cast, depart, fronts, open_for};
use crate::SimError;
use crate::answers::Answer;
use crate::stream::Purpose;
use crate::world::World;

pub(super) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 1);
    let last = world
        .calendar
        .workday_until(at_fraction(world, stream.between(0.74, 0.94)));
    let notice = world.calendar.workday_until(last - stream.range(16, 32));
    let from = last - stream.range(30, 54);
    let person = cast(
        world,
        "the engineer who copies over weeks",
        (from, last),
        |world, index, person| {
            let day = from;
            person.role.is_research()
                && person.role.title() != "VisitingResearcher"
                && person.technologies(day).count() >= 2
                && world.staff.team_of(index, day).is_some()
        },
    )?;
    let mark = open_for(
        world,
        person,
        Answer {
            scenario: "a",
            is_leak: true,
            about: "copies protected documents over weeks, then joins a new company that a rival controls through two layers",
            ..Answer::default()
        },
    );
    let rival = world
        .outside
        .rivals
        .get(stream.below(world.outside.rivals.len()))
        .map_or(0, |rival| rival.organisation);
    let founded = last - stream.range(45, 170);
    let company = fronts::front(world, (rival, 1), founded, mark, &mut stream);
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
        unsettle(person, from - 20, notice);
    }
    collect(&mut Actor::new(world, person, mark), from, last - 1);
    Ok(())
}

/// Reads more than usual on most days, sometimes in the evening, and copies on some.
fn collect(actor: &mut Actor<'_>, from: i32, to: i32) {
    let mut technologies = actor.technologies(from);
    technologies.truncate(3);
    let usual = actor
        .world
        .person(actor.person)
        .map_or(4.0, |person| person.habit.vault);
    let times = actor.stream.between(1.4, 3.0);
    let (reading, copying) = (
        actor.stream.between(0.5, 0.75),
        actor.stream.between(0.2, 0.38),
    );
    for day in actor.working_days(from, to) {
        if !actor.stream.chance(reading) {
            continue;
        }
        let n = actor.stream.count((usual * times).max(5.0));
        let technology = actor.stream.pick(&technologies);
        let late = actor.stream.chance(0.3);
        let at = if late {
            Some(actor.evening(day, 5_400))
        } else {
            actor.moment(day, 1800)
        };
        let Some(at) = at else { continue };
        let at = actor.read(at, technology, n);
        if actor.stream.chance(copying / reading) {
            let copies = actor.stream.range(6, 24) as usize;
            actor.copy(at + 40, &technologies, copies);
        }
    }
}
