//! (c) An executive is offered several times the pay through an agent.

use super::actor::Actor;
use super::leaving::reason;
use super::{Departure, Offer, at_fraction, cast, depart, offer, open_for};
use crate::SimError;
use crate::answers::Answer;
use crate::roles::Role;
use crate::stream::Purpose;
use crate::world::World;

pub(super) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 3);
    let days = world.calendar.days();
    let offered = world
        .calendar
        .workday_from(at_fraction(world, stream.between(0.5, 0.7)));
    let until = (offered + stream.range(30, 60)).min(days - 2);
    let person = cast(
        world,
        "the executive",
        (offered - 20, until),
        |_, _, person| person.role == Role::Executive,
    )?;
    let mark = open_for(
        world,
        person,
        Answer {
            scenario: "c",
            is_leak: true,
            about: "an executive is courted by a rival through an agent, on terms far above the ordinary",
            ..Answer::default()
        },
    );
    let outside = &world.outside;
    let place = stream.below(outside.rivals.len());
    let agent = outside
        .agents
        .get(stream.below(outside.agents.len()))
        .cloned()
        .unwrap_or_default();
    let rival = outside.rivals.get(place).cloned().unwrap_or_default();
    // The holder knows of some agents that they work for a rival.
    if stream.chance(0.5)
        && let Some(known) = world.outside.rivals.get_mut(place)
    {
        known
            .domains
            .push(world.register.organisation(agent.organisation).domain);
    }
    let via = world.register.spoken_name(agent.organisation, &mut stream);
    let offeror = if stream.chance(0.4) {
        world.register.spoken_name(rival.organisation, &mut stream)
    } else {
        "not named".to_owned()
    };
    let terms = Offer {
        person,
        day: offered,
        offeror,
        via,
        is_unusual: true,
        multiple: stream.between(3.0, 4.5),
        mark,
    };
    offer(world, &terms, &mut stream);
    if let Some(answer) = world.answers.get_mut(mark) {
        answer.destination = world.register.name(rival.organisation);
    }
    if stream.chance(0.6) {
        let last = world.calendar.workday_from(until + stream.range(3, 25));
        let notice = world.calendar.workday_until(until - stream.range(2, 12));
        let departure = Departure {
            person,
            notice,
            last,
            reason: reason(&mut stream),
            mark,
            ..Departure::default()
        };
        depart(world, &departure, &mut stream);
    }
    let mut actor = Actor::new(world, person, mark);
    correspond(
        &mut actor,
        (offered - 18, until),
        (&agent.addresses, &rival.addresses),
    );
    take(&mut actor, offered, until);
    Ok(())
}

/// Mails with one person at the agent, later with one or two at the rival.
fn correspond(
    actor: &mut Actor<'_>,
    (from, to): (i32, i32),
    (agent, rival): (&[String], &[String]),
) {
    let agent = agent.first().cloned().unwrap_or_default();
    for day in actor.working_days(from, to) {
        let share = f64::from(day - from) / f64::from((to - from).max(1));
        for (address, often) in [
            (Some(&agent), 0.3),
            (rival.get(actor.stream.below(2)), 0.4 * share),
        ] {
            if !actor.stream.chance(often) {
                continue;
            }
            let (Some(address), Some(at)) = (address, actor.moment(day, 600)) else {
                continue;
            };
            if actor.stream.chance(0.5) {
                actor.receive(at, address);
            } else {
                let attachments = u32::from(actor.stream.chance(0.3));
                actor.send(at, address, attachments);
            }
        }
    }
}

/// Strategy documents: read, then copied or sent to an address of the person's own.
fn take(actor: &mut Actor<'_>, from: i32, to: i32) {
    let technologies: Vec<usize> = (0..actor.world.holder.technologies.len())
        .filter(|&place| {
            actor
                .world
                .holder
                .technologies
                .get(place)
                .is_some_and(|technology| matches!(technology.unit, 7 | 9))
        })
        .collect();
    let own = actor
        .world
        .person(actor.person)
        .map(|person| person.own_address.clone())
        .unwrap_or_default();
    let mut days = actor.working_days(from, to);
    actor.stream.shuffle(&mut days);
    let n = actor.stream.range(3, 6) as usize;
    for day in days.into_iter().take(n) {
        let Some(at) = actor.moment(day, 1800) else {
            continue;
        };
        let reads = actor.stream.range(4, 12) as usize;
        let technology = actor.stream.pick(&technologies);
        let at = actor.read(at, technology, reads);
        if actor.stream.chance(0.6) {
            let copies = actor.stream.range(4, 12) as usize;
            actor.copy(at + 30, &technologies, copies);
        } else {
            let attachments = actor.stream.range(1, 4) as u32;
            actor.send(at + 60, &own, attachments);
        }
    }
}
