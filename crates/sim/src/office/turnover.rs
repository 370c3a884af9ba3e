//! Ordinary departures and offers: about one person in eight leaves within a year.

use crate::calendar::DAY;
use crate::leaks::leaving::{OWN_BUSINESS, SOMEBODY, reason, unsettle};
use crate::leaks::{Departure, Offer, depart, offer};
use crate::roles::Role;
use crate::script::{Act, Deed};
use crate::stream::{Purpose, Stream};
use crate::vocabulary::companies::{KOREAN, TRADES};
use crate::vocabulary::subjects::Field;
use crate::world::World;

pub(super) fn leave(world: &mut World) {
    let days = world.calendar.days();
    let yearly = world.stream(Purpose::Office, 0).between(0.10, 0.15);
    let leads: Vec<usize> = world.staff.teams.iter().map(|team| team.lead).collect();
    for index in 0..world.staff.people.len() {
        let mut stream = world.stream(Purpose::Office, 100 + index);
        let Some(person) = world.person(index) else {
            continue;
        };
        let (is_cast, role) = (person.is_cast, person.role);
        offers(world, index, &mut stream);
        if is_cast
            || leads.contains(&index)
            || !stream.chance(yearly * f64::from(days + 20) / 365.0)
        {
            continue;
        }
        let last = world.calendar.workday_until(stream.range(8, days + 20));
        let notice = world.calendar.workday_until(last - stream.range(12, 40));
        let (reason, employer, organisation) = destination(world, role, &mut stream);
        let departure = Departure {
            person: index,
            notice,
            last,
            reason,
            employer,
            organisation,
            mark: 0,
        };
        depart(world, &departure, &mut stream);
        if let Some(person) = world.staff.people.get_mut(index)
            && stream.chance(0.6)
        {
            unsettle(person, notice - stream.range(20, 70), notice);
        }
        if stream.chance(0.45) {
            pack(world, index, last, &mut stream);
        }
    }
}

/// A company of the register, a company that is not in it, or none at all.
fn destination(world: &World, role: Role, stream: &mut Stream) -> (String, String, Option<usize>) {
    match stream.below(100) {
        0..=54 => {
            let mut place = stream.below(world.register.organisations.len());
            while world.outside.is_near_rival(place) || world.is_planted(place) {
                place = stream.below(world.register.organisations.len());
            }
            (
                reason(stream),
                world.register.spoken_name(place, stream),
                Some(place),
            )
        }
        55..=66 => {
            let (hangul, latin) = stream.pick(&KOREAN);
            let (trade, trade_latin, _) = stream.pick(&TRADES);
            let name = if stream.chance(0.6) {
                format!("{hangul}{trade}")
            } else {
                format!("{latin} {trade_latin}")
            };
            let reason = if stream.chance(0.4) {
                stream.pick(&OWN_BUSINESS).to_owned()
            } else {
                reason(stream)
            };
            (reason, name, None)
        }
        67..=74 if role != Role::Executive => ("further study".to_owned(), String::new(), None),
        75..=80 => ("retirement".to_owned(), String::new(), None),
        _ => (reason(stream), String::new(), None),
    }
}

/// Offers that people report: a few a year, on ordinary terms, from anybody who hires, rivals among them.
fn offers(world: &mut World, index: usize, stream: &mut Stream) {
    let yearly = if world
        .person(index)
        .is_some_and(|person| person.role.is_research())
    {
        0.16
    } else {
        0.05
    };
    if !stream.chance(yearly * f64::from(world.calendar.days()) / 365.0) {
        return;
    }
    let day = world
        .calendar
        .workday_from(stream.range(0, world.calendar.days() - 1));
    let agents = &world.outside.agents;
    let agent = agents
        .get(stream.below(agents.len()))
        .map_or(0, |agent| agent.organisation);
    let via = match stream.below(4) {
        0 => String::new(),
        1 => stream.pick(&SOMEBODY).to_owned(),
        _ => world.register.spoken_name(agent, stream),
    };
    let place = if stream.chance(0.12) {
        world
            .outside
            .rivals
            .get(stream.below(world.outside.rivals.len()))
            .map_or(0, |rival| rival.organisation)
    } else {
        stream.below(world.register.organisations.len())
    };
    let offeror = if stream.chance(0.15) {
        "not named".to_owned()
    } else {
        world.register.spoken_name(place, stream)
    };
    offer(
        world,
        &Offer {
            person: index,
            day,
            offeror,
            via,
            ..Offer::default()
        },
        stream,
    );
}

/// Private files on the last days, as many leavers take them.
fn pack(world: &mut World, index: usize, last: i32, stream: &mut Stream) {
    for day in (last - 4).max(0)..=last.min(world.calendar.days() - 1) {
        let Some(duty) = world.duty(index, day).filter(|_| stream.chance(0.4)) else {
            continue;
        };
        let mut at = i64::from(day) * DAY + duty.moment(stream);
        let Some(pc) = world.person(index).map(|person| person.pc(day).to_owned()) else {
            continue;
        };
        let mut add = |at: i64, deed: Deed| {
            world.script.add(Act {
                person: index,
                at,
                pc: pc.clone(),
                deed,
                mark: 0,
            });
        };
        add(at, Deed::Connect);
        for _ in 0..stream.range(3, 28) {
            at += i64::from(stream.range(2, 50));
            let extension = stream.pick(&["jpg", "jpg", "pdf", "zip"]);
            let path = format!("R:\\private\\{}.{extension}", stream.code("######_##"));
            add(
                at,
                Deed::Copy {
                    path,
                    field: Field::Everyday,
                },
            );
        }
        add(at + i64::from(stream.range(20, 400)), Deed::Disconnect);
    }
}
