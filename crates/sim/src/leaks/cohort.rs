//! (b) Members of one team leave one after another to companies with one controlling party.

use super::actor::Actor;
use super::leaving::{SOMEBODY, reason, unsettle};
use super::{Departure, Offer, at_fraction, depart, engage, fronts, offer};
use crate::SimError;
use crate::answers::Answer;
use crate::stream::{Purpose, Stream};
use crate::world::World;

pub(super) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 2);
    let (team, members) = team_of(world, 4, &[0, 1, 2], &mut stream).ok_or(SimError::NoActor {
        part: "the team that leaves one after another",
    })?;
    let n = members
        .len()
        .saturating_sub(1)
        .clamp(3, stream.range(3, 5).max(3) as usize);
    let leavers: Vec<usize> = members.into_iter().take(n).collect();
    let users: Vec<String> = leavers
        .iter()
        .map(|&person| world.staff.user(person))
        .collect();
    let rival = world
        .outside
        .rivals
        .get(stream.below(world.outside.rivals.len()))
        .map_or(0, |rival| rival.organisation);
    let mark = world.answers.open(Answer {
        scenario: "b",
        is_leak: true,
        subject_kind: "cohort",
        subject: unit_name(world, team),
        people: users,
        destination: world.register.name(rival),
        about: "members of one team leave one after another to companies that one rival controls",
        ..Answer::default()
    });
    let first = at_fraction(world, stream.between(0.55, 0.66));
    let step = (at_fraction(world, 0.96) - first) / (n as i32).max(1);
    let companies: Vec<usize> = (0..3)
        .map(|_| {
            let layers = stream.below(2) + 1;
            let founded = first - stream.range(40, 260);
            fronts::front(world, (rival, layers), founded, mark, &mut stream)
        })
        .collect();
    for (number, person) in (0_i32..).zip(leavers) {
        let company = companies
            .get(number as usize % 3)
            .copied()
            .unwrap_or_default();
        let last = world
            .calendar
            .workday_until(first + step * number + stream.range(0, step / 2));
        leave(world, (person, company), last, mark, &mut stream);
        if number % 2 == 0 || stream.chance(0.3) {
            take(
                &mut Actor::new(world, person, mark),
                last - stream.range(30, 60),
                last - 1,
            );
        }
    }
    Ok(())
}

/// The offer and the departure.
fn leave(
    world: &mut World,
    (person, company): (usize, usize),
    last: i32,
    mark: u16,
    stream: &mut Stream,
) {
    let notice = world.calendar.workday_until(last - stream.range(14, 30));
    let offered = world.calendar.workday_until(notice - stream.range(15, 45));
    engage(world, person, (offered - 5, last));
    let named = stream.chance(0.4);
    let offeror = if named {
        world.register.spoken_name(company, stream)
    } else {
        "not named".to_owned()
    };
    let via = stream.pick(&SOMEBODY).to_owned();
    let terms = Offer {
        person,
        day: offered,
        offeror,
        via,
        is_unusual: true,
        multiple: stream.between(1.9, 2.6),
        mark,
    };
    offer(world, &terms, stream);
    let employer = world.register.spoken_name(company, stream);
    let departure = Departure {
        person,
        notice,
        last,
        reason: reason(stream),
        employer,
        organisation: Some(company),
        mark,
    };
    depart(world, &departure, stream);
    if let Some(person) = world.staff.people.get_mut(person) {
        unsettle(person, offered, notice);
    }
}

/// A few days of moderate copying.
fn take(actor: &mut Actor<'_>, from: i32, to: i32) {
    let mut technologies = actor.technologies(from);
    technologies.truncate(2);
    let mut days = actor.working_days(from, to);
    actor.stream.shuffle(&mut days);
    let n = actor.stream.range(3, 6) as usize;
    for day in days.into_iter().take(n) {
        let Some(at) = actor.moment(day, 2400) else {
            continue;
        };
        let (reads, copies) = (
            actor.stream.range(5, 14) as usize,
            actor.stream.range(5, 16) as usize,
        );
        let technology = actor.stream.pick(&technologies);
        let at = actor.read(at, technology, reads);
        actor.copy(at + 60, &technologies, copies);
    }
}

/// A team of some units with enough members who have no part yet, its lead left out.
pub(super) fn team_of(
    world: &World,
    least: usize,
    units: &[usize],
    stream: &mut Stream,
) -> Option<(usize, Vec<usize>)> {
    let mut open: Vec<(usize, Vec<usize>)> = world
        .staff
        .teams
        .iter()
        .enumerate()
        .filter(|(_, team)| units.contains(&team.unit))
        .map(|(place, team)| {
            let free = team.members.iter().copied().filter(|&index| {
                index != team.lead
                    && world.person(index).is_some_and(|person| {
                        !person.is_cast
                            && person.joined < 0
                            && person.role.title() != "VisitingResearcher"
                    })
            });
            (place, free.collect::<Vec<_>>())
        })
        .filter(|(_, free)| free.len() >= least)
        .collect();
    stream.shuffle(&mut open);
    let (place, mut free) = open.into_iter().next()?;
    stream.shuffle(&mut free);
    Some((place, free))
}

/// The name of the unit of a team.
pub(super) fn unit_name(world: &World, team: usize) -> String {
    let unit = world
        .staff
        .teams
        .get(team)
        .and_then(|team| world.holder.units.get(team.unit));
    unit.map_or_else(String::new, |unit| unit.name.to_owned())
}
