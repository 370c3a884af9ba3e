//! A senior person leaves to found a company that no register has yet.

use crate::SimError;
use crate::answers::Answer;
use crate::leaks::actor::Actor;
use crate::leaks::leaving::OWN_BUSINESS;
use crate::leaks::{Departure, at_fraction, cast, depart, open_for};
use crate::stream::Purpose;
use crate::vocabulary::companies::{KOREAN, TRADES};
use crate::world::World;

pub(in crate::leaks) fn plan(world: &mut World) -> Result<(), SimError> {
    let mut stream = world.stream(Purpose::Scenario, 23);
    let last = world
        .calendar
        .workday_until(at_fraction(world, stream.between(0.6, 0.95)));
    let notice = world.calendar.workday_until(last - stream.range(25, 45));
    let person = cast(world, "the founder", (notice - 10, last), |_, _, person| {
        person.joined < -1000
            && (person.role.is_research() || person.role.title() == "SalesManager")
    })?;
    let mark = open_for(
        world,
        person,
        Answer {
            scenario: "founder",
            of: "c",
            about: "leaves to found a company of the person's own, talks with investors, takes private files only",
            ..Answer::default()
        },
    );
    let (hangul, latin) = stream.pick(&KOREAN);
    let (trade, trade_latin, _) = stream.pick(&TRADES);
    let employer = if stream.chance(0.5) {
        format!("(가칭) {hangul}{trade}")
    } else {
        format!("{latin} {trade_latin}")
    };
    if let Some(answer) = world.answers.get_mut(mark) {
        answer.destination.clone_from(&employer);
    }
    let reason = stream.pick(&OWN_BUSINESS).to_owned();
    let departure = Departure {
        person,
        notice,
        last,
        reason,
        employer,
        organisation: None,
        mark,
    };
    depart(world, &departure, &mut stream);
    let investor = world
        .outside
        .others
        .get(stream.below(world.outside.others.len()))
        .cloned()
        .unwrap_or_default();
    let mut actor = Actor::new(world, person, mark);
    for day in actor.working_days(notice - 25, last) {
        if actor.stream.chance(0.3)
            && let (Some(at), Some(address)) = (actor.moment(day, 600), investor.addresses.first())
        {
            if actor.stream.chance(0.5) {
                actor.receive(at, address);
            } else {
                let attachments = u32::from(actor.stream.chance(0.4));
                actor.send(at, address, attachments);
            }
        }
    }
    for day in actor.working_days(last - 6, last).into_iter().take(2) {
        if let Some(at) = actor.moment(day, 1800) {
            let files = actor.stream.range(15, 45) as usize;
            actor.copy_private(at, files);
        }
    }
    Ok(())
}
