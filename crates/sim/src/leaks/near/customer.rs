//! A team follows its manager to a customer of the holder.

use crate::SimError;
use crate::answers::Answer;
use crate::leaks::cohort::{team_of, unit_name};
use crate::leaks::leaving::{reason, unsettle};
use crate::leaks::{Departure, Offer, at_fraction, depart, engage, offer};
use crate::stream::Purpose;
use crate::world::World;

pub(in crate::leaks) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 24);
    let (team, members) = team_of(world, 2, &[3, 4], &mut stream)
        .or_else(|| team_of(world, 2, &[0, 1, 2, 7], &mut stream))
        .ok_or(SimError::NoActor {
            part: "the team that follows its manager",
        })?;
    let lead = world.staff.teams.get(team).map_or(0, |team| team.lead);
    let followers = stream.range(2, 3) as usize;
    let leavers: Vec<usize> = std::iter::once(lead)
        .chain(members.into_iter().take(followers))
        .collect();
    let users: Vec<String> = leavers
        .iter()
        .map(|&person| world.staff.user(person))
        .collect();
    let mark = world.answers.open(Answer {
        scenario: "customer-team",
        of: "b",
        subject_kind: "cohort",
        subject: unit_name(world, team),
        people: users,
        about: "members of one team follow their manager to a customer, on ordinary terms",
        ..Answer::default()
    });
    let customers: Vec<usize> = world
        .outside
        .partners_of("customer")
        .map(|partner| partner.organisation)
        .collect();
    let customer = stream.pick(&customers);
    if let Some(answer) = world.answers.get_mut(mark) {
        answer.destination = world.register.name(customer);
    }
    let first = at_fraction(world, stream.between(0.55, 0.75));
    for (number, person) in (0_i32..).zip(leavers) {
        let last = world
            .calendar
            .workday_until(first + number * stream.range(8, 20));
        let notice = world.calendar.workday_until(last - stream.range(15, 30));
        engage(world, person, (last - 5, last));
        let offeror = world.register.spoken_name(customer, &mut stream);
        let via = if number == 0 {
            "headhunter"
        } else {
            "former colleague"
        }
        .to_owned();
        let day = notice - stream.range(8, 30);
        if stream.chance(0.7) {
            offer(
                world,
                &Offer {
                    person,
                    day,
                    offeror,
                    via,
                    mark,
                    ..Offer::default()
                },
                &mut stream,
            );
        }
        let employer = world.register.spoken_name(customer, &mut stream);
        let reason = reason(&mut stream);
        let departure = Departure {
            person,
            notice,
            last,
            reason,
            employer,
            organisation: Some(customer),
            mark,
        };
        depart(world, &departure, &mut stream);
        if let Some(person) = world.staff.people.get_mut(person) {
            unsettle(person, day, notice);
        }
    }
    Ok(())
}
